//! One file's bytes to records: read, part, extract, link.

use std::ops::Range;

use crate::extract::{Context, date, frame::Frame, header, parts, percent, quantity, reference, target};
use crate::link;
use crate::link::findings::Material;
use crate::model::{DateMention, Header, Problem, Span};
use crate::overrides::{Edit, Effect, Rule};
use crate::read::Decoded;
use crate::record::{RECORD_VERSION, Record};
use crate::text::Doc;

/// What one file gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// One result for each document in it.
    pub results: Vec<Result<Record, Problem>>,
    /// What each override did, in the order of the rules.
    pub effects: Vec<Effect>,
}

/// Analyses one file's bytes: one result for each document in it. `path` is kept as it is given.
///
/// ```
/// let text = "Thực hiện Kế hoạch số 41-KH/QU ngày 02/3/2022 của Quận ủy Tây Hồ.";
/// let record = vanthu::pipeline::analyse("a.txt", text.as_bytes()).remove(0).unwrap();
/// assert_eq!(record.references[0].key.as_deref(), Some("41/KH@qu:tay-ho.ha-noi~2020-2025"));
/// ```
#[must_use]
pub fn analyse(path: &str, bytes: &[u8]) -> Vec<Result<Record, Problem>> {
    analyse_with(path, bytes, &[]).results
}

/// [`analyse`] with overrides, in the order in which they act.
#[must_use]
pub fn analyse_with(path: &str, bytes: &[u8], rules: &[&Rule]) -> Analysis {
    let mut edit = Edit::new(rules);
    let results = match crate::read::decode(path, bytes) {
        Ok(decoded) => records(path, bytes, &decoded, &mut edit).into_iter().map(Ok).collect(),
        Err(problem) => vec![Err(problem)],
    };
    Analysis { results, effects: edit.effects }
}

fn records(path: &str, bytes: &[u8], decoded: &Decoded, edit: &mut Edit) -> Vec<Record> {
    let whole = Doc::new(decoded.text);
    let ranges = parts::split(&whole);
    let mut records = match ranges.as_slice() {
        [_] => vec![record_of(&whole, edit)],
        _ => ranges.into_iter().zip(1..).map(|(range, part)| part_of(decoded.text, range, part, edit)).collect(),
    };
    let blake3 = blake3::hash(bytes).to_hex().to_string();
    for record in &mut records {
        path.clone_into(&mut record.path);
        record.blake3.clone_from(&blake3);
        decoded.format.clone_into(&mut record.format);
        decoded.encoding.clone_into(&mut record.encoding);
    }
    records
}

/// One of several documents in a text; its offsets are bytes of the whole text.
fn part_of(text: &str, range: Range<usize>, part: u32, edit: &mut Edit) -> Record {
    edit.part(Some(part));
    let extent = Some(Span::new(range.start, range.end));
    Record { part: Some(part), extent, ..record_of(&Doc::part(text, range), edit) }
}

/// Everything found in one document.
fn record_of(doc: &Doc, edit: &mut Edit) -> Record {
    let frame = Frame::new(doc);
    let mut read = header::read(doc, &frame);
    edit.header(&mut read);
    let dates = date::find(doc, &frame, &read);
    let mut context = Context { doc, frame, header: read.header.clone(), dates };
    let mentions = reference::find(&context, &read.home, read.number.as_ref());
    date::assign(&mut context, &read, &mentions);
    let references = reference::records(&context, &mentions);
    let percentages = percent::find(&context);
    let (targets, results) = target::find(&context, &percentages);
    let quantities = quantity::find(&context, &targets);
    let dates = context
        .dates
        .iter()
        .map(|d| {
            let (start, end, text) = context.passage(&d.at);
            DateMention {
                start,
                end,
                text,
                iso: d.value.iso(),
                precision: d.value.precision(),
                role: d.role,
                recurring: d.recurring.clone(),
                year_from: d.from_context.then(|| "context".to_owned()),
                overridden: None,
            }
        })
        .collect();
    let document = source_spans(read.header, doc);
    let mut record =
        Record { schema: RECORD_VERSION, document, references, dates, percentages, targets, results, quantities, ..Record::default() };
    edit.items(&mut record, &context, &read.home, read.number.as_ref());
    link::within::resolve(&mut record.document, read.number.as_ref(), &read.home, &mut record.references);
    record.findings = link::findings::find(&Material {
        doc,
        proper: context.frame.proper.clone(),
        body: &context.frame.body,
        header: &record.document,
        references: &record.references,
        dates: &record.dates,
        percentages: &record.percentages,
    });
    edit.findings(&mut record, &context, &read.home);
    record
}

/// Spans of the header's fields and annexes, from flow to source.
fn source_spans(mut header: Header, doc: &Doc) -> Header {
    for (_, s, e) in &mut header.field_spans {
        let span = doc.flow.to_source(*s, *e);
        (*s, *e) = (span.start, span.end);
    }
    for annex in &mut header.annexes {
        let span = doc.flow.to_source(annex.start, annex.end);
        (annex.start, annex.end) = (span.start, span.end);
    }
    header
}
