//! Findings inside one document: contradictions and oddities, each with its places and a plain sentence. gold/ODDITIES shows the kinds.
//!
//! | code | what |
//! |---|---|
//! | `blank_number`, `blank_date`, `missing_header` | the document cannot be cited by number or date |
//! | `impossible_date` | a day that no calendar has |
//! | `date_conflict` | one number with two dates |
//! | `issuer_conflict` | the text names another body than the symbol, or two bodies for one number |
//! | `year_conflict` | the year in a number against the year of its date |
//! | `body_period` | a body that did not exist on the day of its document |
//! | `chronology` | a document older than the one it rests on |
//! | `self_type_mismatch` | a plan that calls itself "Quyết định này" |
//! | `number_spacing`, `number_variant` | one number in several spellings |
//! | `same_serial` | one serial for two documents of two bodies close together |
//! | `serial_only` | cited by serial alone, not resolved |
//! | `ratio_conflict` | `423/486 (đạt 91%)` |
//!
//! Only what the text itself shows is said; a rule that would guess is left out.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::period::outside;
use crate::grammar::date;
use crate::grammar::number::DocumentNumber;
use crate::lexicon::types;
use crate::model::{Comparator, DateMention, Finding, Form, Header, Percentage, RefKind, Reference, Relation, Severity, ShareRole, Span};
use crate::text::fold::plain;

/// Remarks about a document, worst first.
#[must_use]
pub fn find(header: &Header, refs: &[Reference], dates: &[DateMention], shares: &[Percentage]) -> Vec<Finding> {
    let mut out = Vec::new();
    own(header, &mut out);
    impossible(dates, &mut out);
    same_number(refs, &mut out);
    years(refs, &mut out);
    bodies(header, refs, &mut out);
    chronology(header, refs, &mut out);
    selves(header, refs, &mut out);
    spelling(refs, &mut out);
    serials(refs, &mut out);
    ratios(shares, &mut out);
    order(&mut out);
    out
}

/// Worst first, then in order of the text.
pub fn order(findings: &mut [Finding]) {
    findings
        .sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.spans.first().cmp(&b.spans.first())).then_with(|| a.code.cmp(&b.code)));
}

fn push(out: &mut Vec<Finding>, code: &str, severity: Severity, message: String, spans: Vec<Span>) {
    out.push(Finding { code: code.to_owned(), severity, message, spans, overridden: None });
}

fn at(r: &Reference) -> Span {
    Span::new(r.start, r.end)
}

/// What is missing in the header.
fn own(header: &Header, out: &mut Vec<Finding>) {
    if header.form != Form::Administrative {
        return;
    }
    let field =
        |name: &str| header.field_spans.iter().find(|(f, ..)| f == name).map(|(_, s, e)| Span::new(*s, *e)).into_iter().collect::<Vec<_>>();
    if header.number.is_none() && header.number_raw.is_some() {
        push(
            out,
            "blank_number",
            Severity::High,
            format!("số để trống: “{}”", header.number_raw.as_deref().unwrap_or("")),
            field("number"),
        );
    } else if header.number.is_none() && header.doc_type.is_some() && header.signer.is_some() {
        push(out, "missing_header", Severity::High, "văn bản không có số, ký hiệu: không thể viện dẫn theo số".into(), field("title"));
    }
    if header.issued_on.as_deref().is_some_and(|d| d.len() < 10) {
        push(
            out,
            "blank_date",
            Severity::High,
            format!("ngày ban hành để trống, chỉ biết {}", header.issued_on.as_deref().unwrap_or("")),
            field("issued_on"),
        );
    }
}

/// Days that no calendar has.
fn impossible(dates: &[DateMention], out: &mut Vec<Finding>) {
    for d in dates {
        let flat = d.text.split_whitespace().collect::<Vec<_>>().join(" ").replace('*', "");
        if date::find(&flat).first().is_some_and(|f| !f.value.exists()) {
            push(out, "impossible_date", Severity::High, format!("“{flat}” là ngày không có trong lịch"), vec![Span::new(d.start, d.end)]);
        }
    }
}

