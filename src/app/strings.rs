//! The sentences that the state shows: notices, toasts, progress, and the outcomes of jobs.
//!
//! All of them are in this file and its folder, so that their style can be checked in one place. The texts of actions
//! are in `action_table`, those of export formats in `export`, and the reasons why a file can't be opened in
//! [`OpenError`](super::OpenError).

mod comparing;
mod plans;

use std::path::{Path, PathBuf};

pub(super) use self::{comparing::*, plans::*};
use super::{
    Notice,
    reloading::{TextChanges, VersionChanges},
};
use crate::report::ParagraphAddress;

/// The message about a bug in any part of the program.
pub(super) const BUG_MESSAGE: &str =
    "This is a bug in Findings. Please report it. Your other reports are not affected.";

// Starting

/// Returns a notice that the settings file could not be read at all, and is kept as `old_file`.
pub(super) fn unreadable_settings_file_notice(old_file: &Path) -> Notice {
    let old_file = old_file.display();
    Notice::new(
        "Your settings could not be read",
        format!("Default settings were used. The old settings file was kept as {old_file}."),
    )
}

/// Returns a notice that these entries of the settings file could not be read. The file is kept as `old_file`.
pub(super) fn unreadable_settings_notice(entries: &[String], old_file: &Path) -> Notice {
    let (entries, old_file) = (entries.join(", "), old_file.display());
    Notice::new(
        "Some of your settings could not be read",
        format!(
            "Default settings were used for these: {entries}. Your other settings are unchanged. The old settings \
             file was kept as {old_file}."
        ),
    )
}

/// Returns a notice about shortcuts in the settings file, with a sentence about each of the first five.
pub(super) fn invalid_shortcuts_notice(problems: &[String]) -> Notice {
    const MAX_SENTENCES: usize = 5;
    let first = problems[..problems.len().min(MAX_SENTENCES)].join(" ");
    let message = match problems.len().checked_sub(MAX_SENTENCES) {
        Some(more @ 1..) => format!("{first} And {more} more."),
        _ => first,
    };
    Notice::new("Some shortcuts in your settings are not valid", message)
}

/// Returns a sentence about a name in the settings file that is not the name of an action.
pub(super) fn unknown_action_message(name: &str) -> String {
    format!("“{name}” is not the name of an action.")
}

/// Returns a sentence about a shortcut in the settings file that is not valid.
pub(super) fn invalid_shortcut_message(key: &str, action: &str) -> String {
    format!("“{key}”, set for “{action}”, is not a valid shortcut.")
}

/// Returns a sentence about a shortcut of two actions; `owner` keeps the shortcut.
pub(super) fn shared_shortcut_message(key: &str, owner: &str, other: &str) -> String {
    format!("{key} is set for both “{owner}” and “{other}”. It is used for “{owner}”.")
}

/// Returns a notice that these files and folders of the last session are missing.
pub(super) fn missing_session_files_notice(missing: &[PathBuf]) -> Notice {
    /// The maximum number of files named.
    const MAX_NAMED_FILES: usize = 3;
    let name = |path: &PathBuf| format!("“{}”", path.file_name().unwrap_or_default().to_string_lossy());
    if let [only] = missing {
        let title = format!("{} from last time could not be found", name(only));
        return Notice::new(title, format!("It {MOVED_FILE_ADVICE}"));
    }
    let mut names: Vec<String> = missing.iter().take(MAX_NAMED_FILES).map(name).collect();
    if let Some(more @ 1..) = missing.len().checked_sub(MAX_NAMED_FILES) {
        names.push(format!("{more} more"));
    }
    let last = names.pop().unwrap_or_default();
    let names = format!("{} and {last}", names.join(", "));
    let title = format!("{} files or folders from last time could not be found", missing.len());
    Notice::new(title, format!("{names}: each {MOVED_FILE_ADVICE}"))
}

const MOVED_FILE_ADVICE: &str = "may have been moved, renamed or deleted, or its drive is not connected. Connect the \
                                 drive, or open the file from its new place.";

// Opening files

/// Returns a notice that the system has no Open dialog.
pub(super) fn no_open_dialog_notice() -> Notice {
    Notice::new(
        "Findings can't show an Open dialog on this computer",
        "Drag the report onto this window, or start Findings with its name: findings report.txt. On Debian and \
         Ubuntu, install the package xdg-desktop-portal-gtk to get an Open dialog.",
    )
}

/// Returns a notice about a file that could not be opened.
pub(super) fn file_not_opened_notice(file: &str, path: Option<&Path>, reason: String) -> Notice {
    Notice::about_file(format!("“{file}” could not be opened"), reason, path)
}

