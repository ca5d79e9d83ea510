//! Date expressions: text to value. FIELD §4.
//!
//! | form | value |
//! |---|---|
//! | `ngày 02/3/2022`, `ngày 02 tháng 3 năm 2022`, `1-8-2023`, `02.3.2022` | day |
//! | `ngày tháng 6 năm 2022` (blank day), `tháng 6/2022`, `tháng 6 năm 2022` | month |
//! | `quý I/2022`, `Quý 1 năm 2022` | quarter |
//! | `6 tháng đầu năm 2022`, `6 tháng cuối năm` | half |
//! | `9 tháng đầu năm 2024`, `giai đoạn 2021 - 2025`, `nhiệm kỳ 2020-2025`, `năm 2022 - 2025` | period |
//! | `năm 2022` | year |
//! | `17/8`, `ngày 17`, `tháng 4`, `quý III` | the year (and month) is left open |
//!
//! Input is normalised text ([`crate::text::Flow`]): one space, `-` for every dash. Not handled: dates in words, lunar dates, hours.

use crate::model::Precision;
use crate::text::clip_end;

/// A date expression. Parts that the text leaves open are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it says.
    pub value: Value,
}

/// What a date expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A day; month and year may be open.
    Day(u8, Option<u8>, Option<u16>),
    /// A month; the year may be open.
    Month(u8, Option<u16>),
    /// A quarter.
    Quarter(u8, Option<u16>),
    /// First or second half of a year.
    Half(u8, Option<u16>),
    /// The first n months of a year.
    Months(u8, Option<u16>),
    /// The last n months of a year ("02 tháng cuối năm 2025").
    LastMonths(u8, Option<u16>),
    /// From one quarter to another ("Quý IV/2025 - Quý II/2026").
    Quarters((u8, u16), (u8, u16)),
    /// A year.
    Year(u16),
    /// Years a to b.
    Years(u16, u16),
}

impl Value {
    /// The year it states.
    #[must_use]
    pub const fn year(self) -> Option<u16> {
        match self {
            Self::Day(_, _, y)
            | Self::Month(_, y)
            | Self::Quarter(_, y)
            | Self::Half(_, y)
            | Self::Months(_, y)
            | Self::LastMonths(_, y) => y,
            Self::Year(y) | Self::Years(y, _) | Self::Quarters((_, y), _) => Some(y),
        }
    }

    /// The same with an open year filled in.
    #[must_use]
    pub const fn with_year(self, year: u16) -> Self {
        match self {
            Self::Day(d, m, None) => Self::Day(d, m, Some(year)),
            Self::Month(m, None) => Self::Month(m, Some(year)),
            Self::Quarter(q, None) => Self::Quarter(q, Some(year)),
            Self::Half(h, None) => Self::Half(h, Some(year)),
            Self::Months(n, None) => Self::Months(n, Some(year)),
            Self::LastMonths(n, None) => Self::LastMonths(n, Some(year)),
            other => other,
        }
    }

    /// How exact it is.
    #[must_use]
    pub const fn precision(self) -> Precision {
        match self {
            Self::Day(..) => Precision::Day,
            Self::Month(..) => Precision::Month,
            Self::Quarter(..) => Precision::Quarter,
            Self::Half(..) => Precision::Half,
            Self::Year(_) => Precision::Year,
            Self::Months(..) | Self::LastMonths(..) | Self::Quarters(..) | Self::Years(..) => Precision::Period,
        }
    }

    /// ISO form; `None` while a part is open.
    ///
    /// ```
    /// use vanthu::grammar::date::Value;
    /// assert_eq!(Value::Quarter(1, Some(2022)).iso().as_deref(), Some("2022-01/2022-03"));
    /// ```
    #[must_use]
    pub fn iso(self) -> Option<String> {
        Some(match self {
            Self::Day(d, Some(m), Some(y)) => format!("{y:04}-{m:02}-{d:02}"),
            Self::Month(m, Some(y)) => format!("{y:04}-{m:02}"),
            Self::Quarter(q, Some(y)) => format!("{y:04}-{:02}/{y:04}-{:02}", q * 3 - 2, q * 3),
            Self::Half(h, Some(y)) => format!("{y:04}-{:02}/{y:04}-{:02}", h * 6 - 5, h * 6),
            Self::Months(n, Some(y)) => format!("{y:04}-01/{y:04}-{n:02}"),
            Self::LastMonths(n, Some(y)) => format!("{y:04}-{:02}/{y:04}-12", 13 - n),
            Self::Quarters((q, a), (r, b)) => format!("{a:04}-{:02}/{b:04}-{:02}", q * 3 - 2, r * 3),
            Self::Year(y) => format!("{y:04}"),
            Self::Years(a, b) => format!("{a:04}/{b:04}"),
            Self::Day(..) | Self::Month(..) | Self::Quarter(..) | Self::Half(..) | Self::Months(..) | Self::LastMonths(..) => return None,
        })
    }

