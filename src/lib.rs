//! Findings: a desktop reader for inspection reports.
//!
//! The rooms of the house, in the order data flows through them; a room knows only those before it:
//!
//! - [`report`]: the model, plain data.
//! - [`read`]: bytes of a file to a report with warnings.
//! - [`analysis`]: what is worked out from a report.
//! - [`output`]: reports as other formats, as pages, and pages to a printer.
//! - [`app`]: state, actions and `update`; no painting.
//! - [`ui`]: the window; no files, no threads.
//! - [`cli`]: arguments to a window or a headless command.
//!
//! How failures are told: each room's errors are `thiserror` enums whose messages are whole sentences for the person
//! who opened the file. An error means that there is no report; whatever is odd about a report is a
//! [`Warning`](report::Warning) of it. An error is passed on or shown, once.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod output;
pub mod read;
pub mod report;
mod trace;
mod typeface;
pub mod ui;
