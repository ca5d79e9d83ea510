//! Rows of answers as cells.

use super::bundle::word;
use super::{Tabular, cell};
use crate::query::check::Checked;
use crate::query::describe::Claim;
use crate::query::graph::Link;
use crate::query::missing::Missing;

/// A claim in a cell, with what contradicts it.
#[must_use]
pub fn claim(claim: Option<&Claim>) -> String {
    let Some(c) = claim else { return String::new() };
    let others: Vec<&str> = c.conflicting.iter().map(|(v, _)| v.as_str()).collect();
    if others.is_empty() { c.value.clone() } else { format!("{} (? {})", c.value, others.join(" / ")) }
}

impl Tabular for Missing {
    const COLUMNS: &'static [&'static str] = &["cited_by", "number", "type", "issuer", "date", "title", "key"];
    const SHOWN: &'static [&'static str] = &["cited_by", "number", "issuer", "date", "title"];

    fn cells(&self) -> Vec<String> {
        let k = &self.known;
        vec![
            self.cited_by.to_string(),
            cell(k.number.as_ref()),
            claim(k.doc_type.as_ref()),
            claim(k.issuer.as_ref()),
            claim(k.date.as_ref()),
            claim(k.title.as_ref()),
            cell(k.key.as_ref()),
        ]
    }
}

impl Tabular for Checked {
    const COLUMNS: &'static [&'static str] = &["severity", "code", "path", "part", "number", "message", "start", "text", "others"];
    const SHOWN: &'static [&'static str] = &["severity", "path", "message"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.severity.as_str().to_owned(),
            self.code.clone(),
            self.path.clone(),
            cell(self.part.as_ref()),
            cell(self.number.as_ref()),
            self.message.clone(),
            cell(self.start.as_ref()),
            cell(self.text.as_ref()),
            self.others.join("; "),
        ]
    }
}

/// A citation with the document it is seen from.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RefRow {
    /// Number or path of the subject.
    pub subject: String,
    /// The citation.
    #[serde(flatten)]
    pub link: Link,
}

impl Tabular for RefRow {
    const COLUMNS: &'static [&'static str] = &[
        "subject",
        "direction",
        "relation",
        "number",
        "type",
        "issuer",
        "date",
        "title",
        "path",
        "part",
        "certainty",
        "mentions",
        "sentence",
    ];

    fn cells(&self) -> Vec<String> {
        let l = &self.link;
        vec![
            self.subject.clone(),
            word(&l.direction),
            l.relation.as_str().to_owned(),
            cell(l.number.as_ref()),
            cell(l.doc_type.as_ref()),
            cell(l.issuer.as_ref()),
            cell(l.date.as_ref()),
            cell(l.title.as_ref()),
            cell(l.path.as_ref()),
            cell(l.part.as_ref()),
            word(&l.certainty),
            l.mentions.to_string(),
            l.sentence.clone(),
        ]
    }
}
