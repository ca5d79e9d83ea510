//! Whether time grows with the text, and no faster, on texts that are made to be slow.
//!
//! `cargo bench --bench hostile` analyses one and four megabytes of every kind of `tests/it/hostile.rs` and prints MB/s and how many times
//! longer four take than one: about 4 where time is linear, 16 where it is quadratic. Words after `--` choose kinds by name, a number
//! gives the size in kilobytes in place of 1024.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

#[path = "../tests/it/hostile.rs"]
mod hostile;

fn seconds(text: &str) -> f64 {
    let start = Instant::now();
    black_box(vanthu::pipeline::analyse("hostile.md", black_box(text.as_bytes())));
    start.elapsed().as_secs_f64()
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let kilobytes = words.iter().find_map(|w| w.parse().ok()).unwrap_or(1024_usize);
    let names: Vec<&String> = words.iter().filter(|w| w.parse::<usize>().is_err()).collect();
    // tables are read once, before anything is measured
    seconds("Thực hiện Kế hoạch số 41-KH/QU ngày 02/3/2022 của UBND quận Tây Hồ, phấn đấu đạt 90%.");
    println!("| kind | MB/s | 4 × |");
    println!("|---|---|---|");
    for kind in hostile::KINDS.iter().filter(|k| names.is_empty() || names.iter().any(|n| k.name.contains(n.as_str()))) {
        let (one, four) = (kind.text(kilobytes * 1024), kind.text(kilobytes * 4096));
        let (a, b) = (seconds(&one), seconds(&four));
        println!("| `{}` | {:.1} | {:.1} |", kind.name.replace('|', "\\|"), one.len() as f64 / 1e6 / a, b / a);
    }
}
