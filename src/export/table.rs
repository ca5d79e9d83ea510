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

/// At most `columns` wide, cut in the middle with `…`: of a file name both ends say something.
#[must_use]
pub fn cut_middle(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut tail = String::new();
    for c in text.chars().rev() {
        if tail.width() + c.width().unwrap_or(0) > columns / 2 {
            break;
        }
        tail.insert(0, c);
    }
    format!("{}{tail}", cut(text, columns - tail.width()))
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

/// [`wrapped`] after a label: the first line begins with it, the others begin where its text does.
///
/// # Errors
/// Where `out` refuses.
pub fn labelled(out: &mut dyn Write, label: &str, text: &str, style: Style) -> io::Result<()> {
    let indent = shown_width(label);
    let mut lines = Vec::new();
    wrapped(&mut lines, text, indent, style.width)?;
    out.write_all(label.as_bytes())?;
    out.write_all(lines.get(indent..).unwrap_or(b"\n"))
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

/// Words of one line in lines of at most `width` columns.
#[must_use]
pub fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !line.is_empty() && shown_width(&line) + 1 + shown_width(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        // a word wider than the column is broken
        while shown_width(&line) > width {
            let mut used = 0;
            let at = line.char_indices().find(|(_, c)| {
                used += c.width().unwrap_or(0);
                used > width
            });
            let rest = line.split_off(at.map_or(line.len(), |(i, _)| i).max(1));
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    lines.push(line);
    lines
}

/// One row of cells in columns of fixed widths, two spaces between them; a long cell takes several lines.
///
/// # Errors
/// Where `out` refuses.
pub fn columns(out: &mut dyn Write, indent: usize, cells: &[(&str, usize)]) -> io::Result<()> {
    let folded: Vec<Vec<String>> = cells.iter().map(|(text, width)| folded(text, (*width).max(4))).collect();
    for i in 0..folded.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line = " ".repeat(indent);
        for (lines, (_, width)) in folded.iter().zip(cells) {
            let text = lines.get(i).map_or("", String::as_str);
            line.push_str(text);
            line.extend(std::iter::repeat_n(' ', (width + 2).saturating_sub(shown_width(text))));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A heading line: bold on a terminal.
///
/// # Errors
/// Where `out` refuses.
pub fn heading(out: &mut dyn Write, style: Style, text: &str) -> io::Result<()> {
    let mut lines = Vec::new();
    wrapped(&mut lines, text, 0, style.width)?;
    if style.colour {
        out.write_all(BOLD.as_bytes())?;
        out.write_all(lines.trim_ascii_end())?;
        writeln!(out, "{PLAIN}")
    } else {
        out.write_all(&lines)
    }
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
    fn columns_fit() {
        let mut out = Vec::new();
        columns(&mut out, 2, &[("mục tiêu", 8), (&"đúng hạn ".repeat(9), 20), (&"x".repeat(15), 8)]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("  mục tiêu  đúng hạn đúng hạn     xxxxxxxx\n"), "{text}");
        assert!(text.lines().all(|l| l.width() <= 42));
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
