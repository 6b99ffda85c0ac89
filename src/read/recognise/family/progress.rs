//! Inspections of progress made after a joint area review, 2009.
//!
//! Nothing is graded; "Priorities for further improvement" are what is asked for.

use super::{Family, PLAIN};
use crate::report::FrameworkId;

pub(super) static FAMILY: Family = Family {
    framework: Some(FrameworkId::JarProgress),
    recognises: |first| {
        first.contains("inspection of progress made in the provision of safeguarding services")
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
    recommendations: &["priorities for further improvement"],
    cover: |_, cover| {
        let title = cover.title.as_deref().unwrap_or_default();
        if let Some((_, body)) = title.rsplit_once(" in the ") {
            cover.subject = Some(body.to_owned());
        }
    },
    ..PLAIN
};
