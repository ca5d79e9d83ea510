//! Quantities: money and counts in sentences that report facts. GUIDELINES §5.

use super::Context;
use super::figure::{self, Figure, Measure};
use super::line::Line;
use super::mood::{Mood, Moods};
use super::section::Sections;
use crate::model::{Quantity, Span, Target};
use crate::text::BlockKind;
use crate::text::fold::lower;

/// Every quantity of the body that is no target's figure.
#[must_use]
pub fn find(ctx: &Context, targets: &[Target]) -> Vec<Quantity> {
    let sections = Sections::of(ctx);
    let moods = Moods::new(ctx, &sections);
    let mut taken: Vec<Span> = targets.iter().filter_map(|t| t.value_span).collect();
    taken.sort_unstable();
    let mut out = Vec::new();
    for &block in &ctx.frame.body {
        if sections.is_heading(block) || ctx.doc.blocks.get(block).is_none_or(|b| b.kind == BlockKind::Row) {
            continue;
        }
        let Some(line) = Line::new(ctx, block) else { continue };
        for f in figure::find(ctx, &line) {
            if !matches!(f.measure, Measure::Rank | Measure::Points | Measure::Money | Measure::Count | Measure::Ratio)
                || !reported(&moods, &line, &f)
            {
                continue;
            }
            let (start, end, text) = ctx.passage(&f.whole);
            let figure = ctx.span(&f.at);
            let near = taken.partition_point(|t| t.end <= figure.start);
            if taken.get(near).is_some_and(|t| t.overlaps(figure)) {
                continue;
            }
            out.push(Quantity { start, end, text, value: f.value, unit: unit(&line, &f), total: f.total, overridden: None });
        }
    }
    out
}

/// Unit as written, on one line.
pub(super) fn unit(line: &Line, f: &Figure) -> Option<String> {
    if f.measure == Measure::Rank {
        return Some("rank".to_owned());
    }
    f.unit.clone().map(|u| line.slice(u).trim_matches(['“', '”', '"']).to_owned())
}

/// Whether the figure stands in a sentence that reports.
fn reported(moods: &Moods, line: &Line, f: &Figure) -> bool {
    match moods.at(line, &f.at) {
        Mood::Reports => moods.reporting(line.block) || states(line, f),
        // planned money is a quantity, not a commitment
        Mood::Prescribes => f.measure == Measure::Money && budget(line, f),
        // a score that was taken off is a fact ("bị trừ 4,5 điểm")
        Mood::Rules => false,
        Mood::Quotes => f.measure == Measure::Money,
    }
}

/// Outside reports only a sentence that says what was done or is reached gives a quantity: "đã tiếp nhận 41 đơn", not "gồm 32 chip LED".
fn states(line: &Line, f: &Figure) -> bool {
    const DONE: [&str; 22] = [
        "đã",
        "đạt",
        "ước",
        "tiếp nhận",
        "giải quyết",
        "thu",
        "chi",
        "xếp",
        "đứng",
        "hiện có",
        "hiện còn",
        "vẫn còn",
        "chỉ còn",
        "thiệt hại",
        "bị",
        "tăng",
        "giảm",
        "đến nay",
        "hoàn thành",
        "tổng số",
        "bao gồm các",
        "hiện nay",
    ];
    if f.measure == Measure::Money || f.total.is_some() {
        return true;
    }
    let sentence = line.sentence(f.at.start);
    let text = format!(" {} ", lower(line.slice(sentence)).replace([',', '.', ';', ':', '(', ')', '\n'], " "));
    DONE.iter().any(|w| text.contains(&format!(" {w} ")))
}

/// "kinh phí 6,4 tỷ đồng", "dự toán 4,85 tỷ đồng".
fn budget(line: &Line, f: &Figure) -> bool {
    let sentence = line.sentence(f.at.start);
    let before = lower(line.slice(sentence.start..f.at.start));
    ["kinh phí", "dự toán", "ngân sách", "tổng mức", "nguồn vốn", "tổng vốn", "trị giá", "tổng số tiền"].iter().any(|w| before.contains(w))
}
