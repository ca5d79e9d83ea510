//! The stamp of the receiving office ("ĐẾN"): its number and day, never the document's own. GUIDELINES §0.
//!
//! | stands as | example |
//! |---|---|
//! | a block of lines | `UBND HUYỆN NAM ĐÀN` / `CÔNG VĂN ĐẾN` / `Số: 2381` / `Ngày: 07/4/2023` / `Chuyển: …` |
//! | one line | `ĐẾN Số: 5512 Ngày: 27/9/2022` |
//!
//! A stamp's number has no symbol; what has one is the document's, wherever it stands.

use crate::extract::frame::{Piece, mostly_upper};
use crate::grammar::{date, issuer, number};
use crate::model::Arrival;
use crate::text::Doc;
use crate::text::fold::plain;

/// Reads the stamp and takes its lines out of the letterhead's.
pub(super) fn take(doc: &Doc, pieces: &mut Vec<Piece>) -> Option<Arrival> {
    let text = doc.text();
    let line = |p: &Piece| text[p.at.clone()].trim_matches(['*', '|', ' ']);
    let begin = pieces.iter().position(|p| opens(line(p)))?;
    let rest = pieces[begin + 1..].iter().take_while(|p| goes_on(line(p))).count();
    let end = begin + 1 + rest;
    let mut arrival = Arrival::default();
    for piece in &pieces[begin..end] {
        let line = line(piece);
        // "Số", in capitals too, and its figures; a number with a symbol is none of a stamp
        let so = ["Số", "SỐ", "số"].iter().find_map(|w| line.find(w).map(|i| i + w.len()));
        if let Some(at) = so.filter(|_| arrival.number.is_none()) {
            let digits: String = line[at..].trim_start_matches([' ', ':', '.', '…']).chars().take_while(char::is_ascii_digit).collect();
            arrival.number = (!digits.is_empty()).then_some(digits);
        }
        let day = || date::find(line).into_iter().find(|f| matches!(f.value, date::Value::Day(_, _, Some(_))));
        arrival.date = arrival.date.take().or_else(|| day().and_then(|f| f.value.iso()));
    }
    let from = if office(text, pieces, begin, end) { begin - 1 } else { begin };
    pieces.drain(from..end);
    Some(arrival)
}

/// "ĐẾN", "ĐẾN Số: …", "CÔNG VĂN ĐẾN".
fn opens(line: &str) -> bool {
    let low = plain(line);
    let word = line.split([' ', ':']).next().unwrap_or("");
    let first =
        mostly_upper(word) && (low.trim_end_matches(['.', ':']) == "den" || low.starts_with("den so") || low.starts_with("den ngay"));
    first || mostly_upper(line) && ["cong van den", "van ban den"].iter().any(|w| low.starts_with(w))
}

/// Lines of a stamp behind its word: a bare number, a day, the hour, to whom it was passed on.
fn goes_on(line: &str) -> bool {
    let low = plain(line);
    let bare = low.strip_prefix("so").map(|r| r.trim_start_matches([':', ' ', '.', '…']));
    let number = bare.is_some_and(|r| r.is_empty() || r.starts_with(|c: char| c.is_ascii_digit()))
        && line.find(|c: char| c.is_ascii_digit()).is_none_or(|at| number::at(line, at).is_none());
    number
        || ["ngay:", "ngay den", "gio:", "gio ", "chuyen:", "chuyen ", "luu ho so", "kinh chuyen", "y kien"]
            .iter()
            .any(|w| low.starts_with(w))
}

/// Whether the line above the stamp names the receiving office: the letterhead has bodies of its own behind the stamp, or stood before it.
fn office(text: &str, pieces: &[Piece], begin: usize, end: usize) -> bool {
    let line = |p: &Piece| text[p.at.clone()].trim_matches(['*', '|', ' ']);
    let titled = |l: &str| l.split(' ').map(issuer::title_case).collect::<Vec<_>>().join(" ");
    let body = |p: &Piece| mostly_upper(line(p)) && issuer::body(&titled(line(p)), &issuer::Home::default()).is_some();
    let numbered = |p: &Piece| super::after_so(text, p).is_some();
    begin > 0
        && body(&pieces[begin - 1])
        && (pieces[..begin].iter().any(numbered) || pieces[end..].iter().take_while(|p| !numbered(p)).any(body))
}
