//! Findings inside one document: contradictions and oddities, each with its places and a plain sentence. docs/FINDINGS.md defines every
//! code; gold/ODDITIES shows the kinds.
//!
//! | file | codes |
//! |---|---|
//! | `own` | `blank_number`, `blank_date`, `missing_header`, `missing_annex`, `self_type_mismatch` |
//! | `numbers` | `number_spacing`, `number_variant`, `same_serial`, `serial_only` |
//! | `citing` | `missing_date`, `elided_head`, `type_symbol`, `title_variant` |
//! | `issuers` | `issuer_conflict`, `issuer_ambiguous`, `place_unnamed`, `body_period` |
//! | `dates` | `impossible_date`, `date_conflict`, `year_conflict`, `date_suspect`, `missing_year`, `period_naming` |
//! | `chronology` | `chronology`, `date_ambiguous` |
//! | `counts` | `ratio_conflict`, `count_conflict` |
//! | `figures` | `decimal_mixed`, `number_ambiguous` |
//! | `layout` | `split_paragraph`, `split_title`, `lost_table`, `page_furniture`, `broken_layout` |
//! | `spelling` | `misspelling`, `term_mismatch` |
//!
//! Only what the text itself shows is said; a rule that would guess is left out. What a file shows many times in one kind (documents
//! cited without a date, misspellings) is one finding with many places.

mod chronology;
mod citing;
mod counts;
mod dates;
mod figures;
mod issuers;
mod layout;
mod numbers;
mod own;
mod spelling;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::grammar::number::DocumentNumber;
use crate::model::{DateMention, Finding, Form, Header, Percentage, RefKind, Reference, Severity, Span};
use crate::text::{BlockKind, Doc, clip_end, clip_start};

/// Every code of a finding inside one document, sorted. docs/FINDINGS.md says what each means.
pub const CODES: [&str; 36] = [
    "blank_date",
    "blank_number",
    "body_period",
    "broken_layout",
    "chronology",
    "count_conflict",
    "date_ambiguous",
    "date_conflict",
    "date_suspect",
    "decimal_mixed",
    "elided_head",
    "impossible_date",
    "issuer_ambiguous",
    "issuer_conflict",
    "lost_table",
    "missing_annex",
    "missing_date",
    "missing_header",
    "missing_year",
    "misspelling",
    "number_ambiguous",
    "number_spacing",
    "number_variant",
    "page_furniture",
    "period_naming",
    "place_unnamed",
    "ratio_conflict",
    "same_serial",
    "self_type_mismatch",
    "serial_only",
    "split_paragraph",
    "split_title",
    "term_mismatch",
    "title_variant",
    "type_symbol",
    "year_conflict",
];

/// What findings are made from: the text of one document, and what was read and linked in it. Spans of items are bytes of the source.
#[derive(Debug, Clone)]
pub struct Material<'a> {
    /// The text.
    pub doc: &'a Doc<'a>,
    /// Its blocks without the page around it.
    pub proper: Range<usize>,
    /// Blocks of body and annexes, in order.
    pub body: &'a [usize],
    /// The document's own fields.
    pub header: &'a Header,
    /// Linked references, in order of the text.
    pub references: &'a [Reference],
    /// Dates, in order of the text.
    pub dates: &'a [DateMention],
    /// Percentages.
    pub percentages: &'a [Percentage],
}

/// So far around a mention a rule looks, in bytes; a block may be a megabyte.
const NEAR: usize = 600;

impl<'a> Material<'a> {
    /// The flow of the document without the page around it.
    fn flow_range(&self) -> Range<usize> {
        let blocks = self.doc.blocks.get(self.proper.clone()).unwrap_or_default();
        blocks.first().map_or(0, |b| b.start)..blocks.last().map_or(0, |b| b.end)
    }

