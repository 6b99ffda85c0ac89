//! Graded sections that the report's table leaves out.

use super::{is_in_table, wording};
use crate::report::{Judgement, Place, Report, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    if !report.judgements.iter().any(is_in_table) {
        return None;
    }
    let found: Vec<&Judgement> =
        report.judgements.iter().filter(|judgement| !is_in_table(judgement)).collect();
    let (titles, count) = wording::titles(found.iter().map(|judgement| judgement.title.as_str()));
    let places: Vec<Place> = found.iter().filter_map(|judgement| judgement.place()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::SectionWithoutRow,
        message: format!(
            "{titles} {} graded in the text, but not in the report’s table.",
            wording::is_or_are(count)
        ),
        places,
    })
}
