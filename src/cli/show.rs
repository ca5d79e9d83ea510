//! `vanthu show`: one document as a card; also a number that nobody holds, from what others say of it.

use std::io::{self, Write};

use serde_json::json;

use super::args::{DirectionArg, FormatArg, ShowArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use super::refs::{Tree, print, trees};
use crate::export::answers::claim;
use crate::export::table::{BOLD, PLAIN, cut, one_line, wrapped};
use crate::export::{Style, csv, jsonl};
use crate::query::describe::Group;
use crate::query::subject::{Subject, subject};
use crate::query::targets::figure;
use crate::record::Record;

/// Targets that a card shows; `vanthu targets` has all.
const TARGETS: usize = 20;

/// Runs the command.
pub fn run(args: &ShowArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let Some(meant) = subject(&view, &args.what)? else {
        context.say(&Message::Unknown(&args.what));
        return Ok(Exit::Nothing);
    };
    let trees = trees(&view, &meant, DirectionArg::Both, &[])?;
    let style = context.style;
    for (i, tree) in trees.iter().enumerate() {
        let record = match &meant {
            Subject::Documents(list) => Some(view.open(list[i].at)?.record),
            Subject::Cited { .. } => None,
        };
        let group = match &meant {
            Subject::Cited { groups, .. } => groups.get(i),
            Subject::Documents(_) => None,
        };
        match args.format {
            FormatArg::Table => {
                if i > 0 {
                    writeln!(context.out)?;
                }
                match (&record, group) {
                    (Some(record), _) => card(context.out, style, record)?,
                    (None, Some(group)) => described(context.out, style, &tree.name, group)?,
                    (None, None) => {}
                }
                links(context.out, style, tree)?;
            }
            FormatArg::Csv => {
                let fields = record.as_ref().map(fields).or_else(|| group.map(|g| claims(&tree.name, g))).unwrap_or_default();
                csv::write(context.out, &["field", "value"], fields.into_iter().map(|(n, v)| vec![n.to_owned(), v]))?;
            }
            FormatArg::Json | FormatArg::Jsonl => {
                let value =
                    json!({ "record": record, "described": group.map(Group::describe), "held": record.is_some(), "links": tree.links });
                jsonl::line(context.out, &value)?;
            }
        }
    }
    context.out.flush()?;
    if matches!(meant, Subject::Cited { .. }) {
        context.say(&Message::Plain(
            "the index does not hold this document; this is what others say of it",
            "chỉ mục không có văn bản này; đây là điều các văn bản khác nói về nó",
        ));
    }
    Ok(Exit::Found)
}

fn fields(record: &Record) -> Vec<(&'static str, String)> {
    let d = &record.document;
    let own = |v: &Option<String>| v.clone().unwrap_or_default();
    let signer = d.signer.as_ref().map(|s| [&s.authority, &s.role, &s.name].into_iter().flatten().cloned().collect::<Vec<_>>().join(", "));
    let all = vec![
        ("number", own(&d.number)),
        ("type", d.type_name.clone().or_else(|| d.doc_type.clone()).unwrap_or_default()),
        ("issuer", own(&d.issuer)),
        ("place", own(&d.place)),
        ("date", own(&d.issued_on)),
        ("title", own(&d.title)),
        ("signer", signer.unwrap_or_default()),
        ("to", d.addressees.join("; ")),
        ("recipients", d.recipients.join("; ")),
        ("urgency", own(&d.urgency)),
        ("secrecy", own(&d.secrecy)),
        ("form", d.form.as_str().to_owned()),
        ("key", own(&d.key)),
        ("path", record.path.clone()),
    ];
    all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
}

fn claims(number: &str, group: &Group) -> Vec<(&'static str, String)> {
    let d = group.describe();
    let all = vec![
        ("number", number.to_owned()),
        ("type", claim(d.doc_type.as_ref())),
        ("issuer", claim(d.issuer.as_ref())),
        ("date", claim(d.date.as_ref())),
        ("title", claim(d.title.as_ref())),
        ("key", d.key.unwrap_or_default()),
        ("cited by", group.documents().to_string()),
    ];
    all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
}

fn field_lines(out: &mut dyn Write, style: Style, fields: &[(&'static str, String)]) -> io::Result<()> {
    for (name, value) in fields {
        let mut text = Vec::new();
        wrapped(&mut text, &one_line(value), 12, style.width)?;
        write!(out, "{name:<12}")?;
        out.write_all(text.get(12..).unwrap_or(b"\n"))?;
    }
    Ok(())
}

fn section(out: &mut dyn Write, style: Style, name: &str) -> io::Result<()> {
    let (bold, plain) = if style.colour { (BOLD, PLAIN) } else { ("", "") };
    writeln!(out, "\n{bold}{name}{plain}")
}

fn described(out: &mut dyn Write, style: Style, number: &str, group: &Group) -> io::Result<()> {
    field_lines(out, style, &claims(number, group))
}

fn card(out: &mut dyn Write, style: Style, record: &Record) -> io::Result<()> {
    field_lines(out, style, &fields(record))?;
    for (name, list) in [("targets", &record.targets), ("results", &record.results)] {
        if list.is_empty() {
            continue;
        }
        section(out, style, &format!("{name} ({})", list.len()))?;
        for t in list.iter().take(TARGETS) {
            let what = t.subject.as_deref().unwrap_or(&t.text);
            let tail: Vec<String> = [Some(figure(t)), t.deadline.clone()].into_iter().flatten().filter(|s| !s.is_empty()).collect();
            let line =
                if tail.is_empty() { cut(&one_line(what), 160) } else { format!("{}: {}", cut(&one_line(what), 160), tail.join(", ")) };
            wrapped(out, &format!("- {line}"), 2, style.width)?;
        }
        if list.len() > TARGETS {
            writeln!(out, "  … {}", list.len() - TARGETS)?;
        }
    }
    if !record.findings.is_empty() {
        section(out, style, &format!("findings ({})", record.findings.len()))?;
        for finding in &record.findings {
            wrapped(out, &format!("- [{}] {}", finding.severity.as_str(), one_line(&finding.message)), 2, style.width)?;
        }
    }
    Ok(())
}

fn links(out: &mut dyn Write, style: Style, tree: &Tree) -> io::Result<()> {
    if tree.links.is_empty() {
        return Ok(());
    }
    section(out, style, &format!("references ({})", tree.links.len()))?;
    let mut text = Vec::new();
    print(&mut text, style, tree, false)?;
    // the heading is the card itself
    let from = text.windows(3).position(|w| w == b"\n  ").map_or(0, |i| i + 1);
    out.write_all(&text[from..])
}
