//! Two reports held against one another; beside `git diff --no-index --word-diff` on the same texts, as whole processes.
//!
//! `cargo bench --bench comparing` compares the samples and made-up reports; with `FINDINGS_CORPUS`, the reference
//! report with an edited copy as well.
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
    within(
        "the samples, of two years",
        &samples.join("larkmoor_2009.txt"),
        &samples.join("larkmoor_2012.md"),
    );
    let reference =
        std::env::var_os("FINDINGS_CORPUS").map(|corpus| PathBuf::from(corpus).join("slac/york_2012.txt"));
    if let Some(reference) = reference.filter(|path| path.exists()) {
        let edited = folder.path().join("edited.txt");
        fs::write(&edited, fs::read_to_string(&reference).unwrap().replace(" effective ", " able ")).unwrap();
        within("the reference with words edited", &reference, &edited);
        beside_git(&reference, &edited);
    }
    let mut times = Vec::new();
    for paragraphs in [1_000, 10_000] {
        let files = ["left", "right"].map(|side| {
            let path = folder.path().join(format!("{side}{paragraphs}.txt"));
            fs::write(&path, made(paragraphs, side == "right")).unwrap();
            path
        });
        times.push(within(&format!("made up, {paragraphs} paragraphs"), &files[0], &files[1]));
        beside_git(&files[0], &files[1]);
    }
    word_level();
    println!("ratio of times for ten times the paragraphs {:6.2}", times[1] / times[0]);
}

/// The words of a paragraph that changed, beside `similar` on the same words.
fn word_level() {
    let text = made(40, false);
    let paragraph: Vec<&str> = text.lines().filter(|line| line.len() > 200).take(4).collect();
    let left = paragraph.join(" ");
    let right = left.replace("word1", "other1").replace("word22", "");
    let median = |work: &dyn Fn() -> usize| {
        let mut figures: Vec<f64> = (0..201)
            .map(|_| {
                let begun = Instant::now();
                black_box(work());
                begun.elapsed().as_secs_f64()
            })
            .collect();
        figures.sort_by(f64::total_cmp);
        figures[100] * 1e6
    };
    let ours = median(&|| findings::analysis::compare::word_changes(&left, &right).0.len());
    let theirs = median(&|| similar::TextDiff::from_words(&left, &right).ops().len());
    println!("words of one paragraph: imara-diff {ours:.0} µs, similar {theirs:.0} µs");
}

/// Seconds to compare two reports that are read.
fn within(name: &str, left: &Path, right: &Path) -> f64 {
    let report = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy();
        read::read(&fs::read(path).unwrap(), &name).unwrap().report
    };
    let (left, right) = (report(left), report(right));
    let mut figures: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            black_box(compare(black_box(&left), black_box(&right)));
            begun.elapsed().as_secs_f64()
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    let median = figures[ROUNDS / 2];
    let changes = compare(&left, &right).changes.len();
    println!("{name:40} {:8.2} ms  {changes} changes", median * 1e3);
    median
}

fn beside_git(left: &Path, right: &Path) {
    let ours = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_findings"));
        command.arg("compare").args([left, right]).args(["--format", "json"]);
        command
    };
    let theirs = || {
        let mut command = Command::new("git");
        command.args(["diff", "--no-index", "--word-diff"]).args([left, right]);
        command
    };
    let time = |mut command: Command| {
        let begun = Instant::now();
        command.stdout(Stdio::null()).status().unwrap();
        begun.elapsed().as_secs_f64()
    };
    let (mut own, mut peer) = (Vec::new(), Vec::new());
    // In turns, so that both see the same machine.
    for _ in 0..9 {
        own.push(time(ours()));
        peer.push(time(theirs()));
    }
    own.sort_by(f64::total_cmp);
    peer.sort_by(f64::total_cmp);
    let (own, peer) = (own[4], peer[4]);
    println!(
        "{:40} {:8.2} ms  git diff --word-diff {:8.2} ms  ratio {:5.2}",
        "  whole process, reading included",
        own * 1e3,
        peer * 1e3,
        own / peer
    );
}

/// A report of so many paragraphs; with `edited`, every twentieth has another word and every fiftieth is left out.
fn made(paragraphs: usize, edited: bool) -> String {
    let mut text = "Inspection of safeguarding and looked after children services\n\nOtterby\n\nPublished: 3 May 2012\n\n\
                    About this inspection\n\n"
        .to_owned();
    let mut dice = 1_u64;
    let mut roll = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        dice >> 40
    };
    let mut number = 0;
    for paragraph in 0..paragraphs {
        let mut words: Vec<String> = (0..60).map(|_| format!("word{}", roll() % 5000)).collect();
        if edited && paragraph % 50 == 7 {
            continue;
        }
        if edited && paragraph % 20 == 3 {
            words[30] = "another".to_owned();
        }
        number += 1;
        write!(text, "{number}. {}.\n\n", words.join(" ")).unwrap();
    }
    text
}
