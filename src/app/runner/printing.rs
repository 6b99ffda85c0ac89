//! Printing pages, on a thread.

use std::sync::Arc;

use super::Runner;
use crate::{
    app::{Command, PrintJob, Ticket, strings},
    output::printer::{self, PrinterError},
    read::{OriginalPages, PagePicture, PageRequest, band_count},
};

impl Runner {
    /// Prints pages. `parent` is the id of the window in the format of the desktop portal. Answers with
    /// [`Command::Printed`], or [`Command::ChoosePrinter`] if the system has no print dialog.
    pub(crate) fn print(&self, ticket: Ticket, job: PrintJob, parent: String) {
        self.run_on_thread("print", ticket, move |_| {
            let result = match &job.job_options {
                Some(job_options) => {
                    let draw_pages = |scale: f32, take: &mut dyn FnMut(printer::Picture)| {
                        draw_for_printing(&job.pdf, scale, take)
                    };
                    let (pdf, title, paper) = (job.pdf.as_slice(), job.title.as_str(), job.paper);
                    printer::print_on(
                        job_options,
                        &printer::Job { pdf, title, paper, draw_pages: &draw_pages },
                    )
                }
                None => printer::print_with_dialog(&job.pdf, &job.title, &parent),
            };
            Some(match result {
                Err(PrinterError::NoDialog) => match printer::printers() {
                    Ok(printers) => Command::ChoosePrinter(ticket, printers),
                    Err(error) => Command::Printed(ticket, Err(error)),
                },
                result => Command::Printed(ticket, result),
            })
        });
    }
}

/// Draws the pages of a PDF, for systems that print pictures. `scale` is in pixels per point. Calls `take` with each
/// page.
fn draw_for_printing(
    pdf: &Arc<Vec<u8>>,
    scale: f32,
    take: &mut dyn FnMut(printer::Picture),
) -> Result<(), String> {
    let original =
        OriginalPages::open(Arc::clone(pdf), "print.pdf", None).map_err(|error| error.to_string())?;
    let sizes = original.as_ref().map(|original| original.page_sizes().to_vec()).unwrap_or_default();
    let mut requests = sizes.iter().enumerate().flat_map(|(page, size)| {
        (0..band_count(*size, scale)).map(move |band| PageRequest { page, scale, band })
    });
    let mut rgba: Vec<u8> = Vec::new();
    let mut has_failed = false;
    let drawn = |request: PageRequest, picture: Option<PagePicture>| {
        let Some(picture) = picture else {
            has_failed = true;
            return;
        };
        // A large page is drawn in bands, from the top.
        rgba.extend_from_slice(&picture.rgba);
        if request.band + 1 == band_count(sizes[request.page], scale) {
            let rgba = std::mem::take(&mut rgba);
            let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
            let height = side(rgba.len() / 4 / picture.width.max(1));
            take(printer::Picture { width: side(picture.width), height, rgba });
        }
    };
    if let Some(original) = original {
        original.draw_pictures(|| requests.next(), drawn).map_err(|error| error.to_string())?;
    }
    if has_failed { Err(strings::PAGE_NOT_DRAWN.to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        output::printout::{self, PrintOptions, Printable},
        read,
    };

    #[test]
    fn pages_drawn_in_bands_are_joined_for_printing() {
        let sample = &crate::app::SAMPLES[0];
        let report = read::read(sample.bytes, sample.file).unwrap().report;
        let pages = printout::typeset_printout(
            Printable::Report(&report, &[], None),
            &PrintOptions::default(),
            printout::today(),
        );
        let pdf = Arc::new(pages.to_pdf().unwrap());
        let mut sizes = Vec::new();
        draw_for_printing(&pdf, 300.0 / 72.0, &mut |picture| {
            assert_eq!(picture.rgba.len(), picture.width as usize * picture.height as usize * 4);
            let dark = picture.rgba.chunks_exact(4).filter(|pixel| pixel[0] < 100).count();
            sizes.push((picture.width, picture.height, dark > 1000));
        })
        .unwrap();
        assert_eq!(sizes, [(2480, 3508, true); 2]);
    }
}
