//! Paragraph numbers that are missing, repeated or out of order.

use crate::{
    analysis::strings,
    report::{Place, Report, SectionId, Warning, WarningKind},
};

/// A report whose numbering restarts in every section has hundreds of such places.
const MAX_NAMED_PLACES: usize = 5;
/// The minimum number of paragraphs of a part after which the next part can count from 1 again. With fewer, it is a list.
const MIN_PART_PARAGRAPHS: u32 = 10;

pub(super) fn check(report: &Report) -> Option<Warning> {
    let numbered = report
        .paragraphs
        .iter()
        .filter_map(|paragraph| Some((paragraph.number?, paragraph.section, paragraph.place)));
    let mut before: Option<(u32, Option<SectionId>)> = None;
    // The last number before a part that counts from 1 again.
    let mut outer: Option<u32> = None;
    let mut found: Vec<(String, Place)> = Vec::new();
    for (number, section, place) in numbered {
        let last = before.map(|(last, _)| last);
        let is_new_section = before.is_some_and(|(_, other)| other != section);
        let begins_part =
            number == 1 && is_new_section && last.is_some_and(|last| last >= MIN_PART_PARAGRAPHS);
        let resumes = is_new_section && outer.is_some_and(|outer| number == outer.saturating_add(1));
        if begins_part {
            outer = last;
        } else if !resumes {
            let expected = last.map_or(1, |last| last.saturating_add(1));
            if let Some(problem) = problem(expected, number, last) {
                found.push((problem, place));
            }
        }
        before = Some((number, section));
    }
    let more = found.len().saturating_sub(MAX_NAMED_PLACES);
    found.truncate(MAX_NAMED_PLACES);
    let mut problems: Vec<String> = found.iter().map(|(problem, _)| problem.clone()).collect();
    if more > 0 {
        problems.push(strings::more_places(more));
    }
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::ParagraphNumbers,
        message: strings::paragraph_numbers(&problems),
        places: found.iter().map(|(_, place)| *place).collect(),
    })
}

/// Describes what is wrong with a number, if it is not the expected one.
fn problem(expected: u32, number: u32, before: Option<u32>) -> Option<String> {
    if number == expected {
        return None;
    }
    Some(match before {
        Some(before) if number == before => strings::number_repeated(number),
        Some(before) if number < before => strings::number_after(number, before),
        // Some reports number their first paragraph 0.
        _ if number < expected => return None,
        _ => strings::numbers_missing(expected, number - 1),
    })
}
