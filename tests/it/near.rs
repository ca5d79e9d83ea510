//! Contradictions between documents, told by `vanthu check`.

use std::fmt::Write as _;

use crate::support::{Archive, json_lines};

/// The plan of a body, long enough to be held against others; tasks are numbered from `from`.
fn plan(kind: &str, place: &str, number: &str, day: &str, from: usize) -> String {
    let mut out = format!(
        "ỦY BAN NHÂN DÂN\n{} {}\n\nSố: {number}\n\n{place}, ngày {day} tháng 01 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính năm 2024\n\n",
        kind.to_uppercase(),
        place.to_uppercase()
    );
    let things = ["hồ sơ", "quy chế", "thủ tục", "báo cáo", "danh mục", "biểu mẫu", "phần mềm", "trụ sở", "kho lưu trữ", "sổ theo dõi"];
    let works = ["rà soát", "niêm yết", "kiểm tra", "số hóa", "thống kê", "bàn giao", "công khai", "sắp xếp"];
    for i in from..from + 60 {
        let _ = writeln!(out, "{}. Phòng Nội vụ {} {} đợt {i} theo phân công.", i + 1, works[i % 8], things[i % 10]);
    }
    out
}

fn checked(a: &Archive, code: &str) -> Vec<serde_json::Value> {
    let (_, out, err) = a.run(&["check", "--format", "jsonl"]);
    assert!(!err.contains("panicked"), "{err}");
    json_lines(&out).into_iter().filter(|r| r["code"] == code).collect()
}

fn archive(documents: &[(&str, String)]) -> Archive {
    let a = Archive::new();
    for (name, text) in documents {
        a.write(&format!("docs/{name}"), text);
    }
    a.index();
    a
}

/// The row leads back to the sentence.
fn has_its_place(a: &Archive, row: &serde_json::Value, holds: &str) {
    let file = std::fs::read_to_string(a.path(row["path"].as_str().unwrap())).unwrap();
    let start = usize::try_from(row["start"].as_u64().unwrap()).unwrap();
    let text = row["text"].as_str().unwrap();
    assert!(file[start..].starts_with(text) && text.contains(holds), "{row}");
}

#[test]
fn one_template_of_two_districts() {
    let a = archive(&[
        ("x.txt", plan("Quận", "Tây Hồ", "21/KH-UBND", "12", 0)),
        ("y.txt", plan("Quận", "Lê Chân", "34/KH-UBND", "15", 0)),
        ("z.txt", plan("Quận", "Hải An", "35/KH-UBND", "15", 100)),
    ]);
    let rows = checked(&a, "near_duplicate");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0]["severity"] == "low" && rows[0]["path"] == "docs/x.txt" && rows[0]["others"][0] == "docs/y.txt", "{rows:?}");
    let message = rows[0]["message"].as_str().unwrap();
    assert!(message.contains("cùng mẫu") && message.contains("21/KH-UBND / 34/KH-UBND") && message.contains('%'), "{message}");
}

#[test]
fn a_draft_beside_its_document_and_copies_beside_each_other() {
    let signed = plan("Quận", "Tây Hồ", "21/KH-UBND", "12", 0);
    let draft = signed.replace("Số: 21/KH-UBND", "Số:       /KH-UBND").replace("đợt 7 ", "đợt bảy ");
    let changed = signed.replace("đợt 9 ", "đợt chín ");
    let a = archive(&[("draft.txt", draft), ("signed.txt", signed.clone()), ("copy.txt", signed), ("second.txt", changed)]);
    let rows = checked(&a, "near_duplicate");
    assert!(rows.len() == 1 && rows[0]["severity"] == "medium", "{rows:?}");
    assert_eq!(checked(&a, "same_content").len(), 1);
    assert_eq!(checked(&a, "same_number").len(), 1);
}

#[test]
fn many_of_one_template_are_one_row() {
    let many: Vec<(String, String)> =
        (1..90).map(|n| (format!("t{n}.txt"), plan("Quận", "Tây Hồ", &format!("{}/KH-UBND", n + 100), "12", 0))).collect();
    let a = archive(&many.iter().map(|(n, t)| (n.as_str(), t.clone())).collect::<Vec<_>>());
    let rows = checked(&a, "near_duplicate");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0]["others"].as_array().unwrap().len() >= 60, "{rows:?}");
}

