//! The house rules that a program can check: who imports whom, file sizes, links in the docs, sorted data, documents that are ours.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with this ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = ignore::WalkBuilder::new(root().join(folder))
        .standard_filters(false)
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect();
    out.sort();
    out
}

/// A layer may import the layers named behind it, and itself. The same table stands in docs/ARCHITECTURE.md.
const LAYERS: [(&str, &str); 16] = [
    ("model", ""),
    ("text", "model"),
    ("lexicon", "model text"),
    ("grammar", "model text lexicon"),
    ("read", "model text"),
    ("extract", "model text lexicon grammar"),
    ("link", "model text lexicon grammar"),
    ("record", "model"),
    ("overrides", "model text lexicon grammar extract link record"),
    ("index", "model text record"),
    ("query", "model text lexicon grammar link record index"),
    ("export", "model record query"),
    ("eval", "model text record"),
    ("pipeline", "model read text extract link overrides record index"),
    ("cli", "model text lexicon grammar read extract link overrides record index query export eval pipeline"),
    ("serve", "model text lexicon grammar read extract link overrides record index query export eval pipeline"),
];

#[test]
fn layers_only_look_down() {
    let mut wrong = Vec::new();
    for (layer, allowed) in LAYERS {
        let allowed: BTreeSet<&str> = allowed.split(' ').chain([layer]).collect();
        for file in files(&format!("src/{layer}"), "rs") {
            let text = std::fs::read_to_string(&file).unwrap();
            // a module for tests only may build on the pipeline
            let module = file.file_stem().and_then(|s| s.to_str()).unwrap_or("");
            let parent = std::fs::read_to_string(file.with_file_name("mod.rs")).unwrap_or_default();
            if parent.contains(&format!("#[cfg(test)]\nmod {module};"))
                || parent.contains(&format!("#[cfg(test)]\npub(crate) mod {module};"))
            {
                continue;
            }
            for (n, line) in text.lines().enumerate() {
                // documentation may name any part; tests may build on the pipeline
                if line.trim_start().starts_with("//") || text.lines().take(n).any(|l| l.trim() == "#[cfg(test)]") {
                    continue;
                }
                for used in line.split("crate::").skip(1) {
                    let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    if LAYERS.iter().any(|(l, _)| *l == name) && !allowed.contains(name.as_str()) {
                        wrong.push(format!("{}:{}: {layer} imports {name}", file.display(), n + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "layers only look down:\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let long: Vec<String> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|f| files(f, "rs"))
        .map(|p| (std::fs::read_to_string(&p).unwrap().lines().count(), p))
        .filter(|(n, _)| *n > 600)
        .map(|(n, p)| format!("{} has {n} lines", p.display()))
        .collect();
    assert!(long.is_empty(), "no file over 600 lines: {long:?}");
}

#[test]
fn links_in_the_docs_lead_somewhere() {
    let mut pages = files("docs", "md");
    pages.extend(["README.md", "README.vi.md", "CHANGELOG.md", "CONTRIBUTING.md", "corpora/README.md"].iter().map(|p| root().join(p)));
    let mut broken = Vec::new();
    for page in pages.iter().filter(|p| p.is_file()) {
        let text = std::fs::read_to_string(page).unwrap();
        for link in text.split("](").skip(1).filter_map(|t| t.split(')').next()) {
            let path = link.split('#').next().unwrap_or("");
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            if !page.parent().unwrap().join(path).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "broken links: {broken:?}");
}

#[test]
fn tables_are_sorted() {
    for file in files("src/lexicon/data", "csv") {
        let text = std::fs::read_to_string(&file).unwrap();
        let keys: Vec<String> =
            csv::Reader::from_reader(text.as_bytes()).into_records().map(|r| r.unwrap().get(0).unwrap_or("").to_owned()).collect();
        let mut sorted = keys.clone();
        sorted.sort();
        assert_eq!(keys, sorted, "{} is not sorted by its first column", file.display());
        assert!(!text.contains('\r'), "{} has CRLF", file.display());
    }
}

#[test]
fn the_manifest_names_every_document() {
    let root = root().join("corpora");
    let mut reader = csv::Reader::from_path(root.join("manifest.csv")).unwrap();
    let listed: BTreeSet<String> = reader.records().map(|r| r.unwrap().get(0).unwrap().to_owned()).collect();
    let held: BTreeSet<String> = files("corpora", "txt")
        .into_iter()
        .chain(files("corpora", "md"))
        .filter_map(|p| p.strip_prefix(&root).ok().map(|p| p.to_string_lossy().replace('\\', "/")))
        .filter(|p| p.contains('/') && !p.starts_with("gold/"))
        .collect();
    assert_eq!(listed, held);
    assert!(held.len() >= 48);
}

/// Tests with `../shared` check more: no long line of the real documents stands in ours.
#[test]
fn documents_are_our_own() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    if !shared.is_dir() {
        return;
    }
    let long = |p: &Path| -> Vec<String> {
        std::fs::read(p)
            .map(|b| String::from_utf8_lossy(&b).lines().map(|l| l.trim().to_owned()).filter(|l| l.chars().count() > 90).collect())
            .unwrap_or_default()
    };
    let mut real = BTreeSet::new();
    for folder in ["seeds", "administrative"] {
        for entry in ignore::WalkBuilder::new(shared.join(folder)).build().filter_map(Result::ok) {
            real.extend(long(entry.path()));
        }
    }
    for file in files("corpora", "txt").into_iter().chain(files("corpora", "md")) {
        assert!(long(&file).iter().all(|l| !real.contains(l)), "{} holds a line of a real document", file.display());
    }
}
