//! The time to read a PDF file, as a whole process beside `pdftotext -layout`, and its growth with the number of pages.
//!
//! `cargo bench --bench pdf` reads generated files of 40, 100 and 1,000 pages. With `FINDINGS_CORPUS`, it also reads a
//! real report of about 40 pages. If pdftotext is not installed, only our own figures are printed.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fmt::Write as _,
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
        fs::write(&path, generate_pdf(pages)).unwrap();
        path
    };
    let real = std::env::var_os("FINDINGS_CORPUS")
        .map(|folder| PathBuf::from(folder).join("sif/birmingham_2014_sif.pdf"));
    for path in [Some(write_pdf(40)), real.filter(|path| path.exists())].into_iter().flatten() {
        time_beside_pdftotext(&path);
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
        times.push(seconds);
    }
    println!("time ratio for ten times the pages {:6.2}", times[1] / times[0]);
}

/// Prints the time to export a file as JSON, beside that of pdftotext and of the export as Markdown, which computes no
/// findings.
fn time_beside_pdftotext(path: &Path) {
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
    print!("{:20} findings export {:7.1} ms", path.file_name().unwrap().to_string_lossy(), ours * 1e3);
    print!("   as Markdown {:7.1} ms   ratio {:5.2}", markdown * 1e3, ours / markdown);
    if has_pdftotext {
        let theirs = median(theirs);
        print!("   pdftotext -layout {:7.1} ms   ratio {:5.2}", theirs * 1e3, ours / theirs);
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

/// Returns a PDF file with this many pages, each with a running head, a heading, numbered paragraphs and a page number.
fn generate_pdf(pages: usize) -> Vec<u8> {
    let mut objects = vec![String::new(), String::new()];
    for font in ["Helvetica", "Helvetica-Bold"] {
        objects
            .push(format!("<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"));
    }
    let mut kids = String::new();
    for page in 0..pages {
        let content = page_content(page);
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ));
        write!(kids, "{} 0 R ", objects.len()).unwrap();
    }
    "<< /Type /Catalog /Pages 2 0 R >>".clone_into(&mut objects[0]);
    objects[1] = format!("<< /Type /Pages /Count {pages} /Kids [{kids}] >>");
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = String::new();
    for (index, object) in objects.iter().enumerate() {
        writeln!(offsets, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.extend(
        format!(
            "xref\n0 {count}\n0000000000 65535 f \n{offsets}trailer\n<< /Size {count} /Root 1 0 R >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    file
}

/// Returns the content stream of a page, counted from 0.
fn page_content(page: usize) -> String {
    const WORDS: [&str; 8] =
        ["plans", "visits", "children", "staff", "leaders", "records", "families", "reviews"];
    let mut out = String::new();
    let mut line = |x: f32, y: f32, font: &str, size: u8, words: &str| {
        writeln!(out, "BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET").unwrap();
    };
    line(56.0, 800.0, "F1", 9, "Inspection of services for children in Otterby");
    line(300.0, 30.0, "F1", 9, &(page + 1).to_string());
    line(56.0, 770.0, "F2", 16, &format!("Part {} of the inspection", page + 1));
    let mut y = 745.0;
    for paragraph in 0..6 {
        for row in 0..6 {
            let word = |offset: usize| WORDS[(page * 7 + paragraph * 3 + row * 5 + offset) % WORDS.len()];
            let number = if row == 0 { format!("{}. ", page * 6 + paragraph + 1) } else { String::new() };
            let words = format!(
                "{number}The {} of the borough are seen by {} and {}, who say what {} need and when",
                word(0),
                word(1),
                word(2),
                word(3)
            );
            line(56.0, y, "F1", 11, &words);
            y -= 15.0;
        }
        y -= 12.0;
    }
    out
}
