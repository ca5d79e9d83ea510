//! Known indicators (`data/indicators.csv`): the measures that plans and reports share, each with its spellings.
//!
//! A spelling may have several parts joined by ` + `; all of them must stand in the same clause. The spelling that says most (letters, parts)
//! wins; what no row fits stays without indicator, never forced into one.

use std::sync::OnceLock;

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
    parts: Vec<String>,
    letters: usize,
    row: usize,
}

fn tables() -> &'static (Vec<Indicator>, Vec<Spelling>) {
    static TABLES: OnceLock<(Vec<Indicator>, Vec<Spelling>)> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Indicator> = super::rows(include_str!("data/indicators.csv"));
        let mut spellings = Vec::new();
        for (row, indicator) in rows.iter().enumerate() {
            for spelling in super::list(&indicator.spellings) {
                let parts: Vec<String> = spelling.split(" + ").map(|p| lower(p.trim())).filter(|p| !p.is_empty()).collect();
                // a part more is worth a short word: it narrows what is meant
                let letters = parts.iter().map(|p| p.chars().count() + 2).sum();
                spellings.push(Spelling { parts, letters, row });
            }
        }
        (rows, spellings)
    })
}

/// All indicators.
#[must_use]
pub fn all() -> &'static [Indicator] {
    &tables().0
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
    let (rows, spellings) = tables();
    let best =
        spellings.iter().filter(|s| s.parts.iter().all(|p| has_words(&text, p))).max_by_key(|s| (s.letters, std::cmp::Reverse(s.row)))?;
    rows.get(best.row)
}

/// Whether `part` stands in `text` as whole words.
fn has_words(text: &str, part: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|t| t.find(part)) {
        let (start, end) = (from + at, from + at + part.len());
        let open = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let close = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        if open && close {
            return true;
        }
        from = end;
    }
    false
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
