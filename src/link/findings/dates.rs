//! Dates that cannot be, that contradict each other or their document, and dates without a year.

use std::collections::{BTreeMap, HashSet};

use super::{Material, at, begin, day, flat, listed, name, number, push};
use crate::grammar::date;
use crate::model::{DateMention, Finding, Precision, RefKind, Reference, Severity, Span};
use crate::text::fold::{lower, plain};
use crate::text::{clip_end, clip_start};

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    impossible(of.dates, out);
    same_number(of.references, out);
    years(of.references, out);
    suspect(of, out);
    yearless(of, out);
    quarters(of, out);
}

/// Days that no calendar has.
fn impossible(dates: &[DateMention], out: &mut Vec<Finding>) {
    for d in dates {
        let words = flat(&d.text);
        if date::find(&words).first().is_some_and(|f| !f.value.exists()) {
            let message = format!("“{words}” là ngày không có trong lịch");
            push(out, "impossible_date", Severity::High, message, vec![Span::new(d.start, d.end)]);
        }
    }
}

/// One document with two dates.
fn same_number(refs: &[Reference], out: &mut Vec<Finding>) {
    let named: HashSet<&str> = refs.iter().filter_map(|r| r.same_as.as_deref()).collect();
    let mut by_number: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for r in refs.iter().filter(|r| r.kind == RefKind::Numbered) {
        let Some(n) = number(r) else { continue };
        // without a year in the number, two dates may be two documents
        if n.year.is_some() || r.same_as.is_some() || named.contains(r.id.as_str()) {
            by_number.entry(plain(r.number.as_deref().unwrap_or(""))).or_default().push(r);
        }
    }
    for group in by_number.values() {
        let dated: Vec<&&Reference> = group.iter().filter(|r| r.date.is_some()).collect();
        let mut days: Vec<&str> = dated.iter().filter_map(|r| r.date.as_deref()).collect();
        days.sort_unstable();
        days.dedup();
        if days.len() > 1 {
            let message = format!("{} mang {} ngày khác nhau: {}", name(group[0]), days.len(), days.join(", "));
            push(out, "date_conflict", Severity::High, message, dated.iter().map(|r| at(r)).collect());
        }
    }
}

/// The year in a number against the year of its date.
fn years(refs: &[Reference], out: &mut Vec<Finding>) {
    for r in refs {
        let Some(n) = number(r) else { continue };
        let year = r.date.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse::<u16>().ok());
        if let (Some(a), Some(b)) = (n.year, year)
            && a != b
        {
            push(out, "year_conflict", Severity::Medium, format!("{n} có năm {a} trong số nhưng ghi ngày thuộc năm {b}"), vec![at(r)]);
        }
    }
}

/// A document that publishes or sums up a whole year, dated before October of that year.
fn suspect(of: &Material, out: &mut Vec<Finding>) {
    for r in of.references.iter().filter(|r| r.kind == RefKind::Numbered) {
        if let (Some(title), Some(on)) = (r.title.as_deref(), r.date.as_deref().filter(|d| day(d)))
            && let Some(year) = year_summed_up(title, r.doc_type.as_deref())
            && too_early(on, year)
        {
            let message = format!("{} nói về cả năm {year} nhưng ghi ngày {on}, khi năm ấy chưa hết", name(r));
            push(out, "date_suspect", Severity::High, message, vec![at(r)]);
        }
    }
    if let (Some(title), Some(on)) = (of.header.title.as_deref(), of.header.issued_on.as_deref())
        && let Some(year) = year_summed_up(title, of.header.doc_type.as_deref())
        && too_early(on, year)
    {
        let message = format!("văn bản nói về cả năm {year} nhưng ghi ngày {on}, khi năm ấy chưa hết");
        push(out, "date_suspect", Severity::High, message, of.field("issued_on"));
    }
}

/// Reports of a year are written from October on.
fn too_early(on: &str, year: u16) -> bool {
    on.get(..7).is_some_and(|month| month < format!("{year}-10").as_str())
}

