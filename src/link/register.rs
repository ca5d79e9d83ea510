//! What a number's symbol says of its issuer, and the key under which it was registered. FIELD §1.0, §2.3; CONTRACT "Identity".

use super::identity::{Key, Period};
use crate::grammar::issuer::{self, Home, Territory, level_of};
use crate::grammar::number::{DocumentNumber, Shape, bare_serial};
use crate::lexicon::places::committee_of;
use crate::lexicon::{communes, issuers};
use crate::model::Signer;
use crate::text::fold::{lower, plain};

/// What a symbol says of the issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symbol {
    /// One body in the country.
    Central(String),
    /// A body of some territory: the words its name begins with, and those that fit the document's own territories.
    Local {
        /// `Ủy ban nhân dân`.
        base: String,
        /// Full names, nearest territory first.
        candidates: Vec<String>,
    },
    /// Not in the lexicon, or several readings.
    Open,
}

/// Reads the first symbol group of a number, as it was on the document's day where that is known (CT was a province's Cục Thuế until
/// February 2025 and is the country's since).
#[must_use]
pub fn symbol(n: &DocumentNumber, date: Option<&str>, home: &Home) -> Symbol {
    let Some(first) = n.groups.first() else { return Symbol::Open };
    if n.symbol.as_deref().is_some_and(|s| s.starts_with("TTLT") || s.starts_with("NQLT") || s.starts_with("CTPH")) && n.groups.len() > 1 {
        return Symbol::Open;
    }
    let upper = first.to_uppercase();
    if upper.starts_with("QH") && upper[2..].chars().all(|c| c.is_ascii_digit()) && upper.len() > 2 {
        return Symbol::Central("Quốc hội".into());
    }
    if upper.starts_with("UBTVQH") {
        return Symbol::Central("Ủy ban Thường vụ Quốc hội".into());
    }
    // /TW is signed by several organs: only the stated one counts
    if upper == "TW" {
        return Symbol::Open;
    }
    let committee = |t: &Territory| format!("{} {}", committee_of(&t.kind), t.name);
    match upper.as_str() {
        "UBND" | "UB" | "CTUBND" => return council("Ủy ban nhân dân", home),
        "HĐND" | "HDND" | "TTHĐND" => return council("Hội đồng nhân dân", home),
        "QU" => return party("Quận ủy", home.district.as_ref().filter(|t| t.kind == "quận").map(&committee)),
        "HU" => return party("Huyện ủy", home.district.as_ref().filter(|t| t.kind == "huyện").map(&committee)),
        "TU" => {
            let province = home.province.as_ref().map(&committee);
            let base = if home.province.as_ref().is_some_and(|p| p.kind == "tỉnh") { "Tỉnh ủy" } else { "Thành ủy" };
            return party(base, province);
        }
        "THU" | "TXU" => {
            return party(
                if home.district.as_ref().is_some_and(|t| t.kind == "thị xã") { "Thị ủy" } else { "Thành ủy" },
                home.district.as_ref().map(&committee),
            );
        }
        "BTGQU" | "BDVQU" | "BTCQU" | "UBKTQU" | "VPQU" | "BTGHU" | "BDVHU" | "BTCHU" | "UBKTHU" | "VPHU" | "BTGTU" | "BDVTU" | "BTCTU"
        | "UBKTTU" | "VPTU" | "BNCTU" | "BTGDVTU" => {
            return organ(&upper, home);
        }
        "BCN" => return Symbol::Local { base: "Ban Chủ nhiệm".into(), candidates: Vec::new() },
        "MTTQ" | "UBMTTQ" | "MTTQVN" => {
            let candidates = own(home).map(|t| format!("Ủy ban Mặt trận Tổ quốc Việt Nam {}", t.full())).collect();
            return Symbol::Local { base: "Ủy ban Mặt trận Tổ quốc".into(), candidates };
        }
        "TTCT" => {
            let candidates = home.district.iter().map(|t| format!("Trung tâm Chính trị {}", t.full())).collect();
            return Symbol::Local { base: "Trung tâm Chính trị".into(), candidates };
        }
        _ => {}
    }
    let rows = readings_on(first, date);
    match rows.as_slice() {
        [] => Symbol::Open,
        [row] if !row.is_local() => Symbol::Central(row.name.clone()),
        rows if rows.iter().all(|r| !r.is_local() && r.name == rows[0].name) => Symbol::Central(rows[0].name.clone()),
        rows => {
            let local: Vec<_> = rows.iter().filter(|r| r.is_local()).collect();
            let [row] = local.as_slice() else { return Symbol::Open };
            if rows.len() > 1 {
                return Symbol::Open;
            }
            let base = row.name.split(" {").next().unwrap_or(&row.name).to_owned();
            let territory = match row.level.as_str() {
                "province" => home.province.as_ref(),
                "district" => home.district.as_ref(),
                "commune" => home.commune.as_ref(),
                _ => None,
            };
            let candidates = territory
                .map(|t| if row.level == "province" { format!("{base} {}", t.name) } else { format!("{base} {}", t.full()) })
                .into_iter()
                .collect();
            Symbol::Local { base, candidates }
        }
    }
}

