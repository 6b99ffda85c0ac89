//! Dates of the cover that contradict one another.

use crate::report::{Report, Warning, WarningKind, long_date};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let cover = &report.cover;
    let backwards = cover.inspected.iter().filter(|period| period.to < period.from).map(|period| {
        format!(
            "The inspection is said to begin on {} and to end before that, on {}.",
            long_date(period.from),
            long_date(period.to)
        )
    });
    let last_day = cover.inspected.iter().map(|period| period.to).max();
    let early = cover.published.zip(last_day).filter(|(published, last_day)| published < last_day);
    let early = early.map(|(published, last_day)| {
        format!(
            "The report is dated {}, before the inspection ended on {}.",
            long_date(published),
            long_date(last_day)
        )
    });
    let sentences: Vec<String> = backwards.chain(early).collect();
    (!sentences.is_empty()).then(|| Warning {
        kind: WarningKind::Dates,
        message: sentences.join(" "),
        places: Vec::new(),
    })
}
