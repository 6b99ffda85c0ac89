//! The strings of the window around the reports: bars, dialogs, start screen, print view and messages.
//!
//! Labels and hints of actions are in the table of actions (`app/action_table.rs`).

use std::{fmt::Display, path::Path};

use crate::{app::TourStep, output::printer::Progress};

// Window and system dialogs
pub(crate) const APP_NAME: &str = "Findings";
pub(crate) const SAVE_TITLE: &str = "Save as";
pub(crate) const OPEN_TITLE: &str = "Open a report";
pub(crate) const REPORT_FILES: &str = "Reports";
pub(crate) const OPEN_FOLDER_TITLE: &str = "Open a folder of reports";
pub(crate) const IMPORT_PLAN_TITLE: &str = "Import an action plan";
pub(crate) const PLAN_FILES: &str = "Action plans";
pub(crate) const ALL_FILES: &str = "All files";
pub(crate) const DROP_TO_OPEN: &str = "Drop to open";

pub(crate) fn window_title(tab: &str) -> String {
    format!("{tab} – Findings")
}

// Top bar
pub(crate) const SINGLE_MENU: &str = "Menu";
pub(crate) const COMPARISON: &str = "Comparison";
pub(crate) const TIMELINE: &str = "Timeline";

/// Returns the title of the tab of a folder, so that it can be told apart from the tab of a report.
pub(crate) fn folder_tab_title(name: &str) -> String {
    format!("{name} (folder)")
}

/// Returns the years in the title of a timeline, which follow its name.
pub(crate) fn timeline_years([first, last]: [&str; 2]) -> String {
    format!(", {first} to {last}")
}

/// The words between the titles of two compared reports.
pub(crate) const COMPARED_WITH: &str = " and ";

/// Returns the end of the title of a comparison: the years, such as ", 2009 and 2012", or the only year.
pub(crate) fn compared_years(left: &str, right: &str) -> String {
    if left == right { format!(", {left}") } else { format!(", {left}{COMPARED_WITH}{right}") }
}

/// The words before the file name in the title of a comparison of two versions of one file.
pub(crate) const COMPARED_VERSIONS_OF: &str = "Versions of ";

/// The words between the title of a report and its file name, if its tab has the same title as another.
pub(crate) const TAB_TITLE_SEPARATOR: &str = " · ";

/// Returns the title of a report whose tab has the same title as another.
pub(crate) fn tab_title_with_file(title: &str, file: &str) -> String {
    format!("{title}{TAB_TITLE_SEPARATOR}{file}")
}

pub(crate) fn tab_tooltip(title: &str, path: &Path) -> String {
    format!("{title}\n{}", path.display())
}

pub(crate) const ALL_TABS: &str = "All tabs";
pub(crate) const COPY_TITLE: &str = "Copy title";
pub(crate) const COPY_PATH: &str = "Copy file path";
pub(crate) const CLOSE_TAB: &str = "Close tab";
pub(crate) const CLOSE_OTHER_TABS: &str = "Close other tabs";

pub(crate) fn close_tab(title: &str) -> String {
    format!("Close {title}")
}

// Toolbar
pub(crate) const TOOLBAR: &str = "Toolbar";
pub(crate) const TOOL_OPEN: &str = "Open";
pub(crate) const TOOL_COMPARE: &str = "Compare";
pub(crate) const TOOL_PRINT: &str = "Print summary";
pub(crate) const TOOL_PRINT_WITHOUT_SUMMARY: &str = "Print";
pub(crate) const TOOL_PLAN: &str = "Action plan";
pub(crate) const TOOL_FIND: &str = "Find";
pub(crate) const TOOL_GO_TO: &str = "Go to";
pub(crate) const SWITCH_CONTENTS: &str = "Contents";
pub(crate) const SWITCH_PAGES: &str = "Pages";
pub(crate) const SWITCH_SUMMARY: &str = "Summary";

// Top bar and start screen
pub(crate) const RECENT_REPORTS: &str = "Recent reports";

/// Returns the accessible name of a recent report. `place` is "draft.pdf in Reports/2012".
pub(crate) fn recent_report(title: &str, place: &str) -> String {
    format!("{title}, {place}")
}

// Status bar
pub(crate) fn cancel_work(work: &str) -> String {
    format!("Cancel: {work}")
}

pub(crate) fn paragraph_position(number: impl Display, last: impl Display) -> String {
    format!("Paragraph {number} of {last}")
}

