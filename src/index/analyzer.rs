//! Text to terms, for rows and for questions alike.
//!
//! | text | terms (one line a position) |
//! |---|---|
//! | `Uỷ BAN` | `ủy` `~uy` · `ban` `~ban` |
//! | `41-KH/QU` | `#41-kh/qu` `41` · `kh` `~kh` · `qu` `~qu` |
//! | `ng**ày`, NFD, zero-width characters | as `ngày` |
//! | `năm 2022` | `năm` `~nam` · `2022` |
//!
//! **Why one field with both forms at one position**: a phrase may mix them ("cai cách" is one word typed without marks, one with), it
//! indexes faster than two fields (50 against 39 MB/s on whole documents) and is smaller (.49 against .54 of the text). The folded form
//! carries a mark, `~`, so that `~ban` is "ban with whatever accents" and `ban` is `ban` alone; a word typed without any diacritics in a
//! question that has some elsewhere means itself.
//!
//! Offsets are bytes of the source, whatever was dropped inside a word. Words of more than [`LONGEST`] bytes are not indexed.
//! [`crate::text::fold`] decides what is equal; its answers are kept in a memo, since a corpus has few different syllables.

use std::collections::HashMap;

use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

use super::terms;
use crate::text::fold;

/// Name under which the tokenizer is registered.
pub const NAME: &str = "vanthu";
/// Before the folded form of a word.
pub const FOLDED: char = '~';
/// Before a whole document number.
pub const WHOLE: char = '#';
/// Longest word that is indexed, in bytes.
pub const LONGEST: usize = 128;
/// Longest document number kept whole, in bytes.
const LONGEST_NUMBER: usize = 48;
/// Different words kept in the memo.
const MEMO: usize = 50_000;

/// Makes the tokenizer known to an index.
pub fn register(index: &Index) {
    index.tokenizers().register(NAME, TextAnalyzer::builder(Vietnamese::default()).build());
}

/// The tokenizer.
#[derive(Default)]
pub struct Vietnamese {
    memo: HashMap<Box<str>, (Box<str>, Box<str>)>,
}

impl Clone for Vietnamese {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tokenizer for Vietnamese {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms { text, memo: &mut self.memo, at: 0, next_position: 0, waiting: Waiting::default(), token: Token::default() }
    }
}

/// Zero-width characters and soft hyphens: nothing to the eye.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A run of letters and digits, with marks and invisible characters inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    start: usize,
    end: usize,
    ascii: bool,
    clean: bool,
    digits_only: bool,
}

fn word_at(text: &str, mut at: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    loop {
        let b = *bytes.get(at)?;
        if b.is_ascii() {
            if b.is_ascii_alphanumeric() {
                break;
            }
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if c.is_alphanumeric() {
                break;
            }
            at += c.len_utf8();
        }
    }
    let mut word = Word { start: at, end: at, ascii: true, clean: true, digits_only: true };
    let mut pending_dirty = false;
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii() {
            if b.is_ascii_alphanumeric() {
                word.digits_only &= b.is_ascii_digit();
                at += 1;
            } else if b == b'*' && bytes.get(at + 1) == Some(&b'*') && joins(text, at + 2) {
                // Markdown that splits a word
                pending_dirty = true;
                at += 2;
                continue;
            } else {
                break;
            }
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            if is_invisible(c) {
                pending_dirty = true;
                continue;
            }
            if fold::is_mark(c) {
                word.ascii = false;
            } else if c.is_alphanumeric() {
                word.ascii = false;
                word.digits_only &= c.is_numeric();
            } else {
                break;
            }
        }
        word.clean &= !pending_dirty;
        word.end = at;
    }
    Some(word)
}

fn joins(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

/// End of the document number that starts with the digit at `start`, if one does.
fn number_end(text: &str, start: usize, first_end: usize) -> Option<usize> {
    let mut end = first_end;
    let mut letters = false;
    let mut slash = false;
    loop {
        let rest = &text[end..];
        let Some(joiner) = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '\u{2010}'..='\u{2013}')) else { break };
        let next = end + joiner.len_utf8();
        if !joins(text, next) {
            break;
        }
        let word = word_at(text, next)?;
        letters |= !word.digits_only;
        slash |= joiner == '/';
        end = word.end;
        if end - start > LONGEST_NUMBER {
            return None;
        }
    }
    (letters && slash).then_some(end)
}

fn without_noise(raw: &str) -> String {
    raw.chars().filter(|c| !is_invisible(*c) && *c != '*').collect()
}

#[derive(Default)]
struct Waiting {
    exact: bool,
    folded: bool,
    exact_text: String,
    folded_text: String,
    start: usize,
    end: usize,
}

/// The stream of terms of one text.
pub struct Terms<'a> {
    text: &'a str,
    memo: &'a mut HashMap<Box<str>, (Box<str>, Box<str>)>,
    at: usize,
    next_position: usize,
    waiting: Waiting,
    token: Token,
}

