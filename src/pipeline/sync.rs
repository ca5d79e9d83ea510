//! One index brought in line with folders: new files come in, changed ones are replaced, moved ones noticed, vanished ones removed, all
//! in one commit.
//!
//! | a file is | when |
//! |---|---|
//! | unchanged | size and time of change are those known, and the time is not so fresh that a later change could hide behind it; or its content hash is the known one; and in both cases the overrides for it are those known |
//! | analysed anew | it is unchanged, but another version of the program made its records ([`ANALYSIS_VERSION`]) |
//! | moved | its content is that of a file under the given paths that has vanished |
//! | failed | it could not be taken in; it is tried again in the next run |
//! | removed | it was known, lies under a given path, and the walk could look there and did not find it |
//!
//! A file that was known and now cannot be read keeps what the index has of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::beside::{Beside, Chosen};
use super::ledger::{Ledger, Remark};
use super::run::{RunOptions, analyse_contained, in_order, read_file};
use super::walk::{self, Walk};
use crate::index::IndexError;
use crate::index::folder::Folder;
use crate::index::known::{Known, KnownFiles, known_files};
use crate::index::paths::{Naming, absolute};
use crate::index::row::FileState;
use crate::index::writer::Writer;
use crate::model::{Problem, ProblemCode};
use crate::overrides::Effect;
use crate::record::{ANALYSIS_VERSION, Record};

/// A change within this time before reading could be followed by another one with the same time stamp.
const FRESH: i64 = 2_000_000_000;

/// What to do, and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyncOptions {
    /// Threads and sizes.
    pub run: RunOptions,
    /// Look, say what would be done, change nothing.
    pub dry_run: bool,
    /// Read everything anew into a new index that then replaces the old one.
    pub rebuild: bool,
    /// Compare contents even where size and time are the same.
    pub verify_content: bool,
    /// Leave documents whose files have vanished.
    pub keep_missing: bool,
}

/// What happened to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// It came in.
    Added,
    /// Its content changed, or what people said of it.
    Updated,
    /// It is as it was; another version of the program had analysed it.
    Reanalysed,
    /// It lay elsewhere before.
    Moved {
        /// Where.
        from: String,
    },
    /// It is gone.
    Removed,
    /// Nothing to do.
    Unchanged,
    /// It could not be taken in.
    Failed {
        /// Why.
        problem: Problem,
    },
}

/// What happened to which file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The file, as shown to the user.
    pub path: String,
    /// What happened.
    #[serde(flatten)]
    pub action: Action,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Files that came in.
    pub added: usize,
    /// Files whose content changed.
    pub updated: usize,
    /// Files that lie elsewhere now.
    pub moved: usize,
    /// Files that are gone.
    pub removed: usize,
    /// Files with nothing to do.
    pub unchanged: usize,
    /// Files as they were, analysed anew because another version of the program had analysed them.
    pub reanalysed: usize,
    /// Files or folders that could not be taken in.
    pub failed: usize,
    /// Bytes read.
    pub bytes: u64,
    /// Time taken.
    pub seconds: f64,
}

/// Told while a run goes on.
pub trait Progress {
    /// So many files are to be read.
    fn start(&mut self, files: usize);
    /// A file is done.
    fn done(&mut self, event: &Event);
    /// Something is to be told about an override.
    fn remark(&mut self, remark: &Remark);
}

struct Candidate<'a> {
    path: PathBuf,
    inside: String,
    state: FileState,
    known: Option<Known>,
    chosen: Chosen<'a>,
}

impl AsRef<Path> for Candidate<'_> {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}

struct Outcome {
    action: Action,
    bytes: u64,
    changed: bool,
    /// What overrides did, where the file was analysed.
    effects: Option<Vec<Effect>>,
}

fn now_nanos() -> i64 {
    nanos(SystemTime::now())
}

