//! Documents whose texts are almost the same, though their contents and keys are not.
//!
//! 1. Signatures are columns ([`Signature`]): documents that share a band are put together, band by band, without reading a text.
//! 2. Of each group the stored texts are read and compared word for word. What is less than [`ALIKE`] alike is no finding.
//!
//! Two numbers or two issuers with one text are mostly plans made from one template, which is legitimate: low. Where no number tells two
//! documents apart, one may be a draft or another copy of the other: medium. Copies of one content and of one key are told as
//! `same_content` and `same_number`.
//!
//! Not handled: a short text (fewer than [`crate::text::shingle::LEAST`] word sequences); a document that is a small part of another.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tantivy::schema::Value as _;
use tantivy::{DocAddress, TantivyDocument};

use super::{Ground, found, short_name};
use crate::index::terms;
use crate::link::identity::Compatibility;
use crate::model::Severity;
use crate::query::QueryError;
use crate::query::check::Checked;
use crate::query::collect::{Figures, Texts};
use crate::query::join::Held;
use crate::query::words::issuer_short;
use crate::text::shingle::{BANDS, Signature, likeness, shingles};

/// From this share of common word sequences on two texts are almost the same. Measured on administrative documents as web pages give
/// them, and on laws and circulars: from 0.8 on all pairs read are of one template; at 0.74 comes the first that shares little more than its
/// letterhead and the page around it.
pub const ALIKE: f64 = 0.8;
/// Two standard errors of a signature's estimate below [`ALIKE`].
const WORTH_READING: f64 = ALIKE - 0.125;
/// How many documents of a bucket each further one is held against.
const LEADERS: usize = 8;
/// How many texts of a group are read; of a larger one the rest is counted only.
const READ: usize = 64;

/// Adds a row for each group of documents that are almost the same.
pub(super) fn near(ground: &Ground<'_>, out: &mut Vec<Checked>) -> Result<(), QueryError> {
    let groups = groups(ground)?;
    // reading texts is what takes time; the order of the groups stays
    let read: Vec<(usize, Vec<Vec<Alike>>)> =
        groups.par_iter().map(|group| Ok((group.len().saturating_sub(READ), read(ground, group)?))).collect::<Result<_, QueryError>>()?;
    for (unread, parts) in read {
        out.extend(parts.iter().filter_map(|alike| told(ground, alike, unread)));
    }
    Ok(())
}

/// Positions of documents that may be almost the same, by signature; each group and the list in order of the index.
fn groups(ground: &Ground<'_>) -> Result<Vec<Vec<usize>>, QueryError> {
    let column = Figures::new(&ground.view.searcher, "near")?;
    let signature = |i: usize| ground.documents.get(i).and_then(|at| Signature::stored(column.all(*at)));
    let mut sets = Sets((0..ground.documents.len()).collect());
    // one band at a time: sixteen bytes a document
    for band in 0..BANDS {
        let mut row: Vec<(u64, usize)> =
            (ground.documents.iter().enumerate()).filter_map(|(i, at)| Some((column.all(*at).nth(band)?, i))).collect();
        row.sort_unstable();
        for bucket in row.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            let mut leaders: Vec<(usize, Signature)> = Vec::new();
            for &(_, i) in bucket {
                let Some(own) = signature(i) else { continue };
                match leaders.iter().find(|(l, s)| sets.root(*l) == sets.root(i) || s.likeness(&own) >= WORTH_READING) {
                    Some((leader, _)) => sets.join(*leader, i),
                    None if leaders.len() < LEADERS => leaders.push((i, own)),
                    None => {}
                }
            }
        }
    }
    let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..ground.documents.len() {
        by_root.entry(sets.root(i)).or_default().push(i);
    }
    Ok(by_root.into_values().filter(|group| group.len() > 1).collect())
}

/// Disjoint sets of positions: each points to another of its set, its first one to itself.
struct Sets(Vec<usize>);

