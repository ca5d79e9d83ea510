//! `vanthu verify`: opens the index, checks every file and record of it, says whether it is whole.

use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
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
            Ok(opened) => faults.extend(untrue_span(&opened).map(|what| format!("{}: {what}", opened.record.path))),
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
    Ok(if faults.is_empty() { Exit::Found } else { Exit::Error })
}

/// The first item whose text is not what stands at its offsets.
fn untrue_span(opened: &Opened) -> Option<String> {
    opened.record.stray(&opened.text).map(|span| format!("bytes {}..{} are not the text recorded", span.start, span.end))
}
