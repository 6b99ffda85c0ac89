//! Dates that contradict each other or are impossible: on the cover, and between the cover and the running heads.

use super::running_heads;
use crate::{
    analysis::strings,
    report::{Date, Report, Warning, WarningKind, format_date, parse_date},
};

/// The longest plausible inspection, in days. The longest of 170 real inspections took 28 days, apart from one with
/// misprinted dates.
const MAX_INSPECTION_DAYS: i32 = 60;

/// Warns about inspection periods that end before they begin or are too long, a publication date before the end of the
/// inspection, and running heads with a date that is not on the cover.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let cover = &report.cover;
    let backwards = cover.inspected.iter().filter(|period| period.to < period.from).map(|period| {
        strings::inspection_ends_before_it_begins(&format_date(period.from), &format_date(period.to))
    });
    let too_long = cover.inspected.iter().filter_map(|period| {
        let days = (period.to - period.from).get_days() + 1;
        (days > MAX_INSPECTION_DAYS).then(|| {
            strings::inspection_takes_too_long(&format_date(period.from), &format_date(period.to), days)
        })
    });
    let last_day = cover.inspected.iter().map(|period| period.to).max();
    let early = cover.published.zip(last_day).filter(|(published, last_day)| published < last_day);
    let early = early.map(|(published, last_day)| {
        strings::published_before_inspection_ended(&format_date(published), &format_date(last_day))
    });
    let in_heads =
        date_in_running_heads(report).map(|date| strings::running_head_has_another_date(&format_date(date)));
    let sentences: Vec<String> = backwards.chain(too_long).chain(early).chain(in_heads).collect();
    (!sentences.is_empty()).then(|| Warning {
        kind: WarningKind::Dates,
        message: strings::join_with_action(&sentences, strings::CHECK_DATES),
        places: Vec::new(),
    })
}

/// Returns the first full date in the running heads that is not on the cover. In "8 to 12 July 2013", only the last day
/// is a full date. Returns `None` if there is no such date, or if the cover gives no inspection dates.
fn date_in_running_heads(report: &Report) -> Option<Date> {
    let cover = &report.cover;
    if cover.inspected.is_empty() {
        return None;
    }
    let is_known = |date: &Date| {
        cover.published == Some(*date)
            || cover.inspected.iter().any(|period| period.from == *date || period.to == *date)
    };
    let heads = running_heads(report);
    heads.into_iter().flat_map(full_dates).find(|date| !is_known(date))
}

/// Returns the dates with day, month and year in a text.
fn full_dates(words: &str) -> Vec<Date> {
    let words: Vec<&str> = words.split_whitespace().collect();
    words
        .windows(3)
        .filter(|date| date[1].starts_with(char::is_alphabetic))
        .filter_map(|date| parse_date(date.join(" ").trim_end_matches(|c: char| !c.is_ascii_digit())))
        .collect()
}
