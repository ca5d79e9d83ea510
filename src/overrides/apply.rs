//! [`Edit`]: rules applied to one document.
//!
//! | stage | when | what |
//! |---|---|---|
//! | [`Edit::header`] | the header is read, nothing else | the document's own fields |
//! | [`Edit::items`] | all is found, no link is drawn | references, dates, percentages, targets, results, quantities |
//! | [`Edit::findings`] | links are drawn, contradictions found | findings |
//!
//! So keys, links and findings are made from what people said, by the same rules as from what was read. Rules act in the order they are
//! given; a later one sees what an earlier one made.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::file::Rule;
use super::item::{self, Item, as_read};
use super::{fields, header};
use crate::extract::Context;
use crate::extract::header::HeaderRead;
use crate::grammar::issuer::Home;
use crate::grammar::number::DocumentNumber;
use crate::link;
use crate::model::{ItemKind, OverrideAction, Reference, Span, Suppressed};
use crate::record::Record;

/// Why a rule was not applied where it points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Other words stand at the span than the rule expects.
    Stale(String),
    /// The span lies outside the text, or cuts a character in two.
    NoSpan,
    /// Such an item stands there already.
    AlreadyThere,
    /// The fields do not go together, in a sentence.
    Unfit(String),
}

/// What a rule did in one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// Items corrected, added or suppressed.
    pub items: usize,
    /// Why not, where it found its place and was not applied.
    pub trouble: Option<Trouble>,
}

impl Effect {
    fn of(&mut self, done: Result<usize, Trouble>) {
        match done {
            Ok(items) => self.items += items,
            Err(trouble) => self.trouble = Some(trouble),
        }
    }
}

/// Rules on their way through one document. The effects of several documents of a file add up.
#[derive(Debug)]
pub struct Edit<'a> {
    rules: &'a [&'a Rule],
    part: Option<u32>,
    /// What each rule did, in the order of the rules.
    pub effects: Vec<Effect>,
}

impl<'a> Edit<'a> {
    /// These rules, in this order.
    #[must_use]
    pub fn new(rules: &'a [&'a Rule]) -> Self {
        Self { rules, part: None, effects: vec![Effect::default(); rules.len()] }
    }

    /// Which document of a file with several comes next. A file with one document is its part 1.
    pub fn part(&mut self, part: Option<u32>) {
        self.part = part;
    }

    /// The rules of a stage, with the places of their effects.
    fn rules(&self, stage: fn(ItemKind) -> bool) -> Vec<(usize, &'a Rule)> {
        let here = self.part.unwrap_or(1);
        let wanted = |r: &Rule| stage(r.item) && r.part.is_none_or(|p| p == here);
        self.rules.iter().copied().enumerate().filter(|(_, r)| wanted(r)).collect()
    }

    /// Corrects the document's own fields.
    pub fn header(&mut self, read: &mut HeaderRead) {
        for (i, rule) in self.rules(|k| k == ItemKind::Document) {
            self.effects[i].of(header::correct(read, rule).map(|()| 1).map_err(Trouble::Unfit));
        }
    }

    /// Corrects, adds and suppresses what was found. `home` and `own` are those of the corrected header.
    pub fn items(&mut self, record: &mut Record, context: &Context, home: &Home, own: Option<&DocumentNumber>) {
        let rules = self.rules(|k| !matches!(k, ItemKind::Document | ItemKind::Finding));
        if rules.is_empty() {
            return;
        }
        // as the record would have said it without these rules: that is what a person has seen and gainsaid
        let mut linked = Vec::new();
        if rules.iter().any(|(_, r)| r.item == ItemKind::Reference) {
            linked.clone_from(&record.references);
            link::within::resolve(&mut record.document.clone(), own, home, &mut linked);
        }
        let mut place = Place { context, home, suppressed: Vec::new() };
        for (i, rule) in rules {
            let done = match rule.item {
                ItemKind::Reference => place.apply(&mut record.references, rule),
                ItemKind::Date => place.apply(&mut record.dates, rule),
                ItemKind::Percentage => place.apply(&mut record.percentages, rule),
                ItemKind::Target => place.apply(&mut record.targets, rule),
                ItemKind::Result => place.apply(&mut record.results, rule),
                ItemKind::Quantity => place.apply(&mut record.quantities, rule),
                ItemKind::Document | ItemKind::Finding => Ok(0),
            };
            self.effects[i].of(done);
        }
        renumber(&mut record.references, &linked);
        as_linked(&mut record.references, &mut place.suppressed, &linked);
        record.overrides.append(&mut place.suppressed);
    }

    /// Corrects, adds and suppresses findings; they stand worst first again.
    pub fn findings(&mut self, record: &mut Record, context: &Context, home: &Home) {
        let rules = self.rules(|k| k == ItemKind::Finding);
        if rules.is_empty() {
            return;
        }
        let mut place = Place { context, home, suppressed: Vec::new() };
        for (i, rule) in rules {
            self.effects[i].of(place.apply(&mut record.findings, rule));
        }
        link::findings::order(&mut record.findings);
        record.overrides.append(&mut place.suppressed);
    }
}

