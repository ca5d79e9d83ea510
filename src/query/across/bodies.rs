//! One document with two issuers or two types, and one symbol of several bodies.
//!
//! Two citations speak of one document where their number is unique in the country or their keys are wholly equal; and where day and title
//! agree although the issuers do not. Bodies whose names hold one another ("Ban Thường vụ Quận ủy Tây Hồ"), and bodies that bear the same
//! symbol by name (a ministry that was renamed), are no two issuers. Where one territory went into the other in 2025 the row says so.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cited, Ground, found, has_type, one_document, works};
use crate::grammar::number::DocumentNumber;
use crate::index::edge::Edge;
use crate::lexicon::{issuers, places, types};
use crate::link::identity::Key;
use crate::model::Severity;
use crate::query::QueryError;
use crate::query::check::Checked;
use crate::query::describe::Said;
use crate::query::join::{Catalogue, Held, Joined, is_day, join};
use crate::query::words::issuer_short;
use crate::text::fold::plain;

/// Adds `two_issuers` and `two_types` for the citations of one number.
pub(super) fn bodies(ground: &Ground<'_>, bearers: &[Held], said: &[Said], out: &mut Vec<Checked>) -> Result<(), QueryError> {
    let mut told = BTreeSet::new();
    for (edge, docs) in said {
        let Some(citing) = ground.first(docs) else { continue };
        let joined = join(bearers, edge);
        let held = match &joined {
            Joined::Held(held, _) if held.at != citing.at => Some(*held),
            Joined::Held(..) | Joined::Ambiguous(_) | Joined::NotHeld => None,
        };
        if let Some(held) = held {
            let (name, kind) = (held.issuer.as_deref().unwrap_or(""), held.doc_type.as_deref().unwrap_or(""));
            if one_key(held, edge) && two_bodies(&edge.number, &edge.issuer, name) && told.insert((citing.path.clone(), citing.part, "b")) {
                let (severity, remark) = weight(held.key.as_ref(), edge);
                let message = format!("dẫn {} là của {}, chính văn bản đó là của {name}{remark}", edge.number, edge.issuer);
                out.push(ground.citing(severity, "two_issuers", &citing, edge, message, &[held])?);
            }
            if two_types(&edge.number, kind, &edge.doc_type) && told.insert((citing.path.clone(), citing.part, "t")) {
                let message = format!("dẫn {} là {}, chính văn bản đó là {}", edge.number, type_name(&edge.doc_type), type_name(kind));
                out.push(ground.citing(Severity::Medium, "two_types", &citing, edge, message, &[held])?);
            }
        }
    }
    for work in works(said) {
        for row in among(ground, &work, |e| &e.issuer, |few, most| two_bodies(&few.number, &few.issuer, &most.issuer)) {
            let (citing, few, other, most) = row;
            if told.insert((citing.path.clone(), citing.part, "b")) {
                out.push(other_issuer(ground, &citing, few, &other, most)?);
            }
        }
        for (citing, few, other, most) in
            among(ground, &work, |e| &e.doc_type, |few, most| two_types(&few.number, &few.doc_type, &most.doc_type))
        {
            if told.insert((citing.path.clone(), citing.part, "t")) {
                let message =
                    format!("dẫn {} là {}, văn bản khác ghi là {}", few.number, type_name(&few.doc_type), type_name(&most.doc_type));
                out.push(ground.citing(Severity::Low, "two_types", &citing, few, message, &[&other])?);
            }
        }
    }
    // other keys, because the issuers differ; one day and one title
    let mut by_day: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for one in said.iter().filter(|(e, _)| is_day(&e.date) && !e.title.is_empty() && !e.issuer.is_empty()) {
        by_day.entry(&one.0.date).or_default().push(one);
    }
    for day in by_day.into_values().filter(|day| day.len() > 1) {
        let differ = |few: &Edge, most: &Edge| two_bodies(&few.number, &few.issuer, &most.issuer) && one_title(few, most);
        for (citing, few, other, most) in among(ground, &day, |e| &e.issuer, differ) {
            if told.insert((citing.path.clone(), citing.part, "b")) {
                out.push(other_issuer(ground, &citing, few, &other, most)?);
            }
        }
    }
    Ok(())
}

fn other_issuer(ground: &Ground<'_>, citing: &Held, few: &Edge, other: &Held, most: &Edge) -> Result<Checked, QueryError> {
    let (severity, remark) = weight(most.key.parse().ok().as_ref(), few);
    let message = format!("dẫn {} là của {}, văn bản khác ghi {}{remark}", few.number, few.issuer, most.issuer);
    ground.citing(severity.min(Severity::Medium), "two_issuers", citing, few, message, &[other])
}

