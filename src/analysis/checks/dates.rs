//! Dates on the cover that contradict each other.

use crate::{
    analysis::strings,
    report::{Report, Warning, WarningKind, format_date},
};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let cover = &report.cover;
    let backwards = cover.inspected.iter().filter(|period| period.to < period.from).map(|period| {
        strings::inspection_ends_before_it_begins(&format_date(period.from), &format_date(period.to))
    });
    let last_day = cover.inspected.iter().map(|period| period.to).max();
    let early = cover.published.zip(last_day).filter(|(published, last_day)| published < last_day);
    let early = early.map(|(published, last_day)| {
        strings::published_before_inspection_ended(&format_date(published), &format_date(last_day))
    });
    let sentences: Vec<String> = backwards.chain(early).collect();
    (!sentences.is_empty()).then(|| Warning {
        kind: WarningKind::Dates,
        message: sentences.join(" "),
        places: Vec::new(),
    })
}
