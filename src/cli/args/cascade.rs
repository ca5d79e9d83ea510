//! Arguments of `vanthu cascade`.

use clap::Args;

use super::FormatArg;

/// `vanthu cascade`
#[derive(Debug, Args)]
#[command(after_help = "Who implements, guides, reports on the document, or rests on it where it asks for action, level by level.\n\
A gap says what the index does not hold; whether such a document exists, it cannot know.\n\n\
Example:\n  vanthu cascade 118/NQ-CP\n  vanthu cascade 15/KH-UBND --format csv")]
pub struct CascadeArgs {
    /// Number or file
    #[arg(value_name = "NUMBER|PATH")]
    pub what: String,
    /// Only these relations instead: basis, implements, amends, replaces, repeals, guides, approves, reports_on, cites
    #[arg(long, value_name = "R")]
    pub relation: Vec<String>,
    /// How many levels
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub depth: usize,
    /// With the sentence for each document
    #[arg(long)]
    pub sentences: bool,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}
