//! A chart of targets and results as SVG: one row for each place, issuer or year.
//!
//! | module | does |
//! |---|---|
//! | `scale` | values to positions, ticks |
//! | `text` | how wide words are, where lines break |
//! | `pen` | elements, escaped |
//! | `draw` | the picture: measures, head, axis |
//! | `row` | one row of it |
//!
//! The result is a bar, the target a mark across it, as in a bullet graph; both stand in words at the end of the row, so that no label ever
//! covers another. The axis begins at 0: a bar from anywhere else would lie; figures that lie close together far from 0 are
//! dots on an axis of their own, and the picture says so. A rank is no length, so it is a dot, and the axis runs from
//! the last rank to the first: further right is better. What is not there is said. One light blue and near-black stay apart on a copier
//! and for colour-blind eyes. There is no font in the file: it asks for those that every system has, all with Vietnamese letters.
//!
//! Why no plotting crate: `plotters` draws no `<title>` on an element and no table of figures, and without font files its text has no
//! width either; what would be left of it are rectangles.
//!
//! Not handled: values of several units in one chart; the caller picks one indicator.

mod draw;
mod pen;
mod row;
mod scale;
mod text;

use std::fmt;

use crate::query::words::Lang;

/// Largest magnitude that can be drawn; beyond it neighbouring ticks are one number.
const LARGEST: f64 = 1e15;

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// The indicator in words.
    pub title: String,
    /// Of whom and when; `""` for none.
    pub subtitle: String,
    /// The unit as in records: `percent`, `rank`, `points`, `count`, "tỷ đồng" …
    pub unit: String,
    /// From top to bottom.
    pub rows: Vec<ChartRow>,
}

/// One place, issuer or year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartRow {
    /// Its name.
    pub label: String,
    /// What was to be reached.
    pub target: Option<ChartValue>,
    /// What was reached.
    pub result: Option<ChartValue>,
}

/// A value with its words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartValue {
    /// In the unit of the chart.
    pub value: f64,
    /// As written at the end of the row: `≥ 90%`, `6 tháng: 93,5%`.
    pub label: String,
    /// A word on it in small letters: `đến 30/9/2024`.
    pub note: Option<String>,
}

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartError {
    /// A value that has no place on an axis: not a number, infinite, or beyond 10¹⁵.
    NoPlace {
        /// The row.
        row: String,
        /// The value.
        value: String,
    },
    /// The picture could not be written.
    Write(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace { row, value } => write!(f, "{row}: the value {value} cannot be drawn on an axis; leave it out or correct it"),
            Self::Write(why) => write!(f, "the chart could not be written: {why}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// Draws a chart, 860 px wide, as high as its rows need. Same chart, same bytes.
///
/// ```
/// use vanthu::export::chart::{Chart, ChartRow, ChartValue, svg};
/// use vanthu::query::words::Lang;
/// let value = |value: f64, label: &str| Some(ChartValue { value, label: label.to_owned(), note: None });
/// let row = ChartRow { label: "quận Tây Hồ".to_owned(), target: value(90.0, "≥ 90%"), result: value(93.5, "93,5%") };
/// let chart = Chart { title: "Hồ sơ đúng hạn".to_owned(), unit: "percent".to_owned(), rows: vec![row], ..Chart::default() };
/// let picture = svg(&chart, Lang::Vietnamese).unwrap();
/// assert!(picture.starts_with("<svg") && picture.contains("quận Tây Hồ") && picture.contains("93,5%"));
/// ```
///
/// # Errors
/// For a value that has no place on an axis ([`ChartError::NoPlace`]).
pub fn svg(chart: &Chart, lang: Lang) -> Result<String, ChartError> {
    for row in &chart.rows {
        for v in row.target.iter().chain(&row.result) {
            if !v.value.is_finite() || v.value.abs() > LARGEST {
                return Err(ChartError::NoPlace { row: row.label.clone(), value: v.value.to_string() });
            }
        }
    }
    draw::picture(chart, lang).map_err(|e| ChartError::Write(e.to_string()))
}

#[cfg(test)]
mod tests;
