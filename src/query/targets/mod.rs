//! Targets and results as rows; plan beside report; a pivot over issuers, places or years.
//!
//! | file | does |
//! |---|---|
//! | [`bound`] | `--value ">=90"` |
//! | [`period`] | the time a row is about, and how two times lie to each other |
//! | [`group`] | measures without a known indicator, brought together by likeness |
//! | [`sentence`] | full text over the sentences of the rows |
//! | [`pair`] | plan beside report |
//! | [`mod@pivot`] | by issuer, place or year |

use std::collections::BTreeSet;

use serde::Serialize;

use self::group::Groups;
use self::period::{Basis, Period, about};
use super::filter::Filters;
use super::search::{Note, find};
use super::{QueryError, View};
use crate::lexicon::indicators;
use crate::model::Target;
use crate::record::Record;
use crate::text::fold::lower;

pub mod bound;
pub mod group;
pub mod pair;
pub mod period;
pub mod pivot;
pub mod sentence;

pub use bound::ValueBound;
pub use pair::{PairRow, pairs};
pub use pivot::{By, PivotRow, pivot};

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

/// A question about targets.
#[derive(Debug, Clone, Default)]
pub struct TargetQuestion {
    /// Words that the sentence of the row must hold, in the query language of [`super::parse`].
    pub text: Option<String>,
    /// What the document must be; `indicator` and `value` select rows too.
    pub filters: Filters,
    /// Which rows.
    pub kind: Kind,
    /// The time a row must be about, in part at least; a row whose time nothing tells is not.
    pub about: Option<Period>,
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
    /// Its type code.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
    /// Its place.
    pub place: Option<String>,
    /// Its date.
    pub issued_on: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The id of the known indicator, else of the group of like wordings (`~…`), else none.
    pub group: Option<String>,
    /// The time the row is about, as ISO; see [`period::about`].
    pub about: Option<String>,
    /// What says so.
    pub about_basis: Option<Basis>,
    /// The year in which that time ends; where nothing tells the time, the year of the document.
    pub year: Option<u16>,
    /// First byte of the figure.
    pub value_start: Option<usize>,
    /// One past its last byte.
    pub value_end: Option<usize>,
    /// The target.
    #[serde(flatten)]
    pub target: Target,
}

impl TargetRow {
    /// Whether the figure is of the body itself: none of the wards below a district that is named or meant by "cấp phường".
    #[must_use]
    pub fn of_the_body(&self) -> bool {
        let unit = self.place.as_deref().and_then(|p| p.split(' ').next()).map(lower);
        let whom = self.target.population.as_deref().map(lower);
        whom.is_none_or(|w| unit.is_some_and(|u| w.split(' ').any(|word| word == u)))
    }

    /// Whether the figure is in the unit of its indicator. The files counted say nothing of an indicator that is their share.
    #[must_use]
    pub fn in_unit(&self) -> bool {
        let unit = self.target.indicator.as_deref().and_then(indicators::by_id).map(|i| i.unit.as_str());
        unit.is_none_or(|u| self.target.unit.as_deref().is_none_or(|own| own == u))
    }
}

/// Rows, in order of path and text.
///
/// # Errors
/// For a filter value that cannot be understood, or where the index cannot be read.
pub fn targets(view: &View, question: &TargetQuestion) -> Result<(Vec<TargetRow>, Vec<Note>), QueryError> {
    let mut filters = question.filters.clone();
    // `~…` names wordings that are brought together here: the index does not know them
    if filters.indicator.iter().any(|id| id.starts_with('~')) {
        filters.indicator.retain(|id| !id.starts_with('~') && indicators::by_id(id).is_none());
    }
    match question.kind {
        Kind::Target => filters.has.push("target".to_owned()),
        Kind::Result => filters.has.push("result".to_owned()),
        Kind::Both => {}
    }
    let documents = match &question.text {
        Some(text) => sentence::documents(view, text, &filters)?,
        None => view.matching(&*find(view, None, &filters)?.query)?,
    };
    let mut rows = Vec::new();
    for at in documents {
        rows.extend(of_record(&view.open(at)?.record));
    }
    rows.sort_by(|a, b| (&a.path, a.part, a.target.start, a.kind).cmp(&(&b.path, b.part, b.target.start, b.kind)));
    // groups are made of all rows of the documents, so that the name of a group does not hang on which rows are shown
    let subject = |r: &TargetRow| r.target.subject.clone().filter(|_| r.target.indicator.is_none());
    let unit = |r: &TargetRow| r.target.unit.clone().unwrap_or_default();
    let unknown: Vec<(String, String)> = rows.iter().filter_map(|r| Some((subject(r)?, unit(r)))).collect();
    let groups = Groups::new(unknown.iter().map(|(s, u)| (s.as_str(), u.as_str())));
    for row in &mut rows {
        let like = subject(row).and_then(|s| groups.of(&s, &unit(row)).map(ToOwned::to_owned));
        row.group = row.target.indicator.clone().or(like);
    }
    rows.retain(|row| wanted(question, row));
    match &question.text {
        Some(text) => sentence::matching(rows, text),
        None => Ok((rows, Vec::new())),
    }
}

fn wanted(question: &TargetQuestion, row: &TargetRow) -> bool {
    let kind = match question.kind {
        Kind::Target => row.kind == "target",
        Kind::Result => row.kind == "result",
        Kind::Both => true,
    };
    let ids = &question.filters.indicator;
    let named = ids.is_empty() || row.group.as_ref().is_some_and(|id| ids.contains(id));
    let time = || row.about.as_deref().and_then(Period::parse);
    let about = question.about.is_none_or(|p| time().is_some_and(|t| t.first <= p.last && p.first <= t.last));
    kind && named && about && question.filters.value.is_none_or(|b| row.target.value.is_some_and(|v| b.holds(v)))
}

/// Targets and results of a document.
fn of_record(record: &Record) -> Vec<TargetRow> {
    let d = &record.document;
    let results: BTreeSet<usize> = record.results.iter().map(|t| t.start).collect();
    let kinds = record.targets.iter().map(|t| ("target", t)).chain(record.results.iter().map(|t| ("result", t)));
    kinds
        .map(|(kind, t)| {
            // the plan's figure that a report sets beside its result, in one sentence or row, is of the same time
            let beside = kind == "target" && results.contains(&t.start);
            let doc_type = d.doc_type.as_deref().filter(|_| !beside);
            let about = about(kind, t, doc_type, d.scope_period.as_deref());
            TargetRow {
                path: record.path.clone(),
                part: record.part,
                kind,
                number: d.number.clone(),
                doc_type: d.doc_type.clone(),
                issuer: d.issuer.clone(),
                place: d.place.clone(),
                issued_on: d.issued_on.clone(),
                title: d.title.clone(),
                group: None,
                about: about.map(|(p, _)| p.iso()),
                about_basis: about.map(|(_, b)| b),
                year: about.map(|(p, _)| p.year()).or_else(|| d.issued_on.as_deref()?.get(..4)?.parse().ok()),
                value_start: t.value_span.map(|s| s.start),
                value_end: t.value_span.map(|s| s.end),
                target: t.clone(),
            }
        })
        .collect()
}
