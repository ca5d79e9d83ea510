//! Decimal marks: comma and point side by side, and a comma before three digits. In Vietnamese the comma is the decimal mark.

use super::{Material, push};
use crate::model::{Finding, Severity, Span};

/// Units that are measured: a figure before one of them may have decimals.
const UNITS: [&str; 14] = ["%", "điểm", "tỷ", "tỉ", "triệu", "nghìn", "ha", "km", "km2", "m2", "m3", "tấn", "kg", "lít"];

/// How the one separator of a figure reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `54,5`, also `2.965,6`.
    Comma,
    /// `5.5`.
    Point,
    /// `610,919`.
    Either,
}

struct Figure {
    start: usize,
    end: usize,
    mark: Mark,
    block: usize,
}

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    let figures = figures(of);
    let text = of.text();
    let span = |f: &Figure| of.span(f.start, f.end);
    let words = |f: &Figure| &text[f.start..f.end];
    let commas: Vec<&Figure> = figures.iter().filter(|f| f.mark == Mark::Comma).collect();
    let points: Vec<&Figure> = figures.iter().filter(|f| f.mark == Mark::Point).collect();
    let close = points.iter().find_map(|p| commas.iter().find(|c| c.block == p.block).map(|c| (*c, *p)));
    if let Some((c, p)) = close.or_else(|| commas.first().copied().zip(points.first().copied())) {
        let message = format!("dấu thập phân khi là phẩy (“{}”), khi là chấm (“{}”)", words(c), words(p));
        let severity = if close.is_some() { Severity::Medium } else { Severity::Low };
        let mut spans: Vec<Span> = points.iter().map(|p| span(p)).chain([span(c)]).collect();
        spans.sort();
        push(out, "decimal_mixed", severity, message, spans);
    }
    let open: Vec<&Figure> = figures.iter().filter(|f| f.mark == Mark::Either).collect();
    if let Some(first) = open.first() {
        let message = format!("“{}”: phẩy thập phân, hay phẩy ngăn hàng nghìn?", words(first));
        push(out, "number_ambiguous", Severity::Low, message, open.iter().map(|f| span(f)).collect());
    }
}

/// Figures with a decimal mark before a unit.
fn figures(of: &Material) -> Vec<Figure> {
    let text = of.text();
    let bytes = text.as_bytes();
    let mut out: Vec<Figure> = Vec::new();
    let mut done = 0;
    let from = of.flow_range().start;
    for i in memchr::memchr2_iter(b',', b'.', bytes) {
        let inside = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        if i < done || i == 0 || !inside(i - 1) || !inside(i + 1) {
            continue;
        }
        let start = i - bytes[..i].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let mut end = i;
        while end < bytes.len() && (inside(end) || matches!(bytes[end], b',' | b'.') && inside(end + 1)) {
            end += 1;
        }
        done = end;
        let alone = !text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | ','));
        if let (true, Some(mark), Some(unit)) = (alone, mark(&text[start..end]), unit(&text[end..])) {
            out.push(Figure { start, end: end + unit, mark, block: of.doc.block_at(from + start) });
        }
    }
    out
}

/// What the separators of a figure say.
fn mark(figure: &str) -> Option<Mark> {
    let parts: Vec<&str> = figure.split([',', '.']).collect();
    let comma = figure.contains(',');
    match parts.as_slice() {
        [whole, decimals] if decimals.len() == 3 => (comma && whole.len() <= 3 && !whole.starts_with('0')).then_some(Mark::Either),
        [_, _] => Some(if comma { Mark::Comma } else { Mark::Point }),
        // points group thousands, the comma is last
        [first, middle @ .., last] => {
            let grouped = first.len() <= 3 && middle.iter().all(|p| p.len() == 3) && figure.matches(',').count() == 1;
            (grouped && figure.ends_with(&format!(",{last}"))).then_some(Mark::Comma)
        }
        _ => None,
    }
}

/// Length of the unit behind a figure, its space included.
fn unit(rest: &str) -> Option<usize> {
    let space = rest.len() - rest.strip_prefix(' ').unwrap_or(rest).len();
    let word = &rest[space..];
    UNITS.iter().filter(|u| word.strip_prefix(**u).is_some_and(|r| !r.starts_with(char::is_alphanumeric))).map(|u| space + u.len()).max()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, plan};
    use super::*;

    #[test]
    fn marks() {
        for (figure, is) in [
            ("54,50", Some(Mark::Comma)),
            ("2.965,6", Some(Mark::Comma)),
            ("2.965,678", Some(Mark::Comma)),
            ("5.5", Some(Mark::Point)),
            ("610,919", Some(Mark::Either)),
            ("0,125", None),
            ("1.754", None),
            ("15.11.2025", None),
        ] {
            assert_eq!(mark(figure), is, "{figure}");
        }
    }

    #[test]
    fn one_decimal_mark() {
        let of = |body: &str| found(&plan(body), "decimal_mixed").into_iter().map(|f| f.severity).collect::<Vec<_>>();
        assert_eq!(of("Đạt 71,25 điểm, bị trừ 8.5 điểm."), [Severity::Medium]);
        assert_eq!(of("Đạt 71,25 điểm.\n\nBị trừ 8.5 điểm."), [Severity::Low]);
        assert_eq!(of("2.1 Điểm số: đạt 71,25 điểm trên 1.000 điểm, chi 1.250,5 triệu đồng ngày 15.11.2022."), []);
    }

    #[test]
    fn three_digits_behind_a_comma() {
        let of = |body: &str| found(&plan(body), "number_ambiguous").len();
        assert_eq!(of("Tổng chi 482,317 tỷ đồng."), 1);
        assert_eq!(of("Tổng chi 482,31 tỷ đồng; thu 2.482,317 tỷ đồng; lãi suất 0,125%; 482,317 người."), 0);
    }
}
