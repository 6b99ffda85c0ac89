//! Prints pages as pictures, band by band, on a device that is given. Knows no system.

use std::ops::RangeInclusive;

use super::{
    Job, Outcome, PageBand, PrinterError, Progress,
    selection::{Copies, pages_to_print},
};
use crate::output::strings;

/// The highest resolution that pages are drawn in, in dots per inch. Devices with more dots enlarge the pictures: finer
/// letters can't be seen on paper, and a page would take four times as long.
const MAX_DPI: f32 = 600.0;

/// A page that needs no less than this part of its size to fit on the sheet counts as fitting.
const MIN_EQUAL_FIT: f32 = 0.98;

/// A printer that prints pictures.
pub(super) trait PictureDevice {
    /// Returns the size and resolution of the paper.
    fn sheet(&self) -> Sheet;
    /// Begins the job with this title. Returns false if the user cancelled it.
    fn start_job(&mut self, title: &str) -> Result<bool, PrinterError>;
    /// Begins a page.
    fn start_page(&mut self) -> Result<(), PrinterError>;
    /// Prints a picture in a rectangle of the page.
    fn print_band(&mut self, band: &PageBand, target: Target) -> Result<(), PrinterError>;
    /// Ends a page.
    fn end_page(&mut self) -> Result<(), PrinterError>;
    /// Ends the job, which is then printed.
    fn end_job(&mut self) -> Result<(), PrinterError>;
    /// Ends the job without printing it.
    fn abort_job(&mut self);
}

/// The paper of a device, in dots.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// Width and height of the paper.
    pub(super) size: [f32; 2],
    /// The distance of the printable area from the left and the upper edge of the paper. Positions on the device are
    /// counted from there.
    pub(super) offset: [f32; 2],
    /// Dots per inch, across and down.
    pub(super) dpi: [f32; 2],
}

/// A rectangle on a device, in dots from the upper left corner of its printable area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    /// The left edge.
    pub(super) left: i32,
    /// The upper edge.
    pub(super) top: i32,
    /// The width.
    pub(super) width: i32,
    /// The height.
    pub(super) height: i32,
}

/// The place of a page on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Placement {
    /// The scale that the page is drawn in, in pixels per point.
    scale: f32,
    /// The upper left corner of the page, in dots from the corner of the printable area.
    origin: [f32; 2],
    /// Dots of the device for each pixel of the picture, across and down.
    dots_per_pixel: [f32; 2],
}

/// Prints the chosen pages of a job. `ranges` are pages from 1; none for all pages.
///
/// # Errors
/// Returns [`PrinterError::Refused`] if no such page exists, a page can't be drawn, or the device fails.
pub(super) fn print_pages(
    device: &mut dyn PictureDevice,
    job: &Job<'_>,
    ranges: &[RangeInclusive<u32>],
    copies: Copies,
) -> Result<Outcome, PrinterError> {
    let sizes = job.pictures.page_sizes().map_err(PrinterError::Refused)?;
    let pages = pages_to_print(ranges, sizes.len(), copies);
    if pages.is_empty() {
        return Err(PrinterError::Refused(strings::NO_SUCH_PAGE.to_owned()));
    }
    if !device.start_job(job.title)? {
        return Ok(Outcome::Cancelled);
    }
    for (sent, page) in pages.iter().enumerate() {
        (job.on_progress)(Progress { sent, total: pages.len() });
        match print_page(device, job, *page, sizes[*page]) {
            Ok(()) if !job.cancel.is_cancelled() => {}
            Ok(()) => {
                device.abort_job();
                return Ok(Outcome::Cancelled);
            }
            Err(error) => {
                device.abort_job();
                return Err(error);
            }
        }
    }
    device.end_job()?;
    Ok(Outcome::Accepted(None))
}

/// Prints a page, or a part of it if the job is cancelled meanwhile. `page` is from 0, and `size` is in points.
fn print_page(
    device: &mut dyn PictureDevice,
    job: &Job<'_>,
    page: usize,
    size: (f32, f32),
) -> Result<(), PrinterError> {
    let placement = place_page([size.0, size.1], &device.sheet());
    device.start_page()?;
    let mut result = Ok(());
    let drawn = job.pictures.draw_page(page, placement.scale, &mut |band| {
        result = device.print_band(&band, band_target(&band, &placement));
        result.is_ok() && !job.cancel.is_cancelled()
    });
    result?;
    drawn.map_err(PrinterError::Refused)?;
    device.end_page()
}

