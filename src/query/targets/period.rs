//! [`Period`]: days from … to, and how the time of a report lies in the time of a plan.

use serde::Serialize;

use crate::index::terms::day_range;
use crate::model::{Bound, Target};

/// First and last day, `yyyymmdd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: u64,
    /// Last day.
    pub last: u64,
}

/// How the time of a result lies to the time of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same time.
    Equal,
    /// From the beginning of the plan's time on, which is a year or less (or runs into the next January), not to its end: six months of an annual plan.
    YearToDate,
    /// Another part of the plan's time: one year of five.
    Part,
    /// The report's time is longer and holds the plan's.
    Longer,
}

impl Relation {
    /// The word used in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::YearToDate => "year_to_date",
            Self::Part => "part",
            Self::Longer => "longer",
        }
    }
}

/// Where the time of a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Its sentence or heading names the time.
    Stated,
    /// The deadline of the target: from the beginning of that year on.
    Deadline,
    /// The day of measurement: from the beginning of that year on.
    AsOf,
    /// The title of the document.
    Document,
}

impl Basis {
    /// The word used in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Deadline => "deadline",
            Self::AsOf => "as_of",
            Self::Document => "document",
        }
    }
}

impl Period {
    /// An ISO date cut to year, month or day, or an interval `a/b` of such.
    ///
    /// ```
    /// use vanthu::query::targets::period::Period;
    /// let half = Period::parse("2024-01/2024-06").unwrap();
    /// assert_eq!((half.first, half.last), (20_240_101, 20_240_630));
    /// assert_eq!(half.iso(), "2024-01/2024-06");
    /// ```
    #[must_use]
    pub fn parse(iso: &str) -> Option<Self> {
        let (a, b) = iso.split_once('/').unwrap_or((iso, iso));
        let (first, last) = (day_range(a)?.0, day_range(b)?.1);
        (first <= last).then_some(Self { first, last })
    }

    /// The year in which it ends, from its beginning to the last day.
    fn year_to(self) -> Self {
        Self { first: self.last / 10_000 * 10_000 + 101, last: self.last }
    }

    /// The year in which it ends.
    #[must_use]
    pub const fn year(self) -> u16 {
        (self.last / 10_000) as u16
    }

    /// The shortest ISO form: `2024`, `2021/2025`, `2024-01/2024-06`, else by days.
    #[must_use]
    pub fn iso(self) -> String {
        let parts = |day: u64| (day / 10_000, day / 100 % 100, day % 100);
        let ((y, m, d), (z, n, e)) = (parts(self.first), parts(self.last));
        let month_ends = day_range(&format!("{z:04}-{n:02}")).is_some_and(|(_, last)| last == self.last);
        if (m, d, n, e) == (1, 1, 12, 31) {
            return if y == z { format!("{y:04}") } else { format!("{y:04}/{z:04}") };
        }
        if d == 1 && month_ends {
            return if (y, m) == (z, n) { format!("{y:04}-{m:02}") } else { format!("{y:04}-{m:02}/{z:04}-{n:02}") };
        }
        let first = format!("{y:04}-{m:02}-{d:02}");
        if self.first == self.last { first } else { format!("{first}/{z:04}-{n:02}-{e:02}") }
    }

    /// How the time of a result lies to this time of a target; `None` where they only overlap or are apart.
    #[must_use]
    pub fn relation(self, result: Self) -> Option<Relation> {
        let within = |a: Self, b: Self| a.first >= b.first && a.last <= b.last;
        if self == result {
            Some(Relation::Equal)
        } else if within(result, self) {
            Some(if result.first == self.first && self.last - self.first <= 10_030 { Relation::YearToDate } else { Relation::Part })
        } else {
            within(self, result).then_some(Relation::Longer)
        }
    }
}

/// The time a target or result is about, and what says so. The day a document was issued is not taken for it.
///
/// - its sentence or heading names it; a day of measurement inside that time cuts it short;
/// - a target: the year of its deadline, up to the end of that month (a deadline on the first of a month ends with the month before);
/// - the title of its document, where the row may be about the same time: the targets of a report are about what comes next, the results
///   in a plan about what went before, and both stay open.
#[must_use]
pub fn about(kind: &str, t: &Target, doc_type: Option<&str>, scope: Option<&str>) -> Option<(Period, Basis)> {
    let report = doc_type == Some("BC");
    let own = t.period.as_deref().and_then(Period::parse);
    let scope = scope.and_then(Period::parse).filter(|_| (kind == "result") == report);
    if kind == "result" {
        let measured = t.as_of.as_deref().and_then(Period::parse);
        return match (own.or(scope), measured) {
            // the last month of the time is its end: reports are written before the year is over
            (Some(p), Some(m)) if m.last >= p.first && m.last / 100 < p.last / 100 => Some((Period { last: m.last, ..p }, Basis::AsOf)),
            (Some(p), _) => Some((p, if own.is_some() && own != scope { Basis::Stated } else { Basis::Document })),
            (None, Some(m)) => Some((m.year_to(), Basis::AsOf)),
            (None, None) => None,
        };
    }
    let due = t.deadline.as_deref().and_then(Period::parse).map(|p| due(p, t.deadline_bound));
    match (own, due, scope) {
        (Some(p), ..) => Some((p, Basis::Stated)),
        (None, Some(p), _) => Some((p, Basis::Deadline)),
        (None, None, Some(p)) => Some((p, Basis::Document)),
        (None, None, None) => None,
    }
}

