//! `vanthu refs`: what a document cites and what cites it, with the sentence for each.

use std::io::{self, Write};

use super::args::{DirectionArg, RefsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use crate::export::answers::RefRow;
use crate::export::table::{self, DIM, PLAIN, labelled, one_line, wrapped};
use crate::export::{self, Format, Style};
use crate::index::paths::named;
use crate::lexicon::types;
use crate::model::Relation;
use crate::query::describe::{Claim, Group};
use crate::query::graph::around::around;
use crate::query::graph::{Certainty, Direction, Link, Node};
use crate::query::join::Held;
use crate::query::resolve::Resolver;
use crate::query::subject::subject;
use crate::query::weigh::{Candidate, Reason};
use crate::query::{QueryError, View, words};

/// Candidates that a table shows.
const CANDIDATES: usize = 4;

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
    let path = held.name(&view.naming);
    if known.is_empty() { path } else { format!("{} ({path})", known.join(" · ")) }
}

/// A claim for people: what most citations say, how many, and what others say.
pub fn attributed(claim: &Claim, lang: Lang) -> String {
    let by = |n: usize| match lang {
        Lang::English => format!("by {n} {}", if n == 1 { "citation" } else { "citations" }),
        Lang::Vietnamese => format!("theo {n} viện dẫn"),
    };
    let mut said = vec![match claim.documents {
        0 => lang.pick("from the table of laws", "theo danh mục luật").to_owned(),
        n => by(n),
    }];
    said.extend(claim.conflicting.iter().map(|(value, n)| format!("{} {}", one_line(value), by(*n))));
    format!("{} ({})", one_line(&claim.value), said.join("; "))
}

/// What others say of a document, in one line.
pub fn heading_of_group(number: &str, group: &Group, lang: Lang) -> String {
    let d = group.describe();
    let kind = d.doc_type.map(|c| types::by_code(&c.value).map_or(c.value, |t| t.name.clone()));
    let known = [kind, d.issuer.map(|c| attributed(&c, lang)), d.date.map(|c| attributed(&c, lang))];
    let known: Vec<String> = known.into_iter().flatten().collect();
    format!("{number} · {}", if known.is_empty() { "?".to_owned() } else { known.join(" · ") })
}

/// A document with its links, in these directions and of these relations (of all where none are given).
pub fn tree(
    view: &View,
    resolver: &Resolver<'_>,
    node: &Node,
    direction: DirectionArg,
    relations: &[Relation],
    lang: Lang,
) -> Result<Tree, QueryError> {
    let directions: &[Direction] = match direction {
        DirectionArg::Cites => &[Direction::Cites],
        DirectionArg::CitedBy => &[Direction::CitedBy],
        DirectionArg::Both => &[Direction::Cites, Direction::CitedBy],
    };
    let links = around(view, resolver, node, directions)?.into_iter().map(|(link, _)| link);
    let links = links.filter(|l| relations.is_empty() || relations.contains(&l.relation)).collect();
    let name = node.number().unwrap_or_else(|| node.id(view));
    let heading = match node {
        Node::Held(held) => heading(view, held),
        Node::Card(card) => heading_of_group(&name, card.group(), lang),
    };
    Ok(Tree { name, heading, links })
}

/// A candidate for people: the document, and why.
pub fn candidate(c: &Candidate, lang: Lang) -> String {
    let why: Vec<&str> = c
        .reasons
        .iter()
        .filter(|r| !matches!(r, Reason::SameNumber | Reason::SameType))
        .map(|r| match r {
            Reason::SameNumber => lang.pick("same number", "cùng số"),
            Reason::SameType => lang.pick("same type", "cùng loại"),
            Reason::SameRegister => lang.pick("same body", "cùng cơ quan"),
            Reason::OwnPlace => lang.pick("body not stated, of the same place", "không rõ cơ quan, cùng địa bàn"),
            Reason::RegisterUnknown => lang.pick("body not stated", "không rõ cơ quan"),
            Reason::SamePeriod => lang.pick("same year or term", "cùng năm hoặc nhiệm kỳ"),
            Reason::PeriodUnknown => lang.pick("year not stated", "không rõ năm"),
            Reason::SameDate => lang.pick("same date", "cùng ngày"),
            Reason::Succession => lang.pick("of a body merged with it, another document", "của cơ quan đã sáp nhập, là văn bản khác"),
        })
        .collect();
    let known = [Some(c.document.clone()), c.issuer.as_deref().map(words::issuer_short), c.date.clone()];
    format!("{:.2} {} ({})", c.score, known.into_iter().flatten().collect::<Vec<_>>().join(" · "), why.join(", "))
}

/// Whether two links lead to one document.
fn same_document(a: &Link, b: &Link) -> bool {
    let agree = |x: &Option<String>, y: &Option<String>| x.is_none() || y.is_none() || x == y;
    let named = if a.number.is_some() || a.path.is_some() { a.number == b.number } else { b.number.is_none() && a.title == b.title };
    a.direction == b.direction && named && (&a.path, a.part) == (&b.path, b.part) && agree(&a.issuer, &b.issuer) && agree(&a.date, &b.date)
}

