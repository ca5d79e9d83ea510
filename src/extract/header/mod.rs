//! The document's own fields: number, type, issuer, place, date, title, signer, recipients. Nghị định 30/2020/NĐ-CP, Phụ lục I;
//! FIELD §3; GUIDELINES §0 and §6.
//!
//! The letterhead is two columns that conversion flattens in any order, so nothing depends on the order of the pieces: each is
//! known by its form. What is not there stays `None`; a blank serial gives `number_raw` only.

mod closing;
mod letterhead;
pub mod scope;
mod stamp;
mod stated;

pub use letterhead::settle;

use crate::extract::frame::{Frame, mostly_upper};
use crate::grammar::date::{self, Value};
use crate::grammar::issuer::{self, Home};
use crate::grammar::number::{self, DocumentNumber, Shape};
use crate::lexicon::types;
use crate::model::{Annex, Form, Header};
use crate::text::Doc;
use crate::text::fold::plain;

/// The fields, the territories the document speaks from, and its number in parsed form.
#[derive(Debug, Default)]
pub struct HeaderRead {
    /// The fields.
    pub header: Header,
    /// Where it speaks from.
    pub home: Home,
    /// Its number.
    pub number: Option<DocumentNumber>,
    /// Flow range of the place-and-date line's date.
    pub date_at: Option<std::ops::Range<usize>>,
    /// Flow range of the number.
    pub number_at: Option<std::ops::Range<usize>>,
}

/// Reads the header of a document.
#[must_use]
pub fn read(doc: &Doc, frame: &Frame) -> HeaderRead {
    let mut out = HeaderRead::default();
    out.header.form = form(doc, frame);
    if out.header.form != Form::Administrative {
        press(doc, frame, &mut out);
        return out;
    }
    let mut pieces = frame.head_pieces(doc);
    out.header.arrival = stamp::take(doc, &mut pieces);
    own_number(doc, &pieces, &mut out);
    own_date(doc, &pieces, &mut out);
    own_type(doc, frame, &mut out);
    if out.header.doc_type.as_deref() == Some("CV")
        && let Some(letter) = out.number.as_ref().and_then(DocumentNumber::as_letter)
    {
        out.header.symbol = Some(letter.organ());
        out.number = Some(letter);
    }
    own_title(doc, frame, &pieces, &mut out);
    marks(doc, &pieces, &mut out.header);
    closing::read(doc, frame, &mut out.header);
    letterhead::issuer(doc, frame, &pieces, &mut out);
    stated::read(doc, frame, &mut out);
    letterhead::addressees(doc, frame, &mut out.header);
    out.header.annexes = frame.annexes.iter().map(|a| Annex { start: a.at.start, end: a.at.end, title: a.title.clone() }).collect();
    out.header.scope_period = scope::of(&out.header);
    out
}

/// Administrative, article or news. An office's document has a letterhead, a type heading or a signature on somebody's behalf.
fn form(doc: &Doc, frame: &Frame) -> Form {
    let head = frame.head_pieces(doc);
    let official = head.iter().any(|p| {
        let low = plain(&doc.text()[p.at.clone()]);
        low.contains("cong hoa xa hoi chu nghia")
            || low.contains("dang cong san viet nam")
            || low.starts_with("so:")
            || low.starts_with("so ") && low.contains('/')
    });
    if official
        || frame.heading.is_some()
        || frame.closing.iter().any(|i| doc.block_lines(&doc.blocks[*i]).any(super::frame::authority_line))
    {
        return Form::Administrative;
    }
    let low = plain(doc.text());
    let scholarly = ["tom tat", "tu khoa", "tai lieu tham khao", "abstract", "tap chi ", "tccs", "ths.", "pgs", "tac gia"]
        .iter()
        .filter(|w| low.contains(*w))
        .count();
    if scholarly >= 2 || low.starts_with("tccs") {
        return Form::Article;
    }
    if doc.text().trim().is_empty() {
        return Form::Administrative;
    }
    // short plain texts without any mark of the press are taken as parts of documents
    let press = ["anh:", "phong vien", "theo doi ", "bao ", "tin ", "doc them", "quet qr", "ban doc", "anh minh hoa", "chia se"]
        .iter()
        .any(|w| low.contains(w));
    if press && doc.text().len() > 1500 { Form::News } else { Form::Administrative }
}

