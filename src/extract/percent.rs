//! Percentages: value, role, comparator. GUIDELINES §3.

use std::ops::Range;

use super::Context;
use super::figure::{self, Figure, Measure};
use super::line::Line;
use super::mood::{Mood, Moods};
use super::recount;
use super::section::Sections;
use super::target::{subject, table};
use crate::lexicon::target_cues::{self, Cue, Hit};
use crate::model::{Comparator, Form, Percentage, Repair, ShareRole};
use crate::text::fold::lower;

/// Every percentage of the document's title and body.
#[must_use]
pub fn find(ctx: &Context) -> Vec<Percentage> {
    let sections = Sections::of(ctx);
    let moods = Moods::new(ctx, &sections);
    let mut blocks: Vec<usize> = ctx
        .frame
        .head
        .clone()
        .chain(ctx.frame.body.iter().copied())
        .filter(|b| ctx.doc.blocks.get(*b).is_some_and(|b| ctx.doc.block_text(b).contains('%')))
        .collect();
    blocks.sort_unstable();
    blocks.dedup();
    let mut columns = table::Roles::default();
    let mut out = Vec::new();
    for block in blocks {
        let Some(line) = Line::new(ctx, block) else { continue };
        let figures = figure::find(ctx, &line);
        for (i, f) in figures.iter().enumerate().filter(|(_, f)| f.measure == Measure::Percent) {
            let (comparator, strict) = compare(&line, &figures, i);
            let role = columns.of(ctx, &moods, block, &f.at).unwrap_or_else(|| role(ctx, &moods, &line, f));
            let (start, end, text) = ctx.passage(&f.at);
            out.push(Percentage {
                start,
                end,
                text,
                value: f.value,
                value_min: f.min,
                role,
                comparator: if role == ShareRole::Change { Comparator::Equal } else { comparator },
                strict: strict && role != ShareRole::Change,
                of: subject::of(&line, &figures, i),
                unit_scope: subject::population(&line, &figures, i),
                recount: recount::of(ctx, &line, &f.at),
                repairs: repairs(ctx, &line, &figures, i),
                overridden: None,
            });
        }
    }
    out
}

/// Role of a percentage.
fn role(ctx: &Context, moods: &Moods, line: &Line, f: &Figure) -> ShareRole {
    let clause = line.clause(f.at.start);
    match moods.at(line, &f.at) {
        Mood::Quotes if ctx.header.form == Form::Administrative => ShareRole::Target,
        Mood::Rules | Mood::Quotes => ShareRole::Other,
        Mood::Prescribes if baseline(line, &f.at) => ShareRole::Result,
        Mood::Prescribes if money_share(line, f) => ShareRole::Share,
        // without a heading over it a bare figure needs a word that commits
        Mood::Prescribes if !moods.headed(line.block) && !commits(line, f) => ShareRole::Other,
        Mood::Prescribes => ShareRole::Target,
        Mood::Reports => {
            if changed(line, f) {
                return ShareRole::Change;
            }
            if money_share(line, f) || line.hits_in(Cue::Share, clause).any(|h| shares(line, h, f)) {
                return ShareRole::Share;
            }
            ShareRole::Result
        }
    }
}

/// Whether the sentence holds a word that commits: a bound, "phấn đấu", "bảo đảm", "đạt", a verb of making.
fn commits(line: &Line, f: &Figure) -> bool {
    let sentence = line.sentence(f.at.start);
    let bound = [Cue::Aspire, Cue::Must, Cue::AtLeast, Cue::AtMost, Cue::Above, Cue::Below, Cue::RaiseAfter]
        .iter()
        .any(|k| line.has(*k, sentence.clone()));
    bound || line.clause(f.at.start).start == f.at.start || line.hits_in(Cue::Make, sentence.start..f.at.start).next().is_some()
}

/// "chiếm 0,4%", "71,3% người được hỏi"; not "chiếm … , đạt 96%".
fn shares(line: &Line, hit: &Hit, f: &Figure) -> bool {
    let (start, end) = (line.hit_start(hit), line.hit_end(hit));
    if start >= f.at.end {
        return start - f.at.end < 4;
    }
    f.at.start >= end && line.smooth(end, f.at.start) && f.at.start - end < 40
}

