//! How a file is named inside the index, and shown outside.
//!
//! Inside: relative to the folder that holds the index folder when the file lies under it, absolute otherwise; `/` between parts.
//! So an archive and the index in it can be moved together, and `./a.txt`, `a.txt` and `/home/x/a.txt` are one file.
//! Outside: so that it can be opened from where the user stands.

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
        match full.strip_prefix(&self.here) {
            Ok(short) if !short.as_os_str().is_empty() => short.to_string_lossy().into_owned(),
            _ => full.to_string_lossy().into_owned(),
        }
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
        assert_eq!(naming.shown("b.txt"), "/archive/b.txt");
        assert_eq!(naming.shown("/other/a.txt"), "/other/a.txt");
    }
}
