//! [`Frame`]: which blocks are page furniture, letterhead, title, body, closing. FIELD §3, GUIDELINES §6 "Form".
//!
//! A saved web page puts menus, a box of metadata and captions before the document and links, prices and addresses after it. They are
//! recognised by the labels that sites use, and nothing is extracted from them.

use std::ops::Range;

use crate::lexicon::types;
use crate::text::fold::{lower, plain};
use crate::text::{Block, BlockKind, Doc};

/// What every block is for. Indices are positions in [`Doc::blocks`].
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The document without page furniture around it.
    pub proper: Range<usize>,
    /// Letterhead, number, date, type, title.
    pub head: Range<usize>,
    /// Blocks of the body and of annexes.
    pub body: Vec<usize>,
    /// Distribution list and signature.
    pub closing: Vec<usize>,
    /// The flow range of the title (trích yếu), if one was found.
    pub title: Option<Range<usize>>,
    /// The flow range of the type heading, if there is one.
    pub heading: Option<Range<usize>>,
    /// Block indices of page furniture inside `proper` (captions, adverts).
    pub furniture: Vec<usize>,
}

/// One line of the letterhead: a line of the text, or a part of one where two columns were flattened.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Range in the flow.
    pub at: Range<usize>,
    /// Block it stands in.
    pub block: usize,
    /// Which column of its line it is.
    pub column: usize,
}

