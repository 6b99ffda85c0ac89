//! Finds texts about the same subject by the rare word families that they share.
//!
//! A word family is all words whose stems begin with the same letters: "assess", "assessed" and "assessment". A family
//! weighs more the fewer texts of the two reports contain it, so that "care" says little and "pathway" says much.
//! `tests/analysis/came_back.rs` measures how well recommendations that came back are found.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap, HashSet},
};

use crate::analysis::terms::{is_stop_word, lower_case_words, word_pieces, word_stem};

/// The number of letters at the beginning of a stem that words of one family share.
const FAMILY_LETTERS: usize = 5;
/// The weight that is added to the weights of two texts when their similarity is computed, so that two short texts that
/// share a single word are not similar. It is about the weight of five rare words.
const ADDED_WEIGHT: f32 = 20.0;
/// The maximum number of families of a text that are compared; the rarest are kept.
const MAX_FAMILIES_PER_TEXT: usize = 400;
/// The number of pairs that are compared for any two lists of texts. Two reports of usual length need fewer.
const MIN_PAIR_LIMIT: usize = 100_000;
/// The number of further pairs that are compared for each text of longer lists, so that the time grows with the number
/// of texts and not with its square.
const MAX_PAIRS_PER_TEXT: usize = 64;

/// Returns the family of a word; `None` for stop words and numbers.
pub(super) fn word_family(word: &str) -> Option<String> {
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    (!is_number && !is_stop_word(word)).then(|| word_stem(word).chars().take(FAMILY_LETTERS).collect())
}

/// Returns the families of the words of a text, with the number of words in each.
fn family_counts(text: &str) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for family in lower_case_words(text).filter_map(|word| word_family(&word)) {
        *counts.entry(family).or_default() += 1;
    }
    counts
}

/// The weight of each word family: the fewer texts contain the family, the more it weighs.
#[derive(Debug, Default)]
pub(super) struct FamilyWeights {
    /// The number of each family and its weight. The numbers follow the alphabet, so that they do not depend on the
    /// order of the texts.
    families: HashMap<String, (u32, f32)>,
    /// The weight of a family that no text contains.
    unknown_weight: f32,
}

impl FamilyWeights {
    /// Counts in how many texts each family occurs.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut text_count, mut text_counts) = (0, Vec::new());
        let mut indices: HashMap<String, usize> = HashMap::new();
        // A report has few different words, so each is stemmed only once.
        let mut families_of_piece: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut in_text: Vec<usize> = Vec::new();
        for text in texts {
            text_count += 1;
            in_text.clear();
            for piece in word_pieces(text) {
                let families = families_of_piece.entry(piece).or_insert_with(|| {
                    let families = lower_case_words(piece).filter_map(|word| word_family(&word));
                    let index_of = |family| {
                        let next = indices.len();
                        *indices.entry(family).or_insert(next)
                    };
                    families.map(index_of).collect()
                });
                in_text.extend(families.iter());
            }
            in_text.sort_unstable();
            in_text.dedup();
            text_counts.resize(indices.len(), 0);
            in_text.iter().for_each(|family| text_counts[*family] += 1);
        }
        let weight = |containing: f32| ((count_as_f32(text_count) + 1.0) / (containing + 0.5)).ln();
        let names: BTreeMap<String, usize> = indices.into_iter().collect();
        let families = (0..).zip(names).map(|(number, (name, index))| {
            (name, (number, weight(count_as_f32(text_counts[index])).max(0.0)))
        });
        Self { families: families.collect(), unknown_weight: weight(0.0).max(0.0) }
    }

    /// Returns the weight of a family.
    pub(super) fn weight(&self, family: &str) -> f32 {
        self.families.get(family).map_or(self.unknown_weight, |(_, weight)| *weight)
    }

    /// Returns the families of a text with their weights.
    pub(super) fn weigh(&self, text: &str) -> WeighedText {
        let (mut families, mut unknown) = (Vec::new(), 0.0);
        for (family, count) in family_counts(text) {
            // A word that is repeated counts more, but not as often as it occurs.
            let repetition = 1.0 + count_as_f32(count).ln();
            match self.families.get(&family) {
                Some((number, weight)) => families.push((*number, weight * repetition)),
                None => unknown += self.unknown_weight * repetition,
            }
        }
        families.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        families.truncate(MAX_FAMILIES_PER_TEXT);
        families.sort_unstable_by_key(|(number, _)| *number);
        let total = families.iter().map(|(_, weight)| weight).sum::<f32>() + unknown;
        WeighedText { families, total }
    }

    /// Returns the words of `text` whose families also occur in `other`, as `text` has them in lower case, the rarest
    /// first. Each family is listed once.
    pub(super) fn shared_words(&self, text: &str, other: &str, max_count: usize) -> Vec<String> {
        let in_other = family_counts(other);
        let mut seen = HashSet::new();
        let mut shared: Vec<(f32, String)> = Vec::new();
        for word in lower_case_words(text) {
            let Some(family) = word_family(&word).filter(|family| in_other.contains_key(family)) else {
                continue;
            };
            let weight = self.families.get(&family).map_or(self.unknown_weight, |(_, weight)| *weight);
            if seen.insert(family) {
                shared.push((weight, word));
            }
        }
        shared.sort_by(|one, other| other.0.total_cmp(&one.0));
        shared.into_iter().take(max_count).map(|(_, word)| word).collect()
    }
}

