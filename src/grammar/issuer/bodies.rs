//! The kinds of bodies: councils and committees of the State, the Party, the Front, boards of programmes, bodies of the lexicon.

use super::territory::{first_word, gap, known, next_is_type, proper_name, territory, word};
use super::{Body, Home, Territory, body, from_place, level_of};
use crate::lexicon::places::committee_of;
use crate::lexicon::{issuers, places};
use crate::text::clip_end;
use crate::text::fold::lower;

pub(super) fn local(len: usize, base: &str, text: &str, home: &Home) -> Body {
    // the territory behind: "của quận", "quận Tây Hồ", "Hà Nội"
    let at = gap(text, len);
    let found = (at > len).then(|| territory(&text[at..], home)).flatten();
    match found {
        Some((n, Some(t), explicit)) => {
            let level = level_of(&t);
            Body { len: at + n, name: Some(format!("{base} {}", t.full())), level, territory: Some(t), explicit }
        }
        Some((n, None, _)) => Body { len: at + n, name: None, level: "any", territory: None, explicit: false },
        None => Body { len, name: None, level: "any", territory: None, explicit: false },
    }
}

/// UBND, HĐND and their chairmen.
pub(super) fn council(text: &str, home: &Home) -> Option<Body> {
    let heads: [(&[&str], &str); 10] = [
        (
            &["văn phòng hội đồng nhân dân và ủy ban nhân dân", "văn phòng hđnd và ubnd", "văn phòng hđnd - ubnd", "văn phòng hđnd-ubnd"],
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
        ),
        (&["văn phòng ủy ban nhân dân", "văn phòng ubnd"], "Văn phòng Ủy ban nhân dân"),
        (&["chủ tịch ủy ban nhân dân", "chủ tịch ubnd"], "Chủ tịch Ủy ban nhân dân"),
        (&["phó chủ tịch ubnd", "phó chủ tịch ủy ban nhân dân"], "Ủy ban nhân dân"),
        (&["ủy ban nhân dân", "ubnd", "uỷ ban nhân dân", "uỷ ban hành chính"], "Ủy ban nhân dân"),
        (&["thường trực hội đồng nhân dân", "thường trực hđnd", "tt hđnd", "tt. hđnd"], "Thường trực Hội đồng nhân dân"),
        (&["hội đồng nhân dân", "hđnd"], "Hội đồng nhân dân"),
        (&["công an"], "Công an"),
        (&["liên đoàn lao động"], "Liên đoàn Lao động"),
        (&["trung tâm chính trị", "trung tâm bồi dưỡng chính trị"], "Trung tâm Chính trị"),
    ];
    let (len, base) = heads.iter().filter_map(|(h, b)| first_word(text, h).map(|l| (l, *b))).max_by_key(|(l, _)| *l)?;
    if base == "Công an" && !text[gap(text, len)..].starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let b = local(len, base, text, home);
    if base == "Công an" && b.name.is_none() {
        return None;
    }
    Some(b)
}

