//! The command line from outside: one binary, one module for each theme. `support` makes folders of documents and runs the program.

mod accuracy;
mod answers;
mod bad_input;
mod cases;
mod codebook;
mod diff;
mod figures;
mod headers;
mod hostile;
mod incremental;
mod invariants;
mod issuers;
mod laws;
mod near;
mod output;
mod overrides;
mod parts;
mod property;
mod search;
mod spellings;
mod support;
mod targets;
mod tasks;
mod tidy;
mod vectors;