/// Headline and date of an article or news item.
fn press(doc: &Doc, frame: &Frame, out: &mut HeaderRead) {
    let proper: Vec<usize> = frame.proper.clone().collect();
    let headline = proper.iter().map(|i| &doc.blocks[*i]).find(|b| {
        let t = doc.block_text(b);
        let n = t.chars().count();
        let masthead = [
            "tap chi",
            "bao ",
            "tccs",
            "so 1",
            "so 2",
            "so 3",
            "so 4",
            "so 5",
            "so 6",
            "so 7",
            "so 8",
            "so 9",
            "issn",
            "chuyen muc",
            "ths.",
            "ts.",
        ]
        .iter()
        .any(|w| plain(t).starts_with(w));
        (20..300).contains(&n) && !t.contains(['|', '›']) && !t.contains("GMT") && !masthead
    });
    if let Some(b) = headline
        && doc.blocks.first().is_none_or(|f| doc.block_text(f).chars().count() < 300)
        && !doc.block_text(b).ends_with(['.', ';'])
    {
        out.header.title = Some(tidy(doc.block_text(b)));
        out.header.field_spans.push(("title".into(), b.start, b.end));
    }
    // an issue's month ("Tạp chí …, Số 18(1), tháng 8 năm 2022") at either end; a page's date near its top
    let top = proper.iter().take(6).map(|i| &doc.blocks[*i]).filter(|b| doc.block_text(b).chars().count() < 160);
    let bottom = proper.iter().rev().take(4).map(|i| &doc.blocks[*i]).filter(|b| plain(doc.block_text(b)).contains("tap chi"));
    for b in top.chain(bottom) {
        let found =
            date::find(doc.block_text(b)).into_iter().find(|f| matches!(f.value, Value::Day(_, _, Some(_)) | Value::Month(_, Some(_))));
        if let Some(f) = found {
            out.header.issued_on = f.value.iso();
            out.date_at = Some(b.start + f.start..b.start + f.end);
            break;
        }
    }
    // the territory that a press text is about: the one named most often
    let text = doc.text();
    let mut counts: Vec<(issuer::Territory, usize, usize)> = Vec::new();
    for unit in ["quận ", "Quận ", "huyện ", "Huyện ", "thị xã ", "thành phố ", "Thành phố ", "TP. ", "TP ", "tỉnh "] {
        for at in memchr::memmem::find_iter(text.as_bytes(), unit).take(400) {
            if let Some((_, Some(t), true)) = issuer::territory(&text[at..], &Home::default())
                && t.id.is_some()
            {
                match counts.iter_mut().find(|(c, ..)| c.id == t.id) {
                    Some((_, n, _)) => *n += 1,
                    None => counts.push((t, 1, at)),
                }
            }
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.2.cmp(&b.2)));
    let district = counts.iter().find(|(t, n, _)| issuer::level_of(t) == "district" && *n >= 2);
    let province = counts.iter().find(|(t, n, _)| issuer::level_of(t) == "province" && *n >= 2);
    if let Some((t, ..)) = district.or(province) {
        out.home = Home::of(t);
        out.header.place = out.home.place();
    }
}

/// "Số: 41/KH-UBND", "Số 41-KH/QU", "Số:      /UBND-NV".
fn own_number(doc: &Doc, pieces: &[super::frame::Piece], out: &mut HeaderRead) {
    let text = doc.text();
    for piece in pieces {
        let Some(after) = after_so(text, piece) else { continue };
        // the block's text, so that a number broken over two lines is read whole
        let block = &doc.blocks[piece.block];
        let whole = &text[..block.end];
        if let Some(found) = number::at(whole, after) {
            let raw = whole[found.start..found.end].to_owned();
            out.number_at = Some(found.start..found.end);
            out.header.number = Some(found.number.to_string());
            out.header.number_raw = Some(raw);
            out.header.number_basis = Some("header".into());
            out.header.symbol = Some(found.number.organ());
            out.header.field_spans.push(("number".into(), found.start, found.end));
            out.number = Some(found.number);
        } else {
            blank(whole, after, out);
        }
        if out.header.number_raw.is_some() {
            return;
        }
    }
}

