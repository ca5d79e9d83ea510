//! Bodies that went on in others: `UBND tỉnh Bắc Giang` is not `UBND tỉnh Bắc Ninh`, but its papers are there since 1 July 2025.
//!
//! A succession links two bodies; it never makes their documents one (FIELD §1.0, §2.4).

use super::identity::Key;
use crate::grammar::issuer::{self, Home};
use crate::lexicon::{communes, issuers, list, places};

/// A body that took over from another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Successor {
    /// Its name: `tỉnh Bắc Ninh`, `Bộ Tài chính`.
    pub name: String,
    /// The last day of the body before it, ISO.
    pub after: String,
}

/// Who went on for a body: the territories that its own went into, or the body that took over its tasks. Several where it was divided;
/// none where it still exists, or where the tables do not tell.
///
/// ```
/// use vanthu::link::succession::successors;
/// let names = |body: &str| successors(body).into_iter().map(|s| s.name).collect::<Vec<_>>();
/// assert_eq!(names("Ủy ban nhân dân tỉnh Bắc Giang"), ["tỉnh Bắc Ninh"]);
/// assert_eq!(names("Bộ Kế hoạch và Đầu tư"), ["Bộ Tài chính"]);
/// assert!(names("Ủy ban nhân dân tỉnh Nghệ An").is_empty());
/// ```
#[must_use]
pub fn successors(body: &str) -> Vec<Successor> {
    if let Some(row) = issuers::by_name(body).filter(|r| !r.successor.is_empty()) {
        let next = issuers::by_symbol(&row.successor).find(|r| !r.is_local());
        return next.map(|r| Successor { name: r.name.clone(), after: row.to.clone() }).into_iter().collect();
    }
    let id = issuer::body(body, &Home::default()).and_then(|b| b.territory).and_then(|t| t.id);
    id.map(|id| territories(&id)).unwrap_or_default()
}

/// The territories that one went into (`quan-tay-ho.ha-noi`, as in keys); none where it still exists.
#[must_use]
pub fn territories(id: &str) -> Vec<Successor> {
    let (next, after) = match places::states(id).last() {
        Some(p) => (list(&p.successors).collect(), p.to.as_str()),
        None => communes::ended(id).unwrap_or_default(),
    };
    // as it was called then: Bắc Ninh was a province before it became a city
    let then = |id: &str| places::states(id).find(|p| p.to.is_empty() || p.to.as_str() > after).map(places::Place::full_name);
    let name = |id: &str| then(id).or_else(|| communes::name(id));
    let others = next.into_iter().filter(|s| *s != id && !after.is_empty());
    others.filter_map(|s| Some(Successor { name: name(s)?, after: after.to_owned() })).collect()
}

/// Whether two keys differ only in their places, and one place went into the other.
#[must_use]
pub fn linked(a: &Key, b: &Key) -> bool {
    let (Some(x), Some(y)) = (&a.place, &b.place) else { return false };
    let apart = x != y && Key { place: b.place.clone(), ..a.clone() }.compare(b) != super::identity::Compatibility::Different;
    apart && (goes_into(x, y) || goes_into(y, x))
}

fn goes_into(from: &str, to: &str) -> bool {
    places::states(from).any(|p| list(&p.successors).any(|s| s == to)) || communes::ended(from).is_some_and(|(next, _)| next.contains(&to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_provinces_are_linked_and_not_one() {
        let key = |k: &str| k.parse::<Key>().unwrap();
        let (old, new) = (key("451/QĐ@ubnd:bac-giang~2025"), key("451/QĐ@ubnd:bac-ninh~2025"));
        assert_eq!(old.compare(&new), super::super::identity::Compatibility::Different);
        assert!(linked(&old, &new) && linked(&new, &old));
        assert!(!linked(&old, &key("452/QĐ@ubnd:bac-ninh~2025")));
        assert!(!linked(&old, &key("451/QĐ@ubnd:nghe-an~2025")));
        assert!(!linked(&old, &old));
    }

    #[test]
    fn a_ward_that_went_into_another() {
        let key = |k: &str| k.parse::<Key>().unwrap();
        assert!(linked(&key("9/KH@ubnd:phuong-buoi.quan-tay-ho.ha-noi~2025"), &key("9/KH@ubnd:phuong-tay-ho.ha-noi~2025")));
    }
}
