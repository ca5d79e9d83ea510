//! What a document that lost its letterhead says of itself elsewhere. Three places are trusted, because each names the document as itself:
//! the box of metadata of the page that it was saved from, the line that ties an annex to it ("kèm theo Công văn số …"), and the
//! page's lead ("… đã ban hành Công văn …"). Only what the letterhead leaves open is taken, and only where one number is named.

use std::ops::Range;

use super::{HeaderRead, letterhead};
use crate::extract::frame::Frame;
use crate::grammar::date::{self, Value};
use crate::grammar::issuer::{self, Body, Home};
use crate::grammar::number::{self, DocumentNumber};
use crate::lexicon::types;
use crate::model::Signer;
use crate::text::Doc;
use crate::text::fold::lower;

/// A number as it is stated somewhere, with what stands beside it.
struct Stated {
    number: DocumentNumber,
    at: Range<usize>,
    day: Option<(Range<usize>, Value)>,
    issuer: Option<Body>,
}

pub(super) fn read(doc: &Doc, frame: &Frame, out: &mut HeaderRead) {
    if out.number.is_some() || out.header.number_raw.is_some() {
        return;
    }
    from_box(doc, frame, out);
    if out.number.is_some() || out.header.type_name.is_none() {
        return;
    }
    let home = own_area(doc, frame);
    let found = annex_line(doc, frame, out, &home).or_else(|| lead(doc, frame, &home));
    let Some(found) = found else { return };
    take(doc, found.number, found.at, "text", out);
    if let Some((at, value)) = found.day.filter(|_| out.header.issued_on.is_none()) {
        out.header.issued_on = value.iso();
        out.header.field_spans.push(("issued_on".into(), at.start, at.end));
        out.date_at = Some(at);
    }
    if out.header.issuer.is_none() {
        let symbol = || letterhead::from_symbol(out.number.as_ref()?.groups.first()?, &home);
        if let Some(body) = found.issuer.filter(|b| b.name.is_some()).or_else(symbol) {
            letterhead::settle(body, out);
        }
    }
}

fn take(doc: &Doc, number: DocumentNumber, at: Range<usize>, basis: &str, out: &mut HeaderRead) {
    let letter = number.as_letter().filter(|_| out.header.doc_type.as_deref() == Some("CV"));
    let number = letter.unwrap_or(number);
    out.header.number = Some(number.to_string());
    out.header.number_raw = Some(doc.text()[at.clone()].to_owned());
    out.header.number_basis = Some(basis.to_owned());
    out.header.symbol = Some(number.organ());
    out.header.field_spans.push(("number".into(), at.start, at.end));
    out.number_at = Some(at);
    out.number = Some(number);
}

/// Số hiệu, Loại văn bản, Nơi ban hành, Ngày ban hành, Người ký of the page's box.
fn from_box(doc: &Doc, frame: &Frame, out: &mut HeaderRead) {
    let cells = frame.page_box(doc);
    let cell = |labels: &[&str]| cells.iter().find(|(l, _)| labels.contains(l)).map(|(_, at)| trimmed(doc, at.clone()));
    let text = doc.text();
    let Some(at) = cell(&["so hieu", "so ky hieu"]) else { return };
    let Some(found) = number::at(text, at.start).filter(|f| f.end <= at.end) else { return };
    if let Some(t) = cell(&["loai van ban"]).and_then(|at| types::by_head(&text[at])).filter(|_| out.header.doc_type.is_none()) {
        out.header.doc_type = Some(t.code.clone());
        out.header.type_name = Some(t.name.clone());
    }
    take(doc, found.number, found.start..found.end, "page", out);
    if let Some(at) = cell(&["ngay ban hanh"]).filter(|_| out.header.issued_on.is_none())
        && let Some(f) = date::find(&text[at.clone()]).into_iter().find(|f| matches!(f.value, Value::Day(_, _, Some(_))))
    {
        out.header.issued_on = f.value.iso();
        out.header.field_spans.push(("issued_on".into(), at.start + f.start, at.start + f.end));
        out.date_at = Some(at.start + f.start..at.start + f.end);
    }
    if let Some(at) = cell(&["noi ban hanh", "co quan ban hanh"]).filter(|_| out.header.issuer.is_none()) {
        let named = issuer::body(&text[at], &Home::default());
        // "Tỉnh Hà Tĩnh" stands for the committee or council that the symbol names
        let home = named.as_ref().and_then(|b| b.territory.as_ref()).map(Home::of).unwrap_or_default();
        let symbol = || letterhead::from_symbol(out.number.as_ref()?.groups.first()?, &home);
        if let Some(body) = named.clone().filter(|b| b.name.is_some()).or_else(symbol) {
            letterhead::settle(body, out);
        }
    }
    if let Some(at) = cell(&["nguoi ky"]).filter(|_| out.header.signer.is_none()) {
        out.header.field_spans.push(("signer".into(), at.start, at.end));
        out.header.signer = Some(Signer { name: Some(text[at].to_owned()), ..Signer::default() });
    }
}

