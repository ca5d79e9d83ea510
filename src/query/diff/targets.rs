//! Targets: what was raised, lowered, added, dropped. The difference is always the new figure less the old one.

use std::collections::{BTreeMap, HashMap};

use super::source::Source;
use super::{Change, Entry, Kind, QueryError};
use crate::model::{Comparator, Target};
use crate::query::targets::period::about;
use crate::query::words::{Lang, figure};
use crate::record::Record;
use crate::text::fold::plain;

/// What a target measures, apart from its time: indicator or words, unit, for whom.
type Measure = (String, Option<String>, Option<String>);

fn measure(t: &Target) -> Measure {
    let words = || {
        let said = plain(t.subject.as_deref().unwrap_or(&t.text));
        said.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
    };
    (t.indicator.clone().unwrap_or_else(words), t.unit.clone(), t.population.as_deref().map(plain))
}

/// What it is called in a row.
fn name(t: &Target) -> Option<String> {
    t.indicator.clone().or_else(|| t.subject.clone())
}

/// The figure and its time, as people write them.
fn shown(t: &Target) -> String {
    let time = t.deadline.as_deref().or(t.period.as_deref()).map(|d| format!(" ({d})")).unwrap_or_default();
    format!("{}{time}", figure(t, Lang::Vietnamese)).trim().to_owned()
}

/// Whether two targets say the same.
fn same(a: &Target, b: &Target) -> bool {
    let figure = |t: &Target| (t.value.map(f64::to_bits), t.value_min.map(f64::to_bits), t.comparator.map(Comparator::as_str), t.strict);
    measure(a) == measure(b) && figure(a) == figure(b) && a.deadline == b.deadline && a.period == b.period
}

fn row(kind: Kind, entry: &Entry, old: Option<&Target>, new: Option<&Target>) -> Change {
    let shows = new.or(old);
    Change {
        what: shows.and_then(name),
        old: old.map(shown),
        new: new.map(shown),
        start: shows.map(|t| t.start),
        text: shows.map(|t| t.text.clone()),
        ..Change::of(kind, entry)
    }
}

/// One measure with two figures or times.
fn changed(entry: &Entry, old: &Target, new: &Target) -> Change {
    let difference = old.value.zip(new.value).map(|(a, b)| round(b - a)).filter(|d| *d != 0.0);
    let kind = match difference {
        Some(d) if d > 0.0 => Kind::TargetRaised,
        Some(_) => Kind::TargetLowered,
        None => Kind::TargetChanged,
    };
    Change { difference, ..row(kind, entry, Some(old), Some(new)) }
}

/// Without the dust of binary fractions.
fn round(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}

/// Adds what became of the targets of one document.
pub(super) fn within(old: &Record, new: &Record, entry: &Entry, out: &mut Vec<Change>) {
    let mut before: Vec<&Target> = old.targets.iter().collect();
    let mut after: Vec<&Target> = new.targets.iter().collect();
    after.retain(|t| match before.iter().position(|o| same(o, t)) {
        Some(i) => {
            before.remove(i);
            false
        }
        None => true,
    });
    // one measure for one time, then one measure for another time
    for same_time in [true, false] {
        let time = |t: &Target| (t.deadline.clone(), t.period.clone());
        after.retain(|t| {
            let fits: Vec<usize> =
                (0..before.len()).filter(|i| measure(before[*i]) == measure(t) && (!same_time || time(before[*i]) == time(t))).collect();
            // of several the first, in order of the text
            let Some(i) = fits.first() else { return true };
            out.push(changed(entry, before.remove(*i), t));
            false
        });
    }
    out.extend(before.into_iter().map(|t| row(Kind::TargetRemoved, entry, Some(t), None)));
    out.extend(after.into_iter().map(|t| row(Kind::TargetAdded, entry, None, Some(t))));
}

/// Who set a known indicator for which time: issuer, indicator, time, unit, for whom.
type Setting = (String, String, String, Option<String>, Option<String>);

fn setting(record: &Record, t: &Target) -> Option<Setting> {
    let d = &record.document;
    let (time, _) = about("target", t, d.doc_type.as_deref(), d.scope_period.as_deref())?;
    t.value?;
    let (indicator, unit, whom) = measure(t);
    t.indicator.as_ref()?;
    Some((d.issuer.clone()?, indicator, time.iso(), unit, whom))
}

/// A target of a document that was added.
pub(super) struct Fresh {
    entry: Entry,
    target: Target,
    setting: Option<Setting>,
}

/// The targets of an added document.
pub(super) fn set_by(entry: &Entry, record: &Record) -> Vec<Fresh> {
    let fresh = |t: &Target| Fresh { entry: entry.clone(), target: t.clone(), setting: setting(record, t) };
    record.targets.iter().map(fresh).collect()
}

/// Adds the targets of added documents: against the latest earlier figure of the same issuer, indicator and time where there is one.
pub(super) fn anew(old: &Source, fresh: Vec<Fresh>, out: &mut Vec<Change>) -> Result<(), QueryError> {
    let mut wanted: HashMap<Setting, Option<(Entry, Target)>> = fresh.iter().filter_map(|f| f.setting.clone()).map(|s| (s, None)).collect();
    if !wanted.is_empty() {
        let issuers: std::collections::BTreeSet<String> = wanted.keys().map(|s| s.0.clone()).collect();
        // what an issuer says twice is told by its latest document
        let of_them = old.documents.iter().filter(|e| e.held.issuer.as_ref().is_some_and(|i| issuers.contains(i)));
        for entry in of_them {
            let record = old.record(entry)?.record;
            let mut here: BTreeMap<Setting, Vec<&Target>> = BTreeMap::new();
            for t in &record.targets {
                if let Some(s) = setting(&record, t).filter(|s| wanted.contains_key(s)) {
                    here.entry(s).or_default().push(t);
                }
            }
            for (s, list) in here {
                // a document with two figures for one setting names neither
                let ([only], Some(slot)) = (list.as_slice(), wanted.get_mut(&s)) else { continue };
                if slot.as_ref().is_none_or(|(e, _)| e.held.issued_on <= entry.held.issued_on) {
                    *slot = Some((entry.clone(), (*only).clone()));
                }
            }
        }
    }
    let mut times: HashMap<(String, Setting), usize> = HashMap::new();
    for f in &fresh {
        if let Some(s) = &f.setting {
            *times.entry((f.entry.held_name(), s.clone())).or_default() += 1;
        }
    }
    for f in fresh {
        let once = f.setting.as_ref().is_some_and(|s| times.get(&(f.entry.held_name(), s.clone())) == Some(&1));
        let earlier = f.setting.as_ref().filter(|_| once).and_then(|s| wanted.get(s)?.as_ref());
        match earlier {
            Some((entry, t)) if t.value != f.target.value => {
                out.push(Change { other: Some(entry.held_name()), ..changed(&f.entry, t, &f.target) });
            }
            _ => out.push(row(Kind::TargetAdded, &f.entry, None, Some(&f.target))),
        }
    }
    Ok(())
}
