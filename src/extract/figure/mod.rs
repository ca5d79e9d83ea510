//! [`Figure`]: a number with what it counts: 98,5 %, 04 lớp, thứ 3/7 quận, 02 lần/năm, 2.965,6 tỷ đồng.
//!
//! Whether a figure is promised or reported is not decided here ([`super::mood`]). Left out: figures in dates, document numbers,
//! pinpoints and names ("Điều 5", "mức độ 3", "Chương trình 06"), durations ("05 ngày làm việc"), times of the day.

mod noun;

use std::ops::Range;

use self::noun::{ROWS, STOPS, VERBS, money, noun, total_after};
use super::Context;
use super::line::{Line, Word};
use crate::grammar::amount;
use crate::lexicon::target_cues::Cue;

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// `%`.
    Percent,
    /// A place in a row: thứ 3/7, nhóm 08 … đứng đầu.
    Rank,
    /// lần/năm.
    Times,
    /// tháng/lần.
    Months,
    /// điểm.
    Points,
    /// Money.
    Money,
    /// 107 …/100 ….
    Ratio,
    /// Anything counted.
    Count,
}

impl Measure {
    /// The word of the record's `measure` field.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Rank => "rank",
            Self::Times | Self::Months => "frequency",
            Self::Points => "score",
            Self::Money => "money",
            Self::Ratio => "ratio",
            Self::Count => "count",
        }
    }
}

/// A figure in a line.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The figure itself, with its sign; of a rank with "thứ".
    pub at: Range<usize>,
    /// Figure and counted noun.
    pub whole: Range<usize>,
    /// Of a range the upper bound.
    pub value: f64,
    /// Of a range the lower bound.
    pub min: Option<f64>,
    /// What it measures.
    pub measure: Measure,
    /// Unit or counted noun, as written.
    pub unit: Option<Range<usize>>,
    /// b of `a/b`.
    pub total: Option<f64>,
    /// Denominator of a ratio.
    pub per: Option<Range<usize>>,
}

/// Figures of a line, in order.
#[must_use]
pub fn find(ctx: &Context, line: &Line) -> Vec<Figure> {
    let text = line.text();
    let bytes = text.as_bytes();
    let mut out: Vec<Figure> = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let Some((value, len)) = amount::parse(&text[i..]) else {
            i += bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count().max(1);
            continue;
        };
        let at = line.at.start + i..line.at.start + i + len;
        let next = i + len;
        if let Some(date) = ctx.dates.get(ctx.dates.partition_point(|d| d.at.end <= at.start)).filter(|d| d.at.start < at.end) {
            i = (date.at.end - line.at.start).max(next);
            continue;
        }
        let percent = percent_sign(&text[next..]);
        if !fresh(text, i, percent.is_some()) {
            i = next;
            continue;
        }
        if let Some(sign) = percent {
            let end = at.end + sign;
            let min = range_start(line, &out, &text[..i]);
            if min.is_some() {
                out.pop_if(|f| f.at.end + 8 > at.start && f.measure != Measure::Percent);
            }
            out.push(Figure {
                at: at.start..end,
                whole: at.start..end,
                value,
                min,
                measure: Measure::Percent,
                unit: None,
                total: None,
                per: None,
            });
            i = next + sign;
            continue;
        }
        let found = counted(line, at.clone(), value);
        i = found.as_ref().map_or(next, |f| (f.whole.end - line.at.start).max(next));
        // the noun itself holds no further figure
        if let Some(f) = found {
            i = i.min(text.len());
            out.push(f);
        }
    }
    out
}

/// Length of `%` or ` %` at the start of `rest`.
fn percent_sign(rest: &str) -> Option<usize> {
    if rest.starts_with('%') {
        Some(1)
    } else if rest.starts_with(" %") {
        Some(2)
    } else {
        None
    }
}

/// Whether the digits at `i` begin a figure of their own.
fn fresh(text: &str, i: usize, percent: bool) -> bool {
    let Some(before) = text[..i].chars().next_back() else { return true };
    if before.is_alphabetic() || before.is_ascii_digit() {
        return percent && before.is_alphabetic();
    }
    if matches!(before, '/' | '-' | '.' | ',' | '_' | '#' | '@' | ':') {
        let earlier = text[..i - before.len_utf8()].chars().next_back();
        return earlier.is_none_or(|c| !(c.is_alphanumeric() || c == '%')) || percent;
    }
    true
}

