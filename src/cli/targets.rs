//! `vanthu targets`: targets and results as rows.

use super::args::{ByArg, KindArg, TargetsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::{self, Format};
use crate::query::filter::Filters;
use crate::query::targets::{By, Kind, TargetQuestion, ValueBound, pivot, targets};

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
        export::rows(context.out, format, context.style, &pivot(&rows, by))?;
    } else {
        if args.limit > 0 {
            rows.truncate(args.limit);
        }
        export::rows(context.out, format, context.style, &rows)?;
    }
    Ok(Exit::Found)
}
