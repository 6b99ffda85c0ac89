//! The sentences about comparisons and timelines.

use std::path::Path;

use crate::app::Notice;

/// Returns the toast about a judgement without a section in the texts by section.
pub(in crate::app) fn no_section_of_its_own_toast(judgement: &str) -> String {
    format!("“{judgement}” has no section of its own.")
}

/// Returns the title of a comparison: "York, 2012 and York, 2017".
pub(in crate::app) fn compared_titles(left: &str, right: &str) -> String {
    format!("{left} and {right}")
}

/// Returns the title of a comparison of two reports with the same title: "York, 2012: draft.pdf and final.pdf".
pub(in crate::app) fn title_with_files(title: &str, files: &str) -> String {
    format!("{title}: {files}")
}

/// Returns the title of a comparison of the old version of a file with its new version.
pub(in crate::app) fn versions_of_file(file: &str) -> String {
    format!("Old and new version of {file}")
}

/// Returns the name of a file with the folder that it is in: "March/report.pdf".
pub(in crate::app) fn file_in_folder(folder: &str, file: &str) -> String {
    format!("{folder}/{file}")
}

/// Returns a notice that a file cannot be compared with itself.
pub(in crate::app) fn same_file_twice_notice() -> Notice {
    Notice::new("This is the same file twice", "Choose two different files to compare.")
}

/// Returns the title of a timeline. `title` is the organisation and the years.
pub(in crate::app) fn timeline_title(title: &str) -> String {
    format!("Timeline: {title}")
}

/// Returns a notice that the index of a folder could not be deleted.
pub(in crate::app) fn folder_not_forgotten_notice(folder: &Path, index: &Path) -> Notice {
    Notice::new(
        format!("The index of \u{201C}{}\u{201D} could not be deleted", crate::app::folder_name(folder)),
        format!("Close other windows of Findings, then delete {}.", index.display()),
    )
}

/// Returns a notice that a timeline can't be shown, and why.
pub(in crate::app) fn no_timeline_notice(reason: &str) -> Notice {
    Notice::new("The timeline can't be shown", reason)
}

/// Returns a notice that a comparison needs the text of both reports.
pub(in crate::app) fn no_text_to_compare_notice(left: &str, right: &str) -> Notice {
    Notice::new(
        cannot_be_compared_title(left, right),
        "At least one of them has no text that can be read. Ask for the original PDF, or try OCR.",
    )
}

/// Returns the title of a notice about two reports that cannot be compared.
pub(in crate::app) fn cannot_be_compared_title(left: &str, right: &str) -> String {
    format!("{left} and {right} can't be compared")
}

/// Returns a notice about a compared file that was saved without text.
pub(in crate::app) fn saved_without_text_notice(file: &str) -> Notice {
    Notice::new(
        format!("“{file}” was saved without text"),
        "Comparisons with this report still show the previous version.",
    )
}