fn trimmed(doc: &Doc, at: Range<usize>) -> Range<usize> {
    let text = &doc.text()[at.clone()];
    let marks = [' ', '|', '*'];
    let start = at.start + text.len() - text.trim_start_matches(marks).len();
    start..start + text.trim_matches(marks).len()
}

/// "(Kèm theo Công văn số 4001/UBND-ĐT ngày … của …)" at the head of an annex, of the document's own type.
fn annex_line(doc: &Doc, frame: &Frame, out: &HeaderRead, home: &Home) -> Option<Stated> {
    let own = lower(out.header.type_name.as_deref()?);
    let after = frame.closing.last().copied()?;
    let lines = frame.body.iter().filter(|i| **i > after).map(|i| &doc.blocks[*i]).filter(|b| b.end - b.start < 1200);
    one(lines.filter_map(|b| {
        ["(kèm theo ", "(ban hành kèm theo "].iter().find_map(|w| stated(doc, b.start..b.end, &format!("{w}{own} "), home))
    }))
}

/// "Ngày D, Bộ Tài chính đã ban hành Công văn N" of the page's lead.
fn lead(doc: &Doc, frame: &Frame, home: &Home) -> Option<Stated> {
    let text = doc.text();
    let mut found = one((0..frame.proper.start).filter_map(|i| {
        let block = &doc.blocks[i];
        let s = stated(doc, block.start..block.end, "ban hành công văn ", home)?;
        let before = &text[block.start..s.at.start];
        let day = s.day.or_else(|| {
            let f = date::find(before).into_iter().find(|f| f.start < 3 && matches!(f.value, Value::Day(_, _, Some(_))))?;
            Some((block.start + f.start..block.start + f.end, f.value))
        });
        let subject = before.split(", ").nth(1).and_then(|s| issuer::body(s, home));
        Some(Stated { day, issuer: s.issuer.or(subject), ..s })
    }))?;
    found.issuer = found.issuer.filter(|b| b.name.is_some());
    Some(found)
}

/// The number behind the words, and the date and issuer behind it.
fn stated(doc: &Doc, at: Range<usize>, words: &str, home: &Home) -> Option<Stated> {
    let text = doc.text();
    let low = text[at.clone()].to_lowercase();
    let i = low.find(words).filter(|_| low.len() == at.len())?;
    let mut from = at.start + i + words.len();
    if low[i + words.len()..].starts_with("số ") {
        from += "số ".len();
    }
    let found = number::at(&text[..at.end], from)?;
    let mut end = found.end;
    let day = date::find(&text[end..at.end])
        .into_iter()
        .next()
        .filter(|f| f.start < 12 && matches!(f.value, Value::Day(_, _, Some(_))))
        .map(|f| (end + f.start..end + f.end, f.value));
    end = day.as_ref().map_or(end, |(d, _)| d.end);
    let issuer = text[end..at.end].strip_prefix(" của ").and_then(|rest| issuer::body(rest, home));
    Some(Stated { number: found.number, at: found.start..found.end, day, issuer })
}

/// The first, where all name one number.
fn one(mut all: impl Iterator<Item = Stated>) -> Option<Stated> {
    let first = all.next()?;
    all.all(|s| s.number == first.number).then_some(first)
}

/// The territory on whose area the text speaks ("trên địa bàn tỉnh X"), where it names one.
fn own_area(doc: &Doc, frame: &Frame) -> Home {
    let text = &doc.text()[doc.blocks.get(frame.proper.start).map_or(0, |b| b.start)..];
    let mut areas = memchr::memmem::find_iter(text.as_bytes(), "địa bàn ")
        .filter_map(|i| issuer::territory(&text[i + "địa bàn ".len()..], &Home::default()))
        .filter_map(|(_, t, explicit)| t.filter(|t| explicit && t.id.is_some()));
    let Some(first) = areas.next() else { return Home::default() };
    if areas.all(|t| t == first) { Home::of(&first) } else { Home::default() }
}
