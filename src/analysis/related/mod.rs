//! Paragraphs that a recommendation is probably based on, found by their wording.
//!
//! A recommendation addresses a weakness that some paragraph describes. Paragraphs are ranked by the words they share
//! with the recommendation (Okapi BM25), adjusted to the structure of reports: words in a critical sentence count
//! twice, words of the headings count too, neighbouring paragraphs of a section raise each other's scores, and
//! paragraphs in another part of the report with its own recommendations score half. Some reports mark the paragraphs
//! that led to a recommendation without saying to which one: "(Recommendation)". Their scores are higher, and each is
//! related to the recommendation that it fits best. `tests/analysis/relevance.rs` measures the result.

mod pool;
mod terms;

use std::collections::HashSet;

use self::pool::{CandidatePool, CandidateScores};
use super::{abbreviations::Abbreviation, phrases::Phrase};
use crate::report::{ParagraphId, Place, Recommendation, Report, SectionId};

/// A paragraph that a recommendation may be based on.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedParagraph {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The place of the paragraph, or of the related bullet.
    pub place: Place,
    /// The score from 0 to about 1. A short paragraph with all words of the recommendation has a score of 1.
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

/// The maximum number of related paragraphs for each recommendation.
pub const MAX_RELATED_PARAGRAPHS: usize = 3;
/// The minimum number of paragraphs of a report. Shorter reports, such as letters, give no related paragraphs, because
/// almost any paragraph would match.
const MIN_REPORT_PARAGRAPHS: usize = 12;
/// The minimum score of the best paragraph. With a lower score, a recommendation has no related paragraphs.
const MIN_BEST_SCORE: f32 = 0.15;
/// The minimum score of further paragraphs, as a share of the best score.
const MIN_SHARE_OF_BEST: f32 = 0.5;
/// The maximum number of shared words that are listed for each paragraph.
const MAX_SHARED_WORDS: usize = 5;
/// The maximum number of scored pairs: recommendations multiplied by paragraphs. The York report has 10 × 150.
const MAX_SCORED_PAIRS: usize = 20_000_000;

/// Returns for each recommendation the paragraphs it is probably based on, the most likely first, at most
/// [`MAX_RELATED_PARAGRAPHS`]. References printed in the recommendation are not used.
#[must_use]
pub fn related_paragraphs(report: &Report, abbreviations: &[Abbreviation]) -> Vec<Vec<RelatedParagraph>> {
    let pool = CandidatePool::new(report, abbreviations);
    let max_items = MAX_SCORED_PAIRS / pool.len().max(1);
    let mut marked: Vec<MarkedCandidate> = pool.marked().map(MarkedCandidate::new).collect();
    let mut found: Vec<Vec<RelatedParagraph>> = Vec::with_capacity(report.recommendations.len());
    for (index, item) in report.recommendations.iter().take(max_items).enumerate() {
        let scores = pool.scores(report, item);
        marked.iter_mut().for_each(|candidate| candidate.compare(index, &scores));
        found.push(best_paragraphs(&pool, &scores));
    }
    if pool.len() >= MIN_REPORT_PARAGRAPHS {
        add_marked_paragraphs(report, &pool, marked, &mut found);
    }
    found.resize(report.recommendations.len(), Vec::new());
    found
}

/// A paragraph that the report marks as leading to a recommendation, and the recommendation that fits it best so far.
#[derive(Debug, Clone, Copy)]
struct MarkedCandidate {
    /// The index of the candidate.
    index: usize,
    /// The index of the recommendation; `None` if it fits none.
    item: Option<usize>,
    /// The score for that recommendation, as a share of the recommendation's ideal score.
    share: f32,
}

/// Adds each marked paragraph to the related paragraphs of the recommendation that fits it best.
fn add_marked_paragraphs(
    report: &Report,
    pool: &CandidatePool,
    mut marked: Vec<MarkedCandidate>,
    found: &mut [Vec<RelatedParagraph>],
) {
    marked.retain(|candidate| candidate.item.is_some());
    marked.sort_by(|one, other| one.item.cmp(&other.item).then(other.share.total_cmp(&one.share)));
    for candidates in marked.chunk_by(|one, other| one.item == other.item) {
        let Some(index) = candidates[0].item else { continue };
        let scores = pool.scores(report, &report.recommendations[index]);
        add_marked_candidates(pool, &scores, candidates, &mut found[index]);
    }
}

