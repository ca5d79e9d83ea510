//! Dates with their role. GUIDELINES §2, FIELD §4.
//!
//! Found first ([`find`]), before references, which take the dates that belong to them; the role of each is decided afterwards
//! ([`assign`]). A year that the text leaves open is taken from a neighbour, the year the document is about, or its date, in this
//! order, and marked as taken from context.

use std::ops::Range;

use super::frame::Frame;
use super::header::HeaderRead;
use super::reference::RefAt;
use super::{Context, DateAt};
use crate::grammar::date::{self, Value};
use crate::model::{DateRole, Form, RefKind};
use crate::text::fold::lower;
use crate::text::{BlockKind, Doc};
use crate::text::{clip_end, clip_start, in_capitals};

/// Every date of the document, roles still open.
#[must_use]
pub fn find(doc: &Doc, frame: &Frame, header: &HeaderRead) -> Vec<DateAt> {
    let text = doc.text();
    let mut zones: Vec<Range<usize>> = Vec::new();
    if let Some(at) = &header.date_at {
        zones.push(at.clone());
    }
    if let Some(t) = &frame.title {
        zones.push(t.clone());
    } else if let Some((_, s, e)) = header.header.field_spans.iter().find(|(f, ..)| f == "title") {
        zones.push(*s..*e);
    }
    zones.extend(frame.body.iter().map(|i| doc.blocks[*i].start..doc.blocks[*i].end));
    zones.sort_by_key(|z| z.start);
    zones.dedup_by(|b, a| b.start < a.end);
    let mut out = Vec::new();
    for zone in zones {
        for f in date::find(&text[zone.clone()]) {
            let at = zone.start + f.start..zone.start + f.end;
            // a year alone in brackets is a bibliography's
            let bracket = matches!(f.value, Value::Year(_)) && text[..at.start].ends_with('(') && text[at.end..].starts_with(')');
            if bracket && header.header.form == Form::Administrative {
                continue;
            }
            out.push(DateAt { at, value: f.value, role: DateRole::Period, from_context: false, recurring: None });
        }
    }
    fill(text, header, &mut out);
    out.retain(|d| d.value.iso().is_some());
    out
}

/// The year the document is about: the first one of its title, else that of its date, else the one it names most.
fn scope_year(header: &HeaderRead, dates: &[DateAt]) -> Option<u16> {
    let title = header.header.title.as_deref().unwrap_or("");
    // a horizon ("đến năm 2030") is not the year it is about
    let horizon = |at: usize| lower(&title[..at]).trim_end().ends_with("đến");
    let titled = date::find(title).into_iter().filter(|f| !horizon(f.start)).find_map(|f| match f.value {
        Value::Year(y) | Value::Months(_, Some(y)) | Value::Half(_, Some(y)) | Value::Quarter(_, Some(y)) => Some(y),
        _ => None,
    });
    let issued = header.header.issued_on.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse().ok());
    titled.or(issued).or_else(|| {
        let mut counts: std::collections::BTreeMap<u16, usize> = std::collections::BTreeMap::new();
        for d in dates {
            if let Some(y) = d.value.year().filter(|_| !matches!(d.value, Value::Years(..))) {
                *counts.entry(y).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, n)| *n).map(|(y, _)| y)
    })
}

