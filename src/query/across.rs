//! Contradictions between documents. Two documents are only held against each other where their keys say that they speak of one work.
//!
//! | code | what |
//! |---|---|
//! | `same_content` | one content under several paths |
//! | `same_number` | one document held under several paths, with differing content |
//! | `two_dates` | one number with two dates: held twice, or cited with another date than it bears or than others cite |
//! | `two_issuers` | one number with two issuers |
//! | `older_than_basis` | a document older than a held one that it rests on, where it does not state the date itself |

use std::collections::{BTreeMap, BTreeSet};

use tantivy::DocAddress;

use super::check::Checked;
use super::collect::Texts;
use super::describe::{Said, is_unique, part};
use super::join::{Catalogue, Held, HeldColumns, Joined, days_differ, is_day, join};
use super::missing::Citations;
use super::words::file_name;
use super::{QueryError, View};
use crate::index::edge::Edge;
use crate::index::paths::named;
use crate::index::terms;
use crate::link::identity::{Compatibility, Key};
use crate::model::{Relation, Severity};

/// All of them, in no order.
///
/// # Errors
/// Where the index cannot be read.
pub fn between(view: &View) -> Result<Vec<Checked>, QueryError> {
    let columns = HeldColumns::new(view)?;
    let documents = view.documents()?;
    let mut out = Vec::new();
    copies(view, &columns, &documents, &mut out)?;
    let catalogue = Catalogue::load(view)?;
    let mut citations: Vec<(String, Vec<Said>)> = Citations::load(view)?.by_number.into_iter().collect();
    citations.sort_by(|a, b| a.0.cmp(&b.0));
    for (exact, said) in citations {
        dates(view, &columns, &documents, catalogue.bearers(&exact), &said, &mut out);
        for (edge, docs) in &said {
            let rests = matches!(edge.relation, Relation::Basis | Relation::Implements) && !is_day(&edge.date);
            if let (true, Joined::Held(basis, Compatibility::Same)) = (rests, join(catalogue.bearers(&exact), edge)) {
                for child in docs.iter().filter_map(|i| documents.get(*i as usize)) {
                    out.extend(older(view, &columns.held(*child), basis)?);
                }
            }
        }
    }
    Ok(out)
}

/// File name and part.
fn short_name(held: &Held) -> String {
    named(file_name(&held.path), held.part)
}

fn found(view: &View, severity: Severity, code: &str, about: &Held, message: String, others: Vec<String>) -> Checked {
    Checked {
        severity,
        code: code.to_owned(),
        path: view.naming.shown(&about.path),
        part: about.part,
        number: about.number.clone(),
        message,
        start: None,
        text: None,
        others,
    }
}

/// Documents held twice; what two files hold besides them does not matter.
fn copies(view: &View, columns: &HeldColumns, documents: &[DocAddress], out: &mut Vec<Checked>) -> Result<(), QueryError> {
    let hashes = Texts::new(&view.searcher, "content")?;
    let mut by_key: BTreeMap<String, Vec<(Held, String)>> = BTreeMap::new();
    let mut by_hash: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for at in documents {
        let held = columns.held(*at);
        let hash = hashes.first(*at).unwrap_or_default();
        // a key with unknown parts names no single document
        if let Some(key) = held.key.as_ref().map(ToString::to_string).filter(|k| !k.contains('?')) {
            by_key.entry(key).or_default().push((held.clone(), hash.clone()));
        }
        if !hash.is_empty() {
            by_hash.entry(hash).or_default().push(held);
        }
    }
    for mut list in by_hash.into_values() {
        list.sort_by(Held::by_place);
        if let [first, rest @ ..] = list.as_slice()
            && !rest.is_empty()
        {
            let others = rest.iter().map(|h| h.name(&view.naming)).collect();
            out.push(found(view, Severity::Low, "same_content", first, format!("cùng một nội dung nằm ở {} nơi", list.len()), others));
        }
    }
    for mut list in by_key.into_values() {
        list.sort_by(|a, b| Held::by_place(&a.0, &b.0));
        let Some(((first, hash), rest)) = list.split_first() else { continue };
        let number = first.number.as_deref().unwrap_or("");
        let date = |h: &Held| h.issued_on.clone().unwrap_or_default();
        let issuer = |h: &Held| h.issuer.clone().unwrap_or_default();
        let mut push = |severity, code, other: &Held, message| {
            out.push(found(view, severity, code, first, message, vec![other.name(&view.naming)]));
        };
        let two_dates = rest.iter().find(|(h, _)| days_differ(&date(first), &date(h)));
        if let Some((other, _)) = two_dates {
            let name = short_name(other);
            push(
                Severity::High,
                "two_dates",
                other,
                format!("{number} mang hai ngày: {}, còn trong {name} là {}", date(first), date(other)),
            );
        }
        let two_issuers = rest.iter().find(|(h, _)| h.issuer.is_some() && first.issuer.is_some() && h.issuer != first.issuer);
        if let Some((other, _)) = two_issuers {
            let name = short_name(other);
            let message = format!("{number} mang hai cơ quan ban hành: {}, còn trong {name} là {}", issuer(first), issuer(other));
            push(Severity::High, "two_issuers", other, message);
        }
        if two_dates.is_none()
            && two_issuers.is_none()
            && let Some((other, _)) = rest.iter().find(|(_, other)| other != hash)
        {
            let name = short_name(other);
            push(Severity::Low, "same_number", other, format!("{number} có hai bản khác nội dung, bản kia là {name}"));
        }
    }
    Ok(())
}

