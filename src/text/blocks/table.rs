//! [`Table`]: rows and cells, of a pipe table (`| a | b |`) and of one whose cells stand on lines of their own.
//!
//! A web page turned into text gives `|` alone on a line, the cell below it, `|` again: `n` cells have `n + 1` bars, and the last bar of
//! a row is followed by the first of the next. So two bars with nothing between them are a row's end or an empty cell. Which of the two
//! is decided for the table as a whole: the rows are cut so that as many as possible have as many cells as the head shows.

use std::ops::Range;

use super::{Block, BlockKind};

/// No table that people read has more columns.
const MOST: usize = 40;

/// A table of a text.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its blocks.
    pub blocks: Range<usize>,
    /// How many columns it has.
    pub columns: usize,
    /// Its rows, the head first. A row over which a cell of another row or column spreads has fewer cells.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index of its first block.
    pub block: usize,
    /// Ranges of the flow, white space at the ends left out; empty where the cell is.
    pub cells: Vec<Range<usize>>,
}

/// What parts cells that stand on lines of their own: how many blocks stood before it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// A bar.
    Bar(usize),
    /// A blank line: no cell holds one.
    Blank,
    /// `|---|---|` below a row of a pipe table: that row, the last block, is a head.
    Rule(usize),
}

/// Finds the tables of a text and makes their cells [`BlockKind::Row`].
pub(super) fn find(text: &str, blocks: &mut [Block], marks: &[Mark]) -> Vec<Table> {
    let heads: Vec<usize> = marks.iter().filter_map(|m| if let Mark::Rule(below) = m { below.checked_sub(1) } else { None }).collect();
    let mut out = piped(text, blocks, &heads);
    for run in marks.split(|m| matches!(m, Mark::Blank)) {
        let bars: Vec<usize> = run.iter().filter_map(|m| if let Mark::Bar(at) = m { Some(*at) } else { None }).collect();
        let gaps: Vec<Range<usize>> = bars.windows(2).map(|w| w[0]..w[1]).collect();
        let Some(table) = lined(text, blocks, &gaps) else { continue };
        for block in &mut blocks[table.blocks.clone()] {
            block.kind = BlockKind::Row;
        }
        out.push(table);
    }
    out.sort_by_key(|t| t.blocks.start);
    out
}

/// Runs of `| a | b |` lines; a head begins a table of its own.
fn piped(text: &str, blocks: &[Block], heads: &[usize]) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::new();
    for (i, block) in blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Row) {
        let row = Row { block: i, cells: cells(text, block) };
        match out.last_mut().filter(|t| t.blocks.end == i && heads.binary_search(&i).is_err()) {
            Some(table) => {
                table.blocks.end = i + 1;
                table.rows.push(row);
            }
            None => out.push(Table { blocks: i..i + 1, columns: row.cells.len(), rows: vec![row] }),
        }
    }
    out
}

/// Cells of a line with bars; only the outer bars go, so that empty cells count.
fn cells(text: &str, block: &Block) -> Vec<Range<usize>> {
    let line = &text[block.start..block.end];
    let open = line.len() - line.trim_start_matches(' ').strip_prefix('|').map_or(line, |l| l).len();
    let end = line.trim_end_matches(' ');
    let shut = end.strip_suffix('|').unwrap_or(end).len().max(open);
    let mut from = open;
    let mut out = Vec::new();
    for (i, _) in line[open..shut].match_indices('|') {
        out.push(trim(text, block.start + from..block.start + open + i));
        from = open + i + 1;
    }
    out.push(trim(text, block.start + from..block.start + shut));
    out
}

fn trim(text: &str, at: Range<usize>) -> Range<usize> {
    let cell = &text[at.clone()];
    let start = at.start + (cell.len() - cell.trim_start().len());
    start..start + cell.trim().len()
}

