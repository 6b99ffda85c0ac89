//! Printing on Windows: the print dialog of the system, and pages as pictures at the resolution of the printer.

mod system;

use system::{DialogOutcome, PrinterContext, PrinterSettings};

use super::{
    DialogOwner, Job, JobOptions, Outcome, PrinterError, Sides, picture_job,
    selection::{Copies, CopyOrder, parse_page_ranges},
};
use crate::output::{print::Paper, strings};

/// Returns the names of the printers, the default printer first. See [`super::printers`].
pub(super) fn printers() -> Result<Vec<String>, PrinterError> {
    let mut printers = system::printer_names()?;
    if printers.is_empty() {
        return Err(PrinterError::NoPrinter);
    }
    // Without a default printer, the list keeps its order.
    if let Some(default) = system::default_printer()
        && let Some(index) = printers.iter().position(|printer| *printer == default)
    {
        printers.swap(0, index);
    }
    Ok(printers)
}

/// Shows the print dialog of Windows and prints. See [`super::print_with_dialog`].
pub(super) fn print_with_dialog(job: &Job<'_>, owner: &DialogOwner) -> Result<Outcome, PrinterError> {
    let DialogOwner::Windows(window) = owner else { return Err(PrinterError::NoDialog) };
    let page_count = job.pictures.page_sizes().map_err(PrinterError::Refused)?.len();
    match system::show_print_dialog(*window, page_count, settings_for(job.paper))? {
        DialogOutcome::Cancelled => Ok(Outcome::Cancelled),
        DialogOutcome::Print(mut choice) => {
            picture_job::print_pages(&mut choice.printer, job, &choice.ranges, choice.copies)
        }
    }
}

/// Prints on the chosen printer without a dialog. See [`super::print_on`].
pub(super) fn print(options: &JobOptions, job: &Job<'_>) -> Result<Outcome, PrinterError> {
    let Some(ranges) = parse_page_ranges(&options.pages) else {
        return Err(PrinterError::Refused(strings::invalid_page_range(&options.pages)));
    };
    let settings = PrinterSettings { sides: options.sides, ..settings_for(job.paper) };
    let one_copy = Copies { count: 1, order: CopyOrder::ByCopy };
    // Copies that are printed as one job would share sheets of paper.
    for _ in 0..options.copies.max(1) {
        let mut printer = PrinterContext::open(&options.printer, settings)?;
        match picture_job::print_pages(&mut printer, job, &ranges, one_copy)? {
            Outcome::Accepted(_) => {}
            Outcome::Cancelled => return Ok(Outcome::Cancelled),
        }
    }
    Ok(Outcome::Accepted(None))
}

/// Returns the settings of a printer for this paper.
fn settings_for(paper: Paper) -> PrinterSettings {
    PrinterSettings { paper, sides: Sides::PrinterDefault }
}
