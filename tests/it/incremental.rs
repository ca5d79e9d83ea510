//! A second run does only what has changed, and notices all that has.

use std::fs;

use crate::support::{Archive, PLAN, json_lines};

#[test]
fn a_second_run_changes_nothing() {
    let a = Archive::new();
    assert!(a.index().contains("2 added"));
    let before = a.path(".vanthu").join("g1/meta.json");
    let meta = fs::read(&before).unwrap();
    let second = a.index();
    assert!(second.contains("0 added, 0 updated, 0 moved, 0 removed, 2 unchanged, 0 failed; 0.0 MB"), "{second}");
    assert_eq!(fs::read(&before).unwrap(), meta);
}

#[test]
fn changed_moved_removed() {
    let a = Archive::new();
    a.index();
    a.write("docs/a.txt", PLAN.replace("95%", "96%"));
    fs::create_dir(a.path("docs/old")).unwrap();
    fs::rename(a.path("docs/b.txt"), a.path("docs/old/b2.txt")).unwrap();
    a.write("docs/c.txt", "KẾ HOẠCH mới");
    let said = a.index();
    assert!(said.contains("1 added, 1 updated, 1 moved, 0 removed, 0 unchanged, 0 failed"), "{said}");
    fs::remove_file(a.path("docs/c.txt")).unwrap();
    let said = a.index();
    assert!(said.contains("0 added, 0 updated, 0 moved, 1 removed, 2 unchanged"), "{said}");
    let (code, out, _) = a.run(&["search", "--format", "jsonl"]);
    assert_eq!(code, 0);
    let mut paths: Vec<String> = json_lines(&out).iter().map(|h| h["path"].as_str().unwrap().to_owned()).collect();
    paths.sort();
    assert_eq!(paths, ["docs/a.txt", "docs/old/b2.txt"]);
}

#[test]
fn a_change_that_keeps_size_and_time() {
    let a = Archive::new();
    a.index();
    let path = a.path("docs/a.txt");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, PLAN.replace("95%", "96%")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert!(a.index().contains("2 unchanged"));
    let (_, _, err) = a.run(&["index", "docs", "--verify-content"]);
    assert!(err.contains("1 updated") && err.contains("1 unchanged"), "{err}");
}

#[test]
fn a_change_just_after_the_run_is_seen() {
    let a = Archive::new();
    let path = a.path("docs/a.txt");
    fs::write(&path, PLAN).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    a.index();
    fs::write(&path, PLAN.replace("95%", "96%")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert!(a.index().contains("1 updated"));
}

#[test]
fn keep_missing_and_dry_run() {
    let a = Archive::new();
    a.index();
    fs::remove_file(a.path("docs/b.txt")).unwrap();
    let (_, _, err) = a.run(&["index", "docs", "--keep-missing"]);
    assert!(err.contains("0 removed"), "{err}");
    let (_, _, err) = a.run(&["index", "docs", "--dry-run"]);
    assert!(err.contains("would be") && err.contains("1 removed"), "{err}");
    let (_, out, _) = a.run(&["search", "--format", "jsonl"]);
    assert_eq!(json_lines(&out).len(), 2);
}

#[test]
fn a_missing_root_loses_nothing() {
    let a = Archive::new();
    a.index();
    fs::rename(a.path("docs"), a.path("unplugged")).unwrap();
    let (code, _, err) = a.run(&["index", "docs"]);
    assert_eq!(code, 2);
    assert!(err.contains("docs: no such file or folder") && err.contains("0 removed"), "{err}");
    let (_, out, _) = a.run(&["search", "--format", "jsonl"]);
    assert_eq!(json_lines(&out).len(), 2);
}

#[test]
fn one_file_under_any_name() {
    let a = Archive::new();
    a.index();
    let (_, _, err) = a.run(&["index", "./docs/../docs", a.path("docs").to_str().unwrap()]);
    assert!(err.contains("0 added") && err.contains("2 unchanged"), "{err}");
}

#[test]
fn a_failed_file_is_tried_again() {
    let a = Archive::new();
    a.write("docs/z.txt", "");
    for _ in 0..2 {
        let (code, _, err) = a.run(&["index", "docs"]);
        assert_eq!(code, 2);
        assert!(err.contains("1 failed"), "{err}");
    }
    a.write("docs/z.txt", "THÔNG BÁO có chữ");
    assert!(a.index().contains("1 added"));
    let (_, out, _) = a.run(&["stats", "--format", "json"]);
    assert_eq!(json_lines(&out)[0]["failures"], 0);
}

#[test]
fn report_tells_each_file() {
    let a = Archive::new();
    a.write("docs/z.txt", "");
    a.run(&["index", "docs", "--report", "report.jsonl"]);
    let lines = json_lines(&fs::read_to_string(a.path("report.jsonl")).unwrap());
    let said: Vec<_> = lines.iter().map(|l| (l["path"].as_str().unwrap(), l["action"].as_str().unwrap())).collect();
    assert_eq!(said, [("docs/a.txt", "added"), ("docs/b.txt", "added"), ("docs/z.txt", "failed")]);
    assert_eq!(lines[2]["problem"]["code"], "empty");
}
