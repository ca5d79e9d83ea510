//! [`Archive`]: an index opened once; [`View`]: its state at one moment, against which any number of questions can be asked.

use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{DocAddress, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::QueryError;
use super::collect::{AllDocs, Figures};
use crate::index::IndexError;
use crate::index::folder::Folder;
use crate::index::paths::Naming;
use crate::index::row::Stored;
use crate::index::schema::{DOCUMENT, FAILURE, Fields};
use crate::model::{Problem, Reference, Span};
use crate::record::{ANALYSIS_VERSION, Record};

/// An opened index.
pub struct Archive {
    reader: IndexReader,
    naming: Naming,
}

impl Archive {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    /// Where there is none or it cannot be used; see [`Folder::open`].
    pub fn open(folder: &Folder) -> Result<Self, QueryError> {
        let index = folder.open()?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(8)
            .try_into()
            .map_err(|e: tantivy::TantivyError| IndexError::Damaged { folder: folder.path().to_owned(), why: e.to_string() })?;
        Ok(Self { reader, naming: Naming::new(folder.path()) })
    }

    /// The state of the last commit seen; call [`Archive::refresh`] to see later ones.
    #[must_use]
    pub fn view(&self) -> View {
        View { searcher: self.reader.searcher(), fields: Fields::build().1, naming: self.naming.clone() }
    }

    /// Looks for a later commit.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn refresh(&self) -> Result<(), QueryError> {
        Ok(self.reader.reload()?)
    }
}

/// A document with the text that its offsets point into.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The record; `path` as shown to the user, `text` only where the record has its own.
    pub record: Record,
    /// The text; of a part only its own.
    pub text: String,
}

impl Opened {
    /// Where the text begins in what offsets point into: 0 but for a part.
    #[must_use]
    pub fn begin(&self) -> usize {
        self.record.extent.map_or(0, |e| e.start)
    }

    /// The sentence that shows the relation of a mention; its own words where there is none.
    #[must_use]
    pub fn sentence(&self, mention: &Reference) -> String {
        let whole = self.slice(mention.evidence);
        if whole.is_empty() { mention.text.clone() } else { whole.to_owned() }
    }

    /// The text under a span of the record, or `""` where it does not fit.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let at = |n: usize| n.checked_sub(self.begin());
        at(span.start).zip(at(span.end)).map_or("", |(start, end)| Span::new(start, end).slice(&self.text))
    }
}

/// An index at one moment.
pub struct View {
    /// tantivy's searcher.
    pub searcher: Searcher,
    /// Field handles.
    pub fields: Fields,
    /// Names of files.
    pub naming: Naming,
}

impl View {
    /// A view of an index that is not in a folder: it names no files.
    #[must_use]
    pub fn of(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields, naming: Naming::new(std::path::Path::new("")) }
    }

    /// A query for one term.
    #[must_use]
    pub fn term(field: tantivy::schema::Field, text: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    }

    /// All documents that match, in the order of the index.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn matching(&self, query: &dyn Query) -> Result<Vec<DocAddress>, QueryError> {
        Ok(self.searcher.search(query, &AllDocs)?)
    }

    /// All documents.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn documents(&self) -> Result<Vec<DocAddress>, QueryError> {
        self.matching(&*Self::term(self.fields.kind, DOCUMENT))
    }

    /// How many documents another version of the program analysed.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn other_version(&self) -> Result<usize, QueryError> {
        let versions = Figures::new(&self.searcher, "analysis")?;
        Ok(self.documents()?.into_iter().filter(|at| versions.first(*at) != Some(u64::from(ANALYSIS_VERSION))).count())
    }

    /// How many documents there are.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn count(&self, query: &dyn Query) -> Result<usize, QueryError> {
        Ok(query.count(&self.searcher)?)
    }

    /// Documents of the file with this name inside the index, in no order.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn by_path(&self, inside: &str) -> Result<Vec<DocAddress>, QueryError> {
        let both = vec![Self::term(self.fields.path, inside), Self::term(self.fields.kind, DOCUMENT)];
        self.matching(&BooleanQuery::intersection(both))
    }

    /// The record and text of a document.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn open(&self, at: DocAddress) -> Result<Opened, QueryError> {
        let row: TantivyDocument = self.searcher.doc(at)?;
        let json = row.get_first(self.fields.record).and_then(|v| v.as_str()).unwrap_or("");
        let stored: Stored =
            serde_json::from_str(json).map_err(|e| IndexError::Other(format!("a record in the index cannot be read: {e}")))?;
        let text = row.get_first(self.fields.body).and_then(|v| v.as_str()).unwrap_or("").to_owned();
        let mut record = stored.record;
        record.path = self.naming.shown(&record.path);
        // a part has only its own text, and offsets into the whole
        if stored.decoded && record.part.is_none() {
            record.text = Some(text.clone());
        }
        Ok(Opened { record, text })
    }

    /// Files that could not be taken in, with the reason, by path.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn failures(&self) -> Result<Vec<(String, Problem)>, QueryError> {
        let mut out = Vec::new();
        for at in self.matching(&*Self::term(self.fields.kind, FAILURE))? {
            let row: TantivyDocument = self.searcher.doc(at)?;
            let problem = row.get_first(self.fields.problem).and_then(|v| v.as_str()).and_then(|j| serde_json::from_str(j).ok());
            let mut path = String::new();
            if let Some(paths) = self.searcher.segment_reader(at.segment_ord).fast_fields().str("path")?
                && let Some(ord) = paths.term_ords(at.doc_id).next()
            {
                paths.ord_to_str(ord, &mut path)?;
            }
            if let Some(problem) = problem {
                out.push((self.naming.shown(&path), problem));
            }
        }
        out.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(out)
    }
}
