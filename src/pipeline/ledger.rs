//! [`Ledger`]: what the overrides of a run did, and what they did not: a rule that changes nothing may speak of a text that has changed.
//!
//! A rule is only called useless where the run has looked at every document that it may be about.

use super::beside::{Beside, Chosen};
use crate::overrides::{Effect, Rule, Trouble};

/// What a rule did in all documents together.
#[derive(Debug, Clone, Default)]
struct Use {
    read: usize,
    unread: usize,
    items: usize,
    troubles: Vec<(String, Trouble)>,
}

/// Something to be told about a rule.
#[derive(Debug)]
pub struct Remark<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The override file, as found.
    pub file: &'a std::path::Path,
    /// What.
    pub what: What,
}

/// What there is to be told.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    /// No document has this path.
    NoDocument,
    /// No item is meant by it.
    NoItem,
    /// In this document it was not applied, and why.
    Trouble(String, Trouble),
}

/// Keeps the account of one run.
#[derive(Debug)]
pub struct Ledger<'a> {
    beside: &'a Beside,
    uses: Vec<Vec<Use>>,
}

impl<'a> Ledger<'a> {
    /// An empty account.
    #[must_use]
    pub fn new(beside: &'a Beside) -> Self {
        Self { beside, uses: beside.sources.iter().map(|s| vec![Use::default(); s.rules.len()]).collect() }
    }

    /// A document was analysed.
    pub fn read(&mut self, path: &str, chosen: &Chosen, effects: &[Effect]) {
        for ((s, r), effect) in chosen.at.iter().zip(effects) {
            let one = &mut self.uses[*s][*r];
            one.read += 1;
            one.items += effect.items;
            one.troubles.extend(effect.trouble.clone().map(|t| (path.to_owned(), t)));
        }
    }

    /// A document was left as it is, or could not be read.
    pub fn unread(&mut self, chosen: &Chosen) {
        for (s, r) in &chosen.at {
            self.uses[*s][*r].unread += 1;
        }
    }

    /// What is to be told, in the order of files and lines.
    #[must_use]
    pub fn remarks(self) -> Vec<Remark<'a>> {
        let mut out = Vec::new();
        for (source, uses) in self.beside.sources.iter().zip(self.uses) {
            for (rule, one) in source.rules.iter().zip(uses) {
                let silent = one.items == 0 && one.troubles.is_empty();
                let mut tell = |what| out.push(Remark { rule, file: &source.path, what });
                if one.read + one.unread == 0 {
                    let exists = source.folder.join(&rule.path).exists() || std::path::Path::new(&rule.path).exists();
                    let glob = globset::escape(&rule.path) != rule.path;
                    if !exists && (source.walked || !glob) {
                        tell(What::NoDocument);
                    }
                } else if silent && one.unread == 0 {
                    tell(What::NoItem);
                }
                for (path, trouble) in one.troubles {
                    tell(What::Trouble(path, trouble));
                }
            }
        }
        out
    }
}
