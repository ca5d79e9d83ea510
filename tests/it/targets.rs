//! `vanthu targets` from the command line: plan beside report, text over sentences, pivots, workbook, chart, sample; `search` by figures.

use crate::support::{Archive, json_lines, run};

/// A plan and a report of one district, and the plan of another.
fn archive() -> Archive {
    let a = Archive::new();
    a.write(
        "docs/c.txt",
        "ỦY BAN NHÂN DÂN\nQUẬN LÊ CHÂN\n\nSố: 15/KH-UBND\n\nLê Chân, ngày 12 tháng 01 năm 2022\n\nKẾ HOẠCH\nCải cách hành chính năm 2022\n\n\
         Phấn đấu trên 90% hồ sơ được giải quyết đúng hạn.\nBảo đảm 100% cán bộ được tập huấn kỹ năng số.\n",
    );
    a.index();
    a
}

#[test]
fn plan_beside_report_of_the_same_body() {
    let a = archive();
    let (code, out, _) = a.run(&["targets", "--kind", "both", "--indicator", "on-time-files", "--format", "jsonl"]);
    assert_eq!(code, 0);
    let rows = json_lines(&out);
    let pair = rows.iter().find(|r| !r["relation"].is_null()).unwrap();
    assert_eq!((&pair["target"]["path"], &pair["result"]["path"]), (&"docs/a.txt".into(), &"docs/b.txt".into()));
    assert_eq!((pair["difference"].as_f64(), pair["reached"].as_str(), pair["relation"].as_str()), (Some(2.0), Some("yes"), Some("equal")));
    // the other district has the same number and year, and stands alone
    let alone: Vec<_> = rows.iter().filter(|r| r["relation"].is_null()).map(|r| r["target"]["path"].as_str().unwrap()).collect();
    assert_eq!(alone, ["docs/c.txt"]);
    for lang in ["en", "vi"] {
        let (code, table, _) = a.run(&["targets", "--kind", "both", "--lang", lang]);
        assert!(code == 0 && table.contains("15/KH-UBND (2022) → 88/BC-UBND (2022)"), "{table}");
    }
}

#[test]
fn words_of_the_sentence_not_of_the_document() {
    let a = archive();
    let paths = |args: &[&str]| {
        let (_, out, _) = a.run(&[&["targets", "--format", "jsonl"], args].concat());
        json_lines(&out).iter().map(|r| (r["path"].as_str().unwrap().to_owned(), r["value"].as_f64().unwrap())).collect::<Vec<_>>()
    };
    let c = |v: f64| ("docs/c.txt".to_owned(), v);
    assert_eq!(paths(&["kỹ năng số"]), [c(100.0)]);
    assert_eq!(paths(&["\"ky nang so\""]), [c(100.0)]);
    // the document holds the words, this sentence does not
    assert_eq!(paths(&["phấn đấu -\"kỹ năng\"", "--place", "Lê Chân"]), [c(90.0)]);
    assert_eq!(paths(&["hồ sơ", "--value", "<92"]), [c(90.0)]);
    assert_eq!(a.run(&["targets", "máy bay"]).0, 1);
}

#[test]
fn search_by_figures_and_sentences() {
    let a = archive();
    let found = |args: &[&str]| {
        let (_, out, _) = a.run(&[&["search", "--format", "jsonl", "--sort", "oldest"], args].concat());
        json_lines(&out).iter().map(|r| r["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["--has", "target", "--value", ">=95", "--indicator", "on-time-files"]), ["docs/a.txt"]);
    // 100 is a figure of another indicator
    assert_eq!(found(&["--value", ">=99", "--indicator", "on-time-files"]), [""; 0]);
    assert_eq!(found(&["--value", "=100"]), ["docs/c.txt"]);
    assert_eq!(found(&["chitieu:\"kỹ năng số\""]), ["docs/c.txt"]);
    assert_eq!(found(&["chitieu:\"quận ủy\""]), [""; 0]);
    // a name that the index does not know is told, not passed over
    for id in ["nosuch", "~nhom"] {
        let (code, out, err) = a.run(&["search", "--indicator", id]);
        assert!(code == 2 && out.is_empty() && err.contains("--indicator"), "{id}: {err}");
    }
    assert_eq!(a.run(&["targets", "--indicator", "~nhom"]).0, 1);
}

#[test]
fn pivot_workbook_and_chart() {
    let a = archive();
    let by = ["targets", "--kind", "both", "--indicator", "on-time-files", "--by", "place"];
    let (_, out, _) = a.run(&[&by[..], &["--format", "csv"]].concat());
    let mut rows = csv::Reader::from_reader(out.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let cell = |r: &csv::StringRecord, name: &str| r[heads.iter().position(|h| h == name).unwrap()].to_owned();
    let tay_ho = rows.records().map(Result::unwrap).find(|r| cell(r, "group").contains("Tây Hồ")).unwrap();
    assert_eq!(["target", "result", "difference", "reached"].map(|c| cell(&tay_ho, c)), ["95", "97", "2", "yes"]);
    let (code, picture, _) = a.run(&[&by[..], &["--format", "svg", "--lang", "vi"]].concat());
    let tree = roxmltree::Document::parse(&picture).unwrap();
    let words: Vec<&str> = tree.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).collect();
    assert!(code == 0 && words.contains(&"97%") && words.iter().any(|w| w.contains("quận Tây Hồ")), "{words:?}");
    // several measures are no chart
    let (code, _, err) = a.run(&["targets", "--format", "svg"]);
    assert!(code == 2 && err.contains("--indicator"), "{err}");
    let book = a.vanthu().args(["targets", "--kind", "both", "--format", "xlsx"]).output().unwrap();
    assert!(book.status.success() && book.stdout.starts_with(b"PK"));
}

#[test]
fn a_sample_tells_what_it_can_tell() {
    let a = archive();
    let (code, out, err) = a.run(&["targets", "--sample", "2", "--format", "jsonl"]);
    assert_eq!((code, json_lines(&out).len()), (0, 2));
    assert!(err.contains("if 0 of these 2 rows are wrong, at most"), "{err}");
    assert_eq!(a.run(&["targets", "--sample", "2", "--format", "jsonl"]).1, out);
    assert_eq!(a.run(&["targets", "--sample", "2", "--by", "place"]).0, 2);
}

#[test]
fn bad_questions_are_told_plainly() {
    let a = archive();
    for (args, word) in [
        (["--value", "much"], "--value"),
        (["--about", "20x4"], "--about"),
        (["--indicator", "nosuch"], "--indicator"),
        (["--sample", "-1"], "--sample"),
        (["--sample", "0"], "--sample"),
    ] {
        let (code, out, err) = run(a.vanthu().arg("targets").args(args));
        assert!(code == 2 && out.is_empty() && err.contains(word), "{args:?}: {err}");
    }
}
