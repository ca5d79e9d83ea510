//! What makes a figure a commitment: a bound of its own, a verb of making, and what speaks against it.

use super::deadline;
use crate::extract::figure::{Figure, Measure};
use crate::extract::line::Line;
use crate::extract::percent;
use crate::extract::target::responsible;
use crate::lexicon::target_cues::{self, Cue};
use crate::model::Comparator;
use crate::text::fold::lower;

/// Whether a bound of its own stands at the figure.
pub(super) fn bounded(line: &Line, figures: &[Figure], i: usize) -> bool {
    let f = &figures[i];
    let own = line.word_from(f.at.start);
    let (comparator, _) = percent::compare(line, figures, i);
    comparator != Comparator::Equal
        && line.hits_near(own + 8).iter().chain(line.hits_near(own + 2)).chain(line.hits_near(own)).any(|h| {
            matches!(h.kind, Cue::AtLeast | Cue::AtMost | Cue::Above | Cue::Below | Cue::RaiseAfter | Cue::LowerAfter | Cue::About)
                && (h.end <= own && own - h.end <= 4 || h.first >= own && h.first <= own + 8)
        })
}

/// "hồ sơ trên 100 trang", "trường hợp quá 02 lần": a condition, not a goal.
pub(super) fn exception(line: &Line, f: &Figure) -> bool {
    let before = lower(line.slice(line.clause(f.at.start).start..f.at.start));
    if ["có diện tích", "có thể tích", "có quy mô", "có công suất", "trường hợp", "thời gian"].iter().any(|w| before.contains(w))
    {
        return true;
    }
    let own = line.word_from(f.at.start);
    let word = |n: usize| own.checked_sub(n).and_then(|i| line.words.get(i)).map_or("", |w| w.low.as_str());
    matches!(word(1), "trên" | "quá" | "hơn" | "gần" | "khoảng") && !matches!(word(2), "đạt" | "có" | "cho" | "thêm" | "không" | "tạo")
}

/// Whether one of these verbs stands directly before the figure.
pub(super) fn makes(line: &Line, f: &Figure, verbs: &[&str]) -> bool {
    let before = lower(line.slice(line.clause(f.at.start).start..f.at.start));
    verbs.iter().any(|v| before.trim_end().ends_with(v))
}

/// Whether a make-cue is the verb: "tổ chức" after a preposition or "các" is a noun.
pub(super) fn verb(line: &Line, h: &target_cues::Hit, own: usize) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| line.words.get(i)).map_or("", |w| w.low.as_str());
    let first = word(Some(h.first));
    let before = word(h.first.checked_sub(1));
    match first {
        "đơn" => before == "mỗi",
        "hiệu" | "có" | "tổ" | "phường" => h.end <= own && !matches!(before, "các" | "của" | "những" | "cá"),
        _ => !matches!(before, "các" | "của" | "những"),
    }
}

/// Whether the clause of a deadline says what is to be done: neither a title in capitals nor "Từ nay đến hết năm 2025".
pub(super) fn says_what(line: &Line, due: &deadline::Due) -> bool {
    let clause = line.clause(due.at.start);
    // "…; thời gian lấy mẫu vào tháng 4 và tháng 8": when what stands before it is done
    if clause.start > line.sentence(due.at.start).start && lower(line.slice(clause.clone())).starts_with("thời gian ") {
        return false;
    }
    let words = line.words[line.word_from(clause.start)..].iter().take_while(|w| w.end <= clause.end);
    let own = words.filter(|w| w.end <= due.at.start || w.start >= due.at.end);
    let telling = own
        .filter(|w| {
            w.low.contains(char::is_alphabetic)
                && !matches!(
                    w.low.as_str(),
                    "từ" | "nay"
                        | "đến"
                        | "hết"
                        | "năm"
                        | "tháng"
                        | "ngày"
                        | "quý"
                        | "trong"
                        | "trước"
                        | "và"
                        | "hoàn"
                        | "thành"
                        | "thời"
                        | "gian"
                        | "thực"
                        | "hiện"
                )
        })
        .count();
    telling >= 2 && line.slice(clause).contains(char::is_lowercase)
}

/// Whether the verb leads its part of the clause: "Bố trí 04 quầy", "Phòng Nội vụ chủ trì mở 04 lớp"; not "Việc tích hợp 03
/// chương trình", "Sau khi kiểm tra tiến độ 02 công trình".
pub(super) fn imperative(line: &Line, f: &Figure, h: &target_cues::Hit) -> bool {
    let clause = line.clause(f.at.start);
    let text = line.slice(clause.clone());
    if ["Việc ", "Về việc ", "Sau khi ", "Để ", "Khi ", "Trường hợp ", "Theo ", "Căn cứ "].iter().any(|w| text.starts_with(w))
    {
        return false;
    }
    let start = line.hit_start(h);
    let part = line.slice(clause.start..start).rfind([',', ':', '(']).map_or(clause.start, |n| clause.start + n + 1);
    let words = line.words[line.word_from(part)..h.first.max(line.word_from(part))].len();
    words <= 6 || responsible::subject(line, &clause).is_some_and(|s| words <= s.split_whitespace().count() + 4)
}

/// Money set aside rather than to be reached.
pub(super) fn budget(line: &Line, f: &Figure) -> bool {
    let sentence = line.sentence(f.at.start);
    let before = lower(line.slice(sentence.start..f.at.start));
    ["kinh phí", "dự toán", "tổng mức"].iter().any(|w| before.contains(w))
}

/// "02 hội nghị … mỗi năm" behind the noun: a count that is a frequency.
pub(super) fn per_year(line: &Line, f: &Figure) -> bool {
    f.measure == Measure::Count && !amount(line, f) && {
        let rest = line.slice(f.whole.end..line.clause(f.at.start).end.max(f.whole.end));
        rest.find(" mỗi năm").or_else(|| rest.find("/năm")).is_some_and(|n| n < 24 && !rest[..n].contains([',', ';']))
    }
}

/// "Số lượng: 5.000 cuốn", "số lượng mẫu phân tích 240 mẫu".
pub(super) fn amount(line: &Line, f: &Figure) -> bool {
    let before = lower(line.slice(line.clause(f.at.start).start..f.at.start));
    before.strip_prefix("số lượng").is_some_and(|rest| rest.split_whitespace().count() <= 6 && !rest.contains([',', '(']))
}

/// Unit as records write it.
pub(super) fn unit(line: &Line, f: &Figure, frequency: bool) -> String {
    match f.measure {
        Measure::Percent => "percent".to_owned(),
        Measure::Rank => "rank".to_owned(),
        Measure::Times => "times/year".to_owned(),
        Measure::Months => "months/time".to_owned(),
        Measure::Points => "points".to_owned(),
        Measure::Ratio => "ratio".to_owned(),
        Measure::Money => f.unit.clone().map(|u| line.slice(u).to_owned()).unwrap_or_default(),
        Measure::Count if frequency => "times/year".to_owned(),
        Measure::Count => "count".to_owned(),
    }
}