fn fill(text: &str, header: &HeaderRead, dates: &mut [DateAt]) {
    let scope = scope_year(header, dates);
    let issued = header.header.issued_on.clone();
    for i in 0..dates.len() {
        if dates[i].value.iso().is_some() {
            continue;
        }
        let next = dates.get(i + 1).map(|d| (d.value, text[dates[i].at.end..d.at.start].to_owned()));
        let near = next.as_ref().filter(|(_, gap)| gap.chars().count() <= 12 && !gap.contains(['.', ';']));
        let mut value = dates[i].value;
        // "từ ngày 17 đến ngày 20 tháng 11 năm 2025", "tháng 4 và tháng 5/2023"
        if let Some((other, _)) = near {
            value = match (value, *other) {
                (Value::Day(d, None, None), Value::Day(_, Some(m), y)) => Value::Day(d, Some(m), y),
                (v, o) => o.year().map_or(v, |y| v.with_year(y)),
            };
        }
        // "ngày 15" alone names no day
        if matches!(value, Value::Day(_, None, _)) {
            continue;
        }
        if value.iso().is_none() {
            let tail = lower(&text[dates[i].at.end..].chars().take(40).collect::<String>());
            if tail.trim_start().starts_with("hằng năm")
                || tail.trim_start().starts_with("hàng năm")
                || tail.trim_start().starts_with("của năm trước")
                || tail.trim_start().starts_with("thuộc kỳ báo cáo")
                || tail.trim_start().starts_with("mỗi năm")
            {
                yearly(&mut dates[i], value, tail.trim_start(), scope, issued.as_deref());
                continue;
            }
            // the window of a yearly report: "tính từ ngày 15 tháng 6 đến ngày 14 tháng 9 thuộc kỳ báo cáo"
            let window = dates.get(i + 1).is_some_and(|d| {
                let after = lower(&text[d.at.end..].chars().take(24).collect::<String>());
                after.trim_start().starts_with("thuộc kỳ báo cáo")
                    || after.trim_start().starts_with("của năm")
                    || after.trim_start().starts_with("hàng năm")
                    || after.trim_start().starts_with("hằng năm")
            });
            let previous = (i.saturating_sub(12)..i).rev().find(|j| {
                dates[i].at.start - dates[*j].at.end < 260
                    && !matches!(dates[*j].value, Value::Years(..))
                    && dates[*j].value.year().is_some()
                    && dates[*j].recurring.is_none()
            });
            let press = header.header.form != Form::Administrative;
            let year = if press && matches!(value, Value::Day(..) | Value::Month(..)) {
                previous.and_then(|j| dates[j].value.year()).or(scope)
            } else {
                scope.or_else(|| previous.and_then(|j| dates[j].value.year()))
            };
            let Some(year) = year else { continue };
            value = value.with_year(year);
            if window && let Value::Day(d, Some(m), _) = value {
                dates[i].recurring = Some(format!("--{m:02}-{d:02}"));
            }
        }
        if value.iso().is_some() {
            dates[i].value = value;
            dates[i].from_context = true;
        }
    }
}

/// "ngày 15 tháng 12 của năm trước kỳ báo cáo", "ngày 25/12 hằng năm".
fn yearly(d: &mut DateAt, value: Value, tail: &str, scope: Option<u16>, issued: Option<&str>) {
    let Value::Day(day, Some(month), _) = value else { return };
    let Some(mut year) = scope else { return };
    if tail.starts_with("của năm trước") {
        year -= 1;
    } else if !tail.starts_with("thuộc kỳ") {
        // the first occurrence after issue
        year = issued.and_then(|i| i.get(..4)).and_then(|y| y.parse().ok()).unwrap_or(year);
        let first = format!("{year:04}-{month:02}-{day:02}");
        if issued.is_some_and(|i| first.as_str() < i) {
            year += 1;
        }
    }
    d.value = Value::Day(day, Some(month), Some(year));
    d.recurring = Some(format!("--{month:02}-{day:02}"));
    d.from_context = true;
}

/// Decides what every date is there for.
pub fn assign(ctx: &mut Context, header: &HeaderRead, refs: &[RefAt]) {
    let own: Vec<Range<usize>> = refs.iter().filter(|r| r.kind == RefKind::SelfMention).map(|r| r.at.clone()).collect();
    let mut attached = vec![false; ctx.dates.len()];
    for r in refs {
        if let Some(i) = r.date {
            attached[i] = true;
        }
    }
    let mut roles: Vec<DateRole> = (0..ctx.dates.len()).map(|i| role(ctx, header, refs, &own, &attached, i)).collect();
    // "vào tháng 4 và tháng 8 năm 2026": the word before the first serves the second
    for i in 1..roles.len() {
        let (a, b) = (&ctx.dates[i - 1], &ctx.dates[i]);
        let joined = ctx.text().get(a.at.end..b.at.start).is_some_and(|gap| gap == " và ");
        if joined && matches!((a.value, b.value), (Value::Month(..), Value::Month(..))) && roles[i - 1] == DateRole::Deadline {
            roles[i] = DateRole::Deadline;
        }
    }
    for (d, r) in ctx.dates.iter_mut().zip(roles) {
        d.role = r;
    }
}

