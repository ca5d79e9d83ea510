//! A [`Context`] made by hand, for tests of single extractors.

use super::{Context, DateAt, frame::Frame};
use crate::grammar::date;
use crate::model::{DateRole, Form, Header};
use crate::text::{Doc, fold};

/// Everything is body; dates get a role from the word before them.
pub fn context<'a>(doc: &'a Doc<'a>, doc_type: &str) -> Context<'a> {
    let text = doc.text();
    let dates = date::find(text)
        .into_iter()
        .map(|d| {
            let before = fold::lower(&text[..d.start]);
            let due = ["trước ", "đến ", "đến hết ", "trong ", "chậm nhất ", "vào ", "hoàn thành "].iter().any(|w| before.ends_with(w));
            DateAt {
                at: d.start..d.end,
                value: d.value,
                role: if due { DateRole::Deadline } else { DateRole::Period },
                from_context: false,
                recurring: None,
            }
        })
        .collect();
    let header = Header {
        doc_type: (!doc_type.is_empty()).then(|| doc_type.to_owned()),
        form: if doc_type.is_empty() { Form::Article } else { Form::Administrative },
        issued_on: Some("2024-01-10".to_owned()),
        ..Header::default()
    };
    let all = 0..doc.blocks.len();
    Context { doc, frame: Frame { proper: all.clone(), head: 0..0, body: all.collect(), ..Frame::default() }, header, dates }
}
