//! [`Pen`]: elements of an SVG, with everything escaped.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use crate::export::table::one_line;

/// What an attribute may be.
pub(super) enum Value<'a> {
    /// Words.
    Word(&'a str),
    /// Pixels, written to a tenth.
    Px(f64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(word: &'a str) -> Self {
        Self::Word(word)
    }
}

impl From<f64> for Value<'_> {
    fn from(px: f64) -> Self {
        Self::Px(px)
    }
}

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, Value<'a>)];

/// Writes elements.
pub(super) struct Pen(Writer<Vec<u8>>);

impl Pen {
    /// An empty sheet.
    pub fn new() -> Self {
        Self(Writer::new_with_indent(Vec::new(), b' ', 1))
    }

    /// The finished picture.
    pub fn finish(self) -> io::Result<String> {
        let mut out = String::from_utf8(self.0.into_inner()).map_err(io::Error::other)?;
        out.push('\n');
        Ok(out)
    }

    /// An element without content.
    pub fn mark(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with words.
    pub fn words(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))?;
        self.0.write_event(Event::Text(BytesText::new(&clean(text))))?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element around what `inside` draws.
    pub fn around(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        match value {
            Value::Word(word) => element.push_attribute((*key, clean(word).as_str())),
            Value::Px(px) => element.push_attribute((*key, ((px * 10.0).round() / 10.0).to_string().as_str())),
        }
    }
    element
}

/// One line without what XML cannot hold.
pub(super) fn clean(text: &str) -> String {
    one_line(text).replace(['\u{fffe}', '\u{ffff}'], "")
}
