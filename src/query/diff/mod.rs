//! What changed between two indexes or two runs of `vanthu extract`.
//!
//! Documents are brought together by file and part; what is left by the content of the file (it moved), then by a wholly known key. Only
//! pairs that may differ are opened, one pair at a time.
//!
//! | kind | what |
//! |---|---|
//! | `document_added`, `document_removed` | a document that only one side has |
//! | `document_moved` | the same document under another path |
//! | `field_changed` | number, type, issuer, date, title … |
//! | `citation_added`, `citation_removed` | who cites whom, with the sentence; also of documents added and removed |
//! | `citation_changed` | the relation to a cited document |
//! | `target_raised`, `target_lowered` | one measure with another figure: in one document, or set anew by the same issuer for the same time |
//! | `target_changed` | the same figure, otherwise bounded or for another time |
//! | `target_added`, `target_removed` | the rest |
//! | `reference_resolved`, `reference_unresolved` | a citation that both sides have leads to a document now, or no more |
//! | `finding_added`, `finding_gone` | findings; between documents only where both sides are indexes |
//!
//! Not handled: results, percentages and dates (compare records for that).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde::Serialize;

use super::QueryError;
use crate::index::paths::named;
use crate::record::Record;

mod citations;
mod fields;
mod findings;
mod resolve;
pub mod source;
mod targets;

use source::{Entry, Open, Source};

/// What sort of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the table of the module says what each is
pub enum Kind {
    DocumentAdded,
    DocumentRemoved,
    DocumentMoved,
    FieldChanged,
    CitationAdded,
    CitationRemoved,
    CitationChanged,
    TargetRaised,
    TargetLowered,
    TargetChanged,
    TargetAdded,
    TargetRemoved,
    ReferenceResolved,
    ReferenceUnresolved,
    FindingAdded,
    FindingGone,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::DocumentAdded,
        Self::DocumentRemoved,
        Self::DocumentMoved,
        Self::FieldChanged,
        Self::CitationAdded,
        Self::CitationRemoved,
        Self::CitationChanged,
        Self::TargetRaised,
        Self::TargetLowered,
        Self::TargetChanged,
        Self::TargetAdded,
        Self::TargetRemoved,
        Self::ReferenceResolved,
        Self::ReferenceUnresolved,
        Self::FindingAdded,
        Self::FindingGone,
    ];

    /// The word used in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DocumentAdded => "document_added",
            Self::DocumentRemoved => "document_removed",
            Self::DocumentMoved => "document_moved",
            Self::FieldChanged => "field_changed",
            Self::CitationAdded => "citation_added",
            Self::CitationRemoved => "citation_removed",
            Self::CitationChanged => "citation_changed",
            Self::TargetRaised => "target_raised",
            Self::TargetLowered => "target_lowered",
            Self::TargetChanged => "target_changed",
            Self::TargetAdded => "target_added",
            Self::TargetRemoved => "target_removed",
            Self::ReferenceResolved => "reference_resolved",
            Self::ReferenceUnresolved => "reference_unresolved",
            Self::FindingAdded => "finding_added",
            Self::FindingGone => "finding_gone",
        }
    }
}

/// One change. Path, place and text are of the new side; of what was removed or is gone, of the old one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What sort.
    pub kind: Kind,
    /// The file.
    pub path: String,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// The document's number.
    pub number: Option<String>,
    /// What changed: a field of the document, the document cited, the measure of a target, the code of a finding.
    pub what: Option<String>,
    /// As it was; of a moved document its path, of a reference `not_held` or `ambiguous`, or where it led.
    pub old: Option<String>,
    /// As it is.
    pub new: Option<String>,
    /// New figure less the old one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// Where the old figure of a target stands, if in another document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// First byte of what shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// The sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Change {
    fn of(kind: Kind, entry: &Entry) -> Self {
        Self {
            kind,
            path: entry.held.path.clone(),
            part: entry.held.part,
            number: entry.held.number.clone(),
            what: None,
            old: None,
            new: None,
            difference: None,
            other: None,
            start: None,
            text: None,
        }
    }

    fn at(self, (start, text): (usize, String)) -> Self {
        Self { start: Some(start), text: Some(text), ..self }
    }
}

/// Opens two index folders or files of JSON lines and compares them.
///
/// # Errors
/// Where one of them is neither, or cannot be read.
pub fn diff(old: &Path, new: &Path) -> Result<Vec<Change>, QueryError> {
    let (mut old, mut new) = (Source::open(old)?, Source::open(new)?);
    Source::align(&mut old, &mut new);
    compare(&old, &new)
}

/// Documents of both sides, by position.
struct Pairs {
    both: Vec<(usize, usize)>,
    removed: Vec<usize>,
    added: Vec<usize>,
}