    /// Whether the calendar knows it (31/02 is kept as found, but said to be impossible).
    #[must_use]
    pub fn exists(self) -> bool {
        match self {
            Self::Day(d, Some(m), y) => {
                jiff::civil::Date::new(i16::try_from(y.unwrap_or(2024)).unwrap_or(2024), m.cast_signed(), d.cast_signed()).is_ok()
            }
            _ => true,
        }
    }
}

/// Every date expression of `text`, in order, without overlaps.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        let found = if b.is_ascii_digit() {
            let run = digits(bytes, i);
            let fresh = i == 0
                || !(bytes[i - 1].is_ascii_alphanumeric()
                    || bytes[i - 1] >= 0x80 && text[..i].chars().next_back().is_some_and(char::is_alphanumeric));
            let found = if fresh && run <= 4 { number(text, i, run) } else { None };
            if found.is_none() {
                i += run;
                continue;
            }
            found
        } else if (b == b'I' || b == b'V') && text[..i].ends_with("uý ") {
            roman_quarter(text, i)
        } else {
            None
        };
        match found {
            Some(f) if out.last().is_none_or(|p| p.end <= f.start) => {
                i = f.end;
                out.push(f);
                follow(text, &mut out);
                i = out.last().map_or(i, |f| f.end);
            }
            _ => i += 1,
        }
    }
    out
}

fn digits(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

fn num(text: &str, at: usize, len: usize) -> u16 {
    text[at..at + len].parse().unwrap_or(0)
}

/// A four-digit year at `at`.
fn year_at(text: &str, at: usize) -> Option<(u16, usize)> {
    let bytes = text.as_bytes();
    if at >= bytes.len() || digits(bytes, at) != 4 {
        return None;
    }
    let y = num(text, at, 4);
    ((1900..=2100).contains(&y)).then_some((y, at + 4))
}

/// One or two digits at `at`, not followed by another digit.
fn small_at(text: &str, at: usize) -> Option<(u8, usize)> {
    let n = if at < text.len() { digits(text.as_bytes(), at) } else { 0 };
    (1..=2).contains(&n).then(|| (num(text, at, n) as u8, at + n))
}

/// No word that a date begins with is longer, in bytes.
const LONGEST_WORD: usize = 32;

/// The word that ends before `at`, with its start; words are parted by single spaces. Of a longer word only the end is given: none of
/// ours is, and a text without spaces is not walked back to its beginning at every figure.
fn word_before(text: &str, at: usize) -> (&str, usize) {
    let cut = text[..at].trim_end_matches(' ');
    let from = clip_end(cut, cut.len().saturating_sub(LONGEST_WORD));
    let near = &cut[from..];
    let start = near
        .rfind([' ', '\n', '(', '"', '“', '/', ',', ';', '|', '['])
        .map_or(from, |i| from + i + near[i..].chars().next().map_or(1, char::len_utf8));
    (&cut[start..], start)
}

fn is(word: &str, lower: &str) -> bool {
    word == lower || word.chars().count() == lower.chars().count() && word.to_lowercase() == lower
}

/// `at` after the given word and a space, if the text goes on so.
fn after(text: &str, at: usize, word: &str) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix(' ')?;
    let head = rest.get(..word.len())?;
    (head == word || head.to_lowercase() == word).then(|| at + 1 + word.len()).filter(|e| text[*e..].starts_with(' ')).map(|e| e + 1)
}

/// "24 tháng11 năm 2025": the space is lost.
fn glued(text: &str, at: usize) -> Option<usize> {
    text[at..].strip_prefix(" tháng").filter(|r| r.starts_with(|c: char| c.is_ascii_digit())).map(|_| at + " tháng".len())
}

