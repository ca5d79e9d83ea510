//! What a figure measures and for whom, in the words of the clause.

use std::ops::Range;

use crate::extract::figure::{Figure, Measure};
use crate::extract::line::Line;
use crate::extract::percent;
use crate::lexicon::indicators::{self, Indicator};
use crate::lexicon::target_cues::{Cue, Hit};
use crate::text::fold::lower;

/// "mỗi phường có tối thiểu 01 sáng kiến": the figure holds for each of them.
fn each(before: &str) -> Option<String> {
    let low = lower(before);
    let at = low.find("mỗi ").filter(|at| low.len() == before.len() && (*at == 0 || low[..*at].ends_with(' ')))?;
    // "mỗi năm", "mỗi quý" say how often
    let ends = ["có", "đạt", "phải", "tối", "ít", "tổ", "thành", "bố", "xây", "đăng", "thực", "từ", "được", "duy", "mở", "là", "01", "1"];
    let name: Vec<&str> = before[at..].split(' ').take_while(|w| !ends.contains(&lower(w).as_str())).take(8).collect();
    let often = name.get(1).is_none_or(|w| matches!(lower(w).as_str(), "năm" | "quý" | "tháng" | "tuần" | "ngày" | "lần" | "kỳ"));
    (!often).then(|| name.join(" ").trim_end_matches([',', ' ']).to_owned())
}

/// "cấp phường", "các phường", "tại 08 phường": the tier of offices that a figure is of.
pub(super) fn level(text: &str) -> Option<String> {
    const UNITS: [&str; 12] = ["tỉnh", "thành", "phố", "quận", "huyện", "thị", "xã", "phường", "trấn", "sở", "ngành", "thôn"];
    let words: Vec<&str> = text.split([' ', '(', ')']).filter(|w| !w.is_empty()).collect();
    let is = |i: usize, list: &[&str]| words.get(i).is_some_and(|w| list.contains(&lower(w.trim_end_matches([',', ':'])).as_str()));
    let figure = |i: usize| words.get(i).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let at = (0..words.len()).find(|i| {
        let unit = i + 1 + usize::from(figure(i + 1));
        is(*i, &["cấp", "các", "tại", "ở"]) && is(unit, &UNITS)
    })?;
    // "tại" and "ở" are no part of the name
    let from = at + usize::from(is(at, &["tại", "ở"]));
    let first = if is(at, &["cấp", "các"]) { at + 1 } else { from + usize::from(figure(from)) };
    let end = (first + 1..words.len()).find(|i| !is(*i, &UNITS)).unwrap_or(words.len());
    Some(words[from..end].join(" ").trim_end_matches([',', ':']).to_owned())
}

/// Words that carry no meaning at the end of "X đạt tối thiểu 90%".
const TAIL: [&str; 43] = [
    "đạt", "là", "tỷ", "lệ", "từ", "trên", "dưới", "ở", "mức", "khoảng", "có", "lên", "còn", "xuống", "tối", "thiểu", "ít", "nhất",
    "không", "quá", "tương", "ứng", "lần", "lượt", "chiếm", "bằng", "tại", "giảm", "tăng", "cho", "đa", "hơn", "thấp", "vượt", "và", "với",
    "ước", "phải", "sẽ", "đã", "chỉ", "mới", "gần",
];
/// Words that carry no meaning at the start.
const HEAD: [&str; 31] = [
    "phấn đấu",
    "phân đấu",
    "phần đầu",
    "đảm bảo",
    "bảo đảm",
    "tỷ lệ",
    "tỉ lệ",
    "trong đó",
    "hoàn thành",
    "riêng",
    "và",
    "nâng",
    "đưa",
    "trở lên",
    "trở xuống",
    "trong khi",
    "đồng thời",
    "tuy nhiên",
    "do đó",
    "vì vậy",
    "nhưng",
    "còn",
    "song",
    "mà",
    "hoặc",
    "tối thiểu",
    "ít nhất",
    "có",
    "đạt",
    "là",
    "thì",
];
/// Words of a phrase that says nothing but when.
const TIME: [&str; 26] = [
    "tính", "đến", "hết", "từ", "trong", "năm", "tháng", "quý", "giai", "đoạn", "hằng", "hàng", "cuối", "đầu", "ngày", "và", "mỗi",
    "trước", "nhiệm", "kỳ", "định", "sau", "tới", "vào", "i", "ii",
];

