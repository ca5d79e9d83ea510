//! Plain types: what a document is and what can be found in one. No logic beyond small helpers, no input or output.
//!
//! | type | is |
//! |---|---|
//! | [`Span`] | a byte range of the source text |
//! | [`Header`] | what the document says of itself: number, issuer, date, signer |
//! | [`Reference`] | a mention of another document |
//! | [`DateMention`], [`Percentage`], [`Quantity`] | values found in the text |
//! | [`Target`] | a commitment (chỉ tiêu, nhiệm vụ có thời hạn), or a result of the same shape |
//! | [`Finding`] | what a careful reader would remark |
//! | [`Override`], [`Suppressed`] | what a person said against what the program read |
//! | [`Problem`] | why something could not be taken in |

mod finding;
mod header;
mod mention;
mod overriding;
mod problem;
mod reference;
mod span;
mod target;

pub use finding::{Finding, Severity};
pub use header::{Annex, Arrival, Form, Header, Signer};
pub use mention::{Comparator, DateMention, DateRole, Percentage, Precision, Quantity, ShareRole};
pub use overriding::{ItemKind, Override, OverrideAction, Suppressed};
pub use problem::{Problem, ProblemCode};
pub use reference::{IssuerBasis, Provision, RefKind, Reference, Relation, Repair};
pub use span::Span;
pub use target::{Bound, Modality, Recount, Target};