/// Where the number begins after "Số", "Số:", "Luật số:" at the start of a piece.
fn after_so(text: &str, piece: &super::frame::Piece) -> Option<usize> {
    let line = &text[piece.at.clone()];
    let low = line.to_lowercase();
    if low.len() != line.len() {
        return None;
    }
    let i = if low.starts_with("số") {
        0
    } else {
        // the National Assembly's acts name their type before it
        low.find(" số:").filter(|i| types::by_head(line[..*i].trim()).is_some()).map(|i| i + 1)?
    };
    let mut at = piece.at.start + i + "số".len();
    let rest = &text[at..];
    let skip = rest.len() - rest.trim_start_matches([' ', ':']).len();
    if skip == 0 && !rest.is_empty() {
        return None;
    }
    at += skip;
    Some(at)
}

/// A blank serial: `/UBND-NV`, `-CV/QU`, dots or underscores before it.
fn blank(text: &str, at: usize, out: &mut HeaderRead) {
    let rest = &text[at..];
    let skip = rest.len() - rest.trim_start_matches([' ', '.', '…', '_']).len();
    let tail = &rest[skip..];
    if !tail.starts_with(['/', '-']) {
        return;
    }
    // read as if the serial stood there
    let end = tail.find([' ', ',', ';', '|']).unwrap_or(tail.len());
    let Some(read) = DocumentNumber::parse(&format!("1{}", &tail[..end])) else { return };
    out.header.number_raw = Some(tail[..end].to_owned());
    out.header.symbol = Some(read.organ());
    out.header.draft = true;
    out.number_at = Some(at + skip..at + skip + end);
    out.header.field_spans.push(("number".into(), at + skip, at + skip + end));
    out.number = Some(DocumentNumber { serial: String::new(), ..read });
}

/// "Hải An, ngày … tháng 6 năm 2022".
fn own_date(doc: &Doc, pieces: &[super::frame::Piece], out: &mut HeaderRead) {
    let text = doc.text();
    let mut best: Option<(usize, std::ops::Range<usize>, Value)> = None;
    for piece in pieces {
        let block = &doc.blocks[piece.block];
        let line = clip(&text[piece.at.start..block.end.max(piece.at.end)], 200);
        let low = plain(line);
        let named = line
            .find(", ngày")
            .or_else(|| line.find(",ngày"))
            .or_else(|| line.find(" ngày").filter(|i| *i < 30 && crate::lexicon::places::by_name(&line[..*i]).next().is_some()));
        let place_like = named.is_some_and(|i| {
            i < 60
                && line[..i].starts_with(char::is_uppercase)
                && !line[..i].trim_start_matches("TP. ").trim_start_matches("TX. ").contains(['.', ';', '('])
        }) || low.starts_with("ngay ");
        if !place_like || low.starts_with("ngay:") {
            continue;
        }
        let from = named.unwrap_or(0);
        let Some(f) = date::find(&line[from..]).into_iter().next() else { continue };
        if f.start > 4 || !matches!(f.value, Value::Day(..) | Value::Month(..)) {
            continue;
        }
        // "ngày ban hành:" of a page is no line of the letterhead
        let rank = usize::from(named.is_none());
        let at = piece.at.start + from + f.start..piece.at.start + from + f.end;
        if best.as_ref().is_none_or(|(r, ..)| rank < *r) {
            best = Some((rank, at, f.value));
            if let Some(i) = named {
                out.header.field_spans.retain(|(f, ..)| f != "place_line");
                out.header.field_spans.push(("place_line".into(), piece.at.start, piece.at.start + i));
            }
        }
    }
    if let Some((_, at, value)) = best {
        out.header.issued_on = match value {
            Value::Day(_, None, _) | Value::Day(_, _, None) | Value::Month(_, None) => None,
            v => v.iso(),
        };
        out.header.field_spans.push(("issued_on".into(), at.start, at.end));
        out.date_at = Some(at);
    }
}

