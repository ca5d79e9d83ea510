//! What copying a document into a file has broken: one finding of each kind.

use std::ops::Range;

use super::{Material, push};
use crate::model::{Finding, Severity, Span};
use crate::text::fold::plain;
use crate::text::{Block, BlockKind, clip_end, clip_start};

pub(super) fn find(of: &Material, out: &mut Vec<Finding>) {
    paragraphs(of, out);
    title(of, out);
    pictures(of, out);
    furniture(of, out);
    brackets(of, out);
}

/// Blocks of the document itself.
fn blocks<'a>(of: &Material<'a>) -> &'a [Block] {
    of.doc.blocks.get(of.proper.clone()).unwrap_or_default()
}

/// A sentence that a blank line cuts in two.
fn paragraphs(of: &Material, out: &mut Vec<Finding>) {
    let mut cuts: Vec<Span> = Vec::new();
    for index in of.body {
        let Some(block) = of.doc.blocks.get(*index).filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item)) else { continue };
        for line in block.lines.iter().skip(1).filter(|l| **l > block.start + 2) {
            let before = of.doc.flow.to_source(line - 2, line - 1).end;
            let after = of.doc.flow.to_source(*line, line + 1).start;
            let gap = of.doc.source.get(before..after).unwrap_or("");
            if gap.bytes().filter(|b| *b == b'\n').count() > 1 && gap.trim().is_empty() && before <= after {
                cuts.push(words_at(of.doc.source, before, after));
            }
        }
    }
    if !cuts.is_empty() {
        let message = format!("{} câu bị cắt đôi bởi dòng trống (ngắt trang)", cuts.len());
        push(out, "split_paragraph", Severity::Low, message, cuts);
    }
}

/// The gap with the word before and the word behind it.
fn words_at(source: &str, before: usize, after: usize) -> Span {
    let start = source[..before].rfind(char::is_whitespace).map_or(0, |i| clip_start(source, i + 1));
    let end = source[after..].find(char::is_whitespace).map_or(source.len(), |i| after + i);
    Span::new(start, end)
}

/// The subject broken over four lines or more, in a file that does not wrap its lines; three are usual beside a letter's number.
fn title(of: &Material, out: &mut Vec<Finding>) {
    let [span] = of.field("title")[..] else { return };
    let source = of.doc.source;
    let Some(words) = source.get(span.start..span.end) else { return };
    let lines = words.trim().lines().filter(|l| !l.trim().is_empty()).count();
    let unwrapped = of.body.iter().filter_map(|i| of.doc.blocks.get(*i)).any(|b| b.lines.len() == 1 && b.end - b.start > 300);
    if lines > 3 && unwrapped {
        push(out, "split_title", Severity::Low, format!("trích yếu bị ngắt thành {lines} dòng"), vec![span]);
    }
}

/// A table of which only the name of an image file is left: under a caption, or as a slug of many words.
fn pictures(of: &Material, out: &mut Vec<Finding>) {
    let mut names: Vec<(Span, &str)> = Vec::new();
    let blocks = blocks(of);
    for (i, block) in blocks.iter().enumerate() {
        let word = of.doc.block_text(block).split(' ').next().unwrap_or("");
        if !(slug(word) || picture(word)) {
            continue;
        }
        let caption = blocks[i.saturating_sub(3)..i].iter().any(|b| {
            let text = of.doc.block_text(b);
            let low = plain(&text[..clip_end(text, 24)]);
            let rest = ["bang ", "bieu ", "hinh "].iter().find_map(|c| low.strip_prefix(c));
            rest.is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        });
        if caption {
            names.push((of.doc.flow.to_source(block.start, block.start + word.len()), word));
        }
    }
    if let Some((_, first)) = names.first() {
        let message = format!("bảng chỉ còn tên tệp ảnh: “{first}”");
        push(out, "lost_table", Severity::Low, message, names.into_iter().map(|(s, _)| s).collect());
    }
}

/// `2-ke-hoach-tuyen-dung-nam-2022`.
fn slug(word: &str) -> bool {
    word.len() > 20
        && word.matches('-').count() > 3
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'))
}

fn picture(word: &str) -> bool {
    let low = word.to_lowercase();
    low.starts_with("![") || [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|e| low.trim_end_matches(')').ends_with(e))
}

/// First words of what a site says to its readers.
const PROMPTS: [&str; 8] =
    ["mo zalo", "bam quet", "quet ma qr de", "theo doi ", "nhan vao day", "dang ky kenh", "moi ban doc theo doi", "xem them tai day"];

