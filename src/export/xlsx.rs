//! An Excel workbook in which text stays text.
//!
//! `3/7`, `08/2024`, `0123` and `=SUM(1)` are what a document says: they are stored as text, in columns whose format is text, so that they
//! stay so when somebody edits the cell. Only columns that a row type names as numeric ([`Tabular::NUMERIC`]) hold numbers; nothing is
//! guessed from how a cell looks. The header is bold and stays in sight, every column has a filter. Same rows, same bytes.
//!
//! Not handled: more than 1,048,575 rows, which no sheet holds: an error says so.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::Tabular;
use super::table::harmless;

/// Longest text that a cell may hold, in the UTF-16 units that Excel counts.
const LONGEST: usize = 32_767;
/// Widths of columns, in characters.
const NARROW: usize = 8;
const WIDE: usize = 60;
/// A sheet has 2²⁰ rows; one is the header.
const ROWS: usize = (1 << 20) - 1;

/// Writes a workbook of one sheet.
///
/// # Errors
/// Where `out` refuses, or for more rows than a sheet holds.
pub fn write<T: Tabular>(out: &mut dyn Write, rows: &[T]) -> io::Result<()> {
    if rows.len() > ROWS {
        return Err(io::Error::other(format!("a workbook holds {ROWS} rows, there are {}; use csv, or --limit", rows.len())));
    }
    let bytes = workbook(rows).map_err(plain)?;
    out.write_all(&bytes)
}

fn workbook<T: Tabular>(rows: &[T]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // a fixed day: the same rows make the same file
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_bold().set_num_format("@"));
    let sheet = book.add_worksheet();
    sheet.set_name("vanthu")?;
    let numeric: Vec<bool> = T::COLUMNS.iter().map(|c| T::NUMERIC.contains(c)).collect();
    let mut widths: Vec<usize> = T::COLUMNS.iter().map(|c| c.width() + 4).collect();
    for (column, name) in (0_u16..).zip(T::COLUMNS) {
        if !numeric[usize::from(column)] {
            sheet.set_column_format(column, &text)?;
        }
        sheet.write_string_with_format(0, column, *name, &bold)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row.cells()) {
            let at = usize::from(column);
            if cell.is_empty() || at >= numeric.len() {
                continue;
            }
            widths[at] = widths[at].max(cell.lines().map(UnicodeWidthStr::width).max().unwrap_or(0) + 2);
            match cell.parse::<f64>().ok().filter(|n| numeric[at] && n.is_finite()) {
                Some(number) => sheet.write_number(line, column, number)?,
                None => sheet.write_string_with_format(line, column, fitting(&cell), &text)?,
            };
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, width.clamp(NARROW, WIDE) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = T::COLUMNS.len().checked_sub(1) {
        sheet.autofilter(0, 0, rows.len() as u32, last as u16)?;
    }
    book.save_to_buffer()
}

/// What a cell can hold: no control characters, not too long.
fn fitting(cell: &str) -> String {
    let mut text = harmless(cell).replace(['\u{fffe}', '\u{ffff}'], "");
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST
    });
    if let Some((end, _)) = end {
        text.truncate(end);
    }
    text
}

/// The error of the system inside, so that a broken pipe is still seen as one.
fn plain(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(e) => e,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xlsx};
    use serde::Serialize;

    use super::*;

    #[derive(Serialize)]
    struct Line(Vec<&'static str>);

    impl Tabular for Line {
        const COLUMNS: &'static [&'static str] = &["figure", "value", "text"];
        const NUMERIC: &'static [&'static str] = &["value"];

        fn cells(&self) -> Vec<String> {
            self.0.iter().map(|c| (*c).to_owned()).collect()
        }
    }

    fn read(rows: &[Line]) -> Vec<Vec<Data>> {
        let mut bytes = Vec::new();
        write(&mut bytes, rows).unwrap();
        let mut book = Xlsx::new(io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("vanthu").unwrap();
        sheet.rows().map(<[Data]>::to_vec).collect()
    }

    fn text(t: &str) -> Data {
        Data::String(t.to_owned())
    }

    #[test]
    fn text_stays_text_and_numbers_are_numbers() {
        let odd =
            ["3/7", "08/2024", "=SUM(1)", "0123", "12", "1e5", "-5", "TRUE", "2024-06-30", "≥ 97,5%", "@a", "+1", "  hai dấu cách", "a\nb"];
        let rows: Vec<Line> = odd.iter().map(|t| Line(vec![t, "97.5", t])).collect();
        let cells = read(&rows);
        assert_eq!(cells[0], [text("figure"), text("value"), text("text")]);
        for (row, t) in cells[1..].iter().zip(odd) {
            assert_eq!(row[..], [text(t), Data::Float(97.5), text(t)]);
        }
    }

    #[test]
    fn what_is_no_number_stays_as_it_is() {
        let cells = read(&[Line(vec!["a", "", "x\u{1}y\u{1b}"]), Line(vec!["b", "NaN", ""]), Line(vec!["c", "12 người", ""])]);
        assert_eq!(cells[1], [text("a"), Data::Empty, text("xy")]);
        assert_eq!(cells[2][1], text("NaN"));
        assert_eq!(cells[3][1], text("12 người"));
    }

    #[test]
    fn long_cells_are_cut_and_few_rows_do() {
        let long: &'static str = Box::leak("đ😀".repeat(20_000).into_boxed_str());
        let cells = read(&[Line(vec!["a", "1", long])]);
        assert!(matches!(&cells[1][2], Data::String(t) if long.starts_with(t.as_str()) && t.encode_utf16().count() > 32_760));
        assert_eq!(read(&[]).len(), 1);
    }

    #[test]
    fn same_rows_same_bytes() {
        let bytes = || {
            let mut out = Vec::new();
            write(&mut out, &[Line(vec!["a", "1", "b"])]).unwrap();
            out
        };
        let first = bytes();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(first, bytes());
    }
}
