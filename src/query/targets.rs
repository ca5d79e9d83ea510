//! Targets and results as rows, and a pivot over issuers, places or years.

use std::collections::BTreeMap;

use serde::Serialize;

use super::filter::Filters;
use super::search::{Note, find};
use super::words::{Lang, figure};
use super::{QueryError, View};
use crate::lexicon::indicators;
use crate::model::Target;

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Commitments.
    #[default]
    Target,
    /// What was reached.
    Result,
    /// Both.
    Both,
}

/// A bound on the figure: `>=90`, `<5`, `=100`, `90`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueBound {
    sign: Sign,
    bound: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    AtLeast,
    AtMost,
    More,
    Less,
    Equal,
}

impl ValueBound {
    /// Reads a bound as typed.
    ///
    /// # Errors
    /// Where it is none.
    pub fn parse(typed: &str) -> Result<Self, QueryError> {
        let text = typed.trim();
        let signs = [
            (">=", Sign::AtLeast),
            ("≥", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("≤", Sign::AtMost),
            (">", Sign::More),
            ("<", Sign::Less),
            ("=", Sign::Equal),
        ];
        let (sign, rest) = signs.iter().find_map(|(s, sign)| text.strip_prefix(s).map(|r| (*sign, r))).unwrap_or((Sign::Equal, text));
        let figure = rest.trim().trim_end_matches('%').trim().replace(',', ".");
        let bound = figure.parse().ok().filter(|b: &f64| b.is_finite()).ok_or_else(|| QueryError::BadValue {
            flag: "--value",
            value: typed.to_owned(),
            expected: "a bound such as \">=90\" or \"=100\"",
        })?;
        Ok(Self { sign, bound })
    }

    fn holds(self, value: f64) -> bool {
        match self.sign {
            Sign::AtLeast => value >= self.bound,
            Sign::AtMost => value <= self.bound,
            Sign::More => value > self.bound,
            Sign::Less => value < self.bound,
            Sign::Equal => (value - self.bound).abs() < 1e-9,
        }
    }
}

/// A question about targets.
#[derive(Debug, Clone, Default)]
pub struct TargetQuestion {
    /// Words that the document must hold.
    pub text: Option<String>,
    /// What the document must be; `indicator` selects rows too.
    pub filters: Filters,
    /// Which rows.
    pub kind: Kind,
    /// A bound on the figure.
    pub value: Option<ValueBound>,
}

/// A target or result with its document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetRow {
    /// The file.
    pub path: String,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// `target` or `result`.
    pub kind: &'static str,
    /// The document's number.
    pub number: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
    /// Its place.
    pub place: Option<String>,
    /// Its date.
    pub issued_on: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The year it is about: its own period or deadline, else that of the document.
    pub year: Option<u16>,
    /// First byte of the figure.
    pub value_start: Option<usize>,
    /// One past its last byte.
    pub value_end: Option<usize>,
    /// The target.
    #[serde(flatten)]
    pub target: Target,
}

/// Rows, in order of path and text.
///
/// # Errors
/// For a filter value that cannot be understood, or where the index cannot be read.
pub fn targets(view: &View, question: &TargetQuestion) -> Result<(Vec<TargetRow>, Vec<Note>), QueryError> {
    let mut filters = question.filters.clone();
    match question.kind {
        Kind::Target => filters.has.push("target".to_owned()),
        Kind::Result => filters.has.push("result".to_owned()),
        Kind::Both => {}
    }
    let found = find(view, question.text.as_deref(), &filters)?;
    let mut rows = Vec::new();
    for at in view.matching(&*found.query)? {
        let record = view.open(at)?.record;
        let lists = [("target", record.targets, question.kind != Kind::Result), ("result", record.results, question.kind != Kind::Target)];
        for (kind, list, wanted) in lists {
            for target in list.into_iter().filter(|_| wanted) {
                let named = question.filters.indicator.is_empty()
                    || target.indicator.as_ref().is_some_and(|id| question.filters.indicator.contains(id));
                let bound = question.value.is_none_or(|b| target.value.is_some_and(|v| b.holds(v)));
                if named && bound {
                    rows.push(TargetRow {
                        path: record.path.clone(),
                        part: record.part,
                        kind,
                        number: record.document.number.clone(),
                        issuer: record.document.issuer.clone(),
                        place: record.document.place.clone(),
                        issued_on: record.document.issued_on.clone(),
                        title: record.document.title.clone(),
                        year: year_of(&target, record.document.issued_on.as_deref()),
                        value_start: target.value_span.map(|s| s.start),
                        value_end: target.value_span.map(|s| s.end),
                        target,
                    });
                }
            }
        }
    }
    rows.sort_by(|a, b| (&a.path, a.part, a.target.start, a.kind).cmp(&(&b.path, b.part, b.target.start, b.kind)));
    Ok((rows, found.notes))
}

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

/// What one issuer, place or year set and reached for one indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PivotRow {
    /// Indicator; `?` for targets of no known one.
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
}

/// Groups rows by indicator and issuer, place or year; figures in the words of `lang`. A row in another unit than its indicator's (the
/// files counted, where the indicator is their share) says nothing of it and is left out.
#[must_use]
pub fn pivot(rows: &[TargetRow], by: By, lang: Lang) -> Vec<PivotRow> {
    let mut groups: BTreeMap<(String, String), PivotRow> = BTreeMap::new();
    for row in rows {
        let unit = row.target.indicator.as_deref().and_then(indicators::by_id).map(|i| i.unit.as_str());
        if unit.is_some_and(|u| row.target.unit.as_deref().is_some_and(|own| own != u)) {
            continue;
        }
        let group = match by {
            By::Issuer => row.issuer.clone(),
            By::Place => row.place.clone(),
            By::Year => row.year.map(|y| y.to_string()),
        }
        .unwrap_or_else(|| "?".to_owned());
        let indicator = row.target.indicator.clone().unwrap_or_else(|| "?".to_owned());
        let entry = groups.entry((indicator.clone(), group.clone())).or_insert_with(|| PivotRow {
            indicator,
            group,
            targets: 0,
            target_values: Vec::new(),
            results: 0,
            result_values: Vec::new(),
        });
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
    }
    groups.into_values().collect()
}

/// The year a target is about: its own period or deadline, else that of its document.
fn year_of(t: &Target, issued_on: Option<&str>) -> Option<u16> {
    [t.period.as_deref(), t.deadline.as_deref(), t.as_of.as_deref(), issued_on]
        .into_iter()
        .flatten()
        .find_map(|iso| iso.get(..4)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds() {
        assert!(ValueBound::parse(">=90").unwrap().holds(90.0));
        assert!(!ValueBound::parse("> 90%").unwrap().holds(90.0));
        assert!(ValueBound::parse("97,5").unwrap().holds(97.5));
        assert!(ValueBound::parse("much").is_err());
    }
}