/// A table out of the gaps between bars, each with the blocks that stand in it.
fn lined(text: &str, blocks: &[Block], gaps: &[Range<usize>]) -> Option<Table> {
    let full: Vec<bool> = gaps.iter().map(|g| !g.is_empty()).collect();
    let cell = |g: &Range<usize>| match (blocks.get(g.start), blocks[..g.end].last()) {
        (Some(first), Some(last)) if !g.is_empty() => first.start..last.end,
        _ => 0..0,
    };
    let first = text.get(cell(gaps.first()?))?.to_lowercase();
    let serial = matches!(first.trim_end_matches('.'), "tt" | "stt" | "số tt");
    let columns = widths(&full);
    let (cost, n, rows) = columns.iter().map(|n| (cut(&full, *n), *n)).map(|((c, r), n)| (c, n, r)).min_by_key(|(c, ..)| *c)?;
    let told: Vec<&Range<usize>> = rows.iter().filter(|r| full[(*r).clone()].iter().filter(|f| **f).count() > 1).collect();
    let whole = told.iter().filter(|r| r.len() == n).count();
    let head = &gaps[rows.first()?.clone()];
    let titles = head.iter().all(|g| {
        let title = text.get(cell(g)).unwrap_or("");
        !title.ends_with(':') && title.chars().count() < 120
    });
    let piped = blocks.get(gaps.first()?.start..gaps.last()?.end)?.iter().any(|b| b.kind == BlockKind::Row);
    if piped || !(n > 2 || n == 2 && serial) || told.len() < 2 || whole * 3 < told.len() || !titles || cost > 8 * gaps.len() {
        return None;
    }
    let rows: Vec<Row> = rows
        .into_iter()
        .filter(|r| full[r.clone()].contains(&true))
        .map(|r| Row {
            block: gaps[r.clone()].iter().find(|g| !g.is_empty()).map_or(0, |g| g.start),
            cells: gaps[r].iter().map(cell).collect(),
        })
        .collect();
    Some(Table { blocks: gaps.first()?.start..gaps.last()?.end, columns: n, rows })
}