impl Terms<'_> {
    fn read_word(&mut self, word: Word) {
        let raw = &self.text[word.start..word.end];
        let w = &mut self.waiting;
        (w.start, w.end, w.exact, w.folded) = (word.start, word.end, true, !word.digits_only);
        w.exact_text.clear();
        w.folded_text.clear();
        if word.clean && word.ascii {
            w.exact_text.push_str(raw);
            w.exact_text.make_ascii_lowercase();
            if w.folded {
                w.folded_text.push(FOLDED);
                w.folded_text.push_str(&w.exact_text);
            }
            return;
        }
        let cleaned;
        let plain = if word.clean {
            raw
        } else {
            cleaned = without_noise(raw);
            &cleaned
        };
        if let Some((exact, folded)) = self.memo.get(plain) {
            w.exact_text.push_str(exact);
            w.folded_text.push_str(folded);
            return;
        }
        w.exact_text = fold::lower(plain);
        w.folded_text.push(FOLDED);
        w.folded_text.push_str(&fold::plain(plain));
        if self.memo.len() < MEMO {
            self.memo.insert(plain.into(), (w.exact_text.as_str().into(), w.folded_text.as_str().into()));
        }
    }

    fn emit_waiting(&mut self) -> bool {
        let w = &mut self.waiting;
        let text = if w.exact {
            w.exact = false;
            &w.exact_text
        } else if w.folded {
            w.folded = false;
            &w.folded_text
        } else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(text);
        (self.token.offset_from, self.token.offset_to) = (w.start, w.end);
        true
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        if self.emit_waiting() {
            return true;
        }
        loop {
            let Some(word) = word_at(self.text, self.at) else { return false };
            self.at = word.end;
            self.token.position = self.next_position;
            self.next_position += 1;
            self.token.position_length = 1;
            if word.end - word.start > LONGEST {
                continue;
            }
            self.read_word(word);
            // inside a number the later parts begin with `-` or `/` just before them: only its first part starts one
            let inside = self.text[..word.start].ends_with(['/', '-']) && self.text[..word.start - 1].ends_with(char::is_alphanumeric);
            if !inside && self.text.as_bytes()[word.start].is_ascii_digit() {
                if let Some(end) = number_end(self.text, word.start, word.end) {
                    let number = terms::number_plain(&self.text[word.start..end]);
                    self.token.text.clear();
                    self.token.text.push(WHOLE);
                    self.token.text.push_str(&number);
                    (self.token.offset_from, self.token.offset_to) = (word.start, end);
                    return true;
                }
            }
            return self.emit_waiting();
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A word of a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryWord {
    /// The word itself.
    pub exact: String,
    /// The term for "with whatever accents"; equal to `exact` for figures.
    pub folded: String,
    /// Whether the word carries a diacritic.
    pub accented: bool,
}

/// The words of a question, in order.
///
/// ```
/// let words = vanthu::index::analyzer::words("Cải cách 2022");
/// assert_eq!(words[0].exact, "cải");
/// assert_eq!(words[0].folded, "~cai");
/// assert_eq!(words[2].folded, "2022");
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<QueryWord> {
    let mut tokenizer = Vietnamese::default();
    let mut stream = tokenizer.token_stream(text);
    let mut out: Vec<QueryWord> = Vec::new();
    while let Some(token) = stream.next() {
        if token.text.starts_with(WHOLE) {
            continue;
        }
        if token.text.starts_with(FOLDED) {
            if let Some(last) = out.last_mut() {
                last.accented = token.text[1..] != last.exact;
                last.folded.clone_from(&token.text);
            }
        } else {
            out.push(QueryWord { exact: token.text.clone(), folded: token.text.clone(), accented: false });
        }
    }
    out
}

/// The term of a whole document number.
#[must_use]
pub fn whole_number(number: &str) -> String {
    format!("{WHOLE}{}", terms::number_plain(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<(String, usize, String)> {
        let mut tokenizer = Vietnamese::default();
        let mut stream = tokenizer.token_stream(text);
        let mut out = Vec::new();
        while let Some(t) = stream.next() {
            out.push((t.text.clone(), t.position, text[t.offset_from..t.offset_to].to_owned()));
        }
        out
    }

    fn texts(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.0).collect()
    }

    #[test]
    fn exact_and_folded_at_one_position() {
        let t = tokens("Uỷ BAN");
        assert_eq!(t.iter().map(|t| (t.0.as_str(), t.1)).collect::<Vec<_>>(), [("ủy", 0), ("~uy", 0), ("ban", 1), ("~ban", 1)]);
    }

    #[test]
    fn numbers_whole_and_by_part() {
        assert_eq!(texts("số 06-CTr/QU."), ["số", "~so", "#6-ctr/qu", "06", "ctr", "~ctr", "qu", "~qu"]);
        assert_eq!(tokens("06-CTr/QU")[0].2, "06-CTr/QU");
        assert_eq!(texts("30/2020/NĐ-CP")[0], "#30/2020/nd-cp");
        assert!(texts("31/12/2023 2022-2025 24/7").iter().all(|t| !t.starts_with('#')));
    }

    #[test]
    fn broken_words_are_whole() {
        assert_eq!(texts("ng**ày**"), ["ngày", "~ngay"]);
        assert_eq!(texts("nga\u{300}y"), ["ngày", "~ngay"]);
        assert_eq!(texts("ng\u{200b}ày"), ["ngày", "~ngay"]);
        assert_eq!(tokens("**Nga\u{300}y\u{ad}** x")[0].2, "Nga\u{300}y");
        assert_eq!(texts("1**1**%"), ["11"]);
    }

    #[test]
    fn a_word_without_end_is_passed_by() {
        assert_eq!(texts(&format!("a {} b", "x".repeat(100_000))), ["a", "~a", "b", "~b"]);
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,40}|[a-z0-9/\\-* ạđ\u{301}\u{200b}Đ]{0,60}") {
            let mut last = 0;
            for (term, position, source) in tokens(&text) {
                prop_assert!(!term.is_empty() && !source.is_empty());
                prop_assert!(position >= last);
                last = position;
            }
        }
    }
}
