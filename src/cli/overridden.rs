//! What is said about override files: why one cannot be followed, and which rules did nothing. In both languages.

use std::io::ErrorKind;

use super::context::Context;
use super::messages::{Lang, Message};
use crate::model::ItemKind;
use crate::overrides::{Rule, Trouble, Wrong, fields};
use crate::pipeline::beside::{BesideError, Broken};
use crate::pipeline::ledger::{Remark, What};

/// Longest text of a document that is shown in a message, in characters.
const SHOWN: usize = 60;

/// Tells all remarks of a run, also when quiet: something is wrong with what a person wrote.
pub fn tell(remarks: &[Remark<'_>], context: &mut Context<'_>) {
    for remark in remarks {
        context.warn(&Message::Remark(remark));
    }
}

/// Why an override file cannot be followed.
pub fn broken(error: &BesideError, lang: Lang) -> String {
    if lang == Lang::English {
        return error.to_string();
    }
    let file = error.file.display();
    match &error.why {
        Broken::Unread(e) if e.kind() == ErrorKind::NotFound => format!("{file}: không có tệp này"),
        Broken::Unread(e) if e.kind() == ErrorKind::InvalidData => format!("{file}: không phải văn bản UTF-8; hãy lưu lại bằng UTF-8"),
        Broken::Unread(e) => format!("{file}: không đọc được: {e}"),
        Broken::Wrong(e) => format!("{file}, dòng {}: {}", e.line, wrong_vi(&e.wrong)),
    }
}

fn wrong_vi(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Toml(why) => format!("không đúng dạng TOML: {why}"),
        Wrong::Path(why) => format!("`path` không chỉ tệp nào: {why}"),
        Wrong::Document => {
            "văn bản chỉ sửa được (action = \"correct\"), không nhận span, text, occurrence hay code: path và part đã chỉ rõ".to_owned()
        }
        Wrong::Nowhere => "chưa nói mục nào: thêm span = [đầu, cuối] hoặc text = \"…\"".to_owned(),
        Wrong::EmptyPlace => "chỗ này không có chữ nào: span = [đầu, cuối] cần đầu < cuối, text cần ít nhất một chữ".to_owned(),
        Wrong::Occurrence => "`occurrence` đếm từ 1 và đi cùng span hoặc text".to_owned(),
        Wrong::Code => "`code` chọn nhận xét cần sửa hay bỏ; nhận xét thêm vào ghi code trong `set`".to_owned(),
        Wrong::NothingSet => "không có gì để sửa: thêm `set` hoặc `clear`".to_owned(),
        Wrong::SetInVain(key) => format!("`{key}` không có nghĩa ở đây: mục bị bỏ không nhận giá trị, mục thêm vào không có gì để xóa"),
        Wrong::Twice(field) => format!("`{field}` vừa được ghi vừa bị xóa"),
        Wrong::UnknownField { item, field } => format!(
            "`{field}` không phải trường ghi được của {} ({}); ghi được: {}",
            name(*item),
            item.as_str(),
            fields::settable(*item).join(", ")
        ),
        Wrong::NeverEmpty { item, field } => format!("`{field}` của {} không để trống được; hãy ghi giá trị khác", name(*item)),
        Wrong::BadValue { item, field, why } => format!("`{field}` của {}: giá trị không dùng được: {why}", name(*item)),
        Wrong::Missing { item, field } => format!("thêm {} thì cần set = {{ {field} = … }}", name(*item)),
    }
}

const fn name(item: ItemKind) -> &'static str {
    match item {
        ItemKind::Document => "văn bản",
        ItemKind::Reference => "viện dẫn",
        ItemKind::Date => "ngày tháng",
        ItemKind::Percentage => "tỷ lệ",
        ItemKind::Target => "chỉ tiêu",
        ItemKind::Result => "kết quả",
        ItemKind::Quantity => "số lượng",
        ItemKind::Finding => "nhận xét",
    }
}

/// What is to be told about a rule.
pub fn remark(remark: &Remark<'_>, lang: Lang) -> String {
    let Remark { rule, file, what } = remark;
    let vi = lang == Lang::Vietnamese;
    let at = format!("{}, {} {}", file.display(), lang.pick("line", "dòng"), rule.line);
    let meant = meant(rule, lang);
    let path = &rule.path;
    match what {
        What::NoDocument if vi => format!("{at}: không có văn bản nào là {path}; quy tắc không được áp dụng"),
        What::NoDocument => format!("{at}: no document is {path}; the override was not applied"),
        What::NoItem if vi => format!("{at}: {path} không có {meant}; quy tắc không được áp dụng (tệp có thể đã đổi)"),
        What::NoItem => format!("{at}: {path} has no {meant}; the override was not applied (the file may have changed)"),
        What::Trouble(document, trouble) => format!("{at}: {document}: {}", trouble_text(trouble, &meant, vi)),
    }
}

fn trouble_text(trouble: &Trouble, meant: &str, vi: bool) -> String {
    match trouble {
        Trouble::Stale(found) if vi => format!("chỗ của {meant} nay là “{}”; quy tắc không được áp dụng", short(found)),
        Trouble::Stale(found) => format!("where {meant} was, “{}” stands now; the override was not applied", short(found)),
        Trouble::NoSpan if vi => format!("{meant} nằm ngoài văn bản hoặc cắt đôi một chữ; quy tắc không được áp dụng"),
        Trouble::NoSpan => format!("{meant} lies outside the text or cuts a character in two; the override was not applied"),
        Trouble::AlreadyThere if vi => format!("đã có {meant}; không thêm nữa (muốn sửa thì dùng action = \"correct\")"),
        Trouble::AlreadyThere => format!("there is {meant} already; nothing was added (to change it, use action = \"correct\")"),
        Trouble::Unfit(why) if vi => format!("các trường của {meant} không hợp với nhau: {why}"),
        Trouble::Unfit(why) => format!("the fields of {meant} do not go together: {why}"),
    }
}

/// `reference “Chương trình 06”`, `date at 120..127`.
fn meant(rule: &Rule, lang: Lang) -> String {
    let item = if lang == Lang::Vietnamese { name(rule.item) } else { rule.item.as_str() };
    let select = &rule.select;
    let mut out = item.to_owned();
    if let Some(code) = &select.code {
        out = format!("{out} {code}");
    }
    if let Some(text) = &select.text {
        out = format!("{out} “{}”", short(text));
    }
    if let Some(span) = select.span {
        out = format!("{out} {} {}..{}", lang.pick("at", "ở"), span.start, span.end);
    }
    if let Some(n) = select.occurrence {
        out = format!("{out} ({} {n})", lang.pick("occurrence", "lần"));
    }
    out
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = line.chars().take(SHOWN).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}
