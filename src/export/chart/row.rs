//! [`Row`]: one row of the picture: name, bar, mark, figures.

use std::io;

use super::draw::{
    BAR, EDGE, FIGURES, INK, LINE, MARGIN, NAME, NAMES, RESULTS, SMALL, SOFT, TARGET, TARGETS, WIDTH, bar, dot, missing, place, rule,
    target_mark,
};
use super::pen::{Attributes, Pen, clean};
use super::scale::Scale;
use super::text::{lines, width};
use super::{ChartRow, ChartValue};
use crate::query::words::Lang;

/// Lines of words in one cell: their size, whether soft.
struct Cell(Vec<(String, f64, bool)>);

impl Cell {
    fn height(&self) -> f64 {
        self.0.iter().map(|(_, size, _)| size * LINE).sum()
    }

    /// Draws the lines around a middle.
    fn draw(&self, pen: &mut Pen, x: f64, middle: f64, anchor: &str) -> io::Result<()> {
        let mut y = middle - self.height() / 2.0;
        for (line, size, soft) in &self.0 {
            let colour = if *soft { SOFT } else { INK };
            // capitals sit a third of the size over the middle of their line
            let base = y + size * LINE / 2.0 + size * 0.36;
            pen.words(
                "text",
                &[
                    ("x", x.into()),
                    ("y", base.into()),
                    ("font-size", (*size).into()),
                    ("fill", colour.into()),
                    ("text-anchor", anchor.into()),
                ],
                line,
            )?;
            y += size * LINE;
        }
        Ok(())
    }
}

/// A row laid out.
pub(super) struct Row<'a> {
    of: &'a ChartRow,
    name: Cell,
    target: Cell,
    result: Cell,
    /// All of it in one line, for who points at it or listens.
    whole: String,
    /// In px.
    pub height: f64,
}

impl<'a> Row<'a> {
    /// Lays out a row.
    pub fn new(row: &'a ChartRow, lang: Lang) -> Self {
        let label = clean(&row.label);
        let name = Cell(lines(&label, NAME, NAMES, 2).0.into_iter().map(|l| (l, NAME, false)).collect());
        let target = figures(row.target.as_ref(), lang.pick("none found", "không thấy"));
        let result = figures(row.result.as_ref(), missing(lang));
        let said = |v: Option<&ChartValue>, none: &str| {
            v.map_or_else(|| none.to_owned(), |v| v.note.as_ref().map_or_else(|| v.label.clone(), |n| format!("{} ({n})", v.label)))
        };
        let whole = format!(
            "{label} – {}: {}; {}: {}",
            lang.pick("target", "chỉ tiêu"),
            said(row.target.as_ref(), lang.pick("none found", "không thấy")),
            lang.pick("result", "kết quả"),
            said(row.result.as_ref(), missing(lang)),
        );
        let height = name.height().max(target.height()).max(result.height()).max(TARGET) + 12.0;
        Self { of: row, name, target, result, whole, height }
    }

    /// Draws it below `top`.
    pub fn draw(&self, pen: &mut Pen, scale: &Scale, top: f64) -> io::Result<()> {
        let middle = top + self.height / 2.0;
        pen.around("g", &[], |pen| {
            pen.words("title", &[], &self.whole)?;
            // something to point at where the row is empty
            pen.mark(
                "rect",
                &[
                    ("x", MARGIN.into()),
                    ("y", top.into()),
                    ("width", (WIDTH - 2.0 * MARGIN).into()),
                    ("height", self.height.into()),
                    ("fill-opacity", "0".into()),
                ],
            )?;
            rule(pen, MARGIN, WIDTH - MARGIN, top + self.height)?;
            self.name.draw(pen, MARGIN, middle, "start")?;
            let (target, result) =
                (self.of.target.as_ref().map(|v| place(scale, v.value)), self.of.result.as_ref().map(|v| place(scale, v.value)));
            match result {
                Some(x) if scale.dots => {
                    if let Some(from) = target {
                        let attributes: Attributes<'_> = &[
                            ("x1", from.into()),
                            ("x2", x.into()),
                            ("y1", middle.into()),
                            ("y2", middle.into()),
                            ("stroke", EDGE.into()),
                            ("stroke-width", "1.5".into()),
                        ];
                        pen.mark("line", attributes)?;
                    }
                    if let Some(at) = target {
                        target_mark(pen, at, middle, TARGET)?;
                    }
                    dot(pen, x, middle)?;
                }
                Some(x) => bar(pen, place(scale, 0.0), x, middle, BAR)?,
                None => {}
            }
            // a mark stands over its bar, and under a dot, which would vanish behind it
            if let Some(x) = target.filter(|_| !scale.dots || result.is_none()) {
                target_mark(pen, x, middle, TARGET)?;
            }
            self.target.draw(pen, TARGETS, middle, "start")?;
            self.result.draw(pen, RESULTS, middle, "start")
        })
    }
}

/// A value in words with its note, or what stands for it.
fn figures(value: Option<&ChartValue>, none: &str) -> Cell {
    let Some(value) = value else {
        return Cell(lines(none, SMALL, FIGURES, 2).0.into_iter().map(|l| (l, SMALL, true)).collect());
    };
    let label = clean(&value.label);
    let size = if width(&label, NAME) <= FIGURES { NAME } else { SMALL };
    let mut all: Vec<_> = lines(&label, size, FIGURES, 2).0.into_iter().map(|l| (l, size, false)).collect();
    if let Some(note) = &value.note {
        all.extend(lines(&clean(note), SMALL, FIGURES, 2).0.into_iter().map(|l| (l, SMALL, true)));
    }
    Cell(all)
}
