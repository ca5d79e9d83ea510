//! Mentions of other documents. GUIDELINES §1; FIELD §1, §6.
//!
//! | file | does |
//! |---|---|
//! | `numbered` | `Kế hoạch số 41-KH/QU`, elided lists, standards |
//! | `short` | `Chương trình 06`, `Luật Tiếp công dân`, `Kế hoạch này` |
//! | `title` | `Đề án “…”`, `Kế hoạch … năm 2024` |
//! | `attach` | the date, issuer and subject that belong to a mention |
//! | `relation` | how the citing document stands to it |
//!
//! Mentions are found first, in passes from the surest form to the least sure; a later pass leaves alone what an earlier one took.

mod attach;
mod numbered;
mod relation;
mod short;
mod title;

use std::collections::HashMap;
use std::ops::Range;

use super::Context;
use crate::grammar::issuer::{Body, Home};
use crate::grammar::number::DocumentNumber;
use crate::lexicon::types::DocType;
use crate::model::{Provision, RefKind, Relation, Repair};
use crate::text::{clip_end, clip_start};

/// A mention in the flow, before links are drawn.
#[derive(Debug, Clone)]
pub struct RefAt {
    /// Range in the flow.
    pub at: Range<usize>,
    /// Range of the number or serial in the flow.
    pub number_at: Option<Range<usize>>,
    /// How it is named.
    pub kind: RefKind,
    /// Range of the type word.
    pub head: Option<Range<usize>>,
    /// The type that the head word names.
    pub head_type: Option<&'static DocType>,
    /// Type code.
    pub code: Option<String>,
    /// The number, for numbered mentions.
    pub number: Option<DocumentNumber>,
    /// Canonical number in words, for numbered mentions and standards.
    pub canonical: Option<String>,
    /// Serial of a short mention (`06`, `61/2018`).
    pub serial: Option<String>,
    /// What was read differently.
    pub repairs: Vec<Repair>,
    /// Where the issuer stands, and which body it names.
    pub issuer_at: Option<Range<usize>>,
    /// The body.
    pub issuer: Option<Body>,
    /// Index into [`Context::dates`].
    pub date: Option<usize>,
    /// Quoted name.
    pub title: Option<Range<usize>>,
    /// Unquoted subject.
    pub subject: Option<Range<usize>>,
    /// Relation and, for a mention inside another's title, the index of that other.
    pub relation: Relation,
    /// Index of the reference it depends on.
    pub from: Option<usize>,
    /// The document it depends on is the object: "X được sửa đổi bởi Y" at Y.
    pub passive: bool,
    /// Only proposed.
    pub proposed: bool,
    /// Pinpoints.
    pub provisions: Vec<Provision>,
    /// Part of an organisation's name ("Ban Chủ nhiệm Chương trình số 6").
    pub in_name: bool,
    /// The sentence.
    pub sentence: Range<usize>,
}

impl RefAt {
    fn new(at: Range<usize>, kind: RefKind, sentence: Range<usize>) -> Self {
        Self {
            at,
            number_at: None,
            kind,
            head: None,
            head_type: None,
            code: None,
            number: None,
            canonical: None,
            serial: None,
            repairs: Vec::new(),
            issuer_at: None,
            issuer: None,
            date: None,
            title: None,
            subject: None,
            relation: Relation::Cites,
            from: None,
            passive: false,
            proposed: false,
            provisions: Vec::new(),
            in_name: false,
            sentence,
        }
    }
}

/// Every mention of the document, in order of the text.
#[must_use]
pub fn find(ctx: &Context, home: &Home, own: Option<&DocumentNumber>) -> Vec<RefAt> {
    let zones = zones(ctx);
    let mut refs = Vec::new();
    for zone in &zones {
        numbered::find(ctx, zone.clone(), &mut refs);
    }
    refs.sort_by_key(|r: &RefAt| (r.at.start, std::cmp::Reverse(r.at.end)));
    let mut more = Vec::new();
    for zone in &zones {
        short::find(ctx, zone.clone(), &refs, &mut more);
    }
    refs.append(&mut more);
    refs.sort_by_key(|r| (r.at.start, std::cmp::Reverse(r.at.end)));
    title::find(ctx, &mut refs);
    refs.sort_by_key(|r| (r.at.start, std::cmp::Reverse(r.at.end)));
    mark_self(own, ctx, &mut refs);
    attach::all(ctx, home, &mut refs);
    relation::all(ctx, &mut refs);
    refs
}

/// Flow ranges in which mentions count: title, body, distribution list; one range a block.
fn zones(ctx: &Context) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if let Some(t) = &ctx.frame.title {
        out.push(t.clone());
    }
    let blocks = ctx.frame.body.iter().chain(&ctx.frame.closing);
    out.extend(blocks.map(|i| ctx.doc.blocks[*i].start..ctx.doc.blocks[*i].end));
    out.sort_by_key(|r| r.start);
    out.dedup_by(|b, a| b.start < a.end);
    out
}

