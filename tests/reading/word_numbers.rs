//! Paragraph numbers of real Word documents, compared with the numbers that an archive gives them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::HashMap;

use findings::report::Report;
use serde_json::Value;

use crate::support;

/// The length of the beginnings that are compared, in characters without white space.
const COMPARED_CHARACTERS: usize = 40;
/// The minimum length of a text that is compared as a whole because it is shorter than the expected beginning.
const MIN_WHOLE_CHARACTERS: usize = 8;

/// Returns a text without white space, with plain quotation marks, and without those at its beginning.
fn normalise(words: &str) -> String {
    let plain = words.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        other => other,
    });
    plain.collect::<String>().trim_start_matches('"').to_owned()
}

/// Returns the normalised beginnings of all numbered paragraphs and headings, by their numbers.
fn numbered_texts(report: &Report) -> HashMap<u64, Vec<String>> {
    let mut texts: HashMap<u64, Vec<String>> = HashMap::new();
    for paragraph in &report.paragraphs {
        if let Some(number) = paragraph.number {
            let mut words = paragraph.text.plain().to_owned();
            paragraph.bullets.iter().for_each(|bullet| words.push_str(bullet.plain()));
            texts.entry(number.into()).or_default().push(normalise(&words));
        }
    }
    for section in &report.sections {
        let (number, title) = section.title.split_once(' ').unwrap_or_default();
        if let Ok(number) = number.trim_matches(['.', '(', ')']).parse() {
            texts.entry(number).or_default().push(normalise(title));
        }
    }
    texts
}

/// Returns the number of expected numbers that are attached to the right words. Each text counts once.
fn count_right(report: &Report, expected: &[Value]) -> usize {
    let mut texts = numbered_texts(report);
    let is_right = |item: &&Value| {
        let beginning: String =
            normalise(item[1].as_str().unwrap()).chars().take(COMPARED_CHARACTERS).collect();
        let Some(candidates) = texts.get_mut(&item[0].as_u64().unwrap()) else { return false };
        let is_same = |text: &String| {
            text.starts_with(&beginning)
                || text.chars().count() >= MIN_WHOLE_CHARACTERS && beginning.starts_with(text.as_str())
        };
        let found = candidates.iter().position(is_same);
        found.is_some_and(|at| {
            candidates.swap_remove(at);
            true
        })
    };
    expected.iter().filter(is_right).count()
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn numbers_of_word_documents_belong_to_the_right_words() {
    let folder = support::corpus_folder().join("word");
    let numbers = std::fs::read_to_string(folder.join("numbers.json")).unwrap();
    let numbers: Value = serde_json::from_str(&numbers).unwrap();
    let files: Vec<(&String, &Vec<Value>)> =
        numbers.as_object().unwrap().iter().map(|(file, list)| (file, list.as_array().unwrap())).collect();
    let counts = support::map_in_threads(&files, |(file, expected)| {
        let read = support::read(&folder.join(file));
        (count_right(&read.report, expected), expected.len())
    });
    for ((file, _), (right, all)) in files.iter().zip(&counts) {
        println!("{file}: {right} of {all} numbers");
    }
    let right: usize = counts.iter().map(|(right, _)| right).sum();
    let all: usize = counts.iter().map(|(_, all)| all).sum();
    let good = counts.iter().filter(|(right, all)| right * 100 >= all * 95).count();
    println!("{right} of {all} numbers; {good} of {} files have at least 95%", counts.len());
    assert!(right * 100 >= all * 96, "{right} of {all}");
    assert!(good >= 44, "{good} files");
}
