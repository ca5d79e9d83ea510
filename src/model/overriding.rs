//! [`Override`]: what a person said against what the program read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What kind of thing is overridden. The words are those of the override file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// The document's own fields.
    Document,
    /// One of `references`.
    Reference,
    /// One of `dates`.
    Date,
    /// One of `percentages`.
    Percentage,
    /// One of `targets`.
    Target,
    /// One of `results`.
    Result,
    /// One of `quantities`.
    Quantity,
    /// One of `findings`.
    Finding,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Document, Self::Reference, Self::Date, Self::Percentage, Self::Target, Self::Result, Self::Quantity, Self::Finding];

    /// The word used in override files and records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Reference => "reference",
            Self::Date => "date",
            Self::Percentage => "percentage",
            Self::Target => "target",
            Self::Result => "result",
            Self::Quantity => "quantity",
            Self::Finding => "finding",
        }
    }
}

/// What is done to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverrideAction {
    /// Fields get other values.
    Correct,
    /// An item that the program did not find.
    Add,
    /// An item that is none.
    Suppress,
}

impl OverrideAction {
    /// The word used in override files and records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Add => "add",
            Self::Suppress => "suppress",
        }
    }
}

/// What a person said of an item. Where several rules touched one item, the last one is named, and `previous` holds what the program
/// had read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// What was done.
    pub action: OverrideAction,
    /// The override file.
    pub file: String,
    /// Why, in the words of whoever wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The fields that were replaced, with the values that the program had read: of an added item those that the person gave, all
    /// `null`; of a suppressed item the whole item.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub previous: Map<String, Value>,
}

impl Override {
    /// Whether a person said what this field of the item is.
    #[must_use]
    pub fn settles(&self, field: &str) -> bool {
        self.previous.contains_key(field)
    }
}

/// An item that the program found and a person took out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppressed {
    /// What it was.
    pub item: ItemKind,
    /// By which rule; `previous` is the whole item.
    #[serde(flatten)]
    pub was: Override,
}
