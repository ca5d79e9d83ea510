//! `vanthu text`: the text that offsets point into.

use super::args::TextArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::table::harmless;
use crate::model::{Problem, ProblemCode};
use crate::pipeline::run::{SIZE_LIMIT, analyse_contained, read_file};

/// Runs the command.
pub fn run(args: &TextArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let path = args.file.to_string_lossy();
    match text_of(args) {
        Ok(text) => {
            // offsets must hold for programs; a terminal must not be steered by a document
            let shown = if context.terminal { harmless(&text) } else { text };
            context.out.write_all(shown.as_bytes())?;
            Ok(Exit::Found)
        }
        Err(problem) => {
            context.warn(&Message::Failed(&path, &problem));
            Ok(Exit::Error)
        }
    }
}

fn text_of(args: &TextArgs) -> Result<String, Problem> {
    let bytes = read_file(&args.file, SIZE_LIMIT)?;
    let records = analyse_contained(&args.file.to_string_lossy(), &bytes, &[]).results.into_iter().collect::<Result<Vec<_>, _>>()?;
    let decoded: Vec<String> = records.into_iter().filter_map(|r| r.text).collect();
    if decoded.is_empty() {
        String::from_utf8(bytes).map_err(|_| Problem::new(ProblemCode::NotText, "not UTF-8 text"))
    } else {
        Ok(decoded.join("\n"))
    }
}
