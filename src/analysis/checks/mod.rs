//! Does the report agree with itself?
//!
//! A check is a function from a report to at most one warning, which names every place where its rule is broken. One
//! that cannot be made on a report (no table, no printed contents) does not fire. A new check is one new file here and
//! one line in [`CHECKS`].

mod abbreviations;
mod contents_pages;
mod contents_without_heading;
mod dates;
mod grade_in_text;
mod grade_outside_scale;
mod grades_disagree;
mod group_over_other_part;
mod heading_not_in_contents;
mod paragraph_numbers;
mod reference_without_paragraph;
mod references_moved;
mod row_without_section;
mod section_without_row;
mod wording;

use crate::report::{Judgement, Report, Stated, Warning};

type Check = fn(&Report) -> Option<Warning>;

/// All checks, in the order in which they are told.
const CHECKS: [Check; 14] = [
    grades_disagree::check,
    grade_in_text::check,
    grade_outside_scale::check,
    row_without_section::check,
    section_without_row::check,
    group_over_other_part::check,
    heading_not_in_contents::check,
    contents_without_heading::check,
    contents_pages::check,
    paragraph_numbers::check,
    reference_without_paragraph::check,
    references_moved::check,
    dates::check,
    abbreviations::check,
];

/// The checks that fire on a report.
#[must_use]
pub fn checks(report: &Report) -> Vec<Warning> {
    CHECKS.iter().filter_map(|check| check(report)).collect()
}

fn is_in_table(judgement: &Judgement) -> bool {
    judgement.stated.iter().any(|statement| statement.stated == Stated::Table)
}

fn is_in_body(judgement: &Judgement) -> bool {
    judgement.stated.iter().any(|statement| statement.stated != Stated::Table)
}