/// The year of a deadline up to the end of its month.
fn due(deadline: Period, bound: Option<Bound>) -> Period {
    let mut day = deadline.last;
    if bound == Some(Bound::Before) && day % 100 == 1 {
        day = if day / 100 % 100 == 1 { (day / 10_000 - 1) * 10_000 + 1231 } else { day - 100 };
    }
    let month = format!("{:04}-{:02}", day / 10_000, day / 100 % 100);
    let last = day_range(&month).map_or(day, |(_, last)| last);
    // a deadline in January closes the year before: spending of a year ends on 31 January of the next (Luật Ngân sách nhà nước, art. 64)
    let year = if day / 100 % 100 == 1 { day / 10_000 - 1 } else { day / 10_000 };
    Period { first: year * 10_000 + 101, last }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(iso: &str) -> Period {
        Period::parse(iso).unwrap()
    }

    #[test]
    fn iso_round_trips() {
        for iso in ["2024", "2021/2025", "2024-06", "2024-01/2024-06", "2024-06-05", "2024-06-05/2024-07-09"] {
            assert_eq!(p(iso).iso(), iso);
        }
        for bad in ["", "2024/", "2025/2021", "x"] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn relations() {
        for (plan, result, want) in [
            ("2024", "2024", Some(Relation::Equal)),
            ("2024", "2024-01/2024-06", Some(Relation::YearToDate)),
            ("2024", "2024-07/2024-12", Some(Relation::Part)),
            ("2024-01/2025-01", "2024", Some(Relation::YearToDate)),
            ("2021/2025", "2024", Some(Relation::Part)),
            ("2021/2025", "2021", Some(Relation::Part)),
            ("2024", "2021/2025", Some(Relation::Longer)),
            ("2024", "2023", None),
            ("2024-07/2025-06", "2024", None),
        ] {
            assert_eq!(p(plan).relation(p(result)), want, "{plan} {result}");
        }
    }

    #[test]
    fn what_a_row_is_about() {
        let t = |period: &str, deadline: &str, as_of: &str| {
            let own = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            Target { period: own(period), deadline: own(deadline), as_of: own(as_of), ..Target::default() }
        };
        for (kind, row, doc_type, scope, want) in [
            ("target", t("", "", ""), "KH", Some("2024"), Some(("2024", Basis::Document))),
            ("target", t("2025", "", ""), "KH", Some("2024"), Some(("2025", Basis::Stated))),
            ("target", t("", "2024-12-15", ""), "KH", Some("2023/2025"), Some(("2024", Basis::Deadline))),
            ("target", t("", "2025-01-31", ""), "KH", Some("2024"), Some(("2024-01/2025-01", Basis::Deadline))),
            ("target", t("", "2024-04/2024-06", ""), "KH", Some("2024"), Some(("2024-01/2024-06", Basis::Deadline))),
            ("target", t("", "", ""), "BC", Some("2024"), None),
            ("result", t("", "", ""), "BC", Some("2024"), Some(("2024", Basis::Document))),
            ("result", t("", "", "2024-11-30"), "BC", Some("2024"), Some(("2024-01/2024-11", Basis::AsOf))),
            ("result", t("", "", "2024-12-10"), "BC", Some("2024"), Some(("2024", Basis::Document))),
            ("result", t("", "", ""), "KH", Some("2024"), None),
            ("result", t("2023", "", ""), "KH", Some("2024"), Some(("2023", Basis::Stated))),
        ] {
            let got = about(kind, &row, Some(doc_type), scope).map(|(p, b)| (p.iso(), b));
            assert_eq!(got, want.map(|(iso, b)| (iso.to_owned(), b)), "{kind} {row:?}");
        }
        let before = Target { deadline: Some("2025-01-01".into()), deadline_bound: Some(Bound::Before), ..Target::default() };
        assert_eq!(about("target", &before, None, None).map(|(p, _)| p.iso()).as_deref(), Some("2024"));
    }
}
