//! A file of several documents from `extract` to every question; records that another version of the program made.

use std::fs;

use vanthu::index::folder::Folder;
use vanthu::index::paths::Naming;
use vanthu::index::writer::Writer;
use vanthu::record::ANALYSIS_VERSION;

use crate::support::{Archive, json_lines};

fn letter(serial: u32, day: u32, body: &str) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\nSố: {serial}/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
         Tây Hồ, ngày {day} tháng 6 năm 2022\n\nBÁO CÁO\nKết quả công tác tháng {serial}\n\n{body}\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPhan Trọng Nghĩa\n\n"
    )
}

fn first() -> String {
    letter(41, 10, "Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2022 của Ủy ban nhân dân quận, tỷ lệ hồ sơ đúng hạn đạt 91%.")
}

fn second() -> String {
    letter(42, 20, "Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2022 của Ủy ban nhân dân quận, phấn đấu giải ngân đạt tối thiểu 62% vốn.")
}

/// A plan, a report, and a file of two reports.
fn archive() -> Archive {
    let a = Archive::new();
    a.write("docs/two.txt", first() + &second());
    assert!(a.index().contains("3 added"));
    a
}

#[test]
fn extract_numbers_the_parts() {
    let a = archive();
    let (code, out, _) = a.run(&["extract", "docs/two.txt"]);
    assert_eq!(code, 0);
    let records = json_lines(&out);
    let parts: Vec<_> = records.iter().map(|r| (r["path"].as_str().unwrap(), r["part"].as_u64().unwrap())).collect();
    assert_eq!(parts, [("docs/two.txt", 1), ("docs/two.txt", 2)]);
    let text = first() + &second();
    let r = &records[1]["references"][0];
    let at = |k: &str| usize::try_from(r[k].as_u64().unwrap()).unwrap();
    assert_eq!(&text[at("start")..at("end")], "Kế hoạch số 15/KH-UBND");
    a.run(&["extract", "docs/two.txt", "--format", "csv", "--to", "tables"]);
    let table = fs::read_to_string(a.path("tables/documents.csv")).unwrap();
    assert!(table.contains("docs/two.txt,1,41/BC-UBND") && table.contains("docs/two.txt,2,42/BC-UBND"), "{table}");
}

#[test]
fn each_part_is_a_document() {
    let a = archive();
    // words of one part do not find the other
    let (_, out, _) = a.run(&["search", "giải ngân", "--format", "jsonl"]);
    let hits = json_lines(&out);
    assert_eq!((hits.len(), hits[0]["part"].as_u64(), hits[0]["number"].as_str()), (1, Some(2), Some("42/BC-UBND")));
    let start = usize::try_from(hits[0]["snippet_start"].as_u64().unwrap()).unwrap();
    let (text, snippet) = (first() + &second(), hits[0]["snippet"].as_str().unwrap());
    assert_eq!(&text[start..start + snippet.len()], snippet);
    assert!(a.run(&["search", "giải ngân"]).1.contains("docs/two.txt#2"));
    // both, one, by path
    let shown = a.run(&["show", "docs/two.txt"]).1;
    assert!(shown.contains("41/BC-UBND") && shown.contains("42/BC-UBND"), "{shown}");
    let (code, shown, _) = a.run(&["show", "docs/two.txt#2"]);
    assert!(code == 0 && shown.contains("42/BC-UBND") && !shown.contains("41/BC-UBND") && shown.contains("docs/two.txt#2"), "{shown}");
    assert_eq!(a.run(&["show", "docs/two.txt#3"]).0, 1);
    // who cites the plan, with the sentence of its own part
    let (_, out, _) = a.run(&["refs", "15/KH-UBND", "--direction", "cited-by", "--format", "jsonl"]);
    let links: Vec<_> =
        json_lines(&out).iter().filter(|l| l["path"] == "docs/two.txt").map(|l| (l["part"].clone(), l["sentence"].clone())).collect();
    assert_eq!(links.len(), 2);
    assert!(links[1].1.as_str().unwrap().contains("giải ngân"), "{links:?}");
    assert!(a.run(&["refs", "15/KH-UBND"]).1.contains("docs/two.txt#1"));
    assert_eq!(json_lines(&a.run(&["refs", "docs/two.txt#1", "--format", "jsonl"]).1).len(), 1);
    for (kind, part) in [("result", 1), ("target", 2)] {
        let (_, out, _) = a.run(&["targets", "--kind", kind, "--format", "jsonl"]);
        let rows: Vec<_> = json_lines(&out).into_iter().filter(|r| r["path"] == "docs/two.txt").map(|r| r["part"].clone()).collect();
        assert_eq!(rows, [part], "{kind}");
    }
    let (_, out, _) = a.run(&["stats", "--format", "json"]);
    let stats = &json_lines(&out)[0];
    assert_eq!((stats["documents"].as_u64(), stats["files"].as_u64()), (Some(4), Some(3)));
    assert!(a.run(&["verify"]).2.contains("whole: 4 documents"));
}

