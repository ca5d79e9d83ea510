//! Who carries a document out: the tree of documents that implement it, guide it, report on it or rest on it, down to the last level.
//!
//! *Căn cứ* counts as carrying out where the document asks for action (a plan, programme, directive, conclusion, resolution or decision
//! without year in its number): a ward that plans "căn cứ Kế hoạch … của UBND quận" carries it out. Who rests on a law does not.
//!
//! A document stands once in the tree: under what it reports on, else under what its own body or the same kind of body issued, else under the
//! lowest of those that it carries out. So a ward's plan that names the Government's resolution and the district's plan is a child of the
//! district's plan. Proposals are no steps, nor is a document that may mean another of the same
//! number (`refs` shows it), nor an article or a news item.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::around::around;
use super::gaps::{self, Gap};
use super::web::{WebNode, described};
use super::{Certainty, Direction, Link, Node};
use crate::grammar::number::DocumentNumber;
use crate::model::{Form, Relation};
use crate::query::collect::Texts;
use crate::query::resolve::Resolver;
use crate::query::{QueryError, View};
use crate::text::fold::lower;

/// Types that ask for action.
const ACTS: [&str; 12] = ["KH", "CTr", "CT", "KL", "NQ", "QĐ", "ĐA", "PA", "CĐ", "TB", "HD", "CTHĐ"];

/// A tree of at most so many documents is drawn whole; of more than that only what was found first.
const MOST: usize = 2000;

/// One document of the tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The document.
    #[serde(flatten)]
    pub document: WebNode,
    /// Level of its issuer.
    pub level: Option<String>,
    /// How it stands to the document above it; `None` for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// How sure it is that the document above is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// The document that says so, where it is not this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// The sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// Documents that carry it out.
    pub children: Vec<Step>,
    /// What is missing below it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

impl Step {
    /// This step and all below it.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Self::count).sum::<usize>()
    }

    /// This step and all below it, in order.
    #[must_use]
    pub fn all(&self) -> Vec<&Self> {
        let mut out = vec![self];
        for child in &self.children {
            out.extend(child.all());
        }
        out
    }
}

/// Which way from a document to those below it.
struct Arc {
    to: usize,
    link: Link,
}

/// Whether a document that stands so to another carries it out.
fn carries(relation: Relation, above: &Node, wanted: &[Relation]) -> bool {
    if !wanted.is_empty() {
        return wanted.contains(&relation);
    }
    match relation {
        Relation::Implements | Relation::Guides | Relation::ReportsOn => true,
        Relation::Basis => {
            let row = match above {
                Node::Held(held) => (held.number.clone(), held.doc_type.clone()),
                Node::Card(card) => {
                    let d = card.group().describe();
                    (d.number, d.doc_type.map(|c| c.value))
                }
            };
            let yearless = row.0.as_deref().and_then(DocumentNumber::parse).is_none_or(|n| n.year.is_none());
            yearless && row.1.is_some_and(|t| ACTS.contains(&t.as_str()))
        }
        _ => false,
    }
}

/// The tree below a document. `wanted` relations count instead of those above, where any are given; `depth` bounds the levels.
///
/// # Errors
/// Where the index cannot be read.
pub fn cascade(view: &View, resolver: &Resolver<'_>, root: &Node, wanted: &[Relation], depth: usize) -> Result<Step, QueryError> {
    let mut nodes = vec![root.clone()];
    let mut places = HashMap::from([(root.id(view), 0)]);
    let mut arcs: Vec<Vec<Arc>> = vec![Vec::new()];
    let mut levels = vec![0];
    let forms = Texts::new(&view.searcher, "form")?;
    let (mut next, mut cut) = (0, false);
    while next < nodes.len() {
        let above = nodes[next].clone();
        for (link, other) in around(view, resolver, &above, &[Direction::CitedBy])? {
            // an article about a plan does not carry it out
            let official = match &other {
                Some(Node::Held(held)) => forms.first(held.at).is_none_or(|f| f == Form::Administrative.as_str()),
                _ => true,
            };
            let counts = official && !link.proposed && link.said_of.is_none() && link.certainty != Certainty::Ambiguous;
            let Some(other) = other.filter(|_| counts && carries(link.relation, &above, wanted)) else { continue };
            let id = other.id(view);
            let to = match places.get(&id) {
                Some(to) => *to,
                None if levels[next] < depth && nodes.len() < MOST => {
                    places.insert(id, nodes.len());
                    nodes.push(other);
                    arcs.push(Vec::new());
                    levels.push(levels[next] + 1);
                    nodes.len() - 1
                }
                None => {
                    cut = true;
                    continue;
                }
            };
            if to != next && !arcs[next].iter().any(|a| a.to == to) {
                arcs[next].push(Arc { to, link });
            }
        }
        next += 1;
    }
    let mut placed = HashSet::new();
    let issuers: Vec<Option<String>> = nodes.iter().map(|n| described(view, n).issuer).collect();
    let parents = parents(&arcs, &|a, b| kinship(issuers[a].as_deref(), issuers[b].as_deref()));
    let mut tree = grow(view, &nodes, &arcs, &parents, 0, None, &mut placed)?;
    // in a tree that is cut short nothing is missing for sure
    if !cut {
        gaps::find(&mut tree);
    }
    Ok(tree)
}

