//! Words for people: figures with their units, relations, short names of bodies, titles cut where a reader would cut them.
//! Programs get codes and plain figures; none of this is in them.

use crate::model::{Comparator, Form, Provision, Relation, Target};
use crate::text::fold::lower;

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// Vietnamese.
    Vietnamese,
}

impl Lang {
    /// From `LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set decides.
    #[must_use]
    pub fn of_environment() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|v| std::env::var(v).ok()).find(|v| !v.is_empty());
        if set.is_some_and(|v| v.starts_with("vi")) { Self::Vietnamese } else { Self::English }
    }

    /// One of two words.
    #[must_use]
    pub const fn pick<T: Copy>(self, en: T, vi: T) -> T {
        match self {
            Self::English => en,
            Self::Vietnamese => vi,
        }
    }
}

/// Longest title shown, in characters.
const TITLE: usize = 120;

/// A figure with the marks of the language: `18,420.5`, `18.420,5`. Four digits stand together, they may be a year.
///
/// ```
/// use vanthu::query::words::{Lang, number};
/// assert_eq!(number(18420.5, Lang::Vietnamese), "18.420,5");
/// assert_eq!(number(2024.0, Lang::English), "2024");
/// ```
#[must_use]
pub fn number(value: f64, lang: Lang) -> String {
    let plain = value.to_string();
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(w, p)| (w, Some(p)));
    let (group, point) = if lang == Lang::Vietnamese { ('.', ',') } else { (',', '.') };
    let mut out = String::new();
    let digits = whole.trim_start_matches('-').len();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if digits > 4 && c.is_ascii_digit() && left < digits && left.is_multiple_of(3) {
            out.push(group);
        }
        out.push(c);
    }
    if let Some(part) = part {
        out.push(point);
        out.push_str(part);
    }
    out
}

/// The figure as a person would write it: `≥ 95%`, `at least once every 6 months`.
///
/// ```
/// use vanthu::model::{Comparator, Target};
/// use vanthu::query::words::{Lang, figure};
/// let unit = |u: &str| Some(u.to_owned());
/// let t = Target { value: Some(6.0), unit: unit("months/time"), comparator: Some(Comparator::AtLeast), ..Target::default() };
/// assert_eq!(figure(&t, Lang::Vietnamese), "ít nhất 1 lần/6 tháng");
/// let t = Target { value: Some(99.5), unit: unit("percent"), ..t };
/// assert_eq!(figure(&t, Lang::Vietnamese), "≥ 99,5%");
/// ```
#[must_use]
pub fn figure(t: &Target, lang: Lang) -> String {
    let Some(value) = t.value else { return String::new() };
    let sign = match (t.comparator, t.strict) {
        (Some(Comparator::AtLeast), true) => "> ",
        (Some(Comparator::AtLeast), false) => "≥ ",
        (Some(Comparator::AtMost), true) => "< ",
        (Some(Comparator::AtMost), false) => "≤ ",
        (Some(Comparator::About), _) => "~ ",
        (Some(Comparator::Equal) | None, _) => "",
    };
    let low = t.value_min.map(|m| format!("{}–", number(m, lang))).unwrap_or_default();
    let amount = format!("{low}{}", number(value, lang));
    match t.unit.as_deref() {
        Some("percent") => format!("{sign}{amount}%"),
        Some("rank") => format!("{sign}{} {amount}", lang.pick("rank", "hạng")),
        Some("points") => format!("{sign}{amount} {}", lang.pick("points", "điểm")),
        Some("times/year") => format!("{sign}{amount} {}", lang.pick("times/year", "lần/năm")),
        // "ít nhất 6 tháng/lần" asks for one in six months, not for longer pauses
        Some("months/time") => match t.comparator {
            Some(Comparator::AtLeast) if lang == Lang::Vietnamese => format!("ít nhất 1 lần/{amount} tháng"),
            Some(Comparator::AtLeast) => format!("at least once every {amount} months"),
            Some(Comparator::AtMost) if lang == Lang::Vietnamese => format!("không quá {amount} tháng/lần"),
            Some(Comparator::AtMost) => format!("no more than {amount} months apart"),
            _ if lang == Lang::Vietnamese => format!("mỗi {amount} tháng/lần"),
            _ => format!("every {amount} months"),
        },
        Some("count") => format!("{sign}{amount}{}", t.unit_noun.as_ref().map(|n| format!(" {n}")).unwrap_or_default()),
        Some("ratio") | None => format!("{sign}{amount}"),
        Some(unit) => format!("{sign}{amount} {unit}"),
    }
}

