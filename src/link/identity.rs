//! [`Key`]: which document a number names, and whether two keys may name the same one.
//!
//! A number alone names no document (`15/KH-UBND` exists in every district, every year). A key holds the serial without leading
//! zeros, the year inside the number, the type, the **register** in which it was numbered and the year or committee term.
//! Unknown parts stay unknown (`?`). The string form is lossless:
//!
//! ```text
//! 45/2020/NĐ@cp                         the year is in the number
//! 15/KH@ubnd:quan-tay-ho.ha-noi~2022    State: register with place, year
//! 41/KH@qu:tay-ho.ha-noi~2020-2025      Party: committee and term
//! 655/CV-NV@ubnd:quan-hai-an.hai-phong~2022   letter with its unit
//! 12/KH@ubnd:phuong-quang-trung.?~2024  a commune whose district is unknown (many share a name)
//! 451/QĐ@ubnd.tm:bac-ninh~2025          signed for the committee; 451/QĐ@ubnd.ct by its chairman; @ubnd where that is not told
//! 88/KH@ubnd:?~?                        place and year unknown
//! TCVN-ISO-9001:2015/TCVN@?             a standard
//! ```

use std::fmt;
use std::str::FromStr;

/// The span of time within which a serial is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// Not known.
    Unknown,
    /// The year is part of the number, nothing more is needed.
    InNumber,
    /// A calendar year (State).
    Year(u16),
    /// A committee's term (Party).
    Term(u16, u16),
}

impl Period {
    /// The committee term that a year lies in: from 2020 to 2025 in provinces and below, from 2021 to 2026 at the centre (`…tw`). In a
    /// congress year two terms are open, so the year itself is kept. FIELD §1.3.
    #[must_use]
    pub fn term_of(organ: &str, year: u16) -> Self {
        let since = (year % 5 + 4 * u16::from(organ.ends_with("tw"))) % 5;
        let start = year.saturating_sub(since);
        if since == 0 { Self::Year(year) } else { Self::Term(start, start + 5) }
    }
}

/// Identity of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Serial without leading zeros, with suffix letters (`15a`, `66.4`).
    pub serial: String,
    /// The year that stands inside the number (`45/2020/NĐ-CP`).
    pub year: Option<u16>,
    /// Type code; letters carry their unit (`CV-NV`); `?` when unknown.
    pub doc_type: String,
    /// The organ of the symbol, lower case ASCII (`ubnd`, `qu`, `cp`); `?` when unknown.
    pub organ: String,
    /// The organ's place: `Some("?")` when it has one that is not known, `None` when the organ is unique in the country.
    pub place: Option<String>,
    /// Year or term.
    pub period: Period,
}

/// Whether two keys may name the same document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Compatibility {
    /// They differ in a known part.
    Different,
    /// They agree in all that both know, and at least one part is unknown in one of them.
    Possible,
    /// All parts known and equal.
    Same,
}

impl Key {
    /// Serial, year in the number, and type: what two keys must share to be compared at all. An index term.
    #[must_use]
    pub fn block(&self) -> String {
        match self.year {
            Some(year) => format!("{}/{year}", self.serial.to_lowercase()),
            None => self.serial.to_lowercase(),
        }
    }

    /// Compares two keys part by part.
    ///
    /// ```
    /// use vanthu::link::identity::{Compatibility, Key};
    /// let here: Key = "15/KH@ubnd:quan-tay-ho.ha-noi~2022".parse().unwrap();
    /// let there: Key = "15/KH@ubnd:quan-le-chan.hai-phong~2022".parse().unwrap();
    /// let vague: Key = "15/KH@ubnd:?~2022".parse().unwrap();
    /// assert_eq!(here.compare(&there), Compatibility::Different);
    /// assert_eq!(here.compare(&vague), Compatibility::Possible);
    /// assert_eq!(here.compare(&here), Compatibility::Same);
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> Compatibility {
        if self.serial.to_lowercase() != other.serial.to_lowercase() || self.year != other.year {
            return Compatibility::Different;
        }
        let mut known = true;
        // the place belongs to the organ: with the organ unknown it says nothing
        let organ = self.organ != "?" && other.organ != "?";
        let place = |k: &Self| if organ { k.place.clone().unwrap_or_default() } else { "?".to_owned() };
        let places = (place(self), place(other));
        for (a, b) in [
            (self.doc_type.as_str(), other.doc_type.as_str()),
            (self.organ.as_str(), other.organ.as_str()),
            (places.0.as_str(), places.1.as_str()),
        ] {
            // a commune whose district is not known: `phuong-quang-trung.?`; a committee's number whose speaker is not: `ubnd`
            let open = |x: &str, y: &str| {
                let stem = x.strip_suffix(".?").or((x == "ubnd").then_some(x));
                stem.is_some_and(|stem| y == stem || y.strip_prefix(stem).is_some_and(|r| r.starts_with('.')))
            };
            match () {
                () if a == "?" || b == "?" => known = false,
                () if a == b && a.ends_with(".?") => known = false,
                () if a == b => {}
                () if open(a, b) || open(b, a) => known = false,
                () => return Compatibility::Different,
            }
        }
        match (self.period, other.period) {
            (Period::Unknown, _) | (_, Period::Unknown) => known = false,
            (Period::Year(y), Period::Term(a, b)) | (Period::Term(a, b), Period::Year(y)) => {
                if y < a || y > b {
                    return Compatibility::Different;
                }
                known = false;
            }
            (a, b) if a != b => return Compatibility::Different,
            // a congress year lies in two terms of a committee
            (Period::Year(y), _) if self.organ.ends_with(['u', 'w']) && Period::term_of(&self.organ, y) == self.period => known = false,
            _ => {}
        }
        if known { Compatibility::Same } else { Compatibility::Possible }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.serial)?;
        if let Some(year) = self.year {
            write!(f, "{year}/")?;
        }
        write!(f, "{}@{}", self.doc_type, self.organ)?;
        if let Some(place) = &self.place {
            write!(f, ":{place}")?;
        }
        match self.period {
            Period::InNumber => Ok(()),
            Period::Unknown => f.write_str("~?"),
            Period::Year(y) => write!(f, "~{y}"),
            Period::Term(a, b) => write!(f, "~{a}-{b}"),
        }
    }
}