/// Returns the place of a page on a sheet. `size` is in points. A page that is larger than the sheet is made smaller,
/// and every page is centred.
fn place_page(size: [f32; 2], sheet: &Sheet) -> Placement {
    let dots_per_point = sheet.dpi.map(|dpi| dpi / 72.0);
    let dots = [size[0] * dots_per_point[0], size[1] * dots_per_point[1]];
    let fit = (sheet.size[0] / dots[0]).min(sheet.size[1] / dots[1]).min(1.0);
    // Sizes of paper are rounded to whole dots or millimetres. Pages must not be made smaller because of that.
    let fit = if fit > MIN_EQUAL_FIT { 1.0 } else { fit };
    let scale = (dots_per_point[0].max(dots_per_point[1]) * fit).min(MAX_DPI / 72.0);
    let origin = [0, 1].map(|axis| (sheet.size[axis] - dots[axis] * fit) / 2.0 - sheet.offset[axis]);
    Placement { scale, origin, dots_per_pixel: dots_per_point.map(|dots| dots * fit / scale) }
}

/// Returns the rectangle of a band on the device. Neighbouring bands share an edge, so that there is no gap between
/// them.
fn band_target(band: &PageBand, placement: &Placement) -> Target {
    let edge = |axis: usize, pixels: usize| {
        (placement.origin[axis] + pixels as f32 * placement.dots_per_pixel[axis]).round() as i32
    };
    let (left, top) = (edge(0, 0), edge(1, band.top));
    let (right, bottom) = (edge(0, band.width), edge(1, band.top + band.height));
    Target { left, top, width: right - left, height: bottom - top }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::output::{
        print::Paper,
        printer::{CancelSignal, PagePictures, selection::CopyOrder},
    };

    const A4: (f32, f32) = (595.28, 841.89);
    const ONE_COPY: Copies = Copies { count: 1, order: CopyOrder::ByCopy };

    /// A device that records what it is asked to do.
    #[derive(Default)]
    struct Recorder {
        steps: Vec<String>,
        refuses_bands: bool,
        is_cancelled_by_dialog: bool,
    }

    impl PictureDevice for Recorder {
        fn sheet(&self) -> Sheet {
            Sheet { size: [4960.0, 7016.0], offset: [100.0, 100.0], dpi: [600.0, 600.0] }
        }
        fn start_job(&mut self, title: &str) -> Result<bool, PrinterError> {
            self.steps.push(format!("start {title}"));
            Ok(!self.is_cancelled_by_dialog)
        }
        fn start_page(&mut self) -> Result<(), PrinterError> {
            self.steps.push("page".to_owned());
            Ok(())
        }
        fn print_band(&mut self, band: &PageBand, target: Target) -> Result<(), PrinterError> {
            if self.refuses_bands {
                return Err(PrinterError::Refused("no paper".to_owned()));
            }
            self.steps.push(format!("band of page {}: {target:?}", band.rgba[0]));
            Ok(())
        }
        fn end_page(&mut self) -> Result<(), PrinterError> {
            self.steps.push("end of page".to_owned());
            Ok(())
        }
        fn end_job(&mut self) -> Result<(), PrinterError> {
            self.steps.push("end".to_owned());
            Ok(())
        }
        fn abort_job(&mut self) {
            self.steps.push("abort".to_owned());
        }
    }

    /// Pages that are drawn in two bands each.
    struct TwoBands {
        pages: u8,
        /// The page at which the job is cancelled, and its signal.
        cancelled_at: Option<(usize, CancelSignal)>,
    }

    impl PagePictures for TwoBands {
        fn page_sizes(&self) -> Result<Vec<(f32, f32)>, String> {
            Ok(vec![A4; usize::from(self.pages)])
        }
        fn draw_page(
            &self,
            page: usize,
            scale: f32,
            take: &mut dyn FnMut(PageBand) -> bool,
        ) -> Result<(), String> {
            if let Some((_, cancel)) = self.cancelled_at.as_ref().filter(|(at, _)| *at == page) {
                cancel.cancel();
            }
            let (width, height) = ((A4.0 * scale) as usize, (A4.1 * scale) as usize);
            let rgba = vec![u8::try_from(page).unwrap(); 4];
            if take(PageBand { top: 0, width, height: height / 2, rgba: rgba.clone() }) {
                take(PageBand { top: height / 2, width, height: height - height / 2, rgba });
            }
            Ok(())
        }
    }

    /// Prints three pages, and cancels the job while this page is drawn.
    fn print(
        device: &mut Recorder,
        ranges: &[RangeInclusive<u32>],
        cancelled_at: Option<usize>,
    ) -> Result<Outcome, PrinterError> {
        let cancel = CancelSignal::default();
        let pictures = TwoBands { pages: 3, cancelled_at: cancelled_at.map(|page| (page, cancel.clone())) };
        let job = Job {
            pdf: &[],
            title: "Otterby",
            paper: Paper::A4,
            pictures: &pictures,
            on_progress: &|_| {},
            cancel: &cancel,
        };
        print_pages(device, &job, ranges, ONE_COPY)
    }

    #[test]
    fn chosen_pages_are_printed_in_bands_without_gaps() {
        let mut device = Recorder::default();
        assert_eq!(print(&mut device, &[2..=2], None), Ok(Outcome::Accepted(None)));
        let expected = [
            "start Otterby",
            "page",
            "band of page 1: Target { left: -100, top: -100, width: 4960, height: 3507 }",
            "band of page 1: Target { left: -100, top: 3407, width: 4960, height: 3508 }",
            "end of page",
            "end",
        ];
        assert_eq!(device.steps, expected);
    }

    #[test]
    fn a_cancelled_job_is_aborted() {
        let mut device = Recorder::default();
        assert_eq!(print(&mut device, &[], Some(1)), Ok(Outcome::Cancelled));
        assert_eq!(device.steps.iter().filter(|step| step.starts_with("band")).count(), 3);
        assert_eq!(device.steps.last().unwrap(), "abort");
        let mut device = Recorder { is_cancelled_by_dialog: true, ..Recorder::default() };
        assert_eq!(print(&mut device, &[], None), Ok(Outcome::Cancelled));
        assert_eq!(device.steps, ["start Otterby"]);
    }

    #[test]
    fn a_device_that_fails_ends_the_job() {
        let mut device = Recorder { refuses_bands: true, ..Recorder::default() };
        assert_eq!(print(&mut device, &[], None), Err(PrinterError::Refused("no paper".to_owned())));
        assert_eq!(device.steps.last().unwrap(), "abort");
    }

    #[test]
    fn pages_that_do_not_exist_are_refused_before_the_job_begins() {
        let mut device = Recorder::default();
        assert!(matches!(print(&mut device, &[7..=9], None), Err(PrinterError::Refused(_))));
        assert!(device.steps.is_empty());
    }

    #[test]
    fn a_page_larger_than_the_sheet_is_made_smaller_and_centred() {
        let a5 = Sheet { size: [1748.0, 2480.0], offset: [0.0, 0.0], dpi: [300.0, 300.0] };
        let placement = place_page([A4.0, A4.1], &a5);
        let band = PageBand {
            top: 0,
            width: (A4.0 * placement.scale).round() as usize,
            height: (A4.1 * placement.scale).round() as usize,
            rgba: Vec::new(),
        };
        let target = band_target(&band, &placement);
        assert!(target.left >= 0 && target.left <= 3, "{target:?}");
        assert!(target.width <= 1748 && target.width > 1740, "{target:?}");
        assert!(target.height <= 2480 && target.height > 2470, "{target:?}");
    }

    #[test]
    fn a_page_is_not_enlarged_for_larger_paper_or_finer_devices() {
        let a3 = Sheet { size: [14031.0, 19843.0], offset: [0.0, 0.0], dpi: [1200.0, 600.0] };
        let placement = place_page([A4.0, A4.1], &a3);
        assert!((placement.scale - 600.0 / 72.0).abs() < 0.001);
        assert_eq!(placement.dots_per_pixel, [2.0, 1.0]);
        assert!(placement.origin[0] > 1000.0);
    }
}
