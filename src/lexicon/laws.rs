//! Laws, codes, ordinances and constitutions since 1990: names, numbers, dates, from when to when they were in force, what replaced
//! them. Facts only, each row with its source; a cell that is not known is empty. Acts of before 1998 often bear no number.

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
    /// First day in force, if known.
    pub from: String,
    /// Last day in force, if known; empty too while it is in force.
    pub to: String,
    /// Number of the act that replaced it.
    pub replaced_by: String,
    #[cfg_attr(not(test), allow(dead_code))]
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

    /// Whether a text of this day (ISO, cut or whole) may mean the act by its bare name: it was adopted and had not yet ended. An act
    /// that was adopted and not yet in force may be meant beside the one it replaces.
    ///
    /// ```
    /// use vanthu::lexicon::laws::by_name;
    /// let meant = |day| by_name("Luật Đất đai").filter(|l| l.open_on(day)).map(|l| l.number.as_str()).collect::<Vec<_>>();
    /// assert_eq!(meant("2022-05-04"), ["45/2013/QH13"]);
    /// assert_eq!(meant("2024-03-01"), ["45/2013/QH13", "31/2024/QH15"]);
    /// ```
    #[must_use]
    pub fn open_on(&self, day: &str) -> bool {
        super::within(day, &self.issued_on, &self.to)
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
                let acts = t.by_name.entry(k.clone()).or_default();
                // spellings that differ by a comma are one name
                if acts.last() != Some(&i) {
                    acts.push(i);
                }
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
        for acts in t.by_name.values_mut() {
            acts.sort_by_key(|i| &t.rows[*i].issued_on);
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

/// Acts with this name, oldest first.
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
            assert!(!law.source.is_empty(), "{}: no source", law.name);
        }
        assert!(by_name("Luật Đất đai").count() >= 3);
    }

    /// A day, or a day cut to month or year, that the calendar has.
    fn is_date(text: &str) -> bool {
        let rest = "-01-01".get(text.len().saturating_sub(4)..).unwrap_or("");
        format!("{text}{rest}").parse::<jiff::civil::Date>().is_ok()
    }

    #[test]
    fn rows_are_well_formed() {
        // first and last year of an Assembly, and of its Standing Committee
        let terms =
            [(7, 1981, 1987), (8, 1987, 1992), (9, 1992, 1997), (10, 1997, 2002), (11, 2002, 2007), (12, 2007, 2011), (13, 2011, 2016)];
        let terms: Vec<_> = terms.into_iter().chain([(14, 2016, 2021), (15, 2021, 2026), (16, 2026, 2031)]).collect();
        let mut numbers = std::collections::HashSet::new();
        let mut acts = std::collections::HashSet::new();
        for law in all() {
            let about = format!("{} {} of {:?}", law.name, law.number, law.issued_on);
            assert!(is_date(&law.issued_on), "{about}");
            assert!(
                [&law.from, &law.to].iter().all(|d| d.is_empty() || is_date(d) && d.len() == 10),
                "{about}: {} to {}",
                law.from,
                law.to
            );
            assert!(law.from.is_empty() || law.from >= law.issued_on, "{about}: in force before it was adopted");
            assert!(law.to.is_empty() || law.to >= law.from && law.to >= law.issued_on, "{about}: ended before it began");
            assert!(law.to.is_empty() || !law.replaced_by.is_empty() || law.number.is_empty() || by_name(&law.name).count() > 1, "{about}");
            assert!(acts.insert((law.name.clone(), law.number.clone(), law.issued_on.clone())), "{about}: twice");
            if law.number.is_empty() {
                continue;
            }
            assert!(numbers.insert(law.number.replace("PL-", "")), "{about}: two rows of one number");
            let number = crate::grammar::number::DocumentNumber::parse(&law.number).unwrap_or_else(|| panic!("{about}: not a number"));
            let year: u16 = law.issued_on[..4].parse().unwrap();
            assert!(number.year.is_none_or(|y| y == year), "{about}: year");
            let organ = number.groups.join("-");
            if let Some((_, first, last)) =
                terms.iter().find(|(t, ..)| organ.ends_with(&format!("QH{t}")) || organ.ends_with(&format!("HĐNN{t}")))
            {
                assert!((*first..=*last).contains(&year), "{about}: {organ} sat from {first} to {last}");
            }
        }
        for law in all().iter().filter(|l| !l.replaced_by.is_empty()) {
            let next =
                all().iter().find(|l| l.number == law.replaced_by).unwrap_or_else(|| panic!("{}: {} is no row", law.name, law.replaced_by));
            assert!(next.issued_on > law.issued_on, "{} {} is replaced by an older act", law.name, law.number);
        }
    }
}
