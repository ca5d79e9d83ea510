//! [`Target`]: a commitment with a figure or a deadline, or a result of the same shape.

use serde::{Deserialize, Serialize};

use super::{Comparator, Override, Repair, Span};

/// How firmly a target is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// phấn đấu, cố gắng.
    Aspire,
    /// phải, bảo đảm.
    Must,
}

/// How a deadline bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// trước: the day itself excluded.
    Before,
    /// đến, chậm nhất.
    By,
    /// trong, or bare.
    Within,
}

/// The two counts stated with a share ("423/486 vụ (87%)") and what they come to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Recount {
    /// How many of the whole.
    pub part: f64,
    /// The whole.
    pub total: f64,
    /// `part` of `total` in per cent, not rounded.
    pub percent: f64,
    /// Where the two counts stand.
    pub span: Span,
}

/// A commitment (in `targets`) or what was reached (in `results`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Target {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The bullet or sentence that states it.
    pub text: String,
    /// The figure.
    pub value_span: Option<Span>,
    /// What is to be reached.
    pub subject: Option<String>,
    /// Id of a known indicator.
    pub indicator: Option<String>,
    /// How firmly.
    pub modality: Option<Modality>,
    /// At least, at most …
    pub comparator: Option<Comparator>,
    /// The bound itself is excluded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
    /// Of a range the upper bound.
    pub value: Option<f64>,
    /// Of a range the lower bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_min: Option<f64>,
    /// `percent`, `count`, `rank`, `times/year`, `months/time`, `points`, `ratio`, a currency, or null.
    pub unit: Option<String>,
    /// The counted noun.
    pub unit_noun: Option<String>,
    /// The denominator of a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// For whom the figure holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// The counts that the share is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recount: Option<Recount>,
    /// "so với năm".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The value it starts from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_value: Option<f64>,
    /// ISO.
    pub deadline: Option<String>,
    /// How the deadline bounds.
    pub deadline_bound: Option<Bound>,
    /// The period stated in the sentence or its heading.
    pub period: Option<String>,
    /// The point of measurement (results).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Who is to do it, as written.
    pub responsible: Option<String>,
    /// The nearest heading.
    pub section: Option<String>,
    /// Headings from the top.
    #[serde(default)]
    pub section_path: Vec<String>,
    /// `percent`, `count`, `rank`, `frequency`, `score`, `ratio`, `money`, `deadline`.
    pub measure: Option<String>,
    /// 0–1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Why that confidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What was read differently from what stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}
