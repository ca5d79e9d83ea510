//! [`Annex`]: what stands behind the signature and belongs to the document. FIELD §3.
//!
//! | begins with | example |
//! |---|---|
//! | a label on a line of its own | `PHỤ LỤC I`, `Phụ lục 2`, behind the signature also `Mẫu số 01`, `Biểu số 3` |
//! | a heading over an annex line | `QUY CHẾ` … `(Ban hành kèm theo Quyết định số …)` |
//! | behind the signature, a letterhead | a form without a label |
//!
//! A letterhead that an attached regulation carries is part of the annex. An annex ends where the next one begins.
//! Not handled: annexes inside annexes (they are told one after the other), forms in cells of a table.

use std::ops::Range;

use super::letterhead;
use super::look::{mostly_upper, numbered, type_heading};
use crate::text::fold::plain;
use crate::text::{BlockKind, Doc, clip_end};

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
    /// From here to the end of the block, at most a few hundred bytes: labels and annex lines are wrapped too.
    rest: &'a str,
    kind: BlockKind,
    /// The first line of its block, and a short block.
    own: bool,
}

/// The line with which an annex begins, and its heading.
struct Start {
    line: usize,
    heading: usize,
    note: Option<usize>,
}

/// The annexes in `blocks`, which begin after the document's head.
pub(super) fn find(doc: &Doc, blocks: &Range<usize>) -> Vec<Annex> {
    let lines = lines(doc, blocks);
    let texts: Vec<&str> = lines.iter().map(|l| l.text).collect();
    let mut starts: Vec<Start> = Vec::new();
    let mut signed = false;
    for (i, line) in lines.iter().enumerate() {
        // a cell holds neither heading nor label
        if line.kind == BlockKind::Row || line.text.chars().count() > 400 {
            continue;
        }
        let late = signed || !starts.is_empty();
        if is_note(line) {
            if let Some(open) = starts.last_mut().filter(|s| s.note.is_none() && titled(&lines, s.heading, i)) {
                open.note = Some(i);
            } else if let Some(heading) = heading(&lines, i) {
                starts.push(Start { line: letterhead_before(&texts, heading), heading, note: Some(i) });
            }
        } else if label(line.text, late, line.kind) || line.own && label(line.rest, late, line.kind) {
            starts.push(Start { line: i, heading: i, note: None });
        } else if signed && starts.is_empty() && letterhead::mark_at(&texts, i) {
            let typed = (i..lines.len()).take(HEADING).find(|n| mostly_upper(texts[*n]) && type_heading(texts[*n]).is_some());
            let line = letterhead::start(&texts, i);
            starts.push(Start { line, heading: typed.unwrap_or(line), note: None });
        }
        signed = signed || signature(&texts[i..]);
    }
    // the letterhead that was taken for a form's may be the one over a heading with its annex line
    starts.dedup_by(|b, a| {
        b.line <= a.heading && a.note.is_none() && {
            *a = Start { line: a.line, heading: b.heading, note: b.note };
            true
        }
    });
    let end = blocks.end.checked_sub(1).and_then(|last| doc.blocks.get(last)).map_or(0, |b| b.end);
    let ends = starts.iter().skip(1).map(|s| lines[s.line].at.start).chain([end]);
    let annex = |(s, end): (&Start, usize)| Annex {
        at: lines[s.line].at.start..end,
        block: lines[s.line].block,
        title: title(&lines, s.heading, s.note),
        note: s.note.map(|n| lines[n].at.start..lines[n].at.start + lines[n].rest.len()),
    };
    starts.iter().zip(ends).map(annex).collect()
}

fn lines<'d>(doc: &'d Doc, blocks: &Range<usize>) -> Vec<Line<'d>> {
    let marks = ['*', '#', '|', '_', ' '];
    let line = |(index, at): (usize, Range<usize>)| {
        let block = &doc.blocks[index];
        let end = clip_end(doc.text(), block.end.min(at.start + 400));
        Line {
            block: index,
            text: doc.text()[at.clone()].trim_matches(marks),
            rest: doc.text()[at.start..end.max(at.start)].trim_matches(marks),
            kind: block.kind,
            own: at.start <= block.start && block.end - block.start < 400,
            at,
        }
    };
    doc.lines().filter(|(block, at)| blocks.contains(block) && !at.is_empty()).map(line).collect()
}

