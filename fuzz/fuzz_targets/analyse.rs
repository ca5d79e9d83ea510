//! See `tests/it/invariants.rs`, `record`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/invariants.rs"]
#[allow(dead_code)]
mod invariants;

fuzz_target!(|text: &str| { invariants::record(text); });
