//! `vanthu check`: findings and contradictions, worst first.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::PathBuf;

use unicode_width::UnicodeWidthStr as _;

use super::args::CheckArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::table::{columns, cut_middle, one_line};
use crate::export::{self, Format, Style};
use crate::index::paths::{absolute, named, parted};
use crate::model::Severity;
use crate::query::check::{Checked, Wanted, select};
use crate::query::words::file_name;

/// Widest name of a file in the table, as a share of its width: one in so many.
const NAME: usize = 3;

/// The file of each row as the user finds it: its name, with its folder where two folders hold one of that name.
fn names(rows: &[Checked]) -> Vec<String> {
    let mut paths: HashMap<&str, &str> = HashMap::new();
    let mut twice: HashSet<&str> = HashSet::new();
    for row in rows {
        let name = file_name(&row.path);
        if *paths.entry(name).or_insert(&row.path) != row.path {
            twice.insert(name);
        }
    }
    let of = |row: &Checked| {
        let name = file_name(&row.path);
        let folder = row.path.strip_suffix(name).and_then(|p| p.strip_suffix('/')).map(file_name).filter(|_| twice.contains(name));
        let shown = folder.map_or_else(|| name.to_owned(), |f| format!("{f}/{name}"));
        one_line(&named(&shown, row.part))
    };
    rows.iter().map(of).collect()
}

/// How much it matters, the file, the sentence.
fn list(out: &mut dyn Write, style: Style, rows: &[Checked]) -> io::Result<()> {
    let lang = style.lang;
    let weight = lang.pick(8, 10);
    let names = names(rows);
    let widest = names.iter().map(|n| n.width()).max().unwrap_or(0);
    let file = widest.clamp(8, (style.width / NAME).max(8));
    let message = style.width.saturating_sub(weight + file + 4).max(20);
    columns(
        out,
        0,
        &[(lang.pick("severity", "mức"), weight), (lang.pick("file", "tệp"), file), (lang.pick("finding", "nhận xét"), message)],
    )?;
    for (row, name) in rows.iter().zip(&names) {
        let name = cut_middle(name, file);
        let word = match row.severity {
            Severity::High => lang.pick("high", "cao"),
            Severity::Medium => lang.pick("medium", "trung bình"),
            Severity::Low => lang.pick("low", "thấp"),
        };
        // a name may hold spaces; it is never broken
        columns(out, 0, &[(word, weight), (&name.replace(' ', "\u{a0}"), file), (&one_line(&row.message), message)])?;
    }
    Ok(())
}

/// Runs the command.
pub fn run(args: &CheckArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let roots: Vec<PathBuf> = args.paths.iter().map(|p| absolute(p)).collect();
    // `a.txt` means all of it, `a.txt#2` that document
    let under = |name: &str| roots.iter().any(|r| absolute(name.as_ref()).starts_with(r));
    let named_so = |name: &str| roots.is_empty() || under(name) || parted(name).is_some_and(|(path, _)| under(path));
    let wanted = Wanted { severity: args.severity.map(Severity::from), codes: args.code.clone() };
    let rows = select(&view, &wanted, &named_so)?;
    if rows.is_empty() {
        context.say(&Message::NothingFound);
    } else {
        let format = Format::from(args.format);
        if format == Format::Table {
            list(context.out, context.style, &rows)?;
        } else {
            export::rows(context.out, format, context.style, &rows)?;
        }
        let of = |level: Severity| rows.iter().filter(|r| r.severity == level).count();
        context.say(&Message::Weighed { high: of(Severity::High), medium: of(Severity::Medium), low: of(Severity::Low) });
    }
    Ok(Exit::found(!rows.is_empty()))
}
