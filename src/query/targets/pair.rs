//! Plan beside report: the target and the result of one body for one measure, where the times are equal or one holds the other.
//!
//! | must agree | how |
//! |---|---|
//! | measure | the same known indicator, or the same group of like wordings; the same unit |
//! | body | the same issuer of the same place; a Party committee and a people's committee are two bodies |
//! | time | [`Relation`]: equal, year to date, part, longer; a row whose time nothing tells is paired with none |
//! | for whom | the populations are the same, or one of them is not stated; "mỗi phường" and one named ward are only like themselves |
//! | order | the plan is not younger than the report; inside one document both stand in one sentence or row |
//!
//! Between one plan and one report each row is used once; where several fit, the one that agrees in most. Where two fit equally well and
//! differ in their figure, the pair is `possible` and says how many there are.

use std::collections::BTreeMap;

use serde::Serialize;

use super::TargetRow;
use super::period::{Basis, Period, Relation};
use crate::lexicon::indicators;
use crate::model::{Comparator, Target};
use crate::text::fold::lower;

/// Whether a result keeps what the target promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// It does.
    Yes,
    /// It does not, and the time is over.
    No,
    /// It does not yet: the report is of a part of the time.
    NotYet,
    /// The figures alone do not tell: "khoảng 90 %", or whether more is better is not known.
    Unclear,
}

impl Reached {
    /// The word used in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotYet => "not_yet",
            Self::Unclear => "unclear",
        }
    }
}

/// A target beside a result, or one of them alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairRow {
    /// Known indicator, or group of like wordings; none where the words say nothing.
    pub group: Option<String>,
    /// The body.
    pub issuer: Option<String>,
    /// Its place.
    pub place: Option<String>,
    /// How the times lie; none where one side is missing.
    pub relation: Option<Relation>,
    /// Result less target, in their unit; percentages in points.
    pub difference: Option<f64>,
    /// Whether the target was reached.
    pub reached: Option<Reached>,
    /// How many targets of that plan fit the result equally well with other figures, this one counted; 1 where it is sure.
    pub candidates: usize,
    /// The target.
    pub target: Option<TargetRow>,
    /// The result.
    pub result: Option<TargetRow>,
}

/// Group, issuer, place, unit: one measure of one body.
type Measure<'r> = (&'r str, &'r str, Option<&'r str>, Option<&'r str>);
/// File and part.
type Document<'r> = (&'r str, Option<u32>);

/// Sets results beside targets. Every row of `rows` with a figure stands in the answer; one that nothing stands beside stands alone.
#[must_use]
pub fn pairs(rows: &[TargetRow]) -> Vec<PairRow> {
    let mut buckets: BTreeMap<Measure<'_>, [Vec<usize>; 2]> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        if let (Some(group), Some(issuer)) = (row.group.as_deref(), row.issuer.as_deref()) {
            let key = (group, issuer, row.place.as_deref(), row.target.unit.as_deref());
            buckets.entry(key).or_default()[usize::from(row.kind == "result")].push(i);
        }
    }
    let mut used = vec![false; rows.len()];
    let mut out = Vec::new();
    for [targets, results] in buckets.values() {
        let mut between: BTreeMap<[Document<'_>; 2], Vec<Fit>> = BTreeMap::new();
        for &t in targets {
            for &r in results {
                if let Some(fit) = Fit::of(rows, t, r) {
                    let (plan, report) = (&rows[t], &rows[r]);
                    between.entry([(&plan.path, plan.part), (&report.path, report.part)]).or_default().push(fit);
                }
            }
        }
        for fits in between.into_values() {
            for (fit, candidates) in assign(rows, fits) {
                used[fit.target] = true;
                used[fit.result] = true;
                out.push(beside(&rows[fit.target], &rows[fit.result], fit.relation, candidates));
            }
        }
    }
    out.extend(rows.iter().zip(used).filter(|(row, used)| !used && row.target.value.is_some()).map(|(row, _)| alone(row)));
    let place =
        |p: &PairRow, row: fn(&PairRow) -> Option<&TargetRow>| row(p).map(|r| (r.path.clone(), r.part, r.target.start, r.value_start));
    out.sort_by_cached_key(|p| {
        (
            p.group.is_none(),
            p.place.clone(),
            p.issuer.clone(),
            p.group.clone(),
            place(p, |p| p.target.as_ref()),
            place(p, |p| p.result.as_ref()),
        )
    });
    out
}

/// A target and a result that may stand beside each other, and how well.
struct Fit {
    target: usize,
    result: usize,
    relation: Relation,
    /// Same population, equal times, likeness of the words in hundredths: the greater the better.
    score: (bool, std::cmp::Reverse<Relation>, u32),
}

