//! Compares the text of real PDF files with the output of poppler and mupdf: no word is missing, and the order is the
//! same. Needs real reports, `pdftotext` and `mutool`.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, missing_docs)]

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    process::Command,
};

use findings::report::{BlockId, Content, Report};

use crate::support;

/// Returns the words for the comparison: letters and digits in lower case, with raised digits as plain digits.
fn comparable_words(text: &str) -> Vec<String> {
    let plain = |c: char| match c {
        '\u{B9}' => '1',
        '\u{B2}' => '2',
        '\u{B3}' => '3',
        '\u{2070}'..='\u{2079}' => char::from_u32(u32::from(c) - 0x2070 + 0x30).unwrap(),
        other => other,
    };
    let text: String = text
        .replace('\u{FB01}', "fi")
        .replace('\u{FB02}', "fl")
        .replace('\u{FB00}', "ff")
        .replace('\u{AD}', "")
        .chars()
        .map(plain)
        .collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Returns the text of a report in reading order, and separately its footnotes and furniture, which other programs put
/// within a paragraph that is cut by a page end.
fn body_and_notes(report: &Report) -> (String, String) {
    let mut text = String::new();
    let mut notes_and_furniture: String =
        report.furniture.iter().map(|line| format!("{}\n", line.text)).collect();
    for (index, block) in report.blocks.iter().enumerate() {
        match &block.content {
            Content::Paragraph(id) => {
                text.extend(report.paragraph(*id).number.map(|number| format!("{number} ")));
            }
            Content::ContentsEntry(entry) => {
                text.push_str(&report.contents[*entry].title);
                text.extend(report.contents[*entry].page.map(|page| format!(" {page}\n")));
                continue;
            }
            Content::Footnote(note) => {
                notes_and_furniture.push_str(note.plain());
                notes_and_furniture.push('\n');
                continue;
            }
            _ => {}
        }
        for piece in report.block_texts(BlockId(index)) {
            text.push_str(piece);
            text.push('\n');
        }
    }
    (text, notes_and_furniture)
}

/// Returns the share of `wanted` words that are in `found`, counting repetitions, and the missing words.
fn word_coverage(wanted: &[String], found: &[String]) -> (f64, Vec<String>) {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in found {
        *counts.entry(word).or_default() += 1;
    }
    let mut missing = Vec::new();
    for word in wanted {
        let count = counts.entry(word).or_default();
        *count -= 1;
        if *count < 0 {
            missing.push(word.clone());
        }
    }
    // Programs differ in whether they join a word that is broken at a line end.
    let joined = |words: &[String]| -> HashSet<String> { words.windows(2).map(<[String]>::concat).collect() };
    let (ours, set) = (joined(found), found.iter().collect::<HashSet<_>>());
    let halves: HashSet<&String> =
        wanted.windows(2).filter(|pair| set.contains(&pair.concat())).flatten().collect();
    missing.retain(|word| !ours.contains(word) && !halves.contains(word));
    (1.0 - missing.len() as f64 / wanted.len().max(1) as f64, missing)
}

/// Returns how much of the common text is in the same order: of the runs of four words that occur once in each text, the
/// share that is in the longest increasing subsequence.
fn order_agreement(one: &[String], other: &[String]) -> f64 {
    fn unique_runs(words: &[String]) -> HashMap<&[String], Option<usize>> {
        let mut at: HashMap<&[String], Option<usize>> = HashMap::new();
        for (index, run) in words.windows(4).enumerate() {
            at.entry(run).and_modify(|place| *place = None).or_insert(Some(index));
        }
        at
    }
    let theirs = unique_runs(other);
    let mut pairs: Vec<(usize, usize)> = unique_runs(one)
        .into_iter()
        .filter_map(|(run, index)| Some((index?, (*theirs.get(run)?)?)))
        .collect();
    pairs.sort_unstable();
    // The longest increasing subsequence, by patience sorting.
    let mut piles: Vec<usize> = Vec::new();
    for (_, place) in &pairs {
        let pile = piles.partition_point(|top| top < place);
        if pile == piles.len() {
            piles.push(*place);
        } else {
            piles[pile] = *place;
        }
    }
    piles.len() as f64 / pairs.len().max(1) as f64
}

/// Returns the standard output of a program, or `None` if it fails on this file.
///
/// # Panics
/// Panics if the program is not installed.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the text of a file as a program extracts it, once for each of its modes.
type Program = fn(&Path) -> Vec<String>;

fn poppler_words(path: &Path) -> Vec<String> {
    let run = |mode: &[&str]| {
        output_of(Command::new("pdftotext").args(["-q", "-enc", "UTF-8"]).args(mode).arg(path).arg("-"))
    };
    [run(&["-layout"]), run(&[])].into_iter().flatten().collect()
}

fn mupdf_words(path: &Path) -> Vec<String> {
    output_of(Command::new("mutool").args(["draw", "-q", "-F", "text"]).arg(path)).into_iter().collect()
}

/// Returns a line for each file whose report lacks more than a thousandth of the words that the program extracts.
fn files_with_missing_words(paths: &[PathBuf], program: Program) -> Vec<String> {
    let mut found = Vec::new();
    let (mut worst, mut compared) = (1.0_f64, 0);
    for path in paths {
        let report = support::read(path).report;
        let (body, furniture) = body_and_notes(&report);
        let all = comparable_words(&(body + &furniture));
        for theirs in program(path).iter().take(1) {
            compared += 1;
            let (covered, missing) = word_coverage(&comparable_words(theirs), &all);
            worst = worst.min(covered);
            if covered < 0.999 {
                let some: Vec<&String> = missing.iter().take(12).collect();
                found.push(format!("{}: {covered:.5}, missing {some:?}", path.display()));
            }
        }
    }
    println!("{compared} of {} reports are compared: least coverage {worst:.5}", paths.len());
    assert!(compared * 2 > paths.len(), "only {compared} of {} reports could be compared", paths.len());
    found
}

/// Returns the real reports of known kinds that are PDF files.
fn real_pdfs() -> Vec<PathBuf> {
    support::corpus_of_known_kinds()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .collect()
}

fn assert_no_word_is_missing(paths: &[PathBuf], program: Program) {
    let missing = files_with_missing_words(paths, program);
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

support::tests_by_share!(no_word_that_poppler_finds_is_missing, real_pdfs(), |paths: &[PathBuf]| {
    assert_no_word_is_missing(paths, poppler_words);
});

support::tests_by_share!(no_word_that_mupdf_finds_is_missing, real_pdfs(), |paths: &[PathBuf]| {
    assert_no_word_is_missing(paths, mupdf_words);
});

/// The programs disagree about the order of columns side by side, so the order of one of them is enough.
fn assert_text_is_in_the_order_of_poppler_or_mupdf(paths: &[PathBuf]) {
    let mut found = Vec::new();
    let mut worst = 1.0_f64;
    for path in paths {
        let body = comparable_words(&body_and_notes(&support::read(path).report).0);
        let orders = poppler_words(path)
            .into_iter()
            .chain(mupdf_words(path))
            .map(|theirs| order_agreement(&body, &comparable_words(&theirs)));
        let Some(best) = orders.max_by(f64::total_cmp) else { continue };
        worst = worst.min(best);
        if best < 0.99 {
            found.push(format!("{}: {best:.4}", path.display()));
        }
    }
    println!("least order {worst:.4}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

support::tests_by_share!(
    text_is_in_the_order_of_poppler_or_mupdf,
    real_pdfs(),
    assert_text_is_in_the_order_of_poppler_or_mupdf
);
