//! [`Web`]: documents and arcs, of the whole archive or around one document; what graph files are made of.
//!
//! An arc is a relation that a sentence states: from the document that acts to the one that it acts on. Where a third document says so,
//! the arc runs between the two it is said of. References by title alone, and those that may mean several documents, are no arcs; they
//! are counted.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::around::around;
use super::{Certainty, Direction, Link, Node};
use crate::index::edge::{Edge, Of};
use crate::link::identity::Compatibility;
use crate::model::Relation;
use crate::query::collect::Texts;
use crate::query::join::HeldColumns;
use crate::query::resolve::{Resolver, Target, Whole};
use crate::query::{QueryError, View};

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct WebNode {
    /// See [`Node::id`].
    pub id: String,
    /// Whether the index holds it.
    pub held: bool,
    /// Number.
    pub number: Option<String>,
    /// Type code.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Issuer.
    pub issuer: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// Title, where the web is around one document or the document is only cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How many documents of this web have arcs to it.
    pub cited_by: usize,
    /// Steps from the document in the middle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<usize>,
}

/// A relation between two documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WebArc {
    /// [`WebNode::id`] of the document that acts.
    pub from: String,
    /// [`WebNode::id`] of the other.
    pub to: String,
    /// How the first stands to the second.
    pub relation: Relation,
    /// Only proposed: no fact.
    pub proposed: bool,
    /// How sure it is that these documents are meant.
    pub certainty: Certainty,
    /// The document that says so, where it is not the first (`path`, or `path#part`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// The sentence, where the web is around one document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// Documents and arcs.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Web {
    /// In order of their ids.
    pub nodes: Vec<WebNode>,
    /// In order of their ends.
    pub arcs: Vec<WebArc>,
    /// References that lead to no single document.
    pub open: usize,
}

impl Web {
    /// Only held documents, and the arcs among them.
    #[must_use]
    pub fn of_held(mut self) -> Self {
        self.nodes.retain(|n| n.held);
        let held: HashSet<&str> = self.nodes.iter().map(|n| n.id.as_str()).collect();
        self.arcs.retain(|a| held.contains(a.from.as_str()) && held.contains(a.to.as_str()));
        self
    }
}

/// Collects nodes and arcs, each once.
#[derive(Default)]
struct Builder {
    nodes: HashMap<String, WebNode>,
    arcs: HashMap<(String, String, Relation, bool), WebArc>,
    open: usize,
}

impl Builder {
    fn arc(&mut self, arc: WebArc) {
        if arc.from == arc.to {
            return;
        }
        let place = (arc.from.clone(), arc.to.clone(), arc.relation, arc.proposed);
        let kept = self.arcs.entry(place).or_insert_with(|| arc.clone());
        // what a document says of itself goes before what others say, and the surer before the vague
        if (arc.said_by.is_some(), arc.certainty, &arc.said_by) < (kept.said_by.is_some(), kept.certainty, &kept.said_by) {
            *kept = arc;
        }
    }

    fn finish(self) -> Web {
        let mut arcs: Vec<WebArc> = self.arcs.into_values().collect();
        arcs.sort_by(|a, b| (&a.from, &a.to, a.relation, a.proposed).cmp(&(&b.from, &b.to, b.relation, b.proposed)));
        let mut citing: HashMap<&str, Vec<&str>> = HashMap::new();
        for arc in &arcs {
            let list = citing.entry(&arc.to).or_default();
            if list.last() != Some(&arc.from.as_str()) && !list.contains(&arc.from.as_str()) {
                list.push(&arc.from);
            }
        }
        let counts: HashMap<String, usize> = citing.into_iter().map(|(to, list)| (to.to_owned(), list.len())).collect();
        let mut nodes: Vec<WebNode> = self.nodes.into_values().collect();
        for node in &mut nodes {
            node.cited_by = counts.get(&node.id).copied().unwrap_or(0);
        }
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        Web { nodes, arcs, open: self.open }
    }
}

/// What is known of a document, as a node; with its title where `view` may be read for it.
#[must_use]
pub fn described(view: &View, node: &Node) -> WebNode {
    match node {
        Node::Held(held) => WebNode {
            id: node.id(view),
            held: true,
            number: held.number.clone(),
            doc_type: held.doc_type.clone(),
            issuer: held.issuer.clone(),
            date: held.issued_on.clone(),
            ..WebNode::default()
        },
        Node::Card(card) => {
            let d = card.group().describe();
            WebNode {
                id: node.id(view),
                held: false,
                number: d.number,
                doc_type: d.doc_type.map(|c| c.value),
                issuer: d.issuer.map(|c| c.value),
                date: d.date.map(|c| c.value),
                title: d.title.map(|c| c.value),
                ..WebNode::default()
            }
        }
    }
}

