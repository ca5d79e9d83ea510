//! Known indicators (`data/indicators.csv`): the measures that plans and reports share, each with its spellings.
//!
//! A spelling may have several parts joined by ` + `; all of them must stand in the same clause. The spelling that says most (letters, parts)
//! wins; what no row fits stays without indicator, never forced into one.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::text::fold::lower;

/// A known measure.
#[derive(Debug, Clone, Deserialize)]
pub struct Indicator {
    /// Stable id (`on-time-files`).
    pub id: String,
    /// Name in words.
    pub name: String,
    spellings: String,
    /// The unit it is measured in.
    pub unit: String,
    /// `higher` or `lower` is better.
    pub direction: String,
    /// Measures that belong together.
    pub family: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

struct Spelling {
    /// Positions in [`Tables::parts`].
    parts: Vec<usize>,
    letters: usize,
    row: usize,
}

struct Tables {
    rows: Vec<Indicator>,
    spellings: Vec<Spelling>,
    /// Every part of a spelling once; how many there are, and what finds them all in one pass.
    parts: usize,
    engine: Option<AhoCorasick>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Indicator> = super::rows(include_str!("data/indicators.csv"));
        let mut spellings = Vec::new();
        let mut parts: Vec<String> = Vec::new();
        for (row, indicator) in rows.iter().enumerate() {
            for spelling in super::list(&indicator.spellings) {
                let own: Vec<String> = spelling.split(" + ").map(|p| lower(p.trim())).filter(|p| !p.is_empty()).collect();
                // a part more is worth a short word: it narrows what is meant
                let letters = own.iter().map(|p| p.chars().count() + 2).sum();
                let place = |p: String| {
                    parts.iter().position(|known| *known == p).unwrap_or_else(|| {
                        parts.push(p);
                        parts.len() - 1
                    })
                };
                spellings.push(Spelling { parts: own.into_iter().map(place).collect(), letters, row });
            }
        }
        Tables { rows, spellings, parts: parts.len(), engine: AhoCorasick::new(&parts).ok() }
    })
}

/// All indicators.
#[must_use]
pub fn all() -> &'static [Indicator] {
    &tables().rows
}

/// The indicator with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Indicator> {
    all().iter().find(|i| i.id == id)
}

/// The indicator that a clause speaks of.
#[must_use]
pub fn of(clause: &str) -> Option<&'static Indicator> {
    let text = lower(clause);
    let t = tables();
    let mut stands = vec![false; t.parts];
    for m in t.engine.iter().flat_map(|e| e.find_overlapping_iter(&text)) {
        // as whole words
        let inside = text[..m.start()].ends_with(char::is_alphanumeric) || text[m.end()..].starts_with(char::is_alphanumeric);
        stands[m.pattern().as_usize()] |= !inside;
    }
    let fits = t.spellings.iter().filter(|s| s.parts.iter().all(|p| stands[*p]));
    t.rows.get(fits.max_by_key(|s| (s.letters, std::cmp::Reverse(s.row)))?.row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_its_own() {
        let raw = csv::Reader::from_reader(include_str!("data/indicators.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw, "a row of indicators.csv does not fit");
        let mut wrong = Vec::new();
        for row in all() {
            let got = of(&row.example).map(|i| i.id.as_str());
            if got != Some(row.id.as_str()) {
                wrong.push(format!("{} in {:?}: got {got:?}", row.id, row.example));
            }
            if of(&row.counter_example).is_some_and(|i| i.id == row.id) {
                wrong.push(format!("{} in its counter-example {:?}", row.id, row.counter_example));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
