//! Bodies that did not exist on the day of a document: a ministry before it was formed, a district after June 2025, the sixteenth
//! Assembly before 2026. FIELD §2.1, §2.3 (5), §2.4. What the tables leave open is not said.

use crate::grammar::issuer::{self, Home};
use crate::grammar::number::DocumentNumber;
use crate::lexicon::{issuers, places};

/// Who of the number's symbols or the named issuer did not exist on the day, with the bounds of the time in which it did.
///
/// ```
/// use vanthu::{grammar::number::DocumentNumber, link::period::outside};
/// let number = DocumentNumber::parse("10/2024/TT-BNNMT").unwrap();
/// assert_eq!(outside(Some(&number), None, "2024-05-05").as_deref(), Some("BNNMT chỉ có từ 2025-03-01"));
/// assert_eq!(outside(Some(&number), None, "2025-05-05"), None);
/// assert_eq!(
///     outside(None, Some("Ủy ban nhân dân quận Tây Hồ"), "2025-08-01").as_deref(),
///     Some("quận Tây Hồ chỉ có đến 2025-06-30")
/// );
/// ```
#[must_use]
pub fn outside(number: Option<&DocumentNumber>, issuer_name: Option<&str>, day: &str) -> Option<String> {
    number.and_then(|n| symbols(n, day)).or_else(|| issuer_name.and_then(|name| territory(name, day)))
}

/// The first symbol of a number, or any of a joint one, that stood for nobody on the day.
fn symbols(n: &DocumentNumber, day: &str) -> Option<String> {
    let joint = n.symbol.as_deref().is_some_and(|s| s.ends_with("LT"));
    n.groups.iter().take(if joint { usize::MAX } else { 1 }).find_map(|group| {
        let rows = issuers::readings(group);
        let last = rows.last().filter(|_| !rows.iter().any(|r| r.existed_on(day)))?;
        Some(format!("{group} {}", bounds(&last.from, &last.to, day)))
    })
}

/// The territory of a body that had ended, or not yet begun.
fn territory(name: &str, day: &str) -> Option<String> {
    let t = issuer::body(name, &Home::default())?.territory?;
    let states: Vec<_> = places::states(t.id.as_deref()?).collect();
    let last = states.last().filter(|_| !states.iter().any(|p| p.existed_on(day)))?;
    Some(format!("{} {}", t.full(), bounds(&last.from, &last.to, day)))
}

fn bounds(from: &str, to: &str, day: &str) -> String {
    if !to.is_empty() && day > to { format!("chỉ có đến {to}") } else { format!("chỉ có từ {from}") }
}