fn nanos(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(d) => i64::try_from(d.as_nanos()).unwrap_or(i64::MAX),
        Err(e) => i64::try_from(e.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

/// Whether size, time and the overrides for it show that nothing changed.
fn plainly_unchanged(known: &Known, state: &FileState) -> bool {
    let same = known.state.size == state.size && known.state.mtime == state.mtime && known.state.overrides == state.overrides;
    same && !known.failed && known.state.analysis == state.analysis && known.state.mtime < known.state.indexed_at - FRESH
}

struct Sync<'a> {
    options: &'a SyncOptions,
    writer: Option<&'a Writer>,
    naming: &'a Naming,
    /// Content hash → name of files that have vanished.
    vanished: Mutex<BTreeMap<String, Vec<String>>>,
}

impl Sync<'_> {
    fn take(&self, file: &Candidate<'_>) -> Result<Outcome, IndexError> {
        let bytes = match read_file(&file.path, self.options.run.size_limit) {
            Ok(bytes) => bytes,
            Err(problem) => return self.fail(file, &file.state, problem, false),
        };
        let state = FileState { blake3: blake3::hash(&bytes).to_hex().to_string(), ..file.state.clone() };
        let same = file.known.as_ref().filter(|k| !k.failed && k.state.blake3 == state.blake3 && k.state.overrides == state.overrides);
        let size = bytes.len() as u64;
        let stale = same.is_some_and(|k| k.state.analysis != state.analysis);
        if !stale && same.is_some_and(|k| k.state.mtime == state.mtime && k.state.size == state.size) {
            return Ok(Outcome { action: Action::Unchanged, bytes: size, changed: false, effects: None });
        }
        let from = if file.known.is_none() { self.came_from(&state.blake3) } else { None };
        let action = match (&file.known, from) {
            (Some(_), _) if stale => Action::Reanalysed,
            (Some(_), _) if same.is_some() => Action::Unchanged,
            (Some(k), _) if !k.failed => Action::Updated,
            (_, Some(from)) => Action::Moved { from: self.naming.shown(&from) },
            _ => Action::Added,
        };
        if self.options.dry_run {
            return Ok(Outcome { action, bytes: size, changed: false, effects: None });
        }
        let mut records = Vec::new();
        let analysis = analyse_contained(&file.inside, &bytes, &file.chosen.rules);
        for result in analysis.results {
            match result {
                Ok(record) => records.push(record),
                Err(problem) => return self.fail(file, &state, problem, true),
            }
        }
        self.put(file, &state, records, &bytes)?;
        Ok(Outcome { action, bytes: size, changed: true, effects: Some(analysis.effects) })
    }

    fn put(&self, file: &Candidate<'_>, state: &FileState, records: Vec<Record>, bytes: &[u8]) -> Result<(), IndexError> {
        let Some(writer) = self.writer else { return Ok(()) };
        if file.known.is_some() {
            writer.remove(&file.inside);
        }
        for record in records {
            let own = record.text.clone();
            // offsets of a format that is not decoded point into the file itself
            let text = own.as_deref().map_or_else(|| String::from_utf8_lossy(bytes), Into::into);
            writer.add(&file.inside, state, record, &text)?;
        }
        Ok(())
    }

    /// `read`: the bytes could be read, so what the index had of the file no longer holds.
    fn fail(&self, file: &Candidate<'_>, state: &FileState, problem: Problem, read: bool) -> Result<Outcome, IndexError> {
        let mut changed = false;
        let held = file.known.as_ref().is_some_and(|k| !k.failed);
        let same = file.known.as_ref().is_some_and(|k| k.failed && k.state.mtime == state.mtime && k.state.size == state.size);
        if let Some(writer) = self.writer.filter(|_| !self.options.dry_run && !same && (read || !held)) {
            if file.known.is_some() {
                writer.remove(&file.inside);
            }
            writer.add_failure(&file.inside, state, &problem)?;
            changed = true;
        }
        Ok(Outcome { action: Action::Failed { problem }, bytes: state.size, changed, effects: None })
    }

    fn came_from(&self, hash: &str) -> Option<String> {
        let mut vanished = self.vanished.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        vanished.get_mut(hash)?.pop()
    }
}

