//! Bodies in words: `UBND Thành phố`, `Ban Thường vụ Quận ủy`, `Sở Tài chính Hà Nội` → canonical issuer. FIELD §2, GUIDELINES §1.5.
//!
//! Relative names (`UBND quận`, `Thành phố`) are bound to the document's own territories, its [`Home`]. What cannot be bound stays
//! unbound: the words are kept, the canonical name is not invented.

use crate::lexicon::{issuers, places};
use crate::text::fold::lower;

/// A territory as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Territory {
    /// `tỉnh`, `thành phố`, `quận`, `huyện`, `thị xã`, `phường`, `xã`, `thị trấn`, `đặc khu`.
    pub kind: String,
    /// Name without the kind word.
    pub name: String,
    /// Gazetteer id, where there is exactly one.
    pub id: Option<String>,
}

impl Territory {
    /// `quận Tây Hồ`.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }
}

/// The territories that a document speaks from: commune in district in province, each if known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    /// Xã, phường, thị trấn.
    pub commune: Option<Territory>,
    /// Quận, huyện, thị xã, thành phố of a province.
    pub district: Option<Territory>,
    /// Tỉnh, centrally run city.
    pub province: Option<Territory>,
}

impl Home {
    /// The territory that a relative unit word means here: `quận` in a document of quận Tây Hồ.
    #[must_use]
    pub fn relative(&self, kind: &str) -> Option<&Territory> {
        let fits = |t: &Option<Territory>| t.as_ref().is_some_and(|t| t.kind == kind);
        if fits(&self.district) {
            self.district.as_ref()
        } else if fits(&self.province) {
            self.province.as_ref()
        } else if fits(&self.commune) {
            self.commune.as_ref()
        } else {
            None
        }
    }

    /// The smallest known territory.
    #[must_use]
    pub fn own(&self) -> Option<&Territory> {
        self.commune.as_ref().or(self.district.as_ref()).or(self.province.as_ref())
    }

    /// `phường X, quận Y, thành phố Z`.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let parts: Vec<String> = [&self.commune, &self.district, &self.province].into_iter().flatten().map(Territory::full).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Adds a territory at its level; a district brings its province along.
    pub fn put(&mut self, t: Territory) {
        match level_of(&t) {
            "province" => self.province = Some(t),
            "district" => {
                if let Some(p) = Self::of(&t).province {
                    self.province = Some(p);
                }
                self.district = Some(t);
            }
            _ => self.commune = Some(t),
        }
    }

    /// Home of a territory, its upper units from the gazetteer.
    #[must_use]
    pub fn of(territory: &Territory) -> Self {
        let mut home = Self::default();
        match level_of(territory) {
            "province" => home.province = Some(territory.clone()),
            "district" => {
                home.province = territory.id.as_deref().and_then(places::by_id).and_then(|p| places::by_id(&p.parent)).map(from_place);
                home.district = Some(territory.clone());
            }
            _ => home.commune = Some(territory.clone()),
        }
        home
    }
}

fn from_place(p: &places::Place) -> Territory {
    Territory { kind: p.kind_word().to_owned(), name: p.name.clone(), id: Some(p.id.clone()) }
}

/// `province`, `district` or `commune`.
#[must_use]
pub fn level_of(t: &Territory) -> &'static str {
    match t.kind.as_str() {
        "tỉnh" => "province",
        "quận" | "huyện" | "thị xã" => "district",
        "thành phố" => {
            if t.id.as_deref().is_some_and(|id| !id.contains('.')) {
                "province"
            } else {
                "district"
            }
        }
        _ => "commune",
    }
}

/// A body named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Length of its name in the text, in bytes.
    pub len: usize,
    /// Canonical name; `None` where only a territory is named or a relative name cannot be bound.
    pub name: Option<String>,
    /// `central`, `province`, … as in records.
    pub level: &'static str,
    /// Its territory.
    pub territory: Option<Territory>,
    /// Whether the full name stands in the text.
    pub explicit: bool,
    /// Whether the territory was supplied by the gazetteer alone.
    pub gazetteer: bool,
}

