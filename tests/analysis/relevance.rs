//! The ranking of paragraphs related to recommendations, measured by the references that inspectors printed.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use findings::{
    analysis,
    report::{Report, cited_paragraph_numbers},
};

use crate::support;

/// Sums for the two measures of a ranking: the share of recommendations with a cited paragraph among the first three (hit@3),
/// and the mean reciprocal rank of the first cited paragraph (MRR).
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    hits: f64,
    reciprocal: f64,
    count: f64,
}

impl Measure {
    fn add(&mut self, ranking: &[u32], cited: &[u32]) {
        let rank = ranking.iter().position(|number| cited.contains(number));
        self.count += 1.0;
        if let Some(rank) = rank {
            self.hits += f64::from(u8::from(rank < 3));
            self.reciprocal += 1.0 / (f64::from(u32::try_from(rank).unwrap()) + 1.0);
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            reciprocal: self.reciprocal + other.reciprocal,
            count: self.count + other.count,
        }
    }

    fn hit_rate(self) -> f64 {
        self.hits / self.count.max(1.0)
    }

    fn mean_reciprocal_rank(self) -> f64 {
        self.reciprocal / self.count.max(1.0)
    }
}

/// Ranks paragraphs with Okapi BM25 over whole numbered paragraphs in lower case. This is the baseline.
fn plain_bm25(report: &Report, candidates: &[u32]) -> Vec<Vec<u32>> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let texts: Vec<(u32, Vec<String>)> = report
        .paragraphs
        .iter()
        .filter_map(|paragraph| {
            let number = paragraph.number.filter(|number| candidates.contains(number))?;
            let mut all = words(paragraph.text.plain());
            paragraph.bullets.iter().for_each(|bullet| all.extend(words(bullet.plain())));
            Some((number, all))
        })
        .collect();
    let count = texts.len() as f64;
    let average = texts.iter().map(|(_, words)| words.len() as f64).sum::<f64>() / count;
    let mut document_frequency: HashMap<&str, f64> = HashMap::new();
    for (_, words) in &texts {
        let distinct: std::collections::HashSet<&str> = words.iter().map(String::as_str).collect();
        distinct.into_iter().for_each(|word| *document_frequency.entry(word).or_default() += 1.0);
    }
    let ranking = |text: &str| {
        let text = text.split("(paragraph").next().unwrap();
        let query: std::collections::BTreeSet<String> = words(text).into_iter().collect();
        let mut scored: Vec<(f64, u32)> = texts
            .iter()
            .map(|(number, words)| {
                let length = words.len() as f64 / average;
                let score = query.iter().map(|word| {
                    let times = words.iter().filter(|other| *other == word).count() as f64;
                    let frequency = document_frequency.get(word.as_str()).copied().unwrap_or(0.0);
                    let rarity = (1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln();
                    rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length))
                });
                (score.sum::<f64>(), *number)
            })
            .collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        scored.into_iter().map(|(_, number)| number).collect()
    };
    report.recommendations.iter().map(|item| ranking(item.text.plain())).collect()
}

/// Measures our ranking and the baseline on a report. Returns its name and both measures, or `None` if few of its
/// recommendations print references.
fn measure_report(path: &Path) -> Option<(String, Measure, Measure)> {
    let report = support::read(path).report;
    let with_references = report.recommendations.iter().filter(|item| !item.cites.is_empty()).count();
    if with_references < 5 || with_references * 2 < report.recommendations.len() {
        return None;
    }
    let abbreviations = analysis::abbreviations(&report);
    let ranked = analysis::ranked_paragraphs(&report, &abbreviations, usize::MAX);
    let candidates = ranked[0].clone();
    let plain = plain_bm25(&report, &candidates);
    let (mut ours, mut baseline) = (Measure::default(), Measure::default());
    for ((item, ranked), plain) in report.recommendations.iter().zip(&ranked).zip(&plain) {
        if !item.cites.is_empty() {
            ours.add(ranked, &item.cites);
            baseline.add(plain, &item.cites);
        }
    }
    Some((path.file_name().unwrap().to_string_lossy().into_owned(), ours, baseline))
}

