//! Known indicators (`data/indicators.csv`): the measures that plans and reports share, each with its spellings.
//!
//! A spelling may have several parts joined by ` + `; all of them must stand in the same clause. One that begins with `=` must be all that
//! the clause says (but for words such as "đạt", "tỷ lệ", "cấp quận", "năm"): "Số hóa: cấp quận 90%". One that begins with `!` is the name of
//! an index and decides, whatever else stands there: "mức độ hài lòng của người dân (SIPAS)". Of the others the spelling that says most
//! (letters, parts) wins; what no row fits stays without indicator, never forced into one. A figure of another kind than the indicator's (files
//! counted, where the indicator is their share) is not its figure.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::text::fold::lower;

/// A known measure.
#[derive(Debug, Clone, Deserialize)]
pub struct Indicator {
    /// Stable id (`on-time-files`).
    pub id: String,
    /// Name in words.
    pub name: String,
    spellings: String,
    /// The unit it is measured in.
    pub unit: String,
    /// `higher` or `lower` is better.
    pub direction: String,
    /// Measures that belong together.
    pub family: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter_example: String,
}

impl Indicator {
    /// Whether it is an index with a name of its own (PAR INDEX, SIPAS).
    #[must_use]
    pub fn is_index(&self) -> bool {
        self.spellings.contains('!')
    }

    /// Whether a figure of this kind (`percent`, `count`, `rank` … of [`crate::model::Target::measure`]) can be its figure. An index is told as
    /// a rank, in points or in percent.
    #[must_use]
    pub fn takes(&self, measure: &str) -> bool {
        match self.unit.as_str() {
            "percent" => measure == "percent",
            "rank" | "points" => matches!(measure, "rank" | "score" | "percent"),
            "ratio" => matches!(measure, "ratio" | "count"),
            "times/year" => matches!(measure, "frequency" | "count"),
            unit if unit.contains("đồng") || unit.contains("USD") => measure == "money",
            _ => matches!(measure, "count" | "frequency"),
        }
    }
}

struct Spelling {
    /// Positions in [`Tables::parts`].
    parts: Vec<usize>,
    /// What the whole clause must say.
    whole: Option<String>,
    text: String,
    letters: usize,
    row: usize,
}

/// More letters than any spelling has.
const DECIDES: usize = 1000;

struct Tables {
    rows: Vec<Indicator>,
    spellings: Vec<Spelling>,
    /// Every part of a spelling once; how many there are, and what finds them all in one pass.
    parts: usize,
    engine: Option<AhoCorasick>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<Indicator> = super::rows(include_str!("data/indicators.csv"));
        let mut spellings = Vec::new();
        let mut parts: Vec<String> = Vec::new();
        for (row, indicator) in rows.iter().enumerate() {
            for spelling in super::list(&indicator.spellings) {
                if let Some(phrase) = spelling.strip_prefix('=') {
                    let whole = content(phrase);
                    spellings.push(Spelling {
                        parts: Vec::new(),
                        letters: whole.chars().count(),
                        whole: Some(whole),
                        text: lower(phrase),
                        row,
                    });
                    continue;
                }
                let named = spelling.strip_prefix('!');
                let own: Vec<String> = named.unwrap_or(spelling).split(" + ").map(|p| lower(p.trim())).filter(|p| !p.is_empty()).collect();
                // a part more is worth a short word: it narrows what is meant
                let letters = own.iter().map(|p| p.chars().count() + 2).sum::<usize>() + if named.is_some() { DECIDES } else { 0 };
                let place = |p: String| {
                    parts.iter().position(|known| *known == p).unwrap_or_else(|| {
                        parts.push(p);
                        parts.len() - 1
                    })
                };
                spellings.push(Spelling { parts: own.into_iter().map(place).collect(), letters, whole: None, text: lower(spelling), row });
            }
        }
        Tables { rows, spellings, parts: parts.len(), engine: AhoCorasick::new(&parts).ok() }
    })
}

/// All indicators.
#[must_use]
pub fn all() -> &'static [Indicator] {
    &tables().rows
}

/// The indicator with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Indicator> {
    all().iter().find(|i| i.id == id)
}

