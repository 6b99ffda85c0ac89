//! Finds texts that were reworded: those of two lists that have most of their words in common.

use std::collections::HashSet;

use super::{
    word_families::{FamilyWeights, SimilarPair, WeighedText, similar_pairs, sort_most_similar_first},
    words::WordCounts,
};

/// The minimum share of common words of a text and its rewording, from 0 to 1. In the 34 labelled pairs of inspections,
/// 6 pairs of recommendations reach it: 5 ask for the same thing, and the other is about the same subject
/// (`tests/analysis/came_back.rs`).
const MIN_REWORDED_SIMILARITY: f32 = 0.5;

/// Returns the pairs of a text of `before` and its rewording in `after`, as indices, the most similar first. Each text
/// is in at most one pair. Two texts that are each as similar to another text are still paired, in the order of the
/// lists.
#[must_use]
pub fn reworded_pairs(before: &[&str], after: &[&str]) -> Vec<(usize, usize)> {
    let weights = FamilyWeights::new(before.iter().chain(after).copied());
    let weigh = |texts: &[&str]| texts.iter().map(|text| weights.weigh(text)).collect::<Vec<WeighedText>>();
    let counts = |texts: &[&str]| texts.iter().map(|text| WordCounts::new(text)).collect::<Vec<WordCounts>>();
    let (before_counts, after_counts) = (counts(before), counts(after));
    let mut pairs: Vec<SimilarPair> = similar_pairs(&weigh(before), &weigh(after))
        .into_iter()
        .map(|pair| SimilarPair {
            similarity: before_counts[pair.left].similarity(&after_counts[pair.right]),
            ..pair
        })
        .filter(|pair| pair.similarity >= MIN_REWORDED_SIMILARITY)
        .collect();
    sort_most_similar_first(&mut pairs);
    let (mut lefts, mut rights) = (HashSet::new(), HashSet::new());
    pairs.retain(|pair| {
        let is_free = !lefts.contains(&pair.left) && !rights.contains(&pair.right);
        if is_free {
            lefts.insert(pair.left);
            rights.insert(pair.right);
        }
        is_free
    });
    pairs.into_iter().map(|pair| (pair.left, pair.right)).collect()
}

#[cfg(test)]
mod tests {
    use super::reworded_pairs;

    #[test]
    fn each_text_is_paired_with_its_rewording_and_with_no_other() {
        let before = [
            "Ensure that all care plans are clear and up to date",
            "Improve the timeliness of initial health assessments",
            "Publish the sufficiency strategy",
        ];
        let after = [
            "Improve the timeliness and quality of health assessments",
            "Make sure that all care plans are clear, specific and up to date",
            "Recruit more foster carers",
        ];
        let mut pairs = reworded_pairs(&before, &after);
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0)]);
        assert_eq!(reworded_pairs(&before, &[]), []);
    }
}
