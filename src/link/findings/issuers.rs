//! Who issued what is cited: against the symbol, against another mention, not told at all, or not yet (no longer) there.

use std::collections::BTreeMap;

use super::{Material, at, day, flat, listed, name, number, push};
use crate::link::period::outside;
use crate::model::{Finding, IssuerBasis, RefKind, Reference, Relation, Severity, Span};
use crate::text::clip_start;
use crate::text::fold::lower;

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    against_symbol(of.references, out);
    against_mention(of, out);
    ambiguous(of, out);
    unnamed(of, out);
    bodies(of, out);
}

/// The words name another body than the symbol.
fn against_symbol(refs: &[Reference], out: &mut Vec<Finding>) {
    for r in refs.iter().filter(|r| contradicts_symbol(r)) {
        let stated = flat(r.issuer_text.as_deref().unwrap_or(""));
        let known = r.issuer.as_deref().map(|i| format!(" ({i})")).unwrap_or_default();
        let message = format!("{} được ghi là của “{stated}”, ký hiệu chỉ cơ quan khác{known}", r.number.as_deref().unwrap_or(""));
        push(out, "issuer_conflict", Severity::High, message, vec![at(r)]);
    }
}

fn contradicts_symbol(r: &Reference) -> bool {
    r.reasons.iter().any(|w| w.contains("ký hiệu") && w.contains("cơ quan khác"))
}

/// One document that two mentions give to two bodies: the same number and day, or the national organ of a body that another mention
/// places ("Mặt trận Tổ quốc Việt Nam" and "Ủy ban Mặt trận Tổ quốc quận").
fn against_mention(of: &Material, out: &mut Vec<Finding>) {
    let mut days: BTreeMap<(&str, &str), Vec<&Reference>> = BTreeMap::new();
    for r in of.references.iter().filter(|r| r.kind == RefKind::Numbered && r.issuer.is_some() && r.issuer_text.is_some()) {
        if let (Some(n), Some(d)) = (r.number.as_deref(), r.date.as_deref().filter(|d| day(d))) {
            days.entry((n, d)).or_default().push(r);
        }
    }
    for ((n, d), all) in days {
        let root = |r: &Reference| r.same_as.clone().unwrap_or_else(|| r.id.clone());
        // within one document the issuers were weighed; two documents of one number and day are one
        if let Some(other) = all.iter().find(|r| root(r) != root(all[0]) && r.issuer != all[0].issuer) {
            let message = format!(
                "{n} ngày {d} được ghi là của {} và của {}",
                all[0].issuer.as_deref().unwrap_or(""),
                other.issuer.as_deref().unwrap_or("")
            );
            push(out, "issuer_conflict", Severity::Medium, message, vec![at(all[0]), at(other)]);
        }
    }
    for all in of.documents() {
        let national = |r: &&&Reference| {
            let words = lower(&flat(r.issuer_text.as_deref().unwrap_or("")));
            r.issuer_basis == Some(IssuerBasis::Symbol) && !contradicts_symbol(r) && words.ends_with("việt nam")
        };
        let Some(wide) = all.iter().find(national) else { continue };
        let placed = all.iter().find(|r| r.issuer_text.is_some() && r.issuer.is_some() && r.issuer_basis != Some(IssuerBasis::Symbol));
        if let Some(own) = placed {
            let said = |r: &Reference| flat(r.issuer_text.as_deref().unwrap_or(""));
            let message = format!("{} được ghi là của “{}”, chỗ khác là của “{}”", name(wide), said(wide), said(own));
            push(out, "issuer_conflict", Severity::Medium, message, vec![at(wide), at(own)]);
        }
    }
}

/// A committee's or council's number whose territory nothing tells: the district's or the city's plan? A body replaces and amends its
/// own, and "quận đã ban hành …" tells whose it is.
fn ambiguous(of: &Material, out: &mut Vec<Finding>) {
    let open: Vec<&Reference> = of
        .documents()
        .into_iter()
        .filter(|all| all.iter().all(|r| r.issuer.is_none()) && all[0].candidates.len() > 1)
        .map(|all| all[0])
        .filter(|r| !of.in_table(r.start) && r.number != of.header.number && !told(of, r))
        .collect();
    let Some(first) = open.first() else { return };
    let names: Vec<String> = open.iter().map(|r| name(r)).collect();
    let message = format!("không ghi cơ quan ban hành của {}: {}?", listed(&names, "văn bản"), first.candidates.join(" hay "));
    push(out, "issuer_ambiguous", Severity::Medium, message, open.iter().map(|r| at(r)).collect());
}

/// Whether the relation or a verb of issuing with its subject tells whose number it is.
fn told(of: &Material, r: &Reference) -> bool {
    let council = number(r).and_then(|n| n.groups.into_iter().next()).is_some_and(|g| matches!(g.as_str(), "UBND" | "HĐND"));
    if !council || matches!(r.relation, Relation::Replaces | Relation::Repeals | Relation::Amends) {
        return true;
    }
    let (before, _) = of.around(at(r));
    let low = lower(before.rsplit(". ").next().unwrap_or(before));
    let near = &low[clip_start(&low, low.len().saturating_sub(200))..];
    let verbs = ["ban hành", "sửa đổi", "bãi bỏ", "thay thế", "cụ thể hóa", "phê duyệt", "trong đó có", "báo cáo kết quả thực hiện"];
    verbs.iter().any(|v| near.contains(v))
        && ["ubnd", "ủy ban", "hđnd", "hội đồng", "quận ", "huyện ", "thành phố ", "tỉnh ", "phường ", "xã "]
            .iter()
            .any(|b| low.contains(b))
}

