//! `vanthu tasks`: what is due when, for people, programs, spreadsheets and calendars.

use unicode_width::UnicodeWidthStr as _;

use crate::support::{Archive, json_lines};

/// Tasks with a day, a month, a quarter, a year, a figure, a yearly day, and two bodies.
const TASKS: &str = "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 21/KH-UBND\n\nTây Hồ, ngày 12 tháng 01 năm 2024\n\nKẾ HOẠCH\nKiểm soát thủ tục hành chính năm 2024\n\n\
II. NHIỆM VỤ\n\
1. Phòng Nội vụ hoàn thành việc rà soát, sửa đổi quy chế làm việc trước ngày 30/6/2024.\n\
2. Ủy ban nhân dân các phường hoàn thành việc niêm yết thủ tục trong tháng 3/2024.\n\
3. Phòng Tư pháp hoàn thành việc tập huấn nghiệp vụ trong quý III/2024.\n\
4. Phấn đấu đến hết năm 2024 có 95% hồ sơ được giải quyết trực tuyến.\n\
5. Các đơn vị báo cáo kết quả về Phòng Nội vụ trước ngày 15/12 hằng năm.\n";

fn archive() -> Archive {
    let a = Archive::new();
    a.write("docs/viec.txt", TASKS);
    a.index();
    a
}

fn rows(a: &Archive, args: &[&str]) -> Vec<serde_json::Value> {
    let (code, out, err) = a.run(&[&["tasks", "--format", "jsonl"], args].concat());
    assert_eq!(code, i32::from(out.is_empty()), "{args:?} {err}");
    json_lines(&out)
}

fn dues(rows: &[serde_json::Value]) -> Vec<&str> {
    rows.iter().filter_map(|r| r["due"].as_str()).collect()
}

#[test]
fn in_order_of_the_last_day_allowed() {
    let a = archive();
    let all = rows(&a, &[]);
    assert_eq!(dues(&all), ["2024-03-31", "2024-06-29", "2024-09-30", "2024-12-14", "2024-12-31"]);
    let stated: Vec<&str> = all.iter().filter_map(|r| r["deadline"].as_str()).collect();
    assert_eq!(stated, ["2024-03", "2024-06-30", "2024-07/2024-09", "2024-12-15", "2024"]);
    assert_eq!((&all[1]["bound"], &all[0]["bound"]), (&"before".into(), &"within".into()));
    let kinds: Vec<&str> = all.iter().filter_map(|r| r["kind"].as_str()).collect();
    assert_eq!(kinds, ["task", "task", "task", "task", "target"]);
    assert_eq!(all[3]["recurring"], "--12-15");
    assert!(all.iter().filter(|r| !r["recurring"].is_null()).count() == 1 && all[0].get("days_left").is_none());
    for row in &all {
        let file = std::fs::read(a.path(row["path"].as_str().unwrap())).unwrap();
        let at = |k: &str| usize::try_from(row[k].as_u64().unwrap()).unwrap();
        assert_eq!(std::str::from_utf8(&file[at("start")..at("end")]).unwrap(), row["text"].as_str().unwrap());
        assert!(!row["what"].as_str().unwrap().contains('\n') && row["number"] == "21/KH-UBND" && row["issued_on"] == "2024-01-12");
    }
}