/// Returns a notice that the file manager could not show a file in its folder.
pub(super) fn folder_not_shown_notice(path: &Path) -> Notice {
    Notice::new(
        "Findings can't show the folder on this computer",
        format!("Open it in your file manager. The file is {}.", path.display()),
    )
}

/// Returns a sentence about a file whose pages can be shown, but whose text could not be read.
pub(super) fn text_not_read_message(reason: &str) -> String {
    format!("The text of this file could not be read. {reason}")
}

pub(super) const READING_CANCELLED: &str =
    "Reading the text was cancelled, so only the pages are shown. Open the file again to read its text.";
pub(super) const TEXT_PENDING: &str = "The text is still being read. You can already read the pages.";
pub(super) const NO_TEXT: &str = "No text was found in this file.";
pub(super) const OPEN_DIALOG_FAILED_TITLE: &str = "The Open dialog can't be shown";

/// Returns a toast about a file that another program saved.
pub(super) fn reload_toast(file: &str, changes: &VersionChanges) -> String {
    let counted = |count: usize, (one, many): (&str, &str), change: &str| match count {
        0 => None,
        1 => Some(format!("1 {one} {change}")),
        count => Some(format!("{count} {many} {change}")),
    };
    let counted_texts = |texts: &TextChanges, name: (&str, &str)| {
        [(texts.changed, "changed"), (texts.added, "added"), (texts.removed, "removed")]
            .map(|(count, change)| counted(count, name, change))
    };
    let [changed, added, removed] = counted_texts(&changes.paragraphs, ("paragraph", "paragraphs"));
    let grades = counted(changes.grades, ("grade", "grades"), "changed");
    let recommendations = counted_texts(&changes.recommendations, ("recommendation", "recommendations"));
    let parts = [changed, grades, added, removed].into_iter().chain(recommendations);
    let parts: Vec<String> = parts.flatten().collect();
    let details = match (parts.is_empty(), changes.has_other_changes) {
        (false, _) => format!(": {}.", parts.join(", ")),
        (true, true) => ". Headings, tables or the cover changed.".to_owned(),
        (true, false) => ". The text is the same.".to_owned(),
    };
    format!("“{file}” changed on disk and was reloaded{details}")
}

// Going to a paragraph

pub(super) const ENTER_PARAGRAPH: &str = "Enter a paragraph number, for example 42, 42-48 or 2.10.";
pub(super) const NO_PARAGRAPH_NUMBERS: &str = "The paragraphs of this report have no numbers.";

/// Returns a sentence about a paragraph number that the report does not have.
pub(super) fn no_such_paragraph_message(number: ParagraphAddress, last: u32) -> String {
    format!("This report has no paragraph {number}. The last paragraph is {last}.")
}

/// Returns a sentence about a number within a chapter that the report does not have.
pub(super) fn no_such_chapter_number_message(number: &str) -> String {
    format!("This report has no paragraph {number}.")
}

/// Returns a notice that a report cannot be opened at this paragraph.
pub(super) fn paragraph_not_shown_notice(number: ParagraphAddress, reason: String) -> Notice {
    Notice::new(format!("Paragraph {number} can't be shown"), reason)
}

// Searching and abbreviations

pub(super) const SEARCH_CANCELLED: &str = "The search was cancelled. Change the words to search again.";
pub(super) const NO_INDEX_TO_SEARCH: &str =
    "This folder could not be read, so it can't be searched. Close its tab and open it again.";
pub(super) const SEARCH_FAILED: &str = "Search failed because of a bug in Findings. Please report it.";

/// Returns a toast about a repeated search. `number` is the number of the hit, from 1.
pub(super) fn repeated_search_toast(words: &str, number: usize, count: usize) -> String {
    format!("Result {number} of {count} for “{words}”.")
}

/// Returns a toast about a repeated search without hits.
pub(super) fn no_result_toast(words: &str) -> String {
    format!("No results for “{words}” in this report.")
}

/// Returns a toast about going to the next difference at the last one, or to the previous difference at the first one.
pub(super) fn no_more_differences_toast(is_forwards: bool) -> &'static str {
    if is_forwards { "This is the last difference." } else { "This is the first difference." }
}

pub(super) const ABBREVIATIONS_PENDING: &str = "Still looking for abbreviations. Try again in a moment.";
pub(super) const NO_ABBREVIATIONS: &str = "The report does not explain any abbreviations used here.";

/// Returns the end of a toast that does not have room for `count` further abbreviations.
pub(super) fn more_abbreviations_message(count: usize) -> String {
    format!("and {count} more: see Abbreviations in the summary")
}

