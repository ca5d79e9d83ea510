//! Citations that lead to a document now and did not before, or the other way round.

use std::collections::{BTreeSet, HashMap};

use super::source::Source;
use super::{Change, Kind, Pairs, QueryError};
use crate::index::edge::Edge;
use crate::index::paths::named;
use crate::index::terms;
use crate::query::collect::Texts;
use crate::query::join::{Held, Joined, join};

type Bearers = HashMap<String, Vec<Held>>;

fn bearers(source: &Source) -> Bearers {
    let mut out = Bearers::new();
    for entry in &source.documents {
        if let Some(number) = &entry.held.number {
            out.entry(terms::number_exact(number)).or_default().push(entry.held.clone());
        }
    }
    out
}

/// Adds a row for each citation that documents of both sides make and that leads elsewhere now.
pub(super) fn references(old: &Source, new: &Source, pairs: &Pairs, out: &mut Vec<Change>) -> Result<(), QueryError> {
    let (before, after) = (bearers(old), bearers(new));
    // only numbers that others bear now can lead elsewhere
    let names = |list: Option<&Vec<Held>>| -> BTreeSet<(Option<String>, Option<String>)> {
        list.into_iter().flatten().map(|h| (h.key.as_ref().map(ToString::to_string), h.issued_on.clone())).collect()
    };
    let changed: BTreeSet<&String> = before.keys().chain(after.keys()).filter(|n| names(before.get(*n)) != names(after.get(*n))).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let column = |source: &Source| source.view().map(|v| Texts::new(&v.searcher, "edge")).transpose();
    let (old_edges, new_edges) = (column(old)?, column(new)?);
    for &(a, b) in &pairs.both {
        let (x, y) = (&old.documents[a], &new.documents[b]);
        let mut edges = new.edges(y, new_edges.as_ref())?;
        edges.retain(|e| !e.number.is_empty() && changed.contains(&terms::number_exact(&e.number)));
        if edges.is_empty() {
            continue;
        }
        let same = |a: &Edge, b: &Edge| (&a.number, &a.key, &a.date) == (&b.number, &b.key, &b.date);
        let had = old.edges(x, old_edges.as_ref())?;
        edges.retain(|e| had.iter().any(|o| same(o, e)));
        let mut told = BTreeSet::new();
        for edge in edges {
            let exact = terms::number_exact(&edge.number);
            let (was, is) = (state(before.get(&exact), &x.held, &edge), state(after.get(&exact), &y.held, &edge));
            let (kind, was, is) = match (was, is) {
                (Err(was), Ok(path)) => (Kind::ReferenceResolved, was.to_owned(), path),
                (Ok(path), Err(is)) => (Kind::ReferenceUnresolved, path, is.to_owned()),
                _ => continue,
            };
            // several mentions of one document are told once
            if !told.insert((exact, was.clone(), is.clone())) {
                continue;
            }
            let change = Change { what: Some(edge.number.clone()), old: Some(was), new: Some(is), ..Change::of(kind, y) };
            let open = new.record(y)?;
            let mention = open.record.references.iter().find(|r| Edge::of(r, &open.record.references).as_ref() == Some(&edge));
            out.push(match mention {
                Some(mention) => change.at(open.sentence(mention)),
                None => change,
            });
        }
    }
    Ok(())
}

/// Where a citation leads; else why nowhere.
fn state(bearers: Option<&Vec<Held>>, citing: &Held, edge: &Edge) -> Result<String, &'static str> {
    let others: Vec<Held> = bearers.into_iter().flatten().filter(|h| h.at != citing.at).cloned().collect();
    match join(&others, edge) {
        Joined::Held(held, _) => Ok(named(&held.path, held.part)),
        Joined::Ambiguous(_) => Err("ambiguous"),
        Joined::NotHeld => Err("not_held"),
    }
}