/// The lower bound of `8,3 - 8,5%`, `từ 8 đến 10%`.
fn range_start(line: &Line, found: &[Figure], before: &str) -> Option<f64> {
    let cut = before.trim_end();
    let cut = cut.strip_suffix('-').or_else(|| cut.strip_suffix(" đến")).or_else(|| cut.strip_suffix("÷"))?.trim_end();
    if let Some(f) = found.last()
        && f.measure == Measure::Percent
        && f.at.end == line.at.start + cut.len()
    {
        // both carry the sign: "từ 66,2% đến 70%" stays two figures, "8,3% - 8,5%" is one range
        return None;
    }
    let start = cut
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map_or(0, |i| i + cut[i..].chars().next().map_or(1, char::len_utf8));
    amount::value(&cut[start..])
}

/// A figure followed by a unit or a noun.
fn counted(line: &Line, at: Range<usize>, value: f64) -> Option<Figure> {
    let rest = line.slice(at.end..line.at.end);
    let (mut end, mut total, mut min, mut value, start) = (at.end, None, None, value, at.start);
    let next = rest.chars().next()?;
    if next == '/' {
        // a/b noun
        let (b, len) = amount::parse(&rest[1..])?;
        end += 1 + len;
        total = Some(b);
        if line.slice(end..line.at.end).starts_with(['/', '-']) || line.slice(end..line.at.end).starts_with(char::is_alphanumeric) {
            return None;
        }
    } else if next == '-' || rest.starts_with(" - ") || rest.starts_with(" đến ") {
        let skip = if next == '-' {
            1
        } else if rest.starts_with(" - ") {
            3
        } else {
            " đến ".len()
        };
        let (b, len) = amount::parse(&rest[skip..])?;
        if b <= value || line.slice(at.end + skip + len..line.at.end).starts_with(['/', '%', '-']) || b >= 1900.0 && value >= 1900.0 {
            return None;
        }
        end += skip + len;
        min = Some(value);
        value = b;
    }
    let first = line.word_from(end);
    let word = line.words.get(first)?;
    let gap = line.slice(end..word.start);
    let glued = gap.is_empty();
    if !glued && !matches!(gap, " " | " “" | " \"") {
        return None;
    }
    let before = before(line, start);
    let rank = rank_start(line, start).filter(|_| value.fract() == 0.0 && value < 1000.0);
    let base = |measure, at: Range<usize>, end: usize, unit: Option<Range<usize>>| Figure {
        whole: at.start..end,
        at,
        value,
        min,
        measure,
        unit,
        total,
        per: None,
    };
    if glued && !line.slice(word.start..word.end).chars().take(2).all(char::is_uppercase) {
        return None;
    }
    // frequencies
    let tail = line.slice(word.end..line.at.end);
    if word.low == "lần" {
        let per_year =
            ["/năm", "/ năm", "/01 năm", "/1 năm", " mỗi năm", " một năm", " trong năm", " trong một năm", " hằng năm", " hàng năm"];
        let factor = if per_year.iter().any(|p| tail.starts_with(p)) {
            1.0
        } else if tail.starts_with("/quý") || tail.starts_with(" mỗi quý") {
            4.0
        } else if tail.starts_with("/tháng") || tail.starts_with(" mỗi tháng") {
            12.0
        } else {
            return None;
        };
        let mut f = base(Measure::Times, at, word.end, Some(word.start..word.end));
        f.value *= factor;
        f.whole.end = tail.find([' ', ',', ';', '.']).map_or(line.at.end, |n| word.end + n.max(usize::from(tail.starts_with(' '))));
        f.whole.end = f.whole.end.max(word.end);
        return Some(f);
    }
    if word.low == "tháng" && (tail.starts_with("/lần") || tail.starts_with("/1 lần") || tail.starts_with("/01 lần")) {
        let end = word.end + tail.find("lần").map_or(0, |n| n + "lần".len());
        return Some(base(Measure::Months, at, end, Some(word.start..word.end)));
    }
    if matches!(word.low.as_str(), "ngày" | "tháng" | "năm" | "giờ" | "phút" | "giây" | "tuần" | "quý" | "tuổi" | "lần" | "h" | "g")
    {
        return None;
    }
    if let Some((start, full)) = rank {
        let mut f = noun(line, first, start, end, base(Measure::Rank, start..end, end, None));
        if full {
            f.at = start..end;
        } else if !leads(line, end) {
            f.measure = Measure::Count;
            f.at = at;
        } else {
            f.at = at.clone();
            f.whole.start = at.start;
        }
        return Some(f);
    }
    if let Some(unit) = money(line, first) {
        let mut f = base(Measure::Money, at, unit.end, Some(unit.clone()));
        total_after(line, &mut f);
        return Some(f);
    }
    if word.low == "điểm" {
        if tail.starts_with(" phần trăm") {
            return None;
        }
        // "40 điểm ngập" counts places; a score is followed by nothing or by a function word
        if let Some(next) = line.words.get(first + 1).filter(|n| n.start == word.end + 1)
            && !STOPS.contains(&next.low.as_str())
            && !VERBS.contains(&next.low.as_str())
            && !matches!(next.low.as_str(), "tối" | "chuẩn" | "trung" | "bình" | "tổng" | "tự" | "thì" | "điều")
        {
            let f = noun(line, first, start, end, base(Measure::Count, start..end, end, None));
            return f.unit.is_some().then_some(f);
        }
        let mut f = base(Measure::Points, at, word.end, Some(word.start..word.end));
        total_after(line, &mut f);
        return Some(f);
    }
    if before.is_some_and(|w| named(line, w)) || word.low == "cấp" || listed(line, start) {
        return None;
    }
    // a footnote or an entry of a list: the figure opens the line and a capital follows
    if start == line.at.start && line.slice(word.start..word.end).starts_with(char::is_uppercase) {
        return None;
    }
    // a bare year
    if total.is_none()
        && min.is_none()
        && at.len() == 4
        && (1990.0..2036.0).contains(&value)
        && !ROWS.contains(&word.low.as_str())
        && !matches!(word.low.as_str(), "hồ" | "lượt" | "văn" | "phiếu" | "hộ" | "học" | "trường")
    {
        return None;
    }
    let f = noun(line, first, start, end, base(Measure::Count, start..end, end, None));
    f.unit.is_some().then_some(f)
}

