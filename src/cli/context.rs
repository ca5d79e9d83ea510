//! [`Context`]: what every command is given: where to print, in which language, which index.

use std::io::Write;
use std::path::PathBuf;

use super::args::{Common, LangArg};
use super::fail::Fail;
use super::messages::{Lang, Message};
use crate::export::Style;
use crate::index::folder::Folder;
use crate::query::{Archive, View};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Found, done.
    Found = 0,
    /// Nothing found.
    Nothing = 1,
    /// An error, or a file that could not be taken in.
    Error = 2,
}

impl Exit {
    /// [`Exit::Found`] if there is anything.
    #[must_use]
    pub const fn found(any: bool) -> Self {
        if any { Self::Found } else { Self::Nothing }
    }
}

/// What a command is given.
pub struct Context<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Everything else.
    pub err: &'a mut dyn Write,
    /// Whether data goes to a terminal.
    pub terminal: bool,
    /// How tables look.
    pub style: Style,
    /// Language of messages.
    pub lang: Lang,
    /// Errors only.
    pub quiet: bool,
    /// Say more.
    pub verbose: bool,
    /// The index folder.
    pub folder: Folder,
}

impl<'a> Context<'a> {
    pub(super) fn new(common: &Common, out: &'a mut dyn Write, err: &'a mut dyn Write, terminal: bool, colour: bool) -> Self {
        let lang = match common.lang {
            Some(LangArg::En) => Lang::English,
            Some(LangArg::Vi) => Lang::Vietnamese,
            None => Lang::of_environment(),
        };
        let width = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|w| (40..=400).contains(w) && terminal).unwrap_or(80);
        let folder = Folder::at(common.index.clone().unwrap_or_else(|| PathBuf::from(".vanthu")));
        Self {
            out,
            err,
            terminal,
            style: Style { width, colour, lang, terminal },
            lang,
            quiet: common.quiet,
            verbose: common.verbose > 0,
            folder,
        }
    }

    /// Says something that is no data.
    pub fn say(&mut self, message: &Message<'_>) {
        if !self.quiet {
            self.warn(message);
        }
    }

    /// Says something even when quiet. A closed stderr is no reason to stop.
    pub fn warn(&mut self, message: &Message<'_>) {
        let text = crate::export::table::harmless(&message.text(self.lang));
        let _ = writeln!(self.err, "vanthu: {text}");
    }

    /// Says why the command stopped.
    pub fn report(&mut self, fail: &Fail) {
        self.warn(&Message::Stopped(fail));
        let advice = Message::advice(fail);
        if let Some(advice) = advice {
            self.warn(&advice);
        }
    }

    /// Opens the index for questions.
    ///
    /// # Errors
    /// Where there is none or it cannot be used.
    pub fn view(&self) -> Result<View, Fail> {
        Ok(Archive::open(&self.folder)?.view())
    }
}
