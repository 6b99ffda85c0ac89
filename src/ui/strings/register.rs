//! The strings of the register of a folder: all its recommendations, with owners and progress.

use crate::app::EntryColumn;

// Filters
pub(crate) const FILTER: &str = "Filter by words, council or owner";
pub(crate) const COUNCIL: &str = "Council";
pub(crate) const REGION: &str = "Region";
pub(crate) const YEAR: &str = "Year";
pub(crate) const OWNER: &str = "Owner";
pub(crate) const STATUS: &str = "Status";
pub(crate) const DUE: &str = "Due";
pub(crate) const ANY_COUNCIL: &str = "All councils";
pub(crate) const ANY_REGION: &str = "All regions";
pub(crate) const ANY_YEAR: &str = "All years";
pub(crate) const ANY_OWNER: &str = "All owners";
pub(crate) const NO_OWNER: &str = "No owner";
pub(crate) const ANY_STATUS: &str = "All statuses";
pub(crate) const NO_STATUS: &str = "No status";
pub(crate) const ANY_DUE: &str = "Any due date";
pub(crate) const OVERDUE: &str = "Overdue";
pub(crate) const DUE_SOON: &str = "Due in the next 60 days";
pub(crate) const NO_DUE: &str = "No due date";
pub(crate) const OVERDUE_HINT: &str =
    "Show what is overdue: the due date has passed and the action is not closed";
pub(crate) const LATEST_ONLY: &str = "Latest reports only";
pub(crate) const LATEST_HINT: &str =
    "Of each council, show only the latest report that makes recommendations";
pub(crate) const PRIORITY_ONLY: &str = "Priority actions only";
pub(crate) const BY_COUNCIL: &str = "Council";
pub(crate) const BY_OWNER: &str = "Owner";
pub(crate) const BY_STATUS: &str = "Status";
pub(crate) const BY_SIMILAR: &str = "Similar wording";
pub(crate) const EXPORT_SHOWN: &str = "Export these rows\u{2026}";
pub(crate) const EXPORT_ALL: &str = "Export register\u{2026}";
pub(crate) const EXPORT_HINT: &str = "Save a workbook to fill in; you can import it again later";
pub(crate) const IMPORT: &str = "Import register\u{2026}";
pub(crate) const IMPORT_HINT: &str = "Import a completed workbook to update owners and progress";

pub(crate) fn overdue_button(count: usize) -> String {
    format!("Overdue: {count}")
}

// The table
pub(crate) const TABLE: &str = "Recommendations in the folder";
pub(crate) const REPORT_COLUMN: &str = "Report";
pub(crate) const WORDING_COLUMN: &str = "Recommendation";
pub(crate) const ASKED_COLUMN: &str = "Also asked";
pub(crate) const ASKED_HINT: &str =
    "How many councils were asked for something similar, and in which years this council was asked";
pub(crate) const OVERDUE_COLUMN: &str = "Overdue";
pub(crate) const FOR_COLUMN: &str = "For";
pub(crate) const RAG_COLUMN: &str = "RAG";
pub(crate) const RAG_HINT: &str = "Rating: red, amber or green";
pub(crate) const NO_RECOMMENDATIONS: &str = "The reports in this folder make no recommendations.";
pub(crate) const NOTHING_FITS: &str = "No recommendations match these filters.";
pub(crate) const PRIORITY: &str = "Priority action";
pub(crate) const NOTHING_ENTERED: &str = "none";
pub(crate) const CLEAR_ENTRY: &str = "None";
pub(crate) const DUE_FORMAT_HINT: &str = "For example 31 March 2026";

/// Returns the time since a due date; in years if it is long.
pub(crate) fn days_overdue(days: i32) -> String {
    match days {
        1 => "1 day".to_owned(),
        ..730 => format!("{days} days"),
        _ => format!("{} years", days / 365),
    }
}

/// Returns the name of a column that people fill in.
pub(crate) fn entry_column(column: EntryColumn) -> &'static str {
    match column {
        EntryColumn::Due => DUE,
        EntryColumn::Owner => OWNER,
        EntryColumn::Status => STATUS,
        EntryColumn::Rag => RAG_COLUMN,
        EntryColumn::Evidence => "Evidence",
    }
}

/// Returns the name of a cell that can be changed, for screen readers.
pub(crate) fn cell_name(column: EntryColumn, words: &str) -> String {
    let words = if words.is_empty() { NOTHING_ENTERED } else { words };
    format!("{}: {words}", entry_column(column))
}

pub(crate) fn change_entry(column: EntryColumn) -> String {
    match column {
        EntryColumn::Due => "Change the due date".to_owned(),
        EntryColumn::Rag => "Change the rating".to_owned(),
        EntryColumn::Owner | EntryColumn::Status | EntryColumn::Evidence => {
            format!("Change the {}", entry_column(column).to_lowercase())
        }
    }
}

/// Returns the line about the recommendations that are shown.
pub(crate) fn recommendation_counts(shown: usize, total: usize) -> String {
    match (shown, total) {
        (1, 1) => "1 recommendation".to_owned(),
        _ if shown == total => format!("{total} recommendations"),
        _ => format!("{shown} of {total} recommendations"),
    }
}

// Similar recommendations
pub(crate) const SIMILAR_PANEL: &str = "Similar recommendations";
pub(crate) const CLOSE_SIMILAR: &str = "Close";
pub(crate) const SHOW_SIMILAR: &str = "Show the similar recommendations";

pub(crate) fn asked_of_councils(count: u32) -> String {
    format!("Asked of {count} councils")
}

/// Returns the sentence about the years in which a council was asked: "Asked in 2018, 2022 and 2025".
pub(crate) fn asked_in_years(years: &[i16]) -> String {
    let years: Vec<String> = years.iter().map(i16::to_string).collect();
    match years.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("Asked in {} and {last}", rest.join(", ")),
        _ => format!("Asked in {}", years.join("")),
    }
}

/// The menu with groups, and with the export and import of the register.
pub(crate) const MORE: &str = "Group, export, import";
