//! One document's labels against its record, field by field as `score.py` compares them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Card, Gold};
use crate::model::{DateMention, Percentage, Quantity, RefKind, Reference, Target};
use crate::record::Record;
use crate::text::fold::lower;

/// Byte offset → code point offset, for byte offsets on character boundaries.
struct Offsets(Vec<u32>);

impl Offsets {
    fn new(text: &str) -> Self {
        let mut at = vec![u32::MAX; text.len() + 1];
        let mut n = 0;
        for (i, _) in text.char_indices() {
            at[i] = n;
            n += 1;
        }
        at[text.len()] = n;
        Self(at)
    }

    fn get(&self, byte: usize) -> Option<usize> {
        self.0.get(byte).filter(|v| **v != u32::MAX).map(|v| *v as usize)
    }
}

type Span = (usize, usize);

fn overlap_share(a: Span, b: Span) -> f64 {
    let inner = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if inner == 0 { 0.0 } else { inner as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

/// Greedy one-to-one matching, best overlap first.
fn pair<P>(gold: &[&Value], pred: &[(Span, &P)], need: f64, agree: impl Fn(&Value, &P) -> bool) -> Pairs {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, (span, p)) in pred.iter().enumerate() {
            let share = overlap_share(span_of(g), *span);
            if share > need && agree(g, p) {
                candidates.push((-share, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_gold, mut used_pred) = (BTreeSet::new(), BTreeSet::new());
    let mut matched = Vec::new();
    for (_, i, j) in candidates {
        if !used_gold.contains(&i) && !used_pred.contains(&j) {
            used_gold.insert(i);
            used_pred.insert(j);
            matched.push((i, j));
        }
    }
    Pairs {
        matched,
        missed: (0..gold.len()).filter(|i| !used_gold.contains(i)).collect(),
        extra: (0..pred.len()).filter(|j| !used_pred.contains(j)).collect(),
    }
}

struct Pairs {
    matched: Vec<(usize, usize)>,
    missed: Vec<usize>,
    extra: Vec<usize>,
}

fn span_of(item: &Value) -> Span {
    let n = |k: &str| item.get(k).and_then(Value::as_u64).unwrap_or(0) as usize;
    (n("start"), n("end"))
}

fn words(value: Option<&str>) -> Option<String> {
    value.map(|v| lower(v).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn text_of<'v>(item: &'v Value, key: &str) -> Option<&'v str> {
    item.get(key).and_then(Value::as_str)
}

fn number_key(value: Option<&str>) -> Option<String> {
    words(value).map(|n| {
        let n = n.replace(' ', "");
        let cut = n.trim_start_matches('0');
        if cut.starts_with(|c: char| c.is_ascii_digit()) { cut.to_owned() } else { n }
    })
}

fn issuer_key(value: Option<&str>) -> Option<String> {
    words(value).map(|n| {
        let kept = n
            .split(' ')
            .collect::<Vec<_>>()
            .join(" ")
            .replace("thành phố ", "")
            .replace("tỉnh ", "")
            .replace("tp. ", "")
            .replace("tp ", "");
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(1.0),
        (None, None) => true,
        _ => false,
    }
}

fn number_of(item: &Value, key: &str) -> Option<f64> {
    item.get(key).and_then(Value::as_f64)
}

fn shown(item: &Value) -> String {
    text_of(item, "text").unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(110).collect()
}

struct Scorer<'a> {
    card: &'a mut Card,
    stem: &'a str,
    text: &'a str,
    offsets: Offsets,
}

impl Scorer<'_> {
    fn attribute(&mut self, name: &str, ok: bool, about: &str) {
        self.card.right(name, ok);
        if !ok {
            self.card.errors.push([self.stem.to_owned(), "WRONG".into(), name.to_owned(), about.to_owned()]);
        }
    }

    /// Spans of predicted items, checked against the text.
    fn spans<'p, P>(&mut self, items: impl Iterator<Item = &'p P>, at: impl Fn(&P) -> (usize, usize, &str)) -> Vec<(Span, &'p P)> {
        let mut out = Vec::new();
        for item in items {
            let (s, e, text) = at(item);
            let exact = self.text.get(s..e) == Some(text);
            self.card.right("spans_exact", exact);
            if !exact {
                self.card.errors.push([self.stem.to_owned(), "BADSPAN".into(), "spans_exact".into(), text.to_owned()]);
            }
            if let (Some(a), Some(b)) = (self.offsets.get(s), self.offsets.get(e)) {
                out.push(((a, b), item));
            }
        }
        out
    }

    fn count<P>(&mut self, name: &str, gold: &[&Value], pred: &[(Span, &P)], pairs: &Pairs, say: impl Fn(&P) -> String) {
        self.card.found(name, pairs.matched.len(), pairs.missed.len(), pairs.extra.len());
        for i in &pairs.missed {
            self.card.errors.push([self.stem.to_owned(), "MISSED".into(), name.to_owned(), shown(gold[*i])]);
        }
        for j in &pairs.extra {
            self.card.errors.push([self.stem.to_owned(), "EXTRA".into(), name.to_owned(), say(pred[*j].1)]);
        }
    }
}

fn list<'v>(labels: &'v Value, key: &str) -> Vec<&'v Value> {
    labels.get(key).and_then(Value::as_array).map(|a| a.iter().collect()).unwrap_or_default()
}

