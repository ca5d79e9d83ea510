//! Rows of annex tables: task, time, leading body; or indicator, unit, figure.

use std::ops::Range;

use super::Survey;
use super::deadline;
use crate::extract::line::{Line, trim};
use crate::extract::mood::Mood;
use crate::grammar::amount;
use crate::lexicon::indicators;
use crate::lexicon::target_cues::Cue;
use crate::model::{Comparator, Target};
use crate::text::BlockKind;
use crate::text::fold::lower;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Task,
    Time,
    Body,
    Unit,
    Goal,
    Reached,
    Other,
}

/// No table that people read has more columns.
const MOST: usize = 64;

/// Reads the table whose first row is block `first`; gives the index of the block after it.
pub fn find(survey: &Survey, first: usize, targets: &mut Vec<Target>, results: &mut Vec<Target>) -> usize {
    let doc = survey.ctx.doc;
    let end = (first..doc.blocks.len()).find(|i| doc.blocks[*i].kind != BlockKind::Row).unwrap_or(doc.blocks.len());
    let head: Vec<Range<usize>> = cells(survey, first);
    let mut columns: Vec<Column> = head.iter().take(MOST).map(|c| column(&doc.text()[c.clone()])).collect();
    settle(&mut columns);
    let at = |kind: Column| columns.iter().position(|c| *c == kind);
    let Some(task) = at(Column::Task) else { return end };
    for row in first + 1..end {
        let cells = cells(survey, row);
        let Some(name) = cells.get(task).filter(|c| doc.text()[(*c).clone()].chars().filter(|c| c.is_alphabetic()).count() > 3) else {
            continue;
        };
        let Some(line) = Line::new(survey.ctx, row) else { continue };
        let body = at(Column::Body).and_then(|b| cells.get(b)).map(|c| doc.text()[c.clone()].to_owned()).filter(|b| !b.is_empty());
        if let Some(time) = at(Column::Time).and_then(|t| cells.get(t)) {
            if let Some(date) = survey.ctx.dates_in(time).filter(|d| d.value.iso().is_some()).last() {
                let mut t = survey.task(&line, name.clone(), name.clone(), name.start);
                let due = deadline::read(&Line::of(doc.text(), row, time.clone()), date);
                place(survey, &mut t, name);
                t.deadline = Some(due.iso());
                t.deadline_bound = Some(due.bound);
                t.responsible = body.or(t.responsible);
                targets.push(t);
            }
            continue;
        }
        for (i, kind) in columns.iter().enumerate().filter(|(_, k)| matches!(k, Column::Goal | Column::Reached)) {
            let Some(cell) = cells.get(i) else { continue };
            let unit = at(Column::Unit).and_then(|u| cells.get(u)).map_or("", |c| &doc.text()[c.clone()]);
            let Some(mut t) = value(survey, &line, name, cell, unit) else { continue };
            t.responsible = body.clone().or(t.responsible);
            let reports = survey.moods.base(row) == Mood::Reports;
            match kind {
                Column::Reached => results.push(t),
                _ if !reports => targets.push(t),
                _ => {}
            }
        }
    }
    end
}

/// Cells of a row, trimmed.
fn cells(survey: &Survey, row: usize) -> Vec<Range<usize>> {
    let doc = survey.ctx.doc;
    let Some(block) = doc.blocks.get(row) else { return Vec::new() };
    let text = doc.block_text(block);
    let inner = text.trim_matches([' ', '|']);
    if inner.is_empty() {
        return Vec::new();
    }
    // empty cells count: only the outer bars go
    let open = text.len() - text.trim_start_matches(' ').trim_start_matches('|').len();
    let shut = text.trim_end_matches(' ').trim_end_matches('|').len().max(open);
    let mut out = Vec::new();
    let mut from = open;
    for (i, _) in text[open..shut].match_indices('|') {
        out.push(trim(doc.text(), block.start + from..block.start + open + i));
        from = open + i + 1;
    }
    out.push(trim(doc.text(), block.start + from..block.start + shut));
    out
}