/// Adds marked paragraphs of one recommendation, the most likely first. They replace paragraphs that are not marked.
fn add_marked_candidates(
    pool: &CandidatePool,
    scores: &CandidateScores,
    candidates: &[MarkedCandidate],
    related: &mut Vec<RelatedParagraph>,
) {
    for candidate in candidates.iter().take(MAX_RELATED_PARAGRAPHS) {
        let more = related_paragraph(pool, candidate.index, scores);
        if related.iter().any(|related| related.place == more.place) {
            continue;
        }
        if related.len() >= MAX_RELATED_PARAGRAPHS {
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
        Self { index, item: None, share: MIN_BEST_SCORE }
    }

    /// Takes a recommendation as the best so far if the candidate has a higher share of its ideal score.
    fn compare(&mut self, item: usize, scores: &CandidateScores) {
        let share = scores.by_candidate[self.index] / scores.ideal;
        if share > self.share {
            (self.item, self.share) = (Some(item), share);
        }
    }
}

/// Returns for each recommendation the printed numbers of the `max_count` most likely paragraphs, the most likely
/// first.
#[must_use]
pub fn ranked_paragraphs(report: &Report, abbreviations: &[Abbreviation], max_count: usize) -> Vec<Vec<u32>> {
    let pool = CandidatePool::new(report, abbreviations);
    let number = |candidate: usize| report.paragraph(pool.candidates[candidate].paragraph).number;
    let items = report.recommendations.iter().take(MAX_SCORED_PAIRS / pool.len().max(1));
    let ranks = items.map(|item| {
        let scores = pool.scores(report, item);
        best_indices(&scores.by_candidate, max_count).into_iter().filter_map(number).collect()
    });
    ranks.collect()
}

/// Returns the paragraphs that a recommendation is probably based on, the most likely first. `scores` are the scores of
/// the recommendation.
fn best_paragraphs(pool: &CandidatePool, scores: &CandidateScores) -> Vec<RelatedParagraph> {
    let order = best_indices(&scores.by_candidate, MAX_RELATED_PARAGRAPHS);
    let Some(best) = order.first().map(|first| scores.by_candidate[*first]) else { return Vec::new() };
    if pool.len() < MIN_REPORT_PARAGRAPHS || best < MIN_BEST_SCORE * scores.ideal {
        return Vec::new();
    }
    let likely =
        order.into_iter().take_while(|index| scores.by_candidate[*index] >= MIN_SHARE_OF_BEST * best);
    likely.map(|index| related_paragraph(pool, index, scores)).collect()
}

/// Returns the candidate with an index as a related paragraph.
fn related_paragraph(pool: &CandidatePool, index: usize, scores: &CandidateScores) -> RelatedParagraph {
    let candidate = &pool.candidates[index];
    RelatedParagraph {
        paragraph: candidate.paragraph,
        place: candidate.place,
        score: scores.by_candidate[index] / scores.ideal,
        shared: pool.shared_words(index, scores, MAX_SHARED_WORDS),
    }
}

/// Returns the indices of the `max_count` highest scores, the highest first. Equal scores stay in their order.
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
    let mut text = item.text.plain().to_owned();
    for range in Phrase::ParagraphReference.ranges_in(&text).into_iter().rev() {
        text.replace_range(range, " ");
    }
    text
}

/// Returns the outermost section around a section, which is the part of the report that contains the section.
fn outermost_section(report: &Report, section: Option<SectionId>) -> Option<SectionId> {
    section.and_then(|section| report.ancestors(section).last())
}

/// Returns the parts of the report that contain recommendations.
fn parts_with_recommendations(report: &Report) -> HashSet<SectionId> {
    report.recommendations.iter().filter_map(|item| outermost_section(report, item.section)).collect()
}
