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
    for link in ["của Quy chế ban hành kèm theo", "của Quy định ban hành kèm theo", "ban hành kèm theo", "kèm theo", "của"]
    {
        if let Some(rest) = cut.strip_suffix(link) {
            cut = rest.trim_end();
            break;
        }
    }
    let from = cut.char_indices().rev().nth(160).map_or(0, |(i, _)| i);
    let window = &cut[from..];
    // read from right to left; a finer level refines the coarser one to its right, the same level is a sibling of it
    let mut out: Vec<(Level, Provision)> = Vec::new();
    let mut fresh = 0; // how many of the last entries are still to be refined
    let mut at = window.len();
    for _ in 0..16 {
        let Some((level, values, start)) = last_level(&window[..at]) else { break };
        let context = match out.last() {
            Some((last, p)) if level < *last && fresh > 0 => {
                let kept = p.clone();
                out.truncate(out.len() - fresh);
                kept
            }
            Some((_, p)) => coarser(p, level),
            None => Provision::default(),
        };
        fresh = values.len();
        out.extend(values.iter().rev().map(|v| (level, with(context.clone(), level, v))));
        let rest = window[..start].trim_end();
        let rest = ["và", "hoặc", "các", "của", "tại", ",", ";"].iter().fold(rest, |r, w| r.strip_suffix(w).map_or(r, str::trim_end));
        at = rest.len();
    }
    out.into_iter().rev().map(|(_, p)| p).collect()
}

/// The parts of a pinpoint that are coarser than `level`.
fn coarser(p: &Provision, level: Level) -> Provision {
    let mut p = p.clone();
    for l in [Level::Point, Level::Clause, Level::Article, Level::Section, Level::Chapter, Level::Annex] {
        if l <= level {
            *slot(&mut p, l) = None;
        }
    }
    if level == Level::Annex { Provision::default() } else { Provision { annex: None, ..p } }
}

fn with(mut p: Provision, level: Level, value: &str) -> Provision {
    *slot(&mut p, level) = Some(value.to_owned());
    p
}

fn slot(p: &mut Provision, level: Level) -> &mut Option<String> {
    match level {
        Level::Point => &mut p.point,
        Level::Clause => &mut p.clause,
        Level::Article => &mut p.article,
        Level::Section => &mut p.section,
        Level::Chapter => &mut p.chapter,
        Level::Annex => &mut p.annex,
    }
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
        let text = "điểm c khoản 1 Điều 17 và khoản 2 Điều 14 Nghị định";
        let found = before(text, text.find("Nghị").unwrap());
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].article.as_deref(), found[0].point.as_deref(), found[1].article.as_deref()),
            (Some("17"), Some("c"), Some("14"))
        );
        let text = "Phụ lục I và Phụ lục III ban hành kèm theo Nghị định";
        assert_eq!(before(text, text.find("Nghị").unwrap()).len(), 2);
        assert_eq!(before("thực hiện Nghị định", "thực hiện ".len()), []);
    }
}
