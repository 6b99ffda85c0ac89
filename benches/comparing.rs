//! The time to compare two reports, and whole processes beside `git diff --no-index --word-diff` on the same texts.
//!
//! `cargo bench --bench comparing` compares the samples and generated reports. With `FINDINGS_CORPUS`, it also compares
//! the reference report with an edited copy.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fmt::Write as _,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use findings::{analysis::compare::compare, read};

const ROUNDS: usize = 31;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let samples_time = time_comparison(
        "the samples, from two years",
        &samples.join("larkmoor_2009.txt"),
        &samples.join("larkmoor_2012.md"),
    );
    let reference =
        std::env::var_os("FINDINGS_CORPUS").map(|corpus| PathBuf::from(corpus).join("slac/york_2012.txt"));
    if let Some(reference) = reference.filter(|path| path.exists()) {
        let edited = folder.path().join("edited.txt");
        fs::write(&edited, fs::read_to_string(&reference).unwrap().replace(" effective ", " able ")).unwrap();
        time_comparison("the reference report and an edited copy", &reference, &edited);
        let _ = time_beside_git(&reference, &edited);
    }
    let (mut times, mut git_ratio) = (Vec::new(), 0.0);
    for paragraphs in [1_000, 10_000] {
        let files = ["left", "right"].map(|side| {
            let path = folder.path().join(format!("{side}{paragraphs}.txt"));
            fs::write(&path, generate_report(paragraphs, side == "right")).unwrap();
            path
        });
        times.push(time_comparison(&format!("generated, {paragraphs} paragraphs"), &files[0], &files[1]));
        git_ratio = time_beside_git(&files[0], &files[1]);
    }
    time_word_changes();
    println!("time ratio for ten times the paragraphs {:6.2}", times[1] / times[0]);
    println!(
        "| Comparing two reports of 74 and 160 paragraphs; of 10,000 | `comparing` | {:.0} ms; {:.0} ms, {:.0} times \
         that of 1,000; the whole process takes {git_ratio:.1} times `git diff --word-diff` |",
        samples_time * 1e3,
        times[1] * 1e3,
        times[1] / times[0]
    );
}

/// Times the word changes of one paragraph, beside `similar` on the same words.
fn time_word_changes() {
    let text = generate_report(40, false);
    let paragraph: Vec<&str> = text.lines().filter(|line| line.len() > 200).take(4).collect();
    let left = paragraph.join(" ");
    let right = left.replace("word1", "other1").replace("word22", "");
    let median = |work: &dyn Fn() -> usize| {
        let mut figures: Vec<f64> = (0..201)
            .map(|_| {
                let start = Instant::now();
                black_box(work());
                start.elapsed().as_secs_f64()
            })
            .collect();
        figures.sort_by(f64::total_cmp);
        figures[100] * 1e6
    };
    let ours = median(&|| findings::analysis::compare::word_changes(&left, &right).0.len());
    let theirs = median(&|| similar::TextDiff::from_words(&left, &right).ops().len());
    println!("words of one paragraph: imara-diff {ours:.0} µs, similar {theirs:.0} µs");
}

/// Returns the median time in seconds to compare two reports, without reading them.
fn time_comparison(name: &str, left: &Path, right: &Path) -> f64 {
    let report = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy();
        read::read(&fs::read(path).unwrap(), &name).unwrap().report
    };
    let (left, right) = (report(left), report(right));
    let mut figures: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(compare(black_box(&left), black_box(&right)));
            start.elapsed().as_secs_f64()
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    let median = figures[ROUNDS / 2];
    let changes = compare(&left, &right).changes.len();
    println!("{name:40} {:8.2} ms  {changes} changes", median * 1e3);
    median
}

/// Prints the time of a whole process, beside that of git. Returns the ratio of the two.
fn time_beside_git(left: &Path, right: &Path) -> f64 {
    let our_command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_findings"));
        command.arg("compare").args([left, right]).args(["--format", "json"]);
        command
    };
    let their_command = || {
        let mut command = Command::new("git");
        command.args(["diff", "--no-index", "--word-diff"]).args([left, right]);
        command
    };
    let time = |mut command: Command| {
        let start = Instant::now();
        command.stdout(Stdio::null()).status().unwrap();
        start.elapsed().as_secs_f64()
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The programs take turns, so that both run under the same load.
    for _ in 0..9 {
        ours.push(time(our_command()));
        theirs.push(time(their_command()));
    }
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    let (ours, theirs) = (ours[4], theirs[4]);
    println!(
        "{:40} {:8.2} ms  git diff --word-diff {:8.2} ms  ratio {:5.2}",
        "  whole process, including reading",
        ours * 1e3,
        theirs * 1e3,
        ours / theirs
    );
    ours / theirs
}

/// Returns a report with this many paragraphs. If `is_edited` is true, every 20th paragraph has one other word and
/// every 50th is missing.
fn generate_report(paragraphs: usize, is_edited: bool) -> String {
    let mut text = "Inspection of safeguarding and looked after children services\n\nOtterby\n\nPublished: 3 May 2012\n\n\
                    About this inspection\n\n"
        .to_owned();
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 40
    };
    let mut number = 0;
    for paragraph in 0..paragraphs {
        let mut words: Vec<String> = (0..60).map(|_| format!("word{}", random() % 5000)).collect();
        if is_edited && paragraph % 50 == 7 {
            continue;
        }
        if is_edited && paragraph % 20 == 3 {
            words[30] = "another".to_owned();
        }
        number += 1;
        write!(text, "{number}. {}.\n\n", words.join(" ")).unwrap();
    }
    text
}
