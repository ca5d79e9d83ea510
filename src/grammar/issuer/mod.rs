//! Bodies in words: `UBND Thành phố`, `Ban Thường vụ Quận ủy`, `Sở Tài chính Hà Nội` → canonical issuer. FIELD §2, GUIDELINES §1.5.
//!
//! Relative names (`UBND quận`, `Thành phố`) are bound to the document's own territories, its [`Home`]. What cannot be bound stays
//! unbound: the words are kept, the canonical name is not invented.

mod bodies;
mod territory;

use crate::lexicon::places;
use crate::text::clip_end;

use self::bodies::{bare_territory, council, front, listed, office, party, programme_board};
pub use self::territory::{territory, title_case};

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
}

/// The longest name of a body, in bytes.
const LONGEST: usize = 600;

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
    // a name that goes on for ever ("Đảng ủy Đảng ủy …") is not followed for ever
    let text = &text[..clip_end(text, LONGEST)];
    let kind = party(text, home)
        .or_else(|| office(text, home))
        .or_else(|| council(text, home))
        .or_else(|| front(text, home))
        .or_else(|| programme_board(text));
    let by_name = listed(text, home);
    match (kind, by_name) {
        // "Ban Chấp hành Trung ương Đoàn Thanh niên …" is more than "Ban Chấp hành Trung ương"
        (Some(kind), Some(name)) if name.territory.is_none() && name.name.is_some() && name.len > kind.len => Some(name),
        (Some(kind), _) => Some(kind),
        (None, Some(name)) => Some(name),
        (None, None) => bare_territory(text, home),
    }
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
            ("Văn phòng UBND quận về", "Văn phòng UBND quận", Some("Văn phòng Ủy ban nhân dân quận Tây Hồ")),
            (
                "Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII về",
                "Hội nghị lần thứ sáu Ban Chấp hành Trung ương",
                Some("Ban Chấp hành Trung ương Đảng"),
            ),
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
