//! Which fields of the record a person may set, and which values they take. The names are the record's own.
//!
//! Not to be set: where an item stands (`start`, `end`, `text`, `evidence`, `spans`), and what follows from other fields (`key`,
//! `same_as`, `candidates`, a number's `symbol`, `issuer_basis`, `confidence` …).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::file::Wrong;
use crate::grammar::number::DocumentNumber;
use crate::lexicon::indicators;
use crate::model::{DateMention, Finding, Header, ItemKind, Percentage, Quantity, Reference, Target};

const DOCUMENT: &[&str] = &[
    "number",
    "type",
    "type_name",
    "issuer",
    "issuer_level",
    "place",
    "issued_on",
    "title",
    "signer",
    "addressees",
    "recipients",
    "archive",
    "urgency",
    "secrecy",
    "arrival",
    "form",
    "draft",
];
const REFERENCE: &[&str] = &[
    "kind",
    "head",
    "type",
    "number",
    "number_raw",
    "resolved_number",
    "issuer",
    "issuer_text",
    "date",
    "title",
    "relation",
    "relation_from",
    "provisions",
    "proposed",
];
const DATE: &[&str] = &["iso", "precision", "role", "recurring"];
const PERCENTAGE: &[&str] = &["value", "value_min", "role", "comparator", "strict", "of", "unit_scope"];
const TARGET: &[&str] = &[
    "value_span",
    "subject",
    "indicator",
    "modality",
    "comparator",
    "strict",
    "value",
    "value_min",
    "unit",
    "unit_noun",
    "per",
    "population",
    "baseline",
    "baseline_value",
    "deadline",
    "deadline_bound",
    "period",
    "as_of",
    "responsible",
    "section",
    "section_path",
    "measure",
];
const QUANTITY: &[&str] = &["value", "unit", "total"];
const FINDING: &[&str] = &["code", "severity", "message"];

/// The fields that may be set.
#[must_use]
pub const fn settable(item: ItemKind) -> &'static [&'static str] {
    match item {
        ItemKind::Document => DOCUMENT,
        ItemKind::Reference => REFERENCE,
        ItemKind::Date => DATE,
        ItemKind::Percentage => PERCENTAGE,
        ItemKind::Target | ItemKind::Result => TARGET,
        ItemKind::Quantity => QUANTITY,
        ItemKind::Finding => FINDING,
    }
}

/// The fields without which an item cannot be added.
#[must_use]
pub const fn required(item: ItemKind) -> &'static [&'static str] {
    match item {
        ItemKind::Date => &["iso", "role"],
        ItemKind::Percentage | ItemKind::Quantity => &["value"],
        ItemKind::Finding => FINDING,
        ItemKind::Document | ItemKind::Reference | ItemKind::Target | ItemKind::Result => &[],
    }
}

