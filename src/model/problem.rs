//! [`Problem`]: why something could not be taken in, in plain words.

use serde::{Deserialize, Serialize};

/// A stable code for a [`Problem`], so that scripts can tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The path does not exist.
    NotFound,
    /// The system does not let us read it.
    NoPermission,
    /// Any other failure of reading.
    ReadFailed,
    /// The file holds no text.
    Empty,
    /// The bytes are not text in an encoding that is read.
    NotText,
    /// A format that is known but not read yet.
    FormatNotYet,
    /// Larger than the limit.
    TooLarge,
    /// Analysis failed on this file (a defect of the program, contained).
    Internal,
}

/// Why a file could not be taken in: a code for programs, a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code.
    pub code: ProblemCode,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem with its sentence.
    #[must_use]
    pub fn new(code: ProblemCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}
