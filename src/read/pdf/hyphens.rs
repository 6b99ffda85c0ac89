//! Decides which hyphens at line ends belong to their words, from the words of the whole file.
//!
//! Must not know blocks.

use std::collections::HashSet;

use super::page::{MIN_SPACE_GAP_RATIO, TextRun};

/// The words of the file that are not broken by a line end. They show whether a broken word has a hyphen of its own.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: HashSet<String>,
    /// True if the file breaks words at line ends, so that a hyphen there may not belong to its word.
    breaks_words: bool,
}

impl Vocabulary {
    /// Collects the words of runs. Returns an empty vocabulary if no run ends with a hyphen.
    pub(super) fn from_runs<'r>(runs: impl Iterator<Item = &'r TextRun>) -> Self {
        let runs: Vec<&TextRun> = runs.filter(|run| !run.text.trim().is_empty()).collect();
        if !runs.iter().any(|run| run.text.trim_end().ends_with('-')) {
            return Self::default();
        }
        let rows = row_texts(&runs);
        let mut vocabulary = Self { words: HashSet::new(), breaks_words: true };
        let mut normalised = String::new();
        for row in &rows {
            let mut words = row.split_whitespace().peekable();
            let mut is_first = true;
            while let Some(word) = words.next() {
                // The first and the last word of a row may be parts of broken words, but not if they have a hyphen
                // inside.
                let is_inner = !is_first && words.peek().is_some();
                is_first = false;
                if is_inner || word.trim_matches(|c: char| !c.is_alphanumeric()).contains('-') {
                    normalise_word(word, &mut normalised);
                    // Most words are known, and need not be copied.
                    if !vocabulary.words.contains(&normalised) {
                        vocabulary.words.insert(normalised.clone());
                    }
                }
            }
        }
        vocabulary.breaks_words = vocabulary.has_broken_words(&rows);
        vocabulary
    }

    /// Returns true if the file breaks words at line ends: several different words, and a part of all words with a
    /// hyphen there. One or two are words that the file writes both with and without a hyphen, such as "well-being".
    fn has_broken_words(&self, rows: &[String]) -> bool {
        /// The minimum number of different words that are broken.
        const MIN_BROKEN_WORDS: usize = 3;
        /// The minimum share of broken words is one in this number.
        const MAX_HYPHENS_PER_BROKEN_WORD: usize = 4;
        let (mut hyphens, mut broken) = (0, HashSet::new());
        for pair in rows.windows(2) {
            let last = pair[0].split_whitespace().next_back();
            let Some((first, second)) = last.zip(pair[1].split_whitespace().next()) else { continue };
            if first.len() > 1 && first.ends_with('-') && second.starts_with(char::is_lowercase) {
                hyphens += 1;
                if self.is_word_without_hyphen(first, second) {
                    broken.insert((first, second));
                }
            }
        }
        broken.len() >= MIN_BROKEN_WORDS && broken.len() * MAX_HYPHENS_PER_BROKEN_WORD >= hyphens
    }

    /// Returns true if two parts such as "compa-" and "ny" are one word without the hyphen.
    pub(super) fn is_word_without_hyphen(&self, first: &str, second: &str) -> bool {
        let stem = first.trim_end_matches('-');
        let mut normalised = String::new();
        let mut is_known = |word: &str| {
            normalise_word(word, &mut normalised);
            self.words.contains(&normalised)
        };
        self.breaks_words && is_known(&format!("{stem}{second}")) && !is_known(&format!("{stem}-{second}"))
    }
}

/// Returns the text of each row of runs in the order of the file.
fn row_texts(runs: &[&TextRun]) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut last: Option<&TextRun> = None;
    for run in runs {
        let is_next = |last: &TextRun| {
            let size = last.size.max(run.size);
            (run.baseline - last.baseline).abs() < 0.6 * size && run.left - last.right > -size
        };
        match rows.last_mut().filter(|_| last.is_some_and(is_next)) {
            Some(row) => {
                if last.is_some_and(|last| run.left - last.right > MIN_SPACE_GAP_RATIO * run.size) {
                    row.push(' ');
                }
                row.push_str(&run.text);
            }
            None => rows.push(run.text.clone()),
        }
        last = Some(run);
    }
    rows
}

/// Replaces `normalised` by a word in lower case, without punctuation around it.
fn normalise_word(word: &str, normalised: &mut String) {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    normalised.clear();
    if word.is_ascii() {
        normalised.push_str(word);
        normalised.make_ascii_lowercase();
    } else {
        normalised.push_str(&word.to_lowercase());
    }
}
