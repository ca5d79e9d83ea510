//! Mentions beside each other: asides in brackets, lists, and from which mention a further member of a list takes its relation.

use super::cue;
use crate::extract::Context;
use crate::extract::reference::{RefAt, after, before};
use crate::model::RefKind;
use crate::text::fold::lower;

/// Whether a mention only stands beside the sentence: "(Báo cáo số 63/BC-UBND)", "(sau đây viết tắt là Chỉ thị 15)".
pub(super) fn aside(text: &str, r: &RefAt) -> bool {
    let lead = before(text, r.at.start, 60).trim_end_matches([' ', '“', '"']);
    if lead.ends_with('(') {
        return r.kind == RefKind::Numbered && r.head.is_some();
    }
    let low = lower(lead);
    ["viết tắt là", "gọi tắt là", "gọi là", "gọi chung là"].iter().any(|w| low.ends_with(w))
}

/// The mention before `i` that it may be coordinated with or depend on, and the text between them: not an aside whose bracket is closed.
pub(super) fn previous<'t>(ctx: &'t Context, refs: &[RefAt], i: usize, start: usize) -> Option<(usize, &'t str)> {
    let text = ctx.text();
    let r = &refs[i];
    let mut closed = 0;
    for p in (0..i).rev() {
        let o = &refs[p];
        if o.at.start < start {
            break;
        }
        if o.at.end > r.at.start || o.kind == RefKind::SelfMention {
            continue;
        }
        if aside(text, o)
            && let Some(bracket) = text[o.at.end..r.at.start].find(')')
        {
            closed = closed.max(o.at.end + bracket + 1);
            continue;
        }
        let mut tail = tail_end(ctx, o);
        if tail > r.at.start {
            // an issuer that it shares with a later mention stands behind that one
            tail = o.date.map_or(o.at.end, |d| ctx.dates[d].at.end.max(o.at.end)).min(r.at.start);
        }
        let between = &text[tail.max(closed).min(r.at.start)..r.at.start];
        return Some((p, without_bracket(between)));
    }
    None
}

/// The text without a bracket that belongs to what stands before: "(nay là Bộ Nông nghiệp và Môi trường) về việc …".
fn without_bracket(between: &str) -> &str {
    let inner = between.trim_start().strip_prefix('(');
    inner.and_then(|i| i.find(')').filter(|close| *close < 160).map(|close| &i[close + 1..])).unwrap_or(between)
}

/// Where a mention ends with its date and issuer.
pub(super) fn tail_end(ctx: &Context, r: &RefAt) -> usize {
    let date = r.date.map_or(r.at.end, |d| ctx.dates[d].at.end);
    let issuer = r.issuer_at.as_ref().map_or(r.at.end, |a| a.end);
    let mut end = r.at.end;
    for e in [date, issuer] {
        if e > end && e - r.at.end < 260 {
            end = e;
        }
    }
    end
}

/// Only separators, list words, pinpoints between two mentions.
pub(super) fn coordinated(between: &str) -> bool {
    let low = lower(between);
    let bare = low.trim_matches([' ', ',', ';', '(', ')', '-']);
    bare.is_empty()
        || matches!(bare, "và" | "số" | "và số" | "cùng" | "hoặc" | "cùng với" | "các" | "và các" | "đồng thời" | "và của")
        || (bare.starts_with("và ")
            || bare.starts_with("điều ")
            || bare.starts_with("khoản ")
            || bare.starts_with("điểm ")
            || bare.starts_with("của ") && bare.len() < 40)
            && cue::last(bare).is_none()
            && bare.len() < 60
}

