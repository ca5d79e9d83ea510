//! [`Flow`]: the text as extractors read it, with a map back to the bytes of the source.
//!
//! Every block of the document (paragraph, list item, heading, table row) is one line of the flow; hard-wrapped lines inside a block
//! are joined by one space. What is normalised on the way:
//!
//! | source | flow |
//! |---|---|
//! | decomposed letters (NFD) | NFC |
//! | runs of any white space, line ends inside a block | one space |
//! | zero-width characters, soft hyphen, byte order mark | nothing |
//! | U+2010–2015, U+2212 | `-` |
//! | U+2044, U+2215, U+FF0F | `/` |
//! | Ð (U+00D0), Ɖ (U+0189), ð (U+00F0) | Đ, đ |
//! | Markdown emphasis, also inside words (`ng**ày`), heading marks, `\` before punctuation | nothing |
//!
//! Tone placement and case are *not* touched: they carry meaning or are folded in keys only.
//!
//! Invariant: [`Flow::to_source`] of a non-empty flow range is a range of source bytes on character boundaries, and the source
//! under it, read by the same rules, gives the flow range back. Nothing is lost silently: the source stays as it is.

use unicode_normalization::UnicodeNormalization;

use super::fold::is_mark;
use crate::model::Span;

/// One run of the map: flow bytes from `flow` on stand for source bytes from `src` on.
#[derive(Debug, Clone, Copy)]
struct Run {
    flow: u32,
    src: u32,
    /// 0: verbatim, byte for byte; else the source length of a replaced piece.
    replaced: u32,
}

/// Normalised text and its map back to the source.
#[derive(Debug, Default)]
pub struct Flow {
    text: String,
    runs: Vec<Run>,
}

impl Flow {
    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Source range of the flow range `start..end`.
    #[must_use]
    pub fn to_source(&self, start: usize, end: usize) -> Span {
        let s = self.source_start(start);
        let e = if end > start { self.source_end(end) } else { s };
        Span::new(s, e.max(s))
    }

    fn run_at(&self, flow: usize) -> usize {
        self.runs.partition_point(|r| r.flow as usize <= flow).saturating_sub(1)
    }

    fn source_start(&self, flow: usize) -> usize {
        let Some(run) = self.runs.get(self.run_at(flow)) else { return 0 };
        if run.replaced > 0 { run.src as usize } else { run.src as usize + (flow - run.flow as usize) }
    }

    fn source_end(&self, flow: usize) -> usize {
        let Some(run) = self.runs.get(self.run_at(flow - 1)) else { return 0 };
        if run.replaced > 0 { (run.src + run.replaced) as usize } else { run.src as usize + (flow - run.flow as usize) }
    }

    /// The first flow position whose source is at or after `source`.
    #[must_use]
    pub fn from_source(&self, source: usize) -> usize {
        let i = self.runs.partition_point(|r| (r.src as usize) <= source).saturating_sub(1);
        let Some(run) = self.runs.get(i) else { return 0 };
        let next = self.runs.get(i + 1).map_or(self.text.len(), |r| r.flow as usize);
        if source < run.src as usize {
            return run.flow as usize;
        }
        let at = if run.replaced > 0 {
            if source > run.src as usize { next } else { run.flow as usize }
        } else {
            run.flow as usize + (source - run.src as usize)
        };
        at.min(next)
    }
}

/// Appends pieces of source to a [`Flow`].
pub(super) struct Builder<'a> {
    source: &'a str,
    flow: Flow,
    /// Whether `*` marks emphasis in this text.
    markdown: bool,
}

/// What a character stands for in the flow.
enum Piece {
    Keep,
    Drop,
    Space,
    Ascii(u8),
    Letter(char),
}

