//! Dated tasks for a calendar (iCalendar, RFC 5545).
//!
//! **One all-day event a task, on the last day that its deadline allows.** A to-do (`VTODO`) would say more, but Google Calendar passes it
//! by and Outlook imports events only; Thunderbird takes both. An all-day event needs no time zone, and `TRANSP:TRANSPARENT` keeps the day
//! free for meetings. A yearly deadline (`--12-25`) repeats each year.
//!
//! | field | holds |
//! |---|---|
//! | `UID` | BLAKE3 of the document's key (else its path), the deadline and the words of the task: who imports again, updates |
//! | `DTSTAMP` | the day the document was issued, else 1 January 1970: same archive, same bytes |
//! | `SUMMARY` | what is to be done, and the figure |
//! | `DESCRIPTION` | the sentence, who is to do it, the document, the file and its bytes |
//!
//! The crate escapes commas, semicolons and line breaks. Lines are folded here: the last piece of a line that it folds may have 76 bytes
//! (version 0.17.17), and RFC 5545 allows 75.
//!
//! Not handled: a task whose deadline is no date of the calendar; it is left out.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use icalendar::{Calendar, Component as _, Event, Property, ValueType};
use jiff::civil::Date;

use super::table::{cut, harmless, one_line};
use crate::query::tasks::TaskRow;
use crate::query::words::{Lang, figure, issuer_short};

/// Longest summary, in columns; the description has all of it.
const SUMMARY: usize = 140;

/// Writes a calendar.
///
/// # Errors
/// Where `out` refuses.
pub fn write(out: &mut dyn Write, rows: &[TaskRow], lang: Lang) -> io::Result<()> {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//vanthu//tasks//VI"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(lang.pick("Tasks (vanthu)", "Nhiệm vụ có thời hạn (vanthu)"));
    // the same sentence may give the same task twice
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let Some(due) = row.due.as_deref().and_then(|d| d.parse::<Date>().ok()) else { continue };
        let name = identity(row);
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        let uid = blake3::hash(format!("{name}\0{times}").as_bytes()).to_hex();
        calendar.push(event(row, due, &uid[..32], lang));
    }
    out.write_all(folded(&calendar.to_string()).as_bytes())
}

/// Longest line, in bytes.
const LINE: usize = 75;

/// Lines of at most [`LINE`] bytes, broken between characters; the next one begins with a space.
fn folded(calendar: &str) -> String {
    let mut out = String::with_capacity(calendar.len() + calendar.len() / LINE);
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        let (mut rest, mut room) = (line, LINE);
        while rest.len() > room {
            let at = (0..=room).rev().find(|i| rest.is_char_boundary(*i)).unwrap_or(room);
            let (head, tail) = rest.split_at(at);
            out.push_str(head);
            out.push_str("\r\n ");
            (rest, room) = (tail, LINE - 1);
        }
        out.push_str(rest);
        out.push_str("\r\n");
    }
    out
}

fn event(row: &TaskRow, due: Date, uid: &str, lang: Lang) -> Event {
    let day = |name: &str, date: Date| {
        let value = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
        Property::new(name, value).append_parameter(ValueType::Date).done()
    };
    let mut event = Event::new();
    event
        .uid(&format!("{uid}@vanthu"))
        .add_property("DTSTAMP", stamp(row.issued_on.as_deref()))
        .append_property(day("DTSTART", due))
        .append_property(day("DTEND", due.tomorrow().unwrap_or(due)))
        .add_property("TRANSP", "TRANSPARENT")
        .summary(&summary(row, lang))
        .description(&description(row, lang));
    if row.recurring.is_some() {
        event.add_property("RRULE", "FREQ=YEARLY");
    }
    event.done()
}

/// What makes a task the same task in the next export.
fn identity(row: &TaskRow) -> String {
    let part = row.part.unwrap_or(0).to_string();
    // a key with unknown parts may be that of several documents
    let document = row.key.as_deref().filter(|k| !k.contains('?')).map_or_else(|| format!("{}\0{part}", row.path), str::to_owned);
    [document.as_str(), &row.deadline, row.kind, &row.figure, &row.what, &row.text].join("\0")
}

fn stamp(issued_on: Option<&str>) -> String {
    let mut parts = issued_on.unwrap_or("1970").split('-');
    let mut next = |width: usize, none: &str| {
        parts.next().filter(|p| p.len() == width && p.bytes().all(|b| b.is_ascii_digit())).unwrap_or(none).to_owned()
    };
    format!("{}{}{}T000000Z", next(4, "1970"), next(2, "01"), next(2, "01"))
}

fn summary(row: &TaskRow, lang: Lang) -> String {
    let what = cut(&one_line(&row.what), SUMMARY);
    match figure(&row.target, lang) {
        f if f.is_empty() => what,
        f => format!("{what}: {}", one_line(&f)),
    }
}

