//! Graphviz: `vanthu graph … | dot -Tsvg`. The language: <https://graphviz.org/doc/info/lang.html>.
//!
//! A held document is a box, one that is only cited dashed; a proposal is a dotted arc. Colours tell relations apart, and so do labels. A plain
//! citation is not drawn beside another relation of the same two documents.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::model::Relation;
use crate::query::graph::web::{Web, WebNode};
use crate::query::words::issuer_short;

/// Colours that stay apart for readers who see few (Okabe and Ito's set).
const fn colour(relation: Relation) -> &'static str {
    match relation {
        Relation::Basis => "#0072b2",
        Relation::Implements => "#009e73",
        Relation::Amends => "#e69f00",
        Relation::Replaces | Relation::Repeals => "#d55e00",
        Relation::Guides => "#56b4e9",
        Relation::Approves => "#cc79a7",
        Relation::ReportsOn => "#000000",
        Relation::Cites => "#999999",
    }
}

/// A quoted string: in it only the quotation mark and the backslash mean something.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Number, issuer and date on a line each.
fn label(node: &WebNode) -> String {
    let name = node.number.clone().or_else(|| node.title.clone()).unwrap_or_else(|| node.id.clone());
    let lines = [Some(name), node.issuer.as_deref().map(issuer_short), node.date.clone()];
    let lines: Vec<String> = lines.into_iter().flatten().map(|l| quoted(&short(&l)).trim_matches('"').to_owned()).collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// So much of a line as fits a box.
fn short(line: &str) -> String {
    const MOST: usize = 34;
    if line.chars().count() <= MOST { line.to_owned() } else { format!("{}…", line.chars().take(MOST - 1).collect::<String>()) }
}

/// Writes a web as a directed graph.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: &mut dyn Write, web: &Web) -> io::Result<()> {
    writeln!(out, "digraph vanthu {{")?;
    writeln!(out, "  rankdir=BT; node [shape=box, fontname=\"Helvetica\", fontsize=10]; edge [fontname=\"Helvetica\", fontsize=8];")?;
    for node in &web.nodes {
        let middle = if node.steps == Some(0) { ", penwidth=2.5" } else { "" };
        let held = if node.held { "" } else { ", style=dashed, fontcolor=\"#666666\"" };
        let title = node.title.as_deref().map(|t| format!(", tooltip={}", quoted(t))).unwrap_or_default();
        writeln!(out, "  {} [label={}{held}{middle}{title}];", quoted(&node.id), label(node))?;
    }
    let said: HashSet<(&str, &str)> =
        web.arcs.iter().filter(|a| a.relation != Relation::Cites).map(|a| (a.from.as_str(), a.to.as_str())).collect();
    for arc in &web.arcs {
        // that a plan also cites what it carries out tells nothing more
        if arc.relation == Relation::Cites && said.contains(&(arc.from.as_str(), arc.to.as_str())) {
            continue;
        }
        let style = if arc.proposed { ", style=dotted" } else { "" };
        let colour = colour(arc.relation);
        let sentence = arc.sentence.as_deref().map(|s| format!(", edgetooltip={}", quoted(&short_sentence(s)))).unwrap_or_default();
        writeln!(
            out,
            "  {} -> {} [label=\"{}\", color=\"{colour}\", fontcolor=\"{colour}\"{style}{sentence}];",
            quoted(&arc.from),
            quoted(&arc.to),
            arc.relation.as_str()
        )?;
    }
    writeln!(out, "}}")
}

/// A sentence for a tooltip.
fn short_sentence(sentence: &str) -> String {
    let words = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= 300 { words } else { format!("{}…", words.chars().take(300).collect::<String>()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(quoted("a \"b\" \\ c\nd"), r#""a \"b\" \\ c d""#);
        let node = WebNode { id: "x".into(), number: Some("1\"2".into()), date: Some("2024".into()), ..WebNode::default() };
        assert_eq!(label(&node), r#""1\"2\n2024""#);
    }
}
