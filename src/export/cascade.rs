//! The tree of a cascade as rows, in the order of the tree; `above` names the document that each carries out.

use serde::Serialize;

use super::{Tabular, cell};
use crate::query::graph::cascade::Step;
use crate::query::graph::gaps::Gap;

/// One document of the tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CascadeRow {
    /// Levels below the root.
    pub depth: usize,
    /// Identity of the document above; none for the root.
    pub above: Option<String>,
    /// The document.
    #[serde(flatten)]
    pub step: Step,
}

/// Trees as rows.
#[must_use]
pub fn rows(trees: &[Step]) -> Vec<CascadeRow> {
    fn walk(step: &Step, depth: usize, above: Option<&str>, out: &mut Vec<CascadeRow>) {
        out.push(CascadeRow { depth, above: above.map(str::to_owned), step: Step { children: Vec::new(), ..step.clone() } });
        for child in &step.children {
            walk(child, depth + 1, Some(&step.document.id), out);
        }
    }
    let mut out = Vec::new();
    for tree in trees {
        walk(tree, 0, None, &mut out);
    }
    out
}

fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Territories { level, all, without } => format!("{level} {}/{all}: {}", without.len(), without.join(", ")),
        Gap::NoReport => "no_report".into(),
        Gap::NotHeld => "not_held".into(),
    }
}

impl Tabular for CascadeRow {
    const COLUMNS: &'static [&'static str] =
        &["depth", "above", "relation", "id", "held", "number", "type", "issuer", "level", "date", "title", "said_by", "sentence", "gaps"];
    const NUMERIC: &'static [&'static str] = &["depth"];

    fn cells(&self) -> Vec<String> {
        let (s, d) = (&self.step, &self.step.document);
        vec![
            self.depth.to_string(),
            cell(self.above.as_ref()),
            s.relation.map(|r| r.as_str().to_owned()).unwrap_or_default(),
            d.id.clone(),
            d.held.to_string(),
            cell(d.number.as_ref()),
            cell(d.doc_type.as_ref()),
            cell(d.issuer.as_ref()),
            cell(s.level.as_ref()),
            cell(d.date.as_ref()),
            cell(d.title.as_ref()),
            cell(s.said_by.as_ref()),
            cell(s.sentence.as_ref()),
            s.gaps.iter().map(gap).collect::<Vec<_>>().join(" | "),
        ]
    }
}
