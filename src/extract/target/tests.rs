//! Behaviour on constructed texts: GUIDELINES §4 and FIELD §7, one case each, and no panic on anything.

use proptest::prelude::*;

use super::find;
use crate::extract::testing::context;
use crate::extract::{percent, quantity};
use crate::model::Target;
use crate::text::Doc;

fn targets(text: &str, kind: &str) -> Vec<Target> {
    let doc = Doc::new(text);
    let ctx = context(&doc, kind);
    find(&ctx, &percent::find(&ctx)).0
}

fn brief(text: &str) -> Vec<String> {
    targets(text, "KH")
        .into_iter()
        .map(|t| {
            let value = t.value.map_or(String::new(), |v| {
                format!("{}{v} {}", t.comparator.map_or("", crate::model::Comparator::as_str), t.unit.unwrap_or_default())
            });
            format!("{value}|{}", t.deadline.unwrap_or_default())
        })
        .collect()
}

#[test]
fn one_record_per_commitment() {
    for (text, want) in [
        ("- Phấn đấu đạt trên 98% hồ sơ đúng hạn.", vec![">=98 percent|"]),
        ("- Số hóa đạt tối thiểu tương ứng 60% và 50% đối với quận và phường.", vec![">=60 percent|", ">=50 percent|"]),
        ("- Đối thoại ít nhất 2 lần/năm; gửi báo cáo trước ngày 15/12/2024.", vec![">=2 times/year|", "|2024-12-15"]),
        ("- Trong năm 2024, sắp xếp lại 02 đơn vị; tinh giản 03 biên chế.", vec!["=2 count|2024", "=3 count|2024"]),
        ("- Sơ kết vào quý II/2024 và tổng kết trước ngày 30/9/2025.", vec!["|2024-04/2024-06", "|2025-09-30"]),
        (
            "Hoàn thành các nhiệm vụ sau đây trước ngày 31/3/2024:\n\n- Ban hành danh mục thủ tục;\n\n- Lắp đặt 08 bộ máy quét.",
            vec!["|2024-03-31", "=8 count|2024-03-31"],
        ),
        ("- Nâng cấp cổng thông tin.\n\nThời gian thực hiện: Hoàn thành trong quý III/2024.", vec!["|2024-07/2024-09"]),
        (
            "| TT | Nhiệm vụ | Thời gian |\n|---|---|---|\n| 1 | Khảo sát hài lòng | Quý IV/2024 |\n| 2 | Đăng tin | Thường xuyên |",
            vec!["|2024-10/2024-12"],
        ),
    ] {
        assert_eq!(brief(text), want, "{text}");
    }
}

#[test]
fn what_is_no_target() {
    for text in [
        "- Đến nay 32/32 đơn vị đã được giao quyền tự chủ.",
        "- Áp dụng tại 08 phường theo Nghị định 45/2020/NĐ-CP.",
        "- Kiểm tra hằng tháng, thường xuyên.",
    ] {
        assert!(brief(text).is_empty(), "{text}: {:?}", brief(text));
    }
}

#[test]
fn slips_are_repaired_and_said() {
    let found = targets("- Phần đầu tối thiểu 80% tài liệu được số hóa.", "KH");
    assert_eq!(found[0].repairs[0].to, "Phấn đấu");
}

#[test]
fn paired_values_have_their_own_population() {
    let found = targets("- Số hóa đạt lần lượt 90% và 80% đối với cấp quận và cấp phường.", "KH");
    let names: Vec<_> = found.iter().filter_map(|t| t.population.as_deref()).collect();
    assert_eq!(names, ["cấp quận", "cấp phường"]);
}

#[test]
fn paired_values_whose_owners_come_first() {
    let found = targets("- Phấn đấu tỷ lệ hồ sơ trực tuyến của cấp huyện và cấp xã lần lượt đạt 70% và 60%.", "KH");
    let names: Vec<_> = found.iter().filter_map(|t| t.population.as_deref()).collect();
    assert_eq!(names, ["cấp huyện", "cấp xã"]);
    let found = targets("- Phấn đấu số hóa hồ sơ đạt 90% đối với huyện, 80% đối với xã.", "KH");
    assert_eq!(found.iter().filter_map(|t| t.population.as_deref()).collect::<Vec<_>>(), ["huyện", "xã"]);
    assert_eq!(found[0].subject, found[1].subject, "{found:?}");
}

