//! `vanthu targets`: targets and results as rows, plan beside report, pivots, a chart; a sample to check by hand.

use super::args::{ByArg, FigureArgs, FilterArgs, KindArg, TargetsArgs, TargetsFormatArg};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use super::target_tables as tables;
use crate::export::{self, Format, Tabular};
use crate::query::QueryError;
use crate::query::filter::Filters;
use crate::query::sample::{draw, plan};
use crate::query::targets::period::Period;
use crate::query::targets::{By, Kind, PivotRow, TargetQuestion, ValueBound, pairs, pivot, targets};

/// Filters with what figures must be.
pub fn filters(filters: FilterArgs, figures: FigureArgs) -> Result<Filters, QueryError> {
    let value = figures.value.as_deref().map(ValueBound::parse).transpose()?;
    Ok(Filters { indicator: figures.indicator, value, ..filters.into() })
}

/// A year or a span of years as typed.
fn years(typed: &str) -> Result<Period, QueryError> {
    Period::parse(&typed.trim().replace(['-', '–'], "/")).ok_or_else(|| QueryError::BadValue {
        flag: "--about",
        value: typed.to_owned(),
        expected: "a year (2024) or a span of years (2021-2025)",
    })
}

/// The form, but for a chart, which is no table.
const fn format(arg: TargetsFormatArg) -> Option<Format> {
    Some(match arg {
        TargetsFormatArg::Table => Format::Table,
        TargetsFormatArg::Json => Format::Json,
        TargetsFormatArg::Jsonl => Format::Jsonl,
        TargetsFormatArg::Csv => Format::Csv,
        TargetsFormatArg::Xlsx => Format::Xlsx,
        TargetsFormatArg::Svg => return None,
    })
}

/// Runs the command.
pub fn run(args: TargetsArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let question = TargetQuestion {
        text: args.query,
        filters: filters(args.filters, args.figures)?,
        about: args.about.as_deref().map(years).transpose()?,
        kind: match args.kind {
            KindArg::Target => Kind::Target,
            KindArg::Result => Kind::Result,
            KindArg::Both => Kind::Both,
        },
    };
    let (rows, notes) = targets(&context.view()?, &question)?;
    for note in notes {
        context.say(&Message::Note(note));
    }
    if rows.is_empty() {
        context.say(&Message::NothingFound);
        return Ok(Exit::Nothing);
    }
    let by = args.by.map(|by| match by {
        ByArg::Issuer => By::Issuer,
        ByArg::Place => By::Place,
        ByArg::Year => By::Year,
    });
    let Some(format) = format(args.format) else {
        let pivoted = pivot(&rows, by.unwrap_or(By::Place), context.lang);
        return chart(&pivoted, args.about.as_deref(), context);
    };
    let cut = Cut { limit: args.limit, sample: args.sample.map(|n| n as usize), seed: args.seed };
    if let Some(by) = by {
        // programs get plain figures
        let lang = if format == Format::Table { context.lang } else { Lang::English };
        show(pivot(&rows, by, lang), &cut, format, tables::pivoted, context)
    } else if question.kind == Kind::Both {
        show(pairs(&rows), &cut, format, tables::beside, context)
    } else {
        show(rows, &cut, format, tables::by_document, context)
    }
}

/// Which of the rows are shown.
struct Cut {
    /// 0 for all.
    limit: usize,
    sample: Option<usize>,
    seed: u64,
}

type Printer<T> = fn(&mut dyn std::io::Write, export::Style, &[T]) -> std::io::Result<()>;

/// Writes rows, or a sample of them with what it can tell.
fn show<T: Tabular + Clone>(
    mut rows: Vec<T>,
    cut: &Cut,
    format: Format,
    table: Printer<T>,
    context: &mut Context<'_>,
) -> Result<Exit, Fail> {
    if let Some(n) = cut.sample {
        let all = rows.len();
        rows = draw(all, n, cut.seed).into_iter().map(|i| rows[i].clone()).collect();
        for (wrong, share) in plan(all, n) {
            context.say(&Message::Bound { wrong, sample: rows.len(), all, share });
        }
    }
    rows.truncate(if cut.limit == 0 { usize::MAX } else { cut.limit });
    if format == Format::Table {
        table(context.out, context.style, &rows)?;
    } else {
        export::rows(context.out, format, context.style, &rows)?;
    }
    Ok(Exit::Found)
}

/// Draws one measure.
fn chart(rows: &[PivotRow], about: Option<&str>, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let mut measures: Vec<&str> = rows.iter().map(|r| r.indicator.as_str()).collect();
    measures.dedup();
    if measures.len() != 1 {
        return Err(QueryError::BadValue {
            flag: "--format",
            value: "svg".to_owned(),
            expected: "rows of one measure; name it with --indicator ID",
        }
        .into());
    }
    let chart = tables::chart(rows, about.unwrap_or(""), context.lang);
    let picture =
        export::chart::svg(&chart, context.lang).map_err(|e| std::io::Error::new(std::io::ErrorKind::InvalidData, e.to_string()))?;
    writeln!(context.out, "{picture}")?;
    Ok(Exit::Found)
}
