//! The links of one document: what it cites, what cites it, and what third documents say of it and others.
//!
//! "Quyết định A sửa đổi Quyết định B" in a document D gives three links: D cites A, D cites B (said of A), and A amends B (said by D).
//! So a repeal is found even where only a third document tells of it, and D is never said to have repealed anything.

use std::collections::HashMap;
use std::rc::Rc;

use tantivy::DocAddress;

use super::{Certainty, Direction, Link, Node, SaidOf};
use crate::index::edge::{Edge, said_of};
use crate::index::paths::named;
use crate::index::terms;
use crate::link::identity::Compatibility;
use crate::model::{RefKind, Reference, Relation};
use crate::query::join::Held;
use crate::query::open::Opened;
use crate::query::resolve::{Resolver, Target};
use crate::query::weigh::Candidate;
use crate::query::{QueryError, View};

/// The other end of a link.
#[derive(Clone)]
struct Other {
    node: Option<Node>,
    certainty: Certainty,
    candidates: Vec<Candidate>,
}

/// Links of a document with the documents at their other ends (`None` where that is none, or one of several), as far as they go in these
/// directions: first what it cites in order of its text, then what cites it by date.
///
/// # Errors
/// Where the index cannot be read.
pub fn around(
    view: &View,
    resolver: &Resolver<'_>,
    subject: &Node,
    directions: &[Direction],
) -> Result<Vec<(Link, Option<Node>)>, QueryError> {
    let mut found = Found { view, links: Vec::new(), seen: HashMap::new() };
    let forward = directions.contains(&Direction::Cites);
    if let (true, Node::Held(held)) = (forward, subject) {
        let opened = view.open(held.at)?;
        for mention in opened.record.references.iter().filter(|r| r.kind != RefKind::SelfMention) {
            let other = leads(mention, &opened, resolver)?;
            if other.node.as_ref().is_some_and(|n| n.is(subject)) {
                continue;
            }
            let said_of = said_of(mention, &opened.record.references).map(|r| said(mention, r));
            found.add(&opened, mention, mention, Direction::Cites, said_of, None, other);
        }
    }
    let known = match subject {
        Node::Held(held) => match &held.number {
            Some(n) => Some(resolver.known(&terms::number_exact(n))?),
            None => None,
        },
        Node::Card(card) => Some(Rc::clone(&card.known)),
    };
    let begin = found.links.len();
    let Some(known) = known else { return Ok(found.links) };
    for at in resolver.citing(&known)? {
        if matches!(subject, Node::Held(held) if held.at == at) {
            continue;
        }
        // of those who cite the number most may mean another district's: the column tells, before the document is read
        for edge in resolver.edges(at, &known)? {
            if means(resolver.resolve(&edge)?, subject, view).is_some() {
                from_document(&mut found, resolver, subject, at, directions)?;
                break;
            }
        }
    }
    found.links[begin..].sort_by(|(a, _), (b, _)| {
        let place = |l: &Link| (l.direction == Direction::CitedBy, l.date.clone(), l.path.clone(), l.part, l.start);
        place(a).cmp(&place(b))
    });
    Ok(found.links)
}

/// What one other document says of the subject.
fn from_document(
    found: &mut Found<'_>,
    resolver: &Resolver<'_>,
    subject: &Node,
    at: DocAddress,
    directions: &[Direction],
) -> Result<(), QueryError> {
    let opened = found.view.open(at)?;
    let refs = &opened.record.references;
    // mentions of the subject, by id
    let mut meant: HashMap<&str, Other> = HashMap::new();
    for mention in refs {
        if let Some(edge) = Edge::of(mention, refs)
            && let Some(certainty) = means(resolver.resolve(&edge)?, subject, found.view)
        {
            meant.insert(&mention.id, certainty);
        }
    }
    let citing = Node::Held(Box::new(resolver.held(at)?));
    let by = named(&opened.record.path, opened.record.part);
    for mention in refs {
        let third = said_of(mention, refs);
        if let Some(how) = meant.get(mention.id.as_str()) {
            if directions.contains(&Direction::CitedBy) {
                let other = Other { node: Some(citing.clone()), ..how.clone() };
                found.add(&opened, mention, mention, Direction::CitedBy, third.map(|r| said(mention, r)), None, other);
            }
            // "X sửa đổi S": X amends the subject; "X được sửa đổi bởi S": the subject amends X
            if let Some(third) = third.filter(|t| !meant.contains_key(t.id.as_str())) {
                let direction = if mention.passive { Direction::Cites } else { Direction::CitedBy };
                third_party(found, resolver, (&opened, mention, third), direction, directions, &by)?;
            }
        } else if third.is_some_and(|t| meant.contains_key(t.id.as_str())) {
            let direction = if mention.passive { Direction::CitedBy } else { Direction::Cites };
            third_party(found, resolver, (&opened, mention, mention), direction, directions, &by)?;
        }
    }
    Ok(())
}

/// A link between the subject and `other`, said by the opened document.
fn third_party(
    found: &mut Found<'_>,
    resolver: &Resolver<'_>,
    (opened, mention, other_mention): (&Opened, &Reference, &Reference),
    direction: Direction,
    directions: &[Direction],
    by: &str,
) -> Result<(), QueryError> {
    if !directions.contains(&direction) {
        return Ok(());
    }
    let end = leads(other_mention, opened, resolver)?;
    found.add(opened, mention, other_mention, direction, None, Some(by), end);
    Ok(())
}

