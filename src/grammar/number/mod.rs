//! Document numbers (số và ký hiệu): text to value and back. FIELD §1.
//!
//! | shape | form | example |
//! |---|---|---|
//! | State | `NN/TYPE-ORG(-UNIT)*` | `286/KH-UBND`, `13/CT-TTg` |
//! | State, with year | `NN/YYYY/TYPE-ORG`, `NN/YYYY/QHkk` | `59/2019/NĐ-CP`, `115/2020/QH14`, `01/2014/NQLT/CP-UBTƯMTTQVN` |
//! | Party | `NN-TYPE/ORG` | `41-KH/QU` |
//! | letter | `NN/ORG-UNIT` | `655/UBND-NV` |
//! | old | `NN-ORG`, `NN-ORG-ORG/TYPE` | `109-CP`, `01-TANDTC-VKSNDTC/TTLT` |
//!
//! The separator that comes first after the digits decides State (`/`) or Party (`-`). Symbols are an open set: the lexicon scores
//! and repairs, it never rejects. Read with repairs: spaces around separators, lost Đ, wrong case of the type, `O` for `0`, a lost
//! separator (`2609QĐ/UBND`). Not handled here: standards (`TCVN …`, see [`super::standard`]), blank serials (the header reads them).

mod parser;

use std::fmt;

pub use self::parser::at;

use crate::lexicon::{issuers, types};
use crate::model::Repair;

/// Which rule a number follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `/` first.
    State,
    /// `-` first, then `/`.
    Party,
    /// No type: công văn of the State, or QH, UBTVQH.
    Letter,
    /// `NN-ORG`, before 2005.
    Old,
    /// Agencies before the type, 1988.
    AgenciesFirst,
}

/// A number of a document.
///
/// ```
/// use vanthu::grammar::number::DocumentNumber;
/// let n = DocumentNumber::parse("6-Ctr/QU").unwrap();
/// assert_eq!(n.to_string(), "06-CTr/QU");
/// assert_eq!(n.block(), "6");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    /// Serial, padded to two digits, otherwise as written.
    pub serial: String,
    /// Year inside the number.
    pub year: Option<u16>,
    /// Which rule it follows.
    pub shape: Shape,
    /// Type abbreviation in canonical spelling; `None` for letters, QH and UBTVQH.
    pub symbol: Option<String>,
    /// Symbol groups after the type (`["UBND", "NV"]`).
    pub groups: Vec<String>,
    /// What stands between type and organ in the State form: `-`, or `/` in `NQLT/CP-…`.
    pub slash: bool,
}

/// A number found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The number.
    pub number: DocumentNumber,
    /// What was read differently from what stands there.
    pub repairs: Vec<Repair>,
    /// Whether the type or the organ is in the lexicon; an unknown letter needs a cue word before it.
    pub known: bool,
}

