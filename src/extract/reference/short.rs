//! Short mentions: type word and bare serial (`Chương trình 06`), laws by name, the document itself (`Kế hoạch này`).

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Context, RefAt, after, before, near};
use crate::lexicon::laws;
use crate::lexicon::types::{self, DocType};
use crate::model::RefKind;
use crate::text::BlockKind;
use crate::text::fold::lower;

pub(super) fn find(ctx: &Context, zone: Range<usize>, taken: &[RefAt], out: &mut Vec<RefAt>) {
    serials(ctx, &zone, taken, out);
    let block = &ctx.doc.blocks[ctx.doc.block_at(zone.start)];
    let heading = matches!(block.kind, BlockKind::Heading(_)) || super::super::frame::mostly_upper(&ctx.text()[zone.clone()]);
    if !heading {
        named(ctx, &zone, taken, out);
    }
    selves(ctx, &zone, taken, out);
}

fn free(at: &Range<usize>, taken: &[RefAt]) -> bool {
    near(taken, at).iter().all(|r| r.at.start >= at.end || r.at.end <= at.start)
}

/// Words that may stand after a serial; anything else makes the figure a count ("Kế hoạch 5 năm").
const NEXT: [&str; 44] = [
    "của", "về", "ngày", "và", "nêu", "này", "trên", "tại", "được", "đã", "là", "đến", "cho", "với", "theo", "trong", "do", "để", "từ",
    "tới", "có", "như", "thì", "vẫn", "gồm", "giai", "phải", "cần", "quy", "gắn", "cũng", "sẽ", "đạt", "còn", "hoặc", "khóa", "nhiệm",
    "ban", "đối", "khi", "nhằm", "theo", "phần", "kèm",
];

/// `KL 18`, `NQ 27`: the type by its abbreviation. Others mean too many things ("KH 95" in a table, "TB 12", "TT 06").
fn abbreviated(lead: &str) -> Option<(usize, &'static DocType)> {
    let at = lead.rfind([' ', '(', '"', '“', '|']).map_or(0, |i| i + lead[i..].chars().next().map_or(1, char::len_utf8));
    let symbol = &lead[at..];
    matches!(symbol, "NQ" | "NĐ" | "QĐ" | "KL" | "CTr").then(|| types::by_symbol(symbol).map(|t| (at, t))).flatten()
}

fn serials(ctx: &Context, zone: &Range<usize>, taken: &[RefAt], out: &mut Vec<RefAt>) {
    let text = &ctx.text()[..zone.end];
    let bytes = text.as_bytes();
    let mut i = zone.start;
    while i < zone.end {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let run = bytes[i..zone.end].iter().take_while(|b| b.is_ascii_digit()).count();
        let start = i;
        i += run;
        if run > 4 || start == zone.start || bytes[start - 1] != b' ' {
            continue;
        }
        // `61/2018` without symbol
        let mut end = start + run;
        let year = bytes.get(end) == Some(&b'/')
            && text
                .get(end + 1..end + 5)
                .is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()) && (y.starts_with("20") || y.starts_with("19")));
        if year {
            end += 5;
        }
        let tail = &text[end..];
        if tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '%' | '-'))
            || tail.starts_with(" %")
            || tail.starts_with(" -")
            || tail.starts_with([',', '.']) && tail[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let floor = zone.start.max(start.saturating_sub(160));
        let floor = crate::text::clip_start(text, floor);
        let lead = text[floor..start].trim_end();
        let (lead, so) = match lead.strip_suffix("số").or_else(|| lead.strip_suffix("Số")) {
            Some(l) if l.ends_with(' ') => (l.trim_end(), true),
            _ => (lead, false),
        };
        let Some((at, t)) = types::head_before(lead).or_else(|| abbreviated(lead)) else { continue };
        let head = &lead[at..];
        let capital = head.starts_with(char::is_uppercase);
        // a year is no serial, and these words are followed by counts
        if run == 4 && (text[start..end].starts_with("20") || text[start..end].starts_with("19")) && !year
            || matches!(t.code.as_str(), "HĐ" | "BB" | "GM" | "DA" | "GGT" | "QC" | "HP")
            || matches!(
                t.name.as_str(),
                "Điều lệ"
                    | "Quy hoạch"
                    | "Quy trình"
                    | "Quy tắc"
                    | "Giấy phép"
                    | "Bản án"
                    | "Thư"
                    | "Chiến lược"
                    | "Phiếu trình"
                    | "Giấy chứng nhận"
            )
        {
            continue;
        }
        if !capital && !so {
            continue;
        }
        let next = tail.trim_start();
        let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
        let ends = next.is_empty()
            || tail.starts_with([',', '.', ';', ':', ')', '"', '”', '!', '?', '|', '\n', ']'])
            || next.starts_with(['(', '|', '"', '“']);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        let fits = ends
            || NEXT.contains(&word.as_str())
            || word == "năm" && next["năm".len()..].trim_start().starts_with("20")
            || !small && !word.is_empty() && so;
        let padded = run >= 2;
        if !(fits && (so || padded)) && !(so && small && !matches!(word.as_str(), "năm" | "tháng" | "ngày")) {
            continue;
        }
        let range = floor + at..end;
        if !free(&range, taken) {
            continue;
        }
        let mut r = RefAt::new(range, RefKind::ShortNumber, ctx.sentence(start));
        r.head = Some(floor + at..floor + lead.len());
        r.head_type = Some(t);
        r.code = Some(t.code.clone());
        r.serial = Some(text[start..end].to_owned());
        r.number_at = Some(start..end);
        let org = lower(before(text, r.at.start, 40));
        r.in_name = ["ban chủ nhiệm", "ban chỉ đạo", "bcn", "bcđ", "tổ công tác", "tổ"].iter().any(|w| org.trim_end().ends_with(w));
        out.push(r);
    }
}

