//! What the columns of a table hold, from its head: one row, or two where a cell of the first spreads over several of the second.

use std::ops::Range;

use crate::extract::Context;
use crate::extract::mood::{Mood, Moods};
use crate::grammar::date::Value;
use crate::lexicon::indicators;
use crate::model::ShareRole;
use crate::text::blocks::{Row, Table};
use crate::text::fold::lower;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The number of the row.
    Serial,
    /// What is to be done, or what is measured.
    Task,
    /// By when.
    Time,
    /// Who does it.
    Body,
    /// In what the figures count.
    Unit,
    /// For whom the row holds.
    Population,
    /// Planned figures.
    Goal,
    /// Reached figures.
    Reached,
    /// Anything else.
    Other,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub kind: Kind,
    /// Its title, both rows of the head in one.
    pub title: String,
    /// Whether the title names what is measured ("Phường | Đúng hạn | Số hóa"): the rows then say only for whom.
    pub measured: bool,
    /// What the title says about time: ISO, and whether it is a day or year by which ("Đến năm 2025").
    pub time: Option<(String, bool)>,
}

/// The columns of a table, and its rows with one cell for each.
#[derive(Debug)]
pub(super) struct Grid {
    pub columns: Vec<Column>,
    /// The unit that a line above the table gives to all of it ("Đơn vị tính: triệu đồng").
    pub unit: String,
    /// Rows below the head, each with its first block and as many cells as there are columns.
    pub rows: Vec<Row>,
}

impl Grid {
    /// Reads the head and sets the rows below it against it.
    pub fn new(ctx: &Context, moods: &Moods, table: &Table) -> Option<Self> {
        let first = table.rows.first()?;
        let text = |at: &Range<usize>| ctx.text().get(at.clone()).unwrap_or("");
        let second = table.rows.get(1).filter(|r| first.cells.len() < table.columns && r.cells.len() < table.columns);
        let heads: Vec<Vec<Range<usize>>> = match second {
            Some(second) => spread(first, second, table.columns, text)?,
            None => first.cells.iter().map(|c| vec![c.clone()]).collect(),
        };
        let mut columns: Vec<Column> = heads.iter().map(|parts| column(ctx, parts)).collect();
        settle(ctx, moods, table.blocks.start, &mut columns);
        let below = 1 + usize::from(second.is_some());
        let mut rows: Vec<Row> = Vec::new();
        for row in &table.rows[below.min(table.rows.len())..] {
            // "(1) | (2) | (3)", "A | B | 1": the columns' own numbers
            let numbers = row.cells.len() > 2 && row.cells.iter().all(|c| text(c).trim_matches(['(', ')', ' ']).chars().count() <= 1);
            if !numbers && let Some(row) = aligned(row, rows.last(), columns.len(), text) {
                rows.push(row);
            }
        }
        Some(Self { columns, unit: unit_above(ctx, table), rows })
    }

    /// Where the first column of a kind stands.
    pub fn at(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|c| c.kind == kind)
    }

    /// What a share in a planned or reached column is there for.
    pub fn role(&self, at: &Range<usize>) -> Option<ShareRole> {
        let row = &self.rows[..self.rows.partition_point(|r| r.cells.iter().all(|c| c.end <= at.start))];
        let held = self.rows.get(row.len())?.cells.iter().position(|c| c.start <= at.start && at.end <= c.end)?;
        match self.columns.get(held)?.kind {
            Kind::Goal => Some(ShareRole::Target),
            Kind::Reached => Some(ShareRole::Result),
            _ => None,
        }
    }
}

/// A row with as many cells as there are columns. Where cells of the row above spread down, the row lacks its first ones; where its own
/// spread to the right, its last ones. A row of one cell is the title of the rows below it.
fn aligned<'t>(row: &Row, above: Option<&Row>, columns: usize, text: impl Fn(&Range<usize>) -> &'t str) -> Option<Row> {
    let lack = columns.checked_sub(row.cells.len())?;
    if lack == 0 {
        return Some(row.clone());
    }
    let first = text(row.cells.first()?);
    if row.cells.len() == 1 || is_serial(first) || first.is_empty() {
        return None;
    }
    let mut cells: Vec<Range<usize>> = above?.cells.get(..lack)?.to_vec();
    cells.extend(row.cells.iter().cloned());
    Some(Row { block: row.block, cells })
}

/// `1`, `2.1`, `IV`, `a`, `-`.
pub(super) fn is_serial(cell: &str) -> bool {
    let cell = cell.trim_matches(['.', ')', '(', ' ']);
    cell.chars().count() <= 6
        && (cell.chars().all(|c| c.is_ascii_digit() || c == '.')
            || cell.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '.'))
            || cell.chars().count() == 1)
}