/// A string that is no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadKey(pub String);

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an identity key: {}", self.0)
    }
}

impl std::error::Error for BadKey {}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let bad = || BadKey(text.to_owned());
        let (name, register) = text.split_once('@').ok_or_else(bad)?;
        let (register, period) = match register.split_once('~') {
            None => (register, Period::InNumber),
            Some((r, "?")) => (r, Period::Unknown),
            Some((r, p)) => match p.split_once('-') {
                Some((a, b)) => (r, Period::Term(a.parse().map_err(|_| bad())?, b.parse().map_err(|_| bad())?)),
                None => (r, Period::Year(p.parse().map_err(|_| bad())?)),
            },
        };
        let (organ, place) = match register.split_once(':') {
            Some((o, p)) => (o, Some(p.to_owned())),
            None => (register, None),
        };
        let mut parts = name.rsplitn(2, '/');
        let doc_type = parts.next().ok_or_else(bad)?;
        let rest = parts.next().ok_or_else(bad)?;
        let (serial, year) = match rest.rsplit_once('/') {
            Some((s, y)) => (s, Some(y.parse().map_err(|_| bad())?)),
            None => (rest, None),
        };
        if serial.is_empty() || doc_type.is_empty() || organ.is_empty() {
            return Err(bad());
        }
        Ok(Self { serial: serial.to_owned(), year, doc_type: doc_type.to_owned(), organ: organ.to_owned(), place, period })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_parse_print() {
        for text in [
            "45/2020/NĐ@cp",
            "15/KH@ubnd:quan-tay-ho.ha-noi~2022",
            "41/KH@qu:tay-ho.ha-noi~2020-2025",
            "903/QĐ@ubnd:hai-phong~2021",
            "88/KH@ubnd:?~?",
            "655/CV-NV@ubnd:quan-hai-an.hai-phong~2022",
        ] {
            assert_eq!(text.parse::<Key>().map(|k| k.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_commune_of_an_unknown_district_may_be_any_of_its_name() {
        let vague: Key = "12/KH@ubnd:phuong-quang-trung.?~2024".parse().unwrap();
        let here: Key = "12/KH@ubnd:phuong-quang-trung.quan-ha-dong.ha-noi~2024".parse().unwrap();
        let there: Key = "12/KH@ubnd:phuong-quang-trung.thanh-pho-vinh.nghe-an~2024".parse().unwrap();
        let other: Key = "12/KH@ubnd:phuong-quang-an.quan-tay-ho.ha-noi~2024".parse().unwrap();
        assert_eq!(vague.compare(&here), Compatibility::Possible);
        assert_eq!(vague.compare(&vague), Compatibility::Possible);
        assert_eq!(here.compare(&there), Compatibility::Different);
        assert_eq!(vague.compare(&other), Compatibility::Different);
    }

    #[test]
    fn a_year_may_lie_in_a_term() {
        let term: Key = "6/CTr@qu:tay-ho.ha-noi~2020-2025".parse().unwrap();
        let year: Key = "6/CTr@qu:tay-ho.ha-noi~2022".parse().unwrap();
        let late: Key = "6/CTr@qu:tay-ho.ha-noi~2027".parse().unwrap();
        assert_eq!(term.compare(&year), Compatibility::Possible);
        assert_eq!(term.compare(&late), Compatibility::Different);
    }
}
