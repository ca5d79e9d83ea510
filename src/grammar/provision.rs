//! Pinpoints before a reference: `điểm a, b khoản 2 Điều 5 …`, `các Điều 12, 13 và 15`, `Mục 2 Chương III`, `Phụ lục I`. FIELD §6.
//!
//! The order is điểm → khoản → Điều → Mục → Chương, each level may be a list. A list gives one [`Provision`] for each member.

use crate::model::Provision;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Point,
    Clause,
    Article,
    Section,
    Chapter,
    Annex,
}

const WORDS: [(&str, Level); 7] = [
    ("điểm", Level::Point),
    ("khoản", Level::Clause),
    ("điều", Level::Article),
    ("mục", Level::Section),
    ("chương", Level::Chapter),
    ("phụ lục", Level::Annex),
    ("phần", Level::Chapter),
];

/// Pinpoints that end directly before byte `end` of `text` (a connecting "của", "ban hành kèm theo", "tại" may stand between).
///
/// ```
/// use vanthu::grammar::provision::before;
/// let text = "quy định tại điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP";
/// let found = before(text, text.find("Nghị").unwrap());
/// assert_eq!((found[0].point.as_deref(), found[0].clause.as_deref(), found[0].article.as_deref()), (Some("a"), Some("2"), Some("5")));
/// ```
#[must_use]
pub fn before(text: &str, end: usize) -> Vec<Provision> {
    let mut cut = text[..end].trim_end();
    for link in ["ban hành kèm theo", "kèm theo", "của"] {
        if let Some(rest) = cut.strip_suffix(link) {
            cut = rest.trim_end();
            break;
        }
    }
    let from = cut.char_indices().rev().nth(160).map_or(0, |(i, _)| i);
    let window = &cut[from..];
    let mut levels: Vec<(Level, Vec<String>)> = Vec::new();
    let mut at = window.len();
    while let Some((level, values, start)) = last_level(&window[..at]) {
        if levels.last().is_some_and(|(l, _)| level >= *l) || levels.len() > 5 {
            break;
        }
        levels.push((level, values));
        at = window[..start].trim_end_matches([' ', ',']).len();
    }
    if levels.is_empty() {
        return Vec::new();
    }
    let mut out = vec![Provision::default()];
    for (level, values) in levels {
        out = out
            .iter()
            .flat_map(|p| {
                values.iter().map(move |v| {
                    let mut p = p.clone();
                    let slot = match level {
                        Level::Point => &mut p.point,
                        Level::Clause => &mut p.clause,
                        Level::Article => &mut p.article,
                        Level::Section => &mut p.section,
                        Level::Chapter => &mut p.chapter,
                        Level::Annex => &mut p.annex,
                    };
                    *slot = Some(v.clone());
                    p
                })
            })
            .take(64)
            .collect();
    }
    out
}

/// The level word with its values that ends `text`: (`Điều`, [12, 13, 15], start).
fn last_level(text: &str) -> Option<(Level, Vec<String>, usize)> {
    let trimmed = text.trim_end();
    let low = crate::text::fold::lower(trimmed);
    if low.len() != trimmed.len() {
        return None;
    }
    let (start, word_len, level) = WORDS
        .iter()
        .filter_map(|(w, l)| low.rfind(w).filter(|i| *i == 0 || low[..*i].ends_with([' ', '(', ','])).map(|i| (i, w.len(), *l)))
        .max_by_key(|(i, ..)| *i)?;
    let values = trimmed[start + word_len..].trim();
    if values.is_empty() || values.len() > 80 {
        return None;
    }
    let mut out = Vec::new();
    for part in values.split([',', ';']).flat_map(|p| p.split(" và ")).flat_map(|p| p.split(" hoặc ")) {
        let v = part.trim().trim_start_matches("và ").trim();
        let simple = !v.is_empty()
            && v.chars().count() <= 5
            && v.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, 'đ' | 'Đ' | '.' | 'ơ' | 'ư'));
        if !simple {
            return None;
        }
        out.push(v.to_owned());
    }
    Some((level, out, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let text = "các Điều 12, 13 và 15 của Luật";
        let found = before(text, text.find("Luật").unwrap());
        assert_eq!(found.iter().filter_map(|p| p.article.as_deref()).collect::<Vec<_>>(), ["12", "13", "15"]);
        let text = "điểm a, b khoản 2 Điều 5 Nghị định";
        let found = before(text, text.find("Nghị").unwrap());
        assert_eq!(found.len(), 2);
        assert_eq!(before("thực hiện Nghị định", "thực hiện ".len()), []);
    }
}
