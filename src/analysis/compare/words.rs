//! Word differences between two texts, and the similarity of two texts.

use std::{collections::HashMap, ops::Range};

use imara_diff::{Algorithm, Diff, Token};

use super::units::normalised_words;

/// The byte range of consecutive words that are not in the other text.
pub type WordRange = Range<usize>;

/// Returns the words of each text that are not in the other text, in order: first for `left`, then for `right`.
#[must_use]
pub fn word_changes(left: &str, right: &str) -> (Vec<WordRange>, Vec<WordRange>) {
    let (left_words, right_words) = (word_ranges(left), word_ranges(right));
    let hunks = hunks(
        &left_words.iter().map(|range| normalised_words(&left[range.clone()])).collect::<Vec<_>>(),
        &right_words.iter().map(|range| normalised_words(&right[range.clone()])).collect::<Vec<_>>(),
    );
    let byte_range = |words: &[Range<usize>], range: Range<usize>| {
        let (first, last) = (words.get(range.start)?, words.get(range.end.checked_sub(1)?)?);
        (!range.is_empty()).then_some(first.start..last.end)
    };
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for (before, after) in hunks {
        removed.extend(byte_range(&left_words, before));
        added.extend(byte_range(&right_words, after));
    }
    (removed, added)
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
    diff.compute_with(Algorithm::Histogram, &before, &after, count);
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
    fn similarity_ignores_the_order_of_words() {
        let (one, other) =
            (WordCounts::new("The plans, the visits"), WordCounts::new("visits the plans the"));
        assert!((one.similarity(&other) - 1.0).abs() < 1e-6);
        assert!(one.similarity(&WordCounts::new("nothing else")) < 1e-6);
    }
}
