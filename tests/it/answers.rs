//! What people read in the answers: which document, in words, on 80 columns; and what programs get beside it.

use unicode_width::UnicodeWidthStr as _;

use crate::support::{Archive, json_lines};

/// A plan without a number, with a frequency.
const UNNUMBERED: &str = "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nTây Hồ, ngày 10 tháng 02 năm 2022\n\nKẾ HOẠCH\nKiểm tra công vụ năm 2022\n\n\
Thực hiện Chương trình 06 của Quận ủy.\nPhấn đấu trên 90% đơn thư được giải quyết đúng hạn trong năm 2022.\n";
/// Cites one law twice, once without its issuer.
const LAWS: &str = "BỘ TÀI CHÍNH\n\nSố: 12/TB-BTC\n\nHà Nội, ngày 10 tháng 7 năm 2025\n\nTHÔNG BÁO\nVề việc áp dụng luật\n\n\
Căn cứ Luật số 64/2025/QH15 ngày 19 tháng 02 năm 2025 của Quốc hội;\nTheo số 64/2025/QH15, các đơn vị thực hiện.\n";

fn archive() -> Archive {
    let a = Archive::new();
    a.write("docs/kiem-tra.txt", UNNUMBERED);
    a.write("docs/luat.txt", LAWS);
    a.index();
    a
}

fn fits(out: &str) {
    for line in out.lines() {
        assert!(line.width() <= 80, "{line}");
    }
}

#[test]
fn targets_say_where_they_are_from() {
    let a = archive();
    let (code, out, err) = a.run(&["targets"]);
    assert_eq!(code, 0, "{err}");
    fits(&out);
    assert_eq!(out.matches("15/KH-UBND · UBND quận Tây Hồ · 2022-01-10 (a.txt)").count(), 1, "{out}");
    assert!(out.contains("(kiem-tra.txt)") && out.contains("> 95%"), "{out}");
    let (_, out, _) = a.run(&["targets", "--lang", "vi"]);
    assert!(out.contains("chỉ tiêu") && out.contains("thời hạn"), "{out}");
    let (_, out, _) = a.run(&["targets", "--format", "jsonl"]);
    for row in json_lines(&out) {
        for key in "path start end value_start value_end title issuer place issued_on year section responsible text".split(' ') {
            assert!(row.get(key).is_some(), "{key}: {row}");
        }
        let file = std::fs::read(a.path(row["path"].as_str().unwrap())).unwrap();
        let at = |k: &str| usize::try_from(row[k].as_u64().unwrap()).unwrap();
        assert!(std::str::from_utf8(&file[at("value_start")..at("value_end")]).unwrap().contains('9'), "{row}");
        assert_eq!(row["year"], 2022);
    }
    let (_, out, _) = a.run(&["targets", "--format", "csv"]);
    let header = out.lines().next().unwrap();
    for column in ["title", "issued_on", "year", "value_start", "value_end"] {
        assert!(header.split(',').any(|c| c == column), "{header}");
    }
}

#[test]
fn one_law_is_missing_once() {
    let a = archive();
    let (_, out, _) = a.run(&["missing", "--format", "jsonl"]);
    let laws: Vec<_> = json_lines(&out).into_iter().filter(|m| m["number"] == "64/2025/QH15").collect();
    assert_eq!(laws.len(), 1, "{out}");
    assert_eq!(laws[0]["title"]["value"], "Luật Ban hành văn bản quy phạm pháp luật");
    fits(&a.run(&["missing"]).1);
}

/// "Chương trình 06 của Quận ủy" is 06-CTr/QU of that committee; "Chương trình 06" of nobody is only offered.
#[test]
fn a_short_mention_joins_by_its_committee() {
    let a = archive();
    a.write("docs/bai.md", "# Một năm nhìn lại\n\nNgười dân nói nhiều về Chương trình 06 trong năm qua.\n");
    a.index();
    let (code, out, _) = a.run(&["show", "06-CTr/QU", "--lang", "vi"]);
    assert_eq!(code, 0);
    fits(&out);
    let (joined, offered) = out.split_once("có thể").unwrap_or_else(|| panic!("{out}"));
    assert!(joined.contains("docs/a.txt") && joined.contains("docs/kiem-tra.txt") && !joined.contains("bai.md"), "{out}");
    assert!(offered.contains("docs/bai.md") && !offered.contains("kiem-tra.txt"), "{out}");
    assert!(out.contains("(theo 2 viện dẫn)") && !out.contains('@'), "{out}");
    assert!(a.run(&["show", "06-CTr/QU", "-v"]).1.contains('@'));
    let (_, out, _) = a.run(&["refs", "06-CTr/QU", "--format", "jsonl"]);
    assert!(json_lines(&out).iter().all(|l| l["path"] != "docs/bai.md"), "{out}");
}

#[test]
fn refs_name_each_document_once() {
    let a = archive();
    let (_, out, _) = a.run(&["refs", "15/KH-UBND", "--direction", "cited-by", "--lang", "vi"]);
    assert_eq!(out.matches("docs/b.txt").count(), 1, "{out}");
    assert!(out.contains('“') && !out.contains("implements"), "{out}");
    let (_, out, _) = a.run(&["refs", "15/KH-UBND", "--lang", "vi", "--format", "jsonl"]);
    assert!(json_lines(&out).iter().any(|l| l["relation"] == "implements"), "{out}");
}

#[test]
fn citations_add_up() {
    let a = archive();
    let (_, out, _) = a.run(&["stats", "--format", "json"]);
    let s = &json_lines(&out)[0];
    let n = |k: &str| s[k].as_u64().unwrap();
    assert_eq!(n("citations"), n("resolved") + n("ambiguous") + n("not_held") + n("without_number"));
    assert!(n("not_held") > 0 && n("resolved") > 0, "{s}");
    assert_eq!(s["most_cited"][0]["number"], "06-CTr/QU");
    assert!(a.run(&["stats"]).1.contains("to documents not in the index"));
}

#[test]
fn phrases_first_and_every_hit_has_a_name() {
    let a = Archive::new();
    a.write("docs/far.txt", format!("hạn đúng {}", "hồ sơ trả hồ đúng sơ hạn ".repeat(30)));
    a.write("docs/near.txt", format!("Bàn về {} hồ sơ đúng hạn của quận.", "nhiều việc khác nhau của cơ quan ".repeat(60)));
    a.index();
    let (_, out, _) = a.run(&["search", "hồ sơ đúng hạn", "--format", "jsonl"]);
    let hits = json_lines(&out);
    let place = |p: &str| hits.iter().position(|h| h["path"] == p).unwrap();
    assert!(place("docs/near.txt") < place("docs/far.txt"), "{out}");
    let (_, out, _) = a.run(&["search", "hồ sơ đúng hạn"]);
    assert!(!out.contains('—'), "{out}");
}

#[test]
fn paths_from_where_the_user_stands() {
    let a = archive();
    std::fs::create_dir(a.path("work")).unwrap();
    let (_, out, _) = crate::support::run(crate::support::vanthu_in(&a.path("work")).args([
        "--index",
        "../.vanthu",
        "search",
        "cải cách",
        "--format",
        "jsonl",
    ]));
    assert_eq!(json_lines(&out)[0]["path"], "../docs/a.txt");
    let (_, out, _) = a.run(&["check"]);
    fits(&out);
    assert!(!out.contains("docs/"), "{out}");
}
