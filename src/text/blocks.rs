//! [`Doc`]: a text cut into blocks (headings, paragraphs, list items, table rows), over a [`Flow`].
//!
//! A line end inside a block is a hard wrap and is joined; it is a block's end where
//! - a blank line, a rule (`-----`) or a lone `|` of a flattened table stands,
//! - the next line begins a new item (`-`, `1.`, `a)`, `II.`, `Điều 5.`, `#`, `|`),
//! - the line ends a sentence and the next begins with a capital,
//! - the text is one of long lines, where every line is a paragraph.
//!
//! A sentence that a page break cut in two (no full stop, then a blank line, then a small letter) is one block.

use std::ops::Range;

use super::flow::{Builder, Flow};
use super::{Letters, clip_end, clip_start, in_capitals};

/// Share of capitals, in percent, from which a line counts as one in capitals.
const CAPITALS: usize = 85;

/// No list mark is longer, in bytes, with the spaces and marks of emphasis behind it.
const LONGEST_MARKER: usize = 64;

/// No sentence has more closing brackets and quotation marks behind its last letter, in bytes.
const LONGEST_CLOSE: usize = 200;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of this depth (1 is the top).
    Heading(u8),
    /// A list item.
    Item,
    /// A row of a pipe table.
    Row,
    /// Anything else.
    Paragraph,
}

/// A block: a range of the flow without its line end.
#[derive(Debug, Clone)]
pub struct Block {
    /// First byte in the flow.
    pub start: usize,
    /// One past the last byte in the flow.
    pub end: usize,
    /// What it is.
    pub kind: BlockKind,
    /// Where the content begins: after the list marker.
    pub body: usize,
    /// Flow positions at which source lines begin inside the block (the first is `start`).
    pub lines: Vec<usize>,
    /// Where it begins in the source.
    pub source: usize,
    /// Whether the whole block is emphasised in the source.
    pub emphasised: bool,
    /// Whether a blank line stands before it.
    pub apart: bool,
}

/// A text as extractors see it.
#[derive(Debug)]
pub struct Doc<'a> {
    /// The source.
    pub source: &'a str,
    /// The normalised text.
    pub flow: Flow,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

impl<'a> Doc<'a> {
    /// Cuts `source` into blocks.
    ///
    /// ```
    /// use vanthu::text::Doc;
    /// let doc = Doc::new("- Thực hiện Kế hoạch số\n41-KH/QU;\n- Báo cáo.");
    /// assert_eq!(doc.text(), "- Thực hiện Kế hoạch số 41-KH/QU;\n- Báo cáo.");
    /// assert_eq!(doc.blocks.len(), 2);
    /// ```
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        Self::part(source, 0..source.len())
    }

    /// Cuts a part of `source` into blocks; spans count from the beginning of `source`. The part begins at the beginning of a line.
    ///
    /// ```
    /// use vanthu::text::Doc;
    /// let doc = Doc::part("một\n\nhai", 7..10);
    /// assert_eq!((doc.text(), doc.flow.to_source(0, 3).start), ("hai", 7));
    /// ```
    #[must_use]
    pub fn part(source: &'a str, range: Range<usize>) -> Self {
        let text = source.get(range.clone()).unwrap_or("");
        let markdown = source.contains("**") || source.starts_with('#') || source.contains("\n#") || source.contains("\n|");
        let mut cutter = Cutter {
            source,
            out: Builder::new(source, text.len(), markdown),
            blocks: Vec::new(),
            previous: None,
            apart: true,
            wrap: wrap_width(text),
            letters: Letters::default(),
            bold_marks: 0,
        };
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            cutter.line(at, line);
            at += line.len();
        }
        let Cutter { out, mut blocks, .. } = cutter;
        let flow = out.finish();
        for block in &mut blocks {
            block.emphasised = emphasised(source, &flow, block);
            classify(flow.text(), block);
        }
        Self { source, flow, blocks }
    }

    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.flow.text()
    }

    /// The text of a block.
    #[must_use]
    pub fn block_text(&self, block: &Block) -> &str {
        &self.flow.text()[block.start..block.end]
    }

    /// The lines of a block as they stand in the source, normalised.
    pub fn block_lines<'d>(&'d self, block: &'d Block) -> impl Iterator<Item = &'d str> {
        let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
        block.lines.iter().zip(ends).map(|(s, e)| self.flow.text()[*s..e].trim())
    }

    /// Every line of the source that holds text: its block and its range of the flow, white space at the ends left out.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        self.blocks.iter().enumerate().flat_map(move |(index, block)| {
            let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
            block.lines.iter().zip(ends).map(move |(s, e)| {
                let line = &self.flow.text()[*s..e];
                let start = s + (line.len() - line.trim_start().len());
                (index, start..start + line.trim().len())
            })
        })
    }

    /// Index of the block that holds the flow position.
    #[must_use]
    pub fn block_at(&self, flow: usize) -> usize {
        self.blocks.partition_point(|b| b.start <= flow).saturating_sub(1)
    }
}

