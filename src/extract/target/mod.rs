//! Targets and results as records. GUIDELINES §4; FIELD §5.
//!
//! | file | does |
//! |---|---|
//! | `commit` | what makes a figure a commitment |
//! | [`deadline`] | which deadline bounds which figure, and which stand for a task of their own |
//! | [`lead`] | lead-in lines, "Thời gian thực hiện: …" lines and headings that hand a deadline or a body down |
//! | [`responsible`] | who is to do it |
//! | [`subject`] | what is measured, and for whom |
//! | [`table`] | rows of annex tables |
//! | [`result`] | the same shape for what a report says was reached |

mod commit;
pub mod deadline;
pub mod lead;
pub mod responsible;
pub mod result;
pub mod subject;
pub mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use self::commit::{amount, bounded, budget, exception, imperative, makes, per_year, says_what, unit, verb};
use self::lead::Leads;
use super::figure::{self, Figure, Measure};
use super::line::Line;
use super::mood::{Mood, Moods};
use super::section::Sections;
use super::{Context, percent, recount};
use crate::lexicon::target_cues::Cue;
use crate::model::{Comparator, DateRole, Modality, Percentage, ShareRole, Target};
use crate::text::BlockKind;
use crate::text::fold::lower;

/// What the finders of one document share.
#[derive(Debug)]
pub struct Survey<'c> {
    /// The document.
    pub ctx: &'c Context<'c>,
    /// Its headings.
    pub sections: Sections,
    /// Its moods.
    pub moods: Moods,
    /// What is handed down.
    pub leads: Leads,
}

/// Targets and results of the document, in order of the text.
#[must_use]
pub fn find(ctx: &Context, percentages: &[Percentage]) -> (Vec<Target>, Vec<Target>) {
    let sections = Sections::of(ctx);
    let moods = Moods::new(ctx, &sections);
    let leads = Leads::new(ctx, &sections).with_headings(ctx, &sections);
    let survey = Survey { ctx, sections, moods, leads };
    let (mut targets, mut results) = (Vec::new(), Vec::new());
    let mut parts = Parts::default();
    let mut after = 0;
    for &block in &ctx.frame.body {
        if survey.sections.is_heading(block) || survey.leads.is_label(block) || block < after {
            continue;
        }
        if ctx.doc.blocks.get(block).is_some_and(|b| b.kind == BlockKind::Row) {
            let known = (targets.len(), results.len());
            after = table::find(&survey, block, percentages, &mut targets, &mut results);
            if survey.moods.lays_down(block) {
                targets.truncate(known.0);
                results.truncate(known.1);
            }
            continue;
        }
        let Some(line) = Line::new(ctx, block) else { continue };
        let figures = figure::find(ctx, &line);
        survey.targets(&line, &figures, percentages, &mut parts, &mut targets);
        result::find(&survey, &line, &figures, percentages, &mut results);
    }
    (targets, results)
}

/// What lead-ins promise counts of: "mở 04 lớp, gồm:" is followed by its parts, "- 03 lớp …".
type Parts = HashMap<usize, Vec<String>>;

