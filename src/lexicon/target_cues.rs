//! Cue words of targets and results (`data/target_cues.csv`): what prescribes, what reports, what bounds a figure, who is told to act.
//!
//! Words are compared in lower case with one tone placement. Cues of several words that prescribe or bound are also accepted with
//! slipped tone marks, as OCR leaves them ("Phân đấu", "Phần đầu" for "Phấn đấu"), and so are "trên" and "dưới" directly before a
//! figure ("dưói 5%"); such a hit says so, and the caller checks that a figure follows before it trusts it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::fold::{lower, plain};

/// What a cue is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// phấn đấu, cố gắng.
    Aspire,
    /// phải, bảo đảm, yêu cầu.
    Must,
    /// đã, ước đạt, đến nay.
    Report,
    /// Rules, thresholds, technical ratios.
    Norm,
    /// tối thiểu, ít nhất, từ.
    AtLeast,
    /// trên, vượt.
    Above,
    /// không quá, tối đa.
    AtMost,
    /// dưới.
    Below,
    /// khoảng.
    About,
    /// trở lên, behind the figure.
    RaiseAfter,
    /// trở xuống, behind the figure.
    LowerAfter,
    /// tăng, giảm.
    Change,
    /// chiếm.
    Share,
    /// A planned figure quoted in a report.
    Quoted,
    /// Verbs whose object is counted: bố trí 04 quầy.
    Make,
    /// Verbs that end the name of the body that acts.
    Act,
    /// First words of the name of a body.
    Body,
    /// Headings over what is to be done.
    HeadingTarget,
    /// Headings over what was done.
    HeadingReport,
    /// Headings over rules.
    HeadingNorm,
    /// Words before a figure that counts nothing: mức độ 3, Điều 5.
    NotCounted,
}

#[derive(Debug, Deserialize)]
struct Row {
    cue: String,
    kind: Cue,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

struct Entry {
    words: Vec<String>,
    plain: Vec<String>,
    kind: Cue,
}

struct Table {
    entries: Vec<Entry>,
    /// By first word.
    exact: HashMap<String, Vec<usize>>,
    /// By first word without diacritics, only where slips are accepted.
    slipped: HashMap<String, Vec<usize>>,
}

/// A cue found among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What for.
    pub kind: Cue,
    /// Index of its first word.
    pub first: usize,
    /// Index after its last word.
    pub end: usize,
    /// Read through a slip of tone marks.
    pub slipped: bool,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows: Vec<Row> = super::rows(include_str!("data/target_cues.csv"));
        let mut t = Table { entries: Vec::with_capacity(rows.len()), exact: HashMap::new(), slipped: HashMap::new() };
        for row in rows {
            let words: Vec<String> = row.cue.split(' ').map(lower).collect();
            let plain: Vec<String> = words.iter().map(|w| plain(w)).collect();
            let at = t.entries.len();
            if let Some(first) = words.first() {
                t.exact.entry(first.clone()).or_default().push(at);
            }
            // "dưói", "trẻn": long enough to be no other word
            let bound = words.len() == 1 && matches!(row.kind, Cue::Above | Cue::Below) && row.cue.chars().count() > 3;
            if (bound || words.len() == 2 && matches!(row.kind, Cue::Aspire | Cue::AtLeast))
                && let Some(first) = plain.first()
            {
                t.slipped.entry(first.clone()).or_default().push(at);
            }
            t.entries.push(Entry { words, plain, kind: row.kind });
        }
        t
    })
}

/// Every cue among `words` (already through [`lower`]), in order of their first word; of one kind only the longest at a place.
#[must_use]
pub fn find(words: &[&str]) -> Vec<Hit> {
    let t = table();
    let mut out: Vec<Hit> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let from = out.len();
        for at in t.exact.get(*word).into_iter().flatten() {
            let e = &t.entries[*at];
            if words[i..].len() >= e.words.len() && e.words.iter().zip(&words[i..]).all(|(a, b)| a == b) {
                push(&mut out, from, Hit { kind: e.kind, first: i, end: i + e.words.len(), slipped: false });
            }
        }
        let Some(next) = words.get(i + 1) else { continue };
        let bare = plain(word);
        for at in t.slipped.get(&bare).into_iter().flatten() {
            let e = &t.entries[*at];
            let found = match e.words.as_slice() {
                [one] => one != word && one.chars().next() == word.chars().next() && next.starts_with(|c: char| c.is_ascii_digit()),
                [one, two] => !(one == word && two == next) && e.plain[1] == plain(next),
                _ => false,
            };
            if found {
                push(&mut out, from, Hit { kind: e.kind, first: i, end: i + e.words.len(), slipped: true });
            }
        }
    }
    out
}

fn push(out: &mut Vec<Hit>, from: usize, hit: Hit) {
    match out[from..].iter_mut().find(|h| h.kind == hit.kind) {
        Some(h) if h.end < hit.end => *h = hit,
        Some(_) => {}
        None => out.push(hit),
    }
}

/// The cue as it should be written, for the words of a slipped hit.
#[must_use]
pub fn spelling(words: &[&str], kind: Cue) -> Option<String> {
    let t = table();
    let bare: Vec<String> = words.iter().map(|w| plain(w)).collect();
    t.entries.iter().find(|e| e.kind == kind && e.plain == bare).map(|e| e.words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str) -> Vec<(Cue, String, bool)> {
        let folded = lower(text);
        let words: Vec<&str> =
            folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | ';' | ':')).filter(|w| !w.is_empty()).collect();
        find(&words).into_iter().map(|h| (h.kind, words[h.first..h.end].join(" "), h.slipped)).collect()
    }

    #[test]
    fn every_cue_is_in_its_example_and_not_in_its_counter_example() {
        let raw = csv::Reader::from_reader(include_str!("data/target_cues.csv").as_bytes()).into_records().count();
        let rows: Vec<Row> = super::super::rows(include_str!("data/target_cues.csv"));
        assert_eq!(rows.len(), raw, "a row of target_cues.csv does not fit");
        for row in rows {
            assert!(hits(&row.example).iter().any(|h| h.0 == row.kind), "{} is not found in {:?}", row.cue, row.example);
            assert!(!hits(&row.counter_example).iter().any(|h| h.0 == row.kind), "{} is found in {:?}", row.cue, row.counter_example);
        }
    }

    #[test]
    fn slips_are_marked() {
        assert!(hits("Phân đấu 10% đơn vị").contains(&(Cue::Aspire, "phân đấu".into(), true)));
        assert!(hits("Phần đầu tối thiểu 80%").contains(&(Cue::Aspire, "phần đầu".into(), true)));
        assert!(hits("tồn đọng dưói 5%").contains(&(Cue::Below, "dưói".into(), true)));
        assert!(hits("bị đuổi 5 lần, đứng trền bục").iter().all(|h| !matches!(h.0, Cue::Below | Cue::Above)));
        assert!(hits("Phấn đấu 10%").contains(&(Cue::Aspire, "phấn đấu".into(), false)));
    }
}