fn role(ctx: &Context, header: &HeaderRead, refs: &[RefAt], own: &[Range<usize>], attached: &[bool], i: usize) -> DateRole {
    let text = ctx.text();
    let d = &ctx.dates[i];
    if header.date_at.as_ref() == Some(&d.at) {
        return DateRole::Issued;
    }
    // "(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/01/2024 …)"
    let before = own.partition_point(|o| o.start < d.at.start);
    if before.checked_sub(1).is_some_and(|o| own[o].end <= d.at.start && d.at.start - own[o].end < 4) {
        return DateRole::Issued;
    }
    if attached[i] {
        return DateRole::Reference;
    }
    let index = ctx.doc.block_at(d.at.start);
    let block = &ctx.doc.blocks[index];
    let lead = lower(clip_back(&text[block.start..d.at.start], 120));
    let lead = lead.trim_end_matches([' ', '(', '"', '“', '*']);
    let tail = lower(clip(&text[d.at.end..block.end], 60));
    let tail_trim = tail.trim_start();
    // bibliography
    if matches!(d.value, Value::Year(_)) && text[..d.at.start].ends_with('(') && tail.starts_with(')') {
        return DateRole::Reference;
    }
    // inside a law's name
    if super::reference::near(refs, &d.at).iter().any(|r| r.kind == RefKind::ShortName && r.at.start < d.at.start && d.at.end <= r.at.end) {
        return DateRole::Reference;
    }
    if lead.ends_with("thông qua") {
        return DateRole::Issued;
    }
    // "được sửa đổi, bổ sung bởi Luật ngày 25 tháng 6 năm 2025"
    if lead.ends_with(" luật") && matches!(d.value, Value::Day(..)) {
        return DateRole::Reference;
    }
    if span_of_time(ctx, refs, index, lead, tail_trim, d) {
        return DateRole::Period;
    }
    let day = matches!(d.value, Value::Day(..));
    if [
        "hiệu lực",
        "hiệu lực thi hành",
        "hiệu lực từ",
        "hiệu lực kể từ",
        "hiệu lực thi hành từ",
        "hiệu lực thi hành kể từ",
        "kể từ",
        "hiệu lực thi hành từ",
    ]
    .iter()
    .any(|w| lead.ends_with(w))
        || lead.ends_with("áp dụng từ")
        || tail_trim.starts_with("trở đi") && lead.ends_with("từ")
    {
        return DateRole::Effective;
    }
    if lead.ends_with("so với")
        || lead.ends_with("so với cuối")
        || lead.ends_with("cùng kỳ")
        || lead.ends_with("tính đến")
        || lead.ends_with("tính đến hết")
        || lead.ends_with("số liệu đến")
        || lead.ends_with("so với thời điểm")
    {
        return DateRole::AsOf;
    }
    // "từ 1,6% cuối năm 2023 xuống": the point it starts from
    if matches!(d.value, Value::Year(_))
        && lower(clip_back(&text[block.start..d.at.start], 24)).contains('%')
        && (tail_trim.starts_with("xuống") || tail_trim.starts_with("lên"))
    {
        return DateRole::AsOf;
    }
    if d.recurring.is_some() {
        return if lead.ends_with("đến") || lead.ends_with("trước") { DateRole::Deadline } else { DateRole::Period };
    }
    // "từ ngày 17 đến ngày 20 tháng 11": a span that is over is an event
    if day
        && past(ctx, d)
        && (lead.ends_with("từ") && tail_trim.starts_with("đến")
            || lead.ends_with("đến")
                && i > 0
                && text[..ctx.dates[i - 1].at.start].trim_end().to_lowercase().ends_with("từ")
                && d.at.start - ctx.dates[i - 1].at.end < 12)
    {
        return DateRole::Event;
    }
    if let Some(r) = deadline(ctx, index, lead, tail_trim, d, i) {
        return r;
    }
    if day {
        if lead.ends_with(" từ") || lead == "từ" {
            // the beginning of a planned window, or of a service
            let window = tail_trim.starts_with("đến");
            return if window && plans(ctx) {
                DateRole::Period
            } else if window {
                DateRole::Event
            } else {
                DateRole::Effective
            };
        }
        return DateRole::Event;
    }
    if matches!(d.value, Value::Month(..)) {
        return if plans(ctx) && !past(ctx, d) { DateRole::Period } else { DateRole::Event };
    }
    if matches!(d.value, Value::Quarter(..)) && !plans(ctx) && lead.ends_with("trong") && tail_trim.starts_with("cho") {
        return DateRole::Event;
    }
    DateRole::Period
}

/// Horizons and windows that bind nobody: in the title of a cited document or of an annex, "từ tháng 6/2022 đến nay", "phương hướng, nhiệm vụ đến
/// tháng 6/2027".
fn span_of_time(ctx: &Context, refs: &[RefAt], index: usize, lead: &str, tail: &str, d: &DateAt) -> bool {
    if matches!(d.value, Value::Year(_) | Value::Years(..)) {
        let inside = |t: &Option<Range<usize>>| t.as_ref().is_some_and(|t| t.start <= d.at.start && d.at.end <= t.end);
        let titled = super::reference::behind(refs, d.at.start).any(|r| inside(&r.title) || inside(&r.subject));
        if titled || in_capitals(ctx.doc.block_text(&ctx.doc.blocks[index]), 85) {
            return true;
        }
    }
    if matches!(d.value, Value::Day(..)) {
        return false;
    }
    lead.ends_with("từ") && tail.starts_with("đến nay")
        || lead.ends_with("đến")
            && ["phương hướng", "nhiệm vụ trọng tâm", "từ nay đến"].iter().any(|w| clip_back(lead, 60).contains(w))
            && !lead.contains("hoàn thành")
}

