//! Reports that people typed in Word or for the web: however their paragraphs are numbered, the report is the same.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::{output, read};
use serde_json::{Value, json};

use crate::{
    support,
    word::{ALL_NUMBERS, Numbers, document_from_text, page_from_text},
};

/// Returns the facts that must be the same in every way to number paragraphs, without asterisks.
fn facts(read: &read::Read) -> Value {
    let report = support::json(read);
    let list = |key: &str, fields: &[&str]| -> Vec<Value> {
        let items = report[key].as_array().unwrap().iter();
        items.map(|item| fields.iter().map(|field| item[*field].clone()).collect()).collect()
    };
    let facts = json!([
        list("sections", &["path", "level", "grade", "first_paragraph", "last_paragraph"]),
        list("paragraphs", &["number", "text", "bullets"]),
        list("recommendations", &["text", "timescale", "responsible", "paragraph"]),
        list("judgements", &["title", "grade", "path"]),
    ]);
    serde_json::from_str(&facts.to_string().replace('*', "")).unwrap()
}

/// Checks that a text gives the same report in Word and on the web, however its paragraphs are numbered.
fn assert_same_in_all_ways(text: &str) {
    let expected = facts(&support::read_text(text, "report.txt"));
    for numbers in ALL_NUMBERS {
        let document = read::read(&document_from_text(text, numbers), "report.docx").unwrap();
        assert_same(&facts(&document), &expected, &format!("Word, {numbers:?}"));
    }
    for numbers in [Numbers::TypedWithSpace, Numbers::List] {
        let page = support::read_text(&page_from_text(text, numbers), "report.html");
        assert_same(&facts(&page), &expected, &format!("web page, {numbers:?}"));
    }
}

/// Compares facts item by item, so that a failure shows the first item that differs.
fn assert_same(found: &Value, expected: &Value, way: &str) {
    for (found, expected) in found.as_array().unwrap().iter().zip(expected.as_array().unwrap()) {
        let (found, expected) = (found.as_array().unwrap(), expected.as_array().unwrap());
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found, expected, "{way}");
        }
        assert_eq!(found.len(), expected.len(), "{way}");
    }
}

#[test]
fn a_sample_is_the_same_however_its_paragraphs_are_numbered() {
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    assert_same_in_all_ways(&std::fs::read_to_string(sample).unwrap());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn the_reference_report_is_the_same_however_its_paragraphs_are_numbered() {
    assert_same_in_all_ways(&std::fs::read_to_string(support::reference_report()).unwrap());
}

/// Checks that the exported page of a text reads back as the same report.
fn assert_page_reads_back(text: &str) {
    let first = support::read_text(text, "report.txt");
    let page = output::to_html(&first.report, &first.warnings);
    let second = support::read_text(&page, "report.html");
    assert_same(&facts(&second), &facts(&first), "exported page");
    let (first, second) = (support::json(&first), support::json(&second));
    for key in ["title", "subject", "framework", "inspected", "published", "inspectors", "scale", "contents"]
    {
        assert_eq!(second[key], first[key], "{key}");
    }
}

#[test]
fn an_exported_page_reads_back_as_the_same_report() {
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    assert_page_reads_back(&std::fs::read_to_string(sample).unwrap());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn the_exported_page_of_the_reference_report_reads_back() {
    assert_page_reads_back(&std::fs::read_to_string(support::reference_report()).unwrap());
}
