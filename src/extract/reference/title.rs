//! Mentions by title only, by the test of GUIDELINES §1.1: a singular, definite phrase headed by a type word with a subject of its own,
//! and at least two of: capital type word or quoted name; a year or period; an issuer or territory.
//!
//! The least certain class: what stays unclear is left out.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::{Context, RefAt, after, before, near};
use crate::grammar::issuer::{self, Home};
use crate::lexicon::types::{self, DocType};
use crate::model::RefKind;
use crate::text::fold::{lower, plain};

/// Types that are cited by title.
const CODES: [&str; 16] = ["KH", "CTr", "QĐ", "NQ", "CT", "ĐA", "DA", "QC", "BC", "TB", "QyĐ", "HD", "KL", "TTr", "NĐ", "TT"];

/// Types whose word is also a verb, or whose documents go by number: only with "về …", "sửa đổi …" behind the word.
const WORDY: [&str; 5] = ["QyĐ", "HD", "TTr", "NĐ", "TT"];

pub(super) fn find(ctx: &Context, refs: &mut Vec<RefAt>) {
    let mut out: Vec<RefAt> = Vec::new();
    let own = OwnTitle::of(ctx);
    for index in &ctx.frame.body {
        let block = &ctx.doc.blocks[*index];
        if matches!(block.kind, crate::text::BlockKind::Heading(_)) || super::super::frame::mostly_upper(ctx.doc.block_text(block)) {
            continue;
        }
        scan(ctx, block.body..block.end, refs, &own, &mut out);
    }
    refs.append(&mut out);
}

fn scan(ctx: &Context, zone: Range<usize>, taken: &[RefAt], own: &OwnTitle, out: &mut Vec<RefAt>) {
    let text = &ctx.text()[..zone.end];
    for (start, len, t) in heads(text, &zone) {
        if near(taken, &(start..start + len)).iter().any(|r| r.at.start < start + len && start < r.at.end)
            || out.last().is_some_and(|r| start < r.at.end && !nested_ok(&text[r.at.start..start]))
        {
            continue;
        }
        let approved = approved(ctx, taken, start);
        let capital_word = text[start..].starts_with(char::is_uppercase);
        if excluded_before(text, start, t)
            || !capital_word && t.code != "KH" && !approved
            || WORDY.contains(&t.code.as_str()) && !approved && !says_about(text, start + len)
        {
            continue;
        }
        let Some((end, quoted, title)) = extent(ctx, text, start, len, &zone, approved || carried(text, start)) else { continue };
        let capital =
            capital_word || lower(before(text, start, 16)).trim_end().ends_with("dự thảo") && before(text, start, 16).contains("Dự");
        let dated = ctx.dates_in(&(start..end)).next().is_some();
        let placed = approved
            || central_session(&text[start + len..zone.end]).is_some()
            || named_place(text, &(start..end))
            || subject_of_issue(text, &zone, start)
            || lower(after(text, end, 8)).starts_with(" của ")
            || lower(&text[start..end]).contains("đại hội");
        let score = usize::from(capital || quoted) + usize::from(dated) + usize::from(placed);
        if score < 2
            || near(taken, &(start..end)).iter().any(|r| {
                r.at.start > start && r.at.start < end && r.kind == RefKind::Numbered && !quoted && !nested_ok(&text[start..r.at.start])
            })
        {
            continue;
        }
        if !approved && to_be_written(ctx, text, start)
            || spelled_out_behind(text, end)
            || named_before(ctx, taken, start, t)
            || caption(ctx, start)
            || own.is(ctx, &text[start + len..end], t, &text[end..])
        {
            continue;
        }
        let mut r = RefAt::new(start..end, RefKind::TitleOnly, ctx.sentence(start));
        r.head = Some(start..start + len);
        r.head_type = Some(t);
        r.code = Some(t.code.clone());
        r.title = title;
        out.push(r);
    }
}

/// Folded, with the commonest abbreviations spelled out, so that "CCHC" and "Cải cách hành chính" are alike.
fn spelled_out(text: &str) -> String {
    let mut out = plain(text);
    for (short, long) in [
        ("cchc", "cai cach hanh chinh"),
        ("tthc", "thu tuc hanh chinh"),
        ("cntt", "cong nghe thong tin"),
        ("cds", "chuyen doi so"),
        (" nha nuoc", ""),
    ] {
        out = out.replace(short, long);
    }
    out
}

