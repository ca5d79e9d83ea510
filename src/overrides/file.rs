//! The text of an override file to [`Rule`]s.
//!
//! ```toml
//! [[override]]
//! path = "15-KH-UBND.txt"            # from the folder of this file; * ? [ ] { } and ** as in a shell
//! item = "reference"                 # document, reference, date, percentage, target, result, quantity, finding
//! action = "correct"                 # correct, add, suppress
//! text = "Chương trình 06"           # or span = [1204, 1221]; both: only where this text still stands there
//! set = { resolved_number = "06-CTr/QU" }
//! reason = "họp ngày 3/4"
//! ```
//!
//! Further: `part` of a file with several documents, `occurrence` (1, 2 …: one of several that fit), `clear` (fields to be emptied,
//! which TOML cannot say), `code` (selects a finding), `by`. Not handled: files other than UTF-8.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use toml::Spanned;

use super::{fields, item};
use crate::model::{ItemKind, OverrideAction, Span};

/// Which items of a document a rule is about. Of an added item: where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Select {
    /// Bytes of the text.
    pub span: Option<Span>,
    /// What stands there.
    pub text: Option<String>,
    /// Which of several, from 1; all where it is `None`.
    pub occurrence: Option<usize>,
    /// Code of a finding.
    pub code: Option<String>,
}

/// One `[[override]]`, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The override file, as records name it.
    pub file: String,
    /// The line on which the rule begins. No part of what the rule says.
    #[serde(skip)]
    pub line: usize,
    /// Which documents: a path from the folder of the file, or a glob.
    pub path: String,
    /// Which document of the file.
    pub part: Option<u32>,
    /// What kind of item.
    pub item: ItemKind,
    /// What to do.
    pub action: OverrideAction,
    /// Which items.
    pub select: Select,
    /// Fields and their values; `Null` empties a field.
    pub set: Map<String, Value>,
    /// Why.
    pub reason: Option<String>,
    /// Who says so.
    pub by: Option<String>,
}

/// What is wrong with an override file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Not TOML, or a key or word that is not known, in the words of the TOML reader.
    Toml(String),
    /// `path` is empty or no glob.
    Path(String),
    /// A document can only be corrected, and is not selected by span or text.
    Document,
    /// An item is to be selected, and neither span nor text is given.
    Nowhere,
    /// A span that holds nothing, or a text without a character.
    EmptyPlace,
    /// `occurrence` counts from 1.
    Occurrence,
    /// `code` selects findings that are there.
    Code,
    /// A correction that changes nothing.
    NothingSet,
    /// A suppressed item gets no values; an added one has nothing to clear.
    SetInVain(&'static str),
    /// Set and cleared.
    Twice(String),
    /// No such field, or one that follows from others.
    UnknownField {
        /// Of what.
        item: ItemKind,
        /// The name.
        field: String,
    },
    /// A field that always has a value.
    NeverEmpty {
        /// Of what.
        item: ItemKind,
        /// The name.
        field: String,
    },
    /// A value that the field does not take.
    BadValue {
        /// Of what.
        item: ItemKind,
        /// The name.
        field: String,
        /// What it takes.
        why: String,
    },
    /// An added item without a field that it needs.
    Missing {
        /// What.
        item: ItemKind,
        /// The name.
        field: &'static str,
    },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Toml(why) => f.write_str(why),
            Self::Path(why) => write!(f, "`path` names no file: {why}"),
            Self::Document => f.write_str(
                "a document can only be corrected (action = \"correct\") and takes neither span, text, occurrence nor code: path and part say which",
            ),
            Self::Nowhere => f.write_str("say which item: span = [start, end] or text = \"…\""),
            Self::EmptyPlace => f.write_str("nothing stands at this place: span = [start, end] needs start < end, text needs at least one character"),
            Self::Occurrence => f.write_str("`occurrence` counts from 1 and goes with span or text"),
            Self::Code => f.write_str("`code` selects a finding to be corrected or suppressed; an added finding gets it in `set`"),
            Self::NothingSet => f.write_str("nothing to correct: give `set` or `clear`"),
            Self::SetInVain(key) => write!(f, "`{key}` has no meaning here: a suppressed item gets no values, an added one has none to clear"),
            Self::Twice(field) => write!(f, "`{field}` is both set and cleared"),
            Self::UnknownField { item, field } => write!(
                f,
                "`{field}` is no field of a {} that can be set; these can: {}",
                item.as_str(),
                fields::settable(*item).join(", ")
            ),
            Self::NeverEmpty { item, field } => write!(f, "`{field}` of a {} cannot be cleared; set another value", item.as_str()),
            Self::BadValue { item, field, why } => write!(f, "`{field}` of a {}: {why}", item.as_str()),
            Self::Missing { item, field } => write!(f, "an added {} needs set = {{ {field} = … }}", item.as_str()),
        }
    }
}

