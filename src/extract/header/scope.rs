//! The time that a document plans or reports on, as its title says ("năm 2024", "giai đoạn 2021 - 2025", "6 tháng đầu năm 2024").
//! GUIDELINES §0 `scope_period`. What the title leaves open stays open: the date of issue says when it was written, not of what.

use crate::grammar::date::{self, Value};
use crate::model::Header;
use crate::text::fold::lower;

/// The period of a document as its title says.
#[must_use]
pub fn of(header: &Header) -> Option<String> {
    period(header.title.as_deref()?, header.doc_type.as_deref(), header.issued_on.as_deref())
}

/// The period of a title as ISO (`2024`, `2021/2025`, `2024-01/2024-06`).
///
/// Of several the first counts in a report, and in all other documents the first that is not over on the day of issue: a plan may name
/// the year whose shortcomings it mends. A horizon ("định hướng đến năm 2030") is none.
///
/// ```
/// use vanthu::extract::header::scope::period;
/// assert_eq!(period("Cải cách hành chính năm 2024", Some("KH"), None).as_deref(), Some("2024"));
/// let both = "Kết quả công tác năm 2024 và phương hướng, nhiệm vụ năm 2025";
/// assert_eq!(period(both, Some("BC"), Some("2024-12-10")).as_deref(), Some("2024"));
/// assert_eq!(period("Phát triển hạ tầng 5G đến năm 2030", Some("KH"), None), None);
/// ```
#[must_use]
pub fn period(title: &str, doc_type: Option<&str>, issued_on: Option<&str>) -> Option<String> {
    let issued: Option<u16> = issued_on.and_then(|d| d.get(..4)).and_then(|y| y.parse().ok());
    let horizon = |at: usize| ["đến", "tới", "trước"].iter().any(|w| lower(title[..at].trim_end()).ends_with(w));
    let found = date::find(title);
    // "9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2024": one year for both
    let year = found.iter().find_map(|f| f.value.year()).or(issued);
    let named: Vec<Value> = found
        .into_iter()
        .filter(|f| !horizon(f.start))
        .map(|f| year.map_or(f.value, |y| f.value.with_year(y)))
        .filter(|v| !matches!(v, Value::Day(..) | Value::Month(..)) && v.iso().is_some())
        .collect();
    let first = named.first().copied();
    let open = |v: &Value| issued.is_none_or(|y| last_year(*v) >= y);
    let chosen = if doc_type == Some("BC") { first } else { named.into_iter().find(open).or(first) };
    chosen.and_then(Value::iso)
}

/// The year in which a period ends.
fn last_year(v: Value) -> u16 {
    match v {
        Value::Years(_, b) | Value::Quarters(_, (_, b)) => b,
        other => other.year().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_titles() {
        for (title, kind, issued, want) in [
            ("khắc phục tồn tại năm 2021, tăng cường công tác năm 2022", "CV", "2022-06", Some("2022")),
            ("xây dựng nền hành chính giai đoạn 2023 - 2025, định hướng đến năm 2030", "NQ", "2023-06-22", Some("2023/2025")),
            ("Kết quả 9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2024", "BC", "2024-09-20", Some("2024-01/2024-09")),
            ("Kết quả 6 tháng đầu năm 2024", "BC", "2024-06-14", Some("2024-01/2024-06")),
            ("thi hành Quyết định ngày 12/5/2023", "KH", "2023-06-01", None),
            ("", "KH", "2023-06-01", None),
        ] {
            assert_eq!(period(title, Some(kind), Some(issued)).as_deref(), want, "{title}");
        }
    }
}
