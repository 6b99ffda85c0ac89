//! Compares two reports: judgements, recommendations, checks and text.
//!
//! If the two reports are swapped, the result is the mirror image. The direction of aligning the texts depends on their
//! words and not on the order of the arguments.

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
    units::TextUnit,
    words::{WordRange, word_changes},
};
use super::{Abbreviation, abbreviations, run_checks};
use crate::report::{Report, Warning};

/// The result of comparing two reports: paired judgements, recommendations and texts, and the differences.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The judgements in the order of the right report, then the judgements that are only in the left report.
    pub judgements: Vec<JudgementPair>,
    /// The recommendations in the order of the right report, then the recommendations that are only in the left report.
    pub recommendations: Vec<RecommendationPair>,
    /// The warnings of the left report that the right report does not have.
    pub cleared_checks: Vec<Warning>,
    /// The warnings of the right report that the left report does not have.
    pub new_checks: Vec<Warning>,
    /// The compared texts of the left report, in reading order.
    pub left: Vec<TextUnit>,
    /// The compared texts of the right report, in reading order.
    pub right: Vec<TextUnit>,
    /// The texts of both reports side by side.
    pub aligned: Vec<AlignedRow>,
    /// The differences between the texts, in reading order.
    pub changes: Vec<TextChange>,
}

impl Comparison {
    /// Returns the paired sections of both reports. `manual_links` are the links that the user made or removed.
    #[must_use]
    pub fn sections(&self, left: &Report, right: &Report, manual_links: &[SectionLink]) -> Vec<SectionPair> {
        let texts = sections::AlignedTexts {
            left: &self.left,
            right: &self.right,
            aligned: &self.aligned,
            changes: &self.changes,
        };
        sections::pair_sections(left, right, texts, manual_links)
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
    let (left_units, right_units) = (units::comparison_units(left), units::comparison_units(right));
    let (aligned, changes) = align::align_units(&left_units, &right_units);
    let (left_checks, right_checks) =
        (run_checks(left, left_abbreviations), run_checks(right, right_abbreviations));
    let warnings_only_in = |from: &[Warning], other: &[Warning]| {
        let is_in_other = |warning: &Warning| {
            other.iter().any(|other| other.kind == warning.kind && other.message == warning.message)
        };
        from.iter().filter(|warning| !is_in_other(warning)).cloned().collect()
    };
    Comparison {
        judgements: judgements::pair_judgements(left, right),
        recommendations: recommendations::pair_recommendations(left, right),
        cleared_checks: warnings_only_in(&left_checks, &right_checks),
        new_checks: warnings_only_in(&right_checks, &left_checks),
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
    /// Words that many names of councils contain.
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
    let subject_words = |report: &Report| -> Vec<String> {
        let subject = report.cover.subject.as_deref().unwrap_or_default().to_lowercase();
        let words = subject.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        words.filter(|word| !word.is_empty() && !COMMON_WORDS.contains(&word.as_str())).collect()
    };
    let (one, other) = (subject_words(left), subject_words(right));
    one.is_empty() || other.is_empty() || one.iter().any(|word| other.contains(word))
}
