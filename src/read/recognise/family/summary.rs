//! Summaries of reports that were printed with Findings, for people who open a summary without having the report.
//!
//! The facts and the scale are those of the report; the layout is that of Findings.

use super::{DEFAULTS, Family};

/// The notice on the first page of a summary, in lower case.
const SUMMARY_NOTICE: &str = "summary made with findings on ";

/// Returns true if the first lines of a document are of a summary.
pub(super) fn is_summary(opening: &str) -> bool {
    opening.contains(SUMMARY_NOTICE)
}

/// Returns the family of a summary of a report of `family`.
pub(super) fn summary_family(family: Option<&Family>) -> Family {
    Family {
        outline: &[],
        recommendation_titles: &["recommendations"],
        has_numbered_recommendations: true,
        has_unordered_numbers: true,
        prose_recommendation_titles: &[],
        sibling_titles: &[],
        part_titles: &[],
        graded_part_titles: &[],
        titles_after_recommendations: &[],
        has_points_below_lead_ins: false,
        overall_grade: |_| None,
        read_cover: |_, _| {},
        ..*family.unwrap_or(&DEFAULTS)
    }
}
