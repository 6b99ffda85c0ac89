//! Paragraph references that all seem to be off by the same number, because paragraphs were added or removed after the
//! references were written.

use crate::{
    analysis::{Abbreviation, ranked_paragraphs, strings},
    report::{Recommendation, Report, Warning, WarningKind},
};

/// The minimum number of recommendations with references that is enough evidence.
const MIN_RECOMMENDATIONS: usize = 5;
/// The largest shift that is tried, in paragraphs.
const MAX_SHIFT: i64 = 8;
/// The number of most likely paragraphs of a recommendation that count as a match.
const MAX_LIKELY: usize = 3;

pub(super) fn check(report: &Report, abbreviations: &[Abbreviation]) -> Option<Warning> {
    let citing = |item: &&Recommendation| !item.cites.is_empty();
    let count = report.recommendations.iter().filter(citing).count();
    if count < MIN_RECOMMENDATIONS {
        return None;
    }
    let ranked = ranked_paragraphs(report, abbreviations, MAX_LIKELY);
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
    let best = (-MAX_SHIFT..=MAX_SHIFT).max_by_key(|shift| (matches(*shift), -shift.abs()))?;
    let (corrected, printed) = (matches(best), matches(0));
    // Most would match with the shift, and far fewer match as printed.
    let is_clear = best != 0 && corrected * 5 >= count * 3 && corrected >= printed * 2;
    let places = report.recommendations.iter().filter(citing).map(|item| item.place).collect();
    is_clear.then(|| Warning {
        kind: WarningKind::ReferencesMoved,
        message: strings::references_moved(best, corrected, printed, count),
        places,
    })
}