#[test]
fn one_document_under_two_names() {
    let a = archive();
    a.write("docs/alone.txt", second());
    a.index();
    let (_, out, _) = a.run(&["check", "--format", "jsonl"]);
    let same: Vec<_> = json_lines(&out).into_iter().filter(|f| f["code"] == "same_content").collect();
    assert_eq!(same.len(), 1, "{out}");
    assert_eq!((same[0]["path"].as_str(), same[0]["others"][0].as_str()), (Some("docs/alone.txt"), Some("docs/two.txt#2")));
    let only = |what: &str| json_lines(&a.run(&["check", what, "--format", "jsonl"]).1).len();
    assert_eq!((only("docs/two.txt#2"), only("docs/two.txt#1")), (1, 0));
}

#[test]
fn the_file_is_what_comes_and_goes() {
    let a = archive();
    let numbers = || {
        let mut all: Vec<String> = json_lines(&a.run(&["search", "--format", "jsonl"]).1)
            .iter()
            .map(|h| format!("{}#{}", h["path"].as_str().unwrap(), h["part"].as_u64().unwrap_or(0)))
            .collect();
        all.sort();
        all
    };
    assert_eq!(numbers(), ["docs/a.txt#0", "docs/b.txt#0", "docs/two.txt#1", "docs/two.txt#2"]);
    assert!(a.index().contains("0 added, 0 updated, 0 moved, 0 removed, 3 unchanged"));
    a.write("docs/two.txt", second());
    assert!(a.index().contains("1 updated"));
    assert_eq!(numbers(), ["docs/a.txt#0", "docs/b.txt#0", "docs/two.txt#0"]);
    a.write("docs/two.txt", first() + &second());
    a.index();
    fs::rename(a.path("docs/two.txt"), a.path("docs/zwei.txt")).unwrap();
    assert!(a.index().contains("1 moved, 0 removed"));
    assert_eq!(numbers()[2..], ["docs/zwei.txt#1", "docs/zwei.txt#2"]);
    fs::remove_file(a.path("docs/zwei.txt")).unwrap();
    assert!(a.index().contains("1 removed"));
    assert_eq!(numbers().len(), 2);
}

/// Makes the index say that an older program made the records of a file.
fn made_by_an_older_version(a: &Archive, name: &str) {
    let folder = Folder::at(a.path(".vanthu"));
    let inside = Naming::new(folder.path()).inside(&a.path(name));
    let writer = Writer::open(&folder, 1, false).unwrap();
    let mut state = writer.known().unwrap()[&inside].state.clone();
    state.analysis = ANALYSIS_VERSION - 1;
    let text = fs::read_to_string(a.path(name)).unwrap();
    let record = vanthu::record::Record { path: inside.clone(), ..Default::default() };
    writer.remove(&inside);
    writer.add(&inside, &state, record, &text).unwrap();
    writer.commit().unwrap();
}

#[test]
fn records_of_another_version_are_made_anew() {
    let a = archive();
    assert!(!a.run(&["verify"]).2.contains("another version"));
    made_by_an_older_version(&a, "docs/a.txt");
    assert_eq!(a.run(&["search", "--number", "15/KH-UBND"]).0, 1);
    assert!(a.run(&["verify"]).2.contains("1 document analysed by another version"));
    assert_eq!(json_lines(&a.run(&["stats", "--format", "json"]).1)[0]["other_version"], 1);
    let (_, _, dry) = a.run(&["index", "docs", "--dry-run"]);
    assert!(dry.contains("1 analysed anew"), "{dry}");
    let said = a.index();
    assert!(said.contains("0 updated, 0 moved, 0 removed, 2 unchanged, 0 failed, 1 analysed anew by this version"), "{said}");
    assert_eq!(a.run(&["search", "--number", "15/KH-UBND"]).0, 0);
    assert!(!a.index().contains("anew"));
    assert_eq!(json_lines(&a.run(&["stats", "--format", "json"]).1)[0]["other_version"], 0);
}
