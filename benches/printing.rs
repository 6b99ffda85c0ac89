//! The time from a report that was read to the PDF of its summary.
//!
//! `cargo bench --bench printing` uses a sample. With `FINDINGS_CORPUS`, it uses the reference report of the same
//! family.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{path::PathBuf, time::Instant};

use findings::{
    analysis,
    output::printout::{self, Baseline, PrintOptions, Printable},
    read,
    report::{Report, Warning},
};

const RUNS: usize = 25;

fn open_report(path: &PathBuf) -> (Report, Vec<Warning>) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let read = read::read(&std::fs::read(path).unwrap(), &name).unwrap();
    let warnings = read
        .warnings
        .into_iter()
        .chain(analysis::run_checks(&read.report, &analysis::abbreviations(&read.report)))
        .collect();
    (read.report, warnings)
}

/// Prints the median, shortest and longest time of the runs in milliseconds, and the size that `run` returns. Returns the
/// median.
fn measure_run(name: &str, mut run: impl FnMut() -> usize) -> f64 {
    let mut times = Vec::with_capacity(RUNS);
    let mut size = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        size = run();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let (shortest, median, longest) = (times[0], times[RUNS / 2], times[RUNS - 1]);
    println!("{name:<52} {median:6.1} ms ({shortest:.1} to {longest:.1}), size {size}");
    median
}

fn main() {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let samples =
        ["larkmoor_2009.txt", "larkmoor_2012.md"].map(|name| project.join("assets/samples").join(name));
    let corpus = std::env::var_os("FINDINGS_CORPUS").map(PathBuf::from);
    let path = corpus.map_or(samples[1].clone(), |folder| folder.join("slac/york_2012.txt"));
    let (report, warnings) = open_report(&path);
    let subject = Printable::Report(&report, &warnings, None);
    let today = printout::today();
    let choice = PrintOptions::default();
    measure_run("summary: report to pages", || printout::typeset_printout(subject, &choice, today).count());
    let summary = measure_run("summary: report to PDF", || {
        printout::typeset_printout(subject, &choice, today).to_pdf().unwrap().len()
    });
    let large = PrintOptions { is_large_print: true, ..choice };
    measure_run("summary in large print: report to PDF", || {
        printout::typeset_printout(subject, &large, today).to_pdf().unwrap().len()
    });
    let (earlier, later) = (open_report(&samples[0]).0, open_report(&samples[1]));
    let comparison = analysis::compare(&earlier, &later.0);
    let before = Baseline { report: &earlier, comparison: &comparison };
    let since = Printable::Report(&later.0, &later.1, Some(before));
    measure_run("summary with changes: two reports to PDF", || {
        printout::typeset_printout(since, &choice, today).to_pdf().unwrap().len()
    });
    let both = Printable::Comparison(&earlier, &later.0, &comparison);
    let sheet = measure_run("comparison: two reports to PDF", || {
        printout::typeset_printout(both, &choice, today).to_pdf().unwrap().len()
    });
    println!(
        "| A report to the PDF of its summary; two reports to their comparison sheet | `printing` | {summary:.0} ms; {sheet:.0} ms |"
    );
}
