//! Document types (loại văn bản): head words and abbreviations. Source: Nghị định 30/2020/NĐ-CP, Phụ lục III; FIELD §1.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::clip_start;
use crate::text::fold::{lower, plain};

/// In which world a type occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum World {
    /// State bodies only.
    State,
    /// Party bodies only.
    Party,
    /// Both.
    Both,
    /// Normative documents.
    Law,
    /// Standards.
    Standard,
}

/// A type of document under one name.
#[derive(Debug, Clone, Deserialize)]
pub struct DocType {
    /// Code of the contract (`KH`).
    pub code: String,
    /// Canonical name (`Kế hoạch`).
    pub name: String,
    aliases: String,
    symbols: String,
    /// Where it occurs.
    pub world: World,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

struct Tables {
    rows: Vec<DocType>,
    by_head: HashMap<String, usize>,
    /// Symbol as written, case and all.
    by_symbol: HashMap<String, usize>,
    /// Upper case without diacritics, only where that is unambiguous.
    by_plain: HashMap<String, usize>,
    /// In words, and in bytes.
    longest_head: (usize, usize),
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<DocType> = super::rows(include_str!("data/document_types.csv"));
        let mut t = Tables { rows, by_head: HashMap::new(), by_symbol: HashMap::new(), by_plain: HashMap::new(), longest_head: (1, 1) };
        let mut clash = Vec::new();
        for (i, row) in t.rows.iter().enumerate() {
            for head in std::iter::once(row.name.as_str()).chain(super::list(&row.aliases)) {
                t.longest_head = (t.longest_head.0.max(head.split(' ').count()), t.longest_head.1.max(head.len()));
                t.by_head.entry(lower(head)).or_insert(i);
            }
            for symbol in super::list(&row.symbols) {
                t.by_symbol.entry(symbol.to_owned()).or_insert(i);
                let key = plain(symbol).to_uppercase();
                match t.by_plain.get(&key) {
                    Some(other) if t.rows[*other].code != row.code => clash.push(key),
                    Some(_) => {}
                    None => {
                        t.by_plain.insert(key, i);
                    }
                }
            }
        }
        for key in clash {
            t.by_plain.remove(&key);
        }
        t
    })
}

/// The type with this head word, in any case and tone placement.
///
/// ```
/// use vanthu::lexicon::types::by_head;
/// assert_eq!(by_head("KẾ HOẠCH").map(|t| t.code.as_str()), Some("KH"));
/// assert_eq!(by_head("kế toán").map(|t| t.code.as_str()), None);
/// ```
#[must_use]
pub fn by_head(words: &str) -> Option<&'static DocType> {
    let t = tables();
    t.by_head.get(&lower(words)).map(|i| &t.rows[*i])
}

/// The type with this abbreviation exactly as written, listed spellings included.
#[must_use]
pub fn by_symbol(symbol: &str) -> Option<&'static DocType> {
    let t = tables();
    t.by_symbol.get(symbol).map(|i| &t.rows[*i])
}

/// The type with this abbreviation when case and diacritics are lost, only where one type remains (`ND` is NĐ, `HD` stays open).
#[must_use]
pub fn by_plain_symbol(symbol: &str) -> Option<&'static DocType> {
    let t = tables();
    t.by_plain.get(&plain(symbol).to_uppercase()).map(|i| &t.rows[*i])
}

/// The type with this code (the first row of it).
#[must_use]
pub fn by_code(code: &str) -> Option<&'static DocType> {
    tables().rows.iter().filter(|t| t.code == code).min_by_key(|t| t.name.chars().count())
}

/// All types.
#[must_use]
pub fn all() -> &'static [DocType] {
    &tables().rows
}

/// The head word that ends `text` (already without "số"): its byte offset and type. Longest first.
///
/// ```
/// let (at, t) = vanthu::lexicon::types::head_before("Thực hiện Kế hoạch").unwrap();
/// assert_eq!((&"Thực hiện Kế hoạch"[at..], t.code.as_str()), ("Kế hoạch", "KH"));
/// ```
#[must_use]
pub fn head_before(text: &str) -> Option<(usize, &'static DocType)> {
    let (words, bytes) = tables().longest_head;
    let trimmed = text.trim_end();
    // what is longer than any head word is none: a text without spaces is not walked back to its beginning (capitals may be longer)
    let base = clip_start(trimmed, trimmed.len().saturating_sub(2 * bytes));
    let trimmed = &trimmed[base..];
    let mut starts = Vec::with_capacity(8);
    let mut at = trimmed.len();
    while starts.len() < words && at > 0 {
        let from = trimmed[..at]
            .rfind([' ', '\n', '(', '"', '“', '[', '|', '/'])
            .map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
        starts.push(from);
        if from == 0 || !trimmed[..from].ends_with(' ') {
            break;
        }
        at = from - 1;
    }
    starts.into_iter().rev().find_map(|s| by_head(&trimmed[s..]).map(|t| (base + s, t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        let raw = csv::Reader::from_reader(include_str!("data/document_types.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw, "a row of document_types.csv does not fit");
        for code in "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB CV L PL HP NĐ TT TTLT KL TTri VBHN TCVN QCVN".split(' ') {
            assert!(by_code(code).is_some(), "no row for {code}");
        }
        for row in all() {
            let low = lower(&row.example);
            let hit = std::iter::once(row.name.as_str())
                .chain(super::super::list(&row.aliases))
                .chain(super::super::list(&row.symbols))
                .any(|h| low.contains(&lower(h)));
            assert!(hit || row.example.is_empty(), "{}: no spelling occurs in its example {:?}", row.name, row.example);
            assert!(!row.counter_example.is_empty() || row.world != World::State || row.example.is_empty() || hit);
        }
    }

    #[test]
    fn case_carries_meaning() {
        assert_eq!(by_symbol("CTr").unwrap().code, "CTr");
        assert_eq!(by_symbol("CT").unwrap().code, "CT");
        assert_eq!(by_symbol("Ctr").unwrap().code, "CTr");
        assert_eq!(by_plain_symbol("QD").unwrap().code, "QĐ");
        assert_eq!(by_plain_symbol("ND").unwrap().code, "NĐ");
    }
}
