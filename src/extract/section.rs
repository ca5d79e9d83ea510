//! [`Sections`]: under which headings each block stands.
//!
//! Headings are what [`crate::text::Doc`] found, less those of the letterhead and less bold lines in the middle of a text; numbered
//! items that end in a colon and name a matter ("2. Về việc …:") are headings too. A heading ends the headings of its own depth and
//! deeper. What is kept of a heading is its text on one line, numbering included, list mark and final colon dropped.

use crate::text::{Block, BlockKind, Doc, clip_end};

/// The headings above each block.
#[derive(Debug, Clone, Default)]
pub struct Sections {
    /// For each block: the block indices of its headings, from the top.
    above: Vec<Vec<usize>>,
    titles: Vec<Option<String>>,
    run_in: Vec<bool>,
}

/// Depth of the annex heading and of headings in capitals without a number.
const TOP: u8 = 1;

impl Sections {
    /// Finds the headings of `doc`.
    ///
    /// ```
    /// use vanthu::{extract::section::Sections, text::Doc};
    /// let doc = Doc::new("**II. CHỈ TIÊU**\n\n**1. Thủ tục hành chính:**\n\n- Đạt 90%.");
    /// assert_eq!(Sections::new(&doc).at(2), ["II. CHỈ TIÊU", "1. Thủ tục hành chính"]);
    /// ```
    #[must_use]
    pub fn new(doc: &Doc) -> Self {
        Self::among(doc, |_| true)
    }

    /// Headings of the body: letterhead, title, signature and page furniture head nothing.
    #[must_use]
    pub fn of(ctx: &super::Context) -> Self {
        Self::among(ctx.doc, |i| ctx.frame.body.binary_search(&i).is_ok())
    }

    fn among(doc: &Doc, may: impl Fn(usize) -> bool) -> Self {
        let mut stack: Vec<(u8, usize)> = Vec::new();
        let mut out = Self {
            above: Vec::with_capacity(doc.blocks.len()),
            titles: vec![None; doc.blocks.len()],
            run_in: vec![false; doc.blocks.len()],
        };
        for i in 0..doc.blocks.len() {
            let own = if may(i) { depth(doc, i, stack.last().map(|(d, _)| *d)) } else { None };
            if own.is_none() {
                succeed(doc, i, &mut stack);
            }
            if let Some(depth) = own {
                while stack.last().is_some_and(|(d, _)| *d >= depth) {
                    stack.pop();
                }
                out.titles[i] = Some(heading_text(doc, i));
            }
            out.above.push(stack.iter().map(|(_, at)| *at).collect());
            if let Some(depth) = own {
                stack.push((depth, i));
                if run_in(doc, i).is_some() {
                    out.run_in[i] = true;
                    out.above[i].push(i);
                }
            }
        }
        out
    }

    /// Headings above a block, from the top; the nearest is last.
    #[must_use]
    pub fn at(&self, block: usize) -> Vec<String> {
        self.headings(block).iter().filter_map(|i| self.titles.get(*i).cloned().flatten()).collect()
    }

    /// Block indices of the headings above a block, from the top.
    #[must_use]
    pub fn headings(&self, block: usize) -> &[usize] {
        self.above.get(block).map_or(&[], Vec::as_slice)
    }

    /// Whether this block is a heading and nothing else.
    #[must_use]
    pub fn is_heading(&self, block: usize) -> bool {
        self.titles.get(block).is_some_and(Option::is_some) && !self.run_in[block]
    }

    /// Whether the text has headings at all.
    #[must_use]
    pub fn any(&self) -> bool {
        self.titles.iter().any(Option::is_some)
    }
}

/// What a block says as a heading: its first line or bold part; under an annex heading the title in capitals.
fn heading_text(doc: &Doc, i: usize) -> String {
    let block = &doc.blocks[i];
    if let Some(at) = run_in(doc, i) {
        return title(doc.text()[block.start..at].trim());
    }
    if doc.block_text(block).starts_with("PHỤ LỤC") {
        let name = doc.block_lines(block).take_while(|l| capitals(l)).last();
        return title(name.unwrap_or("PHỤ LỤC"));
    }
    title(doc.block_text(block))
}

