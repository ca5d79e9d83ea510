//! [`Annex`]: what stands behind the signature and belongs to the document. FIELD §3.
//!
//! | begins with | example |
//! |---|---|
//! | a label on a line of its own | `PHỤ LỤC I`, `Phụ lục 2`, behind the signature also `Mẫu số 01`, `Biểu số 3` |
//! | a heading over an annex line | `QUY CHẾ` … `(Ban hành kèm theo Quyết định số …)` |
//!
//! A letterhead that an attached regulation carries is part of the annex. An annex ends where the next one begins.
//! Not handled: annexes inside annexes (they are told one after the other), forms in cells of a table.

use std::ops::Range;

use super::letterhead;
use super::look::{mostly_upper, numbered, type_heading};
use crate::text::fold::plain;
use crate::text::{BlockKind, Doc};

/// Longest title kept, in characters.
const TITLE: usize = 300;
/// Lines between the heading of an annex and its annex line.
const HEADING: usize = 12;

/// An annex in the flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// Range in the flow, up to the next annex or the document's end.
    pub at: Range<usize>,
    /// The block in which it begins.
    pub block: usize,
    /// Label and title on one line.
    pub title: String,
    /// The annex line, "(Ban hành kèm theo …)".
    pub note: Option<Range<usize>>,
}

struct Line<'a> {
    block: usize,
    at: Range<usize>,
    text: &'a str,
    /// The heading of a document or the label of an annex needs a line, not a cell.
    row: bool,
}

/// The annexes in `blocks`, which begin after the document's head.
pub(super) fn find(doc: &Doc, blocks: &Range<usize>) -> Vec<Annex> {
    let marks = ['*', '#', '|', '_', ' '];
    let lines: Vec<Line> = doc
        .lines()
        .filter(|(block, at)| blocks.contains(block) && !at.is_empty())
        .map(|(block, at)| Line { block, text: doc.text()[at.clone()].trim_matches(marks), at, row: doc.blocks[block].kind == BlockKind::Row })
        .collect();
    let mut starts: Vec<(usize, Option<usize>)> = Vec::new();
    let mut signed = false;
    for (i, line) in lines.iter().enumerate() {
        if line.row || line.text.chars().count() > 400 {
            continue;
        }
        if is_note(line.text) {
            let open = starts.last_mut().filter(|(from, note)| note.is_none() && titled(&lines, *from, i));
            if let Some((_, note)) = open {
                *note = Some(i);
            } else if let Some(from) = heading(&lines, i) {
                starts.push((letterhead_before(&lines, from), Some(i)));
            }
        } else if label(line.text, signed || !starts.is_empty(), doc.blocks[line.block].kind) {
            starts.push((i, None));
        }
        signed = signed || super::authority_line(line.text) || plain(line.text).trim_start_matches(['-', ' ']).starts_with("noi nhan");
    }
    let end = blocks.end.checked_sub(1).and_then(|last| doc.blocks.get(last)).map_or(0, |b| b.end);
    let ends = starts.iter().skip(1).map(|(from, _)| lines[*from].at.start).chain(std::iter::once(end));
    starts
        .iter()
        .zip(ends)
        .map(|((from, note), end)| Annex {
            at: lines[*from].at.start..end,
            block: lines[*from].block,
            title: title(&lines, *from, *note),
            note: note.map(|n| lines[n].at.clone()),
        })
        .collect()
}

/// "(Ban hành kèm theo Quyết định số …)", "(Kèm theo Kế hoạch số …)", also without the bracket.
fn is_note(text: &str) -> bool {
    let low = plain(text.trim_start_matches(['(', '*', ' ']));
    let cue = ["ban hanh kem theo", "kem theo", "dinh kem", "phe duyet kem theo"].iter().find_map(|c| low.strip_prefix(c));
    // "Kèm theo Quyết định này là …" is a sentence of the body
    cue.is_some_and(|rest| text.starts_with('(') || rest.contains(" so ") && !low.ends_with(':'))
}

/// `PHỤ LỤC I`, `Phụ lục 2`; behind the signature also `Mẫu số 01: …`, `Phụ lục II. Danh mục …`.
fn label(text: &str, signed: bool, kind: BlockKind) -> bool {
    let long = text.chars().count();
    if text.starts_with("PHỤ LỤC") {
        return long < 160 && mostly_upper(text);
    }
    let low = plain(text);
    if let Some(rest) = low.strip_prefix("phu luc") {
        let id = rest.trim().trim_start_matches("so ").trim_matches([' ', '.', ':']);
        let bare = id.len() <= 5 && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
        return bare || signed && kind != BlockKind::Item && long < 160 && !text.ends_with([';', '.', ',']) && id.starts_with(is_id);
    }
    let form = ["mau so ", "bieu so ", "bieu mau so ", "mau bieu so "].iter().find_map(|m| low.strip_prefix(m));
    signed && long < 160 && !text.ends_with([';', ',']) && form.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || is_id(c)))
}

const fn is_id(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x')
}

/// Whether the lines between a label and an annex line are its title.
fn titled(lines: &[Line], from: usize, note: usize) -> bool {
    note - from <= HEADING && lines[from..note].iter().all(|l| !l.row && l.text.chars().count() < 300 && !l.text.ends_with([';', '.']))
}

/// The line with which the heading over an annex line begins: a type word in capitals, else the first of the capital lines above it.
fn heading(lines: &[Line], note: usize) -> Option<usize> {
    let above = (note.saturating_sub(HEADING)..note).rev();
    let mut top = None;
    for i in above {
        let text = lines[i].text;
        if lines[i].row || text.ends_with([';', '.', ')']) || text.starts_with(['-', '+']) || super::authority_line(text) {
            break;
        }
        if mostly_upper(text) {
            if type_heading(text.trim_end_matches([':', ' '])).is_some() {
                return Some(i);
            }
            // "VỀ VIỆC …" goes on above
            if letterhead::mark(text) {
                break;
            }
            top = Some(i);
        } else if top.is_some() {
            break;
        }
    }
    top
}

/// Where the letterhead begins that stands over a heading, or the heading itself.
fn letterhead_before(lines: &[Line], heading: usize) -> usize {
    let from = heading.saturating_sub(HEADING);
    let texts: Vec<&str> = lines[..heading].iter().map(|l| l.text).collect();
    let mark = (from..heading).rev().take_while(|i| lines[*i].text.chars().count() < 160).find(|i| letterhead::mark(texts[*i]));
    mark.map_or(heading, |m| letterhead::start(&texts, m))
}

/// Label and title of an annex, up to its annex line.
fn title(lines: &[Line], from: usize, note: Option<usize>) -> String {
    // a letterhead before the heading is no title
    let first = match note {
        Some(n) => heading(lines, n).map_or(from, |h| if h > from && lines[from..h].iter().any(|l| letterhead::mark(l.text)) { h } else { from }),
        None => from,
    };
    let form = !plain(lines[first].text).starts_with("phu luc") && note.is_none();
    let mut words: Vec<&str> = vec![lines[first].text];
    let last = note.unwrap_or((first + 5).min(lines.len()));
    for line in &lines[(first + 1).min(last)..last] {
        let over = line.row || letterhead::mark(line.text) || numbered(line.text) || line.text.starts_with('(');
        if over || form || note.is_none() && !mostly_upper(line.text) {
            break;
        }
        words.push(line.text);
    }
    let words = words.join(" ");
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([':', ' ']).chars().take(TITLE).collect()
}
