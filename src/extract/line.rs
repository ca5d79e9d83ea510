//! [`Line`]: a block cut into words, clauses and sentences, with the cues in it: what the extractors of figures look at.
//!
//! All positions are positions in the flow. A clause ends at `;` outside brackets and quotation marks, and with its sentence.

use std::ops::Range;

use super::Context;
use crate::lexicon::target_cues::{self, Cue, Hit};
use crate::text::fold::lower;
use crate::text::{Block, BlockKind, clip_end, sentence};

/// A word: letters and digits, with `/`, `&`, `.` or `-` only inside ("UBND-NV", "2.965,6" is cut at neither).
#[derive(Debug, Clone)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower case, one tone placement.
    pub low: String,
}

/// A block made ready.
#[derive(Debug)]
pub struct Line<'c> {
    /// Index of the block.
    pub block: usize,
    /// The whole flow, for slicing.
    pub flow: &'c str,
    /// The content, list marker left out.
    pub at: Range<usize>,
    /// Its words.
    pub words: Vec<Word>,
    /// Its cues.
    pub hits: Vec<Hit>,
    /// Its sentences, trimmed.
    pub sentences: Vec<Range<usize>>,
    /// Its clauses, trimmed.
    pub clauses: Vec<Range<usize>>,
}

impl<'c> Line<'c> {
    /// Reads block `index` of the context.
    #[must_use]
    pub fn new(ctx: &'c Context, index: usize) -> Option<Self> {
        let block = ctx.doc.blocks.get(index)?;
        let mut at = content(block);
        if let Some(body) = super::section::run_in(ctx.doc, index) {
            at = trim_lead(ctx.doc.text(), body.max(at.start)..at.end);
        }
        Some(Self::of(ctx.doc.text(), index, at))
    }

    /// Reads any range of the flow.
    #[must_use]
    pub fn of(flow: &'c str, block: usize, at: Range<usize>) -> Self {
        let text = &flow[at.clone()];
        let words = words(text, at.start);
        let low: Vec<&str> = words.iter().map(|w| w.low.as_str()).collect();
        let hits = target_cues::find(&low);
        let mut sentences = Vec::new();
        let mut from = 0;
        for end in sentence::ends(text) {
            // what looks at a figure looks at its sentence: an endless one is cut, so that work stays linear
            let piece = if end - from > LONGEST { PIECE } else { LONGEST };
            while from < end {
                let stop = clip_end(text, end.min(from + piece));
                let cut = trim(flow, at.start + from..at.start + stop);
                if !cut.is_empty() {
                    sentences.push(cut);
                }
                from = stop;
            }
        }
        let clauses = sentences.iter().flat_map(|s| clauses(flow, s)).collect();
        Self { block, flow, at, words, hits, sentences, clauses }
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &'c str {
        &self.flow[self.at.clone()]
    }

