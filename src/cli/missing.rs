//! `vanthu missing`: cited but not held.

use std::io::{self, Write};

use super::args::MissingArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::answers::claim;
use crate::export::table::{labelled, one_line, wrapped};
use crate::export::{self, Format, Style};
use crate::query::missing::{Missing, missing};
use crate::query::words::issuer_short;

/// How many cite it, what it is, its title.
fn list(out: &mut dyn Write, style: Style, rows: &[Missing]) -> io::Result<()> {
    writeln!(out, "{}", style.lang.pick("cited by  document", " dẫn bởi  văn bản"))?;
    for row in rows {
        let k = &row.known;
        let issuer = k.issuer.as_ref().map(|c| issuer_short(&claim(Some(c))));
        let parts = [k.number.clone(), issuer, k.date.as_ref().map(|c| claim(Some(c)))];
        let known: Vec<String> = parts.into_iter().flatten().map(|p| one_line(&p)).collect();
        labelled(out, &format!("{:>8}  ", row.cited_by), &known.join(" · "), style)?;
        if let Some(title) = &k.title {
            wrapped(out, &one_line(&title.value), 10, style.width)?;
        }
    }
    Ok(())
}

/// Runs the command.
pub fn run(args: &MissingArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let mut rows = missing(&context.view()?)?;
    let total = rows.len();
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    if total > 0 {
        let format = Format::from(args.format);
        if format == Format::Table {
            list(context.out, context.style, &rows)?;
        } else {
            export::rows(context.out, format, context.style, &rows)?;
        }
        context.out.flush()?;
        context.say(&Message::Shown(total, rows.len()));
    } else {
        context.say(&Message::NothingFound);
    }
    Ok(Exit::found(total > 0))
}