/// The longest usual line of the text, in bytes; `usize::MAX` where lines are paragraphs.
fn wrap_width(source: &str) -> usize {
    let (mut long, mut lines) = (0_usize, 0_usize);
    for line in source.lines().filter(|l| l.len() > 20) {
        lines += 1;
        long += usize::from(line.len() > 240);
    }
    if long * 8 > lines { usize::MAX } else { 240 }
}

struct Cutter<'a> {
    source: &'a str,
    out: Builder<'a>,
    blocks: Vec<Block>,
    /// The line before: its source end.
    previous: Option<usize>,
    apart: bool,
    wrap: usize,
    /// Letters of the last block, and `**` in the source since it began: a block of many lines is not read again at every line.
    letters: Letters,
    bold_marks: usize,
}

impl Cutter<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let blocks = self.blocks.len();
        self.place(at, line);
        if self.blocks.len() > blocks {
            self.bold_marks = 0;
        }
        self.bold_marks += line.matches("**").count();
    }

    /// Puts a line into the last block, or into one of its own.
    fn place(&mut self, at: usize, line: &str) {
        let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
        let trimmed = line.trim_matches(blank);
        let start = at + (line.len() - line.trim_start_matches(blank).len());
        let end = start + trimmed.len();
        if is_rule(trimmed) {
            self.apart = true;
            return;
        }
        let (mut start, mut row) = (start, false);
        if trimmed.starts_with('#') {
            let marks = trimmed.bytes().take_while(|b| *b == b'#').count();
            if trimmed[marks..].starts_with(' ') || trimmed.len() == marks {
                start += marks;
                self.apart = true;
            }
        } else if trimmed.starts_with('|') && trimmed.trim_end_matches(['|', ' ']).len() > 1 && trimmed[1..].contains('|') {
            row = true;
        } else if let Some(rest) = trimmed.strip_prefix("> ") {
            start = end - rest.len();
        }
        let heading = trimmed.starts_with('#');
        let joined = self.previous.is_some() && !row && !heading && self.joins(start, end);
        match self.previous {
            Some(prev_end) if joined => self.out.separator(false, prev_end, start),
            Some(prev_end) => self.out.separator(true, prev_end, start),
            None => {}
        }
        let from = self.out.len();
        if !joined && let Some(last) = self.blocks.last_mut() {
            last.end = last.end.min(from.saturating_sub(1));
        }
        self.out.push(start, end);
        if self.out.text()[from..].trim().is_empty() {
            // only marks: nothing to keep
            self.apart = true;
            self.previous = Some(end);
            return;
        }
        let to = self.out.len();
        if joined && let Some(last) = self.blocks.last_mut() {
            last.lines.push(from);
            last.end = to;
        } else {
            self.letters = Letters::default();
            let kind = if row {
                BlockKind::Row
            } else if heading {
                BlockKind::Heading(trimmed.bytes().take_while(|b| *b == b'#').count().min(9) as u8)
            } else {
                BlockKind::Paragraph
            };
            self.blocks.push(Block {
                start: from,
                end: to,
                kind,
                body: from,
                lines: vec![from],
                source: start,
                emphasised: false,
                apart: self.apart,
            });
        }
        self.letters.add(&self.out.text()[from..]);
        self.apart = heading || row;
        self.previous = Some(end);
    }

    /// Whether the line `start..end` goes on with the block before it.
    fn joins(&self, start: usize, end: usize) -> bool {
        let Some(last) = self.blocks.last() else { return false };
        if matches!(last.kind, BlockKind::Row | BlockKind::Heading(_)) {
            return false;
        }
        let line = self.source[start..end].trim_start_matches(['*', '_', ' ']);
        let text = &self.out.text()[last.start..last.end];
        let tail = text[clip_start(text, text.len().saturating_sub(LONGEST_CLOSE))..].trim_end_matches([' ', '"', '”', ')', '*']);
        let Some(ending) = tail.chars().next_back() else { return true };
        let Some(first) = line.chars().find(|c| !matches!(c, '"' | '“' | '(')) else { return false };
        if self.apart {
            // a sentence cut by a page break
            return (ending.is_alphanumeric() || ending == ',')
                && first.is_lowercase()
                && marker_len(line) == 0
                && text.len() > 60
                && !text.ends_with('|')
                && self.source[..start].bytes().rev().take_while(u8::is_ascii_whitespace).filter(|b| *b == b'\n').count() <= 3
                && !self.source.as_bytes()[start.saturating_sub(4)..start].contains(&b'|');
        }
        if self.wrap == usize::MAX {
            return first.is_lowercase() && !matches!(ending, '.' | ';' | ':' | '!' | '?') && marker_len(line) == 0 && text.len() > 60;
        }
        // a bare marker alone on its line ("-", "1.", "a)") takes the next line
        let opening = &text[..clip_end(text, LONGEST_MARKER)];
        let marker = marker_len(opening);
        if marker > 0 && opening.len() == text.len() && text[marker..].trim().is_empty()
            || matches!(text, "-" | "+" | "•")
            || bare_number(text)
        {
            return true;
        }
        let own = marker_len(line);
        // "giai đoạn 2021" / "- 2025": a range broken at its dash
        if line.strip_prefix("- ").is_some_and(year)
            && text.get(text.len().saturating_sub(5)..).is_some_and(|t| t.starts_with(' ') && year(&t[1..]))
        {
            return true;
        }
        if own > 0 {
            let digit = line.starts_with(|c: char| c.is_ascii_digit());
            return digit
                && !matches!(ending, '.' | ';' | ':' | '!' | '?' | '/')
                && !tail.is_empty()
                && ending.is_lowercase()
                && own <= 4
                && !line.starts_with('1');
        }
        // a title in capitals ends where small letters begin, or where another bold line in capitals does
        if marker == 0 && self.letters.in_capitals(CAPITALS) && text.chars().nth(4).is_some() {
            let bold = self.source[start..end].starts_with("**") && self.bold_marks.is_multiple_of(2);
            if !in_capitals(line, CAPITALS) || bold && text.chars().nth(20).is_some() {
                return false;
            }
        }
        // the addressee ends where a capital begins after a short line, or the first sentence does
        if opening.trim_start_matches(['*', ' ']).starts_with("Kính gửi") && first.is_uppercase() {
            let shown = self.out.text().len() - last.lines.last().copied().unwrap_or(last.start);
            let opening = [
                "Thực hiện",
                "Triển khai",
                "Căn cứ",
                "Trả lời",
                "Phúc đáp",
                "Theo ",
                "Ngày ",
                "Qua ",
                "Tiếp ",
                "Để ",
                "Nhằm ",
                "Sau ",
                "Vừa qua",
                "Thời gian",
            ]
            .iter()
            .any(|w| line.starts_with(w));
            if shown < 40 || opening || line.contains(" nhận được ") {
                return false;
            }
        }
        // "Căn cứ …" begins a paragraph, whatever stands before it
        if line.starts_with("Căn cứ ")
            || line.starts_with("TM.")
            || line.starts_with("KT.")
            || line.starts_with("T/M")
            || line.starts_with("K/T")
            || line.starts_with("T.M")
        {
            return false;
        }
        if matches!(ending, '.' | ';' | ':' | '!' | '?') && first.is_uppercase() && !abbreviation(tail) {
            return false;
        }
        true
    }
}

