//! `vanthu graph`: the web of documents as a graph file.

use super::args::{GraphArgs, GraphFormatArg};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::{self, Format, dot, graphml, jsonl};
use crate::query::graph::web::{Web, near, whole};
use crate::query::resolve::Resolver;
use crate::query::subject::subject;

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
