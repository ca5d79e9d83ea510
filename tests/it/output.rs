//! Forms of output.

use std::fs;

use crate::support::{Archive, json_lines};

#[test]
fn extract_csv_folder() {
    let a = Archive::new();
    let (code, out, err) = a.run(&["extract", "docs", "--format", "csv", "--to", "tables"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let mut names: Vec<String> = fs::read_dir(a.path("tables")).unwrap().flatten().map(|e| e.file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["dates.csv", "documents.csv", "findings.csv", "percentages.csv", "references.csv", "targets.csv"]);
    assert_eq!(a.run(&["extract", "docs", "--format", "csv"]).0, 2);
}

#[test]
fn extract_json_is_one_value() {
    let a = Archive::new();
    let (_, out, _) = a.run(&["extract", "docs", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 2);
}

#[test]
fn tables_fit_and_carry_no_escapes() {
    let a = Archive::new();
    a.write("docs/evil.txt", format!("THÔNG BÁO \u{1b}[31m đỏ {}", "hành chính dài ".repeat(60)));
    a.index();
    for args in [&["search", "hành chính"][..], &["stats"], &["show", "docs/a.txt"], &["show", "docs/evil.txt"]] {
        let (code, out, err) = a.run(args);
        assert_eq!(code, 0, "{err}");
        assert!(!out.contains('\u{1b}'), "{args:?}");
        for line in out.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{args:?}: {line}");
        }
    }
}

#[test]
fn text_is_the_file() {
    let a = Archive::new();
    let (code, out, _) = a.run(&["text", "docs/a.txt"]);
    assert_eq!((code, out), (0, crate::support::PLAN.to_owned()));
    assert_eq!(a.run(&["text", "docs/none.txt"]).0, 2);
}

#[test]
fn verify_says_whole() {
    let a = Archive::new();
    a.index();
    let (code, _, err) = a.run(&["verify"]);
    assert_eq!(code, 0);
    assert!(err.contains("whole: 2 documents"), "{err}");
}

#[test]
fn completions_and_manual() {
    let a = Archive::new();
    assert!(a.run(&["completions", "bash"]).1.contains("vanthu"));
    assert!(a.run(&["man"]).1.contains(".TH"));
}

#[test]
fn unknown_number_is_one() {
    let a = Archive::new();
    a.index();
    for command in ["show", "refs"] {
        let (code, out, err) = a.run(&[command, "999/KH-XYZ"]);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
    }
}

#[test]
fn facets_and_csv() {
    let a = Archive::new();
    a.index();
    let (_, out, _) = a.run(&["search", "--facets", "form", "--format", "jsonl"]);
    let lines = json_lines(&out);
    assert_eq!(lines.last().unwrap()["facet"], "form");
    let (_, out, _) = a.run(&["search", "--format", "csv"]);
    assert!(out.starts_with("rank,score,path,"));
}
