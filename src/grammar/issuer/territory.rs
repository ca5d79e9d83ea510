//! Territories in words: `quận Tây Hồ`, `TP. Hà Nội`, and the relative `Thành phố`, `quận`.

use super::{Home, Territory, from_place};
use crate::lexicon::places;
use crate::text::clip_end;
use crate::text::fold::lower;

pub(super) const UNITS: [(&str, &str); 14] = [
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

/// Case-blind prefix that ends at a word end; `prefix` is in small letters.
pub(super) fn word(text: &str, prefix: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    let mut want = prefix.chars();
    let mut end = 0;
    for w in want.by_ref() {
        let (i, c) = rest.next()?;
        let same = c == w || if c.is_ascii() { c.to_ascii_lowercase() == w } else { c.to_lowercase().eq([w]) };
        if !same && !tone_equal(&text[i..], w) {
            return None;
        }
        end = i + c.len_utf8();
    }
    let next = text[end..].chars().next();
    (!next.is_some_and(char::is_alphanumeric)).then_some(end)
}

/// Old and new tone placement in the two words that matter here (uỷ/ủy, hoà/hòa) compare equal letter by letter.
pub(super) fn tone_equal(text: &str, want: char) -> bool {
    let Some(c) = text.chars().next() else { return false };
    matches!(
        (c.to_lowercase().next().unwrap_or(c), want),
        ('u', 'ủ') | ('ỷ', 'y') | ('ủ', 'u') | ('y', 'ỷ') | ('o', 'ò') | ('à', 'a') | ('ò', 'o') | ('a', 'à')
    )
}

pub(super) fn first_word(text: &str, prefixes: &[&str]) -> Option<usize> {
    prefixes.iter().filter_map(|p| word(text, p)).max()
}

pub(super) fn gap(text: &str, at: usize) -> usize {
    at + usize::from(text[at..].starts_with(' '))
}

/// A run of capitalised words (a proper name), at most `most` words.
pub(super) fn proper_name(text: &str, most: usize) -> usize {
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

pub(super) fn types_or_units(word: &str) -> bool {
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

pub(super) fn next_is_type(text: &str) -> bool {
    let low = lower(&text[..clip_end(text, 40)]);
    ["quyết định", "kế hoạch", "nghị quyết", "công văn", "thông báo", "chương trình", "báo cáo"].iter().any(|t| low.starts_with(t))
}

/// A gazetteer name at the start of `text`, longest first.
pub(super) fn known(text: &str, kind: &str, home: &Home) -> Option<(usize, Territory)> {
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
