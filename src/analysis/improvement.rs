//! Improvement points: sentences of the body that criticise something.
//!
//! The signals are data in `assets/improvement_points.json`. Each has a pattern, an example and a counter-example.
//! First, praise that uses critical words ("were not consistently poor") is removed from a sentence. If a signal still
//! matches, the sentence is an improvement point. `tests/improvement_points.rs` tests every example and measures
//! the result on labelled reports.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{asides::is_aside, ids::Ids, sentences::sentences};
use crate::report::{ParagraphId, Place, Report, SectionId};

static DATA: &str = include_str!("../../assets/improvement_points.json");

/// A sentence that criticises something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImprovementPoint {
    /// The id, derived from the words. It does not depend on the file name.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The paragraph or bullet that contains the sentence.
    pub place: Place,
    /// The byte range of the sentence in the text of the paragraph or bullet.
    pub range: Range<usize>,
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The section.
    pub section: Option<SectionId>,
    /// The name of the signal that matched.
    pub signal: &'static str,
}

/// The content of `assets/improvement_points.json`.
#[derive(Debug, Deserialize)]
pub struct SignalData {
    /// Patterns of criticism.
    pub signals: Vec<Signal>,
    /// Patterns of praise that uses critical words.
    pub praise: Vec<Praise>,
}

/// A pattern of criticism.
#[derive(Debug, Deserialize)]
pub struct Signal {
    /// A short name.
    pub name: String,
    /// A regular expression that ignores case.
    pub pattern: String,
    /// If this pattern matches too, the sentence is not an improvement point.
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
    /// A regular expression that ignores case.
    pub pattern: String,
    /// A sentence that is not an improvement point because of this pattern.
    pub example: String,
    /// A similar sentence that is still an improvement point.
    pub counter_example: String,
}

/// Parses the patterns in `assets/improvement_points.json`, which is part of the program.
///
/// # Errors
/// Returns a `serde_json::Error` if the file is not valid. A test makes sure that it is.
pub fn signal_data() -> Result<SignalData, serde_json::Error> {
    serde_json::from_str(DATA)
}

/// Longer "sentences" are tables without lines.
const MAX_SENTENCE_BYTES: usize = 2_000;
/// Replaces praise that was removed.
const REMOVED_PRAISE: &str = " # ";

struct Signals {
    signals: Vec<(String, Regex, Option<Regex>)>,
    praise: Vec<Regex>,
}

static SIGNALS: LazyLock<Signals> = LazyLock::new(|| {
    // The patterns contain only ASCII letters, so they match bytes. In Unicode, a class such as [^;] is twenty times as
    // large, and a hundred of them took 70 MB.
    let compile =
        |pattern: &str| RegexBuilder::new(pattern).case_insensitive(true).unicode(false).build().ok();
    let Ok(data) = signal_data() else { return Signals { signals: Vec::new(), praise: Vec::new() } };
    let signals = data.signals.into_iter().filter_map(|signal| {
        let unless = signal.unless.as_deref().and_then(compile);
        Some((signal.name, compile(&signal.pattern)?, unless))
    });
    Signals {
        signals: signals.collect(),
        praise: data.praise.iter().filter_map(|praise| compile(&praise.pattern)).collect(),
    }
});

/// Returns the name of the signal that makes a sentence an improvement point.
#[must_use]
pub fn signal_of(sentence: &str) -> Option<&'static str> {
    if sentence.len() > MAX_SENTENCE_BYTES {
        return None;
    }
    let mut words = normalised(sentence);
    for praise in &SIGNALS.praise {
        if praise.is_match(words.as_bytes()) {
            let rest = praise.replace_all(words.as_bytes(), REMOVED_PRAISE.as_bytes());
            words = String::from_utf8_lossy(&rest).into_owned();
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let matches = |(_, pattern, unless): &&(String, Regex, Option<Regex>)| {
        let words = words.as_bytes();
        pattern.is_match(words) && !unless.as_ref().is_some_and(|unless| unless.is_match(words))
    };
    SIGNALS.signals.iter().find(matches).map(|(name, _, _)| name.as_str())
}

/// Returns a sentence with straight quotes, hyphens for dashes and single spaces.
fn normalised(sentence: &str) -> String {
    let plain: String = sentence
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2013}' | '\u{2014}' => '-',
            '\u{A0}' | '#' => ' ',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the improvement points of a report in reading order. Recommendations and sections about the inspection
/// itself are left out.
#[must_use]
pub fn improvement_points(report: &Report) -> Vec<ImprovementPoint> {
    let mut ids = Ids::new('P');
    let mut found = Vec::new();
    let mut asides: HashMap<SectionId, bool> = HashMap::new();
    for (index, paragraph) in report.paragraphs.iter().enumerate() {
        let is_about_inspection =
            |section| *asides.entry(section).or_insert_with(|| is_aside(report, section));
        if paragraph.section.is_some_and(is_about_inspection) {
            continue;
        }
        let bullets = paragraph.bullets.iter().enumerate();
        let bullets =
            bullets.map(|(part, bullet)| (bullet.plain(), Place::at_part(paragraph.place.block, part)));
        for (text, place) in std::iter::once((paragraph.text.plain(), paragraph.place)).chain(bullets) {
            for range in sentences(text) {
                let sentence = &text[range.clone()];
                let Some(signal) = signal_of(sentence) else { continue };
                found.push(ImprovementPoint {
                    id: ids.id_for(sentence),
                    text: sentence.to_owned(),
                    place,
                    range,
                    paragraph: ParagraphId(index),
                    section: paragraph.section,
                    signal,
                });
            }
        }
    }
    found
}
