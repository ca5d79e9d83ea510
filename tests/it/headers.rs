//! Headers of all forms (`corpora/gold/headers/*.txt`) and files of several documents (`corpora/gold/parts.txt`), labelled by reading.
//!
//! A case is `=== name`, its labels, `---`, the text. A label that is not there must be empty in the record, `?` is not compared.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vanthu::model::{Arrival, RefKind};
use vanthu::record::Record;

struct Case {
    name: String,
    labels: BTreeMap<String, String>,
    text: String,
}

fn gold(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/gold").join(name)
}

fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    let split = |case: &str| {
        let (head, text) = case.split_once("\n---\n").unwrap();
        let mut lines = head.lines();
        let name = lines.next().unwrap().to_owned();
        let labels = lines.map(|l| l.split_once(':').unwrap()).map(|(k, v)| (k.to_owned(), v.trim().to_owned())).collect();
        Case { name, labels, text: text.to_owned() }
    };
    format!("\n{text}").split("\n=== ").skip(1).map(split).collect()
}

fn headers() -> Vec<Case> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(gold("headers")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|f| cases(f)).collect()
}

fn analyse(text: &str) -> Vec<Record> {
    vanthu::pipeline::analyse("case.txt", text.as_bytes()).into_iter().map(Result::unwrap).collect()
}

/// The fields that a case labels, as it writes them.
fn fields(record: &Record) -> BTreeMap<&'static str, String> {
    let d = &record.document;
    let own = |v: &Option<String>| v.clone().unwrap_or_default();
    let signer = d.signer.clone().unwrap_or_default();
    let arrival = d.arrival.clone().map(|Arrival { number, date }| [number, date].into_iter().flatten().collect::<Vec<_>>().join(" "));
    let cited = |kinds: &[RefKind]| {
        let refs = record.references.iter().filter(|r| kinds.contains(&r.kind));
        refs.map(|r| r.number.clone().unwrap_or_else(|| r.text.clone())).collect::<Vec<_>>().join("; ")
    };
    BTreeMap::from([
        ("number", own(&d.number)),
        ("number_raw", own(&d.number_raw)),
        ("type", own(&d.doc_type)),
        ("issuer", own(&d.issuer)),
        ("level", own(&d.issuer_level)),
        ("place", own(&d.place)),
        ("issued_on", own(&d.issued_on)),
        ("title", own(&d.title)),
        ("signer", own(&signer.name)),
        ("role", own(&signer.role)),
        ("authority", own(&signer.authority)),
        ("addressees", d.addressees.join("; ")),
        ("recipients", d.recipients.join("; ")),
        ("archive", own(&d.archive)),
        ("urgency", own(&d.urgency)),
        ("secrecy", own(&d.secrecy)),
        ("arrival", arrival.unwrap_or_default()),
        ("draft", if d.draft { "true".to_owned() } else { String::new() }),
        ("annexes", d.annexes.iter().map(|a| a.title.as_str()).collect::<Vec<_>>().join(" | ")),
        ("cites", cited(&[RefKind::Numbered, RefKind::ShortName, RefKind::ShortNumber])),
        ("titles", cited(&[RefKind::TitleOnly])),
    ])
}

/// Compared only where they are labelled.
const OPTIONAL: [&str; 6] = ["number_raw", "level", "place", "recipients", "cites", "titles"];

#[test]
fn headers_of_all_forms() {
    let all = headers();
    assert!(all.len() >= 50);
    let mut wrong = Vec::new();
    for case in &all {
        let records = analyse(&case.text);
        assert_eq!(records.len(), 1, "{}: one document", case.name);
        for (field, got) in fields(&records[0]) {
            let Some(want) = case.labels.get(field).map(String::as_str).or((!OPTIONAL.contains(&field)).then_some("")) else { continue };
            // as the scorer does: case of a title is no matter
            let same = got == want || field == "title" && got.to_lowercase() == want.to_lowercase();
            if want != "?" && !same {
                wrong.push(format!("{} | {field}: want {want:?}, got {got:?}", case.name));
            }
        }
        let known = fields(&records[0]);
        assert!(case.labels.keys().all(|k| known.contains_key(k.as_str())), "{}: a label of no field", case.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_of_several_documents() {
    let mut wrong = Vec::new();
    for case in cases(&gold("parts.txt")) {
        let records = analyse(&case.text);
        let numbers: Vec<&str> = records.iter().map(|r| r.document.number.as_deref().unwrap_or("?")).collect();
        if numbers.join(" | ") != case.labels["parts"] {
            wrong.push(format!("{}: want {}, got {}", case.name, case.labels["parts"], numbers.join(" | ")));
        }
        // the parts are the file, one behind the other, and what is found in one lies in it
        if records.len() > 1 {
            let mut end = 0;
            for (record, part) in records.iter().zip(1..) {
                let extent = record.extent.unwrap();
                assert_eq!((record.part, extent.start), (Some(part), end), "{}", case.name);
                end = extent.end;
                let inside = |s: usize, e: usize| extent.start <= s && e <= extent.end;
                assert!(record.references.iter().all(|r| inside(r.start, r.end) && case.text[r.start..r.end] == r.text), "{}", case.name);
                assert!(record.dates.iter().all(|d| inside(d.start, d.end) && case.text[d.start..d.end] == d.text), "{}", case.name);
                assert!(record.document.field_spans.iter().all(|(_, s, e)| inside(*s, *e)), "{}", case.name);
                assert!(record.document.annexes.iter().all(|a| inside(a.start, a.end)), "{}", case.name);
            }
            assert_eq!(end, case.text.len(), "{}", case.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Any two headers of different numbers, one behind the other, are two documents with the fields that each has alone.
#[test]
fn two_in_a_file_are_two() {
    // without Quốc hiệu a letterhead is not known for certain
    let headed =
        |c: &Case| c.text.lines().any(|l| l.contains("Độc lập") || l.contains("ĐẢNG CỘNG SẢN VIỆT NAM") || l.contains("ĐOÀN TNCS"));
    let all: Vec<(Case, Record)> = headers()
        .into_iter()
        .filter(|c| c.labels.contains_key("number"))
        .map(|c| {
            let record = analyse(&c.text).remove(0);
            (c, record)
        })
        .collect();
    let mut wrong = Vec::new();
    for (i, (first, a)) in all.iter().enumerate() {
        // each with five others
        for (second, b) in (1..=5).map(|n| &all[(i + n * 7) % all.len()]) {
            if a.document.number == b.document.number || !headed(second) {
                continue;
            }
            let records = analyse(&format!("{}\n\n{}", first.text, second.text));
            let alike = |got: &Record, own: &Record| {
                let (g, o) = (&got.document, &own.document);
                (&g.number, &g.issuer, &g.issued_on, &g.title, &g.signer) == (&o.number, &o.issuer, &o.issued_on, &o.title, &o.signer)
                    && g.annexes.len() == o.annexes.len()
            };
            if records.len() != 2 || !alike(&records[0], a) || !alike(&records[1], b) {
                wrong.push(format!("{} + {}: {} parts", first.name, second.name, records.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
