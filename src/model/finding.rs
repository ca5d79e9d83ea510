//! [`Finding`]: what a careful reader would remark about a document.

use serde::{Deserialize, Serialize};

use super::{Override, Span};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Somebody should look.
    Medium,
    /// A contradiction, or something essential is missing.
    High,
}

impl Severity {
    /// The word used in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A remark: a code, a sentence, and the places it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code, such as `blank_number` or `date_conflict`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// A plain sentence.
    pub message: String,
    /// The places, in order of the text.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}