/// Whether a text begins with a year of these centuries.
fn year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// `1.`, `IV.`, `a)` with nothing behind it.
fn bare_number(text: &str) -> bool {
    text.len() <= 8
        && text.ends_with(['.', ')'])
        && text.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

/// Whether the last word is an abbreviation whose full stop ends no sentence.
fn abbreviation(text: &str) -> bool {
    let word = text.rsplit([' ', '\n']).next().unwrap_or("");
    matches!(
        word,
        "TP."
            | "Tp."
            | "Q."
            | "P."
            | "TX."
            | "TT."
            | "H."
            | "KT."
            | "TM."
            | "TL."
            | "TUQ."
            | "Đ/c."
            | "ThS."
            | "TS."
            | "PGS."
            | "GS."
            | "Ths."
            | "St."
            | "No."
    )
}

fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
        && !matches!(line, "-" | "+" | "•" | "**-**" | "*-*")
        && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '|' | ' ' | '.' | ':' | '—' | '–' | '\u{a0}' | '#' | '¦'))
        && (line.chars().count() != 1 || line != "-")
}

/// Length in bytes of a list marker with its following space (`- `, `+ `, `• `, `1. `, `1.2. `, `a) `, `II. `, `Điều 5. `), or 0.
#[must_use]
pub fn marker_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some(first) = text.chars().next() else { return 0 };
    if matches!(first, '-' | '+' | '•' | '·' | '●' | '▪' | '○' | '◦' | '–' | '—' | '*' | '\u{f0b7}' | '\u{f02d}' | '➢' | '✓' | '§')
    {
        let rest = &text[first.len_utf8()..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '*']).len();
        if gap > 0 && rest.len() > gap {
            let inner = &rest[gap..];
            // "- + ": a double marker
            let again = if inner.starts_with(['+', '-']) && inner[1..].starts_with(' ') { 2 } else { 0 };
            return first.len_utf8() + gap + again;
        }
        if first != '*' && rest.chars().next().is_some_and(char::is_uppercase) {
            return first.len_utf8();
        }
        return 0;
    }
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    if first.is_ascii_digit() && digits <= 9 {
        let first_run = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        if first_run > 2 {
            return 0;
        }
        let end = digits
            + usize::from(bytes.get(digits) == Some(&b')') || bytes.get(digits) == Some(&b'/') && bytes.get(digits + 1) == Some(&b' '));
        let dotted = bytes[..digits].contains(&b'.') || end > digits;
        let spaces = bytes[end..].iter().take_while(|b| matches!(b, b' ' | b'*' | b'\t')).count();
        let tail = &text[end + spaces..];
        if dotted && !tail.is_empty() && (spaces > 0 || tail.chars().next().is_some_and(char::is_uppercase) && bytes[digits - 1] == b'.') {
            return end + spaces;
        }
        return 0;
    }
    if matches!(first, 'I' | 'V' | 'X') {
        let n = bytes.iter().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
        if n <= 6 && matches!(bytes.get(n), Some(b'.' | b')' | b'/' | b'-')) {
            // "I.1." and the like
            let more = bytes[n + 1..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
            let end = n + 1 + more;
            let spaces = bytes[end..].iter().take_while(|b| matches!(b, b' ' | b'*')).count();
            if spaces > 0 && text.len() > end + spaces {
                return end + spaces;
            }
        }
        return 0;
    }
    let len = first.len_utf8();
    if (first.is_lowercase() && text[len..].starts_with(')')) || (first.is_ascii_uppercase() && text[len..].starts_with(". ")) {
        let spaces = bytes[len + 1..].iter().take_while(|b| matches!(b, b' ' | b'*')).count();
        if text.len() > len + 1 + spaces {
            return len + 1 + spaces;
        }
    }
    0
}

