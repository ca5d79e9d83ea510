//! Which deadline bounds which figure.
//!
//! | where the deadline stands | bounds |
//! |---|---|
//! | opens a clause or a part of it ("trong tháng 7/2024, niêm yết …") | the figures after it, up to the next deadline |
//! | opens the sentence | those of the later clauses too |
//! | behind the figures | the figures before it in the clause |
//! | in a clause of its own ("; hoàn thành trong quý III") | the figures of the clauses before it |
//! | with no figure in its clause | a task of its own |

use std::ops::Range;

use super::Survey;
use super::responsible;
use crate::extract::figure::{Figure, Measure};
use crate::extract::line::Line;
use crate::extract::mood::Mood;
use crate::extract::{Context, DateAt};
use crate::grammar::date::Value;
use crate::lexicon::target_cues::Cue;
use crate::model::{Bound, DateRole};
use crate::text::fold::lower;

/// A deadline in the text.
#[derive(Debug, Clone)]
pub struct Due {
    /// Where it stands.
    pub at: Range<usize>,
    /// When.
    pub value: Value,
    /// How it bounds.
    pub bound: Bound,
    /// Handed down by a lead-in or a line of its own rather than by a heading.
    pub handed: bool,
}

impl Due {
    /// ISO form, empty where a part is open.
    #[must_use]
    pub fn iso(&self) -> String {
        self.value.iso().unwrap_or_default()
    }
}

/// What [`assign`] decided.
#[derive(Debug, Default)]
pub struct Plan<'d> {
    /// For each promised figure its own deadline.
    pub of_figure: Vec<Option<&'d Due>>,
    /// Indices of deadlines that are tasks of their own.
    pub tasks: Vec<usize>,
}

/// Deadlines of a line that commit to something.
#[must_use]
pub fn dues(survey: &Survey, line: &Line) -> Vec<Due> {
    let mut out: Vec<Due> = Vec::new();
    for d in survey.ctx.dates_in(&line.at).filter(|d| d.role == DateRole::Deadline && d.value.iso().is_some()) {
        let strives = line.has(Cue::Aspire, line.clause(d.at.start));
        let ordered = || responsible::told(line, &line.sentence(d.at.start)).is_some();
        if survey.moods.lays_down(line.block) && !strives && !ordered() || effect(line, d) || season(survey.ctx, line, d) {
            continue;
        }
        let commits = strives
            || match survey.moods.at(line, &d.at) {
                Mood::Prescribes => true,
                Mood::Rules if line.topic(&line.sentence(d.at.start)).is_some_and(|colon| d.at.start < colon) => false,
                Mood::Rules => {
                    responsible::subject(line, &line.clause(d.at.start)).is_some()
                        || responsible::told(line, &line.sentence(d.at.start)).is_some()
                        || handed_in(line, d)
                }
                Mood::Reports | Mood::Quotes => false,
            };
        if commits {
            let mut due = read(line, d);
            // "trước các ngày 15/3/2024, 15/6/2024 và 10/12/2024"
            if let Some(p) = out.last()
                && matches!(line.slice(p.at.end..d.at.start).trim(), "," | "và" | ", và" | ";")
            {
                due.bound = p.bound;
            }
            out.push(due);
        }
    }
    out
}

/// "hồ sơ gửi về Sở Nội vụ trước ngày 31/3/2026": the last day on which something is handed in, among rules too.
fn handed_in(line: &Line, d: &DateAt) -> bool {
    let before = lower(line.slice(line.clause(d.at.start).start..d.at.start));
    matches!(d.value, Value::Day(..))
        && ["trước", "chậm nhất", "chậm nhất là", "muộn nhất"].iter().any(|w| before.trim_end().ends_with(w))
        && ["gửi ", "nộp ", "báo cáo "].iter().any(|w| before.contains(w))
}

/// "Quyết định này có hiệu lực từ …", "được áp dụng trong năm 2026": when a document holds, not when something is done.
fn effect(line: &Line, d: &DateAt) -> bool {
    let clause = line.clause(d.at.start);
    let before = lower(line.slice(clause.start..d.at.start));
    ["có hiệu lực", "áp dụng từ", "áp dụng trong", "áp dụng kể từ", "áp dụng đến", "hết hiệu lực"]
        .iter()
        .any(|w| before.rfind(w).is_some_and(|at| before[at..].chars().count() < 48))
}

