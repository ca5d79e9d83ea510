//! [`Folder`]: the index folder, its marker and its generations.
//!
//! ```text
//! .vanthu/
//!   vanthu-index.json   marker: version, name of the current generation
//!   lock                held by the one writer
//!   g1/                 a generation: a whole tantivy index
//! ```
//!
//! A rebuild writes the next generation beside the current one and then replaces the marker in one step; readers see the old or the new
//! index, never half of one. Invariant: a folder without the marker that holds anything is never written to and nothing in it is deleted.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::Index;

use super::lock::{LOCK_FILE, WriteLock};
use super::{INDEX_VERSION, IndexError, analyzer, schema};

/// Name of the marker file.
pub const MARKER: &str = "vanthu-index.json";

/// What the marker says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Marker {
    vanthu_index: u32,
    generation: String,
    written_by: String,
}

/// An index folder, which need not exist yet.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// A generation opened for writing, with the lock that allows it.
pub struct Generation {
    /// The tantivy index.
    pub index: Index,
    name: String,
    fresh: bool,
    lock: WriteLock,
}

impl Generation {
    /// Whether this generation was made now, and is not yet the current one.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.fresh
    }
}

enum State {
    Absent,
    Foreign,
    Marked,
}

impl Folder {
    /// The folder at `path`.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether `dir` is an index folder (so that a walk passes it by).
    #[must_use]
    pub fn is_index(dir: &Path) -> bool {
        dir.join(MARKER).is_file()
    }

