//! What belongs to a mention: date, issuer, title or subject, pinpoints. GUIDELINES §1.5–1.7.
//!
//! | pattern | gives |
//! |---|---|
//! | `số N ngày D của X`, `số N của X ngày D` | date and issuer |
//! | `số N, ngày D của X`, `số N của X, ngày D.` | date only where no clause follows that it could modify |
//! | `Ngày D, X ban hành … số N` | both, from the subject of the issuing verb |
//! | `A ngày …; B ngày … của X` | a trailing issuer serves all coordinated mentions before it; dates do not spread |
//! | `X (2022). … số N` | the author of a bibliography entry |

use std::ops::Range;

use super::{Context, RefAt, after, before};
use crate::grammar::date::Value;
use crate::grammar::issuer::{self, Home};
use crate::grammar::provision;
use crate::model::{Form, RefKind};
use crate::text::fold::lower;

pub(super) fn all(ctx: &Context, home: &Home, refs: &mut [RefAt]) {
    for i in 0..refs.len() {
        if refs[i].kind == RefKind::SelfMention {
            continue;
        }
        let limit = refs[i + 1..].iter().find(|r| r.at.start >= refs[i].at.end).map_or(usize::MAX, |r| r.at.start);
        trailing(ctx, home, &mut refs[i], limit);
        if refs[i].kind == RefKind::TitleOnly {
            inside(ctx, home, &mut refs[i]);
        }
    }
    spread(ctx, refs);
    for r in refs.iter_mut() {
        if r.kind == RefKind::SelfMention {
            continue;
        }
        if r.issuer_at.is_none() {
            subject_of_issue(ctx, home, r);
        }
        if r.issuer_at.is_none() {
            author(ctx, home, r);
        }
        if r.issuer.is_none() {
            in_brackets(ctx, home, r);
        }
        r.provisions = provision::before(&ctx.text()[..r.at.start], r.at.start);
    }
}

/// Date, issuer and subject after the mention.
fn trailing(ctx: &Context, home: &Home, r: &mut RefAt, limit: usize) {
    let text = ctx.text();
    let block_end = ctx.doc.blocks[ctx.doc.block_at(r.at.start)].end;
    let stop = block_end.min(limit);
    let mut at = r.at.end;
    // "(A11)", a tail of the number
    for _ in 0..4 {
        if at >= stop {
            break;
        }
        let rest = &text[at..stop];
        let gap = rest.len() - rest.trim_start_matches([' ', '(']).len();
        let comma = rest.starts_with(',') || rest.starts_with(" ,");
        let skip = if comma {
            rest.find(',').map_or(0, |i| i + 1) + usize::from(rest[rest.find(',').map_or(0, |i| i + 1)..].starts_with(' '))
        } else {
            gap
        };
        if r.date.is_none()
            && let Some((index, d)) = date_at(ctx, at + skip)
            && (!comma || alone(text, d.end, block_end))
        {
            r.date = Some(index);
            at = d.end;
            if text[at..].starts_with(')') {
                at += 1;
            }
            continue;
        }
        if r.issuer_at.is_none() {
            let lead = &text[at..stop];
            let word = [" của ", ", của ", " do ", " (của ", " of "].iter().find(|w| lead.starts_with(**w));
            if let Some(w) = word {
                let from = at + w.len();
                if let Some(b) = issuer::body(&text[from..block_end], home).or_else(|| english(&text[from..block_end], home)) {
                    let span = from..from + b.len;
                    at = span.end;
                    r.issuer_at = Some(span);
                    r.issuer = Some(b);
                    continue;
                }
            }
        }
        break;
    }
    subject(text, r, at, block_end);
}

/// A day that begins exactly at `at`.
fn date_at(ctx: &Context, at: usize) -> Option<(usize, Range<usize>)> {
    let i = ctx.dates.partition_point(|d| d.at.start < at);
    let d = ctx.dates.get(i)?;
    let fits = d.at.start == at && matches!(d.value, Value::Day(..) | Value::Month(..)) && !matches!(d.value, Value::Day(_, None, _));
    fits.then(|| (i, d.at.clone()))
}

/// Whether no clause follows that a date after a comma could modify: "…, ngày 02/3/2022, Ban Chủ nhiệm đã họp" is an event.
fn alone(text: &str, end: usize, block_end: usize) -> bool {
    let rest = &text[end..block_end];
    let tail = rest.trim_start();
    if tail.is_empty() || rest.starts_with(['.', ';', ')', ':']) {
        return true;
    }
    if rest.starts_with(',') {
        // another document in the list may follow
        let next = lower(after(tail, 1, 40));
        let next = next.trim_start();
        return crate::lexicon::types::all().iter().any(|t| next.starts_with(&lower(&t.name)));
    }
    let low = lower(after(tail, 0, 30));
    [
        "của",
        "về",
        "và",
        "do",
        "quy định",
        "phê duyệt",
        "ban hành",
        "sửa đổi",
        "hướng dẫn",
        "khóa",
        "khoá",
        "kèm",
        "(",
        "-",
        "tại",
        "thay thế",
        "để",
    ]
    .iter()
    .any(|w| low.starts_with(w))
}