/// Tỉnh ủy, Thành ủy, Quận ủy, Huyện ủy and the bodies that speak for them.
pub(super) fn party(text: &str, home: &Home) -> Option<Body> {
    let prefixes: [(&[&str], &str); 10] = [
        (&["ban thường vụ", "btv"], "Ban Thường vụ"),
        (&["ban chấp hành", "bch"], ""),
        (&["thường trực", "tt"], "Thường trực"),
        (&["ban tuyên giáo và dân vận"], "Ban Tuyên giáo và Dân vận"),
        (&["ban tuyên giáo"], "Ban Tuyên giáo"),
        (&["ban tổ chức"], "Ban Tổ chức"),
        (&["ban dân vận"], "Ban Dân vận"),
        (&["ủy ban kiểm tra"], "Ủy ban Kiểm tra"),
        (&["văn phòng"], "Văn phòng"),
        (&["ban nội chính"], "Ban Nội chính"),
    ];
    let prefix = prefixes.iter().filter_map(|(h, b)| first_word(text, h).map(|l| (l, *b))).max_by_key(|(l, _)| *l);
    let at = prefix.map_or(0, |(l, _)| gap(text, l));
    let rest = &text[at..];
    let committees: [(&str, &str, &str); 6] = [
        ("tỉnh ủy", "Tỉnh ủy", "tỉnh"),
        ("thành ủy", "Thành ủy", "thành phố"),
        ("quận ủy", "Quận ủy", "quận"),
        ("huyện ủy", "Huyện ủy", "huyện"),
        ("thị ủy", "Thị ủy", "thị xã"),
        ("thị xã ủy", "Thị ủy", "thị xã"),
    ];
    let join = |b: &str, name: &str| if b.is_empty() { name.to_owned() } else { format!("{b} {name}") };
    let title = prefix.map_or("", |(_, b)| b);
    for (low, base, kind) in committees {
        let Some(len) = word(rest, low) else { continue };
        let end = at + len;
        let next = gap(text, end);
        let named = (next > end)
            .then(|| {
                known(&text[next..], kind, home).or_else(|| {
                    let n = proper_name(&text[next..], 3);
                    (n > 0 && !text[next..].starts_with(|c: char| c.is_ascii_digit()) && !next_is_type(&text[next..]))
                        .then(|| (n, Territory { kind: kind.to_owned(), name: text[next..next + n].to_owned(), id: None }))
                })
            })
            .flatten();
        let level = |t: Option<&Territory>| {
            if kind == "tỉnh" || kind == "thành phố" && t.is_none_or(|t| level_of(t) == "province") {
                "party-province"
            } else {
                "party-district"
            }
        };
        return Some(if let Some((n, t)) = named {
            Body {
                len: next + n,
                name: Some(join(title, &format!("{base} {}", t.name))),
                level: level(Some(&t)),
                territory: Some(t),
                explicit: true,
            }
        } else {
            let t = home.relative(kind).cloned();
            Body {
                len: end,
                name: t.as_ref().map(|t| join(title, &format!("{base} {}", t.name))),
                level: level(t.as_ref()),
                territory: t,
                explicit: false,
            }
        });
    }
    // "Ban Chấp hành Đảng bộ quận X", "Đảng bộ quận", "Ban Thường vụ quận X"
    let bare = word(rest, "đảng bộ").map(|l| at + gap(rest, l)).or_else(|| prefix.filter(|(_, b)| *b == "Ban Thường vụ").map(|_| at));
    if let Some(start) = bare
        && let Some((n, Some(t), explicit)) = territory(&text[start..], home)
    {
        let base = committee_of(&t.kind);
        let name = if base == "Đảng ủy" { format!("Đảng ủy {}", t.full()) } else { format!("{base} {}", t.name) };
        let level = match level_of(&t) {
            "province" => "party-province",
            "district" => "party-district",
            _ => "party-commune",
        };
        return Some(Body { len: start + n, name: Some(join(title, &name)), level, territory: Some(t), explicit });
    }
    if let Some(len) = word(rest, "đảng ủy") {
        let next = gap(text, at + len);
        if let Some((n, Some(t), explicit)) = territory(&text[next..], home) {
            return Some(Body {
                len: next + n,
                name: Some(join(title, &format!("Đảng ủy {}", t.full()))),
                level: "party-commune",
                territory: Some(t),
                explicit,
            });
        }
        let org = body(&text[next..], home).filter(|b| b.name.is_some());
        if let Some(b) = org {
            return Some(Body {
                len: next + b.len,
                name: b.name.map(|n| join(title, &format!("Đảng ủy {n}"))),
                level: "party-commune",
                territory: b.territory,
                explicit: b.explicit,
            });
        }
        return Some(Body { len: at + len, name: None, level: "party-commune", territory: None, explicit: false });
    }
    let central: [(&str, &str); 9] = [
        ("bộ chính trị", "Bộ Chính trị"),
        ("ban bí thư", "Ban Bí thư"),
        ("ban chấp hành trung ương đảng", "Ban Chấp hành Trung ương Đảng"),
        ("ban chấp hành trung ương", "Ban Chấp hành Trung ương Đảng"),
        ("văn phòng trung ương đảng", "Văn phòng Trung ương Đảng"),
        ("ban tổ chức trung ương", "Ban Tổ chức Trung ương"),
        ("ban tuyên giáo trung ương", "Ban Tuyên giáo Trung ương"),
        ("trung ương đảng", "Ban Chấp hành Trung ương Đảng"),
        ("quân ủy trung ương", "Quân ủy Trung ương"),
    ];
    // "Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII"
    let session = word(text, "hội nghị")
        .and_then(|n| lower(&text[..clip_end(text, 80)]).find("ban chấp hành").filter(|i| *i > n && *i < 60 && text.is_char_boundary(*i)));
    let from = session.unwrap_or(0);
    let named = central.iter().filter_map(|(l, n)| word(&text[from..], l).map(|len| (len, *n))).max_by_key(|(l, _)| *l);
    named.map(|(len, name)| Body { len: from + len, name: Some(name.to_owned()), level: "party-central", territory: None, explicit: true })
}

