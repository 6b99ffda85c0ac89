//! The family of safeguarding and looked after children inspections, 2009 to 2012.
//!
//! A report has two parts, safeguarding and looked after children, with the same titles in each part. A grade is in a
//! heading or on the line below. "Areas for improvement" are grouped by timescale. A record of main findings is at the
//! end.

use super::{DEFAULT_FAMILY, Family};
use crate::report::FrameworkId;

/// The features of reports of safeguarding and looked after children inspections.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::Slac),
    is_match: |opening| opening.titles.contains("inspection of safeguarding and looked after children"),
    outline: &[
        ("about this inspection", 1),
        ("the inspection judgements and what they mean", 1),
        ("service information", 1),
        ("safeguarding services", 1),
        ("services for looked after children", 1),
        ("record of main findings", 1),
        ("overall effectiveness", 2),
        ("capacity for improvement", 2),
        ("areas for improvement", 2),
        ("safeguarding outcomes for children and young people", 2),
        ("outcomes for children and young people", 2),
        ("how good are outcomes for looked after children and care leavers", 2),
        ("outcomes for looked after children and care leavers", 2),
        ("ambition and prioritisation", 2),
        ("leadership and management", 2),
        ("performance management and quality assurance", 2),
        ("partnership working", 2),
        ("equality and diversity", 2),
        ("value for money", 2),
        ("user engagement", 2),
        ("children and young people are safe and feel safe", 3),
        ("quality of provision", 3),
        ("the contribution of health agencies to keeping children and young people safe", 3),
        ("being healthy", 3),
        ("staying safe", 3),
        ("enjoying and achieving", 3),
        ("making a positive contribution, including user engagement", 3),
        ("making a positive contribution", 3),
        ("economic well-being", 3),
        ("achieving economic well-being", 3),
    ],
    scale_name: "Four-point scale, outstanding to inadequate",
    scale: &["Outstanding", "Good", "Adequate", "Inadequate"],
    recommendation_title_prefixes: &["areas for improvement"],
    ..DEFAULT_FAMILY
};
