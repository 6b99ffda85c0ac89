//! Sections that are about the inspection and the place, and not about what was found.

use std::sync::LazyLock;

use regex::Regex;

use crate::report::{Report, SectionId};

/// Headings over what inspectors say of themselves, of the place and of their method.
static ABOUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
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

/// Whether a section, or one that it stands in, is about the inspection itself or the place.
pub(super) fn is_aside(report: &Report, section: SectionId) -> bool {
    let Some(about) = ABOUT.as_ref() else { return false };
    report.ancestors(section).any(|id| about.is_match(&report.section(id).title))
}
