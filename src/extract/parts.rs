//! Several documents in one file: where each begins. CONTRACT, "A file that holds several documents".
//!
//! A new document begins where a whole letterhead stands behind the end of a document: fixed words (Quốc hiệu, tiêu ngữ, the Party's line), a
//! number of its own, a date, a type heading or an addressee, a text, and an end (signature, Nơi nhận, `./.`).
//!
//! | what also has a letterhead | why it begins no document |
//! |---|---|
//! | a form ("Mẫu số 01 … Số: …/…") | no serial, or a label above it |
//! | a regulation, plan or annex that a decision brings | no number of its own, or the decision's, or "(… kèm theo …)" under its title |
//! | a certified copy (sao y, trích sao, sao lục) | its number is a copy's |
//! | a quoted document | an open quotation mark before it |
//! | a draft that a submission brings | no serial |
//!
//! Precision goes first: what is not certain stays with the document before it. Not handled: documents without a letterhead, two drafts
//! with blank numbers in one file.

use std::ops::Range;

use super::frame::{Frame, letterhead};
use super::header::{self, HeaderRead};
use crate::text::fold::plain;
use crate::text::{Doc, clip_start};

/// Lines between the fixed words of one letterhead, at most.
const ONE_HEAD: usize = 4;
/// Letterheads that a document may seem to hold besides its own.
const REACH: usize = 3;
/// How far before a letterhead a label or an open quotation mark is looked for, in lines and in bytes.
const BEFORE: (usize, usize) = (4, 300);
/// Fewer lines are no document.
const SHORTEST: usize = 5;
/// Types of copies: sao y, trích sao, sao lục.
const COPIES: [&str; 4] = ["SY", "TrS", "TS", "SL"];

/// The documents in a text, as ranges of its bytes; one range, all of it, where there is one document or none.
///
/// ```
/// use vanthu::{extract::parts, text::Doc};
/// let one = |n: u8| format!("UBND QUẬN A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {n}/KH-UBND\nHà Nội, ngày 0{n} tháng 3 năm 2024\n\
///     KẾ HOẠCH\nvề kiểm tra\n\nỦy ban nhân dân quận ban hành kế hoạch kiểm tra như sau./.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn B\n");
/// let both = one(1) + &one(2);
/// assert_eq!(parts::split(&Doc::new(&both)), [0..one(1).len(), one(1).len()..both.len()]);
/// ```
#[must_use]
pub fn split(doc: &Doc) -> Vec<Range<usize>> {
    let source = doc.source;
    let lines: Vec<Range<usize>> = doc.lines().map(|(_, at)| at).collect();
    let texts: Vec<&str> = lines.iter().map(|at| doc.text()[at.clone()].trim_matches(['*', '#', '|', '_', ' '])).collect();
    let marks: Vec<usize> = (0..texts.len()).filter(|i| letterhead::mark_at(&texts, *i)).collect();
    let heads = marks.iter().enumerate().filter(|(n, i)| *n == 0 || **i > marks[n - 1] + ONE_HEAD).map(|(_, i)| *i);
    let starts: Vec<usize> = heads.map(|mark| letterhead::start(&texts, mark)).filter(|line| *line >= SHORTEST).collect();
    let byte = |line: usize| {
        let at = doc.flow.to_source(lines[line].start, lines[line].end).start;
        source[..at].rfind('\n').map_or(0, |i| i + 1)
    };
    let mut cuts = vec![0];
    let mut earlier: Vec<HeaderRead> = Vec::new();
    for (n, line) in starts.iter().enumerate() {
        let (from, at) = (cuts[cuts.len() - 1], byte(*line));
        if at <= from || labelled(&texts[line.saturating_sub(BEFORE.0)..*line]) || quoted(&source[from..at]) {
            continue;
        }
        let Some(old) = whole(&Doc::part(source, from..at)).filter(|h| h.header.number_raw.is_some()) else { continue };
        // fixed words in a title ("QUỐC HỘI NƯỚC CỘNG HÒA …") end no document
        let mut ends = (n + 1..=n + REACH).map(|next| starts.get(next).map_or(source.len(), |l| byte(*l)));
        let Some(new) = ends.find_map(|end| whole(&Doc::part(source, at..end))).filter(numbered) else { continue };
        if earlier.iter().chain([&old]).any(|h| same(h, &new)) {
            continue;
        }
        cuts.push(at);
        earlier.push(old);
    }
    let ends = cuts.iter().skip(1).copied().chain([source.len()]);
    cuts.iter().copied().zip(ends).map(|(from, to)| from..to).collect()
}

