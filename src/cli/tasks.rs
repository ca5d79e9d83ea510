//! `vanthu tasks`: dated tasks across the archive.
//!
//! No day is taken for today unless `--today` names one. An archive holds plans of many years; measured against the clock nearly every
//! task would be marked as late, though nobody knows which were done, and the same command would print something else tomorrow.

use std::io::{self, Write};

use super::args::{TasksArgs, TasksFormatArg};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use super::target_tables::document_line;
use crate::export::table::{DIM, PLAIN, columns, cut, heading, one_line, wrapped};
use crate::export::{self, Format, Style, ics};
use crate::query::filter::Filters;
use crate::query::tasks::{TaskQuestion, TaskRow, tasks};
use crate::query::words::figure;

/// Longest task in the table, in columns; JSON and CSV have all of it.
const WHAT: usize = 240;

/// Runs the command.
pub fn run(args: TasksArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let question = TaskQuestion {
        text: args.query,
        filters: Filters { indicator: args.indicator, ..args.filters.into() },
        before: args.before,
        after: args.after,
        responsible: args.responsible,
        today: args.today,
    };
    let (mut rows, notes) = tasks(&context.view()?, &question)?;
    for note in notes {
        context.say(&Message::Note(note));
    }
    if rows.is_empty() {
        context.say(&Message::NothingFound);
        return Ok(Exit::Nothing);
    }
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    let format = match args.format {
        TasksFormatArg::Table => {
            by_month(context.out, context.style, &rows)?;
            return Ok(Exit::Found);
        }
        TasksFormatArg::Ics => {
            ics::write(context.out, &rows, context.lang)?;
            return Ok(Exit::Found);
        }
        TasksFormatArg::Json => Format::Json,
        TasksFormatArg::Jsonl => Format::Jsonl,
        TasksFormatArg::Csv => Format::Csv,
        TasksFormatArg::Xlsx => Format::Xlsx,
    };
    export::rows(context.out, format, context.style, &rows)?;
    Ok(Exit::Found)
}

/// Each month once; under it the day, the task, who, and below them the document.
fn by_month(out: &mut dyn Write, style: Style, rows: &[TaskRow]) -> io::Result<()> {
    let lang = style.lang;
    let counted = rows.iter().any(|r| r.days_left.is_some());
    let (day, who) = (if counted { 13 } else { 10 }, 20);
    let what = style.width.saturating_sub(2 + day + who + 6).max(20);
    let names = [lang.pick("due", "hạn"), lang.pick("task", "nhiệm vụ"), lang.pick("responsible", "thực hiện")];
    columns(out, 2, &[(names[0], day), (names[1], what), (names[2], who)])?;
    let mut last = None;
    for row in rows {
        let month = row.due.as_deref().map_or("", |d| d.get(..7).unwrap_or(d));
        if last != Some(month) {
            heading(out, style, &month_name(month, lang))?;
            last = Some(month);
        }
        let mut when = row.due.as_deref().map_or_else(|| one_line(&row.deadline), one_line);
        if row.recurring.is_some() {
            when.push_str(lang.pick(" each year", " hàng năm"));
        }
        if let Some(days) = row.days_left {
            when.push_str(&left(days, lang));
        }
        let mut task = cut(&one_line(&row.what), WHAT);
        let reach = one_line(&figure(&row.target, lang));
        if !reach.is_empty() {
            task = format!("{task}: {reach}");
        }
        let body = row.responsible.as_deref().map(|r| cut(&one_line(&r.replace("**", "")), WHAT / 2)).unwrap_or_default();
        columns(out, 2, &[(&when, day), (&task, what), (&body, who)])?;
        let mut line = Vec::new();
        wrapped(
            &mut line,
            &document_line([&row.number, &row.title, &row.issuer, &row.issued_on].map(|f| f.as_deref()), (&row.path, row.part)),
            2 + day + 2,
            style.width,
        )?;
        let (dim, plain) = if style.colour { (DIM, PLAIN) } else { ("", "") };
        out.write_all(dim.as_bytes())?;
        out.write_all(line.trim_ascii_end())?;
        writeln!(out, "{plain}")?;
    }
    Ok(())
}

/// ` 12 days left`, ` 3 days ago`.
fn left(days: i64, lang: Lang) -> String {
    let n = days.unsigned_abs();
    match (lang, days) {
        (Lang::English, 0) => " today".to_owned(),
        (Lang::English, d) => format!(" {n} {} {}", if n == 1 { "day" } else { "days" }, if d > 0 { "left" } else { "ago" }),
        (Lang::Vietnamese, 0) => " hôm nay".to_owned(),
        (Lang::Vietnamese, d) if d > 0 => format!(" còn {n} ngày"),
        (Lang::Vietnamese, _) => format!(" qua {n} ngày"),
    }
}

/// A month of ISO as a heading.
fn month_name(iso: &str, lang: Lang) -> String {
    match (lang, iso.split_once('-')) {
        (Lang::Vietnamese, Some((year, month))) => format!("Tháng {}/{year}", month.trim_start_matches('0')),
        (Lang::English, Some(_)) => iso.to_owned(),
        (_, None) => lang.pick("no day of the calendar", "không rõ ngày").to_owned(),
    }
}
