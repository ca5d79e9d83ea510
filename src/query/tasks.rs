//! Dated tasks: who, what, by when. A commitment counts that has a deadline, with a figure (`target`) or without (`task`).
//!
//! | deadline as stated | bound | last day it allows |
//! |---|---|---|
//! | `2024-06-30` | by, within, none | 2024-06-30 |
//! | `2024-06-30` | before (*trước*) | 2024-06-29: the day itself is excluded |
//! | `2024-06` | by, within | 2024-06-30 |
//! | `2024-06` | before | 2024-05-31 |
//! | `2024-07/2024-09` (a quarter) | by, within | 2024-09-30 |
//! | `--12-25` beside `2024-12-25` (*hàng năm*) | any | of that year; with a first day that is asked for, of the next year it falls in |
//!
//! No clock is read here: the same question has the same answer on every day. Who names a day (`today`) learns how many days are left.
//! Whether a task was done, no plan tells; so nothing is called overdue.
//!
//! Not handled: yearly deadlines outside what was read as a commitment.

use jiff::civil::Date;
use jiff::{Span, Unit};
use serde::Serialize;

use super::filter::Filters;
use super::search::{Note, find};
use super::words::{Lang, figure};
use super::{QueryError, View};
use crate::grammar::date;
use crate::index::analyzer::{QueryWord, words};
use crate::index::terms;
use crate::lexicon::issuers;
use crate::model::{Bound, DateRole, Target};
use crate::record::Record;

/// A question about tasks.
#[derive(Debug, Clone, Default)]
pub struct TaskQuestion {
    /// Words that the document must hold.
    pub text: Option<String>,
    /// What the document must be; `indicator` selects rows too.
    pub filters: Filters,
    /// Due before this day, month or year, which is itself excluded.
    pub before: Option<String>,
    /// Due after this day, month or year, which is itself excluded.
    pub after: Option<String>,
    /// Words of who is to do it, or the symbol of a body; one of them.
    pub responsible: Vec<String>,
    /// The day from which the days that are left are counted.
    pub today: Option<String>,
}

/// A task with its document.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct TaskRow {
    /// The last day that the deadline allows (ISO).
    pub due: Option<String>,
    /// Days from `today` to `due`, negative when it has passed; only where a day was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// The deadline as stated: a day, month, year or interval (ISO).
    pub deadline: String,
    /// `before`, `by`, `within`.
    pub bound: Option<Bound>,
    /// `--MM-DD` of a deadline that returns each year.
    pub recurring: Option<String>,
    /// `task`, or `target` where there is a figure.
    pub kind: &'static str,
    /// What is to be done, on one line: the subject, else the sentence.
    pub what: String,
    /// The figure in words (English), `""` for a task.
    pub figure: String,
    /// Who is to do it, as written.
    pub responsible: Option<String>,
    /// Id of a known indicator.
    pub indicator: Option<String>,
    /// The document's number.
    pub number: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
    /// Its date.
    pub issued_on: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its identity key.
    pub key: Option<String>,
    /// The file.
    pub path: String,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// First byte of the sentence.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The sentence.
    pub text: String,
    /// The commitment as read.
    #[serde(skip)]
    pub target: Target,
}

/// First and last day of an ISO date or interval.
fn days(iso: &str) -> Option<(Date, Date)> {
    let (first, last) = iso.split_once('/').unwrap_or((iso, iso));
    Some((terms::date(terms::day_range(first)?.0)?, terms::date(terms::day_range(last)?.1)?))
}

/// The last day that a deadline allows.
///
/// ```
/// use vanthu::{model::Bound, query::tasks::last_day};
/// assert_eq!(last_day("2024-06", Some(Bound::By)).as_deref(), Some("2024-06-30"));
/// assert_eq!(last_day("2024-06-30", Some(Bound::Before)).as_deref(), Some("2024-06-29"));
/// assert_eq!(last_day("2024-07/2024-09", Some(Bound::Within)).as_deref(), Some("2024-09-30"));
/// assert_eq!(last_day("soon", None), None);
/// ```
#[must_use]
pub fn last_day(deadline: &str, bound: Option<Bound>) -> Option<String> {
    due(deadline, bound).map(|d| d.to_string())
}

fn due(deadline: &str, bound: Option<Bound>) -> Option<Date> {
    let (first, last) = days(deadline)?;
    if bound == Some(Bound::Before) { first.yesterday().ok() } else { Some(last) }
}