/// The header of a text that is a document from its head to its end.
fn whole(doc: &Doc) -> Option<HeaderRead> {
    let frame = Frame::new(doc);
    let read = header::read(doc, &frame);
    // a text without blank lines has its first sentence in the block of the title
    let text = (frame.proper.start..frame.own_end()).any(|i| {
        let block = doc.block_text(&doc.blocks[i]);
        block.chars().filter(|c| c.is_lowercase()).count() > 20 && (block.ends_with(['.', ';', ':']) || frame.body.contains(&i))
    });
    let opens = frame.heading.is_some() || !read.header.addressees.is_empty() || read.header.title.is_some();
    let ends = read.header.signer.is_some()
        || !frame.closing.is_empty()
        || frame.body.iter().any(|i| doc.block_text(&doc.blocks[*i]).trim_end_matches(['"', '”', ' ']).ends_with("./."));
    (opens && text && ends && !brought(doc, &frame)).then_some(read)
}

/// A number with a serial and a date, or with its year in it; not that of a copy.
fn numbered(read: &HeaderRead) -> bool {
    let dated = read.header.issued_on.as_deref().is_some_and(|d| d.len() == 10);
    read.number
        .as_ref()
        .is_some_and(|n| !n.serial.is_empty() && (dated || n.year.is_some()) && !n.symbol.as_deref().is_some_and(|s| COPIES.contains(&s)))
}

/// The same number of the same body, as far as both bodies are known.
fn same(a: &HeaderRead, b: &HeaderRead) -> bool {
    let number = |h: &HeaderRead| h.number.as_ref().map(|n| (n.block(), n.symbol.clone(), n.groups.clone()));
    let issuers = a.header.issuer.as_ref().zip(b.header.issuer.as_ref());
    number(a) == number(b) && issuers.is_none_or(|(x, y)| x == y)
}

/// A label, with nothing but its title behind it, that makes what follows a form or an annex.
fn labelled(before: &[&str]) -> bool {
    let heading = |line: &&&str| line.chars().count() < 160 && !line.ends_with(['.', ';']) && !line.starts_with(['-', '+']);
    before.iter().rev().take_while(heading).any(|line| {
        let low = plain(line);
        ["phu luc", "mau so", "mau ", "bieu mau", "bieu so", "(mau", "(phu luc", "vi du"].iter().any(|l| low.starts_with(l))
    })
}

/// An annex line in the head or under the title: another document brings this one.
fn brought(doc: &Doc, frame: &Frame) -> bool {
    let head = frame.proper.start..(frame.head.end + 2).min(frame.own_end());
    doc.lines().filter(|(block, _)| head.contains(block)).any(|(block, at)| {
        let low = plain(&doc.text()[at.clone()]);
        let bare = low.trim_start_matches(['(', '*', ' ']);
        // not a line of a wrapped title
        let own = low.starts_with('(') || at.start <= doc.blocks[block].start;
        own && (bare.starts_with("kem theo") || bare.starts_with("ban hanh kem"))
    })
}

/// A quotation mark that is still open where a text ends.
fn quoted(text: &str) -> bool {
    let near = &text[clip_start(text, text.len().saturating_sub(BEFORE.1))..];
    near.rfind('“').is_some_and(|open| !near[open..].contains('”'))
}
