//! A share that is stated with its two counts: "423/486 vụ (87%)", "đạt 87% (423/486 hồ sơ)", "423 trên tổng số 486 hồ sơ, đạt 87%".

use std::ops::Range;

use super::Context;
use super::line::Line;
use crate::grammar::amount;
use crate::model::Recount;
use crate::text::fold::lower;

/// Words that lead from two counts to their share, or from a share to its counts.
const LEADING: [&str; 17] =
    ["đạt", "chiếm", "bằng", "tương", "đương", "ứng", "tỷ", "tỉ", "lệ", "là", "được", "ước", "khoảng", "với", "gần", "trên", "hơn"];
/// What stands between a part and its whole.
const OF: [&str; 8] = ["/", " / ", " trên ", " trên tổng ", " trên tổng số ", " trong tổng số ", "/tổng ", "/tổng số "];
/// Words behind a share that say it is measured against something else than the whole.
const AGAINST: [&str; 10] = ["so", "cùng", "kế", "dự", "chỉ", "mục", "kh", "năm", "nhiệm", "toàn"];
/// No more text lies between the counts and the share.
const NEAR: usize = 160;

/// The counts of the share at `share`, and what they come to.
pub(super) fn of(ctx: &Context, line: &Line, share: &Range<usize>) -> Option<Recount> {
    let sentence = line.sentence(share.start);
    let behind = lower(line.slice(share.end..sentence.end.max(share.end)));
    let next = behind.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
    // "423/486 đơn, bằng 87% cùng kỳ"; a bracket that closes behind the share is said of the counts
    if !behind.trim_start().starts_with(')') && AGAINST.contains(&next) {
        return None;
    }
    let (part, whole, at) = before(ctx, line, sentence.start, share.start).or_else(|| after(ctx, line, share.end, sentence.end))?;
    (whole > 0.0).then(|| Recount { part, total: whole, percent: part / whole * 100.0, span: ctx.span(&at) })
}

/// Counts that end before the share: their noun may stand between, then a comma, a bracket or a verb.
fn before(ctx: &Context, line: &Line, from: usize, share: usize) -> Option<(f64, f64, Range<usize>)> {
    let from = crate::text::clip_start(line.flow, share.saturating_sub(NEAR).max(from));
    let text = line.slice(from..share);
    // the last figure before the share is the whole
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let start = text[..last].rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).map_or(0, |i| i + 1);
    let start = start + text.get(start..)?.find(|c: char| c.is_ascii_digit())?;
    let found = pair(ctx, line, from + start)?;
    let gap = line.slice(found.2.end..share);
    if gap.contains([';', ':', '.', '%', ')', '/']) {
        return None;
    }
    // behind the last comma or bracket only words that lead on
    let (noun, lead) = gap.rfind([',', '(']).map_or(("", gap), |i| (&gap[..i], &gap[i + 1..]));
    let opens = gap.contains([',', '(']);
    if noun.contains([',', '(']) {
        return None;
    }
    let low = lower(lead);
    let mut words = low.split_whitespace().rev();
    if opens {
        return words.all(|w| LEADING.contains(&w)).then_some(found);
    }
    // "423/486 đơn đạt 87%"
    words.next().is_some_and(|w| matches!(w, "đạt" | "chiếm" | "bằng" | "lệ")).then_some(found)
}

/// Counts in a bracket directly behind the share.
fn after(ctx: &Context, line: &Line, share: usize, end: usize) -> Option<(f64, f64, Range<usize>)> {
    let text = line.slice(share..end.max(share));
    let open = text.find('(')?;
    let digit = open + text[open..].find(|c: char| c.is_ascii_digit())?;
    let low = lower(&text[open + 1..digit]);
    // "87% hồ sơ (423/486)": the noun may stand before the bracket
    let noun = &text[..open];
    if noun.contains([',', ';', ':', '.', ')']) || noun.contains(|c: char| c.is_ascii_digit()) || noun.split_whitespace().count() > 8 {
        return None;
    }
    if !low.split_whitespace().all(|w| LEADING.contains(&w)) {
        return None;
    }
    let found = part(ctx, line, share + digit)?;
    line.slice(found.2.end..end).contains(')').then_some(found)
}

