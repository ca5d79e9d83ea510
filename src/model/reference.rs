//! [`Reference`]: a mention of another document.

use serde::{Deserialize, Serialize};

use super::{Override, Span};

/// How the other document is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefKind {
    /// With its symbol: `Kế hoạch số 41-KH/QU`.
    Numbered,
    /// Type word and bare serial: `Chương trình 06`.
    ShortNumber,
    /// A law by its name.
    ShortName,
    /// By its title only.
    TitleOnly,
    /// The document itself: `Kế hoạch này`.
    #[serde(rename = "self")]
    SelfMention,
}

impl RefKind {
    /// The word used in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Numbered => "numbered",
            Self::ShortNumber => "short_number",
            Self::ShortName => "short_name",
            Self::TitleOnly => "title_only",
            Self::SelfMention => "self",
        }
    }
}

/// How the citing document stands to the cited one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Căn cứ.
    Basis,
    /// Thực hiện, triển khai.
    Implements,
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// Bãi bỏ.
    Repeals,
    /// Hướng dẫn thi hành.
    Guides,
    /// Phê duyệt, ban hành kèm theo.
    Approves,
    /// Báo cáo kết quả thực hiện.
    ReportsOn,
    /// Everything else.
    #[default]
    Cites,
}

impl Relation {
    /// Every relation, in the order of the contract.
    pub const ALL: [Self; 9] = [
        Self::Basis,
        Self::Implements,
        Self::Amends,
        Self::Replaces,
        Self::Repeals,
        Self::Guides,
        Self::Approves,
        Self::ReportsOn,
        Self::Cites,
    ];

    /// The word used in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Implements => "implements",
            Self::Amends => "amends",
            Self::Replaces => "replaces",
            Self::Repeals => "repeals",
            Self::Guides => "guides",
            Self::Approves => "approves",
            Self::ReportsOn => "reports_on",
            Self::Cites => "cites",
        }
    }

    /// The relation with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == word)
    }
}

/// How the issuer of a cited document is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerBasis {
    /// Full name at this mention.
    Explicit,
    /// From the words around it and the document's own place.
    Context,
    /// From the symbol.
    Symbol,
    /// The place through the gazetteer.
    Gazetteer,
}

/// A pinpoint: điểm, khoản, Điều, Mục, Chương, Phụ lục.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provision {
    /// Điểm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// Khoản.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Điều.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Mục.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Chương.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// Phụ lục.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annex: Option<String>,
}

/// What was read differently from what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Repair {
    /// As written.
    pub from: String,
    /// As read.
    pub to: String,
    /// Why.
    pub why: String,
}

/// A mention of another document (or of the document itself).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// `r1`, `r2` … in order of the text.
    pub id: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The source bytes.
    pub text: String,
    /// How it is named.
    pub kind: RefKind,
    /// The type word as written.
    pub head: Option<String>,
    /// Type code.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Canonical number, only if the mention itself has a symbol.
    pub number: Option<String>,
    /// The number as written.
    pub number_raw: Option<String>,
    /// The number reached through `same_as`.
    pub resolved_number: Option<String>,
    /// Canonical issuer.
    pub issuer: Option<String>,
    /// The issuer as written.
    pub issuer_text: Option<String>,
    /// How the issuer is known.
    pub issuer_basis: Option<IssuerBasis>,
    /// ISO date stated at this mention.
    pub date: Option<String>,
    /// The quoted name, or the unquoted subject.
    pub title: Option<String>,
    /// How the citing document stands to it.
    pub relation: Relation,
    /// `doc`, or the id of the reference in whose title it stands.
    pub relation_from: String,
    /// The sentence that shows the relation.
    pub evidence: Span,
    /// Pinpoints.
    #[serde(default)]
    pub provisions: Vec<Provision>,
    /// The reference in `relation_from` is the object: in "Luật A được sửa đổi bởi Luật B", B amends A.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passive: bool,
    /// Only proposed, not done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
    /// Id of the first mention of the same document in this file.
    pub same_as: Option<String>,
    /// Identity key.
    pub key: Option<String>,
    /// Issuers that fit where more than one does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// 0–1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Why that confidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What was read differently from what stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}

impl Reference {
    /// Whether a person said what this field is; then it stays as it is.
    #[must_use]
    pub fn settled(&self, field: &str) -> bool {
        self.overridden.as_ref().is_some_and(|o| o.settles(field))
    }
}
