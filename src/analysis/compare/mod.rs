//! Compares two reports: judgements, recommendations, checks and text.
//!
//! If the two reports are swapped, the result is the mirror image. The direction of aligning the texts depends on their
//! words and not on the order of the arguments. Only `still_mentioned` looks in one direction, from left to right.

mod align;
mod inspections;
mod judgements;
mod names;
mod recommendations;
mod recurring;
mod rewordings;
mod sections;
mod similarity;
mod still_mentioned;
mod subjects;
mod text_similarity;
mod units;
mod verdict;
mod word_families;
mod words;

use std::{cell::OnceCell, collections::HashSet};

use self::word_families::FamilyWeights;
pub use self::{
    align::{AlignedRow, TextChange, TextChangeKind},
    inspections::{MatchedTexts, SectionTexts, TextMode},
    judgements::{GradeChange, JudgementPair},
    names::ReportNames,
    recommendations::{RecommendationChange, RecommendationPair},
    recurring::RecurringTexts,
    rewordings::reworded_pairs,
    sections::{SectionLink, SectionPair},
    similarity::{SimilarityDecision, apply_similarity_decisions},
    still_mentioned::StillMentioned,
    text_similarity::{FamilyFilter, TextSimilarity},
    units::TextUnit,
    verdict::{JudgementCounts, NoGrades, OverallChange, Verdict},
    words::{WordRange, summarise_word_changes, word_changes},
};
pub(in crate::analysis) use self::{
    judgements::{part_title, scale_difference, subject_of, title_key},
    subjects::{Subject, succession},
};
use super::{Abbreviation, abbreviations, run_checks, strings::comparison as strings};
use crate::report::{BlockId, Report, Warning};

/// The result of comparing two reports: paired judgements, recommendations and texts, and the differences.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The verdict: the change of the overall grade, and the numbers of judgements that changed.
    pub verdict: Verdict,
    /// The judgements: overall judgements first, then the others in the order of the right report, then those that are
    /// only in the left report.
    pub judgements: Vec<JudgementPair>,
    /// The recommendations in the order of the right report, then the recommendations that are only in the left report.
    pub recommendations: Vec<RecommendationPair>,
    /// The recommendations of the left report that the right report still mentions as a point to improve, in order.
    pub still_mentioned: Vec<StillMentioned>,
    /// The warnings of the left report that the right report does not have.
    pub cleared_checks: Vec<Warning>,
    /// The warnings of the right report that the left report does not have.
    pub new_checks: Vec<Warning>,
    /// The compared texts of the left report, in reading order.
    pub left: Vec<TextUnit>,
    /// The compared texts of the right report, in reading order.
    pub right: Vec<TextUnit>,
    /// The way in which the texts are compared.
    pub mode: TextMode,
    /// The texts of both reports side by side.
    pub aligned: Vec<AlignedRow>,
    /// The differences between the texts, in reading order. Between inspections, only those of matched paragraphs; see
    /// [`Comparison::section_texts`] for all others.
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

/// The reason why two reports can't be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompareError {
    /// The report in this file has no text that can be read, like a scan.
    #[error("{}", strings::NO_TEXT_TO_COMPARE)]
    NoReadableText(String),
}

impl CompareError {
    /// Returns the name of the file that can't be compared.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::NoReadableText(file) => file,
        }
    }
}

/// Checks that two reports can be compared.
///
/// # Errors
/// Returns `CompareError::NoReadableText` if a report has no text that can be read.
pub fn check_comparable(left: &Report, right: &Report) -> Result<(), CompareError> {
    match [left, right].into_iter().find(|report| !has_readable_text(report)) {
        Some(report) => Err(CompareError::NoReadableText(report.source.file.clone())),
        None => Ok(()),
    }
}

/// Returns true if a report has text that can be read. A scan has none.
#[must_use]
pub fn has_readable_text(report: &Report) -> bool {
    (0..report.blocks.len()).any(|block| {
        let mut texts = report.block_texts(BlockId(block)).into_iter();
        texts.any(|text| text.contains(char::is_alphanumeric))
    })
}

/// Compares two reports and computes their abbreviations, which checks need.
#[must_use]
pub fn compare(left: &Report, right: &Report) -> Comparison {
    compare_with((left, &abbreviations(left)), (right, &abbreviations(right)))
}

/// Compares two reports whose abbreviations are already computed.
#[must_use]
pub fn compare_with(left: (&Report, &[Abbreviation]), right: (&Report, &[Abbreviation])) -> Comparison {
    compare_in_mode(left, right, None)
}

/// Compares two reports whose abbreviations are already computed, in a given way. Without a `mode`, it is chosen from
/// the texts.
#[must_use]
pub fn compare_in_mode(
    (left, left_abbreviations): (&Report, &[Abbreviation]),
    (right, right_abbreviations): (&Report, &[Abbreviation]),
    mode: Option<TextMode>,
) -> Comparison {
    let (left_units, right_units) = (units::comparison_units(left), units::comparison_units(right));
    // Two drafts without recommendations need no weights, and counting the words takes longer than comparing them.
    let computed_weights = OnceCell::new();
    let weights = || {
        let texts = left_units.iter().chain(&right_units).map(|unit| unit.words.as_str());
        computed_weights.get_or_init(|| FamilyWeights::new(texts))
    };
    let bodies = [inspections::body_units(left, &left_units), inspections::body_units(right, &right_units)];
    let alignment = align::align_units((&left_units, &right_units), [&bodies[0], &bodies[1]], mode, weights);
    let (left_checks, right_checks) =
        (run_checks(left, left_abbreviations), run_checks(right, right_abbreviations));
    let warnings_only_in = |from: &[Warning], other: &[Warning]| {
        let key = |warning: &'_ Warning| (warning.kind, warning.message.clone());
        let known: HashSet<_> = other.iter().map(key).collect();
        from.iter().filter(|warning| !known.contains(&key(warning))).cloned().collect()
    };
    let judgements = judgements::pair_judgements(left, right);
    Comparison {
        verdict: verdict::verdict(left, right, &judgements),
        judgements,
        recommendations: recommendations::pair_recommendations(left, right, weights),
        still_mentioned: still_mentioned::still_mentioned(left, right, weights),
        cleared_checks: warnings_only_in(&left_checks, &right_checks),
        new_checks: warnings_only_in(&right_checks, &left_checks),
        left: left_units,
        right: right_units,
        mode: alignment.mode,
        aligned: alignment.rows,
        changes: alignment.changes,
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
