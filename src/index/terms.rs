//! Normal forms as they stand in term fields; question and row must use the same ones.
//!
//! | function | `06-CTr/QU`, `2022-06`, `Quận ủy Tây Hồ` |
//! |---|---|
//! | [`number_exact`] | `6-ctr/qu`: lower case, no leading zeros, `đ` kept (Đề án is not Dự án) |
//! | [`number_plain`] | `6-ctr/qu`: and without diacritics, for a number typed without them |
//! | [`date`] | the day as a date of the calendar |
//! | [`figure`] | indicator and figure, in the order of the figures |
//! | [`day_range`] | `(20220601, 20220630)` |
//! | [`name`] | `quan uy tay ho` |

use crate::text::fold;

/// Dashes that people and word processors write for `-`.
const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn compact(lowered: &str) -> String {
    let mut out = String::with_capacity(lowered.len());
    // one organ in several spellings: BGD&ĐT is BGDĐT, PL-UBTVQH11 is UBTVQH11
    for c in lowered.replace("/pl-ubtvqh", "/ubtvqh").chars() {
        match c {
            c if is_dash(c) => out.push('-'),
            c if c.is_whitespace() || matches!(c, '*' | '&' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') => {}
            c => out.push(c),
        }
    }
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let zeros = out.bytes().take(digits.saturating_sub(1)).take_while(|b| *b == b'0').count();
    out.drain(..zeros);
    out
}

/// A document number without leading zeros, case and spaces. Two documents can only be one if these are equal.
///
/// ```
/// use vanthu::index::terms::number_exact;
/// assert_eq!(number_exact("06-CTr/QU"), number_exact("6 -CTR/QU"));
/// assert_ne!(number_exact("05/ĐA-UBND"), number_exact("05/DA-UBND"));
/// ```
#[must_use]
pub fn number_exact(number: &str) -> String {
    compact(&fold::lower(number))
}

/// [`number_exact`] without diacritics: what a person types who leaves them out.
#[must_use]
pub fn number_plain(number: &str) -> String {
    compact(&fold::plain(number))
}

/// First and last day that an ISO date cut to year or month can mean, as `yyyymmdd` numbers that sort like dates.
///
/// ```
/// use vanthu::index::terms::day_range;
/// assert_eq!(day_range("2022-02"), Some((20220201, 20220228)));
/// assert_eq!(day_range("2022"), Some((20220101, 20221231)));
/// assert_eq!(day_range("soon"), None);
/// ```
#[must_use]
pub fn day_range(iso: &str) -> Option<(u64, u64)> {
    let mut parts = iso.splitn(3, '-');
    let mut next = |len: usize| match parts.next() {
        None => Some(None),
        Some(p) if p.len() == len && p.bytes().all(|b| b.is_ascii_digit()) => p.parse::<u16>().ok().map(Some),
        Some(_) => None,
    };
    let year = next(4)??;
    let month = next(2)?;
    let day = next(2)?;
    let day_of = |m: u16, d: u16| {
        jiff::civil::Date::new(year.try_into().ok()?, m.try_into().ok()?, d.try_into().ok()?)
            .ok()
            .map(|_| u64::from(year) * 10_000 + u64::from(m) * 100 + u64::from(d))
    };
    match (month, day) {
        (None, _) => Some((day_of(1, 1)?, day_of(12, 31)?)),
        (Some(m), None) => {
            let first = day_of(m, 1)?;
            Some((first, (28..=31).rev().find_map(|d| day_of(m, d))?))
        }
        (Some(m), Some(d)) => day_of(m, d).map(|d| (d, d)),
    }
}

/// The date of a day of [`day_range`].
#[must_use]
pub fn date(day: u64) -> Option<jiff::civil::Date> {
    let part = |n: u64| i8::try_from(n % 100).ok();
    jiff::civil::Date::new(i16::try_from(day / 10_000).ok()?, part(day / 100)?, part(day)?).ok()
}

/// A figure of an indicator (of any: `""`) as a term; terms of one indicator are in the order of their figures.
///
/// ```
/// use vanthu::index::terms::figure;
/// assert!(figure("sipas", -1.0) < figure("sipas", 0.5) && figure("sipas", 0.5) < figure("sipas", 98.0));
/// ```
#[must_use]
pub fn figure(indicator: &str, value: f64) -> Vec<u8> {
    // -0.0 and 0.0 are one figure; the sign bit of the others is turned so that bytes compare as figures do
    let bits = (value + 0.0).to_bits();
    let ordered = if bits >> 63 == 0 { bits ^ (1 << 63) } else { !bits };
    [indicator.as_bytes(), &[0], &ordered.to_be_bytes()].concat()
}

/// The block of a key's string form: all that stands before its type, lower case ([`crate::link::identity::Key::block`], which this
/// layer may not call; a test holds them equal).
///
/// ```
/// assert_eq!(vanthu::index::terms::key_block("45/2020/NĐ@cp").as_deref(), Some("45/2020"));
/// assert_eq!(vanthu::index::terms::key_block("15a/KH@ubnd:?~?").as_deref(), Some("15a"));
/// ```
#[must_use]
pub fn key_block(key: &str) -> Option<String> {
    let (name, _) = key.split_once('@')?;
    let (block, _) = name.rsplit_once('/')?;
    (!block.is_empty()).then(|| block.to_lowercase())
}

/// Serial and register of a key, where the register is known: what two keys of a committee's documents must share, with or without symbol.
///
/// ```
/// use vanthu::index::terms::key_register;
/// assert_eq!(key_register("6/CTr@qu:tay-ho.ha-noi~?").as_deref(), Some("6@qu:tay-ho.ha-noi"));
/// assert_eq!(key_register("6/CTr@qu:?~2022"), None);
/// ```
#[must_use]
pub fn key_register(key: &str) -> Option<String> {
    let (_, register) = key.split_once('@')?;
    let register = register.split('~').next()?;
    let known = !register.is_empty() && !register.contains('?');
    key_block(key).filter(|_| known).map(|block| format!("{block}@{register}"))
}

/// A name for comparison: lower case, no diacritics, single spaces.
#[must_use]
pub fn name(text: &str) -> String {
    fold::slug(text).replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (a, b) in [
            ("06-CTr/QU", "6-ctr/qu"),
            ("59/2019/NĐ-CP", "59/2019/nđ-cp"),
            ("0129 / KH–UBND", "129/kh-ubnd"),
            ("34/2007/PL-UBTVQH11", "34/2007/ubtvqh11"),
            ("0", "0"),
        ] {
            assert_eq!(number_exact(a), b);
        }
        assert_eq!(number_plain("59/2019/NĐ-CP"), "59/2019/nd-cp");
    }

    #[test]
    fn days() {
        assert_eq!(day_range("2024-02"), Some((20_240_201, 20_240_229)));
        assert_eq!(day_range("2024-02-30"), None);
        assert_eq!(day_range("2024-2-3"), None);
        assert_eq!(day_range(""), None);
        assert_eq!(day_range("2022-01-01/2022-06-30"), None);
    }
}
