//! Issuers and their symbols. The set of symbols is open: a symbol that is not here is never rejected, only unknown. FIELD §2.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::fold::{lower, plain};

/// One reading of a symbol.
#[derive(Debug, Clone, Deserialize)]
pub struct Issuer {
    /// As in numbers (`UBND`).
    pub symbol: String,
    /// Canonical name; `{place}` and `{province}` stand for territories.
    pub name: String,
    /// `central`, `province`, … or `any`.
    pub level: String,
    /// `state`, `party`, `front` …
    pub family: String,
    /// First day of existence, ISO, may be cut; empty when open.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Symbol of the successor.
    pub successor: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[allow(dead_code)]
    counter_example: String,
}

impl Issuer {
    /// Whether the name holds for one territory only.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.name.contains('{')
    }

    /// Whether many bodies bear the symbol: those of territories, and boards that every level has (Ban Chủ nhiệm, Ban Chỉ đạo).
    #[must_use]
    pub fn is_one_of_many(&self) -> bool {
        self.is_local() || self.level == "any"
    }

    /// Whether the body existed on a day (ISO, cut or whole); as long as its bounds leave that open, it did.
    ///
    /// ```
    /// use vanthu::lexicon::issuers::by_symbol;
    /// let existed = |symbol, day| by_symbol(symbol).any(|i| i.existed_on(day));
    /// assert!(existed("BNNMT", "2025-03-01") && !existed("BNNMT", "2025-02-28"));
    /// assert!(existed("QH16", "2026") && !existed("QH16", "2025-12"));
    /// ```
    #[must_use]
    pub fn existed_on(&self, day: &str) -> bool {
        super::within(day, &self.from, &self.to)
    }

    /// Whether it numbers as the Party does, type before organ (`84-QĐ/TWĐTN`): its committees, and the Youth Union. FIELD §1.3, §1.4.
    #[must_use]
    pub fn numbers_as_party(&self) -> bool {
        matches!(self.family.as_str(), "party" | "youth")
    }
}

struct Tables {
    rows: Vec<Issuer>,
    by_symbol: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, usize>,
    /// Upper case without diacritics, only where one symbol is written so.
    by_plain: HashMap<String, Option<usize>>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Issuer> = super::rows(include_str!("data/issuers.csv"));
        let mut t = Tables { rows, by_symbol: HashMap::new(), by_name: HashMap::new(), by_plain: HashMap::new() };
        for (i, row) in t.rows.iter().enumerate() {
            t.by_symbol.entry(row.symbol.to_uppercase()).or_default().push(i);
            let one = t.by_plain.entry(plain(&row.symbol).to_uppercase()).or_insert(Some(i));
            if one.is_some_and(|o| t.rows[o].symbol != row.symbol) {
                *one = None;
            }
            if !row.is_local() {
                t.by_name.entry(lower(&row.name)).or_insert(i);
            }
        }
        t
    })
}

/// Readings of a symbol, case ignored.
pub fn by_symbol(symbol: &str) -> impl Iterator<Item = &'static Issuer> {
    let t = tables();
    t.by_symbol.get(&symbol.to_uppercase()).into_iter().flatten().map(|i| &t.rows[*i])
}

/// Readings of a symbol in the case it is written in; in any case where that gives none.
#[must_use]
pub fn readings(symbol: &str) -> Vec<&'static Issuer> {
    let exact: Vec<_> = by_symbol(symbol).filter(|r| r.symbol == symbol).collect();
    if exact.is_empty() { by_symbol(symbol).collect() } else { exact }
}

/// A reading of the only symbol that is this one when diacritics are lost (`HDND` is HĐND).
#[must_use]
pub fn by_plain_symbol(symbol: &str) -> Option<&'static Issuer> {
    let t = tables();
    t.by_plain.get(&plain(symbol).to_uppercase()).copied().flatten().map(|i| &t.rows[i])
}

/// The body that is unique in the country and has this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Issuer> {
    let t = tables();
    t.by_name.get(&lower(name)).map(|i| &t.rows[*i])
}

/// All readings.
#[must_use]
pub fn all() -> &'static [Issuer] {
    &tables().rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        let raw = csv::Reader::from_reader(include_str!("data/issuers.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw, "a row of issuers.csv does not fit");
        assert!(all().len() >= 200);
        for row in all() {
            assert!(
                row.example.is_empty() || row.example.contains(&row.symbol),
                "{}: example {:?} lacks the symbol",
                row.symbol,
                row.example
            );
            let levels = [
                "central",
                "province",
                "district",
                "commune",
                "party-central",
                "party-province",
                "party-district",
                "party-commune",
                "front",
                "other",
                "any",
            ];
            assert!(levels.contains(&row.level.as_str()), "{}: level {:?}", row.symbol, row.level);
        }
        assert!(by_symbol("UBND").next().is_some());
        assert_eq!(by_name("thủ tướng chính phủ").map(|i| i.level.as_str()), Some("central"));
    }

    /// The reorganisation of 1 March 2025 (FIELD §2.1): who ended, and who went on.
    #[test]
    fn ministries_follow_each_other() {
        let pairs = [("BKHĐT", "BTC"), ("BGTVT", "BXD"), ("BTNMT", "BNNMT"), ("BNNPTNT", "BNNMT"), ("BTTTT", "BKHCN"), ("BLĐTBXH", "BNV")];
        for (old, new) in pairs.into_iter().chain([("UBDT", "BDTTG")]) {
            let row = by_symbol(old).next().unwrap();
            assert_eq!((row.to.as_str(), row.successor.as_str()), ("2025-02-28", new), "{old}");
            assert!(row.existed_on("2025-02-28") && !row.existed_on("2025-03-01"), "{old}");
            assert!(by_symbol(new).any(|r| r.existed_on("2025-03-01")), "{new}");
        }
        for row in all().iter().filter(|r| !r.successor.is_empty()) {
            assert!(by_symbol(&row.successor).next().is_some(), "{}: successor {} has no row", row.symbol, row.successor);
        }
    }
}
