//! What the field knows: document types, issuers, territories, laws, abbreviations, indicators, cue phrases.
//!
//! Data stands in `data/*.csv`, each row with an example and a counter-example; the rules that use it are code. Tables are read
//! once, when first asked for.
//!
//! | add | touch |
//! |---|---|
//! | a document type, a spelling of one | `data/document_types.csv` |
//! | an issuer, a symbol | `data/issuers.csv` |
//! | a law | `data/laws.csv` |
//! | a cue of a relation | `data/cues.csv` |
//! | a known indicator | `data/indicators.csv` |
//! | a term whose misspellings are told | `data/misspellings.csv` |
//! | a territory | `data/places.csv` (made by `tools/gazetteer`) |

pub mod communes;
pub mod cues;
pub mod indicators;
pub mod issuers;
pub mod laws;
pub mod misspellings;
pub mod places;
pub mod target_cues;
pub mod types;

/// Rows of an embedded CSV table. A row that does not fit its type is a defect of the data, caught by the tests of each table.
fn rows<T: serde::de::DeserializeOwned>(csv: &str) -> Vec<T> {
    csv::Reader::from_reader(csv.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}

/// The parts of a list cell.
pub(crate) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|s| !s.is_empty())
}

/// Whether a day can lie between two bounds. Dates are ISO, cut or whole; an empty bound is open, and a cut date leaves open what it cuts.
///
/// ```
/// use vanthu::lexicon::within;
/// assert!(within("2025-03-01", "2025-03", "") && !within("2025-02-28", "2025-03-01", ""));
/// assert!(within("2025", "2025-03-01", "2025-06-30"));
/// ```
#[must_use]
pub fn within(day: &str, from: &str, to: &str) -> bool {
    let not_after = |a: &str, b: &str| {
        let both = a.len().min(b.len());
        a.get(..both) <= b.get(..both)
    };
    not_after(from, day) && not_after(day, to)
}
