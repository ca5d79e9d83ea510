//! How well a held document fits a citation, with the reasons: what both say alike, and what stays unknown.
//!
//! | what agrees | points |
//! |---|---|
//! | number (always, or nothing is weighed) | 0.3 |
//! | type | 0.1 |
//! | register: the body, with its place | 0.3 |
//! | year or term | 0.15 |
//! | a body of the citing document's own places, where it names none | 0.1 |
//! | the full date | 0.15, and the year with it |
//!
//! The sum orders candidates. It is no probability, and it decides nothing: [`super::join`] does, by what contradicts.

use serde::Serialize;

use super::join::{Held, is_day};
use crate::index::edge::Edge;
use crate::index::paths::Naming;
use crate::link::identity::{Key, Period};
use crate::link::succession;

/// What speaks for a candidate, and what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The same number.
    SameNumber,
    /// The same type.
    SameType,
    /// The same body.
    SameRegister,
    /// No body is named, and this one is of the citing document's own places.
    OwnPlace,
    /// The body is not known on one side.
    RegisterUnknown,
    /// The same year or term.
    SamePeriod,
    /// The year or term is not known on one side.
    PeriodUnknown,
    /// The same full date.
    SameDate,
    /// One body went on in the other: not the same document, but perhaps the same papers.
    Succession,
}

/// A held document that a citation may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// `path`, or `path#part`.
    pub document: String,
    /// Its issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// 0 to 1, see the table above.
    pub score: f64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Candidates for a citation, best first, then by path.
#[must_use]
pub fn candidates(fits: &[&Held], cited: &Edge, naming: &Naming) -> Vec<Candidate> {
    let mut list: Vec<Candidate> = fits
        .iter()
        .map(|held| {
            let (score, reasons) = weigh(held, cited);
            Candidate { document: held.name(naming), issuer: held.issuer.clone(), date: held.issued_on.clone(), score, reasons }
        })
        .collect();
    list.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.document.cmp(&b.document)));
    list
}

/// Weighs one document that does not contradict the citation, or whose body went on in the cited one.
#[must_use]
pub fn weigh(held: &Held, cited: &Edge) -> (f64, Vec<Reason>) {
    let mut points = 30;
    let mut reasons = vec![Reason::SameNumber];
    let mut add = |n: i32, reason| {
        points += n;
        reasons.push(reason);
    };
    let dated = held.issued_on.as_deref().is_some_and(|d| is_day(d) && d == cited.date);
    match (&held.key, cited.key.parse::<Key>().ok()) {
        (Some(a), Some(b)) => {
            if a.doc_type == b.doc_type && a.doc_type != "?" {
                add(10, Reason::SameType);
            }
            let whole = |k: &Key| k.organ != "?" && k.place.as_deref().is_none_or(|p| !p.contains('?'));
            if whole(a) && whole(&b) && a.place == b.place {
                add(30, Reason::SameRegister);
            } else if !cited.candidates.is_empty() && held.issuer.as_deref().is_some_and(|body| cited.may_be_of(body)) {
                add(10, Reason::OwnPlace);
            } else if succession::linked(a, &b) {
                add(0, Reason::Succession);
            } else {
                add(0, Reason::RegisterUnknown);
            }
            let known = |k: &Key| k.period != Period::Unknown;
            if dated || known(a) && known(&b) {
                add(15, Reason::SamePeriod);
            } else {
                add(0, Reason::PeriodUnknown);
            }
        }
        _ => add(0, Reason::RegisterUnknown),
    }
    if dated {
        add(15, Reason::SameDate);
    }
    (f64::from(points) / 100.0, reasons)
}

#[cfg(test)]
mod tests {
    use tantivy::DocAddress;

    use super::*;

    fn weighed(key: &str, date: &str, cited_key: &str, cited_date: &str) -> (f64, Vec<Reason>) {
        let held = Held {
            at: DocAddress::new(0, 0),
            path: "a".into(),
            part: None,
            number: Some("15/KH-UBND".into()),
            key: key.parse().ok(),
            issued_on: Some(date.into()),
            issuer: None,
            doc_type: None,
        };
        weigh(&held, &Edge { key: cited_key.into(), date: cited_date.into(), ..Edge::default() })
    }

    #[test]
    fn more_agreement_weighs_more() {
        let key = "15/KH@ubnd:quan-tay-ho.ha-noi~2022";
        let whole = weighed(key, "2022-01-10", key, "2022-01-10");
        let undated = weighed(key, "2022-01-10", key, "");
        let placeless = weighed(key, "2022-01-10", "15/KH@ubnd:?~2022", "");
        let bare = weighed(key, "2022-01-10", "15/KH@ubnd:?~?", "");
        assert!((whole.0 - 1.0).abs() < 1e-9);
        assert!(whole.0 > undated.0 && undated.0 > placeless.0 && placeless.0 > bare.0);
        assert_eq!(bare.1, [Reason::SameNumber, Reason::SameType, Reason::RegisterUnknown, Reason::PeriodUnknown]);
    }

    #[test]
    fn a_successor_is_told_apart() {
        let merged = weighed("451/QĐ@ubnd:bac-giang~2025", "2025-03-01", "451/QĐ@ubnd:bac-ninh~2025", "");
        assert!(merged.1.contains(&Reason::Succession) && !merged.1.contains(&Reason::SameRegister));
    }
}