/// What figure `i` measures: the words before it in its part of the clause, else the words after it.
#[must_use]
pub fn of(line: &Line, figures: &[Figure], i: usize) -> Option<String> {
    let f = figures.get(i)?;
    let clause = line.clause(f.at.start);
    let root = root(line, figures, i);
    if root < i {
        let before = own(line, figures, root).and_then(|at| cut(line, at));
        return before.filter(|b| b.split(' ').count() > 1).or_else(|| of(line, figures, root));
    }
    let previous = i.checked_sub(1).and_then(|p| figures.get(p)).filter(|p| p.at.start >= clause.start);
    let before = own(line, figures, i).and_then(|at| cut(line, at));
    if f.measure == Measure::Count || f.measure == Measure::Rank {
        let noun = f.unit.clone().map(|u| line.slice(u).to_owned());
        return match (before, noun) {
            (Some(b), _) if f.measure == Measure::Rank => Some(b),
            (_, Some(n)) => Some(n),
            (b, None) => b,
        };
    }
    // "trên 80% trạm y tế và 100% cơ sở …": both stand before what they measure
    let joined = previous.is_some_and(|p| {
        let between = line.slice(p.whole.end..f.at.start);
        let bare = between.trim_end();
        let bare =
            ["tối thiểu", "ít nhất", "trên", "khoảng", "tới", "gần"].iter().find_map(|w| bare.strip_suffix(w)).unwrap_or(bare).trim_end();
        bare.ends_with(" và") && between.trim() != "và" && bare.chars().count() > 4
    });
    let behind = after(line, figures, i, &clause);
    if let Some(b) = before.filter(|b| b.split(' ').count() > 1 && !(joined && behind.is_some())) {
        return Some(b);
    }
    // "60% và 50% đối với …": the subject of the first
    if let Some(p) = previous
        && line.slice(p.at.end..f.at.start).trim() == "và"
    {
        return of(line, figures, i - 1);
    }
    // "giảm tỷ lệ … từ 3% năm 2023 xuống 2%": that of the figure it starts from
    behind.or_else(|| previous.filter(|p| p.measure == f.measure && percent::baseline(line, &p.at)).and_then(|_| of(line, figures, i - 1)))
}

/// What stands before figure `i` and is not said of the figure before it: "…% dự toán, nguồn thu tiền sử dụng đất đạt" from the comma on.
fn own(line: &Line, figures: &[Figure], i: usize) -> Option<Range<usize>> {
    const MEASURED: [&str; 8] = ["kế hoạch", "dự toán", "so với", "so cùng", "so dự", "cùng kỳ", "mục tiêu", "chỉ tiêu"];
    let f = figures.get(i)?;
    let clause = line.clause(f.at.start);
    let previous = i.checked_sub(1).and_then(|p| figures.get(p)).filter(|p| p.at.start >= clause.start);
    let from = previous.map_or(clause.start, |p| p.whole.end).min(f.at.start);
    let text = line.slice(from..f.at.start);
    let start = previous.filter(|_| MEASURED.iter().any(|w| text.trim_start().starts_with(w))).and_then(|_| text.rfind(", "));
    Some(from + start.unwrap_or(0)..f.at.start)
}

/// The figure whose subject figure `i` goes on with: "thu ngân sách đạt 47 tỷ đồng, bằng 117% dự toán, tăng 10% so cùng kỳ".
fn root(line: &Line, figures: &[Figure], mut i: usize) -> usize {
    let goes_on = |i: usize| {
        let (Some(p), Some(f)) = (i.checked_sub(1).and_then(|p| figures.get(p)), figures.get(i)) else { return false };
        let Some(at) = own(line, figures, i) else { return false };
        let text = line.slice(at.clone());
        // "90% đối với quận, 80% đối với phường"
        let whom = ["đối với ", "tại ", "ở "].iter().any(|w| text.trim_start().starts_with(w))
            && text.rfind(',').is_some_and(|n| trimmed(line, at.start + n..at.end, false).is_none());
        if whom && p.measure == f.measure {
            return p.at.start >= line.clause(f.at.start).start;
        }
        let verb = ["tăng", "giảm", "bằng", "vượt", "đạt"].iter().any(|v| text.split([' ', ',']).any(|w| w == *v));
        p.at.start >= line.clause(f.at.start).start
            && matches!(f.measure, Measure::Percent | Measure::Money)
            && text.starts_with(',')
            && verb
            && trimmed(line, at, false).is_none()
    };
    while goes_on(i) {
        i -= 1;
    }
    i
}

