//! Communes (xã, phường, thị trấn, đặc khu) of before and after 1 July 2025: which district or province a commune belongs to.
//!
//! The table is large (14,000 rows), so it is searched as text instead of being read into memory.

const TABLE: &str = include_str!("data/places_communes.csv");

/// Id of the district (before July 2025) or province of the commune, if exactly one fits.
///
/// `kind` is the kind in words (`phường`), `province` an id, `on` an ISO date, cut or whole.
///
/// ```
/// use vanthu::lexicon::communes::parent;
/// assert_eq!(parent("phường", "Xuân La", Some("ha-noi"), Some("2024-01-29")).as_deref(), Some("quan-tay-ho.ha-noi"));
/// ```
#[must_use]
pub fn parent(kind: &str, name: &str, province: Option<&str>, on: Option<&str>) -> Option<String> {
    let slug = format!("{}-{}.", crate::text::fold::slug(kind), crate::text::fold::slug(name));
    let on = on.unwrap_or("");
    let mut found: Option<&str> = None;
    for at in memchr::memmem::find_iter(TABLE.as_bytes(), &slug) {
        if at > 0 && TABLE.as_bytes()[at - 1] != b'\n' {
            continue;
        }
        let row = TABLE[at..].lines().next().unwrap_or("");
        let mut cells = row.split(',');
        let id = cells.next().unwrap_or("");
        let (from, to) = (cells.nth(2).unwrap_or(""), cells.next().unwrap_or(""));
        if !on.is_empty() && (!from.is_empty() && on < &from[..on.len().min(from.len())] || !to.is_empty() && on > to) {
            continue;
        }
        let Some((_, upper)) = id.split_once('.') else { continue };
        if province.is_some_and(|p| upper != p && !upper.ends_with(&format!(".{p}"))) {
            continue;
        }
        match found {
            Some(f) if f != upper => return None,
            _ => found = Some(upper),
        }
    }
    found.map(str::to_owned)
}
