//! Abbreviations in a report: their explanations and uses.

mod definitions;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use self::definitions::{ExplanationKey, definitions, explanation_key};
use super::passages::{Passage, passages};
use crate::report::{Place, Report};

/// An abbreviation, with or without an explanation in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// The abbreviation without a plural "s": "IRO".
    pub short: String,
    /// The different explanations in the report. Explanations that differ only in case or word endings are listed once.
    pub explanations: Vec<Explanation>,
    /// True if the abbreviation is in brackets after other words. These words explain the abbreviation even if its
    /// letters are not their initials.
    pub is_in_brackets: bool,
    /// All places that use the abbreviation, including its explanations, in reading order.
    pub uses: Vec<Place>,
}

/// An explanation of an abbreviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The words as printed: "independent reviewing officer".
    pub long: String,
    /// The place of the explanation.
    pub place: Place,
}

impl Abbreviation {
    /// Creates an abbreviation without explanations and uses.
    fn new(short: &str) -> Self {
        Self { short: short.to_owned(), explanations: Vec::new(), is_in_brackets: false, uses: Vec::new() }
    }

    /// Returns the words of the first explanation, or `None` if the report does not explain the abbreviation.
    #[must_use]
    pub fn long(&self) -> Option<&str> {
        self.explanations.first().map(|explanation| explanation.long.as_str())
    }

    /// Returns the place of the first use.
    #[must_use]
    pub fn first_use(&self) -> Option<Place> {
        self.uses.first().copied()
    }

    /// Returns the place of the first explanation, or the place of the first use if there is no explanation.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.explanations.first().map(|explanation| explanation.place).or(self.first_use())
    }
}

/// Returns the abbreviations of a report, in alphabetical order: abbreviations that the report explains, and words in
/// capitals that it does not explain. Call this once per report: checks, [`Findings`](super::Findings) and exports
/// share the result.
#[must_use]
pub fn abbreviations(report: &Report) -> Arc<[Abbreviation]> {
    let passages = passages(report);
    let mut known: HashMap<String, Abbreviation> = HashMap::new();
    let mut explained: HashSet<(String, ExplanationKey)> = HashSet::new();
    for passage in &passages {
        for (short, long) in definitions(passage.text) {
            let entry = known.entry(short.clone()).or_insert_with(|| Abbreviation::new(&short));
            entry.is_in_brackets = true;
            let Some(long) = long else { continue };
            if explained.insert((short, explanation_key(&long))) {
                entry.explanations.push(Explanation { long, place: passage.place });
            }
        }
    }
    record_uses(&passages, &mut known);
    // "(Cafcass)" explains "CAFCASS" too.
    let bracketed: HashSet<String> =
        passages.iter().flat_map(|passage| bracketed_words(passage.text)).collect();
    for item in known.values_mut() {
        item.is_in_brackets |= bracketed.contains(&item.short.to_lowercase());
    }
    // "AND" in a report that also has "and" is an emphasised word.
    let emphasised = emphasised_words(&passages, &known);
    let mut found: Vec<Abbreviation> =
        known.into_values().filter(|item| item.is_in_brackets || !emphasised.contains(&item.short)).collect();
    found.sort_by(|one, other| {
        let key = |item: &Abbreviation| (item.short.to_lowercase(), item.short.clone());
        key(one).cmp(&key(other))
    });
    found.into()
}