pub(crate) fn page_position(page: impl Display, count: usize) -> String {
    format!("Page {page} of {count}")
}

pub(crate) fn printed_page_position(page: impl Display) -> String {
    format!("Printed page {page} onwards")
}

pub(crate) fn zoom_percentage(factor: f32) -> String {
    format!("{:.0}%", factor * 100.0)
}

/// The place before the first numbered paragraph.
pub(crate) const START_OF_REPORT: &str = "Start of report";
pub(crate) const GO_TO_PAGE_HINT: &str = "Go to another page";
pub(crate) const ZOOM_HINT: &str = "Change the zoom";

pub(crate) fn zoom_name(factor: f32) -> String {
    format!("Zoom {}", zoom_percentage(factor))
}

// Start screen
pub(crate) const START_INTRODUCTION: &str = "Read inspection reports with their contents beside the text, \
    and their grades and recommendations in a table.";
pub(crate) const START_OPEN: &str = "Open a report…";
pub(crate) const START_OPEN_FOLDER: &str = "Open a folder…";
pub(crate) const RECENT_FOLDERS: &str = "Recent folders";
pub(crate) const START_DROP: &str = "or drop a file here: PDF, Word document, web page, Markdown or text";
pub(crate) const START_SAMPLES: &str = "Try a sample";
pub(crate) const SAMPLE_DESCRIPTION: &str = "Fictional sample report";
pub(crate) const REMOVE_RECENT: &str = "Remove from this list";

pub(crate) fn remove_recent(title: &str) -> String {
    format!("Remove {title} from this list")
}

pub(crate) const NO_OVERALL_GRADE: &str = "No overall grade";
pub(crate) const NO_GRADES: &str = "No grades";
pub(crate) const NO_GRADES_HINT: &str = "This type of inspection gives no grades";
pub(crate) const NO_GRADES_FOUND: &str = "No grades found";
pub(crate) const FILE_MISSING: &str = "File not found";
pub(crate) const FILE_MISSING_HINT: &str = "The file was moved, renamed or deleted, or its drive is not connected. \
    Connect the drive, or open the file from its new place.";

/// Returns the last line of the card of a report whose file is missing.
pub(crate) fn missing_file(place: &str) -> String {
    format!("Not found: {place}")
}

/// Joins the parts of a card for screen readers, which pause after each.
pub(crate) fn joined_sentences(parts: &[String]) -> String {
    parts.join(". ")
}

/// Returns the description of a remembered grade for screen readers: "Good, step 2 of 4".
pub(crate) fn remembered_grade(label: &str, step: Option<u8>, steps: u8) -> String {
    match step {
        Some(step) if steps > 0 => format!("{label}, step {step} of {steps}"),
        Some(_) | None => format!("{label}, scale not recognised"),
    }
}

pub(crate) fn file_in_folder(file: &str, folder: &str) -> String {
    format!("{file} in {folder}")
}

// Callouts of the first start
pub(crate) const TOUR_NEXT: &str = "Next";
pub(crate) const TOUR_END: &str = "Done";
pub(crate) const TOUR_CLOSE: &str = "Close these tips";

pub(crate) fn tour_title(step: TourStep) -> &'static str {
    match step {
        TourStep::Contents => "Find your way",
        TourStep::Summary => "See grades and recommendations",
        TourStep::Compare => "Compare two inspections",
    }
}

pub(crate) fn tour_words(step: TourStep) -> &'static str {
    match step {
        TourStep::Contents => "Click a heading to go there. The symbols show the grades.",
        TourStep::Summary => "Click a grade or a recommendation to see what the report says about it.",
        TourStep::Compare => "Put another report beside this one to see which grades went up or down.",
    }
}

pub(crate) fn tour_position(step: usize, count: usize) -> String {
    format!("{step} of {count}")
}

// Messages, and the offer to compare
pub(crate) const DISMISS_MESSAGE: &str = "Dismiss the message";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const OPEN_DRAFT: &str = "Open draft";
pub(crate) const COMPARE_VERSIONS: &str = "Compare versions";
pub(crate) const COMPARE_VERSIONS_HINT: &str = "Show the old and the new version side by side";
pub(crate) const DECLINE_COMPARISON: &str = "Do not compare";
pub(crate) const ACCEPT_COMPARISON: &str = "Compare them";

pub(crate) fn more_messages(count: usize) -> String {
    match count {
        1 => "And 1 more message.".to_owned(),
        _ => format!("And {count} more messages."),
    }
}

