//! Territories before and after 1 July 2025 (63 provinces and districts; 34 provinces and communes). FIELD §2.4.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::fold::lower;

/// A province or district, under one kind and in one span of time.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    /// `quan-tay-ho.ha-noi`, `ha-noi`.
    pub id: String,
    /// `tinh`, `thanh-pho-tw`, `quan`, `huyen`, `thi-xa`, `thanh-pho`.
    pub kind: String,
    /// Name without the kind word.
    pub name: String,
    /// Id of the parent; empty for provinces.
    pub parent: String,
    /// First day, ISO; empty when open.
    pub from: String,
    /// Last day; empty when open.
    pub to: String,
    /// Ids of the successors.
    pub successors: String,
    aliases: String,
}

impl Place {
    /// The kind in words (`quận`).
    #[must_use]
    pub fn kind_word(&self) -> &'static str {
        kind_word(&self.kind)
    }

    /// `quận Tây Hồ`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind_word(), self.name)
    }

    /// Whether it existed on a day (ISO, cut or whole).
    #[must_use]
    pub fn existed_on(&self, day: &str) -> bool {
        super::within(day, &self.from, &self.to)
    }

    /// Whether it is a province or a centrally run city.
    #[must_use]
    pub fn is_province(&self) -> bool {
        self.parent.is_empty()
    }
}

/// The kind in words.
#[must_use]
pub fn kind_word(kind: &str) -> &'static str {
    match kind {
        "tinh" => "tỉnh",
        "quan" => "quận",
        "huyen" => "huyện",
        "thi-xa" => "thị xã",
        "phuong" => "phường",
        "xa" => "xã",
        "thi-tran" => "thị trấn",
        "dac-khu" => "đặc khu",
        _ => "thành phố",
    }
}

/// The Party committee of a unit of this kind word (`quận` → `Quận ủy`).
#[must_use]
pub fn committee_of(kind: &str) -> &'static str {
    match kind {
        "tỉnh" => "Tỉnh ủy",
        "thành phố" => "Thành ủy",
        "quận" => "Quận ủy",
        "huyện" => "Huyện ủy",
        "thị xã" => "Thị ủy",
        _ => "Đảng ủy",
    }
}

struct Tables {
    rows: Vec<Place>,
    by_name: HashMap<String, Vec<usize>>,
    by_id: HashMap<String, usize>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Place> = super::rows(include_str!("data/places.csv"));
        let mut t = Tables { rows, by_name: HashMap::new(), by_id: HashMap::new() };
        for (i, row) in t.rows.iter().enumerate() {
            for name in std::iter::once(row.name.as_str()).chain(super::list(&row.aliases)) {
                let entry = t.by_name.entry(lower(name)).or_default();
                if entry.last() != Some(&i) {
                    entry.push(i);
                }
            }
            // the last row of an id is its latest state
            t.by_id.insert(row.id.clone(), i);
        }
        t
    })
}

/// Provinces and districts with this name (without kind word), oldest rows first.
pub fn by_name(name: &str) -> impl Iterator<Item = &'static Place> {
    let t = tables();
    t.by_name.get(&lower(name)).into_iter().flatten().map(|i| &t.rows[*i])
}

/// The place with this id, in its latest state.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Place> {
    let t = tables();
    t.by_id.get(id).map(|i| &t.rows[*i])
}

/// All states of the place with this id, oldest first.
pub fn states(id: &str) -> impl Iterator<Item = &'static Place> {
    tables().rows.iter().filter(move |p| p.id == id)
}

/// The province with this name.
#[must_use]
pub fn province(name: &str) -> Option<&'static Place> {
    by_name(name).filter(|p| p.is_province()).last()
}

/// The district of this kind word and name, if there is exactly one in the country (or one in `province_id`).
#[must_use]
pub fn district(kind: &str, name: &str, province_id: Option<&str>) -> Option<&'static Place> {
    let mut found: Vec<&Place> = by_name(name)
        .filter(|p| {
            !p.is_province()
                && (kind.is_empty() || p.kind_word() == kind)
                && province_id.is_none_or(|id| p.parent == id || by_id(&p.parent).is_some_and(|q| q.id == id))
        })
        .collect();
    found.dedup_by(|a, b| a.id == b.id);
    let first = *found.first()?;
    found.iter().all(|p| p.id == first.id).then_some(first)
}

/// All provinces and districts.
#[must_use]
pub fn all() -> &'static [Place] {
    &tables().rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        let raw = csv::Reader::from_reader(include_str!("data/places.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw);
        assert_eq!(province("Hà Nội").map(|p| p.id.as_str()), Some("ha-noi"));
        assert_eq!(district("quận", "Hải An", None).map(|p| p.parent.as_str()), Some("hai-phong"));
        assert_eq!(district("quận", "Tây Hồ", None).map(Place::full_name).as_deref(), Some("quận Tây Hồ"));
        for p in all() {
            assert!(p.parent.is_empty() || by_id(&p.parent).is_some(), "{} has no parent {}", p.id, p.parent);
        }
    }
}
