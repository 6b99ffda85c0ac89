//! Decisions of the user about similar recommendations: whether both ask for the same thing.

use serde::{Deserialize, Serialize};

use super::recommendations::{RecommendationChange, RecommendationPair, with_unpaired};

/// The decision on whether two similar recommendations ask for the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SimilarityDecision {
    /// They ask for the same thing.
    Confirmed,
    /// They ask for different things.
    Rejected,
}

/// Returns the pairs of recommendations after the decisions on similar ones. `decision` returns the decision on the
/// recommendations with these indices, left and right. Recommendations that were rejected as similar are alone, unless
/// they are similar to others.
///
/// `computed` are the pairs without decisions, as in [`Comparison::recommendations`](super::Comparison::recommendations).
#[must_use]
pub fn apply_similarity_decisions(
    computed: &[RecommendationPair],
    decision: impl Fn(usize, usize) -> Option<SimilarityDecision>,
) -> Vec<RecommendationPair> {
    let count = |index: fn(&RecommendationPair) -> Option<usize>| {
        computed.iter().filter_map(index).max().map_or(0, |last| last + 1)
    };
    let decided = computed.iter().filter_map(|pair| {
        let (left, right) = pair.left.zip(pair.right)?;
        match decision(left, right).filter(|_| pair.change == RecommendationChange::Similar) {
            Some(SimilarityDecision::Rejected) => None,
            Some(SimilarityDecision::Confirmed) => {
                Some(RecommendationPair { is_confirmed: true, ..pair.clone() })
            }
            None => Some(pair.clone()),
        }
    });
    with_unpaired(decided.collect(), count(|pair| pair.left), count(|pair| pair.right))
}
