//! The time to export many reports as JSON in one call, on one thread and on two, beside `mutool draw -F txt` run two at
//! a time on the same files.
//!
//! `cargo bench --bench many_files` uses copies of a generated PDF. With `FINDINGS_CORPUS`, it uses the real PDF files. If
//! mutool is not installed, only our own figures are printed.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/generated_pdf.rs"]
mod generated_pdf;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

const ROUNDS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let files = match std::env::var_os("FINDINGS_CORPUS") {
        Some(corpus) => real_pdf_files(Path::new(&corpus)),
        None => generated_files(folder.path()),
    };
    let export = |jobs: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_findings"));
        command.args(["export", "--format", "json", "--force", "-j", jobs, "--out"]);
        command.arg(folder.path().join("out")).args(&files);
        command
    };
    let has_mutool = Command::new("mutool").arg("-v").stderr(Stdio::null()).status().is_ok();
    let (mut one, mut two, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    // The candidates take turns, so that all run under the same load.
    for _ in 0..ROUNDS {
        one.push(time(|| run(export("1"))));
        two.push(time(|| run(export("2"))));
        if has_mutool {
            theirs.push(time(|| draw_two_at_a_time(&files)));
        }
    }
    let (one, two) = (median(one), median(two));
    println!("{} files: -j 1 {one:.2} s, -j 2 {two:.2} s, scaling {:.2}", files.len(), one / two);
    let mut result = format!("{two:.1} s, {:.2} times faster than on one thread", one / two);
    if has_mutool {
        let theirs = median(theirs);
        println!("mutool draw -F txt, two at a time: {theirs:.2} s, ratio {:.2}", two / theirs);
        result.push_str(&format!("; {:.2} times `mutool draw -F txt`, two at a time", two / theirs));
    }
    println!("| {} PDF reports to JSON in one call, on two threads | `many_files` | {result} |", files.len());
}

/// Returns the PDF files in a folder and the folders in it that both programs can read.
fn real_pdf_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("damaged") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "pdf") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Writes copies of a generated report of 20 pages, and returns their paths.
fn generated_files(folder: &Path) -> Vec<PathBuf> {
    let pdf = generated_pdf::generate_pdf(20);
    let write = |number: usize| {
        let path = folder.join(format!("{number}.pdf"));
        fs::write(&path, &pdf).unwrap();
        path
    };
    (0..100).map(write).collect()
}

/// Runs a command to its end. Some real files cannot be read, so its exit code does not matter.
fn run(mut command: Command) {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
}

/// Extracts the text of all files with mutool, in two processes at a time.
fn draw_two_at_a_time(files: &[PathBuf]) {
    let draw = |first: usize| {
        for file in files.iter().skip(first).step_by(2) {
            let mut command = Command::new("mutool");
            command.args(["draw", "-q", "-F", "txt"]).arg(file);
            run(command);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| draw(1));
        draw(0);
    });
}

/// Returns the time of some work in seconds.
fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