#[test]
fn slips_in_bounds_are_said_at_the_share_too() {
    let doc = Doc::new("- Phân đấu hồ sơ quá hạn dưói 2%, hồ sơ trực tuyến tối thiếu 60% và 50%.");
    let ctx = context(&doc, "KH");
    let found = percent::find(&ctx);
    let said: Vec<Vec<&str>> = found.iter().map(|p| p.repairs.iter().map(|r| r.from.as_str()).collect()).collect();
    assert_eq!(said, [["Phân đấu", "dưói"], ["Phân đấu", "tối thiếu"], ["Phân đấu", "tối thiếu"]]);
    assert_eq!(found[0].comparator, crate::model::Comparator::AtMost);
    assert_eq!(find(&ctx, &found).0.iter().map(|t| t.repairs.len()).collect::<Vec<_>>(), [2, 2, 2]);
    // a word of its own is no slip
    assert!(targets("- Học sinh bị đuổi 2 lần, phấn đấu 5% tiến bộ.", "KH").iter().all(|t| t.repairs.is_empty()));
}

#[test]
fn where_a_change_starts() {
    let found = targets("- Phấn đấu giảm tỷ lệ hộ nghèo từ 3% năm 2023 xuống 2%.", "KH");
    let t = &found[0];
    assert_eq!((t.value, t.baseline_value, t.baseline.as_deref(), t.period.as_deref()), (Some(2.0), Some(3.0), Some("2023"), None));
    assert!(t.subject.as_deref().is_some_and(|s| s.contains("hộ nghèo")), "{t:?}");
}

#[test]
fn parts_of_what_a_lead_in_promises() {
    let text = "- Mở 04 lớp tập huấn, gồm:\n+ 03 lớp tập huấn cho công chức;\n+ 01 lớp tập huấn cho cấp xã;\n+ 02 phường đăng ký.";
    assert_eq!(brief(text), ["=4 count|", "=3 count|", "=1 count|"]);
    assert_eq!(brief("- Số lượng: 300 tờ rơi."), ["=300 count|"]);
}

#[test]
fn a_closing_sentence_bounds_its_paragraph() {
    let text = "- Rà soát thủ tục nội bộ. Công khai kết quả rà soát. Thời gian hoàn thành trước ngày 30/6/2024.";
    assert_eq!(brief(text), ["|2024-06-30", "|2024-06-30"]);
}

#[test]
fn results_have_the_period_and_the_counts() {
    let text = "- Đã giải quyết 423/486 vụ (87%), tăng 12 vụ.\n\n- Tính đến ngày 15/6/2024, tỷ lệ hồ sơ đúng hạn đạt 96%.";
    let doc = Doc::new(text);
    let ctx = context(&doc, "BC");
    let results = find(&ctx, &percent::find(&ctx)).1;
    let shares: Vec<_> = results.iter().filter(|t| t.measure.as_deref() == Some("percent")).collect();
    let recount = shares[0].recount.unwrap();
    assert_eq!((recount.part, recount.total, recount.span.slice(text)), (423.0, 486.0, "423/486"));
    assert_eq!(shares[1].value, Some(96.0));
    assert!(!results.iter().any(|t| t.value == Some(12.0)), "{results:?}");
}

#[test]
fn who_is_told() {
    for (text, want) in [
        ("- Về kiến nghị của tỉnh: giao Bộ Nội vụ chủ trì, báo cáo trước ngày 15/12/2024.", "Bộ Nội vụ"),
        ("- Về dự án cảng: Bộ Xây dựng khẩn trương rà soát, bàn giao trước ngày 15/12/2024.", "Bộ Xây dựng"),
        (
            "- Để đạt tiến độ, đề nghị: (i) Bộ Công Thương chỉ đạo đàm phán. (ii) Ủy ban nhân dân tỉnh chỉ đạo bàn giao mặt bằng trước ngày 15/12/2024.",
            "Ủy ban nhân dân tỉnh",
        ),
        ("- Căn cứ kết quả rà soát, Sở Tài chính trình phương án trước ngày 15/12/2024.", "Sở Tài chính"),
        ("- Để bảo đảm thống nhất, đề nghị các sở khẩn trương báo cáo trước ngày 15/12/2024.", "các sở"),
    ] {
        let found = targets(text, "KH");
        assert_eq!(found.first().and_then(|t| t.responsible.as_deref()), Some(want), "{text}: {found:?}");
    }
}

