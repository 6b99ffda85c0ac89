//! Messages about invalid values of options. clap puts "invalid value … for …:" before them.
//!
//! The help texts are the doc comments of the arguments. The errors of commands are in `CliError`.

pub(super) const INVALID_DATE: &str = "enter a date such as 2012-05-14 or \"14 May 2012\"";
pub(super) const INVALID_SIZE: &str = "enter a width and height from 320x240 to 8000x8000, such as 1280x800";
pub(super) const INVALID_SCALE: &str = "enter a number from 0.5 to 4";
