//! What is in a document: header, references, dates, percentages, targets and results, quantities, findings.
//!
//! Extract first, resolve later: every extractor records what stands in the text; which document a reference means is decided in
//! [`crate::link`]. Extractors see the normalised text ([`crate::text::Doc`]) and hand out positions in it; [`Context::passage`] leads
//! them back to the bytes of the source.
//!
//! | file | finds |
//! |---|---|
//! | [`parts`] | where each document begins in a file that holds several |
//! | [`frame`] | where the document begins and ends, its head, body, signature, distribution list, annexes |
//! | [`header`] | the document's own fields |
//! | [`date`] | dates with role |
//! | [`mod@reference`] | mentions of other documents |
//! | [`percent`] | percentages with role and comparator |
//! | [`target`] | targets and results |
//! | [`quantity`] | money and counts reported as facts |
//! | `recount` | shares against the two counts stated with them |
//! | [`section`] | the heading under which a block stands |
//! | `line`, [`figure`], [`mood`] | what these are made from: a block's words and cues, its figures, whether it prescribes or reports |

pub mod date;
pub mod figure;
pub mod frame;
pub mod header;
pub mod line;
pub mod mood;
pub mod parts;
pub mod percent;
pub mod quantity;
mod recount;
pub mod reference;
pub mod section;
pub mod target;

#[cfg(test)]
mod gold;
#[cfg(test)]
mod testing;

use std::ops::Range;

use crate::grammar::date::Value;
use crate::model::{DateRole, Header, Span};
use crate::text::Doc;

/// A date in the flow, before it becomes a record.
#[derive(Debug, Clone)]
pub struct DateAt {
    /// Range in the flow.
    pub at: Range<usize>,
    /// What it says, open parts filled from context where that is certain.
    pub value: Value,
    /// What it is there for.
    pub role: DateRole,
    /// Whether a part was filled from context.
    pub from_context: bool,
    /// `--MM-DD` of a yearly day.
    pub recurring: Option<String>,
}

/// What every extractor may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text.
    pub doc: &'a Doc<'a>,
    /// Where head, body and end are.
    pub frame: frame::Frame,
    /// The document's own fields.
    pub header: Header,
    /// Dates, in order of the text.
    pub dates: Vec<DateAt>,
}

impl Context<'_> {
    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.doc.text()
    }

    /// Source span of a flow range.
    #[must_use]
    pub fn span(&self, at: &Range<usize>) -> Span {
        self.doc.flow.to_source(at.start, at.end)
    }

    /// Source span and source text of a flow range: the `start`, `end`, `text` of a record.
    #[must_use]
    pub fn passage(&self, at: &Range<usize>) -> (usize, usize, String) {
        let span = self.span(at);
        (span.start, span.end, span.slice(self.doc.source).to_owned())
    }

    /// The year that the document was issued in, if stated.
    #[must_use]
    pub fn issued_year(&self) -> Option<u16> {
        self.header.issued_on.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse().ok())
    }

    /// Dates that lie in a flow range.
    pub fn dates_in(&self, at: &Range<usize>) -> impl Iterator<Item = &DateAt> {
        let (start, end) = (at.start, at.end);
        let first = self.dates.partition_point(|d| d.at.start < start);
        self.dates[first..].iter().take_while(move |d| d.at.end <= end)
    }

    /// The sentence around a flow position, trimmed, inside its block.
    #[must_use]
    pub fn sentence(&self, flow: usize) -> Range<usize> {
        let block = &self.doc.blocks[self.doc.block_at(flow)];
        let text = self.doc.block_text(block);
        let (s, e) = crate::text::sentence::around(text, flow - block.start);
        block.start + s..block.start + e
    }
}
