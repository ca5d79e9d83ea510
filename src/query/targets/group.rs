//! Measures that no known indicator names, brought together by likeness of their words.
//!
//! Two wordings are alike only where one holds all the words of the other, in the same order, and little else; where each has a word that
//! the other lacks ("sổ hộ tịch", "sổ đất đai") something else is counted. Figures in the words (mức độ 3, mức độ 4) must be the same.
//! A group holds wordings that are all alike among themselves, so that no chain of small steps joins what is far apart.

use std::collections::{BTreeMap, HashMap};

use crate::text::fold::{lower, slug};

/// Words that say nothing of what is measured; written as syllables, so that "công tác" goes and "công nghiệp" stays.
const EMPTY: [&[&str]; 27] = [
    &["trên", "địa", "bàn"],
    &["tỷ", "lệ"],
    &["tỉ", "lệ"],
    &["công", "tác"],
    &["thực", "hiện"],
    &["quy", "định"],
    &["hoàn", "thành"],
    &["tổng", "số"],
    &["các"],
    &["những"],
    &["của"],
    &["về"],
    &["được"],
    &["đạt"],
    &["có"],
    &["là"],
    &["việc"],
    &["trong"],
    &["tại"],
    &["và"],
    &["cho"],
    &["với"],
    &["theo"],
    &["tổng"],
    &["mức"],
    &["bao", "gồm"],
    &["trong", "đó"],
];
/// Least likeness: twice the shared words over all words. Two words of eight may be more on one side.
const ALIKE: f64 = 0.85;

/// The telling words of a subject, in order.
fn words(subject: &str) -> Vec<String> {
    let low = lower(subject);
    let all: Vec<&str> = low.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|w| !w.is_empty()).collect();
    let mut out: Vec<String> = Vec::new();
    let mut rest = all.as_slice();
    while let Some(word) = rest.first() {
        let empty = EMPTY.iter().filter(|e| rest.starts_with(e)).map(|e| e.len()).max();
        // "số hồ sơ" counts files; "dân số" is the population
        let empty = empty.or((out.is_empty() && *word == "số").then_some(1));
        if empty.is_none() {
            out.push((*word).to_owned());
        }
        rest = &rest[empty.unwrap_or(1)..];
    }
    out
}

/// Whether the words of `short` stand in `long` in their order.
fn within(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|w| rest.any(|r| r == w))
}

/// Whether two wordings name the same measure, in their telling words.
fn alike(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let figures = |w: &[String]| w.iter().filter(|w| w.contains(|c: char| c.is_ascii_digit())).cloned().collect::<Vec<_>>();
    2.0 * short.len() as f64 / (a.len() + b.len()) as f64 >= ALIKE && figures(a) == figures(b) && within(short, long)
}

/// Groups of like subjects; each is named after its shortest wording.
#[derive(Debug, Default)]
pub struct Groups {
    name: HashMap<(String, String), String>,
}

impl Groups {
    /// Groups the subjects of rows, each with its unit: figures in different units measure different things.
    ///
    /// ```
    /// use vanthu::query::targets::group::Groups;
    /// let rows = [("Tỷ lệ sổ hộ tịch được số hóa", "percent"), ("sổ hộ tịch số hóa", "percent"), ("sổ đất đai được số hóa", "percent")];
    /// let groups = Groups::new(rows);
    /// assert_eq!(groups.of(rows[0].0, "percent"), groups.of(rows[1].0, "percent"));
    /// assert_ne!(groups.of(rows[0].0, "percent"), groups.of(rows[2].0, "percent"));
    /// ```
    #[must_use]
    pub fn new<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        // shortest first, so that a group begins with its least wording; then by text: the order of rows must not matter
        let mut distinct: BTreeMap<(usize, Vec<String>, &str), Vec<&str>> = BTreeMap::new();
        for (subject, unit) in rows {
            let telling = words(subject);
            if !telling.is_empty() {
                distinct.entry((telling.len(), telling, unit)).or_default().push(subject);
            }
        }
        let mut members: Vec<Vec<Vec<String>>> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        // a group that may take a wording shares its first word in the same unit, or the wording has words before it
        let mut by_word: HashMap<(String, String), Vec<usize>> = HashMap::new();
        let mut name = HashMap::new();
        for ((_, telling, unit), subjects) in distinct {
            let near = telling.iter().filter_map(|w| by_word.get(&(unit.to_owned(), w.clone()))).flatten().copied();
            let mut near: Vec<usize> = near.collect();
            near.sort_unstable();
            near.dedup();
            let group = near.into_iter().find(|g| members[*g].iter().all(|m| alike(m, &telling))).unwrap_or_else(|| {
                members.push(Vec::new());
                let suffix = if unit == "percent" { String::new() } else { format!(":{}", slug(unit)) };
                names.push(format!("~{}{suffix}", slug(&telling.join(" "))));
                by_word.entry((unit.to_owned(), telling[0].clone())).or_default().push(members.len() - 1);
                members.len() - 1
            });
            members[group].push(telling);
            for subject in subjects {
                name.insert((subject.to_owned(), unit.to_owned()), names[group].clone());
            }
        }
        Self { name }
    }

    /// The group of a subject, `~so-hoa-so-ho-tich`; `None` for words that say nothing, or that were not grouped.
    #[must_use]
    pub fn of(&self, subject: &str, unit: &str) -> Option<&str> {
        self.name.get(&(subject.to_owned(), unit.to_owned())).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_and_unlike() {
        for (a, b, same) in [
            ("Tỷ lệ sổ hộ tịch được số hóa", "sổ hộ tịch số hóa", true),
            ("văn bản đi ký số", "các văn bản đi được ký số", true),
            ("trẻ em dưới sáu tuổi tiêm chủng đủ", "trẻ em dưới sáu tuổi tiêm chủng đủ mũi", true),
            ("Tỷ trọng công nghiệp, xây dựng", "Tỷ trọng nông nghiệp, xây dựng", false),
            ("hồ sơ mức độ 3", "hồ sơ mức độ 4", false),
            ("sổ hộ tịch được số hóa", "sổ đất đai được số hóa", false),
            ("trường học đạt chuẩn", "trường học đạt chuẩn quốc gia mức độ hai", false),
            ("nhà văn hóa thôn", "thôn nhà văn hóa", false),
        ] {
            let groups = Groups::new([(a, "percent"), (b, "percent")]);
            assert_eq!(groups.of(a, "percent") == groups.of(b, "percent"), same, "{a} | {b}");
        }
    }

    #[test]
    fn units_part_and_order_does_not_matter() {
        let groups = Groups::new([("sổ hộ tịch số hóa", "percent"), ("sổ hộ tịch số hóa", "count")]);
        assert!(groups.of("sổ hộ tịch số hóa", "percent").is_some());
        assert_eq!(groups.of("tỷ lệ", "percent"), None);
        let named = Groups::new([("Dân số", "count"), ("Lệ phí trên địa bàn", "count")]);
        assert_eq!((named.of("Dân số", "count"), named.of("Lệ phí trên địa bàn", "count")), (Some("~dan-so:count"), Some("~le-phi:count")));
        let rows = [("ao nuôi cá tra giống mới", "x"), ("nuôi cá tra giống mới", "x"), ("ao nuôi cá tra giống mới ven sông", "x")];
        let (one, two) = (Groups::new(rows), Groups::new(rows.into_iter().rev()));
        assert!(rows.iter().all(|r| one.of(r.0, r.1) == two.of(r.0, r.1)));
    }
}