impl Sets {
    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// A document of a group, with its likeness to the one in the group that it is most alike.
type Alike = (Held, f64);

/// Parts a group by what the texts say; the first of each part by path, with likeness 1.
fn read(ground: &Ground<'_>, group: &[usize]) -> Result<Vec<Vec<Alike>>, QueryError> {
    let contents = Texts::new(&ground.view.searcher, "content")?;
    let mut members: Vec<(Held, String)> = (group.iter().filter_map(|i| ground.documents.get(*i)))
        .map(|at| (ground.columns.held(*at), contents.first(*at).unwrap_or_default()))
        .collect();
    members.sort_by(|a, b| Held::by_place(&a.0, &b.0));
    // copies of one content are told elsewhere
    let mut seen = std::collections::BTreeSet::new();
    members.retain(|(_, content)| seen.insert(content.clone()));
    let mut parts: Vec<Vec<(Alike, Vec<u64>)>> = Vec::new();
    for (held, _) in members.into_iter().take(READ) {
        let own = shingles(&text(ground, held.at)?);
        let best = parts
            .iter_mut()
            .map(|part| (part.iter().map(|(_, other)| likeness(other, &own)).fold(0.0, f64::max), part))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((share, part)) if share >= ALIKE => part.push(((held, share), own)),
            _ => parts.push(vec![((held, 1.0), own)]),
        }
    }
    Ok(parts.into_iter().map(|part| part.into_iter().map(|(alike, _)| alike).collect()).collect())
}

fn text(ground: &Ground<'_>, at: DocAddress) -> Result<String, QueryError> {
    let row: TantivyDocument = ground.view.searcher.doc(at)?;
    Ok(row.get_first(ground.view.fields.body).and_then(|v| v.as_str()).unwrap_or("").to_owned())
}

/// The row of a group of which `unread` documents were not read.
fn told(ground: &Ground<'_>, group: &[Alike], unread: usize) -> Option<Checked> {
    let [(first, _), rest @ ..] = group else { return None };
    let rest: Vec<&Alike> = rest.iter().filter(|(other, _)| !one_key(first, other)).collect();
    let (other, _) = rest.first()?;
    let least = rest.iter().map(|(_, share)| *share).fold(1.0, f64::min);
    let percent = (least * 100.0).floor();
    let others = rest.iter().map(|(h, _)| h.name(&ground.view.naming)).collect();
    let all: Vec<&Held> = std::iter::once(first).chain(rest.iter().map(|(h, _)| h)).collect();
    let (severity, why) = if all.iter().enumerate().all(|(i, a)| all[..i].iter().all(|b| told_apart(a, b))) {
        (Severity::Low, "cùng mẫu")
    } else {
        (Severity::Medium, "có thể là hai bản của một văn bản")
    };
    let message = if rest.len() == 1 {
        format!("giống {} {percent} %, {why}: {}", short_name(other), difference(first, other))
    } else {
        let more = if unread > 0 { format!(" (và {unread} văn bản nữa chưa đối chiếu)") } else { String::new() };
        format!("{} văn bản giống nhau từ {percent} %{more}, {why}; ví dụ {}: {}", all.len(), short_name(other), difference(first, other))
    };
    Some(found(ground.view, severity, "near_duplicate", first, message, others))
}

/// Whether their keys say that they are one document, which is told as such.
fn one_key(a: &Held, b: &Held) -> bool {
    matches!((&a.key, &b.key), (Some(x), Some(y)) if x.compare(y) == Compatibility::Same)
}

/// Whether numbers, or issuers that both have numbers, tell two documents apart.
fn told_apart(a: &Held, b: &Held) -> bool {
    let (Some(x), Some(y)) = (&a.number, &b.number) else { return false };
    terms::number_exact(x) != terms::number_exact(y) || (a.issuer.is_some() && b.issuer.is_some() && a.issuer != b.issuer)
}

/// What the fields of two documents say differently.
fn difference(a: &Held, b: &Held) -> String {
    let short = |issuer: &Option<String>| issuer.as_deref().map(issuer_short);
    let parts: Vec<String> = [
        ("số", a.number.clone(), b.number.clone()),
        ("ngày", a.issued_on.clone(), b.issued_on.clone()),
        ("cơ quan", short(&a.issuer), short(&b.issuer)),
    ]
    .into_iter()
    .filter(|(_, x, y)| x != y)
    .map(|(name, x, y)| {
        let said = |v: Option<String>| v.unwrap_or_else(|| "không ghi".to_owned());
        format!("{name} {} / {}", said(x), said(y))
    })
    .collect();
    if parts.is_empty() { "số, ngày và cơ quan như nhau".to_owned() } else { parts.join("; ") }
}
