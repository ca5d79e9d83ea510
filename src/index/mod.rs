//! The index on disk: one folder, one tantivy index in it, one atomic commit for each run.
//!
//! | module | is |
//! |---|---|
//! | [`folder`] | the folder with its marker and generations; what may be opened, what is refused and why |
//! | [`lock`] | one writer at a time |
//! | [`schema`] | the fields |
//! | [`analyzer`] | text to terms: exact and folded at one position, document numbers whole |
//! | [`terms`] | normal forms of numbers, dates and names as they stand in term fields |
//! | [`edge`] | a citation as one column value, for questions about the whole archive |
//! | [`row`] | a record as a row of the index |
//! | [`known`] | what the index knows of each file: size, time, content hash |
//! | [`writer`] | adding, replacing, removing, committing |
//! | [`paths`] | how a file is named inside the index and shown outside |
//!
//! Invariant: nothing here asks questions; that is [`crate::query`].

pub mod analyzer;
pub mod edge;
mod error;
pub mod folder;
pub mod known;
pub mod lock;
pub mod paths;
pub mod row;
pub mod schema;
pub mod terms;
pub mod writer;

pub use error::IndexError;

/// Version of everything on disk: fields, terms, stored forms. An index of another version is refused with advice, never misread.
pub const INDEX_VERSION: u32 = 5;
