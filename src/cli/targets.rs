//! `vanthu targets`: targets and results as rows, plan beside report, pivots.

use super::args::{ByArg, FigureArgs, FilterArgs, KindArg, TargetsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use crate::export::{self, Format, targets as tables};
use crate::query::QueryError;
use crate::query::filter::Filters;
use crate::query::targets::period::Period;
use crate::query::targets::{By, Kind, TargetQuestion, ValueBound, pairs, pivot, targets};

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
    let (mut rows, notes) = targets(&context.view()?, &question)?;
    for note in notes {
        context.say(&Message::Note(note));
    }
    if rows.is_empty() {
        context.say(&Message::NothingFound);
        return Ok(Exit::Nothing);
    }
    let format = Format::from(args.format);
    let most = if args.limit == 0 { usize::MAX } else { args.limit };
    // programs get plain figures
    let lang = if format == Format::Table { context.lang } else { Lang::English };
    if let Some(by) = args.by {
        let by = match by {
            ByArg::Issuer => By::Issuer,
            ByArg::Place => By::Place,
            ByArg::Year => By::Year,
        };
        let mut pivoted = pivot(&rows, by, lang);
        pivoted.truncate(most);
        if format == Format::Table {
            tables::pivoted(context.out, context.style, &pivoted)?;
        } else {
            export::rows(context.out, format, context.style, &pivoted)?;
        }
    } else if question.kind == Kind::Both {
        let mut beside = pairs(&rows);
        beside.truncate(most);
        if format == Format::Table {
            tables::beside(context.out, context.style, &beside)?;
        } else {
            export::rows(context.out, format, context.style, &beside)?;
        }
    } else {
        rows.truncate(most);
        if format == Format::Table {
            tables::by_document(context.out, context.style, &rows)?;
        } else {
            export::rows(context.out, format, context.style, &rows)?;
        }
    }
    Ok(Exit::Found)
}
