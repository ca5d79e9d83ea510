//! [`Source`]: an index, or the JSON lines of `vanthu extract`, as a list of documents that are opened one at a time.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tantivy::DocAddress;

use crate::index::edge::Edge;
use crate::index::folder::Folder;
use crate::index::paths::absolute;
use crate::model::{Header, Reference, Span};
use crate::query::collect::{Figures, Texts};
use crate::query::join::{Held, HeldColumns};
use crate::query::{Archive, QueryError, View};
use crate::record::{RECORD_VERSION, Record};

/// What can be compared.
pub struct Source {
    /// Its documents, in order of path and part.
    pub documents: Vec<Entry>,
    kind: Kind,
}

enum Kind {
    Index(Box<View>),
    Lines(PathBuf),
}

/// A document of a source, as far as it is needed to find its counterpart.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Identity: number, key, date; `path` as it is shown.
    pub held: Held,
    /// The file, so that both sources name it alike.
    pub file: String,
    /// Hash of the file's bytes.
    pub blake3: String,
    /// Equal where two records of one kind of source are sure to be equal.
    pub state: String,
    at: Place,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Row(DocAddress),
    Line { start: u64, len: usize },
}

impl Source {
    /// Opens an index folder (or the folder that holds `.vanthu`), or a file of JSON lines.
    ///
    /// # Errors
    /// Where it is neither, or cannot be read; the message says where.
    pub fn open(path: &Path) -> Result<Self, QueryError> {
        if path.is_file() { Self::lines(path) } else { Self::index(path) }
    }

    /// Names the files of two sources alike: two indexes by their names inside, so that a moved archive is the same; anything else by
    /// absolute path.
    pub fn align(old: &mut Self, new: &mut Self) {
        let inside = matches!((&old.kind, &new.kind), (Kind::Index(_), Kind::Index(_)));
        for source in [old, new] {
            if !inside {
                for entry in &mut source.documents {
                    entry.file = absolute(Path::new(&entry.held.path)).to_string_lossy().into_owned();
                }
            }
        }
    }

