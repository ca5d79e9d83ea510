//! Lossless and lossy views of text.
//!
//! | module | does |
//! |---|---|
//! | [`fold`] | lossy: lower case, tone placement, diacritics removed; for keys and search only |

pub mod fold;
