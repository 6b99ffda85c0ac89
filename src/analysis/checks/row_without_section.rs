//! Rows of the report's table that have no graded section in the body.

use super::{is_in_body, wording};
use crate::report::{Judgement, Place, Report, Section, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    // A family that grades in its table only has no such sections to miss.
    if !report.judgements.iter().any(is_in_body) {
        return None;
    }
    // Some frameworks give the overall judgement no section of its own.
    let same = |section: &Section, title: &str| section.title.eq_ignore_ascii_case(title);
    let sums_up = |judgement: &Judgement| {
        judgement.title.eq_ignore_ascii_case("overall effectiveness")
            && !report.sections.iter().any(|section| same(section, &judgement.title))
    };
    let missing = |judgement: &&Judgement| !is_in_body(judgement) && !sums_up(judgement);
    let found: Vec<&Judgement> = report.judgements.iter().filter(missing).collect();
    let (titles, count) = wording::titles(found.iter().map(|judgement| judgement.title.as_str()));
    let places: Vec<Place> = found.iter().filter_map(|judgement| judgement.place()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::RowWithoutSection,
        message: format!(
            "{titles} {} graded in the report’s table, but no section of the text has this grade.",
            wording::is_or_are(count)
        ),
        places,
    })
}
