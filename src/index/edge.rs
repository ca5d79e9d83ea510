//! [`Edge`]: one citation as one value of a column, so that questions about the whole archive read columns, not records.
//!
//! The form is tab-separated and lossless except that tabs and line breaks inside a part become spaces, and titles are cut.
//! Equal citations of one text share one dictionary entry.

use crate::model::{RefKind, Reference, Relation};
use crate::text::fold;

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
    /// Bodies of the citing document's own places that may have issued it, where it names none.
    pub candidates: Vec<String>,
    /// Of whom the relation is said.
    pub of: Of,
    /// Only proposed, not done.
    pub proposed: bool,
}

/// Of whom the relation of an [`Edge`] is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Of {
    /// The citing document itself.
    #[default]
    Itself,
    /// Another document that it names, "Quyết định X sửa đổi Quyết định Y"; of which it itself only cites Y.
    Another {
        /// Its number, possibly empty.
        number: String,
        /// Its key, possibly empty.
        key: String,
        /// The cited document is the one that acts: "Luật X (được sửa đổi bởi Luật Y)".
        passive: bool,
    },
}

/// The number that a reference leads to, as far as it says one: what a person said goes before what stands there.
fn number_of(reference: &Reference) -> Option<&str> {
    let said = reference.resolved_number.as_deref().filter(|_| reference.settled("resolved_number"));
    said.or(reference.number.as_deref()).or(reference.resolved_number.as_deref())
}

/// The reference in whose title another one stands, or that it is said of; `None` where it is said of the document itself.
#[must_use]
pub fn said_of<'a>(reference: &Reference, all: &'a [Reference]) -> Option<&'a Reference> {
    if reference.relation_from == "doc" {
        return None;
    }
    let place = reference.relation_from.strip_prefix('r').and_then(|n| n.parse::<usize>().ok());
    let there = place.and_then(|n| all.get(n.checked_sub(1)?)).filter(|r| r.id == reference.relation_from);
    there.or_else(|| all.iter().find(|r| r.id == reference.relation_from)).filter(|r| r.kind != RefKind::SelfMention)
}

impl Edge {
    /// The edge of one of `all` references of a document; `None` for a mention of the document itself, and for a later mention that
    /// adds neither number nor key. A document known by its title, or by type and serial, keeps these words as title and has no number.
    #[must_use]
    pub fn of(reference: &Reference, all: &[Reference]) -> Option<Self> {
        if reference.kind == RefKind::SelfMention {
            return None;
        }
        // "ISO 9001:2015" is the standard "TCVN ISO 9001:2015" that the text names in full
        let standard = matches!(reference.doc_type.as_deref(), Some("TCVN" | "QCVN"));
        let whole = reference.same_as.as_deref().filter(|_| standard).and_then(|id| all.iter().find(|r| r.id == id));
        let number = number_of(whole.unwrap_or(reference));
        let nameless = number.is_none() && reference.key.is_none();
        if nameless && reference.same_as.is_some() {
            return None;
        }
        let title = reference.title.as_deref().or_else(|| number.is_none().then_some(reference.text.as_str()));
        // as it comes back from the column, so that both are equal
        let own = |s: Option<&str>| s.unwrap_or("").chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        let of = said_of(reference, all).map_or(Of::Itself, |r| Of::Another {
            number: own(number_of(r)),
            key: own(r.key.as_deref()),
            passive: reference.passive,
        });
        Some(Self {
            number: own(number),
            key: own(reference.key.as_deref()),
            relation: reference.relation,
            doc_type: own(reference.doc_type.as_deref()),
            issuer: own(reference.issuer.as_deref()),
            date: own(reference.date.as_deref()),
            title: own(title).chars().take(TITLE).collect(),
            candidates: match (reference.kind, &reference.issuer) {
                (RefKind::Numbered, None) => reference.candidates.iter().map(|c| own(Some(c))).collect(),
                _ => Vec::new(),
            },
            of,
            proposed: reference.proposed,
        })
    }

    /// Whether a body may have issued the cited document. A document of quận Lê Chân that cites "Kế hoạch số 15/KH-UBND" means its own
    /// district's or its city's, not that of another district.
    #[must_use]
    pub fn may_be_of(&self, body: &str) -> bool {
        self.candidates.is_empty() || self.candidates.iter().any(|c| fold::plain(c) == fold::plain(body))
    }

    /// How the citing document itself stands to the cited one.
    #[must_use]
    pub fn own_relation(&self) -> Relation {
        if self.of == Of::Itself { self.relation } else { Relation::Cites }
    }

    /// The column value.
    #[must_use]
    pub fn encode(&self) -> String {
        let (of_number, of_key, mark) = match &self.of {
            Of::Itself => ("", "", ""),
            Of::Another { number, key, passive } => (number.as_str(), key.as_str(), if *passive { "by" } else { "of" }),
        };
        let proposed = if self.proposed { "proposed" } else { "" };
        let candidates = self.candidates.join("|");
        let relation = self.relation.as_str();
        let parts = [
            &self.number,
            &self.key,
            relation,
            &self.doc_type,
            &self.issuer,
            &self.date,
            &self.title,
            mark,
            of_number,
            of_key,
            proposed,
            &candidates,
        ];
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
            of: {
                let (mark, number, key) = (next()?, next()?, next()?);
                if mark.is_empty() { Of::Itself } else { Of::Another { number, key, passive: mark == "by" } }
            },
            proposed: next()? == "proposed",
            candidates: next()?.split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
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
            of: Of::Another { number: "05-KH/BCN".into(), key: String::new(), passive: true },
            proposed: true,
            candidates: vec!["Ủy ban nhân dân quận Tây Hồ".into(), "Ủy ban nhân dân thành phố Hà Nội".into()],
        };
        assert!(edge.may_be_of("Uỷ ban nhân dân quận Tây Hồ") && !edge.may_be_of("Ủy ban nhân dân quận Lê Chân"));
        assert_eq!(Edge::decode(&edge.encode()), Some(edge));
        assert_eq!(Edge::decode("a\tb"), None);
    }
}
