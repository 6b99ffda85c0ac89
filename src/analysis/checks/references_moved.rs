//! Paragraph references that all seem to be off by the same number, because paragraphs were added or removed after the
//! references were written.

use crate::{
    analysis::{Abbreviation, ranked_paragraphs, strings},
    report::{Recommendation, Report, Warning, WarningKind},
};

/// The minimum number of recommendations with references. Fewer are not enough evidence.
const MIN_RECOMMENDATIONS_WITH_REFERENCES: usize = 5;
/// The largest shift of the numbers that is tried, up or down, in paragraphs.
const MAX_NUMBER_SHIFT: i64 = 8;
/// The maximum number of likely paragraphs for each recommendation. A reference to any of them counts as a match.
const MAX_LIKELY_PARAGRAPHS: usize = 3;

/// Warns about paragraph references that match the wording of paragraphs better with another number added to all of
/// them.
pub(super) fn check(report: &Report, abbreviations: &[Abbreviation]) -> Option<Warning> {
    let has_references = |item: &&Recommendation| !item.cites.is_empty();
    let count = report.recommendations.iter().filter(has_references).count();
    if count < MIN_RECOMMENDATIONS_WITH_REFERENCES {
        return None;
    }
    let ranked = ranked_paragraphs(report, abbreviations, MAX_LIKELY_PARAGRAPHS);
    // Counts the recommendations that would refer to a likely paragraph if all numbers were off by this shift.
    let matches = |shift: i64| {
        let pairs = report.recommendations.iter().zip(&ranked);
        let matching = pairs.filter(|(item, likely)| {
            item.cites
                .iter()
                .any(|number| likely.iter().any(|other| i64::from(*other) == i64::from(*number) + shift))
        });
        matching.count()
    };
    let best = (-MAX_NUMBER_SHIFT..=MAX_NUMBER_SHIFT).max_by_key(|shift| (matches(*shift), -shift.abs()))?;
    let (corrected, printed) = (matches(best), matches(0));
    // At least 60% must match with the shift, and at least twice as many as without it. Fewer can match by chance.
    let is_clear = best != 0 && corrected * 5 >= count * 3 && corrected >= printed * 2;
    let places = report.recommendations.iter().filter(has_references).map(|item| item.place).collect();
    is_clear.then(|| Warning {
        kind: WarningKind::ReferencesMoved,
        message: strings::references_moved(best, corrected, printed, count),
        places,
    })
}