    /// The text of [`Self::flow_range`].
    fn text(&self) -> &'a str {
        &self.doc.text()[self.flow_range()]
    }

    /// Source bytes of a range of [`Self::text`].
    fn span(&self, start: usize, end: usize) -> Span {
        let from = self.flow_range().start;
        self.doc.flow.to_source(from + start, from + end)
    }

    /// The place of a header field.
    fn field(&self, name: &str) -> Vec<Span> {
        let field = self.header.field_spans.iter().find(|(f, ..)| f == name);
        field.map(|(_, s, e)| Span::new(*s, *e)).into_iter().collect()
    }

    /// The text of the block of a source position up to it, and behind it, at most [`NEAR`] bytes each.
    fn around(&self, span: Span) -> (&'a str, &'a str) {
        let (start, end) = (self.doc.flow.from_source(span.start), self.doc.flow.from_source(span.end));
        let Some(block) = self.doc.blocks.get(self.doc.block_at(start)) else { return ("", "") };
        let text = self.doc.text();
        let from = clip_start(text, block.start.max(start.saturating_sub(NEAR)));
        let to = clip_end(text, block.end.min(end + NEAR));
        (text.get(from..start).unwrap_or(""), text.get(end..to).unwrap_or(""))
    }

    /// The flow between two source positions, where they are near each other in one block.
    fn between(&self, from: usize, to: usize) -> Option<&'a str> {
        let (from, to) = (self.doc.flow.from_source(from), self.doc.flow.from_source(to));
        self.doc.text().get(from..to).filter(|gap| gap.len() < NEAR).filter(|gap| !gap.contains('\n'))
    }

    /// Whether a source position lies in a row of a table.
    fn in_table(&self, source: usize) -> bool {
        let block = self.doc.blocks.get(self.doc.block_at(self.doc.flow.from_source(source)));
        block.is_some_and(|b| b.kind == BlockKind::Row)
    }

    /// An article or a news item.
    fn press(&self) -> bool {
        self.header.form != Form::Administrative
    }

    /// Numbered mentions by document, in order of their first mention.
    fn documents(&self) -> Vec<Vec<&'a Reference>> {
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        let mut out: Vec<Vec<&Reference>> = Vec::new();
        for r in self.references.iter().filter(|r| r.kind == RefKind::Numbered) {
            let root = r.same_as.as_deref().unwrap_or(&r.id);
            let at = *place.entry(root).or_insert(out.len());
            match out.get_mut(at) {
                Some(group) => group.push(r),
                None => out.push(vec![r]),
            }
        }
        out
    }
}

/// Remarks about a document, worst first.
#[must_use]
pub fn find(of: &Material) -> Vec<Finding> {
    let mut out = Vec::new();
    own::find(of, &mut out);
    numbers::find(of.references, &mut out);
    citing::find(of, &mut out);
    issuers::find(of, &mut out);
    dates::find(of, &mut out);
    chronology::find(of, &mut out);
    counts::find(of, &mut out);
    figures::find(of, &mut out);
    layout::find(of, &mut out);
    spelling::find(of, &mut out);
    order(&mut out);
    out
}

/// Worst first, then in order of the text.
pub fn order(findings: &mut [Finding]) {
    findings
        .sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.spans.first().cmp(&b.spans.first())).then_with(|| a.code.cmp(&b.code)));
}

fn push(out: &mut Vec<Finding>, code: &str, severity: Severity, message: String, spans: Vec<Span>) {
    debug_assert!(CODES.contains(&code), "{code} is not in CODES");
    out.push(Finding { code: code.to_owned(), severity, message, spans, overridden: None });
}

fn at(r: &Reference) -> Span {
    Span::new(r.start, r.end)
}

fn number(r: &Reference) -> Option<DocumentNumber> {
    r.number.as_deref().and_then(DocumentNumber::parse)
}

/// What a mention is called in a message.
fn name(r: &Reference) -> String {
    r.number.clone().unwrap_or_else(|| flat(&r.text))
}

/// On one line, without emphasis marks.
fn flat(text: &str) -> String {
    text.replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, at most so many bytes: a title that goes on for ever is not followed for ever.
fn begin(text: &str, most: usize) -> &str {
    &text[..clip_end(text, most)]
}

/// The end of a text, at most so many bytes.
fn tail(text: &str, most: usize) -> &str {
    &text[clip_start(text, text.len().saturating_sub(most))..]
}

/// A full ISO day.
fn day(date: &str) -> bool {
    date.len() == 10
}

/// So many names are listed in a message, the others counted.
const LISTED: usize = 4;

/// `a, b, c, d và 3 văn bản khác`.
fn listed(names: &[String], noun: &str) -> String {
    let mut seen = HashSet::new();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| seen.insert(*n)).collect();
    let shown = names[..names.len().min(LISTED)].join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} và {more} {noun} khác"),
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! Findings of a text, for the tests of the rules.

    use crate::model::Finding;

    /// Findings of one code in a text: what stands at the first place, and the sentence.
    pub fn said(text: &str, code: &str) -> Vec<(String, String)> {
        found(text, code).into_iter().map(|f| (f.spans.first().map_or("", |s| &text[s.start..s.end]).to_owned(), f.message)).collect()
    }

    /// Findings of one code in a text.
    pub fn found(text: &str, code: &str) -> Vec<Finding> {
        let record = crate::pipeline::analyse("a.md", text.as_bytes()).remove(0).unwrap();
        record.findings.into_iter().filter(|f| f.code == code).collect()
    }

    /// A plan of a district with this body.
    pub fn plan(body: &str) -> String {
        format!(
            "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 15/KH-UBND\n\nTây Hồ, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nCông tác văn thư năm 2023\n\n{body}\n\n\
             TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n"
        )
    }
}
