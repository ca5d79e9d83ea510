//! What others say of a document: the best-known type, issuer, date and title, with what contradicts them.
//!
//! Citations of one number are first parted into documents ([`part`]): equal keys are one document; a citation with unknown parts goes
//! with the only document it fits, and stays apart where it fits several.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::join::{days_differ, is_day};
use super::words::title;
use crate::grammar::number::DocumentNumber;
use crate::grammar::standard;
use crate::index::edge::Edge;
use crate::lexicon::issuers;
use crate::link::identity::{Compatibility, Key};
use crate::text::fold::plain;

/// Whether a number names one document in the whole country: that of a standard, or one in which its year stands and whose organ is not one
/// that every province has.
/// Such citations are of one document whatever else they say; differing dates and issuers then contradict each other.
#[must_use]
pub fn is_unique(number: &str) -> bool {
    if !standard::find(number).is_empty() {
        return true;
    }
    let Some(parsed) = DocumentNumber::parse(number) else { return false };
    // the assembly's own numbers have no type: 64/2025/QH15
    let organ = parsed.groups.first().map(String::as_str).unwrap_or_default();
    let assembly = organ.strip_prefix("QH").is_some_and(|term| !term.is_empty() && term.bytes().all(|b| b.is_ascii_digit()));
    let mut known = issuers::by_symbol(organ).peekable();
    parsed.year.is_some() && (assembly || (known.peek().is_some() && known.all(|i| !i.is_local())))
}

/// A value by majority, and the other values claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Claim {
    /// What most say.
    pub value: String,
    /// How many documents say so.
    pub documents: usize,
    /// What others say, most frequent first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicting: Vec<(String, usize)>,
}

/// What is known of a document from citations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Description {
    /// Number as most write it.
    pub number: Option<String>,
    /// Type code.
    #[serde(rename = "type")]
    pub doc_type: Option<Claim>,
    /// Issuer.
    pub issuer: Option<Claim>,
    /// Date.
    pub date: Option<Claim>,
    /// Title.
    pub title: Option<Claim>,
    /// Best-known key.
    pub key: Option<String>,
}

/// A citation and the documents that make it.
pub type Said = (Edge, Vec<u32>);

/// Citations that mean one document.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The citations.
    pub said: Vec<Said>,
}

