//! Override files from outside: what people say goes into records and index, exactly where it is about something, and never half.

use std::fs;

use serde_json::Value;

use crate::support::{Archive, json_lines};

/// One rule of an override file.
fn rule(path: &str, rest: &str) -> String {
    format!("[[override]]\npath = \"{path}\"\n{rest}\n\n")
}

const NUMBER: &str = "item = \"document\"\naction = \"correct\"\nset = { number = \"16/KH-UBND\" }\nreason = \"bản gốc\"\nby = \"N.V.A\"";
const SUPPRESS: &str = "item = \"percentage\"\naction = \"suppress\"\ntext = \"95%\"";
const ADD: &str = "item = \"quantity\"\naction = \"add\"\ntext = \"kế hoạch\"\nset = { value = 1 }";
const FILE: &str = "docs/vanthu.overrides.toml";

fn records(a: &Archive, args: &[&str]) -> (Vec<Value>, String) {
    let (code, out, err) = a.run(&[&["extract"], args].concat());
    assert_eq!(code, 0, "{err}");
    (json_lines(&out), err)
}

/// What happened to each file, by the report of an index run.
fn index(a: &Archive, args: &[&str]) -> (Vec<(String, String)>, String) {
    let (code, _, err) = a.run(&[&["index", "--report", "report.jsonl"], args].concat());
    assert_eq!(code, 0, "{err}");
    let lines = json_lines(&fs::read_to_string(a.path("report.jsonl")).unwrap());
    let word = |l: &Value, name: &str| l[name].as_str().unwrap().to_owned();
    (lines.iter().map(|l| (word(l, "path"), word(l, "action"))).collect(), err)
}

fn happened(list: &[(String, String)]) -> Vec<(&str, &str)> {
    list.iter().map(|(p, a)| (p.as_str(), a.as_str())).collect()
}

