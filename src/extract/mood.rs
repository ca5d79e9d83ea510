//! [`Mood`]: whether a clause prescribes, reports, quotes a plan or sets a rule.
//!
//! Decided from near to far: cues in the clause, the nearest heading that says anything, the type of the document. A plan prescribes
//! unless it says that something *has been* done; a report reports unless it strives; a document with a year inside its number lays
//! down rules unless a heading names goals. Nothing is decided from a figure alone.

use std::ops::Range;

use super::Context;
use super::line::Line;
use super::section::Sections;
use crate::grammar::number::DocumentNumber;
use crate::lexicon::target_cues::{self, Cue};
use crate::model::Form;

/// What a clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Something is to be done or reached.
    Prescribes,
    /// Something was done or is so.
    Reports,
    /// A planned figure is quoted beside what was reached.
    Quotes,
    /// A rule: a threshold, a fee, a technical ratio.
    Rules,
}

/// Reads moods of one document.
#[derive(Debug)]
pub struct Moods {
    /// From headings and type: per block.
    base: Vec<Mood>,
    /// Whether a heading says so, and not only the type.
    headed: Vec<bool>,
    /// Whether the block stands before the first heading.
    preamble: Vec<bool>,
    year: Option<u16>,
    /// Whether the document lays down rules: a year stands inside its own number.
    normative: bool,
    /// Whether the document reports by its type.
    report: bool,
}

impl Moods {
    /// Reads headings and type of the document.
    #[must_use]
    pub fn new(ctx: &Context, sections: &Sections) -> Self {
        let normative = normative(ctx);
        let kind = if normative { Mood::Rules } else { of_type(ctx) };
        let mut headings: Vec<Option<Mood>> = Vec::with_capacity(ctx.doc.blocks.len());
        for i in 0..ctx.doc.blocks.len() {
            let own = if sections.is_heading(i) || sections.headings(i).last() == Some(&i) { of_heading(ctx, i, normative) } else { None };
            let above = || sections.headings(i).iter().rev().filter(|h| **h < i).find_map(|h| headings.get(*h).copied().flatten());
            headings.push(match own {
                // "2. Về triển khai …" under "ĐÁNH GIÁ CHUNG" names a matter, not a task
                Some((Mood::Prescribes, false)) if above() == Some(Mood::Reports) => None,
                other => other.map(|(mood, _)| mood),
            });
        }
        let first = (0..ctx.doc.blocks.len()).find(|i| headings[*i].is_some()).unwrap_or(0);
        let base = (0..ctx.doc.blocks.len())
            .map(|i| {
                let above = sections.headings(i);
                above.iter().rev().find_map(|h| headings.get(*h).copied().flatten()).unwrap_or(kind)
            })
            .collect();
        let headed =
            (0..ctx.doc.blocks.len()).map(|i| sections.headings(i).iter().any(|h| headings.get(*h).copied().flatten().is_some())).collect();
        let preamble = (0..ctx.doc.blocks.len()).map(|i| sections.headings(i).is_empty() && i < first).collect();
        Self { base, headed, preamble, year: ctx.issued_year(), normative, report: kind == Mood::Reports }
    }

    /// Mood from headings and type alone.
    #[must_use]
    pub fn base(&self, block: usize) -> Mood {
        self.base.get(block).copied().unwrap_or(Mood::Prescribes)
    }

    /// Whether the mood of a block comes from a heading.
    #[must_use]
    pub fn headed(&self, block: usize) -> bool {
        self.headed.get(block).copied().unwrap_or(false)
    }

    /// Whether the document lays down rules and no heading lifts the block out of them: nothing there is a task.
    #[must_use]
    pub fn lays_down(&self, block: usize) -> bool {
        self.normative && self.base(block) == Mood::Rules
    }

    /// Whether a report, or a heading over a report, says that what stands here are facts.
    #[must_use]
    pub fn reporting(&self, block: usize) -> bool {
        self.report || self.headed(block) && self.base(block) == Mood::Reports
    }

