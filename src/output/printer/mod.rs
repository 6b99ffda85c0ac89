//! Hands a PDF to the system to be printed: through its own dialog where it has one, else to a printer that was chosen.
//!
//! A job is said to be taken only when the system has said so.

#[cfg(unix)]
mod cups;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;
#[cfg(windows)]
mod windows;

use super::print::Paper;

/// What became of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The system took it; its own words, where it has any.
    Taken(Option<String>),
    /// The person at the dialog thought better of it.
    Cancelled,
}

/// Why a job was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrinterError {
    /// The system has no dialog to print with.
    #[error("This system has no print dialog.")]
    NoDialog,
    /// There is nothing that prints.
    #[error("No printer is set up on this computer. Save the pages as a PDF, and print them elsewhere.")]
    NoPrinter,
    /// What the system says.
    #[error("The printer did not take it: {0}")]
    Refused(String),
}

/// A printer, and how it is to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// What the system calls it.
    pub printer: String,
    /// How many copies; at least one is printed.
    pub copies: u32,
    /// Which pages, as in "1-2, 5"; all where it is empty.
    pub pages: String,
    /// On which sides.
    pub sides: Sides,
}

/// On which sides of the paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sides {
    /// As the printer is set up.
    #[default]
    AsSetUp,
    /// On one.
    One,
    /// On both, turned like a book.
    Both,
}

/// Asks in the system's dialog how to print, and prints. Waits until the dialog is closed. `parent` names the window it
/// belongs to in the portal's own form, or is empty.
///
/// # Errors
/// [`PrinterError`]; `NoDialog` where the system has none.
pub fn with_dialog(pdf: &[u8], title: &str, parent: &str) -> Result<Outcome, PrinterError> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return portal::print(pdf, title, parent);
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    {
        let _ = (pdf, title, parent);
        Err(PrinterError::NoDialog)
    }
}

/// The printers of this system, the usual one first.
///
/// # Errors
/// `NoPrinter` where there is none.
pub fn printers() -> Result<Vec<String>, PrinterError> {
    #[cfg(unix)]
    return cups::printers();
    #[cfg(windows)]
    return windows::printers();
    #[cfg(not(any(unix, windows)))]
    Err(PrinterError::NoPrinter)
}

/// Prints on a printer without asking.
///
/// # Errors
/// What the system says.
pub fn on(queue: &Queue, pdf: &[u8], title: &str, paper: Paper) -> Result<Outcome, PrinterError> {
    #[cfg(unix)]
    return cups::print(queue, pdf, title, paper);
    #[cfg(windows)]
    {
        // The job is called as its file is.
        let _ = title;
        windows::print(queue, pdf, paper)
    }
    #[cfg(not(any(unix, windows)))]
    {
        let _ = (queue, pdf, title, paper);
        Err(PrinterError::NoPrinter)
    }
}
