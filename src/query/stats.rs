//! What the index holds, and how many citations lead to a document in it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::collect::Texts;
use super::facets::{Facet, facet};
use super::filter::HAS;
use super::join::{Catalogue, Joined, join};
use super::missing::Citations;
use super::{QueryError, View};

/// Counts over the whole index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: usize,
    /// Files that they stand in; a file may hold several.
    pub files: usize,
    /// Documents that another version of the program analysed.
    pub other_version: usize,
    /// Files that could not be taken in.
    pub failures: usize,
    /// Documents that have a number, a date, a target …
    pub having: Vec<(&'static str, usize)>,
    /// Different documents cited by each document, added up.
    pub citations: usize,
    /// Of these: to a document in the index.
    pub resolved: usize,
    /// Of these: to one of several.
    pub ambiguous: usize,
    /// Of these: to a number that no document in the index bears.
    pub not_held: usize,
    /// Of these: by title, or by type and serial, so that no number leads anywhere.
    pub without_number: usize,
    /// By type, issuer, year and form.
    pub facets: Vec<Facet>,
}

/// Counts.
///
/// # Errors
/// Where the index cannot be read.
pub fn stats(view: &View) -> Result<Stats, QueryError> {
    let documents = view.documents()?;
    let catalogue = Catalogue::load(view)?;
    let (mut citations, mut resolved, mut ambiguous, mut not_held) = (0, 0, 0, 0);
    let all = Citations::load(view)?;
    for (exact, said) in all.by_number {
        let bearers = catalogue.bearers(&exact);
        for (edge, docs) in said {
            citations += docs.len();
            match join(bearers, &edge) {
                Joined::Held(..) => resolved += docs.len(),
                Joined::Ambiguous(_) => ambiguous += docs.len(),
                Joined::NotHeld => not_held += docs.len(),
            }
        }
    }
    citations += all.without_number;
    let having = HAS.iter().map(|h| Ok((*h, view.count(&*View::term(view.fields.has, h))?))).collect::<Result<_, QueryError>>()?;
    let facets = ["type", "issuer", "year", "form"].iter().map(|n| facet(view, n, &documents)).collect::<Result<_, _>>()?;
    let paths = Texts::new(&view.searcher, "path")?;
    let files: BTreeSet<String> = documents.iter().filter_map(|at| paths.first(*at)).collect();
    Ok(Stats {
        documents: documents.len(),
        files: files.len(),
        other_version: view.other_version()?,
        failures: view.failures()?.len(),
        having,
        citations,
        resolved,
        ambiguous,
        not_held,
        without_number: all.without_number,
        facets,
    })
}