fn emphasised(source: &str, flow: &Flow, block: &Block) -> bool {
    let span = flow.to_source(block.start, block.end);
    let before = source[..span.start].trim_end_matches([' ', '#']);
    let after = source[span.end..].trim_start_matches([' ', ':', '.']);
    let inner = span.slice(source);
    before.ends_with('*') && after.starts_with('*') && !inner.trim_matches('*').contains("** ") && !inner.contains("* ")
}

/// Heading, item or paragraph, from the marker and the look of the block.
fn classify(text: &str, block: &mut Block) {
    let content = &text[block.start..block.end];
    let marker = marker_len(content);
    if block.kind == BlockKind::Row {
        return;
    }
    let hash = matches!(block.kind, BlockKind::Heading(_));
    block.body = block.start + marker;
    let level = heading_level(content);
    let last = content.trim_end().chars().next_back().unwrap_or(' ');
    let ends = matches!(last, '.' | ';' | ',' | '!' | '?');
    let words = content.chars().count();
    let letters = content[marker..].chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().count() > 2 && letters.clone().all(|c| !c.is_lowercase());
    block.kind = match level {
        Some(level) if hash || block.emphasised && words < 260 => BlockKind::Heading(level),
        Some(level) if level <= 2 && upper && words < 260 => BlockKind::Heading(level),
        Some(level) if level < 6 && !ends && words < 130 && last != '/' && !content[marker..].contains(['%', ';']) => {
            BlockKind::Heading(level)
        }
        Some(_) => BlockKind::Item,
        None if hash => BlockKind::Heading(6),
        None if marker > 0 => BlockKind::Item,
        None if block.emphasised && words < 200 && !ends => BlockKind::Heading(7),
        None => BlockKind::Paragraph,
    };
}

