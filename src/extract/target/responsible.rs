//! Who is to do it, as written: the subject of the clause or sentence, the body that is told to, the body on a line or heading above.

use std::ops::Range;

use super::Survey;
use crate::extract::line::{Line, enumerator};
use crate::lexicon::target_cues::Cue;

/// How many sentences a topic ("Về …: giao Bộ X …") reaches over.
const REACH: usize = 40;

/// The responsible body for what stands at a position.
#[must_use]
pub fn find(survey: &Survey, line: &Line, pos: usize) -> Option<String> {
    let (clause, sentence) = (line.clause(pos), line.sentence(pos));
    let each = |name: &String| name.starts_with("mỗi ") || name.starts_with("Mỗi ");
    let heading = || {
        let titles = survey.sections.at(line.block);
        titles.iter().rev().find_map(|t| heading(t))
    };
    let own = part(line, &sentence, pos)
        .or_else(|| subject(line, &clause))
        .or_else(|| subject(line, &sentence).filter(|s| !each(s)))
        .or_else(|| told(line, &sentence))
        .or_else(|| inner(line, &sentence, pos))
        .or_else(|| agent(line, &clause));
    if let Some(own) = own {
        // "mỗi phường …" under a heading that names the body is the body's own
        if each(&own) {
            return heading().or(Some(own));
        }
        return Some(own);
    }
    // "… Giao Ban Quản lý dự án chủ trì."
    let after = line.sentences.partition_point(|s| s.start < sentence.end);
    if let Some(next) = line.sentences.get(after)
        && line.slice(next.clone()).contains("chủ trì")
        && let Some(body) = told(line, next)
    {
        return Some(body);
    }
    // "Về …: giao Bộ X nghiên cứu. Báo cáo kết quả trước ngày …"
    let before = line.sentences.partition_point(|s| s.end <= sentence.start);
    if let Some(body) = line.sentences[before.saturating_sub(REACH)..before].iter().rev().find_map(|s| topic(line, s)) {
        return Some(body);
    }
    survey.leads.body(line.block).map(str::to_owned).or_else(heading)
}

/// The body of the part that a position stands in: behind the last "(ii) " before it, else behind the topic.
fn part(line: &Line, sentence: &Range<usize>, pos: usize) -> Option<String> {
    let before = line.slice(sentence.start..pos.max(sentence.start));
    let mut opens = before.match_indices('(').map(|(n, _)| n).filter(|n| *n > 0).filter(|n| {
        let text = line.slice(sentence.start + n..sentence.end);
        let mark = enumerator(text);
        mark > 0 && text[mark..].starts_with(char::is_uppercase) && text[mark - 1..].starts_with(' ')
    });
    opens
        .next_back()
        .and_then(|n| {
            let from = sentence.start + n;
            let at = from..line.clause(from).end;
            told(line, &at).or_else(|| subject(line, &at))
        })
        .or_else(|| topic(line, sentence).filter(|_| line.topic(sentence).is_some_and(|colon| colon <= pos)))
}

/// The body behind the colon of "Về …: giao Bộ X …", "Về …: Bộ Xây dựng khẩn trương …".
fn topic(line: &Line, sentence: &Range<usize>) -> Option<String> {
    let from = line.topic(sentence)? + 2;
    let at = from..line.clause(from).end.max(from);
    told(line, &at).or_else(|| subject(line, &at))
}

/// The body told to behind an opening phrase ("Để …, đề nghị các bộ khẩn trương …"), or its subject ("Căn cứ …, Sở Tài chính trình …").
fn inner(line: &Line, sentence: &Range<usize>, pos: usize) -> Option<String> {
    const OPENING: [&str; 14] = [
        "Để ",
        "Căn cứ ",
        "Trên cơ sở ",
        "Sau ",
        "Trong ",
        "Năm ",
        "Từ ",
        "Theo ",
        "Nhằm ",
        "Trước ",
        "Đến ",
        "Kết thúc ",
        "Vì vậy",
        "Đối với ",
    ];
    let text = line.slice(sentence.clone());
    let parts = || {
        line.slice(sentence.start..pos.max(sentence.start))
            .match_indices([',', ':', ';'])
            .map(|(n, _)| sentence.start + n + 1)
            .filter(|n| line.slice(*n..sentence.end).starts_with(' '))
            .map(|n| n + 1..sentence.end)
    };
    let opens = OPENING.iter().any(|w| text[enumerator(text)..].starts_with(w));
    parts().filter_map(|p| told(line, &p)).next_back().or_else(|| {
        opens
            .then(|| {
                parts().filter(|p| line.slice(p.clone()).starts_with(char::is_uppercase)).find_map(|p| name(line, p.start, p.end, true))
            })
            .flatten()
    })
}

