//! The family of inspections of services for looked after children, 2013.
//!
//! The reports are similar to those of safeguarding and looked after children inspections, but have one part and five
//! judgements.

use super::{DEFAULT_FAMILY, Family, slac};
use crate::report::FrameworkId;

/// The features of reports of inspections of services for looked after children.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::LookedAfterChildren),
    is_match: |opening| opening.titles.contains("inspection of looked after children services"),
    outline: &[
        ("about this inspection", 1),
        ("the inspection judgements and what they mean", 1),
        ("service information", 1),
        ("overall effectiveness of services for looked after children and young people", 1),
        ("overall effectiveness", 1),
        ("capacity to improve", 1),
        ("capacity for improvement", 1),
        ("areas for improvement", 2),
        ("outcomes for looked after children and young people", 1),
        ("quality of provision", 1),
        ("leadership and management", 1),
        ("record of main findings", 1),
    ],
    scale_name: slac::FAMILY.scale_name,
    scale: slac::FAMILY.scale,
    recommendation_title_prefixes: &["areas for improvement"],
    ..DEFAULT_FAMILY
};