fn numbers(a: &Archive) -> Vec<String> {
    let (_, out, _) = a.run(&["search", "--format", "jsonl", "--sort", "oldest"]);
    json_lines(&out).iter().map(|h| h["number"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn records_show_what_people_said() {
    let a = Archive::new();
    a.write(FILE, rule("a.txt", NUMBER) + &rule("*.txt", SUPPRESS) + &rule("a.txt", ADD));
    let (lines, err) = records(&a, &["docs"]);
    assert_eq!((lines.len(), err.as_str()), (2, ""), "the file itself is no document");
    let (changed, other) = (&lines[0], &lines[1]);
    let d = &changed["document"];
    assert_eq!((d["number"].as_str(), d["key"].as_str()), (Some("16/KH-UBND"), Some("16/KH@ubnd:quan-tay-ho.ha-noi~2022")));
    let said = &d["override"];
    assert_eq!((said["action"].as_str(), said["file"].as_str()), (Some("correct"), Some(FILE)));
    assert_eq!((said["reason"].as_str(), said["by"].as_str()), (Some("bản gốc"), Some("N.V.A")));
    assert_eq!(said["previous"]["number"], "15/KH-UBND");
    let added = changed["quantities"].as_array().unwrap().iter().find(|q| q["override"]["action"] == "add").unwrap();
    let (start, end) = (added["start"].as_u64().unwrap() as usize, added["end"].as_u64().unwrap() as usize);
    assert_eq!(&crate::support::PLAN[start..end], added["text"].as_str().unwrap());
    let gone = &changed["overrides"][0];
    assert_eq!((gone["item"].as_str(), gone["action"].as_str()), (Some("percentage"), Some("suppress")));
    assert_eq!(gone["previous"]["value"], 95.0);
    assert!(changed["percentages"].as_array().unwrap().is_empty());
    // nothing is said of the other one
    assert!(!other.to_string().contains("override"));
    // CSV says so too
    let (code, _, err) = a.run(&["extract", "docs", "--format", "csv", "--to", "tables"]);
    assert_eq!(code, 0, "{err}");
    let table = fs::read_to_string(a.path("tables/documents.csv")).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[0].ends_with(",override") && rows[1].ends_with(",correct") && rows[2].ends_with(','), "{table}");
}

#[test]
fn a_file_named_by_hand_has_the_last_word() {
    let a = Archive::new();
    let number = |n: &str| format!("item = \"document\"\naction = \"correct\"\nset = {{ number = \"{n}/KH-UBND\" }}");
    a.write(FILE, rule("**/*.txt", &number("21")));
    a.write("docs/in/c.txt", crate::support::PLAN);
    let own = |args: &[&str]| -> Vec<String> {
        records(&a, args).0.iter().map(|r| r["document"]["number"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(own(&["docs"]), ["21/KH-UBND", "21/KH-UBND", "21/KH-UBND"]);
    a.write("docs/in/vanthu.overrides.toml", rule("c.txt", &number("22")));
    assert_eq!(own(&["docs"]), ["21/KH-UBND", "21/KH-UBND", "22/KH-UBND"]);
    // above the path that was given nothing is looked for
    assert_eq!(own(&["docs/in"]), ["22/KH-UBND"]);
    // a name from its own folder, or as typed; wherever the file lies, also among the documents
    a.write("docs/fix.toml", rule("in/c.txt", &number("23")) + &rule("docs/a.txt", &number("24")));
    assert_eq!(own(&["docs", "--overrides", "docs/fix.toml"]), ["24/KH-UBND", "21/KH-UBND", "23/KH-UBND"]);
    // the first value that was read stays on record
    let (lines, _) = records(&a, &["docs", "--overrides", "docs/fix.toml"]);
    assert_eq!(lines[2]["document"]["override"]["previous"]["number"], "15/KH-UBND");
    assert_eq!(lines[2]["document"]["override"]["file"], "docs/fix.toml");
}

#[test]
fn the_index_follows_a_changed_override_file() {
    let a = Archive::new();
    a.write("docs/c.txt", "THÔNG BÁO về cải cách hành chính");
    index(&a, &["docs"]);
    assert_eq!(numbers(&a), ["15/KH-UBND", "88/BC-UBND", ""]);
    let all =
        |a: &str, b: &str, c: &str| [("docs/a.txt", a), ("docs/b.txt", b), ("docs/c.txt", c)].map(|(p, x)| (p.to_owned(), x.to_owned()));
    let sorted = |mut list: Vec<(String, String)>| {
        list.sort();
        list
    };
    // a new file: only the document that it is about
    a.write(FILE, rule("a.txt", NUMBER));
    let (list, err) = index(&a, &["docs"]);
    assert_eq!(sorted(list), all("updated", "unchanged", "unchanged"), "{err}");
    assert!(err.contains("0 added, 1 updated, 0 moved, 0 removed, 2 unchanged"), "{err}");
    assert_eq!(numbers(&a), ["16/KH-UBND", "88/BC-UBND", ""]);
    let (_, out, _) = a.run(&["search", "--has", "override", "--format", "jsonl"]);
    assert_eq!(json_lines(&out)[0]["path"], "docs/a.txt");
    let (_, card, _) = a.run(&["show", "docs/a.txt"]);
    let card = card.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(card.contains("overrides (1) - [correct] document: number (was 15/KH-UBND)") && card.contains("bản gốc; N.V.A"), "{card}");
    // nothing new, and only lines moved
    assert_eq!(sorted(index(&a, &["docs"]).0), all("unchanged", "unchanged", "unchanged"));
    a.write(FILE, format!("# ghi chú\n\n{}", rule("a.txt", NUMBER)));
    assert_eq!(sorted(index(&a, &["docs"]).0), all("unchanged", "unchanged", "unchanged"));
    // the rule is for another one now: both are made anew
    a.write(FILE, rule("b.txt", NUMBER));
    assert_eq!(sorted(index(&a, &["docs"]).0), all("updated", "updated", "unchanged"));
    assert_eq!(numbers(&a), ["15/KH-UBND", "16/KH-UBND", ""]);
    // what would be done
    fs::remove_file(a.path(FILE)).unwrap();
    let (list, err) = index(&a, &["docs", "--dry-run"]);
    assert_eq!(sorted(list), all("unchanged", "updated", "unchanged"), "{err}");
    // gone, as if it had never been
    assert_eq!(sorted(index(&a, &["docs"]).0), all("unchanged", "updated", "unchanged"));
    assert_eq!(numbers(&a), ["15/KH-UBND", "88/BC-UBND", ""]);
}

/// However it came about, the index holds what a fresh one would hold.
#[test]
fn an_index_that_followed_is_one_made_anew() {
    let a = Archive::new();
    index(&a, &["docs"]);
    a.write("fix.toml", rule("docs/*.txt", SUPPRESS) + &rule("docs/b.txt", NUMBER));
    index(&a, &["docs", "--overrides", "fix.toml"]);
    let cards = |a: &Archive| ["docs/a.txt", "docs/b.txt"].map(|p| a.run(&["show", p, "--format", "json"]).1);
    let followed = cards(&a);
    assert!(followed[1].contains("16/KH-UBND") && followed[0].contains("\"overrides\""));
    index(&a, &["docs", "--overrides", "fix.toml", "--rebuild"]);
    assert_eq!(cards(&a), followed);
}

#[test]
fn a_broken_file_stops_the_run_before_anything_is_written() {
    let a = Archive::new();
    let broken = rule("a.txt", NUMBER) + &rule("a.txt", "item = \"document\"\naction = \"correct\"\nset = { isuer = \"x\" }");
    for (name, args, said) in [
        (FILE, &["docs"][..], "docs/vanthu.overrides.toml, line 13: `isuer`"),
        ("fix.toml", &["docs", "--overrides", "fix.toml"], "fix.toml, line 13: `isuer`"),
        ("other.txt", &["docs", "--overrides", "none.toml"], "none.toml: no such file or folder"),
    ] {
        a.write(name, &broken);
        a.write("report.jsonl", "kept");
        for command in [&["index", "--report", "report.jsonl"][..], &["extract"], &["extract", "--format", "csv", "--to", "tables"]] {
            let (code, out, err) = a.run(&[command, args].concat());
            assert_eq!((code, out.as_str()), (2, ""), "{err}");
            assert!(err.contains(said), "{err}");
        }
        assert!(!a.path(".vanthu").exists() && !a.path("tables").exists());
        assert_eq!(fs::read_to_string(a.path("report.jsonl")).unwrap(), "kept");
        fs::remove_file(a.path(name)).unwrap();
    }
    a.write(FILE, [0xff, 0xfe, 0x41]);
    let (code, _, err) = a.run(&["--lang", "vi", "extract", "docs"]);
    assert_eq!(code, 2);
    assert!(err.contains("không phải văn bản UTF-8"), "{err}");
}

#[test]
fn what_matches_nothing_is_told() {
    let a = Archive::new();
    let span = "item = \"date\"\naction = \"suppress\"\nspan = [0, 4]\ntext = \"ngày\"";
    a.write(
        FILE,
        rule("a.txt", &SUPPRESS.replace("95%", "94%")) + &rule("z.txt", SUPPRESS) + &rule("a.txt", span) + &rule("*.txt", SUPPRESS),
    );
    let (lines, err) = records(&a, &["docs"]);
    assert_eq!(lines.len(), 2);
    let told: Vec<&str> = err.lines().collect();
    assert_eq!(told.len(), 3, "{err}");
    assert!(told[0].contains("line 1: a.txt has no percentage “94%”"), "{err}");
    assert!(told[1].contains("line 7: no document is z.txt"), "{err}");
    assert!(told[2].contains("line 13: docs/a.txt: where date “ngày” at 0..4 was"), "{err}");
    // also when quiet, and in the other language
    let (_, _, err) = a.run(&["-q", "--lang", "vi", "extract", "docs"]);
    assert!(err.contains("dòng 1: a.txt không có tỷ lệ “94%”"), "{err}");
    // a rule for a document that this run does not look at is not called useless
    let (_, err) = records(&a, &["docs/b.txt"]);
    assert!(!err.contains("a.txt") && err.contains("z.txt"), "{err}");
    // an index run tells it of what it reads
    let (_, err) = index(&a, &["docs"]);
    assert!(err.contains("94%"), "{err}");
}

#[test]
fn override_files_are_no_documents() {
    let a = Archive::new();
    a.write(FILE, rule("a.txt", NUMBER));
    for paths in [&["docs"][..], &["docs/a.txt", "docs/b.txt", FILE]] {
        let (code, _, err) = a.run(&[&["index"], paths].concat());
        assert_eq!(code, 0, "{err}");
    }
    let (list, _) = index(&a, &["docs"]);
    let mut list = happened(&list);
    list.sort_unstable();
    assert_eq!(list, [("docs/a.txt", "unchanged"), ("docs/b.txt", "unchanged")]);
}
