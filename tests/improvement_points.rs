//! Improvement points: the examples of every signal, and precision and recall on labelled sentences.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::collections::HashSet;

use findings::{
    analysis::{self, improvement_points, sentences, signal_data, signal_of},
    report::Text,
};
use regex::RegexBuilder;
use sha2::{Digest as _, Sha256};

#[test]
fn every_signal_matches_its_example_and_not_its_counter_example() {
    let data = signal_data().unwrap();
    assert!(data.signals.len() >= 20 && data.praise.len() >= 10);
    let matches = |pattern: &str, sentence: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(true)
            .build()
            .unwrap()
            .is_match(&sentence.replace('\u{2019}', "'"))
    };
    for signal in &data.signals {
        assert!(matches(&signal.pattern, &signal.example), "{}: {}", signal.name, signal.example);
        assert!(signal_of(&signal.example).is_some(), "{}: {}", signal.name, signal.example);
        let found = signal_of(&signal.counter_example);
        assert_eq!(found, None, "{}: {}", signal.name, signal.counter_example);
    }
    for praise in &data.praise {
        assert!(matches(&praise.pattern, &praise.example), "{}: {}", praise.name, praise.example);
        assert_eq!(signal_of(&praise.example), None, "{}: {}", praise.name, praise.example);
        // Without this praise pattern, its example would be an improvement point.
        let is_needed = data.signals.iter().any(|signal| matches(&signal.pattern, &praise.example));
        assert!(is_needed, "{} is not needed: {}", praise.name, praise.example);
        assert!(signal_of(&praise.counter_example).is_some(), "{}: {}", praise.name, praise.counter_example);
    }
}

#[test]
fn praise_in_words_of_criticism_is_not_a_point() {
    for (sentence, is_point) in [
        ("However, visits are not always recorded.", true),
        ("Plans are not consistently clear.", true),
        ("The council recognises that its records need to improve.", true),
        ("Attainment remains below the average of similar areas.", true),
        ("Records were not consistently poor.", false),
        ("Effective action is taken to address drift.", false),
        ("No child waits too long for a social worker.", false),
        ("Visits are prompt.", false),
    ] {
        assert_eq!(signal_of(sentence).is_some(), is_point, "{sentence}: {:?}", signal_of(sentence));
    }
}

#[test]
fn ids_of_points_depend_only_on_their_words() {
    let text = "1. However, plans are not always clear.\n\n2. Visits are prompt.\n\n3. Records are too often late.\n";
    let other = text.replace("2. Visits are prompt.\n\n", "").replace("3. ", "7. ");
    let ids = |text: &str| -> Vec<String> {
        let report = findings::read::read(text.as_bytes(), "report.txt").unwrap().report;
        improvement_points(&report).into_iter().map(|point| point.id).collect()
    };
    assert_eq!(ids(text).len(), 2);
    assert_eq!(ids(text), ids(&other));
}

/// Two reports of different families, with their labels. Every sentence was labelled twice and independently by reading it,
/// before the signals were tried on these reports, and neither report was used for writing the signals. The labels are
/// hashes of the sentences that are points, because the reports may not be copied.
const LABELLED: [(&str, &str); 2] = [
    ("slac/york_2012.txt", include_str!("labels/york_2012.txt")),
    ("ilacs/dudley_2023_ilacs.pdf", include_str!("labels/dudley_2023_ilacs.txt")),
];

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn points_match_the_labels_with_75_percent_precision_and_85_percent_recall() {
    let folder = support::corpus_folder();
    let (mut all_found, mut all_right, mut all_labelled) = (0, 0, 0);
    for (file, labels) in LABELLED {
        let labels: HashSet<&str> = labels.lines().filter(|line| !line.starts_with('#')).collect();
        let report = support::read(&folder.join(file)).report;
        let found: HashSet<String> =
            analysis::improvement_points(&report).iter().map(|point| sentence_hash(&point.text)).collect();
        let all: HashSet<String> = report
            .paragraphs
            .iter()
            .flat_map(|paragraph| std::iter::once(&paragraph.text).chain(&paragraph.bullets))
            .map(Text::plain)
            .flat_map(|text| sentences(text).into_iter().map(|range| sentence_hash(&text[range])))
            .collect();
        // A label without a sentence would make every figure wrong.
        let present = labels.iter().filter(|label| all.contains(**label)).count();
        assert_eq!(present, labels.len(), "{file}: labelled sentences are not in the report");
        let right = found.iter().filter(|hash| labels.contains(hash.as_str())).count();
        print_measure(file, found.len(), right, labels.len());
        all_found += found.len();
        all_right += right;
        all_labelled += labels.len();
    }
    print_measure("both", all_found, all_right, all_labelled);
    // The limits are well below the measured figures, so that only a clear change for the worse fails.
    assert!(all_right * 100 >= all_found * 75 && all_right * 100 >= all_labelled * 85);
}

fn print_measure(name: &str, found: usize, right: usize, labelled: usize) {
    let share = |total: usize| 100.0 * right as f64 / total.max(1) as f64;
    println!(
        "{name}: {found} found, {right} of them among {labelled} labelled: precision {:.0} %, recall {:.0} %",
        share(found),
        share(labelled)
    );
}

/// Returns the first twelve hexadecimal digits of the SHA-256 of a sentence's words in lower case.
fn sentence_hash(sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let digest = Sha256::digest(words.join(" ").as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
