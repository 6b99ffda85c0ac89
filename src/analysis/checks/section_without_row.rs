//! Graded sections that are missing from the report's table.

use std::collections::HashSet;

use super::is_in_table;
use crate::{
    analysis::strings,
    report::{Judgement, Place, Report, Warning, WarningKind},
};

/// Warns about graded sections that are missing from the report's table.
pub(super) fn check(report: &Report) -> Option<Warning> {
    if !report.judgements.iter().any(is_in_table) {
        return None;
    }
    // The table may belong to another part of the report. For example, a safeguarding board is graded separately from
    // its authority. So only sections next to a listed section can be missing.
    let parent = |judgement: &Judgement| judgement.section.map(|id| report.section(id).parent);
    let listed_parents: HashSet<_> =
        report.judgements.iter().filter(|judgement| is_in_table(judgement)).filter_map(parent).collect();
    let is_missing = |judgement: &&Judgement| {
        !is_in_table(judgement) && parent(judgement).is_some_and(|parent| listed_parents.contains(&parent))
    };
    let found: Vec<&Judgement> = report.judgements.iter().filter(is_missing).collect();
    let (titles, count) = strings::quoted_titles(found.iter().map(|judgement| judgement.title.as_str()));
    let places: Vec<Place> = found.iter().filter_map(|judgement| judgement.place()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::SectionWithoutRow,
        message: strings::section_without_row(&titles, count),
        places,
    })
}
