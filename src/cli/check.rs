//! `vanthu check`: findings and contradictions, worst first.

use std::path::PathBuf;

use super::args::CheckArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export;
use crate::index::paths::absolute;
use crate::query::check::check;

/// Runs the command.
pub fn run(args: &CheckArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let roots: Vec<PathBuf> = args.paths.iter().map(|p| absolute(p)).collect();
    let wanted = |path: &str| roots.is_empty() || roots.iter().any(|r| absolute(path.as_ref()).starts_with(r));
    let rows = check(&view, &wanted)?;
    if rows.is_empty() {
        context.say(&Message::NothingFound);
    } else {
        export::rows(context.out, args.format.into(), context.style, &rows)?;
    }
    Ok(Exit::found(!rows.is_empty()))
}