/// The web of the whole archive, from columns: no sentences, and titles only of documents that are not held.
///
/// # Errors
/// Where the index cannot be read.
pub fn whole(view: &View) -> Result<Web, QueryError> {
    let archive = Whole::load(view)?;
    let resolver = Resolver::over(view, &archive);
    let columns = HeldColumns::new(view)?;
    let edges = Texts::new(&view.searcher, "edge")?;
    let mut web = Builder::default();
    let mut ends: HashMap<Edge, Option<(String, Certainty)>> = HashMap::new();
    for at in view.documents()? {
        let citing = Node::Held(Box::new(columns.held(at)));
        let from = citing.id(view);
        web.nodes.entry(from.clone()).or_insert_with(|| described(view, &citing));
        for edge in edges.all(at).iter().filter_map(|e| Edge::decode(e)) {
            let Some((to, certainty)) = end(&mut web, view, &resolver, &mut ends, &edge)? else {
                web.open += 1;
                continue;
            };
            let arc = |from: &str, to: &str, relation, said_by| WebArc {
                from: from.to_owned(),
                to: to.to_owned(),
                relation,
                proposed: edge.proposed,
                certainty,
                said_by,
                sentence: None,
            };
            web.arc(arc(&from, &to, edge.own_relation(), None));
            if let Of::Another { number, key, passive } = &edge.of {
                let other = Edge { number: number.clone(), key: key.clone(), ..Edge::default() };
                if let Some((third, _)) = end(&mut web, view, &resolver, &mut ends, &other)? {
                    let (actor, object) = if *passive { (&to, &third) } else { (&third, &to) };
                    web.arc(arc(actor, object, edge.relation, Some(from.clone())));
                }
            }
        }
    }
    Ok(web.finish())
}

/// The node that a citation leads to.
fn end(
    web: &mut Builder,
    view: &View,
    resolver: &Resolver<'_>,
    ends: &mut HashMap<Edge, Option<(String, Certainty)>>,
    edge: &Edge,
) -> Result<Option<(String, Certainty)>, QueryError> {
    if let Some(known) = ends.get(edge) {
        return Ok(known.clone());
    }
    let found = match resolver.resolve(edge)? {
        Target::Held(held, Compatibility::Same) => Some((Node::Held(held), Certainty::Same)),
        Target::Held(held, _) => Some((Node::Held(held), Certainty::Possible)),
        Target::Card(card, _) => Some((Node::Card(card), Certainty::NotHeld)),
        Target::Ambiguous(_) | Target::Open => None,
    };
    let found = found.map(|(node, certainty)| {
        let id = node.id(view);
        web.nodes.entry(id.clone()).or_insert_with(|| described(view, &node));
        (id, certainty)
    });
    ends.insert(edge.clone(), found.clone());
    Ok(found)
}

/// The web around documents, so many steps far, with sentences and titles.
///
/// # Errors
/// Where the index cannot be read.
pub fn near(view: &View, resolver: &Resolver<'_>, middle: &[Node], depth: usize) -> Result<Web, QueryError> {
    let mut web = Builder::default();
    let mut ring: Vec<Node> = middle.to_vec();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for steps in 0..=depth {
        let mut next = Vec::new();
        for node in ring {
            let id = node.id(view);
            if seen.contains_key(&id) {
                continue;
            }
            seen.insert(id.clone(), steps);
            let mut row = described(view, &node);
            if let Node::Held(held) = &node {
                row.title = view.open(held.at)?.record.document.title;
            }
            web.nodes.insert(id.clone(), WebNode { steps: Some(steps), ..row });
            for (link, other) in around(view, resolver, &node, &[Direction::Cites, Direction::CitedBy])? {
                let Some(other) = other.filter(|_| link.certainty != Certainty::Ambiguous) else {
                    web.open += usize::from(steps == 0);
                    continue;
                };
                // arcs to documents outside are left out, those among the outermost are kept
                if steps == depth && !seen.contains_key(&other.id(view)) {
                    continue;
                }
                web.arc(arc(view, &id, &other, link));
                if steps < depth {
                    next.push(other);
                }
            }
        }
        ring = next;
    }
    let kept = |id: &String| seen.contains_key(id);
    web.arcs.retain(|_, arc| kept(&arc.from) && kept(&arc.to));
    Ok(web.finish())
}

fn arc(view: &View, subject: &str, other: &Node, link: Link) -> WebArc {
    let (from, to) = match link.direction {
        Direction::Cites => (subject.to_owned(), other.id(view)),
        Direction::CitedBy => (other.id(view), subject.to_owned()),
    };
    WebArc {
        from,
        to,
        relation: link.relation,
        proposed: link.proposed,
        certainty: link.certainty,
        said_by: link.said_by,
        sentence: Some(link.sentence),
    }
}