/// "UBND thành phố" where the file never names the city.
fn unnamed(of: &Material, out: &mut Vec<Finding>) {
    let Some(upper) = of.header.place.as_deref().and_then(|p| p.rsplit_once(", ")).map(|(_, upper)| upper) else { return };
    let Some(proper) = ["thành phố ", "tỉnh "].iter().find_map(|kind| upper.strip_prefix(kind)) else { return };
    let guessed: Vec<&Reference> = of
        .references
        .iter()
        .filter(|r| r.issuer_basis == Some(IssuerBasis::Gazetteer) && r.issuer.as_deref().is_some_and(|i| i.ends_with(proper)))
        .collect();
    if let Some(first) = guessed.first()
        && !lower(of.doc.text()).contains(&lower(proper))
    {
        let words = flat(first.issuer_text.as_deref().unwrap_or(""));
        let message = format!("“{words}” mà tệp không chỗ nào nói {upper}");
        push(out, "place_unnamed", Severity::Low, message, guessed.iter().map(|r| at(r)).collect());
    }
}

/// Bodies that did not exist on the day of their document, its own included.
fn bodies(of: &Material, out: &mut Vec<Finding>) {
    let header = of.header;
    let own = header.number.as_deref().and_then(super::DocumentNumber::parse);
    if let Some(day) = header.issued_on.as_deref()
        && let Some(why) = outside(own.as_ref(), header.issuer.as_deref(), day)
    {
        let span = header.field_spans.iter().find(|(f, ..)| f == "number").map(|(_, s, e)| Span::new(*s, *e));
        let message = format!("văn bản ghi ngày {day} nhưng {why}");
        push(out, "body_period", Severity::Medium, message, span.into_iter().collect());
    }
    let mut said: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for r in of.references {
        let n = number(r);
        // a date of another year than the number's is a finding of its own
        let year = n.as_ref().and_then(|n| n.year).map(|y| y.to_string());
        let stated = r.date.clone().filter(|d| year.as_ref().is_none_or(|y| d.starts_with(y.as_str())));
        let Some(day) = stated.or(year) else { continue };
        if let Some(why) = outside(n.as_ref(), r.issuer.as_deref(), &day) {
            let name = r.number.as_deref().unwrap_or(&r.text);
            said.entry(format!("{name} ghi năm hoặc ngày {day} nhưng {why}")).or_default().push(at(r));
        }
    }
    for (message, spans) in said {
        push(out, "body_period", Severity::Medium, message, spans);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, said};

    #[test]
    fn words_against_symbol_and_mention() {
        let text = plan("Theo Công văn số 31-CV/BTGQU ngày 03/01/2023 của UBND Thành phố Hà Nội.");
        assert_eq!(said(&text, "issuer_conflict").len(), 1);
        let text = plan(
            "Theo Kế hoạch số 45/KH-UBND ngày 03/01/2023 của UBND quận Tây Hồ.\n\nTiếp tục Kế hoạch số 45/KH-UBND ngày 03/01/2023 của UBND thành phố Hà Nội.",
        );
        assert_eq!(said(&text, "issuer_conflict").len(), 1);
        let text = plan(
            "Ủy ban Mặt trận Tổ quốc quận ban hành Kế hoạch số 09/KH-MTTQ-BTT ngày 03/01/2023.\n\nThực hiện Kế hoạch số 09/KH-MTTQ-BTT ngày 03/01/2023 của Mặt trận Tổ quốc Việt Nam.",
        );
        assert_eq!(said(&text, "issuer_conflict").len(), 1, "{:?}", crate::pipeline::analyse("a.md", text.as_bytes())[0]);
        for body in [
            "Theo Kế hoạch số 45/KH-UBND ngày 03/01/2023 của UBND quận và Kế hoạch số 45/KH-UBND ngày 09/01/2023 của UBND thành phố.",
            "Theo Kế hoạch số 45/KH-UBND ngày 03/01/2023 của UBND quận. Kế hoạch số 45/KH-UBND ngày 03/01/2023 của UBND quận Tây Hồ.",
        ] {
            assert_eq!(said(&plan(body), "issuer_conflict"), [], "{body}");
        }
    }

    #[test]
    fn the_issuer_is_told() {
        assert_eq!(said(&plan("Thực hiện Kế hoạch số 52/KH-UBND ngày 08/01/2023 về công tác lưu trữ."), "issuer_ambiguous").len(), 1);
        assert_eq!(said(&plan("Thực hiện Kế hoạch số 52/KH-UBND ngày 08/01/2023 của UBND Thành phố."), "issuer_ambiguous"), []);
    }

    #[test]
    fn the_city_is_named_somewhere() {
        let body = "Thực hiện Kế hoạch số 52/KH-UBND ngày 08/01/2023 của UBND Thành phố.";
        assert_eq!(said(&plan(body), "place_unnamed").len(), 1);
        assert_eq!(said(&plan(&format!("{body} Gửi Sở Nội vụ Hà Nội.")), "place_unnamed"), []);
    }

    #[test]
    fn bodies_in_their_time() {
        let text = plan("Thực hiện Thông tư số 04/2022/TT-BNNMT ngày 05/5/2022 của Bộ Nông nghiệp và Môi trường.");
        assert_eq!(said(&text, "body_period").len(), 1);
        assert_eq!(said(&plan("Thực hiện Thông tư số 04/2022/TT-BNV ngày 05/5/2022 của Bộ Nội vụ."), "body_period"), []);
    }
}