/// Readings of a symbol on a day; all where none is known to have existed then.
fn readings_on(symbol: &str, date: Option<&str>) -> Vec<&'static issuers::Issuer> {
    let all = issuers::readings(symbol);
    let then: Vec<_> = all.iter().copied().filter(|r| date.is_none_or(|d| r.existed_on(d))).collect();
    if then.is_empty() { all } else { then }
}

fn own(home: &Home) -> impl Iterator<Item = &Territory> {
    [&home.commune, &home.district, &home.province].into_iter().flatten()
}

fn council(base: &str, home: &Home) -> Symbol {
    Symbol::Local { base: base.into(), candidates: own(home).map(|t| format!("{base} {}", t.full())).collect() }
}

fn party(base: &str, candidate: Option<String>) -> Symbol {
    Symbol::Local { base: base.into(), candidates: candidate.into_iter().collect() }
}

/// Organs of a committee: BTGQU, UBKTHU, VPTU …
fn organ(upper: &str, home: &Home) -> Symbol {
    let (prefix, committee) = upper.split_at(upper.len() - 2);
    let base = match prefix {
        "BTG" => "Ban Tuyên giáo",
        "BDV" => "Ban Dân vận",
        "BTC" => "Ban Tổ chức",
        "UBKT" => "Ủy ban Kiểm tra",
        "BNC" => "Ban Nội chính",
        "BTGDV" => "Ban Tuyên giáo và Dân vận",
        _ => "Văn phòng",
    };
    let territory = if committee == "TU" { home.province.as_ref() } else { home.district.as_ref() };
    let candidates = territory.map(|t| format!("{base} {} {}", committee_of(&t.kind), t.name)).into_iter().collect();
    Symbol::Local { base: base.into(), candidates }
}

/// Whether a body named in the text can have numbered a document under this symbol.
#[must_use]
pub fn agrees(symbol: &Symbol, body: &str) -> bool {
    let low = lower(body);
    match symbol {
        Symbol::Open => true,
        Symbol::Central(name) => lower(name) == low,
        Symbol::Local { base, .. } => {
            let base = lower(base);
            low.starts_with(&base)
                || low.strip_prefix("chủ tịch ").is_some_and(|r| r.starts_with(&base))
                || low.strip_prefix("thường trực ").is_some_and(|r| r.starts_with(&base))
                // the standing committee speaks for the committee; Thành ủy and Tỉnh ủy share TU
                || base.ends_with("ủy") && ["ban thường vụ ", "thường trực ", "ban chấp hành ", ""].iter().any(|p| low.strip_prefix(p).is_some_and(|r| r.starts_with(&base) || base != "quận ủy" && base != "huyện ủy" && (r.starts_with("tỉnh ủy") || r.starts_with("thành ủy") || r.starts_with("thị ủy"))))
        }
    }
}

/// For whom a committee's decision speaks: the committee and its chairman may each number a series of their own (FIELD §1.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speaker {
    /// Not told.
    #[default]
    Unknown,
    /// `TM. ỦY BAN NHÂN DÂN`.
    Committee,
    /// The chairman in his own name, or somebody for him.
    Chairman,
}

impl Speaker {
    /// Of a document by its signature.
    #[must_use]
    pub fn signing(signer: Option<&Signer>) -> Self {
        let Some(signer) = signer else { return Self::Unknown };
        let low = |s: &Option<String>| s.as_deref().map(lower).unwrap_or_default();
        let (authority, role) = (low(&signer.authority), low(&signer.role));
        if authority.contains("ủy ban nhân dân") || authority.contains("ubnd") {
            Self::Committee
        } else if authority.contains("chủ tịch") || authority.is_empty() && role.ends_with("chủ tịch") {
            Self::Chairman
        } else {
            Self::Unknown
        }
    }

    /// Of a mention by the body it names; "của UBND tỉnh" is said of both.
    #[must_use]
    pub fn named(issuer: Option<&str>) -> Self {
        if issuer.is_some_and(|name| name.starts_with("Chủ tịch Ủy ban nhân dân")) { Self::Chairman } else { Self::Unknown }
    }
}

