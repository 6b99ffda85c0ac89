//! Finds the texts of a long list that ask for the same thing, such as the recommendations of many reports.
//!
//! Texts are compared only if they share a rare word family, so that the time grows with the number of texts and not with
//! its square. Precision comes before recall: texts that merely are about the same subject are not similar.

use std::collections::HashMap;

use super::{
    units::normalised_words,
    word_families::{FamilyWeights, WeighedText},
};

/// The minimum share of the weight of two texts that is in word families in common. With 0.6, all 4 recommendations of the
/// 34 labelled pairs of inspections that are found ask for the same thing, but of 60 pairs of different councils that are
/// just above it, 9 are about something else; 5 of these had only a reference to a framework in common
/// (`tests/similar_recommendations.rs`).
const MIN_COMMON_SHARE: f32 = 0.65;
/// The minimum number of word families of a text that is compared. Shorter texts are similar only to the same words.
const MIN_FAMILIES: usize = 3;
/// The maximum number of other texts that a text is compared with.
const MAX_CANDIDATES_PER_TEXT: usize = 600;

/// Texts that ask for the same thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecurringTexts {
    /// For each text, the number of its wording.
    wording_of: Vec<usize>,
    /// For each wording, the texts that have it, in order.
    texts_of: Vec<Vec<usize>>,
    /// For each wording, the similar ones, the most similar first.
    similar_to: Vec<Vec<usize>>,
    /// For each wording, the wording that stands for its group.
    representative_of: Vec<usize>,
}

impl RecurringTexts {
    /// Finds the texts that ask for the same thing.
    #[must_use]
    pub fn new(texts: &[&str]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut found = Self::default();
        let mut wordings: Vec<&str> = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let number = *numbers.entry(wording_key(text)).or_insert(wordings.len());
            if number == wordings.len() {
                wordings.push(text);
                found.texts_of.push(Vec::new());
            }
            found.wording_of.push(number);
            found.texts_of[number].push(index);
        }
        let weights = FamilyWeights::new(texts.iter().copied());
        let weighed: Vec<WeighedText> = wordings.iter().map(|text| weights.weigh(text)).collect();
        found.similar_to = similar_wordings(&weighed);
        found.representative_of = found.representatives();
        found
    }

    /// Returns the other texts that ask for the same thing as this text: those in the same words, then the most similar
    /// first.
    pub fn similar_to(&self, text: usize) -> impl Iterator<Item = usize> {
        let wording = self.wording_of.get(text).copied();
        let wordings = wording
            .into_iter()
            .flat_map(|wording| std::iter::once(wording).chain(self.similar_to[wording].iter().copied()));
        wordings
            .flat_map(|wording| self.texts_of[wording].iter().copied())
            .filter(move |other| *other != text)
    }

    /// Returns the text that stands for the group of this text. A text without a similar one stands for itself.
    #[must_use]
    pub fn representative(&self, text: usize) -> usize {
        self.wording_of.get(text).map_or(text, |wording| self.texts_of[self.representative_of[*wording]][0])
    }

    /// Groups wordings: the one with the most similar texts stands for all of them, then the next of the others.
    fn representatives(&self) -> Vec<usize> {
        let text_count = |wording: usize| -> usize {
            let similar = self.similar_to[wording].iter();
            self.texts_of[wording].len() + similar.map(|other| self.texts_of[*other].len()).sum::<usize>()
        };
        let mut order: Vec<(std::cmp::Reverse<usize>, usize)> = (0..self.texts_of.len())
            .map(|wording| (std::cmp::Reverse(text_count(wording)), wording))
            .collect();
        order.sort_unstable();
        let mut representative: Vec<Option<usize>> = vec![None; self.texts_of.len()];
        for (_, wording) in order {
            if representative[wording].is_some() {
                continue;
            }
            representative[wording] = Some(wording);
            for other in &self.similar_to[wording] {
                representative[*other].get_or_insert(wording);
            }
        }
        representative.into_iter().enumerate().map(|(wording, found)| found.unwrap_or(wording)).collect()
    }
}

