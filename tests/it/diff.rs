//! `vanthu diff`: two indexes, two files of records, one of each; and what is neither.

use std::fs;

use unicode_width::UnicodeWidthStr as _;

use crate::support::{Archive, PLAN, REPORT, json_lines};

/// The programme that [`PLAN`] carries out.
const PROGRAMME: &str = "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI\nQUẬN ỦY TÂY HỒ\n\nSố 06-CTr/QU\n\nTây Hồ, ngày 17 tháng 8 năm 2021\n\nCHƯƠNG TRÌNH\nĐẩy mạnh cải cách hành chính giai đoạn 2021-2025\n\n\
Phấn đấu trên 90% hồ sơ được giải quyết đúng hạn.\n";

/// An archive whose index was copied to `old`, then changed and indexed again.
fn changed() -> Archive {
    let a = Archive::new();
    a.index();
    assert_eq!(a.run(&["index", "docs", "--index", "old"]).0, 0);
    a.write("docs/a.txt", PLAN.replace("trên 95%", "trên 90%").replace("ngày 10 tháng 01 năm 2022", "ngày 11 tháng 01 năm 2022"));
    fs::rename(a.path("docs/b.txt"), a.path("docs/c.txt")).unwrap();
    a.write("docs/programme.txt", PROGRAMME);
    a.index();
    a
}

fn rows(a: &Archive, args: &[&str]) -> Vec<serde_json::Value> {
    let (code, out, err) = a.run(&[&["diff", "--format", "jsonl"], args].concat());
    assert_eq!(code, i32::from(out.is_empty()), "{args:?} {err}");
    json_lines(&out)
}

fn of<'r>(rows: &'r [serde_json::Value], kind: &str) -> Vec<&'r serde_json::Value> {
    rows.iter().filter(|r| r["kind"] == kind).collect()
}

/// What the change made above must show, whatever is compared.
fn shows_the_changes(rows: &[serde_json::Value]) {
    let moved = of(rows, "document_moved");
    assert!(moved.len() == 1 && moved[0]["old"].as_str().unwrap().ends_with("b.txt"), "{rows:?}");
    let added = of(rows, "document_added");
    assert!(added.len() == 1 && added[0]["number"] == "06-CTr/QU", "{rows:?}");
    assert_eq!(of(rows, "document_removed").len(), 0, "{rows:?}");
    let lowered = of(rows, "target_lowered");
    assert_eq!(lowered.len(), 1, "{rows:?}");
    assert_eq!(
        (&lowered[0]["difference"], &lowered[0]["old"], &lowered[0]["number"]),
        (&(-5.0).into(), &"> 95%".into(), &"15/KH-UBND".into())
    );
    let date: Vec<_> = of(rows, "field_changed").into_iter().filter(|r| r["what"] == "issued_on").collect();
    assert!(date.len() == 1 && date[0]["old"] == "2022-01-10" && date[0]["new"] == "2022-01-11", "{rows:?}");
    let resolved = of(rows, "reference_resolved");
    assert_eq!(resolved.len(), 1, "{rows:?}");
    assert!(resolved[0]["what"] == "06-CTr/QU" && resolved[0]["old"] == "not_held", "{rows:?}");
    assert!(resolved[0]["new"].as_str().unwrap().ends_with("programme.txt"), "{rows:?}");
    // the report cites the plan with the day that it no longer bears
    assert!(of(rows, "reference_unresolved").iter().any(|r| r["what"] == "15/KH-UBND"), "{rows:?}");
}

#[test]
fn two_indexes() {
    let a = changed();
    let all = rows(&a, &["old", ".vanthu"]);
    shows_the_changes(&all);
    assert!(of(&all, "finding_added").iter().any(|r| r["what"] == "two_dates"), "{all:?}");
    assert_eq!(rows(&a, &[".vanthu", ".vanthu"]).len(), 0);
    let back = rows(&a, &[".vanthu", "old"]);
    assert!(of(&back, "target_raised").len() == 1 && of(&back, "document_removed").len() == 1, "{back:?}");
    // the folder that holds .vanthu will do
    assert_eq!(rows(&a, &["old", "."]), all);
    assert_eq!(rows(&a, &["old", ".vanthu", "--kind", "document_moved"]).len(), 1);
}

#[test]
fn two_runs_and_one_of_each() {
    let a = changed();
    let (_, after, _) = a.run(&["extract", "docs"]);
    a.write("after.jsonl", after);
    fs::create_dir(a.path("before")).unwrap();
    fs::rename(a.path("docs"), a.path("now")).unwrap();
    a.write("docs/a.txt", PLAN);
    a.write("docs/b.txt", REPORT);
    let (_, before, _) = a.run(&["extract", "docs"]);
    a.write("before.jsonl", before);
    shows_the_changes(&rows(&a, &["before.jsonl", "after.jsonl"]));
    shows_the_changes(&rows(&a, &["old", "after.jsonl"]));
    shows_the_changes(&rows(&a, &["before.jsonl", ".vanthu"]));
    assert_eq!(rows(&a, &["after.jsonl", ".vanthu"]).len(), 0);
    assert_eq!(rows(&a, &["before.jsonl", "before.jsonl"]).len(), 0);
}

