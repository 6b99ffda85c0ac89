//! Checks for inconsistencies within a report.
//!
//! A check is a function from a report to at most one warning, which lists every place where its rule is broken. A
//! check that does not apply to a report (no table, no printed contents) gives no warning. A new check is a new file
//! here and a line in [`CHECKS`]; its message is in `strings`.

mod abbreviations;
mod contents_pages;
mod contents_without_heading;
mod dates;
mod grade_in_text;
mod grade_outside_scale;
mod grades_disagree;
mod group_over_other_part;
mod heading_not_in_contents;
mod names;
mod paragraph_numbers;
mod reference_without_paragraph;
mod references_moved;
mod row_without_section;
mod section_without_row;

use std::collections::HashMap;

use super::abbreviations::Abbreviation;
use crate::report::{Judgement, Report, StatementKind, Warning};

/// A check function, by the data that the check needs.
enum Check {
    /// Needs only the report.
    Report(fn(&Report) -> Option<Warning>),
    /// Needs the report and its abbreviations.
    Abbreviations(fn(&Report, &[Abbreviation]) -> Option<Warning>),
}

/// All checks, in the order of their warnings in the window and in exports.
const CHECKS: [Check; 15] = [
    Check::Report(grades_disagree::check),
    Check::Report(grade_in_text::check),
    Check::Report(grade_outside_scale::check),
    Check::Report(row_without_section::check),
    Check::Report(section_without_row::check),
    Check::Report(group_over_other_part::check),
    Check::Report(heading_not_in_contents::check),
    Check::Report(contents_without_heading::check),
    Check::Report(contents_pages::check),
    Check::Report(paragraph_numbers::check),
    Check::Report(reference_without_paragraph::check),
    Check::Abbreviations(references_moved::check),
    Check::Report(dates::check),
    Check::Report(names::check),
    Check::Abbreviations(abbreviations::check),
];

/// Runs all checks on a report and returns their warnings. `abbreviations` is the result of
/// [`abbreviations`](super::abbreviations()) for the same report.
#[must_use]
pub fn run_checks(report: &Report, abbreviations: &[Abbreviation]) -> Vec<Warning> {
    let warning = |check: &Check| match check {
        Check::Report(check) => check(report),
        Check::Abbreviations(check) => check(report, abbreviations),
    };
    CHECKS.iter().filter_map(warning).collect()
}

/// Returns the running heads: furniture lines that occur at least twice, without page numbers at the end. Each text is
/// returned once.
fn running_heads(report: &Report) -> Vec<&str> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let lines = report.furniture.iter().map(|line| strip_page_number(line.text.trim()));
    lines
        .filter(|line| {
            let count = known.entry(*line).or_default();
            *count += 1;
            *count == 2
        })
        .collect()
}

/// Removes a page number at the end of a running head: "Inspection of Larkmoor 12". A number with more than three
/// digits is a year and stays.
fn strip_page_number(head: &str) -> &str {
    let rest = head.trim_end_matches(|c: char| c.is_ascii_digit());
    if head.len() - rest.len() <= 3 && rest.ends_with(' ') { rest.trim_end() } else { head }
}

/// Returns true if the report's own table states the judgement.
fn is_in_table(judgement: &Judgement) -> bool {
    judgement.statements.iter().any(|statement| statement.kind == StatementKind::Table)
}

/// Returns true if a heading, a line or the cover states the judgement.
fn is_in_body(judgement: &Judgement) -> bool {
    judgement.statements.iter().any(|statement| statement.kind != StatementKind::Table)
}
