//! Targets, pairs of plan and report, and pivots as cells; docs/CODEBOOK.md defines each.

use super::bundle::{TARGETS, target_cells};
use super::{Tabular, cell};
use crate::query::targets::{PairRow, PivotRow, TargetRow};
use crate::query::words::{Lang, figure};

/// What a row has beside the columns of `targets.csv`.
const ROW_ONLY: [&str; 10] = ["figure", "type", "title", "issued_on", "group", "about", "about_basis", "year", "value_start", "value_end"];

const TARGET_ROW: [&str; TARGETS.len() + ROW_ONLY.len()] = {
    let mut all = [""; TARGETS.len() + ROW_ONLY.len()];
    let (head, tail) = all.split_at_mut(TARGETS.len());
    head.copy_from_slice(TARGETS);
    tail.copy_from_slice(&ROW_ONLY);
    all
};

impl Tabular for TargetRow {
    const COLUMNS: &'static [&'static str] = &TARGET_ROW;
    const NUMERIC: &'static [&'static str] = &["part", "start", "end", "value", "value_min", "year", "value_start", "value_end"];

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.path.clone(), cell(self.part.as_ref())];
        cells.extend(target_cells(self.kind, [&self.number, &self.issuer, &self.place], &self.target));
        cells.extend([
            figure(&self.target, Lang::English),
            cell(self.doc_type.as_ref()),
            cell(self.title.as_ref()),
            cell(self.issued_on.as_ref()),
            cell(self.group.as_ref()),
            cell(self.about.as_ref()),
            self.about_basis.map(|b| b.as_str().to_owned()).unwrap_or_default(),
            cell(self.year.as_ref()),
            cell(self.value_start.as_ref()),
            cell(self.value_end.as_ref()),
        ]);
        cells
    }
}

/// What each side of a pair shows, after `target_` or `result_`.
const SIDE: [fn(&TargetRow) -> String; 13] = [
    |r| cell(r.target.value.as_ref()),
    |r| cell(r.target.value_min.as_ref()),
    |r| figure(&r.target, Lang::English),
    |r| cell(r.about.as_ref()),
    |r| cell(r.target.population.as_ref()),
    |r| cell(r.target.subject.as_ref()),
    |r| cell(r.number.as_ref()),
    |r| cell(r.issued_on.as_ref()),
    |r| r.path.clone(),
    |r| cell(r.part.as_ref()),
    |r| r.target.start.to_string(),
    |r| r.target.end.to_string(),
    |r| r.target.text.clone(),
];

impl Tabular for PairRow {
    const COLUMNS: &'static [&'static str] = &[
        "group",
        "indicator",
        "issuer",
        "place",
        "unit",
        "relation",
        "difference",
        "reached",
        "candidates",
        "target_value",
        "target_value_min",
        "target_figure",
        "target_about",
        "target_population",
        "target_subject",
        "target_number",
        "target_issued_on",
        "target_path",
        "target_part",
        "target_start",
        "target_end",
        "target_text",
        "result_value",
        "result_value_min",
        "result_figure",
        "result_about",
        "result_population",
        "result_subject",
        "result_number",
        "result_issued_on",
        "result_path",
        "result_part",
        "result_start",
        "result_end",
        "result_text",
    ];
    const NUMERIC: &'static [&'static str] = &[
        "difference",
        "candidates",
        "target_value",
        "target_value_min",
        "target_part",
        "target_start",
        "target_end",
        "result_value",
        "result_value_min",
        "result_part",
        "result_start",
        "result_end",
    ];

    fn cells(&self) -> Vec<String> {
        let any = self.target.as_ref().or(self.result.as_ref());
        let mut cells = vec![
            cell(self.group.as_ref()),
            any.and_then(|r| r.target.indicator.clone()).unwrap_or_default(),
            cell(self.issuer.as_ref()),
            cell(self.place.as_ref()),
            any.and_then(|r| r.target.unit.clone()).unwrap_or_default(),
            self.relation.map(|r| r.as_str().to_owned()).unwrap_or_default(),
            cell(self.difference.as_ref()),
            self.reached.map(|r| r.as_str().to_owned()).unwrap_or_default(),
            self.candidates.to_string(),
        ];
        for side in [&self.target, &self.result] {
            cells.extend(SIDE.iter().map(|of| side.as_ref().map(of).unwrap_or_default()));
        }
        cells
    }
}

impl Tabular for PivotRow {
    const COLUMNS: &'static [&'static str] = &[
        "indicator",
        "group",
        "targets",
        "target_values",
        "results",
        "result_values",
        "unit",
        "target",
        "result",
        "difference",
        "reached",
        "relation",
        "result_about",
    ];
    const NUMERIC: &'static [&'static str] = &["targets", "results", "target", "result", "difference"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.indicator.clone(),
            self.group.clone(),
            self.targets.to_string(),
            self.target_values.join("; "),
            self.results.to_string(),
            self.result_values.join("; "),
            cell(self.unit.as_ref()),
            cell(self.target.as_ref()),
            cell(self.result.as_ref()),
            cell(self.difference.as_ref()),
            self.reached.map(|r| r.as_str().to_owned()).unwrap_or_default(),
            self.relation.map(|r| r.as_str().to_owned()).unwrap_or_default(),
            cell(self.result_about.as_ref()),
        ]
    }
}