pub(super) fn document(card: &mut Card, gold: &Gold, text: &str, record: &Record) {
    let mut s = Scorer { card, stem: &gold.stem, text, offsets: Offsets::new(text) };
    header(&mut s, &gold.labels, record);
    references(&mut s, &gold.labels, &record.references);

    let dates = list(&gold.labels, "dates");
    let pred = s.spans(record.dates.iter(), |d: &DateMention| (d.start, d.end, &d.text));
    let pairs = pair(&dates, &pred, 0.0, |g, p| text_of(g, "iso") == p.iso.as_deref());
    s.count("dates", &dates, &pred, &pairs, |p| p.text.clone());
    for (i, j) in pairs.matched {
        let role = serde_json::to_value(pred[j].1.role).ok();
        s.attribute("dates.role", dates[i].get("role") == role.as_ref(), &shown(dates[i]));
    }

    let shares = list(&gold.labels, "percentages");
    let pred = s.spans(record.percentages.iter(), |p: &Percentage| (p.start, p.end, &p.text));
    let pairs = pair(&shares, &pred, 0.0, |g, p| close(number_of(g, "value"), Some(p.value)));
    s.count("percentages", &shares, &pred, &pairs, |p| p.text.clone());
    for (i, j) in pairs.matched {
        let role = serde_json::to_value(pred[j].1.role).ok();
        s.attribute("percentages.role", shares[i].get("role") == role.as_ref(), &shown(shares[i]));
        s.attribute("percentages.comparator", text_of(shares[i], "comparator") == Some(pred[j].1.comparator.as_str()), &shown(shares[i]));
    }

    targets(&mut s, &gold.labels, &record.targets);

    let amounts = list(&gold.labels, "quantities");
    let pred = s.spans(record.quantities.iter(), |q: &Quantity| (q.start, q.end, &q.text));
    let pairs = pair(&amounts, &pred, 0.0, |g, p| close(number_of(g, "value"), Some(p.value)));
    s.count("quantities", &amounts, &pred, &pairs, |p| p.text.clone());
}

fn header(s: &mut Scorer, labels: &Value, record: &Record) {
    let Some(gold) = labels.get("document") else { return };
    let d = &record.document;
    if text_of(gold, "form") == Some("administrative") {
        let checks = [
            ("number", number_key(text_of(gold, "number")) == number_key(d.number.as_deref())),
            ("type", words(text_of(gold, "type")) == words(d.doc_type.as_deref())),
            ("issuer", issuer_key(text_of(gold, "issuer")) == issuer_key(d.issuer.as_deref())),
            ("issuer_level", words(text_of(gold, "issuer_level")) == words(d.issuer_level.as_deref())),
            ("issued_on", words(text_of(gold, "issued_on")) == words(d.issued_on.as_deref())),
            ("title", words(text_of(gold, "title")) == words(d.title.as_deref())),
        ];
        for (name, ok) in checks {
            s.attribute(&format!("document.{name}"), ok, text_of(gold, name).unwrap_or("null"));
        }
        let want = gold.get("signer").and_then(|v| text_of(v, "name"));
        let got = d.signer.as_ref().and_then(|v| v.name.as_deref());
        s.attribute("document.signer", words(want) == words(got), want.unwrap_or("null"));
    } else {
        s.attribute("document.number", d.number.is_none(), "null");
        s.attribute("document.issuer", d.issuer.is_none(), "null");
    }
}