/// What the site says, between the words of an article: prompts, and teasers that end with a bar.
fn furniture(of: &Material, out: &mut Vec<Finding>) {
    if !of.press() {
        return;
    }
    let mut seen: Vec<(Span, String)> = Vec::new();
    for block in &of.doc.blocks {
        let text = of.doc.block_text(block);
        let low = plain(text.get(..clip_end(text, 120)).unwrap_or(""));
        let prompt =
            PROMPTS.iter().any(|p| low.starts_with(p)) && (!low.starts_with("theo doi ") || low.contains(" tren ") && !text.ends_with('.'));
        let teaser = block.kind != BlockKind::Row && text.ends_with('|') && text.len() < 300 && text.len() > 8;
        if prompt || teaser {
            let end = if teaser { block.end } else { block.start + clip_end(text, 60) };
            seen.push((of.doc.flow.to_source(block.start, end), text[..clip_end(text, 50)].to_owned()));
        }
    }
    if let Some((_, first)) = seen.first() {
        let message = format!("lời của trang web lẫn trong bài: “{first}…”");
        push(out, "page_furniture", Severity::Low, message, seen.into_iter().map(|(s, _)| s).collect());
    }
}

/// A bracket that opens on one line of a list and closes on the next, behind a stray bar: two columns run into each other.
fn brackets(of: &Material, out: &mut Vec<Finding>) {
    let count = |l: &str, c: char| l.matches(c).count();
    let mut found: Vec<Span> = Vec::new();
    // the line before, where it leaves one bracket open
    let mut open: Option<Range<usize>> = None;
    for (index, at) in of.doc.lines().filter(|(i, _)| of.proper.contains(i)) {
        let line = &of.doc.text()[at.clone()];
        let (opened, closed) = (count(line, '('), count(line, ')'));
        let bar = line.contains(" | ") || line.contains('¦');
        if let Some(before) = open.take().filter(|_| bar && closed == opened + 1 && of.doc.blocks[index].kind != BlockKind::Row) {
            found.extend([of.doc.flow.to_source(before.start, before.end), of.doc.flow.to_source(at.start, at.end)]);
        }
        open = (opened == closed + 1).then_some(at);
    }
    if !found.is_empty() {
        let message = "hai cột dính vào nhau: ngoặc mở ở dòng trên, đóng ở dòng dưới".to_owned();
        push(out, "broken_layout", Severity::Low, message, found);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, said};

    const LONG: &str = "Các phòng chuyên môn, đơn vị sự nghiệp và Ủy ban nhân dân các phường trên địa bàn quận chủ động rà soát, lập danh mục hồ sơ, \
                        giao nộp tài liệu vào lưu trữ cơ quan đúng thời hạn, bố trí kho bảo quản và người làm công tác lưu trữ theo quy định, kịp thời";

    #[test]
    fn cut_sentences() {
        assert_eq!(said(&plan(&format!("- {LONG}\n\nxử lý các vướng mắc.")), "split_paragraph").len(), 1);
        assert_eq!(said(&plan(&format!("- {LONG} xử lý.\n\n- Các phòng báo cáo.")), "split_paragraph"), []);
    }

    #[test]
    fn subjects_in_pieces() {
        let letter = |subject: &str| {
            format!(
                "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 31/UBND-NV\n{subject}\n\nTây Hồ, ngày 10 tháng 01 năm 2023\n\nKính gửi: Các phòng.\n\n{LONG}.\n"
            )
        };
        let broken = letter("V/v tăng cường\ncông tác\nvăn thư, lưu trữ\nnăm 2023");
        assert_eq!(said(&broken, "split_title").len(), 1, "{:?}", crate::pipeline::analyse("a.txt", broken.as_bytes())[0]);
        assert_eq!(said(&letter("V/v tăng cường công tác văn thư, lưu trữ năm 2023"), "split_title"), []);
    }

    #[test]
    fn tables_of_which_a_file_name_is_left() {
        let body = "Bảng 3. Hồ sơ giao nộp\n\n3-ho-so-giao-nop-luu-tru-nam-2022 Công tác lưu trữ được quan tâm.";
        assert_eq!(said(&plan(body), "lost_table").len(), 1);
        assert_eq!(said(&plan("Bảng 3. Hồ sơ giao nộp\n\nCông tác lưu trữ: e-office, vnpt-ioffice."), "lost_table"), []);
    }

    #[test]
    fn prompts_of_a_site() {
        let long = "Quận Cầu Giấy đã có nhiều cách làm mới trong phục vụ người dân ở bộ phận một cửa, theo báo cáo của quận. ".repeat(8);
        let news = |tail: &str| format!("Cầu Giấy: Một cửa ban đêm\n\n{long}\n\n{long}\n{tail}");
        assert_eq!(
            said(&news("Một cửa thân thiện ở các phường |\nMở Zalo, bấm quét QR để xem trên điện thoại"), "page_furniture").len(),
            1
        );
        assert_eq!(said(&news("Theo dõi kết quả này, quận sẽ nhân rộng trên toàn địa bàn."), "page_furniture"), []);
    }

    #[test]
    fn columns_run_together() {
        let tail = |a: &str, b: &str| {
            plan(&format!("1. Giao Phòng Nội vụ.\n\nNơi nhận:\n- Sở Nội vụ;\n- Các phòng; {a}\n- UBND các phường; {b}\n- Lưu: VT."))
        };
        assert_eq!(said(&tail("(để", "| thực hiện)"), "broken_layout").len(), 1);
        assert_eq!(said(&tail("(để thực hiện)", "(để thực hiện)"), "broken_layout"), []);
    }
}