impl Survey<'_> {
    /// Targets of one block.
    fn targets(&self, line: &Line, figures: &[Figure], percentages: &[Percentage], parts: &mut Parts, out: &mut Vec<Target>) {
        let mut promised: Vec<usize> = Vec::new();
        for i in 0..figures.len() {
            let last = promised.last().copied();
            if self.promises(line, figures, i, last, percentages) || self.part_of(line, &figures[i], parts) {
                promised.push(i);
            }
        }
        if self.leads.is_lead(line.block) {
            let counts = promised.iter().map(|i| &figures[*i]).filter(|f| f.measure == Measure::Count);
            parts.insert(line.block, counts.filter_map(|f| noun(line, f)).collect());
        }
        let dues = deadline::dues(self, line);
        let plan = deadline::assign(line, figures, &promised, &dues);
        let inherited = self.leads.due(&self.sections, line.block);
        let head = line.sentences.first().cloned().unwrap_or_else(|| line.at.clone());
        // a lead-in speaks to the first sentence of a sub-item, a line of its own and a heading to all of it
        let reaches = |pos: usize| !self.leads.by_lead(line.block) || pos < head.end;
        let from = out.len();
        for (&i, own) in promised.iter().zip(&plan.of_figure) {
            let f = &figures[i];
            let mut t = self.record(line, figures, i);
            let frequency = matches!(f.measure, Measure::Times | Measure::Months) || per_year(line, f);
            if let Some(due) = own.or_else(|| inherited.filter(|_| !frequency && reaches(f.at.start))) {
                t.deadline = Some(due.iso());
                t.deadline_bound = Some(due.bound);
            }
            out.push(t);
        }
        if self.leads.is_lead(line.block) {
            return;
        }
        for &d in &plan.tasks {
            let Some(due) = dues.get(d) else { continue };
            if !says_what(line, due) {
                continue;
            }
            let mut t = self.task(line, line.sentence(due.at.start), line.clause(due.at.start), due.at.start);
            t.deadline = Some(due.iso());
            t.deadline_bound = Some(due.bound);
            out.push(t);
        }
        self.closed(line, &dues, from, out);
        // nothing of its own: a sub-item of a lead-in with a deadline, or a bullet under a heading with one
        if let Some(due) = inherited {
            let clause = line.clause(head.start);
            let inside = |at: &Range<usize>, range: &Range<usize>| at.start >= range.start && at.start < range.end;
            let free = |range: &Range<usize>| {
                !promised.iter().any(|i| inside(&figures[*i].at, range)) && !plan.tasks.iter().any(|d| inside(&dues[*d].at, range))
            };
            let bullet = self.ctx.doc.blocks[line.block].kind == BlockKind::Item;
            let whole = lower(line.slice(clause.clone())).starts_with("toàn bộ ") && free(&clause);
            let silent = if due.handed { free(&head) } else { bullet && out.len() == from };
            // a title in capitals under the heading is no task
            let commits = self.moods.base(line.block) != Mood::Reports
                && !self.moods.lays_down(line.block)
                && line.slice(head.clone()).contains(char::is_lowercase);
            if commits && (whole || silent) {
                let pos = clause.start;
                let mut t = self.task(line, head.clone(), clause, pos);
                t.deadline = Some(due.iso());
                t.deadline_bound = Some(due.bound);
                out.push(t);
            }
        }
    }

    /// "… Thời gian hoàn thành trước ngày 30/12/2025." at the end of a paragraph bounds what the sentences before it lay down.
    fn closed(&self, line: &Line, dues: &[deadline::Due], from: usize, out: &mut Vec<Target>) {
        let Some((last, due)) = line.sentences.last().zip(dues.last()).filter(|(s, d)| d.at.start >= s.start) else { return };
        if line.sentences.len() < 2 || !lead::is_time(line.slice(last.clone())) || says_what(line, due) {
            return;
        }
        for t in out[from..].iter_mut().filter(|t| t.deadline.is_none() && t.measure.as_deref() != Some("frequency")) {
            t.deadline = Some(due.iso());
            t.deadline_bound = Some(due.bound);
        }
        for s in &line.sentences[..line.sentences.len() - 1] {
            let (start, end, _) = self.ctx.passage(s);
            let told = out[from..].iter().any(|t| t.start < end && start < t.end);
            if !told && self.moods.at(line, &(s.start..s.start)) == Mood::Prescribes {
                let mut t = self.task(line, s.clone(), s.clone(), s.start);
                t.deadline = Some(due.iso());
                t.deadline_bound = Some(due.bound);
                out.push(t);
            }
        }
        out[from..].sort_by_key(|t| t.start);
    }

    /// Whether a count that opens its item, or what follows a colon in it, is a part of what a lead-in above promises.
    fn part_of(&self, line: &Line, f: &Figure, parts: &Parts) -> bool {
        let before = line.slice(line.clause(f.at.start).start..f.at.start).trim_end();
        f.measure == Measure::Count
            && f.total.is_none()
            && (before.is_empty() || before.ends_with(':'))
            && self.moods.at(line, &f.at) == Mood::Prescribes
            && noun(line, f).is_some_and(|n| self.leads.above(line.block).filter_map(|b| parts.get(&b)).any(|p| p.contains(&n)))
    }

    /// Whether figure `i` is a commitment.
    fn promises(&self, line: &Line, figures: &[Figure], i: usize, last: Option<usize>, percentages: &[Percentage]) -> bool {
        let f = &figures[i];
        if self.moods.at(line, &f.at) != Mood::Prescribes {
            return false;
        }
        match f.measure {
            Measure::Percent => role_of(self.ctx, percentages, f) == Some(ShareRole::Target),
            // a cell that holds nothing but the rate commits to nothing
            Measure::Times | Measure::Months => line.slice(line.clause(f.at.start)).split_whitespace().count() > 4,
            Measure::Rank | Measure::Ratio => !percent::baseline(line, &f.at),
            Measure::Points => bounded(line, figures, i) || makes(line, f, &["đạt", "từ"]),
            Measure::Money => {
                !budget(line, f)
                    && (bounded(line, figures, i)
                        || makes(line, f, &["tương ứng", "đạt", "thu", "chi", "bằng", "huy động", "giải ngân", "phấn đấu"]))
            }
            Measure::Count => Self::counts(line, figures, i, last),
        }
    }

    /// Whether a count is of things to be made or kept.
    fn counts(line: &Line, figures: &[Figure], i: usize, last: Option<usize>) -> bool {
        let f = &figures[i];
        if f.total.is_some() {
            return false;
        }
        if bounded(line, figures, i) {
            return !exception(line, f);
        }
        if percent::baseline(line, &f.at) {
            return false;
        }
        // ", 01 khu vực" goes on with the one before
        if let Some(p) = last.filter(|p| p + 1 == i).map(|p| &figures[p])
            && p.measure == Measure::Count
            && p.at.start >= line.clause(f.at.start).start
        {
            let before = line.slice(p.whole.end..f.at.start);
            if (before.ends_with(", ") || before.ends_with(" và ")) && before.chars().count() < 60 {
                return true;
            }
        }
        if amount(line, f) {
            return true;
        }
        let own = line.word_from(f.at.start);
        line.hits_near(own).iter().any(|h| {
            h.kind == Cue::Make && h.end == own && line.smooth(line.hit_end(h), f.at.start) && verb(line, h, own) && imperative(line, f, h)
        })
    }

    /// A record for figure `i`.
    fn record(&self, line: &Line, figures: &[Figure], i: usize) -> Target {
        let f = &figures[i];
        let mut t = self.blank(line, self.span(line, f.at.start), line.clause(f.at.start), f.at.start);
        let (comparator, strict) = percent::compare(line, figures, i);
        let frequency = per_year(line, f);
        t.value_span = Some(self.ctx.span(&f.at));
        t.value = Some(f.value);
        t.value_min = f.min;
        t.comparator = Some(if f.measure == Measure::Rank { Comparator::AtMost } else { comparator });
        t.strict = strict && f.measure != Measure::Rank;
        t.unit = Some(unit(line, f, frequency));
        t.measure = Some(if frequency { "frequency" } else { f.measure.as_str() }.to_owned());
        if matches!(f.measure, Measure::Count | Measure::Rank | Measure::Points | Measure::Ratio) {
            t.unit_noun =
                super::quantity::unit(line, f).filter(|u| u != "rank").or_else(|| f.unit.clone().map(|u| line.slice(u).to_owned()));
        }
        t.per = f.per.clone().map(|p| line.slice(p).trim().to_owned());
        t.indicator = t.measure.as_deref().and_then(|m| subject::indicator(line, figures, i, m)).map(|k| k.id.clone());
        t.subject = subject::of(line, figures, i);
        t.population = subject::population(line, figures, i);
        if let Some(p) = i.checked_sub(1).and_then(|p| figures.get(p)).filter(|p| p.measure == f.measure && percent::baseline(line, &p.at))
        {
            t.baseline_value = Some(p.value);
            // "từ 3% năm 2023 xuống 2%"
            let year = self.ctx.dates_in(&(p.at.end..f.at.start.max(p.at.end))).find_map(|d| d.value.iso());
            if year.is_some() && t.period == year {
                t.period = self.headed_period(line);
            }
            t.baseline = t.baseline.or(year);
        }
        if f.measure == Measure::Percent {
            // "giải quyết 423/486 vụ (87%)": the share is of what was counted
            let counted = || i.checked_sub(1).and_then(|p| figures.get(p)).filter(|p| p.total.is_some()).and_then(|p| p.unit.clone());
            t.subject = t.subject.or_else(|| counted().map(|u| line.slice(u).to_owned()));
            t.recount = recount::of(self.ctx, line, &f.at);
        }
        t.repairs = percent::repairs(self.ctx, line, figures, i);
        t.confidence = Some(confidence(&t));
        t
    }

    /// A purely dated task; `pos` is where its deadline stands.
    fn task(&self, line: &Line, sentence: Range<usize>, clause: Range<usize>, pos: usize) -> Target {
        let mut t = self.blank(line, self.span(line, sentence.start), clause.clone(), pos);
        t.subject = subject::task(line, &clause);
        t.measure = Some("deadline".to_owned());
        t.confidence = Some(0.7);
        t
    }

    /// What every record has.
    fn blank(&self, line: &Line, at: Range<usize>, clause: Range<usize>, pos: usize) -> Target {
        let (start, end, text) = self.ctx.passage(&at);
        let path = self.sections.at(line.block);
        let sentence = line.sentence(pos);
        let mut t = Target {
            start,
            end,
            text,
            section: path.last().cloned(),
            section_path: path,
            responsible: responsible::find(self, line, pos),
            period: self.period(line, &clause),
            baseline: baseline(self.ctx, line, &clause),
            ..Target::default()
        };
        for h in line.hits_in(Cue::Aspire, sentence.clone()).filter(|h| !h.slipped || line.trusted(h)) {
            t.modality = Some(Modality::Aspire);
            if h.slipped {
                t.repairs.extend(percent::repair(self.ctx, line, h));
            }
        }
        if t.modality.is_none()
            && line
                .hits_in(Cue::Must, sentence)
                .any(|h| matches!(line.words.get(h.first).map_or("", |w| w.low.as_str()), "phải" | "bảo" | "đảm" | "yêu"))
        {
            t.modality = Some(Modality::Must);
        }
        t
    }

    /// The sentence around a position; the whole bullet where it has only one; a long bracket of its own.
    fn span(&self, line: &Line, pos: usize) -> Range<usize> {
        let sentence = if line.sentences.len() <= 1 { line.at.clone() } else { line.sentence(pos) };
        if self.moods.base(line.block) == Mood::Reports
            && let Some(inner) = bracket(line, &sentence, pos)
        {
            return inner;
        }
        sentence
    }

    /// A period that the clause or its headings name.
    fn period(&self, line: &Line, clause: &Range<usize>) -> Option<String> {
        self.named_period(clause).or_else(|| self.headed_period(line))
    }

    /// The first period in a range.
    fn named_period(&self, at: &Range<usize>) -> Option<String> {
        self.ctx.dates_in(at).find(|d| d.role == DateRole::Period).and_then(|d| d.value.iso())
    }

    /// The period that the nearest heading names.
    fn headed_period(&self, line: &Line) -> Option<String> {
        self.sections.headings(line.block).iter().rev().find_map(|h| {
            let b = self.ctx.doc.blocks.get(*h)?;
            self.named_period(&(b.start..b.end))
        })
    }

    /// The period that the document's title names: that of a report's results. What a plan says was reached came before it.
    fn titled(&self, reached: bool) -> Option<String> {
        let header = &self.ctx.header;
        header.scope_period.clone().filter(|_| !reached || header.doc_type.as_deref() == Some("BC"))
    }
}

