//! Which document was first: a child cannot be older than what it rests on, nor be issued on another day than its own.

use std::collections::{HashMap, HashSet};

use super::{Material, at, day, flat, name, push};
use crate::model::{DateMention, DateRole, Finding, Reference, Relation, Severity, Span};
use crate::text::fold::lower;

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    own(of, out);
    cited(of, out);
    announced(of, out);
    ambiguous(of, out);
}

/// The document cites one that is younger than itself.
fn own(of: &Material, out: &mut Vec<Finding>) {
    let Some(own) = of.header.issued_on.as_deref().filter(|d| day(d)) else { return };
    let upward = |r: &&Reference| r.relation_from == "doc" && matches!(r.relation, Relation::Basis | Relation::Implements) && !r.proposed;
    for r in of.references.iter().filter(upward) {
        if let Some(d) = r.date.as_deref().filter(|d| day(d) && *d > own) {
            let message = format!("văn bản ký ngày {own} lại căn cứ {} ngày {d}, ban hành sau nó", name(r));
            push(out, "chronology", Severity::High, message, vec![at(r)]);
        }
    }
}

/// A cited document carries out, amends or reports on one that is younger.
fn cited(of: &Material, out: &mut Vec<Finding>) {
    let refs = of.references;
    let by_id: HashMap<&str, &Reference> = refs.iter().map(|r| (r.id.as_str(), r)).collect();
    let root = |r: &Reference| r.same_as.clone().unwrap_or_else(|| r.id.clone());
    // dates may stand at another mention of the same document
    let mut dated: HashMap<String, &str> = HashMap::new();
    for r in refs {
        if let Some(d) = r.date.as_deref() {
            dated.entry(root(r)).or_insert(d);
        }
    }
    let known = |x: &Reference| x.date.clone().or_else(|| dated.get(&root(x)).map(|d| (*d).to_owned())).filter(|d| day(d));
    let upward = |r: &&Reference| {
        use Relation::{Amends, Basis, Implements, Repeals, Replaces};
        r.relation_from != "doc" && matches!(r.relation, Basis | Implements | Amends | Replaces | Repeals) && !r.passive && !r.proposed
    };
    for r in refs.iter().filter(upward) {
        let Some(parent) = by_id.get(r.relation_from.as_str()).copied().filter(|p| root(p) != root(r)) else { continue };
        if let (Some(child), Some(basis)) = (known(parent), known(r))
            && basis > child
            && of.between(parent.end, r.start).is_some_and(governs)
        {
            let message = format!("{} ({child}) dựa trên {} ({basis}) ban hành sau nó", name(parent), name(r));
            push(out, "chronology", Severity::High, message, vec![at(parent), at(r)]);
        }
    }
}

/// Whether what stands between a document and the one that it carries out is one clause: no second document beside the first ("… và
/// Nghị định số …"), no bracket, no new sentence.
fn governs(gap: &str) -> bool {
    let beside = [" và", ",", "và các", "cùng"].iter().any(|w| gap.trim_end().ends_with(w));
    gap.len() < 260 && !beside && !gap.contains([';', '(', ')']) && !gap.contains(". ")
}

fn span(d: &DateMention) -> Span {
    Span::new(d.start, d.end)
}

/// "ngày 02/3, A họp và ban hành Kế hoạch số … ngày 24/02": issued on one day, dated another.
fn announced(of: &Material, out: &mut Vec<Finding>) {
    for r in of.references {
        let Some(own) = r.date.as_deref().filter(|d| day(d)) else { continue };
        let before = of.dates.partition_point(|d| d.end <= r.start);
        let last = of.dates[..before].iter().rev().take(8).find(|d| d.iso.as_deref().is_some_and(day));
        let Some(event) = last.filter(|d| d.role != DateRole::Reference && d.year_from.is_none()) else { continue };
        let Some(gap) = of.between(event.end, r.start).filter(|g| g.len() < 600) else { continue };
        let low = lower(gap);
        // the issuing itself stands before the number, and nothing but the day's subject between
        let issues = ["ban hành ", "đã ký ", "ký ban hành "].iter().any(|w| low.ends_with(w));
        let clause = low.starts_with(", ") && !low.contains(['.', ';', ':']) && !low.contains("thực hiện theo");
        if issues && clause && event.iso.as_deref() != Some(own) {
            let said = event.iso.as_deref().unwrap_or("");
            let message = format!("{} được nói là ban hành ngày {said} nhưng ghi ngày {own}", name(r));
            push(out, "chronology", Severity::Medium, message, vec![span(event), at(r)]);
        }
    }
}

