//! Findings: a desktop reader for inspection reports.
//!
//! The modules below, called rooms, are in the order that data flows through them. Each may use only those before it:
//!
//! - [`report`]: the model of a report, as plain data.
//! - [`read`]: turns the bytes of a file into a report with warnings.
//! - [`analysis`]: everything that is computed from reports.
//! - [`output`]: writes reports in other formats, lays out pages and sends them to a printer.
//! - [`app`]: the state, the actions and `update`; paints nothing.
//! - [`ui`]: the window; uses no files and no threads.
//! - [`cli`]: turns arguments into a window or a headless command.
//!
//! Errors are `thiserror` enums in each room. Their messages are whole sentences for the person who opened the file. An
//! error means that there is no report; a problem with a report that was read is a [`Warning`](report::Warning). Each
//! error is handled once: it is returned or shown.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod output;
pub mod read;
pub mod report;
mod trace;
mod typeface;
pub mod ui;
