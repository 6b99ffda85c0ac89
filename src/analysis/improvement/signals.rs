//! The signals of improvement points, and the search for them in a sentence.
//!
//! The signals are data in `assets/improvement_points.json`. Each has a pattern, an example and a counter-example. The
//! program searches for the compiled patterns in `assets/improvement_points.patterns`; `tests/patterns` compiles them.

use std::sync::LazyLock;

use serde::{Deserialize, de::IgnoredAny};

use crate::analysis::patterns::{CompiledPatterns, SearchText};

/// The patterns for finding improvement points, as JSON.
static SIGNAL_DATA_JSON: &str = include_str!("../../../assets/improvement_points.json");

/// The content of `assets/improvement_points.json`.
#[derive(Debug, Deserialize)]
pub struct SignalData {
    /// Patterns of criticism.
    pub signals: Vec<Signal>,
    /// Patterns of praise that uses critical words.
    pub praise: Vec<Praise>,
    /// Patterns of words that make a criticism stronger or weaker.
    pub degrees: Vec<Degree>,
}

/// A pattern of criticism.
#[derive(Debug, Deserialize)]
pub struct Signal {
    /// A short name.
    pub name: String,
    /// The strength of a point with this signal alone, from 3 to 6.
    pub strength: i8,
    /// A regular expression for text in lower case.
    pub pattern: String,
    /// A regular expression for text in lower case. If it matches too, the signal does not count.
    pub unless: Option<String>,
    /// A sentence that the pattern matches.
    pub example: String,
    /// A similar sentence that no signal may match.
    pub counter_example: String,
}

/// A pattern of praise that is removed from a sentence before signals are searched for.
#[derive(Debug, Deserialize)]
pub struct Praise {
    /// A short name.
    pub name: String,
    /// A regular expression for text in lower case.
    pub pattern: String,
    /// A sentence that is not an improvement point because of this pattern.
    pub example: String,
    /// A similar sentence that is still an improvement point.
    pub counter_example: String,
}

/// A pattern of words that make a criticism stronger or weaker.
#[derive(Debug, Deserialize)]
pub struct Degree {
    /// A short name.
    pub name: String,
    /// The number added to the strength of a point that the pattern matches.
    pub change: i8,
    /// A regular expression for text in lower case.
    pub pattern: String,
    /// An improvement point that the pattern matches.
    pub example: String,
    /// A similar improvement point that the pattern does not match.
    pub counter_example: String,
}

/// Returns the parsed patterns of `assets/improvement_points.json`, which is part of the program.
///
/// # Errors
/// Returns a `serde_json::Error` if the file is not valid. A test makes sure that it is.
pub fn signal_data() -> Result<SignalData, serde_json::Error> {
    serde_json::from_str(SIGNAL_DATA_JSON)
}

/// The maximum length of a sentence, in bytes. Longer "sentences" are tables without lines.
const MAX_SENTENCE_BYTES: usize = 2_000;
/// The text that replaces praise in a sentence.
const PRAISE_REPLACEMENT: &[u8] = b" # ";
/// The minimum number of matching signals that adds 1 to the strength of a point.
const MIN_STRENGTHENING_SIGNALS: usize = 3;

/// The compiled patterns of [`SignalData`].
static COMPILED_PATTERNS: LazyLock<CompiledPatterns> =
    LazyLock::new(|| CompiledPatterns::new(include_bytes!("../../../assets/improvement_points.patterns")));

/// Returns the compiled patterns of `assets/improvement_points.json`. Their numbers follow the order of the data. A
/// signal has two: its pattern and `unless`, which matches nothing if the signal has none. Praise has two: its pattern,
/// and the same pattern for finding all matches. A degree has one.
#[must_use]
pub fn compiled_patterns() -> &'static CompiledPatterns {
    &COMPILED_PATTERNS
}

/// A [`Signal`] with the numbers of its compiled patterns.
#[derive(Debug)]
struct SearchableSignal {
    name: &'static str,
    strength: i8,
    pattern: usize,
    unless: usize,
}

/// The names and numbers of [`SignalData`], with the numbers of the compiled patterns.
#[derive(Debug, Default)]
struct SearchableData {
    signals: Vec<SearchableSignal>,
    /// For each praise, the pattern for matching and the pattern for finding all matches.
    praise: Vec<(usize, usize)>,
    /// The patterns that make a criticism stronger or weaker, and the number that each adds to the strength.
    degrees: Vec<(usize, i8)>,
}

