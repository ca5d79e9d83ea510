//! [`Sections`]: under which headings each block stands.
//!
//! Headings are what [`crate::text::Doc`] found, less those of the letterhead and less bold lines in the middle of a text; numbered
//! items that end in a colon and name a matter ("2. Về việc …:") are headings too. A heading ends the headings of its own depth and
//! deeper. What is kept of a heading is its text on one line, numbering included, list mark and final colon dropped.

use crate::text::{Block, BlockKind, Doc};

/// The headings above each block.
#[derive(Debug, Clone, Default)]
pub struct Sections {
    /// For each block: the block indices of its headings, from the top.
    above: Vec<Vec<usize>>,
    titles: Vec<Option<String>>,
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
        let mut stack: Vec<(u8, usize)> = Vec::new();
        let mut out = Self { above: Vec::with_capacity(doc.blocks.len()), titles: vec![None; doc.blocks.len()] };
        for (i, block) in doc.blocks.iter().enumerate() {
            let own = depth(doc, i, stack.last().map(|(d, _)| *d));
            if let Some(depth) = own {
                while stack.last().is_some_and(|(d, _)| *d >= depth) {
                    stack.pop();
                }
                out.titles[i] = Some(title(doc.block_text(block)));
            }
            out.above.push(stack.iter().map(|(_, at)| *at).collect());
            if let Some(depth) = own {
                stack.push((depth, i));
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

    /// Whether this block is a heading.
    #[must_use]
    pub fn is_heading(&self, block: usize) -> bool {
        self.titles.get(block).is_some_and(Option::is_some)
    }

    /// Whether the text has headings at all.
    #[must_use]
    pub fn any(&self) -> bool {
        self.titles.iter().any(Option::is_some)
    }
}

/// Heading text without list mark, emphasis and final colon.
fn title(text: &str) -> String {
    text.trim_start_matches(['-', '+', '•', '*', ' ']).trim_end_matches([':', ' ', '*']).to_owned()
}

/// Depth of block `i`, if it is a heading.
fn depth(doc: &Doc, i: usize, current: Option<u8>) -> Option<u8> {
    let block = &doc.blocks[i];
    let text = doc.block_text(block);
    match block.kind {
        BlockKind::Row => None,
        BlockKind::Heading(level) if block.body > block.start || level < 6 => Some(level),
        BlockKind::Heading(_) => unnumbered(doc, i),
        BlockKind::Paragraph if capitals(text) && text.chars().count() < 120 && text.starts_with("PHỤ LỤC") => Some(TOP),
        BlockKind::Item if matter(block, text) => {
            current.map(|d| d.saturating_add(1).min(6)).map(|d| d.max(numbered_depth(text))).or(Some(3))
        }
        _ => None,
    }
}

/// A heading without number: capitals stand at the top, other words under the last numbered heading.
fn unnumbered(doc: &Doc, i: usize) -> Option<u8> {
    let block = &doc.blocks[i];
    let text = doc.block_text(block);
    if frame_words(text) {
        return None;
    }
    if capitals(text) {
        return Some(TOP);
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

fn numbered_depth(text: &str) -> u8 {
    let run = text.split([' ', ')']).next().unwrap_or("");
    2 + run.split('.').filter(|p| !p.is_empty()).count().min(3) as u8
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
