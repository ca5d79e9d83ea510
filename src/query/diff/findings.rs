//! Findings of documents and between them.

use std::collections::BTreeMap;

use super::{Change, Entry, Kind, QueryError};
use crate::index::paths::Naming;
use crate::query::View;
use crate::query::across::between as across;
use crate::query::check::Checked;
use crate::record::Record;

/// Adds a row for each finding of a document that only one side has.
pub(super) fn within((before, old): (&Entry, &Record), (after, new): (&Entry, &Record), out: &mut Vec<Change>) {
    let same = |a: &crate::model::Finding, b: &crate::model::Finding| a.code == b.code && a.message == b.message;
    for finding in old.findings.iter().filter(|f| !new.findings.iter().any(|g| same(f, g))) {
        out.push(Change {
            what: Some(finding.code.clone()),
            old: Some(finding.message.clone()),
            start: finding.spans.first().map(|s| s.start),
            ..Change::of(Kind::FindingGone, before)
        });
    }
    for finding in new.findings.iter().filter(|f| !old.findings.iter().any(|g| same(f, g))) {
        out.push(Change {
            what: Some(finding.code.clone()),
            new: Some(finding.message.clone()),
            start: finding.spans.first().map(|s| s.start),
            ..Change::of(Kind::FindingAdded, after)
        });
    }
}

/// Adds a row for each contradiction between documents that only one index has.
pub(super) fn between(old: &View, new: &View, out: &mut Vec<Change>) -> Result<(), QueryError> {
    let (mut before, mut after) = (by_name(across(old)?, &old.naming), by_name(across(new)?, &new.naming));
    before.retain(|name, _| after.remove(name).is_none());
    for (kind, rows) in [(Kind::FindingGone, before), (Kind::FindingAdded, after)] {
        out.extend(rows.into_values().map(|row| {
            let (old, new) = if kind == Kind::FindingGone { (Some(row.message), None) } else { (None, Some(row.message)) };
            Change {
                kind,
                path: row.path,
                part: row.part,
                number: row.number,
                what: Some(row.code),
                old,
                new,
                difference: None,
                other: row.others.into_iter().next(),
                start: row.start,
                text: row.text,
            }
        }));
    }
    Ok(())
}

/// Findings by what makes them the same in two indexes: the file inside, the code, the sentence.
fn by_name(rows: Vec<Checked>, naming: &Naming) -> BTreeMap<(String, Option<u32>, String, String), Checked> {
    rows.into_iter().map(|r| ((naming.inside(r.path.as_ref()), r.part, r.code.clone(), r.message.clone()), r)).collect()
}