/// The year whose index, ranking or results a title announces. Plans, parts of a year, contests and examinations are of another kind.
fn year_summed_up(title: &str, doc_type: Option<&str>) -> Option<u16> {
    let title = begin(title, 400);
    let low = plain(&flat(title));
    let padded = format!(" {low} ");
    let says = |words: &[&str]| words.iter().any(|w| padded.contains(&format!(" {w} ")));
    let index = says(&["chi so", "xep hang"]) && says(&["cong bo", "ket qua"]);
    let report = doc_type == Some("BC") && says(&["tong ket", "ket qua cong tac", "ket qua thuc hien", "tinh hinh, ket qua"]);
    let part = says(&["thang", "quy", "hoc ky", "dot", "tuan", "giua nam", "uoc", "so ket", "dau nam", "den nam", "giai doan", "nien vu"]);
    let ahead = says(&["ke hoach", "phuong huong", "trien khai", "huong dan", "du toan", "phuong an", "xac dinh", "de cuong"]);
    // the set of measures, not their values
    let measures = lower(title).contains("bộ chỉ số");
    if !(index || report) || part || ahead || measures {
        return None;
    }
    let years: Vec<u16> = low
        .match_indices("nam ")
        .filter(|(i, _)| !low[..*i].ends_with(char::is_alphanumeric))
        .filter_map(|(i, w)| low[i + w.len()..].split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .filter(|y| (1990..2100).contains(y))
        .collect();
    match years.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Days without a year in an article, and "kế hoạch … năm của UBND" where the year has dropped out.
fn yearless(of: &Material, out: &mut Vec<Finding>) {
    let mut places: Vec<(Span, String)> = Vec::new();
    if of.press() {
        let open = of.dates.iter().filter(|d| d.year_from.is_some() && d.recurring.is_none() && d.precision == Precision::Day);
        places.extend(open.map(|d| (Span::new(d.start, d.end), flat(&d.text))));
    }
    let text = of.text();
    for word in [" năm của ", " năm do "] {
        for i in memchr::memmem::find_iter(text.as_bytes(), word) {
            if let Some(start) = plan_without_year(text, i) {
                let end = i + word.trim_end().len();
                places.push((of.span(start, end), text[start..end].to_owned()));
            }
        }
    }
    if places.is_empty() {
        return;
    }
    places.sort();
    let names: Vec<String> = places.iter().map(|(_, words)| format!("“{words}”")).collect();
    let message = format!("không ghi năm: {}", listed(&names, "chỗ"));
    push(out, "missing_year", Severity::Medium, message, places.into_iter().map(|(s, _)| s).collect());
}

/// Where a plan's name begins that ends before " năm" at `i` without a year: "kế hoạch phát triển kinh tế - xã hội năm của". "Kế hoạch
/// hằng năm của", "kế hoạch năm của", "5 năm của" say what they mean.
fn plan_without_year(text: &str, i: usize) -> Option<usize> {
    let start = clip_start(text, i.saturating_sub(120));
    let before = text[start..i].rsplit(['\n', ',', ';', '.', ':', '(', '"', '“']).next()?;
    let low = lower(before);
    if low.len() != before.len() {
        return None;
    }
    let plan = ["kế hoạch ", "dự toán ", "chương trình công tác ", "chỉ tiêu "].iter().filter_map(|p| low.rfind(p)).max()?;
    let last = low.rsplit(' ').next()?;
    let counted = last.starts_with(|c: char| c.is_ascii_digit());
    let fits = !matches!(
        last,
        "hằng"
            | "hàng"
            | "mỗi"
            | "trong"
            | "cả"
            | "các"
            | "những"
            | "đầu"
            | "cuối"
            | "giữa"
            | "số"
            | "nhiều"
            | "qua"
            | "theo"
            | "từng"
            | "một"
            | "hai"
            | "ba"
            | "bốn"
            | "năm"
            | "lần"
            | "học"
            | "nửa"
            | "tháng"
            | "hoạch"
            | "toán"
            | "tác"
            | "tiêu"
            | "mấy"
            | "vài"
            | "nay"
            | "sau"
            | "trước"
    );
    let words = low[plan..].split(' ').count();
    (fits && !counted && words >= 4).then(|| i - (before.len() - plan))
}

/// "Quý 1" and "quý I" in one document.
fn quarters(of: &Material, out: &mut Vec<Finding>) {
    let text = of.text();
    let mut arabic = Vec::new();
    let mut roman = Vec::new();
    for i in memchr::memmem::find_iter(text.as_bytes(), "uý ") {
        let Some(start) = i.checked_sub(1).filter(|s| matches!(text.as_bytes()[*s], b'q' | b'Q')) else { continue };
        if text[..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        let from = i + "uý ".len();
        let rest = &text[from..clip_end(text, from + 8)];
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        // a year may follow ("quý 2/2024", "quý II năm 2024"), a quantity may not ("quý 4.000 m3" is none either)
        match word {
            "1" | "2" | "3" | "4" => arabic.push((start, from + word.len())),
            "I" | "II" | "III" | "IV" => roman.push((start, from + word.len())),
            _ => {}
        }
    }
    if let (Some(a), Some(r)) = (arabic.first(), roman.first()) {
        let message = format!("quý ghi hai cách: “{}” và “{}”", &text[a.0..a.1], &text[r.0..r.1]);
        let mut all: Vec<(usize, usize)> = arabic.iter().chain(&roman).copied().collect();
        all.sort_unstable();
        push(out, "period_naming", Severity::Low, message, all.into_iter().map(|(s, e)| of.span(s, e)).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, said};
    use super::*;

    #[test]
    fn days_of_the_calendar_and_years_of_numbers() {
        assert_eq!(said(&plan("Hoàn thành trước ngày 31/4/2023."), "impossible_date").len(), 1);
        assert_eq!(said(&plan("Hoàn thành trước ngày 30/4/2023."), "impossible_date"), []);
        let twice = plan("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018. Theo Nghị định số 61/2018/NĐ-CP ngày 24/4/2018.");
        assert_eq!(said(&twice, "date_conflict").len(), 1);
        assert_eq!(said(&plan("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2019."), "year_conflict").len(), 1);
        let right = plan("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018. Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 quy định.");
        assert!(said(&right, "date_conflict").is_empty() && said(&right, "year_conflict").is_empty());
    }

    #[test]
    fn a_year_is_summed_up_when_it_is_over() {
        for (title, code, year) in [
            ("công bố Chỉ số cải cách hành chính của các sở năm 2021", "QĐ", Some(2021)),
            ("kết quả thực hiện công tác dân vận năm 2022", "BC", Some(2022)),
            ("ban hành Kế hoạch xác định Chỉ số cải cách hành chính năm 2021", "QĐ", None),
            ("kết quả thực hiện công tác dân vận 6 tháng đầu năm 2022", "BC", None),
            ("công bố kết quả thi tuyển công chức năm 2022", "TB", None),
            ("tổng kết năm học 2021 - 2022", "BC", None),
            ("tổng kết công tác năm 2021 và phương hướng năm 2022", "BC", None),
        ] {
            assert_eq!(year_summed_up(title, Some(code)), year, "{title}");
        }
        let of = |date: &str| {
            plan(&format!("Theo Quyết định số 77/QĐ-UBND ngày {date} của UBND quận về việc công bố Chỉ số hài lòng năm 2021."))
        };
        assert_eq!(said(&of("15/4/2021"), "date_suspect").len(), 1);
        assert_eq!(said(&of("15/4/2022"), "date_suspect"), []);
    }

    #[test]
    fn years_that_dropped_out() {
        let lost = |words: &str| said(&plan(&format!("Hoàn thành {words} UBND Thành phố giao.")), "missing_year").len();
        assert_eq!(lost("kế hoạch phát triển văn hóa - thể thao năm của"), 1);
        for words in [
            "kế hoạch năm của",
            "kế hoạch phát triển văn hóa - thể thao hằng năm của",
            "kế hoạch trồng cây 5 năm của",
            "nhiệm vụ trong năm của",
        ] {
            assert_eq!(lost(words), 0, "{words}");
        }
    }

    #[test]
    fn quarters_in_one_way() {
        let text = plan("Báo cáo quý 1 gửi trước 15/3/2023; báo cáo quý III gửi trước 15/9/2023.");
        assert_eq!(said(&text, "period_naming").len(), 1);
        assert_eq!(said(&plan("Báo cáo quý I, quý II năm 2023 và quý III."), "period_naming"), []);
    }
}
