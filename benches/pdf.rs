//! The time to read a PDF file, as a whole process beside `pdftotext -layout`, and its growth with the number of pages.
//!
//! `cargo bench --bench pdf` reads generated files of 40, 100 and 1,000 pages. With `FINDINGS_CORPUS`, it also reads a
//! real report of about 40 pages. If pdftotext is not installed, only our own figures are printed.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/generated_pdf.rs"]
mod generated_pdf;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 15;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let write_pdf = |pages: usize| {
        let path = folder.path().join(format!("{pages}.pdf"));
        fs::write(&path, generated_pdf::generate_pdf(pages)).unwrap();
        path
    };
    let real = std::env::var_os("FINDINGS_CORPUS")
        .map(|folder| PathBuf::from(folder).join("sif/birmingham_2014_sif.pdf"));
    time_beside_pdftotext("A generated PDF report", &write_pdf(40));
    if let Some(real) = real.filter(|path| path.exists()) {
        time_beside_pdftotext("A real PDF report", &real);
    }
    println!();
    let mut times = Vec::new();
    for pages in [100, 1000] {
        let path = write_pdf(pages);
        let (seconds, peak) = time_and_memory(&path);
        let start = Instant::now();
        let mut first = Duration::ZERO;
        findings::app::load_report(&path, None, |_| first = start.elapsed()).unwrap();
        let all = start.elapsed();
        println!(
            "{pages:5} pages  {:8.0} ms  peak {:4.0} MB  pages ready after {:.0} ms, text after {:.0} ms",
            seconds * 1e3,
            peak,
            first.as_secs_f64() * 1e3,
            all.as_secs_f64() * 1e3,
        );
        if pages == 1000 {
            println!(
                "| A PDF of 1,000 pages to JSON, whole process | `pdf` | {seconds:.1} s, {:.1} times that of 100 pages; \
                 {peak:.0} MB; the pages can be shown after {:.0} ms |",
                seconds / times[0],
                first.as_secs_f64() * 1e3
            );
        }
        times.push(seconds);
    }
    println!("time ratio for ten times the pages {:6.2}", times[1] / times[0]);
}

/// Prints the time to export a file as JSON, beside that of pdftotext and of the export as Markdown, which computes no
/// findings.
fn time_beside_pdftotext(name: &str, path: &Path) {
    let pages = findings::app::load_report(path, None, |_| {}).unwrap().report.pages.len();
    let our_command = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_findings"));
        command.arg("export").arg(path).args(["--format", format]);
        command
    };
    let their_command = || {
        let mut command = Command::new("pdftotext");
        command.arg("-layout").arg(path).arg("-");
        command
    };
    let has_pdftotext = their_command().stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let (mut ours, mut markdown, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    // The programs take turns, so that both run under the same load.
    for _ in 0..ROUNDS {
        ours.push(time_process(our_command("json")));
        markdown.push(time_process(our_command("md")));
        if has_pdftotext {
            theirs.push(time_process(their_command()));
        }
    }
    let (ours, markdown) = (median(ours), median(markdown));
    print!("{name} of {pages} pages: findings export {:7.1} ms", ours * 1e3);
    print!("   as Markdown {:7.1} ms   ratio {:5.2}", markdown * 1e3, ours / markdown);
    if has_pdftotext {
        let theirs = median(theirs);
        print!("   pdftotext -layout {:7.1} ms   ratio {:5.2}", theirs * 1e3, ours / theirs);
        print!(
            "\n| {name} of {pages} pages to JSON, whole process | `pdf` | {:.0} ms, {:.2} times `pdftotext -layout` |",
            ours * 1e3,
            ours / theirs
        );
    }
    println!();
}

/// Returns the time in seconds from the start to the end of a command.
fn time_process(mut command: Command) -> f64 {
    let start = Instant::now();
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
    start.elapsed().as_secs_f64()
}

/// Returns the time of a whole process in seconds and its peak memory in MB, which is 0 on systems without `/proc`.
fn time_and_memory(path: &Path) -> (f64, f64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_findings"))
        .arg("export")
        .arg(path)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0.0) / 1024.0);
        std::thread::yield_now();
    }
    (start.elapsed().as_secs_f64(), peak)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
