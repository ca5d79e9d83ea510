//! Standards: `TCVN ISO 9001:2015`, `QCVN 05:2023/BTNMT`, `ISO 9001: 2015`. FIELD §1.2.

use super::number::Found as NumberFound;
use crate::model::Repair;
use crate::text::clip_start;

/// A standard found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Single spaces between the parts, none after the colon.
    pub canonical: String,
    /// `TCVN` or `QCVN`.
    pub code: &'static str,
    /// What was read differently from what stands there.
    pub repairs: Vec<Repair>,
}

const HEADS: [(&str, &str); 8] = [
    ("TCVN", "TCVN"),
    ("TCXDVN", "TCVN"),
    ("TCQG", "TCVN"),
    ("QCVN", "QCVN"),
    ("QCĐP", "QCVN"),
    ("QCXDVN", "QCVN"),
    ("TCCS", "TCVN"),
    ("ISO", "TCVN"),
];

/// No word before a standard's number is longer, in bytes ("ISO/IEC/IEEE").
const LONGEST_WORD: usize = 32;

/// Every standard of `text`: with its year, or a national one (TCVN, QCVN …) by its number alone.
///
/// ```
/// let found = vanthu::grammar::standard::find("theo tiêu chuẩn TCVN ISO 9001: 2015 tại quận");
/// assert_eq!(found[0].canonical, "TCVN ISO 9001:2015");
/// ```
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = memchr::memmem::find_iter(text.as_bytes(), "TCVN ").filter_map(|at| glued(text, at)).collect();
    let glued = out.len();
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        if let Some(found) = around(text, colon)
            && out[glued..].last().is_none_or(|p| p.end <= found.start)
        {
            out.push(found);
        }
    }
    for (head, code) in HEADS.iter().filter(|(h, _)| *h != "ISO") {
        out.extend(memchr::memmem::find_iter(text.as_bytes(), head.as_bytes()).filter_map(|start| undated(text, start, head.len(), code)));
    }
    // of two that begin together the surer one came first
    out.sort_by_key(|f| f.start);
    out.dedup_by(|b, a| b.start < a.end);
    out
}

/// `TCVN ISO 9001` without a year, from the head word at `start`.
fn undated(text: &str, start: usize, head: usize, code: &'static str) -> Option<Found> {
    if text[..start].ends_with(char::is_alphanumeric) {
        return None;
    }
    let mut at = start + head;
    for word in [" ISO/IEC", " ISO", " IEC", " số"] {
        at += if text[at..].starts_with(word) { word.len() } else { 0 };
    }
    let number = text[at..].strip_prefix(' ')?;
    let digits = number.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let part = number[digits..].strip_prefix('-').map_or(0, |p| p.bytes().take(10).take_while(u8::is_ascii_digit).count());
    let end = at + 1 + digits + if part > 0 { part + 1 } else { 0 };
    let whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '/'));
    let canonical = text[start..end].replace(" số ", " ");
    ((2..=5).contains(&digits) && whole).then(|| Found { start, end, canonical, code, repairs: Vec::new() })
}

/// `TCVN 93802012`: number and year run together, as in the names of files.
fn glued(text: &str, start: usize) -> Option<Found> {
    let from = start + "TCVN ".len();
    let digits = text.as_bytes()[from..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
    let end = from + digits;
    let free = !text[..start].ends_with(char::is_alphanumeric) && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    if !(7..=9).contains(&digits) || !free {
        return None;
    }
    let (number, year) = text[from..end].split_at(digits - 4);
    if !matches!(&year[..2], "19" | "20") {
        return None;
    }
    let canonical = format!("TCVN {number}:{year}");
    let repair = Repair { from: text[start..end].to_owned(), to: canonical.clone(), why: "số hiệu và năm viết liền".to_owned() };
    Some(Found { start, end, canonical, code: "TCVN", repairs: vec![repair] })
}

fn around(text: &str, colon: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    // the year behind
    let mut y = colon + 1;
    if bytes.get(y) == Some(&b' ') {
        y += 1;
    }
    let digits = bytes.get(y..)?.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits != 4 || !matches!(&bytes[y..y + 2], b"19" | b"20") {
        return None;
    }
    let mut end = y + 4;
    // the agency of a national regulation
    if bytes.get(end) == Some(&b'/') {
        let agency = text[end + 1..].char_indices().take_while(|(_, c)| c.is_uppercase() || *c == '&').last();
        if let Some((i, c)) = agency {
            end += 1 + i + c.len_utf8();
        }
    }
    // the number before
    let number_end = text[..colon].trim_end().len();
    let number_start = text[..number_end]
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.')))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    if number_start >= number_end || !bytes[number_start].is_ascii_digit() {
        return None;
    }
    // the words before: TCVN, TCVN ISO, ISO/IEC …
    let (mut start, mut code, mut at) = (number_start, "", number_start);
    for _ in 0..3 {
        let cut = text[..at].trim_end();
        let near = clip_start(cut, cut.len().saturating_sub(LONGEST_WORD));
        let from = cut[near..]
            .rfind([' ', '\n', '(', '"', '“', ',', ';'])
            .map_or(near, |i| near + i + cut[near + i..].chars().next().map_or(1, char::len_utf8));
        let word = &cut[from..];
        if let Some((_, c)) = HEADS.iter().find(|(h, _)| word == *h || word.starts_with("ISO/") && *h == "ISO") {
            (start, code, at) = (from, c, from);
        } else if word == "IEC" || word == "số" && code.is_empty() {
            at = from;
        } else {
            break;
        }
    }
    if code.is_empty() {
        return None;
    }
    let name: Vec<&str> = text[start..number_end].split_whitespace().filter(|w| *w != "số").collect();
    let canonical = format!("{}:{}", name.join(" "), &text[y..end]);
    Some(Found { start, end, canonical, code, repairs: Vec::new() })
}

/// Whether a number found by the general grammar lies inside a standard.
#[must_use]
pub fn covers(standards: &[Found], number: &NumberFound) -> bool {
    standards.iter().any(|s| s.start < number.end && number.start < s.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, canonical) in [
            ("TCVN ISO 9001:2015", Some("TCVN ISO 9001:2015")),
            ("kế hoạch ISO 9001: 2015 năm", Some("ISO 9001:2015")),
            ("QCVN 05:2023/BTNMT,", Some("QCVN 05:2023/BTNMT")),
            ("QCVN 01-1:2024/BYT", Some("QCVN 01-1:2024/BYT")),
            ("TCVN 7957:2008", Some("TCVN 7957:2008")),
            ("theo Tiêu chuẩn quốc gia TCVN ISO 9001 đối với", Some("TCVN ISO 9001")),
            ("QCVN 01-1 quy định", Some("QCVN 01-1")),
            ("TCVN số 1", None),
            ("theo TCVN 93802012, nhà", Some("TCVN 9380:2012")),
            ("TCVN 12345", Some("TCVN 12345")),
            // issue 3: more spaces than one
            ("TCVN  5   : 2023/BTNMT", Some("TCVN 5:2023/BTNMT")),
            ("lúc 14:2015", None),
            ("Số: 2015", None),
        ] {
            assert_eq!(find(text).first().map(|f| f.canonical.as_str()), canonical, "{text}");
        }
    }
}