/// "căn cứ Kế hoạch số … của Quận ủy, ngày 02/3/2022, Ban Chủ nhiệm đã họp": the day of the meeting, or of the plan, which another
/// mention gives this day?
fn ambiguous(of: &Material, out: &mut Vec<Finding>) {
    let mut dated: HashMap<(&str, &str), &Reference> = HashMap::new();
    for r in of.references {
        if let (Some(n), Some(d)) = (r.number.as_deref(), r.date.as_deref().filter(|d| day(d))) {
            dated.entry((n, d)).or_insert(r);
        }
    }
    let mut said: HashSet<(&str, &str)> = HashSet::new();
    for (i, r) in of.references.iter().enumerate().filter(|(_, r)| r.date.is_none()) {
        let after = of.dates.partition_point(|d| d.start < r.end);
        let Some(d) = of.dates.get(after).filter(|d| d.role != DateRole::Reference) else { continue };
        let (Some(number), Some(iso)) = (r.number.as_deref(), d.iso.as_deref()) else { continue };
        let Some(twin) = dated.get(&(number, iso)) else { continue };
        // "… của Quận ủy, ngày": a comma, and nothing but the issuer before it
        let gap = of.between(r.end, d.start).filter(|g| g.len() < 90 && g.trim_end().ends_with(',') && !g.contains(['.', ';', ':', '(']));
        let next = of.references.get(i + 1).is_some_and(|o| o.start < d.start);
        // ", Ban Chủ nhiệm đã họp": who does what on that day
        let subject = of.around(span(d)).1.strip_prefix(", ").is_some_and(|b| b.starts_with(char::is_uppercase));
        if gap.is_some() && !next && subject && said.insert((number, iso)) {
            let words = flat(&d.text);
            let message =
                format!("“{words}” sau {number} là ngày của việc kể tiếp hay ngày của văn bản? Chỗ khác ghi nó là ngày của văn bản");
            push(out, "date_ambiguous", Severity::Medium, message, vec![span(d), at(twin)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, said};

    #[test]
    fn no_child_is_older_than_its_basis() {
        assert_eq!(said(&plan("Căn cứ Quyết định số 88/QĐ-UBND ngày 15/3/2023 của UBND quận."), "chronology").len(), 1);
        assert_eq!(said(&plan("Căn cứ Quyết định số 88/QĐ-UBND ngày 09/01/2023 của UBND quận."), "chronology"), []);
        let cited = |day: &str| {
            plan(&format!(
                "Theo Công văn số 31/UBND-NV ngày 05/01/2023 của UBND quận về việc thực hiện Kế hoạch số 12/KH-UBND ngày {day} của UBND Thành phố."
            ))
        };
        assert_eq!(said(&cited("08/01/2023"), "chronology").len(), 1);
        assert_eq!(said(&cited("04/01/2023"), "chronology"), []);
    }

    #[test]
    fn issued_on_its_own_day() {
        let of = |day: &str| {
            plan(&format!(
                "Ngày 05/01/2023, Ban Chủ nhiệm đã họp phân công nhiệm vụ và ban hành Kế hoạch số 03-KH/BCN ngày {day} về công tác năm."
            ))
        };
        assert_eq!(said(&of("03/01/2023"), "chronology").len(), 1);
        assert_eq!(said(&of("05/01/2023"), "chronology"), []);
        let other = plan("Ngày 05/01/2023, Ban Chủ nhiệm đã họp về việc thực hiện Kế hoạch số 03-KH/BCN ngày 03/01/2023.");
        assert_eq!(said(&other, "chronology"), []);
    }

    #[test]
    fn a_day_between_two_commas() {
        let body = "Căn cứ Kế hoạch số 27-KH/QU của Quận ủy, ngày 05/01/2023, Ban Chủ nhiệm đã họp.";
        let list = "1. Quận ủy Tây Hồ (2023). Kế hoạch số 27-KH/QU của Quận ủy, ngày 05/01/2023.";
        assert_eq!(said(&plan(&format!("{body}\n\n{list}")), "date_ambiguous").len(), 1);
        assert_eq!(said(&plan(body), "date_ambiguous"), []);
        let clear = body.replace(" của Quận ủy, ngày 05/01/2023,", " ngày 05/01/2023 của Quận ủy,");
        assert_eq!(said(&plan(&format!("{clear}\n\n{list}")), "date_ambiguous"), []);
    }
}
