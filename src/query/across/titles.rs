//! `title_variant`: one document cited with clearly different titles, or with one title and different periods.
//!
//! What is compared: the periods that both name (2022-2025 against 2020-2025), and where neither names one the words. Cut, shortened and
//! differently spelt titles are no variants: words are folded, and a title that is part of the other says the same.
//!
//! Not handled: a title in abbreviations against one in full words, where fewer than [`WORDS`] words are left to compare.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, called, works};
use crate::index::edge::Edge;
use crate::model::Severity;
use crate::query::QueryError;
use crate::query::check::Checked;
use crate::query::describe::Said;
use crate::query::join::{Held, Joined, join};
use crate::query::words::title;
use crate::text::fold::plain;

/// Fewer words of content say too little of a title.
const WORDS: usize = 6;
/// More ways of naming one document than this are no variants of a title but a title that is misread.
const WAYS: usize = 16;
/// Titles that share less than this part of the shorter one's words speak of different matters.
const SHARED: f64 = 0.2;
/// Titles that differ in their period only share at least this part.
const SAME_MATTER: f64 = 0.6;

/// What two titles say differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clash {
    Period(String, String),
    Words,
}

/// Adds a row for each document that cites with a title other than the document bears, or than the citation that most make.
pub(super) fn titles(ground: &Ground<'_>, bearers: &[Held], said: &[Said], out: &mut Vec<Checked>) -> Result<(), QueryError> {
    for (termless, mut group) in works(said).into_iter().map(|g| (false, g)).chain(of_one_committee(said).into_iter().map(|g| (true, g))) {
        group.retain(|(edge, _)| !edge.title.is_empty());
        let Some(any) = group.first() else { continue };
        let own = match join(bearers, &any.0) {
            Joined::Held(held, _) => ground.view.open(held.at)?.record.document.title.clone().map(|t| (t, held.clone())),
            Joined::Ambiguous(_) | Joined::NotHeld => None,
        };
        // citations that say the same; what most documents say stands for the document where it is not held
        let mut ways: Vec<Vec<&Said>> = Vec::new();
        for one in group {
            match ways.iter().position(|way| clash(&way[0].0.title, &one.0.title).is_none()) {
                Some(i) => ways[i].push(one),
                None if ways.len() < WAYS => ways.push(vec![one]),
                None => {}
            }
        }
        ways.sort_by_key(|way| std::cmp::Reverse(way.iter().map(|(_, docs)| docs.len()).sum::<usize>()));
        let (theirs, who, other) = match (own, ways.first().and_then(|way| way.first())) {
            (Some((title, held)), _) => (title, "chính văn bản đó", held),
            (None, Some((edge, docs))) => match ground.first(docs) {
                Some(held) => (edge.title.clone(), "văn bản khác", held),
                None => continue,
            },
            (None, None) => continue,
        };
        let mut told = BTreeSet::new();
        for (edge, docs) in ways.into_iter().flatten() {
            let (Some(citing), Some(clash)) = (ground.first(docs), clash(&edge.title, &theirs)) else { continue };
            // without its term a serial is of one document where the periods overlap: they lie in one term
            if termless && !matches!(&clash, Clash::Period(a, b) if overlap(a, b)) {
                continue;
            }
            if citing.at == other.at || !told.insert((citing.path.clone(), citing.part)) {
                continue;
            }
            if !stated(ground, &citing, edge, &clash)? {
                continue;
            }
            let message = match clash {
                Clash::Period(a, b) => format!("dẫn {} với thời kỳ {a}, {who} ghi {b}", called(edge)),
                Clash::Words => format!("dẫn {} với tên “{}”, {who} ghi “{}”", called(edge), title(&edge.title), title(&theirs)),
            };
            out.push(ground.citing(Severity::Medium, "title_variant", &citing, edge, message, &[&other])?);
        }
    }
    Ok(())
}

/// Citations of one serial of one Party committee, of which only the term is not told.
fn of_one_committee(said: &[Said]) -> Vec<Vec<&Said>> {
    let mut by_key: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for one in said {
        let key =
            one.0.key.strip_suffix("~?").filter(|k| !k.contains('?') && ["@qu:", "@hu:", "@tu:"].iter().any(|organ| k.contains(organ)));
        if let Some(key) = key {
            by_key.entry(key).or_default().push(one);
        }
    }
    by_key.into_values().collect()
}

/// Whether two spans of years share a year.
fn overlap(a: &str, b: &str) -> bool {
    let span = |s: &str| s.split_once('-').and_then(|(x, y)| Some((x.parse::<u16>().ok()?, y.parse::<u16>().ok()?)));
    span(a).zip(span(b)).is_some_and(|((a, b), (c, d))| a <= d && c <= b)
}

/// Whether the document itself names the other so: not in the title of a third one, and words that contradict only in quotation marks
/// (what follows a number without them may be the matter of the sentence).
fn stated(ground: &Ground<'_>, citing: &Held, edge: &Edge, clash: &Clash) -> Result<bool, QueryError> {
    let opened = ground.view.open(citing.at)?;
    Ok(opened
        .record
        .references
        .iter()
        .filter(|r| r.relation_from == "doc" && Edge::of(r, &opened.record.references).as_ref() == Some(edge))
        .any(|r| {
            let sentence = opened.slice(r.evidence);
            let title = r.title.as_deref().unwrap_or("");
            let quoted = sentence.find(title).is_some_and(|i| sentence[..i].trim_end().ends_with(['“', '"', '«']));
            *clash != Clash::Words || quoted
        }))
}