/// What changed from `old` to `new`, by document, then kind.
///
/// # Errors
/// Where one of them cannot be read.
pub fn compare(old: &Source, new: &Source) -> Result<Vec<Change>, QueryError> {
    let pairs = pair(old, new);
    let mut out = Vec::new();
    let mut fresh = Vec::new();
    let known = old.same_kind(new);
    for &(a, b) in &pairs.both {
        let (before, after) = (&old.documents[a], &new.documents[b]);
        let moved = (&before.file, before.held.part) != (&after.file, after.held.part);
        if moved {
            out.push(Change { old: Some(before.held_name()), new: Some(after.held_name()), ..Change::of(Kind::DocumentMoved, after) });
        }
        if known && before.state == after.state {
            continue;
        }
        let (x, y) = (old.record(before)?, new.record(after)?);
        fields::fields(&x.record, &y.record, after, &mut out);
        citations::citations((before, &x), (after, &y), &mut out);
        targets::within(&x.record, &y.record, after, &mut out);
        findings::within((before, &x.record), (after, &y.record), &mut out);
    }
    let nothing = Open::default();
    for &i in &pairs.removed {
        let entry = &old.documents[i];
        let open = old.record(entry)?;
        out.push(document(Kind::DocumentRemoved, entry, &open.record));
        citations::citations((entry, &open), (entry, &nothing), &mut out);
        targets::within(&open.record, &nothing.record, entry, &mut out);
        findings::within((entry, &open.record), (entry, &nothing.record), &mut out);
    }
    for &i in &pairs.added {
        let entry = &new.documents[i];
        let open = new.record(entry)?;
        out.push(document(Kind::DocumentAdded, entry, &open.record));
        citations::citations((entry, &nothing), (entry, &open), &mut out);
        findings::within((entry, &nothing.record), (entry, &open.record), &mut out);
        fresh.extend(targets::set_by(entry, &open.record));
    }
    targets::anew(old, fresh, &mut out)?;
    resolve::references(old, new, &pairs, &mut out)?;
    let differ = pairs.both.iter().any(|&(a, b)| old.documents[a].state != new.documents[b].state);
    let differ = differ || !out.is_empty();
    if let (true, Some(a), Some(b)) = (differ, old.view(), new.view()) {
        findings::between(a, b, &mut out)?;
    }
    out.sort_by(|a, b| {
        let place = |c: &Change| (c.path.clone(), c.part, c.kind, c.start, c.what.clone());
        place(a).cmp(&place(b)).then_with(|| (&a.old, &a.new).cmp(&(&b.old, &b.new)))
    });
    Ok(out)
}

/// A whole document, with its title.
fn document(kind: Kind, entry: &Entry, record: &Record) -> Change {
    let title = record.document.title.clone();
    let (old, new) = if kind == Kind::DocumentRemoved { (title, None) } else { (None, title) };
    Change { old, new, ..Change::of(kind, entry) }
}

impl Entry {
    fn held_name(&self) -> String {
        named(&self.held.path, self.held.part)
    }

    /// The key, where it names one document.
    fn whole_key(&self) -> Option<String> {
        self.held.key.as_ref().map(ToString::to_string).filter(|k| !k.contains('?'))
    }
}

fn pair(old: &Source, new: &Source) -> Pairs {
    let mut pairs = Pairs { both: Vec::new(), removed: Vec::new(), added: Vec::new() };
    let (mut left, mut right): (BTreeSet<usize>, BTreeSet<usize>) =
        ((0..old.documents.len()).collect(), (0..new.documents.len()).collect());
    let file = |e: &Entry| Some((e.file.clone(), e.held.part));
    let content = |e: &Entry| Some((e.blake3.clone(), e.held.part)).filter(|(hash, _)| !hash.is_empty());
    let key = |e: &Entry| e.whole_key().map(|k| (k, None));
    // a name that several documents bear brings nothing together but by its file
    for name in [&file as &dyn Fn(&Entry) -> Option<(String, Option<u32>)>, &content, &key] {
        let mut by_name: HashMap<_, Vec<usize>> = HashMap::new();
        for &i in &right {
            if let Some(n) = name(&new.documents[i]) {
                by_name.entry(n).or_default().push(i);
            }
        }
        let mut ours: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for &i in &left {
            if let Some(n) = name(&old.documents[i]) {
                ours.entry(n).or_default().push(i);
            }
        }
        for (n, list) in ours {
            if let ([a], Some([b])) = (list.as_slice(), by_name.get(&n).map(Vec::as_slice)) {
                pairs.both.push((*a, *b));
                left.remove(a);
                right.remove(b);
            }
        }
    }
    pairs.both.sort_unstable();
    (pairs.removed, pairs.added) = (left.into_iter().collect(), right.into_iter().collect());
    pairs
}
