//! Findings inside one document: contradictions and oddities, each with its places and a plain sentence.

use crate::model::{Finding, Header, Reference};

/// Remarks about a document.
#[must_use]
pub fn find(header: &Header, refs: &[Reference]) -> Vec<Finding> {
    let _ = (header, refs);
    Vec::new()
}
