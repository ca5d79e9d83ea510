//! [`Header`]: what a document says of itself.

use serde::{Deserialize, Serialize};

use super::Override;

/// What sort of text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A document of an office: it has a number, an issuer, a signer.
    #[default]
    Administrative,
    /// A journal article.
    Article,
    /// A news item or web page.
    News,
}

impl Form {
    /// The word used in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Article => "article",
            Self::News => "news",
        }
    }
}

/// Who signed: `TM. ỦY BAN NHÂN DÂN` / `CHỦ TỊCH` / name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signer {
    /// The signer's name as written.
    pub name: Option<String>,
    /// The office as written (`CHỦ TỊCH`).
    pub role: Option<String>,
    /// On whose behalf (`TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`).
    pub authority: Option<String>,
}

/// A stamp of the receiving office ("ĐẾN"): its own number and date, never the document's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arrival {
    /// The receiving register's number.
    pub number: Option<String>,
    /// The day of arrival, ISO.
    pub date: Option<String>,
}

/// An annex that belongs to the document (phụ lục, quy chế ban hành kèm theo).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Annex {
    /// First byte.
    pub start: usize,
    /// One past the last byte: where the next annex begins, or the document ends.
    pub end: usize,
    /// Label and title on one line.
    pub title: String,
}

/// The document's own fields (thể thức, Nghị định 30/2020/NĐ-CP, Phụ lục I). What is not stated is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Header {
    /// Số ký hiệu in canonical form (`06-CTr/QU`); `None` when blank.
    pub number: Option<String>,
    /// What stands there (`/UBND-NV`).
    pub number_raw: Option<String>,
    /// Where the number was read: `header`, `stamp`, `filename`, `sidecar`; of a document that lost its letterhead `page` (the box of
    /// metadata of its web page) or `text` (its annex or the page's lead names it).
    pub number_basis: Option<String>,
    /// The organ part of the number (`UBND-NV`).
    pub symbol: Option<String>,
    /// Type code (`KH`).
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Type in words (`Kế hoạch`).
    pub type_name: Option<String>,
    /// Canonical full name of the issuer.
    pub issuer: Option<String>,
    /// `central`, `province`, `district`, `commune`, `party-…`, `front`, `other`.
    pub issuer_level: Option<String>,
    /// The territory a local body serves.
    pub place: Option<String>,
    /// ISO date, cut to what is stated (`2022-06`).
    pub issued_on: Option<String>,
    /// Trích yếu without the type word.
    pub title: Option<String>,
    /// The time it plans or reports on, as its title says: `2024`, `2021/2025`, `2024-01/2024-06`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope_period: Option<String>,
    /// Who signed.
    pub signer: Option<Signer>,
    /// Kính gửi.
    #[serde(default)]
    pub addressees: Vec<String>,
    /// Nơi nhận, addressees first.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The "Lưu:" line.
    pub archive: Option<String>,
    /// HỎA TỐC, THƯỢNG KHẨN, KHẨN.
    pub urgency: Option<String>,
    /// MẬT, TỐI MẬT, TUYỆT MẬT.
    pub secrecy: Option<String>,
    /// The receiving office's stamp.
    pub arrival: Option<Arrival>,
    /// Administrative, article or news.
    pub form: Form,
    /// Marked as a draft (DỰ THẢO) or without number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Annexes, in order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annexes: Vec<Annex>,
    /// Identity key (`15/KH@ubnd:quan-tay-ho.ha-noi~2022`).
    pub key: Option<String>,
    /// Byte spans of fields that stand in the text: (field, start, end).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub field_spans: Vec<(String, usize, usize)>,
    /// What a person said against what was read here.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
}
