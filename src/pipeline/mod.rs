//! Many files at once: walk, read, extract, link.

mod analyse;

pub use analyse::analyse;
