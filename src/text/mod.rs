//! Lossless and lossy views of text.
//!
//! | module | does |
//! |---|---|
//! | [`flow`] | lossless: normalised text with a map back to the bytes of the source |
//! | [`blocks`] | [`Doc`]: the flow cut into headings, paragraphs, list items, table rows |
//! | [`sentence`] | sentences and clauses inside a block |
//! | [`fold`] | lossy: lower case, tone placement, diacritics removed; for keys and search only |

pub mod blocks;
pub mod flow;
pub mod fold;
pub mod sentence;

pub use blocks::{Block, BlockKind, Doc};
pub use flow::Flow;
