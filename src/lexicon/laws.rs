//! Laws, codes, ordinances and constitutions since 1990: names, numbers, dates. Facts only; a cell that is not known is empty.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::clip_end;
use crate::text::fold::lower;

/// One act.
#[derive(Debug, Clone, Deserialize)]
pub struct Law {
    /// Name with its type word (`Luật Đất đai`).
    pub name: String,
    aliases: String,
    /// `L`, `BL`, `PL`, `HP`.
    pub kind: String,
    /// Number, if known.
    pub number: String,
    /// Date, if known.
    pub issued_on: String,
    #[allow(dead_code)]
    source: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[allow(dead_code)]
    counter_example: String,
}

impl Law {
    /// Type code of the contract.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind.as_str() {
            "PL" => "PL",
            "HP" => "HP",
            _ => "L",
        }
    }
}

struct Tables {
    rows: Vec<Law>,
    /// Folded name → rows; all names of a first three words in one bucket, longest first.
    by_start: HashMap<String, Vec<(String, usize)>>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Key under which names are looked up: lower case, without commas (they come and go in citations).
fn key(name: &str) -> String {
    lower(name).replace(',', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start(words: &str) -> String {
    words.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Law> = super::rows(include_str!("data/laws.csv"));
        let mut t = Tables { rows, by_start: HashMap::new(), by_name: HashMap::new() };
        for (i, row) in t.rows.iter().enumerate() {
            for name in std::iter::once(row.name.as_str()).chain(super::list(&row.aliases)) {
                let k = key(name);
                if !(k.starts_with("luật ") || k.starts_with("bộ luật ") || k.starts_with("pháp lệnh ") || k.starts_with("hiến pháp"))
                {
                    continue;
                }
                t.by_name.entry(k.clone()).or_default().push(i);
                // "Pháp lệnh 34" is a serial, not a name
                if k.ends_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let bucket = t.by_start.entry(start(&k)).or_default();
                if !bucket.iter().any(|(n, _)| *n == k) {
                    bucket.push((k, i));
                }
            }
        }
        for bucket in t.by_start.values_mut() {
            bucket.sort_by_key(|(n, _)| std::cmp::Reverse(n.len()));
        }
        t
    })
}

/// The longest law name at the start of `text`: its length in bytes and its act (the first row of that name).
///
/// ```
/// use vanthu::lexicon::laws::at;
/// let (len, law) = at("Luật Phòng, chống tham nhũng và các văn bản").unwrap();
/// assert_eq!(len, "Luật Phòng, chống tham nhũng".len());
/// assert_eq!(law.code(), "L");
/// ```
#[must_use]
pub fn at(text: &str) -> Option<(usize, &'static Law)> {
    let end = clip_end(text, 260);
    // the text without commas, with the source position after each character
    let mut folded = String::with_capacity(end);
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (i, c) in text[..end].char_indices() {
        if matches!(c, '.' | ';' | ':' | '(' | '\n' | '"' | '“' | '|') {
            break;
        }
        if c == ',' {
            continue;
        }
        if c == ' ' && folded.ends_with(' ') {
            continue;
        }
        folded.push(c);
        ends.push((folded.len(), i + c.len_utf8()));
    }
    let low = lower(&folded);
    if low.len() != folded.len() {
        return None;
    }
    let bucket = tables().by_start.get(&start(&low))?;
    bucket.iter().find_map(|(name, row)| {
        let rest = low.strip_prefix(name.as_str())?;
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        let at = ends.partition_point(|(f, _)| *f < name.len());
        ends.get(at).map(|(_, e)| (*e, &tables().rows[*row]))
    })
}

/// Acts with this name, oldest row first.
pub fn by_name(name: &str) -> impl Iterator<Item = &'static Law> {
    let t = tables();
    t.by_name.get(&key(name)).into_iter().flatten().map(|i| &t.rows[*i])
}

/// All acts.
#[must_use]
pub fn all() -> &'static [Law] {
    &tables().rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        let raw = csv::Reader::from_reader(include_str!("data/laws.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw, "a row of laws.csv does not fit");
        for law in all() {
            let at_example = lower(&law.example);
            assert!(
                law.example.is_empty() || ["luật", "pháp lệnh", "hiến pháp"].iter().any(|w| at_example.contains(w)),
                "{}: {}",
                law.name,
                law.example
            );
            if !law.number.is_empty() {
                assert!(law.number.contains(|c: char| c.is_ascii_digit()), "{} {}", law.name, law.number);
            }
        }
        assert!(by_name("Luật Đất đai").count() >= 3);
    }
}
