//! References to keys: which document each mention means, and facts that contradict each other.
//!
//! | file | does |
//! |---|---|
//! | [`identity`] | [`identity::Key`]: what names a document, and whether two keys may name the same one |
//! | [`register`] | what a symbol says of the issuer; the key of a number |
//! | [`short`] | keys of documents named by type and serial alone |
//! | [`succession`] | territories that went on in others |
//! | [`within`] | issuers and links inside one document |
//! | [`period`] | bodies that did not exist on a day |
//! | [`findings`] | what a careful reader would remark |

pub mod findings;
pub mod identity;
pub mod period;
pub mod register;
pub mod short;
pub mod succession;
pub mod within;