/// The words after figure `i`, up to the next figure.
fn after(line: &Line, figures: &[Figure], i: usize, clause: &Range<usize>) -> Option<String> {
    let f = figures.get(i)?;
    let until = figures.get(i + 1).map_or(clause.end, |n| n.at.start.min(clause.end)).max(f.at.end);
    let text = line.slice(f.at.end..until);
    let stop = text.find([';', '.', ')']).unwrap_or(text.len());
    if text[..stop].trim().is_empty() {
        return None;
    }
    let words = trimmed(line, f.at.end..f.at.end + stop, false)?;
    Some(words.strip_prefix("các ").unwrap_or(words).to_owned())
}

/// The part of the clause that speaks of figure `i` alone: an indicator must be named there.
#[must_use]
pub fn window(line: &Line, figures: &[Figure], i: usize) -> Range<usize> {
    let Some(f) = figures.get(i) else { return line.at.clone() };
    let clause = line.clause(f.at.start);
    // a run "60% và 50%" shares its words
    let run =
        |a: usize, b: usize| figures[a].at.end <= figures[b].at.start && line.slice(figures[a].at.end..figures[b].at.start).trim() == "và";
    let (mut first, mut last) = (i, i);
    while first > 0 && figures[first].at.start > clause.start && run(first - 1, first) {
        first -= 1;
    }
    while last + 1 < figures.len() && figures[last].at.end < clause.end && run(last, last + 1) {
        last += 1;
    }
    let first = root(line, figures, first);
    let start = first.checked_sub(1).map_or(clause.start, |p| figures[p].whole.end.clamp(clause.start, figures[first].at.start));
    let from = figures[last].at.end.max(start);
    let next = figures.get(last + 1).map(|n| n.at.start).filter(|n| *n < clause.end);
    let start = if first == 0 { start } else { own(line, figures, first).map_or(start, |at| at.start.clamp(start, from)) };
    let end = next.map_or(clause.end, |n| {
        let text = line.slice(from..n.max(from));
        from + [", ", " và ", "("].iter().filter_map(|w| text.find(w)).min().unwrap_or(text.len())
    });
    start..end.max(from)
}

/// The known measure of figure `i`: it is named beside the figure. Where nothing but a place, a time or a verb stands there ("cấp phường 85%",
/// "quý I đạt 15%", ", bằng 96,4% kế hoạch"), it is what the nearest part of the sentence before it speaks of. A difference ("tăng 1,5%") is
/// no figure of what it is a difference in.
///
/// "đạt 100% kế hoạch" says how far a plan was fulfilled: that is a measure of money planned and spent, of nothing else.
#[must_use]
pub fn indicator(line: &Line, figures: &[Figure], i: usize, measure: &str) -> Option<&'static Indicator> {
    let known = named(line, figures, i, measure)?;
    let behind = lower(line.slice(figures[i].at.end..line.clause(figures[i].at.start).end.max(figures[i].at.end)));
    let fulfils = ["kế hoạch", "so kế hoạch", "so với kế hoạch", "dự toán", "so dự toán", "so với dự toán", "chỉ tiêu"];
    let of_plan = measure == "percent" && fulfils.iter().any(|w| behind.trim_start().starts_with(w));
    (!of_plan || matches!(known.family.as_str(), "investment" | "budget")).then_some(known)
}

/// The measure whose name stands nearest.
fn named(line: &Line, figures: &[Figure], i: usize, measure: &str) -> Option<&'static Indicator> {
    /// Parts gone back over; nobody leans on words that stand further away.
    const BACK: usize = 8;
    let f = figures.get(i)?;
    let near = window(line, figures, i);
    let last = near.start + part(line.slice(near.start..f.at.start.max(near.start)));
    let counted = line.slice(f.at.end..near.end.max(f.at.end));
    let (own, whole) = (line.slice(last..near.end.max(last)), line.slice(near.clone()));
    if differs(line, f) && indicators::content(own).is_empty() {
        return None;
    }
    // the nearest words say what is counted, but for the name of an index before them
    let known = match (indicators::of(own, measure, counted), indicators::of(whole, measure, counted)) {
        (Some(near), Some(far)) => Some(if far.is_index() { far } else { near }),
        (near, far) => near.or(far),
    };
    if known.is_some() {
        return known;
    }
    if !indicators::content(whole).is_empty() {
        // "629/731 trường đạt chuẩn quốc gia, đạt 86,1%": the share of what the ratio counts
        let ratio =
            i.checked_sub(1).map(|p| &figures[p]).filter(|p| p.total.is_some() && p.whole.end <= f.at.start && p.whole.end >= near.start);
        if let Some(known) = ratio.and_then(|p| indicators::of(line.slice(p.at.end..near.end.max(p.at.end)), measure, counted)) {
            return Some(known);
        }
        // "số hóa 100% kết quả của quận và 90% của phường": the measure of the first
        let bare = indicators::content(counted).is_empty() && line.slice(near.start..f.at.start.max(near.start)).ends_with(" và ");
        let first = i.checked_sub(1).filter(|p| bare && figures[*p].measure == f.measure)?;
        return indicators::of(line.slice(window(line, figures, first)), measure, counted);
    }
    let sentence = line.sentence(f.at.start);
    let mut from = near.start;
    let mut said = false;
    for _ in 0..BACK {
        let before = line.slice(sentence.start.min(from)..from);
        let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if before.is_empty() {
            return None;
        }
        let start = sentence.start + part(before);
        let end = std::mem::replace(&mut from, start);
        // words about another figure end where that figure stands
        if said && figures.iter().any(|g| g.at.start >= start && g.at.end <= end) {
            return None;
        }
        let text = line.slice(from..near.end.max(from));
        if let Some(known) = indicators::of(text, measure, counted) {
            return Some(known);
        }
        said |= !indicators::content(text).is_empty();
    }
    None
}

