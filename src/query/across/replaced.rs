//! `replaced_basis`: a document rests on one that another held document had replaced or repealed before.
//!
//! Only what was done counts: a document that itself replaces or repeals (not one whose title says so, not a proposal), as a whole (no
//! pinpoint), from the day on which it takes effect. Where that day is not stated, a decision is in force when it is signed, and rules with
//! the year in their number a while later; those are given [`GRACE`] months. Both documents must be sure by their keys.

use super::{Cited, Ground, one_document, place};
use crate::grammar::number::DocumentNumber;
use crate::index::edge::Edge;
use crate::index::terms;
use crate::model::{DateRole, Reference, Relation, Severity};
use crate::query::QueryError;
use crate::query::check::Checked;
use crate::query::describe::Said;
use crate::query::join::{Held, is_day};
use crate::record::Record;

/// How long after its day a rule without a stated day of effect is taken to be in force for sure, in months.
const GRACE: i32 = 6;

/// What a document put an end to.
struct End {
    by: Held,
    of: Edge,
    /// The day from which it is over.
    day: String,
    /// The sentence that says so.
    sentence: String,
}

/// Adds a row for each document that rests on one that is over.
pub(super) fn replaced(ground: &Ground<'_>, citations: &[Cited<'_>], out: &mut Vec<Checked>) -> Result<(), QueryError> {
    for &(exact, said) in citations {
        let ends = ends(ground, exact, said)?;
        if ends.is_empty() {
            continue;
        }
        for (edge, docs) in said.iter().filter(|(e, _)| e.relation == Relation::Basis) {
            for child in docs.iter().filter_map(|i| ground.held(*i)) {
                let Some(day) = child.issued_on.as_deref().filter(|d| is_day(d)) else { continue };
                let over = ends.iter().find(|end| end.day.as_str() < day && end.by.at != child.at && one_document(&end.of, edge));
                if let Some(end) = over {
                    out.extend(row(ground, &child, edge, end)?);
                }
            }
        }
    }
    Ok(())
}

/// The documents that put an end to one of this number.
fn ends(ground: &Ground<'_>, exact: &str, said: &[Said]) -> Result<Vec<End>, QueryError> {
    let mut out = Vec::new();
    for (edge, docs) in said.iter().filter(|(e, _)| matches!(e.relation, Relation::Replaces | Relation::Repeals)) {
        for by in docs.iter().filter_map(|i| ground.held(*i)) {
            let opened = ground.view.open(by.at)?;
            let done =
                opened.record.references.iter().find(|r| Edge::of(r, &opened.record.references).as_ref() == Some(edge) && is_done(r));
            let (Some(mention), Some(day)) = (done, in_force(&opened.record)) else { continue };
            // one puts an end to its like; where another type is named, the words may belong to a document named between
            if by.doc_type.as_deref() != Some(edge.doc_type.as_str()) {
                continue;
            }
            // "trừ …", "một phần" leave something standing, and a mention with pinpoints elsewhere says of what
            let whole = opened
                .record
                .references
                .iter()
                .all(|r| r.provisions.is_empty() || r.number.as_deref().is_none_or(|n| terms::number_exact(n) != exact));
            if whole {
                out.push(End { by, of: edge.clone(), day, sentence: place(&opened, mention).1 });
            }
        }
    }
    Ok(out)
}

/// Whether the document itself does it, to the whole of the other.
fn is_done(mention: &Reference) -> bool {
    mention.relation_from == "doc"
        && !mention.proposed
        && !mention.passive
        && mention.provisions.is_empty()
        && matches!(mention.relation, Relation::Replaces | Relation::Repeals)
}

/// The day from which a document is in force.
fn in_force(record: &Record) -> Option<String> {
    let issued = record.document.issued_on.clone().filter(|d| is_day(d))?;
    let stated = record.dates.iter().filter(|d| d.role == DateRole::Effective).filter_map(|d| d.iso.clone()).filter(|d| is_day(d)).max();
    if let Some(day) = stated {
        return Some(day.max(issued));
    }
    let rule = record.document.number.as_deref().and_then(DocumentNumber::parse).is_some_and(|n| n.year.is_some());
    if !rule {
        return Some(issued);
    }
    let day: jiff::civil::Date = issued.parse().ok()?;
    day.checked_add(jiff::Span::new().months(GRACE)).ok().map(|d| d.to_string())
}

fn row(ground: &Ground<'_>, child: &Held, edge: &Edge, end: &End) -> Result<Option<Checked>, QueryError> {
    let opened = ground.view.open(child.at)?;
    let references = &opened.record.references;
    let rests = references.iter().find(|r| {
        Edge::of(r, &opened.record.references).as_ref() == Some(edge)
            && r.relation_from == "doc"
            && !r.proposed
            && r.relation == Relation::Basis
    });
    // who cites what replaced it, or speaks of the replacing, knows
    let replacing = end.by.number.as_deref().map(terms::number_exact);
    let knows = references.iter().any(|r| {
        let number = r.number.as_deref().map(terms::number_exact);
        (number.is_some() && number == replacing)
            || (matches!(r.relation, Relation::Replaces | Relation::Repeals | Relation::Amends)
                && number.as_deref() == Some(terms::number_exact(&edge.number).as_str()))
    });
    let Some(rests) = rests.filter(|_| !knows) else { return Ok(None) };
    let by = end.by.number.as_deref().unwrap_or("văn bản không số");
    let said = crate::query::words::title(&end.sentence);
    let message = format!("căn cứ {}, văn bản này đã hết hiệu lực từ {} theo {by} (“{said}”)", edge.number, end.day);
    let mut row = super::found(ground.view, Severity::Medium, "replaced_basis", child, message, vec![end.by.name(&ground.view.naming)]);
    let (start, text) = place(&opened, rests);
    (row.start, row.text) = (Some(start), Some(text));
    Ok(Some(row))
}
