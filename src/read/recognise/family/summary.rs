//! The family of summaries that were printed with Findings. People can open a summary without having the report.
//!
//! A summary has the facts and the scale of the report, but the layout of Findings.

use super::{DEFAULT_FAMILY, Family};

/// The notice on the first page of a summary, in lower case.
const SUMMARY_NOTICE: &str = "summary made with findings on ";

/// Returns true if the first lines of a document, joined and in lower case, show that it is a summary.
pub(super) fn is_summary(opening: &str) -> bool {
    opening.contains(SUMMARY_NOTICE)
}

/// Returns the family of a summary whose report is of `family`; `None` stands for an unknown family.
pub(super) fn summary_family(family: Option<&Family>) -> Family {
    Family {
        outline: &[],
        recommendation_title_prefixes: &["recommendations"],
        has_numbered_recommendations: true,
        has_unordered_numbers: true,
        prose_recommendation_title_prefixes: &[],
        sibling_title_prefixes: &[],
        part_title_prefixes: &[],
        graded_part_title_prefixes: &[],
        title_prefixes_after_recommendations: &[],
        has_points_below_lead_ins: false,
        overall_grade: |_| None,
        read_cover: |_, _| {},
        ..*family.unwrap_or(&DEFAULT_FAMILY)
    }
}
