//! Units, money and counted nouns behind a figure.

use std::ops::Range;

use super::{Figure, Measure};
use crate::extract::line::Line;
use crate::grammar::amount;
use crate::text::clip_end;

/// "tỷ đồng", "nghìn tỷ đồng", "triệu USD", "tỷ" from word `first` on.
pub(super) fn money(line: &Line, first: usize) -> Option<Range<usize>> {
    let word = |i: usize| line.words.get(i).map_or("", |w| w.low.as_str());
    let mut i = first;
    while matches!(word(i), "trăm" | "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ") && i < first + 3 {
        i += 1;
    }
    let start = line.words.get(first)?.start;
    let end = |i: usize| line.words.get(i).map_or(start, |w| w.end);
    let currency = matches!(word(i), "đồng" | "usd" | "vnđ" | "vnd" | "euro" | "đôla") || word(i) == "đô" && word(i + 1) == "la";
    let smooth = |i: usize| line.flow.get(start..end(i)).is_some_and(|t| !t.contains([',', ';', '.', '(', ')']));
    if currency && smooth(i) {
        return Some(start..end(if word(i) == "đô" { i + 1 } else { i }));
    }
    // "2,5 tỷ": billions without a noun are money
    (i > first && matches!(word(i - 1), "tỷ" | "tỉ") && !line.slice(end(i - 1)..line.at.end).starts_with(" kwh")).then(|| start..end(i - 1))
}

/// `54,50 điểm/tổng số 60 điểm`, `742 tỷ đồng/847 tỷ đồng`.
pub(super) fn total_after(line: &Line, f: &mut Figure) {
    let rest = line.slice(f.whole.end..line.at.end);
    let Some(rest) = rest.strip_prefix('/').or_else(|| rest.strip_prefix(" / ")).or_else(|| rest.strip_prefix(" trên ")) else { return };
    let rest = rest.strip_prefix("tổng số ").or_else(|| rest.strip_prefix("tổng ")).unwrap_or(rest);
    let Some((b, len)) = amount::parse(rest) else { return };
    let end = line.at.end - rest.len() + len;
    let next = line.word_from(end);
    let unit = line.words.get(next).filter(|w| w.start <= end + 1);
    f.total = Some(b);
    f.whole.end = money(line, next).map(|m| m.end).or_else(|| unit.map(|w| w.end)).unwrap_or(end);
}

/// Words that end a counted noun wherever they stand.
pub(super) const STOPS: [&str; 57] = [
    "được", "đã", "đạt", "có", "trong", "tại", "của", "cho", "với", "về", "theo", "và", "hoặc", "để", "từ", "đến", "là", "bị", "do",
    "không", "còn", "thuộc", "trên", "dưới", "trước", "sau", "vào", "so", "chưa", "bằng", "gồm", "ở", "trở", "tương", "đối", "đang",
    "phải", "sẽ", "nằm", "nhằm", "năm", "ngày", "tháng", "qua", "khi", "như", "này", "vượt", "tăng", "giảm", "nhưng", "nên", "chỉ", "khẩn",
    "vừa", "số", "thì",
];
/// First syllables of verbs: they end a noun, but may begin one ("20 tập dữ liệu", "03 phát minh").
pub(super) const VERBS: [&str; 26] = [
    "tham", "trực", "nâng", "làm", "mới", "tiếp", "xếp", "giải", "thực", "cùng", "phụ", "tập", "kiểm", "đứng", "dẫn", "cao", "ra", "lên",
    "xuống", "hoàn", "đăng", "ký", "nộp", "phát", "giúp", "tích",
];

/// Nouns that are named in a row ("quận, huyện, thị xã"): the row is one noun.
pub(super) const ROWS: [&str; 26] = [
    "quận",
    "huyện",
    "thị",
    "xã",
    "phường",
    "thành",
    "tỉnh",
    "cán",
    "công",
    "viên",
    "người",
    "doanh",
    "phòng",
    "ban",
    "cơ",
    "đơn",
    "tổ",
    "cá",
    "sở",
    "ngành",
    "sáng",
    "giải",
    "kiến",
    "phản",
    "hình",
    "nội",
];

/// No noun behind "/100" is longer, in bytes.
const LONGEST: usize = 160;

/// Fills in the counted noun from word `first` on.
pub(super) fn noun(line: &Line, first: usize, start: usize, end: usize, mut f: Figure) -> Figure {
    let mut last: Option<usize> = None;
    let mut count = 0;
    let mut i = first;
    while let Some(w) = line.words.get(i) {
        let prev_end = last.map_or(end, |l| line.words[l].end);
        let gap = line.slice(prev_end..w.start);
        let row = gap == ", " && ROWS.contains(&w.low.as_str()) && last.is_some_and(|_| ROWS.contains(&line.words[first].low.as_str()));
        let so_far = line.slice(end..w.start);
        let quoted = so_far.contains('“') && !so_far.contains('”');
        let plain = gap.is_empty() || gap == " " || last.is_none() && gap.trim_start() == "“";
        if !(plain || row)
            || w.low.starts_with(|c: char| c.is_ascii_digit())
            || STOPS.contains(&w.low.as_str())
                && !quoted
                && !(w.low == "chỉ" && line.words.get(i + 1).is_some_and(|n| matches!(n.low.as_str(), "tiêu" | "thị" | "số")))
            || last.is_some() && VERBS.contains(&w.low.as_str())
        {
            break;
        }
        count = if row { 1 } else { count + 1 };
        if count > 4 {
            break;
        }
        last = Some(i);
        i += 1;
    }
    if let Some(l) = last {
        let unit_start = line.words[first].start;
        let mut unit_end = line.words[l].end;
        if line.slice(end..unit_start).contains('“') && line.slice(unit_end..line.at.end).starts_with('”') {
            unit_end += '”'.len_utf8();
        }
        f.unit = Some(unit_start..unit_end);
        f.whole = start..unit_end;
        // a rate: 107 trẻ sơ sinh trai/100 bé gái
        let rest = line.slice(unit_end..line.at.end);
        if let Some(after) = rest.strip_prefix('/')
            && let Some((per, len)) = amount::parse(after)
            && [10.0, 100.0, 1e3, 1e4, 1e5, 1e6].contains(&per)
        {
            let behind = &after[len..clip_end(after, len + LONGEST)];
            let stop = len + behind.find([',', ';', '.', ')']).unwrap_or(behind.len());
            f.measure = Measure::Ratio;
            f.per = Some(unit_end + 1..unit_end + 1 + stop);
        }
    }
    f
}
