//! Improvement points: sentences of the body that criticise something.
//!
//! The signals are data in `assets/improvement_points.json`. Each has a pattern, an example and a counter-example.
//! First, praise that uses critical words ("were not consistently poor"), past problems that were solved and statements
//! of one person are removed from a sentence. If a signal still matches, the sentence is an improvement point.
//!
//! The strength of a point, from 1 to 10, is the strength of its strongest signal (3 to 6), plus 1 if at least 3
//! signals match, plus the change of each degree that matches ("too many" +2, "in a small number" -2), plus the weight
//! of the section's grade (2 for the lowest grade of the scale, 1 for the next).
//!
//! `tests/improvement_points.rs` tests every example and measures the result on labelled reports.

use std::{cmp::Reverse, collections::HashMap, ops::Range, sync::LazyLock};

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{asides::is_aside, ids::IdGenerator, sentences::sentences};
use crate::report::{ParagraphId, Place, Report, SectionId};

/// The patterns for finding improvement points, as JSON.
static SIGNAL_DATA_JSON: &str = include_str!("../../assets/improvement_points.json");

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
    /// The paragraph that contains the sentence.
    pub paragraph: ParagraphId,
    /// The section that contains the paragraph; `None` before the first heading.
    pub section: Option<SectionId>,
    /// The name of the first signal that matched.
    pub signal_name: &'static str,
    /// The strength of the criticism, from 1 to [`MAX_STRENGTH`].
    pub strength: u8,
}

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
    /// A regular expression that ignores case.
    pub pattern: String,
    /// A regular expression. If it matches too, the signal does not count.
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

/// A pattern of words that make a criticism stronger or weaker.
#[derive(Debug, Deserialize)]
pub struct Degree {
    /// A short name.
    pub name: String,
    /// The number added to the strength of a point that the pattern matches.
    pub change: i8,
    /// A regular expression that ignores case.
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
const PRAISE_REPLACEMENT: &str = " # ";

/// The strength of the strongest points.
pub const MAX_STRENGTH: u8 = 10;
/// The minimum number of matching signals that adds 1 to the strength of a point.
const MIN_STRENGTHENING_SIGNALS: usize = 3;

/// A [`Signal`] with compiled patterns.
struct CompiledSignal {
    name: String,
    strength: i8,
    pattern: Regex,
    unless: Option<Regex>,
}

/// All patterns of [`SignalData`], compiled.
struct CompiledPatterns {
    signals: Vec<CompiledSignal>,
    praise: Vec<Regex>,
    /// The patterns that make a criticism stronger or weaker, and the number that each adds to the strength.
    degrees: Vec<(Regex, i8)>,
}

/// The compiled patterns. They are empty if the data is not valid, which a test rules out.
static PATTERNS: LazyLock<CompiledPatterns> = LazyLock::new(|| {
    // The patterns contain only ASCII letters, so they match bytes. In Unicode, a class such as [^;] is twenty times as
    // large, and a hundred of them took 70 MB.
    let compile =
        |pattern: &str| RegexBuilder::new(pattern).case_insensitive(true).unicode(false).build().ok();
    let Ok(data) = signal_data() else {
        return CompiledPatterns { signals: Vec::new(), praise: Vec::new(), degrees: Vec::new() };
    };
    let signals = data.signals.into_iter().filter_map(|signal| {
        let unless = signal.unless.as_deref().and_then(compile);
        Some(CompiledSignal {
            name: signal.name,
            strength: signal.strength,
            pattern: compile(&signal.pattern)?,
            unless,
        })
    });
    let degrees = data.degrees.iter().filter_map(|degree| Some((compile(&degree.pattern)?, degree.change)));
    CompiledPatterns {
        signals: signals.collect(),
        praise: data.praise.iter().filter_map(|praise| compile(&praise.pattern)).collect(),
        degrees: degrees.collect(),
    }
});

/// The criticism in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Criticism {
    /// The name of the first signal that matched.
    signal_name: &'static str,
    /// The strength without the grade of the section. It can be outside the range of strengths.
    strength: i8,
}

/// Returns the name of the first signal that makes a sentence an improvement point. Returns `None` for other sentences.
#[must_use]
pub fn signal_of(sentence: &str) -> Option<&'static str> {
    criticism_in(sentence).map(|criticism| criticism.signal_name)
}

