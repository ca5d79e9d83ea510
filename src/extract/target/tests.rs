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
