//! Results: what a report says was reached, in the shape of targets, so that plan and report can stand side by side.

use super::{Survey, role_of};
use crate::extract::figure::{Figure, Measure};
use crate::extract::line::Line;
use crate::extract::mood::Mood;
use crate::extract::percent;
use crate::model::{Comparator, DateRole, Percentage, ShareRole, Target};

/// Results of one block: percentages reported as reached, ranks, scores; counts and money of known indicators.
pub fn find(survey: &Survey, line: &Line, figures: &[Figure], percentages: &[Percentage], out: &mut Vec<Target>) {
    for (i, f) in figures.iter().enumerate() {
        if survey.moods.at(line, &f.at) != Mood::Reports {
            continue;
        }
        let keep = match f.measure {
            Measure::Percent => role_of(survey.ctx, percentages, f) == Some(ShareRole::Result) && !percent::baseline(line, &f.at),
            // "tăng 1,5 điểm" says how far, not where
            Measure::Rank | Measure::Points | Measure::Ratio | Measure::Count | Measure::Money => !percent::changed(line, f),
            Measure::Times | Measure::Months => false,
        };
        if !keep || planned(line, f) {
            continue;
        }
        let mut t = survey.record(line, figures, i);
        if matches!(f.measure, Measure::Count | Measure::Money) && t.indicator.is_none() {
            continue;
        }
        if f.measure == Measure::Rank {
            t.comparator = Some(Comparator::Equal);
        }
        t.deadline = None;
        t.modality = None;
        let sentence = line.sentence(f.at.start);
        t.as_of = survey
            .ctx
            .dates_in(&sentence)
            .find(|d| d.role == DateRole::AsOf && !line.slice(sentence.start..d.at.start).trim_end().ends_with("so với"))
            .and_then(|d| d.value.iso());
        if t.as_of.is_none() {
            t.period = t.period.or_else(|| survey.titled(true));
        }
        out.push(t);
    }
}

/// "(chỉ tiêu 98,7%)", "trong khi kế hoạch là 95%": the plan's figure that a report repeats was not reached by anybody.
fn planned(line: &Line, f: &Figure) -> bool {
    let own = line.word_from(f.at.start);
    let before: Vec<&str> = line.words[..own].iter().rev().take(8).map(|w| w.low.as_str()).collect();
    // between the word and the figure stands nothing but who set it and how it bounds
    let between = |n: usize| {
        let passes = ["là", "giao", "năm", "đề", "ra", "đặt", "của", "từ", "trên", "đạt", "được", "tối", "thiểu", "ít", "nhất", "đã"];
        before[..n].iter().all(|w| passes.contains(w) || w.starts_with("20"))
    };
    let marks =
        |n: usize| matches!((before.get(n + 1), before.get(n)), (Some(&"chỉ" | &"mục"), Some(&"tiêu")) | (Some(&"kế"), Some(&"hoạch")));
    let near = (0..before.len().saturating_sub(1)).find(|n| marks(*n) && between(*n));
    // "so với kế hoạch đạt 98%", "thực hiện chỉ tiêu … đạt" tell what was reached
    near.is_some_and(|n| {
        let reached = before[..n].contains(&"đạt") && !before[..n].contains(&"giao");
        let start = line.words.get(own.wrapping_sub(n + 2)).map_or(f.at.start, |w| w.start);
        !reached && line.smooth(start, f.at.start)
    })
}
