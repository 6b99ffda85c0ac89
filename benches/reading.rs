//! Bytes to report, beside a bare pulldown-cmark pass over the same bytes.
//!
//! `cargo bench --bench reading` reads the sample; with `FINDINGS_CORPUS`, the reference report.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{hint::black_box, path::PathBuf, time::Instant};

use pulldown_cmark::{Options, Parser};

const ROUNDS: usize = 201;

fn main() {
    let reference =
        std::env::var_os("FINDINGS_CORPUS").map(|folder| PathBuf::from(folder).join("slac/york_2012.txt"));
    let sample = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/larkmoor_2009.txt"));
    let path = reference.filter(|path| path.exists()).unwrap_or(sample);
    let bytes = std::fs::read(&path).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();

    let (mut ours, mut bare, mut checked) = (Vec::new(), Vec::new(), Vec::new());
    // In turns, so that both see the same machine.
    for _ in 0..ROUNDS {
        ours.push(time(|| black_box(findings::read::read(black_box(&bytes), &name).unwrap())));
        bare.push(time(|| black_box(Parser::new_ext(black_box(text), Options::ENABLE_TABLES).count())));
        let read = findings::read::read(&bytes, &name).unwrap();
        checked.push(time(|| black_box(findings::app::Loaded::new(read))));
    }
    let (ours, bare, checked) = (median(ours), median(bare), median(checked));
    let rate = |seconds: f64| bytes.len() as f64 / seconds / 1e6;
    println!("{name}, {} bytes, median of {ROUNDS}", bytes.len());
    println!("bytes to report    {:8.3} ms  {:7.1} MB/s", ours * 1e3, rate(ours));
    println!("pulldown-cmark     {:8.3} ms  {:7.1} MB/s", bare * 1e3, rate(bare));
    println!("ratio              {:8.2}", ours / bare);
    println!("checks, tree, flow {:8.3} ms", checked * 1e3);
}

fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    drop(result);
    seconds
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
