//! Single cases labelled by reading: sentences (`corpora/gold/cases.jsonl`), numbers (`numbers.csv`), identities (`identity.csv`).
//!
//! Each file must hold a stated share; what falls below prints the cases that fail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vanthu::link::identity::{Compatibility, Key};
use vanthu::model::{RefKind, Reference};

fn gold(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/gold").join(file)
}

#[derive(Default)]
struct Tally {
    right: usize,
    of: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, ok: bool, say: impl FnOnce() -> String) {
        self.of += 1;
        self.right += usize::from(ok);
        if !ok {
            self.wrong.push(say());
        }
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.of.max(1) as f64
    }
}

fn same_number(a: Option<&str>, b: Option<&str>) -> bool {
    let key = |n: Option<&str>| n.map(|n| n.replace(' ', "").trim_start_matches('0').to_lowercase());
    key(a) == key(b)
}

/// The prediction for a label: same kind, overlapping most.
fn matching<'r>(refs: &'r [Reference], start: usize, end: usize, kind: &str) -> Option<&'r Reference> {
    let shared = |r: &Reference| r.end.min(end).saturating_sub(r.start.max(start));
    let of_kind = refs.iter().filter(|r| r.kind.as_str() == kind && shared(r) > 0);
    of_kind.max_by_key(|r| (shared(r) * 1000).checked_div(r.end.max(end) - r.start.min(start)).unwrap_or(0))
}

#[test]
fn sentences() {
    let text = std::fs::read_to_string(gold("cases.jsonl")).unwrap();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let sentence = case["text"].as_str().unwrap();
        let record = vanthu::pipeline::analyse("case.txt", sentence.as_bytes()).remove(0).unwrap();
        let refs = &record.references;
        let labels = case["references"].as_array().unwrap();
        let mut from = 0;
        let mut used = Vec::new();
        for label in labels {
            let words = label["text"].as_str().unwrap();
            // nested mentions begin inside their outer one
            let start = sentence[from..].find(words).map(|i| from + i).or_else(|| sentence.find(words)).unwrap();
            from = start + 1;
            while !sentence.is_char_boundary(from) {
                from += 1;
            }
            let kind = label["kind"].as_str().unwrap();
            let found = matching(refs, start, start + words.len(), kind);
            let mut note = |name: &str, ok: bool, got: String| {
                tallies.entry(name.to_owned()).or_default().add(ok, || format!("{id}: {words} | {got}"));
            };
            note(
                &format!("found {kind}"),
                found.is_some(),
                format!("{:?}", refs.iter().map(|r| (r.kind.as_str(), &r.text)).collect::<Vec<_>>()),
            );
            let Some(r) = found else { continue };
            used.push(r.id.clone());
            if kind == "numbered" {
                note("number", same_number(label["number"].as_str(), r.number.as_deref()), format!("{:?}", r.number));
            }
            if let Some(want) = label["resolved_number"].as_str() {
                note("resolved", same_number(Some(want), r.resolved_number.as_deref()), format!("{want} {:?}", r.resolved_number));
            }
            let relation = label["relation"].as_str().unwrap();
            note(&format!("relation {relation}"), r.relation.as_str() == relation, r.relation.as_str().to_owned());
            note("date", label["date"].as_str() == r.date.as_deref(), format!("{:?}", r.date));
            if let Some(want) = label["provisions"].as_array().filter(|p| !p.is_empty()) {
                let got = serde_json::to_value(&r.provisions).unwrap();
                note("provisions", got.as_array() == Some(want), format!("{} / {got}", Value::from(want.clone())));
            }
        }
        for r in refs.iter().filter(|r| r.kind == RefKind::Numbered && !used.contains(&r.id)) {
            tallies.entry("no extra numbered".into()).or_default().add(false, || format!("{id}: {}", r.text));
        }
        tallies.entry("no extra numbered".into()).or_default().add(true, String::new);
    }
    let floors: &[(&str, f64)] = &[
        ("found numbered", 0.97),
        ("found short_name", 0.90),
        ("found short_number", 0.85),
        ("number", 0.97),
        ("resolved", 0.80),
        ("date", 0.95),
        ("provisions", 0.85),
        ("no extra numbered", 0.97),
        ("relation amends", 0.80),
        ("relation replaces", 0.80),
        ("relation repeals", 0.80),
        ("relation guides", 0.80),
        ("relation basis", 0.80),
        ("relation implements", 0.80),
    ];
    let card: Vec<String> = tallies.iter().map(|(n, t)| format!("{n:24} {:.3} of {}", t.share(), t.of)).collect();
    if std::env::var_os("VANTHU_CARD").is_some() {
        let wrong: Vec<String> = tallies.iter().flat_map(|(n, t)| t.wrong.iter().map(move |w| format!("{n}\t{w}"))).collect();
        std::fs::write("/tmp/cases.txt", format!("{}\n{}\n", card.join("\n"), wrong.join("\n"))).unwrap();
    }
    let low: Vec<String> = floors
        .iter()
        .filter(|(name, floor)| tallies.get(*name).is_none_or(|t| t.share() < *floor))
        .map(|(name, floor)| format!("{name} below {floor}: {:#?}", tallies.get(*name).map(|t| &t.wrong)))
        .collect();
    assert!(low.is_empty(), "{}\n{}", card.join("\n"), low.join("\n"));
}

#[test]
fn numbers() {
    let path = gold("numbers.csv");
    if !path.is_file() {
        return;
    }
    let mut tally = Tally::default();
    for row in csv::Reader::from_path(path).unwrap().into_records() {
        let row = row.unwrap();
        let (raw, want) = (row.get(0).unwrap_or(""), row.get(1).unwrap_or(""));
        let record = vanthu::pipeline::analyse("case.txt", format!("Thực hiện {raw}.").as_bytes()).remove(0).unwrap();
        let got: Vec<&str> = record.references.iter().filter_map(|r| r.number.as_deref()).collect();
        // several numbers in one raw text are parted by a bar
        let ok = if want.is_empty() { got.is_empty() } else { want.split('|').all(|w| got.iter().any(|g| same_number(Some(g), Some(w)))) };
        tally.add(ok, || format!("{raw} → {want:?}, got {got:?}"));
    }
    if std::env::var_os("VANTHU_CARD").is_some() {
        std::fs::write("/tmp/numbers.txt", tally.wrong.join("\n")).unwrap();
    }
    // one line that is a whole "document" with "số:" is taken for a letterhead
    assert!(tally.share() >= 0.99, "{:.3} of {}: {:#?}", tally.share(), tally.of, tally.wrong);
}

#[test]
fn identities() {
    let path = gold("identity.csv");
    if !path.is_file() {
        return;
    }
    let mut wrong = Vec::new();
    for row in csv::Reader::from_path(path).unwrap().into_records() {
        let row = row.unwrap();
        let (a, b, verdict) = (row.get(0).unwrap_or(""), row.get(1).unwrap_or(""), row.get(2).unwrap_or(""));
        let (x, y): (Key, Key) = (a.parse().unwrap(), b.parse().unwrap());
        assert_eq!((x.to_string(), y.to_string()), (a.to_owned(), b.to_owned()), "print and parse");
        let got = match x.compare(&y) {
            Compatibility::Same => "same",
            Compatibility::Possible => "possible",
            Compatibility::Different => "different",
        };
        if got != verdict || x.compare(&y) != y.compare(&x) {
            wrong.push(format!("{a} | {b}: {verdict}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
