//! See `tests/it/invariants.rs`, `gold`. The input is labels, a zero byte, and the document they are about.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/invariants.rs"]
#[allow(dead_code)]
mod invariants;

fuzz_target!(|bytes: &[u8]| {
    let (labels, text) = bytes.split_at(bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len()));
    invariants::gold(labels, std::str::from_utf8(text.get(1..).unwrap_or_default()).unwrap_or_default());
});
