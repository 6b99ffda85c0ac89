//! The time to turn bytes into a report, compared with only parsing the same bytes as Markdown with pulldown-cmark.
//!
//! `cargo bench --bench reading` reads a sample. With `FINDINGS_CORPUS`, it reads the reference report.
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

    let (mut report_times, mut markdown_times, mut loading_times) = (Vec::new(), Vec::new(), Vec::new());
    // The candidates take turns, so that all run under the same load.
    for _ in 0..ROUNDS {
        report_times.push(time(|| black_box(findings::read::read(black_box(&bytes), &name).unwrap())));
        markdown_times
            .push(time(|| black_box(Parser::new_ext(black_box(text), Options::ENABLE_TABLES).count())));
        let read = findings::read::read(&bytes, &name).unwrap();
        loading_times.push(time(|| black_box(findings::app::LoadedReport::new(read))));
    }
    let (report, markdown, loading) = (median(report_times), median(markdown_times), median(loading_times));
    let rate = |seconds: f64| bytes.len() as f64 / seconds / 1e6;
    println!("{name}, {} bytes, median of {ROUNDS}", bytes.len());
    println!("bytes to report    {:8.3} ms  {:7.1} MB/s", report * 1e3, rate(report));
    println!("pulldown-cmark     {:8.3} ms  {:7.1} MB/s", markdown * 1e3, rate(markdown));
    println!("ratio              {:8.2}", report / markdown);
    println!("checks, contents, rows {:8.3} ms", loading * 1e3);
    println!(
        "| A report of {} kB, from bytes to report model | `reading` | {:.2} ms, {:.0} times a bare pulldown-cmark pass |",
        bytes.len() / 1000,
        report * 1e3,
        report / markdown
    );
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
