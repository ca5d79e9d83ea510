//! A record as a row of the index, and a failure as a row of its own.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;

use super::edge::Edge;
use super::schema::{DOCUMENT, FAILURE, Fields};
use super::{IndexError, terms};
use crate::model::{Problem, RefKind, Reference};
use crate::record::Record;
use crate::text::shingle::{Signature, shingles};

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileState {
    /// Bytes.
    pub size: u64,
    /// Time of last change, nanoseconds since 1970.
    pub mtime: i64,
    /// Hash of its bytes, hex; empty where it could not be read.
    pub blake3: String,
    /// When it first came in, seconds since 1970.
    pub added_at: i64,
    /// When it was read, nanoseconds since 1970.
    pub indexed_at: i64,
    /// Hash of the overrides that its documents were made with; empty where there were none.
    pub overrides: String,
    /// [`crate::record::ANALYSIS_VERSION`] of the program that read it.
    pub analysis: u32,
}

fn file_row(f: &Fields, kind: &str, path: &str, state: &FileState) -> TantivyDocument {
    let mut row = TantivyDocument::default();
    row.add_text(f.kind, kind);
    row.add_text(f.path, path);
    row.add_u64(f.size, state.size);
    row.add_i64(f.mtime, state.mtime);
    row.add_text(f.blake3, &state.blake3);
    row.add_i64(f.added_at, state.added_at);
    row.add_i64(f.indexed_at, state.indexed_at);
    row.add_text(f.overrides, &state.overrides);
    row.add_u64(f.analysis, u64::from(state.analysis));
    row
}

/// The row of a file that could not be taken in.
///
/// # Errors
/// Only where the problem cannot be serialised.
pub fn failure_row(f: &Fields, path: &str, state: &FileState, problem: &Problem) -> Result<TantivyDocument, IndexError> {
    let mut row = file_row(f, FAILURE, path, state);
    row.add_text(f.problem, serde_json::to_string(problem).map_err(|e| IndexError::Other(e.to_string()))?);
    Ok(row)
}

/// The row of a document. `path` is the file's name inside the index; `text` is what offsets point into, of which a part keeps its own.
///
/// # Errors
/// Only where the record cannot be serialised.
pub fn document_row(f: &Fields, path: &str, state: &FileState, mut record: Record, text: &str) -> Result<TantivyDocument, IndexError> {
    let mut row = file_row(f, DOCUMENT, path, state);
    path.clone_into(&mut record.path);
    // the text is stored once, in the body; whether it is the file itself is told by the format
    let decoded = record.text.take().is_some();
    let text = record.extent.map_or(text, |e| e.slice(text));
    let d = &record.document;
    row.add_text(f.body, text);
    row.add_text(f.content, blake3::hash(text.trim().as_bytes()).to_hex().as_str());
    for band in Signature::of(&shingles(text)).iter().flat_map(Signature::bands) {
        row.add_u64(f.near, *band);
    }
    if let Some(part) = record.part {
        row.add_u64(f.part, u64::from(part));
    }
    if let Some(title) = &d.title {
        row.add_text(f.title, title);
    }
    if let Some(number) = &d.number {
        row.add_text(f.number_words, number);
        row.add_text(f.number_shown, number);
        for term in number_terms(number) {
            row.add_text(f.number, term);
        }
    }
    if let Some(key) = &d.key {
        row.add_text(f.key, key);
        for block in [terms::key_block(key), terms::key_register(key)].into_iter().flatten() {
            row.add_text(f.block, block);
        }
    }
    for (field, value) in [(f.doc_type, &d.doc_type), (f.level, &d.issuer_level), (f.issued_on, &d.issued_on)] {
        if let Some(value) = value {
            row.add_text(field, value);
        }
    }
    for (words, column, value) in [(f.issuer, f.issuer_name, &d.issuer), (f.place, f.place_name, &d.place)] {
        if let Some(value) = value {
            row.add_text(words, value);
            row.add_text(column, value);
        }
    }
    if let Some((first, last)) = d.issued_on.as_deref().and_then(terms::day_range) {
        row.add_u64(f.first_day, first);
        row.add_u64(f.last_day, last);
        row.add_u64(f.year, first / 10_000);
    }
    row.add_text(f.form, d.form.as_str());
    if let Some(name) = d.signer.as_ref().and_then(|s| s.name.as_ref()) {
        row.add_text(f.signer, name);
    }
    for name in d.addressees.iter().chain(&d.recipients) {
        row.add_text(f.recipient, name);
    }
    add_citations(f, &mut row, &record);
    add_contents(f, &mut row, &record);
    let json = serde_json::to_string(&Stored { decoded, record }).map_err(|e| IndexError::Other(e.to_string()))?;
    row.add_text(f.record, json);
    Ok(row)
}

