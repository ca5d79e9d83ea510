//! Lines into blocks: which line goes on with the block before it.

use super::item::marker_len;
use super::table::Mark;
use super::{Block, BlockKind};
use crate::text::flow::{Builder, Flow};
use crate::text::{Letters, clip_end, clip_start, in_capitals};

/// Share of capitals, in percent, from which a line counts as one in capitals.
const CAPITALS: usize = 85;

/// No list mark is longer, in bytes, with the spaces and marks of emphasis behind it.
const LONGEST_MARKER: usize = 64;

/// No sentence has more closing brackets and quotation marks behind its last letter, in bytes.
const LONGEST_CLOSE: usize = 200;
/// The longest usual line of the text, in bytes; `usize::MAX` where lines are paragraphs.
fn wrap_width(source: &str) -> usize {
    let (mut long, mut lines) = (0_usize, 0_usize);
    for line in source.lines().filter(|l| l.len() > 20) {
        lines += 1;
        long += usize::from(line.len() > 240);
    }
    if long * 8 > lines { usize::MAX } else { 240 }
}

/// Lines on their way into blocks.
pub(super) struct Cutter<'a> {
    source: &'a str,
    out: Builder<'a>,
    blocks: Vec<Block>,
    /// The line before: its source end.
    previous: Option<usize>,
    apart: bool,
    /// Whether a bar stands between the last block and what comes.
    barred: bool,
    wrap: usize,
    /// Letters of the last block, and `**` in the source since it began: a block of many lines is not read again at every line.
    letters: Letters,
    bold_marks: usize,
    marks: Vec<Mark>,
}

impl<'a> Cutter<'a> {
    /// For the lines of `text`, a part of `source`.
    pub(super) fn new(source: &'a str, text: &str, markdown: bool) -> Self {
        Self {
            source,
            out: Builder::new(source, text.len(), markdown),
            blocks: Vec::new(),
            previous: None,
            apart: true,
            barred: false,
            wrap: wrap_width(text),
            letters: Letters::default(),
            bold_marks: 0,
            marks: Vec::new(),
        }
    }

    /// What became of the lines.
    pub(super) fn finish(self) -> (Flow, Vec<Block>, Vec<Mark>) {
        (self.out.finish(), self.blocks, self.marks)
    }
}

impl Cutter<'_> {
    /// Takes in a line that begins at `at`.
    pub(super) fn line(&mut self, at: usize, line: &str) {
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
        if trimmed.trim_matches(['|', ' ']).is_empty() {
            let blocks = self.blocks.len();
            self.marks.extend(trimmed.matches('|').map(|_| Mark::Bar(blocks)));
            if trimmed.is_empty() {
                self.marks.push(Mark::Blank);
            } else {
                self.barred = true;
            }
        }
        if is_rule(trimmed) {
            if trimmed.starts_with('|') && trimmed.contains('-') {
                self.marks.push(Mark::Rule(self.blocks.len()));
            }
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
        } else if let Some(cell) = trimmed.strip_prefix('|') {
            // a bar with its cell behind it on the line
            self.marks.push(Mark::Bar(self.blocks.len()));
            (self.barred, self.apart) = (true, true);
            start = end - cell.trim_start_matches(blank).len();
        } else if let Some(rest) = trimmed.strip_prefix("> ") {
            start = end - rest.len();
        }
        let heading = trimmed.starts_with('#');
        let joined = self.previous.is_some() && !row && !heading && !self.barred && self.joins(start, end);
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
        self.barred = false;
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
                && self.source[..start].bytes().rev().take_while(u8::is_ascii_whitespace).filter(|b| *b == b'\n').count() <= 3;
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

/// A line of nothing but rules and bars.
fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
        && !matches!(line, "-" | "+" | "•" | "**-**" | "*-*")
        && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '|' | ' ' | '.' | ':' | '—' | '–' | '\u{a0}' | '#' | '¦'))
        && (line.chars().count() != 1 || line != "-")
}
