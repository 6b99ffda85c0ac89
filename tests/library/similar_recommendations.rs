//! Recommendations that ask for the same thing, in one council more than once and of several councils, measured on real
//! reports.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use crate::support;
use findings::library::{ReportFacts, SimilarRecommendations};
use serde_json::Value;

/// Returns the facts of the labelled pairs of reports, by their file names.
fn labelled_reports() -> HashMap<String, Arc<ReportFacts>> {
    let folder = support::corpus_folder().join("pairs");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let reports = files.filter(|path: &PathBuf| path.extension().is_some_and(|ending| ending == "pdf"));
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let reports: Vec<PathBuf> = reports.collect();
    let facts = |path: &PathBuf| (name(path), Arc::new(support::facts(path)));
    support::map_in_threads(&reports, facts).into_iter().collect()
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn recommendations_shown_as_repeated_ask_for_the_same_thing() {
    let reports = labelled_reports();
    let all: Vec<Arc<ReportFacts>> = reports.values().cloned().collect();
    let similar = SimilarRecommendations::new(&all);
    let text = std::fs::read(support::corpus_folder().join("pairs/came_back.json")).unwrap();
    let labels: Value = serde_json::from_slice(&text).unwrap();
    let mut counts: HashMap<(String, bool), usize> = HashMap::new();
    for pair in labels.as_array().unwrap() {
        let (earlier, later) =
            (&reports[pair["earlier"].as_str().unwrap()], &reports[pair["later"].as_str().unwrap()]);
        for label in pair["labels"].as_array().unwrap() {
            let index = usize::try_from(label["later"].as_u64().unwrap()).unwrap();
            let others = similar.others(&later.sha256, index);
            let is_found = others.iter().any(|other| other.facts.sha256 == earlier.sha256);
            let name = label["label"].as_str().unwrap().to_owned();
            if is_found && name != "same" {
                println!("{name}: {}", later.recommendations[index].text);
            }
            *counts.entry((name, is_found)).or_default() += 1;
        }
    }
    let count = |name: &str, is_found| counts.get(&(name.to_owned(), is_found)).copied().unwrap_or(0);
    let [same, related, new] = ["same", "related", "new"].map(|name| count(name, true));
    println!(
        "repeated: {same} same, {related} related, {new} new; {} same are not found",
        count("same", false)
    );
    assert!(new * 20 <= same + related, "at most one in twenty is about something else");
}

/// Returns the real reports of many councils on the services for all their children.
fn ilacs_and_pairs() -> Vec<PathBuf> {
    let is_wanted = |path: &PathBuf| path.iter().any(|part| part == "ilacs" || part == "pairs");
    support::corpus_of_inspections().into_iter().filter(is_wanted).collect()
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn similar_recommendations_of_several_councils_are_printed_for_reading() {
    let files = ilacs_and_pairs();
    let all: Vec<Arc<ReportFacts>> = support::map_in_threads(&files, |path| Arc::new(support::facts(path)));
    let total: usize = all.iter().map(|facts| facts.recommendations.len()).sum();
    let similar = SimilarRecommendations::new(&all);
    let (mut of_councils, mut of_years) = (0, 0);
    let mut printed = 0;
    for facts in &all {
        for (index, item) in facts.recommendations.iter().enumerate() {
            let Some(counts) = similar.counts(&facts.sha256, index) else { continue };
            of_councils += usize::from(counts.council_count > 1);
            of_years += usize::from(counts.years.len() > 1);
            let own = facts.organisation().unwrap_or_default();
            let other = similar.others(&facts.sha256, index).into_iter().rev().find(|other| {
                other.facts.organisation() != Some(own)
                    && other.facts.recommendations[other.index].text != item.text
            });
            if let Some(other) = other.filter(|other| other.facts.sha256 > facts.sha256 && printed < 60) {
                printed += 1;
                println!(
                    "{own}: {}\n    {}: {}",
                    item.text,
                    other.facts.organisation().unwrap_or_default(),
                    other.facts.recommendations[other.index].text
                );
            }
        }
    }
    println!(
        "{of_councils} of {total} recommendations were made to several councils, {of_years} came back in one"
    );
    assert!(of_councils > 0);
}
