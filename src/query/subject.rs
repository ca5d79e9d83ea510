//! What a person means by `41-KH/QU` or `plans/a.txt`: documents in the index, or a number that only others speak of.

use std::path::Path;

use super::describe::{Group, part};
use super::filter::canonical_number;
use super::graph::edges_of;
use super::join::{Held, HeldColumns, bearers};
use super::{QueryError, View};
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
    for name in [view.naming.inside(Path::new(typed)), typed.to_owned()] {
        let found = view.by_path(&name)?;
        if !found.is_empty() {
            return Ok(Some(Subject::Documents(found.into_iter().map(|at| columns.held(at)).collect())));
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