/// A day, month or year as typed: ISO, or as documents write it (`1/3/2022`, `tháng 6/2024`, `quý III/2024`).
fn typed(flag: &'static str, value: &str) -> Result<(Date, Date), QueryError> {
    let text = value.trim();
    let written = || date::find(text).first()?.value.iso().and_then(|iso| days(&iso));
    days(text).or_else(written).ok_or_else(|| QueryError::BadValue {
        flag,
        value: value.to_owned(),
        expected: "a date (2024-06-30, 2024-06, 2024 or 30/6/2024)",
    })
}

/// The bounds of a question as days.
#[derive(Default)]
struct Window {
    before: Option<Date>,
    after: Option<Date>,
    today: Option<Date>,
}

impl Window {
    fn of(question: &TaskQuestion) -> Result<Self, QueryError> {
        let day = |flag, value: &Option<String>| value.as_deref().map(|v| typed(flag, v)).transpose();
        Ok(Self {
            before: day("--before", &question.before)?.map(|d| d.0),
            after: day("--after", &question.after)?.map(|d| d.1),
            today: day("--today", &question.today)?.map(|d| d.0),
        })
    }

    /// The day a yearly task is due: the stated one, or the first after it that is asked for.
    fn next(&self, stated: Date) -> Date {
        let from = self.after.and_then(|d| d.tomorrow().ok()).into_iter().chain(self.today).max();
        let year = |n: i16| stated.checked_add(Span::new().years(n)).ok();
        let Some(from) = from.filter(|f| *f > stated) else { return stated };
        let years = from.year() - stated.year();
        year(years).filter(|d| *d >= from).or_else(|| year(years + 1)).unwrap_or(stated)
    }

    fn holds(&self, due: Option<Date>) -> bool {
        if self.before.is_none() && self.after.is_none() {
            return true;
        }
        due.is_some_and(|d| self.before.is_none_or(|b| d < b) && self.after.is_none_or(|a| d > a))
    }
}

/// Tasks, in order of the day they are due, then of path and text.
///
/// # Errors
/// For a filter value that cannot be understood, or where the index cannot be read.
pub fn tasks(view: &View, question: &TaskQuestion) -> Result<(Vec<TaskRow>, Vec<Note>), QueryError> {
    let window = Window::of(question)?;
    let mut filters = question.filters.clone();
    filters.has.push("target".to_owned());
    let found = find(view, question.text.as_deref(), &filters)?;
    let asked: Vec<Vec<QueryWord>> = question.responsible.iter().flat_map(|name| readings(name)).collect();
    let mut rows = Vec::new();
    for at in view.matching(&*found.query)? {
        let mut record = view.open(at)?.record;
        for target in std::mem::take(&mut record.targets) {
            let named = question.filters.indicator.is_empty()
                || target.indicator.as_ref().is_some_and(|id| question.filters.indicator.contains(id));
            let told = asked.is_empty() && question.responsible.is_empty()
                || target.responsible.as_deref().is_some_and(|who| readings(who).iter().any(|r| asked.iter().any(|a| within(a, r))));
            if named && told {
                rows.extend(row(&record, target, &window));
            }
        }
    }
    rows.sort_by(|a, b| {
        let place = |r: &TaskRow| (r.due.is_none(), r.due.clone(), r.path.clone(), r.part, r.start, r.end);
        place(a).cmp(&place(b))
    });
    Ok((rows, found.notes))
}

/// A commitment as a row, if it has a deadline that is asked for.
fn row(record: &Record, target: Target, window: &Window) -> Option<TaskRow> {
    let deadline = target.deadline.clone().filter(|d| !d.is_empty())?;
    let recurring = record
        .dates
        .iter()
        .find(|d| {
            d.role == DateRole::Deadline && target.start <= d.start && d.end <= target.end && d.iso.as_deref() == Some(deadline.as_str())
        })
        .and_then(|d| d.recurring.clone());
    let stated = due(&deadline, target.deadline_bound);
    let due = if recurring.is_some() { stated.map(|d| window.next(d)) } else { stated };
    if !window.holds(due) {
        return None;
    }
    let left = |d: Date| window.today.and_then(|t| t.until((Unit::Day, d)).ok()).map(|s| i64::from(s.get_days()));
    let d = &record.document;
    // the counted noun alone ("người") says too little
    let said = target.subject.as_ref().filter(|s| target.unit_noun.as_ref() != Some(s)).unwrap_or(&target.text);
    Some(TaskRow {
        due: due.map(|d| d.to_string()),
        days_left: due.and_then(left),
        deadline,
        bound: target.deadline_bound,
        recurring,
        kind: if target.value.is_none() { "task" } else { "target" },
        what: said.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ';', ',', ':']).to_owned(),
        figure: figure(&target, Lang::English),
        responsible: target.responsible.clone(),
        indicator: target.indicator.clone(),
        number: d.number.clone(),
        issuer: d.issuer.clone(),
        issued_on: d.issued_on.clone(),
        title: d.title.clone(),
        key: d.key.clone(),
        path: record.path.clone(),
        part: record.part,
        start: target.start,
        end: target.end,
        text: target.text.clone(),
        target,
    })
}