fn references(s: &mut Scorer, labels: &Value, refs: &[Reference]) {
    let all = list(labels, "references");
    let pred = s.spans(refs.iter(), |r: &Reference| (r.start, r.end, &r.text));
    let kind = |g: &&&Value, kinds: &[&str]| text_of(g, "kind").is_some_and(|k| kinds.contains(&k));
    let of = |kinds: &[RefKind]| pred.iter().filter(|(_, r)| kinds.contains(&r.kind)).copied().collect::<Vec<_>>();

    let gold: Vec<&Value> = all.iter().filter(|g| kind(g, &["numbered"])).copied().collect();
    let numbered = of(&[RefKind::Numbered]);
    let pairs = pair(&gold, &numbered, 0.0, |g, p| number_key(text_of(g, "number")) == number_key(p.number.as_deref()));
    s.count("references.numbered", &gold, &numbered, &pairs, |p| p.text.clone());
    for (i, j) in pairs.matched {
        let (g, p) = (gold[i], numbered[j].1);
        let about = shown(g);
        s.attribute("references.type", text_of(g, "type") == Some("OTHER") || text_of(g, "type") == p.doc_type.as_deref(), &about);
        s.attribute("references.issuer", issuer_key(text_of(g, "issuer")) == issuer_key(p.issuer.as_deref()), &about);
        s.attribute("references.date", text_of(g, "date") == p.date.as_deref(), &about);
        s.attribute("references.relation", text_of(g, "relation") == Some(p.relation.as_str()), &about);
    }
    for (label, kinds, pred_kinds) in [
        ("references.short", &["short_number", "short_name"][..], &[RefKind::ShortNumber, RefKind::ShortName][..]),
        ("references.title_only", &["title_only"][..], &[RefKind::TitleOnly][..]),
    ] {
        let gold: Vec<&Value> = all.iter().filter(|g| kind(g, kinds)).copied().collect();
        let pred = of(pred_kinds);
        let pairs = pair(&gold, &pred, 0.0, |_, _| true);
        s.count(label, &gold, &pred, &pairs, |p| p.text.clone());
        for (i, j) in pairs.matched {
            if let Some(want) = text_of(gold[i], "resolved_number") {
                let got = pred[j].1.resolved_number.as_deref().or(pred[j].1.number.as_deref());
                s.attribute(&format!("{label}.resolved"), number_key(Some(want)) == number_key(got), &shown(gold[i]));
            }
        }
    }
}

fn targets(s: &mut Scorer, labels: &Value, targets: &[Target]) {
    let gold = list(labels, "targets");
    let pred = s.spans(targets.iter(), |t: &Target| (t.start, t.end, &t.text));
    let unit = |u: Option<&str>| u.map(|u| if u == "%" { "percent".to_owned() } else { u.to_owned() });
    let pairs =
        pair(&gold, &pred, 0.2, |g, p| close(number_of(g, "value"), p.value) && unit(text_of(g, "unit")) == unit(p.unit.as_deref()));
    s.count("targets", &gold, &pred, &pairs, |p| p.text.chars().take(110).collect());
    for (i, j) in pairs.matched {
        let (g, p) = (gold[i], pred[j].1);
        let about = shown(g);
        s.attribute("targets.comparator", text_of(g, "comparator") == p.comparator.map(crate::model::Comparator::as_str), &about);
        s.attribute("targets.deadline", text_of(g, "deadline") == p.deadline.as_deref(), &about);
        s.attribute("targets.responsible", same_body(text_of(g, "responsible"), p.responsible.as_deref()), &about);
        let section = |v: Option<&str>| words(v).unwrap_or_default().trim_end_matches([':', ' ']).to_owned();
        s.attribute("targets.section", section(text_of(g, "section")) == section(p.section.as_deref()), &about);
    }
}

/// Half of the words of both together are shared.
fn same_body(a: Option<&str>, b: Option<&str>) -> bool {
    let (a, b) = (words(a).unwrap_or_default(), words(b).unwrap_or_default());
    if a.is_empty() || b.is_empty() {
        return a.is_empty() && b.is_empty();
    }
    let (a, b): (BTreeSet<&str>, BTreeSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    a.intersection(&b).count() * 2 >= a.union(&b).count()
}
