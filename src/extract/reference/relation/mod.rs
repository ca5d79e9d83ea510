//! How the citing document stands to the cited one: the cue phrase before the mention. GUIDELINES §1.8.
//!
//! | file | does |
//! |---|---|
//! | `cue` | the cue phrases, and what makes one count |
//! | `list` | asides, lists, and whose relation a further member takes |
//! | this | decides: inside another mention, aside, changed by it, in its title, in a list with it, or by the nearest cue |

mod cue;
mod list;

use self::list::{previous, tail_end};
use super::{Context, RefAt, after, before};
use crate::model::{RefKind, Relation};
use crate::text::clip_start;
use crate::text::fold::lower;

/// Marks before the first word of a sentence.
const MARKS: [char; 6] = ['-', '+', ' ', '*', '(', '•'];

/// What is told of a mention: the relation, the mention it stands under, whether that one is the object ("X được sửa đổi bởi Y").
struct Told {
    relation: Relation,
    from: Option<usize>,
    passive: bool,
}

impl Told {
    fn of_document(relation: Relation) -> Self {
        Self { relation, from: None, passive: false }
    }

    fn under(relation: Relation, from: usize) -> Self {
        Self { relation, from: Some(from), passive: false }
    }
}

pub(super) fn all(ctx: &Context, refs: &mut [RefAt]) {
    for i in 0..refs.len() {
        if refs[i].kind == RefKind::SelfMention {
            continue;
        }
        let told = decide(ctx, refs, i);
        let r = &mut refs[i];
        (r.relation, r.from, r.passive) = (told.relation, told.from, told.passive);
        if matches!(told.relation, Relation::Amends | Relation::Replaces | Relation::Repeals) && !told.passive {
            refs[i].proposed = proposed(ctx, &refs[i]);
        }
    }
}

fn decide(ctx: &Context, refs: &[RefAt], i: usize) -> Told {
    let text = ctx.text();
    let r = &refs[i];
    if let Some(outer) = around(refs, i) {
        let lead = lower(&text[refs[outer].at.start..r.at.start]);
        let relation = if lead.contains("sửa đổi") { Relation::Amends } else { cue::inside(&lead).unwrap_or(Relation::Implements) };
        return Told::under(relation, outer);
    }
    if r.in_name || list::aside(text, r) {
        return Told::of_document(Relation::Cites);
    }
    let start = clip_start(text, r.sentence.start.max(r.at.start.saturating_sub(1600)).min(r.at.start));
    let before = previous(ctx, refs, i, start);
    if let Some((p, between)) = before {
        if let Some(told) = changed_by(refs, p, between, r) {
            return told;
        }
        if let Some(told) = depends(refs, p, between, r) {
            return told;
        }
        if let Some(j) = list::joins(ctx, refs, p, r, between) {
            return Told { relation: refs[j].relation, from: refs[j].from, passive: refs[j].passive };
        }
    }
    Told::of_document(plain(ctx, refs, r, start, before))
}

/// The mention that mention `i` stands in.
fn around(refs: &[RefAt], i: usize) -> Option<usize> {
    let at = &refs[i].at;
    (0..i).rev().take(6).find(|j| refs[*j].at.end >= at.end && refs[*j].at.start < at.start && refs[*j].kind != RefKind::SelfMention)
}

/// "Luật A được sửa đổi, bổ sung bởi Luật B": B changes A. A document is changed by one of its own type.
fn changed_by(refs: &[RefAt], p: usize, between: &str, r: &RefAt) -> Option<Told> {
    const CHANGED: [(&str, Relation); 7] = [
        ("được sửa đổi", Relation::Amends),
        ("được bổ sung", Relation::Amends),
        ("được đính chính", Relation::Amends),
        ("được thay thế", Relation::Replaces),
        ("bị thay thế", Relation::Replaces),
        ("được bãi bỏ", Relation::Repeals),
        ("bị bãi bỏ", Relation::Repeals),
    ];
    let low = lower(between);
    let (at, word, relation) = CHANGED.iter().filter_map(|(w, rel)| Some((low.rfind(w)?, *w, *rel))).max_by_key(|(at, ..)| *at)?;
    let rest = &low[at + word.len()..];
    let (_, by) = ["bởi", "tại", "theo", "bằng"].iter().filter_map(|w| rest.split_once(w)).min_by_key(|(lead, _)| lead.len())?;
    if rest.contains([';', '.']) || rest.len() > 120 || by.trim().len() > 60 {
        return None;
    }
    let object = if refs[p].passive { refs[p].from } else { None };
    let from = object.or_else(|| list::same_type(refs, p, r)).unwrap_or(p);
    Some(Told { relation, from: Some(from), passive: true })
}

