//! Sections about the inspection itself or the area. They contain no findings.

use std::sync::LazyLock;

use regex::Regex;

use crate::report::{Report, SectionId};

/// Matches headings of sections about the inspectors, the area and the method of the inspection.
static ASIDE_HEADINGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) ^\W*(?:about\ (?:the|this) | information\ (?:about|for) | what\ inspectors | how\ we
        | the\ inspection\ team | inspection\ team | previous\ ofsted | other\ (?:ofsted\ inspections|information)
        | local\ leadership | children\ living | child\ protection\ in | children\ looked\ after\ in
        | in\ the\ last\ 12 | context$ | evidence$ | purpose\ of | glossary | annex | appendix | further\ information
        | next\ steps | service\ information | school\ (?:details|data) | record\ of\ main
        | local\ area\ partnership\ details | report\ contents | summary\ for\ children
        | (?:the\ )?inspection\ judge?ments\ and\ what | what\ (?:the\ |inspection).*judge?ments\ mean
        | .*\bis\ likely\ to\ be\b)",
    )
    .ok()
});

/// Returns true if a section, or a section around it, is about the inspection itself or the area.
pub(super) fn is_aside(report: &Report, section: SectionId) -> bool {
    let Some(headings) = ASIDE_HEADINGS.as_ref() else { return false };
    report.ancestors(section).any(|id| headings.is_match(&report.section(id).title))
}