#[test]
fn before_and_after() {
    let a = archive();
    assert_eq!(dues(&rows(&a, &["--before", "2024-06-29"])), ["2024-03-31"]);
    assert_eq!(dues(&rows(&a, &["--before", "30/6/2024"])), ["2024-03-31", "2024-06-29"]);
    assert_eq!(dues(&rows(&a, &["--after", "2024-05", "--before", "2024-07"])), ["2024-06-29"]);
    // only what is due each year comes again
    assert_eq!(dues(&rows(&a, &["--after", "2025"])), ["2026-12-14"]);
    let (code, out, err) = a.run(&["tasks", "--before", "2020"]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    let (code, out, err) = a.run(&["tasks", "--before", "soon"]);
    assert!(code == 2 && out.is_empty() && err.contains("--before \"soon\"") && err.contains("2024-06-30"), "{err}");
}

#[test]
fn by_whom_with_or_without_marks_or_by_symbol() {
    let a = archive();
    let of = |name: &str| rows(&a, &["--responsible", name]);
    assert_eq!(dues(&of("Phòng Tư pháp")), ["2024-09-30"]);
    assert_eq!(dues(&of("phong tu phap")), ["2024-09-30"]);
    assert_eq!(dues(&of("UBND")), ["2024-03-31"]);
    assert_eq!(of("Sở Y tế").len(), 0);
    assert_eq!(rows(&a, &["--responsible", "Phòng Tư pháp", "--responsible", "UBND"]).len(), 2);
}

#[test]
fn filters_and_indicators() {
    let a = archive();
    assert_eq!(rows(&a, &["--year", "2022"]).len(), 0);
    assert_eq!(rows(&a, &["tập huấn", "--place", "Tây Hồ", "--limit", "2"]).len(), 2);
    let online = rows(&a, &["--indicator", "online-files"]);
    assert!(online.len() == 1 && online[0]["figure"] == "95%" && online[0]["kind"] == "target", "{online:?}");
}

#[test]
fn days_are_counted_only_from_a_day_that_is_named() {
    let a = archive();
    let days: Vec<i64> = rows(&a, &["--today", "2024-04-01"]).iter().filter_map(|r| r["days_left"].as_i64()).collect();
    assert_eq!(days, [-1, 89, 182, 257, 274]);
    let (_, out, _) = a.run(&["tasks", "--today", "2024-04-01", "--lang", "vi"]);
    assert!(out.contains("  còn 89 ngày") && out.contains("  qua 1 ngày"), "{out}");
    assert!(out.lines().all(|line| line.width() <= 80), "{out}");
    let (_, out, _) = a.run(&["tasks"]);
    assert!(!out.contains("ago") && !out.contains("left"), "{out}");
}

#[test]
fn for_people() {
    let a = archive();
    for lang in ["en", "vi"] {
        let (code, out, err) = a.run(&["tasks", "--lang", lang]);
        assert_eq!(code, 0, "{err}");
        assert!(out.lines().all(|line| line.width() <= 80), "{out}");
        assert!(out.contains("21/KH-UBND · UBND quận Tây Hồ · 2024-01-12 (viec.txt)"), "{out}");
    }
    let (_, out, _) = a.run(&["tasks", "--lang", "vi"]);
    assert_eq!(out.matches("Tháng 12/2024").count(), 1, "{out}");
    assert!(out.contains("hàng năm") && out.contains("thực hiện"), "{out}");
}

#[test]
fn a_calendar() {
    let a = archive();
    let (code, out, err) = a.run(&["tasks", "--format", "ics"]);
    assert_eq!(code, 0, "{err}");
    let calendar: icalendar::Calendar = out.parse().unwrap();
    assert_eq!(calendar.events().count(), 5);
    assert_eq!(out.matches("RRULE:FREQ=YEARLY\r\n").count(), 1);
    assert!(out.contains("DTSTART;VALUE=DATE:20240629\r\n") && out.contains("DTSTAMP:20240112T000000Z\r\n"), "{out}");
    assert_eq!(out, a.run(&["tasks", "--format", "ics"]).1);
}

#[test]
fn workbooks() {
    use calamine::{Data, Reader as _, Xlsx};
    let a = archive();
    for command in ["tasks", "targets"] {
        let out = a.vanthu().args([command, "--format", "xlsx"]).output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        let mut book = Xlsx::new(std::io::Cursor::new(out.stdout)).unwrap();
        let sheet = book.worksheet_range("vanthu").unwrap();
        let header: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
        let column = |name: &str| header.iter().position(|h| h == name).unwrap();
        for row in sheet.rows().skip(1) {
            assert!(matches!(row[column("start")], Data::Float(_)) && matches!(row[column("deadline")], Data::String(_) | Data::Empty));
            assert!(matches!(row[column("number")], Data::String(_)), "{row:?}");
        }
    }
}

#[test]
fn a_comma_separated_table() {
    let a = archive();
    let (_, out, _) = a.run(&["tasks", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(table.headers().unwrap().iter().take(3).collect::<Vec<_>>(), ["due", "days_left", "deadline"]);
    assert_eq!(table.records().flatten().count(), 5);
    let (_, out, _) = a.run(&["tasks", "--format", "json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap().as_array().map(Vec::len), Some(5));
}
