//! What documents say of themselves.

use super::{Change, Entry, Kind};
use crate::model::Header;
use crate::record::Record;

/// The fields that are compared, as they are named in records.
fn values(d: &Header) -> [(&'static str, Option<String>); 13] {
    [
        ("number", d.number.clone()),
        ("type", d.doc_type.clone()),
        ("issuer", d.issuer.clone()),
        ("issuer_level", d.issuer_level.clone()),
        ("place", d.place.clone()),
        ("issued_on", d.issued_on.clone()),
        ("title", d.title.clone()),
        ("scope_period", d.scope_period.clone()),
        ("signer", d.signer.as_ref().and_then(|s| s.name.clone())),
        ("urgency", d.urgency.clone()),
        ("secrecy", d.secrecy.clone()),
        ("form", Some(d.form.as_str().to_owned())),
        ("draft", d.draft.then(|| "true".to_owned())),
    ]
}

/// Adds a row for each field that differs.
pub(super) fn fields(old: &Record, new: &Record, entry: &Entry, out: &mut Vec<Change>) {
    let pairs = values(&old.document).into_iter().zip(values(&new.document));
    out.extend(pairs.filter(|((_, a), (_, b))| a != b).map(|((name, old), (_, new))| Change {
        what: Some(name.to_owned()),
        old,
        new,
        ..Change::of(Kind::FieldChanged, entry)
    }));
}
