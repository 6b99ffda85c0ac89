//! PDF file to report beside `pdftotext -layout`, as whole processes; and whether time goes with the number of pages.
//!
//! `cargo bench --bench pdf` reads made-up files of 40, 100 and 1,000 pages; with `FINDINGS_CORPUS`, a real report of
//! about 40 pages as well. Without pdftotext only our own figures are told.
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
    let made = |pages: usize| {
        let path = folder.path().join(format!("{pages}.pdf"));
        fs::write(&path, report(pages)).unwrap();
        path
    };
    let real = std::env::var_os("FINDINGS_CORPUS")
        .map(|folder| PathBuf::from(folder).join("sif/birmingham_2014_sif.pdf"));
    for path in [Some(made(40)), real.filter(|path| path.exists())].into_iter().flatten() {
        beside_pdftotext(&path);
    }
    println!();
    let mut times = Vec::new();
    for pages in [100, 1000] {
        let path = made(pages);
        let (seconds, peak) = whole(&path);
        let begun = Instant::now();
        let mut first = Duration::ZERO;
        findings::app::load(&path, None, |_| first = begun.elapsed()).unwrap();
        let all = begun.elapsed();
        println!(
            "{pages:5} pages  {:8.0} ms  peak {:4.0} MB  pages can be shown after {:.0} ms, the text after {:.0} ms",
            seconds * 1e3,
            peak,
            first.as_secs_f64() * 1e3,
            all.as_secs_f64() * 1e3,
        );
        times.push(seconds);
    }
    println!("ratio of times for ten times the pages {:6.2}", times[1] / times[0]);
}

fn beside_pdftotext(path: &Path) {
    let ours = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_findings"));
        command.arg("export").arg(path);
        command
    };
    let theirs = || {
        let mut command = Command::new("pdftotext");
        command.arg("-layout").arg(path).arg("-");
        command
    };
    let has_peer = theirs().stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let (mut own, mut peer) = (Vec::new(), Vec::new());
    // In turns, so that both see the same machine.
    for _ in 0..ROUNDS {
        own.push(run(ours()));
        if has_peer {
            peer.push(run(theirs()));
        }
    }
    let own = median(own);
    print!("{:20} findings export {:7.1} ms", path.file_name().unwrap().to_string_lossy(), own * 1e3);
    if has_peer {
        let peer = median(peer);
        print!("   pdftotext -layout {:7.1} ms   ratio {:5.2}", peer * 1e3, own / peer);
    }
    println!();
}

/// Seconds that a command takes from its start to its end.
fn run(mut command: Command) -> f64 {
    let begun = Instant::now();
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
    begun.elapsed().as_secs_f64()
}

/// Seconds of a whole process, and the most memory it held, in MB; 0 where the system does not tell.
fn whole(path: &Path) -> (f64, f64) {
    let begun = Instant::now();
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
    (begun.elapsed().as_secs_f64(), peak)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A PDF file of so many pages, each with a running head, a heading, numbered paragraphs and a page number.
fn report(pages: usize) -> Vec<u8> {
    let mut objects = vec![String::new(), String::new()];
    for font in ["Helvetica", "Helvetica-Bold"] {
        objects
            .push(format!("<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"));
    }
    let mut kids = String::new();
    for page in 0..pages {
        let content = content(page);
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
    let mut places = String::new();
    for (index, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.extend(
        format!(
            "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<< /Size {count} /Root 1 0 R >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    file
}

fn content(page: usize) -> String {
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
            let begin = if row == 0 { format!("{}. ", page * 6 + paragraph + 1) } else { String::new() };
            let words = format!(
                "{begin}The {} of the borough are seen by {} and {}, who say what {} need and when",
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