/// A relation in words, as said of the citing document.
#[must_use]
pub const fn relation(relation: Relation, lang: Lang) -> &'static str {
    match relation {
        Relation::Basis => lang.pick("based on", "căn cứ"),
        Relation::Implements => lang.pick("implements", "thực hiện"),
        Relation::Amends => lang.pick("amends", "sửa đổi, bổ sung"),
        Relation::Replaces => lang.pick("replaces", "thay thế"),
        Relation::Repeals => lang.pick("repeals", "bãi bỏ"),
        Relation::Guides => lang.pick("guides", "hướng dẫn"),
        Relation::Approves => lang.pick("approves", "phê duyệt"),
        Relation::ReportsOn => lang.pick("reports on", "báo cáo kết quả"),
        Relation::Cites => lang.pick("cites", "viện dẫn"),
    }
}

/// A form in words; `None` for an administrative document, whose type says more.
#[must_use]
pub const fn form(form: Form, lang: Lang) -> Option<&'static str> {
    match form {
        Form::Administrative => None,
        Form::Article => Some(lang.pick("article", "bài")),
        Form::News => Some(lang.pick("news item", "tin")),
    }
}

/// A body by its usual short name.
///
/// ```
/// use vanthu::query::words::issuer_short;
/// assert_eq!(issuer_short("Ủy ban nhân dân quận Tây Hồ"), "UBND quận Tây Hồ");
/// ```
#[must_use]
pub fn issuer_short(name: &str) -> String {
    const SHORT: [(&str, &str); 6] = [
        ("ủy ban nhân dân", "UBND"),
        ("uỷ ban nhân dân", "UBND"),
        ("hội đồng nhân dân", "HĐND"),
        ("ủy ban mặt trận tổ quốc việt nam", "UBMTTQVN"),
        ("ban chấp hành đảng bộ", "BCH Đảng bộ"),
        ("ban thường vụ", "BTV"),
    ];
    let low = lower(name);
    SHORT
        .iter()
        .find_map(|(long, short)| {
            low.strip_prefix(long).and_then(|rest| name.get(name.len() - rest.len()..)).map(|r| format!("{short}{r}"))
        })
        .unwrap_or_else(|| name.to_owned())
}

/// A title on one line, without marks of Markdown, cut after a word where it is long, never inside a bracket or quotation left open.
///
/// ```
/// use vanthu::query::words::title;
/// assert_eq!(title("ban hành Kế hoạch (Nghị quyết số 50/NQ-C"), "ban hành Kế hoạch");
/// assert_eq!(title("về “một cửa” (CCHC)"), "về “một cửa” (CCHC)");
/// ```
#[must_use]
pub fn title(text: &str) -> String {
    let flat = text.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = flat.as_str();
    let long = flat.chars().count() > TITLE;
    if long {
        let end = flat.char_indices().nth(TITLE).map_or(flat.len(), |(i, _)| i);
        out = flat[..end].rsplit_once(' ').map_or(&flat[..end], |(head, _)| head);
        // the end of a clause is better, unless that leaves little
        if let Some(i) = out.rfind([';', ',']).filter(|i| *i > out.len() * 4 / 5) {
            out = &out[..i];
        }
    }
    let open = unclosed(out);
    if let Some(i) = open.filter(|i| *i > 0) {
        out = &out[..i];
    }
    let out = out.trim_end_matches([' ', ',', ';', ':', '(', '-', '–', '"', '“']);
    if long && open.is_none() { format!("{out} …") } else { out.to_owned() }
}