/// The word before a position, if nothing but a space (or an opening bracket) parts them.
fn before<'l>(line: &'l Line, start: usize) -> Option<&'l Word> {
    let word = line.words[..line.word_from(start)].last()?;
    line.slice(word.end..start).chars().all(|c| c == ' ').then_some(word)
}

/// "mức độ 3, 4": the second of two names.
fn listed(line: &Line, start: usize) -> bool {
    let i = line.word_from(start);
    let Some(p) = i.checked_sub(1).and_then(|i| line.words.get(i)) else { return false };
    let comma = matches!(line.slice(p.end..start), ", " | " - ");
    let p = if p.low == "và" || p.low == "hoặc" {
        i.checked_sub(2).and_then(|i| line.words.get(i))
    } else if comma {
        Some(p)
    } else {
        None
    };
    p.is_some_and(|p| p.low.bytes().all(|b| b.is_ascii_digit()) && before(line, p.start).is_some_and(|w| named(line, w)))
}

/// Whether the word before a figure makes it a name: Điều 5, mức độ 3, Chương trình 06.
fn named(line: &Line, word: &Word) -> bool {
    let raw = line.slice(word.start..word.end);
    let upper = raw.chars().next().is_some_and(char::is_uppercase)
        && raw.chars().count() > 1
        && raw.chars().skip(1).all(|c| !c.is_alphabetic() || c.is_uppercase());
    let at = line.word_from(word.start);
    // "Mẫu 01" is a name, "lấy mẫu 01 vị trí" is a verb with its object
    let made = line.hits_near(at).iter().any(|h| h.kind == Cue::Make && h.end - h.first > 1 && line.hit_end(h) == word.end);
    line.hits_near(at).iter().any(|h| h.kind == Cue::NotCounted && line.hit_end(h) == word.end) && !made
        || upper && !raw.ends_with("UBND") && !matches!(raw, "UBND" | "TTHC" | "CCHC")
}