const UNITS: [(&str, &str); 14] = [
    ("thành phố", "thành phố"),
    ("t.phố", "thành phố"),
    ("tp.", "thành phố"),
    ("tp", "thành phố"),
    ("tỉnh", "tỉnh"),
    ("quận", "quận"),
    ("huyện", "huyện"),
    ("thị xã", "thị xã"),
    ("tx.", "thị xã"),
    ("phường", "phường"),
    ("thị trấn", "thị trấn"),
    ("xã", "xã"),
    ("đặc khu", "đặc khu"),
    ("p.", "phường"),
];

/// Case-blind prefix that ends at a word end.
fn word(text: &str, prefix: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    let mut want = prefix.chars();
    let mut end = 0;
    for w in want.by_ref() {
        let (i, c) = rest.next()?;
        if c != w && !c.to_lowercase().eq(w.to_lowercase()) && !tone_equal(&text[i..], w) {
            return None;
        }
        end = i + c.len_utf8();
    }
    let next = text[end..].chars().next();
    (!next.is_some_and(char::is_alphanumeric)).then_some(end)
}

/// Old and new tone placement in the two words that matter here (uỷ/ủy, hoà/hòa) compare equal letter by letter.
fn tone_equal(text: &str, want: char) -> bool {
    let Some(c) = text.chars().next() else { return false };
    matches!(
        (c.to_lowercase().next().unwrap_or(c), want),
        ('u', 'ủ') | ('ỷ', 'y') | ('ủ', 'u') | ('y', 'ỷ') | ('o', 'ò') | ('à', 'a') | ('ò', 'o') | ('a', 'à')
    )
}

fn first_word(text: &str, prefixes: &[&str]) -> Option<usize> {
    prefixes.iter().filter_map(|p| word(text, p)).max()
}

fn gap(text: &str, at: usize) -> usize {
    at + usize::from(text[at..].starts_with(' '))
}

/// A run of capitalised words (a proper name), at most `most` words.
fn proper_name(text: &str, most: usize) -> usize {
    let mut end = 0;
    for _ in 0..most {
        let at = if end == 0 { 0 } else { gap(text, end) };
        if end > 0 && at == end {
            break;
        }
        let word_len = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-')).unwrap_or(text.len() - at);
        let w = &text[at..at + word_len];
        let digits = w.chars().all(|c| c.is_ascii_digit());
        if word_len == 0 || !(w.starts_with(char::is_uppercase) || digits && end == 0 && word_len <= 2) || types_or_units(w) && end > 0 {
            break;
        }
        end = at + word_len;
        if digits {
            break;
        }
    }
    end
}

fn types_or_units(word: &str) -> bool {
    matches!(
        lower(word).as_str(),
        "quyết" | "kế" | "nghị" | "chỉ" | "công" | "thông" | "chương" | "về" | "ngày" | "của" | "tại" | "số" | "và" | "đã"
    )
}

/// A territory at the start of `text`: `quận Tây Hồ`, `TP. Hà Nội`, `Thành phố` (relative).
#[must_use]
pub fn territory(text: &str, home: &Home) -> Option<(usize, Option<Territory>, bool)> {
    let (len, kind) = UNITS
        .iter()
        .filter_map(|(u, k)| {
            if u.ends_with('.') {
                text.get(..u.len()).filter(|t| lower(t) == *u).map(|_| (u.len(), *k))
            } else {
                word(text, u).map(|l| (l, *k))
            }
        })
        .max_by_key(|(l, _)| *l)?;
    let at = gap(text, len);
    if let Some((name_len, t)) = known(&text[at..], kind, home) {
        return Some((at + name_len, Some(t), true));
    }
    let name_len = if at > len || text[..len].ends_with('.') { proper_name(&text[at..], 3) } else { 0 };
    if name_len > 0 && !next_is_type(&text[at..]) {
        let t = Territory { kind: kind.to_owned(), name: title_case(&text[at..at + name_len]), id: None };
        return Some((at + name_len, Some(t), true));
    }
    Some((len, home.relative(kind).cloned(), false))
}

fn next_is_type(text: &str) -> bool {
    let low = lower(text.get(..text.len().min(40)).unwrap_or_else(|| {
        let mut e = text.len().min(40);
        while !text.is_char_boundary(e) {
            e -= 1;
        }
        &text[..e]
    }));
    ["quyết định", "kế hoạch", "nghị quyết", "công văn", "thông báo", "chương trình", "báo cáo"].iter().any(|t| low.starts_with(t))
}

