//! The blocks of the JSON: they have the words of the Markdown, and sub-points and lists are split into items.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use findings::{
    analysis::{RecommendationRow, RecommendationView, arranged_recommendations, compare::have_same_subject},
    output,
};
use serde_json::Value;

use crate::support;

/// Adds `by` to the count of each word, and returns the number of words. Signs of Markdown within words do not count, and
/// Markdown prints the numbers of notes in superscript.
fn add_counts(words: &str, counts: &mut BTreeMap<String, i64>, by: i64) -> u64 {
    const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| {
        SUPERSCRIPT.iter().zip('0'..='9').find(|(sign, _)| **sign == c).map_or(c, |(_, digit)| digit)
    };
    let words: String = words.chars().filter(|c| !matches!(c, '\\' | '*')).map(digit).collect();
    let mut number = 0;
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += by;
        number += 1;
    }
    number
}

/// Checks that 99.9% of the words of each report are the same in its Markdown and in its blocks without furniture.
fn assert_blocks_have_the_words_of_the_markdown(paths: &[PathBuf]) {
    let mut failed = Vec::new();
    for path in paths {
        let read = support::read(path);
        let markdown = output::to_markdown(&read.report);
        // The first line is a comment with the file name.
        let markdown = markdown.split_once('\n').unwrap().1;
        let mut counts = BTreeMap::new();
        let words = add_counts(markdown, &mut counts, 1);
        for block in support::json_without_findings(&read)["blocks"].as_array().unwrap() {
            if block["kind"] != "furniture" {
                add_counts(block["text"].as_str().unwrap(), &mut counts, -1);
                add_counts(
                    &block["number"].as_u64().map(|n| n.to_string()).unwrap_or_default(),
                    &mut counts,
                    -1,
                );
            }
        }
        counts.retain(|_, count| *count != 0);
        let different: u64 = counts.values().map(|count| count.unsigned_abs()).sum();
        if different * 1000 > words {
            failed.push(format!("{}: {different} of {words} words: {counts:?}", path.display()));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn blocks_of_fixtures_have_the_words_of_the_markdown() {
    assert_blocks_have_the_words_of_the_markdown(&support::reports());
}

support::tests_by_share!(
    blocks_of_real_reports_have_the_words_of_the_markdown,
    support::corpus(),
    assert_blocks_have_the_words_of_the_markdown
);

#[test]
fn an_item_has_the_page_that_it_is_printed_on() {
    let name = "tests/fixtures/rest_of_a_paragraph_tagged_as_a_list_item.pdf";
    let read = support::read(std::path::Path::new(name));
    let json = support::json(&read);
    let blocks = json["blocks"].as_array().unwrap();
    let page_of = |words: &str| {
        let block = blocks.iter().find(|block| block["text"].as_str().unwrap().starts_with(words));
        block.unwrap()["page"].as_u64()
    };
    // The paragraph begins on page 3.
    assert_eq!(page_of("A letter is sent to each new family."), Some(4));
    let bullets = read.report.paragraphs.iter().find(|paragraph| {
        paragraph.bullets.iter().any(|bullet| bullet.plain().starts_with("A letter is sent"))
    });
    assert_eq!(read.report.page_at(bullets.unwrap().place), Some(3));
}

/// Returns a report with this cover, and with priority actions after other recommendations.
fn report_about(council: &str) -> String {
    format!(
        "# {council}\n\nInspection of services for children in need of help and protection, children looked after and \
         care leavers\n\nInspection dates: 3 to 26 March 2015\n\n## What does the local authority need to improve?\n\n\
         ### Areas for improvement\n\n1. Agree who counts the children whom nobody has seen.\n\n### Priority and \
         immediate action\n\n2. Visit the families who wait.\n\n   - within a week\n   - at home\n\n## Findings\n\n3. \
         Some families wait.\n"
    )
}

#[test]
fn priority_actions_are_first_and_sub_points_are_separate() {
    let read = support::read_text(&report_about("City of York Council"), "report.md");
    let json = support::json(&read);
    let items = json["recommendations"].as_array().unwrap();
    assert_eq!(items[1]["text"], "Visit the families who wait.");
    assert_eq!(items[1]["points"], serde_json::json!(["within a week", "at home"]));
    let rows = arranged_recommendations(&read.report, &RecommendationView::default(), None, &HashMap::new());
    let order: Vec<usize> = rows
        .into_iter()
        .filter_map(|row| match row {
            RecommendationRow::Item(index) => Some(index),
            RecommendationRow::Group(_) => None,
        })
        .collect();
    assert_eq!(order, [1, 0], "the JSON keeps the order of the report, lists begin with priority actions");
}

#[test]
fn reports_on_one_authority_have_the_same_subject() {
    let report = |council: &str| support::read_text(&report_about(council), "report.md").report;
    for (one, other, expected) in [
        ("York City Council", "City of York Council", true),
        ("North Yorkshire Council", "North Tyneside Council", false),
        ("North Larkmoor Council", "North Skerne Council", false),
        ("Larkmoor Council", "Borough of Larkmoor", true),
    ] {
        assert_eq!(have_same_subject(&report(one), &report(other)), expected, "{one}, {other}");
    }
    assert_eq!(report("York City Council").cover.authority.unwrap().code, "E06000014");
    let authority =
        support::json(&support::read_text(&report_about("Larkmoor"), "york_2015.md"))["authority"].clone();
    assert_eq!(authority, Value::Null, "the file name does not count");
}
