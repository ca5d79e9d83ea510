//! Figures as Vietnamese writes them: comma for decimals, point for thousands. FIELD §5 "Numerals".
//!
//! | written | value | rule |
//! |---|---|---|
//! | `2.965,6` | 2965.6 | both: the point groups thousands |
//! | `98,36` | 98.36 | the comma is decimal |
//! | `1.754` | 1754 | one point and exactly three digits: thousands |
//! | `5.5` | 5.5 | any other point is decimal |
//! | `08` | 8 | leading zeros are formal |

/// A figure at the start of a text: its value and length in bytes.
///
/// ```
/// use vanthu::grammar::amount::parse;
/// assert_eq!(parse("2.965,6 tỷ đồng"), Some((2965.6, 7)));
/// assert_eq!(parse("5.5 điểm"), Some((5.5, 3)));
/// assert_eq!(parse("1.754 học viên"), Some((1754.0, 5)));
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() && end < 32 {
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b'.' | b',' if end > 0 && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => end += 1,
            _ => break,
        }
    }
    value(&text[..end]).map(|v| (v, end))
}

/// The value of a whole figure.
#[must_use]
pub fn value(figure: &str) -> Option<f64> {
    if figure.is_empty() || !figure.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return None;
    }
    let thousands = |s: &str, sep: char| {
        let mut parts = s.split(sep);
        parts.next().is_some_and(|p| (1..=3).contains(&p.len())) && parts.all(|p| p.len() == 3)
    };
    let (points, commas) = (figure.matches('.').count(), figure.matches(',').count());
    let plain = match (points, commas) {
        (0, 0) => figure.to_owned(),
        (0, 1) => figure.replace(',', "."),
        (_, 0) if thousands(figure, '.') && !figure.starts_with("0.") => figure.replace('.', ""),
        (1, 0) => figure.to_owned(),
        (0, _) if thousands(figure, ',') => figure.replace(',', ""),
        (_, 1) => {
            let (whole, part) = figure.split_once(',')?;
            if part.contains('.') {
                // 1,234.5: the other convention
                if !thousands(figure.split('.').next()?, ',') {
                    return None;
                }
                figure.replace(',', "")
            } else {
                format!("{}.{part}", whole.replace('.', ""))
            }
        }
        _ => return None,
    };
    plain.parse().ok()
}

/// Small number words (một … mười, nửa).
#[must_use]
pub fn word(word: &str) -> Option<f64> {
    Some(match word {
        "một" | "mỗi" => 1.0,
        "hai" => 2.0,
        "ba" => 3.0,
        "bốn" => 4.0,
        "năm" => 5.0,
        "sáu" => 6.0,
        "bảy" => 7.0,
        "tám" => 8.0,
        "chín" => 9.0,
        "mười" => 10.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        for (text, want) in [
            ("610,919", 610.919),
            ("98,36", 98.36),
            ("1.219,11", 1219.11),
            ("5861", 5861.0),
            ("7.211", 7211.0),
            ("08", 8.0),
            ("100.000", 100_000.0),
            ("0.5", 0.5),
            ("12.345.678", 12_345_678.0),
            ("54,50", 54.5),
        ] {
            assert_eq!(value(text), Some(want), "{text}");
        }
        assert_eq!(value("1.2.3,4,5"), None);
        assert_eq!(parse("90%"), Some((90.0, 2)));
        assert_eq!(parse("99, sau"), Some((99.0, 2)));
    }
}
