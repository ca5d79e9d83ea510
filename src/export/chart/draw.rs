//! The picture: its measures, head and axis; [`super::row`] draws the rows.

use std::io;

use super::Chart;
use super::pen::{Attributes, Pen, Value, clean};
use super::row::Row;
use super::scale::Scale;
use super::text::{lines, width};
use crate::query::words::{Lang, number};

pub(super) const WIDTH: f64 = 860.0;
pub(super) const MARGIN: f64 = 28.0;
/// Names of rows.
pub(super) const NAMES: f64 = 232.0;
/// Each of the two columns of figures.
pub(super) const FIGURES: f64 = 112.0;
const GAP: f64 = 18.0;
/// The bars: between names and figures.
const LEFT: f64 = MARGIN + NAMES + GAP;
const RIGHT: f64 = WIDTH - MARGIN - 2.0 * FIGURES - 2.0 * GAP;
/// Where the two columns of figures begin.
pub(super) const TARGETS: f64 = RIGHT + GAP + 6.0;
pub(super) const RESULTS: f64 = TARGETS + FIGURES + GAP - 6.0;

const TITLE: f64 = 20.0;
pub(super) const NAME: f64 = 13.0;
pub(super) const SMALL: f64 = 11.5;
/// How much wider bold letters are.
const BOLD: f64 = 1.12;
/// From one line to the next.
pub(super) const LINE: f64 = 1.3;
pub(super) const BAR: f64 = 16.0;
pub(super) const TARGET: f64 = 26.0;

/// What Windows, macOS and Linux have, all with Vietnamese letters. Arial is late: on Linux its name stands for a font without them, and
/// every second letter would come from another one.
const FONTS: &str = "'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
/// Sky blue of Okabe and Ito; black stays clear on it, also on a copier.
const BLUE: &str = "#56b4e9";
pub(super) const EDGE: &str = "#1f6f9f";
pub(super) const INK: &str = "#1a1a1a";
pub(super) const SOFT: &str = "#555555";
const RULE: &str = "#dddddd";

/// The whole SVG.
pub(super) fn picture(chart: &Chart, lang: Lang) -> io::Result<String> {
    let values = chart.rows.iter().flat_map(|r| r.target.iter().chain(&r.result)).map(|v| v.value);
    let scale = Scale::of(values, &chart.unit);
    let rows: Vec<Row> = chart.rows.iter().map(|r| Row::new(r, lang)).collect();
    let (title, _) = lines(&clean(&chart.title), TITLE * BOLD, WIDTH - 2.0 * MARGIN, 3);
    let mut said = clean(&chart.subtitle);
    if scale.dots {
        let right = if scale.ranks {
            lang.pick("Rank 1 is the best and stands at the right.", "Hạng 1 là cao nhất, nằm ở bên phải.")
        } else {
            lang.pick("The axis does not begin at 0.", "Trục không bắt đầu từ 0.")
        };
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
        legend(pen, head - 12.0, scale.dots, lang)?;
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

pub(super) const fn missing(lang: Lang) -> &'static str {
    lang.pick("no data yet", "chưa có số liệu")
}

/// The heads of the two columns of figures, each with its mark.
fn legend(pen: &mut Pen, y: f64, dots: bool, lang: Lang) -> io::Result<()> {
    let head = |pen: &mut Pen, x: f64, text: &str| {
        pen.words("text", &[("x", x.into()), ("y", y.into()), ("font-size", SMALL.into()), ("font-weight", "bold".into())], text)
    };
    target_mark(pen, TARGETS + 3.0, y - 4.5, 16.0)?;
    head(pen, TARGETS + 12.0, lang.pick("target", "chỉ tiêu"))?;
    if dots {
        dot(pen, RESULTS + 7.0, y - 4.5)?;
    } else {
        bar(pen, RESULTS, RESULTS + 16.0, y - 4.5, 11.0)?;
    }
    head(pen, RESULTS + 22.0, lang.pick("result", "kết quả"))
}

pub(super) fn target_mark(pen: &mut Pen, x: f64, middle: f64, height: f64) -> io::Result<()> {
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

pub(super) fn bar(pen: &mut Pen, from: f64, to: f64, middle: f64, height: f64) -> io::Result<()> {
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

pub(super) fn dot(pen: &mut Pen, x: f64, middle: f64) -> io::Result<()> {
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

pub(super) fn rule(pen: &mut Pen, from: f64, to: f64, y: f64) -> io::Result<()> {
    pen.mark("line", &[("x1", from.into()), ("x2", to.into()), ("y1", y.into()), ("y2", y.into()), ("stroke", RULE.into())])
}

pub(super) fn place(scale: &Scale, value: f64) -> f64 {
    LEFT + scale.at(value) * (RIGHT - LEFT)
}