/// ` năm 2022`, `/2022`, `-2022`, `.2022` after `at`.
fn year_after(text: &str, at: usize, seps: &[u8]) -> Option<(u16, usize)> {
    if let Some(y) = after(text, at, "năm").and_then(|p| year_at(text, p)) {
        return Some(y);
    }
    let mut p = at;
    if text.as_bytes().get(p) == Some(&b' ') && text.as_bytes().get(p + 1) == Some(&b'/') {
        p += 1;
    }
    if text.as_bytes().get(p).is_some_and(|b| seps.contains(b)) {
        p += 1;
        if text.as_bytes().get(p) == Some(&b' ') {
            p += 1;
        }
        return year_at(text, p);
    }
    None
}

fn number(text: &str, at: usize, run: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    // digits that belong to a figure, fraction or symbol
    let before = at.checked_sub(1).map(|i| bytes[i]);
    if matches!(before, Some(b'.' | b',')) && at >= 2 && bytes[at - 2].is_ascii_digit() || matches!(before, Some(b'/')) {
        return None;
    }
    let end = at + run;
    if run == 4 {
        return years(text, at);
    }
    if run > 2 {
        return None;
    }
    let n = num(text, at, run) as u8;
    let (word, word_at) = word_before(text, at);
    if is(word, "ngày") || is(word, "hôm") {
        return day(text, word_at, n, end);
    }
    if is(word, "tháng") {
        if !(1..=12).contains(&n) {
            return None;
        }
        // a blank day: "ngày tháng 6 năm 2022"
        let blank = text[..word_at].trim_end_matches([' ', '.', '…', '_']);
        let (maybe, maybe_at) = word_before(blank, blank.len());
        let start = if is(maybe, "ngày") { maybe_at } else { word_at };
        let (year, end) = year_after(text, end, b"/-.").map_or((None, end), |(y, e)| (Some(y), e));
        return Some(Found { start, end, value: Value::Month(n, year) });
    }
    if is(word, "quý") && (1..=4).contains(&n) {
        let (year, end) = year_after(text, end, b"/-").map_or((None, end), |(y, e)| (Some(y), e));
        return Some(Found { start: word_at, end, value: Value::Quarter(n, year) });
    }
    if let Some(f) = full(text, at, n, end) {
        return Some(f);
    }
    // "Sáng 17/8", "17/8 vừa qua"
    if text.as_bytes().get(end) == Some(&b'/')
        && let Some((m, e)) = small_at(text, end + 1)
        && (1..=12).contains(&m)
        && (1..=31).contains(&n)
        && !matches!(text.as_bytes().get(e), Some(b'/' | b'%' | b'-'))
        && (["sáng", "chiều", "tối", "trưa", "đêm"].iter().any(|w| is(word, w)) || text[e..].starts_with(" vừa qua"))
    {
        return Some(Found { start: at, end: e, value: Value::Day(n, Some(m), None) });
    }
    // "các ngày 08 và 09 tháng 11 năm 2025": the unit word serves both days
    if ["và", "đến", "-"].iter().any(|w| is(word, w))
        && (1..=31).contains(&n)
        && day_before(text, word_at)
        && let Some((m, e)) = after(text, end, "tháng").and_then(|p| small_at(text, p))
        && (1..=12).contains(&m)
    {
        let (year, e) = year_after(text, e, b"/-.").map_or((None, e), |(y, e)| (Some(y), e));
        return Some(Found { start: at, end: e, value: Value::Day(n, Some(m), year) });
    }
    months(text, at, n, end)
}

/// Whether "ngày 08" ends before `at`.
fn day_before(text: &str, at: usize) -> bool {
    let (day, day_at) = word_before(text, at);
    (1..=2).contains(&day.len()) && day.bytes().all(|b| b.is_ascii_digit()) && is(word_before(text, day_at).0, "ngày")
}