#[test]
fn citations_that_came_and_went() {
    let a = Archive::new();
    a.index();
    assert_eq!(a.run(&["index", "docs", "--index", "old"]).0, 0);
    a.write(
        "docs/a.txt",
        PLAN.replace(
            "Thực hiện Chương trình số 06-CTr/QU ngày 17/8/2021 của Quận ủy Tây Hồ",
            "Thực hiện Nghị quyết số 12-NQ/QU ngày 05/3/2021 của Quận ủy Tây Hồ",
        ),
    );
    a.index();
    let all = rows(&a, &["old", ".vanthu"]);
    let (added, removed) = (of(&all, "citation_added"), of(&all, "citation_removed"));
    assert!(added.len() == 1 && added[0]["what"] == "12-NQ/QU" && added[0]["new"] == "implements", "{all:?}");
    assert!(removed.len() == 1 && removed[0]["what"] == "06-CTr/QU", "{all:?}");
    let file = fs::read_to_string(a.path("docs/a.txt")).unwrap();
    let (start, text) = (usize::try_from(added[0]["start"].as_u64().unwrap()).unwrap(), added[0]["text"].as_str().unwrap());
    assert!(text.contains("12-NQ/QU") && file[start..].starts_with(text), "{all:?}");
}

#[test]
fn a_later_plan_for_the_same_time() {
    let plan = |number: &str, day: &str, share: &str| {
        PLAN.replace("15/KH-UBND", number).replace("ngày 10 tháng 01", day).replace("trên 95% hồ sơ được giải quyết đúng hạn", share)
    };
    let a = Archive::new();
    a.write("docs/a.txt", plan("15/KH-UBND", "ngày 10 tháng 01", "trên 85% hồ sơ được giải quyết đúng hạn trong năm 2022"));
    a.index();
    assert_eq!(a.run(&["index", "docs", "--index", "old"]).0, 0);
    a.write("docs/c.txt", plan("97/KH-UBND", "ngày 02 tháng 6", "trên 90% hồ sơ được giải quyết đúng hạn trong năm 2022"));
    a.index();
    let all = rows(&a, &["old", ".vanthu"]);
    let raised = of(&all, "target_raised");
    assert_eq!(raised.len(), 1, "{all:?}");
    assert!(raised[0]["number"] == "97/KH-UBND" && raised[0]["difference"] == 5.0 && raised[0]["other"] == "docs/a.txt", "{all:?}");
}

#[test]
fn for_people() {
    let a = changed();
    for (lang, word) in [("en", "target lowered"), ("vi", "hạ chỉ tiêu")] {
        let (code, out, err) = a.run(&["diff", "old", ".vanthu", "--lang", lang]);
        assert_eq!(code, 0, "{err}");
        assert!(out.lines().all(|l| l.width() <= 80), "{out}");
        assert!(out.contains("15/KH-UBND · docs/a.txt") && out.contains(word) && err.contains(word), "{out}{err}");
    }
    let (code, out, err) = a.run(&["diff", "old", "old"]);
    assert!(code == 1 && out.is_empty() && err.contains("no differences"), "{err}");
    let (_, out, _) = a.run(&["diff", "old", ".vanthu", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(table.headers().unwrap().iter().take(5).collect::<Vec<_>>(), ["kind", "path", "part", "number", "what"]);
    assert!(table.records().flatten().count() > 5);
    let (_, out, _) = a.run(&["diff", "old", ".vanthu", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&out).unwrap().as_array().is_some_and(|rows| rows.len() > 5));
}

#[test]
fn what_cannot_be_compared() {
    let a = Archive::new();
    a.index();
    a.write("letter.txt", "Kính gửi các phòng\n");
    a.write("other.jsonl", "{\"schema\":1,\"path\":\"a\"}\n{\"id\":7}\n");
    a.write("later.jsonl", "{\"schema\":99,\"path\":\"a\",\"document\":{}}\n");
    a.write("plain/letter.txt", "Kính gửi");
    for (what, says) in [
        ("letter.txt", "letter.txt, line 1"),
        ("other.jsonl", "other.jsonl, line 2"),
        ("later.jsonl", "version 99"),
        ("nowhere", "nowhere"),
        ("plain", "plain is no vanthu index"),
    ] {
        for order in [[what, ".vanthu"], [".vanthu", what]] {
            let (code, out, err) = a.run(&["diff", order[0], order[1]]);
            assert!(code == 2 && out.is_empty() && err.contains(says), "{order:?}: {code} {err}");
            assert!(!err.contains("panicked"), "{err}");
        }
    }
    let (code, _, err) = a.run(&["diff", "letter.txt", ".vanthu", "--lang", "vi"]);
    assert!(code == 2 && err.contains("dòng 1"), "{err}");
    assert_eq!(a.run(&["diff", ".vanthu", ".vanthu", "--kind", "everything"]).0, 2);
    let marker = a.path(".vanthu/vanthu-index.json");
    let text = fs::read_to_string(&marker).unwrap();
    fs::write(&marker, text.replace(&format!("\"vanthu_index\":{}", vanthu::index::INDEX_VERSION), "\"vanthu_index\":4")).unwrap();
    let (code, _, err) = a.run(&["diff", ".vanthu", ".vanthu"]);
    assert!(code == 2 && err.contains("version 4") && err.contains("--rebuild"), "{err}");
}
