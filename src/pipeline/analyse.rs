//! One file's bytes to records: read, extract, link.

use crate::extract::{Context, date, frame::Frame, header, reference};
use crate::link;
use crate::model::{DateMention, Header, Problem};
use crate::record::{RECORD_VERSION, Record};
use crate::text::Doc;

/// Analyses one file's bytes: one result for each document in it.
#[must_use]
pub fn analyse(path: &str, bytes: &[u8]) -> Vec<Result<Record, Problem>> {
    let decoded = match crate::read::decode(path, bytes) {
        Ok(d) => d,
        Err(p) => return vec![Err(p)],
    };
    let doc = Doc::new(decoded.text);
    let frame = Frame::new(&doc);
    let read = header::read(&doc, &frame);
    let dates = date::find(&doc, &frame, &read);
    let mut context = Context { doc: &doc, frame, header: read.header.clone(), dates };
    let mentions = reference::find(&context, &read.home, read.number.as_ref());
    date::assign(&mut context, &read, &mentions);
    let mut references = reference::records(&context, &mentions);
    let mut record = Record {
        schema: RECORD_VERSION,
        path: path.to_owned(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
        format: decoded.format.to_owned(),
        encoding: decoded.encoding.to_owned(),
        ..Record::default()
    };
    record.dates = context
        .dates
        .iter()
        .map(|d| {
            let (start, end, text) = context.passage(&d.at);
            DateMention { start, end, text, iso: d.value.iso(), precision: d.value.precision(), role: d.role, recurring: d.recurring.clone(), year_from: d.from_context.then(|| "context".to_owned()) }
        })
        .collect();
    let mut document = source_spans(read.header, &doc);
    link::within::resolve(&mut document, read.number.as_ref(), &read.home, &mut references);
    record.document = document;
    record.references = references;
    vec![Ok(record)]
}

/// Field spans of the header, from flow to source.
fn source_spans(mut header: Header, doc: &Doc) -> Header {
    for (_, s, e) in &mut header.field_spans {
        let span = doc.flow.to_source(*s, *e);
        (*s, *e) = (span.start, span.end);
    }
    header
}