/// How many columns there may be: the lengths of the first runs of cells with text.
fn widths(full: &[bool]) -> Vec<usize> {
    let runs = full.split(|f| !f).map(<[bool]>::len).filter(|n| (2..=MOST).contains(n));
    let mut out: Vec<usize> = runs.take(8).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Cuts gaps into rows of at most `n` cells; between two rows lies one empty gap. Gives what the rows lack, in tenths of a row, and the
/// rows.
fn cut(full: &[bool], n: usize) -> (usize, Vec<Range<usize>>) {
    let len = full.len();
    // where the run of full gaps that each one stands in ends
    let mut run = vec![len; len + 1];
    for i in (0..len).rev() {
        run[i] = if full[i] { run[i + 1] } else { i };
    }
    // from the back: the cheapest way to cut the gaps from `i` on, and where its first row ends
    let mut best: Vec<(usize, usize)> = vec![(0, len); len + 2];
    for i in (0..len).rev() {
        let mut found = (usize::MAX, len);
        let mut told = 0;
        let ends = (i + 1..=len.min(i + n)).chain((run[i] > i + n).then_some(run[i]));
        for end in ends {
            told += usize::from(end <= i + n && full[end - 1]);
            // a row ends at an empty gap or with the table
            if end < len && full[end] {
                continue;
            }
            let cells = end - i;
            let empty = cells.saturating_sub(told) + usize::from(!full[i]);
            let own = if told == 0 {
                30
            } else if cells > n {
                50
            } else {
                empty + if cells < n { 10 } else { 0 }
            };
            let cost = own.saturating_add(best[end + 1].0);
            if cost < found.0 {
                found = (cost, end);
            }
        }
        best[i] = if found.0 == usize::MAX { (best[i + 1].0.saturating_add(50), i + 1) } else { found };
    }
    let mut rows = Vec::new();
    let mut at = 0;
    while at < len {
        let end = best[at].1.max(at + 1);
        rows.push(at..end);
        at = end + 1;
    }
    (best[0].0, rows)
}

#[cfg(test)]
mod tests {
    use super::super::Doc;

    fn rows(source: &str) -> Vec<String> {
        let doc = Doc::new(source);
        let table = doc.tables.first().unwrap();
        table.rows.iter().map(|r| r.cells.iter().map(|c| doc.text()[c.clone()].to_owned()).collect::<Vec<_>>().join("/")).collect()
    }

    fn lined(cells: &[&str]) -> String {
        cells.iter().fold("Nội dung như sau:\n\n|".to_owned(), |out, c| if c.is_empty() { out + "\n|" } else { out + "\n" + c + "\n|" })
            + "\n\nSau bảng.\n"
    }

    #[test]
    fn pipes_and_lines_of_their_own_read_the_same() {
        let want = ["TT/Nhiệm vụ/Thời gian", "1/Khảo sát/Quý IV", "2//Quý I"];
        assert_eq!(rows("| TT | Nhiệm vụ | Thời gian |\n|---|---|---|\n| 1 | Khảo sát | Quý IV |\n| 2 | | Quý I |\n"), want);
        let cells = ["**TT**", "Nhiệm vụ", "Thời\ngian", "", "1", "Khảo sát", "Quý IV", "", "2", "", "Quý I"];
        assert_eq!(rows(&lined(&cells)), want);
    }

    #[test]
    fn a_head_begins_a_table() {
        let doc = Doc::new("| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | d | e |\n|:-:|---|---|\n| 3 | 4 | 5 |\n");
        assert_eq!(doc.tables.iter().map(|t| (t.columns, t.rows.len())).collect::<Vec<_>>(), [(2, 2), (3, 2)]);
    }

    #[test]
    fn an_empty_cell_is_no_end_of_a_row() {
        let cells =
            ["TT", "Tên", "A", "B", "", "1", "Cửa sông", "", "3", "", "2", "Bãi", "4", "", "", "3", "Đầm", "", "", "", "4", "Hồ", "5", "6"];
        assert_eq!(rows(&lined(&cells)), ["TT/Tên/A/B", "1/Cửa sông//3", "2/Bãi/4/", "3/Đầm//", "4/Hồ/5/6"]);
    }

    #[test]
    fn cells_that_spread_leave_short_rows() {
        let cells = [
            "TT",
            "Chỉ tiêu",
            "Năm 2025",
            "",
            "Kế hoạch",
            "Ước thực hiện",
            "",
            "1",
            "Thu",
            "10",
            "12",
            "",
            "I",
            "Nhóm",
            "",
            "2",
            "Chi",
            "8",
            "9",
        ];
        assert_eq!(rows(&lined(&cells)), ["TT/Chỉ tiêu/Năm 2025", "Kế hoạch/Ước thực hiện", "1/Thu/10/12", "I/Nhóm", "2/Chi/8/9"]);
    }

    #[test]
    fn letterheads_and_boxes_are_no_tables() {
        for source in [
            "|\nỦY BAN NHÂN DÂN\n|\nCỘNG HÒA XÃ HỘI\n|\n|\nSố: 1/KH-UBND\n|\nHà Nội, ngày 5\n|\n\nKẾ HOẠCH\n",
            "|\nSố hiệu:\n|\n5/CĐ-TTg\n|\nLoại:\n|\nCông điện\n|\n|\nNgười ký:\n|\nAn\n|\nNgày:\n|\n5/5/2025\n|\n",
        ] {
            assert!(Doc::new(source).tables.is_empty(), "{source}");
        }
    }

    #[test]
    fn many_bars_take_linear_time() {
        let time = |n: usize| {
            let text = "|\nTT\n|\nTên\n|\nSố\n|\n|\n|\n".repeat(n);
            let started = std::time::Instant::now();
            assert!(Doc::new(&text).blocks.len() >= n);
            started.elapsed().as_secs_f64()
        };
        let (one, eight) = (time(1_000), time(8_000));
        assert!(eight < one * 24.0 + 1.0, "{one} {eight}");
    }
}
