//! Misspelt terms, doubled words, and a field of reform under a wrong name.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::{Material, listed, push};
use crate::lexicon::misspellings;
use crate::model::{Finding, Severity, Span};
use crate::text::fold::lower;

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    words(of, out);
    fields(of, out);
}

/// Words that nobody writes twice; "hằng hằng", "ngày ngày", "năm năm" say something.
const DOUBLED: [&str; 14] = [
    " bằng bằng ",
    " cho cho ",
    " các các ",
    " của của ",
    " những những ",
    " nhằm nhằm ",
    " sẽ sẽ ",
    " theo theo ",
    " trong trong ",
    " tại tại ",
    " và và ",
    " với với ",
    " đã đã ",
    " được được ",
];

/// Misspelt terms and doubled words, all in one finding.
fn words(of: &Material, out: &mut Vec<Finding>) {
    static ENGINE: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let text = of.text();
    let mut found: Vec<(usize, usize, Option<&str>)> = misspellings::find(text).map(|(s, e, right)| (s, e, Some(right))).collect();
    let engine = ENGINE.get_or_init(|| AhoCorasick::new(DOUBLED).ok());
    found.extend(engine.iter().flat_map(|e| e.find_iter(text)).map(|m| (m.start() + 1, m.end() - 1, None)));
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    let names: Vec<String> = found
        .iter()
        .map(|(s, e, right)| match right {
            Some(right) => format!("“{}” ({right})", &text[*s..*e]),
            None => format!("“{}” (lặp từ)", &text[*s..*e]),
        })
        .collect();
    let spans: Vec<Span> = found.iter().map(|(s, e, _)| of.span(*s, *e)).collect();
    push(out, "misspelling", Severity::Low, format!("chính tả: {}", listed(&names, "chỗ")), spans);
}

/// The fields of administrative reform beside public finance (Nghị quyết 76/NQ-CP of 2021, Điều 1).
const FIELDS: [&[&str]; 4] = [
    &["cải cách thể chế"],
    &["cải cách thủ tục hành chính", "cải cách tthc"],
    &["cải cách tổ chức bộ máy"],
    &["cải cách chế độ công vụ", "chế độ cải cách công vụ", "cải cách công vụ"],
];

/// "cải cách hành chính công" in a row of the fields of reform, where "cải cách tài chính công" has its place.
fn fields(of: &Material, out: &mut Vec<Finding>) {
    let text = of.text();
    let at: Vec<usize> =
        memchr::memmem::find_iter(text.as_bytes(), "ải cách hành chính công").filter(|i| text[..*i].ends_with(['c', 'C'])).collect();
    if at.is_empty() {
        return;
    }
    let low = lower(text);
    let named = FIELDS.iter().filter(|names| names.iter().any(|n| low.contains(n))).count();
    if named < 3 || low.contains("cải cách tài chính công") {
        return;
    }
    // "nền hành chính công", "hành chính công vụ" go on
    let long = "ải cách hành chính công".len();
    let ends = |i: &&usize| text[**i + long..].starts_with(['.', ':', ',', ';', '\n']) || text.len() == **i + long;
    let spans: Vec<Span> = at.iter().filter(ends).map(|i| of.span(i - 1, i + long)).collect();
    if !spans.is_empty() {
        let message = "“cải cách hành chính công” ở chỗ của lĩnh vực “cải cách tài chính công”".to_owned();
        push(out, "term_mismatch", Severity::Medium, message, spans);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, plan, said};

    #[test]
    fn misspellings_are_one_row() {
        let text = plan("Bổ trí kho lưu trữ; quản triệt kế hoạch; hồ sơ được được số hóa.");
        let findings = found(&text, "misspelling");
        assert_eq!(findings.len(), 1);
        let places: Vec<&str> = findings[0].spans.iter().map(|s| &text[s.start..s.end]).collect();
        assert_eq!(places, ["Bổ trí", "quản triệt", "được được"]);
        assert_eq!(said(&plan("Bố trí kho lưu trữ; mức chi tiêu của cơ quan; hồ sơ sở hữu; ngày ngày cập nhật."), "misspelling"), []);
    }

    #[test]
    fn fields_of_reform() {
        let fields = "1. Cải cách thể chế.\n\n2. Cải cách tổ chức bộ máy.\n\n3. Cải cách chế độ công vụ.\n\n4. ";
        assert_eq!(said(&plan(&format!("{fields}Cải cách hành chính công:")), "term_mismatch").len(), 1);
        assert_eq!(said(&plan(&format!("{fields}Cải cách tài chính công. Nâng cao cải cách hành chính công.")), "term_mismatch"), []);
        assert_eq!(said(&plan("Cải cách hành chính công."), "term_mismatch"), []);
    }
}