// Copying

pub(super) const NOTHING_TO_COPY: &str = "Nothing here can be copied that way.";
pub(super) const PATH_COPIED: &str = "Copied the file path.";
pub(super) const TITLE_COPIED: &str = "Copied the title.";
pub(super) const TOO_LONG_TO_COPY: &str =
    "This is too much text to copy. To save the whole report, choose Export in the File menu.";

/// Returns a toast about copied rows of a table.
pub(super) fn rows_copied_toast(count: usize) -> String {
    format!("Copied {count} {}.", if count == 1 { "row" } else { "rows" })
}

/// Returns a toast about copied text. `location` is its place in the report, as in a citation: "paras 2-4".
pub(super) fn copied_toast(location: Option<&str>) -> String {
    location
        .map_or_else(|| "Copied.".to_owned(), |location| format!("Copied {}.", location_in_words(location)))
}

/// Returns a toast about a copied quotation. `location` is as for [`copied_toast`].
pub(super) fn citation_copied_toast(location: Option<&str>) -> String {
    add_location("Copied with citation", location)
}

/// Returns a toast about a copied link. `location` is as for [`copied_toast`].
pub(super) fn link_copied_toast(location: Option<&str>) -> String {
    add_location("Link copied", location)
}

/// Returns a sentence of these words, with the location if it is known.
fn add_location(words: &str, location: Option<&str>) -> String {
    location
        .map_or_else(|| format!("{words}."), |location| format!("{words}: {}.", location_in_words(location)))
}

/// Returns a location in the wording for sentences: "paragraphs 2 to 4" for "paras 2-4".
fn location_in_words(location: &str) -> String {
    location.replace("paras ", "paragraphs ").replace("para ", "paragraph ").replace('-', " to ")
}

// Undoing

pub(super) const UNDONE: &str = "The last change was undone.";
pub(super) const POINT_KEPT: &str = "Kept. This point is added to the action plan.";
pub(super) const POINT_DISMISSED: &str = "Point dismissed.";
pub(super) const SIMILARITY_CONFIRMED: &str = "Confirmed. These recommendations ask for the same thing.";
pub(super) const SIMILARITY_REJECTED: &str = "Rejected. These recommendations ask for different things.";
pub(super) const DECISION_REMOVED: &str = "Decision removed.";
pub(super) const NOTE_SAVED: &str = "Note saved.";
pub(super) const NOTE_REMOVED: &str = "Note removed.";
pub(super) const DRAFT_DISCARDED: &str = "Draft discarded.";

/// Returns a toast about a tab that was closed.
pub(super) fn tab_closed_toast(title: &str) -> String {
    format!("Closed “{title}”.")
}

/// Returns the title of a comparison, for a toast.
pub(super) fn comparison_title(left: &str, right: &str) -> String {
    format!("{left} and {right}")
}

// Notes

pub(super) const DRAFT_KEPT: &str = "Your note is kept as a draft. To finish it, open the note again.";
pub(super) const NOTES_ONLY_AT_PARAGRAPHS: &str = "Notes can only be added to paragraphs.";
pub(super) const NOTE_NOT_SAVED_YET: &str =
    "This report is still being read. Save the note again in a moment.";

/// Returns a toast about drafts of notes in a report.
pub(super) fn drafts_toast(count: usize) -> String {
    match count {
        1 => "This report has a draft note.".to_owned(),
        _ => format!("This report has {count} draft notes."),
    }
}

pub(super) const CHANGE_NOT_SAVED_YET: &str = "Not saved yet. Findings will try again.";
pub(super) const CHANGE_NOT_SAVED: &str = "Not saved. This change is lost when you close Findings.";
pub(super) const NOTES_SAVED_AGAIN: &str = "Your notes are saved now.";

/// Returns a notice that notes can't be saved, for this reason, and that saving is tried again.
pub(super) fn notes_not_saved_notice(folder: Option<&Path>, reason: &str) -> Notice {
    Notice::new(
        "Your notes can't be saved",
        format!(
            "Findings can't write{}: {reason}. Free some space or reconnect the drive. Findings keeps your notes and \
             decisions until you close it, and tries to save them every few seconds.",
            in_folder(folder)
        ),
    )
}

/// Returns a notice that closing the window loses notes, which can't be saved for this reason.
pub(super) fn notes_lost_at_closing_notice(folder: Option<&Path>, reason: &str) -> Notice {
    Notice::new(
        "Your last notes are not saved",
        format!(
            "Findings still can't write{}: {reason}. Free some space or reconnect the drive, or copy your notes into \
             another program. If you close the window again, these notes are lost.",
            in_folder(folder)
        ),
    )
}