/// The document's own number in its body ("Kèm theo Kế hoạch số 15/KH-UBND" in its annex) is a mention of itself, and so is what an annex
/// line names without a number ("kèm theo Quyết định số      /QĐ-UBND ngày …" of a draft).
fn mark_self(own: Option<&DocumentNumber>, ctx: &Context, refs: &mut [RefAt]) {
    let notes = ctx.frame.annexes.iter().filter_map(|a| a.note.as_ref());
    for note in notes {
        for r in refs.iter_mut().filter(|r| note.start <= r.at.start && r.at.end <= note.end && r.kind == RefKind::TitleOnly) {
            r.kind = RefKind::SelfMention;
        }
    }
    let Some(own) = own.filter(|n| !n.serial.is_empty()) else { return };
    let text = ctx.text();
    for r in refs.iter_mut() {
        if r.number.as_ref().is_some_and(|n| n.block() == own.block() && n.symbol == own.symbol && n.groups == own.groups) {
            let before = crate::text::fold::plain(before(text, r.at.start, 60));
            if before.contains("kem theo") || before.trim_end().ends_with('(') {
                r.kind = RefKind::SelfMention;
            }
        }
    }
}

/// The part of `text` before byte `at`, at most `most` bytes, cut at a character.
fn before(text: &str, at: usize, most: usize) -> &str {
    &text[clip_start(text, at.saturating_sub(most)).min(at)..at]
}

/// The part of `text` from byte `at`, at most `most` bytes, cut at a character.
fn after(text: &str, at: usize, most: usize) -> &str {
    &text[at..clip_end(text, at + most).max(at)]
}

/// Mentions that may touch the range `at` (mentions sorted by start; none is longer than a few hundred bytes).
pub(super) fn near<'r>(refs: &'r [RefAt], at: &Range<usize>) -> &'r [RefAt] {
    let from = refs.partition_point(|r| r.at.start + 1200 < at.start);
    let to = from + refs[from..].partition_point(|r| r.at.start < at.end);
    &refs[from..to]
}

/// Mentions before byte `at` whose title or subject may reach it.
pub(super) fn behind(refs: &[RefAt], at: usize) -> impl Iterator<Item = &RefAt> {
    let to = refs.partition_point(|r| r.at.start < at);
    refs[..to].iter().rev().take(4)
}

/// Mentions as records: spans of the source, the issuer as far as the words around the mention give it. Links come later.
#[must_use]
pub fn records(ctx: &Context, refs: &[RefAt]) -> Vec<crate::model::Reference> {
    use crate::model::{IssuerBasis, Reference};
    let text = ctx.text();
    let id = |i: usize| format!("r{}", i + 1);
    // territories that stand in the text; the others are known from the gazetteer alone
    let mut named: HashMap<&str, bool> = HashMap::new();
    for t in refs.iter().filter_map(|r| r.issuer.as_ref()).filter(|b| !b.explicit).filter_map(|b| b.territory.as_ref()) {
        named.entry(&t.name).or_insert_with(|| [t.name.clone(), t.name.to_uppercase()].iter().any(|n| text.contains(n.as_str())));
    }
    refs.iter()
        .enumerate()
        .map(|(i, r)| {
            let (start, end, source) = ctx.passage(&r.at);
            let words = |at: &Range<usize>| text[at.clone()].to_owned();
            let issuer_basis = r.issuer.as_ref().filter(|b| b.name.is_some()).map(|b| {
                if b.explicit {
                    IssuerBasis::Explicit
                } else if b.territory.as_ref().is_some_and(|t| named.get(t.name.as_str()) == Some(&false)) {
                    IssuerBasis::Gazetteer
                } else {
                    IssuerBasis::Context
                }
            });
            Reference {
                id: id(i),
                start,
                end,
                text: source,
                kind: r.kind,
                head: r.head.as_ref().map(words),
                doc_type: r.code.clone(),
                number: r.canonical.clone(),
                number_raw: r.number_at.as_ref().map(words),
                resolved_number: r.canonical.clone(),
                issuer: r.issuer.as_ref().and_then(|b| b.name.clone()),
                issuer_text: r.issuer_at.as_ref().map(words),
                issuer_basis,
                date: r.date.and_then(|d| ctx.dates[d].value.iso()),
                title: r.title.as_ref().or(r.subject.as_ref()).map(|t| words(t).trim().to_owned()),
                relation: r.relation,
                relation_from: r.from.map_or_else(|| "doc".to_owned(), id),
                evidence: ctx.span(&r.sentence),
                provisions: r.provisions.clone(),
                passive: r.passive,
                proposed: r.proposed,
                same_as: None,
                key: None,
                candidates: Vec::new(),
                confidence: None,
                reasons: Vec::new(),
                repairs: r.repairs.clone(),
                overridden: None,
            }
        })
        .collect()
}
