//! Standards: `TCVN ISO 9001:2015`, `QCVN 05:2023/BTNMT`, `ISO 9001: 2015`. FIELD §1.2.

use super::number::Found as NumberFound;

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

/// Every standard of `text`: with its year, or a national one (TCVN, QCVN …) by its number alone.
///
/// ```
/// let found = vanthu::grammar::standard::find("theo tiêu chuẩn TCVN ISO 9001: 2015 tại quận");
/// assert_eq!(found[0].canonical, "TCVN ISO 9001:2015");
/// ```
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        if let Some(found) = around(text, colon)
            && out.last().is_none_or(|p| p.end <= found.start)
        {
            out.push(found);
        }
    }
    let dated = out.len();
    for (head, code) in HEADS.iter().filter(|(h, _)| *h != "ISO") {
        for start in memchr::memmem::find_iter(text.as_bytes(), head.as_bytes()) {
            if let Some(found) = undated(text, start, head.len(), code)
                && !out[..dated].iter().any(|s| s.start < found.end && found.start < s.end)
            {
                out.push(found);
            }
        }
    }
    out.sort_by_key(|s| s.start);
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
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let part = number[digits..].strip_prefix('-').map_or(0, |p| p.bytes().take_while(u8::is_ascii_digit).count());
    let end = at + 1 + digits + if part > 0 { part + 1 } else { 0 };
    let whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '/'));
    (digits >= 2 && whole).then(|| Found { start, end, canonical: text[start..end].replace(" số ", " "), code })
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
        let from = cut.rfind([' ', '\n', '(', '"', '“', ',', ';']).map_or(0, |i| i + cut[i..].chars().next().map_or(1, char::len_utf8));
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
    let canonical = text[start..end].replace(": ", ":").replace(" :", ":").replace(" số ", " ");
    Some(Found { start, end, canonical, code })
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
            ("lúc 14:2015", None),
            ("Số: 2015", None),
        ] {
            assert_eq!(find(text).first().map(|f| f.canonical.as_str()), canonical, "{text}");
        }
    }
}