/// What a heading cell says.
fn column(head: &str) -> Column {
    let low = lower(head);
    let has = |words: &[&str]| words.iter().any(|w| low.contains(w));
    if has(&["thời gian", "thời hạn", "hoàn thành", "tiến độ"]) {
        Column::Time
    } else if has(&["chủ trì", "đơn vị thực hiện", "cơ quan thực hiện", "trách nhiệm", "phụ trách"]) {
        Column::Body
    } else if has(&["đơn vị tính", "đvt"]) || low == "đơn vị" {
        Column::Unit
    } else if has(&["nhiệm vụ", "nội dung", "công việc", "hoạt động", "tên chỉ tiêu", "chỉ số", "tiêu chí"]) {
        Column::Task
    } else if has(&["kết quả", "thực hiện", "ước"]) && !has(&["kế hoạch"]) {
        Column::Reached
    } else if has(&["mục tiêu", "kế hoạch", "phấn đấu", "năm 20", "giao"]) || low.starts_with("kh ") {
        Column::Goal
    } else if has(&["chỉ tiêu"]) {
        Column::Task
    } else {
        Column::Other
    }
}

/// "Nội dung | Chỉ tiêu": the second naming column is the goal.
fn settle(columns: &mut [Column]) {
    let mut seen = false;
    let goal = columns.contains(&Column::Goal) || columns.contains(&Column::Time);
    for c in columns.iter_mut().filter(|c| **c == Column::Task) {
        if seen {
            *c = if goal { Column::Other } else { Column::Goal };
        }
        seen = true;
    }
}

/// A record from a figure in a cell.
fn value(survey: &Survey, line: &Line, name: &Range<usize>, cell: &Range<usize>, unit: &str) -> Option<Target> {
    let text = survey.ctx.doc.text().get(cell.clone())?;
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let (figure, len) = amount::parse(&text[from..])?;
    let rest = text[from + len..].trim_start();
    let at = cell.start + from..cell.start + from + len;
    if rest.starts_with('/') || text[..from].split_whitespace().count() > 4 {
        return None;
    }
    let low = lower(unit);
    let mut t = survey.task(line, name.clone(), name.clone(), name.start);
    place(survey, &mut t, &(name.start..cell.end.max(name.end)));
    t.value = Some(figure);
    t.value_span = Some(survey.ctx.span(&at));
    let (comparator, strict) = bound(&Line::of(survey.ctx.doc.text(), line.block, cell.clone()), rest);
    t.comparator = Some(comparator);
    t.strict = strict;
    let (unit, measure) = if rest.starts_with('%') || low.contains('%') || low.contains("phần trăm") {
        ("percent".to_owned(), "percent")
    } else if low == "điểm" || rest.starts_with("điểm") {
        ("points".to_owned(), "score")
    } else if low.contains("hạng") || low.contains("thứ") || lower(&text[..from]).contains("thứ") {
        ("rank".to_owned(), "rank")
    } else if low.contains("đồng") || low.contains("usd") {
        (unit.trim().to_owned(), "money")
    } else {
        t.unit_noun = Some(if unit.is_empty() { rest.to_owned() } else { unit.to_owned() }).filter(|u| !u.is_empty());
        ("count".to_owned(), "count")
    };
    t.unit = Some(unit);
    t.measure = Some(measure.to_owned());
    t.indicator = indicators::of(&survey.ctx.doc.text()[name.clone()], measure, "").map(|i| i.id.clone());
    t.subject = Some(survey.ctx.doc.text()[name.clone()].to_owned());
    Some(t)
}

/// Bound in a cell: "≥ 95%", "dưới 0,35%", "90% trở lên".
fn bound(cell: &Line, rest: &str) -> (Comparator, bool) {
    for h in &cell.hits {
        match h.kind {
            Cue::AtLeast => return (Comparator::AtLeast, false),
            Cue::Above => return (Comparator::AtLeast, true),
            Cue::AtMost => return (Comparator::AtMost, false),
            Cue::Below => return (Comparator::AtMost, true),
            Cue::About => return (Comparator::About, false),
            _ => {}
        }
    }
    if rest.contains("trở lên") { (Comparator::AtLeast, false) } else { (Comparator::Equal, false) }
}

/// Puts a record on its cells.
fn place(survey: &Survey, t: &mut Target, at: &Range<usize>) {
    let (start, end, text) = survey.ctx.passage(at);
    t.start = start;
    t.end = end;
    t.text = text;
}
