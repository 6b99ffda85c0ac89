//! Compares real reports of every family with the facts in `expected.json` of their folder.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use crate::support;

/// Returns the known facts of each report by its path within the folder of real reports.
fn known_facts(folder: &Path) -> BTreeMap<String, Value> {
    serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap()
}

/// Reports and grades whose public data are wrong: the report itself says something else.
const WRONG_IN_PUBLIC_DATA: [(&str, &str); 1] = [
    // Its cover says "Not Judged".
    ("isles-of-scilly_2016", "care"),
];

/// Returns the words that the framework's name contains.
fn framework_name(family: &str) -> &str {
    match family {
        "SIF" => "(SIF)",
        "ILACS" => "(ILACS)",
        "Focused visit letter" => "Focused visit",
        "JTAI letter" => "(JTAI)",
        "LAC 2013" => "(LAC)",
        "JAR progress 2009" => "inspection of progress",
        "Area SEND 2023+" => "SEND",
        "LSCB-only review" => "(LSCB)",
        other => other,
    }
}

/// Returns true if a judgement's title is the one with this short name.
fn is_named(name: &str, title: &str) -> bool {
    let title = title.to_lowercase();
    match name {
        "overall" => title == "overall effectiveness",
        "protection" => title.contains("help and protection"),
        "care" => title.contains("achieving permanence") || title.ends_with("children in care"),
        "care_and_leavers" => title.contains("children in care and care leavers"),
        "adoption" => title.contains("adoption"),
        "leavers" => title.contains("care leavers") && !title.contains("in care and"),
        "leaders" => title.contains("leadership, management") || title.contains("impact of leaders"),
        other => panic!("{other}"),
    }
}

fn letters_and_digits(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Converts "26/11/2018" to "2018-11-26".
fn iso_date(date: &str) -> String {
    date.split('/').rev().collect::<Vec<_>>().join("-")
}

support::tests_by_share!(
    every_real_report_is_read_as_expected,
    known_facts(&support::corpus_folder()),
    assert_reports_are_read_as_expected
);

fn assert_reports_are_read_as_expected(facts: &[(String, Value)]) {
    let folder = support::corpus_folder();
    let mut wrong = Vec::new();
    for (path, known) in facts {
        let found = support::json_without_findings(&support::read(&folder.join(path)));
        let mut add_difference = |what: String| wrong.push(format!("{path}: {what}"));
        let family = framework_name(known["family"].as_str().unwrap());
        if !found["framework"].as_str().is_some_and(|name| name.contains(family)) {
            add_difference(format!("framework {} and not {family}", found["framework"]));
        }
        if found["source"]["pages"] != known["pages"] {
            add_difference(format!("{} pages", found["source"]["pages"]));
        }
        for (name, grade) in known["grades"].as_object().into_iter().flatten() {
            let judgements = found["judgements"].as_array().unwrap();
            let has_name = |judgement: &&Value| is_named(name, judgement["title"].as_str().unwrap());
            let grades: Vec<&Value> =
                judgements.iter().filter(has_name).map(|judgement| &judgement["grade"]).collect();
            let excused = WRONG_IN_PUBLIC_DATA.iter().any(|(file, of)| path.contains(file) && of == name);
            if grades != [grade] && !excused {
                add_difference(format!("{name} {grades:?} and not {grade}"));
            }
        }
        let numbers: Vec<u64> = found["paragraphs"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|paragraph| paragraph["number"].as_u64())
            .collect();
        if let Some(last) = known.get("last_paragraph").and_then(Value::as_u64) {
            let missing: Vec<u64> = (1..=last).filter(|number| !numbers.contains(number)).collect();
            if numbers.iter().max() != Some(&last) || !missing.is_empty() {
                add_difference(format!(
                    "paragraphs to {:?} and not {last}, without {missing:?}",
                    numbers.iter().max()
                ));
            }
        }
        if let (Some(from), Some(to)) = (known["from"].as_str(), known["to"].as_str()) {
            let periods = found["inspected"].as_array().unwrap();
            let begins = periods.first().is_some_and(|period| period["from"] == iso_date(from));
            if !begins || !periods.iter().any(|period| period["to"] == iso_date(to)) {
                add_difference(format!("inspected {periods:?} and not {from} to {to}"));
            }
        }
        if let Some(name) = known["inspector"].as_str() {
            let inspectors = letters_and_digits(&found["inspectors"].to_string());
            if !inspectors.contains(&letters_and_digits(name)) {
                add_difference(format!("inspectors {inspectors} and not {name}"));
            }
        }
    }
    println!("{} reports are compared with what is known", facts.len());
    assert!(!facts.is_empty(), "no facts are known");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