/// A mention in the modifier of the one before it: "… về việc ban hành X", "… quy định chi tiết Luật X", "… theo Nghị quyết Y".
fn depends(refs: &[RefAt], p: usize, between: &str, r: &RefAt) -> Option<Told> {
    let low = lower(between);
    if low.contains([';', '.']) || low.len() > 420 || !list::about(&low) || list::beside(&low) {
        return None;
    }
    // a new clause after a comma with its own subject
    if low.contains(", ubnd") || low.contains(", ủy ban nhân dân") || low.contains(", sở ") || low.contains(" đã ban hành") {
        return None;
    }
    let about = low.trim_start_matches([' ', ',', ')', '(']);
    let titled = about.starts_with("về ") || about.starts_with("v/v") || about.starts_with(['“', '"']);
    let relation = match cue::inside(&low) {
        Some(Relation::Basis) => return None,
        // "theo" after a document: A rests on B
        Some(_) if about.starts_with("theo") => Relation::Basis,
        Some(Relation::Cites) if r.kind == RefKind::TitleOnly => Relation::Approves,
        Some(relation) => relation,
        None if r.kind == RefKind::TitleOnly && titled && refs[p].kind == RefKind::Numbered => Relation::Approves,
        None => return None,
    };
    Some(Told::under(relation, p))
}

