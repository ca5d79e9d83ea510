//! [`Fail`]: why a command stopped.

use std::io;

use crate::index::IndexError;
use crate::pipeline::beside::BesideError;
use crate::query::QueryError;

/// Why a command stopped.
#[derive(Debug)]
pub enum Fail {
    /// Printing failed.
    Output(io::Error),
    /// A question could not be answered.
    Query(QueryError),
    /// What people said of documents could not be read.
    Overrides(BesideError),
    /// A sentence for the user.
    Said(String),
    /// A defect of the program.
    Internal(String),
}

impl Fail {
    /// Whether only the reader went away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<io::Error> for Fail {
    fn from(e: io::Error) -> Self {
        Self::Output(e)
    }
}

impl From<BesideError> for Fail {
    fn from(e: BesideError) -> Self {
        Self::Overrides(e)
    }
}

impl From<QueryError> for Fail {
    fn from(e: QueryError) -> Self {
        Self::Query(e)
    }
}

impl From<IndexError> for Fail {
    fn from(e: IndexError) -> Self {
        Self::Query(QueryError::Index(e))
    }
}
