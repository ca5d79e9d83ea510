//! Signature and distribution list (Nơi nhận). GUIDELINES §0.

use crate::extract::frame::{Frame, Piece, authority_line, mostly_upper};
use crate::model::{Header, Signer};
use crate::text::Doc;
use crate::text::fold::plain;

const ROLES: [&str; 26] = [
    "CHỦ TỊCH",
    "BÍ THƯ",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "GIÁM ĐỐC",
    "TRƯỞNG",
    "CHÁNH",
    "CHỦ NHIỆM",
    "THỦ TƯỚNG",
    "TỔNG",
    "THỐNG ĐỐC",
    "PHÓ",
    "ỦY VIÊN",
    "UỶ VIÊN",
    "THƯỜNG TRỰC",
    "HIỆU TRƯỞNG",
    "CỤC TRƯỞNG",
    "VIỆN TRƯỞNG",
    "CHÁNH ÁN",
    "THẨM PHÁN",
    "TƯ LỆNH",
    "CHÍNH ỦY",
    "CHỈ HUY",
    "KẾ TOÁN",
    "ĐỘI TRƯỞNG",
    "THƯ KÝ",
];

/// Surnames of nine in ten people: a name in capitals under an office is known by them.
const SURNAMES: [&str; 34] = [
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "NGÔ", "DƯƠNG", "LÝ", "TRỊNH", "ĐINH",
    "MAI", "ĐÀO", "LƯƠNG", "TRƯƠNG", "CAO", "LƯU", "PHÙNG", "TẠ", "TÔ", "QUÁCH", "THÁI", "ĐOÀN", "HÀ", "CHU", "LÂM", "TỐNG",
];

pub(super) fn read(doc: &Doc, frame: &Frame, header: &mut Header) {
    let mut pieces = frame.closing_pieces(doc);
    signature(doc, &pieces, header);
    if header.signer.is_none() && !frame.head.is_empty() {
        // a signature without authority line and without distribution list: the last lines of the body before the annexes
        let own = frame.body.partition_point(|i| *i < frame.own_end());
        let last: Vec<usize> = frame.body[own.saturating_sub(5)..own].to_vec();
        let tail = Frame { closing: last, ..Frame::default() };
        pieces.splice(0..0, tail.closing_pieces(doc));
        signature(doc, &pieces, header);
    }
    distribution(doc, frame, header);
}

fn signature(doc: &Doc, pieces: &[Piece], header: &mut Header) {
    let text = doc.text();
    let mut authority: Vec<String> = Vec::new();
    let mut role: Vec<String> = Vec::new();
    let mut last_is_role = false;
    let mut idle = 0;
    let mut skip = 0;
    for (n, piece) in pieces.iter().enumerate() {
        if n < skip {
            continue;
        }
        let line = text[piece.at.clone()].trim_matches(['*', ' ', '|', '#']);
        if line.is_empty() || matches!(line, "(Đã ký)" | "Đã ký" | "(đã ký)" | "đã ký" | "(Ký tên, đóng dấu)" | "(Đã kí)")
        {
            continue;
        }
        let item = line.starts_with(['-', '+']) || plain(line).starts_with("noi nhan");
        if item {
            continue;
        }
        let open = !authority.is_empty() || !role.is_empty();
        let broken = if last_is_role { role.last() } else { authority.last() }
            .is_some_and(|l| l.ends_with([',', '.']) && l.chars().nth(23).is_none() || l.ends_with('-'));
        if authority_line(line) && role.is_empty() {
            authority.push(line.to_owned());
            last_is_role = false;
            idle = 0;
        } else if !role.is_empty() && capital_name(line) {
            let authority = (!authority.is_empty()).then(|| authority.join(" "));
            header.signer = Some(Signer { name: Some(line.to_owned()), role: Some(role.join(" ")), authority });
            header.field_spans.push(("signer".into(), piece.at.start, piece.at.end));
            return;
        } else if open && mostly_upper(line) && line.chars().count() < 110 && !line.contains(|c: char| c.is_ascii_digit()) {
            // "VỤ TRƯỞNG VỤ CÔNG CHỨC", "CHI CỤC TRƯỞNG"
            let names_role =
                ROLES.iter().any(|r| line.starts_with(r) || line.starts_with("Q. ")) || line.split(' ').take(3).any(|w| w == "TRƯỞNG");
            let slot = if broken || !names_role { if last_is_role { &mut role } else { &mut authority } } else { &mut role };
            if broken || !names_role {
                match slot.last_mut() {
                    Some(l) => {
                        l.push(' ');
                        l.push_str(line);
                    }
                    None => slot.push(line.to_owned()),
                }
            } else {
                slot.push(line.to_owned());
                last_is_role = true;
            }
            idle = 0;
        } else if !open && mostly_upper(line) && ROLES.iter().any(|r| line.starts_with(r)) && line.chars().count() < 60 {
            role.push(line.to_owned());
            last_is_role = true;
        } else if open && let Some((name, end)) = name_at(text, pieces, n) {
            let join = |v: &[String]| (!v.is_empty()).then(|| v.join(" "));
            let authority = join(&authority);
            let role = join(&role).or_else(|| authority.as_deref().and_then(role_of_authority));
            header.signer = Some(Signer { name: Some(name), role, authority });
            header.field_spans.push(("signer".into(), piece.at.start, end));
            skip = pieces.len();
        } else if open {
            idle += 1;
            if idle > 6 {
                authority.clear();
                role.clear();
                idle = 0;
            }
        }
    }
}

