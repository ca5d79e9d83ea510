//! The picture: head, axis, one row after the other.

use std::io;

use super::pen::{Attributes, Pen, Value, clean};
use super::scale::Scale;
use super::text::{lines, width};
use super::{Chart, ChartRow, ChartValue};
use crate::query::words::{Lang, number};

const WIDTH: f64 = 860.0;
const MARGIN: f64 = 28.0;
/// Names of rows.
const NAMES: f64 = 232.0;
/// Each of the two columns of figures.
const FIGURES: f64 = 112.0;
const GAP: f64 = 18.0;
/// The bars: between names and figures.
const LEFT: f64 = MARGIN + NAMES + GAP;
const RIGHT: f64 = WIDTH - MARGIN - 2.0 * FIGURES - 2.0 * GAP;
/// Where the two columns of figures begin.
const TARGETS: f64 = RIGHT + GAP + 6.0;
const RESULTS: f64 = TARGETS + FIGURES + GAP - 6.0;

const TITLE: f64 = 20.0;
const NAME: f64 = 13.0;
const SMALL: f64 = 11.5;
/// How much wider bold letters are.
const BOLD: f64 = 1.12;
/// From one line to the next.
const LINE: f64 = 1.3;
const BAR: f64 = 16.0;
const TARGET: f64 = 26.0;

/// What Windows, macOS and Linux have, all with Vietnamese letters. Arial is late: on Linux its name stands for a font without them, and
/// every second letter would come from another one.
const FONTS: &str = "'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
/// Sky blue of Okabe and Ito; black stays clear on it, also on a copier.
const BLUE: &str = "#56b4e9";
const EDGE: &str = "#1f6f9f";
const INK: &str = "#1a1a1a";
const SOFT: &str = "#555555";
const RULE: &str = "#dddddd";

/// The whole SVG.
pub(super) fn picture(chart: &Chart, lang: Lang) -> io::Result<String> {
    let values = chart.rows.iter().flat_map(|r| r.target.iter().chain(&r.result)).map(|v| v.value);
    let scale = Scale::of(values, &chart.unit);
    let rows: Vec<Row> = chart.rows.iter().map(|r| Row::new(r, lang)).collect();
    let (title, _) = lines(&clean(&chart.title), TITLE * BOLD, WIDTH - 2.0 * MARGIN, 3);
    let mut said = clean(&chart.subtitle);
    if scale.ranks {
        let right = lang.pick("Rank 1 is the best and stands at the right.", "Hạng 1 là cao nhất, nằm ở bên phải.");
        said = if said.is_empty() { right.to_owned() } else { format!("{said}. {right}").replace(".. ", ". ") };
    }
    let (subtitle, _) = lines(&said, NAME, WIDTH - 2.0 * MARGIN, 3);
    let head = MARGIN + title.len() as f64 * TITLE * LINE + subtitle.len() as f64 * NAME * LINE + 34.0;
    let body: f64 = if rows.is_empty() { 56.0 } else { rows.iter().map(|r| r.height).sum() };
    let height = head + body + 26.0 + MARGIN / 2.0;

    let mut pen = Pen::new();
    let all: Attributes<'_> = &[
        ("xmlns", "http://www.w3.org/2000/svg".into()),
        ("width", WIDTH.into()),
        ("height", height.ceil().into()),
        ("viewBox", Value::Word(&format!("0 0 {WIDTH} {}", height.ceil()))),
        ("role", "img".into()),
        ("aria-label", chart.title.as_str().into()),
        ("font-family", FONTS.into()),
        ("font-size", NAME.into()),
        ("fill", INK.into()),
    ];
    pen.around("svg", all, |pen| {
        pen.words("title", &[], &chart.title)?;
        pen.mark("rect", &[("width", "100%".into()), ("height", "100%".into()), ("fill", "#ffffff".into())])?;
        let mut y = MARGIN + TITLE * 0.8;
        for line in &title {
            pen.words("text", &[("x", MARGIN.into()), ("y", y.into()), ("font-size", TITLE.into()), ("font-weight", "bold".into())], line)?;
            y += TITLE * LINE;
        }
        for line in &subtitle {
            pen.words("text", &[("x", MARGIN.into()), ("y", y.into()), ("fill", SOFT.into())], line)?;
            y += NAME * LINE;
        }
        legend(pen, head - 12.0, scale.ranks, lang)?;
        axis(pen, &scale, &chart.unit, head, head + body, lang)?;
        let mut top = head;
        for row in &rows {
            row.draw(pen, &scale, top)?;
            top += row.height;
        }
        if rows.is_empty() {
            let at = head + body / 2.0 + 5.0;
            pen.words("text", &[("x", MARGIN.into()), ("y", at.into()), ("fill", SOFT.into())], missing(lang))?;
        }
        Ok(())
    })?;
    pen.finish()
}

const fn missing(lang: Lang) -> &'static str {
    lang.pick("no data yet", "chưa có số liệu")
}

/// The heads of the two columns of figures, each with its mark.
fn legend(pen: &mut Pen, y: f64, ranks: bool, lang: Lang) -> io::Result<()> {
    let head = |pen: &mut Pen, x: f64, text: &str| {
        pen.words("text", &[("x", x.into()), ("y", y.into()), ("font-size", SMALL.into()), ("font-weight", "bold".into())], text)
    };
    target_mark(pen, TARGETS + 3.0, y - 4.5, 16.0)?;
    head(pen, TARGETS + 12.0, lang.pick("target", "chỉ tiêu"))?;
    if ranks {
        dot(pen, RESULTS + 7.0, y - 4.5)?;
    } else {
        bar(pen, RESULTS, RESULTS + 16.0, y - 4.5, 11.0)?;
    }
    head(pen, RESULTS + 22.0, lang.pick("result", "kết quả"))
}

