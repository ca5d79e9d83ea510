//! What is handed down to a bullet: deadlines and bodies of lead-in lines, of "Thời gian thực hiện: …" lines, of headings.

use std::ops::Range;

use super::deadline::{self, Due};
use super::responsible;
use crate::extract::Context;
use crate::extract::line::Line;
use crate::extract::section::Sections;
use crate::model::{Bound, DateRole};
use crate::text::BlockKind;
use crate::text::fold::lower;

/// What stands on lines of their own below a group of tasks.
#[derive(Debug, Clone, Default)]
struct Labels {
    due: Option<Due>,
    body: Option<String>,
}

/// Lead-ins and label lines of a document.
#[derive(Debug, Default)]
pub struct Leads {
    /// For each block the lead-in above it.
    lead: Vec<Option<usize>>,
    is_lead: Vec<bool>,
    is_label: Vec<bool>,
    labels: Vec<Option<Labels>>,
    due: Vec<Option<Due>>,
    body: Vec<Option<String>>,
}

const TIME: [&str; 9] = [
    "thời gian thực hiện",
    "thời gian hoàn thành",
    "thời gian",
    "thời hạn hoàn thành",
    "thời hạn",
    "tiến độ",
    "thời điểm hoàn thành",
    "hạn hoàn thành",
    "thời hạn thực hiện",
];
const BODY: [&str; 12] = [
    "đơn vị chủ trì",
    "cơ quan chủ trì",
    "chủ trì",
    "đơn vị chủ trì thực hiện",
    "cơ quan chủ trì thực hiện",
    "đơn vị thực hiện",
    "cơ quan thực hiện",
    "trách nhiệm thực hiện",
    "đơn vị chịu trách nhiệm",
    "cơ quan, đơn vị chủ trì",
    "cơ quan, đơn vị thực hiện",
    "phân công thực hiện",
];

impl Leads {
    /// Reads the document.
    #[must_use]
    pub fn new(ctx: &Context, sections: &Sections) -> Self {
        let n = ctx.doc.blocks.len();
        let mut out = Self {
            lead: vec![None; n],
            is_lead: vec![false; n],
            is_label: vec![false; n],
            labels: vec![None; n],
            due: vec![None; n],
            body: vec![None; n],
        };
        let mut stack: Vec<(u8, usize)> = Vec::new();
        for i in 0..n {
            let block = &ctx.doc.blocks[i];
            if sections.is_heading(i) || block.kind == BlockKind::Row {
                stack.clear();
                continue;
            }
            let Some(line) = Line::new(ctx, i) else { continue };
            if let Some(labels) = labels(ctx, &line) {
                out.is_label[i] = true;
                out.labels[i] = Some(labels);
                continue;
            }
            let class = class(ctx.doc.block_text(block), block.kind);
            while stack.last().is_some_and(|(c, _)| *c >= class) || class == 0 && !stack.is_empty() {
                stack.pop();
            }
            out.lead[i] = stack.last().map(|(_, b)| *b);
            if line.text().trim_end().ends_with(':') {
                out.is_lead[i] = true;
                out.due[i] = ctx
                    .dates_in(&line.at)
                    .filter(|d| d.role == DateRole::Deadline && d.value.iso().is_some())
                    .last()
                    .map(|d| deadline::read(&line, d));
                out.body[i] = lead_body(&line);
                stack.push((class, i));
            }
        }
        out.hand_up(sections);
        out
    }

    /// Label lines serve the task blocks above them, back to the heading or the label lines before.
    fn hand_up(&mut self, sections: &Sections) {
        let mut i = 0;
        while i < self.labels.len() {
            if !self.is_label[i] {
                i += 1;
                continue;
            }
            let first = i;
            let mut group = Labels::default();
            while i < self.labels.len() && self.is_label[i] {
                if let Some(l) = &self.labels[i] {
                    group.due = group.due.or_else(|| l.due.clone());
                    group.body = group.body.or_else(|| l.body.clone());
                }
                i += 1;
            }
            for b in (0..first).rev() {
                if self.is_label[b] || sections.is_heading(b) {
                    break;
                }
                self.labels[b] = Some(group.clone());
            }
        }
    }

    /// Whether a block is a line such as "Thời gian thực hiện: …".
    #[must_use]
    pub fn is_label(&self, block: usize) -> bool {
        self.is_label.get(block).copied().unwrap_or(false)
    }

    /// Whether a block leads in others: it ends in a colon.
    #[must_use]
    pub fn is_lead(&self, block: usize) -> bool {
        self.is_lead.get(block).copied().unwrap_or(false)
    }

