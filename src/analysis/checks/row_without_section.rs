//! Rows of the report's table that have no graded section in the body.

use super::is_in_body;
use crate::{
    analysis::strings,
    report::{Judgement, Place, Report, Section, Warning, WarningKind},
};

pub(super) fn check(report: &Report) -> Option<Warning> {
    // Some families grade only in their table, so no graded sections can be missing.
    if !report.judgements.iter().any(is_in_body) {
        return None;
    }
    // Some frameworks give the overall judgement no section of its own.
    let has_title = |section: &Section, title: &str| section.title.eq_ignore_ascii_case(title);
    let is_overall_without_section = |judgement: &Judgement| {
        judgement.title.eq_ignore_ascii_case("overall effectiveness")
            && !report.sections.iter().any(|section| has_title(section, &judgement.title))
    };
    // What was not judged needs no section.
    let is_on_scale = |judgement: &Judgement| judgement.grade.step.is_some();
    let missing = |judgement: &&Judgement| {
        !is_in_body(judgement) && is_on_scale(judgement) && !is_overall_without_section(judgement)
    };
    let found: Vec<&Judgement> = report.judgements.iter().filter(missing).collect();
    let (titles, count) = strings::quoted_titles(found.iter().map(|judgement| judgement.title.as_str()));
    let places: Vec<Place> = found.iter().filter_map(|judgement| judgement.place()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::RowWithoutSection,
        message: strings::row_without_section(&titles, count),
        places,
    })
}
