//! Rates of reading and extraction over the project's own documents, beside the limit of this machine in the same run.
//!
//! `cargo bench` prints bytes a second; what counts is the ratio between rows, not the figure of one run.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The documents of `corpora/`, repeated to about a megabyte.
fn documents() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let mut out = Vec::new();
    for folder in ["trung-uong", "ha-noi", "hai-phong", "nghe-an", "bao-chi"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        out.extend(paths.iter().filter_map(|p| std::fs::read_to_string(p).ok()));
    }
    out
}

fn size(documents: &[String]) -> BytesCount {
    BytesCount::new(documents.iter().map(String::len).sum::<usize>())
}

/// The limit: looking at every byte for the anchors of numbers and percentages.
#[divan::bench]
fn limit_memchr3(bencher: Bencher) {
    let docs = documents();
    bencher
        .counter(size(&docs))
        .bench_local(|| docs.iter().map(|d| memchr::memchr3_iter(b'/', b'-', b'%', black_box(d.as_bytes())).count()).sum::<usize>());
}

/// Normalised text with its map and blocks.
#[divan::bench]
fn flow_and_blocks(bencher: Bencher) {
    let docs = documents();
    bencher.counter(size(&docs)).bench_local(|| docs.iter().map(|d| vanthu::text::Doc::new(black_box(d)).blocks.len()).sum::<usize>());
}

/// Dates alone.
#[divan::bench]
fn dates(bencher: Bencher) {
    let docs = documents();
    bencher.counter(size(&docs)).bench_local(|| docs.iter().map(|d| vanthu::grammar::date::find(black_box(d)).len()).sum::<usize>());
}

/// A regular expression for State and Party numbers over the same text, as a peer.
#[divan::bench]
fn peer_regex_numbers(bencher: Bencher) {
    let docs = documents();
    let Ok(number) =
        regex::Regex::new(r"[0-9]{1,5}(?:/(?:(?:19|20)[0-9]{2}/)?[A-ZĐ][A-Za-zĐđ]*-[A-ZĐ][A-Za-zĐđ]*|-[A-ZĐ][A-Za-zĐđ]*/[A-ZĐ]+)")
    else {
        return;
    };
    bencher.counter(size(&docs)).bench_local(|| docs.iter().map(|d| number.find_iter(black_box(d)).count()).sum::<usize>());
}

/// The whole record.
#[divan::bench]
fn whole_record(bencher: Bencher) {
    let docs = documents();
    bencher
        .counter(size(&docs))
        .bench_local(|| docs.iter().map(|d| vanthu::pipeline::analyse("bench.md", black_box(d.as_bytes())).len()).sum::<usize>());
}
