//! Arguments of `vanthu diff`.

use std::path::PathBuf;

use clap::Args;

use super::FormatArg;

/// `vanthu diff`
#[derive(Debug, Args)]
#[command(after_help = "OLD and NEW are index folders, or files written by vanthu extract --format jsonl.\n\
Kinds: document_added, document_removed, document_moved, field_changed, citation_added, citation_removed, citation_changed, \
target_raised, target_lowered, target_changed, target_added, target_removed, reference_resolved, reference_unresolved, \
finding_added, finding_gone\n\
Exit status: 0 there are differences, 1 none, 2 an error.\n\n\
Examples:\n  vanthu diff ../2023/.vanthu .vanthu\n  \
vanthu diff before.jsonl after.jsonl --kind target_lowered --kind target_raised --format csv > targets.csv")]
pub struct DiffArgs {
    /// What it was: an index folder or a file of records
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// What it is
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Only this kind of change (several times for several)
    #[arg(long, value_name = "KIND", value_parser = clap::builder::PossibleValuesParser::new(crate::query::diff::Kind::ALL.map(|k| k.as_str())), hide_possible_values = true)]
    pub kind: Vec<String>,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}