/// The record as it is stored: its text lies in the body.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Stored {
    /// Whether the record carried its own text (a format that had to be decoded).
    pub decoded: bool,
    /// The record without text.
    pub record: Record,
}

/// Both term forms of a number, once where they are equal.
#[must_use]
pub fn number_terms(number: &str) -> BTreeSet<String> {
    BTreeSet::from([terms::number_exact(number), terms::number_plain(number)])
}

fn add_citations(f: &Fields, row: &mut TantivyDocument, record: &Record) {
    let edges: BTreeSet<Edge> = record.references.iter().filter_map(|r| Edge::of(r, &record.references)).collect();
    let mut cites = BTreeSet::new();
    let mut blocks = BTreeSet::new();
    let mut relations = BTreeSet::new();
    // "Chương trình 06": its serial is all that can be looked up
    blocks.extend(record.references.iter().filter_map(short_serial));
    for edge in &edges {
        if !edge.number.is_empty() {
            cites.extend(number_terms(&edge.number));
        }
        blocks.extend(terms::key_block(&edge.key));
        blocks.extend(terms::key_register(&edge.key));
        relations.insert(edge.own_relation());
        row.add_text(f.edge, edge.encode());
    }
    for term in &cites {
        row.add_text(f.cites, term);
    }
    for block in &blocks {
        row.add_text(f.cited_block, block);
    }
    for relation in &relations {
        row.add_text(f.relation, relation.as_str());
    }
}

/// The serial of a mention by type and serial that led to no number, without leading zeros.
#[must_use]
pub fn short_serial(reference: &Reference) -> Option<String> {
    let open = reference.kind == RefKind::ShortNumber && reference.number.is_none() && reference.resolved_number.is_none();
    let serial = reference.number_raw.as_deref().filter(|_| open)?.trim().trim_start_matches('0').to_lowercase();
    (!serial.is_empty()).then_some(serial)
}

fn add_contents(f: &Fields, row: &mut TantivyDocument, record: &Record) {
    let d = &record.document;
    for (word, has) in [
        ("number", d.number.is_some()),
        ("issuer", d.issuer.is_some()),
        ("date", d.issued_on.is_some()),
        ("signer", d.signer.is_some()),
        ("key", d.key.is_some()),
        ("draft", d.draft),
        ("urgency", d.urgency.is_some()),
        ("secrecy", d.secrecy.is_some()),
        ("arrival", d.arrival.is_some()),
        ("reference", !record.references.is_empty()),
        ("percentage", !record.percentages.is_empty()),
        ("target", !record.targets.is_empty()),
        ("result", !record.results.is_empty()),
        ("quantity", !record.quantities.is_empty()),
        ("finding", !record.findings.is_empty()),
        ("override", !record.overrides.is_empty() || !record.overridden().is_empty()),
    ] {
        if has {
            row.add_text(f.has, word);
        }
    }
    let indicators: BTreeSet<&str> = record.targets.iter().chain(&record.results).filter_map(|t| t.indicator.as_deref()).collect();
    for id in indicators {
        row.add_text(f.indicator, id);
    }
    let figures: BTreeSet<Vec<u8>> = record
        .targets
        .iter()
        .chain(&record.results)
        .flat_map(|t| ["", t.indicator.as_deref().unwrap_or("")].map(|id| t.value.map(|v| terms::figure(id, v))))
        .flatten()
        .collect();
    for figure in figures {
        row.add_bytes(f.figure, &figure);
    }
    let sentences: BTreeSet<&str> = record.targets.iter().chain(&record.results).map(|t| t.text.as_str()).collect();
    for sentence in sentences {
        row.add_text(f.commitment, sentence);
    }
    let codes: BTreeSet<&str> = record.findings.iter().map(|x| x.code.as_str()).collect();
    for code in codes {
        row.add_text(f.finding, code);
    }
}
