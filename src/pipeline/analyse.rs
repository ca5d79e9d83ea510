//! One file's bytes to records.

use crate::model::{Problem, ProblemCode};
use crate::record::{RECORD_VERSION, Record};

/// Analyses one file's bytes: one result for each document in it.
pub fn analyse(path: &str, bytes: &[u8]) -> Vec<Result<Record, Problem>> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![Err(Problem::new(ProblemCode::NotText, "not UTF-8 text"))];
    };
    if text.trim().is_empty() {
        return vec![Err(Problem::new(ProblemCode::Empty, "the file holds no text"))];
    }
    let mut record = Record { schema: RECORD_VERSION, path: path.to_owned(), format: "text".into(), ..Record::default() };
    record.encoding = "utf-8".into();
    record.blake3 = blake3::hash(bytes).to_hex().to_string();
    record.document.title = text.lines().map(str::trim).find(|l| !l.is_empty()).map(|l| l.chars().take(200).collect());
    vec![Ok(record)]
}
