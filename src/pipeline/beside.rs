//! [`Beside`]: the override files beside the documents, and which of their rules a document gets.
//!
//! | file | acts on |
//! |---|---|
//! | `vanthu.overrides.toml` in a folder | the documents in it and below |
//! | the one given by name (`--overrides`) | every document whose path its rules name |
//!
//! Looked for: in the folder of each document, and above it up to the path that was given. Rules act from the outermost folder to the
//! nearest, then those of the file given by name; inside a file from top to bottom. So the nearest has the last word, and the one given
//! by name before all.
//!
//! All files are read before anything else is done. One that is broken stops the run: a half of what people said must not pass for all.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::walk;
use crate::index::paths::absolute;
use crate::overrides::{FileError, Rule, parse, stamp};

/// Name of an override file beside documents.
pub const NAME: &str = "vanthu.overrides.toml";

/// Why overrides could not be read.
#[derive(Debug)]
pub struct BesideError {
    /// The file, as found.
    pub file: PathBuf,
    /// What is wrong with it.
    pub why: Broken,
}

/// What is wrong with an override file.
#[derive(Debug)]
pub enum Broken {
    /// The system refused, or it is no UTF-8 text.
    Unread(std::io::Error),
    /// It cannot be followed.
    Wrong(FileError),
}

impl fmt::Display for BesideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Broken::Unread(e) if e.kind() == std::io::ErrorKind::InvalidData => {
                write!(f, "{}: not UTF-8 text; save it as UTF-8", self.file.display())
            }
            Broken::Unread(e) => write!(f, "{}: {}", self.file.display(), walk::problem_of(e)),
            Broken::Wrong(e) => write!(f, "{}, line {}: {}", self.file.display(), e.line, e.wrong),
        }
    }
}

impl std::error::Error for BesideError {}

/// An override file, read.
#[derive(Debug)]
pub(super) struct Source {
    /// As found.
    pub path: PathBuf,
    /// Its folder, absolute.
    pub folder: PathBuf,
    /// Whether the run walks through all of its folder.
    pub walked: bool,
    /// Its rules.
    pub rules: Vec<Rule>,
    given: bool,
    globs: GlobSet,
    /// The rule that each glob is of.
    owners: Vec<usize>,
}

/// All override files of a run. The default has none.
#[derive(Debug, Default)]
pub struct Beside {
    pub(super) sources: Vec<Source>,
}

/// The rules that one document gets.
#[derive(Debug, Clone, Default)]
pub struct Chosen<'a> {
    /// In the order in which they act.
    pub rules: Vec<&'a Rule>,
    /// Source and rule in it, of each.
    pub(super) at: Vec<(usize, usize)>,
}

impl Chosen<'_> {
    /// A hash of the rules, see [`stamp`].
    #[must_use]
    pub fn stamp(&self) -> String {
        stamp(&self.rules)
    }
}

impl Beside {
    /// Reads the override files that hold for `paths`, and `given`. `name` is how records name a file.
    ///
    /// # Errors
    /// Where one of them cannot be read or followed.
    pub fn load(paths: &[PathBuf], given: Option<&Path>, name: impl Fn(&Path) -> String) -> Result<Self, BesideError> {
        let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
        for path in walk::named(paths, NAME) {
            found.entry(absolute(&path)).or_insert(path);
        }
        if let Some(given) = given {
            found.remove(&absolute(given));
        }
        let mut order: Vec<(PathBuf, PathBuf)> = found.into_iter().collect();
        order.sort_by_key(|(full, _)| full.components().count());
        let mut sources = Vec::new();
        for (full, path) in order {
            let walked = paths.iter().any(|root| root.is_dir() && full.starts_with(absolute(root)));
            sources.push(Source { walked, ..Source::read(path, false, &name)? });
        }
        if let Some(path) = given {
            sources.push(Source::read(path.to_owned(), true, &name)?);
        }
        Ok(Self { sources })
    }

    /// Whether a path is an override file, and so no document.
    #[must_use]
    pub fn is_one(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|n| n == NAME) || self.sources.iter().any(|s| s.given && absolute(&s.path) == absolute(path))
    }

    /// The rules for a document.
    #[must_use]
    pub fn of(&self, path: &Path) -> Chosen<'_> {
        let mut out = Chosen::default();
        if self.sources.is_empty() {
            return out;
        }
        let full = absolute(path);
        for (s, source) in self.sources.iter().enumerate() {
            for r in source.rules_for(&full, path) {
                out.rules.push(&source.rules[r]);
                out.at.push((s, r));
            }
        }
        out
    }
}