/// A bare figure in brackets behind money or a count that is itself a part ("trong đó … 3,2 tỷ đồng (66%)").
fn money_share(line: &Line, f: &Figure) -> bool {
    let before = line.slice(line.at.start..f.at.start);
    let bracket = before.ends_with('(') && line.slice(f.at.end..line.at.end).starts_with(')');
    let part = || lower(line.slice(line.clause(f.at.start).start..f.at.start)).contains("trong đó");
    bracket && part() && !before.trim_end_matches('(').trim_end().ends_with("giao")
}

/// "tăng 12,4% so với cùng kỳ": a difference, not "tăng từ 66,2% lên 70%" and not "tăng trưởng … đạt 10%".
pub(super) fn changed(line: &Line, f: &Figure) -> bool {
    let clause = line.clause(f.at.start);
    line.hits_in(Cue::Change, clause.start..f.at.start).any(|h| {
        let between = line.slice(line.hit_end(h)..f.at.start).trim();
        matches!(
            between,
            "" | "khoảng" | "gần" | "thêm" | "hơn" | "trên" | "được" | "tới" | "ít nhất" | "tương ứng" | "lần lượt" | "bình quân"
        )
    })
}

/// The figure that a change starts from: "giảm từ 1,6% … xuống còn 1,2%".
pub(super) fn baseline(line: &Line, at: &Range<usize>) -> bool {
    let i = line.word_from(at.start);
    let from = i.checked_sub(1).and_then(|i| line.words.get(i)).is_some_and(|w| w.low == "từ");
    let clause = line.clause(at.start);
    from && goes_to(line, at.end, clause.end)
}

/// Whether "xuống", "lên", "đến" with a figure follows.
fn goes_to(line: &Line, from: usize, end: usize) -> bool {
    let words: Vec<&str> =
        line.words[line.word_from(from)..].iter().take_while(|w| w.end <= end).take(14).map(|w| w.low.as_str()).collect();
    words.iter().enumerate().any(|(i, w)| {
        matches!(*w, "xuống" | "lên" | "đến")
            && words[i + 1..].iter().take(4).any(|w| w.starts_with(|c: char| c.is_ascii_digit()) && !(w.len() == 4 && w.starts_with("20")))
    })
}

/// Comparator of figure `i`, and whether the bound is excluded.
pub(super) fn compare(line: &Line, figures: &[Figure], i: usize) -> (Comparator, bool) {
    let (comparator, strict, _) = cue(line, figures, i);
    (comparator, strict)
}

/// What was read as a cue of figure `i` through slipped tone marks: its bound, and what strives in its sentence.
pub(super) fn repairs(ctx: &Context, line: &Line, figures: &[Figure], i: usize) -> Vec<Repair> {
    let Some(f) = figures.get(i) else { return Vec::new() };
    let mut hits: Vec<Hit> =
        line.hits_in(Cue::Aspire, line.sentence(f.at.start)).filter(|h| h.slipped && line.trusted(h)).copied().collect();
    hits.extend(cue(line, figures, i).2.filter(|h| h.slipped));
    hits.iter().filter_map(|h| repair(ctx, line, h)).collect()
}

/// What a slipped cue was read as.
pub(super) fn repair(ctx: &Context, line: &Line, h: &Hit) -> Option<Repair> {
    let at = line.hit_start(h)..line.hit_end(h);
    let low: Vec<&str> = line.words.get(h.first..h.end)?.iter().map(|w| w.low.as_str()).collect();
    let mut to = target_cues::spelling(&low, h.kind)?;
    let (_, _, from) = ctx.passage(&at);
    if from.starts_with(char::is_uppercase)
        && let Some(first) = to.chars().next()
    {
        to = first.to_uppercase().chain(to.chars().skip(1)).collect();
    }
    Some(Repair { from, to, why: "tone marks slipped".to_owned() })
}