/// Adds the places of all uses to `known`, and adds the words in capitals that the report never explains.
fn record_uses(passages: &[Passage<'_>], known: &mut HashMap<String, Abbreviation>) {
    let mut shapes = WordShapes::of_words(known.keys());
    for passage in passages {
        // If a whole text is in capitals, it is a heading and its words are not abbreviations.
        let is_all_capitals = !passage.text.chars().any(char::is_lowercase);
        let mut seen: HashSet<String> = HashSet::new();
        for word in word_ranges(passage.text) {
            let word = &passage.text[word];
            let word = word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s")).unwrap_or(word);
            let singular = word.strip_suffix('s').unwrap_or(word);
            let is_new = is_in_capitals(singular) && !is_all_capitals;
            if !is_new && !shapes.can_contain(word) && !shapes.can_contain(singular) {
                continue;
            }
            let capitals = word.to_uppercase();
            let short =
                [word, singular, capitals.as_str()].into_iter().find(|short| known.contains_key(*short));
            let short = short.or_else(|| is_new.then_some(singular));
            let Some(short) = short.filter(|short| seen.insert((*short).to_owned())) else { continue };
            let entry = known.entry(short.to_owned()).or_insert_with(|| Abbreviation::new(short));
            shapes.insert(short);
            entry.uses.push(passage.place);
        }
    }
}

/// Returns the single words in brackets, in lower case.
fn bracketed_words(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let words =
        pieces.filter(|piece| piece.len() <= 20 && piece.chars().all(|c| c.is_alphanumeric() || c == '&'));
    words.map(str::to_lowercase)
}

/// Returns the words in capitals that the report also uses in lower case.
fn emphasised_words(passages: &[Passage<'_>], known: &HashMap<String, Abbreviation>) -> HashSet<String> {
    let mut found = HashSet::new();
    let shapes = WordShapes::of_words(known.keys());
    for passage in passages {
        let all = word_ranges(passage.text).into_iter().map(|word| &passage.text[word]);
        let is_lower = |word: &str| word.chars().all(|c| c.is_ascii_lowercase());
        for word in all.filter(|word| word.len() <= 8 && shapes.can_contain(word) && is_lower(word)) {
            let capitals = word.to_uppercase();
            if known.contains_key(&capitals) {
                found.insert(capitals);
            }
        }
    }
    found
}

/// The lengths and first letters of abbreviations, ignoring case. Most words of a report have others, so they need not be
/// converted to capitals and looked up.
#[derive(Debug, Default)]
struct WordShapes {
    /// For each length in bytes, the first letters as bits. The last length also stands for all greater lengths.
    first_letters: [u32; 16],
}

impl WordShapes {
    fn of_words<'a>(words: impl Iterator<Item = &'a String>) -> Self {
        let mut shapes = Self::default();
        words.for_each(|word| shapes.insert(word));
        shapes
    }

    fn insert(&mut self, word: &str) {
        self.first_letters[Self::length(word)] |= Self::first_letter(word);
    }

    /// Returns false if no inserted word is equal to this one, ignoring case.
    fn can_contain(&self, word: &str) -> bool {
        // The length of other characters depends on the case.
        !word.is_ascii() || self.first_letters[Self::length(word)] & Self::first_letter(word) != 0
    }

    fn length(word: &str) -> usize {
        word.len().min(15)
    }

    /// Returns the bit of the first letter. All characters that are not ASCII letters have the same bit.
    fn first_letter(word: &str) -> u32 {
        let first = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
        if first.is_ascii_lowercase() { 1 << (first - b'a') } else { 1 << 26 }
    }
}

/// Returns true if a word has two to eight capitals and digits, starts with a capital and has at least two capitals.
fn is_in_capitals(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && word.chars().filter(char::is_ascii_uppercase).count() >= 2
}

/// Returns the byte ranges of the words of a text. A word may contain apostrophes, and a "&" between capitals ("H&WB").
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let is_between_capitals = |at: usize, c: char| {
        c == '&'
            && text[..at].ends_with(|c: char| c.is_ascii_uppercase())
            && text[at + 1..].starts_with(|c: char| c.is_ascii_uppercase())
    };
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if c.is_alphanumeric() => start = Some(at),
            Some(from) if !is_inner(c) && !is_between_capitals(at, c) => {
                let end = from + text[from..at].trim_end_matches(['\'', '\u{2019}']).len();
                found.push(from..end);
                start = None;
            }
            _ => {}
        }
    }
    found
}