impl Source {
    fn read(path: PathBuf, given: bool, name: &impl Fn(&Path) -> String) -> Result<Self, BesideError> {
        let fail = |why| BesideError { file: path.clone(), why };
        let text = std::fs::read_to_string(&path).map_err(|e| fail(Broken::Unread(e)))?;
        let rules = parse(&name(&path), &text).map_err(|e| fail(Broken::Wrong(e)))?;
        let (globs, owners) = globs(&rules).map_err(|e| fail(Broken::Unread(std::io::Error::other(e))))?;
        let folder = absolute(&path).parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { folder, path, walked: false, rules, given, globs, owners })
    }

    /// Indexes of the rules whose path is that of the document: from the folder of the file, or, of a file given by name, as typed.
    fn rules_for(&self, full: &Path, typed: &Path) -> Vec<usize> {
        let below = full.strip_prefix(&self.folder).ok();
        let typed = Some(typed.strip_prefix(".").unwrap_or(typed)).filter(|_| self.given);
        let absolute = Some(full).filter(|_| self.given);
        let hits = [below, typed, absolute].into_iter().flatten().flat_map(|p| self.globs.matches(p));
        let mut rules: Vec<usize> = hits.map(|g| self.owners[g]).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

/// Each rule's path as a glob, and once more as a plain name where it holds signs of a glob: file names may have brackets.
fn globs(rules: &[Rule]) -> Result<(GlobSet, Vec<usize>), globset::Error> {
    let mut set = GlobSetBuilder::new();
    let mut owners = Vec::new();
    for (i, rule) in rules.iter().enumerate() {
        let path = rule.path.strip_prefix("./").unwrap_or(&rule.path);
        let plain = globset::escape(path);
        let both = if plain == path { vec![plain] } else { vec![path.to_owned(), plain] };
        for pattern in both {
            set.add(GlobBuilder::new(&pattern).literal_separator(true).build()?);
            owners.push(i);
        }
    }
    Ok((set.build()?, owners))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn rule(path: &str, text: &str) -> String {
        format!("[[override]]\npath = \"{path}\"\nitem = \"date\"\naction = \"suppress\"\ntext = \"{text}\"\n\n")
    }

    #[test]
    fn nearest_last_and_the_given_one_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir_all(at("docs/a")).unwrap();
        for (name, text) in [
            (NAME, rule("**", "too far up")),
            (&*format!("docs/{NAME}"), rule("*.txt", "not below") + &rule("**/*.txt", "outer") + &rule("a/x[1].txt", "by name")),
            (&*format!("docs/a/{NAME}"), rule("x*.txt", "inner") + &rule("y.txt", "other")),
            ("fix.toml", rule("docs/a/*", "given")),
        ] {
            fs::write(at(name), text).unwrap();
        }
        let beside = Beside::load(&[at("docs"), at("docs/a")], Some(&at("fix.toml")), |p| p.display().to_string()).unwrap();
        let texts = |path: &Path| -> Vec<String> { beside.of(path).rules.iter().filter_map(|r| r.select.text.clone()).collect() };
        assert_eq!(texts(&at("docs/a/x[1].txt")), ["outer", "by name", "inner", "given"]);
        assert_eq!(texts(&at("docs/z.txt")), ["not below", "outer"]);
        assert!(texts(&at("other/x.txt")).is_empty());
        assert!(beside.is_one(&at("fix.toml")) && beside.is_one(&at(NAME)) && !beside.is_one(&at("docs/z.txt")));
        assert_eq!(beside.sources.iter().filter(|s| s.walked).count(), 2);
        // a document given itself: its own folder only
        let alone = Beside::load(&[at("docs/a/x[1].txt")], None, |p| p.display().to_string()).unwrap();
        assert_eq!(alone.of(&at("docs/a/x[1].txt")).rules.len(), 1);
    }

    #[test]
    fn equal_rules_equal_stamp() {
        let dir = tempfile::tempdir().unwrap();
        let stamp = |text: &str| {
            fs::write(dir.path().join(NAME), text).unwrap();
            Beside::load(&[dir.path().to_owned()], None, |_| NAME.to_owned()).unwrap().of(&dir.path().join("a.txt")).stamp()
        };
        let one = stamp(&rule("a.txt", "x"));
        // rules for others, and lines, say nothing about this one
        assert_eq!(stamp(&format!("# note\n\n{}{}", rule("b.txt", "x"), rule("a.txt", "x"))), one);
        assert_ne!(stamp(&rule("a.txt", "y")), one);
        assert_eq!(stamp(&rule("b.txt", "x")), "");
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(NAME), rule("a.txt", "x") + "[[override]]\npath = \"b.txt\"\nitem = \"colour\"\n").unwrap();
        let error = Beside::load(&[dir.path().to_owned()], None, |_| String::new()).unwrap_err().to_string();
        assert!(error.contains(NAME) && error.contains("line 9") && error.contains("colour"), "{error}");
        assert!(Beside::load(&[], Some(&dir.path().join("none.toml")), |_| String::new()).is_err());
    }
}
