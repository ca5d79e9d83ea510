//! Cue phrases in the words before a mention, and what makes one count. GUIDELINES §1.8; the phrases are in `lexicon/data/cues.csv`.

use crate::lexicon::cues;
use crate::model::Relation;

/// A cue that counts.
pub(super) struct At {
    /// Where it begins in the folded text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it says.
    pub relation: Relation,
    /// Its words.
    pub phrase: &'static str,
}

impl At {
    /// Whether it says that another document is changed or ended.
    pub fn changes(&self) -> bool {
        matches!(self.relation, Relation::Amends | Relation::Replaces | Relation::Repeals)
    }
}

/// Every cue of a folded text that counts, in order.
pub(super) fn all(low: &str) -> Vec<At> {
    cues::find(low)
        .filter(|(s, e, c)| counts(low, *s, *e, &c.phrase))
        .map(|(start, end, c)| At { start, end, relation: c.relation, phrase: &c.phrase })
        .collect()
}

/// The last cue of a folded text.
pub(super) fn last(low: &str) -> Option<At> {
    all(low).pop()
}

/// The cue that changes or ends what follows `low`, from byte `floor` on: nothing but pinpoints, quoted words and "ban hành kèm theo" stands
/// behind it. Of a group ("sửa đổi, bổ sung hoặc thay thế") the first verb decides; a document whose words are replaced is amended.
pub(super) fn changing(low: &str, found: &[At], floor: usize) -> Option<Relation> {
    let mut i = found.iter().rposition(|c| c.start >= floor && c.changes() && points_at(&low[c.end..]))?;
    while i > 0 && found[i - 1].changes() && found[i - 1].start >= floor {
        let gap = low[found[i - 1].end..found[i].start].trim_matches([' ', ',', '/']);
        if !matches!(gap, "" | "và" | "hoặc" | "hay") {
            break;
        }
        i -= 1;
    }
    let words = found[i].relation == Relation::Replaces && low[found[i].end..].contains("cụm từ");
    Some(if words { Relation::Amends } else { found[i].relation })
}

/// The relation that the words between a mention and one in its title or modifier express.
pub(super) fn inside(low: &str) -> Option<Relation> {
    let found = all(low);
    if let Some(relation) = changing(low, &found, 0) {
        return Some(relation);
    }
    let end = found.last()?;
    let before = found.len().checked_sub(2).map(|i| &found[i]);
    // "quy định chi tiết thi hành X" explains X; "báo cáo kết quả thực hiện X" reports on it
    Some(match before {
        Some(b) if b.relation == Relation::Guides && carries_out(end.phrase) => Relation::Guides,
        Some(b) if b.relation == Relation::ReportsOn && carries_out(end.phrase) && end.start - b.end < 40 => Relation::ReportsOn,
        // what is "ban hành kèm theo X" is only carried by X
        _ if end.phrase == "ban hành kèm theo" => Relation::Cites,
        _ => end.relation,
    })
}

/// Words that say what is done with a document, after a verb that says more.
pub(super) fn carries_out(phrase: &str) -> bool {
    matches!(phrase, "thi hành" | "thực hiện" | "triển khai" | "quy định tại")
}

/// Phrases that hold a cue's words and are none.
fn counts(low: &str, start: usize, end: usize, phrase: &str) -> bool {
    let next = low[end..].trim_start();
    let lead = low[..start].trim_end();
    match phrase {
        "theo" => {
            !lead.ends_with("tiếp")
                && !lead.ends_with("kèm")
                && (!next.starts_with("hướng") || next.starts_with("hướng dẫn"))
                && !["dõi", "đó", "thẩm quyền", "định kỳ", "đúng", "nhu cầu", "chức năng", "phân cấp", "từng", "lĩnh vực", "ngành"]
                    .iter()
                    .any(|w| next.starts_with(w))
        }
        "ban hành" => !next.starts_with("kèm") && !lead.ends_with("được") && !lead.ends_with("do") && near_end(next),
        "chấp hành" => !lead.ends_with("ban"),
        "thi hành" => !lead.ends_with("hiệu lực"),
        "xây dựng" => !lead.ends_with("bộ") && !lead.ends_with("sở") && !lead.ends_with("đầu tư") && near_end(next),
        "sửa đổi" | "bổ sung" | "thay thế" => {
            // "được sửa đổi, bổ sung bởi …" names what changed the document before
            let bare = lead.trim_end_matches("sửa đổi,").trim_end_matches("sửa đổi").trim_end().trim_end_matches("đã").trim_end();
            !next.starts_with("bởi") && !next.starts_with("tại") && !bare.ends_with("được") && !bare.ends_with("đã được")
        }
        "hướng dẫn" => !lead.ends_with("theo") && !lead.ends_with("các văn bản") && !next.starts_with("số"),
        "tiêu chuẩn" => next.is_empty() || next.starts_with("quốc gia"),
        "căn cứ" => !lead.ends_with("làm"),
        // what somebody said in the document: "đề nghị của Sở Nội vụ tại Tờ trình số …"
        "đề nghị của" | "ý kiến của" => next.ends_with("tại"),
        _ => true,
    }
}

/// Whether only pinpoints, list words and quoted words stand between a changing cue and the mention.
fn points_at(between: &str) -> bool {
    const ALLOWED: &[&str] = &[
        "văn", "bản", "sau", "đây", "như", "gồm", "nêu", "những", "trước", "vào", "bằng", "mẫu", "biểu", "danh", "tên", "gọi", "trong",
        "trích", "yếu", "này", "một", "số", "điều", "khoản", "điểm", "nội", "dung", "của", "các", "phụ", "lục", "mục", "chương", "quy",
        "định", "chế", "và", "toàn", "bộ", "phần", "tại", "kèm", "theo", "ban", "hành", "đối", "với", "cụm", "từ", "tên", "đổi", "bổ",
        "sung", "sửa", "thay", "thế", "bãi", "bỏ", "hoặc",
    ];
    let bare = unquoted(between);
    let words: Vec<&str> = bare.split([' ', ',', ';', ':', '(', ')']).filter(|w| !w.is_empty()).collect();
    let listed = |w: &&str| {
        ALLOWED.contains(w)
            || w.chars().count() <= 4
                && (w.chars().any(|c| c.is_ascii_digit()) || w.chars().count() == 1 || w.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
    };
    words.iter().all(listed)
        || words.len() <= 3 && !words.contains(&"về")
        || words.len() <= 10 && words.ends_with(&["kèm", "theo"]) && !bare.contains(';')
}

/// A text without what stands in quotation marks.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '“' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            _ if inside => {}
            _ => out.push(c),
        }
    }
    out
}

/// An issuing verb counts only close before the mention; "xây dựng chính quyền điện tử" issues nothing.
fn near_end(next: &str) -> bool {
    next.split(' ').filter(|w| !w.is_empty()).count() <= 8 && !next.contains(',')
}