/// The mention that `r`, a further member of a list after `p`, takes its relation from.
///
/// Coordinated members share parent and relation with the mention of their own type; after a semicolon, and where the types differ, a
/// member belongs to the list that the sentence began, not to the title of the mention before.
pub(super) fn joins(ctx: &Context, refs: &[RefAt], p: usize, r: &RefAt, between: &str) -> Option<usize> {
    let low = lower(between);
    let parted = low.contains(';');
    if coordinated(between) {
        // "Quyết định … phê duyệt Đề án A và Kế hoạch số 5": a number stands beside the number
        if refs[p].kind == RefKind::TitleOnly && r.kind == RefKind::Numbered && refs[p].from.is_some() {
            return Some(same_type(refs, p, r).filter(|j| *j != p).unwrap_or_else(|| root(refs, p)));
        }
        if refs[p].from.is_none() || !parted && (refs[p].code == r.code || refs[p].kind != RefKind::ShortName) {
            return (!parted || !begins_clause(ctx, r)).then_some(p);
        }
        let same = if parted { None } else { same_type(refs, p, r) };
        return Some(same.unwrap_or_else(|| root(refs, p)));
    }
    let bare = low.trim_end_matches([' ', '(']);
    let bare = bare.strip_suffix("các").unwrap_or(bare).trim_end();
    let by_and = bare.strip_suffix("và").map(str::trim_end);
    if by_and.unwrap_or(bare).ends_with(';') {
        return (!begins_clause(ctx, r)).then(|| root(refs, p));
    }
    // "Quyết định A phê duyệt Đề án … và Thông tư B"
    (by_and.is_some() && about(&low)).then(|| same_type(refs, p, r).unwrap_or_else(|| root(refs, p)))
}

/// Whether the words between end in an "và" that coordinates `r` with the mention before, not with the object of a verb in its title:
/// "… phê duyệt Quy hoạch Thủ đô Hà Nội … và" Nghị quyết số 18.
pub(super) fn beside(low: &str) -> bool {
    let Some(lead) = low.trim_end().trim_end_matches("số").trim_end().strip_suffix("và") else { return false };
    cue::last(lead).is_none_or(|c| lead[c.end..].split_whitespace().count() > 4)
}

/// The mention whose title or modifier `p` stands in, at the top.
fn root(refs: &[RefAt], mut p: usize) -> usize {
    while let Some(up) = refs[p].from.filter(|up| *up < p) {
        p = up;
    }
    p
}

/// `p` or what it stands in, the first of the same type as `r`.
pub(super) fn same_type(refs: &[RefAt], p: usize, r: &RefAt) -> Option<usize> {
    let mut at = Some(p);
    while let Some(i) = at {
        if refs[i].code == r.code {
            return Some(i);
        }
        at = refs[i].from.filter(|up| *up < i);
    }
    None
}

/// Whether what follows a mention is its title or subject: "về việc …", "phê duyệt …", "quy định …".
pub(super) fn about(low: &str) -> bool {
    const VERBS: [&str; 24] = [
        "về ",
        "v/v",
        "“",
        "\"",
        "quy định",
        "hướng dẫn",
        "sửa đổi",
        "bổ sung",
        "ban hành",
        "phê duyệt",
        "thống nhất",
        "thông qua",
        "thực hiện",
        "triển khai",
        "thay thế",
        "bãi bỏ",
        "đính chính",
        "công bố",
        "giao",
        "thi hành",
        "theo",
        "báo cáo",
        "tăng cường",
        "đẩy mạnh",
    ];
    let low = low.trim_start_matches([' ', ',', ')', '(']);
    VERBS.iter().any(|v| low.starts_with(v))
}

/// Whether a mention is the subject of a clause of its own: "…; Thông tư 01 cũng chưa được cập nhật".
fn begins_clause(ctx: &Context, r: &RefAt) -> bool {
    let tail = lower(after(ctx.text(), tail_end(ctx, r), 24));
    let word = tail.trim_start().split([' ', ',', '.']).next().unwrap_or("");
    matches!(word, "cũng" | "chưa" | "đã" | "còn" | "vẫn" | "không" | "là" | "đang" | "sẽ" | "có" | "thì" | "phải" | "cần")
}