fn clip(text: &str, most: usize) -> &str {
    &text[..crate::text::clip_end(text, most)]
}

/// Type from the heading; a document without one that has "V/v" or only a letter's number is a công văn.
fn own_type(doc: &Doc, frame: &Frame, out: &mut HeaderRead) {
    let from_number = out.number.as_ref().and_then(|n| n.symbol.as_deref()).and_then(types::by_symbol);
    if let Some(at) = &frame.heading {
        let words = &doc.text()[at.clone()];
        let t = types::by_head(words).or_else(|| types::head_before(words).map(|(_, t)| t)).or_else(|| {
            let low = crate::text::fold::lower(words);
            types::all().iter().filter(|t| low.starts_with(&crate::text::fold::lower(&t.name))).max_by_key(|t| t.name.len())
        });
        if let Some(t) = t {
            // "CHƯƠNG TRÌNH HÀNH ĐỘNG" is a Chương trình: the name is the type's own
            let canonical = types::by_code(&t.code).filter(|_| t.code != "OTHER").unwrap_or(t);
            out.header.doc_type = Some(t.code.clone());
            out.header.type_name = Some(canonical.name.clone());
            return;
        }
    }
    // "Luật số: 19/2021/QH15" without a heading in capitals
    let act = frame.head_pieces(doc).iter().find_map(|p| doc.text()[p.at.clone()].split_once(" số:").and_then(|(t, _)| types::by_head(t)));
    if let Some(t) = act {
        out.header.doc_type = Some(t.code.clone());
        out.header.type_name = Some(t.name.clone());
        return;
    }
    let letter = out.number.as_ref().is_some_and(|n| n.symbol.is_none() && n.shape == Shape::Letter)
        || out.header.field_spans.iter().any(|(f, ..)| f == "subject_line");
    let vv = frame.head_pieces(doc).iter().any(|p| {
        let low = plain(&doc.text()[p.at.clone()]);
        low.starts_with("v/v") || low.starts_with("ve viec") || low.starts_with("kinh gui")
    });
    if vv || letter || from_number.is_some_and(|t| t.code == "CV") {
        out.header.doc_type = Some("CV".into());
        out.header.type_name = Some("Công văn".into());
    } else if let Some(t) = from_number {
        out.header.doc_type = Some(t.code.clone());
        out.header.type_name = Some(t.name.clone());
    } else if out.header.number_raw.is_some() {
        out.header.doc_type = Some("CV".into());
        out.header.type_name = Some("Công văn".into());
    }
}

/// Trích yếu: what follows the type heading, or "V/v …" under the number.
fn own_title(doc: &Doc, frame: &Frame, pieces: &[super::frame::Piece], out: &mut HeaderRead) {
    if let Some(at) = &frame.title {
        let title = strip_about(strip_body(&tidy(&doc.text()[at.clone()])));
        if !title.is_empty() {
            out.header.title = Some(title);
            out.header.field_spans.push(("title".into(), at.start, at.end));
            return;
        }
    }
    if frame.heading.is_some() {
        return;
    }
    let text = doc.text();
    let start = pieces.iter().position(|p| {
        let low = plain(&text[p.at.clone()]);
        low.starts_with("v/v") || low.starts_with("ve viec")
    });
    let Some(start) = start else { return };
    let mut end = pieces[start].at.end;
    for p in &pieces[start + 1..] {
        let line = &text[p.at.clone()];
        let low = plain(line);
        let over = low.starts_with("kinh gui")
            || line.contains(", ngày")
            || mostly_upper(line) && line.chars().count() > 3 && !line.contains(|c: char| c.is_ascii_digit())
            || low.contains("doc lap - tu do")
            || p.column > 0 && pieces[start].column == 0;
        if p.column > 0 && pieces[start].column == 0 && !low.starts_with("kinh gui") {
            continue;
        }
        if over || p.block != pieces[start].block && doc.blocks[p.block].apart {
            break;
        }
        end = p.at.end;
        if end - pieces[start].at.start > 900 {
            break;
        }
    }
    let at = pieces[start].at.start..end;
    out.header.title = Some(strip_about(&tidy(&text[at.clone()])));
    out.header.field_spans.push(("title".into(), at.start, at.end));
}

