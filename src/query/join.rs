//! May this reference mean that document?
//!
//! 1. Their numbers must be equal but for leading zeros and case; that is the block, an index term.
//! 2. Their keys must be compatible ([`Key::compare`]); an unknown part is no obstacle and no proof.
//! 3. Where both state a full date, the dates must be equal.
//! 4. A citation that names no body means one of the citing document's own places ([`Edge::may_be_of`]).
//!
//! One document that passes is the answer. Of several the one whose key is wholly equal; where that leaves none or many, the reference is
//! ambiguous and keeps its candidates. Nothing is guessed. Copies of one document (equal keys and dates) count as one.

use std::collections::HashMap;

use tantivy::DocAddress;

use super::collect::{Figures, Texts};
use super::{QueryError, View};
use crate::index::edge::Edge;
use crate::index::paths::{Naming, named};
use crate::index::terms;
use crate::link::identity::{Compatibility, Key};

/// A document in the index, as far as identity goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Where its row is.
    pub at: DocAddress,
    /// The file, inside the index.
    pub path: String,
    /// Which of several documents in the file.
    pub part: Option<u32>,
    /// Number as shown.
    pub number: Option<String>,
    /// Identity key.
    pub key: Option<Key>,
    /// ISO date as stated.
    pub issued_on: Option<String>,
    /// Issuer.
    pub issuer: Option<String>,
    /// Type code.
    pub doc_type: Option<String>,
}

impl Held {
    /// The order in which documents are told: by file, then by part.
    #[must_use]
    pub fn by_place(a: &Self, b: &Self) -> std::cmp::Ordering {
        (&a.path, a.part).cmp(&(&b.path, b.part))
    }

    /// The name shown to the user: path, and part where there are several.
    #[must_use]
    pub fn name(&self, naming: &Naming) -> String {
        named(&naming.shown(&self.path), self.part)
    }
}

/// Columns from which [`Held`] is read.
pub struct HeldColumns {
    path: Texts,
    part: Figures,
    number: Texts,
    key: Texts,
    issued_on: Texts,
    issuer: Texts,
    doc_type: Texts,
}

impl HeldColumns {
    /// Opens the columns.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn new(view: &View) -> Result<Self, QueryError> {
        let column = |name| Texts::new(&view.searcher, name);
        Ok(Self {
            path: column("path")?,
            part: Figures::new(&view.searcher, "part")?,
            number: column("number_shown")?,
            key: column("key")?,
            issued_on: column("issued_on")?,
            issuer: column("issuer_name")?,
            doc_type: column("doc_type")?,
        })
    }

    /// One document.
    #[must_use]
    pub fn held(&self, at: DocAddress) -> Held {
        Held {
            at,
            path: self.path.first(at).unwrap_or_default(),
            part: self.part.first(at).and_then(|n| u32::try_from(n).ok()),
            number: self.number.first(at),
            key: self.key.first(at).and_then(|k| k.parse().ok()),
            issued_on: self.issued_on.first(at),
            issuer: self.issuer.first(at),
            doc_type: self.doc_type.first(at),
        }
    }
}

/// Documents that bear this number, in order of their paths.
///
/// # Errors
/// Where the index cannot be read.
pub fn bearers(view: &View, number: &str) -> Result<Vec<Held>, QueryError> {
    let columns = HeldColumns::new(view)?;
    let exact = terms::number_exact(number);
    let mut found: Vec<Held> = view
        .matching(&*View::term(view.fields.number, &exact))?
        .into_iter()
        .map(|at| columns.held(at))
        .filter(|h| h.number.as_deref().is_some_and(|n| terms::number_exact(n) == exact))
        .collect();
    found.sort_by(Held::by_place);
    Ok(found)
}

/// All documents that bear a number, by [`terms::number_exact`].
pub struct Catalogue {
    by_number: HashMap<String, Vec<Held>>,
}