/// The key of a document with this number, issuer (canonical name, if known) and date (ISO, if known).
#[must_use]
pub fn key(
    n: &DocumentNumber,
    code: Option<&str>,
    issuer_name: Option<&str>,
    speaker: Speaker,
    date: Option<&str>,
    home: &Home,
) -> Option<Key> {
    if n.serial.is_empty() {
        return None;
    }
    let organ_group = n.groups.first()?;
    // BGD&ĐT is BGDĐT
    let mut organ = plain(organ_group).replace('&', "");
    let readings = readings_on(organ_group, date);
    let named = |r: &issuers::Issuer| issuer_name.is_some_and(|name| lower(&r.name) == lower(name));
    let local = match readings.as_slice() {
        [] => !(organ.starts_with("qh") || organ.starts_with("ubtvqh")),
        all => all.iter().any(|r| r.is_one_of_many()) && !all.iter().any(|r| !r.is_one_of_many() && named(r)),
    };
    let party = match readings.as_slice() {
        [] => n.shape == Shape::Party,
        all => all.iter().all(|r| r.family == "party") || n.shape == Shape::Party && all.iter().any(|r| r.family == "party"),
    };
    let territory = issuer_name.and_then(|name| issuer::body(name, &Home::default())).and_then(|b| b.territory);
    let place =
        if local { Some(territory.as_ref().and_then(|t| slug(t, party, date, home)).unwrap_or_else(|| "?".to_owned())) } else { None };
    let year = date.and_then(|d| d.get(..4)).and_then(|y| y.parse::<u16>().ok());
    let period = match (n.year, year) {
        (Some(_), _) => Period::InNumber,
        (None, None) => Period::Unknown,
        (None, Some(y)) if party => Period::term_of(&organ, y),
        (None, Some(y)) => Period::Year(y),
    };
    let mut doc_type = code.map_or_else(|| n.symbol.clone().unwrap_or_else(|| "?".to_owned()), str::to_owned);
    // a Party number's QĐ serves Quyết định and Quy định in one series
    if party && doc_type == "QyĐ" {
        doc_type = "QĐ".into();
    }
    if n.shape == Shape::Letter && n.year.is_none() {
        doc_type = match n.groups.get(1) {
            Some(unit) => format!("CV-{unit}"),
            None => "CV".into(),
        };
    }
    if organ == "ubnd" && doc_type == "QĐ" && n.year.is_none() {
        match speaker {
            Speaker::Unknown => {}
            Speaker::Committee => organ.push_str(".tm"),
            Speaker::Chairman => organ.push_str(".ct"),
        }
    }
    Some(Key { serial: bare_serial(&n.serial).to_owned(), year: n.year, doc_type, organ, place, period })
}

/// `quan-tay-ho.ha-noi`; for the Party without the kind word, which the symbol gives (`tay-ho.ha-noi`). A commune carries its
/// district or province: the document's own where it is the document's own commune, else the only one in the country of that name.
fn slug(t: &Territory, party: bool, date: Option<&str>, home: &Home) -> Option<String> {
    let id = match &t.id {
        Some(id) => id.clone(),
        None if level_of(t) == "commune" => {
            let own = home.commune.as_ref().filter(|c| c.kind == t.kind && lower(&c.name) == lower(&t.name));
            let above = own.and_then(|_| home.district.as_ref().or(home.province.as_ref())).and_then(|p| p.id.clone());
            let above = above.or_else(|| communes::parent(&t.kind, &t.name, home.province.as_ref().and_then(|p| p.id.as_deref()), date));
            format!("{}.{}", crate::text::fold::slug(&t.full()), above.as_deref().unwrap_or("?"))
        }
        None => return None,
    };
    if !party {
        return Some(id);
    }
    let kind = crate::text::fold::slug(&t.kind);
    Some(id.strip_prefix(&format!("{kind}-")).map_or(id.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(number: &str, code: &str, issuer: Option<&str>, date: Option<&str>) -> String {
        key(&DocumentNumber::parse(number).unwrap(), Some(code), issuer, Speaker::named(issuer), date, &Home::default())
            .unwrap()
            .to_string()
    }

    #[test]
    fn keys() {
        assert_eq!(key_of("45/2020/NĐ-CP", "NĐ", Some("Chính phủ"), Some("2020-04-08")), "45/2020/NĐ@cp");
        assert_eq!(
            key_of("15/KH-UBND", "KH", Some("Ủy ban nhân dân quận Tây Hồ"), Some("2022-01-13")),
            "15/KH@ubnd:quan-tay-ho.ha-noi~2022"
        );
        assert_eq!(key_of("41-KH/QU", "KH", Some("Quận ủy Tây Hồ"), Some("2022-03-02")), "41/KH@qu:tay-ho.ha-noi~2020-2025");
        assert_eq!(
            key_of("903/QĐ-UBND", "QĐ", Some("Ủy ban nhân dân thành phố Hải Phòng"), Some("2021-03-28")),
            "903/QĐ@ubnd:hai-phong~2021"
        );
        assert_eq!(key_of("88/KH-UBND", "KH", None, None), "88/KH@ubnd:?~?");
        assert_eq!(
            key_of("655/UBND-NV", "CV", Some("Ủy ban nhân dân quận Hải An"), Some("2022-04-22")),
            "655/CV-NV@ubnd:quan-hai-an.hai-phong~2022"
        );
    }
}
