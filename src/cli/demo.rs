//! `vanthu demo`: indexes the documents that come with the program and shows what can be asked.

use std::path::{Path, PathBuf};

use super::args::{DemoArgs, DirectionArg, IndexArgs, When};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use super::refs::{print, tree};
use super::search::card;
use super::target_tables::pivoted;
use crate::export::table::{BOLD, PLAIN};
use crate::index::IndexError;
use crate::index::folder::Folder;
use crate::query::filter::Filters;
use crate::query::resolve::Resolver;
use crate::query::search::{Question, Sort, search};
use crate::query::subject::subject;
use crate::query::targets::period::Period;
use crate::query::targets::{By, Kind, TargetQuestion, pivot, targets};

/// Where the demonstration keeps its index.
const FOLDER: &str = ".vanthu-demo";
/// What it looks for.
const QUERY: &str = "cải cách hành chính";
/// The indicator it compares: files dealt with in time.
const INDICATOR: &str = "on-time-files";
/// The year it compares them in.
const YEAR: &str = "2024";

fn title(context: &mut Context<'_>, en: &str, vi: &str, command: &str) -> Result<(), Fail> {
    let (bold, plain) = if context.style.colour { (BOLD, PLAIN) } else { ("", "") };
    let text = if context.lang == Lang::Vietnamese { vi } else { en };
    writeln!(context.out, "\n{bold}# {text}{plain}\n$ {command}\n")?;
    Ok(())
}

/// Runs the command.
pub fn run(args: &DemoArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    if !args.corpora.is_dir() {
        return Err(IndexError::io(&args.corpora, std::io::Error::from(std::io::ErrorKind::NotFound)).into());
    }
    if context.folder.path() == Path::new(".vanthu") {
        context.folder = Folder::at(FOLDER);
    }
    let index = context.folder.path().display().to_string();
    title(
        context,
        "Read, analyse, link and index",
        "Đọc, phân tích, liên kết và lập chỉ mục",
        &format!("vanthu --index {index} index {}", args.corpora.display()),
    )?;
    context.out.flush()?;
    let indexing = IndexArgs {
        paths: documents(&args.corpora),
        jobs: None,
        dry_run: false,
        // small, and the program may have changed since it was made
        rebuild: true,
        verify_content: false,
        keep_missing: false,
        overrides: None,
        report: None,
        progress: When::Auto,
        max_size: 64,
    };
    // some of the documents are there to show what cannot be taken in; the demonstration goes on
    let indexed = super::index::run(&indexing, context)?;
    let view = context.view()?;

    title(
        context,
        "Search; with or without diacritics",
        "Tìm kiếm, có dấu hay không dấu",
        &format!("vanthu --index {index} search \"{QUERY}\" --limit 3"),
    )?;
    let answer = search(&view, &Question { text: Some(QUERY.to_owned()), limit: 3, ..Question::default() })?;
    for hit in &answer.hits {
        card(context.out, context.style, hit)?;
    }

    let question = Question {
        filters: Filters { has: vec!["key".to_owned()], ..Filters::default() },
        sort: Sort::MostCited,
        limit: 1,
        ..Question::default()
    };
    if let Some(number) = search(&view, &question)?.hits.into_iter().find_map(|h| h.number) {
        title(
            context,
            "What it cites (→) and what cites it (←)",
            "Văn bản này dẫn (→) và được dẫn (←)",
            &format!("vanthu --index {index} refs {number}"),
        )?;
        let resolver = Resolver::new(&view)?;
        if let Some(node) = subject(&view, &resolver, &number)?.first() {
            print(context.out, context.style, &tree(&view, &resolver, node, DirectionArg::Both, &[], context.lang)?, false)?;
        }
    }

    title(
        context,
        "One indicator across the districts: target beside result",
        "Một chỉ số ở các quận, huyện: chỉ tiêu bên cạnh kết quả",
        &format!("vanthu --index {index} targets --kind both --indicator {INDICATOR} --about {YEAR} --level district --by place"),
    )?;
    let filters = Filters { indicator: vec![INDICATOR.to_owned()], level: vec!["district".to_owned()], ..Filters::default() };
    let (rows, _) = targets(&view, &TargetQuestion { kind: Kind::Both, filters, about: Period::parse(YEAR), ..TargetQuestion::default() })?;
    pivoted(context.out, context.style, &pivot(&rows, By::Place, context.lang))?;
    context.out.flush()?;
    if indexed == Exit::Error {
        context.say(&Message::Plain(
            "files named above could not be taken in; all others are in the index",
            "các tệp nêu trên không đưa vào được; các tệp khác đều đã có trong chỉ mục",
        ));
    }
    Ok(Exit::Found)
}

/// The folders of documents: all but the gold labels, which are no documents.
fn documents(corpora: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(corpora)
        .map(|entries| entries.filter_map(Result::ok).map(|e| e.path()).filter(|p| p.is_dir() && !p.ends_with("gold")).collect())
        .unwrap_or_default();
    folders.sort();
    if folders.is_empty() { vec![corpora.to_owned()] } else { folders }
}