/// Laws by name: `Luật Tiếp công dân`, `Bộ luật Hình sự năm 2015`.
fn named(ctx: &Context, zone: &Range<usize>, taken: &[RefAt], out: &mut Vec<RefAt>) {
    let text = &ctx.text()[..zone.end];
    let mut from = zone.start;
    let mut nested_until = zone.start;
    for (at, word) in law_words(text, zone) {
        if at < from {
            continue;
        }
        let inside = near(taken, &(at..at + 1)).iter().any(|r| {
            r.at.start <= at
                && at < r.at.end
                && r.kind == RefKind::Numbered
                && (r.at.start == at || !text[r.at.start..at].contains("sửa đổi"))
        });
        if inside {
            continue;
        }
        let Some(end) = law_end(text, at, word, 0) else { continue };
        // the year behind "Luật sửa đổi … của Luật X năm 2020" is the outer law's
        let end = Some(with_year(text, end)).filter(|e| *e != nested_until).unwrap_or(end);
        let range = at..end;
        let nested_numbered = near(taken, &range).iter().any(|r| r.at.start < at && r.at.end > end);
        if !nested_numbered && !free(&range, taken) {
            continue;
        }
        let code = match word {
            "Pháp lệnh" | "pháp lệnh" => "PL",
            "Hiến pháp" => "HP",
            _ => "L",
        };
        let mut r = RefAt::new(range.clone(), RefKind::ShortName, ctx.sentence(at));
        r.head = Some(at..at + word.len());
        r.head_type = types::by_head(word);
        r.code = Some(code.to_owned());
        out.push(r);
        // the law that an amending law amends is a mention of its own, inside
        if text[at..end].contains("sửa đổi") && nested_until < end {
            nested_until = end;
        } else {
            from = end;
        }
    }
}

const LAW_WORDS: [&str; 8] = ["Bộ luật", "Bộ Luật", "bộ luật", "Luật", "luật", "Pháp lệnh", "pháp lệnh", "Hiến pháp"];

/// Every "Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp" as a word of its own ("pháp luật", "kỷ luật" are others), in one pass.
fn law_words(text: &str, zone: &Range<usize>) -> Vec<(usize, &'static str)> {
    static ENGINE: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(LAW_WORDS).ok());
    let part = &text[zone.clone()];
    let found = engine.iter().flat_map(|e| e.find_iter(part));
    found
        .filter(|m| {
            let lead = &part[..m.start()];
            let other = ["háp ", "ỷ "].iter().any(|w| lead.ends_with(w)) && m.end() - m.start() == "luật".len();
            !lead.ends_with(char::is_alphanumeric) && !part[m.end()..].starts_with(char::is_alphanumeric) && !other
        })
        .map(|m| (zone.start + m.start(), LAW_WORDS[m.pattern().as_usize()]))
        .collect()
}

/// The end of the law's name. The lexicon knows most; a name it does not know is read as far as it can be a name.
fn law_end(text: &str, at: usize, word: &str, depth: u8) -> Option<usize> {
    // an amendment of an amendment of an amendment is no law's name
    if depth > 3 {
        return None;
    }
    let rest = after(text, at, 420);
    let tail = rest[word.len()..].strip_prefix(' ')?;
    let low_tail = lower(after(tail, 0, 60));
    // "Luật sửa đổi, bổ sung một số điều của Luật X"
    if low_tail.starts_with("sửa đổi") {
        let inner = rest[word.len()..].find("Luật").or_else(|| rest[word.len()..].find("luật")).map(|i| i + word.len());
        if let Some(i) = inner
            && i < 160
            && !rest[..i].contains([';', '.', ':'])
        {
            let inner_word = if rest[i..].starts_with("Luật") { "Luật" } else { "luật" };
            // "… của Luật X và Luật Y" where the lexicon knows the whole name
            let known = laws::at(rest).map(|(n, _)| at + n);
            return law_end(text, at + i, inner_word, depth + 1).max(known);
        }
        return None;
    }
    if word.starts_with(char::is_lowercase) {
        // small letters: only names the lexicon knows
        return laws::at(rest).map(|(n, _)| at + n);
    }
    if word == "Hiến pháp" {
        let n = "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam";
        if lower(after(rest, 0, n.len() + 8)).starts_with(&lower(n)) {
            return Some(at + n.len());
        }
        return Some(at + word.len());
    }
    let known = laws::at(rest).map(|(n, _)| n);
    let generic = generic_name(rest, word.len());
    match (known, generic) {
        (Some(k), Some(g))
            if g > k
                && rest[k..g].starts_with(' ')
                && rest[k..g].split(' ').count() <= 2
                && rest[k..].trim_start().starts_with(char::is_uppercase) =>
        {
            Some(at + k)
        }
        (Some(k), _) => Some(at + k),
        (None, Some(g)) => Some(at + g),
        (None, None) => None,
    }
}