/// Returns the key of a wording: its words in lower case, without punctuation.
fn wording_key(text: &str) -> String {
    let words = normalised_words(text).to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns for each text the similar ones, the most similar first.
fn similar_wordings(texts: &[WeighedText]) -> Vec<Vec<usize>> {
    let mut similar: Vec<Vec<(f32, usize)>> = vec![Vec::new(); texts.len()];
    for (one, other) in pairs_to_compare(texts) {
        let share = texts[one].common_share(&texts[other]);
        if share >= MIN_COMMON_SHARE {
            similar[one].push((share, other));
            similar[other].push((share, one));
        }
    }
    let sorted = |mut found: Vec<(f32, usize)>| {
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        found.into_iter().map(|(_, index)| index).collect()
    };
    similar.into_iter().map(sorted).collect()
}

/// Returns the pairs of texts that can be similar, each once.
///
/// Two similar texts share one of the families that begin their lists if the rarest families are first: without those,
/// too little weight is left. Each family has a list of the texts that begin with it.
fn pairs_to_compare(texts: &[WeighedText]) -> Vec<(usize, usize)> {
    let mut text_counts: HashMap<u32, usize> = HashMap::new();
    for (family, _) in texts.iter().flat_map(WeighedText::families) {
        *text_counts.entry(*family).or_default() += 1;
    }
    let mut begun_with: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    let mut candidates: Vec<usize> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if text.families().len() < MIN_FAMILIES {
            continue;
        }
        candidates.clear();
        for family in first_families(text, &text_counts) {
            let others = begun_with.entry(family).or_default();
            // The latest texts are taken if a family is in too many.
            let room = MAX_CANDIDATES_PER_TEXT.saturating_sub(candidates.len());
            let possible = others.iter().rev().copied().filter(|other| can_be_similar(text, &texts[*other]));
            candidates.extend(possible.take(room));
            others.push(index);
        }
        candidates.sort_unstable();
        candidates.dedup();
        pairs.extend(candidates.iter().map(|other| (*other, index)));
    }
    pairs
}

/// Returns the families of a text of which a similar text must have at least one, the rarest first.
fn first_families(text: &WeighedText, text_counts: &HashMap<u32, usize>) -> Vec<u32> {
    let mut families: Vec<(usize, u32, f32)> = text
        .families()
        .iter()
        .map(|(family, weight)| (text_counts.get(family).copied().unwrap_or(0), *family, *weight))
        .collect();
    families.sort_unstable_by_key(|(count, family, _)| (*count, *family));
    let needed = text.total() * MIN_COMMON_SHARE / (2.0 - MIN_COMMON_SHARE);
    let mut left = text.total();
    let mut first = Vec::new();
    for (_, family, weight) in families {
        if left < needed {
            break;
        }
        first.push(family);
        left -= weight;
    }
    first
}

/// Returns true if the weights of two texts are near enough to each other for them to be similar.
fn can_be_similar(one: &WeighedText, other: &WeighedText) -> bool {
    let (small, large) = (one.total().min(other.total()), one.total().max(other.total()));
    small * (2.0 - MIN_COMMON_SHARE) >= large * MIN_COMMON_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_ask_for_the_same_are_similar_and_others_on_the_subject_are_not() {
        let texts = [
            "Ensure that health assessments for looked after children are completed on time.",
            "Ensure health assessments of looked after children are completed on time",
            "Ensure that health assessments for looked after children are completed on time",
            "Improve the quality of care plans for looked after children.",
            "Recruit more foster carers for teenagers.",
            "Publish the sufficiency strategy.",
        ];
        let found = RecurringTexts::new(&texts);
        assert_eq!(found.similar_to(0).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(found.similar_to(1).collect::<Vec<_>>(), [0, 2]);
        for (alone, text) in texts.iter().enumerate().skip(3) {
            assert_eq!(found.similar_to(alone).next(), None, "{text}");
            assert_eq!(found.representative(alone), alone);
        }
        assert_eq!([0, 1, 2].map(|text| found.representative(text)), [0, 0, 0]);
    }

    #[test]
    fn the_number_of_comparisons_grows_with_the_number_of_texts_and_not_with_its_square() {
        // The first two words are in one text each, the third in a hundredth of them, and the rest in all.
        let text = |index: usize| {
            format!("{index:05}x {index:05}z {:05}y improve the planning for children", index % 100)
        };
        let pairs = |count: usize| {
            let texts: Vec<String> = (0..count).map(text).collect();
            let weights = FamilyWeights::new(texts.iter().map(String::as_str));
            let weighed: Vec<WeighedText> = texts.iter().map(|text| weights.weigh(text)).collect();
            pairs_to_compare(&weighed).len()
        };
        assert!(pairs(4_000) <= 4_000 * MAX_CANDIDATES_PER_TEXT / 10);
        let same = vec!["Improve the planning and the timeliness of visits to children"; 3_000];
        let numbered: Vec<String> =
            same.iter().enumerate().map(|(index, text)| format!("{text} {index}")).collect();
        let weights = FamilyWeights::new(numbered.iter().map(String::as_str));
        let weighed: Vec<WeighedText> = numbered.iter().map(|text| weights.weigh(text)).collect();
        assert!(pairs_to_compare(&weighed).len() <= 3_000 * MAX_CANDIDATES_PER_TEXT);
    }
}