fn target_mark(pen: &mut Pen, x: f64, middle: f64, height: f64) -> io::Result<()> {
    pen.mark(
        "rect",
        &[
            ("x", (x - 2.0).into()),
            ("y", (middle - height / 2.0).into()),
            ("width", 4.0.into()),
            ("height", height.into()),
            ("fill", INK.into()),
            ("stroke", "#ffffff".into()),
        ],
    )
}

fn bar(pen: &mut Pen, from: f64, to: f64, middle: f64, height: f64) -> io::Result<()> {
    pen.mark(
        "rect",
        &[
            ("x", from.min(to).into()),
            ("y", (middle - height / 2.0).into()),
            // a result of 0 is a result
            ("width", (to - from).abs().max(1.5).into()),
            ("height", height.into()),
            ("fill", BLUE.into()),
            ("stroke", EDGE.into()),
            ("stroke-width", "0.75".into()),
        ],
    )
}

fn dot(pen: &mut Pen, x: f64, middle: f64) -> io::Result<()> {
    pen.mark(
        "circle",
        &[
            ("cx", x.into()),
            ("cy", middle.into()),
            ("r", 7.0.into()),
            ("fill", BLUE.into()),
            ("stroke", EDGE.into()),
            ("stroke-width", "1.5".into()),
        ],
    )
}

/// The unit in words, where the figures under the axis do not carry it.
fn unit_name(unit: &str, lang: Lang) -> Option<String> {
    match unit {
        "percent" | "rank" | "count" | "ratio" | "" => None,
        "points" => Some(lang.pick("points", "điểm").to_owned()),
        "times/year" => Some(lang.pick("times a year", "lần/năm").to_owned()),
        "months/time" => Some(lang.pick("months from one time to the next", "tháng/lần").to_owned()),
        unit => Some(clean(unit)),
    }
}

/// Lines of the ticks with their figures below, the unit above.
fn axis(pen: &mut Pen, scale: &Scale, unit: &str, top: f64, bottom: f64, lang: Lang) -> io::Result<()> {
    rule(pen, MARGIN, WIDTH - MARGIN, top)?;
    if let Some(name) = unit_name(unit, lang) {
        let (line, _) = lines(&name, SMALL, RIGHT - LEFT, 1);
        let text = line.first().map_or("", String::as_str);
        pen.words("text", &[("x", LEFT.into()), ("y", (top - 12.0).into()), ("font-size", SMALL.into()), ("fill", SOFT.into())], text)?;
    }
    let words = |tick: f64| {
        let figure = number((tick * 1e9).round() / 1e9 + 0.0, lang);
        if unit == "percent" { format!("{figure}%") } else { figure }
    };
    // long figures stand under every second or third line
    let widest = scale.ticks.iter().map(|t| width(&words(*t), SMALL)).fold(0.0, f64::max) + 8.0;
    let every = (widest * (scale.ticks.len() as f64 - 1.0) / (RIGHT - LEFT)).ceil().max(1.0) as usize;
    for (i, tick) in scale.ticks.iter().enumerate() {
        let x = place(scale, *tick);
        let strong = tick.abs() < 1e-12 && !scale.ranks;
        let colour = if strong { SOFT } else { RULE };
        pen.mark(
            "line",
            &[("x1", x.into()), ("x2", x.into()), ("y1", top.into()), ("y2", (bottom + 4.0).into()), ("stroke", colour.into())],
        )?;
        if i % every != 0 {
            continue;
        }
        pen.words(
            "text",
            &[
                ("x", x.into()),
                ("y", (bottom + 20.0).into()),
                ("font-size", SMALL.into()),
                ("fill", SOFT.into()),
                ("text-anchor", "middle".into()),
            ],
            &words(*tick),
        )?;
    }
    Ok(())
}

fn rule(pen: &mut Pen, from: f64, to: f64, y: f64) -> io::Result<()> {
    pen.mark("line", &[("x1", from.into()), ("x2", to.into()), ("y1", y.into()), ("y2", y.into()), ("stroke", RULE.into())])
}

fn place(scale: &Scale, value: f64) -> f64 {
    LEFT + scale.at(value) * (RIGHT - LEFT)
}

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
struct Row<'a> {
    row: &'a ChartRow,
    name: Cell,
    target: Cell,
    result: Cell,
    /// All of it in one line, for who points at it or listens.
    whole: String,
    height: f64,
}

impl<'a> Row<'a> {
    fn new(row: &'a ChartRow, lang: Lang) -> Self {
        let label = clean(&row.label);
        let name = Cell(lines(&label, NAME, NAMES, 2).0.into_iter().map(|l| (l, NAME, false)).collect());
        let target = figures(row.target.as_ref(), lang.pick("no target found", "không thấy chỉ tiêu"));
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
        Self { row, name, target, result, whole, height }
    }

    fn draw(&self, pen: &mut Pen, scale: &Scale, top: f64) -> io::Result<()> {
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
                (self.row.target.as_ref().map(|v| place(scale, v.value)), self.row.result.as_ref().map(|v| place(scale, v.value)));
            match result {
                Some(x) if scale.ranks => {
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
            if let Some(x) = target.filter(|_| !scale.ranks || result.is_none()) {
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