const LABELS: [&str; 16] = [
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
const LATE: [&str; 8] = ["tu khoa:", "tags:", "chia se", "tai ve", "in trang", "doc them", "nguon tin", "dang nhap"];

const AFTER: [&str; 26] = [
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

impl Frame {
    /// Finds the parts of a document.
    #[must_use]
    pub fn new(doc: &Doc) -> Self {
        let proper = proper(doc);
        let mut frame = Self { proper: proper.clone(), head: proper.start..proper.start, ..Self::default() };
        frame.find_head(doc);
        frame.find_closing(doc);
        let mut used = vec![false; doc.blocks.len()];
        for i in frame.closing.iter().chain(&frame.furniture) {
            used[*i] = true;
        }
        frame.body = (frame.head.end..proper.end).filter(|i| !used[*i]).collect();
        frame
    }

    /// Lines of the letterhead and title, columns parted.
    #[must_use]
    pub fn head_pieces(&self, doc: &Doc) -> Vec<Piece> {
        let mut out = Vec::new();
        for index in self.head.clone() {
            pieces(doc, index, &mut out);
        }
        out
    }

    /// Lines of the closing.
    #[must_use]
    pub fn closing_pieces(&self, doc: &Doc) -> Vec<Piece> {
        let mut out = Vec::new();
        for index in &self.closing {
            pieces(doc, *index, &mut out);
        }
        out
    }

    fn find_head(&mut self, doc: &Doc) {
        let limit = self.proper.end.min(self.proper.start + 60);
        let mut end = self.proper.start;
        let mut seen_frame = false;
        let mut after_heading = 0_usize;
        let mut greeting = false;
        let mut subject = false;
        for index in self.proper.start..limit {
            let block = &doc.blocks[index];
            let text = doc.block_text(block);
            let low = plain(text);
            if self.heading.is_none()
                && let Some((heading, rest)) = heading_in(doc, block)
                && (seen_frame || index < self.proper.start + 8)
            {
                self.heading = Some(heading.clone());
                seen_frame = true;
                let low_rest = plain(doc.text()[rest..block.end].trim_start());
                let body_line =
                    low_rest.strip_prefix("cua ").is_some_and(|r| is_body_name(r) && mostly_upper(&doc.text()[rest..block.end]));
                if rest < block.end && !body_line {
                    self.extend_title(rest..block.end);
                }
                end = index + 1;
                after_heading = 0;
                continue;
            }
            if self.heading.is_some() && !greeting && (mostly_upper(text) || !body_start(&low)) && !low.starts_with("kinh gui") {
                after_heading += 1;
                let upper = mostly_upper(text);
                let first = self.title.is_none();
                let authority = upper && is_body_name(&low);
                if first && low.starts_with("cua ") && upper && is_body_name(&low[4..]) {
                    end = index + 1;
                    continue;
                }
                if (first
                    && !authority
                    && text.chars().count() < 700
                    && !text.ends_with(':')
                    && (upper || block.emphasised || after_heading <= 2 && title_like(text, &low)))
                    || (!first
                        && (upper
                            || block.emphasised && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(7)) && !block.apart)
                        && !authority
                        && text.chars().count() < 500
                        && !numbered(text))
                {
                    self.extend_title(block.start..block.end);
                    end = index + 1;
                    continue;
                }
                if authority || low.trim().is_empty() {
                    end = index + 1;
                    continue;
                }
                break;
            }
            if low.starts_with("kinh gui") {
                greeting = true;
                seen_frame = true;
                end = index + 1;
                continue;
            }
            if greeting {
                let opens =
                    ["co y kien nhu sau", "nhan duoc", "de nghi cong ty", "can cu", "thuc hien", "tra loi", "phuc dap", "lien quan den"]
                        .iter()
                        .any(|w| low.contains(w))
                        && !text.trim_end().ends_with(';');
                if opens {
                    break;
                }
                let item = block.kind == BlockKind::Item && text.chars().count() < 300
                    || text.chars().count() < 130 && text.ends_with([';', '.']) && !body_start(&low)
                    || low.starts_with('(');
                if item && !body_start(&low[(block.body - block.start).min(low.len())..]) {
                    end = index + 1;
                    continue;
                }
                break;
            }
            let short = text.chars().count() <= 260;
            // a subject (V/v …) broken over lines
            subject = low.starts_with("v/v") || low.starts_with("ve viec") || subject && !block.apart && text.chars().count() < 120;
            let frame_like = short
                && (motto(&low)
                    || number_line(&low)
                    || subject
                    || (mostly_upper(text) && !numbered(text))
                    || place_date(doc, block)
                    || stamp(&low)
                    || matches!(text.trim(), "*" | "-" | "|")
                    || seen_frame && block.emphasised && text.chars().count() < 120 && !body_start(&low));
            if !frame_like {
                // one odd line before the letterhead does not end it
                if !seen_frame && index < self.proper.start + 3 && short {
                    continue;
                }
                break;
            }
            if motto(&low) || number_line(&low) || place_date(doc, block) {
                seen_frame = true;
            }
            if seen_frame {
                end = index + 1;
            }
        }
        if !seen_frame {
            end = self.proper.start;
            self.heading = None;
            self.title = None;
        }
        self.head = self.proper.start..end;
    }

    fn extend_title(&mut self, at: Range<usize>) {
        self.title = Some(match self.title.take() {
            Some(t) => t.start..at.end,
            None => at,
        });
    }

    fn find_closing(&mut self, doc: &Doc) {
        if self.head.is_empty() {
            return;
        }
        let is_start = |b: &Block| {
            let low = plain(doc.block_text(b));
            let low = low.trim_start_matches(['-', ' ']);
            low.starts_with("noi nhan") || low.starts_with("noi nhan:") || doc.block_lines(b).next().is_some_and(authority_line)
        };
        let mut i = self.head.end;
        while i < self.proper.end {
            if !is_start(&doc.blocks[i]) {
                i += 1;
                continue;
            }
            let mut seen_list = false;
            let from = i;
            while i < self.proper.end {
                let block = &doc.blocks[i];
                let text = doc.block_text(block);
                let low = plain(text);
                let low = low.trim_start();
                if i > from
                    && (annex_start(low)
                        || low.starts_with('[')
                        || block.kind == BlockKind::Row
                        || text.chars().count() > 420 && !seen_list
                        || heading_in(doc, block).is_some() && seen_list)
                {
                    break;
                }
                if i > from + 1 && (motto(low) || number_line(low)) {
                    break;
                }
                seen_list |= low.contains("noi nhan");
                self.closing.push(i);
                i += 1;
                if i - from > 60 {
                    break;
                }
            }
            // the first signature is the document's; what follows is annex or another document
            break;
        }
    }
}

/// Lines of a block; where two columns were flattened into one line, its parts.
fn pieces(doc: &Doc, index: usize, out: &mut Vec<Piece>) {
    let block = &doc.blocks[index];
    let text = doc.text();
    let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
    for (s, e) in block.lines.iter().copied().zip(ends) {
        let mut cuts = vec![s];
        let line = &text[s..e];
        for (i, c) in line.char_indices() {
            if c == '|' || c == '¦' {
                cuts.push(s + i);
                cuts.push(s + i + c.len_utf8());
            } else if c == ' ' && wide_gap(doc, s, s + i) {
                cuts.push(s + i);
            }
        }
        for mark in ["CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Độc lập - Tự do", "Độc Lập - Tự Do", "Độc lập- Tự do"]
        {
            if let Some(i) = line.find(mark) {
                cuts.push(s + i);
            }
        }
        // "Số: 12/KH-UBND Xuân La, ngày …": the place begins after the number's last word
        if let Some(i) = line.find(", ngày").filter(|_| line.trim_start().starts_with("Số")) {
            let head = &line[..i];
            let number_end = head.find(['/', '-']).and_then(|p| head[p..].find(' ').map(|q| p + q));
            if let Some(p) = number_end {
                cuts.push(s + p);
            }
        }
        cuts.push(e);
        cuts.sort_unstable();
        cuts.dedup();
        let mut column = 0;
        for w in cuts.windows(2) {
            let part = &text[w[0]..w[1]];
            let trimmed = part.trim_matches([' ', '|', '¦', '\n']);
            if trimmed.is_empty() {
                continue;
            }
            let start = w[0] + (part.len() - part.trim_start_matches([' ', '|', '¦', '\n']).len());
            out.push(Piece { at: start..start + trimmed.len(), block: index, column });
            column += 1;
        }
    }
}

/// Whether the space at `at` stands for a gap between two columns of plain text; the gaps of blanks to fill in ("Số:      /UBND")
/// are none.
fn wide_gap(doc: &Doc, line: usize, at: usize) -> bool {
    let text = doc.text();
    if at == line || at + 1 >= text.len() {
        return false;
    }
    let before = text[..at].char_indices().next_back().map_or(at, |(i, _)| i);
    let from = doc.flow.to_source(before, at).end;
    let next = text[at + 1..].chars().next().map_or(1, char::len_utf8);
    let to = doc.flow.to_source(at + 1, at + 1 + next).start;
    if to < from + 4 || doc.source[from..to].contains('\n') {
        return false;
    }
    let word = text[line..at].rsplit(' ').next().unwrap_or("");
    !matches!(plain(word).as_str(), "so" | "so:" | "ngay" | "thang" | "nam" | ":")
        && !matches!(&text[at + 1..at + 1 + next], "/" | "-" | ".")
}

/// The document between page furniture.
fn proper(doc: &Doc) -> Range<usize> {
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
            AFTER.iter().any(|m| low.starts_with(m)) || block.start > half && LATE.iter().any(|m| low.starts_with(m))
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
fn late_letterhead(doc: &Doc) -> Option<usize> {
    (90..doc.blocks.len().min(400)).find(|i| motto(&plain(doc.block_text(&doc.blocks[*i]))) && whole_letterhead(doc, *i))
}

/// Motto with a number line and a type heading or greeting close behind it.
fn whole_letterhead(doc: &Doc, motto_at: usize) -> bool {
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

fn label(doc: &Doc, index: usize) -> bool {
    let low = plain(doc.block_text(&doc.blocks[index]));
    let low = low.trim_start_matches(['|', ' ', '-', '*']);
    LABELS.iter().any(|l| low.strip_prefix(l).is_some_and(|r| r.trim_start().starts_with(':')))
}

/// Quốc hiệu, tiêu ngữ, or the Party's line.
fn motto(plain: &str) -> bool {
    plain.contains("cong hoa xa hoi chu nghia")
        || plain.contains("doc lap - tu do")
        || plain.contains("doc lap- tu do")
        || plain.starts_with("dang cong san viet nam")
        || plain.ends_with("dang cong san viet nam")
}

fn number_line(plain: &str) -> bool {
    let t = plain.trim_start_matches(['|', ' ', '-']);
    t.strip_prefix("so").is_some_and(|r| {
        let r = r.trim_start();
        let r2 = r.strip_prefix(':').unwrap_or(r).trim_start();
        r2.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '_' | '-'))
            && r.len() < 200
            && (r.contains('/') || r.contains('-'))
    })
}

fn stamp(plain: &str) -> bool {
    let t = plain.trim_start();
    t.starts_with("den so")
        || t.starts_with("den ") && t.len() < 40
        || t.starts_with("chuyen:")
        || t.starts_with("ngay:")
        || t.starts_with("gio:")
        || matches!(t.trim_end_matches('.'), "hoa toc" | "thuong khan" | "khan" | "mat" | "toi mat" | "tuyet mat" | "du thao" | "den")
}

fn place_date(doc: &Doc, block: &Block) -> bool {
    let text = doc.block_text(block);
    text.chars().count() < 90
        && text.contains("ngày")
        && (text.contains(", ngày") || text.contains(",ngày") || text.starts_with("ngày ") || text.find(" ngày").is_some_and(|i| i < 30))
        && text.contains("năm")
        && text.starts_with(char::is_alphabetic)
}

/// Whether most letters are capitals.
#[must_use]
pub fn mostly_upper(text: &str) -> bool {
    let (mut upper, mut all) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        upper += usize::from(c.is_uppercase());
    }
    all > 1 && upper * 10 >= all * 7
}

