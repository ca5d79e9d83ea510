//! `vanthu diff`: what changed between two indexes or two runs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::args::DiffArgs;
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::table::{heading, labelled, one_line};
use crate::export::{self, Format, Style};
use crate::index::paths::named;
use crate::query::diff::{Change, Kind, diff};
use crate::query::words::{Lang, file_name, number, title};

/// A kind in words.
const fn word(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::DocumentAdded => lang.pick("document added", "thêm văn bản"),
        Kind::DocumentRemoved => lang.pick("document removed", "bớt văn bản"),
        Kind::DocumentMoved => lang.pick("moved", "chuyển chỗ"),
        Kind::FieldChanged => lang.pick("changed", "thay đổi"),
        Kind::CitationAdded => lang.pick("now cites", "dẫn thêm"),
        Kind::CitationRemoved => lang.pick("no longer cites", "không còn dẫn"),
        Kind::CitationChanged => lang.pick("cites otherwise", "dẫn cách khác"),
        Kind::TargetRaised => lang.pick("target raised", "nâng chỉ tiêu"),
        Kind::TargetLowered => lang.pick("target lowered", "hạ chỉ tiêu"),
        Kind::TargetChanged => lang.pick("target changed", "sửa chỉ tiêu"),
        Kind::TargetAdded => lang.pick("target added", "thêm chỉ tiêu"),
        Kind::TargetRemoved => lang.pick("target removed", "bỏ chỉ tiêu"),
        Kind::ReferenceResolved => lang.pick("reference resolved", "đã rõ viện dẫn"),
        Kind::ReferenceUnresolved => lang.pick("reference lost", "mất viện dẫn"),
        Kind::FindingAdded => lang.pick("new finding", "nhận xét mới"),
        Kind::FindingGone => lang.pick("finding gone", "hết nhận xét"),
    }
}

/// `+` came, `-` went, `~` is otherwise.
const fn mark(kind: Kind) -> char {
    match kind {
        Kind::DocumentAdded | Kind::CitationAdded | Kind::TargetAdded | Kind::ReferenceResolved | Kind::FindingAdded => '+',
        Kind::DocumentRemoved | Kind::CitationRemoved | Kind::TargetRemoved | Kind::ReferenceUnresolved | Kind::FindingGone => '-',
        Kind::DocumentMoved
        | Kind::FieldChanged
        | Kind::CitationChanged
        | Kind::TargetRaised
        | Kind::TargetLowered
        | Kind::TargetChanged => '~',
    }
}

/// One change as a line, and the sentence that shows it.
fn line(change: &Change, lang: Lang) -> (String, Option<String>) {
    let mut out = word(change.kind, lang).to_owned();
    let brief = |s: &String| title(&one_line(s));
    let quoted = matches!(change.kind, Kind::CitationAdded | Kind::CitationRemoved | Kind::CitationChanged);
    let sentence = change.text.as_ref().filter(|_| quoted).map(brief);
    let what = change.what.as_ref().map(brief).filter(|_| !matches!(change.kind, Kind::FindingAdded | Kind::FindingGone));
    if let Some(what) = what {
        out = format!("{out} {what}");
    }
    let said = |value: &Option<String>| match value.as_deref() {
        None => lang.pick("none", "không có").to_owned(),
        Some("not_held") => lang.pick("not held", "chưa có trong kho").to_owned(),
        Some("ambiguous") => lang.pick("ambiguous", "chưa rõ văn bản nào").to_owned(),
        Some(value) => title(&one_line(value)),
    };
    let values = match change.kind {
        Kind::CitationAdded | Kind::CitationRemoved => None,
        Kind::DocumentAdded | Kind::DocumentRemoved | Kind::TargetAdded | Kind::TargetRemoved | Kind::FindingAdded | Kind::FindingGone => {
            change.new.as_ref().or(change.old.as_ref()).map(brief)
        }
        _ => Some(format!("{} → {}", said(&change.old), said(&change.new))),
    };
    if let Some(values) = values.filter(|v| !v.is_empty()) {
        out = format!("{out}: {values}");
    }
    if let Some(by) = change.difference {
        let sign = if by > 0.0 { "+" } else { "" };
        out = format!("{out} ({sign}{})", number(by, lang));
    }
    if let Some(other) = &change.other {
        out = format!("{out} [{}]", file_name(other));
    }
    (out, sentence)
}

/// A heading for each document, its changes under it.
fn list(out: &mut dyn Write, style: Style, rows: &[Change]) -> io::Result<()> {
    let of = |c: &Change| (c.path.clone(), c.part);
    for (i, rows) in rows.chunk_by(|a, b| of(a) == of(b)).enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let first = &rows[0];
        let file = named(&first.path, first.part);
        heading(out, style, &one_line(&first.number.as_ref().map_or_else(|| file.clone(), |n| format!("{n} · {file}"))))?;
        for change in rows {
            let (text, sentence) = line(change, style.lang);
            labelled(out, &format!("  {} ", mark(change.kind)), &text, style)?;
            if let Some(sentence) = sentence {
                labelled(out, "      ", &format!("“{sentence}”"), style)?;
            }
        }
    }
    Ok(())
}

/// How many changes of each kind, the most frequent first.
fn summary(rows: &[Change], lang: Lang) -> String {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.kind).or_default() += 1;
    }
    counts.into_iter().map(|(kind, n)| format!("{}: {n}", word(kind, lang))).collect::<Vec<_>>().join("; ")
}

/// Runs the command.
pub fn run(args: &DiffArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let mut rows = diff(&args.old, &args.new)?;
    rows.retain(|r| args.kind.is_empty() || args.kind.iter().any(|k| k == r.kind.as_str()));
    if rows.is_empty() {
        context.say(&Message::Plain("no differences", "không có gì khác"));
        return Ok(Exit::Nothing);
    }
    let format = Format::from(args.format);
    if format == Format::Table {
        list(context.out, context.style, &rows)?;
    } else {
        export::rows(context.out, format, context.style, &rows)?;
    }
    context.out.flush()?;
    let (en, vi) = (summary(&rows, Lang::English), summary(&rows, Lang::Vietnamese));
    context.say(&Message::Plain(&en, &vi));
    Ok(Exit::Found)
}