/// A subject and its links for people.
pub fn print(out: &mut dyn Write, style: Style, tree: &Tree, sentences: bool) -> io::Result<()> {
    table::heading(out, style, &one_line(&tree.heading))?;
    edges(out, style, &tree.links, sentences)
}

/// Each other document once; under it the relations with their counts, and one sentence for each.
pub fn edges(out: &mut dyn Write, style: Style, links: &[Link], sentences: bool) -> io::Result<()> {
    let (dim, plain) = if style.colour { (DIM, PLAIN) } else { ("", "") };
    let lang = style.lang;
    for (direction, arrow) in [(Direction::Cites, "→"), (Direction::CitedBy, "←")] {
        let mut groups: Vec<Vec<&Link>> = Vec::new();
        for link in links.iter().filter(|l| l.direction == direction) {
            match groups.iter_mut().find(|g| g.iter().all(|l| same_document(l, link))) {
                Some(group) => group.push(link),
                None => groups.push(vec![link]),
            }
        }
        for group in &groups {
            let known = |part: fn(&Link) -> Option<&String>| group.iter().copied().find_map(part).map(|v| one_line(v));
            let path = known(|l| l.path.as_ref()).map(|p| named(&p, group[0].part));
            let title = known(|l| l.title.as_ref());
            let number = known(|l| l.number.as_ref());
            let mut parts = vec![words::document(number.as_deref(), title.as_deref(), path.as_deref().unwrap_or("?"))];
            parts.extend(known(|l| l.issuer.as_ref()).map(|i| words::issuer_short(&i)));
            parts.extend(known(|l| l.date.as_ref()));
            let first = group[0];
            let state = match first.certainty {
                Certainty::Possible => lang.pick(" [possible]", " [có thể]").to_owned(),
                Certainty::Ambiguous => format!(" [{} {}]", lang.pick("one of", "một trong"), first.candidates.len()),
                Certainty::NotHeld if direction == Direction::Cites => lang.pick(" [not held]", " [chưa có]").to_owned(),
                Certainty::Same | Certainty::NotHeld => String::new(),
            };
            labelled(out, &format!("  {arrow} "), &format!("{}{state}", parts.join(" · ")), style)?;
            if let Some(path) = path {
                wrapped(out, &format!("{dim}{path}{plain}"), 4, style.width)?;
            }
            for c in group[0].candidates.iter().take(CANDIDATES) {
                labelled(out, "      ? ", &candidate(c, lang), style)?;
            }
            let relation = |l: &Link| {
                let times = if l.mentions > 1 { format!(" ×{}", l.mentions) } else { String::new() };
                let proposed = if l.proposed { lang.pick(" (proposed)", " (đề nghị)") } else { "" };
                format!("{}{proposed}{times}", words::relation(l.relation, lang))
            };
            let said = |l: &Link| -> String {
                let of = l.said_of.as_ref().map(|of| {
                    let acts = words::relation(of.relation, lang);
                    let arrow = if of.passive { "←" } else { "→" };
                    format!(" [{} {arrow} {acts}]", of.document)
                });
                let by = l.said_by.as_deref().map(|p| format!(" [{} {}]", lang.pick("says", "theo"), words::file_name(p)));
                [of, by].into_iter().flatten().collect()
            };
            if sentences {
                for link in group {
                    let pinpoints = words::provisions(&link.provisions);
                    let pinpoints = if pinpoints.is_empty() { pinpoints } else { format!(" ({pinpoints})") };
                    let sentence = table::cut(&one_line(&link.sentence.replace("**", "")), 320);
                    labelled(out, "      ", &format!("{}{pinpoints}{}: “{sentence}”", relation(link), said(link)), style)?;
                }
            } else {
                wrapped(out, &group.iter().map(|l| format!("{}{}", relation(l), said(l))).collect::<Vec<_>>().join(", "), 6, style.width)?;
            }
        }
    }
    Ok(())
}

/// Relations by their words.
pub fn relations(words: &[String]) -> Result<Vec<Relation>, QueryError> {
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
    let resolver = Resolver::new(&view)?;
    let nodes = subject(&view, &resolver, &args.what)?;
    if nodes.is_empty() {
        context.say(&Message::Unknown(&args.what));
        return Ok(Exit::Nothing);
    }
    let trees: Vec<Tree> =
        nodes.iter().map(|node| tree(&view, &resolver, node, args.direction, &relations, context.lang)).collect::<Result<_, _>>()?;
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
    if matches!(nodes[0], Node::Card(_)) {
        context.say(&Message::Plain("the index does not hold this document", "chỉ mục không có văn bản này"));
    }
    Ok(Exit::found(any))
}
