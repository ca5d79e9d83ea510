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
        if !keep {
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
            t.period = t.period.or_else(|| survey.titled());
        }
        out.push(t);
    }
}
