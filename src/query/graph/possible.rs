//! Mentions by type and serial alone (`Chương trình 06`) that may mean a document. They are offered, never joined.

use super::{Certainty, Direction, Link};
use crate::grammar::number::DocumentNumber;
use crate::index::row::short_serial;
use crate::lexicon::types;
use crate::model::Reference;
use crate::query::{QueryError, View};
use crate::text::fold::plain;

/// Mentions that may mean the document of this number whose issuer is, as far as known, `issuer`. Those whose own issuer is known lead
/// somewhere by themselves ([`crate::link::short`]) and are left out.
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
                && r.key.is_none()
                && short_serial(r).as_deref() == Some(&serial)
                && known.is_none_or(|(a, b)| plain(a) == plain(b))
        };
        let mentions: Vec<&Reference> = opened.record.references.iter().filter(fits).collect();
        let Some(first) = mentions.first() else { continue };
        let d = &opened.record.document;
        links.push(Link {
            direction: Direction::CitedBy,
            relation: first.relation,
            number: d.number.clone(),
            doc_type: d.doc_type.clone(),
            issuer: d.issuer.clone(),
            date: d.issued_on.clone(),
            title: d.title.clone(),
            path: Some(opened.record.path.clone()),
            part: opened.record.part,
            certainty: Certainty::Possible,
            candidates: Vec::new(),
            proposed: first.proposed,
            said_of: None,
            said_by: None,
            sentence: opened.sentence(first),
            start: first.start,
            mentions: mentions.len(),
            confidence: first.confidence,
            provisions: Vec::new(),
        });
    }
    links.sort_by(|a, b| (&a.date, &a.path, a.part, a.start).cmp(&(&b.date, &b.path, b.part, b.start)));
    Ok(links)
}