impl Catalogue {
    /// Reads the columns of all documents.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn load(view: &View) -> Result<Self, QueryError> {
        let columns = HeldColumns::new(view)?;
        let mut by_number: HashMap<String, Vec<Held>> = HashMap::new();
        for at in view.documents()? {
            let held = columns.held(at);
            if let Some(number) = &held.number {
                by_number.entry(terms::number_exact(number)).or_default().push(held);
            }
        }
        for list in by_number.values_mut() {
            list.sort_by(Held::by_place);
        }
        Ok(Self { by_number })
    }

    /// Every document with its number ([`terms::number_exact`]), in no order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.by_number.iter().flat_map(|(exact, list)| list.iter().map(move |held| (exact.as_str(), held)))
    }

    /// Documents that bear this number ([`terms::number_exact`]).
    #[must_use]
    pub fn bearers(&self, exact: &str) -> &[Held] {
        self.by_number.get(exact).map_or(&[], Vec::as_slice)
    }
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined<'a> {
    /// This document; all parts of its key agree, or no other document fits.
    Held(&'a Held, Compatibility),
    /// Any of these.
    Ambiguous(Vec<&'a Held>),
    /// None that the index holds.
    NotHeld,
}

/// Whether a date is known to the day.
#[must_use]
pub fn is_day(iso: &str) -> bool {
    iso.len() == 10 && !iso.contains('/')
}

/// Whether two dates are both full days and differ.
#[must_use]
pub fn days_differ(a: &str, b: &str) -> bool {
    is_day(a) && is_day(b) && a != b
}

/// Compares a held document with a citation of its number.
#[must_use]
pub fn compare(held: &Held, cited: &Edge) -> Compatibility {
    if days_differ(held.issued_on.as_deref().unwrap_or(""), &cited.date) {
        return Compatibility::Different;
    }
    if held.issuer.as_deref().is_some_and(|body| !cited.may_be_of(body)) {
        return Compatibility::Different;
    }
    match (&held.key, cited.key.parse::<Key>().ok()) {
        (Some(a), Some(b)) => a.compare(&b),
        _ => Compatibility::Possible,
    }
}

/// Finds among the bearers of its number the document that a citation means.
#[must_use]
pub fn join<'a>(bearers: &'a [Held], cited: &Edge) -> Joined<'a> {
    let fits: Vec<(&Held, Compatibility)> =
        bearers.iter().map(|h| (h, compare(h, cited))).filter(|(_, c)| *c != Compatibility::Different).collect();
    let same: Vec<&Held> = fits.iter().filter(|(_, c)| *c == Compatibility::Same).map(|(h, _)| *h).collect();
    let (list, how) =
        if same.is_empty() { (fits.iter().map(|(h, _)| *h).collect(), Compatibility::Possible) } else { (same, Compatibility::Same) };
    match list.split_first() {
        None => Joined::NotHeld,
        Some((first, rest)) if rest.iter().all(|h| is_copy(first, h)) => Joined::Held(first, how),
        Some(_) => Joined::Ambiguous(list),
    }
}

/// Whether two documents are copies of one: equal keys with nothing unknown, and no differing dates.
#[must_use]
pub fn is_copy(a: &Held, b: &Held) -> bool {
    let same = matches!((&a.key, &b.key), (Some(x), Some(y)) if x.compare(y) == Compatibility::Same);
    same && !days_differ(a.issued_on.as_deref().unwrap_or(""), b.issued_on.as_deref().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(path: &str, key: &str, date: &str) -> Held {
        Held {
            at: DocAddress::new(0, 0),
            path: path.into(),
            part: None,
            number: Some("15/KH-UBND".into()),
            key: key.parse().ok(),
            issued_on: Some(date.into()),
            issuer: None,
            doc_type: None,
        }
    }

    fn cited(key: &str, date: &str) -> Edge {
        Edge { number: "15/KH-UBND".into(), key: key.into(), date: date.into(), ..Edge::default() }
    }

    #[test]
    fn one_number_two_districts() {
        let both = [
            held("a", "15/KH@ubnd:quan-tay-ho.ha-noi~2022", "2022-01-10"),
            held("b", "15/KH@ubnd:quan-le-chan.hai-phong~2022", "2022-02-01"),
        ];
        let here = cited("15/KH@ubnd:quan-tay-ho.ha-noi~2022", "");
        assert!(matches!(join(&both, &here), Joined::Held(h, Compatibility::Same) if h.path == "a"));
        assert!(matches!(join(&both, &cited("15/KH@ubnd:?~2022", "")), Joined::Ambiguous(list) if list.len() == 2));
        assert!(
            matches!(join(&both, &cited("15/KH@ubnd:?~2022", "2022-02-01")), Joined::Held(h, Compatibility::Possible) if h.path == "b")
        );
        assert_eq!(join(&both, &cited("15/KH@ubnd:quan-ba-dinh.ha-noi~2022", "")), Joined::NotHeld);
    }

    #[test]
    fn a_number_without_a_body_is_of_ones_own_place() {
        let mut both = [held("a", "15/KH@ubnd:quan-tay-ho.ha-noi~2022", ""), held("b", "15/KH@ubnd:quan-le-chan.hai-phong~2022", "")];
        both[0].issuer = Some("Ủy ban nhân dân quận Tây Hồ".into());
        both[1].issuer = Some("Ủy ban nhân dân quận Lê Chân".into());
        let own = vec!["Ủy ban nhân dân quận Lê Chân".to_owned(), "Ủy ban nhân dân thành phố Hải Phòng".to_owned()];
        let mut vague = cited("15/KH@ubnd:?~?", "");
        vague.candidates = own;
        assert!(matches!(join(&both, &vague), Joined::Held(h, Compatibility::Possible) if h.path == "b"));
        vague.candidates.clear();
        assert!(matches!(join(&both, &vague), Joined::Ambiguous(_)));
    }

    #[test]
    fn differing_days_never_join() {
        let one = [held("a", "15/KH@ubnd:quan-tay-ho.ha-noi~2022", "2022-01-10")];
        assert_eq!(join(&one, &cited("15/KH@ubnd:quan-tay-ho.ha-noi~2022", "2022-01-11")), Joined::NotHeld);
        assert!(matches!(join(&one, &cited("15/KH@ubnd:quan-tay-ho.ha-noi~2022", "2022-01")), Joined::Held(..)));
    }

    #[test]
    fn copies_count_as_one() {
        let key = "15/KH@ubnd:quan-tay-ho.ha-noi~2022";
        let both = [held("a", key, "2022-01-10"), held("b", key, "2022-01-10")];
        assert!(matches!(join(&both, &cited(key, "")), Joined::Held(h, _) if h.path == "a"));
    }
}
