//! [`QueryError`]: why a question could not be answered.

use std::fmt;

use crate::index::IndexError;

/// Why a question could not be answered.
#[derive(Debug)]
pub enum QueryError {
    /// The index could not be used.
    Index(IndexError),
    /// A value that a filter cannot take.
    BadValue {
        /// The filter (`--year`).
        flag: &'static str,
        /// What was given.
        value: String,
        /// What is expected.
        expected: &'static str,
    },
    /// A file that is not what it should be: records as `vanthu extract` writes them, one a line.
    BadLine {
        /// The file.
        path: std::path::PathBuf,
        /// Which line, from 1; 0 where it is the file.
        line: usize,
        /// Why.
        why: String,
    },
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(e) => e.fmt(f),
            Self::BadLine { path, line: 0, why } => write!(f, "{}: {why}", path.display()),
            Self::BadLine { path, line, why } => {
                write!(f, "{}, line {line}: no record as vanthu extract --format jsonl writes them ({why})", path.display())
            }
            Self::BadValue { flag, value, expected } => write!(f, "{flag} {value:?}: {expected}"),
        }
    }
}

impl std::error::Error for QueryError {}

impl From<IndexError> for QueryError {
    fn from(e: IndexError) -> Self {
        Self::Index(e)
    }
}

impl From<tantivy::TantivyError> for QueryError {
    fn from(e: tantivy::TantivyError) -> Self {
        Self::Index(e.into())
    }
}

impl From<std::io::Error> for QueryError {
    fn from(e: std::io::Error) -> Self {
        Self::Index(e.into())
    }
}