/// The relation of a mention that stands for itself in its sentence.
fn plain(ctx: &Context, refs: &[RefAt], r: &RefAt, start: usize, previous: Option<(usize, &str)>) -> Relation {
    let text = ctx.text();
    let lead = &text[start..r.at.start];
    let low = lower(lead);
    // after the mention, or after the list it stands in: "… hết hiệu lực", "… được thay thế bằng Quyết định này"
    if let Some(relation) = told_behind(ctx, refs, r) {
        return relation;
    }
    // cues before the previous mention, and in its title up to a semicolon, are that one's
    let own_from = previous.map_or(0, |(_, between)| lead.len() - between.rfind(';').map_or(between.len(), |i| between.len() - i - 1));
    let floor = if low.len() == lead.len() && low.is_char_boundary(own_from) { own_from } else { 0 };
    let own = &low[floor..];
    let all = cue::all(&low);
    if let Some(relation) = cue::changing(&low, &all, floor) {
        return relation;
    }
    // "quán triệt, triển khai các văn bản …, nhất là:" takes every member of its list
    let tail = low.trim_end();
    let enumerates = tail.ends_with([':']) || tail.ends_with("nhất là") || tail.ends_with("như");
    let main = if enumerates { all.iter().find(|c| c.start >= floor && c.relation == Relation::Implements) } else { None };
    let near = main.or_else(|| all.iter().rev().find(|c| c.start >= floor));
    // no cue of its own: a further member of the list that the sentence began; "… tại Tờ trình số …" is none
    if near.is_none()
        && let Some((p, between)) = previous
    {
        let clause = between.rsplit([',', ';', ':']).next().unwrap_or("");
        let clause = clause.rsplit(" và ").next().unwrap_or("");
        if clause.split_whitespace().count() > 4 || clause.trim_end().ends_with(" tại") {
            return Relation::Cites;
        }
        let head = (p.saturating_sub(40)..=p)
            .rev()
            .find(|j| refs[*j].from.is_none() && refs[*j].at.start >= r.sentence.start && refs[*j].kind != RefKind::SelfMention);
        if let Some(j) = head {
            return refs[j].relation;
        }
    }
    let Some(near) = near.or_else(|| all.first()) else {
        let listed = low.trim().is_empty() && bibliography(ctx, r);
        return if listed { Relation::Cites } else { continued(ctx, refs, r, previous) };
    };
    let initial = |c: &cue::At| low[..c.start].trim_start_matches(MARKS).is_empty();
    // "Kế hoạch tuyên truyền": a cue inside the type's own subject, far away, is weak
    if low.len() - near.start > 260 && !low.trim_start_matches(MARKS).starts_with(near.phrase) {
        return Relation::Cites;
    }
    let earlier = |within: usize| all.iter().rev().filter(move |c| c.start < near.start && near.start - c.end < within);
    match near.relation {
        // the document at hand issues or approves: for its own mentions that is a citation, for "phê duyệt" an approval
        Relation::Approves if near.phrase == "phê duyệt" && previous.is_none() && !low.contains("ban hành") => Relation::Approves,
        // "Ban hành kèm theo Quyết định này Quy chế …"
        Relation::Approves if r.kind == RefKind::TitleOnly && near.phrase == "ban hành kèm theo" && tail.ends_with("này") => {
            Relation::Approves
        }
        // "theo Phụ lục III ban hành kèm theo Nghị định …"
        Relation::Approves if near.phrase == "ban hành kèm theo" && earlier(60).any(|c| c.relation == Relation::Implements) => {
            Relation::Implements
        }
        Relation::Approves => Relation::Cites,
        Relation::Implements if main.is_some() => Relation::Implements,
        // nothing but pinpoints may stand between: "sửa đổi các quy định … thống nhất với Luật X" amends nothing
        Relation::Amends | Relation::Replaces | Relation::Repeals => Relation::Cites,
        Relation::Guides if low.contains("các văn bản") || generic(&low) => Relation::Cites,
        Relation::Implements => {
            // "quy định chi tiết … và biện pháp thi hành X" explains X
            if cue::carries_out(near.phrase) && earlier(110).any(|c| c.relation == Relation::Guides && c.start >= floor) {
                Relation::Guides
            } else if reviews(&low, own, near) {
                Relation::ReportsOn
            } else if matches!(near.phrase, "triển khai" | "thực hiện") && issued_first(&low, near.start) {
                Relation::Cites
            } else if near.phrase == "theo" && initial(near) {
                // "Theo Nghị định 30, số trang …" tells what it says
                Relation::Cites
            } else {
                Relation::Implements
            }
        }
        Relation::Cites => {
            // what is "quy định tại X" is only cited, unless it is carried out: "theo quy định tại X", "thực hiện … quy định tại X"
            let ruled = near.phrase == "quy định tại"
                && earlier(48).any(|c| c.relation == Relation::Implements && !(c.phrase == "theo" && initial(c)));
            // "tăng cường quán triệt, tuyên truyền": the list's first verb
            let listed = near.phrase != "quy định tại" && earlier(40).any(|c| c.phrase == "quán triệt");
            if ruled || listed { Relation::Implements } else { Relation::Cites }
        }
        relation => relation,
    }
}

/// "văn bản hướng dẫn thi hành Luật X" as a kind of documents, not one that is to be made.
fn generic(low: &str) -> bool {
    low.find("văn bản hướng dẫn").is_some_and(|i| !["có", "ban hành", "xây dựng"].iter().any(|w| low[..i].trim_end().ends_with(w)))
}

/// "báo cáo kết quả … thực hiện X", "tình hình thực hiện X", "sơ kết 03 năm thực hiện X" report on X.
fn reviews(low: &str, own: &str, near: &cue::At) -> bool {
    const REVIEW: [&str; 4] = ["kết quả", "tình hình", "sơ kết", "tổng kết"];
    let lead = &low[clip_start(low, near.start.saturating_sub(48))..near.start];
    let lead = lead.rsplit([',', ';']).next().unwrap_or("");
    let verb = matches!(near.phrase, "thực hiện" | "triển khai" | "thi hành");
    verb && REVIEW.iter().any(|w| lead.contains(w))
        || REVIEW.iter().any(|w| {
            low[..near.start].trim_end().ends_with(w) || own.contains(&format!("{w} thực hiện")) || own.contains(&format!("{w} triển khai"))
        })
}