fn numbered(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && crate::text::blocks::marker_len(text) > 0
        || text.starts_with("I.")
        || text.starts_with("II.")
        || text.starts_with("A.")
        || text.starts_with("I-")
        || text.starts_with("Điều 1")
        || text.starts_with("Chương ")
        || text.starts_with("Phần ")
        || text.starts_with("CHƯƠNG I")
        || text.starts_with("PHẦN ")
}

/// Words that begin the body of a document.
fn body_start(plain: &str) -> bool {
    let t = plain.trim_start_matches(['-', '+', ' ', '*', '(']);
    [
        "can cu",
        "thuc hien ",
        "xet ",
        "theo ",
        "nham ",
        "de ",
        "trong ",
        "ngay ",
        "sau ",
        "nhan ",
        "qua ",
        "tiep theo",
        "tra loi",
        "phuc dap",
        "trien khai thuc hien ",
        "hien nay",
        "nam 20",
        "uy ban nhan dan ",
        "ubnd ",
        "thoi gian qua",
        "vua qua",
        "quan triet ",
        "tren co so",
        "bo ",
        "so ",
        "dieu 1",
        "i. ",
        "1. ",
        "i- ",
        "phan ",
    ]
    .iter()
    .any(|w| t.starts_with(w))
}

fn title_like(text: &str, low: &str) -> bool {
    low.starts_with("ve ")
        || low.starts_with("v/v")
        || !text.ends_with(['.', ';', ',']) && !body_start(low) && !numbered(text) && text.chars().count() < 400
}