/// One document with two dates or two issuers.
fn same_number(refs: &[Reference], out: &mut Vec<Finding>) {
    let named: HashSet<&str> = refs.iter().filter_map(|r| r.same_as.as_deref()).collect();
    let mut groups: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for r in refs.iter().filter(|r| r.kind == RefKind::Numbered) {
        let Some(n) = r.number.as_deref().and_then(DocumentNumber::parse) else { continue };
        // without a year in the number, two dates may be two documents
        let unique = n.year.is_some() || r.same_as.is_some() || named.contains(r.id.as_str());
        if unique {
            groups.entry(format!("{} {}", plain(&n.to_string()), r.same_as.as_deref().unwrap_or(&r.id))).or_default().push(r);
        }
    }
    let mut by_number: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for r in groups.into_values().flatten() {
        by_number.entry(plain(r.number.as_deref().unwrap_or(""))).or_default().push(r);
    }
    for group in by_number.values() {
        let dated: Vec<&&Reference> = group.iter().filter(|r| r.date.is_some()).collect();
        let mut days: Vec<&str> = dated.iter().filter_map(|r| r.date.as_deref()).collect();
        days.sort_unstable();
        days.dedup();
        if days.len() > 1 {
            let number = group[0].number.as_deref().unwrap_or("");
            push(
                out,
                "date_conflict",
                Severity::High,
                format!("{number} mang {} ngày khác nhau: {}", days.len(), days.join(", ")),
                dated.iter().map(|r| at(r)).collect(),
            );
        }
    }
    for r in refs.iter().filter(|r| r.reasons.iter().any(|w| w.contains("ký hiệu") && w.contains("cơ quan khác"))) {
        let stated = r.issuer_text.as_deref().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        push(
            out,
            "issuer_conflict",
            Severity::High,
            format!(
                "{} được ghi là của “{stated}”, ký hiệu chỉ cơ quan khác{}",
                r.number.as_deref().unwrap_or(""),
                r.issuer.as_deref().map(|i| format!(" ({i})")).unwrap_or_default()
            ),
            vec![at(r)],
        );
    }
}

/// The year in a number against the year of its date; a number of December may be dated by January, never earlier years.
fn years(refs: &[Reference], out: &mut Vec<Finding>) {
    for r in refs {
        let Some(n) = r.number.as_deref().and_then(DocumentNumber::parse) else { continue };
        let year = r.date.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse::<u16>().ok());
        if let (Some(a), Some(b)) = (n.year, year)
            && a != b
        {
            push(out, "year_conflict", Severity::Medium, format!("{n} có năm {a} trong số nhưng ghi ngày thuộc năm {b}"), vec![at(r)]);
        }
    }
}