pub(crate) fn comparison_offer(left: &str, right: &str) -> String {
    format!("You can compare “{left}” with “{right}”.")
}

// Tab that is opening
pub(crate) const OPENING_BOTH: &str = "Opening both reports…";
pub(crate) const OPENING_ALL: &str = "Opening the reports…";
pub(crate) const COMPARING: &str = "Comparing the reports…";
pub(crate) const CANCEL_OPENING_HINT: &str = "Stop and close this tab (Escape)";

pub(crate) fn opening_message(name: &str) -> String {
    format!("Opening {name}…")
}

pub(crate) fn protected_message(name: &str) -> String {
    format!("{name} is protected by a password.")
}

// Several dialogs and views
pub(crate) const CANCEL: &str = "Cancel";

// Dialog: what a new action plan will not have
pub(crate) const PLAN_LOSSES_TITLE: &str = "Save a new action plan?";
pub(crate) const PLAN_LOSSES_ADVICE: &str = "Your imported file stays as it is. Save the new plan under another name, and copy what you need into it.";
pub(crate) const PLAN_LOSSES_SAVE: &str = "Save new plan…";

// Dialog: about
pub(crate) const ABOUT_TITLE: &str = "About Findings";
pub(crate) const ABOUT_CLOSE: &str = "Close this window";
pub(crate) const ABOUT_PRIVACY: &str =
    "Findings works on your computer alone. It has no account, and it uploads nothing.";
pub(crate) const ABOUT_LICENCES: &str = "Licences";
pub(crate) const ABOUT_LICENCE: &str = "Findings is free software. You can use it under the MIT licence or the \
    Apache licence, version 2.0.";
pub(crate) const ABOUT_FONTS: &str = "Source Sans 3 and Source Serif 4 are fonts by Adobe, under the SIL Open Font \
    Licence, version 1.1.";
pub(crate) const ABOUT_SETTINGS: &str = "Settings";
pub(crate) const ABOUT_NO_SETTINGS: &str = "Settings are not saved.";
pub(crate) const ABOUT_SETTINGS_KEPT: &str = "Settings, notes and decisions are kept in this folder:";

pub(crate) fn version(number: &str) -> String {
    format!("Version {number}")
}

// Tab menu, contents menu and dialog: about
pub(crate) const SHOW_IN_FOLDER: &str = "Show in folder";

// Dialog: compare with
pub(crate) const COMPARE_TITLE: &str = "Compare with";
pub(crate) const COMPARE_NO_OTHER: &str =
    "No other report is open. Open the report you want to compare with, then choose it here.";
pub(crate) const COMPARE_OPEN_OTHER: &str = "Open another report…";

/// Returns text such as "Sample: Larkmoor Borough Council, 2012".
pub(crate) fn sample_report(title: &str) -> String {
    format!("Sample: {title}")
}

// Dialog: export
pub(crate) const EXPORT_TITLE: &str = "Export as";
pub(crate) const EXPORT_SECTION_TITLE: &str = "Export section as";
pub(crate) const EXPORT_CLOSE: &str = "Do not export";
pub(crate) const EXPORT_AS_PDF: &str =
    "To get a PDF to print or send, choose Print summary… in the File menu.";

// Dialog: keyboard shortcuts
pub(crate) const KEYBOARD_TITLE: &str = "Keyboard shortcuts";
pub(crate) const KEYBOARD_CLOSE: &str = "Close the keyboard shortcuts";
pub(crate) const KEYBOARD_CHANGE: &str = "Change shortcuts…";
pub(crate) const KEYBOARD_FILTER: &str = "Filter shortcuts";
pub(crate) const KEYBOARD_FILTER_HINT: &str = "Filter by action or key, for example “zoom” or “Ctrl+F”";
pub(crate) const KEYBOARD_NO_MATCH: &str = "No shortcuts match";
pub(crate) const KEYBOARD_FILES: &str = "Open, print and save";
pub(crate) const KEYBOARD_TABS: &str = "Tabs and panels";
pub(crate) const KEYBOARD_SEARCH: &str = "Search and commands";
pub(crate) const KEYBOARD_GO: &str = "Go to a place";
pub(crate) const KEYBOARD_SCROLL: &str = "Scroll";
pub(crate) const KEYBOARD_SELECT: &str = "Select, copy and add notes";
pub(crate) const KEYBOARD_VIEW: &str = "Change the view";
pub(crate) const KEYBOARD_HELP: &str = "Help";
/// Keys of the group "Tabs and panels" that are not in the table of actions, with their effects.
pub(crate) const KEYBOARD_TABS_KEYS: [(&str, &str); 1] =
    [("Tab, then Enter", "Move to the next button or field, then use it")];
