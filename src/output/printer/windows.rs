//! Printing on Windows: the pages are written as pictures to a TIFF file, which Windows prints.
//!
//! The PDF renderer of Windows would print more finely, but a program that is linked to it does not start on systems
//! that do not have it.

use std::{fs::File, io::BufWriter, path::Path};

use tiff::{
    encoder::{Compression, Rational, TiffEncoder, colortype::RGB8},
    tags::ResolutionUnit,
};
use winprint::{
    printer::{FilePrinter as _, ImagePrinter, PrintOutcome, PrinterDevice},
    ticket::{
        Copies, FeatureOptionPackWithPredefined as _, PredefinedDuplexType, PredefinedMediaName,
        PrintCapabilities, PrintTicket, PrintTicketBuilder,
    },
};

use super::{Job, JobOptions, Outcome, PrinterError, Sides};
use crate::output::{print::Paper, strings};

/// The resolution of the pictures in dots per inch, which is fine enough for small print.
const PICTURE_DPI: u16 = 300;

/// Returns the names of the printers, the default printer first. See [`super::printers`].
pub(super) fn printers() -> Result<Vec<String>, PrinterError> {
    let mut printers: Vec<String> =
        PrinterDevice::all().map_err(refused_error)?.iter().map(|device| device.name().to_owned()).collect();
    if printers.is_empty() {
        return Err(PrinterError::NoPrinter);
    }
    // Without a default printer, the list keeps its order.
    if let Ok(Some(default)) = PrinterDevice::user_default()
        && let Some(index) = printers.iter().position(|printer| printer == default.name())
    {
        printers.swap(0, index);
    }
    Ok(printers)
}

/// Prints the pages of a job as pictures. See [`super::print_on`].
pub(super) fn print(options: &JobOptions, job: &Job<'_>) -> Result<Outcome, PrinterError> {
    if !options.pages.trim().is_empty() {
        return Err(PrinterError::Refused(strings::NO_PAGE_RANGES.to_owned()));
    }
    let device = PrinterDevice::all()
        .map_err(refused_error)?
        .into_iter()
        .find(|device| device.name() == options.printer);
    let device = device.ok_or(PrinterError::NoPrinter)?;
    let ticket = print_ticket(&device, options, job.paper)?;
    // Windows prints a file, not bytes. The folder is deleted when this function returns.
    let folder = tempfile::tempdir().map_err(refused_error)?;
    let path = folder.path().join("Findings.tiff");
    write_tiff(job, &path)?;
    match ImagePrinter::new(device).print(&path, ticket).map_err(refused_error)? {
        PrintOutcome::Completed => Ok(Outcome::Accepted(None)),
        PrintOutcome::Canceled => Ok(Outcome::Cancelled),
    }
}

/// Writes the pages as pictures in a TIFF file. The resolution in the file gives the pages their size on paper.
fn write_tiff(job: &Job<'_>, path: &Path) -> Result<(), PrinterError> {
    let file = BufWriter::new(File::create(path).map_err(refused_error)?);
    let encoder = TiffEncoder::new(file).map_err(refused_error)?;
    let mut encoder = encoder.with_compression(Compression::Packbits);
    let mut outcome = Ok(());
    (job.draw_pages)(f32::from(PICTURE_DPI) / 72.0, &mut |picture| {
        let rgb: Vec<u8> =
            picture.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let result = encoder.new_image::<RGB8>(picture.width, picture.height).and_then(|mut image| {
            image.resolution(ResolutionUnit::Inch, Rational { n: PICTURE_DPI.into(), d: 1 });
            image.write_data(&rgb)
        });
        if outcome.is_ok() {
            outcome = result;
        }
    })
    .map_err(PrinterError::Refused)?;
    outcome.map_err(refused_error)
}

/// Returns the options of a job in the form that Windows expects, without those that the printer does not support.
fn print_ticket(
    device: &PrinterDevice,
    options: &JobOptions,
    paper: Paper,
) -> Result<PrintTicket, PrinterError> {
    let mut builder = PrintTicketBuilder::new(device).map_err(refused_error)?;
    let capabilities = PrintCapabilities::fetch(device).map_err(refused_error)?;
    let (media, both_sides) = match paper {
        Paper::A4 => (PredefinedMediaName::ISOA4, PredefinedDuplexType::TwoSidedLongEdge),
        Paper::Letter => (PredefinedMediaName::NorthAmericaLetter, PredefinedDuplexType::TwoSidedLongEdge),
        Paper::A3Folded => (PredefinedMediaName::ISOA3, PredefinedDuplexType::TwoSidedShortEdge),
    };
    let media = capabilities.page_media_sizes().find(|size| size.as_predefined_name() == Some(media.clone()));
    if let Some(media) = media {
        builder.merge(media).map_err(refused_error)?;
    }
    let sides = match options.sides {
        Sides::PrinterDefault => None,
        Sides::One => Some(PredefinedDuplexType::OneSided),
        Sides::Both => Some(both_sides),
    };
    let duplex = sides.and_then(|sides| {
        capabilities.duplexes().find(|duplex| duplex.as_predefined_name() == Some(sides.clone()))
    });
    if let Some(duplex) = duplex {
        builder.merge(duplex).map_err(refused_error)?;
    }
    if options.copies > 1 {
        builder.merge(Copies(u16::try_from(options.copies).unwrap_or(u16::MAX))).map_err(refused_error)?;
    }
    builder.build().map_err(refused_error)
}

/// Returns the [`PrinterError`] for an error of the printing system.
fn refused_error(error: impl std::fmt::Display) -> PrinterError {
    PrinterError::Refused(error.to_string())
}