/// One space, no marks at the ends, no final full stop.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for w in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(w);
    }
    // a note in brackets after the title is no part of it
    let low = plain(&out);
    if let Some(i) = low.rfind("(ban hanh kem").or_else(|| low.rfind("(kem theo"))
        && low.is_char_boundary(i)
        && let Some((at, _)) = out.char_indices().nth(low[..i].chars().count())
    {
        out.truncate(at);
    }
    out.trim().trim_end_matches(['.', ';', ' ', '-', '_', '*']).trim_start_matches(['-', '*', ' ', '|']).to_owned()
}

/// The title without "CỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN" before "về …".
fn strip_body(title: &str) -> &str {
    let low = plain(title);
    let (Some(rest), Some(body)) = (low.strip_prefix("cua "), title.char_indices().nth("của ".chars().count())) else { return title };
    let ends = |i: &usize| {
        mostly_upper(&title[body.0..*i]) || issuer::body(&title[body.0..], &Home::default()).is_some_and(|b| body.0 + b.len == *i)
    };
    let about = [" về ", " VỀ ", " Về "].iter().filter_map(|w| title.find(w)).min();
    match about.filter(ends) {
        Some(i) if crate::extract::frame::is_body_name(rest) => {
            let about = title[i..].trim_start();
            // "về" joins the title to the body that is cut off; "về việc" goes with it
            let bare = about.split_once(' ').map_or(about, |(_, t)| t);
            if crate::text::fold::lower(bare).starts_with("việc ") { about } else { bare }
        }
        _ => title,
    }
}

/// The title without "Về việc", "V/v"; a bare "Về" is part of it (GUIDELINES §0), a small "về" only joins it to the line of the type.
fn strip_about(title: &str) -> String {
    let low = crate::text::fold::lower(title);
    if low.len() == title.len() {
        for lead in ["v/v:", "v/v.", "v/v", "về việc:", "về việc"] {
            if let Some(rest) = low.strip_prefix(lead)
                && (rest.starts_with([' ', ':']))
            {
                return title[title.len() - rest.len()..].trim_start_matches([' ', ':']).to_owned();
            }
        }
    }
    title.strip_prefix("về ").unwrap_or(title).to_owned()
}

/// Urgency, secrecy, draft.
fn marks(doc: &Doc, pieces: &[super::frame::Piece], header: &mut Header) {
    for piece in pieces {
        let line = doc.text()[piece.at.clone()].trim_matches(['*', ' ', '.', '|', '(', ')']);
        if line.chars().count() > 60 {
            continue;
        }
        let upper = line.to_uppercase();
        match upper.as_str() {
            "HỎA TỐC" | "HOẢ TỐC" | "HỎA TỐC HẸN GIỜ" | "THƯỢNG KHẨN" | "KHẨN" => header.urgency = Some(upper),
            "MẬT" | "TỐI MẬT" | "TUYỆT MẬT" => header.secrecy = Some(upper),
            _ => {
                if upper.starts_with("DỰ THẢO") && line == upper {
                    header.draft = true;
                }
                // a mark at the end of another line ("Số 214-TB/UBKTQU   MẬT")
                for mark in ["TUYỆT MẬT", "TỐI MẬT", "MẬT", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"] {
                    if line.ends_with(mark)
                        && line.len() > mark.len()
                        && line[..line.len() - mark.len()].ends_with([' ', '|'])
                        && line.starts_with("Số")
                    {
                        if mark.ends_with("MẬT") {
                            header.secrecy.get_or_insert_with(|| mark.to_owned());
                        } else {
                            header.urgency.get_or_insert_with(|| mark.to_owned());
                        }
                        break;
                    }
                }
            }
        }
    }
}
