//! Improvement points: sentences of the body that criticise something.
//!
//! First, praise that uses critical words ("were not consistently poor"), past problems that were solved and statements
//! of one person are removed from a sentence. If a signal still matches, the sentence is an improvement point.
//!
//! The strength of a point, from 1 to 10, is the strength of its strongest signal (3 to 6), plus 1 if at least 3
//! signals match, plus the change of each degree that matches ("too many" +2, "in a small number" -2), plus the weight
//! of the section's grade (2 for the lowest grade of the scale, 1 for the next).
//!
//! `tests/analysis/improvement_points.rs` tests every example and measures the result on labelled reports.

mod signals;

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use self::signals::criticism_in;
pub use self::signals::{
    Degree, Praise, Signal, SignalData, compiled_patterns, normalised_sentence, signal_data, signal_of,
};
use super::{asides::is_aside, ids::IdGenerator, phrases::Phrase, sentences::sentences};
use crate::report::{ParagraphId, Place, Report, SectionId};

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

/// The strength of the strongest points.
pub const MAX_STRENGTH: u8 = 10;

/// Returns true if a section, or a section around it, describes an example of good practice.
fn is_good_practice(report: &Report, section: SectionId) -> bool {
    report.ancestors(section).any(|id| Phrase::GoodPracticeHeading.is_in(&report.section(id).title))
}

/// Returns true if a section is about strengths.
fn is_about_strengths(report: &Report, section: SectionId) -> bool {
    Phrase::StrengthsOnlyHeading.is_in(&report.section(section).title)
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
    /// True if the section is about strengths, so that only sentences that turn to a weakness are points.
    is_about_strengths: bool,
    /// The number that the section's grade adds to the strength of points.
    grade_weight: i8,
}

/// Returns the improvement points of a report in reading order. Recommendations, sections about the inspection itself
/// or the area, examples of good practice, strengths and quotations are left out.
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
                is_about_strengths: is_about_strengths(report, section),
                grade_weight: grade_weight(report, section),
            })
        });
        if facts.is_some_and(|facts| facts.is_aside) {
            continue;
        }
        let is_good_practice = facts.is_some_and(|facts| facts.is_good_practice);
        let is_about_strengths = facts.is_some_and(|facts| facts.is_about_strengths);
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
                let is_strength = is_about_strengths && !Phrase::TurnToWeakness.is_in(sentence);
                if is_good_practice || is_strength || is_quoted(&range, &quotations) {
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