const fn piece(c: char) -> Piece {
    match c {
        ' ' => Piece::Keep,
        '\u{9}'..='\u{d}'
        | '\u{85}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Piece::Space,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Piece::Drop,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' => Piece::Space,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Piece::Ascii(b'-'),
        '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Piece::Ascii(b'/'),
        '\u{d0}' | '\u{189}' => Piece::Letter('Đ'),
        '\u{f0}' => Piece::Letter('đ'),
        _ => Piece::Keep,
    }
}

impl<'a> Builder<'a> {
    /// `size`: about how much of the source will be pushed, in bytes.
    pub(super) fn new(source: &'a str, size: usize, markdown: bool) -> Self {
        Self { source, flow: Flow { text: String::with_capacity(size), runs: Vec::new() }, markdown }
    }

    pub(super) fn len(&self) -> usize {
        self.flow.text.len()
    }

    pub(super) fn text(&self) -> &str {
        &self.flow.text
    }

    pub(super) fn finish(self) -> Flow {
        self.flow
    }

    /// Adds the separator between two pieces: a space inside a block, a line end between blocks. It stands for `src..src_end`, and for a
    /// separator that nothing followed (a line of marks only).
    pub(super) fn separator(&mut self, line_end: bool, src: usize, src_end: usize) {
        if self.flow.text.ends_with([' ', '\n']) {
            self.flow.text.pop();
            let end = self.flow.text.len() as u32;
            if self.flow.runs.last().is_some_and(|r| r.flow >= end) {
                self.flow.runs.pop();
            }
        }
        self.run(src, src_end - src);
        self.flow.text.push(if line_end { '\n' } else { ' ' });
    }

    fn run(&mut self, src: usize, replaced: usize) {
        let flow = self.flow.text.len() as u32;
        let run = Run { flow, src: src as u32, replaced: replaced as u32 };
        match self.flow.runs.last_mut() {
            Some(last) if last.flow == flow => *last = run,
            _ => self.flow.runs.push(run),
        }
    }

    /// Appends the source range `start..end` (inside one line, trimmed), normalised.
    pub(super) fn push(&mut self, start: usize, end: usize) {
        let bytes = self.source.as_bytes();
        let mut verbatim = false; // whether the last run goes on
        let mut i = start;
        while i < end {
            let b = bytes[i];
            // plain ASCII that needs nothing
            if b < 0x80 && !matches!(b, 0..=0x20 | b'*' | b'_' | b'\\' | b'&' | b'<' | 0x7f) {
                if !verbatim {
                    self.run(i, 0);
                    verbatim = true;
                }
                let from = i;
                while i < end && bytes[i] < 0x80 && !matches!(bytes[i], 0..=0x20 | b'*' | b'_' | b'\\' | b'&' | b'<' | 0x7f) {
                    i += 1;
                }
                // a base letter before a combining mark belongs to the mark
                if i < end && bytes[i] >= 0xcc && self.source[i..].chars().next().is_some_and(is_mark) && i > from {
                    self.flow.text.push_str(&self.source[from..i - 1]);
                    i = self.cluster(i - 1, end);
                    verbatim = false;
                } else {
                    self.flow.text.push_str(&self.source[from..i]);
                }
                continue;
            }
            if b < 0x80
                && let Some((skip, space)) = self.markup(i, start, end)
            {
                if space {
                    self.space(i, i + skip);
                }
                verbatim = false;
                i += skip;
                continue;
            }
            let Some(c) = self.source[i..end].chars().next() else { break };
            let len = c.len_utf8();
            match piece(c) {
                Piece::Drop => verbatim = false,
                Piece::Space => {
                    self.space(i, i + len);
                    verbatim = false;
                }
                Piece::Keep if c == ' ' => {
                    if self.flow.text.ends_with([' ', '\n']) {
                        verbatim = false;
                    } else {
                        if !verbatim {
                            self.run(i, 0);
                            verbatim = true;
                        }
                        self.flow.text.push(' ');
                    }
                }
                Piece::Ascii(a) => {
                    self.run(i, len);
                    self.flow.text.push(a as char);
                    verbatim = false;
                }
                Piece::Letter(l) => {
                    self.run(i, len);
                    self.flow.text.push(l);
                    verbatim = false;
                }
                Piece::Keep => {
                    let next_is_mark = self.source[i + len..end].chars().next().is_some_and(is_mark);
                    if next_is_mark || is_mark(c) || matches!(c, '\u{340}' | '\u{341}') {
                        i = self.cluster(i, end);
                        verbatim = false;
                        continue;
                    }
                    if !verbatim {
                        self.run(i, 0);
                        verbatim = true;
                    }
                    self.flow.text.push(c);
                }
            }
            i += len;
        }
    }

