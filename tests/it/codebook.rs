//! `docs/CODEBOOK.md` defines every column that the program writes of targets, pairs, pivots and tasks, `docs/FINDINGS.md` every code of a
//! finding.

use std::collections::BTreeSet;

use vanthu::export::Tabular;
use vanthu::link::findings;
use vanthu::query::targets::{PairRow, PivotRow, TargetRow};
use vanthu::query::tasks::TaskRow;

/// Names in back quotes in the first cell of the rows under a heading.
fn defined<'a>(book: &'a str, heading: &str) -> BTreeSet<&'a str> {
    let part = book.split("\n## ").find(|p| p.starts_with(heading)).unwrap_or_else(|| panic!("no part {heading}"));
    let cells = part.lines().filter(|l| l.starts_with("| `")).filter_map(|l| l.split('|').nth(1));
    cells.flat_map(|c| c.split('`').skip(1).step_by(2)).collect()
}

fn check(book: &str, heading: &str, columns: &[&str]) {
    let wanted: BTreeSet<&str> = columns.iter().copied().collect();
    assert_eq!(defined(book, heading), wanted, "{heading}");
}

#[test]
fn every_column_is_defined_and_none_besides() {
    let book = include_str!("../../docs/CODEBOOK.md");
    check(book, "One row a target", TargetRow::COLUMNS);
    check(book, "Plan beside report", PairRow::COLUMNS);
    check(book, "Pivots", PivotRow::COLUMNS);
    check(book, "Tasks", TaskRow::COLUMNS);
}

#[test]
fn every_code_is_defined_and_none_besides() {
    let page = include_str!("../../docs/FINDINGS.md");
    check(page, "Inside one document", &findings::CODES);
    assert!(findings::CODES.is_sorted());
    // severity, meaning, example and limits of each
    let rows = page.lines().filter(|l| l.starts_with("| `"));
    for row in rows {
        let cells: Vec<&str> =
            row.replace("\\|", "/").split('|').map(|c| c.trim().len()).map(|n| if n > 0 { "said" } else { "" }).collect();
        assert_eq!(cells, ["", "said", "said", "said", "said", "said", ""], "{row}");
    }
}