/// Where the last part of a text begins: behind a comma, semicolon, colon or bracket that stands between words, not inside a figure.
fn part(text: &str) -> usize {
    let marks = text
        .char_indices()
        .rev()
        .find(|(i, c)| matches!(c, ';' | ':' | '(' | ')') || *c == ',' && !text[i + 1..].starts_with(|d: char| d.is_ascii_digit()));
    marks.map_or(0, |(i, _)| i + 1)
}

/// "tăng 1,5%", "thấp hơn 9%": the figure says by how much something differs.
fn differs(line: &Line, f: &Figure) -> bool {
    let own = line.word_from(f.at.start);
    let word = |n: usize| own.checked_sub(n).and_then(|i| line.words.get(i)).map_or("", |w| w.low.as_str());
    matches!(word(1), "tăng" | "giảm" | "vượt" | "hơn" | "kém" | "thêm") && !(word(1) == "hơn" && matches!(word(2), "đạt" | "có" | "là"))
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
    let text = trimmed(line, at.start..end, true)?;
    // the last part of a row of parts
    let text = text.rsplit(", trong đó ").next().unwrap_or(text);
    Some(text.trim_matches([' ', ',', ':', '“', '”', '(']).to_owned()).filter(|t| !t.is_empty())
}

/// A range without bounds, conjunctions, bare times and verbs of reaching at its ends; with `strive` what follows "phấn đấu",
/// "bảo đảm" inside it.
fn trimmed<'l>(line: &'l Line, at: Range<usize>, strive: bool) -> Option<&'l str> {
    let (mut a, b) = (line.word_from(at.start), line.word_from(at.end));
    let mut b = b.max(a);
    let strives = |h: &Hit| h.kind == Cue::Aspire || h.kind == Cue::Must && matches!(line.words[h.first].low.as_str(), "bảo" | "đảm");
    if let Some(h) = line.hits_from(at.start).iter().take_while(|h| h.end <= b).filter(|h| strive && strives(h)).last() {
        let opens = h.first == 0
            || h.first > a && line.slice(line.words[h.first - 1].end..line.words[h.first].start).contains([',', ':', '(', ';']);
        let rest = ends(line, h.end, b);
        if opens || rest.0 < rest.1 {
            a = h.end;
        } else if h.first > a {
            b = h.first;
        }
    }
    // behind a figure the next demand ends what is measured: "100% xã, bảo đảm đến năm 2030 …"
    if !strive
        && let Some(h) = line.hits_from(at.start).iter().take_while(|h| h.end <= b).find(|h| h.first > a && strives(h))
        && line.slice(line.words[h.first - 1].end..line.words[h.first].start).starts_with([',', ';'])
    {
        b = h.first;
    }
    let (a, b) = ends(line, a, b);
    let (first, last) = (line.words.get(a).filter(|_| a < b)?, line.words.get(b - 1)?);
    // "(GRDP": the bracket that was opened is closed
    let text = line.slice(first.start..last.end);
    // "…% kế hoạch (bình quân cả nước là": what stands in the bracket
    if let Some(open) = text.rfind('(').filter(|n| !text[*n..].contains(')') && !line.slice(last.end..line.at.end).starts_with(')'))
        && text[open + 1..].contains(' ')
    {
        return Some(&text[open + 1..]);
    }
    let shut = text.matches('(').count() > text.matches(')').count() && line.slice(last.end..line.at.end).starts_with(')');
    let quote = text.matches('“').count() > text.matches('”').count() && line.slice(last.end..line.at.end).starts_with('”');
    Some(line.slice(first.start..last.end + usize::from(shut) + if quote { '”'.len_utf8() } else { 0 }))
}