    fn state(&self) -> Result<State, IndexError> {
        if Self::is_index(&self.path) {
            return Ok(State::Marked);
        }
        match fs::read_dir(&self.path) {
            Ok(entries) => {
                let foreign = entries.filter_map(Result::ok).any(|e| e.file_name() != LOCK_FILE);
                Ok(if foreign { State::Foreign } else { State::Absent })
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(State::Absent),
            Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => Ok(State::Foreign),
            Err(e) => Err(IndexError::io(&self.path, e)),
        }
    }

    fn damaged(&self, why: impl Into<String>) -> IndexError {
        IndexError::Damaged { folder: self.path.clone(), why: why.into() }
    }

    fn marker(&self) -> Result<Marker, IndexError> {
        match self.state()? {
            State::Absent => return Err(IndexError::Missing(self.path.clone())),
            State::Foreign => return Err(IndexError::NotAnIndex(self.path.clone())),
            State::Marked => {}
        }
        let path = self.path.join(MARKER);
        let text = fs::read_to_string(&path).map_err(|e| match e.kind() {
            std::io::ErrorKind::InvalidData => self.damaged(format!("{MARKER} is not text")),
            _ => IndexError::io(&path, e),
        })?;
        let marker: Marker = serde_json::from_str(&text).map_err(|e| self.damaged(format!("{MARKER}: {e}")))?;
        if marker.vanthu_index != INDEX_VERSION {
            return Err(IndexError::OtherVersion { folder: self.path.clone(), found: marker.vanthu_index });
        }
        if marker.generation.contains(['/', '\\', '.']) {
            return Err(self.damaged(format!("{MARKER} names the generation {:?}", marker.generation)));
        }
        Ok(marker)
    }

    fn open_generation(&self, name: &str) -> Result<Index, IndexError> {
        let dir = self.path.join(name);
        let index = Index::open_in_dir(&dir).map_err(|e| self.damaged(e.to_string()))?;
        if index.schema() != schema::Fields::build().0 {
            return Err(self.damaged("its fields are not those of this version"));
        }
        analyzer::register(&index);
        Ok(index)
    }

    /// Opens the current generation for reading.
    ///
    /// # Errors
    /// Where there is no index, or one that cannot be used; the message says which.
    pub fn open(&self) -> Result<Index, IndexError> {
        let marker = self.marker()?;
        match self.open_generation(&marker.generation) {
            Ok(index) => Ok(index),
            // a rebuild may have replaced the generation between the two steps
            Err(first) => match self.marker() {
                Ok(now) if now.generation != marker.generation => self.open_generation(&now.generation),
                _ => Err(first),
            },
        }
    }

    /// Opens the current generation for writing, or makes the first; with `rebuild` always makes a new one.
    ///
    /// # Errors
    /// Where another run writes, or the folder is foreign, damaged or of another version (the latter two only without `rebuild`).
    pub fn open_for_writing(&self, rebuild: bool) -> Result<Generation, IndexError> {
        if matches!(self.state()?, State::Foreign) {
            return Err(IndexError::NotAnIndex(self.path.clone()));
        }
        fs::create_dir_all(&self.path).map_err(|e| IndexError::io(&self.path, e))?;
        let lock = WriteLock::take(&self.path)?;
        let first = matches!(self.state()?, State::Absent);
        if !rebuild && !first {
            let name = self.marker()?.generation;
            return Ok(Generation { index: self.open_generation(&name)?, name, fresh: false, lock });
        }
        let highest = self.generations()?.into_iter().map(|(n, _)| n).max().unwrap_or(0);
        let name = format!("g{}", highest + 1);
        let dir = self.path.join(&name);
        fs::create_dir_all(&dir).map_err(|e| IndexError::io(&dir, e))?;
        let index = Index::create_in_dir(&dir, schema::Fields::build().0)?;
        analyzer::register(&index);
        if first {
            self.write_marker(&name)?;
        }
        Ok(Generation { index, name, fresh: !first, lock })
    }

    /// Makes a fresh generation the current one and removes the others. Called after its commit.
    ///
    /// # Errors
    /// Where the marker cannot be written; then the old generation stays current.
    pub fn publish(&self, generation: Generation) -> Result<(), IndexError> {
        if generation.fresh {
            self.write_marker(&generation.name)?;
            for (_, dir) in self.generations()? {
                if !dir.ends_with(&generation.name) {
                    // left-overs are harmless; the next rebuild tries again
                    let _ = fs::remove_dir_all(dir);
                }
            }
        }
        drop(generation.lock);
        Ok(())
    }

    fn generations(&self) -> Result<Vec<(u64, PathBuf)>, IndexError> {
        let entries = fs::read_dir(&self.path).map_err(|e| IndexError::io(&self.path, e))?;
        Ok(entries
            .filter_map(Result::ok)
            .filter_map(|e| Some((e.file_name().to_str()?.strip_prefix('g')?.parse().ok()?, e.path())))
            .collect())
    }

    fn write_marker(&self, generation: &str) -> Result<(), IndexError> {
        let marker =
            Marker { vanthu_index: INDEX_VERSION, generation: generation.to_owned(), written_by: env!("CARGO_PKG_VERSION").to_owned() };
        let text = serde_json::to_string(&marker).map_err(|e| IndexError::Other(e.to_string()))?;
        let path = self.path.join(MARKER);
        let next = self.path.join(format!("{MARKER}.next"));
        let write = || {
            let mut file = fs::File::create(&next)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&next, &path)
        };
        write().map_err(|e| IndexError::io(&path, e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_folder_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("letter.txt"), "mine").unwrap();
        let folder = Folder::at(dir.path());
        assert!(matches!(folder.open(), Err(IndexError::NotAnIndex(_))));
        assert!(matches!(folder.open_for_writing(true), Err(IndexError::NotAnIndex(_))));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn rebuild_replaces_in_one_step() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::at(dir.path().join("idx"));
        assert!(matches!(folder.open(), Err(IndexError::Missing(_))));
        folder.publish(folder.open_for_writing(false).unwrap()).unwrap();
        folder.open().unwrap();
        fs::write(folder.path().join(MARKER), "{").unwrap();
        assert!(matches!(folder.open(), Err(IndexError::Damaged { .. })));
        assert!(matches!(folder.open_for_writing(false), Err(IndexError::Damaged { .. })));
        let fresh = folder.open_for_writing(true).unwrap();
        assert!(fresh.is_fresh());
        assert!(matches!(folder.open_for_writing(true), Err(IndexError::Busy(_))));
        folder.publish(fresh).unwrap();
        folder.open().unwrap();
        assert!(!folder.path().join("g1").exists());
    }
}
