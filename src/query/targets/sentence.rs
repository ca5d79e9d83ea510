//! Full text over the sentences of rows, in the same query language as `search`.
//!
//! The index has one row a document, so it gives the documents that may hold such a sentence; the sentences themselves are then indexed
//! in memory with the same schema, and the query is asked of them. So phrases, signs, fields, accents and numbers mean here what they mean
//! everywhere.

use tantivy::{DocAddress, Index};

use super::TargetRow;
use crate::index::row::{FileState, document_row};
use crate::index::schema::Fields;
use crate::index::{IndexError, analyzer};
use crate::query::collect::Figures;
use crate::query::filter::Filters;
use crate::query::parse::{Node, Sign, parse};
use crate::query::plan::{Demand, Planner};
use crate::query::search::{Note, find};
use crate::query::{QueryError, View};
use crate::record::Record;
use crate::text::fold;

/// Memory of the index of sentences, in bytes: the least that tantivy takes.
const MEMORY: usize = 15 << 20;

/// Documents that may hold a sentence with these words: those with any of them. What a sentence must not hold, a document may.
pub(super) fn documents(view: &View, text: &str, filters: &Filters) -> Result<Vec<DocAddress>, QueryError> {
    let all = find(view, None, filters)?.query;
    let Some(tree) = parse(text) else { return Ok(Vec::new()) };
    let Some(wanted) = without_signs(&tree) else { return view.matching(&*all) };
    let planner = Planner { fields: &view.fields, accented: fold::has_diacritics(text), demand: Demand::Any, loosen_phrases: true };
    let both = vec![all, planner.query(&wanted)?];
    view.matching(&tantivy::query::BooleanQuery::intersection(both))
}

/// The tree without what must not stand; nothing is demanded of what is left.
fn without_signs(node: &Node) -> Option<Node> {
    let all = |parts: &[Node]| parts.iter().filter_map(without_signs).collect::<Vec<_>>();
    Some(match node {
        Node::Sequence(parts) => {
            let kept: Vec<_> = parts
                .iter()
                .filter(|(sign, _)| *sign != Sign::MustNot)
                .filter_map(|(_, n)| Some((Sign::Plain, without_signs(n)?)))
                .collect();
            (!kept.is_empty()).then_some(Node::Sequence(kept))?
        }
        Node::And(parts) | Node::Or(parts) => {
            let kept = all(parts);
            (!kept.is_empty()).then_some(Node::Or(kept))?
        }
        other => other.clone(),
    })
}

/// The rows whose sentences answer the query, in their order, and what had to be done to find any.
pub(super) fn matching(rows: Vec<TargetRow>, text: &str) -> Result<(Vec<TargetRow>, Vec<Note>), QueryError> {
    let (schema, fields) = Fields::build();
    let index = Index::create_in_ram(schema);
    analyzer::register(&index);
    let mut writer = index.writer_with_num_threads(1, MEMORY)?;
    for (i, row) in rows.iter().enumerate() {
        let mut record = Record { part: u32::try_from(i).ok(), ..Record::default() };
        let d = &mut record.document;
        d.number.clone_from(&row.number);
        d.doc_type.clone_from(&row.doc_type);
        d.issuer.clone_from(&row.issuer);
        d.place.clone_from(&row.place);
        d.issued_on.clone_from(&row.issued_on);
        writer.add_document(document_row(&fields, "", &FileState::default(), record, &row.target.text)?)?;
    }
    writer.commit()?;
    let searcher = index.reader().map_err(IndexError::Engine)?.searcher();
    let view = View::of(searcher, fields);
    let found = find(&view, Some(text), &Filters::default())?;
    let ordinals = Figures::new(&view.searcher, "part")?;
    let mut keep = vec![false; rows.len()];
    for at in view.matching(&*found.query)? {
        if let Some(slot) = ordinals.first(at).and_then(|i| keep.get_mut(usize::try_from(i).ok()?)) {
            *slot = true;
        }
    }
    let mut kept = keep.into_iter();
    Ok((rows.into_iter().filter(|_| kept.next().unwrap_or(false)).collect(), found.notes))
}