/// Names of bodies in capitals that stand between title and body ("ỦY BAN NHÂN DÂN TỈNH BẮC NINH").
fn is_body_name(low: &str) -> bool {
    let t = low.trim();
    t.chars().count() < 150
        && [
            "uy ban nhan dan",
            "hoi dong nhan dan",
            "chu tich uy ban",
            "chu tich ubnd",
            "thu tuong chinh phu",
            "bo truong",
            "chinh phu",
            "giam doc",
            "ban chap hanh",
            "ban thuong vu",
            "quoc hoi",
            "uy ban thuong vu quoc hoi",
            "thong doc",
            "tong thanh tra",
            "truong ban",
            "bo chinh tri",
            "ban bi thu",
            "khoa ",
            "ky hop",
            "chanh an",
            "vien truong",
            "cuc truong",
            "tong cuc truong",
            "hoi dong tham phan",
            "hoi nghi lan",
            "ubnd ",
            "hdnd ",
            "bo ",
        ]
        .iter()
        .any(|w| t.starts_with(w))
}

/// `TM. …`, `KT. …`, `T/M …` at the start of a line.
#[must_use]
pub fn authority_line(line: &str) -> bool {
    let t = line.trim_start_matches(['*', ' ', '|']);
    ["TM.", "T.M", "T/M", "TM ", "KT.", "K.T", "K/T", "KT ", "TL.", "T/L", "T.L", "TUQ.", "TUQ ", "Q. ", "TL "]
        .iter()
        .any(|m| t.starts_with(m))
        && mostly_upper(t)
        && t.chars().count() < 140
}