/// "thứ 3", "hạng 3", "vị trí 3" (true), "nhóm 08", "top 03" (false): where the rank begins.
fn rank_start(line: &Line, start: usize) -> Option<(usize, bool)> {
    let w = before(line, start)?;
    match w.low.as_str() {
        "thứ" => {
            let i = line.word_from(w.start);
            let earlier = i.checked_sub(1).and_then(|i| line.words.get(i)).map_or("", |w| w.low.as_str());
            let placed = matches!(earlier, "xếp" | "đứng" | "hạng" | "trí" | "từ" | "ở" | "lên" | "giữ" | "thuộc" | "bậc");
            let of = line.slice(start..line.at.end).trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('/');
            (placed || of && !matches!(earlier, "lần" | "kỳ" | "khóa")).then_some((w.start, true))
        }
        "nhóm" | "top" | "tốp" => Some((start, false)),
        _ => None,
    }
}

/// Whether "đứng đầu", "dẫn đầu", "cao nhất" follows in the clause: the group is a rank.
fn leads(line: &Line, end: usize) -> bool {
    let clause = line.clause(end);
    let low = crate::text::fold::lower(line.slice(end..clause.end));
    ["đứng đầu", "dẫn đầu", "cao nhất", "hàng đầu", "tốt nhất", "đầu cả nước", "đầu của", "đầu tỉnh", "đầu thành phố"]
        .iter()
        .any(|w| low.contains(w))
        || line.words[..line.word_from(end)].iter().rev().take(3).any(|w| matches!(w.low.as_str(), "top" | "tốp"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::context;

    fn figures(text: &str) -> Vec<String> {
        let doc = crate::text::Doc::new(text);
        let ctx = context(&doc, "KH");
        let line = Line::new(&ctx, 0).unwrap();
        find(&ctx, &line).into_iter().map(|f| format!("{:?} {} {}", f.measure, f.value, line.slice(f.whole))).collect()
    }

    #[test]
    fn kinds() {
        for (text, want) in [
            ("đạt trên 98,5% hồ sơ", "Percent 98.5 98,5%"),
            ("xếp trong nhóm 08 quận, huyện, thị xã đứng đầu Thành phố", "Rank 8 08 quận, huyện, thị xã"),
            ("xếp thứ 3/7 quận.", "Rank 3 thứ 3/7 quận"),
            ("thu 2.965,6 tỷ đồng năm nay", "Money 2965.6 2.965,6 tỷ đồng"),
            ("đạt 54,50 điểm/tổng số 60 điểm (nhất)", "Points 54.5 54,50 điểm/tổng số 60 điểm"),
            ("đối thoại ít nhất 2 lần/năm.", "Times 2 2 lần/năm"),
            ("ít nhất 6 tháng/lần tổ chức", "Months 6 6 tháng/lần"),
            ("giải quyết 423/486 đơn (đạt)", "Count 423 423/486 đơn"),
            ("tăng trưởng 8,3 - 8,5%", "Percent 8.5 8,5%"),
            ("lập 250 “tổ xung kích số” ở phường", "Count 250 250 “tổ xung kích số”"),
        ] {
            assert_eq!(figures(text), [want], "{text}");
        }
    }

    #[test]
    fn names_are_no_figures() {
        for text in [
            "theo Điều 5 Nghị định 45/2020/NĐ-CP",
            "dịch vụ công mức độ 3",
            "Chương trình 06 của Quận ủy",
            "trong 05 ngày làm việc",
            "trực 24/24 giờ",
            "Kế hoạch số 41-KH/QU",
            "chính quyền 02 cấp của tỉnh 4.0",
        ] {
            let got = figures(text);
            assert!(got.is_empty() || got == ["Count 2 02 cấp"], "{text}: {got:?}");
        }
    }
}
