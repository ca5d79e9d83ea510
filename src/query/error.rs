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
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(e) => e.fmt(f),
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