    /// White space that is not one plain space.
    fn space(&mut self, src: usize, src_end: usize) {
        if !self.flow.text.ends_with([' ', '\n']) {
            self.run(src, src_end - src);
            self.flow.text.push(' ');
        }
    }

    /// A base letter with its combining marks, composed.
    fn cluster(&mut self, start: usize, end: usize) -> usize {
        let mut chars = self.source[start..end].char_indices();
        let mut stop = end;
        chars.next();
        for (at, c) in chars {
            if !is_mark(c) {
                stop = start + at;
                break;
            }
        }
        self.run(start, stop - start);
        let composed: String = self.source[start..stop].nfc().collect();
        self.flow.text.push_str(&composed);
        stop
    }

    /// Markdown and HTML marks at `i`: how many bytes to leave out, and whether a space stands for them.
    fn markup(&self, i: usize, start: usize, end: usize) -> Option<(usize, bool)> {
        let rest = &self.source[i..end];
        match rest.as_bytes()[0] {
            b'*' if self.markdown => {
                let n = rest.bytes().take_while(|b| *b == b'*').count();
                let before = self.source[start..i].ends_with('(');
                if n == 1 && before && rest[1..].starts_with(')') { None } else { Some((n, false)) }
            }
            b'_' if rest.starts_with("__") => Some((rest.bytes().take_while(|b| *b == b'_').count(), false)),
            b'\\' if self.markdown && rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) => Some((1, false)),
            b'&' => ["&nbsp;", "&#160;", "&#xa0;"].iter().find(|e| rest.starts_with(**e)).map(|e| (e.len(), true)),
            b'<' => {
                let low = rest.get(..rest.len().min(6)).unwrap_or("").to_ascii_lowercase();
                ["<br/>", "<br />", "<br>"].iter().find(|e| low.starts_with(**e)).map(|e| (e.len(), true))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(source: &str) -> Flow {
        let mut b = Builder::new(source, source.len(), true);
        b.push(0, source.len());
        b.finish()
    }

    #[test]
    fn normalises_and_maps_back() {
        for (source, text) in [
            ("Số 41-KH/QU", "Số 41-KH/QU"),
            ("ng**ày** 1**1**/3", "ngày 11/3"),
            ("a\u{a0}\u{a0} b", "a b"),
            ("NÐ\u{2013}CP", "NĐ-CP"),
            ("Kê\u{301} hoa\u{323}ch", "Kế hoạch"),
            ("a\u{200b}b\u{ad}c\u{feff}", "abc"),
            ("(*) x", "(*) x"),
            ("a&nbsp;b<br>c", "a b c"),
            ("e\u{302}\u{301}", "ế"),
        ] {
            let f = flow(source);
            assert_eq!(f.text(), text, "{source}");
            assert_eq!(f.to_source(0, text.len()).start, 0);
            let mut at = 0;
            for c in text.chars() {
                let span = f.to_source(at, at + c.len_utf8());
                assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end), "{source} {c}");
                at += c.len_utf8();
            }
        }
    }

    #[test]
    fn span_of_a_word_with_marks_inside() {
        let source = "đến **ng**ày 5";
        let f = flow(source);
        let at = f.text().find("ngày").unwrap();
        assert_eq!(f.to_source(at, at + "ngày".len()).slice(source), "ng**ày");
    }
}
