//! Many files in parallel: results in the order of the files, memory bounded, panics contained.
//!
//! Files are worked on in batches of at most [`BATCH_BYTES`] (one file alone may be larger) and [`BATCH_FILES`]; inside a batch rayon
//! spreads them over the cores. So never more than a batch of bytes and results is held, and the order is that of the files.

use std::fs::{self, File};
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rayon::prelude::*;

use super::walk::problem_of;
use super::{Analysis, analyse_with};
use crate::model::{Problem, ProblemCode};
use crate::overrides::Rule;

/// Bytes of files in one batch.
pub const BATCH_BYTES: u64 = 64 << 20;
/// Files in one batch.
pub const BATCH_FILES: usize = 512;
/// Largest file that is read, unless the user says otherwise.
pub const SIZE_LIMIT: u64 = 64 << 20;
/// Stack of a worker: grammars recurse on nested text.
const STACK: usize = 16 << 20;

/// How many files at once, and how large.
#[derive(Debug, Clone, Copy)]
pub struct RunOptions {
    /// Threads.
    pub jobs: usize,
    /// Largest file that is read, in bytes.
    pub size_limit: u64,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self { jobs: std::thread::available_parallelism().map_or(1, usize::from), size_limit: SIZE_LIMIT }
    }
}

impl RunOptions {
    /// A pool of threads for these options.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn pool(&self) -> std::io::Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new().num_threads(self.jobs.max(1)).stack_size(STACK).build().map_err(std::io::Error::other)
    }
}

/// Reads one file.
///
/// # Errors
/// Where it is missing, forbidden, too large or no regular file.
pub fn read_file(path: &Path, size_limit: u64) -> Result<Vec<u8>, Problem> {
    let file = File::open(path).map_err(|e| problem_of(&e))?;
    let meta = file.metadata().map_err(|e| problem_of(&e))?;
    if !meta.is_file() {
        return Err(Problem::new(ProblemCode::ReadFailed, "no regular file"));
    }
    let too_large = |size: u64| {
        Problem::new(
            ProblemCode::TooLarge,
            format!("{} MB, more than the limit of {} MB (--max-size)", size / 1_000_000, size_limit / 1_000_000),
        )
    };
    if meta.len() > size_limit {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    // a file that grows while it is read stops at the limit too
    file.take(size_limit + 1).read_to_end(&mut bytes).map_err(|e| problem_of(&e))?;
    if bytes.len() as u64 > size_limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// [`analyse_with`], with a panic turned into a problem of this file.
#[must_use]
pub fn analyse_contained(path: &str, bytes: &[u8], rules: &[&Rule]) -> Analysis {
    catch_unwind(AssertUnwindSafe(|| analyse_with(path, bytes, rules))).unwrap_or_else(|panic| {
        let what = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic");
        let problem = Problem::new(ProblemCode::Internal, format!("the program failed on this file, please report it: {what}"));
        Analysis { results: vec![Err(problem)], effects: Vec::new() }
    })
}

/// Does `work` on all files in parallel and hands each result to `sink`, in the order of the files.
///
/// # Errors
/// The first error of `sink`, or where the system gives no threads.
pub fn in_order<T, E, P, W, S>(files: &[P], options: &RunOptions, work: W, mut sink: S) -> Result<(), E>
where
    T: Send,
    E: From<std::io::Error>,
    P: AsRef<Path> + Sync,
    W: Fn(&P) -> T + Sync,
    S: FnMut(&P, T) -> Result<(), E>,
{
    let pool = options.pool()?;
    let mut rest = files;
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(batch_len(rest));
        rest = later;
        let results: Vec<T> = pool.install(|| batch.par_iter().with_max_len(1).map(&work).collect());
        for (file, result) in batch.iter().zip(results) {
            sink(file, result)?;
        }
    }
    Ok(())
}

fn batch_len<P: AsRef<Path>>(files: &[P]) -> usize {
    let mut bytes = 0;
    for (i, file) in files.iter().enumerate().take(BATCH_FILES) {
        bytes += fs::metadata(file).map_or(0, |m| m.len());
        if bytes > BATCH_BYTES {
            return i.max(1);
        }
    }
    files.len().min(BATCH_FILES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn order_is_kept() {
        let files: Vec<PathBuf> = (0..2000).map(|i| PathBuf::from(format!("/none/{i}"))).collect();
        let mut seen = Vec::new();
        in_order(&files, &RunOptions::default(), Clone::clone, |_, r| {
            seen.push(r);
            Ok::<_, std::io::Error>(())
        })
        .unwrap();
        assert_eq!(seen, files);
    }

    #[test]
    fn the_limit_holds() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read_file(&path, 4).unwrap_err().code, ProblemCode::TooLarge);
        assert_eq!(read_file(&path, 5).unwrap(), b"12345");
        assert_eq!(read_file(dir.path(), 5).unwrap_err().code, ProblemCode::ReadFailed);
    }
}