fn english(text: &str, home: &Home) -> Option<issuer::Body> {
    // "Tay Ho District Party Committee"
    let end = after(text, 0, 60).find("Party Committee")? + "Party Committee".len();
    (end < 60).then(|| issuer::Body {
        len: end,
        name: home.district.as_ref().map(|d| format!("{} {}", crate::lexicon::places::committee_of(&d.kind), d.name)),
        level: "party-district",
        territory: home.district.clone(),
        explicit: true,
    })
}

/// "về (việc) …": quoted title or unquoted subject.
fn subject(text: &str, r: &mut RefAt, at: usize, block_end: usize) {
    if r.title.is_some() || matches!(r.kind, RefKind::TitleOnly | RefKind::ShortName) {
        return;
    }
    let rest = &text[at..block_end];
    let lead = rest.len() - rest.trim_start_matches([' ', ',']).len();
    let low = lower(after(rest, lead, 24));
    let mut from = at + lead;
    for w in ["về việc ", "v/v ", "về "] {
        if low.starts_with(w) {
            from += w.len();
            break;
        }
    }
    let about = from > at + lead;
    let tail = &text[from..block_end];
    // a quoted name, perhaps after a type word
    let quote = tail.char_indices().take(24).find(|(_, c)| matches!(c, '“' | '"'));
    if let Some((i, c)) = quote
        && (i == 0 || about && tail[..i].split(' ').count() <= 4)
    {
        let inner = from + i + c.len_utf8();
        if let Some((close, _)) = after(text, inner, 1500.min(block_end - inner)).char_indices().find(|(_, c)| matches!(c, '”' | '"')) {
            r.title = Some(inner..inner + close);
            return;
        }
    }
    if about {
        let end = tail
            .char_indices()
            .find(|(i, c)| {
                matches!(c, ';' | '\n' | '|')
                    || *c == '.' && (tail[i + 1..].starts_with(' ') || i + 1 == tail.len())
                    || *c == ')'
                    || *i > 500
            })
            .map_or(tail.len(), |(i, _)| i);
        let end = from + tail[..end].trim_end_matches([' ', ',', '.', '/']).len();
        if end > from {
            r.subject = Some(from..end);
        }
    }
}

/// A body named inside a title: "Quyết định của UBND Thành phố về …", "… trực thuộc UBND Quận".
fn inside(ctx: &Context, home: &Home, r: &mut RefAt) {
    if r.issuer_at.is_some() {
        return;
    }
    let text = ctx.text();
    let head_end = r.head.as_ref().map_or(r.at.start, |h| h.end);
    let span = &text[head_end..r.at.end];
    let lead = span.len() - span.trim_start().len();
    let from = if span[lead..].starts_with("của ") { head_end + lead + "của ".len() } else { head_end + lead };
    if let Some(b) = issuer::body(&text[from..r.at.end], home).filter(|b| b.name.is_some()) {
        r.issuer_at = Some(from..from + b.len);
        r.issuer = Some(b);
        return;
    }
    for (i, _) in span.match_indices(" của ") {
        let from = head_end + i + " của ".len();
        if let Some(b) = issuer::body(&text[from..r.at.end], home).filter(|b| b.name.is_some() && b.level != "any") {
            r.issuer_at = Some(from..from + b.len);
            r.issuer = Some(b);
            return;
        }
    }
}

/// A trailing issuer serves the coordinated mentions before it that bear the same symbol.
fn spread(ctx: &Context, refs: &mut [RefAt]) {
    let text = ctx.text();
    for i in (0..refs.len().saturating_sub(1)).rev() {
        if refs[i].issuer_at.is_some() || refs[i].kind == RefKind::SelfMention {
            continue;
        }
        let Some(j) = (i + 1..refs.len().min(i + 4)).find(|j| refs[*j].at.start >= refs[i].at.end) else { continue };
        let from = refs[i].date.map_or(refs[i].at.end, |d| ctx.dates[d].at.end.max(refs[i].at.end));
        if from > refs[j].at.start || refs[j].issuer_at.is_none() || refs[i].kind == RefKind::ShortName {
            continue;
        }
        let between = text[from..refs[j].at.start].trim_matches([' ', ',', ';', '(', ')']);
        let joined = between.is_empty() || matches!(lower(between).as_str(), "và" | "số" | "và số" | "cùng" | "hoặc" | "các");
        let same = match (&refs[i].number, &refs[j].number) {
            (Some(a), Some(b)) => a.groups.first() == b.groups.first() && a.shape == b.shape,
            _ => refs[i].kind == refs[j].kind && refs[i].code == refs[j].code,
        };
        if joined && same {
            let (at, body) = (refs[j].issuer_at.clone(), refs[j].issuer.clone());
            refs[i].issuer_at = at;
            refs[i].issuer = body;
        }
    }
}

const VERBS: [&str; 6] = ["ban hành", "xây dựng", "có", "ra", "ký", "gửi"];