/// Part and whole, where the whole begins at `at`.
fn pair(ctx: &Context, line: &Line, at: usize) -> Option<(f64, f64, Range<usize>)> {
    // the part and the words between lie in the few bytes before
    let from = crate::text::clip_start(line.flow, at.saturating_sub(64).max(line.at.start)).min(at);
    let text = line.slice(from..at);
    let low = lower(text);
    let between = OF.iter().filter(|w| low.ends_with(**w)).max_by_key(|w| w.len())?;
    // lower case leaves these few words as long as they were
    let part_end = text.len().checked_sub(between.len()).filter(|n| text.is_char_boundary(*n))?;
    let start = text[..part_end]
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    part(ctx, line, from + start + text.get(start..part_end)?.find(|c: char| c.is_ascii_digit())?).filter(|(.., r)| r.end > at)
}

/// Part and whole, where the part begins at `at`; neither stands in a date or a number of a document.
fn part(ctx: &Context, line: &Line, at: usize) -> Option<(f64, f64, Range<usize>)> {
    let text = line.slice(at..line.at.end);
    let (part, len) = amount::parse(text)?;
    let rest = &text[len..];
    let between = OF.iter().filter(|w| rest.starts_with(**w)).max_by_key(|w| w.len())?;
    let (whole, more) = amount::parse(&rest[between.len()..])?;
    let end = at + len + between.len() + more;
    let clear = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '/' | '-' | '%')));
    let free = clear(line.slice(line.at.start..at).chars().next_back()) && clear(line.slice(end..line.at.end).chars().next());
    let dated = ctx.dates.get(ctx.dates.partition_point(|d| d.at.end <= at)).is_some_and(|d| d.at.start < end);
    (free && !dated).then_some((part, whole, at..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::context;
    use crate::text::Doc;

    fn counts(text: &str) -> Option<(f64, f64)> {
        let doc = Doc::new(text);
        let ctx = context(&doc, "BC");
        let line = Line::new(&ctx, 0)?;
        let at = line.text().find('%').map(|sign| {
            let text = line.text();
            let start = text[..sign].rfind(|c: char| !(c.is_ascii_digit() || c == ',')).map_or(0, |i| i + 1);
            line.at.start + start..line.at.start + sign + 1
        })?;
        of(&ctx, &line, &at).map(|r| (r.part, r.total))
    }

    #[test]
    fn shares_with_their_counts() {
        for text in [
            "Đã xử lý 30/40 vụ (75%).",
            "Đã xử lý 30/40 vụ (đạt tỷ lệ 75%).",
            "Kết quả đạt 75% (30/40 hồ sơ).",
            "Đạt 75% hồ sơ (tương ứng 30/40).",
            "30 trên tổng số 40 hồ sơ, đạt 75%.",
            "Có 30/40 xã đã công khai, chiếm 75%.",
            "Có 30/40 xã đạt 75%.",
        ] {
            assert_eq!(counts(text), Some((30.0, 40.0)), "{text}");
        }
    }

    #[test]
    fn counts_of_something_else() {
        for text in [
            "Đã xử lý 30/40 vụ, bằng 75% cùng kỳ.",
            "Đã xử lý 30/40 vụ, tăng 75%.",
            "Đã xử lý 30/40 vụ; hồ sơ số đạt 75%.",
            "Đã xử lý 30/40 vụ, trong đó đúng hạn đạt 75%.",
            "Ngày 30/4, hồ sơ số đạt 75%.",
            "Theo Quyết định 30/40-QĐ, đạt 75%.",
            "Đạt 75% (kế hoạch 30/40 hồ sơ).",
        ] {
            assert_eq!(counts(text), None, "{text}");
        }
    }
}
