//! Word differences between two texts, and the similarity of two texts.

use std::{collections::HashMap, ops::Range};

use imara_diff::{Algorithm, Diff, Token};

use super::units::normalised_words;
use crate::analysis::strings::comparison as strings;

/// The byte range of consecutive words that are not in the other text.
pub type WordRange = Range<usize>;

/// Returns the words of each text that are not in the other text, in order: first for `left`, then for `right`.
#[must_use]
pub fn word_changes(left: &str, right: &str) -> (Vec<WordRange>, Vec<WordRange>) {
    let changes = word_replacements(left, right);
    let removed = changes.iter().filter_map(|change| change.0.clone()).collect();
    (removed, changes.into_iter().filter_map(|change| change.1).collect())
}

/// Returns the places where the words of two texts differ, in order: the words of `left` and the words of `right` in
/// their place. `None` if one text has no words there.
fn word_replacements(left: &str, right: &str) -> Vec<(Option<WordRange>, Option<WordRange>)> {
    let (left_words, right_words) = (word_ranges(left), word_ranges(right));
    let hunks = hunks(
        &left_words.iter().map(|range| normalised_words(&left[range.clone()])).collect::<Vec<_>>(),
        &right_words.iter().map(|range| normalised_words(&right[range.clone()])).collect::<Vec<_>>(),
    );
    let byte_range = |words: &[Range<usize>], range: Range<usize>| {
        let (first, last) = (words.get(range.start)?, words.get(range.end.checked_sub(1)?)?);
        (!range.is_empty()).then_some(first.start..last.end)
    };
    let replacement = |(before, after): (Range<usize>, Range<usize>)| {
        (byte_range(&left_words, before), byte_range(&right_words, after))
    };
    hunks.into_iter().map(replacement).collect()
}

/// Returns the words that differ between two texts: "250 → 247; + and carers". Long replacements are shortened, and
/// only the first few are named. Empty if the words are the same.
#[must_use]
pub fn summarise_word_changes(left: &str, right: &str) -> String {
    /// The maximum number of replacements that are named.
    const MAX_NAMED: usize = 3;
    let changes = word_replacements(left, right);
    let named = changes.iter().take(MAX_NAMED).map(|(removed, added)| {
        let removed = removed.clone().map(|range| shortened(&left[range]));
        strings::word_replacement(removed, added.clone().map(|range| shortened(&right[range])))
    });
    strings::word_replacements(&named.collect::<Vec<_>>(), changes.len() > MAX_NAMED)
}

/// Returns words with an ellipsis in place of all after the first few.
fn shortened(words: &str) -> String {
    /// The maximum number of words.
    const MAX_WORDS: usize = 8;
    let mut rest = words.split_whitespace();
    let first: Vec<&str> = rest.by_ref().take(MAX_WORDS).collect();
    let ellipsis = if rest.next().is_some() { " …" } else { "" };
    format!("{}{ellipsis}", first.join(" "))
}

/// Returns the byte ranges of the words of a text.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - start;
            at..at + word.len()
        })
        .collect()
}

/// The maximum number of items of two lists that are compared with the histogram algorithm. It gives the clearest
/// differences, but takes quadratic time if most items are equal and every second one differs. Longer lists are compared
/// with Myers' algorithm, which gives up on the shortest result in time.
const MAX_HISTOGRAM_ITEMS: usize = 8_000;

/// Returns the differences between two lists, in order. Each difference is an index range in `left` and one in `right`.
/// A range is empty if only the other list has items there.
pub(super) fn hunks<T: std::hash::Hash + Eq>(left: &[T], right: &[T]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut known: HashMap<&T, u32> = HashMap::new();
    let mut before: Vec<Token> = Vec::with_capacity(left.len());
    let mut after: Vec<Token> = Vec::with_capacity(right.len());
    for (list, tokens) in [(left, &mut before), (right, &mut after)] {
        for item in list {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            tokens.push(Token(*known.entry(item).or_insert(next)));
        }
    }
    let mut diff = Diff::default();
    let count = u32::try_from(known.len()).unwrap_or(u32::MAX);
    let is_long = left.len() + right.len() > MAX_HISTOGRAM_ITEMS;
    let algorithm = if is_long { Algorithm::Myers } else { Algorithm::Histogram };
    diff.compute_with(algorithm, &before, &after, count);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect()
}

/// The words of a text and their counts, for comparing texts.
#[derive(Debug)]
pub(super) struct WordCounts {
    /// The number of occurrences of each word. The keys are in lower case.
    counts: HashMap<String, u32>,
    /// The number of words.
    total: u32,
}

impl WordCounts {
    /// Counts the words of a text, without punctuation and regardless of case.
    pub(super) fn new(text: &str) -> Self {
        let mut words = Self { counts: HashMap::new(), total: 0 };
        for word in text.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if !word.is_empty() {
                *words.counts.entry(word).or_default() += 1;
                words.total += 1;
            }
        }
        words
    }

    /// Returns the different words, in no particular order.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    /// Returns the similarity of two texts, from 0 to 1: twice the number of common words, divided by the number of
    /// words of both (Sørensen–Dice coefficient). Two empty texts have a similarity of 1.
    pub(super) fn similarity(&self, other: &Self) -> f32 {
        let (small, large) =
            if self.counts.len() <= other.counts.len() { (self, other) } else { (other, self) };
        let common: u32 =
            small.counts.iter().map(|(word, count)| *count.min(large.counts.get(word).unwrap_or(&0))).sum();
        let all = self.total + other.total;
        #[expect(clippy::cast_precision_loss, reason = "word counts of a paragraph are small enough for f32")]
        let similarity = if all == 0 { 1.0 } else { 2.0 * common as f32 / all as f32 };
        similarity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_changes_lists_the_different_words_of_both_texts() {
        let (left, right) = ("plans are clear in most cases", "plans are not clear in all cases");
        let (removed, added) = word_changes(left, right);
        let words = |text: &'static str, ranges: Vec<WordRange>| -> Vec<&str> {
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(words(left, removed), ["most"]);
        assert_eq!(words(right, added), ["not", "all"]);
    }

    #[test]
    fn a_summary_pairs_the_removed_and_added_words() {
        assert_eq!(
            summarise_word_changes(
                "there are 250 children in care",
                "there are 247 children and carers in care"
            ),
            "250 → 247; + and carers"
        );
        assert_eq!(summarise_word_changes("very good plans", "good plans"), "− very");
        assert_eq!(summarise_word_changes("same", "same"), "");
        let many = summarise_word_changes("a 1 b 2 c 3 d 4 e", "a 5 b 6 c 7 d 8 e");
        assert_eq!(many, "1 → 5; 2 → 6; 3 → 7; …");
    }

    #[test]
    fn long_lists_have_the_same_differences_as_short_ones() {
        for length in [100, 30_000] {
            // Every second item differs. The histogram algorithm would take quadratic time here.
            let list =
                |other: u32| (0_u32..length).map(move |n| if n % 2 == 0 { (n, 0) } else { (n, other) });
            let found = hunks(&list(1).collect::<Vec<_>>(), &list(2).collect::<Vec<_>>());
            let expected: Vec<_> = (0..length as usize / 2)
                .map(|n| {
                    let item = 2 * n + 1;
                    (item..item + 1, item..item + 1)
                })
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn similarity_ignores_the_order_of_words() {
        let (one, other) =
            (WordCounts::new("The plans, the visits"), WordCounts::new("visits the plans the"));
        assert!((one.similarity(&other) - 1.0).abs() < 1e-6);
        assert!(one.similarity(&WordCounts::new("nothing else")) < 1e-6);
    }
}
