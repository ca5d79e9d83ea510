//! Findings of documents, and contradictions between documents, worst first.

use serde::Serialize;

use super::across::between;
use super::{QueryError, View};
use crate::index::paths::named;
use crate::model::{Finding, Severity};

/// A finding with its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code.
    pub code: String,
    /// The file.
    pub path: String,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
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
    /// Other documents it is about (`path`, or `path#part`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
}

/// Codes of remarks about how a number is spelt: repaired without doubt, so that they matter little.
const SPELLING: [&str; 2] = ["number_spacing", "number_variant"];

/// Findings of one document as they are shown: spelling last and in one row, no conflict with an issuer that nobody states.
#[must_use]
pub fn shown(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    let mut spelling: Option<Finding> = None;
    for finding in findings {
        if SPELLING.contains(&finding.code.as_str()) {
            match &mut spelling {
                None => spelling = Some(Finding { severity: Severity::Low, ..finding }),
                Some(one) => {
                    one.message = format!("{}; {}", one.message, finding.message);
                    one.spans.extend(finding.spans);
                }
            }
        } else if !(finding.code == "issuer_conflict" && finding.message.contains("“”")) {
            out.push(finding);
        }
    }
    out.extend(spelling);
    out
}

/// Which findings are wanted; the default is all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// At least this much.
    pub severity: Option<Severity>,
    /// Of these codes; empty for all.
    pub codes: Vec<String>,
}

impl Wanted {
    fn code(&self, code: &str) -> bool {
        self.codes.is_empty() || self.codes.iter().any(|c| c == code)
    }

    fn severity(&self, severity: Severity) -> bool {
        self.severity.is_none_or(|least| severity >= least)
    }
}

/// All findings of documents whose shown name (`path`, or `path#part`) passes `named_so`, worst first.
///
/// # Errors
/// Where the index cannot be read.
pub fn check(view: &View, named_so: &dyn Fn(&str) -> bool) -> Result<Vec<Checked>, QueryError> {
    select(view, &Wanted::default(), named_so)
}

/// The wanted ones of the findings that [`check`] tells.
///
/// # Errors
/// Where the index cannot be read.
pub fn select(view: &View, wanted: &Wanted, named_so: &dyn Fn(&str) -> bool) -> Result<Vec<Checked>, QueryError> {
    let mut out = Vec::new();
    for at in view.matching(&*View::term(view.fields.has, "finding"))? {
        let opened = view.open(at)?;
        // codes before folding: a folded row bears the code of one of its findings
        let asked = opened.record.findings.iter().filter(|f| wanted.code(&f.code)).cloned().collect();
        for finding in shown(asked) {
            let span = finding.spans.first().copied();
            out.push(Checked {
                severity: finding.severity,
                code: finding.code,
                path: opened.record.path.clone(),
                part: opened.record.part,
                number: opened.record.document.number.clone(),
                message: finding.message,
                start: span.map(|s| s.start),
                text: span.map(|s| opened.slice(s).to_owned()),
                others: Vec::new(),
            });
        }
    }
    out.extend(between(view)?.into_iter().filter(|c| wanted.code(&c.code)));
    out.retain(|c| wanted.severity(c.severity) && (named_so(&named(&c.path, c.part)) || c.others.iter().any(|o| named_so(o))));
    out.sort_by(|a, b| {
        b.severity.cmp(&a.severity).then_with(|| (&a.path, a.part, a.start, &a.code).cmp(&(&b.path, b.part, b.start, &b.code)))
    });
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_one_low_row() {
        let of = |code: &str, message: &str| Finding {
            code: code.into(),
            severity: Severity::Medium,
            message: message.into(),
            spans: Vec::new(),
            overridden: None,
        };
        let list = shown(vec![
            of("number_spacing", "a"),
            of("issuer_conflict", "1/KH được ghi là của “”"),
            of("issuer_conflict", "1/KH được ghi là của “Sở”"),
            of("number_variant", "b"),
        ]);
        let said: Vec<(&str, Severity)> = list.iter().map(|f| (f.message.as_str(), f.severity)).collect();
        assert_eq!(said, [("1/KH được ghi là của “Sở”", Severity::Medium), ("a; b", Severity::Low)]);
    }
}