fn description(row: &TaskRow, lang: Lang) -> String {
    let mut out = one_line(&row.text.replace("**", ""));
    if let Some(who) = &row.responsible {
        let _ = write!(out, "\n{}: {}", lang.pick("Responsible", "Thực hiện"), one_line(who));
    }
    let issuer = row.issuer.as_deref().map(issuer_short);
    let document: Vec<String> = [row.number.clone(), issuer, row.issued_on.clone()].into_iter().flatten().map(|p| one_line(&p)).collect();
    if !document.is_empty() {
        let _ = write!(out, "\n{}", document.join(" · "));
    }
    if let Some(title) = &row.title {
        let _ = write!(out, "\n{}", one_line(title));
    }
    let bytes = lang.pick("bytes", "byte");
    let file = crate::query::words::file_name(&row.path);
    let part = row.part.map(|n| format!("#{n}")).unwrap_or_default();
    let _ = write!(out, "\n{}{part}, {bytes} {}–{}", one_line(file), row.start, row.end);
    harmless(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Target;

    fn row() -> TaskRow {
        TaskRow {
            due: Some("2024-06-30".into()),
            deadline: "2024-06".into(),
            kind: "task",
            what: "Rà soát, đơn giản hóa thủ tục; niêm yết".into(),
            responsible: Some("Phòng Nội vụ".into()),
            number: Some("15/KH-UBND".into()),
            issuer: Some("Ủy ban nhân dân quận Tây Hồ".into()),
            issued_on: Some("2024-01-10".into()),
            key: Some("15/KH@ubnd:quan-tay-ho.ha-noi~2024".into()),
            path: "docs/a.txt".into(),
            start: 10,
            end: 90,
            text: "Rà soát, đơn giản hóa thủ tục;\nniêm yết \\ trong tháng 6/2024 \u{1b}[31m, ".repeat(4),
            ..TaskRow::default()
        }
    }

    fn ics(rows: &[TaskRow]) -> String {
        let mut out = Vec::new();
        write(&mut out, rows, Lang::Vietnamese).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn read(text: &str) -> Vec<Event> {
        text.parse::<Calendar>().unwrap().events().cloned().collect()
    }

    #[test]
    fn read_back_as_written() {
        let text = ics(&[row()]);
        let events = read(&text);
        assert_eq!(events.len(), 1);
        let value = |k: &str| events[0].property_value(k).unwrap_or_default().to_owned();
        assert_eq!(value("SUMMARY"), "Rà soát, đơn giản hóa thủ tục; niêm yết");
        assert_eq!((value("DTSTART").as_str(), value("DTEND").as_str()), ("20240630", "20240701"));
        assert_eq!(value("DTSTAMP"), "20240110T000000Z");
        let said = value("DESCRIPTION");
        for part in [
            "thủ tục; niêm yết \\ trong tháng 6/2024",
            "\nThực hiện: Phòng Nội vụ\n15/KH-UBND · UBND quận Tây Hồ · 2024-01-10\n",
            "\na.txt, byte 10–90",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!said.contains('\u{1b}'));
        assert!(text.contains("DTSTART;VALUE=DATE:20240630\r\n") && text.contains("\\, đơn giản hóa thủ tục\\; niêm yết"), "{text}");
    }

    #[test]
    fn lines_are_short_and_end_in_crlf() {
        let text = ics(&[row(), TaskRow { what: "ộ".repeat(90), ..row() }]);
        assert!(text.ends_with("END:VCALENDAR\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert_eq!(read(&text)[1].property_value("SUMMARY"), Some("ộ".repeat(90).as_str()));
        for n in 50..130 {
            let text = ics(&[TaskRow { what: "a".repeat(n), text: format!("đ{}", "b".repeat(n)), ..row() }]);
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            assert_eq!(read(&text)[0].property_value("SUMMARY"), Some("a".repeat(n).as_str()));
        }
    }

    #[test]
    fn identity_is_of_the_task() {
        let uid = |rows: &[TaskRow]| read(&ics(rows)).iter().map(|e| e.get_uid().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        let here = uid(&[row()]);
        // another place to stand, another line above it: the same task
        assert_eq!(here, uid(&[TaskRow { path: "../docs/a.txt".into(), start: 12, end: 92, ..row() }]));
        assert_ne!(here, uid(&[TaskRow { deadline: "2024-07".into(), ..row() }]));
        assert_ne!(here, uid(&[TaskRow { key: None, ..row() }]));
        let twice = uid(&[row(), row()]);
        assert!(twice[0] == here[0] && twice[1] != here[0]);
        assert_eq!(ics(&[row()]), ics(&[row()]));
    }

    #[test]
    fn yearly_tasks_repeat_and_figures_are_told() {
        let target = Target { value: Some(97.5), unit: Some("percent".into()), ..Target::default() };
        let text = ics(&[
            TaskRow { recurring: Some("--12-25".into()), target, issued_on: Some("2024-01".into()), ..row() },
            TaskRow { issued_on: None, ..row() },
            TaskRow { due: None, ..row() },
        ]);
        let events = read(&text);
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].property_value("RRULE"), Some("FREQ=YEARLY"));
        assert!(events[0].property_value("SUMMARY").is_some_and(|s| s.ends_with(": 97,5%")));
        assert_eq!(events[0].property_value("DTSTAMP"), Some("20240101T000000Z"));
        assert_eq!((events[1].property_value("RRULE"), events[1].property_value("DTSTAMP")), (None, Some("19700101T000000Z")));
    }
}
