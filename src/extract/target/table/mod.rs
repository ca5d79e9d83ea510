//! Records from tables: a row with a task and a time is a dated task, a figure in a planned column a target, one in a reached column a
//! result. GUIDELINES §6 "More on targets".
//!
//! | file | does |
//! |---|---|
//! | `columns` | what the columns hold |
//! | `value` | the figure of a cell |

mod columns;
mod value;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use self::columns::{Column, Grid, Kind, is_serial};
use super::{Survey, deadline, subject};
use crate::extract::Context;
use crate::extract::figure;
use crate::extract::line::Line;
use crate::extract::mood::Moods;
use crate::model::{Bound, Percentage, ShareRole, Target};
use crate::text::blocks::{Row, Table};
use crate::text::fold::lower;

/// Reads the table that block `first` belongs to; gives the index of the block after it.
pub(super) fn find(
    survey: &Survey,
    first: usize,
    percentages: &[Percentage],
    targets: &mut Vec<Target>,
    results: &mut Vec<Target>,
) -> usize {
    let Some(table) = survey.ctx.doc.table_at(first) else { return first + 1 };
    if let Some(grid) = Grid::new(survey.ctx, &survey.moods, table) {
        for row in &grid.rows {
            read(survey, &grid, row, percentages, targets, results);
        }
    }
    table.blocks.end
}

/// What the shares in the cells of a table are there for.
#[derive(Debug, Default)]
pub struct Roles {
    /// By the first block of each table that was asked for.
    grids: BTreeMap<usize, Option<Grid>>,
}

impl Roles {
    /// The role that the column of a share gives it, where the block stands in a table of planned or reached figures.
    pub fn of(&mut self, ctx: &Context, moods: &Moods, block: usize, at: &Range<usize>) -> Option<ShareRole> {
        let table: &Table = ctx.doc.table_at(block)?;
        if moods.lays_down(block) {
            return None;
        }
        self.grids.entry(table.blocks.start).or_insert_with(|| Grid::new(ctx, moods, table)).as_ref()?.role(at)
    }
}

/// Records of one row.
fn read(survey: &Survey, grid: &Grid, row: &Row, percentages: &[Percentage], targets: &mut Vec<Target>, results: &mut Vec<Target>) {
    let text = survey.ctx.doc.text();
    let cell = |kind: Kind| grid.at(kind).and_then(|i| row.cells.get(i)).filter(|c| !c.is_empty());
    let words =
        |at: &&Range<usize>| text[(*at).clone()].chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_serial(&text[(*at).clone()]);
    let Some(name) = cell(Kind::Task).or_else(|| cell(Kind::Population)).filter(words).cloned() else { return };
    let line = Line::of(text, row.block, name.clone());
    let body = cell(Kind::Body).map(|c| text[c.clone()].to_owned());
    let population = cell(Kind::Population).map(|c| text[c.clone()].to_owned());
    if grid.at(Kind::Time).is_some() {
        if let Some(mut t) = cell(Kind::Time).and_then(|time| dated(survey, &line, &name, time)) {
            t.responsible = body.or(t.responsible);
            targets.push(t);
        }
        return;
    }
    let figures = |c: &&Column| matches!(c.kind, Kind::Goal | Kind::Reached);
    if !grid.columns.iter().any(|c| figures(&c)) {
        // "Chỉ tiêu | Chủ trì": the cell says it in a sentence
        let goals = grid.at(Kind::Task).is_some_and(|i| ["chỉ tiêu", "mục tiêu"].iter().any(|w| lower(&grid.columns[i].title).contains(w)));
        if goals && let Some(body) = body {
            let from = targets.len();
            survey.targets(&line, &figure::find(survey.ctx, &line), percentages, &mut HashMap::new(), targets);
            targets[from..].iter_mut().for_each(|t| t.responsible = Some(body.clone()));
        }
        return;
    }
    let unit = cell(Kind::Unit).map_or("", |c| &text[c.clone()]);
    for (column, at) in grid.columns.iter().zip(&row.cells).filter(|(c, at)| figures(c) && !at.is_empty()) {
        // the unit may stand in the title of the column or in brackets behind the name
        let units = [unit, value::bracket(&text[name.clone()]), value::bracket(&column.title), &grid.unit];
        let what = if column.measured { &column.title } else { &text[name.clone()] };
        let Some(mut t) = value::of(survey, &line, (&name, what), at, &units) else { continue };
        t.period = t.period.or_else(|| survey.titled(column.kind == Kind::Reached));
        // the name of what is measured may begin with a body that it does not charge
        t.responsible = body.clone().or(t.responsible.filter(|r| !text[name.clone()].contains(r.as_str())));
        t.population = population.clone().or(t.population).or_else(|| subject::level(&text[name.clone()]));
        match &column.time {
            Some((iso, true)) if column.kind == Kind::Goal => (t.deadline, t.deadline_bound) = (Some(iso.clone()), Some(Bound::By)),
            Some((iso, _)) => t.period = Some(iso.clone()),
            None => t.period = whole_year(&column.title, t.period.take()),
        }
        if column.kind == Kind::Goal { targets.push(t) } else { results.push(t) }
    }
}

