//! Targets and results for people: by document, plan beside report, pivots, and the chart's words.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::export::Style;
use crate::export::chart::{Chart, ChartRow, ChartValue};
use crate::export::table::{columns, cut, heading, one_line};
use crate::index::paths::named;
use crate::lexicon::indicators;
use crate::query::targets::pair::Reached;
use crate::query::targets::period::Relation;
use crate::query::targets::{PairRow, PivotRow, TargetRow};
use crate::query::words::{Lang, document, figure, file_name, issuer_short};

/// Longest subject in a table, in columns; JSON and CSV have all of it.
const SUBJECT: usize = 180;

/// What a document is, in one line: its number, else its title, else its file; issuer, date, file.
pub fn document_line([number, title, issuer, issued_on]: [Option<&str>; 4], (path, part): (&str, Option<u32>)) -> String {
    let mut parts = vec![one_line(&document(number, title, path))];
    parts.extend(issuer.map(|i| one_line(&issuer_short(i))));
    parts.extend(issued_on.map(one_line));
    let file = one_line(&named(file_name(path), part));
    let name = parts.join(" · ");
    if name == file { name } else { format!("{name} ({file})") }
}

/// What a row speaks of: its subject, else its sentence.
fn about(row: &TargetRow) -> String {
    let t = &row.target;
    // the counted noun alone ("người") says too little
    let said = t.subject.as_ref().filter(|s| t.unit_noun.as_ref() != Some(s)).unwrap_or(&t.text);
    cut(&one_line(&said.replace("**", "")), SUBJECT)
}

/// Each document once, its rows under it.
///
/// # Errors
/// Where `out` refuses.
pub fn by_document(out: &mut dyn Write, style: Style, rows: &[TargetRow]) -> io::Result<()> {
    let lang = style.lang;
    let (kind, value, due) = (lang.pick(6, 8), 18, 10);
    let subject = style.width.saturating_sub(2 + kind + value + due + 6).max(20);
    let names = [
        (lang.pick("kind", "loại"), kind),
        (lang.pick("subject", "nội dung"), subject),
        (lang.pick("figure", "mức"), value),
        (lang.pick("deadline", "thời hạn"), due),
    ];
    columns(out, 2, &names)?;
    let mut last = None;
    for row in rows {
        let here = (&row.path, row.part);
        if last != Some(here) {
            let said = [&row.number, &row.title, &row.issuer, &row.issued_on].map(|f| f.as_deref());
            heading(out, style, &document_line(said, (&row.path, row.part)))?;
            last = Some(here);
        }
        let t = &row.target;
        let word = if row.kind == "target" { lang.pick("target", "chỉ tiêu") } else { lang.pick("result", "kết quả") };
        let when = t.deadline.as_ref().or(t.as_of.as_ref()).map(|d| one_line(d)).unwrap_or_default();
        columns(out, 2, &[(word, kind), (&about(row), subject), (&one_line(&figure(t, lang)), value), (&when, due)])?;
    }
    Ok(())
}

/// Whether a target was reached, in words.
const fn reached(r: Reached, lang: Lang) -> &'static str {
    match r {
        Reached::Yes => lang.pick("reached", "đạt"),
        Reached::No => lang.pick("missed", "chưa đạt"),
        Reached::NotYet => lang.pick("not yet", "chưa tới"),
        Reached::Unclear => lang.pick("unclear", "chưa rõ"),
    }
}

/// How the report's time lies to the plan's, in words; equal times need none.
const fn relation(r: Relation, lang: Lang) -> &'static str {
    match r {
        Relation::Equal => "",
        Relation::YearToDate => lang.pick("year to date", "lũy kế từ đầu năm"),
        Relation::Part => lang.pick("part of the time", "một phần thời gian"),
        Relation::Longer => lang.pick("longer time", "thời gian dài hơn"),
    }
}

/// A difference with its sign; percentages in points.
fn signed(difference: f64, lang: Lang) -> String {
    let text = format!("{difference:+}");
    if lang == Lang::Vietnamese { text.replace('.', ",") } else { text }
}

/// Plan beside report: a heading for each body, plan and report; what has no counterpart stands at the end of its body.
///
/// # Errors
/// Where `out` refuses.
pub fn beside(out: &mut dyn Write, style: Style, rows: &[PairRow]) -> io::Result<()> {
    let lang = style.lang;
    let (value, gap, mark) = (14, 7, 8);
    let subject = style.width.saturating_sub(2 + 2 * value + gap + mark + 8).max(20);
    let names = [
        (lang.pick("measure", "nội dung"), subject),
        (lang.pick("plan", "kế hoạch"), value),
        (lang.pick("report", "thực hiện"), value),
        (lang.pick("differs", "chênh"), gap),
        ("", mark),
    ];
    columns(out, 2, &names)?;
    let side = |row: Option<&TargetRow>| row.map(|r| (r.path.clone(), r.part));
    let mut rows: Vec<&PairRow> = rows.iter().collect();
    // bodies of which both sides are held come first
    let held: BTreeSet<_> = rows.iter().filter(|p| p.relation.is_some()).map(|p| (p.place.clone(), p.issuer.clone())).collect();
    rows.sort_by_cached_key(|p| {
        let body = (p.place.clone(), p.issuer.clone());
        let missing = (p.relation.is_none(), p.target.is_none());
        (!held.contains(&body), body, missing, side(p.target.as_ref()), side(p.result.as_ref()))
    });
    let mut last = None;
    for row in rows {
        let here = (side(row.target.as_ref()), side(row.result.as_ref()));
        if last.as_ref() != Some(&here) {
            heading(out, style, &pair_line(row, lang))?;
            last = Some(here);
        }
        let Some(any) = row.target.as_ref().or(row.result.as_ref()) else { continue };
        let shown = |r: Option<&TargetRow>| r.map_or("—".to_owned(), |r| one_line(&figure(&r.target, lang)));
        let known = any.target.indicator.as_deref().and_then(indicators::by_id).map(|i| i.name.clone());
        let mut name = known.filter(|_| any.in_unit()).unwrap_or_else(|| cut(&about(any), 2 * subject));
        if let Some(population) = &any.target.population {
            name = format!("{name} ({})", one_line(population));
        }
        let verdict = match row.reached {
            Some(r) if row.candidates == 1 => reached(r, lang).to_owned(),
            Some(_) => format!("? 1/{}", row.candidates),
            None => String::new(),
        };
        let difference = row.difference.map(|d| signed(d, lang)).unwrap_or_default();
        let cells = [
            (name.as_str(), subject),
            (&shown(row.target.as_ref()), value),
            (&shown(row.result.as_ref()), value),
            (&difference, gap),
            (&verdict, mark),
        ];
        columns(out, 2, &cells)?;
    }
    Ok(())
}

