//! Who cites whom.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Open;
use super::{Change, Entry, Kind};
use crate::index::edge::Edge;
use crate::index::terms;
use crate::model::{Reference, Relation};
use crate::text::fold::plain;

/// A document that is cited: how it is named, in which relations, and the first mention.
struct Cited<'r> {
    name: String,
    relations: BTreeSet<Relation>,
    first: &'r Reference,
}

/// What a record cites, by number and key; without them by title.
fn cited(open: &Open) -> BTreeMap<(String, String), Cited<'_>> {
    let mut out: BTreeMap<(String, String), Cited<'_>> = BTreeMap::new();
    for mention in &open.record.references {
        let Some(edge) = Edge::of(mention, &open.record.references) else { continue };
        let (id, name) = if edge.number.is_empty() {
            ((plain(&edge.title), edge.key.clone()), edge.title.clone())
        } else {
            ((terms::number_exact(&edge.number), edge.key.clone()), edge.number.clone())
        };
        out.entry(id).or_insert_with(|| Cited { name, relations: BTreeSet::new(), first: mention }).relations.insert(mention.relation);
    }
    out
}

fn words(relations: &BTreeSet<Relation>) -> String {
    relations.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(", ")
}

/// Adds a row for each document that only one side cites, or cites otherwise.
pub(super) fn citations((before, old): (&Entry, &Open), (after, new): (&Entry, &Open), out: &mut Vec<Change>) {
    let (a, mut b) = (cited(old), cited(new));
    for (id, was) in a {
        match b.remove(&id) {
            Some(is) if is.relations == was.relations => {}
            Some(is) => out.push(
                Change {
                    what: Some(is.name),
                    old: Some(words(&was.relations)),
                    new: Some(words(&is.relations)),
                    ..Change::of(Kind::CitationChanged, after)
                }
                .at(new.sentence(is.first)),
            ),
            None => out.push(
                Change { what: Some(was.name), old: Some(words(&was.relations)), ..Change::of(Kind::CitationRemoved, before) }
                    .at(old.sentence(was.first)),
            ),
        }
    }
    out.extend(b.into_values().map(|is| {
        Change { what: Some(is.name), new: Some(words(&is.relations)), ..Change::of(Kind::CitationAdded, after) }.at(new.sentence(is.first))
    }));
}
