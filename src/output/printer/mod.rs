//! Sends a PDF to a printer: through the print dialog of the system if there is one, or else to a printer that the user
//! chose in Findings. Must not know reports.
//!
//! A job counts as printed only after the system has accepted it.

#[cfg(unix)]
mod cups;
#[cfg_attr(not(windows), allow(dead_code, reason = "only Windows prints pages as pictures"))]
mod picture_job;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;
#[cfg_attr(not(windows), allow(dead_code, reason = "only Windows prints pages as pictures"))]
mod selection;
#[cfg(windows)]
mod windows;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

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

/// The window that a print dialog belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DialogOwner {
    /// The window has no identifier that a print dialog could use.
    Unknown,
    /// The identifier of the window in the form that the desktop portal expects.
    Portal(String),
    /// The number of the window on Windows (`HWND`).
    Windows(isize),
}

/// Shows the print dialog of the system and prints. Waits until the dialog is closed and the job is printed.
///
/// # Errors
/// Returns [`PrinterError::NoDialog`] if the system has no print dialog, [`PrinterError::NoPrinter`] if it says that
/// there is no printer, and [`PrinterError::Refused`] if printing fails.
pub fn print_with_dialog(job: &Job<'_>, owner: &DialogOwner) -> Result<Outcome, PrinterError> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return portal::print(job, owner);
    #[cfg(windows)]
    return windows::print_with_dialog(job, owner);
    #[cfg(not(any(windows, all(unix, not(target_os = "macos")))))]
    {
        let _ = (job, owner);
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
    /// The pages as pictures, for systems where pages are printed as pictures.
    pub pictures: &'a dyn PagePictures,
    /// Receives the progress of a job whose pages are printed as pictures.
    pub on_progress: &'a dyn Fn(Progress),
    /// Ends the job early. Only used while pages are printed as pictures.
    pub cancel: &'a CancelSignal,
}

/// A signal to a job that it should end. All copies of a signal are the same signal.
#[derive(Debug, Clone, Default)]
pub struct CancelSignal(Arc<AtomicBool>);

impl CancelSignal {
    /// Asks the job to end.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns true once the job should end.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl PartialEq for CancelSignal {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The progress of a print job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The number of pages that were sent to the printer, all copies counted.
    pub sent: usize,
    /// The number of pages to send.
    pub total: usize,
}

/// Draws the pages of a job.
pub trait PagePictures {
    /// Returns the width and height of each page in points.
    ///
    /// # Errors
    /// Returns a message if the pages can't be opened.
    fn page_sizes(&self) -> Result<Vec<(f32, f32)>, String>;

    /// Draws a page in bands from the top. `page` is from 0, and `scale` is in pixels per point. Passes each band to
    /// `take` until that returns false.
    ///
    /// # Errors
    /// Returns a message if the page can't be drawn.
    fn draw_page(
        &self,
        page: usize,
        scale: f32,
        take: &mut dyn FnMut(PageBand) -> bool,
    ) -> Result<(), String>;
}

/// A picture of a band of a page, as wide as the page.
pub struct PageBand {
    /// The first row of the band, in pixels from the top of the page.
    pub top: usize,
    /// The width in pixels.
    pub width: usize,
    /// The height in pixels.
    pub height: usize,
    /// The pixels from left to right and top to bottom, each with the bytes red, green, blue and 255 for opaque.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("title", &self.title).field("paper", &self.paper).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for PageBand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PageBand({} × {} from row {})", self.width, self.height, self.top)
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
