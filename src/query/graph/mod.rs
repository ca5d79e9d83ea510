//! The web of documents: what each cites, what cites it, and with which sentence.
//!
//! | file | answers |
//! |---|---|
//! | [`around`] | the links of one document, held or not |
//! | [`possible`] | mentions by type and serial whose issuer is not known: offered, never joined |
//! | [`validity`] | amended, replaced, repealed by whom, on what evidence |
//! | [`web`] | documents and arcs of the whole archive, or around one document |
//! | [`cascade`] | who carries a document out, level by level, and where nobody does |

pub mod around;
pub mod cascade;
pub mod gaps;
pub mod possible;
pub mod validity;
pub mod web;

use serde::Serialize;

use super::View;
use super::join::{Held, is_copy};
use super::resolve::Card;
use super::weigh::Candidate;
use crate::model::{Provision, Relation};

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The subject cites the other.
    Cites,
    /// The other cites the subject.
    CitedBy,
}

/// How sure it is which document is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// All parts of both keys are known and equal.
    Same,
    /// Nothing contradicts it and no other document fits.
    Possible,
    /// Several documents fit.
    Ambiguous,
    /// None that the index holds.
    NotHeld,
}

/// Of another document the citing one says what relates it to the cited one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidOf {
    /// Number or words of that document.
    pub document: String,
    /// Its relation to the cited document.
    pub relation: Relation,
    /// The cited document is the one that acts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub passive: bool,
}

/// One citation, seen from the subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Which way.
    pub direction: Direction,
    /// How the citing document stands to the cited one.
    pub relation: Relation,
    /// Number of the other document.
    pub number: Option<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its file, where the index holds it.
    pub path: Option<String>,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// How sure it is which document is meant.
    pub certainty: Certainty,
    /// Held documents that fit, where several do; or whose body went on in the cited one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Only proposed: no fact.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
    /// The mention stands in what is said of a third document; the citing document itself only cites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_of: Option<SaidOf>,
    /// Neither of both says so, but this third document does (`path`, or `path#part`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// First byte of the first mention, in the document that has the sentence.
    pub start: usize,
    /// How often it is mentioned so.
    pub mentions: usize,
    /// How sure the mention was read, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Pinpoints.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
}

/// A document: held, or known only from what others say of it.
#[derive(Debug, Clone)]
pub enum Node {
    /// In the index.
    Held(Box<Held>),
    /// Only cited.
    Card(Card),
}

impl Node {
    /// The number, as it is shown.
    #[must_use]
    pub fn number(&self) -> Option<String> {
        match self {
            Self::Held(held) => held.number.clone(),
            Self::Card(card) => card.group().describe().number,
        }
    }

    /// Whether both are one document; copies of one are.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Held(a), Self::Held(b)) => a.at == b.at || is_copy(a, b),
            (Self::Card(a), Self::Card(b)) => a == b,
            _ => false,
        }
    }

    /// A name that no other document of the index has: `path`, `path#part`, or the number with what tells it from others of that number.
    #[must_use]
    pub fn id(&self, view: &View) -> String {
        match self {
            Self::Held(held) => held.name(&view.naming),
            Self::Card(card) => card.id(),
        }
    }
}