/// Comparator of figure `i`, whether the bound is excluded, and the cue that says so.
fn cue(line: &Line, figures: &[Figure], i: usize) -> (Comparator, bool, Option<Hit>) {
    let Some(f) = figures.get(i) else { return (Comparator::Equal, false, None) };
    let clause = line.clause(f.at.start);
    let next = figures.get(i + 1).map_or(clause.end, |n| n.at.start.min(clause.end));
    for h in line
        .hits_from(f.at.end)
        .iter()
        .take_while(|h| line.hit_start(h) < next)
        .filter(|h| matches!(h.kind, Cue::RaiseAfter | Cue::LowerAfter))
    {
        let start = line.hit_start(h);
        // "từ 95% kế hoạch trở lên", "đạt từ 85 điểm trở lên"
        if start >= f.at.end
            && start < next
            && line.smooth(f.at.end, start)
            && line.words[line.word_from(f.at.end)..h.first.max(line.word_from(f.at.end))].len() <= 5
        {
            return (if h.kind == Cue::RaiseAfter { Comparator::AtLeast } else { Comparator::AtMost }, false, Some(*h));
        }
    }
    if let Some(found) = bound_before(line, f, figures.get(i.wrapping_sub(1)), &clause) {
        return found;
    }
    // a cue of its own is missing: a figure joined by "và" or a comma shares that of the one before (more than 100% there is not)
    if let Some(p) = (f.value < 100.0 || f.measure != Measure::Percent)
        .then(|| i.checked_sub(1))
        .flatten()
        .and_then(|p| figures.get(p))
        .filter(|p| p.measure == f.measure && p.at.start >= clause.start)
    {
        let between = line.slice(p.at.end..f.at.start);
        if between.ends_with(" và ")
            || between.ends_with(", ") && between.chars().count() < 40 && !between.trim_end_matches(", ").contains([',', '(', ')'])
        {
            return cue(line, figures, i - 1);
        }
    }
    // "vượt mục tiêu Chính phủ giao (10%)"
    if line.slice(line.at.start..f.at.start).ends_with('(') {
        let open = f.at.start - 1;
        let from = line.slice(clause.start..open).rfind([',', '(']).map_or(clause.start, |n| clause.start + n);
        if line.hits_in(Cue::Above, from..open).any(|h| line.words.get(h.first).is_some_and(|w| w.low == "vượt")) {
            return (Comparator::AtLeast, true, None);
        }
    }
    (Comparator::Equal, false, None)
}

/// The bound directly before a figure.
fn bound_before(line: &Line, f: &Figure, previous: Option<&Figure>, clause: &Range<usize>) -> Option<(Comparator, bool, Option<Hit>)> {
    let from = previous.map_or(clause.start, |p| p.at.end.max(clause.start)).min(f.at.start);
    let own = line.word_from(f.at.start);
    let mut best: Option<(usize, usize, Comparator, bool, Hit)> = None;
    for h in line.hits_from(from).iter().take_while(|h| h.first < own).filter(|h| h.end <= own) {
        let (comparator, strict) = match h.kind {
            Cue::AtLeast => (Comparator::AtLeast, false),
            Cue::Above => (Comparator::AtLeast, true),
            Cue::AtMost => (Comparator::AtMost, false),
            Cue::Below => (Comparator::AtMost, true),
            Cue::About => (Comparator::About, false),
            _ => continue,
        };
        let gap = own - h.end;
        let words = h.end - h.first;
        let single = words == 1;
        let first = line.words.get(h.first).map_or("", |w| w.low.as_str());
        if single && gap > usize::from(first == "vượt") || gap > 4 || !line.smooth(line.hit_end(h), f.at.start) {
            continue;
        }
        if first == "từ"
            && (goes_to(line, f.at.end, clause.end) && !matches!(line.words.get(own + 1).map_or("", |w| w.low.as_str()), "trở"))
        {
            continue;
        }
        if single
            && first == "hơn"
            && h.first > 0
            && matches!(line.words[h.first - 1].low.as_str(), "cao" | "thấp" | "ít" | "nhiều" | "lớn")
        {
            continue;
        }
        // the nearest cue wins; at one place the longest
        if best.is_none_or(|(g, w, ..)| gap < g || gap == g && words > w) {
            best = Some((gap, words, comparator, strict, *h));
        }
    }
    best.map(|(_, _, c, s, h)| (c, s, Some(h)))
}
