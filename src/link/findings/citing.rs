//! How documents are cited: with type, number, date and title at their first mention (Nghị định 30/2020, Phụ lục I, "viện dẫn").

use std::collections::BTreeMap;

use super::{Material, at, begin, flat, listed, name, number, push, tail};
use crate::lexicon::types;
use crate::model::{Finding, Reference, Severity};
use crate::text::fold::plain;

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    let documents = of.documents();
    undated(of, &documents, out);
    headless(of, &documents, out);
    symbols(&documents, out);
    titles(of, &documents, out);
}

/// One low row for all documents of one kind, where there are any.
fn row(out: &mut Vec<Finding>, code: &str, what: &str, documents: &[&Reference]) {
    if documents.is_empty() {
        return;
    }
    let names: Vec<String> = documents.iter().map(|r| name(r)).collect();
    let message = format!("{what}: {}", listed(&names, "văn bản"));
    push(out, code, Severity::Low, message, documents.iter().map(|r| at(r)).collect());
}

/// Laws are cited by type and name alone, standards by their number.
fn needs_date(r: &Reference) -> bool {
    !matches!(r.doc_type.as_deref(), Some("L" | "PL" | "HP" | "TCVN" | "QCVN" | "VBHN") | None) && number(r).is_some()
}

/// Documents that no mention in the file gives a date. Mentions in the title of another document, in tables and of the document itself
/// need none; a list after "các Công điện số" may share the date at its end. Normative documents cite their basis without dates
/// (Nghị định 78/2025).
fn undated(of: &Material, documents: &[Vec<&Reference>], out: &mut Vec<Finding>) {
    let own = of.header.number.as_deref().and_then(super::DocumentNumber::parse);
    if own.is_some_and(|n| n.year.is_some()) {
        return;
    }
    let free: Vec<&Reference> = documents
        .iter()
        .filter(|all| all.iter().all(|r| r.date.is_none()))
        .filter_map(|all| all.iter().copied().find(|r| r.relation_from == "doc" && !r.proposed && !of.in_table(r.start)))
        .filter(|r| needs_date(r) && r.number != of.header.number && !in_list(of, r) && !dated_before(of, r))
        .collect();
    row(out, "missing_date", "dẫn mà không chỗ nào ghi ngày", &free);
}

/// "Ngày 22/10/2025, tại Thông báo số …": the day stands before.
fn dated_before(of: &Material, r: &Reference) -> bool {
    let before = of.dates.partition_point(|d| d.end <= r.start);
    let last = before.checked_sub(1).and_then(|i| of.dates.get(i)).filter(|d| d.iso.as_deref().is_some_and(super::day));
    last.is_some_and(|d| of.between(d.end, r.start).is_some_and(|gap| gap.len() < 80 && gap.starts_with(',') && !gap.contains([';', '.'])))
}

/// Documents that no mention gives the word of their type; in a list after "các Nghị định số" it stands once for all.
fn headless(of: &Material, documents: &[Vec<&Reference>], out: &mut Vec<Finding>) {
    let lacking: Vec<&Reference> = documents
        .iter()
        .filter(|all| all.iter().all(|r| r.head.is_none()))
        .map(|all| all[0])
        .filter(|r| number(r).is_some_and(|n| n.symbol.is_some()) && !of.in_table(r.start) && r.number != of.header.number)
        // "Báo cáo giải trình số 466/BC-UBND": what stands before "số" is a name, known or not
        .filter(|r| !in_list(of, r) && !plain(tail(of.around(at(r)).0, 16)).trim_end_matches([' ', ':']).ends_with("so"))
        .collect();
    row(out, "elided_head", "dẫn mà không ghi tên loại", &lacking);
}

