//! The paragraphs behind a recommendation, by their wording.
//!
//! What a recommendation asks for is the other side of a shortfall that some paragraph describes. Paragraphs are ranked
//! by the words they share with it (Okapi BM25), by what reports are like: words in a sentence that tells a shortfall
//! count twice; words of the headings count; what stands beside a paragraph in its section supports it; and a part of
//! the report that has recommendations of its own is less likely to be meant. `tests/relevance.rs` measures it.

mod pool;

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use self::pool::Pool;
use super::abbreviations::Abbreviation;
use crate::report::{ParagraphId, Place, Recommendation, Report, SectionId};

/// A paragraph that may stand behind a recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The paragraph, or the bullet of it that is meant.
    pub place: Place,
    /// From 0 to about 1, where 1 would be all the words of the recommendation in a short paragraph.
    pub score: f32,
    /// Words they share, as the recommendation has them, the rarest in the report first.
    pub shared: Vec<String>,
}

impl Related {
    /// The words of the paragraph, or of the bullet that is meant.
    #[must_use]
    pub fn text<'a>(&self, report: &'a Report) -> &'a str {
        let paragraph = report.paragraph(self.paragraph);
        let bullet = self.place.part.and_then(|part| usize::try_from(part).ok());
        bullet.and_then(|part| paragraph.bullets.get(part)).unwrap_or(&paragraph.text).plain()
    }
}

/// No more are told.
pub const MOST: usize = 3;
/// With fewer paragraphs to choose from, nothing is told: the findings are then the list itself, as in letters.
const FEWEST: usize = 12;
/// Under this score nothing is told.
const LEAST: f32 = 0.15;
/// Those after the first have at least this share of its score.
const SHARE: f32 = 0.5;
/// So many shared words are told.
const SHARED: usize = 5;
/// Recommendations times paragraphs that are looked at; York has 10 times 150.
const MOST_PAIRS: usize = 20_000_000;

/// For each recommendation the paragraphs behind it, the likeliest first, at most [`MOST`]; references that it prints
/// are not looked at. Empty where none is likely.
#[must_use]
pub fn related(report: &Report, abbreviations: &[Abbreviation]) -> Vec<Vec<Related>> {
    let pool = Pool::new(report, abbreviations);
    let most = MOST_PAIRS / pool.len().max(1);
    let mut found: Vec<Vec<Related>> =
        report.recommendations.iter().take(most).map(|item| suggested(report, &pool, item)).collect();
    found.resize(report.recommendations.len(), Vec::new());
    found
}

/// For each recommendation the numbers of the `most` likeliest paragraphs in order, for measuring.
#[must_use]
pub fn ranked(report: &Report, abbreviations: &[Abbreviation], most: usize) -> Vec<Vec<u32>> {
    let pool = Pool::new(report, abbreviations);
    let number = |candidate: usize| report.paragraph(pool.candidates[candidate].paragraph).number;
    let items = report.recommendations.iter().take(MOST_PAIRS / pool.len().max(1));
    let ranks = items.map(|item| {
        let scores = pool.scores(report, item);
        order(&scores.of, most).into_iter().filter_map(number).collect()
    });
    ranks.collect()
}

fn suggested(report: &Report, pool: &Pool, item: &Recommendation) -> Vec<Related> {
    let scores = pool.scores(report, item);
    let order = order(&scores.of, MOST);
    let Some(best) = order.first().map(|first| scores.of[*first]) else { return Vec::new() };
    if pool.len() < FEWEST || best < LEAST * scores.ideal {
        return Vec::new();
    }
    let likely = order.into_iter().take_while(|index| scores.of[*index] >= SHARE * best);
    let found = likely.map(|index| {
        let candidate = &pool.candidates[index];
        Related {
            paragraph: candidate.paragraph,
            place: candidate.place,
            score: scores.of[index] / scores.ideal,
            shared: pool.shared(index, &scores, SHARED),
        }
    });
    found.collect()
}

/// The indices of the `most` highest scores, the highest first; of equal ones the earlier.
fn order(scores: &[f32], most: usize) -> Vec<usize> {
    let by_score = |one: &usize, other: &usize| scores[*other].total_cmp(&scores[*one]).then(one.cmp(other));
    let mut order: Vec<usize> = (0..scores.len()).collect();
    if most < order.len() {
        order.select_nth_unstable_by(most, by_score);
        order.truncate(most);
    }
    order.sort_unstable_by(by_score);
    order
}

/// The words of a recommendation without the references it prints.
fn asked(item: &Recommendation) -> String {
    static REFERENCES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\(\s*(?:see\s+)?para[^)]*\)").ok());
    let text = item.text.plain();
    REFERENCES.as_ref().map_or_else(|| text.to_owned(), |pattern| pattern.replace_all(text, " ").into_owned())
}

/// The outermost section of a place.
fn part(report: &Report, section: Option<SectionId>) -> Option<SectionId> {
    section.and_then(|section| report.ancestors(section).last())
}

/// The outermost sections that recommendations stand under.
fn parts(report: &Report) -> HashSet<SectionId> {
    report.recommendations.iter().filter_map(|item| part(report, item.section)).collect()
}
