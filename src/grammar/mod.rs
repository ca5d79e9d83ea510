//! Text to value and back, for small forms: numbers (số ký hiệu), standards, dates, amounts, provisions.
//!
//! Every parser reads normalised text ([`crate::text::Flow`]) and never panics.

pub mod amount;
pub mod date;
pub mod issuer;
pub mod number;
pub mod provision;
pub mod standard;
