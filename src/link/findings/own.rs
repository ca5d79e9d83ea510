//! What the document says, or does not say, of itself: header, annexes, "Quyết định này" in a plan.

use std::collections::HashSet;

use super::{Material, at, flat, push};
use crate::lexicon::types;
use crate::model::{Finding, RefKind, Reference, Relation, Severity, Span};
use crate::text::{clip_end, fold::plain};

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    if of.press() {
        untitled(of, out);
    } else {
        header(of, out);
        annex(of, out);
    }
    selves(of, out);
}

/// What is missing in the header of an office's document. Nghị định 30/2020, Điều 8.
fn header(of: &Material, out: &mut Vec<Finding>) {
    let header = of.header;
    if header.number.is_none() && header.number_raw.is_some() {
        let message = format!("số để trống: “{}”", header.number_raw.as_deref().unwrap_or(""));
        push(out, "blank_number", Severity::High, message, of.field("number"));
    } else if header.number.is_none() && header.doc_type.is_some() && header.signer.is_some() {
        let message = "văn bản không có số, ký hiệu: không thể viện dẫn theo số".to_owned();
        push(out, "missing_header", Severity::High, message, of.field("title"));
    }
    if let Some(known) = header.issued_on.as_deref().filter(|d| d.len() < 10) {
        push(out, "blank_date", Severity::High, format!("ngày ban hành để trống, chỉ biết {known}"), of.field("issued_on"));
    }
}

/// An article or news item that begins without its name.
fn untitled(of: &Material, out: &mut Vec<Finding>) {
    if of.header.title.is_some() {
        return;
    }
    let text = of.text();
    // a few words are no article
    if text.len() < 1500 {
        return;
    }
    let mut lacks = vec!["tên bài"];
    if of.header.signer.is_none() {
        lacks.push("tác giả");
    }
    if of.header.issued_on.is_none() {
        lacks.push("ngày");
    }
    let first = text.split(['\n', '.']).next().unwrap_or("");
    let span = of.span(0, clip_end(first, 80));
    push(out, "missing_header", Severity::Medium, format!("bài không có {}", lacks.join(", ")), vec![span]);
}

/// "(Phụ lục kèm theo)" where the file holds none.
fn annex(of: &Material, out: &mut Vec<Finding>) {
    if !of.header.annexes.is_empty() {
        return;
    }
    let text = of.text();
    let announced: Vec<(usize, usize)> = memchr::memmem::find_iter(text.as_bytes(), "hụ lục").filter_map(|i| announces(text, i)).collect();
    let Some((start, _)) = announced.first().copied() else { return };
    // an annex that was not told from the text is no missing one
    let held = text[start..].lines().skip(1).any(|l| {
        let line = l.trim_start_matches(['*', '#', '|', '(', ' ']);
        plain(&line[..clip_end(line, 16)]).starts_with("phu luc")
    });
    if held {
        return;
    }
    let words = &text[announced[0].0..announced[0].1];
    let spans: Vec<Span> = announced.iter().map(|(s, e)| of.span(*s, *e)).collect();
    push(out, "missing_annex", Severity::Medium, format!("nói đến “{words}” nhưng tệp không có phụ lục nào"), spans);
}

/// Whether the words around "hụ lục" at `i` announce an annex of this document; their range.
fn announces(text: &str, i: usize) -> Option<(usize, usize)> {
    let start = text[..i].char_indices().next_back().map_or(i, |(p, _)| p);
    let rest = &text[start..clip_end(text, start + 120)];
    let sentence = rest.split([';', '\n', ')']).next().unwrap_or("");
    let low = crate::text::fold::lower(sentence);
    let cue = ["kèm theo", "đính kèm"].iter().filter_map(|c| sentence.find(c).map(|p| p + c.len())).min()?;
    // the annex of another document: "Phụ lục ban hành kèm theo Nghị định số …"
    let other = low.get(cue..).unwrap_or("").trim_start();
    let own = other.split([',', '.', ':']).next().unwrap_or("");
    let foreign = !own.is_empty() && !own.contains("này") && own.contains(|c: char| c.is_alphanumeric()) && names_type(own);
    (!foreign && !low.contains(" số ")).then_some((start, start + cue))
}

/// Whether words begin with the name of a type of document.
fn names_type(words: &str) -> bool {
    let words: Vec<&str> = words.trim_start_matches("tại ").split(' ').collect();
    (1..=words.len().min(4)).any(|n| types::by_head(&words[..n].join(" ")).is_some())
}

/// "Quyết định này" in a Kế hoạch.
fn selves(of: &Material, out: &mut Vec<Finding>) {
    let Some(own) = of.header.doc_type.as_deref() else { return };
    let refs = of.references;
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
            let message = format!("văn bản là {name} nhưng tự gọi là “{}”", flat(&r.text));
            push(out, "self_type_mismatch", Severity::High, message, vec![at(r)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, said};

    #[test]
    fn announced_annexes_are_looked_for() {
        for body in ["1. Phân công nhiệm vụ (có Phụ lục kèm theo).", "Nhiệm vụ cụ thể theo Phụ lục ban hành kèm theo Kế hoạch này."]
        {
            assert_eq!(said(&plan(body), "missing_annex").len(), 1, "{body}");
        }
        for body in [
            "Áp dụng Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
            "Hồ sơ lập theo mẫu tại Phụ lục kèm theo Thông tư này của Bộ Nội vụ.\n\nPHỤ LỤC\nDanh mục nhiệm vụ",
            "Các phòng rà soát phụ lục của hợp đồng.",
        ] {
            assert_eq!(said(&plan(body), "missing_annex"), [], "{body}");
        }
    }

    #[test]
    fn articles_have_a_name() {
        let long = "Thời gian qua, quận Hai Bà Trưng đã có nhiều cách làm mới trong phục vụ người dân ở bộ phận một cửa. ".repeat(20);
        let lead = format!("TCCS - {long}\n\n{long}\n");
        assert_eq!(said(&lead, "missing_header").len(), 1, "{:?}", crate::pipeline::analyse("a.txt", lead.as_bytes())[0]);
        let titled = format!("Một cửa ở quận Hai Bà Trưng\n\nNguyễn Văn An\n\n{long}\n\n{long}\n");
        assert_eq!(said(&titled, "missing_header"), []);
    }
}