/// "Kế hoạch năm" in a report on half a year is that of the whole.
fn whole_year(title: &str, period: Option<String>) -> Option<String> {
    let year = period.as_deref().and_then(|p| p.get(..4)).map(str::to_owned);
    let one = |p: &str| p.split('/').all(|end| end.get(..4) == year.as_deref());
    if lower(title).split(' ').any(|w| w == "năm") && period.as_deref().is_some_and(one) { year } else { period }
}

/// A dated task, if the time cell names a time.
fn dated(survey: &Survey, line: &Line, name: &Range<usize>, time: &Range<usize>) -> Option<Target> {
    let dates: Vec<_> = survey.ctx.dates_in(time).filter(|d| d.value.iso().is_some()).collect();
    let last = dates.last()?;
    let mut t = survey.task(line, name.clone(), name.clone(), name.start);
    place(survey, &mut t, name);
    let cell = Line::of(survey.ctx.doc.text(), line.block, time.clone());
    let due = deadline::read(&cell, last);
    // "Quý IV/2025 - Quý II/2026": from the first to the last
    let joined = dates.first().filter(|f| f.at.end < last.at.start && matches!(cell.slice(f.at.end..last.at.start).trim(), "-" | "đến"));
    let open = joined.and_then(|f| f.value.iso()).and_then(|iso| iso.split('/').next().map(str::to_owned));
    let close = due.iso();
    t.deadline = Some(match open {
        Some(open) => format!("{open}/{}", close.rsplit('/').next().unwrap_or(&close)),
        None => close.clone(),
    });
    t.deadline_bound = Some(due.bound);
    Some(t)
}

/// Puts a record on its cell.
fn place(survey: &Survey, t: &mut Target, at: &Range<usize>) {
    let (start, end, text) = survey.ctx.passage(at);
    (t.start, t.end, t.text) = (start, end, text);
}

#[cfg(test)]
mod tests {
    use crate::extract::percent;
    use crate::extract::target::find;
    use crate::extract::testing::context;
    use crate::model::{ShareRole, Target};
    use crate::text::Doc;

    fn records(text: &str, kind: &str) -> (Vec<String>, Vec<String>) {
        let doc = Doc::new(text);
        let ctx = context(&doc, kind);
        let (targets, results) = find(&ctx, &percent::find(&ctx));
        let show = |t: &Target| {
            let value = t.value.map_or(String::new(), |v| format!("{v} {}", t.unit_noun.as_deref().or(t.unit.as_deref()).unwrap_or("")));
            let parts = [&t.deadline, &t.period, &t.population, &t.responsible].map(|p| p.as_deref().unwrap_or("-").to_owned());
            format!("{}: {value} {}", t.subject.as_deref().unwrap_or(""), parts.join(" "))
        };
        (targets.iter().map(show).collect(), results.iter().map(show).collect())
    }

    fn lined(rows: &[&str]) -> String {
        let rows: Vec<String> = rows.iter().map(|r| format!("|\n{}\n|", r.replace('/', "\n|\n"))).collect();
        format!("Nội dung như sau:\n\n{}\n", rows.join("\n"))
    }

