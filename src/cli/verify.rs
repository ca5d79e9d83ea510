//! `vanthu verify`: opens the index, checks every file and record of it, says whether it is whole.

use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::index::paths::named;
use crate::query::open::Opened;

/// Runs the command.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Fail> {
    let view = context.view()?;
    let mut faults = Vec::new();
    let broken = view.searcher.index().validate_checksum().map_err(crate::query::QueryError::from)?;
    faults.extend(broken.into_iter().map(|p| format!("{}: checksum", p.display())));
    let documents = view.documents()?;
    for at in &documents {
        match view.open(*at) {
            Ok(opened) => {
                let name = named(&opened.record.path, opened.record.part);
                faults.extend(untrue_span(&opened).map(|what| format!("{name}: {what}")));
            }
            Err(e) => faults.push(e.to_string()),
        }
    }
    faults.sort();
    for fault in &faults {
        context.warn(&Message::Plain(fault, fault));
    }
    let (en, vi) = if faults.is_empty() {
        (format!("whole: {} documents", documents.len()), format!("nguyên vẹn: {} văn bản", documents.len()))
    } else {
        (
            format!("{} faults; heal it with: vanthu index --rebuild FOLDER", faults.len()),
            format!("{} lỗi; khắc phục: vanthu index --rebuild THƯ_MỤC", faults.len()),
        )
    };
    context.say(&Message::Plain(&en, &vi));
    let old = view.other_version()?;
    if old > 0 {
        context.say(&Message::OtherAnalysis(old));
    }
    Ok(if faults.is_empty() { Exit::Found } else { Exit::Error })
}

/// The first item whose text is not what stands at its offsets.
fn untrue_span(opened: &Opened) -> Option<String> {
    let r = &opened.record;
    if r.extent.is_some_and(|e| e.len() != opened.text.len()) {
        return Some("the text is not that of its part".to_owned());
    }
    let stray = r.spans().find(|(span, kept)| kept.is_some_and(|k| opened.slice(*span) != k));
    stray.map(|(span, _)| format!("bytes {}..{} are not the text recorded", span.start, span.end))
}