/// Word range `a..b` without what carries no meaning at its ends.
fn ends(line: &Line, mut a: usize, mut b: usize) -> (usize, usize) {
    let low = |i: usize| line.words.get(i).map_or("", |w| w.low.as_str());
    // "nông thôn mới", "thành lập mới" keep their last word
    let named = |i: usize| i > a && low(i) == "mới" && matches!(low(i - 1), "thôn" | "lập" | "đổi" | "làm");
    let merged = |i: usize| i > a && low(i) == "nhất" && matches!(low(i - 1), "hợp" | "thống" | "thứ");
    loop {
        // "số hóa đạt tối thiếu": a bound with slipped tone marks is no part of it either
        let slipped = line.hits_near(b.saturating_sub(1)).iter().find(|h| h.slipped && h.end == b && h.first >= a).map(|h| h.first);
        let bare = a < b && TAIL.contains(&low(b - 1)) && !named(b - 1) && !merged(b - 1);
        match slipped.or_else(|| bare.then(|| b - 1)) {
            Some(shorter) if shorter < b => b = shorter,
            _ => break,
        }
    }
    while a < b {
        let word = |i: usize| line.words.get(i).filter(|_| i < b).map_or("", |w| w.low.as_str());
        let pair = format!("{} {}", word(a), word(a + 1));
        let time = |i: usize| TIME.contains(&word(i)) || word(i).starts_with(|c: char| c.is_ascii_digit());
        let when = (a..b).take_while(|i| time(*i)).count();
        // "Đến năm 2030, tỷ lệ …": a phrase of time up to its comma, or nothing but time
        if when > 1 && (a + when == b || line.slice(line.words[a + when - 1].end..line.words[a + when].start).starts_with(',')) {
            a += when;
        } else if HEAD.contains(&pair.as_str()) {
            a += 2;
        } else if HEAD.contains(&word(a)) {
            a += 1;
        } else {
            break;
        }
    }
    (a, b)
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
    while first > 0 && figures[first].at.start > clause.start && joined(first - 1, first) {
        first -= 1;
    }
    while last + 1 < figures.len() && figures[last].at.end < clause.end && joined(last, last + 1) {
        last += 1;
    }
    let after = line.slice(figures[last].at.end..clause.end.max(figures[last].at.end));
    let after = after.trim_start();
    if let Some(each) = each(line.slice(clause.start..f.at.start)) {
        return Some(each);
    }
    let rest = ["đối với ", "tại ", "ở ", "của ", "cho "].iter().find_map(|w| after.strip_prefix(w));
    if last > first && rest.is_none() {
        return (last == first + 1).then(|| paired(line.slice(clause.start..figures[first].at.start), i == first)).flatten();
    }
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
    let start = clause.start + part(line.slice(clause.start..f.at.start.max(clause.start)));
    level(line.slice(start..f.at.start.max(start))).or_else(|| level(after.split([';', '.', ',', '(', ')']).next().unwrap_or("")))
}

/// "… của quận và phường lần lượt đạt" before two figures: the first or the second of the two.
fn paired(before: &str, first: bool) -> Option<String> {
    const LEVELS: [&str; 9] = ["cấp", "quận", "phường", "huyện", "xã", "tỉnh", "thành", "các", "sở"];
    let low = lower(before);
    let at = ["lần lượt", "tương ứng"].iter().filter_map(|w| low.rfind(w)).max()?;
    let (one, two) = before.get(..at)?.trim_end().rsplit_once(" và ")?;
    let level = |word: &str| LEVELS.contains(&lower(word).as_str());
    let second: Vec<&str> = two.split_whitespace().collect();
    if second.len() > 4 || !second.first().is_some_and(|w| level(w)) {
        return None;
    }
    // the first is named like the second: from the last such word on
    let words: Vec<&str> = one.split_whitespace().collect();
    let from = words.iter().rposition(|w| level(w))?;
    let from = if from > 0 && lower(words[from - 1]) == "cấp" { from - 1 } else { from };
    (words.len() - from <= 4).then(|| if first { words[from..].join(" ") } else { second.join(" ") })
}
