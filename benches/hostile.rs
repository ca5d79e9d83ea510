//! Whether time grows with the text, and no faster, on texts that are made to be slow.
//!
//! `cargo bench --bench hostile` analyses one and four megabytes of every kind of `tests/it/hostile.rs` and prints MB/s and how many times
//! longer four take than one: about 4 where time is linear, 16 where it is quadratic. Words after `--` choose kinds by name, a number
//! gives the size in kilobytes in place of 1024, and a file gives its lines in place of the kinds, each repeated to that size.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

#[path = "../tests/it/hostile.rs"]
mod hostile;

/// Seconds that this thread has worked, where the system tells (Linux): other programs on the machine do not count. Else seconds gone by.
fn worked(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|s| s.split(' ').next().and_then(|n| n.parse::<f64>().ok()));
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |n| n / 1e9)
}

fn seconds(text: &str) -> f64 {
    let start = Instant::now();
    let before = worked(start);
    black_box(vanthu::pipeline::analyse("hostile.md", black_box(text.as_bytes())));
    worked(start) - before
}

fn row(name: &str, one: &str, four: &str) {
    let (a, b) = (seconds(one), seconds(four));
    // too short to be compared
    let ratio = if a < 0.02 { "–".to_owned() } else { format!("{:.1}", b / a) };
    println!("| `{}` | {:.1} | {ratio} |", name.replace('|', "\\|"), four.len() as f64 / 1e6 / b.max(1e-3));
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let kilobytes = words.iter().find_map(|w| w.parse().ok()).unwrap_or(1024_usize);
    let names: Vec<&String> = words.iter().filter(|w| w.parse::<usize>().is_err()).collect();
    // tables are read once, before anything is measured
    seconds("Thực hiện Kế hoạch số 41-KH/QU ngày 02/3/2022 của UBND quận Tây Hồ, phấn đấu đạt 90%.");
    println!("| kind | MB/s | 4 × |");
    println!("|---|---|---|");
    for file in names.iter().filter_map(|n| std::fs::read_to_string(n).ok()) {
        for line in file.split_inclusive('\n').filter(|l| l.trim().len() > 3) {
            let text = |bytes: usize| line.repeat(bytes / line.len() + 1);
            row(line.trim(), &text(kilobytes * 1024), &text(kilobytes * 4096));
        }
    }
    let files = names.iter().any(|n| std::path::Path::new(n).is_file());
    for kind in hostile::KINDS.iter().filter(|k| !files && (names.is_empty() || names.iter().any(|n| k.name.contains(n.as_str())))) {
        row(kind.name, &kind.text(kilobytes * 1024), &kind.text(kilobytes * 4096));
    }
}
