//! The sentences about points to improve, action plans and the register of a folder.

use crate::{
    app::Notice,
    output::plan::{EntryColumn, PlanTotals, RegisterImport},
};

// Findings and action plans

/// Returns the title of a notice about points to improve that could not be computed.
pub(in crate::app) fn points_not_shown_title(report: &str) -> String {
    format!("The points to improve in {report} can't be shown")
}

pub(in crate::app) const PLAN_OF_ANOTHER_REPORT: &str = "No row in this plan belongs to this report. Open the report that the \
                                                 plan was made for, then import it again.";
pub(in crate::app) const PLAN_NOT_IMPORTED_TITLE: &str = "The action plan was not imported";

/// Returns a notice about an action plan that was not imported.
pub(in crate::app) fn plan_not_imported_notice(file: &str, reason: String) -> Notice {
    Notice::new(format!("“{file}” was not imported"), reason)
}

/// Returns a toast about an imported action plan: "Imported “plan.xlsx”: 10 rows: 7 with an owner, 3 overdue."
pub(in crate::app) fn plan_imported_toast(file: &str, totals: &PlanTotals) -> String {
    let rows = if totals.rows == 1 { "1 row".to_owned() } else { format!("{} rows", totals.rows) };
    let counts = [
        (totals.with_owner, "with an owner"),
        (totals.closed, "closed"),
        (totals.overdue, "overdue"),
        (totals.reworded, "reworded since"),
        (totals.withdrawn, "no longer in the report"),
        (totals.added, "added by you"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, words)| format!("{count} {words}")).collect();
    let counts = if counts.is_empty() { "nothing filled in yet".to_owned() } else { counts.join(", ") };
    format!("Imported “{file}”: {rows}: {counts}.")
}

/// Returns the title of a notice about rows of an action plan that have the same id.
pub(in crate::app) fn repeated_ids_title(file: &str) -> String {
    format!("“{file}” has rows with the same Id")
}

// The register of a folder
pub(in crate::app) const FINDING_SIMILAR_PROGRESS: &str = "Looking for similar recommendations\u{2026}";
pub(in crate::app) const PLANS_NOT_LOADED_TITLE: &str = "The action plans of this folder could not be loaded";
pub(in crate::app) const SIMILAR_NOT_FOUND_TITLE: &str = "Similar recommendations could not be found";

/// Returns the message that words were saved in place of a due date.
pub(in crate::app) fn unclear_due_date_message(words: &str) -> String {
    format!(
        "\u{201c}{words}\u{201d} can't be read as a date. It was saved as text. Enter dates like 14 May 2012."
    )
}

/// Returns the message that an entry was saved in the plan of a report.
pub(in crate::app) fn entry_saved(column: EntryColumn) -> &'static str {
    match column {
        EntryColumn::Due => "Due date saved in the action plan of the report",
        EntryColumn::Owner => "Owner saved in the action plan of the report",
        EntryColumn::Status => "Status saved in the action plan of the report",
        EntryColumn::Rag => "Rating saved in the action plan of the report",
        EntryColumn::Evidence => "Evidence saved in the action plan of the report",
    }
}

pub(in crate::app) const PLANS_BEING_LOADED: &str =
    "The action plans of this folder are still being loaded. Wait a moment, then import the register again.";
pub(in crate::app) const REGISTER_OF_OTHER_REPORTS: &str = "No row in this register belongs to a report in this folder. Check that you chose \
                                                    the right file, and that the folder has been read.";

/// Returns the title of the register of a folder.
pub(in crate::app) fn register_title(folder: &str) -> String {
    format!("Register of recommendations: {folder}")
}

/// Returns the proposed file name of the register of a folder.
pub(in crate::app) fn register_file_name(folder: &str) -> String {
    format!("{folder} register.xlsx")
}

/// Returns the title of the notice about what was not imported from a register.
pub(in crate::app) fn register_not_complete_title(file: &str) -> String {
    format!("Not everything in “{file}” was imported")
}

/// Returns the message about the rows and columns of a register that were not imported; `None` if all were.
pub(in crate::app) fn register_not_imported_message(import: &RegisterImport) -> Option<String> {
    /// The maximum number of rows or dates that are named.
    const MAX_NAMED_ROWS: usize = 10;
    let mut sentences = Vec::new();
    let rows = &import.unmatched_rows;
    if !rows.is_empty() {
        let named: Vec<String> = rows.iter().take(MAX_NAMED_ROWS).map(usize::to_string).collect();
        let more = if rows.len() > MAX_NAMED_ROWS { ", …" } else { "" };
        let named = named.join(", ");
        sentences.push(match rows.len() {
            1 => format!(
                "1 row was not imported, because it matches no recommendation in this folder or repeats another row. It is row \
                 {named} below the headings."
            ),
            count => format!(
                "{count} rows were not imported, because they match no recommendation in this folder or repeat another row. \
                 They are rows {named}{more} below the headings."
            ),
        });
    }
    if !import.other_columns.is_empty() {
        let names: Vec<String> = import.other_columns.iter().map(|name| format!("“{name}”")).collect();
        sentences.push(format!("These columns were not imported: {}.", names.join(", ")));
    }
    let dates = &import.unclear_dates;
    if !dates.is_empty() {
        let named: Vec<String> = dates.iter().take(MAX_NAMED_ROWS).map(|date| format!("“{date}”")).collect();
        let more = if dates.len() > MAX_NAMED_ROWS { ", …" } else { "" };
        let subject = match dates.len() {
            1 => "1 due date can't be read and was imported as text".to_owned(),
            count => format!("{count} due dates can't be read and were imported as text"),
        };
        let named = named.join(", ");
        sentences.push(format!(
            "{subject}: {named}{more}. Write dates like 14 May 2012, or 14/05/2012 with the day first."
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
