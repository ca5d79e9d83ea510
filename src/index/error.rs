//! [`IndexError`]: why an index could not be used.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why an index could not be opened, read or written.
#[derive(Debug)]
pub enum IndexError {
    /// There is no index at this folder.
    Missing(PathBuf),
    /// The folder holds something else.
    NotAnIndex(PathBuf),
    /// The marker or the data cannot be read.
    Damaged {
        /// The index folder.
        folder: PathBuf,
        /// What was found.
        why: String,
    },
    /// Written by another version of the program.
    OtherVersion {
        /// The index folder.
        folder: PathBuf,
        /// The version found there.
        found: u32,
    },
    /// Another run is writing to it.
    Busy(PathBuf),
    /// The system refused.
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// tantivy refused.
    Engine(tantivy::TantivyError),
    /// Anything else, in a sentence.
    Other(String),
}

impl IndexError {
    /// An input or output error at `path`.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(p) => write!(f, "no index at {}", p.display()),
            Self::NotAnIndex(p) => write!(f, "{} is no vanthu index", p.display()),
            Self::Damaged { folder, why } => write!(f, "the index {} is damaged: {why}", folder.display()),
            Self::OtherVersion { folder, found } => {
                write!(f, "the index {} has version {found}, this program reads version {}", folder.display(), super::INDEX_VERSION)
            }
            Self::Busy(p) => write!(f, "another run is writing to the index {}", p.display()),
            Self::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Engine(e) => write!(f, "the index could not be read: {e}"),
            Self::Other(s) => f.write_str(s),
        }
    }
}

impl std::error::Error for IndexError {}

impl From<tantivy::TantivyError> for IndexError {
    fn from(e: tantivy::TantivyError) -> Self {
        Self::Engine(e)
    }
}

impl From<std::io::Error> for IndexError {
    fn from(e: std::io::Error) -> Self {
        Self::Other(e.to_string())
    }
}