/// A gazetteer name at the start of `text`, longest first.
fn known(text: &str, kind: &str, home: &Home) -> Option<(usize, Territory)> {
    let mut ends = Vec::new();
    let mut end = 0;
    for _ in 0..5 {
        let at = if end == 0 { 0 } else { gap(text, end) };
        let n = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '\'')).unwrap_or(text.len() - at);
        if n == 0 {
            // "Bà Rịa - Vũng Tàu"
            if text[at..].starts_with("- ") {
                end = at + 1;
                continue;
            }
            break;
        }
        end = at + n;
        ends.push(end);
    }
    for end in ends.into_iter().rev() {
        let name = &text[..end];
        if !name.starts_with(char::is_uppercase) {
            return None;
        }
        match kind {
            "tỉnh" | "thành phố" => {
                if let Some(p) = places::by_name(name).filter(|p| p.is_province() && (p.kind_word() == kind)).last() {
                    return Some((end, from_place(p)));
                }
                if kind == "thành phố"
                    && let Some(p) = places::district("thành phố", name, None)
                {
                    return Some((end, from_place(p)));
                }
                if let Some(p) = places::province(name) {
                    return Some((end, Territory { kind: kind.to_owned(), ..from_place(p) }));
                }
            }
            "quận" | "huyện" | "thị xã" => {
                let province = home.province.as_ref().and_then(|p| p.id.as_deref());
                if let Some(p) = places::district(kind, name, province).or_else(|| places::district(kind, name, None)) {
                    return Some((end, from_place(p)));
                }
                if places::by_name(name).any(|p| p.kind_word() == kind) {
                    return Some((
                        end,
                        Territory {
                            kind: kind.to_owned(),
                            name: places::by_name(name).next().map_or_else(|| name.to_owned(), |p| p.name.clone()),
                            id: None,
                        },
                    ));
                }
            }
            _ => return None,
        }
    }
    None
}