/// An item of which nothing is known, as JSON.
#[must_use]
pub fn blank(item: ItemKind) -> Map<String, Value> {
    let value = match item {
        ItemKind::Document => json!(Header::default()),
        ItemKind::Reference => json!({
            "id": "", "start": 0, "end": 0, "text": "", "kind": "title_only", "relation": "cites", "relation_from": "doc",
            "evidence": { "start": 0, "end": 0 },
        }),
        ItemKind::Date => json!({ "start": 0, "end": 0, "text": "", "precision": "day", "role": "event" }),
        ItemKind::Percentage => {
            json!({ "start": 0, "end": 0, "text": "", "value": 0, "role": "other", "comparator": "=" })
        }
        ItemKind::Target | ItemKind::Result => json!(Target::default()),
        ItemKind::Quantity => json!({ "start": 0, "end": 0, "text": "", "value": 0 }),
        ItemKind::Finding => json!({ "code": "", "severity": "low", "message": "" }),
    };
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The value of a field as the record holds it: a document's number in canonical form, `95` as `95.0`. `Null` empties the field.
///
/// # Errors
/// Where the item has no such field, or the field takes no such value.
///
/// ```
/// use vanthu::{model::ItemKind, overrides::fields::value};
/// use serde_json::json;
/// assert_eq!(value(ItemKind::Document, "number", &json!("6-Ctr/QU")).unwrap(), json!("06-CTr/QU"));
/// assert!(value(ItemKind::Document, "issued_on", &json!("1/3/2022")).is_err());
/// assert!(value(ItemKind::Percentage, "colour", &json!("red")).is_err());
/// ```
pub fn value(item: ItemKind, field: &str, given: &Value) -> Result<Value, Wrong> {
    if !settable(item).contains(&field) {
        return Err(Wrong::UnknownField { item, field: field.to_owned() });
    }
    let bad = |why: String| Wrong::BadValue { item, field: field.to_owned(), why };
    let mut probe = blank(item);
    probe.insert(field.to_owned(), given.clone());
    let read = round_as(item, probe);
    let read = match read {
        Err(_) if given.is_null() => return Err(Wrong::NeverEmpty { item, field: field.to_owned() }),
        read => read.map_err(|e| bad(e.to_string()))?,
    };
    let kept = read.get(field).unwrap_or(&Value::Null);
    if let Some(lost) = lost(given, kept) {
        return Err(Wrong::UnknownField { item, field: format!("{field}.{lost}") });
    }
    meaning(item, field, if given.is_number() { kept } else { given }).map_err(bad)
}

/// [`round`] by the type that holds the items of a kind.
fn round_as(item: ItemKind, probe: Map<String, Value>) -> serde_json::Result<Value> {
    match item {
        ItemKind::Document => round::<Header>(probe),
        ItemKind::Reference => round::<Reference>(probe),
        ItemKind::Date => round::<DateMention>(probe),
        ItemKind::Percentage => round::<Percentage>(probe),
        ItemKind::Target | ItemKind::Result => round::<Target>(probe),
        ItemKind::Quantity => round::<Quantity>(probe),
        ItemKind::Finding => round::<Finding>(probe),
    }
}

/// Through the record's type and back.
fn round<T: Serialize + DeserializeOwned>(fields: Map<String, Value>) -> serde_json::Result<Value> {
    serde_json::to_value(serde_json::from_value::<T>(Value::Object(fields))?)
}

/// A key of a nested table that the record's type does not know.
fn lost(given: &Value, kept: &Value) -> Option<String> {
    match (given, kept) {
        (Value::Object(g), Value::Object(k)) => g.iter().find_map(|(name, inner)| match k.get(name) {
            None => Some(name.clone()),
            Some(other) => lost(inner, other).map(|deeper| format!("{name}.{deeper}")),
        }),
        (Value::Array(g), Value::Array(k)) => g.iter().zip(k).find_map(|(a, b)| lost(a, b)),
        _ => None,
    }
}

/// What a type lets pass and the field does not mean.
fn meaning(item: ItemKind, field: &str, given: &Value) -> Result<Value, String> {
    let Some(text) = given.as_str() else {
        return match given.get("date").and_then(Value::as_str) {
            Some(date) if field == "arrival" && !is_iso(date, false) => Err(not_iso(date)),
            _ => Ok(given.clone()),
        };
    };
    match field {
        _ if text.trim().is_empty() => Err("it is empty; to empty a field, name it in `clear`".to_owned()),
        "iso" if !is_iso(text, true) => Err(not_iso(text)),
        "issued_on" | "date" | "deadline" | "as_of" if !is_iso(text, false) => Err(not_iso(text)),
        "indicator" if indicators::by_id(text).is_none() => Err(format!("“{text}” is no known indicator; leave it out if there is none")),
        "relation_from" if text != "doc" => Err("only “doc” (the document itself) can be set".to_owned()),
        "number" | "resolved_number" => match DocumentNumber::parse(text) {
            Some(n) => Ok(Value::String(n.to_string())),
            // a standard, for one, has a number of another kind
            None if item == ItemKind::Reference => Ok(given.clone()),
            None => Err(format!("“{text}” cannot be read as a document number, such as 41-KH/QU or 15/KH-UBND")),
        },
        _ => Ok(given.clone()),
    }
}

fn not_iso(text: &str) -> String {
    format!("“{text}” is no date of the form 2022-03-02, 2022-03 or 2022")
}

/// A day, month or year; with `spans` also an interval `a/b`.
fn is_iso(text: &str, spans: bool) -> bool {
    if let Some((a, b)) = text.split_once('/') {
        return spans && is_iso(a, false) && is_iso(b, false) && a <= b;
    }
    let whole = format!("{text}{}", "0000-01-01".get(text.len()..).unwrap_or(""));
    matches!(text.len(), 4 | 7 | 10) && text.is_ascii() && whole.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a value is still there; a table may have more parts.
    fn holds(kept: &Value, given: &Value) -> bool {
        match (kept, given) {
            (Value::Object(k), Value::Object(g)) => g.iter().all(|(name, v)| k.get(name) == Some(v)),
            _ => kept == given,
        }
    }

    /// A name in a table that the record does not have would be set and silently lost.
    #[test]
    fn every_settable_field_is_a_field() {
        let samples = [
            json!("2022-03-02"),
            json!(1.5),
            json!(true),
            json!(["x"]),
            json!({ "name": "x" }),
            json!({ "date": "2022-03-02" }),
            json!({ "start": 1, "end": 2 }),
            json!([{ "article": "5" }]),
            json!(["a", "b"]),
            json!("41-KH/QU"),
            json!("on-time-files"),
            json!("numbered"),
            json!("basis"),
            json!("article"),
            json!("period"),
            json!("result"),
            json!(">="),
            json!("must"),
            json!("before"),
            json!("high"),
            json!("doc"),
        ];
        for item in ItemKind::ALL {
            for field in settable(item) {
                let takes = samples.iter().any(|s| {
                    let mut probe = blank(item);
                    probe.insert((*field).to_owned(), s.clone());
                    let kept = round_as(item, probe);
                    value(item, field, s).is_ok() && kept.is_ok_and(|k| k.get(*field).is_some_and(|k| holds(k, s)))
                });
                assert!(takes, "{item:?} does not keep {field}");
            }
            for field in required(item) {
                assert!(settable(item).contains(field));
            }
        }
    }

    #[test]
    fn values_that_mean_nothing() {
        let bad = [
            (ItemKind::Document, "issued_on", json!("2022-02-31")),
            (ItemKind::Document, "issued_on", json!("2022-01/2022-03")),
            (ItemKind::Document, "issued_on", json!("22")),
            (ItemKind::Document, "number", json!("bốn mốt")),
            (ItemKind::Document, "title", json!(" ")),
            (ItemKind::Document, "title", json!(5)),
            (ItemKind::Document, "form", Value::Null),
            (ItemKind::Document, "form", json!("poem")),
            (ItemKind::Document, "signer", json!({ "nam": "x" })),
            (ItemKind::Document, "arrival", json!({ "date": "hôm qua" })),
            (ItemKind::Reference, "provisions", json!([{ "artcle": "5" }])),
            (ItemKind::Reference, "relation_from", json!("r3")),
            (ItemKind::Reference, "same_as", json!("r1")),
            (ItemKind::Date, "iso", json!("2022-03/2022-01")),
            (ItemKind::Percentage, "value", json!("95")),
            (ItemKind::Target, "indicator", json!("on-time-fils")),
            (ItemKind::Finding, "spans", json!([])),
        ];
        for (item, field, given) in bad {
            assert!(value(item, field, &given).is_err(), "{item:?} {field} {given}");
        }
        for (item, field, given) in [
            (ItemKind::Document, "issuer", Value::Null),
            (ItemKind::Document, "issued_on", json!("2022-06")),
            (ItemKind::Date, "iso", json!("2021/2025")),
            (ItemKind::Reference, "number", json!("TCVN ISO 9001:2015")),
            (ItemKind::Target, "value", json!(95.5)),
        ] {
            assert_eq!(value(item, field, &given), Ok(given.clone()), "{item:?} {field}");
        }
    }
}
