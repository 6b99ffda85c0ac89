//! Improvement points: sentences of the body that say something falls short.
//!
//! The signals are data, `assets/improvement_points.json`: each has a pattern, an example and a counter-example.
//! A sentence is first rid of what praises in the words of blame ("were not consistently poor"); where a signal is
//! still found it is a point. `tests/improvement_points.rs` tries every example and measures on labelled reports.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{asides::is_aside, ids::Ids, sentences::sentences};
use crate::report::{ParagraphId, Place, Report, SectionId};

static DATA: &str = include_str!("../../assets/improvement_points.json");

/// A sentence that says something falls short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImprovementPoint {
    /// Names it whatever the file is called: it follows from the words.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The paragraph, or the bullet of it.
    pub place: Place,
    /// Where the sentence stands in the words of the paragraph or bullet, in bytes.
    pub range: Range<usize>,
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The section.
    pub section: Option<SectionId>,
    /// Which signal told it.
    pub signal: &'static str,
}

/// The signals as they are kept.
#[derive(Debug, Deserialize)]
pub struct SignalData {
    /// What tells that something falls short.
    pub signals: Vec<Signal>,
    /// What praises in words that blame.
    pub praise: Vec<Praise>,
}

/// A pattern that tells that something falls short.
#[derive(Debug, Deserialize)]
pub struct Signal {
    /// A short name.
    pub name: String,
    /// A regular expression, blind to capitals.
    pub pattern: String,
    /// Where this is found too, the pattern tells nothing.
    pub unless: Option<String>,
    /// A sentence that it tells.
    pub example: String,
    /// A sentence with such words that no signal may tell.
    pub counter_example: String,
}

/// A pattern of praise that is taken out of a sentence before signals are looked for.
#[derive(Debug, Deserialize)]
pub struct Praise {
    /// A short name.
    pub name: String,
    /// A regular expression, blind to capitals.
    pub pattern: String,
    /// A sentence that is no point thanks to it.
    pub example: String,
    /// A sentence with such words that is a point still.
    pub counter_example: String,
}

/// The signals, as data.
///
/// # Errors
/// None: the file is part of the program, and a test reads it.
pub fn signal_data() -> Result<SignalData, serde_json::Error> {
    serde_json::from_str(DATA)
}

/// Sentences longer than this are tables without lines, in bytes.
const LONGEST: usize = 2_000;
/// What stands for praise that was taken out.
const GAP: &str = " # ";

struct Signals {
    signals: Vec<(String, Regex, Option<Regex>)>,
    praise: Vec<Regex>,
}

static SIGNALS: LazyLock<Signals> = LazyLock::new(|| {
    // Byte by byte: the patterns are of plain letters, and a class of all that is no semicolon is twenty times as large
    // in Unicode; a hundred of them took 70 MB.
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

/// The name of the signal that tells that a sentence says something falls short.
#[must_use]
pub fn signal_of(sentence: &str) -> Option<&'static str> {
    if sentence.len() > LONGEST {
        return None;
    }
    let mut words = plain(sentence);
    for praise in &SIGNALS.praise {
        if praise.is_match(words.as_bytes()) {
            let rest = praise.replace_all(words.as_bytes(), GAP.as_bytes());
            words = String::from_utf8_lossy(&rest).into_owned();
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let tells = |(_, pattern, unless): &&(String, Regex, Option<Regex>)| {
        let words = words.as_bytes();
        pattern.is_match(words) && !unless.as_ref().is_some_and(|unless| unless.is_match(words))
    };
    SIGNALS.signals.iter().find(tells).map(|(name, _, _)| name.as_str())
}

/// A sentence with quotes and dashes as typed, and one space between words.
fn plain(sentence: &str) -> String {
    let typed: String = sentence
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2013}' | '\u{2014}' => '-',
            '\u{A0}' | '#' => ' ',
            c => c,
        })
        .collect();
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The improvement points of a report in reading order. Recommendations are none, nor what is about the inspection.
#[must_use]
pub fn improvement_points(report: &Report) -> Vec<ImprovementPoint> {
    let mut ids = Ids::new('P');
    let mut found = Vec::new();
    let mut asides: HashMap<SectionId, bool> = HashMap::new();
    for (index, paragraph) in report.paragraphs.iter().enumerate() {
        let is_about = |section| *asides.entry(section).or_insert_with(|| is_aside(report, section));
        if paragraph.section.is_some_and(is_about) {
            continue;
        }
        let bullets = paragraph.bullets.iter().enumerate();
        let bullets =
            bullets.map(|(part, bullet)| (bullet.plain(), Place::part(paragraph.place.block, part)));
        for (text, place) in std::iter::once((paragraph.text.plain(), paragraph.place)).chain(bullets) {
            for range in sentences(text) {
                let sentence = &text[range.clone()];
                let Some(signal) = signal_of(sentence) else { continue };
                found.push(ImprovementPoint {
                    id: ids.of(sentence),
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