/// `TÂY HỒ` → `Tây Hồ`; mixed case stays.
#[must_use]
pub fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    name.split(' ')
        .map(|w| {
            let mut c = w.chars();
            c.next().map_or_else(String::new, |f| f.to_uppercase().chain(c.flat_map(char::to_lowercase)).collect())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The body whose name begins `text`.
///
/// ```
/// use vanthu::grammar::issuer::{Home, body};
/// let found = body("UBND Thành phố Hà Nội về việc", &Home::default()).unwrap();
/// assert_eq!(found.name.as_deref(), Some("Ủy ban nhân dân thành phố Hà Nội"));
/// ```
#[must_use]
pub fn body(text: &str, home: &Home) -> Option<Body> {
    if !text.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    party(text, home)
        .or_else(|| council(text, home))
        .or_else(|| front(text, home))
        .or_else(|| programme_board(text))
        .or_else(|| listed(text, home))
        .or_else(|| bare_territory(text, home))
}

fn local(len: usize, base: &str, text: &str, home: &Home) -> Body {
    // the territory behind: "của quận", "quận Tây Hồ", "Hà Nội"
    let at = gap(text, len);
    let found = (at > len).then(|| territory(&text[at..], home)).flatten();
    match found {
        Some((n, Some(t), explicit)) => {
            let level = level_of(&t);
            let via = !explicit && t.id.is_some() && home.province.as_ref().is_some_and(|p| p.id == t.id) && home.district.is_some();
            Body { len: at + n, name: Some(format!("{base} {}", t.full())), level, territory: Some(t), explicit, gazetteer: via }
        }
        Some((n, None, _)) => Body { len: at + n, name: None, level: "any", territory: None, explicit: false, gazetteer: false },
        None => Body { len, name: None, level: "any", territory: None, explicit: false, gazetteer: false },
    }
}

/// UBND, HĐND and their chairmen.
fn council(text: &str, home: &Home) -> Option<Body> {
    let heads: [(&[&str], &str); 8] = [
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
fn party(text: &str, home: &Home) -> Option<Body> {
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
                gazetteer: false,
            }
        } else {
            let t = home.relative(kind).cloned();
            Body {
                len: end,
                name: t.as_ref().map(|t| join(title, &format!("{base} {}", t.name))),
                level: level(t.as_ref()),
                territory: t,
                explicit: false,
                gazetteer: false,
            }
        });
    }
    // "Ban Chấp hành Đảng bộ quận X", "Đảng bộ quận", "Ban Thường vụ quận X"
    let bare = word(rest, "đảng bộ").map(|l| at + gap(rest, l)).or_else(|| prefix.filter(|(_, b)| *b == "Ban Thường vụ").map(|_| at));
    if let Some(start) = bare
        && let Some((n, Some(t), explicit)) = territory(&text[start..], home)
    {
        let base = match t.kind.as_str() {
            "tỉnh" => "Tỉnh ủy",
            "thành phố" => "Thành ủy",
            "quận" => "Quận ủy",
            "huyện" => "Huyện ủy",
            "thị xã" => "Thị ủy",
            _ => "Đảng ủy",
        };
        let name = if base == "Đảng ủy" { format!("Đảng ủy {}", t.full()) } else { format!("{base} {}", t.name) };
        let level = match level_of(&t) {
            "province" => "party-province",
            "district" => "party-district",
            _ => "party-commune",
        };
        return Some(Body { len: start + n, name: Some(join(title, &name)), level, territory: Some(t), explicit, gazetteer: false });
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
                gazetteer: false,
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
                gazetteer: false,
            });
        }
        return Some(Body { len: at + len, name: None, level: "party-commune", territory: None, explicit: false, gazetteer: false });
    }
    let central: [(&str, &str); 9] = [
        ("bộ chính trị", "Bộ Chính trị"),
        ("ban bí thư", "Ban Bí thư"),
        ("ban chấp hành trung ương đảng", "Ban Chấp hành Trung ương"),
        ("ban chấp hành trung ương", "Ban Chấp hành Trung ương"),
        ("văn phòng trung ương đảng", "Văn phòng Trung ương Đảng"),
        ("ban tổ chức trung ương", "Ban Tổ chức Trung ương"),
        ("ban tuyên giáo trung ương", "Ban Tuyên giáo Trung ương"),
        ("trung ương đảng", "Ban Chấp hành Trung ương"),
        ("quân ủy trung ương", "Quân ủy Trung ương"),
    ];
    central.iter().filter_map(|(l, n)| word(text, l).map(|len| (len, *n))).max_by_key(|(l, _)| *l).map(|(len, name)| Body {
        len,
        name: Some(name.to_owned()),
        level: "party-central",
        territory: None,
        explicit: true,
        gazetteer: false,
    })
}

/// Mặt trận Tổ quốc.
fn front(text: &str, home: &Home) -> Option<Body> {
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
fn programme_board(text: &str) -> Option<Body> {
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
                gazetteer: false,
            });
        }
    }
    Some(Body { len, name: None, level: "other", territory: None, explicit: false, gazetteer: false })
}

