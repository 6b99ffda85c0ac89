//! Comparing two inspections of one council: the verdict, recommendations that came back, and the number of marks,
//! measured on 34 labelled pairs of real reports.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use findings::{
    analysis::compare::{GradeChange, RecommendationChange, TextMode, compare, reworded_pairs},
    report::Report,
};
use serde_json::Value;

use crate::support;

/// Two inspections of one council, and what came back according to the labels.
struct LabelledPair {
    council: String,
    left: Report,
    right: Report,
    /// For each recommendation of the right report, its label: "same", "related" or "new".
    labels: Vec<(usize, String)>,
}

fn labelled_pairs() -> Vec<LabelledPair> {
    read_labelled_pairs(labels().iter())
}

/// Returns the labels of all pairs of reports.
fn labels() -> Vec<Value> {
    let file = support::corpus_folder().join("pairs/came_back.json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

/// Reads the pairs of reports with these labels.
fn read_labelled_pairs<'a>(labels: impl Iterator<Item = &'a Value>) -> Vec<LabelledPair> {
    let folder = support::corpus_folder().join("pairs");
    let read = |name: &Value| support::read(&folder.join(name.as_str().unwrap())).report;
    support::map_in_threads(&labels.collect::<Vec<_>>(), |pair| {
        let (left, right) = (read(&pair["earlier"]), read(&pair["later"]));
        let labels = pair["labels"].as_array().unwrap().iter().map(|label| {
            let index = usize::try_from(label["later"].as_u64().unwrap()).unwrap();
            (index, label["label"].as_str().unwrap().to_owned())
        });
        LabelledPair {
            council: pair["council"].as_str().unwrap().to_owned(),
            labels: labels.collect(),
            left,
            right,
        }
    })
}

/// The numbers of labelled recommendations that are shown as similar or repeated.
#[derive(Default)]
struct CameBack {
    same: usize,
    same_found: usize,
    found: usize,
    found_same_or_related: usize,
}

impl CameBack {
    fn add(&mut self, label: &str, is_found: bool) {
        self.same += usize::from(label == "same");
        self.same_found += usize::from(label == "same" && is_found);
        self.found += usize::from(is_found);
        self.found_same_or_related += usize::from(label != "new" && is_found);
    }

    #[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
    fn recall(&self) -> f64 {
        self.same_found as f64 / self.same.max(1) as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
    fn precision(&self) -> f64 {
        self.found_same_or_related as f64 / self.found.max(1) as f64
    }
}

/// The threshold was chosen on the first, third, … council.
#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn most_recommendations_that_came_back_are_found_where_the_threshold_was_chosen() {
    assert_most_that_came_back_are_found(0);
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn most_recommendations_that_came_back_are_found_in_other_reports() {
    assert_most_that_came_back_are_found(1);
}

/// Checks the pairs of every second council, beginning with this index.
fn assert_most_that_came_back_are_found(half: usize) {
    let labels = labels();
    let council = |pair: &Value| pair["council"].as_str().unwrap().to_owned();
    let mut councils: Vec<String> = labels.iter().map(council).collect();
    councils.sort_unstable();
    councils.dedup();
    let is_in_half = |pair: &&Value| councils.binary_search(&council(pair)).unwrap() % 2 == half;
    let pairs = read_labelled_pairs(labels.iter().filter(is_in_half));
    let comparisons = support::map_in_threads(&pairs, |pair| compare(&pair.left, &pair.right));
    let mut counts = CameBack::default();
    for (pair, comparison) in pairs.iter().zip(&comparisons) {
        for (index, label) in &pair.labels {
            let is_found = comparison.recommendations.iter().any(|found| {
                found.right == Some(*index)
                    && matches!(found.change, RecommendationChange::Similar | RecommendationChange::Repeated)
            });
            counts.add(label, is_found);
        }
    }
    println!(
        "recall of same {:.2} ({} of {}), precision {:.2} ({} of {})",
        counts.recall(),
        counts.same_found,
        counts.same,
        counts.precision(),
        counts.found_same_or_related,
        counts.found
    );
    assert!(counts.recall() >= 0.65 && counts.precision() >= 0.8);
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn two_inspections_have_few_marks() {
    let mut counts: Vec<usize> = Vec::new();
    let pairs = labelled_pairs();
    let comparisons = support::map_in_threads(&pairs, |pair| compare(&pair.left, &pair.right));
    for (pair, comparison) in pairs.iter().zip(&comparisons) {
        assert_eq!(comparison.mode, TextMode::Inspections, "{}", pair.council);
        counts.push(comparison.changes.len());
        let sections = comparison.sections(&pair.left, &pair.right, &[]);
        let texts = comparison.section_texts(&pair.left, &pair.right, &sections);
        let matched: usize = texts.iter().map(|texts| texts.matched.len()).sum();
        let only: usize = texts.iter().map(|texts| texts.only_left.len() + texts.only_right.len()).sum();
        println!("{}: {} marks, {matched} matched, {only} only in one", pair.council, counts.last().unwrap());
        assert!(matched > 0 && only > matched, "{}", pair.council);
    }
    counts.sort_unstable();
    let median = counts[counts.len() / 2];
    println!("median of the marks: {median}, from {} to {}", counts[0], counts.last().unwrap());
    assert!(median <= 20, "{median}");
}

/// The grades of a report by judgement, each with the first letter of its label.
type Grades = BTreeMap<String, char>;

/// Reads "leaders G help R": the grade of each judgement.
fn expected_grades(words: &str) -> Grades {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.chunks(2).map(|pair| (pair[0].to_owned(), pair[1].chars().next().unwrap())).collect()
}

/// Returns the grades of a report with the short names of its judgements.
fn found_grades(report: &Report) -> Grades {
    let short_name = |title: &str| {
        let title = title.to_lowercase();
        let names = [
            ("overall", "all"),
            ("lead", "leaders"),
            ("help and protection", "help"),
            ("in care and care leavers", "care+leavers"),
            ("looked after", "after"),
            ("adoption", "adoption"),
            ("care leavers", "leavers"),
            ("in care", "care"),
            ("safeguarding children", "board"),
            ("lscb", "board"),
        ];
        names
            .iter()
            .find(|(words, _)| title.contains(words))
            .map_or(title.clone(), |(_, name)| (*name).to_owned())
    };
    let grades = report.judgements.iter();
    grades
        .map(|judgement| (short_name(&judgement.title), judgement.grade.label.chars().next().unwrap()))
        .collect()
}

support::tests_by_share!(
    the_verdict_of_each_pair_is_as_written_by_hand,
    rows_of_verdicts(),
    assert_verdicts_are_as_written_by_hand
);

fn rows_of_verdicts() -> Vec<String> {
    let table = std::fs::read_to_string(support::project().join("tests/labels/pair_verdicts.txt")).unwrap();
    let rows: Vec<String> = table.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    assert_eq!(rows.len(), 34);
    rows
}

fn assert_verdicts_are_as_written_by_hand(rows: &[String]) {
    let folder = support::corpus_folder().join("pairs");
    for row in rows {
        let fields: Vec<&str> = row.split('|').map(str::trim).collect();
        let [earlier, later, left_grades, right_grades, counts, overall] = fields[..] else {
            panic!("{row}")
        };
        let read = |name: &str| support::read(&folder.join(format!("{name}.pdf"))).report;
        let ((left, left_year), (right, right_year)) =
            (earlier.split_once(' ').unwrap(), later.split_once(' ').unwrap());
        let (left, right) = (read(left), read(right));
        assert_eq!(found_grades(&left), expected_grades(left_grades), "{earlier}");
        assert_eq!(found_grades(&right), expected_grades(right_grades), "{later}");
        let comparison = compare(&left, &right);
        let verdict = &comparison.verdict;
        let found = verdict.counts;
        let found =
            [found.up, found.unchanged, found.down, found.not_comparable, found.only_left, found.only_right];
        let expected: Vec<usize> = counts.split(' ').map(|count| count.parse().unwrap()).collect();
        assert_eq!(found, expected[..], "{row}");
        assert_eq!([verdict.names.in_words(0), verdict.names.in_words(1)], [left_year, right_year]);
        let [change] = &verdict.overall[..] else { panic!("{row}: {:?}", verdict.overall) };
        let words = match change.change {
            GradeChange::Gone => "only earlier".to_owned(),
            _ => change.how_far.to_lowercase(),
        };
        assert_eq!(words, overall, "{row}");
        let text = verdict.text();
        println!("{text}");
        assert!(text.starts_with("Overall effectiveness: ") && text.contains(&format!(" in {left_year}")));
        // Split and joined judgements say how the earlier report graded them.
        for pair in comparison.judgements.iter().filter(|pair| pair.change == GradeChange::NotComparable) {
            let reason = pair.reason.as_deref().unwrap();
            assert!(reason.contains("graded ") || reason.contains("Graded "), "{reason}");
            assert!(reason.starts_with(&format!("In {left_year}, ")), "{reason}");
        }
    }
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn only_recommendations_that_ask_for_the_same_are_taken_for_rewordings() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for pair in labelled_pairs() {
        let texts = |report: &Report| -> Vec<String> {
            report.recommendations.iter().map(|item| item.text.plain().to_owned()).collect()
        };
        let (before, after) = (texts(&pair.left), texts(&pair.right));
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let after: Vec<&str> = after.iter().map(String::as_str).collect();
        for (left, right) in reworded_pairs(&before, &after) {
            let label = pair.labels.iter().find(|(index, _)| *index == right).map(|(_, label)| label.clone());
            println!("{}: {:?}\n  {}\n  {}", pair.council, label, before[left], after[right]);
            *counts.entry(label.unwrap_or_default()).or_default() += 1;
        }
    }
    println!("rewordings by label: {counts:?}");
    assert!(counts.contains_key("same") && !counts.contains_key("new"), "{counts:?}");
}
