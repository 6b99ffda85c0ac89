//! Paragraphs that a recommendation is probably based on, found by their wording.
//!
//! A recommendation addresses a weakness that some paragraph describes. Paragraphs are ranked by the words they share
//! with it (Okapi BM25), adjusted to the structure of reports: words in a critical sentence count twice, words of the
//! headings count too, neighbouring paragraphs of the section support each other, and another part of the report that
//! has its own recommendations is less likely. Some reports mark the paragraphs that led to a recommendation, without
//! saying to which one: "(Recommendation)". They are more likely, and each is related to the recommendation that it fits
//! best. `tests/relevance.rs` measures the result.

mod pool;

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use self::pool::{Pool, Scores};
use super::abbreviations::Abbreviation;
use crate::report::{ParagraphId, Place, Recommendation, Report, SectionId};

/// A paragraph that a recommendation may be based on.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedParagraph {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The paragraph, or the bullet of it that is related.
    pub place: Place,
    /// The score from 0 to about 1. A short paragraph with all words of the recommendation has 1.
    pub score: f32,
    /// The shared words as the recommendation prints them, the rarest in the report first.
    pub shared: Vec<String>,
}

impl RelatedParagraph {
    /// Returns the text of the paragraph, or of the related bullet.
    #[must_use]
    pub fn text<'a>(&self, report: &'a Report) -> &'a str {
        let paragraph = report.paragraph(self.paragraph);
        let bullet = self.place.part.and_then(|part| usize::try_from(part).ok());
        bullet.and_then(|part| paragraph.bullets.get(part)).unwrap_or(&paragraph.text).plain()
    }
}

/// The greatest number of related paragraphs for each recommendation.
pub const MAX_RELATED: usize = 3;
/// Reports with fewer paragraphs, such as letters, give no related paragraphs, because almost any paragraph would
/// match.
const MIN_PARAGRAPHS: usize = 12;
/// A recommendation whose best paragraph has a lower score gets no related paragraphs.
const MIN_SCORE: f32 = 0.15;
/// The score of further paragraphs must be at least this share of the best score.
const MIN_SHARE_OF_BEST: f32 = 0.5;
const MAX_SHARED_WORDS: usize = 5;
/// The maximum number of recommendations multiplied by paragraphs. The York report has 10 × 150.
const MAX_PAIRS: usize = 20_000_000;

/// Returns for each recommendation the paragraphs it is probably based on, the most likely first, at most
/// [`MAX_RELATED`]. References printed in the recommendation are not used.
#[must_use]
pub fn related_paragraphs(report: &Report, abbreviations: &[Abbreviation]) -> Vec<Vec<RelatedParagraph>> {
    let pool = Pool::new(report, abbreviations);
    let max_items = MAX_PAIRS / pool.len().max(1);
    let mut marked: Vec<MarkedCandidate> = pool.marked().map(MarkedCandidate::new).collect();
    let mut found: Vec<Vec<RelatedParagraph>> = Vec::with_capacity(report.recommendations.len());
    for (index, item) in report.recommendations.iter().take(max_items).enumerate() {
        let scores = pool.scores(report, item);
        marked.iter_mut().for_each(|candidate| candidate.compare(index, &scores));
        found.push(related_to(&pool, &scores));
    }
    if pool.len() >= MIN_PARAGRAPHS {
        marked.retain(|candidate| candidate.item.is_some());
        marked.sort_by(|one, other| one.item.cmp(&other.item).then(other.share.total_cmp(&one.share)));
        for candidates in marked.chunk_by(|one, other| one.item == other.item) {
            let Some(index) = candidates[0].item else { continue };
            let scores = pool.scores(report, &report.recommendations[index]);
            add_marked(&pool, &scores, candidates, &mut found[index]);
        }
    }
    found.resize(report.recommendations.len(), Vec::new());
    found
}

/// A paragraph that the report marks as leading to a recommendation, and the recommendation that it fits best so far.
#[derive(Debug, Clone, Copy)]
struct MarkedCandidate {
    /// The index of the candidate.
    index: usize,
    /// The index of the recommendation; `None` if it fits none.
    item: Option<usize>,
    share: f32,
}

