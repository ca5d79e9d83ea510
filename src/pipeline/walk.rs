//! Paths to files: folders are walked, files taken as they are, in byte order of their paths.
//!
//! | met | done |
//! |---|---|
//! | hidden file or folder, index folder | passed by (unless named itself) |
//! | symbolic link | followed; a loop is noticed and ends there |
//! | missing, forbidden | a problem with path and reason; the others go on |
//!
//! Not handled: `.gitignore` and the like are not looked at; an archive is not a code repository.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::index::folder::Folder;
use crate::model::{Problem, ProblemCode};

/// What the walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files, in byte order of their paths.
    pub files: Vec<PathBuf>,
    /// What could not be entered, with the reason.
    pub problems: Vec<(PathBuf, Problem)>,
    /// Paths that were given and exist.
    pub roots: Vec<PathBuf>,
}

/// The problem for an error of the system.
#[must_use]
pub fn problem_of(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => Problem::new(ProblemCode::NotFound, "no such file or folder"),
        io::ErrorKind::PermissionDenied => Problem::new(ProblemCode::NoPermission, "no permission to read it"),
        _ => Problem::new(ProblemCode::ReadFailed, error.to_string()),
    }
}

/// Walks the given paths.
#[must_use]
pub fn walk(paths: &[PathBuf]) -> Walk {
    let mut out = Walk::default();
    let mut files = BTreeSet::new();
    for root in paths {
        match std::fs::metadata(root) {
            Err(e) => out.problems.push((root.clone(), problem_of(&e))),
            Ok(meta) if meta.is_dir() => {
                out.roots.push(root.clone());
                walk_folder(root, &mut files, &mut out.problems);
            }
            Ok(_) => {
                out.roots.push(root.clone());
                files.insert(Bytewise(root.clone()));
            }
        }
    }
    out.files = files.into_iter().map(|f| f.0).collect();
    out.problems.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// Paths compare by their bytes, not by their parts, so that the order is that of `LC_ALL=C sort`.
#[derive(PartialEq, Eq)]
struct Bytewise(PathBuf);

impl PartialOrd for Bytewise {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bytewise {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.as_os_str().as_encoded_bytes().cmp(other.0.as_os_str().as_encoded_bytes())
    }
}

/// Files of this name in the folders that a walk of `paths` would enter, and beside the files among them.
#[must_use]
pub fn named(paths: &[PathBuf], name: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for root in paths {
        if root.is_dir() {
            let entries = walker(root).filter_map(Result::ok).filter(|e| e.file_name() == name);
            out.extend(entries.filter(|e| e.file_type().is_some_and(|t| t.is_file())).map(ignore::DirEntry::into_path));
        } else {
            out.extend(Some(root.with_file_name(name)).filter(|p| p.is_file()));
        }
    }
    out
}

fn walker(root: &Path) -> ignore::Walk {
    WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .filter_entry(|e| !(e.file_type().is_some_and(|t| t.is_dir()) && e.depth() > 0 && Folder::is_index(e.path())))
        .build()
}

fn walk_folder(root: &Path, files: &mut BTreeSet<Bytewise>, problems: &mut Vec<(PathBuf, Problem)>) {
    for entry in walker(root) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                files.insert(Bytewise(entry.into_path()));
            }
            Ok(_) => {}
            // a loop leads back to files that are already taken
            Err(e) if is_loop(&e) => {}
            Err(e) => {
                let path = path_of(&e).unwrap_or(root).to_owned();
                let problem = e.io_error().map_or_else(|| Problem::new(ProblemCode::ReadFailed, e.to_string()), problem_of);
                problems.push((path, problem));
            }
        }
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            is_loop(err)
        }
        _ => false,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn byte_order_and_hidden() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a/x.txt", "a-b/x.txt", "a.txt", ".hidden/x.txt", ".vanthu/x", "idx/g1/x"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        fs::write(dir.path().join("idx").join(crate::index::folder::MARKER), "{}").unwrap();
        let found = walk(&[dir.path().to_owned(), dir.path().join("a"), dir.path().join("none")]);
        let names: Vec<_> = found.files.iter().map(|p| p.strip_prefix(dir.path()).unwrap().to_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["a-b/x.txt", "a.txt", "a/x.txt"]);
        assert_eq!(found.problems.len(), 1);
        assert_eq!(found.problems[0].1.code, ProblemCode::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn loops_end() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("a/x.txt"), "x").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
        let found = walk(&[dir.path().to_owned()]);
        assert_eq!(found.files.len(), 1);
        assert!(found.problems.is_empty());
    }
}
