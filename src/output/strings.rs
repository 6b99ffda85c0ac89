//! The sentences and headings that outputs add to the words of a report, in one place for review. Single words and
//! column headings stay with their tables, and error messages with their enums.

use crate::report::{Date, format_date};

// Sources: what a page was made from, and by whom.

/// Returns the first line of the footer of a printed page: the source of its content.
pub(super) fn print_source(name: &str, file: &str, published: &str, fingerprint: &str) -> String {
    format!("{name}Source: {file}{published} (SHA-256 {fingerprint}…)")
}

/// Returns the last line of the footer of a printed page.
pub(super) fn print_disclaimer(made_on: Date) -> String {
    format!(
        "Made with Findings on {}. Not the inspectorate's document: only the published report is authoritative.",
        format_date(made_on)
    )
}

/// Returns the line that marks a printed summary on its first page. Reading recognises a summary by these words, so
/// they must not change (`read/recognise/family/summary`).
pub(super) fn summary_made_on(made_on: Date) -> String {
    format!("Summary made with Findings on {}", format_date(made_on))
}

/// The name of the fact in a letter. Reading takes it from a printed summary by these words (`read/recognise/cover`).
pub(super) const ACTION_PLAN_DUE: &str = "Action plan due";

/// Returns the footer of a web page.
pub(super) fn html_disclaimer(source: &str) -> String {
    format!(
        "Made with Findings from {source}. Not the inspectorate's document: only the published report is \
         authoritative."
    )
}

/// Returns the line below the title of a comparison's web page.
pub(super) fn html_comparison_sources(left: &str, right: &str) -> String {
    format!("Left: {left}. Right: {right}. Made with Findings. Not the inspectorate's document.")
}

/// Returns the comment at the top of a Markdown file.
pub(super) fn markdown_comment(file: &str, fingerprint: &str) -> String {
    format!("Made with Findings from {file} (SHA-256 {fingerprint}…). Not the inspectorate's document.")
}

// Printed pages.

/// Returns the page number, counted from 1.
pub(super) fn page_number(page: usize, count: usize) -> String {
    format!("Page {page} of {count}")
}

/// Returns the footer line about characters that the typeface does not have.
pub(super) fn missing_glyph(sign: &str) -> String {
    format!("{sign} stands for a character that this typeface does not have.")
}

// Findings of a report, on web pages and printed summaries.

pub(super) const INCONSISTENCIES: &str = "Inconsistencies in the report";
pub(super) const GRADING_SCALE: &str = "Grading scale";
pub(super) const GRADE_MEANING: &str = "Meaning, in the report's own words";
pub(super) const GRADES_IN_ORDER: &str = "Grades, best first: ";
pub(super) const NO_FINDINGS: &str = "No grades or recommendations found in this report.";
pub(super) const NO_GRADES: &str = "No grades found in this report.";
pub(super) const NO_RECOMMENDATIONS: &str = "No recommendations found in this report.";
pub(super) const NO_TIMESCALE: &str = "No timescale";
pub(super) const WORDING_LEFT_OUT: &str = "See the full report for the wording.";

/// Returns a line of the list of timescales: "Immediately: 3 recommendations".
pub(super) fn recommendation_count(timescale: &str, count: usize) -> String {
    match count {
        1 => format!("{timescale}: 1 recommendation"),
        count => format!("{timescale}: {count} recommendations"),
    }
}

/// Returns the paragraphs of an inconsistency: "paragraphs 3, 4 and more"; empty without paragraphs.
pub(super) fn paragraph_list(numbers: &[String], has_more: bool) -> String {
    match numbers {
        [] => String::new(),
        [number] => format!("paragraph\u{A0}{number}"),
        numbers => format!("paragraphs {}{}", numbers.join(", "), if has_more { " and more" } else { "" }),
    }
}

// Changes between two reports.

pub(super) const DIFFERENT_ORGANISATIONS: &str =
    "These reports are about different organisations: “up” and “down” only show which has the higher grade.";
pub(super) const BASELINE_IS_LATER: &str = "The other report is later than this one: “up” and “down” show the change \
     from that report back to this one.";
pub(super) const COMPARISON_SUBTITLE: &str = "Changes between the two reports";
pub(super) const SAME_TEXT: &str = "Both reports have the same text.";

/// Returns the heading of the judgements that only the other report has.
pub(super) fn only_in(report: &str) -> String {
    format!("Only in {report}")
}

// Web pages.

pub(super) const SKIP_TO_TEXT: &str = "Skip to the text of the report";
pub(super) const REPORT_TEXT: &str = "Text of the report";
pub(super) const LINK_TO_TEXT: &str = "see the text";

// The action plan.

/// Returns the paragraphs that are likely to belong to a recommendation that refers to none.
pub(super) fn possibly_related(places: &[String]) -> String {
    format!("possibly related: {}", places.join(", "))
}

// Printing, as the end of the message "Printing failed: …".

#[cfg(windows)]
pub(super) const NO_PAGE_RANGES: &str =
    "page ranges can't be used on this computer. Leave “Pages” empty to print all pages.";

/// Returns the message for an invalid page range.
#[cfg(unix)]
pub(super) fn invalid_page_range(pages: &str) -> String {
    format!("“{pages}” is not a page range. Enter pages like 1-2, 5.")
}