/// What is wrong, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// From 1.
    pub line: usize,
    /// What.
    pub wrong: Wrong,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default, rename = "override")]
    rows: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    path: Spanned<String>,
    part: Option<u32>,
    item: ItemKind,
    action: OverrideAction,
    span: Option<Spanned<Vec<usize>>>,
    text: Option<Spanned<String>>,
    occurrence: Option<Spanned<usize>>,
    code: Option<Spanned<String>>,
    #[serde(default)]
    set: std::collections::BTreeMap<Spanned<String>, toml::Value>,
    #[serde(default)]
    clear: Vec<Spanned<String>>,
    reason: Option<String>,
    by: Option<String>,
}

/// Reads an override file. `file` is how records and messages name it.
///
/// # Errors
/// The first thing that is wrong, with its line.
///
/// ```
/// use vanthu::overrides::parse;
/// let text = "[[override]]\npath = \"a.txt\"\nitem = \"date\"\naction = \"suppress\"\ntext = \"3/4\"\n";
/// assert_eq!(parse("o.toml", text).unwrap()[0].select.text.as_deref(), Some("3/4"));
/// assert_eq!(parse("o.toml", &text.replace("text", "txt")).unwrap_err().line, 5);
/// ```
pub fn parse(file: &str, text: &str) -> Result<Vec<Rule>, FileError> {
    let line = |at: usize| 1 + text.as_bytes().iter().take(at).filter(|b| **b == b'\n').count();
    let table: Table = toml::from_str(text)
        .map_err(|e| FileError { line: line(e.span().map_or(0, |s| s.start)), wrong: Wrong::Toml(e.message().replace('\n', "; ")) })?;
    table
        .rows
        .into_iter()
        .map(|row| {
            let at = row.span();
            let begins = line(at.start);
            rule(file, begins, at, row.into_inner()).map_err(|(at, wrong)| FileError { line: line(at.start), wrong })
        })
        .collect()
}

type At = Range<usize>;

fn rule(file: &str, line: usize, whole: At, row: Row) -> Result<Rule, (At, Wrong)> {
    use OverrideAction::{Add, Correct, Suppress};
    let Row { path, part, item, action, span, text, occurrence, code, set, clear, reason, by } = row;
    if let Err(e) = globset::Glob::new(path.get_ref()) {
        return Err((path.span(), Wrong::Path(e.to_string())));
    }
    if path.get_ref().trim().is_empty() {
        return Err((path.span(), Wrong::Path("it is empty".to_owned())));
    }
    let place = span.as_ref().map(Spanned::span).or_else(|| text.as_ref().map(Spanned::span));
    match item {
        ItemKind::Document if action != Correct || place.is_some() || occurrence.is_some() || code.is_some() => {
            return Err((whole, Wrong::Document));
        }
        ItemKind::Finding => {
            if let Some(code) = code.as_ref().filter(|_| action == Add) {
                return Err((code.span(), Wrong::Code));
            }
            // a finding may be about the whole document
            if place.is_none() && code.is_none() && action != Add {
                return Err((whole, Wrong::Nowhere));
            }
        }
        _ => {
            if let Some(code) = &code {
                return Err((code.span(), Wrong::Code));
            }
            if place.is_none() && item != ItemKind::Document {
                return Err((whole, Wrong::Nowhere));
            }
        }
    }
    let bytes = match span.as_ref().map(|s| (s.get_ref().as_slice(), s.span())) {
        None => None,
        Some(([start, end], _)) if start < end => Some(Span::new(*start, *end)),
        Some((_, at)) => return Err((at, Wrong::EmptyPlace)),
    };
    if let Some(t) = text.as_ref().filter(|t| item::as_read(t.get_ref()).is_empty()) {
        return Err((t.span(), Wrong::EmptyPlace));
    }
    if let Some(n) = occurrence.as_ref().filter(|n| *n.get_ref() == 0 || place.is_none()) {
        return Err((n.span(), Wrong::Occurrence));
    }
    let first_set = set.keys().next().map(Spanned::span);
    let first_clear = clear.first().map(Spanned::span);
    match (action, first_set, first_clear) {
        (Suppress, Some(at), _) => return Err((at, Wrong::SetInVain("set"))),
        (Suppress | Add, _, Some(at)) => return Err((at, Wrong::SetInVain("clear"))),
        (Correct, None, None) => return Err((whole, Wrong::NothingSet)),
        _ => {}
    }
    let mut values = Map::new();
    for (name, value) in set {
        let kept = fields::value(item, name.get_ref(), &json(value)).map_err(|wrong| (name.span(), wrong))?;
        values.insert(name.into_inner(), kept);
    }
    for name in clear {
        let at = name.span();
        fields::value(item, name.get_ref(), &Value::Null).map_err(|wrong| (at.clone(), wrong))?;
        if values.insert(name.get_ref().clone(), Value::Null).is_some() {
            return Err((at, Wrong::Twice(name.into_inner())));
        }
    }
    if action == Add
        && let Some(field) = fields::required(item).iter().find(|f| !values.contains_key(**f))
    {
        return Err((whole, Wrong::Missing { item, field }));
    }
    Ok(Rule {
        file: file.to_owned(),
        line,
        path: path.into_inner(),
        part,
        item,
        action,
        select: Select {
            span: bytes,
            text: text.map(Spanned::into_inner),
            occurrence: occurrence.map(Spanned::into_inner),
            code: code.map(Spanned::into_inner),
        },
        set: values,
        reason,
        by,
    })
}

