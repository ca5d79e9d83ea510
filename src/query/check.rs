//! Findings of documents, and contradictions between documents, worst first.

use std::collections::BTreeMap;

use serde::Serialize;

use super::collect::Texts;
use super::join::{HeldColumns, days_differ};
use super::{QueryError, View};
use crate::model::Severity;

/// A finding with its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code.
    pub code: String,
    /// The file.
    pub path: String,
    /// The document's number.
    pub number: Option<String>,
    /// A plain sentence.
    pub message: String,
    /// First byte of the first place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Other files it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
}

/// All findings, of documents whose shown path passes `wanted`.
///
/// # Errors
/// Where the index cannot be read.
pub fn check(view: &View, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Checked>, QueryError> {
    let mut out = Vec::new();
    for at in view.matching(&*View::term(view.fields.has, "finding"))? {
        let opened = view.open(at)?;
        for finding in opened.record.findings {
            let span = finding.spans.first().copied();
            out.push(Checked {
                severity: finding.severity,
                code: finding.code,
                path: opened.record.path.clone(),
                number: opened.record.document.number.clone(),
                message: finding.message,
                start: span.map(|s| s.start),
                text: span.map(|s| s.slice(&opened.text).to_owned()),
                others: Vec::new(),
            });
        }
    }
    out.extend(between(view)?);
    out.retain(|c| wanted(&c.path) || c.others.iter().any(|o| wanted(o)));
    out.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| (&a.path, a.start, &a.code).cmp(&(&b.path, b.start, &b.code))));
    Ok(out)
}

/// Contradictions between documents, from columns.
fn between(view: &View) -> Result<Vec<Checked>, QueryError> {
    let columns = HeldColumns::new(view)?;
    let hashes = Texts::new(&view.searcher, "blake3")?;
    let mut by_key = BTreeMap::new();
    let mut by_hash: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for at in view.documents()? {
        let held = columns.held(at);
        if let Some(hash) = hashes.first(at).filter(|h| !h.is_empty()) {
            by_hash.entry(hash).or_default().push(view.naming.shown(&held.path));
        }
        // a key with unknown parts names no single document
        if let Some(key) = held.key.as_ref().map(ToString::to_string).filter(|k| !k.contains('?')) {
            by_key.entry(key).or_insert_with(Vec::new).push(held);
        }
    }
    let mut out = Vec::new();
    for mut paths in by_hash.into_values() {
        paths.sort();
        // several parts of one file share its hash
        paths.dedup();
        if paths.len() > 1 {
            let first = paths.remove(0);
            out.push(Checked {
                severity: Severity::Low,
                code: "same_content".to_owned(),
                message: format!("the same content lies under {} paths", paths.len() + 1),
                number: None,
                start: None,
                text: None,
                path: first,
                others: paths,
            });
        }
    }
    for (key, mut list) in by_key {
        list.sort_by(|a, b| a.path.cmp(&b.path));
        let Some((first, rest)) = list.split_first() else { continue };
        let date = |h: &super::join::Held| h.issued_on.clone().unwrap_or_default();
        let dates = rest.iter().find(|h| days_differ(&date(first), &date(h)));
        let issuers = rest.iter().find(|h| h.issuer.is_some() && first.issuer.is_some() && h.issuer != first.issuer);
        let cases = [
            ("two_dates", dates.map(|h| (h, format!("{key} bears two dates: {} and {}", date(first), date(h))))),
            (
                "two_issuers",
                issuers.map(|h| {
                    let name = |h: &super::join::Held| h.issuer.clone().unwrap_or_default();
                    (h, format!("{key} bears two issuers: {} and {}", name(first), name(h)))
                }),
            ),
        ];
        for (code, case) in cases {
            if let Some((other, message)) = case {
                out.push(Checked {
                    severity: Severity::High,
                    code: code.to_owned(),
                    path: view.naming.shown(&first.path),
                    number: first.number.clone(),
                    message,
                    start: None,
                    text: None,
                    others: vec![view.naming.shown(&other.path)],
                });
            }
        }
    }
    Ok(out)
}