/// Where the outermost bracket or quotation that is never closed begins.
fn unclosed(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (i, c) in text.char_indices() {
        let closes = |o: char| matches!((o, c), ('(', ')') | ('[', ']') | ('“', '”' | '"') | ('"', '"') | ('«', '»'));
        if open.last().is_some_and(|(_, o)| closes(*o)) {
            open.pop();
        } else if matches!(c, '(' | '[' | '“' | '"' | '«') {
            open.push((i, c));
        }
    }
    open.first().map(|(i, _)| *i)
}

/// A name for a document: its number, else its title, else its file.
#[must_use]
pub fn document(number: Option<&str>, heading: Option<&str>, path: &str) -> String {
    match (number, heading.map(title).filter(|t| !t.is_empty())) {
        (Some(number), _) => number.to_owned(),
        (None, Some(heading)) => format!("“{heading}”"),
        (None, None) => file_name(path).to_owned(),
    }
}

/// The last part of a path.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Pinpoints in the order and words of Nghị định 30/2020/NĐ-CP: `điểm a khoản 2 Điều 5; Phụ lục I`.
#[must_use]
pub fn provisions(list: &[Provision]) -> String {
    let one = |p: &Provision| {
        let parts = [
            ("điểm", &p.point),
            ("khoản", &p.clause),
            ("Điều", &p.article),
            ("Mục", &p.section),
            ("Chương", &p.chapter),
            ("Phụ lục", &p.annex),
        ];
        let named = parts.into_iter().filter_map(|(word, value)| value.as_ref().map(|v| format!("{word} {v}")));
        named.collect::<Vec<_>>().join(" ")
    };
    list.iter().map(one).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(value: f64, unit: &str, comparator: Option<Comparator>) -> Target {
        Target { value: Some(value), unit: Some(unit.into()), comparator, ..Target::default() }
    }

    #[test]
    fn units_in_words() {
        for (value, unit, sign, en, vi) in [
            (95.0, "percent", Some(Comparator::AtLeast), "≥ 95%", "≥ 95%"),
            (97.5, "percent", None, "97.5%", "97,5%"),
            (6.0, "months/time", Some(Comparator::AtLeast), "at least once every 6 months", "ít nhất 1 lần/6 tháng"),
            (3.0, "months/time", None, "every 3 months", "mỗi 3 tháng/lần"),
            (2.0, "times/year", None, "2 times/year", "2 lần/năm"),
            (5.0, "rank", None, "rank 5", "hạng 5"),
            (80.0, "points", Some(Comparator::AtLeast), "≥ 80 points", "≥ 80 điểm"),
            (1_234_567.5, "tỷ đồng", None, "1,234,567.5 tỷ đồng", "1.234.567,5 tỷ đồng"),
            (2025.0, "count", None, "2025", "2025"),
        ] {
            assert_eq!(figure(&target(value, unit, sign), Lang::English), en);
            assert_eq!(figure(&target(value, unit, sign), Lang::Vietnamese), vi);
        }
    }

    #[test]
    fn titles_are_cut_where_they_may_be() {
        let long = "thí điểm một số cơ chế, chính sách đặc biệt tạo đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia (hiệu lực";
        let cut = title(long);
        assert!(cut.chars().count() <= 122 && cut.ends_with(" …") && !cut.contains('('), "{cut}");
        assert_eq!(title("**Về** việc\n  “Một cửa"), "Về việc");
        assert_eq!(title("(tất cả"), "(tất cả");
        assert_eq!(document(None, None, "a/b.txt"), "b.txt");
        assert_eq!(document(None, Some("Về"), "a/b.txt"), "“Về”");
    }
}