/// Brings the index in `folder` in line with `paths` and with what people said of the documents in them. Events come in byte order of
/// the files read, then those removed, then problems, then remarks.
///
/// # Errors
/// Where the index cannot be used or written; then it is as it was.
pub fn sync(
    folder: &Folder,
    paths: &[PathBuf],
    beside: &Beside,
    options: &SyncOptions,
    progress: &mut dyn Progress,
) -> Result<Summary, IndexError> {
    let started = Instant::now();
    let naming = Naming::new(folder.path());
    let writer = if options.dry_run { None } else { Some(Writer::open(folder, options.run.jobs, options.rebuild)?) };
    let known = match &writer {
        _ if options.rebuild => KnownFiles::new(),
        Some(writer) => writer.known()?,
        None => match folder.open() {
            Ok(index) => known_files(&index.reader()?.searcher())?,
            Err(IndexError::Missing(_)) => KnownFiles::new(),
            Err(e) => return Err(e),
        },
    };
    let found = walk::walk(paths);
    let mut summary = Summary::default();
    let mut seen = BTreeSet::new();
    let mut candidates = Vec::new();
    let mut ledger = Ledger::new(beside);
    let indexed_at = now_nanos();
    for path in found.files.iter().filter(|p| !beside.is_one(p)) {
        let inside = naming.inside(path);
        if !seen.insert(inside.clone()) {
            continue;
        }
        let meta = std::fs::metadata(path).ok();
        let known = known.get(&inside).cloned();
        let chosen = beside.of(path);
        let state = FileState {
            size: meta.as_ref().map_or(0, std::fs::Metadata::len),
            mtime: meta.and_then(|m| m.modified().ok()).map_or(0, nanos),
            blake3: String::new(),
            added_at: known.as_ref().map_or(indexed_at / 1_000_000_000, |k| k.state.added_at),
            indexed_at,
            overrides: chosen.stamp(),
            analysis: ANALYSIS_VERSION,
        };
        if !options.verify_content && known.as_ref().is_some_and(|k| plainly_unchanged(k, &state)) {
            summary.unchanged += 1;
            ledger.unread(&chosen);
            progress.done(&Event { path: naming.shown(&inside), action: Action::Unchanged });
            continue;
        }
        candidates.push(Candidate { path: path.clone(), inside, state, known, chosen });
    }
    let gone = if options.keep_missing { Vec::new() } else { gone(&known, &seen, &found, paths, &naming) };
    let mut vanished: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in &gone {
        if let Some(k) = known.get(name).filter(|k| !k.state.blake3.is_empty()) {
            vanished.entry(k.state.blake3.clone()).or_default().push(name.clone());
        }
    }
    progress.start(candidates.len());
    let work = Sync { options, writer: writer.as_ref(), naming: &naming, vanished: Mutex::new(vanished) };
    let mut changed = options.rebuild;
    let mut moved_from = BTreeSet::new();
    in_order(
        &candidates,
        &options.run,
        |c| work.take(c),
        |c, outcome: Result<Outcome, IndexError>| {
            let outcome = outcome?;
            changed |= outcome.changed;
            summary.bytes += outcome.bytes;
            match &outcome.effects {
                Some(effects) => ledger.read(&naming.shown(&c.inside), &c.chosen, effects),
                None => ledger.unread(&c.chosen),
            }
            match &outcome.action {
                Action::Added => summary.added += 1,
                Action::Updated => summary.updated += 1,
                Action::Reanalysed => summary.reanalysed += 1,
                Action::Moved { from } => {
                    summary.moved += 1;
                    moved_from.insert(from.clone());
                }
                Action::Unchanged => summary.unchanged += 1,
                Action::Failed { .. } => summary.failed += 1,
                Action::Removed => {}
            }
            progress.done(&Event { path: naming.shown(&c.inside), action: outcome.action });
            Ok::<(), IndexError>(())
        },
    )?;
    for name in gone {
        if let Some(writer) = &writer {
            writer.remove(&name);
        }
        changed = true;
        let shown = naming.shown(&name);
        if !moved_from.contains(&shown) {
            summary.removed += 1;
            progress.done(&Event { path: shown, action: Action::Removed });
        }
    }
    for (path, problem) in found.problems {
        // a known file that was named itself and is gone has been removed above
        if problem.code == ProblemCode::NotFound && known.contains_key(&naming.inside(&path)) && !options.keep_missing {
            continue;
        }
        summary.failed += 1;
        progress.done(&Event { path: path.to_string_lossy().into_owned(), action: Action::Failed { problem } });
    }
    for remark in ledger.remarks() {
        progress.remark(&remark);
    }
    if let Some(writer) = writer {
        if changed { writer.commit()? } else { writer.abandon()? }
    }
    summary.seconds = started.elapsed().as_secs_f64();
    Ok(summary)
}

/// Known files under the given paths that the walk did not meet, except where it could not look.
fn gone(known: &KnownFiles, seen: &BTreeSet<String>, found: &Walk, paths: &[PathBuf], naming: &Naming) -> Vec<String> {
    let roots: Vec<PathBuf> = found.roots.iter().map(|p| absolute(p)).collect();
    let blind: Vec<PathBuf> = found.problems.iter().map(|(p, _)| absolute(p)).collect();
    let named: BTreeSet<PathBuf> = paths.iter().map(|p| absolute(p)).collect();
    known
        .keys()
        .filter(|name| !seen.contains(*name))
        .filter(|name| {
            let full = naming.on_disk(name);
            let parent_there = || full.parent().is_some_and(Path::is_dir);
            let inside = roots.iter().any(|r| full.starts_with(r)) && !blind.iter().any(|b| full.starts_with(b));
            inside || named.contains(&full) && !full.exists() && parent_there()
        })
        .cloned()
        .collect()
}
