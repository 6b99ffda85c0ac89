//! Sends a PDF to a printer: through the print dialog of the system if there is one, or else to a printer that the user
//! chose in Findings. Must not know reports.
//!
//! A job counts as printed only after the system has accepted it.

#[cfg(unix)]
mod cups;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;
#[cfg(windows)]
mod windows;

use super::print::Paper;

/// The outcome of a print job that did not fail. Cancelling is not a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The system accepted the job. It may have given a message.
    Accepted(Option<String>),
    /// The user closed the print dialog without printing.
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
    /// The job was not accepted. The reason is usually in the words of the system.
    #[error("Printing failed: {0}")]
    Refused(String),
}

/// The printer for a job and the options that the user chose for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobOptions {
    /// The name of the printer in the system.
    pub printer: String,
    /// The number of copies; 0 counts as 1.
    pub copies: u32,
    /// The pages to print, counted from 1, such as "1-2, 5"; empty for all.
    pub pages: String,
    /// The sides of the paper to print on.
    pub sides: Sides,
}

/// The sides of the paper to print on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sides {
    /// As set for the printer in the system.
    #[default]
    PrinterDefault,
    /// One side.
    One,
    /// Both sides, so that the pages can be turned as in a book.
    Both,
}

/// Shows the print dialog of the system and prints. Waits until the dialog is closed.
///
/// `parent` is the identifier of the window of Findings in the form that the desktop portal expects; empty if there is
/// none.
///
/// # Errors
/// Returns [`PrinterError::NoDialog`] if the system has no print dialog, and [`PrinterError::Refused`] if printing
/// fails.
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
    /// The paper size of the pages.
    pub paper: Paper,
    /// Draws the pages in order, for Windows, where pages are printed as pictures.
    pub draw_pages: &'a DrawPages<'a>,
}

/// A function that draws the pages. Its arguments are the scale in pixels per point and a function that receives each
/// picture. Returns an error message if a page can't be drawn.
pub type DrawPages<'a> = dyn Fn(f32, &mut dyn FnMut(Picture)) -> Result<(), String> + 'a;

/// A picture of a page.
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The pixels from left to right and top to bottom, each with the bytes red, green, blue and 255 for opaque.
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

/// Prints on the chosen printer without a dialog.
///
/// # Errors
/// Returns [`PrinterError::NoPrinter`] if the system can't print or the printer is missing, and
/// [`PrinterError::Refused`] if the system does not accept the job.
pub fn print_on(options: &JobOptions, job: &Job<'_>) -> Result<Outcome, PrinterError> {
    #[cfg(unix)]
    return cups::print(options, job);
    #[cfg(windows)]
    return windows::print(options, job);
    #[cfg(not(any(unix, windows)))]
    {
        let _ = (options, job);
        Err(PrinterError::NoPrinter)
    }
}