/// "NGUYỄN THỊ SÂM".
fn capital_name(line: &str) -> bool {
    let mut words = line.split(' ');
    (3..=5).contains(&line.split(' ').count())
        && words.next().is_some_and(|w| SURNAMES.contains(&w))
        && line.chars().all(|c| c == ' ' || c.is_uppercase())
}

/// A person's name at piece `n`, broken over two pieces of one block where that makes it whole: the name and its end.
fn name_at(text: &str, pieces: &[Piece], n: usize) -> Option<(String, usize)> {
    let line = |p: &Piece| text[p.at.clone()].trim_matches(['*', ' ', '|', '#', '.']).to_owned();
    let first = line(&pieces[n]);
    let words = |s: &str| {
        s.split(' ').all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().skip(1).all(char::is_lowercase)
                && w.chars().all(char::is_alphabetic)
        })
    };
    if let Some(next) = pieces.get(n + 1).filter(|p| p.block == pieces[n].block && p.column == pieces[n].column) {
        let second = line(next);
        if words(&first) && words(&second) && first.split(' ').count() + second.split(' ').count() <= 5 && first.split(' ').count() <= 3 {
            let both = format!("{first} {second}");
            if let Some(name) = person(&both) {
                return Some((name.to_owned(), next.at.end));
            }
        }
    }
    person(&first).map(|name| (name.to_owned(), pieces[n].at.end))
}

/// "TM. BAN THƯỜNG VỤ BÍ THƯ" on one line: the role is the end of the authority line.
fn role_of_authority(authority: &str) -> Option<String> {
    ["CHỦ TỊCH", "BÍ THƯ", "GIÁM ĐỐC", "PHÓ CHỦ TỊCH", "PHÓ BÍ THƯ"]
        .iter()
        .filter(|r| authority.ends_with(*r) && authority.len() > r.len() + 4 && !authority.starts_with("KT"))
        .filter(|_| !authority.ends_with("BAN BÍ THƯ"))
        .max_by_key(|r| r.len())
        .map(|r| (*r).to_owned())
}

/// A person's name: two to six words, each with a capital, small letters in most; a rank or degree before it stays outside.
fn person(line: &str) -> Option<&str> {
    let mut name = line.trim_matches(['*', ' ', '.', '|']);
    for lead in [
        "Thượng tá ",
        "Trung tá ",
        "Thiếu tá ",
        "Đại tá ",
        "Thiếu tướng ",
        "Trung tướng ",
        "Thượng tướng ",
        "Đại tướng ",
        "TS. ",
        "PGS.TS. ",
        "PGS. TS. ",
        "GS. TS. ",
        "ThS. ",
        "Ths. ",
        "BS. ",
        "(Đã ký) ",
    ] {
        if let Some(rest) = name.strip_prefix(lead) {
            name = rest;
        }
    }
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let proper = (2..=6).contains(&words.len())
        && words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.'))
        });
    let small = words.iter().any(|w| w.chars().any(char::is_lowercase));
    (proper && small && name.chars().count() <= 45).then_some(name)
}

fn distribution(doc: &Doc, frame: &Frame, header: &mut Header) {
    let text = doc.text();
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    for piece in frame.closing_pieces(doc) {
        // the signature stands in the second column
        if piece.column > 0 {
            continue;
        }
        let line = text[piece.at].trim_matches([' ', '|', '*', '¦']);
        let low = plain(line);
        let low = low.trim_start_matches(['*', ' ', '-', '#', '_']);
        // "Nơi" and "nhận:" on two lines
        if low == "noi" {
            continue;
        }
        if low.starts_with("noi nhan") || items.is_empty() && !open && matches!(low, "nhan:" | "nhan") {
            open = true;
            let rest = line.split_once(':').map_or("", |(_, r)| r).trim_matches([' ', '*', '-', '_']);
            if !rest.is_empty() {
                items.extend(rest.split(" - ").map(str::to_owned));
            }
            continue;
        }
        if !open || line.is_empty() {
            continue;
        }
        if line.starts_with(['-', '+', '•', '–']) {
            items.push(line.trim_start_matches(['-', '+', '•', ' ', '*', '–']).to_owned());
        } else if authority_line(line)
            || mostly_upper(line) && !line.contains(['-', ';']) && !items.is_empty()
            || person(line).is_some() && items.last().is_some_and(|l| l.starts_with("Lưu"))
        {
            open = false;
        } else if let Some(last) = items.last_mut() {
            last.push(' ');
            last.push_str(line);
        }
    }
    for item in items {
        let item = note_free(&item);
        let low = plain(&item);
        if low.starts_with("luu") {
            let archive = item
                .trim_start_matches("Lưu")
                .trim_start_matches("LƯU")
                .trim_start_matches([':', ' ', '-'])
                .trim_end_matches(['.', ' ', ';']);
            if !archive.is_empty() {
                header.archive = Some(archive.to_owned());
            }
        } else if low.starts_with("nhu ") || low.is_empty() {
            // "Như trên", "Như kính gửi", "Như Điều 3"
        } else {
            header.recipients.push(item);
        }
    }
}

/// Without final punctuation and the note of purpose ("(để b/c)", "(Để biết)").
fn note_free(item: &str) -> String {
    let mut out = item.trim().trim_end_matches([';', ',', '.', ' ', '|', '*']);
    while let Some(i) = out.rfind('(') {
        let note = plain(&out[i..]);
        let purpose =
            ["de ", "b/c", "bao cao", "biet", "t/h", "thuc hien", "phoi hop", "chi dao", "p/h", "c/d"].iter().any(|w| note.contains(w));
        if !purpose || note.chars().count() > 40 || out[..i].trim_end().is_empty() {
            break;
        }
        out = out[..i].trim_end_matches([';', ',', ' ', '.']);
    }
    out.to_owned()
}