/// Whether the document prescribes (a plan, directive, letter) rather than reports.
fn plans(ctx: &Context) -> bool {
    ctx.header.form == Form::Administrative && !matches!(ctx.header.doc_type.as_deref(), Some("BC"))
}

fn past(ctx: &Context, d: &DateAt) -> bool {
    let (Some(iso), Some(issued)) = (d.value.iso(), ctx.header.issued_on.as_deref()) else { return false };
    iso.as_str() < &issued[..issued.len().min(iso.len())]
}

/// Cues that make a date a deadline. "trước", "chậm nhất", "đến hết" and "xong" bind anywhere; "trong", "đến", "vào" bind where something is
/// prescribed: in a plan, or under a heading of tasks.
fn deadline(ctx: &Context, index: usize, lead: &str, tail: &str, d: &DateAt, i: usize) -> Option<DateRole> {
    let text = ctx.text();
    let block = &ctx.doc.blocks[index];
    // a window of the block: its beginning ("Thời gian thực hiện: …") and the words around the date
    let from = clip_start(text, d.at.start.saturating_sub(900).max(block.start));
    let whole = &text[from..clip_end(text, (d.at.end + 600).min(block.end)).max(d.at.end)];
    let low = lower(whole);
    let opening = lower(clip(ctx.doc.block_text(block), 90));
    let heading = matches!(block.kind, BlockKind::Heading(_));
    let reporting = !plans(ctx) && !low.contains("phấn đấu") && !future(ctx, d);
    let ends = |w: &[&str]| w.iter().any(|w| lead.ends_with(w));
    // a list of days under one "trước các ngày A, B và C"
    if i > 0 && ctx.dates[i - 1].at.end < d.at.start {
        let gap = text[ctx.dates[i - 1].at.end..d.at.start].trim_matches([',', ' ']);
        if (gap.is_empty() || gap == "và") && lead.contains("trước các ngày") {
            return Some(DateRole::Deadline);
        }
    }
    if ends(&[
        "trước",
        "chậm nhất",
        "chậm nhất là",
        "chậm nhất đến",
        "hạn cuối",
        "hạn chót",
        "thời hạn",
        "trước các",
        "muộn nhất",
        "không quá",
        "xong trước",
        "trước hết",
    ]) {
        return Some(if past(ctx, d) && !plans(ctx) { DateRole::Event } else { DateRole::Deadline });
    }
    if block.kind == BlockKind::Row {
        // a year over a column is no deadline of its own
        let titles = ctx.doc.table_at(index).and_then(|t| t.rows.get(1)).is_some_and(|below| index < below.block);
        if !titles && plans(ctx) && !past_row(ctx, d) && time_cell(whole, d.at.start - from, d.at.end - from) {
            return Some(DateRole::Deadline);
        }
        // a cell on lines of its own holds sentences
        if titles || whole.contains('|') {
            return Some(DateRole::Period);
        }
    }
    if heading {
        return (ends(&["đến", "đến hết", "đến cuối", "phấn đấu đến", "trong"]) && plans(ctx)).then_some(DateRole::Deadline);
    }
    if reporting {
        return (ends(&["đến", "đến hết", "đến hết ngày", "đến cuối"]) && matches!(d.value, Value::Day(..) | Value::Month(..)))
            .then_some(DateRole::AsOf);
    }
    let own_line = ["thời gian thực hiện", "thời gian hoàn thành", "thời hạn", "thời gian:", "tiến độ", "hoàn thành:"]
        .iter()
        .any(|w| opening.trim_start_matches(['-', '+', ' ', '*', '•']).starts_with(w));
    if own_line {
        let open = tail.starts_with("và các năm") || low.contains("hằng năm") || low.contains("hàng năm") || low.contains("thường xuyên");
        return Some(if open || matches!(d.value, Value::Years(..)) { DateRole::Period } else { DateRole::Deadline });
    }
    if ends(&["hoàn thành trong", "xong trong", "kết thúc trong", "hoàn thành vào", "hoàn thành", "xong", "kết thúc"]) {
        return Some(DateRole::Deadline);
    }
    if ends(&["đến hết", "đến hết ngày", "đến cuối", "vào cuối", "đến", "cho đến"]) {
        let horizon = ctx.frame.title.as_ref().is_some_and(|t| t.start <= d.at.start && d.at.end <= t.end);
        if horizon {
            return Some(DateRole::Period);
        }
        let measured = low.contains("số liệu") && !low.contains("chốt");
        if past(ctx, d) && matches!(d.value, Value::Day(..) | Value::Month(..)) || measured {
            return Some(DateRole::AsOf);
        }
        let vision = lead.ends_with("định hướng đến") || lead.ends_with("tầm nhìn đến") || in_title_name(text, block.start, d.at.start);
        return Some(if vision { DateRole::Period } else { DateRole::Deadline });
    }
    // a figure that must be reached "trong năm 2024"; a task "trong quý II/2024"
    let precise = matches!(d.value, Value::Day(..) | Value::Month(..) | Value::Quarter(..));
    if ends(&["trong", "vào"]) && (precise || matches!(d.value, Value::Half(..))) && !past(ctx, d) {
        return Some(DateRole::Deadline);
    }
    if ends(&["trong"]) && matches!(d.value, Value::Year(_)) && !past(ctx, d) && binds(&low) {
        return Some(DateRole::Deadline);
    }
    // "Năm 2026, bãi bỏ 100% điều kiện …": the year opens a sentence that commits
    let opens = lead.is_empty() || lead.ends_with(['.', ';', ':', '-', '+']);
    if opens
        && matches!(d.value, Value::Year(_))
        && tail.starts_with(',')
        && plans(ctx)
        && !past(ctx, d)
        && (binds(&low) || low.contains("100%"))
    {
        return Some(DateRole::Deadline);
    }
    // "năm 2024 hoàn thành số hóa … đạt tối thiểu 60%"
    if matches!(d.value, Value::Year(_)) && (tail.starts_with("hoàn thành") || tail.starts_with("phấn đấu")) && !past(ctx, d) {
        return Some(DateRole::Deadline);
    }
    None
}