#[test]
fn what_is_measured() {
    for (text, want) in [
        ("- Trên 80% trạm y tế và 100% cơ sở cai nghiện đủ điều kiện.", vec!["trạm y tế", "cơ sở cai nghiện đủ điều kiện"]),
        ("- Phấn đấu đến năm 2030 đạt ít nhất 50% số xã không có ma túy.", vec!["số xã không có ma túy"]),
        ("- Giai đoạn 2021 - 2025, tỷ trọng chi thường xuyên phấn đấu đạt 60%.", vec!["tỷ trọng chi thường xuyên"]),
        ("- Chi đầu tư phấn đấu đạt 100% kế hoạch.", vec!["Chi đầu tư"]),
        ("- Thu ngân sách phấn đấu đạt 47 tỷ đồng, bằng ít nhất 117% dự toán.", vec!["Thu ngân sách", "Thu ngân sách"]),
    ] {
        let found = targets(text, "KH");
        assert_eq!(found.iter().filter_map(|t| t.subject.as_deref()).collect::<Vec<_>>(), want, "{text}");
    }
}

#[test]
fn rules_are_no_targets() {
    let text = "- Mức hỗ trợ bảo đảm tối đa 7% kinh phí.\n\n- Quyết định này áp dụng trong năm 2024.";
    let doc = Doc::new(text);
    let mut ctx = context(&doc, "NQ");
    ctx.header.number = Some("54/2025/NQ-HĐND".to_owned());
    let percentages = percent::find(&ctx);
    assert_eq!(percentages[0].role, crate::model::ShareRole::Other);
    assert!(find(&ctx, &percentages).0.is_empty());
    // figures of a topic are no values
    assert!(brief("- Về điều chuyển vốn dư (khoảng 1.500 tỷ đồng, đạt 90%): giao Sở Tài chính rà soát.").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn never_panics(parts in prop::collection::vec(prop::sample::select(vec![
        "đạt ", "từ ", "tối thiểu ", "98,5%", "60% ", "và ", "; ", ". ", ", ", "(", ")", "“", "”", "01 ", "cá nhân", "/", "ngày 15/12/2024", "thứ 3/7 quận", "nhóm ", "08 ", "tỷ đồng ", "lần/năm",
        "\n- ", "\n1. ", "\n\n**II. CHỈ TIÊU**\n\n", "| a | b |\n", "|", ":", "Thời gian thực hiện: ", "Giao ", "Phòng Nội vụ ", "điểm", "261TTHC", "8,3 - 8,5%", "PHỤ LỤC\n", "III- ", "Điều 1. ", "≥", "\u{301}", "%",
    ]), 0..40), kind in prop::sample::select(vec!["KH", "BC", "QĐ", ""])) {
        let text = parts.concat();
        let doc = Doc::new(&text);
        let ctx = context(&doc, kind);
        let percentages = percent::find(&ctx);
        let (targets, results) = find(&ctx, &percentages);
        for t in targets.iter().chain(&results) {
            prop_assert_eq!(text.get(t.start..t.end), Some(t.text.as_str()));
        }
        for q in quantity::find(&ctx, &targets) {
            prop_assert_eq!(text.get(q.start..q.end), Some(q.text.as_str()));
        }
    }
}

#[test]
fn one_long_line_takes_linear_time() {
    let time = |n: usize| {
        let text = "- Phấn đấu đạt tối thiểu 98% hồ sơ, bố trí 04 quầy, ".repeat(n);
        let doc = Doc::new(&text);
        let ctx = context(&doc, "KH");
        let started = std::time::Instant::now();
        let percentages = percent::find(&ctx);
        let (targets, _) = find(&ctx, &percentages);
        let _ = quantity::find(&ctx, &targets);
        assert_eq!(percentages.len(), n);
        started.elapsed().as_secs_f64()
    };
    // eight times the text: about eight times the work, far from sixty-four
    let (one, eight) = (time(1_000), time(8_000));
    assert!(eight < one * 24.0 + 1.0, "{one} {eight}");
}
