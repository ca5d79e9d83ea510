//! What a document cites and what cites it, with the sentence for each.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::DocAddress;

use super::collect::Texts;
use super::describe::Said;
use super::join::{Held, Joined, bearers, join};
use super::open::Opened;
use super::{QueryError, View};
use crate::grammar::number::DocumentNumber;
use crate::index::edge::Edge;
use crate::index::row::short_serial;
use crate::index::terms;
use crate::lexicon::types;
use crate::link::identity::Compatibility;
use crate::model::{Provision, RefKind, Reference, Relation};
use crate::text::fold::plain;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The subject cites the other.
    Cites,
    /// The other cites the subject.
    CitedBy,
}

/// How sure it is which document is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// All parts of both keys are known and equal.
    Same,
    /// Nothing contradicts it and no other document fits.
    Possible,
    /// Several documents fit.
    Ambiguous,
    /// None that the index holds.
    NotHeld,
}

/// One citation, seen from the subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Which way.
    pub direction: Direction,
    /// How the citing document stands to the cited one.
    pub relation: Relation,
    /// Number of the other document.
    pub number: Option<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its file, where the index holds it.
    pub path: Option<String>,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// How sure.
    pub certainty: Certainty,
    /// Documents that fit, where several do (`path`, or `path#part`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// The sentence in the citing document.
    pub sentence: String,
    /// First byte of the first mention, in the citing document.
    pub start: usize,
    /// How often it is mentioned so.
    pub mentions: usize,
    /// Pinpoints.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
}

fn sentence(opened: &Opened, reference: &Reference) -> String {
    let whole = opened.slice(reference.evidence);
    if whole.is_empty() { reference.text.clone() } else { whole.to_owned() }
}

/// What a document cites, in order of the text; mentions of one document in one relation are one link.
///
/// # Errors
/// Where the index cannot be read.
pub fn cites(view: &View, subject: &Held) -> Result<Vec<Link>, QueryError> {
    let opened = view.open(subject.at)?;
    let mut links: Vec<Link> = Vec::new();
    let mut seen: BTreeMap<(String, Relation), usize> = BTreeMap::new();
    for reference in &opened.record.references {
        if reference.kind == RefKind::SelfMention {
            continue;
        }
        let edge = Edge::of(reference);
        let number = edge.as_ref().map(|e| e.number.clone()).filter(|n| !n.is_empty());
        let same = match (&reference.same_as, &number) {
            (_, Some(n)) => format!("{} {}", terms::number_exact(n), reference.key.as_deref().unwrap_or("")),
            (Some(id), None) => id.clone(),
            (None, None) => reference.key.clone().unwrap_or_else(|| reference.id.clone()),
        };
        if let Some(i) = seen.get(&(same.clone(), reference.relation)) {
            let link = &mut links[*i];
            link.mentions += 1;
            link.provisions.extend(reference.provisions.iter().cloned());
            link.title = link.title.take().or_else(|| reference.title.clone());
            continue;
        }
        let held = match &number {
            Some(n) => bearers(view, n)?,
            None => Vec::new(),
        };
        let others: Vec<Held> = held.into_iter().filter(|h| h.at != subject.at).collect();
        let joined = edge.as_ref().map_or(Joined::NotHeld, |e| join(&others, e));
        let mut link = Link {
            direction: Direction::Cites,
            relation: reference.relation,
            number,
            doc_type: reference.doc_type.clone(),
            issuer: reference.issuer.clone(),
            date: reference.date.clone(),
            title: reference.title.clone().or_else(|| (reference.number.is_none()).then(|| reference.text.clone())),
            path: None,
            part: None,
            certainty: Certainty::NotHeld,
            candidates: Vec::new(),
            sentence: sentence(&opened, reference),
            start: reference.start,
            mentions: 1,
            provisions: reference.provisions.clone(),
        };
        match joined {
            Joined::Held(other, how) => {
                link.path = Some(view.naming.shown(&other.path));
                link.part = other.part;
                link.certainty = if how == Compatibility::Same { Certainty::Same } else { Certainty::Possible };
                link.issuer = link.issuer.or_else(|| other.issuer.clone());
                link.date = link.date.or_else(|| other.issued_on.clone());
            }
            Joined::Ambiguous(list) => {
                link.certainty = Certainty::Ambiguous;
                link.candidates = list.iter().map(|h| h.name(&view.naming)).collect();
            }
            Joined::NotHeld => {}
        }
        seen.insert((same, reference.relation), links.len());
        links.push(link);
    }
    Ok(links)
}

/// What a citing document must mean to count.
pub enum Meant<'a> {
    /// This document among the bearers of its number.
    Document(&'a Held, &'a [Held]),
    /// Anything of this number whose citation is among these.
    Citations(&'a str, &'a [Said]),
}