/// The parts of each column's title where the first row of the head is shorter than the table: the cells that spread are known only
/// where all that are left of the known ones spread evenly, or where what was reached stands in the earliest year.
fn spread<'t>(first: &Row, second: &Row, columns: usize, text: impl Fn(&Range<usize>) -> &'t str) -> Option<Vec<Vec<Range<usize>>>> {
    let (n, under) = (first.cells.len(), second.cells.len());
    let lack = columns.checked_sub(n)?;
    let wide = under.checked_sub(lack).filter(|w| *w > 0)?;
    let open: Vec<usize> = (0..n)
        .filter(|i| {
            let kind = kind(&lower(text(&first.cells[*i])));
            matches!(kind, Kind::Goal | Kind::Reached | Kind::Other) && !lower(text(&first.cells[*i])).contains("ghi chú")
        })
        .collect();
    let reached = second.cells.iter().any(|c| kind(&lower(text(c))) == Kind::Reached);
    let spreading: Vec<usize> = if open.len() == wide {
        open
    } else if wide == 1 && reached {
        open.into_iter().take(1).collect()
    } else {
        return None;
    };
    let each = under / wide;
    if each * wide != under {
        return None;
    }
    let mut below = second.cells.iter();
    let mut out = Vec::new();
    for (i, cell) in first.cells.iter().enumerate() {
        if spreading.contains(&i) {
            out.extend(below.by_ref().take(each).map(|sub| vec![cell.clone(), sub.clone()]));
        } else {
            out.push(vec![cell.clone()]);
        }
    }
    Some(out)
}

/// A column out of the parts of its title; the lower part speaks first.
fn column(ctx: &Context, parts: &[Range<usize>]) -> Column {
    let titles: Vec<&str> = parts.iter().map(|p| ctx.text().get(p.clone()).unwrap_or("")).collect();
    let lows: Vec<String> = titles.iter().map(|t| lower(t)).collect();
    let kind = lows.iter().rev().map(|t| kind(t)).find(|k| *k != Kind::Other).unwrap_or(Kind::Other);
    let time = parts.iter().zip(&lows).rev().find_map(|(p, low)| {
        let Some(date) = ctx.dates_in(p).last() else { return year(low).map(|y| (y, false)) };
        let before = ctx.text().get(p.start..date.at.start).map(lower).unwrap_or_default();
        let by = ["đến", "đến hết", "đến cuối"].iter().any(|w| before.trim_end().ends_with(w));
        Some((date.value.iso()?, by && !matches!(date.value, Value::Years(..))))
    });
    Column { kind, title: titles.join(" "), measured: false, time }
}

/// The one year that a title names ("KH 2025", "Năm hiện hành 2025").
fn year(low: &str) -> Option<String> {
    let mut years = low.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() == 4 && (w.starts_with("20") || w.starts_with("19")));
    let year = years.next().filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    years.next().is_none().then(|| year.to_owned())
}

/// What a title, in lower case, says.
fn kind(low: &str) -> Kind {
    let low = low.trim().trim_end_matches('.');
    let has = |words: &[&str]| words.iter().any(|w| low.contains(w));
    let estimated = low.split(' ').any(|w| w == "ước");
    let is = |words: &[&str]| words.contains(&low);
    if is(&["tt", "stt", "số tt", "số thứ tự"]) {
        Kind::Serial
    } else if has(&["ghi chú", "so sánh", "so với", "phối hợp", "tần suất", "đánh giá mức", "tăng, giảm", "tăng/giảm", "chênh lệch"])
    {
        Kind::Other
    } else if has(&["thời gian", "thời hạn", "tiến độ", "thời điểm hoàn thành"]) || is(&["hoàn thành", "ngày hoàn thành"])
    {
        Kind::Time
    } else if has(&["chủ trì", "đơn vị thực hiện", "cơ quan thực hiện", "trách nhiệm", "phụ trách", "phân công", "đầu mối"])
    {
        Kind::Body
    } else if has(&["đơn vị tính", "đvt", "đv tính"]) || is(&["đơn vị"]) {
        Kind::Unit
    } else if is(&["phường", "xã", "xã, phường", "phường, xã", "xã/phường", "phường/xã", "quận", "huyện", "quận, huyện", "địa phương"])
        || has(&["tên xã", "tên phường", "tên đơn vị", "đơn vị hành chính", "tên quận", "tên huyện"])
    {
        Kind::Population
    } else if has(&["nhiệm vụ", "nội dung", "công việc", "hoạt động", "tên chỉ tiêu", "chỉ số", "tiêu chí", "hạng mục"])
    {
        Kind::Task
    } else if (estimated || has(&["kết quả", "thực hiện", "thực đạt", "đạt được"])) && !has(&["kế hoạch", "dự kiến", "đầu ra", "sản phẩm"])
    {
        Kind::Reached
    } else if has(&["mục tiêu", "kế hoạch", "phấn đấu", "chỉ tiêu giao", "giao", "đến năm 20", "đến cuối năm 20"]) || low.starts_with("kh ")
    {
        Kind::Goal
    } else if has(&["chỉ tiêu"]) {
        Kind::Task
    } else {
        Kind::Other
    }
}

