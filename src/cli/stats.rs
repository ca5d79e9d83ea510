//! `vanthu stats`: what the index holds.

use super::args::{FormatArg, StatsArgs};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Lang;
use crate::export::{self, table::one_line};
use crate::query::stats::stats;
use crate::query::words::{document, issuer_short};

/// Values of a facet that a table shows.
const SHOWN: usize = 15;

/// What a count means; each document counts what it cites once.
fn explained(code: &str, lang: Lang) -> &str {
    match code {
        "all" => lang.pick("in all; of them:", "tổng cộng; trong đó:"),
        "resolved" => lang.pick("to documents in the index", "tới văn bản có trong chỉ mục"),
        "ambiguous" => lang.pick("to one of several documents in the index", "tới một trong nhiều văn bản có trong chỉ mục"),
        "not_held" => lang.pick("to documents not in the index", "tới văn bản không có trong chỉ mục"),
        "without_number" => lang.pick("without a number (title or serial only)", "không có số hiệu (chỉ có tên gọi hoặc số thứ tự)"),
        "other_version" => lang.pick("analysed by another version", "do phiên bản khác phân tích"),
        other => other,
    }
}

/// Runs the command.
pub fn run(args: &StatsArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let stats = stats(&context.view()?)?;
    let out = &mut context.out;
    let mut rows = vec![
        ("index".to_owned(), "documents".to_owned(), stats.documents),
        ("index".to_owned(), "files".to_owned(), stats.files),
        ("index".to_owned(), "failures".to_owned(), stats.failures),
        ("index".to_owned(), "other_version".to_owned(), stats.other_version),
        ("citations".to_owned(), "all".to_owned(), stats.citations),
        ("citations".to_owned(), "resolved".to_owned(), stats.resolved),
        ("citations".to_owned(), "ambiguous".to_owned(), stats.ambiguous),
        ("citations".to_owned(), "not_held".to_owned(), stats.not_held),
        ("citations".to_owned(), "without_number".to_owned(), stats.without_number),
    ];
    rows.extend(stats.having.iter().map(|(h, n)| ("has".to_owned(), (*h).to_owned(), *n)));
    for facet in &stats.facets {
        rows.extend(facet.values.iter().map(|(v, n)| (facet.name.clone(), v.clone(), *n)));
    }
    match args.format {
        FormatArg::Json | FormatArg::Jsonl => export::jsonl::line(*out, &stats)?,
        FormatArg::Csv => {
            let cells = rows.into_iter().map(|(g, v, n)| vec![g, v, n.to_string()]);
            export::csv::write(*out, &["group", "value", "documents"], cells)?;
        }
        FormatArg::Table => {
            let mut last = String::new();
            let mut shown = 0;
            // what there is nothing of needs no line
            for (group, value, count) in rows.into_iter().filter(|(_, value, count)| *count > 0 || value != "other_version") {
                if group != last {
                    writeln!(out, "{}{group}", if last.is_empty() { "" } else { "\n" })?;
                    last.clone_from(&group);
                    shown = 0;
                }
                shown += 1;
                if shown <= SHOWN {
                    let value = if matches!(group.as_str(), "citations" | "index") { explained(&value, context.lang) } else { &value };
                    writeln!(out, "  {count:>8}  {}", one_line(value))?;
                } else if shown == SHOWN + 1 {
                    writeln!(out, "  {:>8}  …", "")?;
                }
            }
        }
    }
    if args.format == FormatArg::Table && !stats.most_cited.is_empty() {
        writeln!(out, "\n{}", context.lang.pick("most cited", "được dẫn nhiều nhất"))?;
        for node in &stats.most_cited {
            let held = if node.held { "" } else { context.lang.pick(" [not held]", " [chưa có]") };
            let issuer = node.issuer.as_deref().map(issuer_short);
            let known = [Some(document(node.number.as_deref(), node.title.as_deref(), &node.id)), issuer, node.date.clone()];
            let line = known.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            writeln!(out, "  {:>8}  {}{held}", node.cited_by, one_line(&line))?;
        }
    }
    Ok(Exit::found(stats.documents > 0))
}