/// Whether a sentence commits to something that a year can end.
fn binds(low: &str) -> bool {
    [
        "hoàn thành",
        "phấn đấu",
        "tối thiểu",
        "ít nhất",
        "tổng kết",
        "sơ kết",
        "đạt",
        "sắp xếp",
        "mở ",
        "xây dựng",
        "ban hành",
        "nâng",
        "trở lên",
    ]
    .iter()
    .any(|w| low.contains(w))
}

fn future(ctx: &Context, d: &DateAt) -> bool {
    let (Some(iso), Some(issued)) = (d.value.iso(), ctx.header.issued_on.as_deref()) else { return false };
    let n = iso.len().min(issued.len());
    iso.get(..n).is_some_and(|a| issued.get(..n).is_some_and(|b| a > b))
}

fn past_row(ctx: &Context, d: &DateAt) -> bool {
    past(ctx, d) && matches!(d.value, Value::Day(..) | Value::Year(_))
}

/// Whether the date is all that its table cell says ("Quý III/2024", "Trước ngày 20/10/2024", "2026").
fn time_cell(row: &str, start: usize, end: usize) -> bool {
    let from = row[..start].rfind('|').map_or(0, |i| i + 1);
    let to = row[end..].find('|').map_or(row.len(), |i| end + i);
    let rest = row[from..start].chars().count() + row[end..to].chars().count();
    rest <= 28
}

/// Whether the date stands inside a quoted or capital name that began before it ("Đề án … đến năm 2025, định hướng đến năm 2030").
fn in_title_name(text: &str, from: usize, at: usize) -> bool {
    let lead = clip_back(&text[from..at], 160);
    let open = lead.matches('“').count() > lead.matches('”').count();
    let low = lower(lead);
    let sentence = low.rsplit(['.', ';']).next().unwrap_or("");
    open || ["đề án ", "chiến lược ", "quy hoạch ", "chương trình ", "kế hoạch ", "nghị quyết ", "về thực hiện ", "thực hiện chuyển đổi số"]
        .iter()
        .any(|w| {
            sentence
                .rfind(w)
                .is_some_and(|i| sentence[i..].chars().count() < 110 && !sentence[i..].contains("phấn đấu") && !sentence[i..].contains('%'))
        })
}

fn clip(text: &str, most: usize) -> &str {
    &text[..clip_end(text, most)]
}

fn clip_back(text: &str, most: usize) -> &str {
    &text[clip_start(text, text.len().saturating_sub(most))..]
}
