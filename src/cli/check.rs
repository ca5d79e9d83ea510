//! `vanthu check`: findings and contradictions, worst first.

use std::io::{self, Write};
use std::path::PathBuf;

use super::args::CheckArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::table::{columns, cut_middle, one_line};
use crate::export::{self, Format, Style};
use crate::index::paths::{absolute, named, parted};
use crate::model::Severity;
use crate::query::check::{Checked, check};
use crate::query::words::file_name;

/// Widest name of a document in the table.
const NAME: usize = 26;

/// How much it matters, the document (number, else file), the sentence.
fn list(out: &mut dyn Write, style: Style, rows: &[Checked]) -> io::Result<()> {
    let lang = style.lang;
    let weight = lang.pick(8, 10);
    let message = style.width.saturating_sub(weight + NAME + 4).max(20);
    columns(
        out,
        0,
        &[(lang.pick("severity", "mức"), weight), (lang.pick("document", "văn bản"), NAME), (lang.pick("finding", "nhận xét"), message)],
    )?;
    for row in rows {
        let name = cut_middle(&one_line(row.number.as_deref().unwrap_or(&named(file_name(&row.path), row.part))), NAME);
        let word = match row.severity {
            Severity::High => lang.pick("high", "cao"),
            Severity::Medium => lang.pick("medium", "trung bình"),
            Severity::Low => lang.pick("low", "thấp"),
        };
        // a name may hold spaces; it is never broken
        columns(out, 0, &[(word, weight), (&name.replace(' ', "\u{a0}"), NAME), (&one_line(&row.message), message)])?;
    }
    Ok(())
}

/// Runs the command.
pub fn run(args: &CheckArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let roots: Vec<PathBuf> = args.paths.iter().map(|p| absolute(p)).collect();
    // `a.txt` means all of it, `a.txt#2` that document
    let under = |name: &str| roots.iter().any(|r| absolute(name.as_ref()).starts_with(r));
    let wanted = |name: &str| roots.is_empty() || under(name) || parted(name).is_some_and(|(path, _)| under(path));
    let rows = check(&view, &wanted)?;
    if rows.is_empty() {
        context.say(&Message::NothingFound);
    } else {
        let format = Format::from(args.format);
        if format == Format::Table {
            list(context.out, context.style, &rows)?;
        } else {
            export::rows(context.out, format, context.style, &rows)?;
        }
    }
    Ok(Exit::found(!rows.is_empty()))
}