/// The words of a name, and of the same name with a symbol (`UBND`) written out.
fn readings(name: &str) -> Vec<Vec<QueryWord>> {
    let mut out = vec![words(name)];
    for word in name.split_whitespace() {
        let symbol = word.trim_matches(|c: char| !c.is_alphanumeric());
        // "ban" is a word, "BAN" would be a symbol
        if symbol.chars().count() < 2 || symbol.chars().any(char::is_lowercase) {
            continue;
        }
        for row in issuers::by_symbol(symbol) {
            let stem = row.name.split('{').next().unwrap_or("").trim();
            if !stem.is_empty() {
                out.push(words(&name.replacen(symbol, stem, 1)));
            }
        }
    }
    out
}

/// Whether the words asked for stand next to each other in a name; without diacritics they stand for any.
fn within(asked: &[QueryWord], name: &[QueryWord]) -> bool {
    let accented = asked.iter().any(|w| w.accented);
    let same = |a: &QueryWord, b: &QueryWord| if accented { a.exact == b.exact } else { a.folded == b.folded };
    !asked.is_empty() && name.windows(asked.len()).any(|part| part.iter().zip(asked).all(|(b, a)| same(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Date {
        iso.parse().unwrap()
    }

    #[test]
    fn the_last_day() {
        for (deadline, bound, last) in [
            ("2024-02", Bound::By, "2024-02-29"),
            ("2024-09", Bound::Before, "2024-08-31"),
            ("2025", Bound::By, "2025-12-31"),
            ("2025", Bound::Before, "2024-12-31"),
            ("2021/2025", Bound::Within, "2025-12-31"),
            ("2024-07/2024-09", Bound::Before, "2024-06-30"),
            ("2024-01-10/2024-02-05", Bound::Within, "2024-02-05"),
        ] {
            assert_eq!(last_day(deadline, Some(bound)).as_deref(), Some(last), "{deadline}");
        }
        for odd in ["", "2024-13", "/", "2024-02-30", "0000-01-01/x"] {
            assert_eq!(last_day(odd, None), None, "{odd}");
        }
        assert_eq!(last_day("0000-01-01", Some(Bound::Before)).as_deref(), Some("-000001-12-31"));
    }

    #[test]
    fn days_as_typed() {
        assert_eq!(typed("--before", "2024-06").unwrap(), (day("2024-06-01"), day("2024-06-30")));
        assert_eq!(typed("--before", " 1/3/2022 ").unwrap().0, day("2022-03-01"));
        assert_eq!(typed("--before", "quý III/2024").unwrap().1, day("2024-09-30"));
        assert!(matches!(typed("--before", "tomorrow"), Err(QueryError::BadValue { flag: "--before", .. })));
    }

    #[test]
    fn a_yearly_task_comes_again() {
        let window = |after: Option<&str>, today: Option<&str>| Window { before: None, after: after.map(day), today: today.map(day) };
        let stated = day("2023-12-24");
        for (after, today, next) in [
            (None, None, "2023-12-24"),
            (Some("2023-01-01"), None, "2023-12-24"),
            (Some("2023-12-24"), None, "2024-12-24"),
            (Some("2024-12-23"), None, "2024-12-24"),
            (None, Some("2024-12-24"), "2024-12-24"),
            (Some("2024-01-01"), Some("2026-12-25"), "2027-12-24"),
        ] {
            assert_eq!(window(after, today).next(stated), day(next), "{after:?} {today:?}");
        }
        assert_eq!(window(Some("2024-03-01"), None).next(day("2024-02-29")), day("2025-02-28"));
    }

    #[test]
    fn who_is_asked_for() {
        let found = |asked: &str, name: &str| readings(name).iter().any(|r| readings(asked).iter().any(|a| within(a, r)));
        assert!(found("phòng nội vụ", "Trưởng phòng Nội vụ"));
        assert!(found("phong noi vu", "Phòng Nội vụ, UBND các phường"));
        assert!(found("UBND", "Ủy ban nhân dân các phường"));
        assert!(found("Ủy ban nhân dân", "UBND các phường"));
        assert!(!found("nội vụ phòng", "Phòng Nội vụ"));
        assert!(!found("phòng nôi vụ", "Phòng Nội vụ"));
        assert!(!found("", "Phòng Nội vụ"));
    }
}
