//! Finding.

use crate::support::{Archive, json_lines};

fn paths(a: &Archive, args: &[&str]) -> Vec<String> {
    let mut all = vec!["search", "--format", "jsonl"];
    all.extend(args);
    let (_, out, _) = a.run(&all);
    json_lines(&out).iter().map(|h| h["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn with_and_without_diacritics() {
    let a = Archive::new();
    a.write("docs/c.txt", "Bàn về một việc khác");
    a.index();
    assert_eq!(paths(&a, &["cải cách hành chính"]), ["docs/a.txt"]);
    assert_eq!(paths(&a, &["cai cach hanh chinh"]), ["docs/a.txt"]);
    assert_eq!(paths(&a, &["CẢI CÁCH HÀNH CHÍNH"]), ["docs/a.txt"]);
    assert_eq!(paths(&a, &["ca\u{309}i ca\u{301}ch"]), ["docs/a.txt"]);
    // a word with diacritics means itself
    assert_eq!(paths(&a, &["bàn"]), ["docs/c.txt"]);
    assert!(paths(&a, &["bạn"]).is_empty());
    assert_eq!(paths(&a, &["ban"]).len(), 3);
}

#[test]
fn nothing_found_is_one() {
    let a = Archive::new();
    a.index();
    let (code, out, err) = a.run(&["search", "không-có-từ-này-xyz"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("nothing found"), "{err}");
    assert_eq!(a.run(&["search", "((("]).0, 1);
    assert_eq!(a.run(&["-q", "search", "xyzxyz"]).2, "");
    assert!(a.run(&["--lang", "vi", "search", "xyzxyz"]).2.contains("không tìm thấy"));
}

#[test]
fn highlights_are_bytes_of_the_file() {
    let a = Archive::new();
    a.index();
    let (_, out, _) = a.run(&["search", "dung han", "--format", "jsonl"]);
    for hit in json_lines(&out) {
        let file = std::fs::read_to_string(a.path(hit["path"].as_str().unwrap())).unwrap();
        let start = usize::try_from(hit["snippet_start"].as_u64().unwrap()).unwrap();
        let snippet = hit["snippet"].as_str().unwrap();
        assert_eq!(&file[start..start + snippet.len()], snippet);
        let marks: Vec<&str> = hit["highlights"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| {
                let at = |i: usize| usize::try_from(h[i].as_u64().unwrap()).unwrap();
                &snippet[at(0)..at(1)]
            })
            .collect();
        assert!(marks.contains(&"đúng") && marks.contains(&"hạn"), "{marks:?}");
    }
}

#[test]
fn a_phrase_that_stands_nowhere_is_told() {
    let a = Archive::new();
    a.index();
    let (code, out, err) = a.run(&["search", "\"hành cải\"", "--format", "jsonl"]);
    assert_eq!(code, 0);
    assert_eq!(json_lines(&out).len(), 1);
    assert!(err.contains("phrase stands nowhere"), "{err}");
    let (code, _, err) = a.run(&["search", "cải cách vũ trụ"]);
    assert_eq!(code, 0);
    assert!(err.contains("no document has"), "{err}");
}

#[test]
fn odd_characters_are_text() {
    let a = Archive::new();
    a.index();
    for odd in ["\"", "a AND", "NOT", "-", "* : ^ ~ [ ] { } \\ / ?", "so:", "(hành", "hành)", "--", "\u{0}x", "“hành chính”"] {
        let (code, _, err) = if odd.contains('\0') { (1, String::new(), String::new()) } else { a.run(&["search", "--", odd]) };
        assert!(code == 0 || code == 1, "{odd:?}: {err}");
    }
}

#[test]
fn pages_and_order_are_stable() {
    let a = Archive::new();
    for i in 0..30 {
        a.write(&format!("docs/p{i:02}.txt"), "THÔNG BÁO chung");
    }
    a.index();
    let all = paths(&a, &["chung", "--limit", "30"]);
    let mut paged = paths(&a, &["chung", "--limit", "12"]);
    paged.extend(paths(&a, &["chung", "--limit", "12", "--offset", "12"]));
    paged.extend(paths(&a, &["chung", "--limit", "12", "--offset", "24"]));
    assert_eq!(all, paged);
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(all, sorted);
}
