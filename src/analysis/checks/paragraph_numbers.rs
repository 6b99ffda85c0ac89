//! Paragraph numbers that are left out, repeated or out of order.

use super::wording;
use crate::report::{Place, Report, Warning, WarningKind};

/// No more than this many places are told; a report whose numbering starts anew in every section has hundreds.
const MOST: usize = 5;

pub(super) fn check(report: &Report) -> Option<Warning> {
    let numbered =
        report.paragraphs.iter().filter_map(|paragraph| Some((paragraph.number?, paragraph.place)));
    let mut before: Option<u32> = None;
    let mut found: Vec<(String, Place)> = Vec::new();
    for (number, place) in numbered {
        let expected = before.map_or(1, |before| before.saturating_add(1));
        if let Some(words) = words(expected, number, before) {
            found.push((words, place));
        }
        before = Some(number);
    }
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let mut parts: Vec<String> = found.iter().map(|(words, _)| words.clone()).collect();
    if more > 0 {
        parts.push(format!("{more} more such places"));
    }
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::ParagraphNumbers,
        message: format!("Paragraph numbers do not run on: {}.", wording::listed(&parts)),
        places: found.iter().map(|(_, place)| *place).collect(),
    })
}

fn words(expected: u32, number: u32, before: Option<u32>) -> Option<String> {
    if number == expected {
        return None;
    }
    Some(match before {
        Some(before) if number == before => format!("{number} is printed twice"),
        Some(before) if number < before => format!("{number} comes after {before}"),
        // Before the first: some reports begin at 0.
        _ if number < expected => return None,
        _ if number == expected.saturating_add(1) => format!("{expected} is missing"),
        _ => format!("{expected} to {} are missing", number - 1),
    })
}
