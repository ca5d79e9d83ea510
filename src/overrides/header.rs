//! Corrections of the document's own fields, and what follows from them.
//!
//! | set | follows, unless it is set too |
//! |---|---|
//! | `number` | symbol; `number_basis` is `override` |
//! | `type` | `type_name` |
//! | `issuer` | `issuer_level`, `place`, and the territories that "UBND quận" in the text is bound to |
//! | `place` | those territories |
//! | `title`, `type`, `issued_on` | `scope_period` |
//!
//! The correction comes before anything else is read, so that all that leans on the header (years, issuers, keys) leans on the
//! corrected one.

use super::file::Rule;
use super::item;
use crate::extract::header::{HeaderRead, scope, settle};
use crate::grammar::issuer::{self, Home};
use crate::grammar::number::DocumentNumber;
use crate::lexicon::types;
use crate::model::Header;

/// Applies a rule for the document.
///
/// # Errors
/// Where the fields cannot be brought together, in a sentence.
pub(super) fn correct(read: &mut HeaderRead, rule: &Rule) -> Result<(), String> {
    let before = item::fields_of(&read.header);
    let mut after = before.clone();
    item::set(&mut after, &rule.set);
    let older = read.header.overridden.take();
    read.header = serde_json::from_value::<Header>(after.into()).map_err(|e| e.to_string())?;
    read.header.overridden = older;
    let said = |field: &str| rule.set.contains_key(field);
    if said("number") {
        number(read);
    }
    if said("type") && !said("type_name") {
        let header = &mut read.header;
        header.type_name = header.doc_type.as_deref().and_then(types::by_code).map(|t| t.name.clone());
    }
    if said("issuer") {
        body(read, rule);
    }
    if said("place")
        && let Some(home) = read.header.place.as_deref().and_then(home_of)
    {
        read.header.place = home.place();
        read.home = home;
    }
    if ["title", "type", "issued_on"].into_iter().any(said) {
        read.header.scope_period = scope::of(&read.header);
    }
    let previous = item::replaced(&before, &item::fields_of(&read.header), rule);
    item::note(&mut read.header.overridden, rule, previous);
    Ok(())
}

fn number(read: &mut HeaderRead) {
    let header = &mut read.header;
    let number = header.number.as_deref().and_then(DocumentNumber::parse);
    header.number_basis = number.as_ref().map(|_| "override".to_owned());
    if let Some(n) = number {
        header.symbol = Some(n.organ());
        read.number = Some(n);
    } else if let Some(n) = &mut read.number {
        // as where the serial was left blank: the symbol stays, nothing can be joined by it
        n.serial.clear();
    }
}

fn body(read: &mut HeaderRead, rule: &Rule) {
    let (level, place) = (read.header.issuer_level.take(), read.header.place.clone());
    let Some(name) = read.header.issuer.clone() else {
        read.header.issuer_level = level.filter(|_| rule.set.contains_key("issuer_level"));
        return;
    };
    match issuer::body(&name, &read.home).filter(|b| b.len == name.len() && b.name.is_some()) {
        Some(found) => {
            settle(found, read);
            if rule.set.contains_key("issuer_level") {
                read.header.issuer_level = level;
            }
            if rule.set.contains_key("place") {
                read.header.place = place;
            }
        }
        // a body that is not known keeps the name it was given; its level is what was said, or unknown
        None => read.header.issuer_level = level.filter(|_| rule.set.contains_key("issuer_level")),
    }
}

/// The territories of a place as records write it: `phường X, quận Y, thành phố Z`.
fn home_of(place: &str) -> Option<Home> {
    let mut home = Home::default();
    for part in place.split(", ").collect::<Vec<_>>().into_iter().rev() {
        let (len, territory, _) = issuer::territory(part, &Home::default())?;
        home.put(territory.filter(|_| len == part.len())?);
    }
    home.own().is_some().then_some(home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        assert_eq!(home_of("quận Tây Hồ, thành phố Hà Nội").and_then(|h| h.place()).as_deref(), Some("quận Tây Hồ, thành phố Hà Nội"));
        assert_eq!(home_of("quận Tây Hồ").and_then(|h| h.place()).as_deref(), Some("quận Tây Hồ, thành phố Hà Nội"));
        assert_eq!(home_of("một nơi nào đó"), None);
    }
}