    /// Mood of the clause around a figure or date.
    #[must_use]
    pub fn at(&self, line: &Line, at: &Range<usize>) -> Mood {
        let clause = line.clause(at.start);
        let sentence = line.sentence(at.start);
        let base = self.base(line.block);
        if rule(line, &clause, at, base) || line.topic(&sentence).is_some_and(|colon| at.start < colon) {
            return Mood::Rules;
        }
        let strives = line.has(Cue::Aspire, sentence.start..at.end);
        match base {
            Mood::Reports => {
                if strives {
                    Mood::Prescribes
                } else if quoted(line, &clause, at) {
                    Mood::Quotes
                } else if demands(line, &sentence, &clause) {
                    Mood::Prescribes
                } else {
                    Mood::Reports
                }
            }
            Mood::Prescribes | Mood::Quotes => {
                if strives || !self.reports(line, &sentence, &clause, at) && !self.preamble.get(line.block).copied().unwrap_or(false) {
                    return Mood::Prescribes;
                }
                if quoted(line, &clause, at) {
                    Mood::Quotes
                } else if self.preamble.get(line.block).copied().unwrap_or(false) && demands(line, &sentence, &clause) {
                    Mood::Prescribes
                } else {
                    Mood::Reports
                }
            }
            Mood::Rules => {
                let binding = line
                    .hits_in(Cue::Must, clause.clone())
                    .any(|h| matches!(line.words.get(h.first).map_or("", |w| w.low.as_str()), "bảo" | "đảm" | "hoàn"));
                // among rules only an order to a named body is a task
                let ordered = || !self.normative || super::target::responsible::told(line, &sentence).is_some();
                if strives || binding && at.start > clause.start && ordered() { Mood::Prescribes } else { Mood::Rules }
            }
        }
    }

    /// Whether a clause of a plan reports what is.
    fn reports(&self, line: &Line, sentence: &Range<usize>, clause: &Range<usize>, at: &Range<usize>) -> bool {
        let before = clause.start.max(sentence.start)..at.end;
        // "Năm 2023, vẫn còn 03 đơn vị": a year before that of the document opens the sentence
        if let Some(year) = self.year
            && past_year(line, sentence).is_some_and(|y| y < year)
            && !line.has(Cue::Must, clause.clone())
        {
            return true;
        }
        if line.hits_in(Cue::Must, before.clone()).next().is_some() {
            return false;
        }
        line.hits_in(Cue::Report, clause.clone()).any(|h| {
            // "đã" behind the figure belongs to the noun ("giấy tờ đã được số hóa"), unless the sentence opens with "đến nay"
            let done = line.words.get(h.first).is_some_and(|w| w.low == "đã");
            !done || line.hit_start(h) < at.start || dated_today(line, sentence)
        })
    }
}

/// "Đến nay …", "Tính đến …".
fn dated_today(line: &Line, sentence: &Range<usize>) -> bool {
    let text = line.slice(sentence.clone());
    ["Đến nay", "Hiện nay", "Tính đến", "Thời gian qua"].iter().any(|w| text.starts_with(w))
}

/// The year that opens a sentence: "Năm 2023, …".
fn past_year(line: &Line, sentence: &Range<usize>) -> Option<u16> {
    let i = line.word_from(sentence.start);
    let first = line.words.get(i).filter(|w| w.low == "năm")?;
    let year = line.words.get(i + 1).filter(|w| w.start == first.end + 1)?;
    year.low.parse().ok().filter(|y| (1990..2100).contains(y))
}

/// Whether a clause demands: "cần", "đề nghị", "yêu cầu" with a bound or deadline.
fn demands(line: &Line, sentence: &Range<usize>, clause: &Range<usize>) -> bool {
    let opens = line.slice(sentence.clone());
    let asked = ["Đề nghị ", "Yêu cầu ", "Cần ", "Phải "].iter().any(|w| opens.starts_with(w))
        || super::target::responsible::told(line, sentence).is_some();
    asked && (line.has(Cue::AtLeast, clause.clone()) || line.has(Cue::AtMost, clause.clone()) || line.has(Cue::Must, clause.clone()))
}