/// Bodies that did not exist on the day of their document, its own included.
fn bodies(header: &Header, refs: &[Reference], out: &mut Vec<Finding>) {
    let own = header.number.as_deref().and_then(DocumentNumber::parse);
    if let Some(day) = header.issued_on.as_deref()
        && let Some(why) = outside(own.as_ref(), header.issuer.as_deref(), day)
    {
        let span = header.field_spans.iter().find(|(f, ..)| f == "number").map(|(_, s, e)| Span::new(*s, *e));
        let message = format!("văn bản ghi ngày {day} nhưng {why}");
        push(out, "body_period", Severity::Medium, message, span.into_iter().collect());
    }
    let mut said: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for r in refs {
        let n = r.number.as_deref().and_then(DocumentNumber::parse);
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

/// A document cannot rest on a younger one.
fn chronology(header: &Header, refs: &[Reference], out: &mut Vec<Finding>) {
    let day = |d: &str| d.len() == 10;
    if let Some(own) = header.issued_on.as_deref().filter(|d| day(d)) {
        for r in
            refs.iter().filter(|r| r.relation_from == "doc" && matches!(r.relation, Relation::Basis | Relation::Implements) && !r.proposed)
        {
            if let Some(d) = r.date.as_deref().filter(|d| day(d) && *d > own) {
                push(
                    out,
                    "chronology",
                    Severity::High,
                    format!("văn bản ký ngày {own} lại căn cứ {} ngày {d}, ban hành sau nó", r.number.as_deref().unwrap_or(&r.text)),
                    vec![at(r)],
                );
            }
        }
    }
    let by_id: HashMap<&str, &Reference> = refs.iter().map(|r| (r.id.as_str(), r)).collect();
    // dates may stand at another mention of the same document
    let root = |r: &'_ Reference| r.same_as.clone().unwrap_or_else(|| r.id.clone());
    let mut dated: HashMap<String, &str> = HashMap::new();
    for r in refs {
        if let Some(d) = r.date.as_deref() {
            dated.entry(root(r)).or_insert(d);
        }
    }
    for r in refs.iter().filter(|r| r.relation_from != "doc" && r.relation == Relation::Basis) {
        let known = |x: &Reference| x.date.clone().or_else(|| dated.get(&root(x)).map(|d| (*d).to_owned()));
        if let Some(p) = by_id.get(r.relation_from.as_str()).copied()
            && let (Some(child), Some(basis)) = (known(p), known(r))
            && day(&child)
            && day(&basis)
            && basis > child
        {
            push(
                out,
                "chronology",
                Severity::High,
                format!(
                    "{} ({child}) dựa trên {} ({basis}) ban hành sau nó",
                    p.number.as_deref().unwrap_or(""),
                    r.number.as_deref().unwrap_or("")
                ),
                vec![at(p), at(r)],
            );
        }
    }
}

/// "Quyết định này" in a Kế hoạch.
fn selves(header: &Header, refs: &[Reference], out: &mut Vec<Finding>) {
    let Some(own) = header.doc_type.as_deref() else { return };
    let seen: Vec<&Reference> = refs
        .iter()
        .filter(|r| r.kind == RefKind::SelfMention && r.text.ends_with("này") && r.doc_type.as_deref().is_some_and(|t| t != own))
        .collect();
    let amended: HashSet<&str> = refs.iter().filter(|o| o.relation == Relation::Amends).filter_map(|o| o.doc_type.as_deref()).collect();
    // an annex (Quy chế, Quy định) carried by the document speaks of itself
    for r in seen {
        let code = r.doc_type.as_deref().unwrap_or("");
        let carried = matches!(code, "QC" | "QyĐ" | "HD" | "OTHER" | "ĐA" | "DA" | "PA" | "CTr" | "L" | "HĐ" | "KH")
            && matches!(own, "QĐ" | "NQ" | "TT" | "NĐ" | "TTr" | "CV" | "TB");
        if !carried && !amended.contains(code) {
            let name = types::by_code(own).map_or(own, |t| t.name.as_str());
            push(
                out,
                "self_type_mismatch",
                Severity::High,
                format!("văn bản là {name} nhưng tự gọi là “{}”", r.text.split_whitespace().collect::<Vec<_>>().join(" ")),
                vec![at(r)],
            );
        }
    }
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
        if let (Some(n), Some(raw)) =
            (r.number.as_deref().and_then(DocumentNumber::parse), r.number_raw.as_ref().filter(|w| w.contains(['/', '-'])))
        {
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
        let Some(na) = a.number.as_deref().and_then(DocumentNumber::parse) else { continue };
        for b in refs[i + 1..].iter().take(3) {
            let Some(nb) = b.number.as_deref().and_then(DocumentNumber::parse) else { continue };
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
            format!(
                "“{}” chỉ có số thứ tự, không xác định được văn bản trong tệp này",
                r.text.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            vec![at(r)],
        );
    }
}

/// `423/486 đơn (đạt 91%)`: the counts stated with a share come to another one. The share holds where it is theirs rounded, either way at
/// a half, to as many decimals as it states; "trên", "dưới" hold on their side, "khoảng" holds always.
fn ratios(shares: &[Percentage], out: &mut Vec<Finding>) {
    for p in shares.iter().filter(|p| p.value_min.is_none() && p.role != ShareRole::Target) {
        let Some(r) = p.recount else { continue };
        // more than the whole is no share of it, unless it is stated as such
        if r.part > r.total && p.value <= 100.0 {
            continue;
        }
        let figure = p.text.trim_end_matches(['%', ' ']);
        let decimals = figure.split([',', '.']).nth(1).map_or(0, |d| d.chars().take_while(char::is_ascii_digit).count().min(9));
        let slack = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or(0)) + 1e-9;
        let conflict = match p.comparator {
            Comparator::Equal => (r.percent - p.value).abs() > slack,
            Comparator::AtLeast => r.percent < p.value - slack,
            Comparator::AtMost => r.percent > p.value + slack,
            Comparator::About => false,
        };
        if conflict {
            // off by less than one in the last place: cut or rounded wrongly
            let severity = if (r.percent - p.value).abs() < slack * 2.0 { Severity::Low } else { Severity::High };
            let shown = format!("{:.*}", decimals.max(1), r.percent).replace('.', ",");
            push(
                out,
                "ratio_conflict",
                severity,
                format!("{}/{} là {shown}%, văn bản ghi {}", r.part, r.total, p.text.split_whitespace().collect::<String>()),
                vec![r.span, Span::new(p.start, p.end)],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Recount;

    fn said(part: f64, total: f64, text: &str, comparator: Comparator) -> Vec<(Severity, String)> {
        let span = Span::new(0, 7);
        let p = Percentage {
            start: 9,
            end: 12,
            text: text.to_owned(),
            value: crate::grammar::amount::value(text.trim_end_matches('%')).unwrap(),
            value_min: None,
            role: ShareRole::Result,
            comparator,
            strict: false,
            of: None,
            unit_scope: None,
            recount: Some(Recount { part, total, percent: part / total * 100.0, span }),
            repairs: Vec::new(),
            overridden: None,
        };
        let mut out = Vec::new();
        ratios(&[p], &mut out);
        assert!(out.iter().all(|f| f.spans == [span, Span::new(9, 12)]));
        out.into_iter().map(|f| (f.severity, f.message)).collect()
    }

    #[test]
    fn a_share_holds_to_the_decimals_it_states() {
        for (part, total, text, comparator) in [
            (423.0, 486.0, "87%", Comparator::Equal),
            (423.0, 486.0, "87,0%", Comparator::Equal),
            (423.0, 486.0, "87,04%", Comparator::Equal),
            // a half, either way
            (1.0, 8.0, "12%", Comparator::Equal),
            (1.0, 8.0, "13%", Comparator::Equal),
            (423.0, 486.0, "80%", Comparator::AtLeast),
            (423.0, 486.0, "90%", Comparator::AtMost),
            (423.0, 486.0, "88%", Comparator::About),
        ] {
            assert_eq!(said(part, total, text, comparator), [], "{text}");
        }
        assert_eq!(said(423.0, 486.0, "91%", Comparator::Equal), [(Severity::High, "423/486 là 87,0%, văn bản ghi 91%".to_owned())]);
        assert_eq!(said(423.0, 486.0, "87,1%", Comparator::Equal)[0].0, Severity::Low);
        assert_eq!(said(423.0, 486.0, "90%", Comparator::AtLeast).len(), 1);
    }
}
