//! Findings: a desktop reader for inspection reports.
//!
//! The modules below, called rooms, are in the order that data flows through them. Each may use only those before it:
//!
//! - [`report`]: the model of a report, as plain data.
//! - [`read`]: turns the bytes of a file into a report with warnings.
//! - [`analysis`]: computes everything else from reports, such as search results and comparisons.
//! - [`output`]: writes reports in other formats, lays out pages and sends them to a printer.
//! - [`library`]: a folder of reports, its index and tables of many reports.
//! - [`app`]: the state of the program, its actions and `update`; must not paint.
//! - [`ui`]: the window; must not use files or threads.
//! - [`cli`]: turns arguments into a window or a headless command.
//!
//! Each room defines its errors as `thiserror` enums. Their messages are whole sentences for the person who opened the
//! file. A read error means that there is no report. A problem in a report that could be read is a
//! [`Warning`](report::Warning). Each error is handled once: it is returned or shown.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod library;
pub mod output;
mod parallel;
pub mod read;
pub mod report;
mod trace;
mod typeface;
pub mod ui;
