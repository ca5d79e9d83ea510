//! [`WriteLock`]: one writer at a time. Readers take no lock and are never blocked.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::IndexError;

/// Name of the lock file inside the index folder.
pub const LOCK_FILE: &str = "lock";

/// Held as long as a run writes; the system releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Takes the lock of an index folder, which must exist.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process holds it.
    pub fn take(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(LOCK_FILE);
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(|e| IndexError::io(&path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Busy(folder.to_owned())),
            Err(TryLockError::Error(e)) => Err(IndexError::io(&path, e)),
        }
    }
}