/// The word families of a text with their weights.
#[derive(Debug, Clone, Default)]
pub(super) struct WeighedText {
    /// The number and the weight of each family, in the order of the numbers.
    families: Vec<(u32, f32)>,
    /// The sum of all weights.
    total: f32,
}

impl WeighedText {
    /// Returns the similarity of two texts, from 0 to almost 1: the weight of the families in common, divided by the
    /// geometric mean of the weights of both texts plus [`ADDED_WEIGHT`].
    pub(super) fn similarity(&self, other: &Self) -> f32 {
        self.common_weight(other) / ((self.total * other.total).sqrt() + ADDED_WEIGHT)
    }

    /// Returns the share of the weight of both texts that is in families in common, from 0 to 1.
    pub(super) fn common_share(&self, other: &Self) -> f32 {
        let all = self.total + other.total;
        if all > 0.0 { 2.0 * self.common_weight(other) / all } else { 0.0 }
    }

    /// Returns the number and the weight of each family, in the order of the numbers.
    pub(super) fn families(&self) -> &[(u32, f32)] {
        &self.families
    }

    /// Returns the sum of the weights of all families.
    pub(super) fn total(&self) -> f32 {
        self.total
    }

    /// Returns the weight of the families in common.
    fn common_weight(&self, other: &Self) -> f32 {
        let (mut own, mut theirs) = (self.families.iter().peekable(), other.families.iter().peekable());
        let mut common = 0.0;
        while let (Some((one, weight)), Some((two, other_weight))) = (own.peek(), theirs.peek()) {
            match one.cmp(two) {
                Ordering::Less => {
                    own.next();
                }
                Ordering::Greater => {
                    theirs.next();
                }
                Ordering::Equal => {
                    common += weight.min(*other_weight);
                    own.next();
                    theirs.next();
                }
            }
        }
        common
    }
}

/// Two texts and their similarity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SimilarPair {
    /// The index of the text in the left list.
    pub(super) left: usize,
    /// The index of the text in the right list.
    pub(super) right: usize,
    /// The similarity, from 0 to almost 1. See [`WeighedText::similarity`].
    pub(super) similarity: f32,
}

impl SimilarPair {
    /// Orders pairs so that the most similar is first. Of equally similar pairs, those at the same place in both lists
    /// are first. Swapping the lists gives the same order.
    pub(super) fn compare_most_similar_first(&self, other: &Self) -> Ordering {
        let distance = |pair: &Self| (pair.left.abs_diff(pair.right), pair.left + pair.right);
        other.similarity.total_cmp(&self.similarity).then(distance(self).cmp(&distance(other)))
    }
}