    /// The lead-ins above a block, the nearest first.
    pub fn above(&self, block: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.lead.get(block).copied().flatten(), |b| self.lead.get(*b).copied().flatten())
    }

    /// Whether the deadline of a block comes from a lead-in, not from a line of its own or a heading.
    #[must_use]
    pub fn by_lead(&self, block: usize) -> bool {
        let labelled = self.labels.get(block).and_then(Option::as_ref).is_some_and(|l| l.due.is_some());
        let mut at = self.lead.get(block).copied().flatten();
        while let Some(lead) = at {
            if self.due[lead].is_some() {
                return !labelled;
            }
            at = self.lead[lead];
        }
        false
    }

    /// The deadline handed to a block: by a label line, a lead-in, a heading.
    #[must_use]
    pub fn due(&self, sections: &Sections, block: usize) -> Option<&Due> {
        if let Some(due) = self.labels.get(block).and_then(Option::as_ref).and_then(|l| l.due.as_ref()) {
            return Some(due);
        }
        let mut at = self.lead.get(block).copied().flatten();
        while let Some(lead) = at {
            if let Some(due) = &self.due[lead] {
                return Some(due);
            }
            at = self.lead[lead];
        }
        sections.headings(block).iter().rev().find_map(|h| self.due.get(*h).and_then(Option::as_ref))
    }

    /// Reads the deadlines of headings; they bound by, whatever the word.
    #[must_use]
    pub fn with_headings(mut self, ctx: &Context, sections: &Sections) -> Self {
        for i in 0..self.due.len() {
            if sections.is_heading(i) || sections.headings(i).last() == Some(&i) {
                let block = &ctx.doc.blocks[i];
                let end = crate::extract::section::run_in(ctx.doc, i).unwrap_or(block.end);
                let found = ctx.dates_in(&(block.start..end)).find(|d| d.role == DateRole::Deadline && d.value.iso().is_some());
                self.due[i] = found.map(|d| Due { at: d.at.clone(), value: d.value, bound: Bound::By, handed: false });
            }
        }
        self
    }

    /// The body that a label line or lead-in names for a block.
    #[must_use]
    pub fn body(&self, block: usize) -> Option<&str> {
        if let Some(body) = self.labels.get(block).and_then(Option::as_ref).and_then(|l| l.body.as_deref()) {
            return Some(body);
        }
        let mut at = self.lead.get(block).copied().flatten();
        while let Some(lead) = at {
            if let Some(body) = &self.body[lead] {
                return Some(body);
            }
            at = self.lead[lead];
        }
        None
    }
}

/// A lead-in's body: its subject, or the whole line where it is nothing but a name ("Chủ tịch UBND phường:").
fn lead_body(line: &Line) -> Option<String> {
    let clause = line.clause(line.at.start);
    responsible::subject(line, &clause).or_else(|| responsible::told(line, &line.sentence(line.at.start)))
}

/// "Thời gian thực hiện: …", "Đơn vị chủ trì: …" of a line that holds nothing else.
fn labels(ctx: &Context, line: &Line) -> Option<Labels> {
    let first = label(line, line.at.clone())?;
    let mut out = Labels::default();
    let parts: Vec<Range<usize>> = split(line);
    for part in
        std::iter::once(first.clone()).map(|_| line.at.start..parts.first().map_or(line.at.end, |p| p.start)).chain(parts.iter().cloned())
    {
        let Some((time, value)) = label(line, part) else { continue };
        if time {
            let date = ctx.dates_in(&value).filter(|d| d.role == DateRole::Deadline && d.value.iso().is_some()).last();
            out.due = out.due.or_else(|| date.map(|d| deadline::read(line, d)));
        } else {
            let text = line.slice(value).trim().trim_end_matches(['.', ';', ',', ' ']).to_owned();
            out.body = out.body.or_else(|| (!text.is_empty()).then_some(text));
        }
    }
    Some(out)
}

/// Where further labels begin inside a line.
fn split(line: &Line) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = line
        .words
        .iter()
        .skip(1)
        .filter(|w| {
            w.start > line.at.start
                && label(line, w.start..line.at.end).is_some_and(|_| line.slice(w.start..w.end).starts_with(char::is_uppercase))
        })
        .map(|w| w.start)
        .collect();
    starts.push(line.at.end);
    starts.windows(2).map(|w| w[0]..w[1]).collect()
}

/// Whether a sentence opens with the words of a line that says by when.
pub(super) fn is_time(sentence: &str) -> bool {
    let low = lower(sentence);
    TIME.iter().any(|w| low.strip_prefix(w).is_some_and(|rest| rest.starts_with([' ', ':'])))
}

/// Whether a range begins with a label: (time, value range).
fn label(line: &Line, at: Range<usize>) -> Option<(bool, Range<usize>)> {
    let text = line.slice(at.clone());
    let colon = text.char_indices().take(48).find(|(_, c)| *c == ':')?.0;
    let name = lower(text[..colon].trim());
    let time = TIME.contains(&name.as_str());
    let body = BODY.contains(&name.as_str());
    (time || body).then_some((time, at.start + colon + 1..at.end))
}

/// How deep a marker stands: plain text, `1.`, `a)`, `-`, `+`.
fn class(text: &str, kind: BlockKind) -> u8 {
    match text.chars().next() {
        _ if kind == BlockKind::Paragraph => 1,
        Some(c) if c.is_ascii_digit() => 2,
        Some(c) if c.is_alphabetic() => 3,
        Some('+') => 5,
        _ => 4,
    }
}