impl DocumentNumber {
    /// Reads a whole string as a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let found = at(text, 0)?;
        (found.end == text.len()).then_some(found.number)
    }

    /// Reads a number as a person types it: `41-kh/qu`, `41KH QU`, `kh 41 qu`, `59/2019/nd-cp`.
    ///
    /// ```
    /// use vanthu::grammar::number::DocumentNumber;
    /// for typed in ["41-KH/QU", "41-kh/qu", "41 KH QU", "41KH/QU", "KH 41 QU"] {
    ///     assert_eq!(DocumentNumber::parse_loose(typed).unwrap().to_string(), "41-KH/QU", "{typed}");
    /// }
    /// ```
    #[must_use]
    pub fn parse_loose(text: &str) -> Option<Self> {
        let text = crate::text::fold::nfc(text.trim()).replace(['\u{d0}', '\u{189}'], "Đ");
        if let Some(n) = Self::parse(&text) {
            return Some(n);
        }
        let upper = text.to_uppercase();
        if let Some(n) = Self::parse(&upper) {
            return Some(n);
        }
        let mut digits: Vec<&str> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for token in upper.split(|c: char| !c.is_alphanumeric() && c != '&') {
            let cut = token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len());
            if cut > 0 {
                digits.push(&token[..cut]);
            }
            if cut < token.len() {
                words.push(&token[cut..]);
            }
        }
        let serial = digits.first()?;
        let type_at = words.iter().position(|w| types::by_symbol(w).is_some() || types::by_plain_symbol(w).is_some());
        let year = digits.get(1).filter(|y| y.len() == 4);
        let mut groups = words.clone();
        let typed = type_at.map(|i| groups.remove(i));
        if groups.is_empty() || groups.len() > 4 || groups.iter().any(|g| g.chars().count() > 12) {
            return None;
        }
        let organ = groups.join("-");
        let party = issuers::by_symbol(groups[0]).any(issuers::Issuer::numbers_as_party) && year.is_none();
        let built = match (typed, year) {
            (Some(t), Some(y)) => format!("{serial}/{y}/{t}-{organ}"),
            (Some(t), None) if party => format!("{serial}-{t}/{organ}"),
            (Some(t), None) => format!("{serial}/{t}-{organ}"),
            (None, Some(y)) => format!("{serial}/{y}/{organ}"),
            (None, None) => format!("{serial}/{organ}"),
        };
        Self::parse(&built)
    }

    /// The number read as a letter's, where its first symbol names an office too: `5331/CT-CS` of a Công văn is of Cục Thuế and no chỉ
    /// thị (FIELD §1.5: the word before decides).
    ///
    /// ```
    /// use vanthu::grammar::number::DocumentNumber;
    /// let letter = DocumentNumber::parse("5331/CT-CS").unwrap().as_letter().unwrap();
    /// assert_eq!((letter.organ(), letter.to_string()), ("CT-CS".into(), "5331/CT-CS".into()));
    /// assert_eq!(DocumentNumber::parse("286/KH-UBND").unwrap().as_letter(), None);
    /// ```
    #[must_use]
    pub fn as_letter(&self) -> Option<Self> {
        let office = self.symbol.clone().filter(|s| issuers::by_symbol(s).any(|i| i.symbol == *s))?;
        let state = self.shape == Shape::State && self.year.is_none() && !self.slash;
        let groups = std::iter::once(office).chain(self.groups.iter().cloned()).collect();
        state.then(|| Self { shape: Shape::Letter, symbol: None, groups, ..self.clone() })
    }

    /// Serial without leading zeros, lower case, with the year inside the number: what two numbers must share to be compared at all.
    #[must_use]
    pub fn block(&self) -> String {
        let serial = bare_serial(&self.serial).to_lowercase();
        match self.year {
            Some(y) => format!("{serial}/{y}"),
            None => serial,
        }
    }

    /// The organ part (`UBND-NV`).
    #[must_use]
    pub fn organ(&self) -> String {
        self.groups.join("-")
    }
}