/// The data without the texts of the patterns, which take longer to read.
static SEARCHABLE_DATA: LazyLock<SearchableData> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct NamesAndNumbers {
        #[serde(borrow)]
        signals: Vec<NamedStrength<'static>>,
        praise: Vec<IgnoredAny>,
        degrees: Vec<Change>,
    }
    #[derive(Deserialize)]
    struct NamedStrength<'a> {
        name: &'a str,
        strength: i8,
    }
    #[derive(Deserialize)]
    struct Change {
        change: i8,
    }
    // A test rules out data that is not valid.
    let Ok(data) = serde_json::from_str::<NamesAndNumbers>(SIGNAL_DATA_JSON) else {
        return SearchableData::default();
    };
    let mut numbers = 0..;
    let mut next = || numbers.next().unwrap_or_default();
    SearchableData {
        signals: data
            .signals
            .into_iter()
            .map(|signal| SearchableSignal {
                name: signal.name,
                strength: signal.strength,
                pattern: next(),
                unless: next(),
            })
            .collect(),
        praise: data.praise.iter().map(|_| (next(), next())).collect(),
        degrees: data.degrees.iter().map(|degree| (next(), degree.change)).collect(),
    }
});

/// The criticism in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Criticism {
    /// The name of the first signal that matched.
    pub(super) signal_name: &'static str,
    /// The strength without the grade of the section. It can be outside the range of strengths.
    pub(super) strength: i8,
}

/// Returns the name of the first signal that makes a sentence an improvement point. Returns `None` for other sentences.
#[must_use]
pub fn signal_of(sentence: &str) -> Option<&'static str> {
    criticism_in(sentence).map(|criticism| criticism.signal_name)
}

/// Returns the criticism in a sentence. Returns `None` if no signal matches after praise was removed.
pub(super) fn criticism_in(sentence: &str) -> Option<Criticism> {
    if sentence.len() > MAX_SENTENCE_BYTES {
        return None;
    }
    let patterns = compiled_patterns();
    let data = &*SEARCHABLE_DATA;
    let words = normalised_sentence(sentence).into_bytes();
    let scanned = patterns.scan(&words);
    // Removing praise hardly ever makes another signal match, so most sentences need only this pass.
    let mut signals: Vec<&'static SearchableSignal> =
        data.signals.iter().filter(|signal| patterns.can_match(signal.pattern, &scanned)).collect();
    if signals.is_empty() {
        return None;
    }
    let mut text = SearchText::new(patterns, &scanned);
    signals.retain(|signal| text.is_match(signal.pattern));
    if signals.is_empty() {
        return None;
    }
    if let Some(without_praise) = without_praise(words, &text) {
        text = SearchText::new(patterns, &patterns.scan(&without_praise));
        signals.retain(|signal| text.is_match(signal.pattern));
    }
    signals.retain(|signal| !text.is_match(signal.unless));
    let first = signals.first()?;
    let strongest = signals.iter().map(|signal| signal.strength).max().unwrap_or_default();
    let changes = data.degrees.iter().filter(|(degree, _)| text.is_match(*degree));
    let change: i8 = changes.map(|(_, change)| change).sum();
    let strength = strongest + change + i8::from(signals.len() >= MIN_STRENGTHENING_SIGNALS);
    Some(Criticism { signal_name: first.name, strength })
}

/// Returns a sentence with all praise replaced, or `None` if it contains no praise. `text` is the sentence prepared for
/// searching.
fn without_praise(mut words: Vec<u8>, text: &SearchText<'_>) -> Option<Vec<u8>> {
    let patterns = compiled_patterns();
    // The text after the last replacement; `None` before the first.
    let mut changed: Option<SearchText<'_>> = None;
    for (praise, all_matches) in &SEARCHABLE_DATA.praise {
        let current = changed.as_ref().unwrap_or(text);
        if !current.is_match(*praise) {
            continue;
        }
        for found in current.find_all(*all_matches).into_iter().rev() {
            words.splice(found, PRAISE_REPLACEMENT.iter().copied());
        }
        changed = Some(SearchText::new(patterns, &patterns.scan(&words)));
    }
    changed?;
    let words = String::from_utf8_lossy(&words);
    Some(words.split_whitespace().collect::<Vec<_>>().join(" ").into_bytes())
}

/// Returns a sentence as the patterns expect it: in lower case, with straight quotes, hyphens for dashes and single
/// spaces.
#[must_use]
pub fn normalised_sentence(sentence: &str) -> String {
    let plain: String = sentence
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2013}' | '\u{2014}' => '-',
            '\u{A0}' | '#' => ' ',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