/// A numbered item that goes on counting where the last heading stopped ends that heading: "3. UBND quận" (heading), "4. Mặt trận …".
fn succeed(doc: &Doc, i: usize, stack: &mut Vec<(u8, usize)>) {
    let number = |i: usize| {
        let text = doc.block_text(&doc.blocks[i]);
        let n = text.bytes().take_while(u8::is_ascii_digit).count();
        (n > 0 && text[n..].starts_with(['.', ')', '/']) && !text[n + 1..].starts_with(|c: char| c.is_ascii_digit()))
            .then(|| text[..n].parse::<u16>().ok())
            .flatten()
    };
    if let Some(own) = number(i)
        && let Some((_, last)) = stack.last()
        && number(*last).is_some_and(|n| n + 1 == own)
    {
        stack.pop();
    }
}

/// The longest heading that is kept whole, in bytes: every target below repeats it.
const LONGEST: usize = 1000;

/// Heading text without list mark, emphasis and final colon.
fn title(text: &str) -> String {
    let text = &text[..clip_end(text, LONGEST)];
    text.trim_start_matches(['-', '+', '•', '*', ' ']).trim_end_matches([':', ' ', '*']).to_owned()
}

/// Where the text begins in a block that opens with a heading of its own line or in bold: "**2. Phòng Nội vụ:** chủ trì …".
#[must_use]
pub fn run_in(doc: &Doc, index: usize) -> Option<usize> {
    let block = doc.blocks.get(index)?;
    let text = doc.block_text(block);
    if block.kind == BlockKind::Row
        || !(text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'))
            || text.starts_with("Điều ")
            || text.starts_with("PHỤ LỤC"))
    {
        return None;
    }
    if text.starts_with("PHỤ LỤC") {
        // the annex heading, its title, then "(Kèm theo …)": all of it is heading
        return None;
    }
    own_line(doc, block).or_else(|| bold(doc, block))
}

/// A short first line without final punctuation, though the next word would have fitted on it.
fn own_line(doc: &Doc, block: &Block) -> Option<usize> {
    let &second = block.lines.get(1)?;
    let lines: Vec<&str> = doc.block_lines(block).collect();
    let (first, next) = (lines.first()?, lines.get(1)?);
    let length = first.chars().count();
    let word = next.split(' ').next().unwrap_or("").chars().count();
    let room = lines[1..].iter().take(4).map(|l| l.chars().count()).max().unwrap_or(0);
    // "… của tỉnh Điện / Biên": a name that goes on
    let last = first.trim_end_matches(':').rsplit(' ').next().unwrap_or("");
    let name = last.starts_with(char::is_uppercase) && last.contains(char::is_lowercase) && !first.ends_with(':');
    let open = !name && first.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | ':'));
    (open
        && length < 64
        && numbered(first)
        && next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
        && room > length + word)
        .then_some(second)
}

/// A bold beginning that holds number and name.
fn bold(doc: &Doc, block: &Block) -> Option<usize> {
    let span = doc.flow.to_source(block.start, block.end);
    if !doc.source.get(..span.start)?.trim_end_matches(['#', ' ']).ends_with("**") {
        return None;
    }
    let inner = doc.source.get(span.start..span.end)?;
    let close = inner.find("**")?;
    if close > 300 || close + 3 > inner.len() || inner.get(close + 2..)?.trim_matches([' ', '*', '.', ':']).is_empty() {
        return None;
    }
    let at = doc.flow.from_source(span.start + close);
    let head = doc.text().get(block.start..at)?;
    (numbered(head) && head.chars().filter(|c| c.is_alphabetic()).count() > 3).then_some(at)
}

/// Whether a line is numbered as headings are.
fn numbered(text: &str) -> bool {
    article(text)
        || crate::text::blocks::marker_len(text) > 0 && text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'))
}

/// "Điều 4. …".
fn article(text: &str) -> bool {
    text.strip_prefix("Điều ").or_else(|| text.strip_prefix("ĐIỀU ")).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
}

