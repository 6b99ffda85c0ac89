//! Strings of the panels that show a report or a comparison.
//!
//! All words that these panels show or give to screen readers are here, grouped by panel, and those of the summary in
//! `summary`. The names of actions, sort orders and kinds of change are in the tables that define them.

mod summary;

use std::fmt::Display;

pub(crate) use self::summary::*;

// Several panels.

pub(crate) const BOOKMARK: &str = "Bookmark";
pub(crate) const JUDGEMENTS: &str = "Judgements";
pub(crate) const RECOMMENDATIONS: &str = "Recommendations";
pub(crate) const CHECKS: &str = "Checks";
pub(crate) const TABLE: &str = "Table";

pub(crate) fn paragraph_label(number: impl Display) -> String {
    format!("Paragraph {number}")
}

pub(crate) fn page_label(number: impl Display) -> String {
    format!("Page {number}")
}

/// Returns text such as "Inspected 16 to 27 April 2012 and 3 May 2012".
pub(crate) fn inspection_periods(periods: &[String]) -> String {
    format!("Inspected {}", periods.join(" and "))
}

/// Returns text such as "published 1 June 2012", which follows the inspection dates.
pub(crate) fn publication_date_in_line(date: &str) -> String {
    format!("published {date}")
}

/// Returns text such as "by 14 August 2012".
pub(crate) fn due_by(date: &str) -> String {
    format!("by {date}")
}

// Contents.

pub(crate) const CONTENTS: &str = "Contents";
pub(crate) const CLOSE_CONTENTS: &str = "Close contents (Escape)";
pub(crate) const CONTENTS_EDGE: &str = "Width of the contents";
pub(crate) const FILTER_CONTENTS: &str = "Filter contents";
pub(crate) const GO_TO_SECTION: &str = "Go to section";
pub(crate) const COPY_TITLE: &str = "Copy title";
pub(crate) const COPY_LINK: &str = "Copy link";
pub(crate) const CLEAR_FILTER: &str = "Clear the filter";
pub(crate) const CONTENTS_PENDING: &str = "The contents appear here when the text has been read.";
pub(crate) const NO_READABLE_TEXT: &str = "No contents: this file has no readable text.";
pub(crate) const NO_HEADINGS: &str = "This report has no headings.";
pub(crate) const NO_MATCHING_HEADINGS: &str = "No headings match the filter.";
pub(crate) const COLLAPSE: &str = "Collapse";
pub(crate) const EXPAND: &str = "Expand";

/// Returns text such as "paragraphs 1 to 156", for screen readers.
pub(crate) fn accessible_paragraphs(first: u32, last: u32) -> String {
    if first == last { format!("paragraph {first}") } else { format!("paragraphs {first} to {last}") }
}

pub(crate) fn recommendation_count(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} recommendation{plural}")
}

pub(crate) fn result_count(count: u32) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} result{plural}")
}

// Text.

pub(crate) const REPORT_TEXT: &str = "Text of the report";
pub(crate) const TEXT_SCROLL_BAR: &str = "Text scroll bar";
pub(crate) const RECOMMENDATION: &str = "Recommendation";
pub(crate) const ADD_NOTE: &str = "Add note or bookmark…";
pub(crate) const EDIT_NOTE: &str = "Edit note…";
pub(crate) const EXPLAIN: &str = "Explain abbreviations";
pub(crate) const GO_TO_ORIGINAL: &str = "Go to original page";
pub(crate) const SHOW_RELATED_PARAGRAPHS: &str = "Show related paragraphs";
pub(crate) const SHOW_RELATED_RECOMMENDATION: &str = "Show related recommendation";
pub(crate) const PRINT_SECTION: &str = "Print section…";
pub(crate) const EXPORT_SECTION: &str = "Export section…";

pub(crate) fn go_to_original_page(page: u32) -> String {
    format!("Go to original page {page}")
}