/// "(Ban hành kèm theo Quyết định số …)", "(Kèm theo Kế hoạch số …)", also without the bracket on a line of its own.
fn is_note(line: &Line) -> bool {
    let bracket = line.text.starts_with('(');
    if !bracket && !line.own {
        return false;
    }
    let low = plain(line.rest.trim_start_matches(['(', '*', ' ']));
    let cue = ["ban hanh kem theo", "kem theo", "dinh kem", "phe duyet kem theo"].iter().find_map(|c| low.strip_prefix(c));
    // "Kèm theo Quyết định này là …" is a sentence of the body
    cue.is_some_and(|rest| bracket || rest.contains(" so ") && !low.ends_with([':', '.', ';']))
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
    signed && long < 160 && !text.ends_with([';', ',']) && form.is_some_and(|rest| rest.starts_with(is_id))
}

const fn is_id(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x')
}

/// A signature or a distribution list: an authority, "Nơi nhận", an office in capitals over "Nguyễn Văn A".
fn signature(lines: &[&str]) -> bool {
    let line = lines[0];
    let proper = |w: &str| w.chars().next().is_some_and(char::is_uppercase) && w.chars().skip(1).all(char::is_lowercase);
    let name =
        |l: &&str| (2..=5).contains(&l.split(' ').count()) && l.split(' ').all(proper) && l.chars().all(|c| c.is_alphabetic() || c == ' ');
    super::authority_line(line)
        || plain(line).trim_start_matches(['-', ' ']).starts_with("noi nhan")
        || mostly_upper(line) && line.chars().count() < 60 && lines.get(1).is_some_and(name)
}

/// Whether the lines between a label and an annex line are its title.
fn titled(lines: &[Line], from: usize, note: usize) -> bool {
    let part = |l: &Line| l.kind != BlockKind::Row && l.text.chars().count() < 300 && !l.text.ends_with([';', '.']);
    note - from <= HEADING && lines[from..note].iter().all(part)
}

/// The line with which the heading over an annex line begins: a type word in capitals, else the first of the capital lines above it.
fn heading(lines: &[Line], note: usize) -> Option<usize> {
    let mut top = None;
    for i in (note.saturating_sub(HEADING)..note).rev() {
        let text = lines[i].text;
        let upper = mostly_upper(text);
        let note = text.starts_with('(') && !upper;
        let over = lines[i].kind == BlockKind::Row || note || text.ends_with([';', '.']) || text.starts_with(['-', '+']);
        if over || super::authority_line(text) || letterhead::mark(text) || top.is_some() && !upper {
            break;
        }
        if upper && type_heading(text.trim_end_matches([':', ' '])).is_some() {
            return Some(i);
        }
        if upper {
            top = Some(i);
        }
    }
    top
}

/// Where the letterhead begins that stands over a heading, or the heading itself.
fn letterhead_before(texts: &[&str], heading: usize) -> usize {
    let near = (heading.saturating_sub(HEADING)..heading).rev().take_while(|i| texts[*i].chars().count() < 160);
    near.into_iter().find(|i| letterhead::mark_at(texts, *i)).map_or(heading, |mark| letterhead::start(&texts[..heading], mark))
}

/// Label and title of an annex, up to its annex line.
fn title(lines: &[Line], first: usize, note: Option<usize>) -> String {
    let labelled = plain(lines[first].text).starts_with("phu luc");
    let mut words = vec![lines[first].text];
    for line in &lines[first + 1..note.unwrap_or(lines.len()).max(first + 1)] {
        let over = line.kind == BlockKind::Row || letterhead::mark(line.text) || numbered(line.text) || line.text.starts_with('(');
        // without an annex line: capitals under "PHỤ LỤC", of a form only what its label wraps over
        let goes_on = note.is_some() || line.block == lines[first].block || labelled && mostly_upper(line.text);
        if over || !goes_on || words.len() > HEADING {
            break;
        }
        words.push(line.text);
    }
    let words = words.join(" ");
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([':', ' ']).chars().take(TITLE).collect()
}