/// Where rules look, and what they took out.
struct Place<'a> {
    context: &'a Context<'a>,
    home: &'a Home,
    suppressed: Vec<Suppressed>,
}

impl Place<'_> {
    fn apply<T: Item>(&mut self, list: &mut Vec<T>, rule: &Rule) -> Result<usize, Trouble> {
        if !self.guard(rule)? {
            return Ok(0);
        }
        match rule.action {
            OverrideAction::Correct => self.correct(list, rule),
            OverrideAction::Add => self.add(list, rule),
            OverrideAction::Suppress => {
                let chosen = self.choose(list, rule);
                for (gone, i) in chosen.iter().enumerate() {
                    let item = list.remove(i - gone);
                    let was = item::said(rule, OverrideAction::Suppress, item::fields_of(&item));
                    self.suppressed.push(Suppressed { item: rule.item, was });
                }
                Ok(chosen.len())
            }
        }
    }

    /// Whether the rule's span, if it has one, is in this document of the file. It must lie in the text and hold the words that the
    /// rule expects there.
    fn guard(&self, rule: &Rule) -> Result<bool, Trouble> {
        let Some(span) = rule.select.span else { return Ok(true) };
        let Some(found) = self.context.doc.source.get(span.start..span.end) else { return Err(Trouble::NoSpan) };
        let words = self.words(span);
        match &rule.select.text {
            _ if words.is_empty() => Ok(false),
            Some(text) if as_read(text) != words => Err(Trouble::Stale(found.to_owned())),
            _ => Ok(true),
        }
    }

    /// The words of a span as a reader sees them: one space, no marks.
    fn words(&self, span: Span) -> String {
        let doc = self.context.doc;
        let (from, to) = (doc.flow.from_source(span.start), doc.flow.from_source(span.end));
        doc.text().get(from..to.max(from)).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The items that a rule is about, in order of the list.
    fn choose<T: Item>(&self, list: &[T], rule: &Rule) -> Vec<usize> {
        let select = &rule.select;
        let text = select.text.as_deref().map(as_read);
        let fits = |item: &T| {
            let places = item.places();
            let here = match (select.span, &text) {
                (Some(span), _) => places.contains(&span),
                (None, Some(text)) => places.iter().any(|p| self.words(*p) == *text),
                (None, None) => true,
            };
            here && select.code.as_deref().is_none_or(|code| item.code() == Some(code))
        };
        let all = list.iter().enumerate().filter(|(_, item)| fits(item)).map(|(i, _)| i);
        match select.occurrence {
            Some(n) => all.skip(n - 1).take(1).collect(),
            None => all.collect(),
        }
    }

    fn correct<T: Item>(&self, list: &mut [T], rule: &Rule) -> Result<usize, Trouble> {
        let chosen = self.choose(list, rule);
        for i in &chosen {
            let before = item::fields_of(&list[*i]);
            let mut after = before.clone();
            item::set(&mut after, &rule.set);
            let mut new: T = self.made(after, rule)?;
            let previous = item::replaced(&before, &item::fields_of(&new), rule);
            *new.overridden() = list[*i].overridden().take();
            item::note(new.overridden(), rule, previous);
            list[*i] = new;
        }
        Ok(chosen.len())
    }

    fn add<T: Item>(&self, list: &mut Vec<T>, rule: &Rule) -> Result<usize, Trouble> {
        let places = self.find(rule);
        let mut added = 0;
        for at in &places {
            let mut fields = fields::blank(rule.item);
            match (rule.item, at) {
                (ItemKind::Finding, at) => {
                    fields.insert("spans".to_owned(), json!(at.iter().collect::<Vec<_>>()));
                }
                (_, Some(at)) => {
                    let text = at.slice(self.context.doc.source);
                    fields.extend(
                        [("start", json!(at.start)), ("end", json!(at.end)), ("text", json!(text))].map(|(k, v)| (k.to_owned(), v)),
                    );
                }
                (_, None) => {}
            }
            item::set(&mut fields, &rule.set);
            let mut new: T = self.made(fields, rule)?;
            if list.iter().any(|old| same_place(old, &new) && (!T::shares_place() || says(old, &rule.set))) {
                continue;
            }
            new.stand(self.context);
            let given: Map<String, Value> = rule.set.keys().map(|name| (name.clone(), Value::Null)).collect();
            item::note(new.overridden(), rule, given);
            let before = list.iter().position(|old| old.places().first() > new.places().first());
            list.insert(before.unwrap_or(list.len()), new);
            added += 1;
        }
        if added == 0 && !places.is_empty() { Err(Trouble::AlreadyThere) } else { Ok(added) }
    }

    /// An item of these fields, with what follows from those that the rule sets.
    fn made<T: Item>(&self, fields: Map<String, Value>, rule: &Rule) -> Result<T, Trouble> {
        let mut item: T = serde_json::from_value(fields.into()).map_err(|e| Trouble::Unfit(e.to_string()))?;
        if item.places().iter().any(|p| p.is_empty() || self.context.doc.source.get(p.start..p.end).is_none()) {
            return Err(Trouble::NoSpan);
        }
        item.follow(&rule.set, self.home);
        Ok(item)
    }

    /// Where an added item stands: its span, or where its words stand, as words of their own.
    fn find(&self, rule: &Rule) -> Vec<Option<Span>> {
        let doc = self.context.doc;
        let Some(text) = rule.select.text.as_deref().filter(|_| rule.select.span.is_none()).map(as_read) else {
            return vec![rule.select.span];
        };
        let flow = doc.text().replace('\n', " ");
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let apart = |at: usize| {
            let (before, after) = (&flow[..at], &flow[at + text.len()..]);
            !(letter(text.chars().next()) && letter(before.chars().next_back())
                || letter(text.chars().next_back()) && letter(after.chars().next()))
        };
        let all = flow.match_indices(&text).map(|(at, _)| at).filter(|at| apart(*at));
        let spans = all.map(|at| Some(doc.flow.to_source(at, at + text.len())));
        match rule.select.occurrence {
            Some(n) => spans.skip(n - 1).take(1).collect(),
            None => spans.collect(),
        }
    }
}