/// Words that say how much, when or where, not what.
const EMPTY: &str = " đạt là tỷ tỉ lệ từ trên dưới ở mức khoảng có lên còn xuống tối thiểu ít nhất không quá tương ứng lần lượt chiếm bằng tại \
giảm tăng cho hơn thấp cao vượt và với ước phải sẽ đã mới gần trở phấn đấu phân phần đảm bảo trong đó riêng hoàn thành nâng đưa khi đồng \
thời tuy nhiên hoặc thì này đến hết năm tháng quý giai đoạn hằng hàng cuối đầu ngày mỗi trước nhiệm kỳ sau tới vào i ii iii iv cả chưa chỉ \
tiêu kế hoạch dự toán giao thực hiện ước so được đồng triệu nghìn usd điểm xếp thứ hạng đứng vị trí nhóm bậc cấp quận huyện xã phường tỉnh thành phố thị trấn các toàn đối của qua về việc ";

/// What a clause says beside words that say how much, when or where.
#[must_use]
pub fn content(clause: &str) -> String {
    let mut out = String::new();
    for word in lower(clause).split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_alphabetic)) {
        if !EMPTY.contains(&format!(" {word} ")) {
            out.push_str(if out.is_empty() { "" } else { " " });
            out.push_str(word);
        }
    }
    out
}

/// Nouns that say firmly what is counted: a measure of something else does not take them ("05 lớp tập huấn cho công chức" counts no people).
const FIRM: [&str; 12] =
    ["lớp", "lượt", "phiếu", "đơn vị", "văn bản", "hồ sơ", "trường hợp", "hội nghị", "thủ tục", "tin", "bài", "chuyên mục"];

/// The indicator that a clause speaks of, for a figure of this kind; of a count the words behind the figure say what is counted.
///
/// ```
/// use vanthu::lexicon::indicators::of;
/// assert_eq!(of("Số hóa: cấp quận đạt 90%", "percent", "").map(|i| i.id.as_str()), Some("results-digitised"));
/// assert!(of("số hóa bản đồ địa chính đạt 90%", "percent", "").is_none());
/// ```
#[must_use]
pub fn of(clause: &str, measure: &str, counted: &str) -> Option<&'static Indicator> {
    let text = lower(clause);
    let counted = lower(counted);
    let firm = FIRM.into_iter().find(|noun| {
        let rest = counted.trim_start().strip_prefix(noun);
        measure == "count" && rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
    });
    let t = tables();
    let mut stands = vec![false; t.parts];
    for m in t.engine.iter().flat_map(|e| e.find_overlapping_iter(&text)) {
        // as whole words
        let inside = text[..m.start()].ends_with(char::is_alphanumeric) || text[m.end()..].starts_with(char::is_alphanumeric);
        stands[m.pattern().as_usize()] |= !inside;
    }
    let content = content(clause);
    let fits = t.spellings.iter().filter(|s| match &s.whole {
        Some(whole) => *whole == content,
        None => s.parts.iter().all(|p| stands[*p]),
    });
    let fits = fits.filter(|s| t.rows[s.row].takes(measure) && firm.is_none_or(|noun| s.text.contains(noun)));
    t.rows.get(fits.max_by_key(|s| (s.letters, std::cmp::Reverse(s.row)))?.row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_its_own() {
        let raw = csv::Reader::from_reader(include_str!("data/indicators.csv").as_bytes()).into_records().count();
        assert_eq!(all().len(), raw, "a row of indicators.csv does not fit");
        let mut wrong = Vec::new();
        for row in all() {
            let kinds = ["percent", "count", "rank", "score", "ratio", "money", "frequency"];
            let measure = kinds.into_iter().find(|k| row.takes(k)).unwrap_or("none");
            let counted = |text: &str| {
                text.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(|c: char| !c.is_alphabetic()).to_owned()
            };
            let of = |text: &str| of(text, measure, &counted(text));
            let got = of(&row.example).map(|i| i.id.as_str());
            if got != Some(row.id.as_str()) {
                wrong.push(format!("{} in {:?}: got {got:?}", row.id, row.example));
            }
            if of(&row.counter_example).is_some_and(|i| i.id == row.id) {
                wrong.push(format!("{} in its counter-example {:?}", row.id, row.counter_example));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