fn letter(number: &str, day: &str, text: &str) -> String {
    format!("ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: {number}\n\nTây Hồ, ngày {day}\n\nBÁO CÁO\nKết quả công tác\n\n{text}\n")
}

#[test]
fn one_programme_with_two_periods() {
    let cites = |period: &str| {
        format!(
            "Thực hiện Chương trình số 06-CTr/QU ngày 17/8/2021 của Quận ủy Tây Hồ về “Đẩy mạnh cải cách hành chính quận Tây Hồ giai đoạn {period}”, quận đã ban hành kế hoạch."
        )
    };
    let a = archive(&[
        ("x.txt", letter("91/BC-UBND", "10 tháng 6 năm 2022", &cites("2021-2025"))),
        ("y.txt", letter("92/BC-UBND", "11 tháng 6 năm 2022", &cites("2021 - 2025"))),
        ("z.txt", letter("93/BC-UBND", "12 tháng 6 năm 2022", &cites("2020-2025"))),
    ]);
    let rows = checked(&a, "title_variant");
    assert_eq!(rows.len(), 1, "{rows:?}");
    has_its_place(&a, &rows[0], "06-CTr/QU");
}

#[test]
fn one_plan_of_two_districts_by_day_and_title() {
    let cites = |place: &str, title: &str| {
        format!("Thực hiện Kế hoạch số 74/KH-UBND ngày 04/02/2022 của Ủy ban nhân dân {place} về “{title}”, đơn vị đã triển khai.")
    };
    let plan = "Nâng cao chỉ số cải cách hành chính và sự hài lòng của người dân";
    let report = |n: usize, place: &str, title: &str| letter(&format!("9{n}/BC-UBND"), "10 tháng 6 năm 2022", &cites(place, title));
    let a = archive(&[
        ("x.txt", report(1, "quận Tây Hồ", plan)),
        ("y.txt", report(2, "quận Tây Hồ", plan)),
        ("z.txt", report(3, "quận Lê Chân", plan)),
        // a number of another district, and another matter
        ("other.txt", report(4, "quận Hải An", "Tuyên truyền phổ biến giáo dục pháp luật cho thanh thiếu niên")),
    ]);
    let rows = checked(&a, "two_issuers");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["path"], "docs/z.txt");
    has_its_place(&a, &rows[0], "quận Lê Chân");
    let shared = checked(&a, "symbol_shared");
    assert!(shared.len() == 1 && shared[0]["message"].as_str().unwrap().contains("74/KH-UBND"), "{shared:?}");
}

#[test]
fn resting_on_what_was_replaced() {
    let decision = |number: &str, day: &str, text: &str| {
        format!(
            "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: {number}\n\nTây Hồ, ngày {day}\n\nQUYẾT ĐỊNH\nVề việc ban hành Quy chế làm việc\n\nỦY BAN NHÂN DÂN QUẬN TÂY HỒ\n\n{text}\n"
        )
    };
    let old = "Quyết định số 1200/QĐ-UBND ngày 05/3/2021 của Ủy ban nhân dân quận Tây Hồ";
    let replaces = decision(
        "1500/QĐ-UBND",
        "10 tháng 4 năm 2023",
        &format!("QUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế {old}."),
    );
    let proposes =
        decision("1501/QĐ-UBND", "10 tháng 4 năm 2023", &format!("QUYẾT ĐỊNH:\nĐiều 1. Đề nghị Phòng Nội vụ tham mưu thay thế {old}."));
    let rests = |number: &str, day: &str| decision(number, day, &format!("Căn cứ {old};\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập Tổ công tác."));
    let a = archive(&[
        ("r.txt", replaces),
        ("late.txt", rests("1700/QĐ-UBND", "02 tháng 8 năm 2023")),
        ("early.txt", rests("1300/QĐ-UBND", "02 tháng 8 năm 2022")),
    ]);
    let rows = checked(&a, "replaced_basis");
    assert!(rows.len() == 1 && rows[0]["path"] == "docs/late.txt" && rows[0]["others"][0] == "docs/r.txt", "{rows:?}");
    has_its_place(&a, &rows[0], "1200/QĐ-UBND");
    let a = archive(&[("p.txt", proposes), ("late.txt", rests("1700/QĐ-UBND", "02 tháng 8 năm 2023"))]);
    assert_eq!(checked(&a, "replaced_basis").len(), 0);
}
