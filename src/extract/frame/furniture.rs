//! Page furniture of saved web pages: menus and a box of metadata before the document, links and addresses after it.

use std::ops::Range;

use super::look::{heading_in, mostly_upper, motto, number_line};
use crate::lexicon::types;
use crate::text::Doc;
use crate::text::fold::plain;

pub(super) const LABELS: [&str; 16] = [
    "so hieu",
    "loai van ban",
    "noi ban hanh",
    "nguoi ky",
    "ngay ban hanh",
    "ngay hieu luc",
    "tinh trang",
    "ngay cong bao",
    "so cong bao",
    "co quan ban hanh",
    "linh vuc",
    "so ky hieu",
    "trich yeu",
    "ngay co hieu luc",
    "hieu luc",
    "thuoc tinh van ban",
];

/// Labels that end a document only in its second half (an article has its keywords at the top).
pub(super) const LATE: [&str; 8] = ["tu khoa:", "tags:", "chia se", "tai ve", "in trang", "doc them", "nguon tin", "dang nhap"];

pub(super) const AFTER: [&str; 26] = [
    "van ban nay chua cap nhat noi dung",
    "van ban lien quan",
    "van ban cung linh vuc",
    "noi dung sua doi, huong dan",
    "luoc do",
    "ban dich nay thuoc quyen so huu",
    "file duoc dinh kem",
    "file attached",
    "bai viet lien quan",
    "tin lien quan",
    "tin cung chuyen muc",
    "cung chuyen muc",
    "tai van ban",
    "gui binh luan",
    "xem them binh luan",
    "ban quyen thuoc",
    "thong tin lien he",
    "(c) ",
    "© ",
    "van ban bi thay the",
    "mo zalo, bam quet",
    "theo doi chung toi",
    "goc hoi dap",
    "lien he quang cao",
    "ban doc quan tam",
    "tin moi nhat",
];

/// The document between page furniture.
pub(super) fn proper(doc: &Doc) -> Range<usize> {
    let n = doc.blocks.len();
    let mut start = 0;
    // a box of metadata before the letterhead
    let head = n.min(90);
    let labels: Vec<usize> = (0..head).filter(|i| label(doc, *i)).collect();
    if labels.len() >= 3 {
        let last = labels[labels.len() - 1];
        // the value stands in the label's own block or in the next one
        let inline = doc.block_text(&doc.blocks[last]).split_once(':').is_some_and(|(_, v)| !v.trim().is_empty());
        start = (last + if inline { 1 } else { 2 }).min(n);
    } else if let Some(first) = (0..head).find(|i| motto(&plain(doc.block_text(&doc.blocks[*i])))).or_else(|| late_letterhead(doc)) {
        // menus before the letterhead
        let mut s = first;
        while s > 0 && first - s < 4 {
            let t = doc.block_text(&doc.blocks[s - 1]);
            if mostly_upper(t) && t.chars().count() < 160 { s -= 1 } else { break }
        }
        let menu = (0..s).any(|i| {
            let low = plain(doc.block_text(&doc.blocks[i]));
            low.contains("trang chu") || low.contains("dang nhap") || low.contains("cookie") || low.contains("copyright")
        });
        // prose before a whole letterhead is the page's lead, not the document's
        let lead = (0..s).any(|i| doc.block_text(&doc.blocks[i]).chars().count() > 160 && !mostly_upper(doc.block_text(&doc.blocks[i])));
        if menu || lead && whole_letterhead(doc, first) {
            start = s;
        }
    }
    if start == 0
        && let Some(greeting) = lead_before_greeting(doc)
    {
        start = greeting;
    }
    // a page's lead between its box of metadata and the letterhead
    if labels.len() >= 3
        && let Some(first) = (start..n.min(start + 120)).find(|i| motto(&plain(doc.block_text(&doc.blocks[*i]))))
    {
        let mut s = first;
        while s > start && first - s < 4 && mostly_upper(doc.block_text(&doc.blocks[s - 1])) {
            s -= 1;
        }
        let prose =
            (start..s).any(|i| doc.block_text(&doc.blocks[i]).chars().count() > 160 && !mostly_upper(doc.block_text(&doc.blocks[i])));
        if prose && whole_letterhead(doc, first) {
            start = s;
        }
    }
    let mut end = n;
    let half = doc.text().len() / 2;
    for i in start.max(1)..n {
        let block = &doc.blocks[i];
        let text = doc.block_text(block);
        if text.chars().count() > 900 {
            continue;
        }
        let cue = |line: &str| {
            let low = plain(line);
            let low = low.trim_start_matches(['-', ' ', '[', '|', '>', '›', '«', '*']);
            // "tại văn bản số …" goes on with a sentence
            let begins = !line.starts_with(char::is_lowercase);
            // a button, not "chia sẻ dữ liệu giữa các cơ quan" of a sentence
            let button = line.chars().count() < 60 && !line.ends_with(['.', ';', ',']);
            let late = |m: &str| low.starts_with(m) && (button || m.ends_with(':'));
            begins && (AFTER.iter().any(|m| low.starts_with(m)) || block.start > half && LATE.iter().any(|m| late(m)))
        };
        let mut lines = doc.block_lines(block);
        let first = lines.next().is_some_and(cue);
        if i > start + 3 && (first || text.chars().count() < 900 && lines.any(cue)) {
            let caption = types::all().iter().any(|ty| text.starts_with(&ty.name));
            end = if first || caption { i } else { i + 1 };
            // the caption that repeats the document's name
            while end > start + 3 {
                let t = doc.block_text(&doc.blocks[end - 1]);
                let caption = types::all().iter().any(|ty| t.starts_with(&ty.name))
                    && (t.contains(" ban hành") || t.contains(" năm ") || t.contains(" ngày "))
                    && !t.ends_with(['.', ';'])
                    && t.chars().count() < 400;
                let nothing = t.chars().filter(|c| c.is_alphanumeric()).count() < 2;
                if caption || nothing { end -= 1 } else { break }
            }
            break;
        }
    }
    start.min(end)..end
}

