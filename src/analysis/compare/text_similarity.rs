//! The similarity of one text to many others, by the rare word families in common.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::word_families::{FamilyWeights, WeighedText, word_family};
use crate::analysis::terms::{lower_case_words, word_pieces};

/// The number of the rarest families of the text, of which another text must have some to be compared.
const MAX_RARE_FAMILIES: usize = 24;
/// The number of rare families that another text must have.
const MIN_RARE_FAMILIES: usize = 3;
/// The number of different words that a [`FamilyFilter`] remembers.
const MAX_KNOWN_WORDS: usize = 100_000;

/// The similarity of one text to others.
#[derive(Debug)]
pub struct TextSimilarity {
    text: String,
    weights: FamilyWeights,
    weighed: WeighedText,
    /// All families of the text.
    families: HashSet<String>,
    /// The rarest families of the text.
    rare: HashSet<String>,
}

impl TextSimilarity {
    /// Prepares a text. Each line of `sample` counts as a text, by which it is judged which families are rare.
    #[must_use]
    pub fn new(text: &str, sample: &[String]) -> Self {
        // The text itself counts too, because families that no text has are in no other text either.
        let lines = sample.iter().flat_map(|text| text.lines()).chain([text]);
        let weights = FamilyWeights::new(lines);
        let families: HashSet<String> =
            lower_case_words(text).filter_map(|word| word_family(&word)).collect();
        let mut by_weight: Vec<(f32, &String)> =
            families.iter().map(|family| (weights.weight(family), family)).collect();
        by_weight.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
        let rare = by_weight.into_iter().take(MAX_RARE_FAMILIES).map(|(_, family)| family.clone()).collect();
        Self { text: text.to_owned(), weighed: weights.weigh(text), weights, families, rare }
    }

    /// Returns the similarity of another text, from 0 to almost 1.
    #[must_use]
    pub fn similarity(&self, other: &str) -> f32 {
        self.weighed.similarity(&self.weights.weigh(other))
    }

    /// Returns the words of another text whose families also occur in the text, the rarest first.
    #[must_use]
    pub fn shared_words(&self, other: &str, max_count: usize) -> Vec<String> {
        self.weights.shared_words(other, &self.text, max_count)
    }

    /// Returns the byte ranges of the words of another text whose families also occur in the text.
    #[must_use]
    pub fn shared_ranges(&self, other: &str) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let mut at = 0;
        for piece in word_pieces(other) {
            let Some(start) = other[at..].find(piece).map(|offset| at + offset) else { break };
            at = start + piece.len();
            let mut families = lower_case_words(piece).filter_map(|word| word_family(&word));
            if families.any(|family| self.families.contains(&family)) {
                ranges.push(start..at);
            }
        }
        ranges
    }

    /// Returns a filter for texts that are worth comparing.
    #[must_use]
    pub fn filter(&self) -> FamilyFilter<'_> {
        let needed = MIN_RARE_FAMILIES.min(self.rare.len()).max(1);
        FamilyFilter { rare: &self.rare, needed, known: HashMap::new(), seen: Vec::new() }
    }
}

/// Finds texts that share rare families with a text. It remembers words, because few different words are in many texts.
#[derive(Debug)]
pub struct FamilyFilter<'a> {
    rare: &'a HashSet<String>,
    needed: usize,
    /// The rare family of each word, if it has one.
    known: HashMap<String, Option<&'a str>>,
    seen: Vec<&'a str>,
}

impl FamilyFilter<'_> {
    /// Returns true if a text in lower case has some of the rare families.
    pub fn has_rare_words(&mut self, lower_text: &str) -> bool {
        self.seen.clear();
        for piece in word_pieces(lower_text) {
            let family = match self.known.get(piece) {
                Some(known) => *known,
                None => {
                    if self.known.len() >= MAX_KNOWN_WORDS {
                        self.known.clear();
                    }
                    let mut families = lower_case_words(piece).filter_map(|word| word_family(&word));
                    let family = families.find_map(|family| self.rare.get(&family).map(String::as_str));
                    self.known.insert(piece.to_owned(), family);
                    family
                }
            };
            let Some(family) = family.filter(|family| !self.seen.contains(family)) else { continue };
            self.seen.push(family);
            if self.seen.len() >= self.needed {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::TextSimilarity;

    #[test]
    fn texts_with_rare_words_in_common_are_similar() {
        let sample: Vec<String> =
            ["children and families", "children are safe", "plans for children"].map(str::to_owned).to_vec();
        let text = "Pathway plans are not reviewed with care leavers.";
        let similarity = TextSimilarity::new(text, &sample);
        let close = "reviewing of pathway planning with leavers is slow";
        assert!(similarity.filter().has_rare_words(close));
        assert!(!similarity.filter().has_rare_words("children and plans"));
        assert!(similarity.similarity(close) > similarity.similarity("children and plans"));
        assert_eq!(similarity.shared_words(close, 2).len(), 2);
        let shared: Vec<&str> =
            similarity.shared_ranges(close).into_iter().map(|range| &close[range]).collect();
        assert_eq!(shared, ["reviewing", "pathway", "planning", "leavers"]);
    }
}