/// "(từ tháng 3 đến tháng 9)": months of no year are a season.
fn season(ctx: &Context, line: &Line, d: &DateAt) -> bool {
    let open = |d: &DateAt| matches!(d.value, Value::Month(..)) && !line.slice(d.at.clone()).contains("20");
    let before = ctx.dates.partition_point(|e| e.at.start < d.at.start).checked_sub(1).and_then(|i| ctx.dates.get(i));
    matches!(d.value, Value::Month(..))
        && before.is_some_and(|p| open(p) && p.at.end <= d.at.start && line.slice(p.at.end..d.at.start).trim() == "đến")
}

/// A date as a deadline: the words before it say how it bounds.
#[must_use]
pub fn read(line: &Line, d: &DateAt) -> Due {
    let own = line.word_from(d.at.start);
    let mut bound = Bound::Within;
    for w in line.words[..own].iter().rev().take(4) {
        if line.slice(w.end..d.at.start).contains([',', ';', '(', ')', ':']) {
            break;
        }
        match w.low.as_str() {
            "trước" => {
                bound = Bound::Before;
                break;
            }
            "đến" | "hết" | "nhất" | "tới" => {
                bound = Bound::By;
                break;
            }
            _ => {}
        }
    }
    Due { at: d.at.clone(), value: d.value, bound, handed: true }
}

/// Hands deadlines to figures.
#[must_use]
pub fn assign<'d>(line: &Line, figures: &[Figure], promised: &[usize], dues: &'d [Due]) -> Plan<'d> {
    let mut plan = Plan { of_figure: vec![None; promised.len()], tasks: Vec::new() };
    // frequencies take no deadline
    let open: Vec<usize> =
        (0..promised.len()).filter(|p| !matches!(figures[promised[*p]].measure, Measure::Times | Measure::Months)).collect();
    let at = |p: usize| &figures[promised[p]].at;
    let from = |pos: usize| open.partition_point(|p| at(*p).start < pos);
    for (d, due) in dues.iter().enumerate() {
        let clause = line.clause(due.at.start);
        let sentence = line.sentence(due.at.start);
        let open = &open[from(sentence.start)..from(sentence.end.max(sentence.start))];
        let next = dues.get(d + 1).map_or(sentence.end, |n| n.at.start);
        let last = d.checked_sub(1).map_or(sentence.start, |p| dues[p].at.end);
        let inside = |p: &&usize| at(**p).start >= clause.start && at(**p).end <= clause.end;
        let after: Vec<usize> =
            open.iter().filter(inside).filter(|p| at(**p).start >= due.at.end && at(**p).start < next).copied().collect();
        let before: Vec<usize> =
            open.iter().filter(inside).filter(|p| at(**p).end <= due.at.start && at(**p).start >= last).copied().collect();
        let leading = leads(line, &clause, due);
        let opens = leading && clause.start == sentence.start && line.slice(sentence.start..due.at.start).chars().count() < 24;
        let mut taken: Vec<usize> = if !after.is_empty() && (leading || before.is_empty()) { after } else { before };
        if opens {
            taken.extend(open.iter().filter(|p| at(**p).start >= clause.end && at(**p).start < next.min(sentence.end)));
        }
        if taken.is_empty() && closes(line, &clause) {
            taken = open
                .iter()
                .filter(|p| at(**p).start >= sentence.start && at(**p).end <= clause.start && plan.of_figure[**p].is_none())
                .copied()
                .collect();
        }
        taken.retain(|p| plan.of_figure[*p].is_none());
        if taken.is_empty() {
            plan.tasks.push(d);
        }
        for p in taken {
            plan.of_figure[p] = Some(due);
        }
    }
    plan
}

/// Whether a deadline opens its clause or a part of it.
fn leads(line: &Line, clause: &Range<usize>, due: &Due) -> bool {
    let before = line.slice(clause.start..due.at.start);
    let part = before.rfind([',', ':']).map_or(before, |n| &before[n + 1..]);
    part.split_whitespace().count() <= 4
}

/// "; hoàn thành trong tháng 12", "; thời gian thực hiện …": says nothing but when.
fn closes(line: &Line, clause: &Range<usize>) -> bool {
    let text = lower(line.slice(clause.clone()));
    let opens =
        ["hoàn thành", "xong", "thời gian", "thời hạn", "chậm nhất", "trước", "thực hiện xong", "thực hiện trong", "thực hiện trước"]
            .iter()
            .any(|w| text.starts_with(w));
    opens && text.split_whitespace().count() <= 10
}