/// The document's own title, folded, with its words and years.
#[derive(Default)]
struct OwnTitle {
    text: String,
    words: HashSet<String>,
    years: Vec<String>,
}

/// Numbers of four digits.
fn years(folded: &str) -> Vec<String> {
    folded.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() == 4).map(str::to_owned).collect()
}

impl OwnTitle {
    fn of(ctx: &Context) -> Self {
        let text = ctx.header.title.as_deref().map(spelled_out).unwrap_or_default();
        Self { words: text.split(' ').map(str::to_owned).collect(), years: years(&text), text }
    }

    /// Whether a mention says it again: same type, same subject, no other territory behind it.
    fn is(&self, ctx: &Context, inner: &str, t: &DocType, behind: &str) -> bool {
        if self.text.len() < 8 || ctx.header.doc_type.as_deref() != Some(t.code.as_str()) {
            return false;
        }
        let folded = spelled_out(inner);
        let bare = folded.trim().trim_start_matches("ve viec ").trim_start_matches("ve ").trim();
        let words: Vec<&str> = bare.split(' ').filter(|w| w.len() > 1 && !w.chars().all(|c| c.is_ascii_digit())).collect();
        let shared = words.iter().filter(|w| self.words.contains(**w)).count();
        let alike =
            bare.len() > 6 && (self.text.contains(bare) || bare.contains(&self.text) || words.len() >= 4 && shared * 10 >= words.len() * 8);
        if !alike || !years(bare).iter().all(|y| self.years.contains(y)) {
            return false;
        }
        // "… của thành phố Hà Nội" in a district's plan names another document
        let home = Home::default();
        let other = behind
            .trim_start()
            .strip_prefix("của ")
            .and_then(|rest| issuer::territory(rest, &home))
            .and_then(|(_, t, named)| t.filter(|_| named));
        let own_place = ctx.header.place.as_deref().map(plain).unwrap_or_default();
        other.is_none_or(|t| own_place.starts_with(&plain(&t.full())))
    }
}

/// A document that the plan at hand orders to be written is none yet: "xây dựng, ban hành Kế hoạch … năm 2025".
fn to_be_written(ctx: &Context, text: &str, start: usize) -> bool {
    if ctx.header.form != crate::model::Form::Administrative || ctx.header.doc_type.as_deref() == Some("BC") {
        return false;
    }
    let low = lower(before(text, start, 60));
    let low = low.trim_end();
    let verb =
        ["ban hành", "xây dựng", "trình", "tham mưu", "xây dựng và ban hành", "soạn thảo", "ban hành mới"].iter().any(|v| low.ends_with(v));
    // "sớm trình Ủy ban Thường vụ Quốc hội Nghị quyết sửa đổi …"
    let submitted = low.rfind("trình ").is_some_and(|i| {
        !low[..i].ends_with(['ờ', 'á', 'ơ']) && !low[..i].ends_with("tờ ") && !low[..i].ends_with("chương ") && !low[..i].ends_with("quá ")
    }) && !low.contains("dự thảo");
    (verb || submitted) && !low.contains("đã ") && !low.contains("về việc") && !low.contains("ngày ")
}

/// A cover phrase spelled out by numbers in the bracket behind it: "Kế hoạch tuyên truyền … (Kế hoạch số 56/KH-UBND …)". GUIDELINES §1.1.
fn spelled_out_behind(text: &str, end: usize) -> bool {
    let low = lower(after(text, end, 60));
    low.trim_start().strip_prefix('(').is_some_and(|l| l.contains(" số ") && l.contains('/'))
}

/// The title of the numbered mention before it: "Kế hoạch số 2/KH-MTTQ ngày … về Kế hoạch giám sát …", "Báo cáo số 9-BC/BCN …, Báo cáo kết quả …".
fn named_before(ctx: &Context, taken: &[RefAt], start: usize, t: &DocType) -> bool {
    let text = ctx.text();
    let before = near(taken, &(start..start + 1)).iter().rev().find(|r| r.at.end <= start);
    before.is_some_and(|r| {
        let between = lower(&text[r.at.end..start]);
        let between = between.trim_end();
        r.kind == RefKind::Numbered
            && r.code.as_deref() == Some(t.code.as_str())
            && between.len() < 120
            && !between.contains([';', '.', '('])
            && (between.ends_with(" về") || between.ends_with(" về việc") || between.ends_with(','))
    })
}

