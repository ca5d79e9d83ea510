//! Counts that contradict each other: a share and its parts, two numbers of units of one place.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Material, push};
use crate::model::{Comparator, Finding, Percentage, Severity, ShareRole, Span};
use crate::text::fold::lower;
use crate::text::{clip_end, clip_start};

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    ratios(of.percentages, out);
    units(of, out);
}

/// `423/486 đơn (đạt 91%)`: the counts stated with a share come to another one. The share holds where it is theirs rounded, either way at
/// a half, to as many decimals as it states; "trên", "dưới" hold on their side, "khoảng" holds always.
fn ratios(shares: &[Percentage], out: &mut Vec<Finding>) {
    for p in shares.iter().filter(|p| p.value_min.is_none() && p.role != ShareRole::Target) {
        let Some(r) = p.recount else { continue };
        // more than the whole is no share of it, unless it is stated as such
        if r.part > r.total && p.value <= 100.0 {
            continue;
        }
        let figure = p.text.trim_end_matches(['%', ' ']);
        let decimals = figure.split([',', '.']).nth(1).map_or(0, |d| d.chars().take_while(char::is_ascii_digit).count().min(9));
        let slack = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or(0)) + 1e-9;
        let conflict = match p.comparator {
            Comparator::Equal => (r.percent - p.value).abs() > slack,
            Comparator::AtLeast => r.percent < p.value - slack,
            Comparator::AtMost => r.percent > p.value + slack,
            Comparator::About => false,
        };
        if conflict {
            // off by less than one in the last place: cut or rounded wrongly
            let severity = if (r.percent - p.value).abs() < slack * 2.0 { Severity::Low } else { Severity::High };
            let shown = format!("{:.*}", decimals.max(1), r.percent).replace('.', ",");
            push(
                out,
                "ratio_conflict",
                severity,
                format!("{}/{} là {shown}%, văn bản ghi {}", r.part, r.total, p.text.split_whitespace().collect::<String>()),
                vec![r.span, Span::new(p.start, p.end)],
            );
        }
    }
}

/// Kinds of units below a territory, longest first.
const KINDS: [&str; 5] = ["tổ dân phố", "thị trấn", "phường", "thôn", "xã"];

/// A count of units: `8 phường`, `18/18 phường`.
struct Count {
    start: usize,
    end: usize,
    kind: usize,
    value: u32,
    /// Said of all units of the place.
    whole: bool,
}

/// More units than all there are: "18 phường" where another sentence says "UBND 8 phường trên địa bàn quận".
fn units(of: &Material, out: &mut Vec<Finding>) {
    let text = of.text();
    let counts = counted(text);
    for kind in 0..KINDS.len() {
        let of_kind: Vec<&Count> = counts.iter().filter(|c| c.kind == kind).collect();
        let Some(all) = of_kind.iter().filter(|c| c.whole && c.value > 1).min_by_key(|c| c.value) else { continue };
        let place = of.header.place.as_deref().unwrap_or("");
        let Some(more) = of_kind.iter().find(|c| c.value > all.value && here(text, c, place) && here(text, all, place)) else { continue };
        let message = format!("“{}” ở một chỗ, “{}” ở chỗ khác của cùng một nơi", &text[more.start..more.end], &text[all.start..all.end]);
        let mut spans: Vec<Span> = of_kind.iter().filter(|c| c.value == all.value && c.whole).map(|c| of.span(c.start, c.end)).collect();
        spans.push(of.span(more.start, more.end));
        spans.sort();
        push(out, "count_conflict", Severity::High, message, spans);
    }
}

/// Every count of units in a text.
fn counted(text: &str) -> Vec<Count> {
    static ENGINE: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(KINDS).ok());
    let found = engine.iter().flat_map(|e| e.find_iter(text));
    found.filter_map(|m| count(text, m.start(), m.end(), m.pattern().as_usize())).collect()
}

fn count(text: &str, from: usize, to: usize, kind: usize) -> Option<Count> {
    let head = text[..from].strip_suffix(' ')?;
    let start = head.len() - head.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'/').count();
    let (figure, before) = (&head[start..], &text[..start]);
    // "8 phường" alone: not "1.018 phường", "8 phường, xã", "8 phường Xuân La", "8 phường/xã"
    let rest = &text[to..];
    let joined = [
        ", xã",
        ", phường",
        ", thị trấn",
        ", thôn",
        ", tổ",
        "/",
        " và xã",
        " và phường",
        " và thị trấn",
        " và đặc khu",
        ", đặc khu",
        ", khu",
        ", bản",
        ", làng",
        "-",
    ];
    let named = rest.strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_uppercase) || r.starts_with(|c: char| c.is_ascii_digit()));
    let part = rest.strip_prefix(' ').is_some_and(|r| {
        ["loại", "trọng điểm", "miền núi", "biên giới", "khu vực", "đạt", "chưa", "còn", "mới", "có"].iter().any(|w| r.starts_with(w))
    });
    if figure.is_empty()
        || !before.ends_with([' ', '\n', '('])
        || named
        || part
        || joined.iter().any(|j| rest.starts_with(j))
        || rest.starts_with(char::is_alphabetic)
    {
        return None;
    }
    let (value, share) = match figure.split_once('/') {
        Some((a, b)) => (b.parse().ok()?, Some(a.parse::<u32>().ok()?)),
        None => (figure.parse().ok()?, None),
    };
    let lead = lower(&before[clip_start(before, before.len().saturating_sub(40))..]);
    let lead = lead.trim_end();
    let area = ["trên địa bàn", "thuộc quận", "của quận", "thuộc huyện", "của huyện"].iter().any(|w| rest.trim_start().starts_with(w));
    let office = lead.ends_with("ubnd") || lead.ends_with("nhân dân");
    let whole = share == Some(value)
        || share.is_none()
            && (["toàn bộ", "tất cả", "cả", "quận và", "huyện và", "quận, "].iter().any(|w| lead.ends_with(w.trim_end()))
                || office && area);
    (value < 1000 && share.is_none_or(|s| s <= value)).then_some(Count { start, end: to, kind, value, whole })
}