fn annex_start(low: &str) -> bool {
    let t = low.trim_start_matches(['#', '*', ' ', '|', '-']);
    ["phu luc", "bieu ", "bieu mau", "danh muc", "mau so", "bang ", "quy che", "quy dinh"].iter().any(|w| t.starts_with(w))
        && !t.starts_with("quy dinh cua")
}

/// A type heading (`KẾ HOẠCH`, `THÔNG BÁO KẾT LUẬN`) as a line of its own: its range and where the rest of the block begins.
fn heading_in(doc: &Doc, block: &Block) -> Option<(Range<usize>, usize)> {
    if block.end - block.start > 1200 {
        return None;
    }
    let text = doc.text();
    let ends = block.lines.iter().skip(1).copied().chain(std::iter::once(block.end));
    for (n, (s, e)) in block.lines.iter().copied().zip(ends).enumerate() {
        let line = text[s..e].trim();
        let line_trim = line.trim_end_matches([':', '.', ' ']);
        if n > 3 || line.is_empty() {
            break;
        }
        let upper = line_trim.chars().all(|c| !c.is_lowercase());
        if upper && let Some(t) = type_heading(line_trim) {
            return Some((s..s + t, (s + t).min(block.end)));
        }
        // the type word broken over two lines
        if upper && n == 0 && block.lines.len() > 1 {
            let joined: String = text[s..block.end].chars().take(60).collect();
            if let Some(t) = types::all()
                .iter()
                .filter(|t| t.name.contains(' '))
                .map(|t| t.name.to_uppercase())
                .filter(|u| joined.starts_with(u.as_str()))
                .map(|u| u.len())
                .max()
                && t > line_trim.len()
            {
                return Some((s..s + t, (s + t).min(block.end)));
            }
        }
    }
    None
}

/// Length of the type word that a heading line consists of, or begins with before capitals go on.
fn type_heading(line: &str) -> Option<usize> {
    let low = lower(line);
    // "kết luận" opens the title there
    if low.starts_with("thông báo kết luận") {
        return line.char_indices().nth("thông báo".chars().count()).map(|(i, _)| i);
    }
    if types::by_head(line).is_some_and(|t| t.code != "CV") {
        return Some(line.len());
    }
    if low.len() != line.len() {
        return None;
    }
    let best = types::all()
        .iter()
        .map(|t| lower(&t.name))
        .filter(|n| low.starts_with(n.as_str()) && low[n.len()..].starts_with(' '))
        .max_by_key(String::len)?;
    // "THÔNG BÁO KẾT LUẬN", "NGHỊ QUYẾT CHUYÊN ĐỀ": the heading goes on; but no sentence in capitals
    (line.split(' ').count() <= 6 && !low.contains(" số ")).then_some(best.len())
}