/// What is said behind a mention or the list it stands in.
fn told_behind(ctx: &Context, refs: &[RefAt], r: &RefAt) -> Option<Relation> {
    const ENDED: [&str; 7] = ["hết hiệu lực", "bị bãi bỏ", "được bãi bỏ", "không còn hiệu lực", "bãi bỏ", "bị hủy bỏ", "trái với"];
    let text = ctx.text();
    let mut end = tail_end(ctx, r);
    let after_it = refs.partition_point(|o| o.at.start < r.at.end);
    for next in refs[after_it..].iter().take(12) {
        if next.at.start < end || !list::coordinated(&text[end..next.at.start]) {
            break;
        }
        end = tail_end(ctx, next);
    }
    let tail = lower(after(text, end, 90));
    let tail = tail.trim_start_matches([' ', ',', ')']);
    let tail = tail.strip_prefix("đều ").or_else(|| tail.strip_prefix("sẽ ")).unwrap_or(tail);
    if ENDED.iter().any(|w| tail.starts_with(w)) {
        return Some(Relation::Repeals);
    }
    if tail.starts_with("được thay thế b") || tail.starts_with("được thay b") || tail.starts_with("bị thay thế b") {
        return Some(Relation::Replaces);
    }
    // the subject of the sentence, with its title between: "Thông tư số … quy định … hết hiệu lực kể từ ngày …"
    let lead = text[r.sentence.start.min(r.at.start)..r.at.start].trim_end();
    let subject = lead.len() < 8 && !lead.ends_with(char::is_alphabetic);
    let stop = r.sentence.end.min(refs[after_it..].iter().find(|o| o.kind != RefKind::SelfMention).map_or(usize::MAX, |o| o.at.start));
    if !subject || stop <= end {
        return None;
    }
    let rest = lower(after(text, end, (stop - end).min(600)));
    let (_, how) = rest.split_once("hết hiệu lực")?;
    ["kể từ", "từ ngày", "thi hành", "toàn bộ"].iter().any(|w| how.trim_start().starts_with(w)).then_some(Relation::Repeals)
}

/// "đã ban hành và triển khai X": the first verb decides.
fn issued_first(low: &str, at: usize) -> bool {
    let lead = low[..at].trim_end();
    let lead = lead.trim_end_matches("tổ chức").trim_end();
    let lead = lead.strip_suffix("và").map_or(lead, str::trim_end);
    lead.ends_with("ban hành") || lead.ends_with("xây dựng")
}

/// No cue in the sentence: a list under a lead-in ("Căn cứ:", "thực hiện các văn bản sau:") takes the lead-in's.
fn continued(ctx: &Context, refs: &[RefAt], r: &RefAt, previous: Option<(usize, &str)>) -> Relation {
    if let Some((p, _)) = previous {
        return refs[p].relation;
    }
    let index = ctx.doc.block_at(r.at.start);
    let block = &ctx.doc.blocks[index];
    if block.body == block.start {
        return wrapped(ctx, refs, r, index).unwrap_or(Relation::Cites);
    }
    for i in (index.saturating_sub(12)..index).rev() {
        let text = ctx.doc.block_text(&ctx.doc.blocks[i]);
        if text.trim_end().ends_with(':') {
            let low = lower(before(text, text.len(), 300));
            let found = cue::all(&low);
            // "Các Quyết định sau đây hết hiệu lực kể từ ngày … thi hành:"
            return match found.iter().find(|c| matches!(c.relation, Relation::Repeals | Relation::Replaces)).or(found.last()) {
                Some(c) if !matches!(c.relation, Relation::Approves | Relation::Amends | Relation::Guides) => c.relation,
                _ => Relation::Cites,
            };
        }
        if ctx.doc.blocks[i].body == ctx.doc.blocks[i].start {
            break;
        }
    }
    Relation::Cites
}

/// A list whose members stand on lines of their own: after "…;" the line goes on with what the line before began.
fn wrapped(ctx: &Context, refs: &[RefAt], r: &RefAt, index: usize) -> Option<Relation> {
    let block = &ctx.doc.blocks[index];
    let before = &ctx.doc.blocks[index.checked_sub(1)?];
    if r.at.start != block.start || !ctx.doc.block_text(before).trim_end().ends_with(';') {
        return None;
    }
    let first = refs.partition_point(|o| o.at.start < before.start);
    let head = refs[first..].iter().take_while(|o| o.at.start < before.end).find(|o| o.kind != RefKind::SelfMention)?;
    (head.from.is_none() && !list::aside(ctx.text(), head)).then_some(head.relation)
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