/// Whether a count is of the document's own place and time: no other territory is near it, and no merger.
fn here(text: &str, c: &Count, place: &str) -> bool {
    let near = &text[clip_start(text, c.start.saturating_sub(160))..clip_end(text, c.end + 100)];
    let line = near.split('\n').find(|l| l.contains(&text[c.start..c.end])).unwrap_or(near);
    let low = lower(line);
    let moved = [
        "sắp xếp",
        "sáp nhập",
        "hợp nhất",
        "giảm",
        "tăng thêm",
        "cả nước",
        "toàn quốc",
        "toàn tỉnh",
        "toàn thành phố",
        "giai đoạn 1",
        "đợt 1",
    ];
    // "Quận", "quận"
    let kinds = ["uận ", "uyện ", "hị xã ", "ỉnh ", "hành phố "];
    let own = |rest: &str| place.split([' ', ',']).filter(|w| w.starts_with(char::is_uppercase)).any(|w| rest.starts_with(w));
    let other = kinds.iter().any(|kind| {
        line.match_indices(kind).any(|(i, k)| {
            let rest = &line[i + k.len()..];
            rest.starts_with(char::is_uppercase) && !own(rest)
        })
    });
    !other && !moved.iter().any(|w| low.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Recount;

    fn said(part: f64, total: f64, text: &str, comparator: Comparator) -> Vec<(Severity, String)> {
        let span = Span::new(0, 7);
        let p = Percentage {
            start: 9,
            end: 12,
            text: text.to_owned(),
            value: crate::grammar::amount::value(text.trim_end_matches('%')).unwrap(),
            value_min: None,
            role: ShareRole::Result,
            comparator,
            strict: false,
            of: None,
            unit_scope: None,
            recount: Some(Recount { part, total, percent: part / total * 100.0, span }),
            repairs: Vec::new(),
            overridden: None,
        };
        let mut out = Vec::new();
        ratios(&[p], &mut out);
        assert!(out.iter().all(|f| f.spans == [span, Span::new(9, 12)]));
        out.into_iter().map(|f| (f.severity, f.message)).collect()
    }

    #[test]
    fn a_share_holds_to_the_decimals_it_states() {
        for (part, total, text, comparator) in [
            (423.0, 486.0, "87%", Comparator::Equal),
            (423.0, 486.0, "87,0%", Comparator::Equal),
            (423.0, 486.0, "87,04%", Comparator::Equal),
            // a half, either way
            (1.0, 8.0, "12%", Comparator::Equal),
            (1.0, 8.0, "13%", Comparator::Equal),
            (423.0, 486.0, "80%", Comparator::AtLeast),
            (423.0, 486.0, "90%", Comparator::AtMost),
            (423.0, 486.0, "88%", Comparator::About),
        ] {
            assert_eq!(said(part, total, text, comparator), [], "{text}");
        }
        assert_eq!(said(423.0, 486.0, "91%", Comparator::Equal), [(Severity::High, "423/486 là 87,0%, văn bản ghi 91%".to_owned())]);
        assert_eq!(said(423.0, 486.0, "87,1%", Comparator::Equal)[0].0, Severity::Low);
        assert_eq!(said(423.0, 486.0, "90%", Comparator::AtLeast).len(), 1);
    }

    #[test]
    fn units_of_one_place() {
        use super::super::testing::{plan, said};
        let whole = "UBND 12 phường trên địa bàn quận đã áp dụng phần mềm.";
        let part = |words: &str| {
            said(&plan(&format!("{whole}\n\nGồm 9 đơn vị khối hành chính, {words} và 32 đơn vị sự nghiệp.")), "count_conflict").len()
        };
        assert_eq!(part("22 phường"), 1);
        assert_eq!(part("12 phường"), 0);
        assert_eq!(part("3 phường"), 0);
        for body in [
            "12/12 phường đã hoàn thành. Quận Cầu Giấy có 22 phường.",
            "12/12 phường đã hoàn thành. Sau sắp xếp giảm từ 22 phường.",
            "Kiểm tra 5 phường. Kiểm tra 9 phường.",
        ] {
            assert_eq!(said(&plan(body), "count_conflict"), [], "{body}");
        }
    }
}