fn same_place<T: Item>(a: &T, b: &T) -> bool {
    a.places().first() == b.places().first()
}

/// Whether an item already says all that a rule would set.
fn says<T: Item>(item: &T, said: &Map<String, Value>) -> bool {
    let fields = item::fields_of(item);
    said.iter().all(|(name, value)| fields.get(name) == Some(value))
}

/// Ids in order of the text again. What hung on a reference that is gone hangs on what that one hung on.
fn renumber(refs: &mut [Reference], before: &[Reference]) {
    let parents: HashMap<&str, &str> = before.iter().map(|r| (r.id.as_str(), r.relation_from.as_str())).collect();
    let ids: HashMap<String, String> = refs.iter().enumerate().map(|(i, r)| (r.id.clone(), format!("r{}", i + 1))).collect();
    for (i, r) in refs.iter_mut().enumerate() {
        let mut from = r.relation_from.as_str();
        // a chain is never longer than there are mentions
        for _ in 0..=before.len() {
            match parents.get(from) {
                Some(up) if !ids.contains_key(from) => from = up,
                _ => break,
            }
        }
        r.relation_from = ids.get(from).cloned().unwrap_or_else(|| "doc".to_owned());
        r.id = format!("r{}", i + 1);
    }
}

/// Links are drawn after the rules; what a rule replaced is shown as the record would have had it.
fn as_linked(refs: &mut [Reference], suppressed: &mut [Suppressed], linked: &[Reference]) {
    let old = |at: Span| linked.iter().find(|r| Span::new(r.start, r.end) == at).map(item::fields_of);
    for r in refs.iter_mut() {
        let at = Span::new(r.start, r.end);
        let Some(said) = r.overridden.as_mut().filter(|o| o.action == OverrideAction::Correct) else { continue };
        let Some(fields) = old(at) else { continue };
        for (name, value) in &mut said.previous {
            *value = fields.get(name).cloned().unwrap_or(Value::Null);
        }
    }
    for s in suppressed.iter_mut().filter(|s| s.item == ItemKind::Reference) {
        let offset = |name: &str| s.was.previous.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        if let (Some(start), Some(end)) = (offset("start"), offset("end"))
            && let Some(fields) = old(Span::new(start, end))
        {
            s.was.previous = fields;
        }
    }
}
