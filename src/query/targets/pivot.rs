//! Rows by indicator and issuer, place or year.

use std::collections::BTreeMap;

use serde::Serialize;

use super::TargetRow;
use super::pair::{PairRow, Reached, pairs};
use super::period::Relation;
use crate::query::words::{Lang, figure};

/// What a pivot runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Issuers.
    Issuer,
    /// Places.
    Place,
    /// Years.
    Year,
}

impl By {
    fn of(self, row: &TargetRow) -> String {
        let group = match self {
            Self::Issuer => row.issuer.clone(),
            Self::Place => row.place.clone(),
            Self::Year => row.year.map(|y| y.to_string()),
        };
        group.unwrap_or_else(|| "?".to_owned())
    }
}

/// What one issuer, place or year set and reached for one indicator.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PivotRow {
    /// Indicator or group of like wordings; `?` for targets whose words say nothing.
    pub indicator: String,
    /// Issuer, place or year.
    pub group: String,
    /// Number of targets.
    pub targets: usize,
    /// Their figures.
    pub target_values: Vec<String>,
    /// Number of results.
    pub results: usize,
    /// Their figures.
    pub result_values: Vec<String>,
    /// The target of the closest pair, else the only one set; none where several differ.
    pub target: Option<f64>,
    /// The same in words, with its comparator.
    pub target_shown: Option<String>,
    /// The result of the closest pair, else the only one reached; none where several differ.
    pub result: Option<f64>,
    /// The same in words.
    pub result_shown: Option<String>,
    /// The unit of both.
    pub unit: Option<String>,
    /// How the times of the closest pair lie.
    pub relation: Option<Relation>,
    /// Result less target of the closest pair.
    pub difference: Option<f64>,
    /// Whether it was reached.
    pub reached: Option<Reached>,
    /// The result's time, where it is not the target's (`2024-01/2024-06`).
    pub result_about: Option<String>,
}

/// Groups rows by indicator and issuer, place or year; figures in the words of `lang`. A row in another unit than its indicator's (the
/// files counted, where the indicator is their share) says nothing of it and is left out.
#[must_use]
pub fn pivot(rows: &[TargetRow], by: By, lang: Lang) -> Vec<PivotRow> {
    let rows: Vec<TargetRow> = rows.iter().filter(|r| r.in_unit()).cloned().collect();
    let mut groups: BTreeMap<(String, String), (PivotRow, Vec<&TargetRow>)> = BTreeMap::new();
    for row in &rows {
        let key = (row.group.clone().unwrap_or_else(|| "?".to_owned()), by.of(row));
        let (entry, members) = groups.entry(key.clone()).or_default();
        (entry.indicator, entry.group) = key;
        let (count, values) = if row.kind == "target" {
            (&mut entry.targets, &mut entry.target_values)
        } else {
            (&mut entry.results, &mut entry.result_values)
        };
        *count += 1;
        let figure = figure(&row.target, lang);
        if !figure.is_empty() && !values.contains(&figure) {
            values.push(figure);
        }
        members.push(row);
    }
    let paired = pairs(&rows);
    let mut closest: BTreeMap<(String, String), Vec<&PairRow>> = BTreeMap::new();
    for pair in &paired {
        if let (Some(group), Some(_), Some(result)) = (&pair.group, pair.relation, &pair.result) {
            closest.entry((group.clone(), by.of(result))).or_default().push(pair);
        }
    }
    groups
        .into_iter()
        .map(|(key, (mut row, members))| {
            if let Some(pair) = closest.get(&key).and_then(|list| best(list)) {
                row.relation = pair.relation;
                row.difference = pair.difference;
                row.reached = pair.reached;
                let sides = (pair.target.as_ref(), pair.result.as_ref());
                row.result_about = sides.1.filter(|r| sides.0.is_none_or(|t| t.about != r.about)).and_then(|r| r.about.clone());
                show(&mut row, sides.0, sides.1, lang);
            } else {
                let only = |kind: &str| {
                    let mut of_kind = members.iter().copied().filter(|r| r.kind == kind && r.target.value.is_some() && r.of_the_body());
                    let first = of_kind.next()?;
                    of_kind.all(|r| figure(&r.target, lang) == figure(&first.target, lang)).then_some(first)
                };
                show(&mut row, only("target"), only("result"), lang);
            }
            row
        })
        .collect()
}

/// The pair of the body itself, not of the offices below it, whose times lie closest, of the latest report. Two that differ in a figure and in nothing else leave it open.
fn best<'p>(list: &[&'p PairRow]) -> Option<&'p PairRow> {
    let of_others = |p: &PairRow| [&p.target, &p.result].into_iter().flatten().any(|r| !r.of_the_body());
    let rank = |p: &PairRow| (of_others(p), p.relation, std::cmp::Reverse(p.result.as_ref().and_then(|r| r.about.clone())));
    let first = list.iter().copied().filter(|p| p.candidates == 1).min_by_key(|p| rank(p))?;
    let says = |p: &PairRow| [&p.target, &p.result].map(|row| row.as_ref().and_then(|r| r.target.value));
    list.iter().filter(|p| rank(p) == rank(first)).all(|p| says(p) == says(first)).then_some(first)
}

fn show(row: &mut PivotRow, target: Option<&TargetRow>, result: Option<&TargetRow>, lang: Lang) {
    row.target = target.and_then(|t| t.target.value);
    row.target_shown = target.map(|t| figure(&t.target, lang));
    row.result = result.and_then(|r| r.target.value);
    row.result_shown = result.map(|r| figure(&r.target, lang));
    row.unit = target.or(result).and_then(|r| r.target.unit.clone());
}