/// After "ngày".
fn day(text: &str, start: usize, n: u8, end: usize) -> Option<Found> {
    if !(1..=31).contains(&n) {
        return None;
    }
    if let Some(f) = full(text, end - if n > 9 || text[..end].ends_with(&format!("0{n}")) { 2 } else { 1 }, n, end) {
        return Some(Found { start, ..f });
    }
    if let Some((m, e)) = after(text, end, "tháng").or_else(|| glued(text, end)).and_then(|p| small_at(text, p))
        && (1..=12).contains(&m)
    {
        let (year, e) = year_after(text, e, b"/-.").map_or((None, e), |(y, e)| (Some(y), e));
        return Some(Found { start, end: e, value: Value::Day(n, Some(m), year) });
    }
    for sep in [b'/', b'-', b'.'] {
        if text.as_bytes().get(end) == Some(&sep)
            && let Some((m, e)) = small_at(text, end + 1)
            && (1..=12).contains(&m)
            && !matches!(text.as_bytes().get(e), Some(b'/' | b'%' | b'-'))
        {
            let year = after(text, e, "năm").and_then(|p| year_at(text, p));
            return Some(match year {
                Some((y, e)) => Found { start, end: e, value: Value::Day(n, Some(m), Some(y)) },
                None => Found { start, end: e, value: Value::Day(n, Some(m), None) },
            });
        }
    }
    Some(Found { start, end, value: Value::Day(n, None, None) })
}

/// `D/M/YYYY`, `D-M-YYYY`, `D.M.YYYY` at `at`, spaces after separators allowed.
fn full(text: &str, at: usize, d: u8, end: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let sep = *bytes.get(end)?;
    if !matches!(sep, b'/' | b'-' | b'.') || !(1..=31).contains(&d) {
        return None;
    }
    let skip = |p: usize| if bytes.get(p) == Some(&b' ') { p + 1 } else { p };
    let (m, e) = small_at(text, skip(end + 1))?;
    let sep2 = skip(e);
    if !(1..=12).contains(&m) || bytes.get(sep2) != Some(&sep) {
        return None;
    }
    let (y, e) = year_at(text, skip(sep2 + 1))?;
    Some(Found { start: at, end: e, value: Value::Day(d, Some(m), Some(y)) })
}

/// `6 tháng đầu năm 2022`, `9 tháng`.
fn months(text: &str, at: usize, n: u8, end: usize) -> Option<Found> {
    let rest = text[end..].strip_prefix(' ')?;
    if !rest.get(.."tháng".len()).is_some_and(|w| is(w, "tháng")) {
        return None;
    }
    let e = end + 1 + "tháng".len();
    let tail = &text[e..];
    if tail.starts_with(|c: char| c.is_alphanumeric()) || !(1..=12).contains(&n) {
        return None;
    }
    let (second, named, e) = if tail.get(.." đầu năm".len()).is_some_and(|w| is(w, " đầu năm")) {
        (false, true, e + " đầu năm".len())
    } else if tail.get(.." cuối năm".len()).is_some_and(|w| is(w, " cuối năm")) {
        (true, true, e + " cuối năm".len())
    } else {
        (false, false, e)
    };
    let year = if named {
        year_at(text, e + 1).filter(|_| text.as_bytes().get(e) == Some(&b' '))
    } else {
        year_after(text, e, b"/").or_else(|| after(text, e, "của năm").and_then(|p| year_at(text, p)))
    };
    let (year, e) = year.map_or((None, e), |(y, e)| (Some(y), e));
    if !named && year.is_none() {
        // a duration or a rate, unless it is one of the usual reporting spans
        let (word, _) = word_before(text, at);
        let before = [
            "trong", "hạn", "sau", "hơn", "kỳ", "từ", "tục", "nhất", "mỗi", "đủ", "dưới", "trên", "quá", "là", "đến", "thiểu", "đa", "gần",
            "cho", "khoảng", "thêm", "-", "tù", "giam", "lại", "còn", "trước", "cách",
        ];
        let tail = &text[e..];
        let rate = tail.starts_with('/')
            || tail.starts_with(" /")
            || tail.starts_with(" một lần")
            || tail.starts_with(" hoạt động")
            || tail.starts_with(" kể từ")
            || tail.starts_with(" (từ")
            || tail.starts_with(" tuổi")
            || tail.starts_with(" liên");
        if rate || before.iter().any(|w| is(word, w)) || !matches!(n, 3 | 5 | 6 | 7 | 8 | 9 | 10 | 11) {
            return None;
        }
    }
    let value = match (n, second) {
        (6, false) => Value::Half(1, year),
        (6, true) => Value::Half(2, year),
        (_, false) => Value::Months(n, year),
        (_, true) => Value::LastMonths(n, year),
    };
    Some(Found { start: at, end: e, value })
}

