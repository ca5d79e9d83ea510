//! [`Fields`]: the fields of the index.
//!
//! | kind | fields |
//! |---|---|
//! | text, exact and folded | `title`, `body`, `number_words`, `issuer`, `place`, `signer`, `recipient`, `commitment` |
//! | terms for filters | `number`, `block`, `cites`, `cited_block`, `relation`, `has`, `indicator`, `figure`, `finding`, `doc_type`, `level`, `form`, `blake3` |
//! | columns for order, facets and questions about all | `number_shown`, `key`, `issued_on`, `issuer_name`, `place_name`, `year`, `first_day`, `last_day`, `edge`, `near` … |
//! | the file | `path`, `part`, `size`, `mtime`, `blake3`, `added_at`, `indexed_at`, `overrides`, `analysis` |
//! | stored | `record` (JSON without its text), `body` |
//!
//! Rows are of two kinds (`kind`): a document, or a file that could not be taken in (it holds the state of the file and the problem).

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

use super::analyzer;

/// `kind` of a row that is a document.
pub const DOCUMENT: &str = "document";
/// `kind` of a row that stands for a file that could not be taken in.
pub const FAILURE: &str = "failure";

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $add:expr;)*) => {
        /// Handles of all fields.
        #[derive(Debug, Clone, Copy)]
        pub struct Fields { $($(#[$doc])* pub $name: Field,)* }

        impl Fields {
            /// The schema of this version, and its handles.
            #[must_use]
            pub fn build() -> (Schema, Self) {
                let mut builder = Schema::builder();
                let fields = Self { $($name: ($add)(&mut builder, stringify!($name)),)* };
                (builder.build(), fields)
            }
        }
    };
}

type Builder = tantivy::schema::SchemaBuilder;

fn words() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(analyzer::NAME).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn text(b: &mut Builder, name: &str) -> Field {
    b.add_text_field(name, words())
}
fn stored_text(b: &mut Builder, name: &str) -> Field {
    b.add_text_field(name, words().set_stored())
}
fn term(b: &mut Builder, name: &str) -> Field {
    b.add_text_field(name, STRING)
}
fn term_column(b: &mut Builder, name: &str) -> Field {
    b.add_text_field(name, STRING | FAST)
}
fn column(b: &mut Builder, name: &str) -> Field {
    b.add_text_field(name, TextOptions::default().set_fast("raw"))
}
fn stored(b: &mut Builder, name: &str) -> Field {
    b.add_text_field(name, STORED)
}
fn number_column(b: &mut Builder, name: &str) -> Field {
    b.add_u64_field(name, FAST | INDEXED)
}
fn figures(b: &mut Builder, name: &str) -> Field {
    b.add_u64_field(name, FAST)
}
fn bytes(b: &mut Builder, name: &str) -> Field {
    b.add_bytes_field(name, INDEXED)
}
fn time_column(b: &mut Builder, name: &str) -> Field {
    b.add_i64_field(name, FAST)
}

fields! {
    /// [`DOCUMENT`] or [`FAILURE`].
    kind: term_column;
    /// The file, as [`super::paths::Naming::inside`] names it.
    path: term_column;
    /// Which of several documents in the file; none where it holds one.
    part: number_column;
    /// Bytes of the file.
    size: number_column;
    /// Time of last change, nanoseconds since 1970.
    mtime: time_column;
    /// Hash of the file's bytes, hex.
    blake3: term_column;
    /// When the file first came in, seconds since 1970.
    added_at: time_column;
    /// When this row was written, nanoseconds since 1970.
    indexed_at: time_column;
    /// Hash of the overrides that this row was made with, hex.
    overrides: column;
    /// [`crate::record::ANALYSIS_VERSION`] of the program that made the record.
    analysis: number_column;
    /// Hash of the document's text, hex.
    content: column;
    /// The parts of [`crate::text::shingle::Signature`], in order; none of a short text.
    near: figures;
    /// Trích yếu.
    title: text;
    /// The text, stored.
    body: stored_text;
    /// The document's own number, as words and whole.
    number_words: text;
    /// The document's own number, [`super::terms::number_exact`] and [`super::terms::number_plain`].
    number: term;
    /// The document's own number as shown.
    number_shown: column;
    /// Block of the document's own key.
    block: term;
    /// Identity key.
    key: term_column;
    /// Type code.
    doc_type: term_column;
    /// Issuer, searched.
    issuer: text;
    /// Issuer, counted.
    issuer_name: column;
    /// Level of the issuer.
    level: term_column;
    /// Place, searched.
    place: text;
    /// Place, counted.
    place_name: column;
    /// ISO date as stated.
    issued_on: column;
    /// First day that the date can mean, `yyyymmdd`.
    first_day: number_column;
    /// Last day that the date can mean.
    last_day: number_column;
    /// Year.
    year: number_column;
    /// Administrative, article or news.
    form: term_column;
    /// Name of who signed.
    signer: text;
    /// Nơi nhận and Kính gửi.
    recipient: text;
    /// Numbers cited, in the forms of `number`.
    cites: term;
    /// Blocks of the keys cited.
    cited_block: term;
    /// Relations to documents cited.
    relation: term_column;
    /// What the document has: `number`, `date`, `target`, `finding` …
    has: term;
    /// Known indicators of targets and results.
    indicator: term_column;
    /// Figures of targets and results, [`super::terms::figure`], with their indicator and without.
    figure: bytes;
    /// Sentences of targets and results.
    commitment: text;
    /// Codes of findings.
    finding: term_column;
    /// [`super::edge::Edge`]s.
    edge: column;
    /// The record as JSON, without text.
    record: stored;
    /// The problem as JSON, of a failure.
    problem: stored;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_theirs() {
        let (schema, fields) = Fields::build();
        assert_eq!(schema.get_field("doc_type").ok(), Some(fields.doc_type));
        assert_eq!(schema.get_field("edge").ok(), Some(fields.edge));
    }
}
