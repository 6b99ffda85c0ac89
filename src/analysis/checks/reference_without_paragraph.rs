//! Printed references to paragraphs that the report does not have.

use std::collections::BTreeSet;

use crate::{
    analysis::{passages::passages, strings},
    report::{Place, Report, Warning, WarningKind, cited_paragraph_numbers},
};

/// The maximum number of paragraph numbers that the message names.
const MAX_NAMED_NUMBERS: usize = 8;

/// Warns about references to paragraph numbers that the report does not have.
pub(super) fn check(report: &Report) -> Option<Warning> {
    // If paragraphs are numbered within chapters, the other numbers are those of lists.
    if report.has_chapter_numbers() {
        return None;
    }
    let numbers: BTreeSet<u32> = report.paragraphs.iter().filter_map(|paragraph| paragraph.number).collect();
    let last = numbers.last()?;
    let mut found: Vec<(u32, Place)> = Vec::new();
    for passage in passages(report) {
        let missing =
            cited_paragraph_numbers(passage.text).into_iter().filter(|number| !numbers.contains(number));
        found.extend(missing.map(|number| (number, passage.place)));
    }
    let mut missing: Vec<u32> = found.iter().map(|(number, _)| *number).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut places: Vec<Place> = found.into_iter().map(|(_, place)| place).collect();
    places.dedup();
    let count = missing.len();
    let mut named: Vec<String> = missing.iter().take(MAX_NAMED_NUMBERS).map(u32::to_string).collect();
    if count > MAX_NAMED_NUMBERS {
        named.push(strings::and_more(count - MAX_NAMED_NUMBERS));
    }
    (count > 0).then(|| Warning {
        kind: WarningKind::ReferenceWithoutParagraph,
        message: strings::reference_without_paragraph(&named, count, *last),
        places,
    })
}
