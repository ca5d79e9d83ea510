//! `vanthu missing`: cited but not held.

use super::args::MissingArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export;
use crate::query::missing::missing;

/// Runs the command.
pub fn run(args: &MissingArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let mut rows = missing(&context.view()?)?;
    let total = rows.len();
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    if total > 0 {
        export::rows(context.out, args.format.into(), context.style, &rows)?;
        context.out.flush()?;
        context.say(&Message::Shown(total, rows.len()));
    } else {
        context.say(&Message::NothingFound);
    }
    Ok(Exit::found(total > 0))
}
