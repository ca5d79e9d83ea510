//! Arguments of `vanthu graph`.

use clap::{Args, ValueEnum};

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
