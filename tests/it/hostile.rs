//! Texts made to cost as much as they can: shared by the tests (they end) and by `benches/hostile.rs` (their time grows with the text).

/// A kind of hostile text: what stands before, what is repeated, and perhaps a second half of something else.
///
/// `{n}` in a repeated part counts up from 1, `{a}` counts up in letters.
pub struct Kind {
    /// What the table calls it.
    pub name: &'static str,
    head: &'static str,
    unit: &'static str,
    /// What parts the halves, and what the second repeats.
    second: Option<(&'static str, &'static str)>,
}

impl Kind {
    /// About `bytes` bytes of it.
    pub fn text(&self, bytes: usize) -> String {
        let mut out = String::with_capacity(bytes + 64);
        out.push_str(self.head);
        match self.second {
            None => fill(&mut out, self.unit, bytes),
            Some((between, unit)) => {
                fill(&mut out, self.unit, bytes / 2);
                out.push_str(between);
                fill(&mut out, unit, bytes);
            }
        }
        out
    }
}

fn fill(out: &mut String, unit: &str, bytes: usize) {
    let mut n = 0;
    while out.len() + unit.len() <= bytes {
        n += 1;
        if unit.contains('{') {
            out.push_str(&unit.replace("{n}", &n.to_string()).replace("{a}", &letters(n)));
        } else {
            out.push_str(unit);
        }
    }
}

/// 1 is B, 25 is Z, 26 is BA: capitals that differ for every number.
fn letters(mut n: usize) -> String {
    let mut out = String::new();
    while n > 0 {
        out.insert(0, char::from(b'A' + (n % 26) as u8));
        n /= 26;
    }
    out
}

const fn only(name: &'static str, unit: &'static str) -> Kind {
    after(name, "", unit)
}

const fn after(name: &'static str, head: &'static str, unit: &'static str) -> Kind {
    Kind { name, head, unit, second: None }
}

const fn halves(name: &'static str, head: &'static str, unit: &'static str, between: &'static str, second: &'static str) -> Kind {
    Kind { name, head, unit, second: Some((between, second)) }
}

const LETTERHEAD: &str =
    "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 15/KH-UBND\n\nTây Hồ, ngày 10 tháng 01 năm 2022\n\nKẾ HOẠCH\nCải cách hành chính năm 2022\n\n";