/// Depth of block `i`, if it is (or opens with) a heading.
fn depth(doc: &Doc, i: usize, current: Option<u8>) -> Option<u8> {
    let block = &doc.blocks[i];
    let text = doc.block_text(block);
    if run_in(doc, i).is_some() {
        return numbered_depth(text);
    }
    match block.kind {
        // letterhead, and "CHƯƠNG TRÌNH …", which is no chapter; lead-ins
        BlockKind::Heading(_)
            if crate::text::blocks::marker_len(text) == 0 && frame_words(text)
                || text.ends_with(':') && !block.emphasised && leads_in(text) =>
        {
            None
        }
        BlockKind::Heading(level) if block.body > block.start || level < 6 => Some(level),
        BlockKind::Heading(_) => unnumbered(doc, i),
        BlockKind::Paragraph if text.starts_with("PHỤ LỤC") && capitals(doc.block_lines(block).next().unwrap_or("")) => Some(TOP),
        BlockKind::Paragraph if article(text) && text.chars().count() < 130 && !text.ends_with(['.', ';', ',']) => Some(4),
        BlockKind::Paragraph if roman(text) && capitals(text) => Some(2),
        BlockKind::Item if matter(block, text) => {
            numbered_depth(text).map(|d| current.map_or(d, |c| d.max(c.saturating_add(u8::from(c < 3)))).min(6))
        }
        _ => None,
    }
}

/// "Hoàn thành các nhiệm vụ sau đây trước ngày …:" leads in sub-items and heads nothing.
fn leads_in(text: &str) -> bool {
    ["sau đây", "như sau", "trước ngày", "trong tháng", "trong quý", "chậm nhất"].iter().any(|w| text.contains(w))
}

/// "III- NHIỆM VỤ", "IV/ …".
fn roman(text: &str) -> bool {
    let n = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    n > 0 && text[n..].starts_with(['-', '.', '/', ')'])
}

/// Depth that a number gives: `II.` 2, `1.` 3, `1.1.` 4.
fn numbered_depth(text: &str) -> Option<u8> {
    if article(text) {
        return Some(4);
    }
    if roman(text) {
        return Some(2);
    }
    let run = text.split([' ', ')']).next().unwrap_or("");
    text.starts_with(|c: char| c.is_ascii_digit())
        .then(|| 2 + run.split('.').filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())).count().clamp(1, 3) as u8)
}

/// A heading without number: capitals stand at the top, other words under the last numbered heading.
fn unnumbered(doc: &Doc, i: usize) -> Option<u8> {
    let block = &doc.blocks[i];
    let text = doc.block_text(block);
    if frame_words(text) {
        return None;
    }
    if capitals(text) {
        return text.contains(' ').then_some(TOP);
    }
    // a title line under the annex heading, a signer's name or a formula is no heading
    let words = text.split(' ').count();
    let under_annex = i > 0 && capitals(doc.block_text(&doc.blocks[i - 1]));
    let next_is_text = doc.blocks.get(i + 1).is_some_and(|b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Row));
    (words > 4 && !under_annex && next_is_text && !text.starts_with('(')).then_some(5)
}

/// A numbered item that names a matter and ends in a colon: "2. Về việc xây dựng …:".
fn matter(block: &Block, text: &str) -> bool {
    if !text.ends_with(':') || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let body = &text[(block.body - block.start).min(text.len())..];
    body.starts_with("Về ") || body.starts_with("Đối với ")
}

fn capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// Words of letterhead, signature and distribution list.
fn frame_words(text: &str) -> bool {
    const FRAME: [&str; 22] = [
        "ỦY BAN",
        "UỶ BAN",
        "UBND",
        "HỘI ĐỒNG",
        "CỘNG HÒA",
        "CỘNG HOÀ",
        "ĐẢNG CỘNG SẢN",
        "ĐẢNG BỘ",
        "BAN CHẤP HÀNH",
        "VĂN PHÒNG",
        "SỞ ",
        "CHỦ TỊCH",
        "PHÓ ",
        "TM.",
        "KT.",
        "TL.",
        "T.M",
        "T/M",
        "K/T",
        "Nơi nhận",
        "Độc lập",
        "ĐỘC LẬP",
    ];
    const TYPES: [&str; 14] = [
        "KẾ HOẠCH",
        "BÁO CÁO",
        "QUYẾT ĐỊNH",
        "CHỈ THỊ",
        "NGHỊ QUYẾT",
        "THÔNG BÁO",
        "TỜ TRÌNH",
        "CHƯƠNG TRÌNH",
        "HƯỚNG DẪN",
        "KẾT LUẬN",
        "CÔNG ĐIỆN",
        "GIẤY MỜI",
        "QUY CHẾ",
        "QUY ĐỊNH",
    ];
    FRAME.iter().any(|w| text.starts_with(w)) || TYPES.contains(&text.trim_end_matches(':'))
}
