//! Compares two reports: judgements, recommendations, checks and text.
//!
//! Comparing B with A gives the mirror image of comparing A with B, because the direction in which texts are aligned
//! depends on their words and not on the order of the arguments.

mod align;
mod judgements;
mod recommendations;
mod sections;
mod subjects;
mod units;
mod words;

pub use self::{
    align::{AlignedRow, TextChange, TextChangeKind},
    judgements::{GradeChange, JudgementPair},
    recommendations::{RecommendationChange, RecommendationPair},
    sections::{SectionLink, SectionPair},
    units::Unit,
    words::{WordRange, word_changes},
};
use super::{Abbreviation, abbreviations, checks};
use crate::report::{Report, Warning};

/// The differences between two reports, and what they have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Judgements in the order of the right report, then those that are only in the left report.
    pub judgements: Vec<JudgementPair>,
    /// Recommendations in the order of the right report, then those that are only in the left report.
    pub recommendations: Vec<RecommendationPair>,
    /// Warnings that only the left report has.
    pub cleared_checks: Vec<Warning>,
    /// Warnings that only the right report has.
    pub new_checks: Vec<Warning>,
    /// The compared texts of the left report, in reading order.
    pub left: Vec<Unit>,
    /// The compared texts of the right report, in reading order.
    pub right: Vec<Unit>,
    /// The texts of both reports side by side.
    pub aligned: Vec<AlignedRow>,
    /// The differences in reading order.
    pub changes: Vec<TextChange>,
}

impl Comparison {
    /// Pairs the sections of both reports. `by_hand` are the links that the user made or removed.
    #[must_use]
    pub fn sections(&self, left: &Report, right: &Report, by_hand: &[SectionLink]) -> Vec<SectionPair> {
        let texts = sections::AlignedTexts {
            left: &self.left,
            right: &self.right,
            aligned: &self.aligned,
            changes: &self.changes,
        };
        sections::pair_sections(left, right, texts, by_hand)
    }
}

/// Compares two reports and computes their abbreviations, which checks need.
#[must_use]
pub fn compare(left: &Report, right: &Report) -> Comparison {
    compare_with((left, &abbreviations(left)), (right, &abbreviations(right)))
}

/// Compares two reports whose abbreviations are already computed.
#[must_use]
pub fn compare_with(
    (left, left_abbreviations): (&Report, &[Abbreviation]),
    (right, right_abbreviations): (&Report, &[Abbreviation]),
) -> Comparison {
    let (left_units, right_units) = (units::units(left), units::units(right));
    let (aligned, changes) = align::align(&left_units, &right_units);
    let (left_checks, right_checks) = (checks(left, left_abbreviations), checks(right, right_abbreviations));
    let missing = |from: &[Warning], other: &[Warning]| {
        let is_in_other = |warning: &Warning| {
            other.iter().any(|other| other.kind == warning.kind && other.message == warning.message)
        };
        from.iter().filter(|warning| !is_in_other(warning)).cloned().collect()
    };
    Comparison {
        judgements: judgements::pair_judgements(left, right),
        recommendations: recommendations::pair_recommendations(left, right),
        cleared_checks: missing(&left_checks, &right_checks),
        new_checks: missing(&right_checks, &left_checks),
        left: left_units,
        right: right_units,
        aligned,
        changes,
    }
}

/// Returns true if both reports seem to be about the same council: they have the same authority or, if the authority of
/// either is unknown, their subjects share a word. Reports without a subject can be about any council.
#[must_use]
pub fn have_same_subject(left: &Report, right: &Report) -> bool {
    /// Words that are common in councils' names.
    const COMMON_WORDS: [&str; 22] = [
        "council",
        "borough",
        "city",
        "county",
        "of",
        "the",
        "metropolitan",
        "district",
        "london",
        "royal",
        "local",
        "authority",
        "and",
        "upon",
        "north",
        "south",
        "east",
        "west",
        "children",
        "s",
        "services",
        "partnership",
    ];
    if let Some((one, other)) = left.cover.authority.as_ref().zip(right.cover.authority.as_ref()) {
        return one.code == other.code;
    }
    let words = |report: &Report| -> Vec<String> {
        let subject = report.cover.subject.as_deref().unwrap_or_default().to_lowercase();
        let words = subject.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        words.filter(|word| !word.is_empty() && !COMMON_WORDS.contains(&word.as_str())).collect()
    };
    let (one, other) = (words(left), words(right));
    one.is_empty() || other.is_empty() || one.iter().any(|word| other.contains(word))
}