/// "Văn phòng UBND thành phố Đà Nẵng", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh": the office of a council or committee.
pub(super) fn office(text: &str, home: &Home) -> Option<Body> {
    let at = gap(text, word(text, "văn phòng")?);
    let b = council(&text[at..], home)?;
    let name = b.name.filter(|n| n.starts_with("Ủy ban nhân dân") || n.starts_with("Hội đồng nhân dân"))?;
    Some(Body { len: at + b.len, name: Some(format!("Văn phòng {name}")), level: b.level, territory: b.territory, explicit: b.explicit })
}

/// Mặt trận Tổ quốc.
pub(super) fn front(text: &str, home: &Home) -> Option<Body> {
    let len = first_word(
        text,
        &[
            "ban thường trực ủy ban mặt trận tổ quốc việt nam",
            "ban thường trực ủy ban mttq việt nam",
            "ban thường trực ủy ban mặt trận tổ quốc",
            "ban thường trực ủy ban mttq",
            "ủy ban mặt trận tổ quốc việt nam",
            "ủy ban mttq việt nam",
            "ủy ban mặt trận tổ quốc",
            "ủy ban mttq",
            "mặt trận tổ quốc việt nam",
            "mặt trận tổ quốc",
            "mttq việt nam",
            "mttq",
            "ubmttq việt nam",
            "ubmttq",
        ],
    )?;
    let mut b = local(len, "Ủy ban Mặt trận Tổ quốc Việt Nam", text, home);
    b.level = "front";
    Some(b)
}

/// Ban Chủ nhiệm / Ban Chỉ đạo of a programme.
pub(super) fn programme_board(text: &str) -> Option<Body> {
    let (len, base) = [("ban chủ nhiệm", "Ban Chủ nhiệm"), ("bcn", "Ban Chủ nhiệm"), ("ban chỉ đạo", "Ban Chỉ đạo")]
        .iter()
        .find_map(|(l, b)| word(text, l).map(|n| (n, *b)))?;
    let at = gap(text, len);
    let rest = &text[at..];
    if let Some(n) = word(rest, "chương trình") {
        let mut p = gap(rest, n);
        if let Some(s) = word(&rest[p..], "số") {
            p = gap(rest, p + s);
        }
        let digits = rest[p..].bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let serial = &rest[p..p + digits];
            return Some(Body {
                len: at + p + digits,
                name: Some(format!("{base} Chương trình số {serial:0>2}")),
                level: "other",
                territory: None,
                explicit: true,
            });
        }
    }
    Some(Body { len, name: None, level: "other", territory: None, explicit: false })
}

