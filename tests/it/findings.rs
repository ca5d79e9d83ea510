//! `vanthu check`: what it shows, how much of it, and what it says at the end.

use crate::support::{Archive, json_lines};

/// A plan with a contradiction (high), an open year (medium) and two slips (low).
const ODD: &str = "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 31/KH-UBND\n\nTây Hồ, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nCông tác văn thư năm 2023\n\n\
Căn cứ Quyết định số 88/QĐ-UBND ngày 15/3/2023 của UBND quận Tây Hồ, thành phố Hà Nội;\n\n\
Hoàn thành kế hoạch phát triển văn hóa - thể thao năm của UBND Thành phố giao.\n\n\
Bổ trí kho lưu trữ theo Nghị định số 30/2020/NĐ -CP ngày 05/3/2020 của Chính phủ.\n";

fn archive() -> Archive {
    let a = Archive::new();
    a.write("docs/odd.txt", ODD);
    a.index();
    a
}

fn codes(out: &str) -> Vec<String> {
    json_lines(out).iter().map(|r| r["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn worst_first_and_counted() {
    let a = archive();
    let (code, out, err) = a.run(&["check", "docs/odd.txt", "--format", "jsonl"]);
    assert_eq!(code, 0);
    assert_eq!(codes(&out), ["chronology", "missing_year", "misspelling", "number_spacing"], "{out}");
    assert!(err.contains("1 high, 1 medium, 2 low"), "{err}");
    let (_, _, err) = a.run(&["--lang", "vi", "check", "docs/odd.txt"]);
    assert!(err.contains("1 cao, 1 trung bình, 2 thấp"), "{err}");
}

#[test]
fn only_what_matters_and_only_some_codes() {
    let a = archive();
    let of = |args: &[&str]| {
        let all = [&["check", "docs/odd.txt", "--format", "jsonl"], args].concat();
        codes(&a.run(&all).1)
    };
    assert_eq!(of(&["--severity", "high"]), ["chronology"]);
    assert_eq!(of(&["--severity", "medium"]), ["chronology", "missing_year"]);
    assert_eq!(of(&["--severity", "low"]).len(), 4);
    assert_eq!(of(&["--code", "misspelling", "--code", "chronology"]), ["chronology", "misspelling"]);
    let (code, out, err) = a.run(&["check", "--code", "blank_number"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("nothing found"), "{err}");
}

#[test]
fn the_table_names_the_file() {
    let a = archive();
    a.write("docs/old/odd.txt", ODD.replace("31/KH-UBND", "32/KH-UBND"));
    a.index();
    let (_, out, _) = a.run(&["check"]);
    assert!(out.lines().all(|l| l.chars().count() <= 80), "{out}");
    assert!(out.contains("docs/odd.txt") && out.contains("old/odd.txt"), "{out}");
    let (_, out, _) = a.run(&["check", "docs/odd.txt"]);
    assert!(out.contains(" odd.txt ") && !out.contains("31/KH-UBND  "), "{out}");
}