/// "UBND quận Tây Hồ: 15/KH-UBND (2024) → 178/BC-UBND (2024-01/2024-06, year to date)".
fn pair_line(row: &PairRow, lang: Lang) -> String {
    let name = |r: &TargetRow| one_line(&document(r.number.as_deref(), r.title.as_deref(), &r.path));
    let body = row.issuer.as_deref().map_or_else(|| lang.pick("body not known", "chưa rõ cơ quan").to_owned(), issuer_short);
    let body = one_line(&body);
    match (&row.target, &row.result, row.relation) {
        (Some(t), Some(r), Some(times)) => {
            let time = |r: &TargetRow| r.about.clone().unwrap_or_default();
            let said = [time(r), relation(times, lang).to_owned()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
            format!("{body}: {} ({}) → {} ({said})", name(t), time(t), name(r))
        }
        (Some(t), ..) => format!("{body}: {} · {}", name(t), lang.pick("no result found", "chưa thấy kết quả")),
        (None, Some(r), _) => format!("{body}: {} · {}", name(r), lang.pick("no target found", "chưa thấy chỉ tiêu")),
        (None, None, _) => body,
    }
}

/// Target beside result, under the name of each indicator.
///
/// # Errors
/// Where `out` refuses.
pub fn pivoted(out: &mut dyn Write, style: Style, rows: &[PivotRow]) -> io::Result<()> {
    let lang = style.lang;
    let (value, gap) = (19, 9);
    let name = style.width.saturating_sub(2 + 2 * (value + 2) + gap + 2).max(20);
    let names = [
        ("", name),
        (lang.pick("target", "chỉ tiêu"), value),
        (lang.pick("result", "kết quả"), value),
        (lang.pick("differs", "chênh"), gap),
    ];
    columns(out, 2, &names)?;
    let mut last = "";
    for row in rows {
        if row.indicator != last {
            heading(out, style, &one_line(&measure(&row.indicator, lang)))?;
            last = &row.indicator;
        }
        let figures = |count: usize, chosen: Option<&String>, values: &[String]| match (count, chosen, values) {
            (0, ..) => "—".to_owned(),
            (_, Some(one), all) if all.len() > 1 => format!("{} (+{})", one_line(one), all.len() - 1),
            (_, _, []) => format!("({count})"),
            (_, _, all) => one_line(&all.join("; ")),
        };
        let target = figures(row.targets, row.target_shown.as_ref(), &row.target_values);
        let mut result = figures(row.results, row.result_shown.as_ref(), &row.result_values);
        if let Some(time) = &row.result_about {
            result = format!("{result} [{time}]");
        }
        let difference = row.difference.map(|d| signed(d, lang)).unwrap_or_default();
        columns(out, 2, &[(&one_line(&row.group), name), (&target, value), (&result, value), (&difference, gap)])?;
    }
    Ok(())
}

/// A picture of the pivot rows of one measure, in its words.
#[must_use]
pub fn chart(rows: &[PivotRow], subtitle: &str, lang: Lang) -> Chart {
    let name = rows.first().map_or_else(String::new, |r| {
        indicators::by_id(&r.indicator).map_or_else(|| measure(&r.indicator, lang), |known| known.name.clone())
    });
    let unit = rows.iter().find_map(|r| r.unit.clone()).unwrap_or_default();
    let value = |value: Option<f64>, shown: Option<&String>, note: Option<&String>| {
        Some(ChartValue { value: value?, label: shown.cloned().unwrap_or_default(), note: note.cloned() })
    };
    let rows = rows.iter().map(|r| {
        let several = |count: usize, one: Option<f64>, all: &[String]| (count > 0 && one.is_none()).then(|| all.join("; "));
        let open = several(r.targets, r.target, &r.target_values).or_else(|| several(r.results, r.result, &r.result_values));
        let label = match open {
            Some(all) => format!("{} ({}: {all})", r.group, lang.pick("several figures", "nhiều mức")),
            None => r.group.clone(),
        };
        ChartRow {
            label,
            target: value(r.target, r.target_shown.as_ref(), None),
            result: value(r.result, r.result_shown.as_ref(), r.result_about.as_ref()),
        }
    });
    Chart { title: name, subtitle: subtitle.to_owned(), unit, rows: rows.collect() }
}

/// The name of an indicator with its id; a group of like wordings as it is named.
#[must_use]
pub fn measure(group: &str, lang: Lang) -> String {
    match indicators::by_id(group) {
        Some(known) => format!("{} ({})", known.name, known.id),
        None if group == "?" => lang.pick("no known indicator", "chưa rõ chỉ số").to_owned(),
        None => group.to_owned(),
    }
}