/// "(chỉ tiêu 80%)", "(kế hoạch 97%)", "chỉ tiêu giao là 95% và 85%".
fn quoted(line: &Line, clause: &Range<usize>, at: &Range<usize>) -> bool {
    line.hits_in(Cue::Quoted, clause.start..at.start).any(|h| {
        let between = line.slice(line.hit_end(h)..at.start);
        let bracket = line.slice(clause.start..line.hit_start(h)).ends_with('(') && !between.contains(')');
        let stated = line.words.get(h.first).map_or("", |w| w.low.as_str()) == "chỉ"
            && between.chars().count() < 40
            && (line.words[h.first..h.end].len() > 2 || between.trim_start().starts_with("số hóa"));
        let level = line.words.get(h.first).map_or("", |w| w.low.as_str()) == "đặt";
        (bracket || stated || level) && !between.contains([';', '.'])
    })
}

/// A rule rather than a goal or a fact.
fn rule(line: &Line, clause: &Range<usize>, at: &Range<usize>, base: Mood) -> bool {
    if line.slice(line.sentence(at.start)).starts_with("Ví dụ") {
        return true;
    }
    line.hits_in(Cue::Norm, clause.clone()).any(|h| {
        let (start, end) = (line.hit_start(h), line.hit_end(h));
        let word = line.words.get(h.first).map_or("", |w| w.low.as_str());
        match word {
            // conditions stand before the figure, or directly behind it
            "trường" => start == clause.start && base != Mood::Reports,
            // with a threshold before it a rule ("dưới 90% … bị trừ 02 điểm"), else a fact
            "bị" => {
                start > at.end
                    && base != Mood::Reports
                    && [Cue::Below, Cue::Above, Cue::AtMost, Cue::AtLeast].iter().any(|k| line.has(*k, clause.start..at.start))
            }
            "dung" | "nồng" | "hoạt" | "bột" | "hóa" => {
                end <= at.start && at.start - end < 60 || start >= at.end && start - at.end < 20
            }
            "được" => start > at.end,
            "chấm" | "thang" => base == Mood::Rules,
            _ => start.abs_diff(at.end) < 120,
        }
    })
}

/// What a heading says by its first telling word, and whether it says so firmly: "triển khai", "kế hoạch", "nội dung" only name matters.
fn of_heading(ctx: &Context, block: usize, normative: bool) -> Option<(Mood, bool)> {
    let at = ctx.doc.blocks.get(block)?;
    let end = super::section::run_in(ctx.doc, block).unwrap_or(at.end);
    let line = Line::of(ctx.doc.text(), block, at.body.min(end)..end);
    let telling = |first: usize| line.words.get(first).map_or("", |w| w.low.as_str());
    line.hits
        .iter()
        .filter_map(|h| {
            let (mood, firm) = match h.kind {
                // of rules only goals make targets
                Cue::HeadingTarget if normative && !matches!(telling(h.first), "chỉ" | "mục" | "phấn") => return None,
                Cue::HeadingTarget => (Mood::Prescribes, !matches!(telling(h.first), "triển" | "kế" | "nội")),
                Cue::HeadingReport => (Mood::Reports, true),
                Cue::HeadingNorm => (Mood::Rules, true),
                _ => return None,
            };
            Some((h.first, mood, firm))
        })
        .min_by_key(|(first, mood, _)| (*first, *mood == Mood::Prescribes))
        .map(|(_, mood, firm)| (mood, firm))
}

/// Whether the document lays down rules: `54/2025/NQ-HĐND` does, `25/NQ-HĐND` and `286/KH-UBND` do not.
fn normative(ctx: &Context) -> bool {
    ctx.header.form == Form::Administrative
        && ctx.header.number.as_deref().and_then(DocumentNumber::parse).is_some_and(|n| n.year.is_some())
}

/// What the type of the document says.
fn of_type(ctx: &Context) -> Mood {
    if ctx.header.form != Form::Administrative {
        return Mood::Reports;
    }
    match ctx.header.doc_type.as_deref() {
        Some("BC" | "BB" | "TTr") => Mood::Reports,
        Some("QĐ" | "QC" | "QyĐ" | "NĐ" | "TT" | "TTLT" | "L" | "PL" | "HP" | "VBHN" | "TCVN" | "QCVN") => Mood::Rules,
        _ => Mood::Prescribes,
    }
}

/// Whether any cue of the kind stands in plain text (headings, lead-ins).
#[must_use]
pub fn says(text: &str, kind: Cue) -> bool {
    let low = crate::text::fold::lower(text);
    let words: Vec<&str> = low.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    target_cues::find(&words).iter().any(|h| h.kind == kind)
}
