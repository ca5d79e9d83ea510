//! Collecting documents, reading columns, and counting only documents in scores.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, Term};

use crate::index::schema::{DOCUMENT, Fields};

/// Collects all documents that match, in the order of the index.
pub struct AllDocs;

/// [`AllDocs`] in one segment.
pub struct AllDocsSegment {
    segment: SegmentOrdinal,
    docs: Vec<DocAddress>,
}

impl Collector for AllDocs {
    type Fruit = Vec<DocAddress>;
    type Child = AllDocsSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<AllDocsSegment> {
        Ok(AllDocsSegment { segment, docs: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        let mut all: Vec<DocAddress> = fruits.into_iter().flatten().collect();
        all.sort_unstable();
        Ok(all)
    }
}

impl SegmentCollector for AllDocsSegment {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.docs.push(DocAddress::new(self.segment, doc));
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.docs
    }
}

/// BM25 figures that count documents only, so that rows of failures change no score.
pub struct DocumentStatistics<'a> {
    /// The searcher.
    pub searcher: &'a Searcher,
    /// Its fields.
    pub fields: &'a Fields,
}

impl Bm25StatisticsProvider for DocumentStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.doc_freq(&Term::from_field_text(self.fields.kind, DOCUMENT)).map(|n| n.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}

/// A text column over all segments.
pub struct Texts(Vec<Option<StrColumn>>);

impl Texts {
    /// The column `name`.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn new(searcher: &Searcher, name: &str) -> tantivy::Result<Self> {
        Ok(Self(searcher.segment_readers().iter().map(|s| s.fast_fields().str(name)).collect::<tantivy::Result<_>>()?))
    }

    /// The column of one segment.
    #[must_use]
    pub fn segment(&self, ord: SegmentOrdinal) -> Option<&StrColumn> {
        self.0.get(ord as usize)?.as_ref()
    }

    /// The first value of a document.
    #[must_use]
    pub fn first(&self, at: DocAddress) -> Option<String> {
        let column = self.segment(at.segment_ord)?;
        let ord = column.term_ords(at.doc_id).next()?;
        let mut out = String::new();
        column.ord_to_str(ord, &mut out).ok()?.then_some(out)
    }

    /// All values of a document.
    #[must_use]
    pub fn all(&self, at: DocAddress) -> Vec<String> {
        let Some(column) = self.segment(at.segment_ord) else { return Vec::new() };
        let mut values = Vec::new();
        for ord in column.term_ords(at.doc_id) {
            let mut out = String::new();
            if column.ord_to_str(ord, &mut out).unwrap_or(false) {
                values.push(out);
            }
        }
        values
    }
}

/// A column of figures over all segments.
pub struct Figures(Vec<Column<u64>>);

impl Figures {
    /// The column `name`.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn new(searcher: &Searcher, name: &str) -> tantivy::Result<Self> {
        Ok(Self(searcher.segment_readers().iter().map(|s| s.fast_fields().u64(name)).collect::<tantivy::Result<_>>()?))
    }

    /// The value of a document.
    #[must_use]
    pub fn first(&self, at: DocAddress) -> Option<u64> {
        self.0.get(at.segment_ord as usize)?.first(at.doc_id)
    }

    /// All values of a document, in the order in which they were added.
    pub fn all(&self, at: DocAddress) -> impl Iterator<Item = u64> + '_ {
        self.0.get(at.segment_ord as usize).into_iter().flat_map(move |column| column.values_for_doc(at.doc_id))
    }
}