/// Words at which a law's name ends.
const STOPS: [&str; 52] = [
    "năm", "số", "ngày", "của", "được", "có", "tại", "hoặc", "này", "thì", "để", "theo", "đã", "hiện", "do", "với", "khi", "trong", "sửa",
    "thay", "ban", "nêu", "nói", "trên", "không", "phải", "mà", "từ", "đến", "cho", "bằng", "như", "nhằm", "là", "hướng", "ở", "nếu",
    "trừ", "đối", "cũng", "vào", "bị", "nhưng", "các", "những", "mới", "sau", "trước", "khóa", "chưa", "thực", "bao",
];

fn generic_name(rest: &str, word: usize) -> Option<usize> {
    let mut end = word;
    let mut words = 0;
    let mut commas = 0;
    let body = &rest[word..];
    let mut at = 0;
    for token in body.split_inclusive(' ') {
        let bare = token.trim();
        let len = token.len();
        if at == 0 && bare.is_empty() {
            at += len;
            continue;
        }
        let clean = bare.trim_end_matches([',', ';', '.', ':', ')', '"', '”', '(']);
        let w = clean.trim_start_matches(['(', '"', '“']);
        if w.is_empty() || w.len() != clean.len() || !w.chars().all(|c| c.is_alphabetic() || c == '-' || c == '/') {
            break;
        }
        let low = w.to_lowercase();
        if words == 0 && !(w.starts_with(char::is_uppercase) || matches!(low.as_str(), "về" | "thuế" | "tổ" | "quản" | "thanh" | "ngân"))
        {
            return None;
        }
        // "và" joins inside a name only before a small letter
        if words > 0
            && (STOPS.contains(&low.as_str())
                || low == "và" && body[at + len..].trim_start().starts_with(char::is_uppercase)
                || low == "về"
                || matches!(w, "Luật" | "Nghị" | "Bộ" | "Pháp" | "Thông" | "Điều" | "Quyết"))
        {
            break;
        }
        if low == "quy" && body[at + len..].trim_start().starts_with("định") && words > 0 {
            break;
        }
        words += 1;
        end = word + at + clean.len();
        at += len;
        if clean.len() != bare.len() {
            // a comma goes on inside a name ("Luật Phòng, chống …") when small letters follow
            let next = body[at..].trim_start();
            if bare.ends_with(',')
                && commas < 3
                && next.starts_with(char::is_lowercase)
                && !STOPS.iter().any(|s| next.starts_with(&format!("{s} ")))
                && words < 5
                && !next.starts_with("luật")
                && !next.starts_with("nghị")
                && !next.starts_with("khoản")
                && !next.starts_with("điều")
                && !next.starts_with("pháp")
            {
                commas += 1;
            } else {
                break;
            }
        }
        if words >= 14 {
            break;
        }
    }
    // a trailing "và" belongs to the sentence
    let name = rest[..end].trim_end_matches(" và").trim_end_matches(',');
    (words > 0 && name.len() > word + 1).then_some(name.len())
}

/// "(năm) 2013", "(sửa đổi)" directly after the name belong to it.
fn with_year(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let mut at = end;
    if let Some(r) = rest.strip_prefix(" (sửa đổi)") {
        at = text.len() - r.len();
    }
    let rest = &text[at..];
    let digits = rest.strip_prefix(" năm ").or_else(|| rest.strip_prefix(' '));
    if let Some(d) = digits
        && d.len() >= 4
        && d.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        && (d.starts_with("19") || d.starts_with("20"))
        && !d[4..].starts_with(|c: char| c.is_alphanumeric() || c == '/')
    {
        return text.len() - d.len() + 4;
    }
    at
}

/// `Kế hoạch này`, `Chỉ thị này`.
fn selves(ctx: &Context, zone: &Range<usize>, taken: &[RefAt], out: &mut Vec<RefAt>) {
    let text = &ctx.text()[..zone.end];
    for i in memchr::memmem::find_iter(&text.as_bytes()[zone.start..], " này") {
        let at = zone.start + i;
        let end = at + " này".len();
        if text[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let Some((head, t)) = types::head_before(&text[zone.start..at]) else { continue };
        if !text[zone.start + head..].starts_with(char::is_uppercase) {
            continue;
        }
        let range = zone.start + head..end;
        if free(&range, taken) {
            let mut r = RefAt::new(range, RefKind::SelfMention, ctx.sentence(at));
            r.head = Some(zone.start + head..at);
            r.head_type = Some(t);
            r.code = Some(t.code.clone());
            out.push(r);
        }
    }
}