/// For each document the length of the longest way to it from the root; a circle ends where it meets itself.
fn depths(arcs: &[Vec<Arc>]) -> Vec<usize> {
    fn measure(at: usize, way: &mut Vec<usize>, arcs: &[Vec<Arc>], far: &mut [usize], left: &mut usize) {
        for arc in &arcs[at] {
            if !way.contains(&arc.to) && *left > 0 && far[arc.to] < way.len() {
                *left -= 1;
                far[arc.to] = way.len();
                way.push(arc.to);
                measure(arc.to, way, arcs, far, left);
                way.pop();
            }
        }
    }
    let mut far = vec![0; arcs.len()];
    // an entangled web is cut short rather than walked for ever
    let mut left = 200_000;
    measure(0, &mut vec![0], arcs, &mut far, &mut left);
    far
}

/// For each document the one that it stands under: what it reports on, else what its own body or the same kind of body above it issued,
/// else the lowest.
fn parents(arcs: &[Vec<Arc>], kin: &dyn Fn(usize, usize) -> usize) -> Vec<Option<usize>> {
    let far = depths(arcs);
    let mut best = vec![None; arcs.len()];
    let mut ranks = vec![(false, 0, 0); arcs.len()];
    for (above, list) in arcs.iter().enumerate() {
        for arc in list.iter().filter(|a| far[above] < far[a.to]) {
            let rank = (arc.link.relation == Relation::ReportsOn, kin(above, arc.to), far[above]);
            if best[arc.to].is_none() || ranks[arc.to] < rank {
                best[arc.to] = Some(above);
                ranks[arc.to] = rank;
            }
        }
    }
    best
}

/// How near two issuers are: one body, the same kind of body (a People's Committee and the one above it), or neither.
fn kinship(a: Option<&str>, b: Option<&str>) -> usize {
    let kind = |name: &str| lower(name).split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    match (a, b) {
        (Some(a), Some(b)) if a == b => 2,
        (Some(a), Some(b)) if kind(a) == kind(b) => 1,
        _ => 0,
    }
}

fn grow(
    view: &View,
    nodes: &[Node],
    arcs: &[Vec<Arc>],
    parents: &[Option<usize>],
    at: usize,
    link: Option<&Link>,
    placed: &mut HashSet<usize>,
) -> Result<Step, QueryError> {
    placed.insert(at);
    let node = &nodes[at];
    let mut document = described(view, node);
    let mut level = document.issuer.as_deref().and_then(gaps::level).map(str::to_owned);
    if let Node::Held(held) = node {
        let d = view.open(held.at)?.record.document;
        document.title = d.title;
        level = d.issuer_level.or(level);
    }
    let mut children = Vec::new();
    for arc in arcs[at].iter().filter(|a| parents[a.to] == Some(at)) {
        if !placed.contains(&arc.to) {
            children.push(grow(view, nodes, arcs, parents, arc.to, Some(&arc.link), placed)?);
        }
    }
    children.sort_by(|a, b| {
        let place = |s: &Step| (gaps::rank(s.level.as_deref()), s.document.date.clone(), s.document.id.clone());
        place(a).cmp(&place(b))
    });
    document.cited_by = arcs[at].len();
    Ok(Step {
        document,
        level,
        relation: link.map(|l| l.relation),
        certainty: link.map(|l| l.certainty),
        said_by: link.and_then(|l| l.said_by.clone()),
        sentence: link.map(|l| l.sentence.clone()),
        children,
        gaps: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(to: usize) -> Arc {
        let link = Link {
            direction: Direction::CitedBy,
            relation: Relation::Implements,
            number: None,
            doc_type: None,
            issuer: None,
            date: None,
            title: None,
            path: None,
            part: None,
            certainty: Certainty::Same,
            candidates: Vec::new(),
            proposed: false,
            said_of: None,
            said_by: None,
            sentence: String::new(),
            start: 0,
            mentions: 1,
            confidence: None,
            provisions: Vec::new(),
        };
        Arc { to, link }
    }

    #[test]
    fn a_document_stands_under_the_lowest_it_carries_out() {
        // government → district → ward, and government → ward
        let arcs = [vec![arc(2), arc(1)], vec![arc(2)], vec![]];
        assert_eq!(parents(&arcs, &|_, _| 0), [None, Some(0), Some(1)]);
    }

    #[test]
    fn and_rather_under_its_own_kind() {
        // a programme and a plan below it; the report names both
        let arcs = [vec![arc(1)], vec![arc(2), arc(3)], vec![arc(3)], vec![]];
        assert_eq!(parents(&arcs, &|above, _| usize::from(above == 1)), [None, Some(0), Some(1), Some(1)]);
        assert_eq!(kinship(Some("Ủy ban nhân dân quận Tây Hồ"), Some("Ủy ban nhân dân thành phố Hà Nội")), 1);
    }

    #[test]
    fn circles_end() {
        assert_eq!(parents(&[vec![arc(1)], vec![arc(2)], vec![arc(1), arc(0)]], &|_, _| 0), [None, Some(0), Some(1)]);
    }
}
