//! `vanthu graph`: the web of documents as a graph file.

use clap::{Args, ValueEnum};

use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::{self, Format, dot, graphml, jsonl};
use crate::query::graph::web::{Web, near, whole};
use crate::query::resolve::Resolver;
use crate::query::subject::subject;

/// A form of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum GraphFormatArg {
    /// Graphviz
    #[default]
    Dot,
    /// Gephi, yEd, Cytoscape, NetworkX
    Graphml,
    /// One object with nodes and arcs
    Json,
    /// One arc a row
    Csv,
}

/// `vanthu graph`
#[derive(Debug, Args)]
#[command(after_help = "Without NUMBER the whole archive. Documents that are only cited are drawn dashed, proposals dotted.\n\n\
Examples:\n  vanthu graph 15/KH-UBND --depth 1 | dot -Tsvg > plan.svg\n  vanthu graph --format graphml > archive.graphml")]
pub struct GraphArgs {
    /// Number or file in the middle
    #[arg(value_name = "NUMBER|PATH")]
    pub what: Option<String>,
    /// How many steps from the middle
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub depth: usize,
    /// Without documents that are only cited
    #[arg(long)]
    pub held: bool,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: GraphFormatArg,
}

/// Runs the command.
pub fn run(args: &GraphArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let web = match &args.what {
        Some(what) => {
            let resolver = Resolver::new(&view)?;
            let middle = subject(&view, &resolver, what)?;
            if middle.is_empty() {
                context.say(&Message::Unknown(what));
                return Ok(Exit::Nothing);
            }
            near(&view, &resolver, &middle, args.depth)?
        }
        None => whole(&view)?,
    };
    let web = if args.held { web.of_held() } else { web };
    match args.format {
        GraphFormatArg::Dot => dot::write(context.out, &web)?,
        GraphFormatArg::Graphml => graphml::write(context.out, &web)?,
        GraphFormatArg::Json => jsonl::line(context.out, &web)?,
        GraphFormatArg::Csv => export::rows(context.out, Format::Csv, context.style, &web.arcs)?,
    }
    context.out.flush()?;
    let Web { nodes, arcs, open } = &web;
    context.say(&Message::Graph { nodes: nodes.len(), arcs: arcs.len(), open: *open });
    Ok(Exit::found(!nodes.is_empty()))
}
