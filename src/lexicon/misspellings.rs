//! Misspellings of frequent two-word terms (`data/misspellings.csv`): "bổ trí" for "bố trí", "quản triệt" for "quán triệt".
//!
//! A row names the right term. Its wrong spellings are made by rule, one slip in one syllable: another tone, a confused final (`n`,
//! `ng`, `nh`; `t`, `c`), a confused initial (`s`/`x`, `ch`/`tr`, `d`/`gi`/`r`, `l`/`n`), or the initial of the other syllable ("sơ sở"
//! for "cơ sở"). What is a term of its own, or stands in other words ("hồ sơ sở hữu"), is in the row's column `real`: every spelling
//! that the codified law (107 MB) has three times or more, and those that a reader told apart.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// A term and the spellings near it that are right.
#[derive(Debug, Clone, Deserialize)]
struct Term {
    right: String,
    real: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

/// Marks of the tones, level first.
const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];

/// A syllable: initial, vowels, final, tone.
struct Syllable {
    initial: String,
    nucleus: String,
    last: String,
    tone: String,
}

impl Syllable {
    fn of(word: &str) -> Self {
        let vowel = |c: &char| "aeiouyăâêôơư".contains(*c);
        let mark = |c: &char| TONES.iter().any(|t| t.starts_with(*c));
        let tone: String = word.nfd().filter(mark).collect();
        let letters: Vec<char> = word.nfd().filter(|c| !mark(c)).nfc().collect();
        let mut start = letters.iter().take_while(|c| !vowel(c)).count();
        // "qu" and "gi" before a vowel are initials
        let glide = matches!((letters.first(), letters.get(start)), (Some('q'), Some('u')) | (Some('g'), Some('i')));
        if glide && start == 1 && letters.get(2).is_some_and(vowel) {
            start = 2;
        }
        let end = start + letters[start..].iter().take_while(|c| vowel(c)).count();
        let part = |from: usize, to: usize| letters[from..to].iter().collect();
        Self { initial: part(0, start), nucleus: part(start, end), last: part(end, letters.len()), tone }
    }

    /// The syllable written out, its tone on the vowel that bears it.
    fn write(initial: &str, nucleus: &str, last: &str, tone: &str) -> String {
        let vowels: Vec<char> = nucleus.chars().collect();
        let bearer = vowels.iter().rposition(|c| "ăâêôơư".contains(*c)).unwrap_or(match vowels.len() {
            0 | 1 => 0,
            3 => 1,
            n if !last.is_empty() => n - 1,
            _ => 0,
        });
        let mut out = initial.to_owned();
        for (i, c) in vowels.iter().enumerate() {
            out.push(*c);
            if i == bearer {
                out.push_str(tone);
            }
        }
        out.push_str(last);
        out.nfc().collect()
    }

    /// What it becomes by one slip; `other` is the initial of the other syllable.
    fn slips(&self, other: &str) -> Vec<String> {
        let finals: &[&str] = match self.last.as_str() {
            "n" => &["ng", "nh"],
            "ng" => &["n", "nh"],
            "nh" => &["ng", "n"],
            "t" => &["c"],
            "c" => &["t"],
            _ => &[],
        };
        let initials: &[&str] = match self.initial.as_str() {
            "s" => &["x"],
            "x" => &["s"],
            "ch" => &["tr"],
            "tr" => &["ch"],
            "d" => &["gi", "r"],
            "gi" => &["d", "r"],
            "r" => &["d", "gi"],
            "l" => &["n"],
            "n" => &["l"],
            _ => &[],
        };
        let tones = TONES.iter().filter(|t| **t != self.tone).map(|t| Self::write(&self.initial, &self.nucleus, &self.last, t));
        let lasts = finals.iter().map(|l| Self::write(&self.initial, &self.nucleus, l, &self.tone));
        let assimilated = (!other.is_empty()).then_some(other);
        let firsts = initials.iter().copied().chain(assimilated).filter(|i| *i != self.initial);
        tones.chain(lasts).chain(firsts.map(|i| Self::write(i, &self.nucleus, &self.last, &self.tone))).collect()
    }
}

