//! What the index knows of each file, read from columns.

use std::collections::BTreeMap;

use tantivy::Searcher;

use super::IndexError;
use super::row::FileState;
use super::schema::FAILURE;

/// A file that the index has rows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As it was read.
    pub state: FileState,
    /// Whether it could not be taken in then.
    pub failed: bool,
}

/// All files known, by their name inside the index.
pub type KnownFiles = BTreeMap<String, Known>;

/// Reads the state of all files. One pass over columns; no record is opened.
///
/// # Errors
/// Where the index cannot be read.
pub fn known_files(searcher: &Searcher) -> Result<KnownFiles, IndexError> {
    let mut out = KnownFiles::new();
    for segment in searcher.segment_readers() {
        let columns = segment.fast_fields();
        let (Some(kinds), Some(paths), Some(hashes)) = (columns.str("kind")?, columns.str("path")?, columns.str("blake3")?) else {
            continue;
        };
        let overrides = columns.str("overrides")?;
        let (sizes, mtimes) = (columns.u64("size")?, columns.i64("mtime")?);
        let (added, indexed, analysis) = (columns.i64("added_at")?, columns.i64("indexed_at")?, columns.u64("analysis")?);
        let (mut path, mut hash, mut kind, mut said) = (String::new(), String::new(), String::new(), String::new());
        for doc in segment.doc_ids_alive() {
            let Some(ord) = paths.term_ords(doc).next() else { continue };
            paths.ord_to_str(ord, &mut path)?;
            hash.clear();
            if let Some(ord) = hashes.term_ords(doc).next() {
                hashes.ord_to_str(ord, &mut hash)?;
            }
            said.clear();
            if let Some((column, ord)) = overrides.as_ref().and_then(|c| Some((c, c.term_ords(doc).next()?))) {
                column.ord_to_str(ord, &mut said)?;
            }
            kind.clear();
            if let Some(ord) = kinds.term_ords(doc).next() {
                kinds.ord_to_str(ord, &mut kind)?;
            }
            let state = FileState {
                size: sizes.first(doc).unwrap_or_default(),
                mtime: mtimes.first(doc).unwrap_or_default(),
                blake3: hash.clone(),
                added_at: added.first(doc).unwrap_or_default(),
                indexed_at: indexed.first(doc).unwrap_or_default(),
                overrides: said.clone(),
                analysis: analysis.first(doc).and_then(|n| u32::try_from(n).ok()).unwrap_or_default(),
            };
            let failed = kind == FAILURE;
            // of a file with several rows one failed part is enough for another try
            out.entry(path.clone()).and_modify(|k| k.failed |= failed).or_insert(Known { state, failed });
        }
    }
    Ok(out)
}
