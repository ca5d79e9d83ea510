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

/// The row of an id: kind, name, first day, last day, successors.
fn row(id: &str) -> Option<[&'static str; 5]> {
    let needle = format!("{id},");
    let at = memchr::memmem::find_iter(TABLE.as_bytes(), &needle).filter(|at| *at == 0 || TABLE.as_bytes()[at - 1] == b'\n').last()?;
    cells(TABLE[at..].lines().next()?).map(|(_, rest)| rest)
}

/// Id, then kind, name, first day, last day, successors of one line. No name holds a comma.
fn cells(line: &str) -> Option<(&str, [&str; 5])> {
    let mut cells = line.split(',');
    let id = cells.next()?;
    Some((id, [cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?]))
}

/// Ids of the communes that a commune went into, and its last day; `None` where the table does not know it.
#[must_use]
pub fn ended(id: &str) -> Option<(Vec<&'static str>, &'static str)> {
    row(id).map(|[.., last, next]| (super::list(next).collect(), last))
}

/// `phường Quảng An` of an id.
#[must_use]
pub fn name(id: &str) -> Option<String> {
    row(id).map(|[kind, name, ..]| format!("{} {name}", super::places::kind_word(kind)))
}

/// Communes directly below a district or province on a day (ISO, cut or whole), as id and name (`phường Quảng An`), in order of their names.
///
/// ```
/// let wards = vanthu::lexicon::communes::below("quan-tay-ho.ha-noi", "2024-01-10");
/// assert_eq!(wards.len(), 8);
/// assert!(wards.iter().any(|(_, name)| name == "phường Quảng An"));
/// // abolished with its district
/// assert!(vanthu::lexicon::communes::below("quan-tay-ho.ha-noi", "2025-07-02").is_empty());
/// ```
#[must_use]
pub fn below(parent: &str, on: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&str, String)> = TABLE
        .lines()
        .skip(1)
        .filter_map(cells)
        .filter(|(id, [_, _, from, to, _])| id.split_once('.').is_some_and(|(_, p)| p == parent) && super::within(on, from, to))
        .map(|(id, [kind, name, ..])| (id, format!("{} {name}", super::places::kind_word(kind))))
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found.dedup();
    found
}