/// Keys of the group "Scroll" that are not in the table of actions, with their effects.
pub(crate) const KEYBOARD_SCROLL_KEYS: [(&str, &str); 3] = [
    ("Up, Down", "Scroll a little"),
    ("Page Up, Page Down, Space", "Scroll one page"),
    ("Home, End", "Go to the start or the end"),
];
/// Keys of the group "Select, copy and add notes" that are not in the table of actions, with their effects.
pub(crate) const KEYBOARD_SELECT_KEYS: [(&str, &str); 4] = [
    ("Menu or Shift+F10", "Open the menu of the current paragraph, or of the selected row"),
    ("Shift and Left, Right, Up, Down", "Select letter by letter or line by line"),
    ("Ctrl+Shift and Left, Right", "Select word by word"),
    ("Ctrl+Shift and Up, Down, Home, End", "Select to the end of a paragraph or of the report"),
];

pub(crate) fn keyboard_keys(keys: &[String]) -> String {
    keys.join(" or ")
}

pub(crate) fn keyboard_action(label: &str, hint: &str) -> String {
    format!("{label}: {hint}")
}

// Dialog: note
pub(crate) const NOTE: &str = "Note";
pub(crate) const NOTE_HINT: &str = "Write a note, or leave blank to bookmark";
pub(crate) const NOTE_SAVE: &str = "Save note";
pub(crate) const NOTE_SAVE_HINT: &str = "You can also press Ctrl+Enter";
pub(crate) const NOTE_REMOVE: &str = "Remove";
pub(crate) const NOTE_DISCARD: &str = "Discard changes";
pub(crate) const NOTE_FROM_DRAFT: &str = "This is your draft. It has not been saved as a note yet.";

pub(crate) fn note_on_paragraph(number: impl Display) -> String {
    format!("Note on paragraph {number}")
}

// Dialog: command palette
pub(crate) const PALETTE_NAME: &str = "Command or place";
pub(crate) const PALETTE_HINT: &str = "Type a command, a section, a paragraph number or “page 12”";
pub(crate) const PALETTE_IN_COMPARISON: &str = "You can't go to a section, paragraph or recommendation from a comparison. \
    Open one of the reports in its own tab first.";
pub(crate) const PALETTE_IN_TIMELINE: &str = "You can't go to a section, paragraph or recommendation from a timeline. \
    Open one of the reports in its own tab first.";
pub(crate) const PALETTE_NO_REPORT: &str = "No report is open.";
pub(crate) const PALETTE_NO_HEADING: &str = "No sections match.";
pub(crate) const PALETTE_NO_RECOMMENDATION: &str = "No recommendations match.";
pub(crate) const PALETTE_NO_MATCH: &str = "No commands or sections match.";
pub(crate) const PALETTE_TYPE_PAGE: &str = "Type a page number, for example page 12.";
pub(crate) const PALETTE_NO_PAGES: &str = "This file has no pages.";

pub(crate) fn no_such_page(page: usize, count: usize) -> String {
    format!("There is no page {page}. The last page is {count}.")
}

pub(crate) const PALETTE_TYPE_NUMBER: &str = "Type a paragraph number, for example #42 or #42-48.";

pub(crate) fn numbers_range(first: impl Display, last: impl Display) -> String {
    format!("{first} to {last}")
}

pub(crate) fn paragraph_label(number: &str) -> String {
    format!("paragraph {number}")
}

pub(crate) fn paragraphs_label(first: &str, last: &str) -> String {
    format!("paragraphs {first} to {last}")
}

// Dialog: password
pub(crate) const PASSWORD_TITLE: &str = "This report is protected";
pub(crate) const PASSWORD_WRONG: &str = "Wrong password. Passwords are case-sensitive.";
pub(crate) const PASSWORD: &str = "Password";
pub(crate) const PASSWORD_SHOW: &str = "Show password";
pub(crate) const PASSWORD_OPEN: &str = "Open";

pub(crate) fn enter_password(file: &str) -> String {
    format!("Enter the password for “{file}”.")
}