impl Fit {
    fn of(rows: &[TargetRow], target: usize, result: usize) -> Option<Self> {
        let (t, r) = (&rows[target], &rows[result]);
        let time = |row: &TargetRow| row.about.as_deref().and_then(Period::parse);
        let relation = time(t)?.relation(time(r)?)?;
        // what was reached in the whole year says nothing of a milestone inside it
        if relation == Relation::Longer && t.about_basis == Some(Basis::Deadline) {
            return None;
        }
        let whom = |row: &TargetRow| row.target.population.as_deref().map(whom);
        let same = match (whom(t), whom(r)) {
            (Some(a), Some(b)) if a != b => return None,
            // what each ward does, or one of them, is not what all of them do
            (Some(_), None) if of_one(t) => return None,
            (None, Some(_)) if of_one(r) => return None,
            (a, b) => a == b,
        };
        // inside one report a figure stands beside the goal that its own sentence or row names; other goals are of what comes next
        let (here, there) = ((&t.path, t.part), (&r.path, r.part));
        if here == there && t.target.start != r.target.start {
            return None;
        }
        // a goal is set before it is reached
        if here != there && t.issued_on.is_some() && r.issued_on.is_some() && t.issued_on > r.issued_on {
            return None;
        }
        t.target.value.zip(r.target.value)?;
        Some(Self { target, result, relation, score: (same, std::cmp::Reverse(relation), likeness(&t.target, &r.target)) })
    }
}

/// Whether a figure is of one named body ("Cát Bi") or of each ("mỗi phường").
fn of_one(row: &TargetRow) -> bool {
    row.target.population.as_deref().is_some_and(|p| p.starts_with(char::is_uppercase) || lower(p).starts_with("mỗi "))
}

