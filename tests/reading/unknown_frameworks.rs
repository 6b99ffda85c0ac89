//! Reads real reports of frameworks that Findings does not know, and compares them with what is known about them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use findings::report::{Place, Report};
use serde_json::Value;

use crate::support;

/// The number of letters at the beginning of a recommendation that are compared.
const COMPARED_LETTERS: usize = 40;

/// Returns the first letters of a text in lower case, without digits and punctuation. Ligatures count as their letters.
fn first_letters(words: &str) -> String {
    let words = words.replace('\u{FB01}', "fi").replace('\u{FB02}', "fl");
    let letters = words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    letters.take(COMPARED_LETTERS).collect()
}

/// Returns the beginnings of a recommendation at all its places.
fn beginnings(report: &Report, index: usize) -> Vec<String> {
    let item = &report.recommendations[index];
    let at = |place: &Place| report.block_texts(place.block).concat();
    let bare = |words: String| first_letters(&words);
    let other = item.other_places.iter().map(at).map(bare);
    std::iter::once(first_letters(item.text.plain())).chain(other).collect()
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn recommendations_of_inquiries_are_read() {
    let folder = support::corpus_folder().join("recommendations");
    let expected: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let (mut expected_count, mut matched, mut found_count) = (0, 0, 0);
    for (file, items) in expected.as_object().unwrap() {
        let report = support::read(&folder.join(file)).report;
        let found: Vec<Vec<String>> =
            (0..report.recommendations.len()).map(|index| beginnings(&report, index)).collect();
        let items = items.as_array().unwrap();
        let known = items.iter().filter(|item| {
            let wording = first_letters(item["text"].as_str().unwrap());
            found.iter().flatten().any(|beginning| *beginning == wording)
        });
        let known = known.count();
        println!("{file}: {known} of {} recommendations, {} found", items.len(), found.len());
        expected_count += items.len();
        matched += known;
        found_count += found.len();
    }
    assert!(matched * 100 >= expected_count * 90, "{matched} of {expected_count} recommendations");
    assert!(found_count * 100 <= expected_count * 110, "{found_count} found, {expected_count} expected");
}

/// Returns the assessments of government services.
fn assessments() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(support::corpus_folder().join("assessments")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Returns the value below a label in the Markdown of an assessment: "Pass" below "**Result of Assessment:**".
fn values_below(markdown: &str, is_label: impl Fn(&str) -> bool) -> Vec<String> {
    let lines: Vec<&str> = markdown.lines().map(str::trim).collect();
    let bare = |line: &str| line.trim_matches(['*', ' ', ':', '_']).to_owned();
    let labels =
        lines.windows(2).filter(|pair| pair[0].ends_with(":**") && is_label(&bare(pair[0]).to_lowercase()));
    labels.map(|pair| bare(pair[1])).collect()
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn results_of_assessments_are_read_and_no_person_is_a_subject() {
    let files = assessments();
    let (mut results, mut with_list, mut with_recommendations) = (0, 0, 0);
    let mut wrong = Vec::new();
    for file in &files {
        let markdown = std::fs::read_to_string(file).unwrap();
        let report = support::read(file).report;
        let name = file.file_name().unwrap().to_string_lossy();
        for result in values_below(&markdown, |label| label.starts_with("result")) {
            results += 1;
            let is_read = report.judgements.iter().any(|judgement| {
                judgement.grade.label == result && judgement.title.to_lowercase().starts_with("result")
            });
            if !is_read {
                wrong.push(format!("{name}: {result} is not read"));
            }
        }
        if report.judgements.iter().any(|judgement| judgement.grade.step.is_some()) {
            wrong.push(format!("{name}: a grade has a step, but no order is stated"));
        }
        let people = values_below(&markdown, |label| {
            ["assessor", "manager", "leader", "owner"].iter().any(|role| label.contains(role))
        });
        let cover = &report.cover;
        if people
            .iter()
            .any(|person| cover.subject.as_ref() == Some(person) || cover.title.as_ref() == Some(person))
        {
            wrong.push(format!("{name}: {:?} is a person", cover.subject));
        }
        let has_list = markdown.lines().any(|line| line.trim_matches(['*', '#', ' ']) == "Recommendations");
        with_list += usize::from(has_list);
        with_recommendations += usize::from(has_list && !report.recommendations.is_empty());
        if has_list && report.recommendations.is_empty() {
            println!("{name}: no recommendations");
        }
    }
    println!("{} assessments: {results} results are stated", files.len());
    println!("{with_recommendations} of {with_list} lists of recommendations are read");
    assert!(results >= 40, "only {results} results are stated");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(with_recommendations * 100 >= with_list * 95, "{with_recommendations} of {with_list} lists");
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn court_judgments_and_damaged_files_have_no_recommendations_and_no_results() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(support::corpus_folder().join("word")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "docx") {
            continue;
        }
        count += 1;
        let report = support::read(&file).report;
        if !report.recommendations.is_empty()
            || !report.judgements.is_empty()
            || report.cover.subject.is_some()
        {
            wrong.push(file.display().to_string());
        }
    }
    println!("{count} court judgments were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn rows_that_a_tree_has_in_the_wrong_order_are_read_from_the_top() {
    let file = support::corpus_folder().join("tagged/UA1_Tpdf-G4_F02.pdf");
    let report = support::read(&file).report;
    let words = report.paragraphs[0].text.plain().to_lowercase();
    let places: Vec<Option<usize>> = ["first", "second"].map(|word| words.find(word)).to_vec();
    assert!(places.is_sorted() && places[0].is_some(), "{words}");
}

/// Returns a number in words, because texts are compared without their digits.
fn in_words(number: usize) -> String {
    const WORDS: [&str; 10] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let digits = number.to_string();
    let words: Vec<&str> = digits.bytes().map(|digit| WORDS[usize::from(digit - b'0')]).collect();
    words.join(" ")
}

#[test]
fn reports_of_20_000_lists_of_recommendations_are_read() {
    const COUNT: usize = 20_000;
    let text = |part: &dyn Fn(String) -> String| -> String {
        let parts = (0..COUNT).map(|number| part(in_words(number)));
        std::iter::once("# Review of bridges\n\nText here.\n\n".to_owned()).chain(parts).collect()
    };
    let teams = text(&|name| {
        format!(
            "### For team {name}\n\n- Hire {name} people for the bridges.\n- Mend bridge {name} soon.\n\n"
        )
    });
    let teams = teams.replacen("### For", "## Recommendations\n\n### For", 1);
    let areas = text(&|name| {
        format!("## Area {name}\n\n### Areas for improvement\n\n- Mend bridge {name} before next winter.\n\n")
    });
    let lists = text(&|name| format!("## Recommendations\n\n- Mend bridge {name} before next winter.\n\n"));
    for (text, expected) in [(teams, 2 * COUNT), (areas, COUNT), (lists, COUNT)] {
        let report = findings::read::read(text.as_bytes(), "report.md").unwrap().report;
        assert_eq!(report.recommendations.len(), expected);
    }
}