// Dialog: text settings
pub(crate) const TEXT_TITLE: &str = "Text settings";
pub(crate) const TEXT_CLOSE: &str = "Close the text settings";
pub(crate) const TEXT_FONT: &str = "Font";
pub(crate) const TEXT_SANS: &str = "Sans";
pub(crate) const TEXT_SERIF: &str = "Serif";
pub(crate) const TEXT_SIZE: &str = "Size";
pub(crate) const TEXT_LINE_LENGTH: &str = "Line length";
pub(crate) const TEXT_LINE_SPACING: &str = "Line spacing";
pub(crate) const TEXT_RESET: &str = "Reset";

// Print view: buttons and status
pub(crate) const PRINT_PREPARING: &str = "Preparing preview…";
/// The Print button if a system dialog opens next.
pub(crate) const PRINT_WITH_DIALOG: &str = "Print…";
/// The Print button if the printer is chosen in the print view.
pub(crate) const PRINT_NOW: &str = "Print";
pub(crate) const PRINT_SAVE: &str = "Save as PDF…";
pub(crate) const PRINT_CLOSE: &str = "Close";
pub(crate) const PRINT_WAITING: &str = "Waiting for the system dialog…";
pub(crate) const PRINT_CANCEL: &str = "Cancel printing";

/// Returns the text about the page that is being sent to the printer.
pub(crate) fn print_progress(progress: Progress) -> String {
    let Progress { sent, total } = progress;
    format!("Printing page {} of {total}…", (sent + 1).min(total))
}

/// Returns text such as "3 pages", or an empty string for 0 pages.
pub(crate) fn page_count(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 page".to_owned(),
        _ => format!("{count} pages"),
    }
}

// Print view: contents
pub(crate) const PRINT_PART: &str = "Print";
pub(crate) const PRINT_SUMMARY: &str = "Summary";
pub(crate) const PRINT_RECOMMENDATIONS_ONLY: &str = "Recommendations only";

pub(crate) fn print_section(title: &str) -> String {
    format!("Section “{title}”")
}

pub(crate) const LENGTH: &str = "Length";
pub(crate) const LENGTH_ONE_PAGE: &str = "One page";
pub(crate) const LENGTH_ONE_PAGE_HINT: &str =
    "If there is no room for all recommendations, only the first ones are printed in full";
pub(crate) const LENGTH_TWO_PAGES: &str = "Two pages";
pub(crate) const LENGTH_TWO_PAGES_HINT: &str = "Uses more pages if two would be too full to read";
pub(crate) const LENGTH_FULL: &str = "No limit";
pub(crate) const LENGTH_FULL_HINT: &str = "12 point text, or 16 in large print";
pub(crate) const INCLUDE: &str = "Include";
pub(crate) const INCLUDE_SCALE: &str = "What the grades mean";
pub(crate) const INCLUDE_RECOMMENDATIONS: &str = "Recommendations";
pub(crate) const INCLUDE_CHECKS: &str = "Checks: inconsistencies in the report";
pub(crate) const INCLUDE_NOTE_LINES: &str = "Space for notes";
pub(crate) const INCLUDE_PARAGRAPHS: &str = "All recommendations and paragraphs";
pub(crate) const INCLUDE_PARAGRAPHS_HINT: &str =
    "Without them, the comparison has at most two pages, unless in large print";
pub(crate) const CHANGES_SINCE: &str = "Changes since";
pub(crate) const CHANGES_SINCE_NONE: &str = "None";

// Print view: paper and printer
pub(crate) const PAPER: &str = "Paper";
pub(crate) const PAPER_A4: &str = "A4";
pub(crate) const PAPER_LETTER: &str = "US Letter";
pub(crate) const PAPER_A3_FOLDED: &str = "A3, folded to A4 pages";
pub(crate) const LARGE_PRINT: &str = "Large print (16 point)";
pub(crate) const GRADE_MARKS: &str = "Grade symbols";
pub(crate) const INK_COLOUR: &str = "Colour";
pub(crate) const INK_GREY: &str = "Grey";
pub(crate) const INK_OUTLINE: &str = "Outline (saves ink)";
pub(crate) const PRINTER: &str = "Printer";
pub(crate) const COPIES: &str = "Copies";
pub(crate) const PAGES: &str = "Pages";
pub(crate) const ALL_PAGES: &str = "all";
pub(crate) const PAGES_HINT: &str = "For example: 1-2, 5";
pub(crate) const SIDES_DEFAULT: &str = "Printer default";
pub(crate) const SIDES_ONE: &str = "One-sided";
pub(crate) const SIDES_BOTH: &str = "Two-sided";
