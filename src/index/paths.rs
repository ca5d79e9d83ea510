//! How a file is named inside the index, and shown outside.
//!
//! Inside: relative to the folder that holds the index folder when the file lies under it, absolute otherwise; `/` between parts.
//! So an archive and the index in it can be moved together, and `./a.txt`, `a.txt` and `/home/x/a.txt` are one file.
//! Outside: so that it can be opened from where the user stands. One of several documents in a file has its part behind it: `a.txt#2`.

use std::path::{Component, Path, PathBuf};

/// Absolute, without `.` and `..`; symbolic links are left as they are.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in full.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

/// The name of a document: its file, and where that holds several, which of them.
///
/// ```
/// use vanthu::index::paths::{named, parted};
/// assert_eq!(named("a.txt", Some(2)), "a.txt#2");
/// assert_eq!(named("a.txt", None), "a.txt");
/// assert_eq!(parted("a.txt#2"), Some(("a.txt", 2)));
/// assert_eq!(parted("a#b.txt"), None);
/// ```
#[must_use]
pub fn named(path: &str, part: Option<u32>) -> String {
    part.map_or_else(|| path.to_owned(), |n| format!("{path}#{n}"))
}

/// File and part of a [`named`] document; `None` where no part is named.
#[must_use]
pub fn parted(name: &str) -> Option<(&str, u32)> {
    let (path, part) = name.rsplit_once('#')?;
    part.parse().ok().filter(|n| *n > 0 && !path.is_empty()).map(|n| (path, n))
}

/// How many folders up a shown path may lead.
const UP: usize = 4;

/// Names files for one index.
#[derive(Debug, Clone)]
pub struct Naming {
    base: PathBuf,
    here: PathBuf,
}

impl Naming {
    /// Names for the index in `folder`, seen from the current directory.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let folder = absolute(folder);
        Self { base: folder.parent().unwrap_or(&folder).to_owned(), here: absolute(Path::new(".")) }
    }

    /// The name inside the index.
    #[must_use]
    pub fn inside(&self, path: &Path) -> String {
        let full = absolute(path);
        let named = full.strip_prefix(&self.base).unwrap_or(&full);
        named.to_string_lossy().into_owned()
    }

    /// The absolute path of a name inside the index.
    #[must_use]
    pub fn on_disk(&self, inside: &str) -> PathBuf {
        self.base.join(inside)
    }

    /// The name shown to the user.
    #[must_use]
    pub fn shown(&self, inside: &str) -> String {
        let full = self.on_disk(inside);
        self.seen_from_here(&full).unwrap_or(full).to_string_lossy().into_owned()
    }

    /// The path from the current directory; `None` where the two have little in common, so that `..` would hide where the file is.
    fn seen_from_here(&self, full: &Path) -> Option<PathBuf> {
        let same = full.components().zip(self.here.components()).take_while(|(a, b)| a == b).count();
        let up = self.here.components().count() - same;
        // the root alone is nothing in common
        let near = up == 0 || (up <= UP && same > 1);
        let rest: PathBuf = std::iter::repeat_n(Component::ParentDir, up).chain(full.components().skip(same)).collect();
        (near && !rest.as_os_str().is_empty()).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_one_name() {
        let naming = Naming { base: "/archive".into(), here: "/archive/docs".into() };
        assert_eq!(naming.inside(Path::new("/archive/docs/../docs/./a.txt")), "docs/a.txt");
        assert_eq!(naming.inside(Path::new("/other/a.txt")), "/other/a.txt");
        assert_eq!(naming.shown("docs/a.txt"), "a.txt");
        assert_eq!(naming.shown("b.txt"), "../b.txt");
        assert_eq!(naming.inside(Path::new("/archive/docs/../b.txt")), "b.txt");
        assert_eq!(naming.shown("/other/a.txt"), "/other/a.txt");
    }
}