/// The wrong spellings of a term of two syllables.
fn variants(right: &str) -> Vec<String> {
    let Some((a, b)) = right.split_once(' ') else { return Vec::new() };
    let (first, second) = (Syllable::of(a), Syllable::of(b));
    let left = first.slips(&second.initial).into_iter().map(|w| format!("{w} {b}"));
    let mut out: Vec<String> = left.chain(second.slips(&first.initial).into_iter().map(|w| format!("{a} {w}"))).collect();
    out.retain(|v| v != right);
    out.sort();
    out.dedup();
    out
}

struct Tables {
    rows: Vec<Term>,
    engine: Option<AhoCorasick>,
    /// Row of each pattern of the engine; none for a right phrase, which hides what stands in it.
    of: Vec<Option<usize>>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Term> = super::rows(include_str!("data/misspellings.csv"));
        let mut patterns: HashMap<String, Option<usize>> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            for variant in variants(&row.right) {
                patterns.entry(variant).or_insert(Some(i));
            }
        }
        let real = rows.iter().flat_map(|r| super::list(&r.real)).chain(rows.iter().map(|r| r.right.as_str()));
        for phrase in real {
            patterns.insert(phrase.to_owned(), None);
        }
        let mut sorted: Vec<(String, Option<usize>)> = patterns.into_iter().flat_map(|(p, i)| [(capital(&p), i), (p, i)]).collect();
        sorted.sort();
        let engine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(sorted.iter().map(|(p, _)| p)).ok();
        Tables { rows, engine, of: sorted.into_iter().map(|(_, i)| i).collect() }
    })
}

/// The phrase at the beginning of a sentence. Names ("Văn Bàn") have a second capital, and are not looked for.
fn capital(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Misspelt terms of a text ([`crate::text::Flow`]), whole words only, in order: start, end, the right spelling.
///
/// ```
/// use vanthu::lexicon::misspellings::find;
/// let text = "Bổ trí đủ nguồn lực để bố trí việc làm.";
/// let found: Vec<_> = find(text).map(|(start, end, right)| (&text[start..end], right)).collect();
/// assert_eq!(found, [("Bổ trí", "bố trí")]);
/// ```
pub fn find(text: &str) -> impl Iterator<Item = (usize, usize, &'static str)> + '_ {
    let t = tables();
    t.engine.iter().flat_map(move |e| e.find_iter(text)).filter_map(move |m| {
        let whole = !text[..m.start()].ends_with(char::is_alphanumeric) && !text[m.end()..].starts_with(char::is_alphanumeric);
        let row = t.of[m.pattern().as_usize()].filter(|_| whole)?;
        Some((m.start(), m.end(), t.rows[row].right.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_hits_its_example_and_not_its_counter_example() {
        let raw = csv::Reader::from_reader(include_str!("data/misspellings.csv").as_bytes()).into_records().count();
        assert_eq!(tables().rows.len(), raw, "a row of misspellings.csv does not fit");
        for row in &tables().rows {
            assert!(find(&row.example).any(|(_, _, right)| right == row.right), "{}: {}", row.right, row.example);
            assert_eq!(find(&row.counter_example).count(), 0, "{}: {}", row.right, row.counter_example);
        }
    }

    #[test]
    fn one_slip_in_one_syllable() {
        for (right, wrong) in [
            ("bố trí", "bổ trí"),
            ("quán triệt", "quản triệt"),
            ("cá nhân", "cá nhận"),
            ("phấn đấu", "phân đấu"),
            ("cơ sở", "sơ sở"),
            ("đa dạng", "đa dạnh"),
            ("quy trình", "quỷ trình"),
            ("giải quyết", "giái quyết"),
            ("tuyên truyền", "tuyên truyện"),
        ] {
            assert!(variants(right).iter().any(|v| v == wrong), "{right}: {:?}", variants(right));
        }
        assert!(variants("bố trí").iter().all(|v| v != "bố trí" && v != "bổ trị"));
    }

    #[test]
    fn right_phrases_hide_what_stands_in_them() {
        assert_eq!(find("hồ sơ sở hữu trí tuệ; mức chi tiêu công; huyện Văn Bàn").count(), 0);
        assert_eq!(find("xây dựng sơ sở dữ liệu").count(), 1);
    }
}
