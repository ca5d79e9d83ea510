//! `vanthu extract`: records without an index, in byte order of paths.

use std::path::PathBuf;

use super::args::{ExtractArgs, ExtractFormat};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::index::{bar, run_options};
use super::messages::Message;
use super::overridden;
use crate::export::{bundle::Bundle, jsonl};
use crate::index::IndexError;
use crate::model::Problem;
use crate::pipeline::Analysis;
use crate::pipeline::beside::{Beside, Chosen};
use crate::pipeline::ledger::Ledger;
use crate::pipeline::run::{analyse_contained, in_order, read_file};
use crate::pipeline::walk::walk;
use crate::record::{Failure, Record};

/// Where records go.
enum Sink {
    Lines,
    Array(bool),
    Tables(Bundle),
}

/// Runs the command.
pub fn run(args: &ExtractArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let options = run_options(args.jobs, args.max_size);
    // what people said must be whole before anything is written
    let beside = Beside::load(&args.paths, args.overrides.as_deref(), |path| path.to_string_lossy().into_owned())?;
    let mut ledger = Ledger::new(&beside);
    let mut sink = match (args.format, &args.to) {
        (ExtractFormat::Jsonl, _) => Sink::Lines,
        (ExtractFormat::Json, _) => Sink::Array(false),
        (ExtractFormat::Csv, Some(dir)) => Sink::Tables(Bundle::create(dir).map_err(|e| IndexError::io(dir, e))?),
        (ExtractFormat::Csv, None) => return Err(Fail::Said("--format csv needs --to DIR".to_owned())),
    };
    let mut found = walk(&args.paths);
    found.files.retain(|path| !beside.is_one(path));
    let bar = bar(args.progress, context.quiet);
    bar.set_length(found.files.len() as u64);
    let mut failed = 0;
    if let Sink::Array(_) = sink {
        context.out.write_all(b"[")?;
    }
    // what could not be entered stands where it would have been read
    let mut problems = found.problems.into_iter().peekable();
    let work = |path: &PathBuf| -> (Analysis, Chosen<'_>) {
        let chosen = beside.of(path);
        let analysis = match read_file(path, options.size_limit) {
            Ok(bytes) => analyse_contained(&path.to_string_lossy(), &bytes, &chosen.rules),
            Err(problem) => Analysis { results: vec![Err(problem)], effects: Vec::new() },
        };
        (analysis, chosen)
    };
    let bytes_of = |p: &PathBuf| p.as_os_str().as_encoded_bytes().to_vec();
    in_order(&found.files, &options, work, |path, (analysis, chosen)| -> Result<(), Fail> {
        while let Some((at, problem)) = problems.next_if(|(p, _)| bytes_of(p) < bytes_of(path)) {
            failed += 1;
            put(&mut sink, context, &at.to_string_lossy(), Err(problem))?;
        }
        if analysis.results.iter().all(Result::is_ok) {
            ledger.read(&path.to_string_lossy(), &chosen, &analysis.effects);
        } else {
            ledger.unread(&chosen);
        }
        for result in analysis.results {
            failed += usize::from(result.is_err());
            put(&mut sink, context, &path.to_string_lossy(), result)?;
        }
        bar.inc(1);
        Ok(())
    })?;
    for (at, problem) in problems {
        failed += 1;
        put(&mut sink, context, &at.to_string_lossy(), Err(problem))?;
    }
    bar.finish_and_clear();
    overridden::tell(&ledger.remarks(), context);
    match sink {
        Sink::Lines => {}
        Sink::Array(_) => context.out.write_all(b"\n]\n")?,
        Sink::Tables(bundle) => bundle.finish()?,
    }
    Ok(if failed > 0 { Exit::Error } else { Exit::Found })
}

fn put(sink: &mut Sink, context: &mut Context<'_>, path: &str, result: Result<Record, Problem>) -> Result<(), Fail> {
    if let Err(problem) = &result {
        context.say(&Message::Failed(path, problem));
    }
    let comma: &[u8] = match sink {
        Sink::Array(true) => b",\n",
        Sink::Array(false) => b"\n",
        Sink::Lines | Sink::Tables(_) => b"",
    };
    match (sink, result) {
        (Sink::Tables(bundle), Ok(record)) => bundle.add(&record)?,
        (Sink::Tables(_), Err(_)) => {}
        (Sink::Lines, Ok(record)) => jsonl::line(context.out, &record)?,
        (Sink::Lines, Err(problem)) => jsonl::line(context.out, &Failure::new(path, problem))?,
        (Sink::Array(begun), result) => {
            context.out.write_all(comma)?;
            *begun = true;
            let text = match result {
                Ok(record) => crate::record::to_json_line(&record),
                Err(problem) => crate::record::to_json_line(&Failure::new(path, problem)),
            };
            context.out.write_all(text.map_err(std::io::Error::from)?.as_bytes())?;
        }
    }
    Ok(())
}
