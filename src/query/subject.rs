//! What a person means by `41-KH/QU`, `plans/a.txt` or `plans/a.txt#2`: documents in the index, or a number that only others speak of.

use std::path::Path;
use std::rc::Rc;

use super::filter::canonical_number;
use super::graph::Node;
use super::join::{Held, HeldColumns};
use super::resolve::{Card, Resolver};
use super::{QueryError, View};
use crate::index::paths::parted;
use crate::index::terms;

/// Finds what was meant: documents of a file, bearers of a number, or documents of that number that only citations tell of (`15/kh-ubnd~2`
/// is the second of them). Empty where the index knows none.
///
/// # Errors
/// Where the index cannot be read.
pub fn subject(view: &View, resolver: &Resolver<'_>, typed: &str) -> Result<Vec<Node>, QueryError> {
    let columns = HeldColumns::new(view)?;
    let held = |list: Vec<Held>| list.into_iter().map(|h| Node::Held(Box::new(h))).collect();
    // a file may be called so; else it is a part of one
    let whole = [Some((typed, None)), parted(typed).map(|(path, part)| (path, Some(part)))];
    for (path, part) in whole.into_iter().flatten() {
        for name in [view.naming.inside(Path::new(path)), path.to_owned()] {
            let found = view.by_path(&name)?.into_iter().map(|at| columns.held(at));
            let mut found: Vec<Held> = found.filter(|h| part.is_none() || h.part == part).collect();
            if !found.is_empty() {
                found.sort_by(Held::by_place);
                return Ok(held(found));
            }
        }
    }
    let (number, one) = match typed.rsplit_once('~') {
        Some((number, n)) => (number, n.parse::<usize>().ok()),
        None => (typed, None),
    };
    let known = resolver.known(&terms::number_exact(&canonical_number(number)))?;
    if !known.bearers.is_empty() && one.is_none() {
        return Ok(held(known.bearers.clone()));
    }
    let cards = (0..known.cards.len()).filter(|at| one.is_none_or(|n| n == at + 1));
    Ok(cards.map(|at| Node::Card(Card { known: Rc::clone(&known), at })).collect())
}
