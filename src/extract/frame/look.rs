//! What a line of a letterhead looks like: motto, number, place and date, type heading, title, authority.

use std::ops::Range;

use crate::lexicon::types;
use crate::text::fold::{lower, plain};
use crate::text::{Block, BlockKind, Doc};

/// Quốc hiệu, tiêu ngữ, or the Party's line.
pub(super) fn motto(plain: &str) -> bool {
    // "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam" is no motto
    plain.contains("cong hoa xa hoi chu nghia") && !plain.contains("hien phap")
        || plain.contains("doc lap - tu do")
        || plain.contains("doc lap- tu do")
        || plain.starts_with("dang cong san viet nam")
        || plain.ends_with("dang cong san viet nam")
}

pub(super) fn number_line(plain: &str) -> bool {
    let t = plain.trim_start_matches(['|', ' ', '-']);
    // "Luật số: 19/2021/QH15"
    let act = t.find(" so:").filter(|i| *i < 24 && t.len() < 60).map(|i| &t[i + 1..]);
    act.unwrap_or(t).strip_prefix("so").is_some_and(|r| {
        let r = r.trim_start();
        let r2 = r.strip_prefix(':').unwrap_or(r).trim_start();
        r2.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '_' | '-'))
            && r.len() < 200
            && (r.contains('/') || r.contains('-'))
    })
}

pub(super) fn stamp(plain: &str) -> bool {
    let t = plain.trim_start();
    t.starts_with("den so")
        || t.starts_with("cong van den")
        || t.starts_with("den ") && t.len() < 40
        || t.starts_with("chuyen:")
        || t.starts_with("ngay:")
        || t.starts_with("gio:")
        || matches!(t.trim_end_matches('.'), "hoa toc" | "thuong khan" | "khan" | "mat" | "toi mat" | "tuyet mat" | "du thao" | "den")
}

pub(super) fn place_date(doc: &Doc, block: &Block) -> bool {
    let text = doc.block_text(block);
    text.chars().count() < 90
        && text.contains("ngày")
        && (text.contains(", ngày")
            || text.contains(",ngày")
            || text.starts_with("ngày ")
            || text.find(" ngày").is_some_and(|i| i < 30 && proper(&text[..i])))
        && text.contains("năm")
        && text.starts_with(char::is_alphabetic)
}

/// Whether all words of a place's name have their capital ("Thành phố Hồ Chí Minh", but not "Căn cứ Luật Giá").
fn proper(name: &str) -> bool {
    name.split(' ').all(|w| w.starts_with(char::is_uppercase) || matches!(w, "phố" | "xã" | "trấn" | "khu"))
}

/// Whether most letters are capitals.
#[must_use]
pub fn mostly_upper(text: &str) -> bool {
    crate::text::in_capitals(text, 70)
}

pub(super) fn numbered(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && crate::text::blocks::marker_len(text) > 0
        || text.starts_with("I.")
        || text.starts_with("II.")
        || text.starts_with("A.")
        || text.starts_with("I-")
        || text.starts_with("Điều 1")
        || text.starts_with("Chương ")
        || text.starts_with("Phần ")
        || text.starts_with("CHƯƠNG I")
        || text.starts_with("PHẦN ")
}

/// Words that begin the body of a document.
pub(super) fn body_start(plain: &str) -> bool {
    let t = plain.trim_start_matches(['-', '+', ' ', '*', '(']);
    [
        "can cu",
        "thuc hien ",
        "xet ",
        "theo ",
        "nham ",
        "trong ",
        "ngay ",
        "sau ",
        "nhan ",
        "qua ",
        "tiep theo",
        "tra loi",
        "phuc dap",
        "trien khai thuc hien ",
        "hien nay",
        "nam 20",
        "uy ban nhan dan ",
        "ubnd ",
        "thoi gian qua",
        "vua qua",
        "quan triet ",
        "tren co so",
        "bo ",
        "so ",
        "dieu 1",
        "i. ",
        "1. ",
        "i- ",
        "phan ",
    ]
    .iter()
    .any(|w| t.starts_with(w))
        // "Để …", but not "Đề nghị …", "Đề án …"
        || t.starts_with("de ") && !["de nghi", "de xuat", "de an", "de tai", "de cuong"].iter().any(|w| t.starts_with(w))
}

/// Whether a block behind "Kính gửi" is one more addressee. `listed`: the list is still open.
pub(super) fn addressee(doc: &Doc, block: &Block, listed: bool) -> bool {
    let text = doc.block_text(block);
    let low = plain(text);
    let opens = ["co y kien nhu sau", "nhan duoc", "de nghi cong ty", "can cu", "thuc hien", "tra loi", "phuc dap", "lien quan den"]
        .iter()
        .any(|w| low.contains(w));
    if opens && !text.ends_with(';') {
        return false;
    }
    let long = text.chars().count();
    let item = block.kind == BlockKind::Item && long < 300 && (listed || !body_start(&low[(block.body - block.start).min(low.len())..]));
    item || low.starts_with('(') || listed && long < 130 && text.ends_with([';', ',', '.'])
}

