//! Pairs the recommendations of two reports by their wording.

use super::{units::normalised_words, words::WordCounts};
use crate::report::Report;

/// The change of a recommendation from the left report to the right report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecommendationChange {
    /// Both reports make the recommendation.
    CarriedOver,
    /// Only the left report makes the recommendation.
    NotRepeated,
    /// Only the right report makes the recommendation.
    New,
}

impl RecommendationChange {
    /// Returns the symbol and the label of the change: "+" and "New".
    #[must_use]
    pub fn symbol_and_label(self) -> (&'static str, &'static str) {
        match self {
            Self::CarriedOver => ("=", "Carried over"),
            Self::NotRepeated => ("−", "Not repeated"),
            Self::New => ("+", "New"),
        }
    }
}

/// A recommendation of either report, or of both.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationPair {
    /// The index of the left report's recommendation; `None` if only the right report makes it.
    pub left: Option<usize>,
    /// The index of the right report's recommendation; `None` if only the left report makes it.
    pub right: Option<usize>,
    /// The change of the recommendation.
    pub change: RecommendationChange,
    /// The similarity of the two wordings, from 0 to 1; `None` if only one report makes the recommendation.
    pub similarity: Option<f32>,
}

/// The minimum similarity of two recommendations that count as the same, from 0 to 1.
const MIN_SAME_SIMILARITY: f32 = 0.6;

/// Pairs the recommendations of two reports, in the order of the right report. Recommendations that are only in the
/// left report are last.
pub(super) fn pair_recommendations(left: &Report, right: &Report) -> Vec<RecommendationPair> {
    let counts = |report: &Report| -> Vec<WordCounts> {
        report
            .recommendations
            .iter()
            .map(|item| WordCounts::new(&normalised_words(item.text.plain())))
            .collect()
    };
    let (left_counts, right_counts) = (counts(left), counts(right));
    let mut similar: Vec<(usize, usize, f32)> = Vec::new();
    for (left_index, one) in left_counts.iter().enumerate() {
        for (right_index, other) in right_counts.iter().enumerate() {
            let similarity = one.similarity(other);
            if similarity >= MIN_SAME_SIMILARITY {
                similar.push((left_index, right_index, similarity));
            }
        }
    }
    // The most similar pairs are first. Of equally similar pairs, those at the same place in both reports are first.
    similar.sort_by(|one, other| {
        let distance = |pair: &(usize, usize, f32)| (pair.0.abs_diff(pair.1), pair.0 + pair.1);
        other.2.total_cmp(&one.2).then(distance(one).cmp(&distance(other)))
    });
    let mut partner_of_left: Vec<Option<(usize, f32)>> = vec![None; left_counts.len()];
    let mut partner_of_right: Vec<Option<(usize, f32)>> = vec![None; right_counts.len()];
    for (left_index, right_index, similarity) in similar {
        if partner_of_left[left_index].is_none() && partner_of_right[right_index].is_none() {
            (partner_of_left[left_index], partner_of_right[right_index]) =
                (Some((right_index, similarity)), Some((left_index, similarity)));
        }
    }
    let rights = partner_of_right.iter().enumerate().map(|(index, partner)| RecommendationPair {
        left: partner.map(|(left, _)| left),
        right: Some(index),
        change: if partner.is_some() { RecommendationChange::CarriedOver } else { RecommendationChange::New },
        similarity: partner.map(|(_, similarity)| similarity),
    });
    let lefts = partner_of_left.iter().enumerate().filter(|(_, partner)| partner.is_none());
    let lefts = lefts.map(|(index, _)| RecommendationPair {
        left: Some(index),
        right: None,
        change: RecommendationChange::NotRepeated,
        similarity: None,
    });
    rights.chain(lefts).collect()
}