/// What cites the subject, by date, then path; one link for each citing document and relation.
///
/// # Errors
/// Where the index cannot be read.
pub fn cited_by(view: &View, meant: &Meant<'_>) -> Result<Vec<Link>, QueryError> {
    let number = match meant {
        Meant::Document(held, _) => held.number.clone().unwrap_or_default(),
        Meant::Citations(number, _) => (*number).to_owned(),
    };
    if number.is_empty() {
        return Ok(Vec::new());
    }
    let exact = terms::number_exact(&number);
    let mut links = Vec::new();
    for at in view.matching(&*View::term(view.fields.cites, &exact))? {
        if matches!(meant, Meant::Document(held, _) if held.at == at) {
            continue;
        }
        let opened = view.open(at)?;
        let mut by_relation: BTreeMap<Relation, usize> = BTreeMap::new();
        for reference in &opened.record.references {
            let Some(edge) = Edge::of(reference).filter(|e| terms::number_exact(&e.number) == exact) else { continue };
            let Some((certainty, candidates)) = means(view, meant, &edge) else { continue };
            if let Some(i) = by_relation.get(&reference.relation) {
                let link: &mut Link = &mut links[*i];
                link.mentions += 1;
                link.provisions.extend(reference.provisions.iter().cloned());
                continue;
            }
            by_relation.insert(reference.relation, links.len());
            let link = link_back(&opened, reference, certainty);
            links.push(Link { candidates, provisions: reference.provisions.clone(), ..link });
        }
    }
    links.sort_by(|a, b| (&a.date, &a.path, a.part, a.start).cmp(&(&b.date, &b.path, b.part, b.start)));
    Ok(links)
}

/// The link from a document that cites, by one of its mentions.
fn link_back(opened: &Opened, mention: &Reference, certainty: Certainty) -> Link {
    let d = &opened.record.document;
    Link {
        direction: Direction::CitedBy,
        relation: mention.relation,
        number: d.number.clone(),
        doc_type: d.doc_type.clone(),
        issuer: d.issuer.clone(),
        date: d.issued_on.clone(),
        title: d.title.clone(),
        path: Some(opened.record.path.clone()),
        part: opened.record.part,
        certainty,
        candidates: Vec::new(),
        sentence: sentence(opened, mention),
        start: mention.start,
        mentions: 1,
        provisions: Vec::new(),
    }
}

/// Mentions by type and serial alone (`Chương trình 06`) that may mean a document of this number whose issuer is, as far as known, `issuer`.
/// They are offered, never joined.
///
/// # Errors
/// Where the index cannot be read.
pub fn possible(view: &View, number: &str, issuer: Option<&str>) -> Result<Vec<Link>, QueryError> {
    let Some(parsed) = DocumentNumber::parse(number) else { return Ok(Vec::new()) };
    let Some(code) = parsed.symbol.as_deref().and_then(types::by_symbol).map(|t| t.code.as_str()) else { return Ok(Vec::new()) };
    let serial = parsed.serial.trim_start_matches('0').to_lowercase();
    let mut links = Vec::new();
    for at in view.matching(&*View::term(view.fields.cited_block, &serial))? {
        let opened = view.open(at)?;
        let fits = |r: &&Reference| {
            let known = r.issuer.as_deref().zip(issuer);
            r.doc_type.as_deref() == Some(code)
                && short_serial(r).as_deref() == Some(&serial)
                && known.is_none_or(|(a, b)| plain(a) == plain(b))
        };
        let mentions: Vec<&Reference> = opened.record.references.iter().filter(fits).collect();
        let Some(first) = mentions.first() else { continue };
        links.push(Link { mentions: mentions.len(), ..link_back(&opened, first, Certainty::Possible) });
    }
    links.sort_by(|a, b| (&a.date, &a.path, a.part, a.start).cmp(&(&b.date, &b.path, b.part, b.start)));
    Ok(links)
}

fn means(view: &View, meant: &Meant<'_>, edge: &Edge) -> Option<(Certainty, Vec<String>)> {
    match meant {
        Meant::Document(held, all) => match join(all, edge) {
            Joined::Held(h, Compatibility::Same) if h.at == held.at || super::join::is_copy(h, held) => Some((Certainty::Same, Vec::new())),
            Joined::Held(h, _) if h.at == held.at || super::join::is_copy(h, held) => Some((Certainty::Possible, Vec::new())),
            Joined::Ambiguous(list) if list.iter().any(|h| h.at == held.at) => {
                Some((Certainty::Ambiguous, list.iter().map(|h| h.name(&view.naming)).collect()))
            }
            Joined::Held(..) | Joined::Ambiguous(_) | Joined::NotHeld => None,
        },
        Meant::Citations(_, said) => {
            let same = |e: &Edge| e.key == edge.key && e.date == edge.date && e.issuer == edge.issuer;
            said.iter().any(|(e, _)| same(e)).then_some((Certainty::NotHeld, Vec::new()))
        }
    }
}

/// Citations of a number with the documents that make them, from columns.
///
/// # Errors
/// Where the index cannot be read.
pub fn edges_of(view: &View, exact: &str) -> Result<Vec<Said>, QueryError> {
    let edges = Texts::new(&view.searcher, "edge")?;
    let mut said: BTreeMap<Edge, Vec<u32>> = BTreeMap::new();
    let found: Vec<DocAddress> = view.matching(&*View::term(view.fields.cites, exact))?;
    for (i, at) in found.into_iter().enumerate() {
        for edge in edges.all(at).iter().filter_map(|e| Edge::decode(e)).filter(|e| terms::number_exact(&e.number) == exact) {
            said.entry(edge).or_default().push(u32::try_from(i).unwrap_or(u32::MAX));
        }
    }
    Ok(said.into_iter().collect())
}