    #[test]
    fn tasks_with_their_times_from_cells_on_lines_of_their_own() {
        let table = lined(&[
            "TT/Nhiệm vụ/Chủ trì/Thời gian",
            "1/Rà soát quy chế/Phòng Nội vụ/Quý III năm 2024",
            "2/Đăng tin/Văn phòng/Thường xuyên",
            "3/Tổng kết/Văn phòng/Tháng 12 năm 2024",
        ]);
        let want = ["Rà soát quy chế:  2024-07/2024-09 - - Phòng Nội vụ", "Tổng kết:  2024-12 - - Văn phòng"];
        let doc = Doc::new(&table);
        let ctx = context(&doc, "KH");
        let (targets, _) = find(&ctx, &percent::find(&ctx));
        let got: Vec<String> = targets
            .iter()
            .map(|t| format!("{}:  {} - - {}", t.text, t.deadline.as_deref().unwrap_or(""), t.responsible.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn plan_and_result_stand_side_by_side() {
        let rows = [
            "TT/Chỉ tiêu/Đơn vị tính/Kế hoạch 2024/Thực hiện năm 2024/So sánh (%)",
            "1/Hồ sơ đúng hạn/%/98/96,5/98",
            "2/Lớp tập huấn/lớp/12/14/117",
        ];
        let piped = format!("{}\n", rows.map(|r| format!("| {} |", r.replace('/', " | "))).join("\n"));
        for text in [lined(&rows), piped] {
            let (targets, results) = records(&text, "BC");
            assert_eq!(targets, ["Hồ sơ đúng hạn: 98 percent - 2024 - -", "Lớp tập huấn: 12 lớp - 2024 - -"], "{text}");
            assert_eq!(results, ["Hồ sơ đúng hạn: 96.5 percent - 2024 - -", "Lớp tập huấn: 14 lớp - 2024 - -"], "{text}");
        }
    }

    #[test]
    fn years_populations_and_units_of_columns() {
        let (targets, results) = records(
            "| Chỉ tiêu (%) | Năm 2023 | Năm 2025 | Đến năm 2030 |\n|---|---|---|---|\n| Hộ có nước sạch (%) | 80 | ≥ 90 | 100 |\n",
            "KH",
        );
        assert_eq!(targets, ["Hộ có nước sạch (%): 90 percent - 2025 - -", "Hộ có nước sạch (%): 100 percent 2030 - - -"]);
        assert_eq!(results, ["Hộ có nước sạch (%): 80 percent - 2023 - -"]);
        let (targets, results) = records("| Phường | Mục tiêu | Kết quả |\n|---|---|---|\n| Phường Một | 85% | 80% |\n", "BC");
        assert_eq!(targets, ["Phường Một: 85 percent - - Phường Một -"]);
        assert_eq!(results, ["Phường Một: 80 percent - - Phường Một -"]);
    }

    #[test]
    fn a_column_for_each_measure() {
        let table = "| TT | Phường | Hồ sơ đúng hạn | Số hóa | Sáng kiến |\n|---|---|---|---|---|\n| 1 | Bạch Đằng | 98% | 70% | 02 |\n";
        let (targets, results) = records(table, "QĐ");
        assert_eq!(
            targets,
            ["Hồ sơ đúng hạn: 98 percent - - Bạch Đằng -", "Số hóa: 70 percent - - Bạch Đằng -", "Sáng kiến: 2 count - - Bạch Đằng -"]
        );
        assert!(results.is_empty());
    }

    #[test]
    fn a_unit_above_the_table() {
        let table = "Đơn vị tính: triệu đồng\n\n| Nội dung | Dự toán giao 2025 |\n|---|---|\n| Thu nội địa | 11.080.000 |\n";
        let (targets, _) = records(table, "KH");
        assert_eq!(targets, ["Thu nội địa: 11080000 triệu đồng - 2025 - -"]);
    }

    #[test]
    fn shares_take_the_role_of_their_column() {
        let doc = Doc::new("| Nội dung | Kế hoạch | Kết quả |\n|---|---|---|\n| Hồ sơ số | 85% | 80% |\n");
        let ctx = context(&doc, "BC");
        let roles: Vec<ShareRole> = percent::find(&ctx).iter().map(|p| p.role).collect();
        assert_eq!(roles, [ShareRole::Target, ShareRole::Result]);
    }

    #[test]
    fn a_head_of_two_rows() {
        let rows = ["TT/Chỉ tiêu/Năm 2024/Ghi chú", "Kế hoạch/Ước thực hiện", "1/Hồ sơ số (%)/70/72/Tốt", "2/Lớp (lớp)/4/5/Tốt"];
        let (targets, results) = records(&lined(&rows), "BC");
        assert_eq!(targets, ["Hồ sơ số (%): 70 percent - 2024 - -", "Lớp (lớp): 4 lớp - 2024 - -"]);
        assert_eq!(results, ["Hồ sơ số (%): 72 percent - 2024 - -", "Lớp (lớp): 5 lớp - 2024 - -"]);
    }
}