/// "Bảng 2. Kế hoạch tuyển dụng …": captions are no mentions.
fn caption(ctx: &Context, start: usize) -> bool {
    let text = ctx.doc.block_text(&ctx.doc.blocks[ctx.doc.block_at(start)]);
    ["Bảng ", "Hình ", "Biểu ", "Biểu đồ "]
        .iter()
        .any(|w| text.strip_prefix(w).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit())))
}

/// A mention inside another's title counts only after "về" or a verb that has it as its object.
fn nested_ok(between: &str) -> bool {
    let low = lower(between);
    [" về ", "thực hiện", "triển khai", "giao chỉ tiêu", "sửa đổi", "đầu tư"].iter().any(|w| low.contains(w))
}

/// Whether a type word is what a numbered document approves or issues: "Quyết định số … của Thủ tướng Chính phủ phê duyệt Đề án …". The sentence
/// names its issuer, and the title ends where the phrase ends.
fn approved(ctx: &Context, taken: &[RefAt], start: usize) -> bool {
    let sentence = ctx.sentence(start);
    let lead = before(ctx.text(), start, 60);
    let low = lower(lead);
    let low = low.trim_end_matches([' ', '“', '"']);
    let low = low.trim_end_matches("chủ trương đầu tư").trim_end_matches("điều chỉnh").trim_end();
    let verb = low.strip_suffix("phê duyệt").or_else(|| low.strip_suffix("ban hành"));
    verb.is_some() && near(taken, &(sentence.start..start)).iter().any(|r| r.kind == RefKind::Numbered && r.at.start >= sentence.start)
}

/// Whether a type word is what the document at hand carries: "Ban hành kèm theo Quyết định này Quy chế …".
fn carried(text: &str, start: usize) -> bool {
    let low = lower(before(text, start, 60));
    let low = low.trim_end();
    low.ends_with("này") && low.rfind("kèm theo").is_some_and(|i| low[i..].split(' ').count() <= 5)
}

/// Whether the words behind a type word tell what the document is about.
fn says_about(text: &str, end: usize) -> bool {
    let low = lower(after(text, end, 120));
    let low = low.trim_start();
    let low = low.strip_prefix("của ").map_or(low, |l| l.find(" sửa đổi").or_else(|| l.find(" về ")).map_or(l, |i| l[i..].trim_start()));
    ["về ", "sửa đổi", "thay thế", "“", "\""].iter().any(|w| low.starts_with(w))
}

