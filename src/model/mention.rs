//! Values found in the text: dates, percentages, quantities.

use serde::{Deserialize, Serialize};

use super::{Override, Recount, Repair};

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A quarter (quý).
    Quarter,
    /// A half year.
    Half,
    /// A year.
    Year,
    /// Any other interval.
    Period,
}

/// What a date is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRole {
    /// The document's own date.
    Issued,
    /// The date of a cited document.
    Reference,
    /// By when something is to be done.
    Deadline,
    /// Something happened or will happen.
    Event,
    /// From when a rule holds.
    Effective,
    /// Point of measurement.
    AsOf,
    /// The span that a plan, index or result is about.
    Period,
}

/// A date expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The source bytes.
    pub text: String,
    /// A day, month, year, or interval `a/b`.
    pub iso: Option<String>,
    /// How exact.
    pub precision: Precision,
    /// What for.
    pub role: DateRole,
    /// `--MM-DD` for a yearly day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring: Option<String>,
    /// `context` where the year is taken from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_from: Option<String>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}

/// `>=`, `<=`, `=`, `~`; strictness is kept beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparator {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Exactly, or simply stated.
    #[serde(rename = "=")]
    Equal,
    /// About.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// The sign used in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::About => "~",
        }
    }
}

/// What a percentage is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareRole {
    /// Something to be reached.
    Target,
    /// Something reported as reached.
    Result,
    /// A part of a whole, given as a fact.
    Share,
    /// An increase or decrease.
    Change,
    /// Anything else (technical ratios, norms).
    Other,
}

/// A figure with a per-cent sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Percentage {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The source bytes.
    pub text: String,
    /// In per cent; of a range the upper bound.
    pub value: f64,
    /// Of a range the lower bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_min: Option<f64>,
    /// What for.
    pub role: ShareRole,
    /// At least, at most …
    pub comparator: Comparator,
    /// "trên 98%": the bound itself is excluded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
    /// What is measured, as written.
    pub of: Option<String>,
    /// The unit it is measured for.
    pub unit_scope: Option<String>,
    /// The counts that it is a share of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recount: Option<Recount>,
    /// What was read differently from what stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}

/// Money or a count in a sentence that reports facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The source bytes.
    pub text: String,
    /// In the written unit.
    pub value: f64,
    /// As written ("tỷ đồng").
    pub unit: Option<String>,
    /// For `a/b noun`: b.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}
