//! Where a letterhead stands: its fixed words (Quốc hiệu, tiêu ngữ, the Party's line) and the bodies beside and above them.

use super::look::{mostly_upper, number_line, stamp};
use crate::grammar::issuer::{self, Home};
use crate::text::fold::plain;

/// Longest line of a letterhead, in characters; two columns may be flattened into one line.
const LONGEST: usize = 160;
/// Lines above the fixed words that may belong to the letterhead.
const ABOVE: usize = 10;

/// Whether a line holds the fixed words of a letterhead, in one column or at the end of two.
pub fn mark(line: &str) -> bool {
    // what every one of them ends in, before the line is folded
    let near = ["NAM", "Nam", "phúc", "PHÚC", "Phúc", "HÒA", "HOÀ", "MINH"].iter().any(|w| line.contains(w));
    if !near || line.chars().count() > LONGEST {
        return false;
    }
    let letters: String = plain(line).chars().filter(char::is_ascii_alphabetic).collect();
    let upper = mostly_upper(line);
    letters == "conghoaxahoichunghiavietnam"
        || letters.ends_with("doclaptudohanhphuc")
        || upper
            && (letters.contains("conghoaxahoichunghiavietnam")
                || ["dangcongsanvietnam", "vietnamdanchuconghoa", "doantncshochiminh"].iter().any(|w| letters.ends_with(w)))
}

/// Whether the fixed words begin at `lines[i]`, on one line or wrapped over two.
pub fn mark_at(lines: &[&str], i: usize) -> bool {
    let short = |line: &str| line.chars().count() < 40 && mostly_upper(line);
    mark(lines[i])
        || short(lines[i]) && lines.get(i + 1).is_some_and(|next| short(next) && !mark(next) && mark(&format!("{} {next}", lines[i])))
}

/// The line with which the letterhead around the fixed words `lines[mark]` begins: bodies, number, subject and stamps above them belong to
/// it, the end of an earlier document does not.
pub fn start(lines: &[&str], mark: usize) -> usize {
    let lowest = mark.saturating_sub(ABOVE);
    // "V/v …" under the number of the left column is in small letters
    let number = (lowest..mark).rev().take_while(|i| !ends_before(lines[*i])).find(|i| number_line(&plain(lines[*i])));
    let mut from = number.unwrap_or(mark);
    while from > lowest && may_stand_above(lines[from - 1]) {
        from -= 1;
    }
    // a name or office in capitals ends the document before
    let broken = |i: usize| body(&format!("{} {}", lines[i], lines[i + 1])).is_some_and(|len| len > lines[i].len());
    (from..mark).find(|i| opens(lines[*i]) || broken(*i)).unwrap_or(mark)
}

/// A line that belongs to the end of a document: a list, a signature, a sentence.
fn ends_before(line: &str) -> bool {
    line.starts_with(['-', '+', '(']) || line.ends_with(['.', ';']) || plain(line).starts_with("luu") || super::authority_line(line)
}

fn may_stand_above(line: &str) -> bool {
    !ends_before(line)
        && line.chars().count() <= LONGEST
        && (mostly_upper(line) || number_line(&plain(line)) || stamp(&plain(line)) || !line.contains(char::is_alphabetic))
}

/// A body, a territory, a number or a stamp.
fn opens(line: &str) -> bool {
    let low = plain(line);
    let territory = || issuer::territory(&titled(line), &Home::default()).is_some_and(|(_, t, _)| t.is_some());
    number_line(&low) || stamp(&low) || body(line).is_some() || territory()
}

/// Length of the body's name with which a line in capitals begins.
fn body(line: &str) -> Option<usize> {
    issuer::body(&titled(line), &Home::default()).map(|b| b.len)
}

/// A line in capitals with its names in title case, so that the matcher for running text reads it.
fn titled(line: &str) -> String {
    line.split(' ').map(issuer::title_case).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_words() {
        for line in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "UBND TỈNH NGHỆ AN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Cộng hoà xã hội chủ nghĩa Việt Nam",
            "QUẬN TÂY HỒ Độc lập - Tự do - Hạnh phúc",
            "Độc lập –Tự do – Hạnh phúc",
            "THÀNH ỦY HẢI PHÒNG ĐẢNG CỘNG SẢN VIỆT NAM",
            "ĐOÀN TNCS HỒ CHÍ MINH",
        ] {
            assert!(mark(line), "{line}");
        }
        for line in [
            "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
            "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
            "Thành phố Hồ Chí Minh",
            "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
        ] {
            assert!(!mark(line), "{line}");
        }
    }

    #[test]
    fn the_signature_above_is_not_of_it() {
        let lines = ["CHỦ TỊCH", "NGUYỄN VĂN A", "ỦY BAN NHÂN DÂN", "QUẬN TÂY HỒ", "Số: 15/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"];
        assert_eq!(start(&lines, 5), 2);
        let lines = ["- Lưu: VT, NV.", "ĐẢNG CỘNG SẢN VIỆT NAM"];
        assert_eq!(start(&lines, 1), 1);
    }
}