/// "Ngày D, UBND Quận (đã) ban hành (và triển khai) Kế hoạch số …": the subject of the issuing verb, and its date.
fn subject_of_issue(ctx: &Context, home: &Home, r: &mut RefAt) {
    let text = ctx.text();
    let lead = &text[r.sentence.start.min(r.at.start)..r.at.start];
    let lead = before(lead, lead.len(), 420);
    let low = lower(lead);
    if low.len() != lead.len() {
        return;
    }
    let Some((verb_at, verb)) = VERBS.iter().filter_map(|v| find_word_back(&low, v).map(|i| (i, *v))).max_by_key(|(i, _)| *i) else {
        return;
    };
    if !matches!(verb, "ban hành" | "xây dựng") && low.len() - verb_at > verb.len() + 3 {
        return;
    }
    let between = low[verb_at + verb.len()..].trim();
    let decided = between.contains("quyết định") && r.kind != RefKind::TitleOnly;
    let near = between.split(' ').count() <= 16 && !between.contains(['.', ';']) && !between.contains("của ") && !decided;
    if !near {
        return;
    }
    let base = r.at.start - lead.len();
    // the body that ends right before the verb, particles aside
    let mut cut = lead[..verb_at].trim_end();
    for particle in ["đã", "cũng", "tiếp tục", "sẽ", "vừa", "mới", "và", "phải", "đang", "kịp thời", "chủ động"] {
        if let Some(c) = cut.strip_suffix(particle) {
            cut = c.trim_end();
        }
    }
    let starts = cut.char_indices().filter(|(p, c)| c.is_uppercase() && (*p == 0 || cut[..*p].ends_with([' ', '(', '"']))).map(|(p, _)| p);
    for s in starts {
        let Some(b) = issuer::body(&cut[s..], home) else { continue };
        let reaches = s + b.len == cut.len();
        // "Trung tâm Chính trị Quận đã ban hành", "UBND Quận xây dựng"
        if reaches && (b.name.is_some() || b.territory.is_some() || b.level != "any") && !by_other(&low[..s]) {
            r.issuer_at = Some(base + s..base + s + b.len);
            r.issuer = Some(b);
            break;
        }
    }
    if r.issuer_at.is_some() && r.date.is_none() && r.kind == RefKind::Numbered {
        // "Ngày D, UBND Quận ban hành …"
        let subject = r.issuer_at.as_ref().map_or(0, |a| a.start);
        let i = ctx.dates.partition_point(|d| d.at.end <= subject);
        if let Some(d) = i.checked_sub(1).and_then(|i| ctx.dates.get(i))
            && subject - d.at.end <= 3
            && d.at.start >= r.sentence.start
            && date_at(ctx, d.at.start).is_some()
            && text[d.at.clone()].starts_with("Ngày")
        {
            r.date = Some(i - 1);
        }
    }
}

fn by_other(low: &str) -> bool {
    low.trim_end().ends_with("của") || low.trim_end().ends_with("theo")
}

fn find_word_back(low: &str, word: &str) -> Option<usize> {
    low.rmatch_indices(word)
        .map(|(i, _)| i)
        .find(|i| !low[..*i].ends_with(char::is_alphanumeric) && !low[i + word.len()..].starts_with(char::is_alphanumeric))
}

/// "UBND Quận đã báo cáo … (Báo cáo số 63/BC-UBND …)": a document in brackets is the sentence's subject's.
fn in_brackets(ctx: &Context, home: &Home, r: &mut RefAt) {
    let text = ctx.text();
    if r.kind != RefKind::Numbered || !text[..r.at.start].trim_end().ends_with('(') {
        return;
    }
    let lead = &text[r.sentence.start.min(r.at.start)..r.at.start];
    let mut found: Option<issuer::Body> = None;
    for (i, c) in lead.char_indices() {
        if !c.is_uppercase() || !(i == 0 || lead[..i].ends_with(' ')) || lead[..i].ends_with("của ") {
            continue;
        }
        if let Some(b) = issuer::body(&lead[i..], home)
            .filter(|b| b.name.as_deref().is_some_and(|n| n.starts_with("Ủy ban nhân dân") || n.starts_with("Hội đồng nhân dân")))
        {
            if found.as_ref().is_some_and(|f| f.name != b.name) {
                return;
            }
            found = Some(b);
        }
    }
    r.issuer = found;
}

/// The author of a bibliography entry: "Quận ủy Tây Hồ (2022). Chương trình số …".
fn author(ctx: &Context, home: &Home, r: &mut RefAt) {
    if ctx.header.form == Form::Administrative {
        return;
    }
    let text = ctx.text();
    let block = &ctx.doc.blocks[ctx.doc.block_at(r.at.start)];
    let lead = &text[block.body..r.at.start.max(block.body)];
    let Some(b) = issuer::body(lead, home) else { return };
    let rest = lead[b.len..].trim_start();
    if rest.starts_with('(') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) && rest.len() < 12 {
        r.issuer_at = Some(block.body..block.body + b.len);
        r.issuer = Some(b);
    }
}
