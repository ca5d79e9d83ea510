//! Whether a document was amended, replaced or repealed, by whom, and on what evidence. These are hints: a sentence of a held document,
//! or a row of the table of laws. Whether the other document is in force, and from when, is for the reader to see. Proposals are told
//! apart and are never facts.

use serde::Serialize;

use super::{Direction, Link};
use crate::index::paths::named;
use crate::index::terms;
use crate::lexicon::laws;
use crate::model::{Provision, Relation};

/// One hint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hint {
    /// `amends`, `replaces` or `repeals`.
    pub relation: Relation,
    /// Number or words of the document that does.
    pub by: String,
    /// Its issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Only proposed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
    /// What of the document; nothing where all of it is meant, or where the sentence does not tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
    /// The document whose sentence says so (`path`, or `path#part`); `None` for a row of the table of laws.
    pub evidence: Option<String>,
    /// The sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// Hints from the links of a document and from the table of laws; facts before proposals, the heaviest first, then by date.
#[must_use]
pub fn hints(number: Option<&str>, links: &[Link]) -> Vec<Hint> {
    let acts = |l: &&Link| {
        l.direction == Direction::CitedBy
            && l.said_of.is_none()
            && matches!(l.relation, Relation::Amends | Relation::Replaces | Relation::Repeals)
    };
    let mut out: Vec<Hint> = links
        .iter()
        .filter(acts)
        .map(|l| Hint {
            relation: l.relation,
            by: l.number.clone().or_else(|| l.title.clone()).or_else(|| l.path.clone()).unwrap_or_default(),
            issuer: l.issuer.clone(),
            date: l.date.clone(),
            proposed: l.proposed,
            provisions: l.provisions.clone(),
            evidence: l.said_by.clone().or_else(|| l.path.as_deref().map(|p| named(p, l.part))),
            sentence: Some(l.sentence.clone()),
        })
        .collect();
    let exact = number.map(terms::number_exact).unwrap_or_default();
    let law = laws::all().iter().find(|l| !l.number.is_empty() && !l.replaced_by.is_empty() && terms::number_exact(&l.number) == exact);
    if let Some(law) = law
        && !out.iter().any(|h| h.relation == Relation::Replaces && terms::number_exact(&h.by) == terms::number_exact(&law.replaced_by))
    {
        let next = laws::all().iter().find(|l| l.number == law.replaced_by);
        out.push(Hint {
            relation: Relation::Replaces,
            by: law.replaced_by.clone(),
            issuer: None,
            date: next.map(|l| l.issued_on.clone()).filter(|d| !d.is_empty()),
            proposed: false,
            provisions: Vec::new(),
            evidence: None,
            sentence: None,
        });
    }
    let weight = |r: Relation| match r {
        Relation::Repeals => 0,
        Relation::Replaces => 1,
        _ => 2,
    };
    out.sort_by(|a, b| (a.proposed, weight(a.relation), &a.date, &a.by).cmp(&(b.proposed, weight(b.relation), &b.date, &b.by)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_of_the_table_names_its_successor() {
        let found = hints(Some("33/2005/QH11"), &[]);
        assert_eq!(found.iter().map(|h| (h.relation, h.by.as_str())).collect::<Vec<_>>(), [(Relation::Replaces, "91/2015/QH13")]);
        assert!(found[0].evidence.is_none());
        assert!(hints(Some("91/2015/QH13"), &[]).is_empty());
    }
}
