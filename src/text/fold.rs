//! Lossy foldings, for keys and search only; never shown to anyone.
//!
//! | function | `Uỷ ban HÒA Đà` becomes |
//! |---|---|
//! | [`lower`] | `ủy ban hòa đà`: lower case, NFC, one tone placement |
//! | [`plain`] | `uy ban hoa da`: no diacritics either |
//! | [`slug`] | `uy-ban-hoa-da`: and words joined by `-` |

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC, borrowed where the text already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The vowel pairs whose tone moved: old second letter, modern first letter, bare second letter (`oà` is `òa`).
const TONES: [(char, char, char, char); 15] = [
    ('o', 'à', 'ò', 'a'),
    ('o', 'á', 'ó', 'a'),
    ('o', 'ả', 'ỏ', 'a'),
    ('o', 'ã', 'õ', 'a'),
    ('o', 'ạ', 'ọ', 'a'),
    ('o', 'è', 'ò', 'e'),
    ('o', 'é', 'ó', 'e'),
    ('o', 'ẻ', 'ỏ', 'e'),
    ('o', 'ẽ', 'õ', 'e'),
    ('o', 'ẹ', 'ọ', 'e'),
    ('u', 'ỳ', 'ù', 'y'),
    ('u', 'ý', 'ú', 'y'),
    ('u', 'ỷ', 'ủ', 'y'),
    ('u', 'ỹ', 'ũ', 'y'),
    ('u', 'ỵ', 'ụ', 'y'),
];

/// Lower case, NFC, one tone placement. Diacritics stay: `năm` is not `nam`.
///
/// ```
/// use vanthu::text::fold::lower;
/// assert_eq!(lower("Uỷ ban NHÂN DÂN"), "ủy ban nhân dân");
/// assert_ne!(lower("năm"), lower("nam"));
/// ```
#[must_use]
pub fn lower(text: &str) -> String {
    let low: String = nfc(text).to_lowercase();
    if low.is_ascii() {
        return low;
    }
    let mut out = String::with_capacity(low.len());
    let mut chars = low.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if matches!(c, 'o' | 'u') && before != 'q' {
            // the placements differ only where the pair ends the syllable: "hoạch" and "huỳnh" stay
            let mut ahead = chars.clone();
            let pair = ahead.next().and_then(|second| TONES.iter().find(|t| t.0 == c && t.1 == second));
            if let Some((_, second, first, bare)) = pair
                && !ahead.next().is_some_and(char::is_alphabetic)
            {
                out.push(*first);
                out.push(*bare);
                chars.next();
                before = *second;
                continue;
            }
        }
        out.push(if c == 'ð' { 'đ' } else { c });
        before = c;
    }
    out
}

/// The letter without its diacritics, lower case.
fn bare(c: char) -> char {
    match c {
        'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.nfd().next().unwrap_or(c).to_lowercase().next().unwrap_or(c),
    }
}

/// Lower case without diacritics.
///
/// ```
/// assert_eq!(vanthu::text::fold::plain("Kế hoạch Đà Nẵng"), "ke hoach da nang");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !is_mark(*c)).map(bare).collect()
}

/// A combining mark of the blocks that Vietnamese uses.
#[must_use]
pub const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Words of [`plain`] joined by `-`.
///
/// ```
/// assert_eq!(vanthu::text::fold::slug("Thành phố Hồ Chí Minh"), "thanh-pho-ho-chi-minh");
/// ```
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    out
}

/// Whether any letter carries a diacritic (or is đ).
#[must_use]
pub fn has_diacritics(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && (is_mark(c) || bare(c) != c.to_lowercase().next().unwrap_or(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement() {
        for (a, b) in
            [("hoà", "hòa"), ("Uỷ", "ủy"), ("THUỶ", "thủy"), ("quý", "QUÝ"), ("Quỹ", "QUỸ"), ("kế hoạch", "KẾ HOẠCH"), ("toàn", "TOÀN")]
        {
            assert_eq!(lower(a), lower(b), "{a} {b}");
        }
        for same in ["hoạch", "hoàn thành", "huỳnh", "quý", "khoẻn", "toàn"] {
            assert_eq!(lower(same), same);
        }
    }

    #[test]
    fn plain_drops_marks() {
        assert_eq!(plain("Nghị định số 59/2019/NĐ-CP"), "nghi dinh so 59/2019/nd-cp");
        assert_eq!(plain("Nghi\u{323} đi\u{323}nh"), "nghi dinh");
    }
}
