//! Windows: its own PDF renderer draws the pages on the printer, as lines and letters and not as pictures.

use winprint::{
    printer::{FilePrinter as _, PrintOutcome, PrinterDevice, WinPdfPrinter},
    ticket::{
        Copies, FeatureOptionPackWithPredefined as _, PredefinedDuplexType, PredefinedMediaName,
        PrintCapabilities, PrintTicket, PrintTicketBuilder,
    },
};

use super::{Outcome, PrinterError, Queue, Sides};
use crate::output::print::Paper;

pub(super) fn printers() -> Result<Vec<String>, PrinterError> {
    let mut printers: Vec<String> =
        PrinterDevice::all().map_err(refused)?.iter().map(|device| device.name().to_owned()).collect();
    if printers.is_empty() {
        return Err(PrinterError::NoPrinter);
    }
    // Where it is not known which is the usual one, the list stays as it is.
    if let Ok(Some(usual)) = PrinterDevice::user_default()
        && let Some(at) = printers.iter().position(|printer| printer == usual.name())
    {
        printers.swap(0, at);
    }
    Ok(printers)
}

pub(super) fn print(queue: &Queue, pdf: &[u8], paper: Paper) -> Result<Outcome, PrinterError> {
    if !queue.pages.trim().is_empty() {
        let message = "On this system all pages are printed: leave “Pages” empty.".to_owned();
        return Err(PrinterError::Refused(message));
    }
    let device =
        PrinterDevice::all().map_err(refused)?.into_iter().find(|device| device.name() == queue.printer);
    let device = device.ok_or(PrinterError::NoPrinter)?;
    let ticket = ticket(&device, queue, paper)?;
    // The renderer takes a file by its name; it is gone when this function ends.
    let folder = tempfile::tempdir().map_err(refused)?;
    let path = folder.path().join("Findings.pdf");
    std::fs::write(&path, pdf).map_err(refused)?;
    match WinPdfPrinter::new(device).print(&path, ticket).map_err(refused)? {
        PrintOutcome::Completed => Ok(Outcome::Taken(None)),
        PrintOutcome::Canceled => Ok(Outcome::Cancelled),
    }
}

/// What is asked of the printer, as far as it can do it.
fn ticket(device: &PrinterDevice, queue: &Queue, paper: Paper) -> Result<PrintTicket, PrinterError> {
    let mut builder = PrintTicketBuilder::new(device).map_err(refused)?;
    let capabilities = PrintCapabilities::fetch(device).map_err(refused)?;
    let (media, both) = match paper {
        Paper::A4 => (PredefinedMediaName::ISOA4, PredefinedDuplexType::TwoSidedLongEdge),
        Paper::Letter => (PredefinedMediaName::NorthAmericaLetter, PredefinedDuplexType::TwoSidedLongEdge),
        Paper::A3Folded => (PredefinedMediaName::ISOA3, PredefinedDuplexType::TwoSidedShortEdge),
    };
    if let Some(media) =
        capabilities.page_media_sizes().find(|size| size.as_predefined_name() == Some(media.clone()))
    {
        builder.merge(media).map_err(refused)?;
    }
    let sides = match queue.sides {
        Sides::AsSetUp => None,
        Sides::One => Some(PredefinedDuplexType::OneSided),
        Sides::Both => Some(both),
    };
    if let Some(sides) = sides
        && let Some(duplex) =
            capabilities.duplexes().find(|duplex| duplex.as_predefined_name() == Some(sides.clone()))
    {
        builder.merge(duplex).map_err(refused)?;
    }
    if queue.copies > 1 {
        builder.merge(Copies(u16::try_from(queue.copies).unwrap_or(u16::MAX))).map_err(refused)?;
    }
    builder.build().map_err(refused)
}

fn refused(error: impl std::fmt::Display) -> PrinterError {
    PrinterError::Refused(error.to_string())
}
