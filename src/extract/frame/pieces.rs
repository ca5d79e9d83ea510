//! [`Piece`]: lines of letterhead and closing, two flattened columns parted again.

use std::ops::Range;

use crate::text::Doc;
use crate::text::fold::plain;

/// One line of the letterhead: a line of the text, or a part of one where two columns were flattened.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Range in the flow.
    pub at: Range<usize>,
    /// Block it stands in.
    pub block: usize,
    /// Which column of its line it is.
    pub column: usize,
}

/// Lines of a block; where two columns were flattened into one line, its parts.
pub(super) fn pieces(doc: &Doc, index: usize, out: &mut Vec<Piece>) {
    let block = &doc.blocks[index];
    let text = doc.text();
    let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
    for (s, e) in block.lines.iter().copied().zip(ends) {
        let mut cuts = vec![s];
        let line = &text[s..e];
        for (i, c) in line.char_indices() {
            if c == '|' || c == '¦' {
                cuts.push(s + i);
                cuts.push(s + i + c.len_utf8());
            } else if c == ' ' && wide_gap(doc, s, s + i) {
                cuts.push(s + i);
            }
        }
        for mark in ["CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Độc lập - Tự do", "Độc Lập - Tự Do", "Độc lập- Tự do"]
        {
            if let Some(i) = line.find(mark) {
                cuts.push(s + i);
            }
        }
        // "Số: 12/KH-UBND Xuân La, ngày …": the place begins after the number's last word
        if let Some(i) = line.find(", ngày").filter(|_| line.trim_start().starts_with("Số")) {
            let head = &line[..i];
            let number_end = head.find(['/', '-']).and_then(|p| head[p..].find(' ').map(|q| p + q));
            if let Some(p) = number_end {
                cuts.push(s + p);
            }
        }
        cuts.push(e);
        cuts.sort_unstable();
        cuts.dedup();
        let mut column = 0;
        for w in cuts.windows(2) {
            let part = &text[w[0]..w[1]];
            let trimmed = part.trim_matches([' ', '|', '¦', '\n']);
            if trimmed.is_empty() {
                continue;
            }
            let start = w[0] + (part.len() - part.trim_start_matches([' ', '|', '¦', '\n']).len());
            out.push(Piece { at: start..start + trimmed.len(), block: index, column });
            column += 1;
        }
    }
}

/// Whether the space at `at` stands for a gap between two columns of plain text; the gaps of blanks to fill in ("Số:      /UBND")
/// are none.
pub(super) fn wide_gap(doc: &Doc, line: usize, at: usize) -> bool {
    let text = doc.text();
    if at == line || at + 1 >= text.len() {
        return false;
    }
    let before = text[..at].char_indices().next_back().map_or(at, |(i, _)| i);
    let from = doc.flow.to_source(before, at).end;
    let next = text[at + 1..].chars().next().map_or(1, char::len_utf8);
    let to = doc.flow.to_source(at + 1, at + 1 + next).start;
    if to < from + 4 || doc.source[from..to].contains('\n') {
        return false;
    }
    let word = text[line..at].rsplit(' ').next().unwrap_or("");
    !matches!(plain(word).as_str(), "so" | "so:" | "ngay" | "thang" | "nam" | ":")
        && !matches!(&text[at + 1..at + 1 + next], "/" | "-" | ".")
}