/// Returns the criticism in a sentence. Returns `None` if no signal matches after praise was removed.
fn criticism_in(sentence: &str) -> Option<Criticism> {
    if sentence.len() > MAX_SENTENCE_BYTES {
        return None;
    }
    let mut words = normalised_sentence(sentence);
    // Removing praise hardly ever makes another signal match, so most sentences need only this pass.
    let mut signals: Vec<&'static CompiledSignal> =
        PATTERNS.signals.iter().filter(|signal| signal.pattern.is_match(words.as_bytes())).collect();
    if signals.is_empty() {
        return None;
    }
    for praise in &PATTERNS.praise {
        if praise.is_match(words.as_bytes()) {
            let rest = praise.replace_all(words.as_bytes(), PRAISE_REPLACEMENT.as_bytes());
            words = String::from_utf8_lossy(&rest).into_owned();
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
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

/// Returns a sentence with straight quotes, hyphens for dashes and single spaces.
fn normalised_sentence(sentence: &str) -> String {
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

/// Matches headings of examples of good practice, for example "Practice study: highly effective practice".
static GOOD_PRACTICE_HEADINGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    RegexBuilder::new(
        r"\b(case|practice) (study|studies|examples?)\b.*\b(effective|good|best|strong|outstanding) practice",
    )
    .case_insensitive(true)
    .build()
    .ok()
});

/// Returns true if a section, or a section around it, describes an example of good practice.
fn is_good_practice(report: &Report, section: SectionId) -> bool {
    let Some(headings) = GOOD_PRACTICE_HEADINGS.as_ref() else { return false };
    report.ancestors(section).any(|id| headings.is_match(report.section(id).title.as_bytes()))
}

/// Returns the number that the grade of a section adds to the strength of its points: 2 for the lowest grade of the
/// scale, 1 for the grade above it and 0 for all other grades.
fn grade_weight(report: &Report, section: SectionId) -> i8 {
    let steps = report.scale.as_ref().map_or(0, |scale| scale.grades.len());
    let step = report.nearest_grade(section).and_then(|grade| grade.step).map_or(0, usize::from);
    // The second-lowest grade counts only from step 3. On a shorter scale it is a good grade.
    match steps.checked_sub(step) {
        Some(0) if step > 1 => 2,
        Some(1) if step > 2 => 1,
        _ => 0,
    }
}

/// Facts about a section that decide whether its sentences are points, and how strong they are.
#[derive(Debug, Clone, Copy)]
struct SectionFacts {
    /// True if the section is about the inspection itself or the area.
    is_aside: bool,
    /// True if the section describes an example of good practice.
    is_good_practice: bool,
    /// The number that the section's grade adds to the strength of points.
    grade_weight: i8,
}

/// Returns the improvement points of a report in reading order. Recommendations, sections about the inspection itself
/// or the area, examples of good practice and quotations are left out.
#[must_use]
pub fn improvement_points(report: &Report) -> Vec<ImprovementPoint> {
    let mut ids = IdGenerator::new('P');
    let mut found = Vec::new();
    let mut sections: HashMap<SectionId, SectionFacts> = HashMap::new();
    for (index, paragraph) in report.paragraphs.iter().enumerate() {
        let facts = paragraph.section.map(|section| {
            *sections.entry(section).or_insert_with(|| SectionFacts {
                is_aside: is_aside(report, section),
                is_good_practice: is_good_practice(report, section),
                grade_weight: grade_weight(report, section),
            })
        });
        if facts.is_some_and(|facts| facts.is_aside) {
            continue;
        }
        let is_good_practice = facts.is_some_and(|facts| facts.is_good_practice);
        let grade_weight = facts.map_or(0, |facts| facts.grade_weight);
        let bullets = paragraph.bullets.iter().enumerate();
        let bullets =
            bullets.map(|(part, bullet)| (bullet.plain(), Place::at_part(paragraph.place.block, part)));
        for (text, place) in std::iter::once((paragraph.text.plain(), paragraph.place)).chain(bullets) {
            let quotations = quotations(text);
            for range in sentences(text) {
                let sentence = &text[range.clone()];
                let Some(criticism) = criticism_in(sentence) else { continue };
                // Sentences that are left out get an id too. Otherwise, other sentences with the same words would have
                // different ids than in earlier versions.
                let id = ids.id_for(sentence);
                if is_good_practice || is_quoted(&range, &quotations) {
                    continue;
                }
                let strength = criticism.strength.saturating_add(grade_weight).max(1).unsigned_abs();
                found.push(ImprovementPoint {
                    id,
                    text: sentence.to_owned(),
                    place,
                    range,
                    paragraph: ParagraphId(index),
                    section: paragraph.section,
                    signal_name: criticism.signal_name,
                    strength: strength.min(MAX_STRENGTH),
                });
            }
        }
    }
    found
}

/// Returns the byte ranges between curly double quotation marks, in order.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, mark) in text.char_indices() {
        match mark {
            '\u{201C}' => start = start.or(Some(at)),
            '\u{201D}' => found.extend(start.take().map(|start| start..at + mark.len_utf8())),
            _ => {}
        }
    }
    found
}

/// Returns true if a whole sentence is inside a quotation.
fn is_quoted(sentence: &Range<usize>, quotations: &[Range<usize>]) -> bool {
    let next = quotations.partition_point(|quotation| quotation.end < sentence.end);
    // The full stop after a quotation belongs to the sentence.
    let around = next.saturating_sub(1)..(next + 1).min(quotations.len());
    quotations[around].iter().any(|quotation| {
        quotation.start <= sentence.start
            && sentence.end <= quotation.end + 1
            && sentence.start < quotation.end
    })
}

/// Sorts improvement points by section, the section with the strongest point first, and the points of each section by
/// strength. Points of the same strength stay in their order.
pub fn sort_strongest_first(points: &mut [ImprovementPoint]) {
    // The strength of the strongest point in each section.
    let mut sections: HashMap<Option<SectionId>, u8> = HashMap::new();
    for point in &*points {
        let strongest = sections.entry(point.section).or_default();
        *strongest = point.strength.max(*strongest);
    }
    points.sort_by_key(|point| {
        let strongest_in_section = sections.get(&point.section).copied().unwrap_or_default();
        (Reverse(strongest_in_section), point.section, Reverse(point.strength))
    });
}
