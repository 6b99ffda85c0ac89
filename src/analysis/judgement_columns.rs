//! The columns of judgements in a table of many reports.
//!
//! Frameworks give one subject different titles, and grade some subjects together. A column has the judgements of all
//! frameworks on one subject, so that a row can be read across years.

use serde::{Deserialize, Serialize};

use super::{
    compare::{Subject, part_title, subject_of, title_key},
    headline::is_overall,
    strings::columns as strings,
};
use crate::report::{FrameworkId, Judgement, Report};

/// A column of judgements.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgementColumn {
    /// The overall judgement of a report.
    Overall,
    /// Children who need help and protection.
    HelpAndProtection,
    /// Children in care, who were called looked after until 2018. Some frameworks grade them together with others.
    InCare,
    /// Care leavers, if they are graded separately.
    CareLeavers,
    /// Adoption.
    Adoption,
    /// Leadership, management and governance.
    Leadership,
    /// The Local Safeguarding Children Board.
    Board,
    /// Judgements with this title in lower case, which are on none of the subjects above.
    Title(String),
}

impl JudgementColumn {
    /// The columns of subjects, in the order in which they are shown.
    pub const SUBJECTS: [Self; 7] = [
        Self::Overall,
        Self::HelpAndProtection,
        Self::InCare,
        Self::CareLeavers,
        Self::Adoption,
        Self::Leadership,
        Self::Board,
    ];

    /// Returns the column of a judgement.
    #[must_use]
    pub fn of_judgement(report: &Report, judgement: &Judgement) -> Self {
        match subject_of(report, judgement) {
            Some(Subject::Overall) => Self::Overall,
            Some(Subject::HelpAndProtection) => Self::HelpAndProtection,
            Some(Subject::LookedAfter | Subject::InCareAndLeavers | Subject::InCare) => Self::InCare,
            Some(Subject::Adoption) => Self::Adoption,
            Some(Subject::CareLeavers) => Self::CareLeavers,
            Some(Subject::Leadership) => Self::Leadership,
            Some(Subject::Board) => Self::Board,
            None if report.cover.framework.is_none() && is_overall(judgement) => Self::Overall,
            None => Self::Title(title_key(&judgement.title)),
        }
    }

    /// Returns the heading of the column: "Help and protection". A column that is named after a title has the title in
    /// lower case with a capital.
    #[must_use]
    pub fn heading(&self) -> String {
        match self {
            Self::Overall => strings::OVERALL.to_owned(),
            Self::HelpAndProtection => strings::HELP_AND_PROTECTION.to_owned(),
            Self::InCare => strings::IN_CARE.to_owned(),
            Self::CareLeavers => strings::CARE_LEAVERS.to_owned(),
            Self::Adoption => strings::ADOPTION.to_owned(),
            Self::Leadership => strings::LEADERSHIP.to_owned(),
            Self::Board => strings::BOARD.to_owned(),
            Self::Title(title) => {
                let mut chars = title.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            }
        }
    }
}

/// Returns a note on a judgement that covers more than the subject of its column: "Graded together with care leavers".
/// Returns `None` if it covers no more.
#[must_use]
pub fn joint_grade_note(report: &Report, judgement: &Judgement) -> Option<&'static str> {
    match subject_of(report, judgement) {
        Some(Subject::InCareAndLeavers) => Some(strings::WITH_CARE_LEAVERS),
        Some(Subject::LookedAfter) if report.cover.framework == Some(FrameworkId::Sif) => {
            Some(strings::WITH_ADOPTION_AND_LEAVERS)
        }
        _ => None,
    }
}

/// Returns the part of the report that contains a judgement, or else its group in the report's table of judgements.
#[must_use]
pub fn judgement_part<'a>(report: &'a Report, judgement: &'a Judgement) -> Option<&'a str> {
    part_title(report, judgement).or(judgement.group.as_deref())
}