    /// Whether [`Entry::state`] of the two can be compared.
    #[must_use]
    pub fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind)
    }

    /// The index, where it is one.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        match &self.kind {
            Kind::Index(view) => Some(view),
            Kind::Lines(_) => None,
        }
    }

    fn index(path: &Path) -> Result<Self, QueryError> {
        let within = path.join(".vanthu");
        let folder = if !Folder::is_index(path) && Folder::is_index(&within) { within } else { path.to_owned() };
        let view = Archive::open(&Folder::at(folder))?.view();
        let columns = HeldColumns::new(&view)?;
        let text = |name| Texts::new(&view.searcher, name);
        let (hash, overrides, analysis) = (text("blake3")?, text("overrides")?, Figures::new(&view.searcher, "analysis")?);
        let mut documents = Vec::new();
        for at in view.documents()? {
            let mut held = columns.held(at);
            let file = std::mem::take(&mut held.path);
            held.path = view.naming.shown(&file);
            let blake3 = hash.first(at).unwrap_or_default();
            let state = format!("{blake3} {} {}", analysis.first(at).unwrap_or(0), overrides.first(at).unwrap_or_default());
            documents.push(Entry { held, file, blake3, state, at: Place::Row(at) });
        }
        Ok(Self::sorted(documents, Kind::Index(Box::new(view))))
    }

    fn lines(path: &Path) -> Result<Self, QueryError> {
        let bad = |line: usize, why: String| QueryError::BadLine { path: path.to_owned(), line, why };
        let mut reader = BufReader::new(File::open(path).map_err(|e| bad(0, e.to_string()))?);
        let mut documents = Vec::new();
        let (mut start, mut line) = (0, Vec::new());
        for number in 1.. {
            line.clear();
            let len = reader.read_until(b'\n', &mut line).map_err(|e| bad(number, e.to_string()))?;
            if len == 0 {
                break;
            }
            if !line.trim_ascii().is_empty() {
                // the version first: what a later one looks like is not known
                let Version { schema } = serde_json::from_slice(&line).map_err(|e| bad(number, e.to_string()))?;
                if schema > RECORD_VERSION {
                    return Err(bad(number, format!("a record of version {schema}, this program reads version {RECORD_VERSION}")));
                }
                let head: Line = serde_json::from_slice(&line).map_err(|e| bad(number, e.to_string()))?;
                // a file that could not be read has no record
                if let Some(document) = head.document {
                    documents.push(entry(document, head.path, head.part, head.blake3, &line, Place::Line { start, len }, documents.len()));
                }
            }
            start += len as u64;
        }
        Ok(Self::sorted(documents, Kind::Lines(path.to_owned())))
    }

    fn sorted(mut documents: Vec<Entry>, kind: Kind) -> Self {
        documents.sort_by(|a, b| (&a.file, a.held.part).cmp(&(&b.file, b.held.part)));
        Self { documents, kind }
    }

    /// The record of a document, and where it is known the text under its offsets.
    ///
    /// # Errors
    /// Where the source cannot be read, or has changed meanwhile.
    pub fn record(&self, entry: &Entry) -> Result<Open, QueryError> {
        match (&self.kind, entry.at) {
            (Kind::Index(view), Place::Row(at)) => {
                let opened = view.open(at)?;
                Ok(Open { begin: opened.begin(), text: Some(opened.text), record: opened.record })
            }
            (Kind::Lines(path), Place::Line { start, len }) => {
                let mut bytes = vec![0; len];
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(start))?;
                file.read_exact(&mut bytes)?;
                let record: Record = serde_json::from_slice(&bytes).map_err(|e| QueryError::BadLine {
                    path: path.clone(),
                    line: 0,
                    why: format!("{}: {e}", entry.held.path),
                })?;
                Ok(Open { begin: 0, text: record.text.clone(), record })
            }
            _ => Ok(Open::default()),
        }
    }

    /// What a document says of others.
    ///
    /// # Errors
    /// See [`Source::record`].
    pub fn edges(&self, entry: &Entry, column: Option<&Texts>) -> Result<Vec<Edge>, QueryError> {
        if let (Some(column), Place::Row(at)) = (column, entry.at) {
            return Ok(column.all(at).iter().filter_map(|e| Edge::decode(e)).collect());
        }
        let references = self.record(entry)?.record.references;
        Ok(references.iter().filter_map(|r| Edge::of(r, &references)).collect())
    }
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

/// The head of a JSON line: what is needed of a record before it is opened.
#[derive(Deserialize)]
struct Line {
    path: String,
    #[serde(default)]
    part: Option<u32>,
    #[serde(default)]
    blake3: String,
    #[serde(default)]
    document: Option<Header>,
}

fn entry(document: Header, path: String, part: Option<u32>, blake3: String, line: &[u8], at: Place, i: usize) -> Entry {
    let held = Held {
        // a place of its own: a document does not cite itself
        at: DocAddress::new(u32::MAX, u32::try_from(i).unwrap_or(u32::MAX)),
        path: path.clone(),
        part,
        number: document.number,
        key: document.key.and_then(|k| k.parse().ok()),
        issued_on: document.issued_on,
        issuer: document.issuer,
        doc_type: document.doc_type,
    };
    Entry { held, file: path, blake3, state: ::blake3::hash(line).to_hex().to_string(), at }
}

/// An opened document.
#[derive(Debug, Default)]
pub struct Open {
    /// Its record.
    pub record: Record,
    text: Option<String>,
    begin: usize,
}

impl Open {
    /// The sentence that holds a mention, where the text is at hand, else the mention; and where it begins.
    #[must_use]
    pub fn sentence(&self, mention: &Reference) -> (usize, String) {
        let span = mention.evidence;
        let inside = span.start.checked_sub(self.begin).zip(span.end.checked_sub(self.begin)).map(|(s, e)| Span::new(s, e));
        match self.text.as_deref().zip(inside).map(|(text, span)| span.slice(text)) {
            Some(sentence) if !sentence.is_empty() => (span.start, sentence.to_owned()),
            _ => (mention.start, mention.text.clone()),
        }
    }
}