/// Whether the words before a number announce several documents ("các Nghị định số: …", "các văn bản: …"), or stand right before it
/// ("các [Công điện số 217/CĐ-TTg, 218/CĐ-TTg …]").
fn in_list(of: &Material, r: &Reference) -> bool {
    const KINDS: [&str; 12] = ["nghi", "quyet", "thong", "ke", "cong", "van", "chi", "bao", "to", "luat", "huong", "chuong"];
    let before = tail(of.around(at(r)).0, 240);
    let low = plain(before.rsplit(". ").next().unwrap_or(before));
    let words: Vec<&str> = low.split([' ', '(', ',', ';']).filter(|w| !w.is_empty()).collect();
    let several = |w: &str| matches!(w, "cac" | "nhung" | "hai" | "ba");
    words.last().is_some_and(|w| several(w)) || words.windows(2).any(|w| several(w[0]) && KINDS.contains(&w[1]))
}

/// The type word against the type in the symbol: "Kế hoạch số 5/QĐ-UBND".
fn symbols(documents: &[Vec<&Reference>], out: &mut Vec<Finding>) {
    let mut party: Vec<&Reference> = Vec::new();
    for all in documents {
        let odd = |r: &Reference| -> Option<(String, Severity)> {
            let n = number(r)?;
            let symbol = n.symbol.as_deref()?;
            let of_symbol = types::by_symbol(symbol)?;
            let of_head = types::by_head(r.head.as_deref()?)?;
            if of_symbol.code == of_head.code || of_head.code == "CV" || of_head.name == of_symbol.name {
                return None;
            }
            // what a decision carries is often cited by its own name
            let carried = matches!(of_head.code.as_str(), "ĐA" | "DA" | "CTr" | "QC" | "QyĐ" | "PA" | "OTHER" | "HD" | "KL");
            let severity = if carried { Severity::Low } else { Severity::Medium };
            Some((format!("{} được gọi là {}, ký hiệu {symbol} là {}", name(r), of_head.name, of_symbol.name), severity))
        };
        let found: Vec<(&Reference, (String, Severity))> = all.iter().filter_map(|r| Some((*r, odd(r)?))).collect();
        // the Party's QĐ is a Quyết định or a Quy định: worth knowing, once
        if let Some((r, _)) = found.first().filter(|(r, _)| r.doc_type.as_deref() == Some("QyĐ")) {
            party.push(r);
        } else if let Some((_, (message, severity))) = found.first().cloned() {
            push(out, "type_symbol", severity, message, found.iter().map(|(r, _)| at(r)).collect());
        }
    }
    row(out, "type_symbol", "Quy định mang ký hiệu của Quyết định (QĐ)", &party);
}

/// So much of a title is compared, in bytes.
const TITLE: usize = 400;

/// Words of a title for comparing: no diacritics, marks or "về việc"; `06` is `6`, "số" is left out.
fn words(title: &str) -> Vec<String> {
    // what follows a colon is an item of it, in a table
    let title = begin(title, TITLE);
    let low = plain(title.split(':').next().unwrap_or(title)).replace(['"', '“', '”', '*', '(', ')', ',', '.', ';', '-'], " ");
    let mut words: Vec<String> = low
        .split_whitespace()
        .filter(|w| !matches!(*w, "so" | "ve" | "viec"))
        .map(|w| w.trim_start_matches('0').to_owned())
        .filter(|w| !w.is_empty())
        .collect();
    // the last word may be cut
    if title.len() + 4 > TITLE {
        words.pop();
    }
    words
}

/// One document under two titles that agree in most words: other years, another word. A title that is only cut short is the same.
fn titles(of: &Material, documents: &[Vec<&Reference>], out: &mut Vec<Finding>) {
    for all in documents {
        let mut forms: BTreeMap<Vec<String>, &Reference> = BTreeMap::new();
        for r in all.iter().copied().filter(|r| r.title.is_some() && !of.in_table(r.start)) {
            forms.entry(words(r.title.as_deref().unwrap_or(""))).or_insert(r);
        }
        // a document has few titles; a text that gives it thousands is none
        let forms: Vec<(&Vec<String>, &&Reference)> = forms.iter().take(32).collect();
        let pair = forms.iter().enumerate().find_map(|(i, (a, r))| forms[i + 1..].iter().find(|(b, _)| vary(a, b)).map(|(_, q)| (*r, *q)));
        if let Some((a, b)) = pair {
            let (a, b) = if a.start < b.start { (a, b) } else { (b, a) };
            let title = |r: &Reference| {
                crate::text::fold::nfc(&flat(begin(r.title.as_deref().unwrap_or(""), TITLE))).chars().take(120).collect::<String>()
            };
            let message = format!("{} có hai tên: “{}” và “{}”", name(a), title(a), title(b));
            push(out, "title_variant", Severity::Low, message, vec![at(a), at(b)]);
        }
    }
}