/// A letterhead further down than a page's menus reach.
pub(super) fn late_letterhead(doc: &Doc) -> Option<usize> {
    (90..doc.blocks.len().min(400)).find(|i| motto(&plain(doc.block_text(&doc.blocks[*i]))) && whole_letterhead(doc, *i))
}

/// Motto with a number line and a type heading or greeting close behind it.
pub(super) fn whole_letterhead(doc: &Doc, motto_at: usize) -> bool {
    let near = motto_at.saturating_sub(4)..doc.blocks.len().min(motto_at + 14);
    let mut number = false;
    let mut opening = false;
    for i in near {
        let low = plain(doc.block_text(&doc.blocks[i]));
        number |= number_line(&low);
        opening |= low.starts_with("kinh gui") || heading_in(doc, &doc.blocks[i]).is_some();
    }
    number && opening
}

pub(super) fn label(doc: &Doc, index: usize) -> bool {
    label_of(doc, index).is_some()
}

fn label_of(doc: &Doc, index: usize) -> Option<&'static str> {
    let low = plain(doc.block_text(&doc.blocks[index]));
    let low = low.trim_start_matches(['|', ' ', '-', '*']);
    LABELS.iter().copied().find(|l| low.strip_prefix(l).is_some_and(|r| r.trim_start().starts_with(':')))
}

/// The page's box of metadata before the document: label (without diacritics) and flow range of its value.
pub(super) fn page_box(doc: &Doc, before: usize) -> Vec<(&'static str, Range<usize>)> {
    let said = |i: usize| doc.block_text(&doc.blocks[i]).contains(char::is_alphanumeric);
    let value = |i: usize| {
        let block = &doc.blocks[i];
        let inline =
            doc.block_text(block).find(':').map(|c| block.start + c + 1..block.end).filter(|r| !doc.text()[r.clone()].trim().is_empty());
        let next = || (i + 1..before).find(|j| said(*j)).filter(|j| !label(doc, *j)).map(|j| doc.blocks[j].start..doc.blocks[j].end);
        inline.or_else(next)
    };
    (0..before.min(90)).filter_map(|i| Some((label_of(doc, i)?, value(i)?))).collect()
}

/// A letter without letterhead behind a page's lead that tells its number: where it greets.
fn lead_before_greeting(doc: &Doc) -> Option<usize> {
    let greeting = (0..doc.blocks.len().min(90)).find(|i| plain(doc.block_text(&doc.blocks[*i])).starts_with("kinh gui"))?;
    let tells = |i: usize| {
        let text = doc.block_text(&doc.blocks[i]);
        text.chars().count() > 80 && text.contains("ban hành Công văn ")
    };
    let letterhead = (0..greeting).any(|i| {
        let low = plain(doc.block_text(&doc.blocks[i]));
        motto(&low) || number_line(&low)
    });
    (!letterhead && (0..greeting).any(tells)).then_some(greeting)
}
