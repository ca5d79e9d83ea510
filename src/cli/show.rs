//! `vanthu show`: one document as a card; also a number that nobody holds, from what others say of it.

use std::io::{self, Write};

use serde_json::json;

use super::args::{DirectionArg, FormatArg, ShowArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::{Lang, Message};
use super::refs::{Tree, attributed, edges, tree};
use crate::export::answers::claim;
use crate::export::table::{BOLD, PLAIN, cut, labelled, one_line};
use crate::export::{Style, csv, jsonl};
use crate::index::paths::named;
use crate::index::terms;
use crate::lexicon::types;
use crate::link::succession::{Successor, successors};
use crate::model::{OverrideAction, Relation};
use crate::query::View;
use crate::query::check::shown;
use crate::query::describe::{Claim, Group};
use crate::query::filter::canonical_number;
use crate::query::graph::possible::possible;
use crate::query::graph::validity::{Hint, hints};
use crate::query::graph::{Link, Node};
use crate::query::missing::known;
use crate::query::resolve::Resolver;
use crate::query::subject::subject;
use crate::query::words::{figure, issuer_short, provisions};
use crate::record::Record;

/// Targets that a card shows; `vanthu targets` has all.
const TARGETS: usize = 20;

/// Runs the command.
pub fn run(args: &ShowArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let resolver = Resolver::new(&view)?;
    let nodes = subject(&view, &resolver, &args.what)?;
    if nodes.is_empty() {
        return only_possible(&view, args, context);
    }
    let style = context.style;
    for (i, node) in nodes.iter().enumerate() {
        let tree = tree(&view, &resolver, node, DirectionArg::Both, &[], context.lang)?;
        let (record, group) = match node {
            Node::Held(held) => (Some(view.open(held.at)?.record), None),
            Node::Card(card) => (None, Some(card.group())),
        };
        let possible = match group {
            Some(group) => possible(&view, &tree.name, group.describe().issuer.as_ref().map(|c| c.value.as_str()))?,
            None => Vec::new(),
        };
        let validity = hints(node.number().as_deref(), &tree.links);
        let issuer = match (&record, group) {
            (Some(record), _) => record.document.issuer.clone(),
            (None, Some(group)) => group.describe().issuer.map(|c| c.value),
            (None, None) => None,
        };
        let succession = issuer.as_deref().map(successors).unwrap_or_default();
        match args.format {
            FormatArg::Table => {
                if i > 0 {
                    writeln!(context.out)?;
                }
                match (&record, group) {
                    (Some(record), _) => card(context.out, style, record, context.verbose)?,
                    (None, Some(group)) => described(context.out, style, &tree.name, group, context.verbose)?,
                    (None, None) => {}
                }
                succeeded(context.out, style, &succession)?;
                in_force(context.out, style, &validity)?;
                links(context.out, style, &tree)?;
                offered(context.out, style, &possible)?;
            }
            FormatArg::Csv => {
                let fields = record.as_ref().map(fields).or_else(|| group.map(|g| claims(&tree.name, g))).unwrap_or_default();
                csv::write(context.out, &["field", "value"], fields.into_iter().map(|(n, v)| vec![n.to_owned(), v]))?;
            }
            FormatArg::Json | FormatArg::Jsonl => {
                let value = json!({
                    "record": record,
                    "described": group.map(Group::describe),
                    "held": record.is_some(),
                    "succession": succession,
                    "validity": validity,
                    "links": tree.links,
                    "possible": possible,
                });
                jsonl::line(context.out, &value)?;
            }
        }
    }
    context.out.flush()?;
    if matches!(nodes[0], Node::Card(_)) {
        context.say(&Message::Plain(
            "the index does not hold this document; this is what others say of it",
            "chỉ mục không có văn bản này; đây là điều các văn bản khác nói về nó",
        ));
    }
    Ok(Exit::Found)
}

/// The bodies that went on for the issuer.
fn succeeded(out: &mut dyn Write, style: Style, list: &[Successor]) -> io::Result<()> {
    for next in list {
        let name = label("succession", style.lang);
        let room = 12_usize.saturating_sub(name.chars().count());
        let line = match style.lang {
            Lang::English => format!("the issuer existed until {}; {} went on", next.after, next.name),
            Lang::Vietnamese => format!("cơ quan tồn tại đến {}; tiếp nhận: {}", next.after, next.name),
        };
        labelled(out, &format!("{name}{:room$}", ""), &line, style)?;
    }
    Ok(())
}

/// What others did to the document, on what evidence.
fn in_force(out: &mut dyn Write, style: Style, hints: &[Hint]) -> io::Result<()> {
    if hints.is_empty() {
        return Ok(());
    }
    let lang = style.lang;
    section(
        out,
        style,
        &format!("{} ({})", lang.pick("validity: hints, with their evidence", "hiệu lực: dấu hiệu và căn cứ"), hints.len()),
    )?;
    for hint in hints {
        let done = match hint.relation {
            Relation::Repeals => lang.pick("repealed by", "bị bãi bỏ bởi"),
            Relation::Replaces => lang.pick("replaced by", "được thay thế bởi"),
            _ => lang.pick("amended by", "được sửa đổi bởi"),
        };
        let proposed = if hint.proposed { lang.pick("proposed: ", "mới đề nghị: ") } else { "" };
        let part = provisions(&hint.provisions);
        let part = if part.is_empty() { part } else { format!(" ({part})") };
        let known = [Some(one_line(&hint.by)), hint.issuer.as_deref().map(issuer_short), hint.date.clone()];
        let known = known.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let evidence = match (&hint.evidence, &hint.sentence) {
            (Some(path), Some(sentence)) => format!("{path}: “{}”", cut(&one_line(sentence), 240)),
            _ => lang.pick("from the table of laws", "theo danh mục luật").to_owned(),
        };
        labelled(out, "  - ", &format!("{proposed}{done} {known}{part}"), style)?;
        labelled(out, "      ", &evidence, style)?;
    }
    Ok(())
}

/// A number that nobody bears or cites in full: mentions by type and serial may still mean it.
fn only_possible(view: &View, args: &ShowArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let links = possible(view, &canonical_number(&args.what), None)?;
    match args.format {
        _ if links.is_empty() => {}
        FormatArg::Table => offered(context.out, context.style, &links)?,
        FormatArg::Csv => csv::write(context.out, &["field", "value"], [vec!["number".to_owned(), canonical_number(&args.what)]])?,
        FormatArg::Json | FormatArg::Jsonl => {
            jsonl::line(context.out, &json!({ "record": null, "described": null, "held": false, "links": [], "possible": links }))?;
        }
    }
    context.out.flush()?;
    context.say(&Message::Unknown(&args.what));
    Ok(Exit::found(!links.is_empty()))
}

/// Mentions that may mean the document.
fn offered(out: &mut dyn Write, style: Style, links: &[Link]) -> io::Result<()> {
    if links.is_empty() {
        return Ok(());
    }
    let head = style.lang.pick("possible: cited by type and serial only", "có thể: chỉ dẫn theo loại và số thứ tự");
    section(out, style, &format!("{head} ({})", links.len()))?;
    edges(out, style, links, true)
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
        ("annexes", d.annexes.iter().map(|a| a.title.as_str()).collect::<Vec<_>>().join("; ")),
        ("path", named(&record.path, record.part)),
    ];
    all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
}

