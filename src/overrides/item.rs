//! What the kinds of items have in common: where they stand, how fields are replaced, and what follows from a field.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::file::Rule;
use crate::extract::Context;
use crate::grammar::issuer::{self, Home};
use crate::grammar::number::DocumentNumber;
use crate::lexicon::types;
use crate::model::{DateMention, Finding, Override, OverrideAction, Percentage, Precision, Quantity, RefKind, Reference, Span, Target};
use crate::text::Doc;

type Fields = Map<String, Value>;

/// An item of a record.
pub(super) trait Item: Serialize + DeserializeOwned {
    /// The places it is known by, its own first: of a target also its figure, of a finding all it is about.
    fn places(&self) -> Vec<Span>;
    /// What a person said of it.
    fn overridden(&mut self) -> &mut Option<Box<Override>>;
    /// Code of a finding.
    fn code(&self) -> Option<&str> {
        None
    }
    /// Whether two of them may stand at one place.
    fn shares_place() -> bool {
        false
    }
    /// What follows from the fields that a rule sets.
    fn follow(&mut self, _said: &Fields, _home: &Home) {}
    /// What follows from where an added item stands.
    fn stand(&mut self, _context: &Context) {}
}

impl Item for Reference {
    fn places(&self) -> Vec<Span> {
        vec![Span::new(self.start, self.end)]
    }

    fn overridden(&mut self) -> &mut Option<Box<Override>> {
        &mut self.overridden
    }

    /// A number leads to itself and gives the type; the issuer is written as records write it. The links are drawn later.
    fn follow(&mut self, said: &Fields, home: &Home) {
        if said.contains_key("number") {
            if !said.contains_key("resolved_number") {
                self.resolved_number.clone_from(&self.number);
            }
            let other = matches!(self.kind, RefKind::ShortNumber | RefKind::ShortName | RefKind::TitleOnly);
            if self.number.is_some() && other && !said.contains_key("kind") {
                self.kind = RefKind::Numbered;
            }
        }
        if self.doc_type.is_none() && !said.contains_key("type") {
            let number = self.number.as_deref().or(self.resolved_number.as_deref()).and_then(DocumentNumber::parse);
            self.doc_type = number.and_then(|n| n.symbol).as_deref().and_then(types::by_symbol).map(|t| t.code.clone());
        }
        if said.contains_key("issuer") {
            let known = self.issuer.as_deref().and_then(|name| issuer::body(name, home).filter(|b| b.len == name.len()));
            if let Some(name) = known.and_then(|b| b.name) {
                self.issuer = Some(name);
            }
            self.issuer_basis = None;
            self.candidates.clear();
        }
    }

    fn stand(&mut self, context: &Context) {
        let sentence = context.sentence(context.doc.flow.from_source(self.start));
        let at = context.span(&sentence);
        let own = Span::new(self.start, self.end);
        self.evidence = if at.contains(own) { at } else { own };
    }
}

impl Item for DateMention {
    fn places(&self) -> Vec<Span> {
        vec![Span::new(self.start, self.end)]
    }

    fn overridden(&mut self) -> &mut Option<Box<Override>> {
        &mut self.overridden
    }

    /// A date is as exact as it is written.
    fn follow(&mut self, said: &Fields, _home: &Home) {
        if said.contains_key("iso")
            && !said.contains_key("precision")
            && let Some(iso) = &self.iso
        {
            self.precision = precision(iso);
        }
    }
}

/// `2022-01/2022-03` is a quarter, `2022-03` a month.
fn precision(iso: &str) -> Precision {
    let month = |d: &str| Some((d.get(..4)?.to_owned(), d.get(5..7)?.parse::<u8>().ok()?)).filter(|_| d.len() == 7);
    match (iso.split_once('/'), iso.len()) {
        (None, 10) => Precision::Day,
        (None, 7) => Precision::Month,
        (None, 4) => Precision::Year,
        (Some((a, b)), _) => match (month(a), month(b)) {
            (Some((x, from)), Some((y, to))) if x == y && from % 3 == 1 && to == from + 2 => Precision::Quarter,
            (Some((x, from)), Some((y, to))) if x == y && from % 6 == 1 && to == from + 5 => Precision::Half,
            _ => Precision::Period,
        },
        (None, _) => Precision::Period,
    }
}

