//! Reading: compares the JSON export of each fixture with its `expected.json`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use findings::report::ParagraphNumbers;
use serde_json::Value;

use crate::support;

/// Adds a line for each difference between `found` and `expected`. Objects may have more fields; lists must have the same
/// length. `at` is the path of the value.
fn differences(expected: &Value, found: &Value, at: &str, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let at = format!("{at}.{key}");
                match found.get(key) {
                    Some(found) => differences(value, found, &at, out),
                    None => out.push(format!("{at} is missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            if expected.len() != found.len() {
                out.push(format!("{at}: {} expected, {} found: {found:#?}", expected.len(), found.len()));
            }
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                differences(expected, found, &format!("{at}[{index}]"), out);
            }
        }
        _ if expected == found => {}
        _ => out.push(format!("{at}: expected {expected}, found {found}")),
    }
}

#[test]
fn each_fixture_reads_as_expected() {
    let mut failed = Vec::new();
    let mut count = 0;
    for path in support::reports() {
        let expected = path.with_extension("expected.json");
        let Ok(expected) = std::fs::read_to_string(&expected) else { continue };
        count += 1;
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let mut out = Vec::new();
        differences(&expected, &support::json(&support::read(&path)), "", &mut out);
        failed.extend(
            out.into_iter().map(|line| format!("{}: {line}", path.file_name().unwrap().to_string_lossy())),
        );
    }
    assert!(count >= 12, "only {count} fixtures were found");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn missing_and_changed_values_are_found_as_differences() {
    let found = serde_json::json!({ "a": [1, 2], "b": { "c": null } });
    for (expected, count) in [
        (serde_json::json!({ "a": [1, 2] }), 0),
        (serde_json::json!({ "a": [1] }), 1),
        (serde_json::json!({ "b": { "c": 1 } }), 1),
        (serde_json::json!({ "d": 1 }), 1),
    ] {
        let mut out = Vec::new();
        differences(&expected, &found, "", &mut out);
        assert_eq!(out.len(), count, "{expected}: {out:?}");
    }
}

/// The start screen offers the samples, and the tests of comparisons use them.
#[test]
fn the_samples_are_one_council_three_years_apart() {
    let folder = support::project().join("assets/samples");
    let earlier = support::json(&support::read(&folder.join("larkmoor_2009.txt")));
    let later = support::json(&support::read(&folder.join("larkmoor_2012.md")));
    assert_eq!(earlier["subject"], later["subject"]);
    for (report, paragraphs, judgements, recommendations) in [(&earlier, 74, 21, 13), (&later, 77, 20, 11)] {
        let numbers: Vec<u64> = report["paragraphs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["number"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=paragraphs).collect::<Vec<u64>>());
        assert_eq!(report["judgements"].as_array().unwrap().len(), judgements);
        assert_eq!(report["recommendations"].as_array().unwrap().len(), recommendations);
        assert_eq!(report["contents"].as_array().unwrap().len(), 28);
    }
    let titles = |report: &Value| -> Vec<Value> {
        report["sections"].as_array().unwrap().iter().map(|section| section["path"].clone()).collect()
    };
    assert_eq!(titles(&earlier), titles(&later), "text and Markdown give the same sections");
}

#[test]
fn the_extension_md_does_not_change_how_a_sample_is_read() {
    assert_read_the_same_as_markdown(&[support::project().join("assets/samples/larkmoor_2009.txt")]);
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn the_extension_md_does_not_change_how_real_texts_are_read() {
    assert_read_the_same_as_markdown(&support::corpus_of_known_kinds());
}

/// Checks that each file in UTF-8 gives the same report as text and as Markdown.
fn assert_read_the_same_as_markdown(paths: &[PathBuf]) {
    let mut count = 0;
    for path in paths {
        let Ok(text) = String::from_utf8(std::fs::read(path).unwrap()) else { continue };
        count += 1;
        let as_text = support::json(&support::read_text(&text, "report.txt"));
        let as_markdown = support::json(&support::read_text(&text, "report.md"));
        for key in
            ["title", "subject", "inspected", "published", "inspectors", "scale", "contents", "sections"]
        {
            assert_eq!(as_text[key], as_markdown[key], "{key} of {}", path.display());
        }
        for key in ["judgements", "recommendations", "warnings"] {
            assert_eq!(as_text[key], as_markdown[key], "{key} of {}", path.display());
        }
        let words = |report: &Value| -> Vec<Value> {
            let paragraphs = report["paragraphs"].as_array().unwrap().iter();
            paragraphs
                .map(|item| serde_json::json!([item["number"], item["text"], item["bullets"]]))
                .collect()
        };
        assert_eq!(words(&as_text), words(&as_markdown), "paragraphs of {}", path.display());
    }
    assert!(count > 0, "no file is in UTF-8");
}

#[test]
fn the_index_of_numbers_finds_a_paragraph_with_each_number() {
    let mut repeated = 0;
    for path in support::reports() {
        let report = support::read(&path).report;
        let numbers = ParagraphNumbers::new(&report);
        let printed: Vec<u32> = report.paragraphs.iter().filter_map(|paragraph| paragraph.number).collect();
        assert_eq!(numbers.highest(), printed.iter().copied().max(), "{}", path.display());
        for number in 0..=numbers.highest().unwrap_or(0) + 1 {
            let found = numbers.paragraph(number.into()).and_then(|id| report.paragraph(id).number);
            let expected = printed.contains(&number).then_some(number);
            assert_eq!(found, expected, "{}", path.display());
            repeated += usize::from(printed.iter().filter(|other| **other == number).count() > 1);
        }
    }
    assert!(repeated > 0, "a fixture prints a number twice");
}