/// Role that [`percent::find`] gave to a figure.
fn role_of(ctx: &Context, percentages: &[Percentage], f: &Figure) -> Option<ShareRole> {
    let start = ctx.span(&f.at).start;
    percentages.binary_search_by_key(&start, |p| p.start).ok().map(|i| percentages[i].role)
}

/// What a count counts, by its first two words.
fn noun(line: &Line, f: &Figure) -> Option<String> {
    let words: Vec<String> = line.slice(f.unit.clone()?).split_whitespace().take(2).map(lower).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// "so với năm 2023".
fn baseline(ctx: &Context, line: &Line, clause: &Range<usize>) -> Option<String> {
    ctx.dates_in(clause)
        .find(|d| {
            let before = lower(line.slice(clause.start..d.at.start));
            let before = before.trim_end();
            before.ends_with("so với") || before.ends_with("so với cùng kỳ") || d.role == DateRole::AsOf && before.contains("giảm từ")
        })?
        .value
        .iso()
}

/// A clause of its own inside brackets.
fn bracket(line: &Line, sentence: &Range<usize>, pos: usize) -> Option<Range<usize>> {
    let open = line.slice(sentence.start..pos).rfind('(')? + sentence.start + 1;
    let before = line.slice(open..pos);
    let close = line.slice(pos..sentence.end).find(')')? + pos;
    (!before.contains(')') && close - open > 60).then_some(open..close)
}

/// How much a record says: figure, bound and deadline.
fn confidence(t: &Target) -> f64 {
    let mut c: f64 = 0.7;
    c += if t.comparator.is_some_and(|c| c != Comparator::Equal) { 0.1 } else { 0.0 };
    c += if t.indicator.is_some() { 0.1 } else { 0.0 };
    c - if t.repairs.is_empty() { 0.0 } else { 0.05 }
}
