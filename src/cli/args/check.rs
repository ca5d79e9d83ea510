//! What can be typed after `vanthu check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::FormatArg;
use crate::model::Severity;

/// `vanthu check`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  vanthu check plans/ --severity medium\n  vanthu check --code misspelling --code number_spacing\n  \
vanthu check plans/ --format jsonl\n\ndocs/FINDINGS.md says what every code means.")]
pub struct CheckArgs {
    /// Only these files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only findings that matter at least this much
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub severity: Option<SeverityArg>,
    /// Only findings of this code; may be given several times
    #[arg(long, value_name = "CODE")]
    pub code: Vec<String>,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityArg {
    /// A contradiction, or something essential is missing
    High,
    /// Somebody should look
    Medium,
    /// Worth knowing
    Low,
}

impl From<SeverityArg> for Severity {
    fn from(level: SeverityArg) -> Self {
        match level {
            SeverityArg::High => Self::High,
            SeverityArg::Medium => Self::Medium,
            SeverityArg::Low => Self::Low,
        }
    }
}
