//! `vanthu targets`: targets and results as rows.

use std::io::{self, Write};

use super::args::{ByArg, KindArg, TargetsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use crate::export::table::{columns, cut, heading, one_line};
use crate::export::{self, Format, Style};
use crate::index::paths::named;
use crate::lexicon::indicators;
use crate::query::filter::Filters;
use crate::query::targets::{By, Kind, PivotRow, TargetQuestion, TargetRow, ValueBound, pivot, targets};
use crate::query::words::{document, figure, file_name, issuer_short};

/// Longest subject in the table, in columns; JSON and CSV have all of it.
const SUBJECT: usize = 180;

/// Runs the command.
pub fn run(args: TargetsArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let question = TargetQuestion {
        text: args.query,
        filters: Filters { indicator: args.indicator, ..args.filters.into() },
        kind: match args.kind {
            KindArg::Target => Kind::Target,
            KindArg::Result => Kind::Result,
            KindArg::Both => Kind::Both,
        },
        value: args.value.as_deref().map(ValueBound::parse).transpose()?,
    };
    let (mut rows, notes) = targets(&context.view()?, &question)?;
    for note in notes {
        context.say(&Message::Note(note));
    }
    if rows.is_empty() {
        context.say(&Message::NothingFound);
        return Ok(Exit::Nothing);
    }
    let format = Format::from(args.format);
    if let Some(by) = args.by {
        let by = match by {
            ByArg::Issuer => By::Issuer,
            ByArg::Place => By::Place,
            ByArg::Year => By::Year,
        };
        if format == Format::Table {
            side_by_side(context.out, context.style, &pivot(&rows, by, context.lang))?;
        } else {
            export::rows(context.out, format, context.style, &pivot(&rows, by, Lang::English))?;
        }
        return Ok(Exit::Found);
    }
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    if format == Format::Table {
        by_document(context.out, context.style, &rows)?;
    } else {
        export::rows(context.out, format, context.style, &rows)?;
    }
    Ok(Exit::Found)
}

/// What a document is, in one line: its number, else its title, else its file; issuer, date, file.
fn document_line(row: &TargetRow) -> String {
    let mut parts = vec![one_line(&document(row.number.as_deref(), row.title.as_deref(), &row.path))];
    parts.extend(row.issuer.as_deref().map(|i| one_line(&issuer_short(i))));
    parts.extend(row.issued_on.as_deref().map(one_line));
    let file = one_line(&named(file_name(&row.path), row.part));
    let name = parts.join(" · ");
    if name == file { name } else { format!("{name} ({file})") }
}

/// Each document once, its rows under it.
pub fn by_document(out: &mut dyn Write, style: Style, rows: &[TargetRow]) -> io::Result<()> {
    let lang = style.lang;
    let (kind, value, due) = (lang.pick(6, 8), 18, 10);
    let subject = style.width.saturating_sub(2 + kind + value + due + 6).max(20);
    columns(
        out,
        2,
        &[
            (lang.pick("kind", "loại"), kind),
            (lang.pick("subject", "nội dung"), subject),
            (lang.pick("figure", "mức"), value),
            (lang.pick("deadline", "thời hạn"), due),
        ],
    )?;
    let mut last = None;
    for row in rows {
        let here = (&row.path, row.part);
        if last != Some(here) {
            heading(out, style, &document_line(row))?;
            last = Some(here);
        }
        let t = &row.target;
        // the counted noun alone ("người") says too little
        let subject_said = t.subject.as_ref().filter(|s| t.unit_noun.as_ref() != Some(s)).unwrap_or(&t.text);
        let what = cut(&one_line(&subject_said.replace("**", "")), SUBJECT);
        let word = if row.kind == "target" { lang.pick("target", "chỉ tiêu") } else { lang.pick("result", "kết quả") };
        let when = t.deadline.as_ref().or(t.as_of.as_ref()).map(|d| one_line(d)).unwrap_or_default();
        columns(out, 2, &[(word, kind), (&what, subject), (&one_line(&figure(t, lang)), value), (&when, due)])?;
    }
    Ok(())
}

/// Target beside result, under the name of each indicator.
pub fn side_by_side(out: &mut dyn Write, style: Style, rows: &[PivotRow]) -> io::Result<()> {
    let lang = style.lang;
    let value = 19;
    let name = style.width.saturating_sub(2 + 2 * (value + 2)).max(20);
    columns(out, 2, &[("", name), (lang.pick("target", "chỉ tiêu"), value), (lang.pick("result", "kết quả"), value)])?;
    let mut last = "";
    for row in rows {
        if row.indicator != last {
            let unknown = lang.pick("no known indicator", "chưa rõ chỉ số");
            let title = indicators::by_id(&row.indicator).map_or_else(
                || if row.indicator == "?" { unknown.to_owned() } else { row.indicator.clone() },
                |i| format!("{} ({})", i.name, i.id),
            );
            heading(out, style, &one_line(&title))?;
            last = &row.indicator;
        }
        let figures = |count: usize, values: &[String]| match (count, values) {
            (0, _) => "—".to_owned(),
            (_, []) => format!("({count})"),
            _ => one_line(&values.join("; ")),
        };
        let (target, result) = (figures(row.targets, &row.target_values), figures(row.results, &row.result_values));
        columns(out, 2, &[(&one_line(&row.group), name), (&target, value), (&result, value)])?;
    }
    Ok(())
}
