//! Messages about invalid values of options, and the progress of commands. clap puts "invalid value … for …:" before
//! the messages.
//!
//! The help texts are the doc comments of the arguments. The errors of commands are in `CliError`.

use std::{path::Path, time::Duration};

pub(super) const INVALID_DATE: &str = "enter a date such as 2012-05-14 or \"14 May 2012\"";
pub(super) const INVALID_SIZE: &str = "enter a width and height from 320x240 to 8000x8000, such as 1280x800";
pub(super) const INVALID_SCALE: &str = "enter a number from 0.5 to 4";

/// Returns the warning that the later of two compared reports was given first.
pub(super) fn left_is_later(left: &Path, right: &Path) -> String {
    format!(
        "{}: This report is later than {}. Enter the earlier report first to see what changed since then.",
        left.display(),
        right.display()
    )
}

/// Returns the progress of a command that works on several files: "12 of 984 files, about 40 seconds left".
pub(super) fn progress(done: usize, total: usize, time_left: Duration) -> String {
    let seconds = time_left.as_secs();
    let left = match seconds {
        0 | 1 => "about 1 second".to_owned(),
        2..90 => format!("about {seconds} seconds"),
        _ => format!("about {} minutes", (seconds + 30) / 60),
    };
    format!("{done} of {total} files, {left} left")
}