/// Whether two titles are one with a change in the middle: they begin alike, go on alike after at most three words, and none is only a
/// shorter form of the other.
fn vary(a: &[String], b: &[String]) -> bool {
    let alike = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if alike < 4 || alike == a.len() || alike == b.len() {
        return false;
    }
    let (rest_a, rest_b) = (&a[alike..], &b[alike..]);
    (0..=3.min(rest_a.len())).any(|i| {
        (0..=3.min(rest_b.len())).any(|j| {
            let same = rest_a[i..].iter().zip(&rest_b[j..]).take_while(|(x, y)| x == y).count();
            // the words that differ stand between equal ones, or are the end of both
            same >= 3 || i + j > 0 && rest_a.len() == i && rest_b.len() == j && i == j
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, plan, said};
    use crate::model::Severity;

    #[test]
    fn dates_at_the_first_mention() {
        let text = plan("Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ và Kế hoạch số 96-KH/QU ngày 12/5/2022 của Quận ủy.");
        let findings = said(&text, "missing_date");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].1.contains("61/2018/NĐ-CP") && !findings[0].1.contains("96-KH/QU"));
        for body in [
            "Thực hiện Luật Lưu trữ số 33/2024/QH15 và TCVN ISO 9001:2015.",
            "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ. Nghị định số 61/2018/NĐ-CP quy định cơ chế một cửa.",
        ] {
            assert_eq!(said(&plan(body), "missing_date"), [], "{body}");
        }
    }

    #[test]
    fn type_words() {
        let text = plan("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ.");
        assert_eq!(said(&text, "elided_head").len(), 1);
        for body in [
            "Theo các Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ.",
            "Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ.",
        ] {
            assert_eq!(said(&plan(body), "elided_head"), [], "{body}");
        }
    }

    #[test]
    fn type_against_symbol() {
        let of = |body: &str| found(&plan(body), "type_symbol").into_iter().map(|f| f.severity).collect::<Vec<_>>();
        assert_eq!(of("Thực hiện Kế hoạch số 52/QĐ-UBND ngày 08/01/2023 của UBND quận."), [Severity::Medium]);
        assert_eq!(of("Thực hiện Quy định số 19-QĐ/TU ngày 12/9/2022 của Thành ủy."), [Severity::Low]);
        assert_eq!(of("Thực hiện Quyết định số 52/QĐ-UBND ngày 08/01/2023 của UBND quận."), []);
    }

    #[test]
    fn one_number_two_titles() {
        let twice = |a: &str, b: &str| {
            let text = plan(&format!(
                "Thực hiện Chương trình số 08-CTr/QU ngày 12/5/2022 của Quận ủy về “{a}”.\n\nTiếp tục thực hiện Chương trình số 08-CTr/QU ngày 12/5/2022 của Quận ủy về “{b}”."
            ));
            said(&text, "title_variant").len()
        };
        let title = "Nâng cao chất lượng công tác văn thư, lưu trữ của quận giai đoạn 2021 - 2025";
        assert_eq!(twice(title, "Nâng cao chất lượng công tác văn thư, lưu trữ của quận giai đoạn 2022 - 2025"), 1);
        assert_eq!(twice(title, title), 0);
        assert_eq!(twice(title, "Nâng cao chất lượng công tác văn thư, lưu trữ của quận"), 0);
    }
}