/// One number with two dates across documents; what one document says by itself is among its own findings.
fn dates(view: &View, columns: &HeldColumns, documents: &[DocAddress], bearers: &[Held], said: &[Said], out: &mut Vec<Checked>) {
    let first_of = |docs: &[u32]| docs.first().and_then(|i| documents.get(*i as usize)).map(|at| columns.held(*at));
    // against the document itself
    let mut told = BTreeSet::new();
    for (edge, docs) in said.iter().filter(|(e, _)| is_day(&e.date)) {
        // where another document bears the number with this date there is no contradiction
        if !matches!(join(bearers, edge), Joined::NotHeld) {
            continue;
        }
        let same = |h: &&Held| days_differ(h.issued_on.as_deref().unwrap_or(""), &edge.date) && keys_agree(h, edge);
        let (Some(held), Some(citing)) = (bearers.iter().find(same), first_of(docs)) else { continue };
        if citing.at != held.at && told.insert((citing.path.clone(), citing.part, edge.date.clone())) {
            let message =
                format!("dẫn {} ngày {}, chính văn bản đó ghi ngày {}", edge.number, edge.date, held.issued_on.as_deref().unwrap_or(""));
            out.push(found(view, Severity::High, "two_dates", &citing, message, vec![held.name(&view.naming)]));
        }
    }
    if !told.is_empty() {
        return;
    }
    // among those who cite it
    for group in part(said.to_vec()) {
        let mut by_day: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (edge, docs) in group.said.iter().filter(|(e, _)| is_day(&e.date)) {
            by_day.entry(&edge.date).or_default().extend(docs);
        }
        let mut days: Vec<(&str, &BTreeSet<u32>)> = by_day.iter().map(|(d, s)| (*d, s)).collect();
        days.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
        let Some(((most, majority), rest)) = days.split_first() else { continue };
        for (day, docs) in rest {
            let apart: Vec<u32> = docs.difference(majority).copied().collect();
            let (Some(citing), Some(other)) = (first_of(&apart), first_of(&majority.iter().copied().collect::<Vec<_>>())) else { continue };
            let number = group.said.first().map_or("", |(e, _)| e.number.as_str());
            let message = format!("dẫn {number} ngày {day}, {} văn bản khác ghi ngày {most}", majority.len());
            out.push(found(view, Severity::Medium, "two_dates", &citing, message, vec![other.name(&view.naming)]));
        }
    }
}

/// Whether a citation must mean a document but for its date.
fn keys_agree(held: &Held, edge: &Edge) -> bool {
    let whole = matches!((&held.key, edge.key.parse::<Key>()), (Some(a), Ok(b)) if a.compare(&b) == Compatibility::Same);
    whole || is_unique(&edge.number)
}

/// A document older than what it rests on. The record decides whether the document itself says so, not a title that it quotes.
fn older(view: &View, child: &Held, basis: &Held) -> Result<Option<Checked>, QueryError> {
    let (Some(own), Some(day)) = (child.issued_on.as_deref(), basis.issued_on.as_deref()) else { return Ok(None) };
    if !is_day(own) || !is_day(day) || day <= own || child.at == basis.at {
        return Ok(None);
    }
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
        row.start = Some(r.start);
        row.text = Some(r.text.clone());
        row
    }))
}
