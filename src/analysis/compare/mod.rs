//! Two reports held against one another: judgements first, then recommendations and checks, then the text.
//!
//! Comparing B with A is the mirror of comparing A with B: which of the two is worked out is decided by their words, not
//! by the order in which they were given.

mod align;
mod judgements;
mod recommendations;
mod sections;
mod subjects;
mod units;
mod words;

pub use self::{
    align::{Aligned, Kind, TextChange},
    judgements::{Change, JudgementPair},
    recommendations::{Fate, RecommendationPair},
    sections::{ByHand, SectionPair},
    units::Unit,
    words::{WordRange, word_changes},
};
use super::{Abbreviation, abbreviations, checks};
use crate::report::{Report, Warning};

/// What two reports have in common, and what not.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Judgements in the order of the right report, then those only the left one makes.
    pub judgements: Vec<JudgementPair>,
    /// Recommendations of the right report in its order, then those only the left one makes.
    pub recommendations: Vec<RecommendationPair>,
    /// Checks that fire on the left report only.
    pub checks_gone: Vec<Warning>,
    /// Checks that fire on the right report only.
    pub checks_come: Vec<Warning>,
    /// The texts that were held against one another, in reading order.
    pub left: Vec<Unit>,
    /// The same of the right report.
    pub right: Vec<Unit>,
    /// The texts of both, side by side.
    pub aligned: Vec<Aligned>,
    /// What differs, in the order in which it is read.
    pub changes: Vec<TextChange>,
}

impl Comparison {
    /// Which section is which; `by_hand` is what a person said of some.
    #[must_use]
    pub fn sections(&self, left: &Report, right: &Report, by_hand: &[ByHand]) -> Vec<SectionPair> {
        let texts = sections::Texts {
            left: &self.left,
            right: &self.right,
            aligned: &self.aligned,
            changes: &self.changes,
        };
        sections::pairs(left, right, texts, by_hand)
    }
}

/// Compares two reports whose abbreviations are not known yet.
#[must_use]
pub fn compare(left: &Report, right: &Report) -> Comparison {
    compare_with((left, &abbreviations(left)), (right, &abbreviations(right)))
}

/// Compares two reports, each with its abbreviations.
#[must_use]
pub fn compare_with(
    (left, left_abbreviations): (&Report, &[Abbreviation]),
    (right, right_abbreviations): (&Report, &[Abbreviation]),
) -> Comparison {
    let (left_units, right_units) = (units::units(left), units::units(right));
    let (aligned, changes) = align::align(&left_units, &right_units);
    let (left_checks, right_checks) = (checks(left, left_abbreviations), checks(right, right_abbreviations));
    let missing = |from: &[Warning], other: &[Warning]| {
        let is_there = |warning: &Warning| {
            other.iter().any(|other| other.kind == warning.kind && other.message == warning.message)
        };
        from.iter().filter(|warning| !is_there(warning)).cloned().collect()
    };
    Comparison {
        judgements: judgements::pairs(left, right),
        recommendations: recommendations::pairs(left, right),
        checks_gone: missing(&left_checks, &right_checks),
        checks_come: missing(&right_checks, &left_checks),
        left: left_units,
        right: right_units,
        aligned,
        changes,
    }
}

/// Whether both reports are about the same council, as far as their names tell.
#[must_use]
pub fn are_of_one_body(left: &Report, right: &Report) -> bool {
    /// Words that many councils have in their names.
    const COMMON: [&str; 12] = [
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
    ];
    let words = |report: &Report| -> Vec<String> {
        let subject = report.cover.subject.as_deref().unwrap_or_default().to_lowercase();
        let words = subject.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        words.filter(|word| !word.is_empty() && !COMMON.contains(&word.as_str())).collect()
    };
    let (one, other) = (words(left), words(right));
    one.is_empty() || other.is_empty() || one.iter().any(|word| other.contains(word))
}