/// For whom a figure holds, so that "cấp phường", "các phường" and "08 phường" are the same.
fn whom(population: &str) -> String {
    let low = lower(population.trim());
    if low.starts_with("mỗi ") {
        return low;
    }
    let mut words: Vec<&str> = low
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty() && !matches!(*w, "cấp" | "các" | "tại" | "ở" | "của" | "đối" | "với" | "toàn" | "và"))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// Twice the shared words over all words of the two subjects, in hundredths.
fn likeness(a: &Target, b: &Target) -> u32 {
    let words = |t: &Target| {
        let text = lower(t.subject.as_deref().unwrap_or(&t.text));
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let (a, mut b) = (words(a), words(b));
    let all = a.len() + b.len();
    let shared = a.iter().filter(|w| b.iter().position(|x| x == *w).map(|i| b.swap_remove(i)).is_some()).count();
    (200 * shared).checked_div(all).unwrap_or(0) as u32
}

/// The best fits, each row once, with the number of targets that fit as well and say another figure.
fn assign(rows: &[TargetRow], mut fits: Vec<Fit>) -> Vec<(Fit, usize)> {
    fits.sort_by(|a, b| b.score.cmp(&a.score).then((a.result, a.target).cmp(&(b.result, b.target))));
    let says = |i: usize| {
        let t = &rows[i].target;
        (t.value.map(f64::to_bits), t.comparator.map(Comparator::as_str), t.strict)
    };
    let mut chosen: Vec<(Fit, usize)> = Vec::new();
    let mut taken = std::collections::BTreeSet::new();
    let mut fits = fits.into_iter();
    while let Some(best) = fits.next() {
        if taken.contains(&(true, best.target)) || taken.contains(&(false, best.result)) {
            continue;
        }
        let rivals: std::collections::BTreeSet<_> = fits
            .as_slice()
            .iter()
            .filter(|f| f.result == best.result && f.score == best.score && !taken.contains(&(true, f.target)))
            .map(|f| says(f.target))
            .chain([says(best.target)])
            .collect();
        taken.insert((true, best.target));
        taken.insert((false, best.result));
        chosen.push((best, rivals.len()));
    }
    chosen
}

fn alone(row: &TargetRow) -> PairRow {
    let side = Some(row.clone());
    let (target, result) = if row.kind == "target" { (side, None) } else { (None, side) };
    PairRow {
        group: row.group.clone(),
        issuer: row.issuer.clone(),
        place: row.place.clone(),
        relation: None,
        difference: None,
        reached: None,
        candidates: 0,
        target,
        result,
    }
}

fn beside(target: &TargetRow, result: &TargetRow, relation: Relation, candidates: usize) -> PairRow {
    let difference = target.target.value.zip(result.target.value).map(|(t, r)| round(r - t));
    PairRow {
        relation: Some(relation),
        difference,
        reached: Some(reached(target, result, relation)),
        candidates,
        result: Some(result.clone()),
        ..alone(target)
    }
}

/// Without the dust of binary fractions: 97.9 - 98.5 is -0.6.
fn round(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}

/// Whether a result keeps a target. "Đạt 95 %" is kept by 96 % too where more is better; of ranks and rates of the wrong kind less is.
fn reached(target: &TargetRow, result: &TargetRow, relation: Relation) -> Reached {
    let (Some(goal), Some(got)) = (target.target.value, result.target.value) else { return Reached::Unclear };
    let goal = target.target.value_min.unwrap_or(goal);
    let t = &target.target;
    let equal = (got - goal).abs() < 1e-9;
    let lower_is_better = match t.indicator.as_deref().and_then(indicators::by_id) {
        Some(known) if t.unit.as_deref() != Some("rank") => Some(known.direction == "lower"),
        _ => (t.unit.as_deref() == Some("rank")).then_some(true),
    };
    let kept = match t.comparator {
        Some(Comparator::AtLeast) => Some(got > goal || equal && !t.strict),
        Some(Comparator::AtMost) => Some(got < goal || equal && !t.strict),
        Some(Comparator::About) => equal.then_some(true),
        Some(Comparator::Equal) | None if equal => Some(true),
        Some(Comparator::Equal) | None => lower_is_better.map(|lower| (got < goal) == lower),
    };
    match kept {
        Some(true) => Reached::Yes,
        Some(false) if relation == Relation::Equal || relation == Relation::Longer => Reached::No,
        Some(false) => Reached::NotYet,
        None => Reached::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &'static str, path: &str, value: f64, about: &str, subject: &str) -> TargetRow {
        let target = Target {
            value: Some(value),
            unit: Some("percent".into()),
            subject: Some(subject.into()),
            indicator: Some("on-time-files".into()),
            comparator: (kind == "target").then_some(Comparator::AtLeast),
            ..Target::default()
        };
        TargetRow {
            path: path.into(),
            part: None,
            kind,
            number: None,
            doc_type: None,
            issuer: Some("Ủy ban nhân dân quận Tây Hồ".into()),
            place: Some("quận Tây Hồ, thành phố Hà Nội".into()),
            issued_on: None,
            title: None,
            group: Some("on-time-files".into()),
            about: Some(about.into()),
            about_basis: None,
            year: None,
            value_start: None,
            value_end: None,
            target,
        }
    }

    #[test]
    fn beside_each_other() {
        let plan = row("target", "a", 98.5, "2024", "hồ sơ đúng hạn");
        for (result, want) in [
            (row("result", "b", 97.9, "2024", "hồ sơ đúng hạn"), Some((Relation::Equal, -0.6, Reached::No))),
            (row("result", "b", 97.9, "2024-01/2024-06", "hồ sơ đúng hạn"), Some((Relation::YearToDate, -0.6, Reached::NotYet))),
            (row("result", "b", 99.0, "2024", "hồ sơ đúng hạn"), Some((Relation::Equal, 0.5, Reached::Yes))),
            (row("result", "b", 99.0, "2023", "hồ sơ đúng hạn"), None),
            (TargetRow { issuer: Some("Quận ủy Tây Hồ".into()), ..row("result", "b", 99.0, "2024", "hồ sơ đúng hạn") }, None),
            (TargetRow { about: None, ..row("result", "b", 99.0, "2024", "hồ sơ đúng hạn") }, None),
        ] {
            let got = pairs(&[plan.clone(), result]);
            assert_eq!(got.len(), if want.is_some() { 1 } else { 2 });
            assert_eq!(got[0].relation.zip(got[0].difference).zip(got[0].reached).map(|((a, b), c)| (a, b, c)), want);
        }
    }

    #[test]
    fn each_row_once_and_rivals_told() {
        let plan = [row("target", "a", 99.0, "2024", "hồ sơ cấp quận"), row("target", "a", 95.0, "2024", "hồ sơ cấp phường")];
        let report = [row("result", "b", 99.5, "2024", "hồ sơ cấp quận"), row("result", "b", 96.0, "2024", "hồ sơ cấp phường")];
        let all: Vec<TargetRow> = plan.iter().chain(&report).cloned().collect();
        let got: Vec<_> = pairs(&all).into_iter().map(|p| (p.target.unwrap().target.value, p.difference, p.candidates)).collect();
        assert_eq!(got, [(Some(99.0), Some(0.5), 1), (Some(95.0), Some(1.0), 1)]);
        let one = [plan[0].clone(), plan[1].clone(), row("result", "b", 97.0, "2024", "đơn thư")];
        assert_eq!(pairs(&one).iter().find(|p| p.relation.is_some()).map(|p| p.candidates), Some(2));
    }

    #[test]
    fn goals() {
        let target = |value, comparator, unit: &str, id: Option<&str>| {
            let mut t = row("target", "a", value, "2024", "x");
            t.target.comparator = Some(comparator);
            t.target.unit = Some(unit.into());
            t.target.indicator = id.map(Into::into);
            t
        };
        let result = |value| row("result", "b", value, "2024", "x");
        for (t, got, want) in [
            (target(5.0, Comparator::AtMost, "rank", None), 3.0, Reached::Yes),
            (target(5.0, Comparator::Equal, "rank", None), 6.0, Reached::No),
            (target(90.0, Comparator::About, "percent", None), 91.0, Reached::Unclear),
            (target(90.0, Comparator::Equal, "percent", None), 91.0, Reached::Unclear),
            (target(90.0, Comparator::Equal, "percent", Some("on-time-files")), 91.0, Reached::Yes),
            (target(1.0, Comparator::Equal, "percent", Some("poverty-rate")), 0.8, Reached::Yes),
        ] {
            assert_eq!(reached(&t, &result(got), Relation::Equal), want, "{:?} {got}", t.target);
        }
    }
}
