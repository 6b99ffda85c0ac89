//! Earlier recommendations that the later report still mentions as a point to improve.

use super::{
    recommendations::{MAX_SHARED_WORDS, wording_without_addressee},
    word_families::{FamilyWeights, similar_pairs},
};
use crate::{
    analysis::{improvement::improvement_points, strings::comparison as strings},
    report::{ParagraphId, Place, Report},
};

/// The minimum similarity of a recommendation and a sentence about the same subject. Of 16 matches of the labelled
/// pairs of reports above it that were checked by hand, 14 were about the same subject; from 0.14 to 0.16 it was 5 of
/// 8.
const MIN_MENTION_SIMILARITY: f32 = 0.16;

/// A recommendation of the left report, and a point to improve in the right report that is about the same subject.
#[derive(Debug, Clone, PartialEq)]
pub struct StillMentioned {
    /// The index of the left report's recommendation.
    pub recommendation: usize,
    /// The sentence in the right report that says what is not good enough.
    pub sentence: String,
    /// The paragraph or bullet with the sentence, in the right report.
    pub place: Place,
    /// The paragraph with the sentence, in the right report.
    pub paragraph: ParagraphId,
    /// The similarity, from 0 to 1.
    pub similarity: f32,
    /// The words in common, as the sentence has them, the rarest first.
    pub shared_words: Vec<String>,
}

impl StillMentioned {
    /// Returns the label: "still mentioned in paragraph 31". `later` is the right report.
    #[must_use]
    pub fn label(&self, later: &Report) -> String {
        strings::still_mentioned(later.paragraph(self.paragraph).number)
    }
}

/// Returns for each recommendation of the left report the most similar point to improve in the right report, if it is
/// similar enough, in the order of the recommendations.
pub(super) fn still_mentioned<'w>(
    left: &Report,
    right: &Report,
    weights: impl FnOnce() -> &'w FamilyWeights,
) -> Vec<StillMentioned> {
    if left.recommendations.is_empty() {
        return Vec::new();
    }
    let weights = weights();
    let points = improvement_points(right);
    let wordings: Vec<String> = left.recommendations.iter().map(wording_without_addressee).collect();
    let recommendations: Vec<_> = wordings.iter().map(|wording| weights.weigh(wording)).collect();
    let sentences: Vec<_> = points.iter().map(|point| weights.weigh(&point.text)).collect();
    let mut best: Vec<Option<(usize, f32)>> = vec![None; recommendations.len()];
    for pair in similar_pairs(&recommendations, &sentences) {
        let is_better = best[pair.left].is_none_or(|(_, similarity)| pair.similarity > similarity);
        if is_better && pair.similarity >= MIN_MENTION_SIMILARITY {
            best[pair.left] = Some((pair.right, pair.similarity));
        }
    }
    let found = best.into_iter().enumerate().filter_map(|(index, best)| {
        let (point, similarity) = best?;
        let point = &points[point];
        Some(StillMentioned {
            recommendation: index,
            sentence: point.text.clone(),
            place: point.place,
            paragraph: point.paragraph,
            similarity,
            shared_words: weights.shared_words(&point.text, &wordings[index], MAX_SHARED_WORDS),
        })
    });
    found.collect()
}
