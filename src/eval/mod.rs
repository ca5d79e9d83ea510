//! The accuracy card: records against hand-made gold, the same figures as `eval/score.py` of the shared folder.
//!
//! An item matches when the spans overlap and the values agree; every item is used once, best overlap first. Precision, recall and F1
//! are counted over all documents; attributes are accuracies over matched items. Gold offsets count code points, records bytes.

mod compare;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::record::Record;

/// Precision and recall of a kind of item, or the accuracy of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// Matched, missed, extra.
    Found {
        /// Items that match.
        matched: usize,
        /// Gold items without a match.
        missed: usize,
        /// Predicted items without a match.
        extra: usize,
    },
    /// Right of all.
    Right {
        /// Right.
        right: usize,
        /// All.
        of: usize,
    },
}

impl Figure {
    /// F1, or the accuracy.
    ///
    /// ```
    /// use vanthu::eval::Figure;
    /// assert!((Figure::Found { matched: 8, missed: 2, extra: 2 }.score() - 0.8).abs() < 1e-9);
    /// assert!((Figure::Right { right: 3, of: 4 }.score() - 0.75).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn score(self) -> f64 {
        match self {
            Self::Found { matched, missed, extra } => {
                let (p, r) = (ratio(matched, matched + extra), ratio(matched, matched + missed));
                if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
            }
            Self::Right { right, of } => ratio(right, of),
        }
    }
}

fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 1.0 } else { a as f64 / b as f64 }
}

/// Figures by name, and every miss in words.
#[derive(Debug, Default)]
pub struct Card {
    /// Figures, sorted by name.
    pub figures: BTreeMap<String, Figure>,
    /// `stem`, `MISSED|EXTRA|WRONG|BADSPAN`, name, what.
    pub errors: Vec<[String; 4]>,
}

impl Card {
    fn found(&mut self, name: &str, m: usize, miss: usize, ext: usize) {
        let f = self.figures.entry(name.to_owned()).or_insert(Figure::Found { matched: 0, missed: 0, extra: 0 });
        if let Figure::Found { matched, missed, extra } = f {
            *matched += m;
            *missed += miss;
            *extra += ext;
        }
    }

    fn right(&mut self, name: &str, ok: bool) {
        let f = self.figures.entry(name.to_owned()).or_insert(Figure::Right { right: 0, of: 0 });
        if let Figure::Right { right, of } = f {
            *right += usize::from(ok);
            *of += 1;
        }
    }

    /// The score under this name; 1.0 where nothing was counted.
    #[must_use]
    pub fn score(&self, name: &str) -> f64 {
        self.figures.get(name).map_or(1.0, |f| f.score())
    }

    /// The card as `score.py` prints it.
    #[must_use]
    pub fn table(&self) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        for (name, figure) in &self.figures {
            let _ = match *figure {
                Figure::Found { matched, missed, extra } => writeln!(
                    out,
                    "{name:30} P {:.3}  R {:.3}  F1 {:.3}  gold {:4} pred {:4}",
                    ratio(matched, matched + extra),
                    ratio(matched, matched + missed),
                    figure.score(),
                    matched + missed,
                    matched + extra
                ),
                Figure::Right { of, .. } => writeln!(out, "{name:30} acc {:.3}  n {of}", figure.score()),
            };
        }
        out
    }
}

/// A gold file and the document that it is about.
#[derive(Debug)]
pub struct Gold {
    /// File name without extension.
    pub stem: String,
    /// The document.
    pub document: PathBuf,
    /// The labels.
    pub labels: Value,
}

/// Gold files of a folder with their documents, which are looked for by stem in `docs` and the folders below it.
///
/// # Errors
/// What could not be read, in words.
pub fn load(gold: &Path, docs: &Path) -> Result<Vec<Gold>, String> {
    let mut by_stem: BTreeMap<String, PathBuf> = BTreeMap::new();
    for entry in ignore::WalkBuilder::new(docs).standard_filters(false).build() {
        let entry = entry.map_err(|e| format!("{}: {e}", docs.display()))?;
        let path = entry.path();
        let document = path.extension().is_some_and(|e| e == "txt" || e == "md");
        if document && let Some(stem) = path.file_stem().and_then(|s| s.to_str()) {
            by_stem.insert(stem.to_owned(), path.to_owned());
        }
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(gold)
        .map_err(|e| format!("{}: {e}", gold.display()))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let labels: Value = serde_json::from_str(&text).map_err(|e| format!("{}: not JSON: {e}", path.display()))?;
        if labels.get("references").is_none() {
            continue;
        }
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("").to_owned();
        let document =
            by_stem.get(&stem).cloned().ok_or_else(|| format!("{}: no document of this name in {}", path.display(), docs.display()))?;
        out.push(Gold { stem, document, labels });
    }
    Ok(out)
}

/// Adds one document to a card.
pub fn score(card: &mut Card, gold: &Gold, text: &str, record: &Record) {
    compare::document(card, gold, text, record);
}
