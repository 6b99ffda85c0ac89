//! Sections about the inspection itself or the area. They contain no findings.

use super::phrases::Phrase;
use crate::report::{Report, SectionId};

/// Returns true if a section, or a section around it, is about the inspection itself or the area.
pub(super) fn is_aside(report: &Report, section: SectionId) -> bool {
    report.ancestors(section).any(|id| Phrase::AsideHeading.is_in(&report.section(id).title))
}
