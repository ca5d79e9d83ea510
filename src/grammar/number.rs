//! Document numbers (số và ký hiệu).

/// A number of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    /// Serial as written, padded to two digits.
    pub serial: String,
    /// Year inside the number.
    pub year: Option<u16>,
    /// Canonical type abbreviation.
    pub type_symbol: Option<String>,
    /// Organ part.
    pub organ: String,
}

impl DocumentNumber {
    /// Reads a number as a person types it: `41-kh/qu`, `41KH QU`, `59/2019/nd-cp`.
    #[must_use]
    pub fn parse_loose(text: &str) -> Option<Self> {
        let _ = text;
        None
    }

    /// Canonical form (`06-CTr/QU`).
    #[must_use]
    pub fn canonical(&self) -> String {
        String::new()
    }

    /// Serial without leading zeros, lower case, with the year inside the number: [`crate::link::identity::Key::block`].
    #[must_use]
    pub fn block(&self) -> String {
        String::new()
    }
}
