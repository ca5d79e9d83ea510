//! Text for people: tables and wrapped lines that fit the terminal; document text never carries control sequences to it.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{Style, Tabular};

/// Bold.
pub const BOLD: &str = "\u{1b}[1m";
/// Dim.
pub const DIM: &str = "\u{1b}[2m";
/// Bold and coloured, for marks.
pub const MARK: &str = "\u{1b}[1;33m";
/// Back to plain.
pub const PLAIN: &str = "\u{1b}[0m";

/// Longest cell in a table, in characters; JSON and CSV have all of it.
const CELL: usize = 300;

/// Whether a character could steer the terminal or reorder what is shown.
const fn steers(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// One line of text: white space collapsed, control characters gone.
///
/// ```
/// assert_eq!(vanthu::export::table::one_line("a\n  b\u{1b}[31mc\t"), "a b[31mc");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let mark = out.len();
        if !out.is_empty() {
            out.push(' ');
        }
        let from = out.len();
        out.extend(word.chars().filter(|c| !steers(*c)));
        if out.len() == from {
            out.truncate(mark);
        }
    }
    out
}

/// Several lines, control characters gone, line breaks kept.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !steers(*c)).collect()
}

/// At most `columns` wide, cut with `…`.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used + 1 > columns {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Words of one line set in lines of at most `width` columns after `indent` spaces. Escape sequences of this module take no room.
///
/// # Errors
/// Where `out` refuses.
pub fn wrapped(out: &mut dyn Write, text: &str, indent: usize, width: usize) -> io::Result<()> {
    let room = width.saturating_sub(indent).max(20);
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let mut rest = word;
        let mut size = shown_width(word);
        if used > 0 && used + 1 + size > room {
            writeln!(out, "{:indent$}{line}", "")?;
            line.clear();
            used = 0;
        }
        // a word wider than the line is broken
        while size > room {
            let split = rest.char_indices().scan(0, |w, (i, c)| {
                *w += c.width().unwrap_or(0);
                Some((i, *w))
            });
            let at = split.filter(|(_, w)| *w > room).map(|(i, _)| i).next().unwrap_or(rest.len()).max(1);
            writeln!(out, "{:indent$}{}", "", &rest[..at])?;
            rest = &rest[at..];
            size = shown_width(rest);
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(rest);
        used += size;
    }
    if line.is_empty() { Ok(()) } else { writeln!(out, "{:indent$}{line}", "") }
}

fn shown_width(word: &str) -> usize {
    let mut width = 0;
    let mut escape = false;
    for c in word.chars() {
        if escape {
            escape = c != 'm';
        } else if c == '\u{1b}' {
            escape = true;
        } else {
            width += c.width().unwrap_or(0);
        }
    }
    width
}

/// A table of cells under headings.
///
/// # Errors
/// Where `out` refuses.
pub fn grid(out: &mut dyn Write, style: Style, columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style.width).unwrap_or(80));
    table.set_header(columns.iter().map(|c| c.replace('_', " ")));
    for row in rows {
        table.add_row(row.iter().map(|c| cut(&one_line(c), CELL)).collect::<Vec<_>>());
    }
    let text = table.to_string();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_end();
        let line = line.strip_prefix(' ').unwrap_or(line);
        if i == 0 && style.colour { writeln!(out, "{BOLD}{line}{PLAIN}")? } else { writeln!(out, "{line}")? }
    }
    Ok(())
}

/// A table of rows.
///
/// # Errors
/// Where `out` refuses.
pub fn rows<T: Tabular>(out: &mut dyn Write, style: Style, rows: &[T]) -> io::Result<()> {
    let shown: Vec<usize> = T::SHOWN.iter().filter_map(|s| T::COLUMNS.iter().position(|c| c == s)).collect();
    let cells = rows.iter().map(|row| {
        let mut all = row.cells();
        shown.iter().map(|i| all.get_mut(*i).map(std::mem::take).unwrap_or_default()).collect()
    });
    grid(out, style, T::SHOWN, cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits() {
        let mut out = Vec::new();
        wrapped(&mut out, &one_line(&"Đẩy mạnh cải cách ".repeat(20)), 3, 80).unwrap();
        wrapped(&mut out, &"x".repeat(200), 3, 80).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            assert!(line.width() <= 80, "{line}");
        }
    }

    #[test]
    fn a_grid_fits() {
        let mut out = Vec::new();
        let row = vec!["a ".repeat(90), "đ ".repeat(90), "1".into()];
        grid(&mut out, Style::default(), &["long", "also_long", "n"], [row]).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            assert!(line.width() <= 80, "{line}");
        }
    }
}
