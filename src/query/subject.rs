//! What a person means by `41-KH/QU`, `plans/a.txt` or `plans/a.txt#2`: documents in the index, or a number that only others speak of.

use std::path::Path;

use super::describe::{Group, part};
use super::filter::canonical_number;
use super::graph::edges_of;
use super::join::{Held, HeldColumns, bearers};
use super::{QueryError, View};
use crate::index::paths::parted;
use crate::index::terms;

/// What was meant.
#[derive(Debug, Clone)]
pub enum Subject {
    /// These documents: of one file, or bearers of one number.
    Documents(Vec<Held>),
    /// A number that nobody here bears: what others say of it, parted into documents.
    Cited {
        /// The number, canonical.
        number: String,
        /// What others say.
        groups: Vec<Group>,
    },
}

/// Finds what was meant; a file first, then a number. `None` where the index knows neither.
///
/// # Errors
/// Where the index cannot be read.
pub fn subject(view: &View, typed: &str) -> Result<Option<Subject>, QueryError> {
    let columns = HeldColumns::new(view)?;
    // a file may be called so; else it is a part of one
    let whole = [Some((typed, None)), parted(typed).map(|(path, part)| (path, Some(part)))];
    for (path, part) in whole.into_iter().flatten() {
        for name in [view.naming.inside(Path::new(path)), path.to_owned()] {
            let found = view.by_path(&name)?.into_iter().map(|at| columns.held(at));
            let mut found: Vec<Held> = found.filter(|h| part.is_none() || h.part == part).collect();
            if !found.is_empty() {
                found.sort_by(Held::by_place);
                return Ok(Some(Subject::Documents(found)));
            }
        }
    }
    let number = canonical_number(typed);
    let held = bearers(view, &number)?;
    if !held.is_empty() {
        return Ok(Some(Subject::Documents(held)));
    }
    let said = edges_of(view, &terms::number_exact(&number))?;
    Ok(if said.is_empty() { None } else { Some(Subject::Cited { number, groups: part(said) }) })
}