/// Depth that the numbering of a block gives it, if it is numbered like a heading.
fn heading_level(text: &str) -> Option<u8> {
    let bytes = text.as_bytes();
    let starts = |w: &str| text.starts_with(w);
    if starts("Phần ") || starts("PHẦN ") {
        return Some(1);
    }
    let chapter =
        (starts("Chương ") || starts("CHƯƠNG ")) && text.chars().nth(7).is_some_and(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    if chapter {
        return Some(2);
    }
    if (starts("Điều ") || starts("ĐIỀU ")) && text.chars().nth(5).is_some_and(|c| c.is_ascii_digit()) {
        return Some(4);
    }
    if marker_len(text) == 0 {
        return None;
    }
    if bytes[0].is_ascii_digit() {
        let run = text.split([' ', ')']).next().unwrap_or("").trim_end_matches('*');
        let parts = run.split('.').filter(|p| !p.is_empty()).count();
        return Some((2 + parts as u8).min(5));
    }
    if matches!(bytes[0], b'I' | b'V' | b'X') && marker_len(text) > 2 {
        return Some(2);
    }
    if bytes[0].is_ascii_uppercase() {
        return Some(1);
    }
    if text.chars().next().is_some_and(char::is_lowercase) {
        return Some(6);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<String> {
        let doc = Doc::new(source);
        doc.blocks.iter().map(|b| format!("{:?} {}", b.kind, doc.block_text(b))).collect()
    }

    #[test]
    fn hard_wraps_join_and_items_do_not() {
        assert_eq!(
            cut("**II. MỤC\nĐÍCH**\n\nNhằm đạt\nkết quả.\n\n- Một;\n- Hai\nba.\n"),
            ["Heading(2) II. MỤC ĐÍCH", "Paragraph Nhằm đạt kết quả.", "Item - Một;", "Item - Hai ba."]
        );
    }

    #[test]
    fn page_break_inside_a_sentence() {
        let first = "- Tăng cường kiểm tra công vụ, kiểm tra đột xuất, tái kiểm tra; kiên quyết, kịp thời";
        let cuts = cut(&format!("{first}\n\nthay thế, điều chuyển những công chức.\n"));
        assert_eq!(cuts.len(), 1, "{cuts:?}");
    }

    #[test]
    fn issue_3_line_of_control_characters_inside_a_sentence() {
        let first = "- Tăng cường kiểm tra công vụ, kiểm tra đột xuất, tái kiểm tra; kiên quyết, kịp thời";
        let cuts = cut(&format!("{first}\n\u{0}\u{8}\nthay thế, điều chuyển những công chức.\n"));
        assert!(cuts.len() == 1 && !cuts[0].contains('\n'), "{cuts:?}");
    }

    #[test]
    fn lone_pipes_end_blocks() {
        assert_eq!(cut("|\n**ỦY BAN NHÂN\nDÂN**\nTỈNH A\n---\n|\nSố: 1/KH-UBND\n|").len(), 2);
    }

    #[test]
    fn markers() {
        for (text, len) in [
            ("- a", 2),
            ("1. A", 3),
            ("1.2. A", 5),
            ("a) b", 3),
            ("đ) b", 4),
            ("II. X", 4),
            ("2025. A", 0),
            ("ngày", 0),
            ("-Một", 1),
            ("• x", 4),
            ("- + x", 4),
            ("1.A", 2),
        ] {
            assert_eq!(marker_len(text), len, "{text}");
        }
    }
}
