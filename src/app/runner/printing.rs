//! Printing pages, on a thread.

use std::{cell::Cell, sync::Arc};

use super::Runner;
use crate::{
    app::{Command, PrintJob, Ticket, strings},
    output::printer::{self, DialogOwner, PageBand, PagePictures, PrinterError},
    read::{OriginalPages, PageRequest, band_count},
};

impl Runner {
    /// Prints pages. A print dialog of the system belongs to the window `owner`. Answers with [`Command::Printed`], or
    /// [`Command::ChoosePrinter`] if the system has no print dialog.
    pub(crate) fn print(&self, ticket: Ticket, job: PrintJob, owner: DialogOwner) {
        self.run_on_thread("print", ticket, move |send| {
            let printer_job = printer::Job {
                pdf: &job.pdf,
                title: &job.title,
                paper: job.paper,
                pictures: &PdfPictures(Arc::clone(&job.pdf)),
                on_progress: &|progress| send(Command::PrintProgress(ticket, progress)),
                cancel: &job.cancel,
            };
            let result = match &job.job_options {
                Some(job_options) => printer::print_on(job_options, &printer_job),
                None => printer::print_with_dialog(&printer_job, &owner),
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

/// Draws the pages of a PDF, for systems that print pictures.
struct PdfPictures(Arc<Vec<u8>>);

impl PdfPictures {
    fn open(&self) -> Result<OriginalPages, String> {
        OriginalPages::open(Arc::clone(&self.0), "print.pdf", None)
            .map_err(|error| error.to_string())?
            .ok_or_else(|| strings::PAGE_NOT_DRAWN.to_owned())
    }
}

impl PagePictures for PdfPictures {
    fn page_sizes(&self) -> Result<Vec<(f32, f32)>, String> {
        Ok(self.open()?.page_sizes().iter().map(|size| (size.width, size.height)).collect())
    }

    fn draw_page(
        &self,
        page: usize,
        scale: f32,
        take: &mut dyn FnMut(PageBand) -> bool,
    ) -> Result<(), String> {
        let original = self.open()?;
        let size = original.page_sizes().get(page).ok_or(strings::PAGE_NOT_DRAWN)?;
        let mut requests = (0..band_count(*size, scale)).map(|band| PageRequest { page, scale, band });
        // Both closures below need these, one after the other.
        let (is_wanted, has_failed) = (Cell::new(true), Cell::new(false));
        let mut top = 0;
        original
            .draw_pictures(
                || requests.next().filter(|_| is_wanted.get()),
                |_, picture| match picture {
                    Some(picture) => {
                        let height = picture.height;
                        is_wanted.set(take(PageBand {
                            top,
                            width: picture.width,
                            height,
                            rgba: picture.rgba,
                        }));
                        top += height;
                    }
                    None => {
                        is_wanted.set(false);
                        has_failed.set(true);
                    }
                },
            )
            .map_err(|error| error.to_string())?;
        if has_failed.get() { Err(strings::PAGE_NOT_DRAWN.to_owned()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        output::printout::{self, PrintOptions, Printable},
        read,
    };

    /// Returns the two pages of the summary of a sample.
    fn summary_of_sample() -> PdfPictures {
        let sample = &crate::app::SAMPLES[0];
        let report = read::read(sample.bytes, sample.file).unwrap().report;
        let pages = printout::typeset_printout(
            Printable::Report(&report, &[], None),
            &PrintOptions::default(),
            printout::today(),
        );
        PdfPictures(Arc::new(pages.to_pdf().unwrap()))
    }

    #[test]
    fn bands_of_a_page_cover_it_without_gaps() {
        let pictures = summary_of_sample();
        assert_eq!(pictures.page_sizes().unwrap().len(), 2);
        let (mut next_row, mut dark_pixels, mut bands) = (0, 0, 0);
        pictures
            .draw_page(1, 300.0 / 72.0, &mut |band| {
                assert_eq!((band.top, band.width), (next_row, 2480));
                assert_eq!(band.rgba.len(), band.width * band.height * 4);
                next_row += band.height;
                dark_pixels += band.rgba.chunks_exact(4).filter(|pixel| pixel[0] < 100).count();
                bands += 1;
                true
            })
            .unwrap();
        assert_eq!(next_row, 3508);
        assert!(bands > 1 && dark_pixels > 1000, "{bands} bands, {dark_pixels} dark pixels");
    }

    #[test]
    fn drawing_stops_when_no_more_bands_are_wanted() {
        let pictures = summary_of_sample();
        let mut bands = 0;
        pictures
            .draw_page(0, 600.0 / 72.0, &mut |_| {
                bands += 1;
                false
            })
            .unwrap();
        assert_eq!(bands, 1);
        assert!(pictures.draw_page(2, 1.0, &mut |_| true).is_err());
    }
}
