//! Paragraph numbers that are missing, repeated or out of order.

use crate::{
    analysis::strings,
    report::{Place, Report, SectionId, Warning, WarningKind},
};

/// The maximum number of places that the message names. A report whose numbering restarts in every section has
/// hundreds.
const MAX_NAMED_PLACES: usize = 5;
/// The minimum number of paragraphs before a part of the report that counts from 1 again. After fewer paragraphs, a
/// number 1 belongs to a list.
const MIN_PART_PARAGRAPHS: u32 = 10;

/// Warns about paragraph numbers that are missing, repeated or out of order.
pub(super) fn check(report: &Report) -> Option<Warning> {
    // If paragraphs are numbered within chapters, the other numbers are those of lists.
    if report.has_chapter_numbers() {
        return None;
    }
    let numbered = report
        .paragraphs
        .iter()
        .filter_map(|paragraph| Some((paragraph.number?, paragraph.section, paragraph.place)));
    let mut before: Option<(u32, Option<SectionId>)> = None;
    // The last number before a part that counts from 1 again. After the part, the numbering may continue from it.
    let mut last_before_part: Option<u32> = None;
    let mut found: Vec<(String, Place)> = Vec::new();
    for (number, section, place) in numbered {
        let last = before.map(|(last, _)| last);
        let is_new_section = before.is_some_and(|(_, other)| other != section);
        let begins_part =
            number == 1 && is_new_section && last.is_some_and(|last| last >= MIN_PART_PARAGRAPHS);
        let continues_after_part =
            is_new_section && last_before_part.is_some_and(|last| number == last.saturating_add(1));
        if begins_part {
            last_before_part = last;
        } else if !continues_after_part {
            let expected = last.map_or(1, |last| last.saturating_add(1));
            if let Some(problem) = numbering_problem(expected, number, last) {
                found.push((problem, place));
            }
        }
        before = Some((number, section));
    }
    let more = found.len().saturating_sub(MAX_NAMED_PLACES);
    found.truncate(MAX_NAMED_PLACES);
    let mut problems: Vec<String> = found.iter().map(|(problem, _)| problem.clone()).collect();
    if more > 0 {
        problems.push(strings::more_numbering_errors(more));
    }
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::ParagraphNumbers,
        message: strings::paragraph_numbers(&problems),
        places: found.iter().map(|(_, place)| *place).collect(),
    })
}

/// Returns the description of a number that is repeated, out of order or after a gap. Returns `None` if the number is
/// right. `before` is the number before it.
fn numbering_problem(expected: u32, number: u32, before: Option<u32>) -> Option<String> {
    if number == expected {
        return None;
    }
    Some(match before {
        Some(before) if number == before => strings::number_repeated(number),
        Some(before) if number < before => strings::number_out_of_order(number, before),
        // Some reports number their first paragraph 0.
        _ if number < expected => return None,
        _ => strings::numbers_missing(expected, number - 1),
    })
}