/// Values of one field that contradict the one that most documents give: who cites so, its citation, who cites as most do, and that one.
fn among<'s>(
    ground: &Ground<'_>,
    said: &[&'s Said],
    field: fn(&Edge) -> &str,
    differ: impl Fn(&Edge, &Edge) -> bool,
) -> Vec<(Held, &'s Edge, Held, &'s Edge)> {
    let mut values: BTreeMap<&str, (usize, &'s Said)> = BTreeMap::new();
    for one in said.iter().filter(|one| !field(&one.0).is_empty()) {
        values.entry(field(&one.0)).or_insert((0, one)).0 += one.1.len();
    }
    let mut list: Vec<(usize, &'s Said)> = values.into_values().collect();
    list.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let Some(((_, most), rest)) = list.split_first() else { return Vec::new() };
    rest.iter()
        .filter(|(_, few)| differ(&few.0, &most.0))
        .filter_map(|(_, few)| Some((ground.first(&few.1)?, &few.0, ground.first(&most.1)?, &most.0)))
        .filter(|(citing, _, other, _)| citing.at != other.at)
        .collect()
}

fn one_key(held: &Held, edge: &Edge) -> bool {
    let key = held.key.as_ref().map(ToString::to_string).unwrap_or_default();
    one_document(edge, &Edge { key, number: edge.number.clone(), ..Edge::default() })
}

fn one_title(a: &Edge, b: &Edge) -> bool {
    let words =
        |t: &str| plain(t).split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(ToOwned::to_owned).collect::<BTreeSet<_>>();
    let (x, y) = (words(&a.title), words(&b.title));
    let shorter = x.len().min(y.len());
    shorter >= 6 && x.intersection(&y).count() * 5 >= shorter * 4
}

/// Whether two names are of two bodies that both bear the organ of the number. Who states a body that does not is told by the document's
/// own findings.
fn two_bodies(number: &str, a: &str, b: &str) -> bool {
    if number.is_empty() || a.is_empty() || b.is_empty() {
        return false;
    }
    let (x, y) = (body(a), body(b));
    if x.contains(&y) || y.contains(&x) {
        return false;
    }
    let organs = DocumentNumber::parse(number).map(|n| n.groups).unwrap_or_default();
    let readings: Vec<&issuers::Issuer> = organs.iter().flat_map(|organ| issuers::by_symbol(organ)).collect();
    let bears = |name: &str| readings.iter().any(|i| name.starts_with(&body(i.name.split('{').next().unwrap_or(""))));
    // one that was renamed bears its symbol under both names
    let renamed = |name: &str| readings.iter().any(|i| !i.is_local() && body(&i.name) == name);
    readings.is_empty() || (bears(&x) && bears(&y) && !(renamed(&x) && renamed(&y)))
}

/// A body without what speaks for it and without the kind of a province: "Sở Nội vụ thành phố Hà Nội" is "Sở Nội vụ Hà Nội".
fn body(name: &str) -> String {
    let low = plain(name).replace(" thanh pho ", " ").replace(" tinh ", " ");
    ["ban thuong vu ", "thuong truc ", "ban chap hanh dang bo ", "ban chap hanh ", "ban thuong truc ", "chu tich ", "van phong "]
        .iter()
        .find_map(|speaker| low.strip_prefix(speaker))
        .unwrap_or(&low)
        .trim()
        .to_owned()
}

/// How much two issuers matter, and what is to be said of places that became one.
fn weight(known: Option<&Key>, edge: &Edge) -> (Severity, &'static str) {
    let place = |k: &Key| k.place.clone().filter(|p| p != "?");
    let other: Option<Key> = edge.key.parse().ok();
    match (known.and_then(place), other.as_ref().and_then(place)) {
        (Some(a), Some(b)) if merged(&a, &b) => (Severity::Low, " (hai đơn vị đã sáp nhập năm 2025)"),
        _ => (Severity::High, ""),
    }
}

/// Whether two places became one in 2025, or one went into the other.
fn merged(a: &str, b: &str) -> bool {
    let after = |id: &str| -> BTreeSet<String> {
        let successors = places::states(id).flat_map(|p| p.successors.split('|')).filter(|s| !s.is_empty()).map(ToOwned::to_owned);
        successors.chain([id.to_owned()]).collect()
    };
    a != b && !after(a).is_disjoint(&after(b))
}

/// Whether two type codes contradict each other. Of the words that one abbreviation stands for any may be written (QĐ: Quyết định, Quy
/// định), "Thông tư" stands for "Thông tư liên tịch", and of a number without a type the two are two documents.
fn two_types(number: &str, a: &str, b: &str) -> bool {
    let (x, y) = (type_name(a), type_name(b));
    if !has_type(number) || x.starts_with(y) || y.starts_with(x) {
        return false;
    }
    let initials =
        |code: &str| -> String { type_name(code).split(' ').filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect() };
    !a.is_empty() && !b.is_empty() && a != b && initials(a) != initials(b)
}

fn type_name(code: &str) -> &str {
    types::by_code(code).map_or(code, |t| t.name.as_str())
}

/// Adds a row for each symbol under which several bodies have given out the same number in the same time.
pub(super) fn symbols(ground: &Ground<'_>, catalogue: &Catalogue, citations: &[Cited<'_>], out: &mut Vec<Checked>) {
    /// A number of several bodies: the bodies, and a document that bears or cites it.
    type Shared = (String, BTreeMap<String, Held>);
    let mut by_symbol: BTreeMap<String, Vec<Shared>> = BTreeMap::new();
    for &(exact, said) in citations {
        // number in one register and time, by place
        let mut bodies: BTreeMap<(String, String), BTreeMap<String, (String, Held)>> = BTreeMap::new();
        let mut add = |key: Option<Key>, issuer: &str, by: Held| {
            let Some(key) = key else { return };
            if let Some(place) = key.place.clone().filter(|p| !p.contains('?') && !issuer.is_empty()) {
                let register = Key { place: None, ..key.clone() }.to_string();
                bodies.entry((key.organ, register)).or_default().entry(place).or_insert_with(|| (issuer_short(issuer), by));
            }
        };
        for held in catalogue.bearers(exact) {
            add(held.key.clone(), held.issuer.as_deref().unwrap_or(""), held.clone());
        }
        for (edge, docs) in said {
            if let Some(by) = ground.first(docs) {
                add(edge.key.parse().ok(), &edge.issuer, by);
            }
        }
        for ((organ, _), by_place) in bodies.into_iter().filter(|(_, by_place)| by_place.len() > 1) {
            let number = said.first().map_or(exact, |(e, _)| e.number.as_str()).to_owned();
            by_symbol.entry(organ).or_default().push((number, by_place.into_values().collect()));
        }
    }
    for (organ, numbers) in by_symbol {
        let Some((number, bodies)) = numbers.iter().max_by_key(|(_, bodies)| bodies.len()) else { continue };
        let names: Vec<&str> = bodies.keys().map(String::as_str).take(3).collect();
        let more = bodies.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" và {more} cơ quan khác") } else { String::new() };
        let count = if numbers.len() > 1 { format!("; {} số như vậy", numbers.len()) } else { String::new() };
        let message = format!(
            "ký hiệu {} là của nhiều cơ quan: {number} của {}{more}{count}; số không có nơi ban hành thì chưa rõ",
            organ.to_uppercase(),
            names.join(", ")
        );
        let mut documents = bodies.values();
        if let Some(first) = documents.next() {
            let others: BTreeSet<String> = documents.filter(|h| h.at != first.at).map(|h| h.name(&ground.view.naming)).collect();
            out.push(found(ground.view, Severity::Low, "symbol_shared", first, message, others.into_iter().collect()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_another_body() {
        for (number, a, b, two) in [
            ("15/KH-UBND", "Ủy ban nhân dân quận Tây Hồ", "Ủy ban nhân dân quận Lê Chân", true),
            ("08-CTr/QU", "Quận ủy Tây Hồ", "Ban Thường vụ Quận ủy Tây Hồ", false),
            ("412/SNV-CCHC", "Sở Nội vụ Hà Nội", "Sở Nội vụ thành phố Hà Nội", false),
            ("412/SNV-CCHC", "Sở Nội vụ Hà Nội", "Sở Nội vụ tỉnh Nghệ An", true),
            // not of the symbol: a finding of the document that says so
            ("17/2025/QĐ-UBND", "Sở Du lịch thành phố Hà Nội", "Ủy ban nhân dân thành phố Hà Nội", false),
            ("17/2021/TT-BTC", "Bộ Tài chính", "Bộ Y tế", false),
            ("17/2021/TT-BTC", "Bộ Tài chính", "", false),
        ] {
            assert_eq!(two_bodies(number, a, b), two, "{a} / {b}");
        }
    }

    #[test]
    fn places_that_became_one() {
        assert!(merged("bac-giang", "bac-ninh"));
        assert!(!merged("ha-noi", "hai-phong") && !merged("ha-noi", "ha-noi"));
    }

    #[test]
    fn types_with_one_symbol() {
        let differ = |a, b| two_types("15/KH-UBND", a, b);
        assert!(differ("KH", "CTr") && !differ("KH", "KH") && !differ("", "KH") && !differ("QĐ", "QyĐ"));
        assert!(!two_types("24/2008/QH12", "NQ", "KH"));
    }
}