impl Item for Percentage {
    fn places(&self) -> Vec<Span> {
        vec![Span::new(self.start, self.end)]
    }

    fn overridden(&mut self) -> &mut Option<Box<Override>> {
        &mut self.overridden
    }
}

impl Item for Target {
    fn places(&self) -> Vec<Span> {
        std::iter::once(Span::new(self.start, self.end)).chain(self.value_span).collect()
    }

    fn overridden(&mut self) -> &mut Option<Box<Override>> {
        &mut self.overridden
    }

    /// One sentence may state several.
    fn shares_place() -> bool {
        true
    }
}

impl Item for Quantity {
    fn places(&self) -> Vec<Span> {
        vec![Span::new(self.start, self.end)]
    }

    fn overridden(&mut self) -> &mut Option<Box<Override>> {
        &mut self.overridden
    }
}

impl Item for Finding {
    fn places(&self) -> Vec<Span> {
        self.spans.clone()
    }

    fn overridden(&mut self) -> &mut Option<Box<Override>> {
        &mut self.overridden
    }

    fn code(&self) -> Option<&str> {
        Some(&self.code)
    }

    /// One place may give rise to several.
    fn shares_place() -> bool {
        true
    }
}

/// Text as a reader sees it: composed letters, one space, no emphasis marks.
pub(super) fn as_read(text: &str) -> String {
    Doc::new(text).text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The fields of an item as records hold them, without what was said of it before.
pub(super) fn fields_of<T: Serialize>(item: &T) -> Fields {
    match serde_json::to_value(item) {
        Ok(Value::Object(mut fields)) => {
            fields.remove("override");
            fields
        }
        _ => Fields::new(),
    }
}

/// Puts values into fields; of a table inside a field (`signer`) only the given parts are replaced.
pub(super) fn set(fields: &mut Fields, said: &Fields) {
    for (name, value) in said {
        match (fields.get_mut(name), value) {
            (Some(Value::Object(old)), Value::Object(new)) => old.extend(new.clone()),
            _ => {
                fields.insert(name.clone(), value.clone());
            }
        }
    }
}

/// What the fields that a rule sets, and those that follow, held before.
pub(super) fn replaced(before: &Fields, after: &Fields, rule: &Rule) -> Fields {
    let old = |name: &String| (name.clone(), before.get(name).cloned().unwrap_or(Value::Null));
    let changed = before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name));
    rule.set.keys().chain(changed).map(old).collect()
}

/// Notes on an item what was done to it. What an earlier rule replaced is kept: that is what the program had read.
pub(super) fn note(on: &mut Option<Box<Override>>, rule: &Rule, mut previous: Fields) {
    let mut action = rule.action;
    if let Some(older) = on.take() {
        previous.extend(older.previous);
        if older.action == OverrideAction::Add {
            action = OverrideAction::Add;
        }
    }
    *on = Some(Box::new(said(rule, action, previous)));
}

/// What a rule says, for the record.
pub(super) fn said(rule: &Rule, action: OverrideAction, previous: Fields) -> Override {
    Override { action, file: rule.file.clone(), reason: rule.reason.clone(), by: rule.by.clone(), previous }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_exact_as_written() {
        for (iso, exact) in [
            ("2022-03-02", Precision::Day),
            ("2022-03", Precision::Month),
            ("2022", Precision::Year),
            ("2022-04/2022-06", Precision::Quarter),
            ("2022-07/2022-12", Precision::Half),
            ("2022-02/2022-04", Precision::Period),
            ("2021/2025", Precision::Period),
        ] {
            assert_eq!(precision(iso), exact, "{iso}");
        }
    }
}