/// Returns " in FOLDER", or nothing if the folder is not known.
fn in_folder(folder: Option<&Path>) -> String {
    folder.map(|folder| format!(" in {}", folder.display())).unwrap_or_default()
}

/// Returns a notice that there is no folder for notes and settings.
pub(super) fn no_notes_folder_notice() -> Notice {
    Notice::new(
        "Your notes and settings will not be saved",
        "Findings found no folder for them, so they are lost when you close it. To keep them beside the program, start \
         Findings with --portable.",
    )
}

/// Returns a notice that the thread that saves notes and settings could not be started.
pub(super) fn saving_not_started_notice() -> Notice {
    Notice::new(
        "Your notes and settings will not be saved",
        "Findings could not start saving. Close other programs, then start Findings again.",
    )
}

/// Returns a toast that the settings can't be saved, for this reason.
pub(super) fn settings_not_saved_toast(reason: &str) -> String {
    format!("Your settings can't be saved: {reason}. They are used until you close Findings.")
}

/// Returns the heading of exported notes, in Markdown.
pub(super) fn notes_heading(report: &str) -> String {
    format!("# Notes on {report}\n")
}

/// Returns the quotation of a note whose paragraph is no longer in the report.
pub(super) fn lost_paragraph_quotation(beginning: &str) -> String {
    format!("“{beginning}” (no longer in the report)")
}

// Printing and saving

pub(super) const PREVIEW_FAILED: &str = "The preview can't be shown.";
pub(super) const STILL_PRINTING: &str =
    "Findings is still sending pages to the printer. Close it when that is done, or cancel printing.";
pub(super) const NOT_PRINTED_TITLE: &str = "The pages were not printed";
pub(super) const NOT_SAVED_TITLE: &str = "The file was not saved";
pub(super) const PAGE_NOT_DRAWN: &str =
    "A page could not be prepared for printing. Save the pages as a PDF instead.";
pub(super) const NO_SAVE_DIALOG: &str = "Findings can't show a Save dialog on this computer. You can save from the \
                                         command line: findings summary FILE --out summary.pdf, or findings export \
                                         FILE --format html --out report.html.";

/// Returns a message that a bug prevents the print preview.
pub(super) fn preview_bug_message() -> String {
    format!("{PREVIEW_FAILED} {BUG_MESSAGE}")
}

/// Returns a toast about an accepted print job, with the message of the printing system if it gave one.
pub(super) fn sent_to_printer_message(details: Option<&str>) -> String {
    details.map_or_else(
        || "Sent to the printer.".to_owned(),
        |details| format!("Sent to the printer: {details}."),
    )
}

/// Returns a message about a file that was saved.
pub(super) fn saved_as_message(path: &Path) -> String {
    format!("Saved as {}.", path.display())
}

/// Returns a message that a file was not saved, because another file has the same name.
pub(super) fn file_exists_message(path: &Path) -> String {
    format!("The file {} already exists. Choose another name.", path.display())
}

/// Returns a message about a file that could not be saved.
pub(super) fn not_saved_message(path: &Path, error: &std::io::Error) -> String {
    format!("{} could not be saved: {error}.", path.display())
}

// Work in progress, in the status bar

pub(super) const FINDING_POINTS_PROGRESS: &str = "Looking for points to improve…";
pub(super) const PREPARING_PREVIEW_PROGRESS: &str = "Preparing preview…";

/// Returns the progress text for reading a file.
pub(super) fn opening_progress(file: &str) -> String {
    format!("Opening {file}…")
}

/// Returns the progress text for comparing two reports.
pub(super) fn comparing_progress(left: &str, right: &str) -> String {
    format!("Comparing {left} and {right}…")
}

/// Returns the progress text for a search.
pub(super) fn searching_progress(words: &str) -> String {
    format!("Searching for “{words}”…")
}

// Standard error

/// Returns a message for standard error that the system could not start a thread.
pub(super) fn thread_not_started_message(error: &std::io::Error) -> String {
    format!("findings: could not start a background task: {error}")
}

/// Returns a message for standard error that settings or annotations could not be saved.
pub(super) fn settings_not_saved_message(error: &std::io::Error) -> String {
    format!("findings: could not save your settings and notes: {error}")
}

// Durations

/// Returns an approximate duration: "about 40 seconds", "about 3 minutes".
#[must_use]
pub fn duration_words(seconds: u64) -> String {
    match seconds {
        0 | 1 => "about 1 second".to_owned(),
        2..90 => format!("about {seconds} seconds"),
        _ => format!("about {} minutes", (seconds + 30) / 60),
    }
}