impl Group {
    /// How many documents cite it.
    #[must_use]
    pub fn documents(&self) -> usize {
        let mut all: Vec<u32> = self.said.iter().flat_map(|(_, docs)| docs.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }

    /// The best-known description.
    #[must_use]
    pub fn describe(&self) -> Description {
        let claim = |part: fn(&Edge) -> &str, finer: bool| majority(&self.said, part, finer);
        // of a mention without number the title may be its own words
        let numbered = self.said.iter().any(|(e, _)| !e.number.is_empty());
        let subject: fn(&Edge) -> &str = if numbered { |e| if e.number.is_empty() { "" } else { &e.title } } else { |e| &e.title };
        Description {
            number: claim(|e| &e.number, false).map(|c| c.value),
            doc_type: claim(|e| &e.doc_type, false),
            issuer: claim(|e| &e.issuer, false),
            date: claim(|e| &e.date, true),
            title: claim(subject, false).map(|c| Claim { value: title(&c.value), conflicting: Vec::new(), ..c }),
            key: self
                .said
                .iter()
                .map(|(e, _)| e.key.as_str())
                .filter(|k| !k.is_empty())
                .min_by_key(|k| (k.matches('?').count(), *k))
                .map(Into::into),
        }
    }
}

fn majority(said: &[Said], part: fn(&Edge) -> &str, finer: bool) -> Option<Claim> {
    let mut counts: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (edge, docs) in said {
        let value = part(edge);
        if !value.is_empty() {
            counts.entry(value).or_default().extend(docs);
        }
    }
    let mut list: Vec<(String, usize)> = counts.iter().map(|(v, docs)| ((*v).to_owned(), docs.len())).collect();
    // a full day says more than its month, and agrees with it
    list.sort_by(|a, b| {
        let finer = if finer { b.0.len().cmp(&a.0.len()) } else { std::cmp::Ordering::Equal };
        finer.then(b.1.cmp(&a.1)).then_with(|| a.0.cmp(&b.0))
    });
    let mut list = list.into_iter();
    let (value, documents) = list.next()?;
    let conflicting = list.filter(|(v, _)| !(finer && value.starts_with(v.as_str()))).collect();
    Some(Claim { value, documents, conflicting })
}

/// Parts the citations of one number into documents, most cited first.
#[must_use]
pub fn part(mut said: Vec<Said>) -> Vec<Group> {
    if said.first().is_some_and(|(edge, _)| is_unique(&edge.number)) {
        said.sort();
        return vec![Group { said }];
    }
    // whole keys first, so that vague citations find them
    let unknown = |e: &Edge| if e.key.is_empty() { usize::MAX } else { e.key.matches('?').count() };
    said.sort_by(|a, b| unknown(&a.0).cmp(&unknown(&b.0)).then_with(|| a.0.cmp(&b.0)));
    let mut groups: Vec<Group> = Vec::new();
    for one in said {
        let fits: Vec<(usize, Compatibility)> =
            groups.iter().enumerate().map(|(i, g)| (i, fit(g, &one))).filter(|(_, c)| *c != Compatibility::Different).collect();
        let same: Vec<usize> = fits.iter().filter(|(_, c)| *c == Compatibility::Same).map(|(i, _)| *i).collect();
        let into = match (same.as_slice(), fits.as_slice()) {
            ([only], _) | ([], [(only, _)]) => Some(*only),
            _ => None,
        };
        match into {
            Some(i) => groups[i].said.push(one),
            None => groups.push(Group { said: vec![one] }),
        }
    }
    groups.sort_by_key(|g| std::cmp::Reverse(g.documents()));
    groups
}

/// Whether a citation fits all that a group says. Differing dates part vague citations, not wholly equal keys: those contradict each other.
/// Two citations that do not say whose `15/KH-UBND` they mean are of one document only where something else joins them.
fn fit(group: &Group, one: &Said) -> Compatibility {
    let (edge, documents) = one;
    let mut worst = Compatibility::Same;
    let mut joined = false;
    for (other, others) in &group.said {
        let how = match (other.key.parse::<Key>(), edge.key.parse::<Key>()) {
            (Ok(a), Ok(b)) if a == b && !placeless(&a) => return Compatibility::Same,
            (Ok(a), Ok(b)) => {
                joined |= !placeless(&a) && !placeless(&b);
                a.compare(&b)
            }
            _ => Compatibility::Possible,
        };
        if how == Compatibility::Possible && days_differ(&other.date, &edge.date) || bodies_differ(other, edge) {
            return Compatibility::Different;
        }
        joined |= documents.iter().any(|d| others.contains(d));
        joined |= is_day(&edge.date) && edge.date == other.date;
        joined |= same_body(other, edge);
        worst = worst.min(how);
    }
    if joined { worst } else { Compatibility::Different }
}

/// Whether a key leaves open whose number it is.
fn placeless(key: &Key) -> bool {
    key.organ == "?" || key.place.as_deref().is_some_and(|p| p.contains('?'))
}

/// Bodies that a citation may mean, as far as it tells.
fn bodies(edge: &Edge) -> Vec<String> {
    let named = (!edge.issuer.is_empty()).then_some(&edge.issuer);
    named.into_iter().chain(&edge.candidates).map(|b| plain(b)).collect()
}

fn same_body(a: &Edge, b: &Edge) -> bool {
    let others = bodies(b);
    bodies(a).iter().any(|body| others.contains(body))
}

/// Whether one leaves its body open and the other's is none of those it may mean.
fn bodies_differ(a: &Edge, b: &Edge) -> bool {
    (!a.candidates.is_empty() || !b.candidates.is_empty()) && !bodies(a).is_empty() && !bodies(b).is_empty() && !same_body(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(key: &str, date: &str, issuer: &str, docs: &[u32]) -> Said {
        (Edge { number: "15/KH-UBND".into(), key: key.into(), date: date.into(), issuer: issuer.into(), ..Edge::default() }, docs.to_vec())
    }

    #[test]
    fn majority_and_conflict() {
        let key = "15/KH@ubnd:quan-tay-ho.ha-noi~2022";
        let groups = part(vec![
            said(key, "2022-01-10", "UBND quận Tây Hồ", &[1, 2]),
            said(key, "2022-01-11", "UBND quận Tây Hồ", &[3]),
            said(key, "2022-01", "", &[4]),
        ]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].documents(), 4);
        let date = groups[0].describe().date.unwrap();
        assert_eq!((date.value.as_str(), date.conflicting.len()), ("2022-01-10", 1));
    }

    #[test]
    fn a_year_in_the_number_makes_it_one() {
        let of = |number: &str, key: &str, date: &str| {
            (Edge { number: number.into(), key: key.into(), date: date.into(), ..Edge::default() }, vec![1])
        };
        let law = vec![of("64/2025/QH15", "64/2025/L@qh15", "2025-02-19"), of("64/2025/QH15", "", "2025-06-25")];
        assert_eq!(part(law).len(), 1);
        assert!(is_unique("TCVN ISO 9001:2015"));
        assert!(is_unique("78/2025/NĐ-CP") && is_unique("15/2025/QĐ-TTg"));
        // every province has one
        assert!(!is_unique("10/2025/QĐ-UBND") && !is_unique("41-KH/QU") && !is_unique("15/KH-UBND"));
    }

    #[test]
    fn vague_citations_of_two_districts_are_two_documents() {
        let key = "15/KH@ubnd:?~?";
        let of = |district: &str, doc: u32| {
            let mut one = said(key, "", "", &[doc]);
            one.0.candidates = vec![format!("Ủy ban nhân dân quận {district}")];
            one
        };
        assert_eq!(part(vec![of("Tây Hồ", 1), of("Lê Chân", 2), of("Tây Hồ", 3)]).len(), 2);
        // nothing tells whose they are
        assert_eq!(part(vec![said(key, "", "", &[1]), (Edge { title: "x".into(), ..said(key, "", "", &[2]).0 }, vec![2])]).len(), 2);
        assert_eq!(part(vec![said(key, "", "", &[1]), (Edge { title: "x".into(), ..said(key, "", "", &[2]).0 }, vec![1])]).len(), 1);
    }

    #[test]
    fn the_vague_one_stays_apart() {
        let groups = part(vec![
            said("15/KH@ubnd:quan-tay-ho.ha-noi~2022", "", "a", &[1]),
            said("15/KH@ubnd:quan-le-chan.hai-phong~2022", "", "b", &[2]),
            said("15/KH@ubnd:?~2022", "", "", &[3]),
        ]);
        assert_eq!(groups.len(), 3);
    }
}
