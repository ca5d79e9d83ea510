//! Mentions with a symbol: `Kế hoạch số 41-KH/QU`, `… và 120/2020/NĐ-CP`, `các Kế hoạch số 286, 287/KH-UBND`, `TCVN ISO 9001:2015`.

use std::ops::Range;

use super::{Context, RefAt, before};
use crate::grammar::number::{self, DocumentNumber, Found, Shape};
use crate::grammar::standard;
use crate::lexicon::types::{self, DocType};
use crate::model::RefKind;
use crate::text::fold::lower;

/// The word before a number: where the mention begins, the type word's range and type.
struct Head {
    start: usize,
    words: Option<(Range<usize>, Option<&'static DocType>)>,
    /// Whether "số" stands before the number.
    so: bool,
}

pub(super) fn find(ctx: &Context, zone: Range<usize>, out: &mut Vec<RefAt>) {
    let text = &ctx.text()[..zone.end];
    let bytes = text.as_bytes();
    let standards = standard_refs(ctx, &zone, out);
    let mut i = zone.start;
    while i < zone.end {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let run = bytes[i..zone.end].iter().take_while(|b| b.is_ascii_digit()).count();
        let fresh = i == zone.start
            || !matches!(bytes[i - 1], b'/' | b'.' | b',' | b'-') && !text[..i].chars().next_back().is_some_and(char::is_alphanumeric)
            || bytes[i - 1] == b'-' && (i < 2 || bytes[i - 2] == b' ');
        let found = if fresh { number::at(text, i) } else { None };
        match found {
            Some(f) if !standard::covers(&standards, &f) => {
                let end = f.end;
                if let Some(r) = accept(ctx, &zone, f) {
                    earlier_serials(ctx, &zone, &r, out);
                    out.push(r);
                    i = end;
                } else {
                    i += run;
                }
            }
            _ => i += run,
        }
    }
}

/// Standards, as mentions.
fn standard_refs(ctx: &Context, zone: &Range<usize>, out: &mut Vec<RefAt>) -> Vec<standard::Found> {
    let mut found = standard::find(&ctx.text()[zone.clone()]);
    for f in &mut found {
        f.start += zone.start;
        f.end += zone.start;
        let mut r = RefAt::new(f.start..f.end, RefKind::Numbered, ctx.sentence(f.start));
        r.code = Some(f.code.to_owned());
        r.canonical = Some(f.canonical.clone());
        r.repairs.clone_from(&f.repairs);
        r.number_at = Some(f.start..f.end);
        let head_len = ctx.text()[f.start..f.end].find(' ').unwrap_or(0);
        r.head = (head_len > 0).then(|| f.start..f.start + head_len);
        out.push(r);
    }
    found
}

fn accept(ctx: &Context, zone: &Range<usize>, f: Found) -> Option<RefAt> {
    let text = ctx.text();
    let head = head(text, zone.start, f.start, Some(&f.number));
    let plain_letter = f.number.shape == Shape::Letter && f.number.year.is_none();
    // the year and two groups are mark enough for a court's file; "36/CP", "118-TTg" for the bodies that wrote so
    let court = f.number.year.is_some() && f.number.groups.len() > 1;
    let old = f.number.groups.len() == 1 && matches!(f.number.groups[0].as_str(), "CP" | "TTg" | "HĐBT");
    if !f.known && head.words.is_none() && !head.so && !court && !old {
        return None;
    }
    // "5/KCN", "12/A": a letter's symbol alone needs a cue
    if plain_letter && f.number.groups.len() == 1 && head.words.is_none() && !(head.so && f.known) && !old {
        return None;
    }
    if f.number.shape == Shape::Old && head.words.is_none() && !old {
        return None;
    }
    // house numbers, accounts, phones
    let lead = lower(before(text, head.start, 24));
    if head.words.is_none() && ["điện thoại", "tài khoản", "fax", "địa chỉ", "nhà số", "ngõ", "đường"].iter().any(|w| lead.contains(w))
    {
        return None;
    }
    let mut r = RefAt::new(head.start..f.end, RefKind::Numbered, ctx.sentence(f.start));
    r.number_at = Some(f.start..f.end);
    if let Some((words, t)) = head.words {
        r.head = Some(words);
        r.head_type = t;
    } else {
        r.at.start = f.start;
    }
    r.code = code(&f.number, r.head_type);
    r.canonical = Some(f.number.to_string());
    r.number = Some(f.number);
    r.repairs = f.repairs;
    Some(r)
}

/// Type code: the head word decides; without one (or with "văn bản") the symbol.
fn code(n: &DocumentNumber, head: Option<&'static DocType>) -> Option<String> {
    if let Some(t) = head {
        return Some(t.code.clone());
    }
    match &n.symbol {
        Some(s) => types::by_symbol(s).map(|t| t.code.clone()),
        None if n.groups.first().is_some_and(|g| g.starts_with("QH") || g.starts_with("UBTVQH")) => None,
        None => Some("CV".into()),
    }
}

/// Reads the words before the number.
fn head(text: &str, floor: usize, start: usize, number: Option<&DocumentNumber>) -> Head {
    let head_text = &text[floor..start];
    let trimmed = head_text.trim_end_matches([' ', ':']);
    let mut cut = trimmed.len();
    let mut so = false;
    for mark in ["số hiệu", "số", "Số", "SỐ", "No.", "sô", "sổ", "so"] {
        if let Some(rest) = trimmed.strip_suffix(mark)
            && !rest.ends_with(char::is_alphanumeric)
        {
            so = true;
            cut = rest.trim_end_matches([' ', ':']).len();
            break;
        }
    }
    if !so && trimmed.len() != head_text.trim_end_matches(' ').len() {
        // a colon without "số" parts the number from what stands before
        return Head { start, words: None, so: false };
    }
    let lead = &head_text[..cut];
    if lead.ends_with([',', ';', '.', ')', '"', '”']) {
        return Head { start, words: None, so };
    }
    // "văn bản quy phạm pháp luật số …": the law's name goes on before it
    let part_of_name = lead.ends_with("háp luật") || lead.ends_with("háp Luật");
    if let Some((at, t)) = types::head_before(lead).filter(|_| !part_of_name) {
        return Head { start: floor + at, words: Some((floor + at..floor + lead.len(), Some(t))), so };
    }
    if lower(before(lead, lead.len(), 24)).ends_with("văn bản") {
        let at = lead.len() - "văn bản".len();
        return Head { start: floor + at, words: Some((floor + at..floor + lead.len(), None)), so };
    }
    if let Some(h) = number.and_then(|n| distant(lead, n)) {
        let (at, end, t) = h;
        return Head { start: floor + at, words: Some((floor + at..floor + end, Some(t))), so };
    }
    Head { start, words: None, so }
}

/// A type word that stands apart from "số": `Luật Tổ chức chính quyền địa phương số 72/2025/QH15`, `Kế hoạch thanh tra số 1505/KH-TTCP`.
fn distant(lead: &str, n: &DocumentNumber) -> Option<(usize, usize, &'static DocType)> {
    let law = n.groups.first().is_some_and(|g| g.starts_with("QH") || g.starts_with("UBTVQH") || g == "CTN" || g == "L" || g == "LCT");
    let window = before(lead, lead.len(), if law { 320 } else { 130 });
    let base = lead.len() - window.len();
    let stop = window
        .rfind([';', '.', ':', '(', ')', '"', '“', '”', '\n', '|'])
        .map_or(0, |i| i + window[i..].chars().next().map_or(1, char::len_utf8));
    let part = &window[stop..];
    if part.contains(|c: char| c.is_ascii_digit()) && !law {
        return None;
    }
    let heads: Vec<(&str, &str)> = if law {
        vec![
            ("Bộ luật ", "L"),
            ("Luật ", "L"),
            ("Pháp lệnh ", "PL"),
            ("Hiến pháp ", "HP"),
            ("Nghị quyết ", "NQ"),
            ("bộ luật ", "L"),
            ("luật ", "L"),
            ("pháp lệnh ", "PL"),
        ]
    } else {
        Vec::new()
    };
    if law {
        // the outermost "Luật" of "Luật sửa đổi, bổ sung một số điều của Luật …"
        let mut best: Option<(usize, &str, &str)> = None;
        for (h, code) in &heads {
            for (i, _) in part.match_indices(h) {
                if best.is_none_or(|(b, ..)| i > b)
                    && (i == 0 || !part[..i].ends_with(char::is_alphanumeric))
                    && !["Bộ ", "bộ ", "háp ", "ỷ "].iter().any(|w| part[..i].ends_with(w))
                {
                    best = Some((i, h, code));
                }
            }
        }
        let (mut at, word, code) = best?;
        let mut word_len = word.trim_end().len();
        if let Some(outer) = outer_law(&part[..at]) {
            at = outer;
            word_len = "Luật".len();
        }
        // between name and number no other number
        if part[at..].contains(|c: char| c.is_ascii_digit()) && part[at..].contains('/') {
            return None;
        }
        let t = types::by_code(code)?;
        return Some((base + stop + at, base + stop + at + word_len, t));
    }
    let code = n.symbol.as_deref().and_then(types::by_symbol)?;
    let name = lower(&code.name);
    let low = lower(part);
    if low.len() != part.len() {
        return None;
    }
    let i = low.rfind(&name)?;
    let own_case = part[i..].starts_with(char::is_uppercase);
    let between = &low[i + name.len()..];
    let clean = !between.contains(',') && between.split(' ').count() <= 12 && (between.starts_with(' ') || between.is_empty());
    (own_case && clean && !low[..i].ends_with(char::is_alphanumeric)).then(|| (base + stop + i, base + stop + i + name.len(), code))
}

/// Where "Luật sửa đổi, bổ sung (một số điều của) " begins, if the text ends so.
fn outer_law(text: &str) -> Option<usize> {
    let low = lower(text);
    if low.len() != text.len() {
        return None;
    }
    let i = low.rfind("luật sửa đổi")?;
    let rest = low[i..].trim_end();
    (rest.ends_with("của") || rest.ends_with("bổ sung") || rest.ends_with("của các")).then_some(i)
}

/// `các Kế hoạch số 286, 287/KH-UBND`: bare serials before a number share its symbol.
fn earlier_serials(ctx: &Context, zone: &Range<usize>, r: &RefAt, out: &mut Vec<RefAt>) {
    let (Some(number), Some(number_at)) = (&r.number, &r.number_at) else { return };
    if r.head.is_some() {
        return;
    }
    let text = ctx.text();
    let mut at = number_at.start;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for _ in 0..12 {
        let lead = text[zone.start..at].trim_end();
        let Some(lead) = [" và", ",", ";", " và số", ", số"].iter().find_map(|s| lead.strip_suffix(s)) else { break };
        let end = zone.start + lead.trim_end().len();
        let digits = text[zone.start..end].bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 5 {
            break;
        }
        let start = end - digits;
        if start > zone.start && matches!(text.as_bytes()[start - 1], b'/' | b'.' | b',' | b'-') {
            break;
        }
        found.push((start, end));
        at = start;
    }
    let Some((first, _)) = found.last().copied() else { return };
    let h = head(text, zone.start, first, Some(number));
    let Some((words, t)) = h.words.filter(|_| h.so) else { return };
    for (start, end) in found.into_iter().rev() {
        let serial = &text[start..end];
        let n = DocumentNumber { serial: format!("{serial:0>2}"), ..number.clone() };
        let leading = start == first;
        let mut e = RefAt::new(if leading { h.start..end } else { start..end }, RefKind::Numbered, r.sentence.clone());
        if leading {
            e.head = Some(words.clone());
            e.head_type = t;
        }
        e.number_at = Some(start..end);
        e.code = t.map(|t| t.code.clone()).or_else(|| r.code.clone());
        e.canonical = Some(n.to_string());
        e.number = Some(n);
        out.push(e);
    }
}
