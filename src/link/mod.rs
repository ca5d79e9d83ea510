//! References to keys: which document each mention means, and facts that contradict each other.

pub mod identity;