/// Bodies of the lexicon: ministries, departments, offices.
fn listed(text: &str, home: &Home) -> Option<Body> {
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
    let mut cut = text.len().min(160);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let head = text[..cut].split(['.', ';', '(', ':']).next().unwrap_or("");
    let low = lower(head);
    if low.len() != head.len() && low.chars().count() != head.chars().count() {
        return None;
    }
    let first = low.split(' ').next()?;
    // "Bộ trưởng Bộ Tài chính" signs for the ministry
    for office in ["bộ trưởng ", "chủ nhiệm ", "thống đốc ", "tổng thanh tra "] {
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
        return Some(Body { len, name: Some(row.name.clone()), level, territory: None, explicit: true, gazetteer: false });
    }
    let base = row.name.split(" {").next().unwrap_or(&row.name);
    let at = gap(text, len);
    if let Some((n, Some(t), explicit)) = (at > len).then(|| territory(&text[at..], home)).flatten() {
        let level = level_of(&t);
        return Some(Body {
            len: at + n,
            name: Some(format!("{base} {}", t.full())),
            level,
            territory: Some(t),
            explicit,
            gazetteer: false,
        });
    }
    // "Sở Tài chính Hà Nội"
    if let Some((n, t)) = (at > len).then(|| known(&text[at..], "thành phố", home).or_else(|| known(&text[at..], "tỉnh", home))).flatten()
    {
        return Some(Body {
            len: at + n,
            name: Some(format!("{base} {}", t.name)),
            level: "province",
            territory: Some(t),
            explicit: true,
            gazetteer: false,
        });
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
    Some(Body { len, name, level, territory: own.cloned(), explicit: false, gazetteer: false })
}

/// `của Thành phố`, `của quận`: gives the words, not a body.
fn bare_territory(text: &str, home: &Home) -> Option<Body> {
    let (len, t, explicit) = territory(text, home)?;
    // "của thành phố thông minh" is no territory
    if !explicit && text[..len].chars().next().is_some_and(char::is_lowercase) && t.is_none() {
        return None;
    }
    Some(Body { len, name: None, level: "any", territory: t, explicit, gazetteer: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(kind: &str, name: &str) -> Home {
        Home::of(&Territory { kind: kind.into(), name: name.into(), id: places::district(kind, name, None).map(|p| p.id.clone()) })
    }

    #[test]
    fn bodies() {
        let tay_ho = home("quận", "Tây Hồ");
        for (text, len, name) in [
            ("UBND Thành phố Hà Nội về", "UBND Thành phố Hà Nội", Some("Ủy ban nhân dân thành phố Hà Nội")),
            ("UBND quận; đổi mới", "UBND quận", Some("Ủy ban nhân dân quận Tây Hồ")),
            ("UBND Thành phố ngày", "UBND Thành phố", Some("Ủy ban nhân dân thành phố Hà Nội")),
            ("Quận ủy, ngày", "Quận ủy", Some("Quận ủy Tây Hồ")),
            ("Quận uỷ Hải An.", "Quận uỷ Hải An", Some("Quận ủy Hải An")),
            ("Thành ủy, Kế hoạch", "Thành ủy", Some("Thành ủy Hà Nội")),
            ("Ban Thường vụ Thành ủy và", "Ban Thường vụ Thành ủy", Some("Ban Thường vụ Thành ủy Hà Nội")),
            ("Ban Chấp hành Đảng bộ quận Tây Hồ về", "Ban Chấp hành Đảng bộ quận Tây Hồ", Some("Quận ủy Tây Hồ")),
            ("Ban Thường vụ quận Tây Hồ,", "Ban Thường vụ quận Tây Hồ", Some("Ban Thường vụ Quận ủy Tây Hồ")),
            ("Chính phủ quy định", "Chính phủ", Some("Chính phủ")),
            ("Thủ tướng Chính phủ;", "Thủ tướng Chính phủ", Some("Thủ tướng Chính phủ")),
            ("Bộ Tài chính.", "Bộ Tài chính", Some("Bộ Tài chính")),
            ("Sở Tài chính Hà Nội, UBND", "Sở Tài chính Hà Nội", Some("Sở Tài chính Hà Nội")),
            ("Ủy ban Mặt trận Tổ quốc Quận ban", "Ủy ban Mặt trận Tổ quốc Quận", Some("Ủy ban Mặt trận Tổ quốc Việt Nam quận Tây Hồ")),
            ("Ban Chủ nhiệm Chương trình 06;", "Ban Chủ nhiệm Chương trình 06", Some("Ban Chủ nhiệm Chương trình số 06")),
            ("Ban Tuyên giáo Quận ủy đã", "Ban Tuyên giáo Quận ủy", Some("Ban Tuyên giáo Quận ủy Tây Hồ")),
            ("HĐND Thành phố;", "HĐND Thành phố", Some("Hội đồng nhân dân thành phố Hà Nội")),
            ("Quốc hội.", "Quốc hội", Some("Quốc hội")),
            ("Thành phố, chú trọng", "Thành phố", None),
        ] {
            let got = body(text, &tay_ho).unwrap_or_else(|| panic!("{text}: nothing"));
            assert_eq!((&text[..got.len], got.name.as_deref()), (len, name), "{text}");
        }
    }

    #[test]
    fn thanh_pho_of_a_province_is_itself() {
        let vinh = home("thành phố", "Vinh");
        assert_eq!(body("UBND thành phố về", &vinh).unwrap().name.as_deref(), Some("Ủy ban nhân dân thành phố Vinh"));
        assert_eq!(body("UBND tỉnh về", &vinh).unwrap().name.as_deref(), Some("Ủy ban nhân dân tỉnh Nghệ An"));
    }
}
