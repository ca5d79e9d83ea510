//! The figure of a cell, in the unit that its row or column names.

use std::ops::Range;

use super::super::Survey;
use super::place;
use crate::extract::line::Line;
use crate::grammar::amount;
use crate::lexicon::indicators;
use crate::lexicon::target_cues::Cue;
use crate::model::{Comparator, Target};
use crate::text::fold::lower;

/// What stands in brackets at the end of a title: "Tỷ lệ đúng hạn (%)".
pub(super) fn bracket(title: &str) -> &str {
    let inner = title.trim_end().strip_suffix(')').and_then(|t| t.rfind('(').map(|i| t[i + 1..].trim()));
    inner.filter(|u| u.chars().count() <= 24).unwrap_or("")
}

/// A record from the figure of a cell, with the cell that names the row and the words for what is measured; of `units` the first that is
/// stated holds.
pub(super) fn of(survey: &Survey, line: &Line, (name, what): (&Range<usize>, &str), cell: &Range<usize>, units: &[&str]) -> Option<Target> {
    let text = survey.ctx.doc.text().get(cell.clone())?;
    let unit = units.iter().find(|u| !u.is_empty()).map_or("", |u| u.trim());
    let (from, figure, len) = figure(text)?;
    let rest = text[from + len..].trim_start();
    let at = cell.start + from..cell.start + from + len;
    let low = lower(unit);
    let mut t = survey.task(line, name.clone(), name.clone(), name.start);
    place(survey, &mut t, &(name.start.min(cell.start)..cell.end.max(name.end)));
    t.value = Some(figure);
    t.value_span = Some(survey.ctx.span(&at));
    let (comparator, strict) = bound(&Line::of(survey.ctx.doc.text(), line.block, cell.clone()), rest);
    t.comparator = Some(comparator);
    t.strict = strict;
    let (unit, measure) = if rest.starts_with('%') || low.contains('%') || low.contains("phần trăm") {
        ("percent".to_owned(), "percent")
    } else if low == "điểm" || lower(rest).starts_with("điểm") {
        ("points".to_owned(), "score")
    } else if ["hạng", "thứ", "vị trí"].iter().any(|w| low.contains(w)) || lower(&text[..from]).contains("thứ") {
        ("rank".to_owned(), "rank")
    } else if low.contains("lần/năm") || lower(rest).starts_with("lần/năm") {
        ("times/year".to_owned(), "frequency")
    } else if low.contains("đồng") || low.contains("usd") {
        (unit.to_owned(), "money")
    } else {
        t.unit_noun = Some(if unit.is_empty() { rest.to_owned() } else { unit.to_owned() }).filter(|u| !u.is_empty());
        ("count".to_owned(), "count")
    };
    t.unit = Some(unit);
    t.measure = Some(measure.to_owned());
    t.indicator = indicators::of(what, measure, "").map(|i| i.id.clone());
    t.subject = Some(what.to_owned());
    Some(t)
}

/// Where the figure of a cell begins, its value, its length: the share ("423/486 (87%)"), else the first figure ("≥ 95", "12 lớp").
fn figure(cell: &str) -> Option<(usize, f64, usize)> {
    let starts = |i: &usize| *i == 0 || !cell[..*i].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let mut found = None;
    for (i, _) in cell.match_indices(|c: char| c.is_ascii_digit()).filter(|(i, _)| starts(i)).take(8) {
        let Some((value, len)) = amount::parse(&cell[i..]) else { continue };
        let rest = cell[i + len..].trim_start();
        if rest.starts_with('%') {
            return Some((i, value, len));
        }
        // a part of a whole or of a date is no figure of its own
        let parted = rest.starts_with(['/', '-']) || cell[..i].ends_with(['/', '-']) || cell[..i].ends_with(char::is_alphabetic);
        if !parted && cell[..i].split_whitespace().count() <= 4 && found.is_none() {
            found = Some((i, value, len));
        }
    }
    found
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
    let text = cell.text();
    if rest.contains("trở lên") || text.starts_with('≥') || text.starts_with(">=") {
        (Comparator::AtLeast, false)
    } else if rest.contains("trở xuống") || text.starts_with('≤') || text.starts_with("<=") {
        (Comparator::AtMost, false)
    } else if text.starts_with('>') {
        (Comparator::AtLeast, true)
    } else if text.starts_with('<') {
        (Comparator::AtMost, true)
    } else {
        (Comparator::Equal, false)
    }
}
