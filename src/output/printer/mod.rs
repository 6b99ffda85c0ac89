//! Sends a PDF to a printer: through the print dialog of the system if it has one, or else to a chosen printer. Knows
//! no reports.
//!
//! A job counts as printed only when the system has accepted it.

#[cfg(unix)]
mod cups;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;
#[cfg(windows)]
mod windows;

use super::print::Paper;

/// The outcome of a print job that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The system accepted the job; with its message, if it gave any.
    Accepted(Option<String>),
    /// The user cancelled the dialog.
    Cancelled,
}

/// A reason why a job was not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrinterError {
    /// The system has no print dialog.
    #[error("Findings can't show a print dialog on this computer.")]
    NoDialog,
    /// No printer is set up.
    #[error(
        "No printer is set up on this computer. Save the pages as a PDF, then print them on another computer."
    )]
    NoPrinter,
    /// The job was rejected; with the reason, usually in the words of the system.
    #[error("Printing failed: {0}")]
    Refused(String),
}

/// A printer and the options of a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// The name of the printer in the system.
    pub printer: String,
    /// The number of copies; 0 prints one as well.
    pub copies: u32,
    /// The pages to print, such as "1-2, 5"; empty for all.
    pub pages: String,
    /// The sides of the paper.
    pub sides: Sides,
}

/// The sides of the paper that are printed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sides {
    /// The default of the printer.
    #[default]
    PrinterDefault,
    /// One side.
    One,
    /// Both sides, turned like a book.
    Both,
}

/// Shows the print dialog of the system and prints. Waits until the dialog is closed. `parent` is the identifier of the
/// window in the form that the desktop portal expects, or empty.
///
/// # Errors
/// Returns [`PrinterError::NoDialog`] if the system has no dialog, and [`PrinterError::Refused`] if printing fails.
pub fn print_with_dialog(pdf: &[u8], title: &str, parent: &str) -> Result<Outcome, PrinterError> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return portal::print(pdf, title, parent);
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    {
        let _ = (pdf, title, parent);
        Err(PrinterError::NoDialog)
    }
}

/// Returns the names of the printers, the default printer first.
///
/// # Errors
/// Returns [`PrinterError::NoPrinter`] if no printer is set up, and [`PrinterError::Refused`] if the printers can't be
/// listed.
pub fn printers() -> Result<Vec<String>, PrinterError> {
    #[cfg(unix)]
    return cups::printers();
    #[cfg(windows)]
    return windows::printers();
    #[cfg(not(any(unix, windows)))]
    Err(PrinterError::NoPrinter)
}

/// A print job.
pub struct Job<'a> {
    /// The pages as a PDF.
    pub pdf: &'a [u8],
    /// The title of the job in the print queue.
    pub title: &'a str,
    /// The paper.
    pub paper: Paper,
    /// Draws the pages in order, for systems that print pictures.
    pub pictures: &'a DrawPages<'a>,
}

/// A function that draws the pages at a scale in pixels per point and passes on each picture, or returns an error
/// message.
pub type DrawPages<'a> = dyn Fn(f32, &mut dyn FnMut(Picture)) -> Result<(), String> + 'a;

/// A picture of a page.
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The pixels: four bytes each, rows from the top, fully opaque.
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

/// Prints on a printer without a dialog.
///
/// # Errors
/// Returns [`PrinterError::NoPrinter`] if the system can't print, and [`PrinterError::Refused`] if it rejects the job.
pub fn print_on(queue: &Queue, job: &Job<'_>) -> Result<Outcome, PrinterError> {
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
