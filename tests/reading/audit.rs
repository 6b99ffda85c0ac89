//! Facts of real reports that were checked by hand because earlier versions read them wrongly.
#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::Value;

use crate::support;

/// Returns words without white space, in lower case and with straight quotes.
fn fold_words(words: &str) -> String {
    words.to_lowercase().replace('\u{2019}', "'").split_whitespace().collect()
}

/// Returns a title without punctuation at its end, in the form that [`folded`] gives.
fn folded_title(title: &Value) -> String {
    fold_words(title.as_str().unwrap_or_default()).trim_end_matches(['.', ':', '?']).to_owned()
}

fn folded_list(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| fold_words(item.as_str().unwrap())).collect()
}

/// Returns the beginning of a recommendation with its points. The expected ones are cut to 60 characters.
fn recommendation_beginning(recommendation: &str) -> String {
    fold_words(recommendation).replace('\u{2022}', "").chars().take(45).collect()
}

/// Returns the names of the facts that differ.
fn wrong_facts(report: &Value, expected: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |name: &str, is_right: bool| {
        if !is_right {
            wrong.push(name.to_owned());
        }
    };
    check("title", folded_title(&report["title"]) == folded_title(&expected["title"]));
    check("subject", folded_title(&report["subject"]) == folded_title(&expected["subject"]));
    check("inspected", report["inspected"] == expected["inspected"]);
    check("published", report["published"] == expected["published"]);
    let inspectors = folded_list(&expected["inspectors"]);
    check("inspectors", inspectors.is_empty() || folded_list(&report["inspectors"]) == inspectors);

    let recommendations: Vec<String> = report["recommendations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let points = item["points"].as_array().unwrap().iter().filter_map(Value::as_str);
            let words: Vec<&str> = item["text"].as_str().into_iter().chain(points).collect();
            words.join(" ")
        })
        .collect();
    let accepted = expected["n_recommendations_also_accepted"].as_array().into_iter().flatten();
    let counts: Vec<u64> =
        accepted.chain([&expected["n_recommendations"]]).filter_map(Value::as_u64).collect();
    check("number of recommendations", counts.contains(&u64::try_from(recommendations.len()).unwrap()));
    let beginnings: Vec<String> = recommendations.iter().map(|item| recommendation_beginning(item)).collect();
    for item in expected["recommendations"].as_array().unwrap() {
        let item = recommendation_beginning(item.as_str().unwrap());
        check(&format!("recommendation {item}"), beginnings.iter().any(|found| found.starts_with(&item)));
    }
    let has_mark =
        |item: &String| item.starts_with(['-', '\u{2013}', '\u{2212}', '\u{2022}', '\u{25FC}', '\u{25AA}']);
    check("no recommendation begins with a mark", !recommendations.iter().any(has_mark));

    let titles: Vec<String> = report["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| folded_title(section["path"].as_array().unwrap().last().unwrap()))
        .collect();
    for section in expected["sections"].as_array().unwrap() {
        let title = folded_title(&section["title"]);
        check(&format!("section {title}"), titles.contains(&title));
    }
    wrong
}

support::tests_by_share!(
    audited_facts_are_read_from_real_reports,
    audited_facts(),
    assert_audited_facts_are_read
);

/// Returns the facts of each audited report by its file name.
fn audited_facts() -> serde_json::Map<String, Value> {
    let file = support::corpus_folder().join("audit/expected.json");
    let expected: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let expected = expected.as_object().unwrap();
    assert!(expected.len() >= 20, "only {} audited reports", expected.len());
    expected.clone()
}

fn assert_audited_facts_are_read(expected: &[(String, Value)]) {
    let folder = support::corpus_folder().join("audit");
    let mut failed = Vec::new();
    for (file, facts) in expected {
        let report = support::json(&support::read(&folder.join(file)));
        failed.extend(wrong_facts(&report, facts).into_iter().map(|fact| format!("{file}: {fact}")));
    }
    println!("{} audited reports were read", expected.len());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}