    /// Text of a range.
    #[must_use]
    pub fn slice(&self, at: Range<usize>) -> &'c str {
        self.flow.get(at).unwrap_or("")
    }

    /// The sentence that holds a position.
    #[must_use]
    pub fn sentence(&self, pos: usize) -> Range<usize> {
        let i = self.sentences.partition_point(|s| s.end <= pos);
        self.sentences.get(i).or(self.sentences.last()).cloned().unwrap_or_else(|| self.at.clone())
    }

    /// Where the topic of a sentence ends, if it opens with one: the colon of "Về việc …:", "(i) Về …:".
    #[must_use]
    pub fn topic(&self, sentence: &Range<usize>) -> Option<usize> {
        let text = self.slice(sentence.clone());
        let from = enumerator(text);
        if !text[from..].starts_with("Về ") {
            return None;
        }
        let mut depth = 0_i32;
        for (i, c) in text.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                ';' if depth <= 0 => return None,
                ':' if depth <= 0 && i > from && text[i + 1..].starts_with(' ') => return Some(sentence.start + i),
                _ => {}
            }
        }
        None
    }

    /// The clause that holds a position.
    #[must_use]
    pub fn clause(&self, pos: usize) -> Range<usize> {
        let i = self.clauses.partition_point(|s| s.end <= pos);
        self.clauses.get(i).or(self.clauses.last()).cloned().unwrap_or_else(|| self.at.clone())
    }

    /// Index of the first word that begins at or after a position.
    #[must_use]
    pub fn word_from(&self, pos: usize) -> usize {
        self.words.partition_point(|w| w.start < pos)
    }

    /// Start of a hit.
    #[must_use]
    pub fn hit_start(&self, hit: &Hit) -> usize {
        self.words.get(hit.first).map_or(self.at.end, |w| w.start)
    }

    /// End of a hit.
    #[must_use]
    pub fn hit_end(&self, hit: &Hit) -> usize {
        hit.end.checked_sub(1).and_then(|i| self.words.get(i)).map_or(self.at.end, |w| w.end)
    }

    /// Hits that begin at or after a position, in order.
    #[must_use]
    pub fn hits_from(&self, pos: usize) -> &[Hit] {
        &self.hits[self.hits.partition_point(|h| self.hit_start(h) < pos)..]
    }

    /// Hits that begin at a word, or up to five words before it.
    #[must_use]
    pub fn hits_near(&self, word: usize) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.first + 5 < word);
        &self.hits[from..self.hits.partition_point(|h| h.first <= word)]
    }

    /// Hits of one kind that lie wholly in a range.
    pub fn hits_in(&self, kind: Cue, at: Range<usize>) -> impl Iterator<Item = &Hit> {
        self.hits_from(at.start)
            .iter()
            .take_while(move |h| self.hit_start(h) < at.end)
            .filter(move |h| h.kind == kind && self.hit_end(h) <= at.end)
    }

    /// Whether a range has a cue of this kind; slipped ones count only where they open the sentence or clause.
    #[must_use]
    pub fn has(&self, kind: Cue, at: Range<usize>) -> bool {
        self.hits_in(kind, at).any(|h| !h.slipped || self.trusted(h))
    }

    /// A slipped cue is trusted where it opens a sentence or clause and a figure follows within eight words.
    #[must_use]
    pub fn trusted(&self, hit: &Hit) -> bool {
        let start = self.hit_start(hit);
        let opens = [&self.sentences, &self.clauses].iter().any(|c| c.binary_search_by_key(&start, |s| s.start).is_ok());
        opens && self.words[hit.end.min(self.words.len())..].iter().take(8).any(|w| w.low.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the words between two positions are free of punctuation.
    #[must_use]
    pub fn smooth(&self, from: usize, to: usize) -> bool {
        from <= to && !self.slice(from..to).contains([',', ';', ':', '(', ')', '.', '|'])
    }
}

/// How much of a text is a mark such as "(1) ", "(ii) ", "a) " with the white space behind it.
#[must_use]
pub fn enumerator(text: &str) -> usize {
    let Some((close, _)) = text.char_indices().take(7).find(|(_, c)| *c == ')') else { return 0 };
    let inner = text[..close].strip_prefix('(').unwrap_or(&text[..close]);
    if inner.is_empty() || !inner.chars().all(char::is_alphanumeric) {
        return 0;
    }
    text.len() - text[close + 1..].trim_start().len()
}

/// Longest sentence that is read as one, in bytes.
const LONGEST: usize = 4096;

/// Length of the pieces that a longer one is cut into.
const PIECE: usize = 512;

/// A block without its list marker; of a table row everything.
#[must_use]
pub fn content(block: &Block) -> Range<usize> {
    let start = if block.kind == BlockKind::Row { block.start } else { block.body.min(block.end) };
    start..block.end
}

/// What follows a heading in the same block, without the colon or stop between them.
fn trim_lead(flow: &str, at: Range<usize>) -> Range<usize> {
    let Some(text) = flow.get(at.clone()) else { return at };
    let start = at.start + (text.len() - text.trim_start_matches([' ', ':', '.']).len());
    start..at.end
}

/// A range without white space at its ends.
#[must_use]
pub fn trim(flow: &str, at: Range<usize>) -> Range<usize> {
    let Some(text) = flow.get(at.clone()) else { return at };
    let start = at.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Cuts text into words; `from` is where it stands in the flow.
#[must_use]
pub fn words(text: &str, from: usize) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    let mut push = |a: usize, b: usize| {
        let raw = text[a..b].trim_end_matches(['.', ',', '-', '/', '&']);
        if !raw.is_empty() {
            out.push(Word { start: from + a, end: from + a + raw.len(), low: lower(raw) });
        }
    };
    for (i, c) in text.char_indices() {
        let inner = c.is_alphanumeric()
            || matches!(c, '≥' | '≤' | '>' | '<')
            || start.is_some() && matches!(c, '.' | ',' | '-' | '&') && text[i + 1..].starts_with(char::is_alphanumeric);
        match (inner, start) {
            (true, None) => start = Some(i),
            // "261TTHC": figure and abbreviation run together
            (true, Some(s))
                if c.is_uppercase()
                    && text[s..i].bytes().all(|b| b.is_ascii_digit())
                    && text[i..].chars().take(3).all(char::is_uppercase) =>
            {
                push(s, i);
                start = Some(i);
            }
            (false, Some(s)) => {
                push(s, i);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(s) = start {
        push(s, text.len());
    }
    out
}

/// Clauses of a sentence.
fn clauses(flow: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let text = &flow[sentence.clone()];
    let mut out = Vec::new();
    let (mut depth, mut quoted, mut from) = (0_i32, false, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '“' => quoted = true,
            '”' => quoted = false,
            ';' if depth <= 0 && !quoted => {
                out.push(trim(flow, sentence.start + from..sentence.start + i + 1));
                from = i + 1;
            }
            _ => {}
        }
    }
    out.push(trim(flow, sentence.start + from..sentence.end));
    out.retain(|r| !r.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts() {
        let text = "Mở 04 lớp (sáng; chiều), đạt 98,5%; hoàn thành trước ngày 30/6/2024. Phân đấu 10% đơn vị.";
        let line = Line::of(text, 0, 0..text.len());
        assert_eq!(line.sentences.len(), 2);
        assert_eq!(line.clauses.len(), 3);
        assert!(line.has(Cue::Aspire, line.sentences[1].clone()));
        assert!(line.words.iter().any(|w| w.low == "98,5"));
    }
}