/// The body that opens a clause as its subject; an adverb of time or an ordinal may stand before it.
#[must_use]
pub fn subject(line: &Line, clause: &Range<usize>) -> Option<String> {
    let clause = &(clause.start + enumerator(line.slice(clause.clone()))..clause.end);
    let text = line.slice(clause.clone());
    let skip = [
        "Trên cơ sở đó, ",
        "Đồng thời, ",
        "Bên cạnh đó, ",
        "Hằng năm, ",
        "Hàng năm, ",
        "Hằng năm ",
        "Hàng năm ",
        "Định kỳ ",
        "Hằng quý ",
        "Hàng quý ",
        "Một là, ",
        "Hai là, ",
        "Ba là, ",
        "Bốn là, ",
        "Năm là, ",
    ];
    let from = clause.start + skip.iter().find(|w| text.starts_with(**w)).map_or(0, |w| w.len());
    let name = name(line, from, clause.end, true)?;
    // "mỗi phường có …" states, it does not assign
    let rest = line.slice(from + name.len()..clause.end).trim_start();
    (!(rest.starts_with("có ") && (name.starts_with("Mỗi ") || name.starts_with("mỗi ")))).then_some(name)
}

/// The body behind a passive: "100% phản ánh … được các cơ quan, đơn vị thuộc quận tiếp nhận".
fn agent(line: &Line, clause: &Range<usize>) -> Option<String> {
    let first = line.word_from(clause.start);
    line.words[first..]
        .iter()
        .take_while(|w| w.end <= clause.end)
        .filter(|w| w.low == "được")
        .find_map(|w| name(line, w.end + 1, clause.end, true))
}

/// "Giao X …", "Yêu cầu X …", "Đề nghị X …" at the start of a sentence.
#[must_use]
pub fn told(line: &Line, sentence: &Range<usize>) -> Option<String> {
    const TELLING: [&str; 10] =
        ["Giao cho ", "Giao ", "Yêu cầu ", "Đề nghị ", "Phân công ", "giao cho ", "giao ", "yêu cầu ", "đề nghị ", "phân công "];
    let sentence = &(sentence.start + enumerator(line.slice(sentence.clone()))..sentence.end);
    let text = line.slice(sentence.clone());
    let skip = TELLING.iter().find(|w| text.starts_with(**w))?.len();
    name(line, sentence.start + skip, sentence.end, true)
}

/// The body that a heading names: "1. Phòng Nội vụ", "2. Trách nhiệm của Thủ trưởng …", "3. Giao Văn phòng …".
fn heading(title: &str) -> Option<String> {
    let mut at = crate::text::blocks::marker_len(title);
    if title.starts_with("Điều ") {
        at = title.find(". ").map_or(0, |n| n + 2);
    }
    let mut rest = title.get(at..)?.trim_start();
    while let Some(cut) =
        ["Giao cho ", "Giao ", "Yêu cầu ", "Đề nghị ", "Trách nhiệm của ", "Nhiệm vụ của ", "Đối với ", "TRÁCH NHIỆM CỦA "]
            .iter()
            .find_map(|w| rest.strip_prefix(w))
    {
        rest = cut.trim_start();
    }
    let line = Line::of(rest, 0, 0..rest.len());
    name(&line, 0, rest.len(), false)
}

