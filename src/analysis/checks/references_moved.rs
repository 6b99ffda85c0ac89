//! Printed references that fit the paragraphs some way before or behind better: paragraphs moved and numbers did not.

use crate::{
    analysis::{Abbreviation, ranked},
    report::{Recommendation, Report, Warning, WarningKind},
};

/// With fewer recommendations that refer to paragraphs nothing can be told.
const FEWEST: usize = 5;
/// Nothing is looked for further away than this.
const FURTHEST: i64 = 8;
/// So many of the likeliest paragraphs count.
const LIKELY: usize = 3;

pub(super) fn check(report: &Report, abbreviations: &[Abbreviation]) -> Option<Warning> {
    let citing = |item: &&Recommendation| !item.cites.is_empty();
    let count = report.recommendations.iter().filter(citing).count();
    if count < FEWEST {
        return None;
    }
    let ranked = ranked(report, abbreviations, LIKELY);
    // How many recommendations refer to a likely paragraph, if all numbers were off by so much.
    let fits = |shift: i64| {
        let pairs = report.recommendations.iter().zip(&ranked);
        let fit = pairs.filter(|(item, likely)| {
            item.cites
                .iter()
                .any(|number| likely.iter().any(|other| i64::from(*other) == i64::from(*number) + shift))
        });
        fit.count()
    };
    let best = (-FURTHEST..=FURTHEST).max_by_key(|shift| (fits(*shift), -shift.abs()))?;
    let (moved, printed) = (fits(best), fits(0));
    // Nearly all fit, and far fewer as printed.
    let is_clear = best != 0 && moved * 5 >= count * 3 && moved >= printed * 2;
    let places = report.recommendations.iter().filter(citing).map(|item| item.place).collect();
    is_clear.then(|| Warning {
        kind: WarningKind::ReferencesMoved,
        message: format!(
            "The paragraph numbers that recommendations refer to seem to be {} too {}: of {count}, {moved} fit the wording \
             then, and {printed} as printed.",
            best.abs(),
            if best < 0 { "high" } else { "low" }
        ),
        places,
    })
}
