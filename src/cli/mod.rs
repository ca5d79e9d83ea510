//! The command line: arguments, printing, exit codes. One file for each command.
//!
//! Exit codes: 0 found or done, 1 nothing found, 2 an error, or a file that could not be taken in. A reader that goes away (`| head`) is
//! no error. stdout holds data only; everything else goes to stderr.
//!
//! Invariant: nothing imports this module.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser as _;

pub mod args;
mod cascade;
mod check;
mod context;
mod demo;
mod diff;
mod eval;
mod extract;
mod fail;
mod graph;
mod index;
mod messages;
mod missing;
mod overridden;
mod packaging;
mod refs;
mod search;
mod show;
mod stats;
mod target_tables;
mod targets;
mod tasks;
mod text;
mod verify;

use args::{Cli, Command};
use context::{Context, Exit};
use fail::Fail;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let stdout = io::stdout();
    let colour = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let terminal = stdout.is_terminal();
    // large buffer: searches print thousands of short lines
    let mut out = io::BufWriter::with_capacity(1 << 16, stdout.lock());
    let mut err = io::stderr();
    let code = run(std::env::args_os(), &mut out, &mut err, terminal, colour);
    ExitCode::from(code as u8)
}

/// Runs the program; what it prints goes to `out` and `err`.
pub fn run(args: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write, terminal: bool, colour: bool) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            let (target, exit): (&mut dyn Write, Exit) = if e.use_stderr() { (err, Exit::Error) } else { (out, Exit::Found) };
            // help for a reader that went away is nobody's loss
            let text = e.render();
            let _ = if colour { write!(target, "{}", text.ansi()) } else { write!(target, "{text}") };
            let _ = target.flush();
            return exit;
        }
    };
    let verbose = cli.common.verbose > 0;
    // a contained failure is told once, in words, by whoever contains it
    std::panic::set_hook(Box::new(move |info| {
        if verbose {
            let _ = writeln!(io::stderr(), "{info}");
        }
    }));
    let mut context = Context::new(&cli.common, out, err, terminal, colour);
    let result = catch_unwind(AssertUnwindSafe(|| {
        let exit = dispatch(cli.command, &mut context)?;
        context.out.flush()?;
        Ok::<Exit, Fail>(exit)
    }));
    match result {
        Ok(Ok(exit)) => exit,
        Ok(Err(fail)) if fail.is_broken_pipe() => Exit::Found,
        Ok(Err(fail)) => {
            let _ = context.out.flush();
            context.report(&fail);
            Exit::Error
        }
        Err(panic) => {
            let what = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            context.report(&Fail::Internal(what.unwrap_or("?").to_owned()));
            Exit::Error
        }
    }
}

fn dispatch(command: Command, context: &mut Context<'_>) -> Result<Exit, Fail> {
    match command {
        Command::Index(args) => index::run(&args, context),
        Command::Search(args) => search::run(args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Text(args) => text::run(&args, context),
        Command::Refs(args) => refs::run(&args, context),
        Command::Cascade(args) => cascade::run(&args, context),
        Command::Graph(args) => graph::run(&args, context),
        Command::Missing(args) => missing::run(&args, context),
        Command::Targets(args) => targets::run(args, context),
        Command::Tasks(args) => tasks::run(args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Stats(args) => stats::run(&args, context),
        Command::Extract(args) => extract::run(&args, context),
        Command::Eval(args) => eval::run(&args, context),
        Command::Verify(_) => verify::run(context),
        Command::Demo(args) => demo::run(&args, context),
        Command::Completions(args) => packaging::completions(&args, context),
        Command::Man(_) => packaging::man(context),
    }
}