/// Returns the pairs of texts to compare, in order: pairs that share a word family, the rarest families first. The
/// number of pairs is limited and grows with the number of texts. Swapping the lists gives the same pairs, swapped.
fn pairs_to_compare(left: &[WeighedText], right: &[WeighedText]) -> Vec<(usize, usize)> {
    let mut texts_by_family: HashMap<u32, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, text) in left.iter().enumerate() {
        for (family, _) in &text.families {
            texts_by_family.entry(*family).or_default().0.push(index);
        }
    }
    for (index, text) in right.iter().enumerate() {
        for (family, _) in &text.families {
            if let Some((_, rights)) = texts_by_family.get_mut(family) {
                rights.push(index);
            }
        }
    }
    let pair_count = |(lefts, rights): &(Vec<usize>, Vec<usize>)| lefts.len().saturating_mul(rights.len());
    let mut families: Vec<(usize, u32)> =
        texts_by_family.iter().map(|(family, texts)| (pair_count(texts), *family)).collect();
    families.sort_unstable();
    let mut remaining = MIN_PAIR_LIMIT.max(MAX_PAIRS_PER_TEXT * (left.len() + right.len()));
    let mut pairs = Vec::new();
    for (count, family) in families {
        let Some(rest) = remaining.checked_sub(count) else { break };
        remaining = rest;
        let Some((lefts, rights)) = texts_by_family.get(&family) else { continue };
        pairs.extend(lefts.iter().flat_map(|one| rights.iter().map(move |other| (*one, *other))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the similarity of all pairs of texts that share rare word families, in order.
pub(super) fn similar_pairs(left: &[WeighedText], right: &[WeighedText]) -> Vec<SimilarPair> {
    let pairs = pairs_to_compare(left, right).into_iter();
    let compare = |(one, other): (usize, usize)| SimilarPair {
        left: one,
        right: other,
        similarity: left[one].similarity(&right[other]),
    };
    pairs.map(compare).collect()
}

/// Sorts pairs so that the most similar is first. See [`SimilarPair::compare_most_similar_first`].
pub(super) fn sort_most_similar_first(pairs: &mut [SimilarPair]) {
    pairs.sort_by(SimilarPair::compare_most_similar_first);
}

/// Converts a number of texts or words.
#[expect(
    clippy::cast_precision_loss,
    reason = "f32 holds the number of texts of two reports precisely enough"
)]
fn count_as_f32(count: u32) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_words_of_rare_families_are_similar() {
        let texts = [
            "The quality of assessments for children.",
            "The support for children at weekends.",
            "How well children are assessed.",
            "The offer of visits to children.",
        ];
        let weights = FamilyWeights::new(texts.into_iter());
        let weighed = texts.map(|text| weights.weigh(text));
        let similarity = |one: usize, other: usize| weighed[one].similarity(&weighed[other]);
        assert!(similarity(0, 2) > 2.0 * similarity(1, 3), "{} {}", similarity(0, 2), similarity(1, 3));
        assert_eq!(weights.shared_words(texts[2], texts[0], 5), ["assessed", "children"]);
    }

    #[test]
    fn the_number_of_comparisons_grows_with_the_number_of_texts_and_not_with_its_square() {
        // The first word is in one text of each list only, the second in a hundredth of them, and the rest in all.
        let text =
            |index: usize| format!("{index:05}x {:05}y improve the planning for children", index % 100);
        let pairs = |count: usize| {
            let texts: Vec<String> = (0..count).map(text).collect();
            let weights = FamilyWeights::new(texts.iter().chain(&texts).map(String::as_str));
            let weighed: Vec<WeighedText> = texts.iter().map(|text| weights.weigh(text)).collect();
            pairs_to_compare(&weighed, &weighed)
        };
        assert_eq!(pairs(100).len(), 10_000, "all pairs of short lists are compared");
        let long = pairs(10_000);
        assert!(long.len() <= MAX_PAIRS_PER_TEXT * 20_000, "{}", long.len());
        let equal = (0..10_000).filter(|index| long.binary_search(&(*index, *index)).is_ok()).count();
        assert_eq!(equal, 10_000, "texts with a rare word in common are compared");
    }
}
