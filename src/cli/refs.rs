//! `vanthu refs`: what a document cites and what cites it, with the sentence for each.

use std::io::{self, Write};

use super::args::{DirectionArg, RefsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::answers::{RefRow, claim};
use crate::export::table::{BOLD, DIM, PLAIN, one_line, wrapped};
use crate::export::{self, Format, Style};
use crate::model::Relation;
use crate::query::describe::Group;
use crate::query::graph::{Certainty, Direction, Link, Meant, cited_by, cites};
use crate::query::join::{Held, bearers};
use crate::query::subject::{Subject, subject};
use crate::query::{QueryError, View};

/// A subject with its links.
pub struct Tree {
    /// Number or path.
    pub name: String,
    /// What it is, in one line.
    pub heading: String,
    /// Its citations.
    pub links: Vec<Link>,
}

/// What a held document is, in one line.
pub fn heading(view: &View, held: &Held) -> String {
    let parts = [held.number.as_ref(), held.issuer.as_ref(), held.issued_on.as_ref()];
    let known: Vec<String> = parts.into_iter().flatten().map(|p| one_line(p)).collect();
    format!("{} ({})", if known.is_empty() { "—".to_owned() } else { known.join(" · ") }, view.naming.shown(&held.path))
}

/// What others say of a document, in one line.
pub fn heading_of_group(number: &str, group: &Group) -> String {
    let d = group.describe();
    let known = [claim(d.doc_type.as_ref()), claim(d.issuer.as_ref()), claim(d.date.as_ref())];
    let known: Vec<&str> = known.iter().map(String::as_str).filter(|k| !k.is_empty()).collect();
    format!("{number} · {}", if known.is_empty() { "?".to_owned() } else { known.join(" · ") })
}

/// Links of everything that was meant.
pub fn trees(view: &View, meant: &Subject, direction: DirectionArg, relations: &[Relation]) -> Result<Vec<Tree>, QueryError> {
    let mut out = Vec::new();
    match meant {
        Subject::Documents(list) => {
            for held in list {
                let mut links = Vec::new();
                if direction != DirectionArg::CitedBy {
                    links.extend(cites(view, held)?);
                }
                if direction != DirectionArg::Cites {
                    let all = match &held.number {
                        Some(n) => bearers(view, n)?,
                        None => Vec::new(),
                    };
                    links.extend(cited_by(view, &Meant::Document(held, &all))?);
                }
                let name = held.number.clone().unwrap_or_else(|| view.naming.shown(&held.path));
                out.push(Tree { name, heading: heading(view, held), links });
            }
        }
        Subject::Cited { number, groups } => {
            for group in groups {
                let links =
                    if direction == DirectionArg::Cites { Vec::new() } else { cited_by(view, &Meant::Citations(number, &group.said))? };
                out.push(Tree { name: number.clone(), heading: heading_of_group(number, group), links });
            }
        }
    }
    for tree in &mut out {
        tree.links.retain(|l| relations.is_empty() || relations.contains(&l.relation));
    }
    Ok(out)
}

/// A subject and its links for people.
pub fn print(out: &mut dyn Write, style: Style, tree: &Tree, sentences: bool) -> io::Result<()> {
    let (bold, dim, plain) = if style.colour { (BOLD, DIM, PLAIN) } else { ("", "", "") };
    wrapped(out, &format!("{bold}{}{plain}", one_line(&tree.heading)), 0, style.width)?;
    for (direction, arrow) in [(Direction::Cites, "→"), (Direction::CitedBy, "←")] {
        for link in tree.links.iter().filter(|l| l.direction == direction) {
            let name = link.number.as_deref().or(link.title.as_deref()).or(link.path.as_deref()).unwrap_or("?");
            let mut parts = vec![one_line(name)];
            parts.extend([&link.issuer, &link.date].into_iter().flatten().map(|p| one_line(p)));
            let state = match link.certainty {
                Certainty::Same => String::new(),
                Certainty::Possible => " [possible]".to_owned(),
                Certainty::Ambiguous => format!(" [one of {}]", link.candidates.len()),
                Certainty::NotHeld if direction == Direction::Cites => " [not held]".to_owned(),
                Certainty::NotHeld => String::new(),
            };
            wrapped(out, &format!("{arrow} {:<11}{}{state}", link.relation.as_str(), parts.join(" · ")), 2, style.width)?;
            if let Some(path) = &link.path {
                wrapped(out, &format!("{dim}{}{plain}", one_line(path)), 6, style.width)?;
            }
            if sentences {
                let sentence = export::table::cut(&one_line(&link.sentence), 320);
                wrapped(out, &format!("“{sentence}”"), 6, style.width)?;
            }
        }
    }
    Ok(())
}

/// Relations by their words.
fn relations(words: &[String]) -> Result<Vec<Relation>, QueryError> {
    let parse = |w: &String| {
        Relation::from_word(w).ok_or_else(|| QueryError::BadValue {
            flag: "--relation",
            value: w.clone(),
            expected: "basis, implements, amends, replaces, repeals, guides, approves, reports_on or cites",
        })
    };
    words.iter().map(parse).collect()
}

/// Runs the command.
pub fn run(args: &RefsArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let relations = relations(&args.relation)?;
    let view = context.view()?;
    let Some(meant) = subject(&view, &args.what)? else {
        context.say(&Message::Unknown(&args.what));
        return Ok(Exit::Nothing);
    };
    let trees = trees(&view, &meant, args.direction, &relations)?;
    let any = trees.iter().any(|t| !t.links.is_empty());
    let format = Format::from(args.format);
    if format == Format::Table {
        for (i, tree) in trees.iter().enumerate() {
            if i > 0 {
                writeln!(context.out)?;
            }
            print(context.out, context.style, tree, true)?;
        }
    } else {
        let rows: Vec<RefRow> =
            trees.into_iter().flat_map(|t| t.links.into_iter().map(move |link| RefRow { subject: t.name.clone(), link })).collect();
        export::rows(context.out, format, context.style, &rows)?;
    }
    context.out.flush()?;
    if matches!(&meant, Subject::Cited { .. }) {
        context.say(&Message::Plain("the index does not hold this document", "chỉ mục không có văn bản này"));
    }
    Ok(Exit::found(any))
}
