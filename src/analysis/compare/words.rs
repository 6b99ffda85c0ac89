//! Which words of two texts differ, and how alike two texts are.

use std::{collections::HashMap, ops::Range};

use imara_diff::{Algorithm, Diff, Token};

use super::units::plain;

/// A stretch of words that the other text has not, in bytes of its own text.
pub type WordRange = Range<usize>;

/// The words of each text that the other has not, in order.
#[must_use]
pub fn word_changes(left: &str, right: &str) -> (Vec<WordRange>, Vec<WordRange>) {
    let (left_words, right_words) = (split(left), split(right));
    let hunks = hunks(
        &left_words.iter().map(|range| plain(&left[range.clone()])).collect::<Vec<_>>(),
        &right_words.iter().map(|range| plain(&right[range.clone()])).collect::<Vec<_>>(),
    );
    let join = |words: &[Range<usize>], range: Range<usize>| {
        let (first, last) = (words.get(range.start)?, words.get(range.end.checked_sub(1)?)?);
        (!range.is_empty()).then_some(first.start..last.end)
    };
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for (before, after) in hunks {
        gone.extend(join(&left_words, before));
        come.extend(join(&right_words, after));
    }
    (gone, come)
}

/// Where the words of a text stand, in bytes.
fn split(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - start;
            at..at + word.len()
        })
        .collect()
}

/// Stretches in which two lists differ, in order; an empty one on one side where only the other has something.
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

/// The words of a text, counted, for likeness.
#[derive(Debug)]
pub(super) struct Bag {
    counts: HashMap<String, u32>,
    total: u32,
}

impl Bag {
    pub(super) fn of(text: &str) -> Self {
        let mut bag = Self { counts: HashMap::new(), total: 0 };
        for word in text.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if !word.is_empty() {
                *bag.counts.entry(word).or_default() += 1;
                bag.total += 1;
            }
        }
        bag
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    /// The share of words that two texts have in common, from 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let (small, large) =
            if self.counts.len() <= other.counts.len() { (self, other) } else { (other, self) };
        let common: u32 =
            small.counts.iter().map(|(word, count)| *count.min(large.counts.get(word).unwrap_or(&0))).sum();
        let all = self.total + other.total;
        #[expect(clippy::cast_precision_loss, reason = "words of a paragraph")]
        let share = if all == 0 { 1.0 } else { 2.0 * common as f32 / all as f32 };
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_named_on_both_sides() {
        let (left, right) = ("plans are clear in most cases", "plans are not clear in all cases");
        let (gone, come) = word_changes(left, right);
        let words = |text: &'static str, ranges: Vec<WordRange>| -> Vec<&str> {
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(words(left, gone), ["most"]);
        assert_eq!(words(right, come), ["not", "all"]);
    }

    #[test]
    fn likeness_counts_words_and_not_their_order() {
        let (one, other) = (Bag::of("The plans, the visits"), Bag::of("visits the plans the"));
        assert!((one.likeness(&other) - 1.0).abs() < 1e-6);
        assert!(one.likeness(&Bag::of("nothing else")) < 1e-6);
    }
}