fn roman_quarter(text: &str, at: usize) -> Option<Found> {
    let n = text.as_bytes()[at..].iter().take_while(|b| matches!(b, b'I' | b'V')).count();
    let q = roman(&text[at..at + n])?;
    let end = at + n;
    if text[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let (word, start) = word_before(text, at);
    if !is(word, "quý") {
        return None;
    }
    let (year, end) = year_after(text, end, b"/-").map_or((None, end), |(y, e)| (Some(y), e));
    // "Quý IV/2025 - Quý II/2026"
    if let Some(from) = year
        && let Some((r, to, end)) = second_quarter(text, end)
        && (from, q) < (to, r)
    {
        return Some(Found { start, end, value: Value::Quarters((q, from), (r, to)) });
    }
    Some(Found { start, end, value: Value::Quarter(q, year) })
}

/// The quarter that Roman figures name.
fn roman(figures: &str) -> Option<u8> {
    Some(match figures {
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        _ => return None,
    })
}

/// "- Quý II/2026" at `at`: quarter, year, end.
fn second_quarter(text: &str, at: usize) -> Option<(u8, u16, usize)> {
    let rest = text[at..].trim_start_matches(' ').strip_prefix('-')?.trim_start_matches(' ');
    let word = rest.strip_prefix("Quý ").or_else(|| rest.strip_prefix("quý "))?;
    let n = word.bytes().take_while(|b| matches!(b, b'I' | b'V')).count();
    let q = roman(&word[..n])?;
    let (year, end) = year_after(text, text.len() - word.len() + n, b"/-")?;
    Some((q, year, end))
}

/// `năm 2022`, `giai đoạn 2021 - 2025`, `2021-2025`.
fn years(text: &str, at: usize) -> Option<Found> {
    let (a, end) = year_at(text, at)?;
    if text[end..].starts_with(|c: char| c.is_alphabetic()) || text[end..].starts_with('%') {
        return None;
    }
    let (word, word_at) = word_before(text, at);
    let mut start = None;
    if is(word, "năm") {
        start = Some(word_at);
    }
    let (prev, prev_at) = word_before(text, word_at);
    for (first, second) in [("giai", "đoạn"), ("nhiệm", "kỳ"), ("nhiệm", "kì"), ("năm", "học"), ("thời", "kỳ"), ("niên", "độ")]
    {
        if is(word, second) && is(prev, first) && text[..word_at].ends_with(' ') {
            start = Some(prev_at);
        }
        // "giai đoạn năm 2021 - 2025", "giai đoạn từ 2021 …"
        if is(word, "năm") && is(prev, second) {
            let (pp, pp_at) = word_before(text, prev_at);
            if is(pp, first) {
                start = Some(pp_at);
            }
        }
    }
    // a second year
    let bytes = text.as_bytes();
    let mut p = end;
    if bytes.get(p) == Some(&b' ') {
        p += 1;
    }
    if bytes.get(p) == Some(&b'-') {
        p += 1;
        if bytes.get(p) == Some(&b' ') {
            p += 1;
        }
        let q = if text[p..].starts_with("năm ") { p + "năm ".len() } else { p };
        if let Some((b, e)) = year_at(text, q)
            && b > a
            && b - a <= 60
            && !text[e..].starts_with('/')
        {
            return Some(Found { start: start.unwrap_or(at), end: e, value: Value::Years(a, b) });
        }
    }
    if bytes.get(end) == Some(&b'/') {
        return None;
    }
    match start {
        Some(s) => Some(Found { start: s, end, value: Value::Year(a) }),
        // "(2022)": a year alone in brackets
        None if text[..at].ends_with('(') && text[end..].starts_with(')') => Some(Found { start: at, end, value: Value::Year(a) }),
        // "tầm nhìn đến 2045", at the end of its phrase
        None if is(word, "đến")
            && text[..at].ends_with(' ')
            && (text[end..].is_empty() || text[end..].starts_with([',', ';', '.', ')', '"', '”', '|'])) =>
        {
            Some(Found { start: at, end, value: Value::Year(a) })
        }
        None => None,
    }
}

/// "năm 2025 và 2026", "năm 2023, 2024": the unit word serves the years after it; "quý I, II/2024", "tháng 4, 5 năm 2023" likewise.
fn follow(text: &str, out: &mut Vec<Found>) {
    for _ in 0..12 {
        let Some(last) = out.last() else { return };
        let Value::Year(a) = last.value else { return };
        if !text[last.start..last.end].to_lowercase().starts_with("năm ")
            && !text[last.start..last.end].starts_with(|c: char| c.is_ascii_digit())
        {
            return;
        }
        let rest = &text[last.end..];
        let skip = [" và ", ", ", " và năm "].iter().find(|s| rest.starts_with(**s)).map(|s| s.len());
        let Some(skip) = skip else { return };
        let at = last.end + skip;
        match year_at(text, at) {
            Some((y, e))
                if y > a
                    && y - a <= 10
                    && !text[e..].starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '.' || c == '%')
                    && !text[e..].starts_with(" -") =>
            {
                out.push(Found { start: at, end: e, value: Value::Year(y) });
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, String)> {
        find(text)
            .into_iter()
            .map(|f| (text[f.start..f.end].to_owned(), f.value.iso().unwrap_or_else(|| format!("{:?}", f.value))))
            .collect()
    }

    #[test]
    fn forms() {
        for (text, want) in [
            ("ban hành ngày 02/3/2022 của", vec![("ngày 02/3/2022", "2022-03-02")]),
            ("Ngày 02 tháng 3 năm 2022, UBND", vec![("Ngày 02 tháng 3 năm 2022", "2022-03-02")]),
            ("Hà Nội, 1-8-2023", vec![("1-8-2023", "2023-08-01")]),
            ("ngày 02.3.2022.", vec![("ngày 02.3.2022", "2022-03-02")]),
            ("Hải An, ngày tháng 6 năm 2022", vec![("ngày tháng 6 năm 2022", "2022-06")]),
            ("ngày ... tháng 6 năm 2022", vec![("ngày ... tháng 6 năm 2022", "2022-06")]),
            ("trong tháng 8 năm 2022;", vec![("tháng 8 năm 2022", "2022-08")]),
            ("tháng 4 và tháng 5/2023", vec![("tháng 4", "Month(4, None)"), ("tháng 5/2023", "2023-05")]),
            ("quý I/2022 và Quý 3", vec![("quý I/2022", "2022-01/2022-03"), ("Quý 3", "Quarter(3, None)")]),
            ("quý III năm 2024", vec![("quý III năm 2024", "2024-07/2024-09")]),
            ("6 tháng đầu năm 2022", vec![("6 tháng đầu năm 2022", "2022-01/2022-06")]),
            ("6 tháng cuối năm", vec![("6 tháng cuối năm", "Half(2, None)")]),
            ("trong 02 tháng cuối năm 2025", vec![("02 tháng cuối năm 2025", "2025-11/2025-12")]),
            ("Quý IV/2025- Quý II/2026", vec![("Quý IV/2025- Quý II/2026", "2025-10/2026-06")]),
            ("trong các ngày 08 và 09 tháng 11 năm 2025", vec![("ngày 08", "Day(8, None, None)"), ("09 tháng 11 năm 2025", "2025-11-09")]),
            ("thời kỳ 2021-2030, tầm nhìn đến 2045;", vec![("thời kỳ 2021-2030", "2021/2030"), ("2045", "2045")]),
            ("08 tháng (từ tháng 3 đến tháng 10)", vec![("tháng 3", "Month(3, None)"), ("tháng 10", "Month(10, None)")]),
            ("giai đoạn 2021 - 2025", vec![("giai đoạn 2021 - 2025", "2021/2025")]),
            ("nhiệm kỳ 2025-2030", vec![("nhiệm kỳ 2025-2030", "2025/2030")]),
            ("năm 2022 - 2025", vec![("năm 2022 - 2025", "2022/2025")]),
            ("đến năm 2025, định hướng đến năm 2030", vec![("năm 2025", "2025"), ("năm 2030", "2030")]),
            ("năm 2025 và 2026", vec![("năm 2025", "2025"), ("2026", "2026")]),
            ("Sáng ngày 17/8 vừa qua", vec![("ngày 17/8", "Day(17, Some(8), None)")]),
            (
                "từ ngày 17 đến ngày 20 tháng 11 năm 2025",
                vec![("ngày 17", "Day(17, None, None)"), ("ngày 20 tháng 11 năm 2025", "2025-11-20")],
            ),
            ("Quận ủy Tây Hồ (2022).", vec![("2022", "2022")]),
            ("144/2017/TT-BTC, 24/24 giờ, 423/486 đơn, 6 tháng/lần, 1.754 học viên", vec![]),
        ] {
            let want: Vec<_> = want.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(all(text), want, "{text}");
        }
    }
}
