//! Bytes to text. What a file is, is decided by its content; its name only tells Markdown from plain text.
//!
//! UTF-8 text and Markdown are read as they are, byte for byte: offsets point into the file. Other formats are named and refused
//! with a clear problem until their reader exists; nothing is ever indexed as mojibake.

use crate::model::{Problem, ProblemCode};

/// A file's text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text that offsets point into.
    pub text: &'a str,
    /// `text` or `markdown`.
    pub format: &'static str,
    /// `utf-8`.
    pub encoding: &'static str,
}

/// Signatures of formats that are known by their first bytes: what to call them.
const KNOWN: [(&[u8], &str); 12] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\xff\xfe", "a UTF-16 text"),
    (b"\xfe\xff", "a UTF-16 text"),
];

/// Reads a file's bytes as text.
///
/// # Errors
/// A [`Problem`] that says what the file is and why it cannot be read: empty, a format not read yet, not UTF-8.
///
/// ```
/// let read = vanthu::read::decode("kh.md", "Số: 41/KH-UBND".as_bytes()).unwrap();
/// assert_eq!(read.format, "markdown");
/// assert!(vanthu::read::decode("a.pdf", b"%PDF-1.7").is_err());
/// ```
pub fn decode<'a>(path: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, Problem> {
    if let Some((_, what)) = KNOWN.iter().find(|(sig, _)| bytes.starts_with(sig)) {
        return Err(Problem::new(
            ProblemCode::FormatNotYet,
            format!("this is {what}, which vanthu does not read yet; save it as UTF-8 text or Markdown"),
        ));
    }
    let head = &bytes[..bytes.len().min(2048)];
    if let Some(kind) = markup(head) {
        return Err(Problem::new(
            ProblemCode::FormatNotYet,
            format!("this is {kind}, which vanthu does not read yet; save it as UTF-8 text or Markdown"),
        ));
    }
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
        let at = simdutf8::compat::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
        let why = if head.contains(&0) { "binary data" } else { "not UTF-8 (perhaps an old encoding such as TCVN3 or VNI)" };
        return Err(Problem::new(ProblemCode::NotText, format!("the bytes from position {at} on are {why}; convert the file to UTF-8")));
    };
    if text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}')) {
        return Err(Problem::new(ProblemCode::Empty, "the file holds no text"));
    }
    if head.contains(&0) || text.len() < 4096 && text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count() * 10 > text.len() {
        return Err(Problem::new(ProblemCode::NotText, "this looks like binary data, not text"));
    }
    let extension = std::path::Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
    let markdown = matches!(extension.as_str(), "md" | "markdown");
    Ok(Decoded { text, format: if markdown { "markdown" } else { "text" }, encoding: "utf-8" })
}

/// HTML or XML, by how it begins.
fn markup(head: &[u8]) -> Option<&'static str> {
    let text: Vec<u8> = head
        .iter()
        .copied()
        .skip_while(|b| b.is_ascii_whitespace() || matches!(b, 0xef | 0xbb | 0xbf))
        .take(300)
        .map(|b| b.to_ascii_lowercase())
        .collect();
    if text.starts_with(b"<!doctype html")
        || text.starts_with(b"<html")
        || text.starts_with(b"<head")
        || text.starts_with(b"<body")
        || text.starts_with(b"<!--") && memchr::memmem::find(&text, b"<html").is_some()
    {
        Some("a web page (HTML)")
    } else if text.starts_with(b"<?xml") {
        Some("an XML file")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_say_what_the_file_is() {
        for (bytes, code, word) in [
            (&b""[..], ProblemCode::Empty, "no text"),
            (b"  \n\xef\xbb\xbf", ProblemCode::Empty, "no text"),
            (b"%PDF-1.4 ...", ProblemCode::FormatNotYet, "PDF"),
            (b"PK\x03\x04...", ProblemCode::FormatNotYet, "Word"),
            (b"\xef\xbb\xbf<!DOCTYPE html><p>", ProblemCode::FormatNotYet, "HTML"),
            (b"C\xe9ng h\xdfa", ProblemCode::NotText, "TCVN3"),
            (b"\x00\x01\x02\xff", ProblemCode::NotText, "binary"),
        ] {
            let problem = decode("x", bytes).unwrap_err();
            assert_eq!(problem.code, code, "{bytes:?}");
            assert!(problem.message.contains(word), "{}", problem.message);
        }
    }
}
