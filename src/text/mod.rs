//! Lossless and lossy views of text.
//!
//! | module | does |
//! |---|---|
//! | [`flow`] | lossless: normalised text with a map back to the bytes of the source |
//! | [`blocks`] | [`Doc`]: the flow cut into headings, paragraphs, list items, table rows |
//! | [`sentence`] | sentences and clauses inside a block |
//! | [`shingle`] | how alike two texts are, word for word |
//! | [`fold`] | lossy: lower case, tone placement, diacritics removed; for keys and search only |

pub mod blocks;
pub mod flow;
pub mod fold;
pub mod sentence;
pub mod shingle;

/// The nearest character boundary at or after `at`.
#[must_use]
pub fn clip_start(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The nearest character boundary at or before `at`.
#[must_use]
pub fn clip_end(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether at least `percent` of the letters, two or more, are capitals.
pub(crate) fn in_capitals(text: &str, percent: usize) -> bool {
    let mut letters = Letters::default();
    letters.add(text);
    letters.in_capitals(percent)
}

/// How many letters a text has, and how many are capitals; for a text that grows, counted as it grows.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Letters {
    all: usize,
    upper: usize,
}

impl Letters {
    pub(crate) fn add(&mut self, text: &str) {
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            self.all += 1;
            self.upper += usize::from(c.is_uppercase());
        }
    }

    pub(crate) const fn in_capitals(self, percent: usize) -> bool {
        self.all > 1 && self.upper * 100 >= self.all * percent
    }
}

pub use blocks::{Block, BlockKind, Doc};
pub use flow::Flow;
