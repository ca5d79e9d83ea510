//! Rows of answers as cells.

use super::bundle::word;
use super::{Tabular, cell};
use crate::query::check::Checked;
use crate::query::describe::Claim;
use crate::query::diff::Change;
use crate::query::graph::Link;
use crate::query::graph::web::WebArc;
use crate::query::missing::Missing;
use crate::query::tasks::TaskRow;
use crate::query::words::provisions;

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
    const NUMERIC: &'static [&'static str] = &["cited_by"];

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

impl Tabular for TaskRow {
    const COLUMNS: &'static [&'static str] = &[
        "due",
        "days_left",
        "deadline",
        "bound",
        "recurring",
        "kind",
        "what",
        "figure",
        "responsible",
        "indicator",
        "number",
        "issuer",
        "issued_on",
        "title",
        "key",
        "path",
        "part",
        "start",
        "end",
        "text",
    ];
    const SHOWN: &'static [&'static str] = &["due", "what", "responsible", "number"];
    const NUMERIC: &'static [&'static str] = &["days_left", "part", "start", "end"];

    fn cells(&self) -> Vec<String> {
        vec![
            cell(self.due.as_ref()),
            cell(self.days_left.as_ref()),
            self.deadline.clone(),
            word(&self.bound),
            cell(self.recurring.as_ref()),
            self.kind.to_owned(),
            self.what.clone(),
            self.figure.clone(),
            cell(self.responsible.as_ref()),
            cell(self.indicator.as_ref()),
            cell(self.number.as_ref()),
            cell(self.issuer.as_ref()),
            cell(self.issued_on.as_ref()),
            cell(self.title.as_ref()),
            cell(self.key.as_ref()),
            self.path.clone(),
            cell(self.part.as_ref()),
            self.start.to_string(),
            self.end.to_string(),
            self.text.clone(),
        ]
    }
}

impl Tabular for Change {
    const COLUMNS: &'static [&'static str] =
        &["kind", "path", "part", "number", "what", "old", "new", "difference", "other", "start", "text"];
    const SHOWN: &'static [&'static str] = &["kind", "path", "what", "old", "new"];
    const NUMERIC: &'static [&'static str] = &["part", "difference", "start"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.kind.as_str().to_owned(),
            self.path.clone(),
            cell(self.part.as_ref()),
            cell(self.number.as_ref()),
            cell(self.what.as_ref()),
            cell(self.old.as_ref()),
            cell(self.new.as_ref()),
            cell(self.difference.as_ref()),
            cell(self.other.as_ref()),
            cell(self.start.as_ref()),
            cell(self.text.as_ref()),
        ]
    }
}

impl Tabular for Checked {
    const COLUMNS: &'static [&'static str] = &["severity", "code", "path", "part", "number", "message", "start", "text", "others"];
    const SHOWN: &'static [&'static str] = &["severity", "path", "message"];
    const NUMERIC: &'static [&'static str] = &["part", "start"];

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
        "candidates",
        "proposed",
        "said_of",
        "said_by",
        "confidence",
        "provisions",
        "mentions",
        "start",
        "sentence",
    ];
    const NUMERIC: &'static [&'static str] = &["part", "confidence", "mentions", "start"];

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
            l.candidates.iter().map(|c| format!("{} {:.2}", c.document, c.score)).collect::<Vec<_>>().join("; "),
            if l.proposed { "true".to_owned() } else { String::new() },
            l.said_of.as_ref().map(|of| format!("{} {}", of.document, of.relation.as_str())).unwrap_or_default(),
            cell(l.said_by.as_ref()),
            cell(l.confidence.as_ref()),
            provisions(&l.provisions),
            l.mentions.to_string(),
            l.start.to_string(),
            l.sentence.clone(),
        ]
    }
}

impl Tabular for WebArc {
    const COLUMNS: &'static [&'static str] = &["from", "to", "relation", "proposed", "certainty", "said_by", "sentence"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.from.clone(),
            self.to.clone(),
            self.relation.as_str().to_owned(),
            self.proposed.to_string(),
            word(&self.certainty),
            cell(self.said_by.as_ref()),
            cell(self.sentence.as_ref()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound<T: Tabular>(row: &T) {
        assert_eq!(row.cells().len(), T::COLUMNS.len());
        for name in T::NUMERIC.iter().chain(T::SHOWN) {
            assert!(T::COLUMNS.contains(name), "{name}");
        }
        for (column, cell) in T::COLUMNS.iter().zip(row.cells()) {
            assert!(!T::NUMERIC.contains(column) || cell.is_empty() || cell.parse::<f64>().is_ok(), "{column}: {cell}");
        }
    }

    #[test]
    fn columns_and_cells_agree() {
        sound(&TaskRow { days_left: Some(-3), part: Some(2), ..TaskRow::default() });
        let pivot = crate::query::targets::PivotRow {
            indicator: "?".into(),
            group: "2024".into(),
            targets: 1,
            target_values: vec!["5".into()],
            target: Some(5.0),
            ..Default::default()
        };
        sound(&pivot);
    }
}
