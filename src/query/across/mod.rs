//! Contradictions between documents. Two documents are only held against each other where their keys say that they speak of one work.
//!
//! | file | code | what |
//! |---|---|---|
//! | `copies` | `same_content` | one content under several paths |
//! | | `same_number` | one document held under several paths, with differing content |
//! | `near` | `near_duplicate` | two documents with almost the same text |
//! | `dates` | `two_dates` | one number with two dates: held twice, or cited with another date than it bears or than others cite |
//! | | `older_than_basis` | a document older than a held one that it rests on, where it does not state the date itself |
//! | `bodies` | `two_issuers` | one document with two issuers |
//! | | `two_types` | one document with two types |
//! | | `symbol_shared` | one symbol of several bodies, which have given out the same numbers |
//! | `titles` | `title_variant` | one document cited with clearly different titles or periods |
//! | `replaced` | `replaced_basis` | a document that rests on one that another had replaced or repealed before |

use std::collections::BTreeMap;

use tantivy::DocAddress;

use super::check::Checked;
use super::describe::{Said, is_unique};
use super::join::{Held, HeldColumns, Joined, is_day, join};
use super::open::Opened;
use super::resolve::{Resolver, Whole};
use super::words::file_name;
use super::{QueryError, View};
use crate::grammar::number::DocumentNumber;
use crate::index::edge::Edge;
use crate::index::paths::named;
use crate::lexicon::types;
use crate::link::identity::{Compatibility, Key};
use crate::model::{Reference, Relation, Severity};

mod bodies;
mod copies;
mod dates;
pub mod near;
mod replaced;
mod titles;

/// All of them, in no order.
///
/// # Errors
/// Where the index cannot be read.
pub fn between(view: &View) -> Result<Vec<Checked>, QueryError> {
    let ground = Ground { view, columns: HeldColumns::new(view)?, documents: view.documents()? };
    let mut out = Vec::new();
    copies::copies(&ground, &mut out)?;
    near::near(&ground, &mut out)?;
    let whole = Whole::load(view)?;
    let resolver = Resolver::over(view, &whole);
    let mut citations: Vec<Cited<'_>> = whole.citations.by_number.iter().map(|(exact, said)| (exact.as_str(), said.as_slice())).collect();
    citations.sort_by_key(|(exact, _)| *exact);
    for &(exact, said) in &citations {
        let bearers = whole.catalogue.bearers(exact);
        dates::dates(&ground, bearers, said, &mut out)?;
        bodies::bodies(&ground, bearers, said, &mut out)?;
        // with those that name it by type and serial
        titles::titles(&ground, bearers, &resolver.said_of(exact)?, &mut out)?;
        for (edge, docs) in said {
            let rests = matches!(edge.relation, Relation::Basis | Relation::Implements) && !is_day(&edge.date);
            if let (true, Joined::Held(basis, Compatibility::Same)) = (rests, join(bearers, edge)) {
                for child in docs.iter().filter_map(|i| ground.held(*i)) {
                    out.extend(dates::older(&ground, &child, basis)?);
                }
            }
        }
    }
    bodies::symbols(&ground, &whole.catalogue, &citations, &mut out);
    replaced::replaced(&ground, &citations, &mut out)?;
    Ok(out)
}

/// A number ([`crate::index::terms::number_exact`]) and what is said of it.
type Cited<'a> = (&'a str, &'a [Said]);

/// What all comparisons stand on.
pub(crate) struct Ground<'v> {
    view: &'v View,
    columns: HeldColumns,
    /// All documents, in the order of the index; citations name them by their position.
    documents: Vec<DocAddress>,
}

impl Ground<'_> {
    fn held(&self, position: u32) -> Option<Held> {
        self.documents.get(position as usize).map(|at| self.columns.held(*at))
    }

    /// The first of the documents that make a citation.
    fn first(&self, docs: &[u32]) -> Option<Held> {
        docs.first().and_then(|i| self.held(*i))
    }

    /// A row about a document that cites, with the sentence that does.
    fn citing(
        &self,
        severity: Severity,
        code: &str,
        citing: &Held,
        edge: &Edge,
        message: String,
        others: &[&Held],
    ) -> Result<Checked, QueryError> {
        let opened = self.view.open(citing.at)?;
        let names = others.iter().map(|h| h.name(&self.view.naming)).collect();
        let mut row = found(self.view, severity, code, citing, message, names);
        if let Some(mention) = opened.record.references.iter().find(|r| Edge::of(r, &opened.record.references).as_ref() == Some(edge)) {
            let (start, text) = place(&opened, mention);
            (row.start, row.text) = (Some(start), Some(text));
        }
        Ok(row)
    }
}

/// Whether two citations of one number are sure to mean one document.
fn one_document(a: &Edge, b: &Edge) -> bool {
    let unique = is_unique(&a.number) && (has_type(&a.number) || (!a.doc_type.is_empty() && a.doc_type == b.doc_type));
    unique || (!a.key.is_empty() && !a.key.contains('?') && a.key == b.key)
}

/// What a cited document is called: its number, else type and serial ("Chương trình 6").
fn called(edge: &Edge) -> String {
    match edge.key.parse::<Key>() {
        Ok(key) if edge.number.is_empty() => {
            let kind = types::by_code(&key.doc_type).map_or(key.doc_type.as_str(), |t| t.name.as_str());
            format!("{kind} {}", key.serial)
        }
        _ => edge.number.clone(),
    }
}

/// Whether the type stands in a number.
fn has_type(number: &str) -> bool {
    DocumentNumber::parse(number).is_some_and(|n| n.symbol.is_some())
}

/// The citations of one number by the document that they are sure to mean; vague ones are left out.
fn works(said: &[Said]) -> Vec<Vec<&Said>> {
    if let Some((edge, _)) = said.first().filter(|(edge, _)| is_unique(&edge.number)) {
        if has_type(&edge.number) {
            return vec![said.iter().collect()];
        }
        // the assembly numbers laws and resolutions apart: 24/2008/QH12 is one of each
        let mut by_type: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
        for one in said.iter().filter(|(edge, _)| !edge.doc_type.is_empty()) {
            by_type.entry(&one.0.doc_type).or_default().push(one);
        }
        return by_type.into_values().collect();
    }
    let mut by_key: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for one in said.iter().filter(|(edge, _)| !edge.key.is_empty() && !edge.key.contains('?')) {
        by_key.entry(&one.0.key).or_default().push(one);
    }
    by_key.into_values().collect()
}

/// The sentence that holds a mention, and where it begins.
fn place(opened: &Opened, mention: &Reference) -> (usize, String) {
    match opened.slice(mention.evidence) {
        "" => (mention.start, mention.text.clone()),
        sentence => (mention.evidence.start, sentence.to_owned()),
    }
}

/// File name and part.
fn short_name(held: &Held) -> String {
    named(file_name(&held.path), held.part)
}

fn found(view: &View, severity: Severity, code: &str, about: &Held, message: String, others: Vec<String>) -> Checked {
    Checked {
        severity,
        code: code.to_owned(),
        path: view.naming.shown(&about.path),
        part: about.part,
        number: about.number.clone(),
        message,
        start: None,
        text: None,
        others,
    }
}
