//! The record: what `vanthu extract` writes, the index stores and every export is made of.
//!
//! Invariant: fields may be added, never renamed (a new meaning needs a new [`RECORD_VERSION`]).

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::model::{DateMention, Finding, Header, ItemKind, Override, Percentage, Problem, Quantity, Reference, Span, Suppressed, Target};

/// Version of the record's form, stored in its `schema` field.
pub const RECORD_VERSION: u32 = 1;

/// Version of the analysis: what is read out of a text, not the form in which it is written. It stands beside every record in an index, and
/// `vanthu index` analyses anew what another version analysed. Raised with every change that makes other records of the same file.
pub const ANALYSIS_VERSION: u32 = 3;

/// One document, with everything found in it. Offsets are bytes of the document's text, end exclusive.
///
/// ```
/// let record = vanthu::pipeline::analyse("a.txt", "Thực hiện Kế hoạch số 41-KH/QU của Quận ủy.".as_bytes()).remove(0).unwrap();
/// assert_eq!(record.references[0].number.as_deref(), Some("41-KH/QU"));
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Record {
    /// [`RECORD_VERSION`].
    pub schema: u32,
    /// Where the document came from.
    pub path: String,
    /// 1, 2 … where one file holds several documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// Where in the text this part stands, in bytes; only with `part`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Span>,
    /// BLAKE3 of the file's bytes, hex.
    pub blake3: String,
    /// `text`, `markdown` …
    pub format: String,
    /// `utf-8` …
    pub encoding: String,
    /// Number of pages, in paged formats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// What the document says of itself.
    pub document: Header,
    /// Mentions of other documents.
    pub references: Vec<Reference>,
    /// Dates.
    pub dates: Vec<DateMention>,
    /// Percentages.
    pub percentages: Vec<Percentage>,
    /// Commitments.
    pub targets: Vec<Target>,
    /// What a report says was reached.
    pub results: Vec<Target>,
    /// Money and counts reported as facts.
    pub quantities: Vec<Quantity>,
    /// What a careful reader would remark.
    pub findings: Vec<Finding>,
    /// Items that a person took out; what was corrected or added says so itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Suppressed>,
    /// The decoded text, for formats whose bytes are not the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Record {
    /// What a person corrected or added: the kind of item, its text (of a finding its sentence), and what was said.
    #[must_use]
    pub fn overridden(&self) -> Vec<(ItemKind, &str, &Override)> {
        let mut out: Vec<(ItemKind, &str, Option<&Override>)> = vec![(ItemKind::Document, "", self.document.overridden.as_deref())];
        out.extend(self.references.iter().map(|x| (ItemKind::Reference, x.text.as_str(), x.overridden.as_deref())));
        out.extend(self.dates.iter().map(|x| (ItemKind::Date, x.text.as_str(), x.overridden.as_deref())));
        out.extend(self.percentages.iter().map(|x| (ItemKind::Percentage, x.text.as_str(), x.overridden.as_deref())));
        out.extend(self.targets.iter().map(|x| (ItemKind::Target, x.text.as_str(), x.overridden.as_deref())));
        out.extend(self.results.iter().map(|x| (ItemKind::Result, x.text.as_str(), x.overridden.as_deref())));
        out.extend(self.quantities.iter().map(|x| (ItemKind::Quantity, x.text.as_str(), x.overridden.as_deref())));
        out.extend(self.findings.iter().map(|x| (ItemKind::Finding, x.message.as_str(), x.overridden.as_deref())));
        out.into_iter().filter_map(|(kind, text, said)| Some((kind, text, said?))).collect()
    }

    /// Every place of the text that the record points to, with the words that it keeps of it, where it keeps them.
    ///
    /// ```
    /// let text = "Thực hiện Kế hoạch số 41-KH/QU của Quận ủy.";
    /// let record = vanthu::pipeline::analyse("a.txt", text.as_bytes()).remove(0).unwrap();
    /// assert!(record.spans().any(|(span, words)| words == Some("Kế hoạch số 41-KH/QU") && span.slice(text) == "Kế hoạch số 41-KH/QU"));
    /// ```
    pub fn spans(&self) -> impl Iterator<Item = (Span, Option<&str>)> {
        let commitments = || self.targets.iter().chain(&self.results);
        let kept = self
            .references
            .iter()
            .map(|x| (x.start, x.end, &x.text))
            .chain(self.dates.iter().map(|x| (x.start, x.end, &x.text)))
            .chain(self.percentages.iter().map(|x| (x.start, x.end, &x.text)))
            .chain(commitments().map(|x| (x.start, x.end, &x.text)))
            .chain(self.quantities.iter().map(|x| (x.start, x.end, &x.text)))
            .map(|(start, end, text)| (Span::new(start, end), Some(text.as_str())));
        let bare = self
            .references
            .iter()
            .map(|x| x.evidence)
            .chain(commitments().filter_map(|x| x.value_span))
            .chain(self.findings.iter().flat_map(|x| x.spans.iter().copied()))
            .chain(self.document.field_spans.iter().map(|(_, start, end)| Span::new(*start, *end)));
        kept.chain(bare.map(|span| (span, None)))
    }

    /// The first place that does not lead back into `text`: outside it, inside a character, or over other words than are kept.
    #[must_use]
    pub fn stray(&self, text: &str) -> Option<Span> {
        self.spans()
            .find(|(span, kept)| text.get(span.start..span.end).is_none_or(|there| kept.is_some_and(|k| k != there)))
            .map(|(s, _)| s)
    }
}

/// The line that stands for a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// [`RECORD_VERSION`].
    pub schema: u32,
    /// The file.
    pub path: String,
    /// Why.
    pub problem: Problem,
}

impl Failure {
    /// A failure of `path`.
    #[must_use]
    pub fn new(path: impl Into<String>, problem: Problem) -> Self {
        Self { schema: RECORD_VERSION, path: path.into(), problem }
    }
}

/// One JSON line without line break; control and line-separator characters are escaped, so that a line is a line for every reader.
///
/// # Errors
/// Only where serialisation fails, which the types here do not.
pub fn to_json_line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let line = serde_json::to_string(value)?;
    if !line.contains(['\u{7f}', '\u{85}', '\u{2028}', '\u{2029}']) && !line.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return Ok(line);
    }
    let mut out = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    Ok(out)
}
