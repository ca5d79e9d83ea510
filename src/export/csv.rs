//! CSV that a spreadsheet may open: a cell that would be taken for a formula gets a leading `'`.
//!
//! The guard holds for every cell that begins with `= + - @`, a tab or a carriage return and is not simply a number. Control characters
//! other than line breaks become spaces.

use std::borrow::Cow;
use std::io::{self, Write};

/// A cell made safe.
///
/// ```
/// use vanthu::export::csv::safe;
/// assert_eq!(safe("=1+1"), "'=1+1");
/// assert_eq!(safe("-5.5"), "-5.5");
/// assert_eq!(safe("- giảm 5%"), "'- giảm 5%");
/// ```
#[must_use]
pub fn safe(cell: &str) -> Cow<'_, str> {
    let cleaned: Cow<'_, str> = if cell.chars().any(|c| c.is_control() && c != '\n') {
        Cow::Owned(cell.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(cell)
    };
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cleaned}"))
    } else {
        cleaned
    }
}

/// A header and rows.
///
/// # Errors
/// Where `out` refuses.
pub fn write(out: &mut dyn Write, columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(columns).map_err(plain)?;
    for row in rows {
        writer.write_record(row.iter().map(|c| safe(c).into_owned())).map_err(plain)?;
    }
    writer.flush()
}

/// The error of the system inside a CSV error, so that a broken pipe is still seen as one.
pub(super) fn plain(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_formulas() {
        for bad in ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "\t=1", "\r=1", "-1+1"] {
            assert!(safe(bad).starts_with('\''), "{bad:?}");
        }
        for good in ["12", "-12", "Kế hoạch", "", "a=b"] {
            assert_eq!(safe(good), good);
        }
    }

    #[test]
    fn quoted_where_needed() {
        let mut out = Vec::new();
        write(&mut out, &["a", "b"], [vec!["x, \"y\"".to_owned(), "1\n2".to_owned()]]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n");
    }
}