/// Measures the real reports whose recommendations mostly print references, of every second report, beginning with this
/// index. In some reports the paragraph numbers changed before publication, so that no ranking can find the paragraphs
/// that were meant.
fn assert_ranking_is_better_than_plain_bm25(index: usize) {
    let (mut all_ours, mut all_baseline, mut reports) = (Measure::default(), Measure::default(), 0);
    println!("{:<44} {:>3}  BM25 hit@3  MRR    ours hit@3  MRR", "report", "n");
    // The recommendations of the reports in this folder print no references.
    let has_references = |path: &PathBuf| !path.iter().any(|part| part == "pairs");
    let paths = support::corpus_of_inspections().into_iter().filter(has_references);
    let paths: Vec<PathBuf> = paths.skip(index).step_by(2).collect();
    for (name, ours, baseline) in
        support::map_in_threads(&paths, |path| measure_report(path)).into_iter().flatten()
    {
        println!(
            "{name:<44} {:>3}  {:>10.3}  {:.3}  {:>10.3}  {:.3}",
            ours.count,
            baseline.hit_rate(),
            baseline.mean_reciprocal_rank(),
            ours.hit_rate(),
            ours.mean_reciprocal_rank()
        );
        (all_ours, all_baseline) = (all_ours.plus(ours), all_baseline.plus(baseline));
        reports += 1;
    }
    println!(
        "{:<44} {:>3}  {:>10.3}  {:.3}  {:>10.3}  {:.3}",
        format!("all {reports}"),
        all_ours.count,
        all_baseline.hit_rate(),
        all_baseline.mean_reciprocal_rank(),
        all_ours.hit_rate(),
        all_ours.mean_reciprocal_rank()
    );
    assert!(reports > 0, "no report prints references");
    assert!(
        all_ours.mean_reciprocal_rank() > all_baseline.mean_reciprocal_rank()
            && all_ours.hit_rate() > all_baseline.hit_rate()
    );
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn ranking_finds_cited_paragraphs_better_than_plain_bm25_in_even_reports() {
    assert_ranking_is_better_than_plain_bm25(0);
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn ranking_finds_cited_paragraphs_better_than_plain_bm25_in_odd_reports() {
    assert_ranking_is_better_than_plain_bm25(1);
}

/// In this invented report, paragraph 20 describes in other words the weakness that the recommendation is about.
#[test]
fn the_paragraph_that_describes_the_weakness_is_ranked_first() {
    let mut text = String::from(
        "Inspection of safeguarding and looked after children services\n\nTown of Lark\n\nSafeguarding services\n\n",
    );
    for number in 1..20 {
        text += &format!(
            "{number}. Visits to families are prompt, and plans for children in area {number} are good.\n\n"
        );
    }
    text += "20. Records of independent reviewing officers (IROs) are sparse. However, chronologies in files of care leavers \
             are not consistently updated.\n\n";
    text += "Areas for improvement\n\n21. Larkmoor should:\n\nWithin three months:\n\n";
    text += "- ensure that each care leaver has an updated chronology that IROs record (paragraph 3)\n";
    let read = findings::read::read(text.as_bytes(), "report.txt").unwrap();
    let report = read.report;
    assert_eq!(cited_paragraph_numbers(report.recommendations[0].text.plain()), [3]);
    let related = analysis::related_paragraphs(&report, &analysis::abbreviations(&report));
    let first = &related[0][0];
    assert_eq!(report.paragraph(first.paragraph).number, Some(20), "{related:?}");
    assert!(first.shared.contains(&"chronology".to_owned()), "{:?}", first.shared);
    assert!(first.shared.contains(&"IROS".to_owned()), "{:?}", first.shared);
}

/// Both paragraphs fit the recommendation equally well by their words, and only the second one is marked.
#[test]
fn a_paragraph_marked_as_leading_to_a_recommendation_is_ranked_first() {
    let mut text = String::from(
        "# Wexcombe\n\nInspection of services for children in need of help and protection, children looked after and \
         care leavers\n\n## Executive summary\n\nAll is calm.\n\n## Recommendations\n\n1. Improve chronologies in files.\n\n\
         2. Improve visits to homes.\n\n## Summary for children and young people\n\nAll is calm.\n\n\
         ## The experiences and progress of children who need help and protection\n\n\
         3. Chronologies in files are short.\n\n",
    );
    for number in 4..20 {
        text += &format!("{number}. Meals in area {number} are warm, and gardens are green.\n\n");
    }
    text += "20. Chronologies in files are short. (Recommendation)\n\n21. Roads are wide.\n";
    let report = findings::read::read(text.as_bytes(), "report.md").unwrap().report;
    let related = analysis::related_paragraphs(&report, &analysis::abbreviations(&report));
    let numbers: Vec<_> = related[0].iter().map(|item| report.paragraph(item.paragraph).number).collect();
    assert_eq!(numbers[..2], [Some(20), Some(3)], "{related:?}");
    assert!(related[1].is_empty(), "{related:?}");
}