/// What a mention says of a third document.
fn said(mention: &Reference, third: &Reference) -> SaidOf {
    let name = third.number.as_ref().or(third.resolved_number.as_ref()).unwrap_or(&third.text);
    SaidOf { document: name.split_whitespace().collect::<Vec<_>>().join(" "), relation: mention.relation, passive: mention.passive }
}

/// Where a mention leads; a later one that adds neither number nor key leads where its first one does.
fn leads(mention: &Reference, opened: &Opened, resolver: &Resolver<'_>) -> Result<Other, QueryError> {
    let refs = &opened.record.references;
    let first = || refs.iter().find(|r| mention.same_as.as_deref() == Some(r.id.as_str())).and_then(|r| Edge::of(r, refs));
    let edge = Edge::of(mention, refs).or_else(first);
    Ok(other(edge.map_or(Ok(Target::Open), |edge| resolver.resolve(&edge))?))
}

fn sure(how: Compatibility) -> Certainty {
    if how == Compatibility::Same { Certainty::Same } else { Certainty::Possible }
}

fn other(target: Target) -> Other {
    match target {
        Target::Held(held, how) => Other { node: Some(Node::Held(held)), certainty: sure(how), candidates: Vec::new() },
        Target::Ambiguous(candidates) => Other { node: None, certainty: Certainty::Ambiguous, candidates },
        Target::Card(card, near) => Other { node: Some(Node::Card(card)), certainty: Certainty::NotHeld, candidates: near },
        Target::Open => Other { node: None, certainty: Certainty::NotHeld, candidates: Vec::new() },
    }
}

/// Whether a citation leads to the subject, and how surely.
fn means(target: Target, subject: &Node, view: &View) -> Option<Other> {
    let named = |held: &Held, list: &[Candidate]| list.iter().any(|c| c.document == held.name(&view.naming));
    match (&target, subject) {
        (Target::Ambiguous(list), Node::Held(held)) if named(held, list) => Some(other(target)),
        (Target::Ambiguous(_) | Target::Open, _) => None,
        (Target::Held(..) | Target::Card(..), _) => Some(other(target)).filter(|o| o.node.as_ref().is_some_and(|n| n.is(subject))),
    }
}

/// Links so far; mentions of one document in one relation are one link.
struct Found<'v> {
    view: &'v View,
    links: Vec<(Link, Option<Node>)>,
    seen: HashMap<(String, Relation, bool, bool, Option<String>), usize>,
}

impl Found<'_> {
    fn add(
        &mut self,
        opened: &Opened,
        mention: &Reference,
        shown: &Reference,
        direction: Direction,
        said_of: Option<SaidOf>,
        said_by: Option<&str>,
        other: Other,
    ) {
        let relation = if said_of.is_some() { Relation::Cites } else { mention.relation };
        let number = shown.number.clone().or_else(|| shown.resolved_number.clone());
        let id = match &other.node {
            Some(node) => node.id(self.view),
            None => number.clone().unwrap_or_else(|| shown.same_as.clone().unwrap_or_else(|| shown.id.clone())),
        };
        let back = direction == Direction::CitedBy;
        let place = (id, relation, back, mention.proposed, said_by.map(str::to_owned));
        if let Some(i) = self.seen.get(&place) {
            let link = &mut self.links[*i].0;
            link.mentions += 1;
            link.title = link.title.take().or_else(|| shown.title.clone().filter(|_| !back || said_by.is_some()));
            for provision in &mention.provisions {
                if !link.provisions.contains(provision) {
                    link.provisions.push(provision.clone());
                }
            }
            return;
        }
        let own = back && said_by.is_none();
        let d = &opened.record.document;
        let words = || (shown.number.is_none()).then(|| shown.text.clone());
        let mut link = Link {
            direction,
            relation,
            number: if own { d.number.clone() } else { number },
            doc_type: if own { d.doc_type.clone() } else { shown.doc_type.clone() },
            issuer: if own { d.issuer.clone() } else { shown.issuer.clone() },
            date: if own { d.issued_on.clone() } else { shown.date.clone() },
            title: if own { d.title.clone() } else { shown.title.clone().or_else(words) },
            path: None,
            part: None,
            certainty: other.certainty,
            candidates: other.candidates,
            proposed: mention.proposed,
            said_of,
            said_by: said_by.map(str::to_owned),
            sentence: opened.sentence(mention),
            start: mention.start,
            mentions: 1,
            confidence: mention.confidence,
            provisions: mention.provisions.clone(),
        };
        match &other.node {
            Some(Node::Held(held)) => {
                link.path = Some(self.view.naming.shown(&held.path));
                link.part = held.part;
                link.number = link.number.or_else(|| held.number.clone());
                link.issuer = link.issuer.or_else(|| held.issuer.clone());
                link.date = link.date.or_else(|| held.issued_on.clone());
            }
            // "Chương trình 06": the number that others give it
            Some(Node::Card(card)) if link.number.is_none() => link.number = card.group().describe().number,
            _ => {}
        }
        self.seen.insert(place, self.links.len());
        self.links.push((link, other.node));
    }
}
