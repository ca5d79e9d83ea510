//! Answers and records in the forms that people and programs read. One file for each form.
//!
//! | module | writes |
//! |---|---|
//! | [`jsonl`] | one JSON object a line, or one array |
//! | [`csv`] | comma-separated cells, safe to open in a spreadsheet |
//! | [`table`] | for people: 80 columns, colour only on a terminal |
//! | [`bundle`] | records as a folder of CSV files |
//! | [`answers`] | rows of answers as cells |
//! | [`targets`] | targets, pairs and pivots: for people, and as cells |
//! | [`xlsx`] | an Excel workbook in which text stays text |
//! | [`ics`] | dated tasks for a calendar |
//! | [`chart`] | targets and results as an SVG picture |
//! | [`cascade`] | the tree of who carries a document out, as cells |
//! | [`dot`], [`graphml`] | the web of documents for Graphviz and Gephi |
//!
//! To add a form: a file here, an arm in [`rows`].

use std::io::{self, Write};

use serde::Serialize;

use crate::query::words::Lang;

pub mod answers;
pub mod bundle;
pub mod cascade;
pub mod chart;
pub mod csv;
pub mod dot;
pub mod graphml;
pub mod ics;
pub mod jsonl;
pub mod table;
pub mod targets;
pub mod xlsx;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// How tables look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Language of headings and units.
    pub lang: Lang,
    /// Whether a person would see it: a workbook is not for a terminal.
    pub terminal: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, colour: false, lang: Lang::English, terminal: false }
    }
}

/// A row of an answer.
pub trait Tabular: Serialize {
    /// Names of the cells, the same as in JSON.
    const COLUMNS: &'static [&'static str];
    /// The cells of [`Tabular::COLUMNS`].
    fn cells(&self) -> Vec<String>;
    /// Columns that a table for people shows; all by default.
    const SHOWN: &'static [&'static str] = Self::COLUMNS;
    /// Columns that hold numbers; in a workbook they can be added up. All others are text, whatever they look like.
    const NUMERIC: &'static [&'static str] = &[];
}

/// Writes rows in a form.
///
/// # Errors
/// Where `out` refuses, and for a workbook on a terminal.
pub fn rows<T: Tabular>(out: &mut dyn Write, format: Format, style: Style, rows: &[T]) -> io::Result<()> {
    match format {
        Format::Table => table::rows(out, style, rows),
        Format::Json => jsonl::array(out, rows),
        Format::Jsonl => jsonl::lines(out, rows),
        Format::Csv => {
            let cells = rows.iter().map(Tabular::cells);
            csv::write(out, T::COLUMNS, cells)
        }
        Format::Xlsx if style.terminal => Err(io::Error::new(
            io::ErrorKind::Unsupported,
            style.lang.pick(
                "a workbook is not for a terminal; write it to a file: > file.xlsx",
                "tệp Excel không hiện được trên màn hình; hãy ghi ra tệp: > file.xlsx",
            ),
        )),
        Format::Xlsx => xlsx::write(out, rows),
    }
}

/// A cell of something that may be absent.
#[must_use]
pub fn cell<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
