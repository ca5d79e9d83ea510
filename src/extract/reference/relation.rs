//! How the citing document stands to the cited one: the cue phrase before the mention. GUIDELINES §1.8.
//!
//! The nearest cue in the sentence decides; coordinated mentions (`A, B và C`) share it. A mention that stands in the title or modifier of
//! another (`Quyết định … ban hành Kế hoạch …`, `Luật sửa đổi … của Luật X`) depends on that other.

use super::{Context, RefAt, after, before};
use crate::lexicon::cues;
use crate::model::{RefKind, Relation};
use crate::text::clip_start;
use crate::text::fold::lower;

pub(super) fn all(ctx: &Context, refs: &mut [RefAt]) {
    for i in 0..refs.len() {
        if refs[i].kind == RefKind::SelfMention {
            continue;
        }
        let (relation, from) = decide(ctx, refs, i);
        refs[i].relation = relation;
        refs[i].from = from;
        if matches!(relation, Relation::Amends | Relation::Replaces | Relation::Repeals) {
            refs[i].proposed = proposed(ctx, &refs[i]);
        }
    }
}

fn decide(ctx: &Context, refs: &[RefAt], i: usize) -> (Relation, Option<usize>) {
    let text = ctx.text();
    let r = &refs[i];
    // inside another mention
    if let Some(outer) = (0..i)
        .rev()
        .take(6)
        .find(|j| refs[*j].at.end >= r.at.end && refs[*j].at.start < r.at.start && refs[*j].kind != RefKind::SelfMention)
    {
        let lead = lower(&text[refs[outer].at.start..r.at.start]);
        let relation = last_cue(&lead).map_or(Relation::Implements, |(_, c)| c);
        return (if lead.contains("sửa đổi") { Relation::Amends } else { relation }, Some(outer));
    }
    if r.in_name || text[..r.at.start].trim_end().ends_with('(') && r.kind == RefKind::Numbered && r.head.is_some() {
        return (Relation::Cites, None);
    }
    let start = clip_start(text, r.sentence.start.max(r.at.start.saturating_sub(1600)).min(r.at.start));
    let previous = (0..i)
        .rev()
        .take_while(|j| refs[*j].at.start >= start)
        .find(|j| refs[*j].at.end <= r.at.start && refs[*j].kind != RefKind::SelfMention);
    if let Some(p) = previous {
        let mut tail_start = tail_end(ctx, &refs[p]);
        if tail_start > r.at.start {
            // an issuer that it shares with a later mention stands behind that one
            tail_start = refs[p].date.map_or(refs[p].at.end, |d| ctx.dates[d].at.end.max(refs[p].at.end)).min(r.at.start);
        }
        {
            let between = &text[tail_start..r.at.start];
            if let Some(nested) = depends(refs, p, between, r) {
                return nested;
            }
            if coordinated(between) {
                // a list: the same cue, and the same parent unless a semicolon or another type of document parts them
                if refs[p].from.is_none() {
                    return (refs[p].relation, None);
                }
                if !between.contains(';') && (refs[p].code == r.code || refs[p].kind != RefKind::ShortName) {
                    return (refs[p].relation, refs[p].from);
                }
            }
        }
    }
    (plain(ctx, refs, r, start, previous), None)
}