pub(crate) fn go_to_section(title: &str) -> String {
    format!("Go to {title}")
}

pub(crate) fn note_name(words: &str) -> String {
    format!("Note: {words}")
}

/// Returns text such as "Within three months · by 14 August 2012".
pub(crate) fn timescale_with_due_date(timescale: &str, date: &str) -> String {
    format!("{timescale} · {}", due_by(date))
}

pub(crate) fn abbreviation_meaning(short: &str, long: &str) -> String {
    format!("{short}: {long}")
}

// Second view.

pub(crate) const SECOND_VIEW: &str = "Second view";
pub(crate) const SPLIT_EDGE: &str = "Width of the right-hand view";
pub(crate) const CLOSE_SECOND_VIEW: &str = "Close the second view";

// Pages.

pub(crate) const PAGES: &str = "Pages of the file";
pub(crate) const PAGE_SCROLL_BAR: &str = "Page scroll bar";
pub(crate) const CLOSE_PAGES: &str = "Close the pages";
pub(crate) const ZOOM_IN: &str = "Zoom in";
pub(crate) const ZOOM_OUT: &str = "Zoom out";
pub(crate) const FIT_WIDTH: &str = "Fit width";
pub(crate) const FIT_WIDTH_HINT: &str = "Make the page as wide as the view";
pub(crate) const PAGE_FAILED: &str = "This page can't be shown.";

pub(crate) fn page_position(number: usize, count: usize) -> String {
    format!("Page {number} of {count}")
}

pub(crate) fn loading_page(number: usize) -> String {
    format!("Loading page {number}…")
}

// Search.

pub(crate) const SEARCH: &str = "Search";
pub(crate) const SEARCH_FIELD: &str = "Search this report";
pub(crate) const CLOSE_SEARCH: &str = "Close search and show the summary (Escape)";
pub(crate) const MATCH_CASE: &str = "Match case";
pub(crate) const MATCH_CASE_HINT: &str = "Treat capital and small letters as different";
pub(crate) const WHOLE_WORDS: &str = "Whole words";
pub(crate) const REGULAR_EXPRESSION: &str = "Regular expression";
pub(crate) const REGULAR_EXPRESSION_HINT: &str =
    "For example, plans?|visits? finds plan, plans, visit and visits";
pub(crate) const SEARCH_BOTH: &str = "In both reports";
pub(crate) const SEARCH_EVERYTHING: &str = "In the whole report";
pub(crate) const SEARCH_HEADINGS: &str = "In headings";
pub(crate) const SEARCH_RECOMMENDATIONS: &str = "In recommendations";
pub(crate) const SEARCH_RESULTS: &str = "Search results";
pub(crate) const TYPE_TO_SEARCH: &str = "Type to see all results.";
pub(crate) const NO_RESULTS: &str = "No results";
pub(crate) const NO_RESULTS_IN_PART: &str = "No results in this part of the report";
pub(crate) const NEXT: &str = "Next";
pub(crate) const PREVIOUS: &str = "Previous";
pub(crate) fn short_page_label(number: impl Display) -> String {
    format!("p. {number}")
}

pub(crate) const BEFORE_FIRST_HEADING: &str = "Before the first heading";

pub(crate) fn search_section(title: &str) -> String {
    format!("In “{title}”")
}

/// Returns the name of the list of scopes for screen readers.
pub(crate) fn search_scope_name(scope: &str) -> String {
    format!("Search scope: {scope}")
}

/// Returns text such as "3 of 27", or "27 results" if no result is current. `current` is counted from 0. `is_truncated`
/// is true if the search stopped at this count.
pub(crate) fn search_count(count: usize, current: Option<usize>, is_truncated: bool) -> String {
    let more = if is_truncated { " and more" } else { "" };
    match (count, current) {
        (1, None) => "1 result".to_owned(),
        (count, None) => format!("{count} results{more}"),
        (count, Some(current)) => format!("{} of {count}{more}", current + 1),
    }
}
