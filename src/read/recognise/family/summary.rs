//! Summaries that Findings made of reports: they are opened again, by those who were given nothing else.
//!
//! What they say is the report's own, and so is its scale; how it is laid out is ours.

use super::{Family, PLAIN};

/// What the first page says of itself, in lower case.
const SAYS: &str = "summary made with findings on ";

/// Whether the first lines of a document say that it is a summary.
pub(super) fn is_one(first: &str) -> bool {
    first.contains(SAYS)
}

/// A summary of a report of that family.
pub(super) fn of(family: Option<&Family>) -> Family {
    Family {
        outline: &[],
        recommendations: &["recommendations"],
        numbers_recommendations: true,
        numbers_leap: true,
        recommends_in_prose: &[],
        beside: &[],
        overall: |_| None,
        cover: |_, _| {},
        ..*family.unwrap_or(&PLAIN)
    }
}
