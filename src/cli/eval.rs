//! `vanthu eval`: the accuracy card of the extractors on hand-made gold.

use super::args::EvalArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::eval::{Card, load, score};

/// Runs the command.
pub fn run(args: &EvalArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let all = load(&args.gold, &args.docs).map_err(Fail::Said)?;
    let mut card = Card::default();
    let mut failed = false;
    for gold in &all {
        let bytes = std::fs::read(&gold.document).map_err(|e| Fail::Said(format!("{}: {e}", gold.document.display())))?;
        let path = gold.document.display().to_string();
        for result in crate::pipeline::analyse(&path, &bytes) {
            match result {
                Ok(record) => score(&mut card, gold, std::str::from_utf8(&bytes).unwrap_or(""), &record),
                Err(problem) => {
                    failed = true;
                    let (en, vi) = (format!("{path}: {problem}"), format!("{path}: {problem}"));
                    context.warn(&Message::Plain(&en, &vi));
                }
            }
        }
    }
    write!(context.out, "{}", card.table())?;
    if args.errors {
        for row in &card.errors {
            writeln!(context.out, "{}", row.join("\t"))?;
        }
    }
    Ok(match (failed, all.is_empty()) {
        (true, _) => Exit::Error,
        (false, true) => Exit::Nothing,
        (false, false) => Exit::Found,
    })
}
