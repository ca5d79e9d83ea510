//! Counts of values over the documents found.

use std::collections::BTreeMap;

use tantivy::DocAddress;

use super::collect::{Figures, Texts};
use super::{QueryError, View};

/// A facet: its name and what it counts, most frequent first, then by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facet {
    /// `type`, `issuer` …
    pub name: String,
    /// Value and number of documents.
    pub values: Vec<(String, usize)>,
}

/// Facets that can be asked for, and the column of each.
pub const FACETS: [(&str, &str); 9] = [
    ("type", "doc_type"),
    ("issuer", "issuer_name"),
    ("level", "level"),
    ("place", "place_name"),
    ("year", "year"),
    ("form", "form"),
    ("relation", "relation"),
    ("indicator", "indicator"),
    ("finding", "finding"),
];

/// Counts one facet over `docs`.
///
/// # Errors
/// For a name that is no facet, or where the index cannot be read.
pub fn facet(view: &View, name: &str, docs: &[DocAddress]) -> Result<Facet, QueryError> {
    let column = FACETS.iter().find(|(n, _)| *n == name).map(|(_, c)| *c).ok_or_else(|| QueryError::BadValue {
        flag: "--facets",
        value: name.to_owned(),
        expected: "type, issuer, level, place, year, form, relation, indicator or finding",
    })?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    if column == "year" {
        let years = Figures::new(&view.searcher, column)?;
        for year in docs.iter().filter_map(|at| years.first(*at)) {
            *counts.entry(year.to_string()).or_default() += 1;
        }
    } else {
        let texts = Texts::new(&view.searcher, column)?;
        // ordinals first: a value is decoded once a segment, not once a document
        let mut by_ord: BTreeMap<(u32, u64), usize> = BTreeMap::new();
        for at in docs {
            if let Some(values) = texts.segment(at.segment_ord) {
                for ord in values.term_ords(at.doc_id) {
                    *by_ord.entry((at.segment_ord, ord)).or_default() += 1;
                }
            }
        }
        for ((segment, ord), count) in by_ord {
            let mut value = String::new();
            if let Some(values) = texts.segment(segment) {
                values.ord_to_str(ord, &mut value)?;
            }
            *counts.entry(value).or_default() += count;
        }
    }
    let mut values: Vec<(String, usize)> = counts.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(Facet { name: name.to_owned(), values })
}
