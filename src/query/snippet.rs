//! The passage that shows best why a document was found, with the words marked.

use std::collections::HashMap;

use tantivy::tokenizer::{TokenStream as _, Tokenizer as _};

use crate::index::analyzer::{QueryWord, Vietnamese};
use crate::text::clip_end;

/// Length of a passage, in bytes, before it is stretched to whole words.
const LENGTH: usize = 240;
/// How far into a document is looked.
const DEPTH: usize = 4 << 20;

/// A passage of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The passage, exactly as it stands in the text.
    pub text: String,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Bytes of the passage to mark, in order, not overlapping.
    pub highlights: Vec<(usize, usize)>,
}

/// Words to mark.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    terms: HashMap<String, usize>,
}

impl Wanted {
    /// Words and whole numbers of a query. `accented`: see [`super::plan`].
    #[must_use]
    pub fn new(words: &[QueryWord], numbers: &[String], accented: bool) -> Self {
        let mut terms = HashMap::new();
        for (i, word) in words.iter().enumerate() {
            let term = if accented && word.accented { &word.exact } else { &word.folded };
            terms.entry(term.clone()).or_insert(i);
        }
        for (i, number) in numbers.iter().enumerate() {
            terms.insert(number.clone(), words.len() + i);
        }
        Self { terms }
    }
}

/// The best passage of `text`: the one with most different words of the query, then most of them, then the first.
#[must_use]
pub fn snippet(text: &str, wanted: &Wanted) -> Snippet {
    let looked = &text[..clip_end(text, DEPTH)];
    let mut hits: Vec<(usize, usize, usize)> = Vec::new();
    if !wanted.terms.is_empty() {
        let mut tokenizer = Vietnamese::default();
        let mut stream = tokenizer.token_stream(looked);
        while let Some(token) = stream.next() {
            if let Some(which) = wanted.terms.get(&token.text)
                && hits.last().is_none_or(|h| h.1 <= token.offset_from)
            {
                hits.push((token.offset_from, token.offset_to, *which));
            }
        }
    }
    let mut best = (0, 0, 0..0);
    let mut first = 0;
    for last in 0..hits.len() {
        while hits[last].1 - hits[first].0 > LENGTH && first < last {
            first += 1;
        }
        let inside = &hits[first..=last];
        let different = (0..inside.len()).filter(|i| inside[..*i].iter().all(|h| h.2 != inside[*i].2)).count();
        if (different, inside.len()) > (best.0, best.1) {
            best = (different, inside.len(), first..last + 1);
        }
    }
    let chosen = &hits[best.2];
    let (from, to) = match (chosen.first(), chosen.last()) {
        (Some(a), Some(b)) => {
            let room = LENGTH.saturating_sub(b.1 - a.0);
            (a.0.saturating_sub(room / 3), b.1 + room - room / 3)
        }
        _ => (0, LENGTH),
    };
    let start = word_start(text, clip_end(text, from), chosen.first().map_or(usize::MAX, |h| h.0));
    let end = word_end(text, clip_end(text, to));
    let passage = text[start..end].trim_end();
    let highlights = hits.iter().filter(|h| h.0 >= start && h.1 <= start + passage.len()).map(|h| (h.0 - start, h.1 - start)).collect();
    Snippet { text: passage.to_owned(), start, highlights }
}

fn word_start(text: &str, at: usize, limit: usize) -> usize {
    if at == 0 {
        let blank = text.len() - text.trim_start().len();
        return blank.min(limit);
    }
    let rest = &text[at..];
    let cut = rest.find(char::is_whitespace).map_or(0, |i| i + rest[i..].len() - rest[i..].trim_start().len());
    (at + cut).min(limit)
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(char::is_whitespace).unwrap_or(rest.len()).min(clip_end(rest, 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::analyzer::words;

    #[test]
    fn marks_are_true() {
        let text = format!("{} Đẩy mạnh cải cách hành chính ở quận. {}", "mở đầu ".repeat(100), "phần sau ".repeat(100));
        let s = snippet(&text, &Wanted::new(&words("cai cach"), &[], false));
        assert_eq!(&text[s.start..s.start + s.text.len()], s.text);
        let marked: Vec<&str> = s.highlights.iter().map(|(a, b)| &s.text[*a..*b]).collect();
        assert_eq!(marked, ["cải", "cách"]);
    }

    #[test]
    fn without_hits_the_beginning() {
        let s = snippet("  \nKẾ HOẠCH", &Wanted::default());
        assert_eq!(s.text, "KẾ HOẠCH");
        assert_eq!(snippet("", &Wanted::default()), Snippet::default());
        let long = "x".repeat(1000);
        assert!(snippet(&long, &Wanted::default()).text.len() < 400);
    }
}
