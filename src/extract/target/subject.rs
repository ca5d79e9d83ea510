//! What a figure measures and for whom, in the words of the clause.

use std::ops::Range;

use crate::extract::figure::{Figure, Measure};
use crate::extract::line::Line;
use crate::lexicon::target_cues::Cue;
use crate::text::fold::lower;

/// Words that carry no meaning at the end of "X đạt tối thiểu 90%".
const TAIL: [&str; 34] = [
    "đạt", "là", "tỷ", "lệ", "từ", "trên", "dưới", "ở", "mức", "khoảng", "có", "lên", "còn", "xuống", "tối", "thiểu", "ít", "nhất",
    "không", "quá", "tương", "ứng", "lần", "lượt", "chiếm", "bằng", "tại", "giảm", "tăng", "cho", "đa", "hơn", "thấp", "vượt",
];
/// Words that carry no meaning at the start.
const HEAD: [&str; 13] =
    ["phấn đấu", "phân đấu", "phần đầu", "đảm bảo", "bảo đảm", "tỷ lệ", "tỉ lệ", "trong đó", "hoàn thành", "riêng", "và", "nâng", "đưa"];

/// What figure `i` measures: the words before it in its part of the clause, else the words after it.
#[must_use]
pub fn of(line: &Line, figures: &[Figure], i: usize) -> Option<String> {
    let f = figures.get(i)?;
    let clause = line.clause(f.at.start);
    let previous = i.checked_sub(1).and_then(|p| figures.get(p)).filter(|p| p.at.start >= clause.start);
    let from = previous.map_or(clause.start, |p| p.whole.end).min(f.at.start);
    let before = cut(line, from..f.at.start);
    if f.measure == Measure::Count || f.measure == Measure::Rank {
        let noun = f.unit.clone().map(|u| line.slice(u).to_owned());
        return match (before, noun) {
            (Some(b), _) if f.measure == Measure::Rank => Some(b),
            (_, Some(n)) => Some(n),
            (b, None) => b,
        };
    }
    if let Some(b) = before.filter(|b| b.split(' ').count() > 1) {
        return Some(b);
    }
    // "60% và 50% đối với …": the subject of the first
    if let Some(p) = previous
        && line.slice(p.at.end..f.at.start).trim() == "và"
    {
        return of(line, figures, i - 1);
    }
    let until = figures.get(i + 1).map_or(clause.end, |n| n.at.start.min(clause.end)).max(f.at.end);
    let after = line.slice(f.at.end..until);
    let after = after.split([';', '.']).next().unwrap_or("").trim().trim_end_matches([',', ')', ' ']);
    (!after.is_empty() && !after.starts_with(')')).then(|| after.trim_start_matches("các ").to_owned())
}

/// What a dated task is: the clause without its deadline.
#[must_use]
pub fn task(line: &Line, clause: &Range<usize>) -> Option<String> {
    let text = line.slice(clause.clone()).trim_end_matches(['.', ';', ',', '/', ' ']);
    (!text.is_empty()).then(|| text.to_owned())
}

/// A range without bounds, verbs of reaching and marks at its ends.
fn cut(line: &Line, at: Range<usize>) -> Option<String> {
    let last = line.slice(at.clone()).rfind([':', '(', ',']).filter(|n| at.end - at.start - n < 4);
    let end = last.map_or(at.end, |n| at.start + n);
    let mut a = line.word_from(at.start);
    let mut b = line.word_from(end);
    while a < b {
        let word = |i: usize| line.words.get(i).filter(|_| i < b).map_or("", |w| w.low.as_str());
        let pair = format!("{} {}", word(a), word(a + 1));
        if HEAD.contains(&pair.as_str()) {
            a += 2;
        } else if HEAD.contains(&word(a)) {
            a += 1;
        } else {
            break;
        }
    }
    let a = a.min(b);
    while a < b && TAIL.contains(&line.words[b - 1].low.as_str()) {
        b -= 1;
    }
    if a >= b {
        return None;
    }
    let text = line.slice(line.words[a].start..line.words[b - 1].end);
    // the last part of a row of parts
    let text = text.rsplit(", trong đó ").next().unwrap_or(text);
    Some(text.trim_matches([' ', ',', ':', '“', '”', '(']).to_owned()).filter(|t| !t.is_empty())
}

/// For whom the figure holds: "60% và 50% đối với quận và phường", "85% tại quận".
#[must_use]
pub fn population(line: &Line, figures: &[Figure], i: usize) -> Option<String> {
    let f = figures.get(i)?;
    let clause = line.clause(f.at.start);
    // the run of figures joined by "và" that this one belongs to
    let joined = |a: usize, b: usize| {
        figures[a].measure == f.measure
            && figures[a].at.end <= figures[b].at.start
            && line.slice(figures[a].at.end..figures[b].at.start).trim() == "và"
    };
    let (mut first, mut last) = (i, i);
    while first > 0 && joined(first - 1, first) {
        first -= 1;
    }
    while last + 1 < figures.len() && joined(last, last + 1) {
        last += 1;
    }
    let after = line.slice(figures[last].at.end..clause.end.max(figures[last].at.end));
    let after = after.trim_start();
    let rest = ["đối với ", "tại ", "ở ", "của ", "cho "].iter().find_map(|w| after.strip_prefix(w));
    if last > first {
        let rest = rest?;
        let stop = rest.find([';', '.', ',', '(']).unwrap_or(rest.len());
        let parts: Vec<&str> = rest[..stop].rsplitn(2, " và ").collect();
        let [second, one] = parts.as_slice() else { return None };
        let name = if i == first { one } else { second };
        // "kết quả thuộc thẩm quyền giải quyết của quận và phường": the common head is left out
        let name = name.rsplit(" của ").next().unwrap_or(name);
        return Some(name.trim().to_owned());
    }
    if let Some(rest) = rest {
        let words: Vec<&str> = rest
            .split([';', '.', ',', '(', ')'])
            .next()
            .unwrap_or("")
            .split(' ')
            .take_while(|w| !matches!(*w, "và" | "được" | "trước" | "trong" | "đạt"))
            .take(5)
            .collect();
        let text = words.join(" ");
        if text.chars().count() > 2 && line.has(Cue::Body, figures[last].at.end..clause.end)
            || ["cấp ", "quận", "phường", "huyện", "xã", "các "].iter().any(|w| lower(&text).starts_with(w))
        {
            return Some(text);
        }
    }
    None
}