/// A serial without leading zeros.
#[must_use]
pub fn bare_serial(serial: &str) -> &str {
    let cut = serial.trim_start_matches('0');
    if cut.starts_with(|c: char| c.is_ascii_digit()) {
        cut
    } else {
        &serial[serial.len() - cut.len() - usize::from(cut.len() < serial.len())..]
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let organ = self.groups.join("-");
        f.write_str(&self.serial)?;
        match self.shape {
            Shape::Old => return write!(f, "-{organ}"),
            Shape::AgenciesFirst => return write!(f, "-{organ}/{}", self.symbol.as_deref().unwrap_or("")),
            Shape::Party => return write!(f, "-{}/{organ}", self.symbol.as_deref().unwrap_or("")),
            Shape::State | Shape::Letter => {}
        }
        if let Some(y) = self.year {
            write!(f, "/{y}")?;
        }
        match &self.symbol {
            Some(t) if organ.is_empty() => write!(f, "/{t}"),
            Some(t) => write!(f, "/{t}{}{organ}", if self.slash { '/' } else { '-' }),
            None => write!(f, "/{organ}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (raw, canonical) in [
            ("06-Ctr/QU", "06-CTr/QU"),
            ("6-CTr/QU", "06-CTr/QU"),
            ("59/2019/NĐ -CP", "59/2019/NĐ-CP"),
            ("286/KH-UBND", "286/KH-UBND"),
            ("655/UBND-NV", "655/UBND-NV"),
            ("115/2020/QH14", "115/2020/QH14"),
            ("13/CT-TTg", "13/CT-TTg"),
            ("07-QĐ/TU", "07-QĐ/TU"),
            ("1656/NQ-UBTVQH15", "1656/NQ-UBTVQH15"),
            ("01/2014/NQLT/CP-UBTƯMTTQVN", "01/2014/NQLT/CP-UBTƯMTTQVN"),
            ("01-TANDTC-VKSNDTC/TTLT", "01-TANDTC-VKSNDTC/TTLT"),
            ("02/KH-MTTQ-BTT", "02/KH-MTTQ-BTT"),
            ("66.4/2025/NQ-CP", "66.4/2025/NQ-CP"),
            ("94- KH/BTGDVTW", "94-KH/BTGDVTW"),
            ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"),
            ("361/2025/ND-CP", "361/2025/NĐ-CP"),
            ("37/2012/TTLT- BLĐTBXH-BYT-BTC-BGDĐT", "37/2012/TTLT-BLĐTBXH-BYT-BTC-BGDĐT"),
            ("34O-CV/ĐU", "340-CV/ĐU"),
            ("2609QĐ/UBND", "2609/QĐ-UBND"),
            ("223/KH- UBND", "223/KH-UBND"),
            ("59/2019/nđ-cp", "59/2019/NĐ-CP"),
            ("15a/QĐ-UBND", "15a/QĐ-UBND"),
            ("4255/QĐ-BNN-KHCN", "4255/QĐ-BNN-KHCN"),
            ("70/2025/UBTVQH15", "70/2025/UBTVQH15"),
            ("03/VBHN-VPQH", "03/VBHN-VPQH"),
            ("109-CP", "109-CP"),
            ("0130/KH-UBND", "0130/KH-UBND"),
            ("779/STC-TCHCSN", "779/STC-TCHCSN"),
            ("05/2022/QĐST-VDS", "05/2022/QĐST-VDS"),
        ] {
            let got = at(raw, 0).unwrap_or_else(|| panic!("{raw} is not read"));
            assert_eq!(got.number.to_string(), canonical, "{raw}");
            assert_eq!(got.end, raw.len(), "{raw}");
            let again = DocumentNumber::parse(canonical).unwrap_or_else(|| panic!("{canonical} is not read again"));
            assert_eq!(again.to_string(), canonical);
        }
    }

    #[test]
    fn issue_3_lost_separator_before_a_type_without_code() {
        let found = at("2013AL-UBND", 0).unwrap();
        assert_eq!(found.number.to_string(), "2013/AL-UBND");
        assert_eq!(DocumentNumber::parse("2013/AL-UBND"), Some(found.number));
    }

    #[test]
    fn issue_3_marks_lost_in_the_organ() {
        for (text, want) in [
            ("20/NQ-HDND", "20/NQ-HĐND"),
            ("01_2019_NQ_HDTP", "01/2019/NQ-HĐTP"),
            ("141_2012_TTLT-BTC-BQP-BCA", "141/2012/TTLT-BTC-BQP-BCA"),
        ] {
            let found = at(text, 0).unwrap_or_else(|| panic!("{text} is not read"));
            assert_eq!(found.number.to_string(), want);
            assert!(!found.repairs.is_empty(), "{text}");
        }
        // an organ that nobody knows is written as it stands
        assert_eq!(at("20/NQ-XYZD", 0).unwrap().number.to_string(), "20/NQ-XYZD");
    }

    #[test]
    fn ends_where_the_symbol_ends() {
        for (text, raw) in [
            ("41-KH/QU ngày 1", "41-KH/QU"),
            ("286/KH-UBND và", "286/KH-UBND"),
            ("56/KH-UBND - Văn phòng", "56/KH-UBND"),
            ("9/KH-UBND.", "9/KH-UBND"),
            ("655/UBND-NV, VT", "655/UBND-NV"),
        ] {
            let got = at(text, 0).unwrap();
            assert_eq!(&text[..got.end], raw);
        }
    }

    #[test]
    fn no_numbers() {
        for text in [
            "24/24 giờ",
            "24/7",
            "423/486 đơn",
            "25/29 nhiệm vụ",
            "3/7 quận",
            "54,50 điểm/60",
            "261TTHC/39 lĩnh vực",
            "1/500",
            "01/9/2022",
            "2021 - 2025",
            "12/34 phố",
            "5-7 ngày",
            "10 - Đẩy mạnh",
        ] {
            assert_eq!(at(text, 0).map(|f| f.number.to_string()), None, "{text}");
        }
    }
}