/// Adds marked paragraphs, the most likely first, to the related paragraphs of a recommendation, in place of those that
/// are not marked.
fn add_marked(
    pool: &Pool,
    scores: &Scores,
    candidates: &[MarkedCandidate],
    related: &mut Vec<RelatedParagraph>,
) {
    for candidate in candidates.iter().take(MAX_RELATED) {
        let more = related_paragraph(pool, candidate.index, scores);
        if related.iter().any(|related| related.place == more.place) {
            continue;
        }
        if related.len() >= MAX_RELATED {
            let Some(unmarked) = related.iter().rposition(|related| !pool.is_marked(related.place)) else {
                break;
            };
            related.remove(unmarked);
        }
        let at = related.partition_point(|related| related.score >= more.score);
        related.insert(at, more);
    }
}

impl MarkedCandidate {
    fn new(index: usize) -> Self {
        Self { index, item: None, share: MIN_SCORE }
    }

    /// Takes a recommendation as the best so far if the candidate has a higher share of its ideal score.
    fn compare(&mut self, item: usize, scores: &Scores) {
        let share = scores.by_candidate[self.index] / scores.ideal;
        if share > self.share {
            (self.item, self.share) = (Some(item), share);
        }
    }
}

/// Returns for each recommendation the numbers of the `max_count` most likely paragraphs, the most likely first.
#[must_use]
pub fn ranked_paragraphs(report: &Report, abbreviations: &[Abbreviation], max_count: usize) -> Vec<Vec<u32>> {
    let pool = Pool::new(report, abbreviations);
    let number = |candidate: usize| report.paragraph(pool.candidates[candidate].paragraph).number;
    let items = report.recommendations.iter().take(MAX_PAIRS / pool.len().max(1));
    let ranks = items.map(|item| {
        let scores = pool.scores(report, item);
        best_indices(&scores.by_candidate, max_count).into_iter().filter_map(number).collect()
    });
    ranks.collect()
}

fn related_to(pool: &Pool, scores: &Scores) -> Vec<RelatedParagraph> {
    let order = best_indices(&scores.by_candidate, MAX_RELATED);
    let Some(best) = order.first().map(|first| scores.by_candidate[*first]) else { return Vec::new() };
    if pool.len() < MIN_PARAGRAPHS || best < MIN_SCORE * scores.ideal {
        return Vec::new();
    }
    let likely =
        order.into_iter().take_while(|index| scores.by_candidate[*index] >= MIN_SHARE_OF_BEST * best);
    likely.map(|index| related_paragraph(pool, index, scores)).collect()
}

fn related_paragraph(pool: &Pool, index: usize, scores: &Scores) -> RelatedParagraph {
    let candidate = &pool.candidates[index];
    RelatedParagraph {
        paragraph: candidate.paragraph,
        place: candidate.place,
        score: scores.by_candidate[index] / scores.ideal,
        shared: pool.shared_words(index, scores, MAX_SHARED_WORDS),
    }
}

/// Returns the indices of the `max_count` highest scores, the highest first. Of equal scores the earlier is first.
fn best_indices(scores: &[f32], max_count: usize) -> Vec<usize> {
    let by_score = |one: &usize, other: &usize| scores[*other].total_cmp(&scores[*one]).then(one.cmp(other));
    let mut order: Vec<usize> = (0..scores.len()).collect();
    if max_count < order.len() {
        order.select_nth_unstable_by(max_count, by_score);
        order.truncate(max_count);
    }
    order.sort_unstable_by(by_score);
    order
}

/// Returns the text of a recommendation without its printed references.
fn text_without_references(item: &Recommendation) -> String {
    static REFERENCES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\(\s*(?:see\s+)?para[^)]*\)").ok());
    let text = item.text.plain();
    REFERENCES.as_ref().map_or_else(|| text.to_owned(), |pattern| pattern.replace_all(text, " ").into_owned())
}

/// Returns the outermost section around a section: the part of the report.
fn part_of(report: &Report, section: Option<SectionId>) -> Option<SectionId> {
    section.and_then(|section| report.ancestors(section).last())
}

/// Returns the parts of the report that contain recommendations.
fn parts_with_recommendations(report: &Report) -> HashSet<SectionId> {
    report.recommendations.iter().filter_map(|item| part_of(report, item.section)).collect()
}
