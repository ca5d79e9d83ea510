//! [`Doc`]: a text cut into blocks (headings, paragraphs, list items, table rows), over a [`Flow`].
//!
//! A line end inside a block is a hard wrap and is joined; it is a block's end where
//! - a blank line, a rule (`-----`) or a lone `|` of a flattened table stands,
//! - the next line begins a new item (`-`, `1.`, `a)`, `II.`, `Điều 5.`, `#`, `|`),
//! - the line ends a sentence and the next begins with a capital,
//! - the text is one of long lines, where every line is a paragraph.
//!
//! A sentence that a page break cut in two (no full stop, then a blank line, then a small letter) is one block.

mod cut;
mod item;
mod table;

use std::ops::Range;

use self::cut::Cutter;
use self::item::{classify, emphasised};
use super::flow::Flow;
pub use item::marker_len;
pub use table::{Row, Table};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of this depth (1 is the top).
    Heading(u8),
    /// A list item.
    Item,
    /// A row of a pipe table, or a cell (or a part of it) of a table whose cells stand on lines of their own.
    Row,
    /// Anything else.
    Paragraph,
}

/// A block: a range of the flow without its line end.
#[derive(Debug, Clone)]
pub struct Block {
    /// First byte in the flow.
    pub start: usize,
    /// One past the last byte in the flow.
    pub end: usize,
    /// What it is.
    pub kind: BlockKind,
    /// Where the content begins: after the list marker.
    pub body: usize,
    /// Flow positions at which source lines begin inside the block (the first is `start`).
    pub lines: Vec<usize>,
    /// Where it begins in the source.
    pub source: usize,
    /// Whether the whole block is emphasised in the source.
    pub emphasised: bool,
    /// Whether a blank line stands before it.
    pub apart: bool,
}

/// A text as extractors see it.
#[derive(Debug)]
pub struct Doc<'a> {
    /// The source.
    pub source: &'a str,
    /// The normalised text.
    pub flow: Flow,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
}

impl<'a> Doc<'a> {
    /// Cuts `source` into blocks.
    ///
    /// ```
    /// use vanthu::text::Doc;
    /// let doc = Doc::new("- Thực hiện Kế hoạch số\n41-KH/QU;\n- Báo cáo.");
    /// assert_eq!(doc.text(), "- Thực hiện Kế hoạch số 41-KH/QU;\n- Báo cáo.");
    /// assert_eq!(doc.blocks.len(), 2);
    /// ```
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        Self::part(source, 0..source.len())
    }

    /// Cuts a part of `source` into blocks; spans count from the beginning of `source`. The part begins at the beginning of a line.
    ///
    /// ```
    /// use vanthu::text::Doc;
    /// let doc = Doc::part("một\n\nhai", 7..10);
    /// assert_eq!((doc.text(), doc.flow.to_source(0, 3).start), ("hai", 7));
    /// ```
    #[must_use]
    pub fn part(source: &'a str, range: Range<usize>) -> Self {
        let text = source.get(range.clone()).unwrap_or("");
        let markdown = source.contains("**") || source.starts_with('#') || source.contains("\n#") || source.contains("\n|");
        let mut cutter = Cutter::new(source, text, markdown);
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            cutter.line(at, line);
            at += line.len();
        }
        let (flow, mut blocks, marks) = cutter.finish();
        let tables = table::find(flow.text(), &mut blocks, &marks);
        for block in &mut blocks {
            block.emphasised = emphasised(source, &flow, block);
            classify(flow.text(), block);
        }
        Self { source, flow, blocks, tables }
    }

    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.flow.text()
    }

    /// The text of a block.
    #[must_use]
    pub fn block_text(&self, block: &Block) -> &str {
        &self.flow.text()[block.start..block.end]
    }

    /// The lines of a block as they stand in the source, normalised.
    pub fn block_lines<'d>(&'d self, block: &'d Block) -> impl Iterator<Item = &'d str> {
        let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
        block.lines.iter().zip(ends).map(|(s, e)| self.flow.text()[*s..e].trim())
    }

    /// Every line of the source that holds text: its block and its range of the flow, white space at the ends left out.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        self.blocks.iter().enumerate().flat_map(move |(index, block)| {
            let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
            block.lines.iter().zip(ends).map(move |(s, e)| {
                let line = &self.flow.text()[*s..e];
                let start = s + (line.len() - line.trim_start().len());
                (index, start..start + line.trim().len())
            })
        })
    }

    /// The table that a block belongs to.
    #[must_use]
    pub fn table_at(&self, block: usize) -> Option<&Table> {
        let after = self.tables.partition_point(|t| t.blocks.start <= block);
        self.tables[..after].last().filter(|t| t.blocks.contains(&block))
    }

    /// Index of the block that holds the flow position.
    #[must_use]
    pub fn block_at(&self, flow: usize) -> usize {
        self.blocks.partition_point(|b| b.start <= flow).saturating_sub(1)
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<String> {
        let doc = Doc::new(source);
        doc.blocks.iter().map(|b| format!("{:?} {}", b.kind, doc.block_text(b))).collect()
    }

    #[test]
    fn hard_wraps_join_and_items_do_not() {
        assert_eq!(
            cut("**II. MỤC\nĐÍCH**\n\nNhằm đạt\nkết quả.\n\n- Một;\n- Hai\nba.\n"),
            ["Heading(2) II. MỤC ĐÍCH", "Paragraph Nhằm đạt kết quả.", "Item - Một;", "Item - Hai ba."]
        );
    }

    #[test]
    fn page_break_inside_a_sentence() {
        let first = "- Tăng cường kiểm tra công vụ, kiểm tra đột xuất, tái kiểm tra; kiên quyết, kịp thời";
        let cuts = cut(&format!("{first}\n\nthay thế, điều chuyển những công chức.\n"));
        assert_eq!(cuts.len(), 1, "{cuts:?}");
    }

    #[test]
    fn issue_3_line_of_control_characters_inside_a_sentence() {
        let first = "- Tăng cường kiểm tra công vụ, kiểm tra đột xuất, tái kiểm tra; kiên quyết, kịp thời";
        let cuts = cut(&format!("{first}\n\u{0}\u{8}\nthay thế, điều chuyển những công chức.\n"));
        assert!(cuts.len() == 1 && !cuts[0].contains('\n'), "{cuts:?}");
    }

    #[test]
    fn lone_pipes_end_blocks() {
        assert_eq!(cut("|\n**ỦY BAN NHÂN\nDÂN**\nTỈNH A\n---\n|\nSố: 1/KH-UBND\n|").len(), 2);
    }

    #[test]
    fn markers() {
        for (text, len) in [
            ("- a", 2),
            ("1. A", 3),
            ("1.2. A", 5),
            ("a) b", 3),
            ("đ) b", 4),
            ("II. X", 4),
            ("2025. A", 0),
            ("ngày", 0),
            ("-Một", 1),
            ("• x", 4),
            ("- + x", 4),
            ("1.A", 2),
        ] {
            assert_eq!(marker_len(text), len, "{text}");
        }
    }
}
