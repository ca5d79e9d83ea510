//! Dates: one number with two of them among citations, and a document older than what it rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, found, place};
use crate::index::edge::Edge;
use crate::index::terms;
use crate::link::identity::{Compatibility, Key};
use crate::model::{Relation, Severity};
use crate::query::QueryError;
use crate::query::check::Checked;
use crate::query::describe::{Said, is_unique, part};
use crate::query::join::{Held, Joined, days_differ, is_day, join};

/// One number with two dates across documents; what one document says by itself is among its own findings.
pub(super) fn dates(ground: &Ground<'_>, bearers: &[Held], said: &[Said], out: &mut Vec<Checked>) -> Result<(), QueryError> {
    // against the document itself
    let mut told = BTreeSet::new();
    for (edge, docs) in said.iter().filter(|(e, _)| is_day(&e.date)) {
        // where another document bears the number with this date there is no contradiction
        if !matches!(join(bearers, edge), Joined::NotHeld) {
            continue;
        }
        let same = |h: &&Held| days_differ(h.issued_on.as_deref().unwrap_or(""), &edge.date) && keys_agree(h, edge);
        let (Some(held), Some(citing)) = (bearers.iter().find(same), ground.first(docs)) else { continue };
        if citing.at != held.at && told.insert((citing.path.clone(), citing.part, edge.date.clone())) {
            let message =
                format!("dẫn {} ngày {}, chính văn bản đó ghi ngày {}", edge.number, edge.date, held.issued_on.as_deref().unwrap_or(""));
            out.push(ground.citing(Severity::High, "two_dates", &citing, edge, message, &[held])?);
        }
    }
    if !told.is_empty() {
        return Ok(());
    }
    // among those who cite it
    for group in part(said.to_vec()) {
        let mut by_day: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        // a day that a held document bears is right for some document of this number
        let borne = |day: &str| bearers.iter().any(|h| h.issued_on.as_deref() == Some(day));
        for (edge, docs) in group.said.iter().filter(|(e, _)| is_day(&e.date) && !borne(&e.date)) {
            by_day.entry(&edge.date).or_default().extend(docs);
        }
        let mut days: Vec<(&str, &BTreeSet<u32>)> = by_day.iter().map(|(d, s)| (*d, s)).collect();
        days.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
        let Some(((most, majority), rest)) = days.split_first() else { continue };
        for (day, docs) in rest {
            let apart: Vec<u32> = docs.difference(majority).copied().collect();
            let (Some(citing), Some(other)) = (ground.first(&apart), ground.first(&majority.iter().copied().collect::<Vec<_>>())) else {
                continue;
            };
            let Some((edge, _)) = group.said.iter().find(|(e, docs)| e.date == *day && docs.contains(&apart[0])) else { continue };
            let message = format!("dẫn {} ngày {day}, {} văn bản khác ghi ngày {most}", edge.number, majority.len());
            out.push(ground.citing(Severity::Medium, "two_dates", &citing, edge, message, &[&other])?);
        }
    }
    Ok(())
}

/// Whether a citation must mean a document but for its date.
fn keys_agree(held: &Held, edge: &Edge) -> bool {
    let whole = matches!((&held.key, edge.key.parse::<Key>()), (Some(a), Ok(b)) if a.compare(&b) == Compatibility::Same);
    whole || is_unique(&edge.number)
}

/// A document older than what it rests on. The record decides whether the document itself says so, not a title that it quotes.
pub(super) fn older(ground: &Ground<'_>, child: &Held, basis: &Held) -> Result<Option<Checked>, QueryError> {
    let (Some(own), Some(day)) = (child.issued_on.as_deref(), basis.issued_on.as_deref()) else { return Ok(None) };
    if !is_day(own) || !is_day(day) || day <= own || child.at == basis.at {
        return Ok(None);
    }
    let view = ground.view;
    let opened = view.open(child.at)?;
    let number = basis.number.as_deref().unwrap_or("");
    let says = opened.record.references.iter().find(|r| {
        let cited = r.number.as_deref().or(r.resolved_number.as_deref()).unwrap_or("");
        r.relation_from == "doc"
            && !r.proposed
            && matches!(r.relation, Relation::Basis | Relation::Implements)
            && terms::number_exact(cited) == terms::number_exact(number)
    });
    let dated = opened.record.references.iter().any(|r| r.number.as_deref() == Some(number) && r.date.as_deref().is_some_and(is_day));
    Ok(says.filter(|_| !dated).map(|r| {
        let message = format!("văn bản ký ngày {own} lại dựa trên {number}, ban hành ngày {day}, sau nó");
        let mut row = found(view, Severity::High, "older_than_basis", child, message, vec![basis.name(&view.naming)]);
        let (start, text) = place(&opened, r);
        row.start = Some(start);
        row.text = Some(text);
        row
    }))
}