fn claims(number: &str, group: &Group) -> Vec<(&'static str, String)> {
    let d = known(&terms::number_exact(number), group);
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

/// The name of a field for people.
fn label(name: &'static str, lang: Lang) -> &'static str {
    let vi = match name {
        "number" => "số, ký hiệu",
        "type" => "loại",
        "issuer" => "cơ quan",
        "place" => "nơi",
        "date" => "ngày",
        "title" => "trích yếu",
        "signer" => "người ký",
        "to" => "kính gửi",
        "recipients" => "nơi nhận",
        "urgency" => "độ khẩn",
        "secrecy" => "độ mật",
        "form" => "dạng",
        "key" => "khóa",
        "annexes" => "phụ lục",
        "path" => "tệp",
        "cited by" => "dẫn bởi",
        "succession" => "kế thừa",
        other => other,
    };
    lang.pick(name, vi)
}

/// Fields of a card; the key, which only programs read, where the user wants all.
fn field_lines(out: &mut dyn Write, style: Style, fields: &[(&'static str, String)], verbose: bool) -> io::Result<()> {
    for (name, value) in fields.iter().filter(|(n, _)| verbose || *n != "key") {
        let name = label(name, style.lang);
        let room = 12_usize.saturating_sub(name.chars().count());
        labelled(out, &format!("{name}{:room$}", ""), &one_line(value), style)?;
    }
    Ok(())
}

fn section(out: &mut dyn Write, style: Style, name: &str) -> io::Result<()> {
    let (bold, plain) = if style.colour { (BOLD, PLAIN) } else { ("", "") };
    writeln!(out, "\n{bold}{name}{plain}")
}

/// What citations say, with how many say it.
fn described(out: &mut dyn Write, style: Style, number: &str, group: &Group, verbose: bool) -> io::Result<()> {
    let d = known(&terms::number_exact(number), group);
    let marked = |c: &Option<Claim>| c.as_ref().map(|c| attributed(c, style.lang));
    let mut fields = claims(number, group);
    for (name, value) in &mut fields {
        let said = match *name {
            "issuer" => marked(&d.issuer),
            "date" => marked(&d.date),
            "title" => marked(&d.title),
            "type" => d.doc_type.as_ref().and_then(|c| types::by_code(&c.value)).map(|t| t.name.clone()),
            _ => None,
        };
        *value = said.unwrap_or_else(|| std::mem::take(value));
    }
    field_lines(out, style, &fields, verbose)
}

fn card(out: &mut dyn Write, style: Style, record: &Record, verbose: bool) -> io::Result<()> {
    let lang = style.lang;
    field_lines(out, style, &fields(record), verbose)?;
    for (name, list) in [(lang.pick("targets", "chỉ tiêu"), &record.targets), (lang.pick("results", "kết quả"), &record.results)] {
        if list.is_empty() {
            continue;
        }
        section(out, style, &format!("{name} ({})", list.len()))?;
        for t in list.iter().take(TARGETS) {
            let what = t.subject.as_deref().unwrap_or(&t.text);
            let tail: Vec<String> =
                [Some(figure(t, style.lang)), t.deadline.clone()].into_iter().flatten().filter(|s| !s.is_empty()).collect();
            let line =
                if tail.is_empty() { cut(&one_line(what), 160) } else { format!("{}: {}", cut(&one_line(what), 160), tail.join(", ")) };
            labelled(out, "  - ", &line, style)?;
        }
        if list.len() > TARGETS {
            writeln!(out, "  … {}", list.len() - TARGETS)?;
        }
    }
    let findings = shown(record.findings.clone());
    if !findings.is_empty() {
        section(out, style, &format!("{} ({})", lang.pick("findings", "nhận xét"), findings.len()))?;
        for finding in &findings {
            labelled(out, "  - ", &format!("[{}] {}", finding.severity.as_str(), one_line(&finding.message)), style)?;
        }
    }
    overrides(out, style, record)
}

/// What people said against what was read, with what had been read.
fn overrides(out: &mut dyn Write, style: Style, record: &Record) -> io::Result<()> {
    let gone = record.overrides.iter().map(|s| (s.item, s.was.previous.get("text").and_then(|t| t.as_str()).unwrap_or(""), &s.was));
    let all: Vec<_> = record.overridden().into_iter().chain(gone).collect();
    if all.is_empty() {
        return Ok(());
    }
    section(out, style, &format!("{} ({})", style.lang.pick("overrides", "đính chính"), all.len()))?;
    for (item, text, said) in all {
        let mut line = format!("[{}] {}", said.action.as_str(), item.as_str());
        if !text.is_empty() {
            line = format!("{line} “{}”", cut(&one_line(text), 60));
        }
        if said.action == OverrideAction::Correct {
            let was = style.lang.pick("was", "vốn là");
            let old = |(name, value): (&String, &serde_json::Value)| match value {
                serde_json::Value::Null => format!("{name} ({was} –)"),
                serde_json::Value::String(s) => format!("{name} ({was} {s})"),
                other => format!("{name} ({was} {other})"),
            };
            line = format!("{line}: {}", said.previous.iter().map(old).collect::<Vec<_>>().join(", "));
        }
        for more in [&said.reason, &said.by].into_iter().flatten() {
            line = format!("{line}; {more}");
        }
        labelled(out, "  - ", &cut(&one_line(&line), 400), style)?;
    }
    Ok(())
}

fn links(out: &mut dyn Write, style: Style, tree: &Tree) -> io::Result<()> {
    if tree.links.is_empty() {
        return Ok(());
    }
    section(out, style, &format!("{} ({})", style.lang.pick("references", "viện dẫn"), tree.links.len()))?;
    edges(out, style, &tree.links, false)
}
