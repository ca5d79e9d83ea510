//! [`Frame`]: which blocks are the document's head, body and end. To come.

use std::ops::Range;

/// Ranges of block indices.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The document without page furniture around it.
    pub proper: Range<usize>,
    /// Letterhead, number, date, type, title.
    pub head: Range<usize>,
    /// From the first paragraph after the title to the end, signature and distribution list left out: block indices in order.
    pub body: Vec<usize>,
}
