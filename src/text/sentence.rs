//! Sentences inside a block.

/// No sentence is looked for further away than this, so that a megabyte without a full stop costs no more than a page.
const LONGEST: usize = 3000;

/// No abbreviation below is longer, in bytes.
const LONGEST_WORD: usize = 16;

/// Ends of the sentences of `text` (a block's flow text): byte positions after the final punctuation.
///
/// A full stop ends a sentence before white space and a capital, a digit or a quotation mark, but not inside numbers, after
/// abbreviations (`TP.`, `KT.`), after one capital letter (`P. Xuân Hòa`) or after a list number.
///
/// ```
/// use vanthu::text::sentence::ends;
/// let text = "Đạt 98,5%. UBND TP. Hà Nội báo cáo trước 15/8.";
/// assert_eq!(ends(text).len(), 2);
/// ```
#[must_use]
pub fn ends(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    // where the run of punctuation that holds `i` ends, and whether a sentence may begin behind it: looked at once for the whole run
    let (mut end, mut opens) = (0, false);
    for i in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        if i >= end {
            // closing quotation marks and brackets belong to the sentence
            end = text.len() - text[i + 1..].trim_start_matches(['"', '”', ')', '.']).len();
            opens = text[end..].starts_with(' ') && opens_sentence(&text[end..]);
        }
        if !opens || out.last() == Some(&end) {
            continue;
        }
        let near = &text[super::clip_start(text, i.saturating_sub(LONGEST_WORD))..i];
        let word = near.rsplit([' ', '(', '/']).next().unwrap_or("");
        let short = word.chars().count() <= 1 && bytes[i] == b'.';
        let marker = out.is_empty()
            && i < 8
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
            && text[..i].trim_start().len() == word.len();
        if short
            || marker
            || matches!(word, "TP" | "Tp" | "TX" | "TT" | "KT" | "TM" | "TL" | "TUQ" | "ThS" | "TS" | "PGS" | "GS" | "No" | "St" | "Th")
        {
            continue;
        }
        out.push(end);
    }
    if out.last() != Some(&text.len()) {
        out.push(text.len());
    }
    out
}

/// Whether a capital or a digit follows, quotation marks and dashes aside.
fn opens_sentence(rest: &str) -> bool {
    let next = rest.trim_start().chars().find(|c| !matches!(c, '"' | '“' | '(' | '*' | '-'));
    next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// The sentence of `text` that holds byte `at`, without surrounding white space.
#[must_use]
pub fn around(text: &str, at: usize) -> (usize, usize) {
    let at = at.min(text.len());
    let from = super::clip_start(text, at.saturating_sub(LONGEST));
    let to = super::clip_end(text, (at + LONGEST).min(text.len()));
    let window = &text[from..to];
    let mut start = 0;
    for end in ends(window) {
        if at - from < end {
            let s = start + (window[start..end].len() - window[start..end].trim_start().len());
            return (from + s, from + s + window[s..end].trim_end().len());
        }
        start = end;
    }
    (from + start.min(window.len()), to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issue_3_a_run_of_dots_is_read_once() {
        assert_eq!(ends("Đã họp... Sau đó nghỉ."), ["Đã họp...".len(), "Đã họp... Sau đó nghỉ.".len()]);
        assert_eq!(ends(&format!("a{} B", ".".repeat(200_000))).len(), 2);
    }

    #[test]
    fn numbers_and_abbreviations_do_not_end_sentences() {
        let text = "Thu 2.965,6 tỷ đồng, đạt 5.5 điểm. Ngày 02.3.2022 UBND TP. Hà Nội và P. Xuân La họp. Hết.";
        let cut: Vec<_> = ends(text);
        assert_eq!(cut.len(), 3, "{cut:?}");
        assert_eq!(around(text, text.find("UBND").unwrap()).0, text.find("Ngày").unwrap());
    }
}
