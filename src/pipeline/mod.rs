//! Many files at once: walk, read, extract, link, and bring an index in line with them.
//!
//! | module | does |
//! |---|---|
//! | [`walk`] | paths to files, in byte order; what could not be entered is told, not fatal |
//! | `analyse` | one file's bytes to records |
//! | [`beside`] | the override files beside documents, and which rules a document gets |
//! | [`ledger`] | what these rules did, and which of them did nothing |
//! | [`run`] | many files in parallel, results in order, memory bounded, panics contained |
//! | [`sync`] | one index brought in line with folders |
//!
//! Invariant: one bad file never stops a run.

mod analyse;
pub mod beside;
pub mod ledger;
pub mod run;
pub mod sync;
pub mod walk;

pub use analyse::{Analysis, analyse, analyse_with};
