//! Keys of documents that are named by type and serial alone, with their issuer: `Chương trình 06 của Quận ủy Tây Hồ`.
//!
//! The issuer tells the register, so that the mention can be held against `06-CTr/QU` of the same committee elsewhere. The term or year
//! stays unknown unless a date is given. No key is made where the whole number would hold more than is known here: decrees and circulars
//! bear their year in the number, and decisions and resolutions of State bodies may.

use super::identity::Key;
use super::register::{self, Speaker};
use crate::grammar::issuer::{self, Home};
use crate::grammar::number::DocumentNumber;
use crate::lexicon::issuers;
use crate::model::{RefKind, Reference};
use crate::text::fold::lower;

/// State documents whose numbers never hold a year (Nghị định 30/2020/NĐ-CP, Phụ lục I).
const YEARLESS: [&str; 10] = ["KH", "CTr", "CT", "BC", "TB", "HD", "ĐA", "PA", "TTr", "CĐ"];

/// The key of a mention by type and serial, where its issuer is known.
///
/// ```
/// use vanthu::grammar::issuer::Home;
/// use vanthu::model::{RefKind, Reference};
///
/// let mut mention: Reference = serde_json::from_str(r#"{"id":"r1","start":0,"end":0,"text":"Chương trình 06","kind":"short_number",
///     "head":"Chương trình","type":"CTr","number":null,"number_raw":"06","resolved_number":null,"issuer":"Quận ủy Tây Hồ",
///     "issuer_text":null,"issuer_basis":null,"date":null,"title":null,"relation":"cites","relation_from":"doc",
///     "evidence":{"start":0,"end":0},"same_as":null,"key":null}"#).unwrap();
/// let key = vanthu::link::short::key(&mention, &Home::default()).unwrap();
/// assert_eq!(key.to_string(), "6/CTr@qu:tay-ho.ha-noi~?");
/// mention.issuer = None;
/// assert!(vanthu::link::short::key(&mention, &Home::default()).is_none());
/// ```
#[must_use]
pub fn key(mention: &Reference, home: &Home) -> Option<Key> {
    let serial = mention.number_raw.as_deref().filter(|n| mention.kind == RefKind::ShortNumber && !n.contains(['/', '-']))?;
    let code = mention.doc_type.as_deref()?;
    let name = mention.issuer.as_deref()?;
    let (organ, party) = organ(name)?;
    if !party && !YEARLESS.contains(&code) {
        return None;
    }
    let number = if party { format!("{serial}-{code}/{organ}") } else { format!("{serial}/{code}-{organ}") };
    let number = DocumentNumber::parse(number.split_whitespace().collect::<String>().as_str())?;
    let key = register::key(&number, Some(code), Some(name), Speaker::named(Some(name)), mention.date.as_deref(), home)?;
    // a place that is not known would join every district
    (key.organ != "?" && key.place.as_deref().is_none_or(|p| !p.contains('?'))).then_some(key)
}

/// The symbol under which a body numbers, and whether in the manner of the Party.
fn organ(name: &str) -> Option<(String, bool)> {
    let low = lower(name);
    let committee = ["ban thường vụ ", "thường trực ", "ban chấp hành "].iter().find_map(|p| low.strip_prefix(p)).unwrap_or(&low);
    let is = |words: &str| committee.starts_with(words);
    if ["bộ chính trị", "ban bí thư", "ban chấp hành trung ương"].iter().any(|w| low.starts_with(w)) {
        return Some(("TW".into(), true));
    }
    if is("quận ủy") {
        return Some(("QU".into(), true));
    }
    if is("huyện ủy") {
        return Some(("HU".into(), true));
    }
    if is("tỉnh ủy") || is("thành ủy") {
        let of_province = issuer::body(name, &Home::default())?.level.ends_with("province");
        return of_province.then(|| ("TU".into(), true));
    }
    if low.starts_with("ủy ban nhân dân") {
        return Some(("UBND".into(), false));
    }
    if low.starts_with("hội đồng nhân dân") {
        return Some(("HĐND".into(), false));
    }
    issuers::by_name(name).map(|row| (row.symbol.clone(), row.numbers_as_party()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs() {
        for (name, symbol) in [
            ("Quận ủy Tây Hồ", Some(("QU", true))),
            ("Ban Thường vụ Quận ủy Tây Hồ", Some(("QU", true))),
            ("Thành ủy Hà Nội", Some(("TU", true))),
            ("Tỉnh ủy Nghệ An", Some(("TU", true))),
            // ThU, TU and TXU are all in use for towns
            ("Thành ủy Vinh", None),
            ("Bộ Chính trị", Some(("TW", true))),
            ("Ủy ban nhân dân quận Tây Hồ", Some(("UBND", false))),
            ("Thủ tướng Chính phủ", Some(("TTG", false))),
            ("Ban Chủ nhiệm Chương trình số 06", None),
        ] {
            let got = organ(name);
            assert_eq!(got.map(|(s, p)| (s.to_uppercase(), p)), symbol.map(|(s, p): (&str, bool)| (s.to_owned(), p)), "{name}");
        }
    }
}
