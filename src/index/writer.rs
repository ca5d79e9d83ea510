//! [`Writer`]: rows in and out, then one commit.
//!
//! Invariant: nothing that was written is seen by anyone before [`Writer::commit`], and all of it is seen after.

use tantivy::{IndexWriter, Term};

use super::folder::{Folder, Generation};
use super::known::{KnownFiles, known_files};
use super::row::{self, FileState};
use super::schema::Fields;
use super::{INDEX_VERSION, IndexError};
use crate::model::Problem;
use crate::record::Record;

/// Memory for each indexing thread, in bytes; less is markedly slower.
pub const MEMORY_PER_THREAD: usize = 128 << 20;

/// Writes to one index. Shared freely between threads.
pub struct Writer {
    folder: Folder,
    generation: Generation,
    fields: Fields,
    writer: IndexWriter,
}

impl Writer {
    /// Opens the index for writing, makes it where there is none, or makes a new one beside it with `rebuild`.
    ///
    /// # Errors
    /// See [`Folder::open_for_writing`].
    pub fn open(folder: &Folder, threads: usize, rebuild: bool) -> Result<Self, IndexError> {
        let generation = folder.open_for_writing(rebuild)?;
        let threads = threads.clamp(1, 8);
        let writer = generation.index.writer_with_num_threads(threads, threads * MEMORY_PER_THREAD).map_err(|e| match e {
            tantivy::TantivyError::LockFailure(..) => IndexError::Busy(folder.path().to_owned()),
            e => IndexError::Engine(e),
        })?;
        Ok(Self { folder: folder.clone(), generation, fields: Fields::build().1, writer })
    }

    /// What the index knows of each file.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn known(&self) -> Result<KnownFiles, IndexError> {
        let reader = self.generation.index.reader()?;
        known_files(&reader.searcher())
    }

    /// Removes all rows of a file.
    pub fn remove(&self, path: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.path, path));
    }

    /// Adds a document of a file. Rows of the file that are already there stay.
    ///
    /// # Errors
    /// Where the index cannot be written.
    pub fn add(&self, path: &str, state: &FileState, record: Record, text: &str) -> Result<(), IndexError> {
        self.writer.add_document(row::document_row(&self.fields, path, state, record, text)?)?;
        Ok(())
    }

    /// Notes that a file could not be taken in.
    ///
    /// # Errors
    /// Where the index cannot be written.
    pub fn add_failure(&self, path: &str, state: &FileState, problem: &Problem) -> Result<(), IndexError> {
        self.writer.add_document(row::failure_row(&self.fields, path, state, problem)?)?;
        Ok(())
    }

    /// Makes all changes visible at once.
    ///
    /// # Errors
    /// Where the index cannot be written; then none of the changes is visible.
    pub fn commit(mut self) -> Result<(), IndexError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&format!("vanthu index {INDEX_VERSION}"));
        prepared.commit()?;
        self.writer.wait_merging_threads()?;
        self.folder.publish(self.generation)
    }

    /// Leaves the index as it was.
    ///
    /// # Errors
    /// Where the index cannot be written.
    pub fn abandon(mut self) -> Result<(), IndexError> {
        self.writer.rollback()?;
        Ok(())
    }
}
