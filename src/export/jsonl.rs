//! JSON: one object a line, or one array. Control and line-separator characters are escaped, so that a line is a line for every reader.

use std::io::{self, Write};

use serde::Serialize;

use crate::record::to_json_line;

/// One value and a line break.
///
/// # Errors
/// Where `out` refuses.
pub fn line<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    out.write_all(to_json_line(value)?.as_bytes())?;
    out.write_all(b"\n")
}

/// One line each.
///
/// # Errors
/// Where `out` refuses.
pub fn lines<T: Serialize>(out: &mut dyn Write, values: &[T]) -> io::Result<()> {
    values.iter().try_for_each(|v| line(out, v))
}

/// All in one array, one value a line.
///
/// # Errors
/// Where `out` refuses.
pub fn array<T: Serialize>(out: &mut dyn Write, values: &[T]) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, value) in values.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        out.write_all(to_json_line(value)?.as_bytes())?;
    }
    out.write_all(b"\n]\n")
}
