//! `vanthu cascade`: the tree of documents that carry one out, with the gaps.

use std::io::{self, Write};

use super::args::{CascadeArgs, FormatArg};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use super::refs::relations;
use crate::export::cascade::rows;
use crate::export::table::{DIM, PLAIN, cut, folded, one_line};
use crate::export::{self, Format, Style, jsonl};
use crate::query::graph::Node;
use crate::query::graph::cascade::{Step, cascade};
use crate::query::graph::gaps::Gap;
use crate::query::resolve::Resolver;
use crate::query::subject::subject;
use crate::query::words;

/// So many documents of one number are drawn; of more the user names one by its file.
const TREES: usize = 8;

/// Names of territories that a table shows.
const NAMES: usize = 12;

/// A gap in words.
fn gap(gap: &Gap, style: Style) -> String {
    let lang = style.lang;
    match gap {
        Gap::Territories { level, all, without } => {
            let named = without.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", ");
            let more = without.len().saturating_sub(NAMES);
            let more = if more > 0 { format!(" … (+{more})") } else { String::new() };
            let level = match *level {
                "province" => lang.pick("provinces", "tỉnh, thành phố"),
                "district" => lang.pick("districts", "quận, huyện"),
                _ => lang.pick("communes", "xã, phường"),
            };
            let here = all - without.len();
            match lang {
                words::Lang::English => format!("{here} of {all} {level} have a document here; none of: {named}{more}"),
                words::Lang::Vietnamese => format!("{here}/{all} {level} có văn bản ở đây; chưa có: {named}{more}"),
            }
        }
        Gap::NoReport => lang.pick("no report on it is held", "chưa có báo cáo kết quả thực hiện").to_owned(),
        Gap::NotHeld => lang.pick("the document itself is not held", "chưa có chính văn bản này").to_owned(),
    }
}

/// A text in lines that all begin with the branches of the tree.
fn lines(out: &mut dyn Write, style: Style, branches: &str, mark: &str, text: &str) -> io::Result<()> {
    let used = branches.chars().count() + mark.chars().count();
    for (i, line) in folded(text, style.width.saturating_sub(used).max(24)).into_iter().enumerate() {
        let mark = if i == 0 { mark.to_owned() } else { " ".repeat(mark.chars().count()) };
        writeln!(out, "{branches}{mark}{line}")?;
    }
    Ok(())
}

/// A step, its gaps and what is below it.
fn draw(out: &mut dyn Write, style: Style, step: &Step, ahead: &str, branch: &str, sentences: bool) -> io::Result<()> {
    let (dim, plain) = if style.colour { (DIM, PLAIN) } else { ("", "") };
    let d = &step.document;
    let name = words::document(d.number.as_deref(), d.title.as_deref(), &d.id);
    let known = [Some(name), d.issuer.as_deref().map(words::issuer_short), d.date.clone()];
    let relation = step.relation.map(|r| format!(" [{}]", words::relation(r, style.lang))).unwrap_or_default();
    let line = format!("{}{relation}", known.into_iter().flatten().map(|p| one_line(&p)).collect::<Vec<_>>().join(" · "));
    let room = style.width.saturating_sub(ahead.chars().count() + branch.chars().count()).max(24);
    writeln!(out, "{ahead}{branch}{}", cut(&line, room))?;
    let below = match branch {
        "" => ahead.to_owned(),
        "└─ " => format!("{ahead}   "),
        _ => format!("{ahead}│  "),
    };
    let inner = if step.children.is_empty() { format!("{below}   ") } else { format!("{below}│  ") };
    if let Some(title) = d.title.as_deref().filter(|_| d.number.is_some()) {
        writeln!(out, "{inner}{dim}{}{plain}", cut(&one_line(title), style.width.saturating_sub(inner.chars().count()).max(24)))?;
    }
    if let Some(sentence) = step.sentence.as_deref().filter(|_| sentences) {
        let by = step.said_by.as_deref().map(|p| format!("[{}] ", words::file_name(p))).unwrap_or_default();
        lines(out, style, &inner, "", &format!("{by}“{}”", cut(&one_line(&sentence.replace("**", "")), 300)))?;
    }
    for one in &step.gaps {
        lines(out, style, &inner, "! ", &gap(one, style))?;
    }
    for (i, child) in step.children.iter().enumerate() {
        let branch = if i + 1 == step.children.len() { "└─ " } else { "├─ " };
        draw(out, style, child, &below, branch, sentences)?;
    }
    Ok(())
}

/// Runs the command.
pub fn run(args: &CascadeArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let wanted = relations(&args.relation)?;
    let view = context.view()?;
    let resolver = Resolver::new(&view)?;
    let nodes = subject(&view, &resolver, &args.what)?;
    if nodes.is_empty() {
        context.say(&Message::Unknown(&args.what));
        return Ok(Exit::Nothing);
    }
    let trees: Vec<Step> = nodes.iter().take(TREES).map(|n| cascade(&view, &resolver, n, &wanted, args.depth)).collect::<Result<_, _>>()?;
    for (i, tree) in trees.iter().enumerate() {
        match args.format {
            FormatArg::Table => {
                if i > 0 {
                    writeln!(context.out)?;
                }
                draw(context.out, context.style, tree, "", "", args.sentences)?;
            }
            FormatArg::Json | FormatArg::Jsonl => jsonl::line(context.out, tree)?,
            FormatArg::Csv => {}
        }
    }
    if args.format == FormatArg::Csv {
        export::rows(context.out, Format::Csv, context.style, &rows(&trees))?;
    }
    context.out.flush()?;
    if nodes.len() > TREES {
        context.say(&Message::Plain(
            "more documents bear this number than are drawn; name one by its file",
            "nhiều văn bản khác cũng mang số này; hãy chỉ rõ một tệp",
        ));
    }
    if matches!(nodes[0], Node::Card(_)) {
        context.say(&Message::Plain(
            "the index does not hold this document; the tree is what others say",
            "chỉ mục không có văn bản này; cây dựng theo điều các văn bản khác nói",
        ));
    }
    Ok(Exit::found(trees.iter().any(|t| !t.children.is_empty())))
}