/// Type words that can head a title: capital, or small for plans. Where each begins, its length and type, in one pass.
fn heads(text: &str, zone: &Range<usize>) -> Vec<(usize, usize, &'static DocType)> {
    type Table = (Vec<&'static DocType>, Option<AhoCorasick>);
    static WORDS: OnceLock<Table> = OnceLock::new();
    let (types, engine) = WORDS.get_or_init(|| {
        let mut forms: Vec<(String, &DocType)> = Vec::new();
        for t in types::all() {
            let titled = CODES.contains(&t.code.as_str()) || matches!(t.name.as_str(), "Chiến lược" | "Quy hoạch");
            if titled && t.name.split(' ').count() == 2 {
                forms.push((t.name.clone(), t));
                // in small letters plans, and what a numbered document approves
                if matches!(t.code.as_str(), "KH" | "CTr" | "ĐA") || matches!(t.name.as_str(), "Chiến lược" | "Quy hoạch") {
                    forms.push((lower(&t.name), t));
                }
            }
        }
        let engine = AhoCorasick::new(forms.iter().map(|(w, _)| w.as_str())).ok();
        (forms.into_iter().map(|(_, t)| t).collect(), engine)
    });
    let part = &text[zone.clone()];
    let found = engine.iter().flat_map(|e| e.find_iter(part));
    found
        .filter(|m| !part[..m.start()].ends_with(char::is_alphanumeric) && part[m.end()..].starts_with(' '))
        .map(|m| (zone.start + m.start(), m.end() - m.start(), types[m.pattern().as_usize()]))
        .collect()
}

/// Plurals, offices whose name holds a type word, own mentions.
fn excluded_before(text: &str, start: usize, t: &DocType) -> bool {
    let low = lower(before(text, start, 40));
    let low = low.trim_end();
    let last = low.rsplit(' ').next().unwrap_or("");
    matches!(last, "các" | "những" | "nhiều" | "mọi" | "bộ" | "số" | "từng" | "mỗi" | "-" | "–" | "01" | "một" | "theo-")
        || last.chars().all(|c| c.is_ascii_digit()) && !last.is_empty()
        || ["tài chính -", "tài chính-", "ban quản lý", "giao chỉ tiêu", "phòng tài chính", "xây dựng và triển khai"]
            .iter()
            .any(|w| low.ends_with(w))
        || t.code == "KH" && low.ends_with("chỉ tiêu")
}

/// Where the title ends: after its closing quotation mark, or after its last year or period before the clause ends.
fn extent(
    ctx: &Context,
    text: &str,
    start: usize,
    len: usize,
    zone: &Range<usize>,
    approved: bool,
) -> Option<(usize, bool, Option<Range<usize>>)> {
    let rest = after(text, start + len, 1200.min(zone.end - start - len));
    // "Kế hoạch “…”", "Đề án "…""
    let lead = rest.len() - rest.trim_start().len();
    if let Some(open) = rest[lead..].chars().next().filter(|c| matches!(c, '“' | '"')) {
        let inner = start + len + lead + open.len_utf8();
        let close = after(text, inner, 1500.min(zone.end - inner)).char_indices().find(|(_, c)| matches!(c, '”' | '"'))?;
        let end = inner + close.0 + close.1.len_utf8();
        return (close.0 > 8).then(|| (end, true, Some(inner..inner + close.0)));
    }
    let capital = text[start..].starts_with(char::is_uppercase);
    let phrase_end = phrase_end(rest);
    let phrase = start + len..start + len + phrase_end;
    // "Quyết định của UBND Thành phố về việc …", "Chỉ thị về …"
    let low = lower(after(rest, 0, 120));
    // resolutions of congresses: "Nghị quyết (của) Đại hội đại biểu … nhiệm kỳ …"
    if low.trim_start().trim_start_matches("của ").starts_with("đại hội") && capital {
        let end = ctx.dates_in(&phrase).last().map_or(start + len + rest[..phrase_end].trim_end().len(), |d| d.at.end);
        return Some((end, false, None));
    }
    // resolutions of the Central Committee by session: "Nghị quyết Trung ương 4 khóa XII"
    if let Some(end) = central_session(rest) {
        return Some((start + len + end, false, None));
    }
    let about = low.trim_start().starts_with("về ")
        || (low.trim_start().starts_with("của ") || low.trim_start().starts_with("hội đồng")) && low.contains(" về ");
    let last_date = ctx
        .dates_in(&phrase)
        .filter(|d| {
            use crate::grammar::date::Value;
            matches!(d.value, Value::Year(_) | Value::Years(..))
        })
        .last()
        .map(|d| d.at.end);
    let words = text[phrase.clone()].split(' ').filter(|w| !w.is_empty()).count();
    if let Some(end) = last_date
        && words >= 3
        && subject_like(&text[start + len..end])
    {
        return Some((end, false, None));
    }
    // "Kế hoạch ứng dụng công nghệ thông tin của Ủy ban nhân dân quận": the issuer behind ends the title
    if capital
        && let Some(i) = rest[..phrase_end].find(" của ")
        && rest[..i].split(' ').filter(|w| !w.is_empty()).count() >= if approved { 2 } else { 4 }
        && issuer::body(&rest[i + " của ".len()..], &Home::default()).is_some_and(|b| {
            b.level != "any" || b.name.is_some() || rest[i..].starts_with(" của Ủy ban") || rest[i..].starts_with(" của UBND")
        })
    {
        return Some((start + len + i, false, None));
    }
    if approved && words >= 3 || capital && words >= 6 && subject_of_issue(text, zone, start) {
        let end = start + len + rest[..phrase_end].trim_end().len();
        return Some((end, false, None));
    }
    if about && capital && words >= 5 {
        let end = start + len + rest[..phrase_end].trim_end().len();
        return Some((end, false, None));
    }
    None
}

/// "Trung ương 4 khóa XII", "Trung ương 6 (khóa XIII)" behind "Nghị quyết": its length.
fn central_session(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix(" Trung ương ")?;
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let behind = tail.get(digits..).filter(|_| digits > 0)?;
    let word = behind.trim_start_matches([' ', ',', '(']);
    let number = ["khóa ", "khoá "].iter().find_map(|k| word.strip_prefix(k))?;
    let roman = number.bytes().take_while(|b| matches!(b, b'X' | b'V' | b'I')).count();
    let end = rest.len() - number.len() + roman;
    (roman > 0).then(|| end + usize::from(behind.contains('(') && rest[end..].starts_with(')')))
}

/// A subject of its own: more than an issuer and a year.
fn subject_like(inner: &str) -> bool {
    let low = lower(inner);
    let body = low.trim();
    !["năm ", "giai đoạn ", "của "].iter().any(|w| body.starts_with(w)) || body.contains(" về ")
}

/// Where the phrase must end: strong punctuation, or a comma before a verb or another document.
fn phrase_end(rest: &str) -> usize {
    let mut end = 0;
    for (i, c) in rest.char_indices() {
        if i > 420 {
            break;
        }
        let stop = match c {
            ';' | ':' | '!' | '?' | '|' | '\n' | '“' | '"' | '”' | '(' => true,
            '.' => rest[i + 1..].starts_with(' ') || i + 1 == rest.len(),
            ',' => {
                let next = lower(after(rest, i + 1, 24));
                let next = next.trim_start();
                [
                    "quận",
                    "ubnd",
                    "ủy ban",
                    "đảm bảo",
                    "bảo đảm",
                    "trong đó",
                    "chú trọng",
                    "đặc biệt",
                    "kế hoạch",
                    "quyết định",
                    "nghị quyết",
                    "chỉ thị",
                    "theo đó",
                    "các ",
                    "phối hợp",
                    "nhằm",
                    "đồng thời",
                    "gồm",
                    "trình ",
                    "báo cáo ",
                ]
                .iter()
                .any(|w| next.starts_with(w))
            }
            ' ' => {
                let next = after(rest, i + 1, 20);
                [
                    "gắn với",
                    "sẽ ",
                    "được ",
                    "nhằm ",
                    "để ",
                    "đã ",
                    "do ",
                    "cụ thể",
                    "như sau",
                    "bảo đảm",
                    "đảm bảo",
                    "trong đó",
                    "phải ",
                    "theo ",
                    "chỉ thực hiện",
                    "thuộc ",
                    "tại Tờ trình",
                    "tại Báo cáo",
                    "tại Công văn",
                ]
                .iter()
                .any(|w| next.starts_with(w))
            }
            _ => false,
        };
        if stop {
            return i;
        }
        end = i + c.len_utf8();
    }
    end
}

/// A territory or body with a name, or in relative form, inside the title.
fn named_place(text: &str, at: &Range<usize>) -> bool {
    let span = &text[at.clone()];
    span.match_indices(' ').any(|(i, _)| {
        let rest = &span[i + 1..];
        rest.starts_with(|c: char| c.is_alphabetic())
            && [
                "UBND",
                "HĐND",
                "Ủy ban",
                "Hội đồng",
                "Chính phủ",
                "Thủ tướng",
                "quận",
                "Quận",
                "huyện",
                "thành phố",
                "Thành phố",
                "tỉnh",
                "phường",
                "xã",
                "Thành ủy",
                "Quận ủy",
                "Huyện ủy",
                "Tỉnh ủy",
                "Ban Chủ nhiệm",
                "Ban chủ nhiệm",
                "Bộ ",
            ]
            .iter()
            .any(|w| rest.starts_with(w))
            && issuer::body(rest, &Home::default()).is_some()
    })
}

/// "UBND Quận xây dựng và triển khai Kế hoạch …": the body that issues it stands in the same sentence.
fn subject_of_issue(text: &str, zone: &Range<usize>, start: usize) -> bool {
    let lead = before(&text[zone.start..], start - zone.start, 160);
    let low = lower(lead);
    let sentence = low.rsplit(['.', ';']).next().unwrap_or("");
    (sentence.contains("ban hành") || sentence.contains("xây dựng"))
        && ["ubnd", "ủy ban nhân dân", "quận ", "huyện ", "thành phố", "tỉnh"].iter().any(|w| sentence.contains(w))
}
