//! vanthu reads, analyses, links, indexes and searches Vietnamese administrative documents.
//!
//! The pipeline is the folder list: [`read`] turns bytes into text, [`extract`] finds what is in it, [`link`] says which document each
//! reference means, [`record`] is the result, [`index`] keeps it, [`query`] answers questions, [`export`] and [`cli`] show the answers.
//! [`pipeline`] runs all of it over many files at once.

pub mod cli;
pub mod eval;
pub mod export;
pub mod extract;
pub mod grammar;
pub mod index;
pub mod lexicon;
pub mod link;
pub mod model;
pub mod overrides;
pub mod pipeline;
pub mod query;
pub mod read;
pub mod record;
pub mod text;
