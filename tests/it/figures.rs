//! Indicators and pairs of plan and report against what readers labelled without the program: 26 documents, of which five real ones by file and
//! span (`corpora/gold/indicators.csv`, `tests/gold_administrative/indicators.csv`, `corpora/gold/pairs.csv`; offsets in code points).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use tempfile::TempDir;

use crate::support::{json_lines, run, vanthu_in};

/// A figure with its measure.
#[derive(Debug, Deserialize)]
struct Labelled {
    path: String,
    start: usize,
    end: usize,
    indicator: Option<String>,
    /// Other ids that are right too.
    or: Option<String>,
    /// A plan's figure that a report repeats: nobody asks that it be found (GUIDELINES §4).
    quoted: Option<String>,
}

/// A target and a result.
#[derive(Debug, Deserialize)]
struct Pair {
    plan: String,
    plan_start: usize,
    report: String,
    report_start: usize,
    /// `yes`, `no`, `open`.
    #[serde(rename = "pair")]
    belongs: String,
    relation: Option<String>,
}

fn table<T: for<'de> Deserialize<'de>>(path: &Path) -> Vec<T> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Byte offsets as code points.
fn points(text: &str) -> impl Fn(u64) -> usize {
    let at: BTreeMap<usize, usize> = text.char_indices().enumerate().map(|(n, (b, _))| (b, n)).collect();
    move |byte| at.range(..=usize::try_from(byte).unwrap()).next_back().map_or(0, |(_, n)| *n)
}

/// Right, said and wrong, missed.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
    errors: Vec<String>,
}

impl Tally {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed) as f64
    }
}

/// Scores the indicators of the figures of labelled documents.
fn indicators(labels: &Path, documents: &Path) -> Tally {
    let mut by_path: BTreeMap<String, Vec<Labelled>> = BTreeMap::new();
    for label in table::<Labelled>(labels) {
        by_path.entry(label.path.clone()).or_default().push(label);
    }
    let mut tally = Tally::default();
    for (path, labels) in by_path {
        let bytes = fs::read(documents.join(&path)).unwrap();
        let at = points(std::str::from_utf8(&bytes).unwrap());
        let mut said: Vec<(usize, usize, Option<String>)> = Vec::new();
        for record in vanthu::pipeline::analyse(&path, &bytes) {
            let record = record.unwrap();
            for t in record.targets.into_iter().chain(record.results) {
                said.extend(t.value_span.map(|s| (at(s.start as u64), at(s.end as u64), t.indicator)));
            }
        }
        let mut seen = BTreeSet::new();
        for label in labels {
            let own = said.iter().position(|(s, e, _)| *s < label.end && label.start < *e);
            seen.extend(own);
            let got = own.and_then(|i| said[i].2.as_deref());
            let also = label.or.as_deref().unwrap_or("");
            let fits = got.is_some() && (got == label.indicator.as_deref() || also.split(' ').any(|id| Some(id) == got));
            let mut note = |what: &str| {
                tally.errors.push(format!("{what} {path} {}: {got:?}, label {:?} {also}", label.start, label.indicator));
            };
            match (&label.indicator, got) {
                (_, Some(_)) if fits => tally.right += 1,
                (None, Some(_)) => {
                    note("extra");
                    tally.wrong += 1;
                }
                (Some(_), Some(_)) => {
                    note("other");
                    tally.wrong += 1;
                    tally.missed += 1;
                }
                // a report's word of the plan need not be found
                (Some(_), None) if label.quoted.is_none() => {
                    note("missed");
                    tally.missed += 1;
                }
                _ => {}
            }
        }
        for (i, (start, _, id)) in said.iter().enumerate().filter(|(i, s)| !seen.contains(i) && s.2.is_some()) {
            tally.wrong += 1;
            tally.errors.push(format!("no row {path} {start}: {id:?} ({i})"));
        }
    }
    tally
}

#[test]
fn indicators_of_the_project_s_own_documents() {
    let tally = indicators(&root().join("corpora/gold/indicators.csv"), &root().join("corpora"));
    assert!(tally.f1() >= 0.90, "F1 {:.3} of {tally:#?}", tally.f1());
}

#[test]
fn indicators_of_real_documents_where_they_are_there() {
    let shared = root().join("../shared/corpora/administrative");
    if !shared.is_dir() {
        return;
    }
    let tally = indicators(&root().join("tests/gold_administrative/indicators.csv"), &shared);
    assert!(tally.f1() >= 0.75, "F1 {:.3} of {tally:#?}", tally.f1());
}

#[test]
fn plan_beside_report() {
    let dir = TempDir::new().unwrap();
    let corpora = root().join("corpora");
    let mut index = vanthu_in(dir.path());
    index.args(["index", "-q"]).args(["trung-uong", "ha-noi", "hai-phong", "nghe-an", "bao-chi"].map(|d| corpora.join(d)));
    assert_eq!(run(&mut index).0, 0);
    let (code, out, _) = run(vanthu_in(dir.path()).args(["targets", "--kind", "both", "--format", "jsonl"]));
    assert_eq!(code, 0);
    let inside = |side: &serde_json::Value| {
        let path = side["path"].as_str().unwrap().replace('\\', "/");
        let name = path.split("corpora/").nth(1).unwrap().to_owned();
        let text = fs::read_to_string(corpora.join(&name)).unwrap();
        let start = side["value_start"].as_u64().unwrap();
        (name, points(&text)(start))
    };
    let mut labels = BTreeMap::new();
    let mut read: BTreeSet<String> = BTreeSet::new();
    for p in table::<Pair>(&corpora.join("gold/pairs.csv")) {
        read.extend([p.plan.clone(), p.report.clone()]);
        labels.insert(((p.plan.clone(), p.plan_start), (p.report.clone(), p.report_start)), p);
    }
    let (mut right, mut wrong, mut times) = (Vec::new(), Vec::new(), 0);
    for row in json_lines(&out).iter().filter(|r| !r["relation"].is_null()) {
        let key = (inside(&row["target"]), inside(&row["result"]));
        if !(read.contains(&key.0.0) && read.contains(&key.1.0)) {
            continue;
        }
        match labels.get(&key) {
            Some(p) if p.belongs == "yes" => {
                times += usize::from(p.relation.as_deref() == row["relation"].as_str());
                right.push(key);
            }
            Some(p) if p.belongs == "open" => {}
            _ => wrong.push((key, row["group"].clone())),
        }
    }
    let precision = right.len() as f64 / (right.len() + wrong.len()) as f64;
    let all = labels.values().filter(|p| p.belongs == "yes").count();
    assert!(precision >= 0.95, "precision {precision:.3}, {} of {all} found; wrong: {wrong:#?}", right.len());
    assert!(right.len() * 10 >= all * 4, "{} of {all} found", right.len());
    assert!(times * 100 >= right.len() * 85, "times of {times} of {} agree", right.len());
}