/// Where a mention ends with its date and issuer.
fn tail_end(ctx: &Context, r: &RefAt) -> usize {
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
fn coordinated(between: &str) -> bool {
    let low = lower(between);
    let bare = low.trim_matches([' ', ',', ';', '(', ')', '-']);
    bare.is_empty()
        || matches!(bare, "và" | "số" | "và số" | "cùng" | "hoặc" | "cùng với" | "các" | "và các" | "đồng thời" | "và của")
        || (bare.starts_with("và ")
            || bare.starts_with("điều ")
            || bare.starts_with("khoản ")
            || bare.starts_with("điểm ")
            || bare.starts_with("của ") && bare.len() < 40)
            && last_cue(bare).is_none()
            && bare.len() < 60
}

/// A mention in the modifier of the one before it: "… về việc ban hành X", "… quy định chi tiết Luật X", "… theo Nghị quyết Y".
fn depends(refs: &[RefAt], p: usize, between: &str, r: &RefAt) -> Option<(Relation, Option<usize>)> {
    let low = lower(between);
    if low.contains([';', '.']) || low.len() > 420 {
        return None;
    }
    let about = low.trim_start_matches([' ', ',', ')', '(']);
    let cue = last_cue(&low);
    let opens = about.starts_with("về ") || about.starts_with("v/v") || about.starts_with('“') || about.starts_with('"');
    let verb = [
        "quy định chi tiết",
        "hướng dẫn",
        "sửa đổi",
        "bổ sung",
        "ban hành",
        "phê duyệt",
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
        "quy định",
    ]
    .iter()
    .any(|v| about.starts_with(v));
    if !opens && !verb {
        return None;
    }
    // "được sửa đổi, bổ sung bởi …" names a document beside, not inside
    if about.contains("bởi") || about.starts_with("được") {
        return None;
    }
    // a new clause after a comma with its own subject
    if low.contains(", ubnd") || low.contains(", ủy ban nhân dân") || low.contains(", sở ") || low.contains(" đã ban hành") {
        return None;
    }
    let relation = match cue {
        Some((_, Relation::Basis)) => return None,
        Some((_, c)) => {
            // "theo" after a document: A rests on B
            if about.starts_with("theo") { Relation::Basis } else { c }
        }
        None if r.kind == RefKind::TitleOnly && opens && refs[p].kind == RefKind::Numbered => Relation::Approves,
        None => return None,
    };
    let relation = if relation == Relation::Cites && r.kind == RefKind::TitleOnly { Relation::Approves } else { relation };
    Some((relation, Some(p)))
}

/// The last cue of a folded text.
fn last_cue(low: &str) -> Option<(usize, Relation)> {
    cues::find(low).filter(|(s, e, c)| counts(low, *s, *e, &c.phrase)).last().map(|(s, _, c)| (s, c.relation))
}

/// Phrases that hold a cue's words and are none.
fn counts(low: &str, start: usize, end: usize, phrase: &str) -> bool {
    let next = low[end..].trim_start();
    let lead = low[..start].trim_end();
    match phrase {
        "theo" => {
            !lead.ends_with("tiếp")
                && !lead.ends_with("kèm")
                && !["dõi", "hướng", "đó", "thẩm quyền", "định kỳ", "đúng", "nhu cầu", "chức năng", "phân cấp", "từng", "lĩnh vực", "ngành"]
                    .iter()
                    .any(|w| next.starts_with(w))
        }
        "ban hành" => !next.starts_with("kèm") && !lead.ends_with("được") && !lead.ends_with("do") && near_end(next),
        "chấp hành" => !lead.ends_with("ban"),
        "xây dựng" => !lead.ends_with("bộ") && !lead.ends_with("sở") && !lead.ends_with("đầu tư") && near_end(next),
        "sửa đổi" | "bổ sung" | "thay thế" => {
            // "được sửa đổi, bổ sung bởi …" names a document beside
            let bare = lead.trim_end_matches("sửa đổi,").trim_end_matches("sửa đổi").trim_end().trim_end_matches("đã").trim_end();
            !next.starts_with("bởi") && !next.starts_with("tại") && !bare.ends_with("được") && !bare.ends_with("đã được")
        }
        "hướng dẫn" => !lead.ends_with("theo") && !lead.ends_with("văn bản") && !next.starts_with("số"),
        "tiêu chuẩn" => next.is_empty() || next.starts_with("quốc gia"),
        "căn cứ" => !lead.ends_with("làm"),
        _ => true,
    }
}

/// Whether only pinpoints and list words stand between an amending cue and the mention.
fn points_at(between: &str) -> bool {
    const ALLOWED: &[&str] = &[
        "văn", "bản", "sau", "đây", "như", "gồm", "nêu", "những", "trước", "vào", "bằng", "mẫu", "biểu", "danh", "tên", "gọi", "trong",
        "trích", "yếu", "này", "một", "số", "điều", "khoản", "điểm", "nội", "dung", "của", "các", "phụ", "lục", "mục", "chương", "quy",
        "định", "chế", "và", "toàn", "bộ", "phần", "tại", "kèm", "theo", "ban", "hành", "đối", "với", "cụm", "từ", "tên", "đổi", "bổ",
        "sung", "sửa", "thay", "thế", "bãi", "bỏ",
    ];
    between.split([' ', ',', ';', '(', ')', '"', '“', '”']).filter(|w| !w.is_empty()).all(|w| {
        ALLOWED.contains(&w)
            || w.chars().count() <= 4
                && (w.chars().any(|c| c.is_ascii_digit()) || w.chars().count() == 1 || w.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
    }) || between.split(' ').filter(|w| !w.is_empty()).count() <= 3
}

/// An issuing verb counts only close before the mention; "xây dựng chính quyền điện tử" issues nothing.
fn near_end(next: &str) -> bool {
    next.split(' ').filter(|w| !w.is_empty()).count() <= 8 && !next.contains(',')
}

/// The relation of a mention that stands for itself in its sentence.
fn plain(ctx: &Context, refs: &[RefAt], r: &RefAt, start: usize, previous: Option<usize>) -> Relation {
    let text = ctx.text();
    let lead = &text[start..r.at.start];
    let low = lower(lead);
    // after the mention, or after the list it stands in: "… hết hiệu lực", "… được thay thế bằng Quyết định này"
    if let Some(rel) = tail_relation(ctx, refs, r) {
        return rel;
    }
    let floor = previous.map_or(0, |p| tail_end(ctx, &refs[p]).saturating_sub(start).min(low.len()));
    let floor = if low.is_char_boundary(floor) && low.len() == lead.len() { floor } else { 0 };
    let own = &low[floor..];
    let all: Vec<(usize, Relation, String)> =
        cues::find(&low).filter(|(s, e, c)| counts(&low, *s, *e, &c.phrase)).map(|(s, _, c)| (s, c.relation, c.phrase.clone())).collect();
    // an amending cue reaches over pinpoints and "ban hành kèm theo"
    let amending = all.iter().rev().find(|(s, rel, p)| {
        *s >= floor
            && matches!(rel, Relation::Amends | Relation::Replaces | Relation::Repeals)
            && points_at(low.get(s + p.len()..).unwrap_or(""))
    });
    if let Some((_, rel, _)) = amending {
        return *rel;
    }
    let near = all.iter().rev().find(|(s, ..)| *s >= floor);
    // no cue of its own: a further member of the list that the sentence began
    if near.is_none()
        && let Some(p) = previous
    {
        let start = r.sentence.start;
        let head = (p.saturating_sub(40)..=p)
            .rev()
            .find(|j| refs[*j].from.is_none() && refs[*j].at.start >= start && refs[*j].kind != RefKind::SelfMention);
        if let Some(j) = head {
            return refs[j].relation;
        }
    }
    let Some((at, relation, phrase)) = near.or_else(|| all.first()) else {
        return if low.trim().is_empty() && bibliography(ctx, r) { Relation::Cites } else { continued(ctx, refs, r, previous) };
    };
    let gap = own.len() + floor - at;
    let sentence_initial = low.trim_start_matches(['-', '+', ' ', '*', '(', '•']).starts_with(phrase.as_str());
    // "Kế hoạch tuyên truyền": a cue inside the type's own subject, far away, is weak
    if gap > 260 && !sentence_initial {
        return Relation::Cites;
    }
    match relation {
        Relation::Approves => {
            // the document at hand issues or approves: for its own mentions that is a citation, for "phê duyệt" an approval
            if phrase == "phê duyệt" && previous.is_none() && !low.contains("ban hành") { Relation::Approves } else { Relation::Cites }
        }
        // only where nothing but pinpoints stands between: "sửa đổi các quy định … thống nhất với Luật X" amends nothing
        Relation::Amends | Relation::Replaces | Relation::Repeals => {
            let end = (*at + phrase.len()).min(low.len());
            if points_at(&low[end..]) { *relation } else { Relation::Cites }
        }
        Relation::Guides => {
            if low.contains("các văn bản") || low.contains("văn bản hướng dẫn") {
                Relation::Cites
            } else {
                Relation::Guides
            }
        }
        Relation::ReportsOn => Relation::ReportsOn,
        Relation::Implements => {
            // "báo cáo kết quả … thực hiện", "tình hình thực hiện" report; "ban hành X để triển khai" cites X by its first verb
            // "sơ kết 03 năm thực hiện X" reports on X
            let lead = &low[clip_start(&low, at.saturating_sub(48))..*at];
            let lead = lead.rsplit([',', ';']).next().unwrap_or("");
            let reviewed = ["sơ kết", "tổng kết", "kết quả", "tình hình"].iter().any(|w| lead.contains(w))
                && matches!(phrase.as_str(), "thực hiện" | "triển khai" | "thi hành");
            // "quy định chi tiết … và biện pháp thi hành X" explains X
            let explains = all.iter().any(|(s, rel, _)| *rel == Relation::Guides && s < at && at - s < 110 && *s >= floor);
            if explains && matches!(phrase.as_str(), "thi hành" | "thực hiện" | "quy định tại") {
                return Relation::Guides;
            }
            let reports = reviewed
                || ["kết quả", "tình hình", "sơ kết", "tổng kết"].iter().any(|w| {
                    low[..*at].trim_end().ends_with(w)
                        || own.contains(&format!("{w} thực hiện"))
                        || own.contains(&format!("{w} triển khai"))
                });
            if reports {
                Relation::ReportsOn
            } else if matches!(phrase.as_str(), "triển khai" | "thực hiện") && issued_first(&low, *at) {
                Relation::Cites
            } else {
                Relation::Implements
            }
        }
        Relation::Basis => Relation::Basis,
        Relation::Cites => {
            // "tăng cường quán triệt, tuyên truyền": the list's first verb
            all.iter()
                .rev()
                .find(|(s, rel, p)| *s < *at && *rel == Relation::Implements && at - s < 40 && p == "quán triệt")
                .map_or(Relation::Cites, |_| Relation::Implements)
        }
    }
}

/// What is said behind a mention or the list it stands in.
fn tail_relation(ctx: &Context, refs: &[RefAt], r: &RefAt) -> Option<Relation> {
    let text = ctx.text();
    let mut end = tail_end(ctx, r);
    let after_it = refs.partition_point(|o| o.at.start < r.at.end);
    for next in refs[after_it..].iter().take(12) {
        if next.at.start < end || !coordinated(&text[end..next.at.start]) {
            break;
        }
        end = tail_end(ctx, next);
    }
    let tail = lower(after(text, end, 90));
    let tail = tail.trim_start_matches([' ', ',', ')']);
    let tail = tail.strip_prefix("đều ").or_else(|| tail.strip_prefix("sẽ ")).unwrap_or(tail);
    if ["hết hiệu lực", "bị bãi bỏ", "được bãi bỏ", "không còn hiệu lực", "bãi bỏ", "bị hủy bỏ", "trái với"]
        .iter()
        .any(|w| tail.starts_with(w))
    {
        return Some(Relation::Repeals);
    }
    (tail.starts_with("được thay thế b") || tail.starts_with("được thay b") || tail.starts_with("bị thay thế b"))
        .then_some(Relation::Replaces)
}

/// "đã ban hành và triển khai X": the first verb decides.
fn issued_first(low: &str, at: usize) -> bool {
    let lead = low[..at].trim_end();
    let lead = lead.trim_end_matches("tổ chức").trim_end();
    let lead = lead.strip_suffix("và").map_or(lead, str::trim_end);
    lead.ends_with("ban hành") || lead.ends_with("xây dựng")
}

/// No cue in the sentence: a list under a lead-in ("Căn cứ:", "thực hiện các văn bản sau:") takes the lead-in's.
fn continued(ctx: &Context, refs: &[RefAt], r: &RefAt, previous: Option<usize>) -> Relation {
    if let Some(p) = previous {
        return refs[p].relation;
    }
    let index = ctx.doc.block_at(r.at.start);
    let block = &ctx.doc.blocks[index];
    if block.body == block.start {
        return Relation::Cites;
    }
    for i in (index.saturating_sub(12)..index).rev() {
        let text = ctx.doc.block_text(&ctx.doc.blocks[i]);
        if text.trim_end().ends_with(':') {
            let low = lower(before(text, text.len(), 200));
            return match last_cue(&low) {
                Some((
                    _,
                    rel @ (Relation::Basis | Relation::Implements | Relation::ReportsOn | Relation::Repeals | Relation::Replaces),
                )) => rel,
                _ => Relation::Cites,
            };
        }
        if ctx.doc.blocks[i].body == ctx.doc.blocks[i].start {
            break;
        }
    }
    Relation::Cites
}

fn bibliography(ctx: &Context, r: &RefAt) -> bool {
    ctx.header.form != crate::model::Form::Administrative && r.issuer_at.is_some()
}

/// Only proposed: "đề nghị sửa đổi", "trình … sửa đổi", "nghiên cứu, đề xuất".
fn proposed(ctx: &Context, r: &RefAt) -> bool {
    let lead = lower(&ctx.text()[r.sentence.start.min(r.at.start)..r.at.start]);
    ["đề nghị", "đề xuất", "kiến nghị", "tham mưu", "sớm trình", "nghiên cứu", "xem xét", "trình "].iter().any(|w| lead.contains(w))
        && !lead.contains("tờ trình")
}
