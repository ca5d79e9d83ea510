//! Dates with their role. GUIDELINES §2.

use std::ops::Range;

use super::{DateAt, frame::Frame, header::HeaderRead};
use crate::model::DateRole;
use crate::text::Doc;

/// Every date of the document.
#[must_use]
pub fn find(doc: &Doc, frame: &Frame, header: &HeaderRead) -> Vec<DateAt> {
    let _ = (frame, header);
    let mut out = Vec::new();
    for f in crate::grammar::date::find(doc.text()) {
        let at: Range<usize> = f.start..f.end;
        out.push(DateAt { at, value: f.value, role: DateRole::Period, from_context: false, recurring: None });
    }
    out
}
