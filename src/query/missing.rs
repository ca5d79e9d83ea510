//! Documents cited but not held, most wanted first, with the best-known description. One pass over columns.

use std::collections::HashMap;

use serde::Serialize;

use super::collect::Texts;
use super::describe::{Claim, Description, Group, Said};
use super::resolve::{Resolver, Whole};
use super::{QueryError, View};
use crate::index::edge::Edge;
use crate::index::terms;
use crate::lexicon::laws;

/// A document that others cite and the index does not hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Missing {
    /// How many documents cite it.
    pub cited_by: usize,
    /// What is known of it.
    #[serde(flatten)]
    pub known: Description,
}

/// All distinct citations in the index with the documents that make them, by [`terms::number_exact`].
pub struct Citations {
    /// Number → citation → documents.
    pub by_number: HashMap<String, Vec<Said>>,
    /// Register ([`terms::key_register`]) → mentions by type and serial with their issuer.
    pub short: HashMap<String, Vec<Said>>,
    /// Citations by title, or by type and serial without issuer.
    pub nameless: usize,
}

impl Citations {
    /// Reads the column.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn load(view: &View) -> Result<Self, QueryError> {
        let column = Texts::new(&view.searcher, "edge")?;
        let mut by_edge: HashMap<Edge, Vec<u32>> = HashMap::new();
        let mut nameless = 0;
        let mut decoded: HashMap<(u32, u64), Edge> = HashMap::new();
        let mut text = String::new();
        for (i, at) in view.documents()?.into_iter().enumerate() {
            let Some(values) = column.segment(at.segment_ord) else { continue };
            for ord in values.term_ords(at.doc_id) {
                let edge = if let Some(edge) = decoded.get(&(at.segment_ord, ord)) {
                    edge.clone()
                } else {
                    values.ord_to_str(ord, &mut text)?;
                    let Some(edge) = Edge::decode(&text) else { continue };
                    decoded.insert((at.segment_ord, ord), edge.clone());
                    edge
                };
                if !edge.number.is_empty() || terms::key_register(&edge.key).is_some() {
                    by_edge.entry(edge).or_default().push(u32::try_from(i).unwrap_or(u32::MAX));
                } else {
                    nameless += 1;
                }
            }
        }
        let mut by_number: HashMap<String, Vec<Said>> = HashMap::new();
        let mut short: HashMap<String, Vec<Said>> = HashMap::new();
        for (edge, docs) in by_edge {
            if !edge.number.is_empty() {
                by_number.entry(terms::number_exact(&edge.number)).or_default().push((edge, docs));
            } else if let Some(register) = terms::key_register(&edge.key) {
                short.entry(register).or_default().push((edge, docs));
            }
        }
        Ok(Self { by_number, short, nameless })
    }
}

/// What citations say; a law cited by its number alone has its name from the table of laws.
#[must_use]
pub fn known(exact: &str, group: &Group) -> Description {
    let mut known = group.describe();
    if known.title.is_none() {
        let law = laws::all().iter().find(|l| !l.number.is_empty() && terms::number_exact(&l.number) == exact);
        known.title = law.map(|l| Claim { value: l.name.clone(), documents: 0, conflicting: Vec::new() });
    }
    known
}

/// Documents cited but not held.
///
/// # Errors
/// Where the index cannot be read.
pub fn missing(view: &View) -> Result<Vec<Missing>, QueryError> {
    let whole = Whole::load(view)?;
    let resolver = Resolver::over(view, &whole);
    let mut out = Vec::new();
    for exact in whole.numbers() {
        let groups = &resolver.known(&exact)?.cards;
        out.extend(groups.iter().map(|group| Missing { cited_by: group.documents(), known: known(&exact, group) }));
    }
    out.sort_by(|a, b| {
        b.cited_by.cmp(&a.cited_by).then_with(|| a.known.number.cmp(&b.known.number)).then_with(|| a.known.key.cmp(&b.known.key))
    });
    Ok(out)
}
