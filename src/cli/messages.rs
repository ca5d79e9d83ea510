//! What the program says on stderr, in English and Vietnamese. Data on stdout is the same in every language.

use super::fail::Fail;
use super::overridden;
use crate::index::{INDEX_VERSION, IndexError};
use crate::model::{Problem, ProblemCode};
use crate::pipeline::ledger::Remark;
use crate::pipeline::sync::Summary;
use crate::query::QueryError;
use crate::query::search::Note;
pub use crate::query::words::Lang;

/// Something to say.
pub enum Message<'a> {
    /// A command stopped.
    Stopped(&'a Fail),
    /// The index is missing: how to make one.
    MakeIndex,
    /// The index cannot be used as it is: how to heal it.
    Rebuild,
    /// A file could not be taken in.
    Failed(&'a str, &'a Problem),
    /// An override did not do what it says.
    Remark(&'a Remark<'a>),
    /// The end of an index run.
    Indexed(&'a Summary, bool),
    /// So many documents were analysed by another version of the program.
    OtherAnalysis(usize),
    /// What had to be done to find anything.
    Note(Note),
    /// So many documents found, so many shown.
    Shown(usize, usize),
    /// A graph: documents, arcs, references that lead to no single document.
    Graph {
        /// Documents.
        nodes: usize,
        /// Arcs.
        arcs: usize,
        /// References.
        open: usize,
    },
    /// Nothing found.
    NothingFound,
    /// So many findings of each severity.
    Weighed {
        /// Contradictions, essential things missing.
        high: usize,
        /// Somebody should look.
        medium: usize,
        /// Worth knowing.
        low: usize,
    },
    /// Neither a file in the index nor a number that anybody bears or cites.
    Unknown(&'a str),
    /// What a sample tells: so many wrong of it, at most such a share of all.
    Bound {
        /// Wrong rows of the sample.
        wrong: usize,
        /// Rows drawn.
        sample: usize,
        /// All rows.
        all: usize,
        /// The greatest share of wrong rows in all, 0 to 1.
        share: f64,
    },
    /// Any other sentence, English and Vietnamese.
    Plain(&'a str, &'a str),
}

impl Message<'_> {
    /// What may help after a failure.
    #[must_use]
    pub const fn advice(fail: &Fail) -> Option<Self> {
        match fail {
            Fail::Query(QueryError::Index(IndexError::Missing(_))) => Some(Message::MakeIndex),
            Fail::Query(QueryError::Index(IndexError::Damaged { .. } | IndexError::OtherVersion { .. })) => Some(Message::Rebuild),
            _ => None,
        }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vietnamese;
        let pick = |en: &str, v: &str| if vi { v.to_owned() } else { en.to_owned() };
        match self {
            Self::Stopped(Fail::Overrides(e)) => overridden::broken(e, lang),
            Self::Stopped(fail) => stopped(fail, vi),
            Self::MakeIndex => pick("make one with: vanthu index FOLDER", "hãy tạo chỉ mục: vanthu index THƯ_MỤC"),
            Self::Rebuild => pick("heal it with: vanthu index --rebuild FOLDER", "khắc phục: vanthu index --rebuild THƯ_MỤC"),
            Self::Failed(path, problem) if vi => format!("{path}: {}", problem_vi(problem)),
            Self::Failed(path, problem) => format!("{path}: {problem}"),
            Self::Remark(r) => overridden::remark(r, lang),
            Self::Indexed(s, dry) => indexed(s, *dry, vi),
            Self::OtherAnalysis(n) if vi => {
                format!("{n} văn bản do phiên bản khác của chương trình phân tích; chạy lại vanthu index THƯ_MỤC để phân tích lại")
            }
            Self::OtherAnalysis(n) => {
                let what = if *n == 1 { "document" } else { "documents" };
                format!("{n} {what} analysed by another version of the program; vanthu index FOLDER does them anew")
            }
            Self::Note(note) => match note {
                Note::NothingAsked => pick("the query holds no word or number", "câu hỏi không có từ hay số nào"),
                Note::LongQuery => pick(
                    "a long question: documents with any of its words, best first",
                    "câu hỏi dài: hiện các văn bản có từ trong câu hỏi, phù hợp nhất trước",
                ),
                Note::MostWords => pick(
                    "no document has all the words; showing those with most of them",
                    "không văn bản nào có đủ các từ; hiện những văn bản có phần lớn các từ",
                ),
                Note::AnyWord => pick(
                    "no document has most of the words; showing those with any of them",
                    "không văn bản nào có phần lớn các từ; hiện những văn bản có ít nhất một từ",
                ),
                Note::PhraseAsWords => {
                    pick("the phrase stands nowhere; looking for its words", "không có cụm từ này ở đâu; tìm theo từng từ")
                }
            },
            Self::Graph { nodes, arcs, open } if vi => {
                format!("{nodes} văn bản, {arcs} quan hệ; {open} viện dẫn không dẫn đến một văn bản xác định nên không vẽ")
            }
            Self::Graph { nodes, arcs, open } => {
                format!("{nodes} documents, {arcs} relations; {open} references lead to no single document and are not drawn")
            }
            Self::Shown(total, shown) if vi => format!("{total} văn bản, hiện {shown}"),
            Self::Shown(total, shown) => format!("{total} {}, {shown} shown", if *total == 1 { "document" } else { "documents" }),
            Self::Weighed { high, medium, low } => {
                pick(&format!("{high} high, {medium} medium, {low} low"), &format!("{high} cao, {medium} trung bình, {low} thấp"))
            }
            Self::NothingFound => pick("nothing found", "không tìm thấy gì"),
            Self::Unknown(what) if vi => {
                format!("{what}: không phải tệp trong chỉ mục, cũng không phải số hiệu được văn bản nào mang hay dẫn")
            }
            Self::Unknown(what) => format!("{what}: neither a file in the index nor a number that any document bears or cites"),
            Self::Plain(en, v) => pick(en, v),
            Self::Bound { wrong, sample, all, share } => {
                let percent = format!("{:.1}", 100.0 * share);
                pick(
                    &format!("if {wrong} of these {sample} rows are wrong, at most {percent} % of all {all} are (95 % confidence)"),
                    &format!(
                        "nếu {wrong} trong {sample} dòng này sai thì nhiều nhất {} % của cả {all} dòng sai (độ tin cậy 95 %)",
                        percent.replace('.', ",")
                    ),
                )
            }
        }
    }
}

fn stopped(fail: &Fail, vi: bool) -> String {
    match fail {
        Fail::Output(e) if vi => format!("không ghi được kết quả: {e}"),
        Fail::Output(e) => format!("could not write the output: {e}"),
        Fail::Said(s) => s.clone(),
        Fail::Overrides(e) => e.to_string(),
        Fail::Internal(what) if vi => format!("lỗi của chương trình, xin báo lại: {what}"),
        Fail::Internal(what) => format!("the program failed, please report it: {what}"),
        Fail::Query(e) if !vi => e.to_string(),
        Fail::Query(QueryError::BadValue { flag, value, .. }) => format!("{flag} {value:?}: giá trị không hợp lệ"),
        Fail::Query(QueryError::BadLine { path, line: 0, why }) => format!("{}: {why}", path.display()),
        Fail::Query(QueryError::BadLine { path, line, why }) => {
            format!("{}, dòng {line}: không phải bản ghi của vanthu extract --format jsonl ({why})", path.display())
        }
        Fail::Query(QueryError::Index(e)) => match e {
            IndexError::Missing(p) => format!("không có chỉ mục ở {}", p.display()),
            IndexError::NotAnIndex(p) => format!("{} không phải là chỉ mục của vanthu", p.display()),
            IndexError::Damaged { folder, why } => format!("chỉ mục {} bị hỏng: {why}", folder.display()),
            IndexError::OtherVersion { folder, found } => {
                format!("chỉ mục {} thuộc phiên bản {found}, chương trình này đọc phiên bản {INDEX_VERSION}", folder.display())
            }
            IndexError::Busy(p) => format!("một lần chạy khác đang ghi vào chỉ mục {}", p.display()),
            IndexError::Io { .. } | IndexError::Engine(_) | IndexError::Other(_) => format!("lỗi chỉ mục: {e}"),
        },
    }
}

fn problem_vi(problem: &Problem) -> String {
    match problem.code {
        ProblemCode::NotFound => "không có tệp hay thư mục này".to_owned(),
        ProblemCode::NoPermission => "không có quyền đọc".to_owned(),
        ProblemCode::ReadFailed => format!("không đọc được: {}", problem.message),
        ProblemCode::Empty => "tệp không có chữ nào".to_owned(),
        ProblemCode::NotText => "không phải văn bản đọc được".to_owned(),
        ProblemCode::FormatNotYet => format!("định dạng chưa được hỗ trợ: {}", problem.message),
        ProblemCode::TooLarge => format!("tệp quá lớn: {}", problem.message),
        ProblemCode::Internal => format!("lỗi của chương trình, xin báo lại: {}", problem.message),
    }
}

fn indexed(s: &Summary, dry: bool, vi: bool) -> String {
    let megabytes = s.bytes as f64 / 1e6;
    let counts = [s.added, s.updated, s.moved, s.removed, s.unchanged, s.failed];
    let words = if vi {
        ["thêm", "cập nhật", "chuyển chỗ", "gỡ bỏ", "không đổi", "lỗi"]
    } else {
        ["added", "updated", "moved", "removed", "unchanged", "failed"]
    };
    let mut list: Vec<String> = counts.iter().zip(words).map(|(n, w)| if vi { format!("{w} {n}") } else { format!("{n} {w}") }).collect();
    if s.reanalysed > 0 {
        let n = s.reanalysed;
        list.push(if vi { format!("phân tích lại theo phiên bản này {n}") } else { format!("{n} analysed anew by this version") });
    }
    let tail = if vi { format!("{megabytes:.1} MB, {:.2} giây", s.seconds) } else { format!("{megabytes:.1} MB in {:.2} s", s.seconds) };
    let head = match (dry, vi) {
        (false, _) => "",
        (true, false) => "would be: ",
        (true, true) => "sẽ là: ",
    };
    format!("{head}{}; {tail}", list.join(", "))
}
