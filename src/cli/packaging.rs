//! `vanthu completions` and `vanthu man`: for packagers.

use clap::CommandFactory as _;

use super::args::{Cli, CompletionsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;

/// Completions for a shell.
pub fn completions(args: &CompletionsArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    // written to memory first: the generator panics where a reader goes away
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "vanthu", &mut text);
    context.out.write_all(&text)?;
    Ok(Exit::Found)
}

/// The manual page.
pub fn man(context: &mut Context<'_>) -> Result<Exit, Fail> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut text)?;
    context.out.write_all(&text)?;
    Ok(Exit::Found)
}
