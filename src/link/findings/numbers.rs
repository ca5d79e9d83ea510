//! How numbers are written: spaces in them, several spellings, one serial for two documents, serials alone.

use std::collections::BTreeMap;

use super::{at, flat, number, push};
use crate::model::{Finding, RefKind, Reference, Severity, Span};

pub(super) fn find(refs: &[Reference], out: &mut Vec<Finding>) {
    spelling(refs, out);
    serials(refs, out);
}

/// Spaces inside numbers; one number in several spellings.
fn spelling(refs: &[Reference], out: &mut Vec<Finding>) {
    let spaced: Vec<&Reference> = refs
        .iter()
        .filter(|r| {
            r.kind == RefKind::Numbered
                && r.number_raw
                    .as_deref()
                    .zip(r.number.as_deref())
                    .is_some_and(|(raw, n)| raw.matches(' ').count() > n.matches(' ').count() && !r.text.contains('\n'))
        })
        .collect();
    if !spaced.is_empty() {
        push(
            out,
            "number_spacing",
            Severity::Medium,
            format!("có khoảng trắng trong số: “{}”", spaced[0].number_raw.as_deref().unwrap_or("")),
            spaced.iter().map(|r| at(r)).collect(),
        );
    }
    let mut forms: BTreeMap<String, BTreeMap<String, Span>> = BTreeMap::new();
    for r in refs.iter().filter(|r| r.kind == RefKind::Numbered) {
        // the bare serials of an elided list are no spelling of their own
        if let (Some(n), Some(raw)) = (number(r), r.number_raw.as_ref().filter(|w| w.contains(['/', '-']))) {
            forms
                .entry(format!("{}{}{}", n.block(), n.symbol.as_deref().unwrap_or(""), n.organ()))
                .or_default()
                .entry(raw.replace(' ', ""))
                .or_insert_with(|| at(r));
        }
    }
    for spellings in forms.values().filter(|s| s.len() > 1) {
        push(
            out,
            "number_variant",
            Severity::Low,
            format!("một số viết nhiều cách: {}", spellings.keys().cloned().collect::<Vec<_>>().join(", ")),
            spellings.values().copied().collect(),
        );
    }
}

/// One serial for two documents in one sentence; mentions by serial alone that stay open.
fn serials(refs: &[Reference], out: &mut Vec<Finding>) {
    for (i, a) in refs.iter().enumerate() {
        let Some(na) = number(a) else { continue };
        for b in refs[i + 1..].iter().take(3) {
            let Some(nb) = number(b) else { continue };
            if na.block() == nb.block() && na.year.is_none() && na.organ() != nb.organ() && a.evidence == b.evidence {
                push(
                    out,
                    "same_serial",
                    Severity::Low,
                    format!("cùng số thứ tự trong một câu cho hai văn bản: {na} và {nb}"),
                    vec![at(a), at(b)],
                );
            }
        }
    }
    let open: Vec<&Reference> =
        refs.iter().filter(|r| r.kind == RefKind::ShortNumber && r.resolved_number.is_none() && r.same_as.is_none()).collect();
    for r in open {
        // one decree or project of a number is known to everybody; a committee's programme is not
        let severity =
            if matches!(r.doc_type.as_deref(), Some("NĐ" | "ĐA" | "PL" | "L" | "TT")) { Severity::Low } else { Severity::Medium };
        push(
            out,
            "serial_only",
            severity,
            format!("“{}” chỉ có số thứ tự, không xác định được văn bản trong tệp này", flat(&r.text)),
            vec![at(r)],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, said};

    #[test]
    fn spellings_of_one_number() {
        let text = plan("Thực hiện Chương trình số 07-Ctr/QU và Chương trình số 7-CTr/QU của Quận ủy, Thông tư số 05/2021/TT -BNV.");
        assert_eq!(said(&text, "number_variant").len(), 1);
        assert_eq!(said(&text, "number_spacing").len(), 1);
        let text = plan("Thực hiện Chương trình số 07-CTr/QU của Quận ủy và Thông tư số 05/2021/TT-BNV của Bộ Nội vụ.");
        assert!(said(&text, "number_variant").is_empty() && said(&text, "number_spacing").is_empty());
    }

    #[test]
    fn one_serial_close_together() {
        let text = plan("Thực hiện Hướng dẫn số 31-HD/BTGQU của Ban Tuyên giáo Quận ủy và Kế hoạch số 31/KH-UBND của UBND quận.");
        assert_eq!(said(&text, "same_serial").len(), 1);
        let text = plan("Thực hiện Hướng dẫn số 31-HD/BTGQU của Ban Tuyên giáo Quận ủy và Kế hoạch số 32/KH-UBND của UBND quận.");
        assert_eq!(said(&text, "same_serial"), []);
    }

    #[test]
    fn serials_alone() {
        assert_eq!(said(&plan("Tiếp tục thực hiện Chương trình 09 của quận."), "serial_only").len(), 1);
        let resolved = plan("Thực hiện Chương trình số 09-CTr/QU của Quận ủy; tiếp tục thực hiện Chương trình 09.");
        assert_eq!(said(&resolved, "serial_only"), []);
    }
}