/// Every kind.
pub const KINDS: &[Kind] = &[
    // what grammars look at
    only("1/1/1/…", "1/"),
    only("1.1.1.1.", "1."),
    only("1,1,1,", "1,"),
    only("1-1-1-", "1-"),
    only("A-A-A-/", "A-A-A-/"),
    only("1-A-A-A- …", "1-A-A-A-"),
    only("41-KH/QU41-KH/QU…", "41-KH/QU"),
    only("1/KH-A-A-A-A…", "1/KH-A"),
    only("one number of many groups", "-UBND"),
    only("%%%%", "%"),
    only("90% 90%", "90% "),
    only("90%90%", "90%"),
    only("8 - 8 - 8", "8 - "),
    only("one digit", "9"),
    only(":::", ":"),
    only("1:2015 1:2015", "1:2015 "),
    only("11111:2015 without end", "1:2015"),
    only("TCVN TCVN", "TCVN "),
    only("TCVN 1:2015,", "TCVN 1:2015, "),
    only("ngày ngày", "ngày "),
    only("ngày 1 ngày 1", "ngày 1 "),
    only("tháng 1/2020 tháng", "tháng 1/2020 "),
    only("năm 2024, 2025, …", "năm 2024, "),
    only("2020-2025-2020", "2020-2025-"),
    only("quý I quý II", "quý I "),
    only("6 tháng 6 tháng", "6 tháng "),
    only("số số số", "số "),
    only("số 1, 2, 3", "số 1, 2, 3, "),
    only("số {n}, ", "số {n}, "),
    only("Điều 1, 2, 3, …", "Điều 1, 2, 3, "),
    only("Điều {n}, {n}", "Điều {n}, "),
    only("khoản 1, khoản 1", "khoản 1, "),
    only("điểm a điểm a", "điểm a "),
    only("Nghị định … và … và …", "Nghị định số 1/2020/NĐ-CP và 2/2020/NĐ-CP và "),
    only("1/2020/NĐ-CP, 2/2020/…", "{n}/2020/NĐ-CP, "),
    only("Kế hoạch số 41-KH/QU,", "Kế hoạch số 41-KH/QU, "),
    only("Kế hoạch số {n}-KH/QU,", "Kế hoạch số {n}-KH/QU, "),
    only("Chương trình 06 …", "Chương trình 06 "),
    only("Chương trình {n}, ", "Chương trình {n}, "),
    only("Chương trình số {n}; one a line", "Chương trình số {n} của Quận ủy.\n"),
    only("Kế hoạch này", "Kế hoạch này "),
    only("Luật Luật", "Luật "),
    only("Luật Đất đai", "Luật Đất đai, "),
    only("Luật sửa đổi", "Luật sửa đổi "),
    only("sửa đổi, bổ sung một số điều của", "sửa đổi, bổ sung một số điều của "),
    only("Căn cứ Căn cứ", "Căn cứ "),
    only("Căn cứ Luật số {n}; lines", "Căn cứ Luật số {n}/2019/QH14 ngày 22 tháng 11 năm 2019;\n"),
    only("QUYẾT ĐỊNH QUYẾT ĐỊNH", "QUYẾT ĐỊNH "),
    only("QUYẾT ĐỊNH lines", "QUYẾT ĐỊNH\n"),
    only("Kế hoạch “", "Kế hoạch “"),
    only("Kế hoạch \"", "Kế hoạch \""),
    only("Kế hoạch về việc", "Kế hoạch về việc "),
    only("Kế hoạch phát triển năm 2024", "Kế hoạch phát triển năm 2024 "),
    only("UBND UBND UBND", "UBND "),
    only("UBND QUẬN", "UBND QUẬN "),
    only("của UBND của UBND", "của UBND "),
    only("của Ban Chấp hành", "của Ban Chấp hành Đảng bộ "),
    only("Đảng ủy Đảng ủy", "Đảng ủy "),
    only("Bộ trưởng Bộ trưởng", "Bộ trưởng "),
    only("A A A", "A "),
    only("UBND ban hành", "UBND quận ban hành "),
    only("Phấn đấu đạt", "Phấn đấu đạt "),
    only("đạt 90% trở lên, …", "đạt 90% trở lên, "),
    only("a = 1 tỷ đồng", "1 tỷ đồng "),
    only("423/486 đơn", "423/486 đơn "),
    only("từ 1 đến 2", "từ 1% đến 2% "),
    only("đối với", "đối với "),
    only("60% và 50% đối với", "60% và 50% đối với quận và phường "),
    // what the text layer looks at
    only("one word", "ă"),
    only("one ASCII word", "a"),
    only("spaces", "x                "),
    only("tabs", "\ta"),
    only("line ends", "\n"),
    only("a line each", "a\n"),
    only("a paragraph each", "a\n\n"),
    only("a closing bracket a line", ")\n"),
    only("a quotation mark a line", "“\n"),
    only("a bold mark a line", "**A\n"),
    only("capital lines, bold", "**CHỈ TIÊU**\n"),
    only("two capitals a line", "AB\n"),
    only("a wrapped line", "hồ sơ thủ tục\n"),
    only("a dot a line", ".a\n"),
    only("1. lines", "1.\n"),
    only("A. A.", "A. "),
    only("full stops", "."),
    only("a. B.", "a. Bb"),
    only("(((((", "("),
    only(")))))", ")"),
    only("( ( (", "( "),
    only("\"\"\"\"\"", "\""),
    only("““““", "“"),
    only("”””” ", "”"),
    only("*****", "*"),
    only("** ** **", "** "),
    only("**a** **a**", "**a** "),
    only("____", "_"),
    only("\\\\\\\\", "\\"),
    only("&&&&", "&"),
    only("<<<<", "<"),
    only("<br><br>", "<br>"),
    only("####", "#"),
    only("# # #", "# "),
    only("> > >", "> "),
    only("> lines", "> a\n"),
    only("----", "-"),
    only("- lines", "- \n"),
    only("- a lines", "- a\n"),
    only("|a|a|a", "|a"),
    only("| lines", "|\n"),
    only("a table of two columns", "| {n} | 5% | b |\n"),
    only("a table row of many cells", "| {n} "),
    after("a table with a header", "| Chỉ tiêu | Năm 2024 | Đơn vị |\n|---|---|---|\n", "| Tỷ lệ {n} | 5% | UBND |\n"),
    only("headings", "# I. Chương {n}\n"),
    only("headings with text", "## {n}. Mục tiêu\n\nĐạt 90% năm 2024.\n\n"),
    only("numbered headings", "{n}. Mục tiêu\n"),
    only("deeper headings", "1.1.1.1. A\n"),
    only("20 quotes inside each other", "“““““““““““““““““““ a ”””””””””””””””””””” "),
    only("20 brackets inside each other", "(((((((((((((((((((( a )))))))))))))))))))) "),
    only("combining marks", "\u{301}"),
    only("combining marks after e", "e\u{302}\u{301}"),
    only("NFD", "Kê\u{301} hoa\u{323}ch nga\u{300}y "),
    only("zero width", "\u{200b}"),
    only("zero width inside words", "a\u{200b}\u{ad}"),
    only("no-break spaces", "\u{a0}"),
    only("Đ U+00D0", "Ð"),
    only("emoji", "👨‍👩‍👧"),
    only("İ (grows when folded)", "İ"),
    only("ß (grows when raised)", "ß"),
    // what the frame looks at
    after("title in capitals", "KẾ HOẠCH\n", "VỀ VIỆC "),
    after("letterhead, then words", LETTERHEAD, "hồ sơ thủ tục hành chính "),
    after("letterhead, then targets", LETTERHEAD, "- Phấn đấu đạt 90% hồ sơ đúng hạn năm 2022\n"),
    after("letterhead, then tasks", LETTERHEAD, "- Giao Phòng Nội vụ chủ trì, hoàn thành trước ngày 15/8/2022;\n"),
    after("letterhead, then targets in one line", LETTERHEAD, "Phấn đấu đạt 90% hồ sơ đúng hạn, "),
    after("letterhead, then references", LETTERHEAD, "Thực hiện Kế hoạch số {n}/KH-UBND ngày 02/3/2022 của UBND Thành phố. "),
    after("letterhead, then one reference", LETTERHEAD, "Thực hiện Kế hoạch số 5/KH-UBND ngày 02/3/2022 của UBND Thành phố.\n"),
    after("letterhead, then dates", LETTERHEAD, "trước ngày 15/8/2022, "),
    only("letterheads", "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\nSố: 15/KH-UBND\n"),
    only("CỘNG HÒA …", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"),
    only("Kính gửi:", "Kính gửi: "),
    only("Kính gửi: lines", "Kính gửi: UBND quận\n"),
    only("Nơi nhận:", "Nơi nhận:\n"),
    after("Nơi nhận: of many", "Nơi nhận:\n", "- UBND quận {n};\n"),
    only("Số:      /UBND-NV", "Số:      /UBND-NV\n"),
    only("Số: dots", "Số: ...... "),
    after("one blank of dots", "Số: ", "."),
    only("CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n"),
    only("V/v", "V/v "),
    only("Lưu:", "Lưu: VT;\n"),
    after("letterhead, then itself", LETTERHEAD, "(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/01/2022) "),
    after("letterhead, then this decision", LETTERHEAD, "Quyết định này nêu tại Kế hoạch này, "),
    after("letterhead, then its own title", LETTERHEAD, "Kế hoạch cải cách hành chính năm 2022 "),
    // where two things meet
    after("one number on many days", LETTERHEAD, "Kế hoạch số 5/KH-UBND ngày {n}/1/2020; "),
    only("one serial, many organs", "Chương trình số 06-CTr/{a}, Chương trình 06, "),
    halves("many organs, then one serial", "", "Chương trình số 06-CTr/{a}, ", "\n", "Chương trình 06, "),
    only("bases of bases", "Quyết định số {n}/2022/QĐ-UBND ngày 5/6/2022 theo Nghị quyết số {n}/2021/NQ-HĐND "),
    only("what is in brackets", "UBND quận Tây Hồ báo cáo (Báo cáo số {n}/BC-UBND) "),
    only("body after body", "Kế hoạch số 1-KH/ĐU của Đảng ủy Đảng ủy Đảng ủy Đảng ủy "),
    after("one endless body", "Kế hoạch số 1-KH/ĐU của ", "Đảng ủy "),
    after("one endless minister", "Thông tư số 1/2020/TT-BTC của ", "Bộ trưởng "),
    only("of nobody", "Kế hoạch số 41-KH/QU của ai, "),
    only("@number", "@1/2020/NĐ-CP"),
    only("a1:2015/", "a1:2015/"),
    only("5% và 5% và", "5% và "),
    only("5% và 5% và … đối với", "5% và 5% và 5% và 5% đối với quận và phường "),
    only("a rate without end", "107 trẻ/100 bé "),
    only("slipped cues", "Phân đấu đạt 90% "),
    only("deadlines in one line", "đạt 90% trước ngày 15/8/2022, "),
    only("Về …: giao", "Về {n}: giao Sở Nội vụ đạt 90%. "),
    only("sentences full of figures", "5% 6% 7% 8% 9% 5% 6% 7% 8% 9% 5% 6% 7% 8% 9% 5% 6% 7% 8% 9% 5% 6% 7% 8% 9% 5% 6% 7% 8% 9%. A"),
    only("ratios that are wrong", "- Đã giải quyết 423/486 đơn (đạt 91%).\n"),
    halves("wide table", "| Nội dung ", "| Kế hoạch ", "\n| Số việc cần làm ", "| 5 "),
    halves("wide table, long", "| Nội dung ", "| Kế hoạch ", "\n", "| Số việc cần làm | 5 |\n"),
    halves("long heading, then targets", "# ", "Mục tiêu ", "\n\n", "- Phấn đấu đạt 90%\n"),
    halves("long bold heading", "**I. ", "Mục tiêu ", "**\n\n", "- Phấn đấu đạt 90%\n"),
    halves("digits, then lines", "", "1.", "\n", "a\n"),
    halves("stars, then lines", "- ", "*", "a\n", "a\n"),
    halves("long title, then itself", "KẾ HOẠCH\n", "VỀ VIỆC {a} ", "\n\n", "Kế hoạch về việc làm ăn năm 2022 "),
    after("issuing verbs in small letters", "KẾ HOẠCH\nVề việc này\n\n", "abc ban hành "),
    after("authority in pieces", "KẾ HOẠCH\nVề việc này\n\nThực hiện.\n\nTM. ỦY BAN,\n", "NHÂN DÂN,\n"),
];
