//! Documents held twice: one content under several paths, one key with several contents. What two files hold besides does not matter.

use std::collections::BTreeMap;

use super::{Ground, found, short_name};
use crate::model::Severity;
use crate::query::QueryError;
use crate::query::check::Checked;
use crate::query::collect::Texts;
use crate::query::join::{Held, days_differ};

/// Adds `same_content`, `same_number`, and `two_dates` and `two_issuers` of documents that are held.
pub(super) fn copies(ground: &Ground<'_>, out: &mut Vec<Checked>) -> Result<(), QueryError> {
    let view = ground.view;
    let hashes = Texts::new(&view.searcher, "content")?;
    let mut by_key: BTreeMap<String, Vec<(Held, String)>> = BTreeMap::new();
    let mut by_hash: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for at in &ground.documents {
        let held = ground.columns.held(*at);
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
