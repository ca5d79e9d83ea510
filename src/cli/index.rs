//! `vanthu index`: bring the index in line with files and folders.

use std::fs::File;
use std::io::{BufWriter, IsTerminal as _, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{IndexArgs, When};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use crate::export::jsonl;
use crate::index::IndexError;
use crate::index::paths::Naming;
use crate::pipeline::beside::Beside;
use crate::pipeline::ledger::Remark;
use crate::pipeline::run::RunOptions;
use crate::pipeline::sync::{Action, Event, Progress, SyncOptions, sync};

/// A bar on stderr, or none.
pub fn bar(when: When, quiet: bool) -> ProgressBar {
    let show = match when {
        When::Auto => !quiet && std::io::stderr().is_terminal(),
        When::Always => true,
        When::Never => false,
    };
    let target = if show { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// Options for many files.
pub fn run_options(jobs: Option<usize>, max_size: u64) -> RunOptions {
    let default = RunOptions::default();
    RunOptions { jobs: jobs.filter(|j| *j > 0).unwrap_or(default.jobs), size_limit: max_size.saturating_mul(1_000_000) }
}

struct Watcher<'a> {
    bar: ProgressBar,
    report: Option<BufWriter<File>>,
    report_error: Option<std::io::Error>,
    err: &'a mut dyn Write,
    lang: Lang,
    verbose: bool,
}

impl Watcher<'_> {
    fn say(&mut self, text: &str) {
        let text = crate::export::table::harmless(text);
        // a closed stderr is no reason to stop
        self.bar.suspend(|| {
            let _ = writeln!(self.err, "vanthu: {text}");
        });
    }
}

impl Progress for Watcher<'_> {
    fn start(&mut self, files: usize) {
        self.bar.set_length(files as u64);
    }

    fn done(&mut self, event: &Event) {
        if !matches!(event.action, Action::Unchanged | Action::Removed) {
            self.bar.inc(1);
        }
        if let Some(report) = &mut self.report
            && let Err(e) = jsonl::line(report, event)
        {
            self.report_error.get_or_insert(e);
        }
        let text = match &event.action {
            Action::Failed { problem } => Message::Failed(&event.path, problem).text(self.lang),
            Action::Added if self.verbose => format!("+ {}", event.path),
            Action::Updated | Action::Reanalysed if self.verbose => format!("~ {}", event.path),
            Action::Moved { from } if self.verbose => format!("{from} -> {}", event.path),
            Action::Removed if self.verbose => format!("- {}", event.path),
            Action::Added | Action::Updated | Action::Reanalysed | Action::Moved { .. } | Action::Removed | Action::Unchanged => return,
        };
        self.say(&text);
    }

    fn remark(&mut self, remark: &Remark) {
        self.say(&Message::Remark(remark).text(self.lang));
    }
}

/// Runs the command.
pub fn run(args: &IndexArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let options = SyncOptions {
        run: run_options(args.jobs, args.max_size),
        dry_run: args.dry_run,
        rebuild: args.rebuild,
        verify_content: args.verify_content,
        keep_missing: args.keep_missing,
    };
    // what people said must be whole before anything is written
    let naming = Naming::new(context.folder.path());
    let beside = Beside::load(&args.paths, args.overrides.as_deref(), |path| naming.inside(path))?;
    let report = match &args.report {
        Some(path) => Some(BufWriter::new(File::create(path).map_err(|e| IndexError::io(path, e))?)),
        None => None,
    };
    let mut watcher = Watcher {
        bar: bar(args.progress, context.quiet),
        report,
        report_error: None,
        err: &mut *context.err,
        lang: context.lang,
        verbose: context.verbose,
    };
    let result = sync(&context.folder, &args.paths, &beside, &options, &mut watcher);
    watcher.bar.finish_and_clear();
    let report = watcher.report.take();
    let report_error = watcher.report_error.take();
    let summary = result?;
    if let Some(e) = report.and_then(|mut r| r.flush().err()).or(report_error) {
        let path = args.report.clone().unwrap_or_default();
        return Err(IndexError::io(&path, e).into());
    }
    context.say(&Message::Indexed(&summary, args.dry_run));
    Ok(if summary.failed > 0 { Exit::Error } else { Exit::Found })
}
