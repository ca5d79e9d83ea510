//! What is missing below a document: territories without a document that carries it out, plans without a report, documents that are only
//! cited. A gap says what the index does not hold. Whether the document exists, the index cannot know.
//!
//! The territories are those of the tables of places on the document's day: provinces below the centre, districts (until June 2025) or
//! communes below a province, communes below a district.

use std::collections::HashSet;

use serde::Serialize;

use super::cascade::Step;
use crate::grammar::issuer::{self, Home};
use crate::lexicon::{communes, places};
use crate::model::Relation;
use crate::text::fold::lower;

/// Something that one would expect and the index does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "gap", rename_all = "snake_case")]
pub enum Gap {
    /// Territories of the level below, none of whose bodies has a document in the tree.
    Territories {
        /// `province`, `district` or `commune`.
        level: &'static str,
        /// How many there were on the document's day.
        all: usize,
        /// Those without, in order of their names.
        without: Vec<String>,
    },
    /// A plan or programme, on which no report is held.
    NoReport,
    /// The document itself is known only from citations.
    NotHeld,
}

/// The level of a body by its name.
#[must_use]
pub fn level(body: &str) -> Option<&'static str> {
    issuer::body(body, &Home::default()).map(|b| b.level)
}

/// From the centre down.
#[must_use]
pub fn rank(level: Option<&str>) -> usize {
    let level = level.unwrap_or("");
    ["central", "province", "district", "commune"].iter().position(|l| level.ends_with(l)).unwrap_or(4)
}

/// `quận Tây Hồ` of a body of it.
fn territory(step: &Step) -> Option<issuer::Territory> {
    issuer::body(step.document.issuer.as_deref()?, &Home::default())?.territory
}

/// The territories directly below a body on a day, with their level.
fn below(level: Option<&str>, territory: Option<&issuer::Territory>, day: &str) -> Option<(&'static str, Vec<String>)> {
    let names = |list: Vec<&places::Place>| {
        let mut names: Vec<String> = list.into_iter().map(places::Place::full_name).collect();
        names.sort();
        names.dedup();
        names
    };
    let found = match rank(level) {
        0 => ("province", names(places::all().iter().filter(|p| p.is_province() && p.existed_on(day)).collect())),
        1 => {
            let id = territory?.id.as_deref()?;
            let districts = names(places::all().iter().filter(|p| p.parent == id && p.existed_on(day)).collect());
            if districts.is_empty() {
                ("commune", communes::below(id, day).into_iter().map(|(_, name)| name).collect())
            } else {
                ("district", districts)
            }
        }
        2 => ("commune", communes::below(territory?.id.as_deref()?, day).into_iter().map(|(_, name)| name).collect()),
        _ => return None,
    };
    (!found.1.is_empty()).then_some(found)
}

/// Writes to each step of a tree what is missing below it. The territories of one body are asked for once, at the highest of its documents
/// in the tree: whoever carries out a later plan of the district carries out its programme.
pub fn find(root: &mut Step) {
    let there: HashSet<String> = root.all().into_iter().skip(1).filter_map(territory).map(|t| lower(&t.full())).collect();
    walk(root, &there, &mut Vec::new());
}

/// `there`: the territories whose bodies have a document anywhere in the tree.
fn walk(step: &mut Step, there: &HashSet<String>, told: &mut Vec<String>) {
    let mut found = Vec::new();
    if !step.document.held {
        found.push(Gap::NotHeld);
    }
    // one body has no wards of its own: an office, a union
    let place = if rank(step.level.as_deref()) == 0 { Some(String::new()) } else { territory(step).map(|t| t.full()) };
    let root = step.relation.is_none();
    let asks = root || place.as_deref() != Some("") && governs(step) && acts(step);
    if let Some(place) = place.filter(|p| asks && !told.contains(p)) {
        found.extend(territories(step, there));
        told.push(place);
    }
    let plan = governs(step) && matches!(step.document.doc_type.as_deref(), Some("KH" | "CTr"));
    let reported = step.children.iter().any(|c| c.relation == Some(Relation::ReportsOn) || c.document.doc_type.as_deref() == Some("BC"));
    if plan && step.document.held && !reported {
        found.push(Gap::NoReport);
    }
    step.gaps = found;
    for child in &mut step.children {
        walk(child, there, told);
    }
}

/// Whether the issuer is the committee of its territory, State or Party, and not one of its offices.
fn governs(step: &Step) -> bool {
    let body = lower(step.document.issuer.as_deref().unwrap_or(""));
    let body = body.strip_prefix("ban thường vụ ").unwrap_or(&body);
    ["ủy ban nhân dân", "hội đồng nhân dân", "tỉnh ủy", "thành ủy", "quận ủy", "huyện ủy", "thị ủy", "đảng ủy"]
        .iter()
        .any(|w| body.starts_with(w))
}

/// Whether a document asks for action.
fn acts(step: &Step) -> bool {
    matches!(step.document.doc_type.as_deref(), Some("KH" | "CTr" | "CT" | "NQ" | "ĐA" | "KL"))
}

fn territories(step: &Step, there: &HashSet<String>) -> Option<Gap> {
    let day = step.document.date.as_deref()?;
    let (level, all) = below(step.level.as_deref(), territory(step).as_ref(), day)?;
    let without: Vec<String> = all.iter().filter(|name| !there.contains(&lower(name))).cloned().collect();
    (!without.is_empty()).then_some(Gap::Territories { level, all: all.len(), without })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::graph::web::WebNode;

    fn step(issuer: &str, kind: &str, relation: Option<Relation>, children: Vec<Step>) -> Step {
        Step {
            document: WebNode {
                held: true,
                issuer: Some(issuer.into()),
                doc_type: Some(kind.into()),
                date: Some("2024-01-10".into()),
                ..WebNode::default()
            },
            level: level(issuer).map(str::to_owned),
            relation,
            certainty: None,
            said_by: None,
            sentence: None,
            children,
            gaps: Vec::new(),
        }
    }

    #[test]
    fn wards_without_a_plan_are_named() {
        let ward = step("Ủy ban nhân dân phường Quảng An", "KH", Some(Relation::Basis), Vec::new());
        let mut root = step("Ủy ban nhân dân quận Tây Hồ", "KH", None, vec![ward]);
        find(&mut root);
        let Some(Gap::Territories { level, all, without }) = root.gaps.first() else { panic!("{:?}", root.gaps) };
        assert_eq!((*level, *all, without.len()), ("commune", 8, 7));
        assert!(without.contains(&"phường Xuân La".to_owned()) && !without.contains(&"phường Quảng An".to_owned()));
        assert!(root.gaps.contains(&Gap::NoReport));
    }

    #[test]
    fn the_levels_of_the_day() {
        let units = |body: &str, day: &str| {
            let t = issuer::body(body, &Home::default()).unwrap();
            below(Some(t.level), t.territory.as_ref(), day).map(|(level, all)| (level, all.len()))
        };
        assert_eq!(units("Chính phủ", "2024-01-10"), Some(("province", 63)));
        assert_eq!(units("Chính phủ", "2025-07-10"), Some(("province", 34)));
        assert_eq!(units("Ủy ban nhân dân thành phố Hà Nội", "2024-01-10"), Some(("district", 30)));
        assert!(matches!(units("Ủy ban nhân dân thành phố Hà Nội", "2025-07-10"), Some(("commune", 126))));
        assert_eq!(units("Ủy ban nhân dân phường Quảng An", "2024-01-10"), None);
    }
}