pub(super) fn title_like(text: &str, low: &str) -> bool {
    low.starts_with("ve ")
        || low.starts_with("v/v")
        || !text.ends_with(['.', ';', ',']) && !body_start(low) && !numbered(text) && text.chars().count() < 400
}

/// Names of bodies in capitals that stand between title and body ("ỦY BAN NHÂN DÂN TỈNH BẮC NINH").
#[must_use]
pub fn is_body_name(low: &str) -> bool {
    let t = low.trim();
    t.chars().count() < 150
        && [
            "uy ban nhan dan",
            "hoi dong nhan dan",
            "hoi dong bo truong",
            "chu tich uy ban",
            "chu tich ubnd",
            "thu tuong chinh phu",
            "bo truong",
            "chinh phu",
            "giam doc",
            "ban chap hanh",
            "ban thuong vu",
            "quoc hoi",
            "uy ban thuong vu quoc hoi",
            "thong doc",
            "tong thanh tra",
            "truong ban",
            "bo chinh tri",
            "ban bi thu",
            "khoa ",
            "ky hop",
            "chanh an",
            "vien truong",
            "cuc truong",
            "tong cuc truong",
            "hoi dong tham phan",
            "hoi nghi lan",
            "ubnd ",
            "hdnd ",
            "bo ",
        ]
        .iter()
        .any(|w| t.starts_with(w))
}

/// `TM. …`, `KT. …`, `T/M …` at the start of a line.
#[must_use]
pub fn authority_line(line: &str) -> bool {
    let t = line.trim_start_matches(['*', ' ', '|']);
    ["TM.", "T.M", "T/M", "TM ", "KT.", "K.T", "K/T", "KT ", "TL.", "T/L", "T.L", "TUQ.", "TUQ ", "Q. ", "TL "]
        .iter()
        .any(|m| t.starts_with(m))
        && mostly_upper(t)
        && t.chars().count() < 140
}

pub(super) fn annex_start(low: &str) -> bool {
    let t = low.trim_start_matches(['#', '*', ' ', '|', '-']);
    ["phu luc", "bieu ", "bieu mau", "danh muc", "mau so", "bang ", "quy che", "quy dinh"].iter().any(|w| t.starts_with(w))
        && !t.starts_with("quy dinh cua")
}

/// A type heading (`KẾ HOẠCH`, `THÔNG BÁO KẾT LUẬN`) as a line of its own: its range and where the rest of the block begins.
pub(super) fn heading_in(doc: &Doc, block: &Block) -> Option<(Range<usize>, usize)> {
    if block.end - block.start > 2400 {
        return None;
    }
    let text = doc.text();
    let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
    for (n, (s, e)) in block.lines.iter().copied().zip(ends).enumerate() {
        let line = text[s..e].trim();
        let line_trim = line.trim_end_matches([':', '.', ' ']);
        if n > 3 || line.is_empty() {
            break;
        }
        let upper = line_trim.chars().all(|c| !c.is_lowercase());
        if upper && let Some(t) = type_heading(line_trim) {
            return Some((s..s + t, (s + t).min(block.end)));
        }
        // the type word broken over two lines
        if upper && n == 0 && block.lines.len() > 1 {
            let joined: String = text[s..block.end].chars().take(60).collect();
            if let Some(t) = types::all()
                .iter()
                .filter(|t| t.name.contains(' '))
                .map(|t| t.name.to_uppercase())
                .filter(|u| joined.starts_with(u.as_str()))
                .map(|u| u.len())
                .max()
                && t > line_trim.len()
            {
                return Some((s..s + t, (s + t).min(block.end)));
            }
        }
    }
    None
}

/// Length of the type word that a heading line consists of, or begins with before capitals go on.
pub(super) fn type_heading(line: &str) -> Option<usize> {
    let low = lower(line);
    // "kết luận" opens the title there
    if low.starts_with("thông báo kết luận") {
        return line.char_indices().nth("thông báo".chars().count()).map(|(i, _)| i);
    }
    if types::by_head(line).is_some_and(|t| t.code != "CV") {
        return Some(line.len());
    }
    if low.len() != line.len() {
        return None;
    }
    let best = types::all()
        .iter()
        .filter(|t| t.code != "CV")
        .map(|t| lower(&t.name))
        .filter(|n| low.starts_with(n.as_str()) && low[n.len()..].starts_with(' '))
        .max_by_key(String::len)?;
    // "THÔNG BÁO KẾT LUẬN", "NGHỊ QUYẾT CHUYÊN ĐỀ": the heading goes on; but no sentence in capitals
    // in capitals; "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN THÀNH PHỐ …" may be longer
    let most = if low[best.len()..].starts_with(" của ") { 16 } else { 6 };
    (line.split(' ').count() <= most && !low.contains(" số ")).then_some(best.len())
}
