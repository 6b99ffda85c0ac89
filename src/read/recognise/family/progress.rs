//! The family of inspections of progress made after a joint area review, 2009.
//!
//! There are no grades. The recommendations are "Priorities for further improvement".

use super::{DEFAULT_FAMILY, Family};
use crate::report::FrameworkId;

/// The features of reports of inspections of progress.
pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::JarProgress),
    is_match: |opening| {
        opening.titles.contains("inspection of progress made in the provision of safeguarding services")
    },
    outline: &[
        ("about the inspection", 1),
        ("evidence", 1),
        ("context", 1),
        ("overall judgement on progress since december 2008", 1),
        ("summary of key findings", 1),
        ("priorities for further improvement", 1),
        ("key findings", 1),
    ],
    recommendation_title_prefixes: &["priorities for further improvement"],
    read_cover: |_, cover| {
        let title = cover.title.as_deref().unwrap_or_default();
        if let Some((_, subject)) = title.rsplit_once(" in the ") {
            cover.subject = Some(subject.to_owned());
        }
    },
    ..DEFAULT_FAMILY
};
