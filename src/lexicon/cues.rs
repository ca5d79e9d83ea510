//! Cue phrases of relations between documents. GUIDELINES §1.8, FIELD §6.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::model::Relation;

/// A cue phrase.
#[derive(Debug, Clone, Deserialize)]
pub struct Cue {
    /// Lower case, modern tone placement.
    pub phrase: String,
    /// What it says of the reference after it.
    pub relation: Relation,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

fn tables() -> &'static (Vec<Cue>, Option<AhoCorasick>) {
    static TABLES: OnceLock<(Vec<Cue>, Option<AhoCorasick>)> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Cue> = super::rows(include_str!("data/cues.csv"));
        let engine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(rows.iter().map(|c| c.phrase.as_str())).ok();
        (rows, engine)
    })
}

/// Cues in a folded text ([`crate::text::fold::lower`]), whole words only, in order: start, end, cue.
pub fn find(folded: &str) -> impl Iterator<Item = (usize, usize, &'static Cue)> + '_ {
    let (rows, engine) = tables();
    engine.iter().flat_map(move |e| e.find_iter(folded)).filter_map(move |m| {
        let whole = !folded[..m.start()].ends_with(char::is_alphanumeric) && !folded[m.end()..].starts_with(char::is_alphanumeric);
        whole.then(|| (m.start(), m.end(), &rows[m.pattern().as_usize()]))
    })
}

/// All cues.
#[must_use]
pub fn all() -> &'static [Cue] {
    &tables().0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::lower;

    #[test]
    fn every_row_hits_its_example_and_not_its_counter_example() {
        let raw = csv::Reader::from_reader(include_str!("data/cues.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw, "a row of cues.csv does not fit");
        for cue in all() {
            assert!(find(&lower(&cue.example)).any(|(_, _, c)| c.phrase == cue.phrase), "{}: {}", cue.phrase, cue.example);
            assert!(
                !find(&lower(&cue.counter_example)).any(|(_, _, c)| c.phrase == cue.phrase && cue.phrase != "chấp hành"),
                "{}: {}",
                cue.phrase,
                cue.counter_example
            );
        }
    }
}