/// What only the row of titles as a whole tells.
fn settle(ctx: &Context, moods: &Moods, block: usize, columns: &mut [Column]) {
    // "Nội dung | Chỉ tiêu": the second naming column is the goal; beside figures or times it is neither
    let figures = columns.iter().any(|c| matches!(c.kind, Kind::Goal | Kind::Time));
    let mut seen = false;
    for c in columns.iter_mut().filter(|c| c.kind == Kind::Task) {
        if seen {
            c.kind = if figures || !lower(&c.title).contains("chỉ tiêu") { Kind::Other } else { Kind::Goal };
        }
        seen = true;
    }
    // "Đơn vị | Kế hoạch | Kết quả": with nothing measured named, whose figures they are
    if !seen
        && !columns.iter().any(|c| c.kind == Kind::Population)
        && let Some(c) = columns.iter_mut().find(|c| c.kind == Kind::Unit && lower(&c.title).trim() == "đơn vị")
    {
        c.kind = Kind::Population;
    }
    matrix(moods, block, columns);
    // a year alone: what is to come is planned, what is past was reached
    let Some(issued) = ctx.issued_year() else { return };
    let reports = moods.base(block) == Mood::Reports;
    let mut last = 0;
    let years: Vec<Option<u16>> = columns.iter().map(|c| alone(c).inspect(|y| last = last.max(*y))).collect();
    for (c, year) in columns.iter_mut().zip(years) {
        let Some(year) = year else { continue };
        c.kind = match year.cmp(&issued) {
            std::cmp::Ordering::Greater => Kind::Goal,
            std::cmp::Ordering::Less => Kind::Reached,
            std::cmp::Ordering::Equal if reports => Kind::Reached,
            std::cmp::Ordering::Equal if last == year => Kind::Goal,
            std::cmp::Ordering::Equal => Kind::Other,
        };
    }
}

/// "Phường | Đúng hạn | Số hóa": a column for each measure, a row for each body. Of a report the figures are reached, else planned.
fn matrix(moods: &Moods, block: usize, columns: &mut [Column]) {
    let told = |c: &Column| matches!(c.kind, Kind::Task | Kind::Time | Kind::Goal | Kind::Reached);
    if columns.iter().any(told) || !columns.iter().any(|c| c.kind == Kind::Population) {
        return;
    }
    let figures = if moods.base(block) == Mood::Reports { Kind::Reached } else { Kind::Goal };
    for c in columns.iter_mut().filter(|c| c.kind == Kind::Other) {
        if ["percent", "count", "rank", "money"].iter().any(|m| indicators::of(&c.title, m, "").is_some()) {
            (c.kind, c.measured) = (figures, true);
        }
    }
}

/// "Đơn vị tính: triệu đồng", "ĐVT: %" on one of the two lines above a table.
fn unit_above(ctx: &Context, table: &Table) -> String {
    let above = (0..table.blocks.start).rev().take(2).map(|i| ctx.doc.block_text(&ctx.doc.blocks[i]));
    for text in above {
        let low = lower(text);
        let said = ["đơn vị tính", "đvt", "đơn vị"].iter().find_map(|w| low.rfind(&format!("{w}:")).map(|at| at + w.len() + 1));
        let unit = said.and_then(|at| text.get(at..)).map(|u| u.trim_matches([' ', ')', '(', '*', '.', '_']));
        if let Some(unit) = unit.filter(|u| !u.is_empty() && u.chars().count() <= 24) {
            return unit.to_owned();
        }
    }
    String::new()
}

/// The year of a title that says nothing else: "Năm 2025", "2025".
fn alone(c: &Column) -> Option<u16> {
    let low = lower(&c.title);
    let year = low.strip_prefix("năm").unwrap_or(&low).trim();
    (c.kind == Kind::Other && year.len() == 4).then(|| year.parse().ok()).flatten()
}
