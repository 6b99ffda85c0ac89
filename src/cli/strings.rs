//! Messages about invalid values of options, and the progress of commands. clap puts "invalid value … for …:" before
//! the messages.
//!
//! The help texts are the doc comments of the arguments. The errors of commands are in `CliError`.

use std::{path::Path, time::Duration};

pub(super) const INVALID_DATE: &str = "enter a date such as 2012-05-14 or \"14 May 2012\"";
pub(super) const INVALID_SIZE: &str = "enter a width and height from 320x240 to 8000x8000, such as 1280x800";
pub(super) const INVALID_SCALE: &str = "enter a number from 0.5 to 4";

/// The name of a report that is read from standard input.
pub(super) const STANDARD_INPUT: &str = "standard input";

/// The name of the workbook of `findings table`, without its ending.
pub(super) const WORKBOOK_NAME: &str = "findings";

/// Returns the notice about files that have the same content as another.
pub(super) fn copies_left_out(count: usize) -> String {
    let files = if count == 1 { "1 file has" } else { &format!("{count} files have") };
    format!("{files} the same content as another. They are only in the table reports, with same_as.")
}

/// Says that a report needs a password.
pub(super) const PASSWORD_REQUIRED: &str = "This file is protected by a password. Enter it with --password.";

/// The sentence about the format JSON Lines.
pub(super) const JSON_LINES_HINT: &str =
    "The JSON of each report on a line, or its error, in the order of the files.";

/// The end of the help: the exit codes.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0    Success
  1    findings check found inconsistencies
  2    Something failed: an argument is wrong, or a report could not be read or written.
       The other reports are still processed
  130  Ctrl+C was pressed; files that were written are complete

Errors are printed to standard error as \"findings: FILE: what is wrong\".";

/// Returns the advice on the name of an output file: "Use a name that ends in .json or .csv."
pub(super) fn ending_advice(endings: &[&str], can_be_folder: bool) -> String {
    let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    let folder = if can_be_folder { ", or add a slash for a folder" } else { "" };
    format!("Use a name that ends in {}{folder}.", list_with_or(&endings))
}

/// Returns the advice for several reports that don't fit in one file. `joining` are the formats that hold several.
pub(super) fn one_file_advice(joining: &[&str]) -> String {
    let formats: Vec<String> = joining.iter().map(|name| format!("--format {name}")).collect();
    match formats.as_slice() {
        [] => "Use --out FOLDER.".to_owned(),
        formats => format!("Use --out FOLDER, or {} for one file.", list_with_or(formats)),
    }
}

/// Returns a list in a sentence: "a, b or c".
fn list_with_or(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [item] => item.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Returns the warning that the later of two compared reports was given first.
pub(super) fn left_is_later(left: &Path, right: &Path) -> String {
    format!(
        "{}: This report is later than {}. Enter the earlier report first to see what changed since then.",
        left.display(),
        right.display()
    )
}

/// The notice about a summary with an earlier report that is not earlier.
pub(super) const BASELINE_IS_LATER: &str = "The report given with --against is later than this one. The changes are shown from that report back to this one.";

/// Returns the progress of a command that works on several files: "12 of 984 files, about 40 seconds left".
pub(super) fn progress(done: usize, total: usize, time_left: Duration) -> String {
    let left = crate::app::duration_words(time_left.as_secs());
    format!("{done} of {total} files, {left} left")
}

pub(super) const FOLDER_NOT_OPENED: &str = "This folder could not be opened, so its reports are missing.";