/// The name of a body at `from`, up to the verb; `None` if no body stands there.
fn name(line: &Line, from: usize, end: usize, verb: bool) -> Option<String> {
    let first = line.word_from(from);
    let word = line.words.get(first).filter(|w| w.start < from + 4 && w.end <= end)?;
    if line.hits_near(first).iter().any(|h| h.kind == Cue::Act && h.first == first) {
        return None;
    }
    let hit = line.hits_near(first).iter().find(|h| h.kind == Cue::Body && h.first == first)?;
    if !real(line, first, hit.end) {
        return None;
    }
    let stop = line
        .hits_in(Cue::Act, line.hit_end(hit)..end)
        .filter(|h| h.first >= hit.end)
        .find(|h| !inside_name(line, h.first))
        .map(|h| line.hit_start(h));
    let colon = line
        .slice(word.start..end)
        .find([':', '('])
        .map(|n| word.start + n)
        .filter(|c| line.slice(*c..end).starts_with('(') || line.words[first..].iter().take_while(|w| w.start < *c).count() <= 12);
    let mut stop = match (stop, colon) {
        (Some(a), Some(b)) => a.min(b),
        (Some(a), None) => a,
        (None, Some(b)) => b,
        (None, None) if verb => return None,
        (None, None) => end,
    };
    let words = line.words[first..].iter().take_while(|w| w.start < stop).count();
    if words > 40 {
        return None;
    }
    // "Các Bộ, cơ quan: Tài chính, Xây dựng khẩn trương …": the row belongs to the name; "Các phường: rà soát …" has none
    let plural = || crate::text::fold::lower(line.slice(word.start..stop)).split([' ', ',']).any(|w| w == "các");
    if line.slice(stop..end).starts_with(": ") && plural() {
        let next = line.word_from(stop);
        let row = line.words.get(next).is_some_and(|w| line.slice(w.start..w.end).starts_with(char::is_uppercase))
            && !line.hits_near(next).iter().any(|h| h.kind == Cue::Act && h.first == next);
        let to = line.hits_in(Cue::Act, stop..end).find(|h| !inside_name(line, h.first)).map(|h| line.hit_start(h));
        let colon = line.slice(stop + 1..end).find(':').map(|n| stop + 1 + n);
        if row
            && let Some(to) =
                [to, colon].into_iter().flatten().min().filter(|to| line.words[next..].iter().take_while(|w| w.start < *to).count() <= 40)
        {
            stop = to;
        }
    }
    let text = line.slice(word.start..stop).trim_end_matches([' ', ',', ':', ';', '-', '(']);
    // "UBND Thành phố yêu cầu các Sở …": who is told; "Bộ Nội vụ đã …" has done it
    let text = [" yêu cầu ", " đề nghị ", " giao "].iter().find_map(|w| text.rsplit_once(w)).map_or(text, |(_, told)| told);
    (!text.is_empty() && !text.ends_with(" đã")).then(|| text.to_owned())
}

/// Words that look like verbs inside the name of a body: "Ban Tổ chức", "Tổ thẩm định", "Ban Kiểm tra".
fn inside_name(line: &Line, word: usize) -> bool {
    let Some(w) = line.words.get(word) else { return false };
    let upper = line.slice(w.start..w.end).starts_with(char::is_uppercase);
    let before = word.checked_sub(1).and_then(|i| line.words.get(i)).map_or("", |w| w.low.as_str());
    let after = line.words.get(word + 2).map_or("", |w| w.low.as_str());
    upper
        || matches!(before, "tổ" | "đoàn" | "hội")
        || before == "các"
        || before == "quan" && w.low == "tham"
        || w.low == "tổ" && matches!(after, "đảng" | "chính" | "đoàn" | "hội" | "dân")
}

/// Whether the first word really begins a body: "Phòng Nội vụ", not "Phòng, chống"; "Tổ thẩm định", not "Tổ chức".
fn real(line: &Line, first: usize, end: usize) -> bool {
    let Some(w) = line.words.get(first) else { return false };
    let second = line.words.get(first + 1).map_or("", |w| w.low.as_str());
    let named = |i: usize| line.words.get(i).is_some_and(|n| line.slice(n.start..n.end).starts_with(char::is_uppercase));
    if end - first > 1 {
        // "lãnh đạo UBND quận", "Thường trực HĐND"; not "lãnh đạo chính quyền", "Thường trực, đôn đốc"
        return !matches!((w.low.as_str(), second), ("lãnh", "đạo") | ("thường", "trực"))
            || named(end) && line.words.get(end).is_some_and(|n| n.start == line.words[end - 1].end + 1);
    }
    let next = line.words.get(first + 1);
    let low = next.map_or("", |n| n.low.as_str());
    let joined = next.is_some_and(|n| n.start == w.end + 1);
    let capital = joined && next.is_some_and(|n| line.slice(n.start..n.end).starts_with(char::is_uppercase));
    match w.low.as_str() {
        "phòng" | "ban" | "bộ" | "sở" | "hội" | "đoàn" | "viện" | "trường" | "cục" | "báo" | "đài" | "thuế" => capital,
        "tổ" => joined && matches!(low, "thẩm" | "công" | "giúp" | "trưởng" | "dân" | "kiểm" | "xây"),
        "quận" => joined && matches!(low, "cần" | "phải"),
        "địa" => true,
        _ => joined || next.is_none(),
    }
}
