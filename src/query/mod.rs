//! Questions to an index, and their answers. Nothing here prints; [`crate::cli`] and [`crate::export`] do.
//!
//! | module | answers |
//! |---|---|
//! | [`open`] | opens an index once for many questions |
//! | [`parse`] | the query language: words to a tree, never an error |
//! | [`plan`] | the tree to a tantivy query |
//! | [`filter`] | type, issuer, year … to clauses |
//! | [`search`] | ranked hits with snippets; [`snippet`], [`facets`] |
//! | [`join`] | may this reference mean that document |
//! | [`weigh`] | how well a held document fits a citation, with the reasons |
//! | [`describe`] | what others say of a document |
//! | [`resolve`] | where a citation leads: held, ambiguous, or known only from citations |
//! | [`graph`] | what a document cites and what cites it; the web of an archive, the cascade, what remains in force |
//! | [`missing`] | cited but not held |
//! | [`targets`] | targets and results as rows |
//! | [`tasks`] | dated tasks: who, what, by when |
//! | [`check`] | findings of each document; [`across`] between documents |
//! | [`mod@diff`] | what changed between two indexes or two runs |
//! | [`stats`] | what the index holds |
//! | [`sample`] | which rows to check by hand, and what that tells of all |
//! | [`words`] | units, relations, titles in words for people |

pub mod across;
pub mod check;
pub mod collect;
pub mod describe;
pub mod diff;
mod error;
pub mod facets;
pub mod filter;
pub mod graph;
pub mod join;
pub mod missing;
pub mod open;
pub mod parse;
pub mod plan;
pub mod resolve;
pub mod sample;
pub mod search;
pub mod snippet;
pub mod stats;
pub mod subject;
pub mod targets;
pub mod tasks;
pub mod weigh;
pub mod words;

#[cfg(test)]
mod tests;

pub use error::QueryError;
pub use open::{Archive, View};
