//! The signals of improvement points, and the search for them in a sentence.
//!
//! The signals are data in `assets/improvement_points.json`. Each has a pattern, an example and a counter-example.

use std::sync::{LazyLock, OnceLock};

use regex_automata::{meta, nfa::thompson::WhichCaptures, util::syntax};
use serde::Deserialize;

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

/// A regular expression for text in lower case, compiled when it is first used.
///
/// Compiling takes longer than searching one report, so it does no more than needed. On one core, the 91 patterns take
/// 116 ms as [`regex::bytes::Regex`] that ignore case, 44 ms for text in lower case, and 29 ms as here, without search
/// strategies that are prepared in advance.
struct LazyPattern {
    source: String,
    compiled: OnceLock<Option<meta::Regex>>,
}

impl LazyPattern {
    fn new(source: String) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Returns the compiled pattern. Returns `None` if the pattern is not valid, which a test rules out.
    fn compiled(&self) -> Option<&meta::Regex> {
        let compile = || {
            // The patterns contain only ASCII letters, so they match bytes. In Unicode, a class such as [^;] is twenty
            // times as large, and a hundred of them took 70 MB.
            let syntax = syntax::Config::new().unicode(false).utf8(false);
            let config = meta::Config::new()
                .utf8_empty(false)
                .which_captures(WhichCaptures::Implicit)
                .auto_prefilter(false)
                .onepass(false)
                .dfa(false)
                .backtrack(false);
            meta::Builder::new().syntax(syntax).configure(config).build(&self.source).ok()
        };
        self.compiled.get_or_init(compile).as_ref()
    }

    fn is_match(&self, text: &[u8]) -> bool {
        self.compiled().is_some_and(|pattern| pattern.is_match(text))
    }

    /// Replaces every match in a text.
    fn replace_all(&self, text: &mut Vec<u8>, replacement: &[u8]) {
        let matches: Vec<_> =
            self.compiled().into_iter().flat_map(|pattern| pattern.find_iter(&*text)).collect();
        for found in matches.into_iter().rev() {
            text.splice(found.range(), replacement.iter().copied());
        }
    }
}

/// A [`Signal`] with patterns that can be searched for.
struct SearchableSignal {
    name: String,
    strength: i8,
    pattern: LazyPattern,
    unless: Option<LazyPattern>,
}

/// All patterns of [`SignalData`].
struct Patterns {
    signals: Vec<SearchableSignal>,
    praise: Vec<LazyPattern>,
    /// The patterns that make a criticism stronger or weaker, and the number that each adds to the strength.
    degrees: Vec<(LazyPattern, i8)>,
}

/// The patterns. They are empty if the data is not valid, which a test rules out.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let Ok(data) = signal_data() else {
        return Patterns { signals: Vec::new(), praise: Vec::new(), degrees: Vec::new() };
    };
    let signals = data.signals.into_iter().map(|signal| SearchableSignal {
        name: signal.name,
        strength: signal.strength,
        pattern: LazyPattern::new(signal.pattern),
        unless: signal.unless.map(LazyPattern::new),
    });
    let degrees = data.degrees.into_iter().map(|degree| (LazyPattern::new(degree.pattern), degree.change));
    Patterns {
        signals: signals.collect(),
        praise: data.praise.into_iter().map(|praise| LazyPattern::new(praise.pattern)).collect(),
        degrees: degrees.collect(),
    }
});

impl Patterns {
    fn all(&self) -> impl Iterator<Item = &LazyPattern> {
        let signals =
            self.signals.iter().flat_map(|signal| std::iter::once(&signal.pattern).chain(&signal.unless));
        signals.chain(&self.praise).chain(self.degrees.iter().map(|(degree, _)| degree))
    }
}

/// Compiles all patterns, so that the first report does not wait for them. Commands call it on a thread of its own while
/// the report is read.
pub fn compile_signals() {
    for pattern in PATTERNS.all() {
        pattern.compiled();
    }
}

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
    let mut words = normalised_sentence(sentence).into_bytes();
    // Removing praise hardly ever makes another signal match, so most sentences need only this pass.
    let mut signals: Vec<&'static SearchableSignal> =
        PATTERNS.signals.iter().filter(|signal| signal.pattern.is_match(&words)).collect();
    if signals.is_empty() {
        return None;
    }
    for praise in &PATTERNS.praise {
        praise.replace_all(&mut words, PRAISE_REPLACEMENT);
    }
    let words = String::from_utf8_lossy(&words).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.as_bytes();
    signals.retain(|signal| {
        signal.pattern.is_match(words) && !signal.unless.as_ref().is_some_and(|unless| unless.is_match(words))
    });
    let first = signals.first()?;
    let strongest = signals.iter().map(|signal| signal.strength).max().unwrap_or_default();
    let changes = PATTERNS.degrees.iter().filter(|(degree, _)| degree.is_match(words));
    let change: i8 = changes.map(|(_, change)| change).sum();
    let strength = strongest + change + i8::from(signals.len() >= MIN_STRENGTHENING_SIGNALS);
    Some(Criticism { signal_name: &first.name, strength })
}

/// Returns a sentence in lower case, with straight quotes, hyphens for dashes and single spaces.
fn normalised_sentence(sentence: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::PATTERNS;

    #[test]
    fn every_pattern_compiles_and_is_in_lower_case() {
        assert!(PATTERNS.all().count() > 80);
        for pattern in PATTERNS.all() {
            assert!(pattern.compiled().is_some(), "{}", pattern.source);
            // A capital is only allowed in a class such as \S.
            let mut before = ' ';
            for c in pattern.source.chars() {
                assert!(!c.is_ascii_uppercase() || before == '\\', "{c} in {}", pattern.source);
                before = c;
            }
        }
    }
}