/// What two titles say differently; `None` where one may stand for the other.
pub(super) fn clash(a: &str, b: &str) -> Option<Clash> {
    let (x, y) = (words(a), words(b));
    let shorter = x.len().min(y.len());
    if shorter == 0 {
        return None;
    }
    let shared = x.intersection(&y).count() as f64 / shorter as f64;
    let (p, q) = (periods(a), periods(b));
    let spans = |set: &BTreeSet<String>| set.iter().any(|p| p.contains('-'));
    if shared >= SAME_MATTER && !p.is_empty() && !q.is_empty() && spans(&p) == spans(&q) && p.is_disjoint(&q) {
        let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
        return Some(Clash::Period(list(&p), list(&q)));
    }
    // a title that amends or details another may be told by the other's name
    let of_another = |t: &str| {
        let t = plain(t);
        ["sua doi", "bo sung", "chi tiet", "huong dan", "thi hanh"].iter().any(|cue| t.contains(cue))
    };
    (shorter >= WORDS && shared < SHARED && !of_another(a) && !of_another(b)).then_some(Clash::Words)
}

/// Words of content, without diacritics, digits and what every title may hold.
fn words(title: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 18] =
        ["ve", "viec", "va", "cua", "cac", "tren", "dia", "ban", "tai", "den", "nam", "giai", "doan", "so", "ngay", "theo", "cho", "thuc"];
    plain(title).split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 1 && !EMPTY.contains(w)).map(ToOwned::to_owned).collect()
}

/// Spans of years (`2021-2025`); where there are none the single years.
fn periods(title: &str) -> BTreeSet<String> {
    let years: Vec<(usize, usize, &str)> = title
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(i, _)| i)
        .filter(|i| !title[..*i].ends_with(|c: char| c.is_ascii_digit() || c == '/'))
        .filter_map(|i| {
            let len = title[i..].bytes().take_while(u8::is_ascii_digit).count();
            let end = i + len;
            // the year of a date or number is no period
            let dated = title[..i].trim_end().strip_suffix("năm").is_some_and(|t| t.trim_end().ends_with(|c: char| c.is_ascii_digit()));
            (len == 4 && !dated && matches!(&title[i..i + 2], "19" | "20") && !title[end..].starts_with('/'))
                .then(|| (i, end, &title[i..end]))
        })
        .collect();
    let spans: BTreeSet<String> = years
        .windows(2)
        .filter(|w| matches!(title[w[0].1..w[1].0].trim(), "-" | "–" | "—" | "đến" | "đến năm") && w[0].2 < w[1].2)
        .map(|w| format!("{}-{}", w[0].2, w[1].2))
        .collect();
    if spans.is_empty() { years.into_iter().map(|(.., y)| y.to_owned()).collect() } else { spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_one_title() {
        let of = |p: &str| format!("Đẩy mạnh cải cách hành chính trên địa bàn quận giai đoạn {p}");
        assert_eq!(clash(&of("2022-2025"), &of("2020 - 2025")), Some(Clash::Period("2022-2025".into(), "2020-2025".into())));
        assert_eq!(clash(&of("2022-2025"), &of("2022–2025")), None);
        assert_eq!(clash(&of("2022-2025"), "Đẩy mạnh cải cách hành chính"), None);
        assert_eq!(clash("Kiểm tra công vụ năm 2023", "Kiểm tra công vụ năm 2024"), Some(Clash::Period("2023".into(), "2024".into())));
        assert_eq!(clash("Kiểm tra công vụ theo Chỉ thị ngày 07 tháng 7 năm 2014", "Kiểm tra công vụ theo Chỉ thị năm 2015"), None);
        assert_eq!(clash("sửa đổi Luật số 47/2019/QH14 về tổ chức", "sửa đổi Luật số 76/2015/QH13 về tổ chức"), None);
    }

    #[test]
    fn periods_that_share_a_year() {
        assert!(overlap("2022-2025", "2020-2025") && overlap("2020-2022", "2022-2025"));
        assert!(!overlap("2015-2020", "2021-2025") && !overlap("2022", "2020-2025"));
    }

    #[test]
    fn cut_and_spelt_otherwise() {
        for (a, b) in [
            ("Phát triển văn hóa, xây dựng người Hà Nội thanh lịch, văn minh", "phát triển văn hoá, xây dựng người Hà Nội"),
            ("CCHC", "Đẩy mạnh cải cách hành chính, nâng cao hiệu lực hiệu quả"),
            ("về tăng cường quản lý đất đai", "Tăng cường công tác quản lý nhà nước về đất đai, môi trường"),
        ] {
            assert_eq!(clash(a, b), None, "{a} / {b}");
        }
        let (a, b) = ("Tăng cường quản lý trật tự xây dựng đô thị", "Phòng cháy chữa cháy, cứu nạn khu dân cư");
        assert_eq!(clash(a, b), Some(Clash::Words));
    }
}
