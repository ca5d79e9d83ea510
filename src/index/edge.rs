//! [`Edge`]: one citation as one value of a column, so that questions about the whole archive read columns, not records.
//!
//! The form is tab-separated and lossless except that tabs and line breaks inside a part become spaces, and titles are cut.
//! Equal citations of one text share one dictionary entry.

use crate::model::{RefKind, Reference, Relation};

/// Longest title kept in an edge, in characters.
const TITLE: usize = 200;

/// What a document says of another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Edge {
    /// Canonical number, possibly empty.
    pub number: String,
    /// Identity key, possibly empty.
    pub key: String,
    /// How the citing document stands to it.
    pub relation: Relation,
    /// Type code, possibly empty.
    pub doc_type: String,
    /// Issuer, possibly empty.
    pub issuer: String,
    /// ISO date, possibly empty.
    pub date: String,
    /// Title, possibly empty.
    pub title: String,
}

impl Edge {
    /// The edge of a reference; `None` for a mention of the document itself, and for a later mention that adds neither number nor key.
    /// A document known by its title, or by type and serial, keeps these words as title and has no number.
    #[must_use]
    pub fn of(reference: &Reference) -> Option<Self> {
        if reference.kind == RefKind::SelfMention {
            return None;
        }
        // what a person said it leads to goes before what stands there
        let said = reference.resolved_number.as_deref().filter(|_| reference.settled("resolved_number"));
        let number = said.or(reference.number.as_deref()).or(reference.resolved_number.as_deref());
        let nameless = number.is_none() && reference.key.is_none();
        if nameless && reference.same_as.is_some() {
            return None;
        }
        let title = reference.title.as_deref().or_else(|| nameless.then_some(reference.text.as_str()));
        let own = |s: Option<&str>| s.unwrap_or("").to_owned();
        Some(Self {
            number: own(number),
            key: own(reference.key.as_deref()),
            relation: reference.relation,
            doc_type: own(reference.doc_type.as_deref()),
            issuer: own(reference.issuer.as_deref()),
            date: own(reference.date.as_deref()),
            title: title.unwrap_or("").chars().take(TITLE).collect(),
        })
    }

    /// The column value.
    #[must_use]
    pub fn encode(&self) -> String {
        let parts = [&self.number, &self.key, self.relation.as_str(), &self.doc_type, &self.issuer, &self.date, &self.title];
        let mut out = String::with_capacity(parts.iter().map(|p| p.len() + 1).sum());
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                out.push('\t');
            }
            out.extend(part.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        out
    }

    /// Back from the column value.
    #[must_use]
    pub fn decode(value: &str) -> Option<Self> {
        let mut parts = value.split('\t');
        let mut next = || parts.next().map(str::to_owned);
        Some(Self {
            number: next()?,
            key: next()?,
            relation: Relation::from_word(&next()?)?,
            doc_type: next()?,
            issuer: next()?,
            date: next()?,
            title: next()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encode_decode() {
        let edge = Edge {
            number: "41-KH/QU".into(),
            key: "41/KH@qu:tay-ho.ha-noi~2020-2025".into(),
            relation: Relation::Implements,
            doc_type: "KH".into(),
            issuer: "Quận ủy Tây Hồ".into(),
            date: String::new(),
            title: "Về cải cách".into(),
        };
        assert_eq!(Edge::decode(&edge.encode()), Some(edge));
        assert_eq!(Edge::decode("a\tb"), None);
    }
}