/// Bodies of the lexicon: ministries, departments, offices.
pub(super) fn listed(text: &str, home: &Home) -> Option<Body> {
    static INDEX: std::sync::OnceLock<std::collections::HashMap<String, Vec<(String, usize)>>> = std::sync::OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut map: std::collections::HashMap<String, Vec<(String, usize)>> = std::collections::HashMap::new();
        for (i, row) in issuers::all().iter().enumerate() {
            let base = row.name.split(" {").next().unwrap_or(&row.name);
            let low = lower(base);
            if low.chars().count() < 4 {
                continue;
            }
            let first = low.split(' ').next().unwrap_or("").to_owned();
            map.entry(first).or_default().push((low, i));
        }
        map
    });
    let head = text[..clip_end(text, 160)].split(['.', ';', '(', ':']).next().unwrap_or("");
    let low = lower(head);
    if low.len() != head.len() && low.chars().count() != head.chars().count() {
        return None;
    }
    let first = low.split(' ').next()?;
    // "Bộ trưởng Bộ Tài chính" signs for the ministry, "Giám đốc Sở Nội vụ" for the department
    for office in ["bộ trưởng ", "giám đốc ", "chủ nhiệm ", "thống đốc ", "tổng thanh tra "] {
        if low.starts_with(office) && head.len() == low.len() {
            let b = listed(&text[office.len()..], home)?;
            return Some(Body { len: b.len + office.len(), ..b });
        }
    }
    let (name, row) = index
        .get(first)?
        .iter()
        .filter(|(n, _)| low.starts_with(n.as_str()) && !low[n.len()..].starts_with(char::is_alphanumeric))
        .max_by_key(|(n, _)| n.len())
        .map(|(n, i)| (n, &issuers::all()[*i]))?;
    // byte length in the text: the same number of characters
    let chars = name.chars().count();
    let len = text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i);
    if !row.is_local() {
        let level: &'static str = match row.level.as_str() {
            "party-central" => "party-central",
            "front" => "front",
            "other" => "other",
            _ => "central",
        };
        return Some(Body { len, name: Some(row.name.clone()), level, territory: None, explicit: true });
    }
    let base = row.name.split(" {").next().unwrap_or(&row.name);
    let at = gap(text, len);
    if let Some((n, Some(t), explicit)) = (at > len).then(|| territory(&text[at..], home)).flatten() {
        let level = level_of(&t);
        return Some(Body { len: at + n, name: Some(format!("{base} {}", t.full())), level, territory: Some(t), explicit });
    }
    // "Sở Tài chính Hà Nội"; a department of the province is never of the city in it that shares its name (Thanh Hóa)
    let bare = |rest: &str| match row.level.as_str() {
        "province" => known(rest, "tỉnh", home).map(|(n, t)| (n, t.id.as_deref().and_then(places::by_id).map_or(t.clone(), from_place))),
        _ => known(rest, "thành phố", home).or_else(|| known(rest, "tỉnh", home)),
    };
    if let Some((n, t)) = (at > len).then(|| bare(&text[at..])).flatten() {
        return Some(Body { len: at + n, name: Some(format!("{base} {}", t.name)), level: "province", territory: Some(t), explicit: true });
    }
    let own = match row.level.as_str() {
        "province" => home.province.as_ref(),
        "district" => home.district.as_ref(),
        "commune" => home.commune.as_ref(),
        _ => None,
    };
    let name = own.map(|t| if row.level == "province" { format!("{base} {}", t.name) } else { format!("{base} {}", t.full()) });
    let level: &'static str = match row.level.as_str() {
        "province" => "province",
        "district" => "district",
        "commune" => "commune",
        _ => "other",
    };
    Some(Body { len, name, level, territory: own.cloned(), explicit: false })
}

/// `của Thành phố`, `của quận`: gives the words, not a body.
pub(super) fn bare_territory(text: &str, home: &Home) -> Option<Body> {
    let (len, t, explicit) = territory(text, home)?;
    // "của thành phố thông minh" is no territory
    if !explicit && text[..len].chars().next().is_some_and(char::is_lowercase) && t.is_none() {
        return None;
    }
    Some(Body { len, name: None, level: "any", territory: t, explicit })
}
