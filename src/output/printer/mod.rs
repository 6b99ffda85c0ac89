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

/// What is printed.
pub struct Job<'a> {
    /// The pages as a PDF.
    pub pdf: &'a [u8],
    /// What the job is called.
    pub title: &'a str,
    /// What it is printed on.
    pub paper: Paper,
    /// Draws the pages one after the other, so many pixels a point, for systems that print pictures.
    pub pictures: &'a DrawPages<'a>,
}

/// Draws pages at a scale and hands each on; says why where that cannot be done.
pub type DrawPages<'a> = dyn Fn(f32, &mut dyn FnMut(Picture)) -> Result<(), String> + 'a;

/// A page as it is printed.
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Four bytes a pixel, rows from the top, nothing transparent.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("title", &self.title).field("paper", &self.paper).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// Prints on a printer without asking.
///
/// # Errors
/// What the system says.
pub fn on(queue: &Queue, job: &Job<'_>) -> Result<Outcome, PrinterError> {
    #[cfg(unix)]
    return cups::print(queue, job);
    #[cfg(windows)]
    return windows::print(queue, job);
    #[cfg(not(any(unix, windows)))]
    {
        let _ = (queue, job);
        Err(PrinterError::NoPrinter)
    }
}