/// A TOML value as the record would hold it; a date is its text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(s) => Value::String(s),
        toml::Value::Integer(n) => n.into(),
        toml::Value::Float(x) => x.into(),
        toml::Value::Boolean(b) => b.into(),
        toml::Value::Datetime(d) => Value::String(d.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, json(v))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule for a reference; `more` are its further lines.
    fn reference(action: &str, more: &str) -> String {
        format!("[[override]]\npath = \"a.txt\"\nitem = \"reference\"\naction = \"{action}\"\n{more}\n")
    }

    #[test]
    fn what_is_said_is_kept() {
        let text = "# two\n\n[[override]]\npath = 'x/*.txt'\npart = 2\nitem = 'target'\naction = 'correct'\nspan = [10, 20]\ntext = 'a'\n\
                    occurrence = 1\nset.value = 95\nset.deadline = 2024-12-31\nclear = ['subject']\nreason = 'r'\nby = 'b'\n\n\
                    [[override]]\npath = 'y'\nitem = 'finding'\naction = 'suppress'\ncode = 'date_conflict'\n";
        let rules = parse("o.toml", text).unwrap();
        let first = &rules[0];
        assert_eq!((first.line, first.part, first.file.as_str()), (3, Some(2), "o.toml"));
        assert_eq!(first.select.span, Some(Span::new(10, 20)));
        let set: Vec<(&str, String)> = first.set.iter().map(|(k, v)| (k.as_str(), v.to_string())).collect();
        assert_eq!(set, [("deadline", "\"2024-12-31\"".to_owned()), ("subject", "null".to_owned()), ("value", "95.0".to_owned())]);
        assert_eq!((rules[1].line, rules[1].select.code.as_deref()), (17, Some("date_conflict")));
        assert_eq!(parse("o.toml", "").unwrap(), []);
        // as Windows writes it
        assert_eq!(parse("o.toml", &format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap()[1].line, 17);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let document = |more: &str| format!("[[override]]\npath = \"a\"\nitem = \"document\"\n{more}");
        for (text, line, words) in [
            ("[[override]\n".to_owned(), 1, "array table"),
            ("[[overide]]\npath = 'a'\n".to_owned(), 1, "unknown field `overide`"),
            (reference("correct", "txt = 'x'"), 5, "unknown field `txt`"),
            (reference("corect", "text = 'x'"), 4, "unknown variant `corect`"),
            (reference("suppress", "text = 5"), 5, "invalid type: integer"),
            (reference("suppress", "span = [1, 2, 3]"), 5, "start < end"),
            (reference("suppress", "span = [-1, 2]"), 5, "invalid value"),
            (reference("suppress", "span = [5, 5]"), 5, "start < end"),
            (reference("suppress", "text = ' '"), 5, "at least one character"),
            (reference("suppress", "text = '** \u{200b}'"), 5, "at least one character"),
            (reference("suppress", "reason = 'x'"), 1, "say which item"),
            (reference("suppress", "text = 'x'\noccurrence = 0"), 6, "counts from 1"),
            (reference("suppress", "text = 'x'\ncode = 'date_conflict'"), 6, "selects a finding"),
            (reference("suppress", "text = 'x'\n[override.set]\ntitle = 'y'"), 7, "no meaning here"),
            (reference("add", "text = 'x'\nclear = ['title']"), 6, "no meaning here"),
            (reference("correct", "text = 'x'"), 1, "nothing to correct"),
            (reference("correct", "text = 'x'\nset = { titel = 'y' }"), 6, "`titel` is no field of a reference"),
            (reference("correct", "text = 'x'\nset = { key = 'y' }"), 6, "`key` is no field"),
            (reference("correct", "text = 'x'\nset = { relation = 'friend' }"), 6, "unknown variant `friend`"),
            (reference("correct", "text = 'x'\nset = { title = 'y' }\nclear = ['title']"), 7, "both set and cleared"),
            (reference("correct", "text = 'x'\nclear = ['relation']"), 6, "cannot be cleared"),
            (reference("correct", "text = 'x'\nset = { date = '2/3/2022' }"), 6, "no date of the form"),
            (reference("suppress", "text = 'x'").replace("a.txt", "a[.txt"), 2, "`path` names no file"),
            (reference("suppress", "text = 'x'").replace("a.txt", ""), 2, "it is empty"),
            (document("action = 'suppress'"), 1, "can only be corrected"),
            (document("action = 'correct'\ntext = 'x'\nset = { title = 'x' }"), 1, "can only be corrected"),
            (reference("add", "text = '5%'").replace("reference", "percentage"), 1, "needs set = { value"),
            (reference("add", "code = 'x'\nset = { message = 'm' }").replace("reference", "finding"), 5, "gets it in `set`"),
        ] {
            // the line counts from the top of the file, not of the rule
            let error = parse("o.toml", &format!("# one\n\n{text}")).unwrap_err();
            let said = error.wrong.to_string();
            assert_eq!(error.line, line + 2, "{text}: {said}");
            assert!(said.contains(words), "{text}: {said}");
        }
    }
}
