//! What the index holds, and how many citations lead to a document in it.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::collect::Texts;
use super::facets::{Facet, facet};
use super::filter::HAS;
use super::graph::Node;
use super::graph::web::{WebNode, described};
use super::resolve::{Resolver, Target, Whole};
use super::{QueryError, View};

/// How many of the most cited documents are named.
const MOST_CITED: usize = 10;

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
    /// Of these: by title, or by type and serial without issuer, so that no number leads anywhere.
    pub without_number: usize,
    /// By type, issuer, year and form.
    pub facets: Vec<Facet>,
    /// The most cited documents, held or not.
    pub most_cited: Vec<WebNode>,
}

/// Counts.
///
/// # Errors
/// Where the index cannot be read.
pub fn stats(view: &View) -> Result<Stats, QueryError> {
    let documents = view.documents()?;
    let whole = Whole::load(view)?;
    let resolver = Resolver::over(view, &whole);
    let (mut citations, mut resolved, mut ambiguous, mut not_held) = (0, 0, 0, 0);
    let mut cited: HashMap<String, (Node, BTreeSet<u32>)> = HashMap::new();
    for (edge, documents) in whole.said() {
        citations += documents.len();
        let node = match resolver.resolve(edge)? {
            Target::Held(held, _) => {
                resolved += documents.len();
                Node::Held(held)
            }
            Target::Card(card, _) => {
                not_held += documents.len();
                Node::Card(card)
            }
            Target::Ambiguous(_) | Target::Open => {
                ambiguous += documents.len();
                continue;
            }
        };
        let id = node.id(view);
        cited.entry(id).or_insert_with(|| (node, BTreeSet::new())).1.extend(documents);
    }
    citations += whole.citations.nameless;
    let mut most_cited: Vec<WebNode> =
        cited.into_values().map(|(node, by)| WebNode { cited_by: by.len(), ..described(view, &node) }).collect();
    most_cited.sort_by(|a, b| b.cited_by.cmp(&a.cited_by).then_with(|| a.id.cmp(&b.id)));
    most_cited.truncate(MOST_CITED);
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
        without_number: whole.citations.nameless,
        facets,
        most_cited,
    })
}
