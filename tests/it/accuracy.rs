//! The extractors against gold that people labelled by reading: floors, so that a change that loses accuracy is seen.
//!
//! The project's own gold always; the shared gold where it is there. Floors stand a little below what was reached, because a rule that
//! gains elsewhere may lose an item here; docs/ACCURACY.md has the figures themselves.

use std::path::Path;

use vanthu::eval::{Card, load, score};

fn card(gold: &Path, docs: &Path) -> Card {
    let mut card = Card::default();
    let all = load(gold, docs).unwrap();
    assert!(!all.is_empty(), "no gold in {}", gold.display());
    for g in &all {
        let bytes = std::fs::read(&g.document).unwrap();
        for record in vanthu::pipeline::analyse(&g.document.display().to_string(), &bytes) {
            score(&mut card, g, std::str::from_utf8(&bytes).unwrap(), &record.unwrap());
        }
    }
    card
}

const FLOORS: [(&str, f64); 21] = [
    ("spans_exact", 1.0),
    ("document.number", 1.0),
    ("document.type", 1.0),
    ("document.issuer", 0.95),
    ("document.issued_on", 1.0),
    ("document.title", 0.95),
    ("document.signer", 0.95),
    ("references.numbered", 0.985),
    ("references.type", 0.98),
    ("references.issuer", 0.93),
    ("references.date", 0.97),
    ("references.relation", 0.90),
    ("references.short", 0.90),
    ("references.short.resolved", 0.90),
    ("references.title_only", 0.60),
    ("dates", 0.97),
    ("dates.role", 0.92),
    ("percentages", 0.98),
    ("percentages.role", 0.95),
    ("targets", 0.90),
    ("quantities", 0.85),
];

fn check(card: &Card) {
    let low: Vec<String> =
        FLOORS.iter().filter(|(name, floor)| card.score(name) < *floor).map(|(n, f)| format!("{n} {:.3} < {f}", card.score(n))).collect();
    assert!(low.is_empty(), "below the floor: {low:?}\n{}\nsee: vanthu eval --errors", card.table());
}

#[test]
fn own_gold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    check(&card(&root.join("gold"), &root));
}

#[test]
fn shared_gold_where_it_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if root.join("docs").is_dir() {
        check(&card(&root, &root.join("docs")));
    }
}

/// Real documents by reference to file and span (`tests/gold_administrative`): what unseen documents of these kinds may expect.
#[test]
fn real_documents_where_they_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = root.join("../shared/corpora/administrative");
    if !docs.is_dir() {
        return;
    }
    let card = card(&root.join("tests/gold_administrative"), &docs);
    for (name, floor) in [
        ("spans_exact", 1.0),
        ("document.number", 0.97),
        ("document.type", 1.0),
        ("references.numbered", 0.985),
        ("references.relation", 0.95),
        ("references.issuer", 0.97),
        ("references.short", 0.92),
        ("references.title_only", 0.78),
        ("dates", 0.98),
        ("dates.role", 0.95),
        ("percentages.role", 0.9),
        ("targets", 0.88),
        ("targets.deadline", 0.88),
    ] {
        assert!(card.score(name) >= floor, "{name} {:.3} < {floor}\n{}", card.score(name), card.table());
    }
}
