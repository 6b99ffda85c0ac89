//! Real reports of every family against what is known of them. Needs `FINDINGS_CORPUS`; passes without.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::Value;

/// What is known of each report, by its path within the corpus.
fn known() -> Option<(PathBuf, BTreeMap<String, Value>)> {
    let folder = std::env::var_os("FINDINGS_CORPUS").map(PathBuf::from)?;
    let known =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    Some((folder, known))
}

/// Reports whose public data are wrong: the file itself says otherwise.
const WRONG_IN_PUBLIC_DATA: [(&str, &str); 1] = [
    // Its cover says "Not Judged".
    ("isles-of-scilly_2016", "care"),
];

/// The word that the framework's name holds.
fn framework(family: &str) -> &str {
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

/// Whether a judgement's title is the one that a short name stands for.
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

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "26/11/2018" as JSON has it.
fn iso(date: &str) -> String {
    date.split('/').rev().collect::<Vec<_>>().join("-")
}

#[test]
fn every_report_is_read_as_it_is_known() {
    let Some((folder, known)) = known() else { return };
    let mut wrong = Vec::new();
    for (path, known) in &known {
        let found = support::json(&support::read(&folder.join(path)));
        let mut tell = |what: String| wrong.push(format!("{path}: {what}"));
        let family = framework(known["family"].as_str().unwrap());
        if !found["framework"].as_str().is_some_and(|name| name.contains(family)) {
            tell(format!("framework {} and not {family}", found["framework"]));
        }
        if found["source"]["pages"] != known["pages"] {
            tell(format!("{} pages", found["source"]["pages"]));
        }
        for (name, grade) in known["grades"].as_object().into_iter().flatten() {
            let judgements = found["judgements"].as_array().unwrap();
            let of_name = |judgement: &&Value| is_named(name, judgement["title"].as_str().unwrap());
            let grades: Vec<&Value> =
                judgements.iter().filter(of_name).map(|judgement| &judgement["grade"]).collect();
            let excused = WRONG_IN_PUBLIC_DATA.iter().any(|(file, of)| path.contains(file) && of == name);
            if grades != [grade] && !excused {
                tell(format!("{name} {grades:?} and not {grade}"));
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
                tell(format!("paragraphs to {:?} and not {last}, without {missing:?}", numbers.iter().max()));
            }
        }
        if let (Some(from), Some(to)) = (known["from"].as_str(), known["to"].as_str()) {
            let periods = found["inspected"].as_array().unwrap();
            let begins = periods.first().is_some_and(|period| period["from"] == iso(from));
            if !begins || !periods.iter().any(|period| period["to"] == iso(to)) {
                tell(format!("inspected {periods:?} and not {from} to {to}"));
            }
        }
        if let Some(name) = known["inspector"].as_str() {
            let inspectors = letters(&found["inspectors"].to_string());
            if !inspectors.contains(&letters(name)) {
                tell(format!("inspectors {inspectors} and not {name}"));
            }
        }
    }
    println!("{} reports are compared with what is known", known.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
