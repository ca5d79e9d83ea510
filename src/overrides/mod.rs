//! What people say against what the program read: override files (TOML), and how they change a record.
//!
//! | module | does |
//! |---|---|
//! | [`mod@file`] | the text of an override file to [`Rule`]s, or an error with its line |
//! | [`fields`] | which fields may be set, and with what |
//! | `header` | the document's own fields, and what follows from them |
//! | `item` | what the kinds of items have in common, and what follows from their fields |
//! | [`apply`] | [`Edit`]: rules applied to one document, stage by stage, and what each did |
//!
//! Everything here is a function of texts. Which files there are and which rules a document gets is decided in [`crate::pipeline`].
//!
//! Invariant: an override never changes where an item stands or what stands there: `text` stays the slice of the source.

pub mod apply;
pub mod fields;
pub mod file;
mod header;
mod item;
#[cfg(test)]
mod tests;

pub use apply::{Edit, Effect, Trouble};
pub use file::{FileError, Rule, Select, Wrong, parse};

/// A hash of rules: equal where they would change a document in the same way. Empty where there are none.
#[must_use]
pub fn stamp(rules: &[&Rule]) -> String {
    // rules are plain values, which always serialise
    let words = serde_json::to_vec(rules).unwrap_or_default();
    if rules.is_empty() { String::new() } else { blake3::hash(&words).to_hex().to_string() }
}
