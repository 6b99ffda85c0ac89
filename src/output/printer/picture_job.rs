//! Prints pages as pictures, band by band, on a device. Must not depend on the operating system, so that it can be tested
//! everywhere.

use std::ops::RangeInclusive;

use super::{
    Job, Outcome, PageBand, PrinterError, Progress,
    selection::{Copies, pages_to_print},
};
use crate::output::strings;

/// The highest resolution that pages are drawn in, in dots per inch. Devices with more dots enlarge the pictures: finer
/// letters can't be seen on paper, and a page would take four times as long.
const MAX_DPI: f32 = 600.0;

/// A page is printed at full size if it fits on the sheet at this scale or more.
const MIN_FULL_SIZE_FIT: f32 = 0.98;

/// A reason why a device did not print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DeviceError {
    /// The user cancelled the job, in the dialog or in the queue of the printer.
    Cancelled,
    /// The device failed.
    Failed(PrinterError),
}

/// A printer that prints pictures.
pub(super) trait PictureDevice {
    /// Returns the size and resolution of the paper.
    fn sheet(&self) -> Sheet;
    /// Turns the sheet to landscape, if the device can do that. Called before the job begins.
    fn turn_sheet(&mut self);
    /// Begins the job with this title.
    fn start_job(&mut self, title: &str) -> Result<(), DeviceError>;
    /// Begins a page.
    fn start_page(&mut self) -> Result<(), DeviceError>;
    /// Prints a picture in a rectangle of the page.
    fn print_band(&mut self, band: &PageBand, target: Target) -> Result<(), DeviceError>;
    /// Ends a page.
    fn end_page(&mut self) -> Result<(), DeviceError>;
    /// Ends the job, which is then printed.
    fn end_job(&mut self) -> Result<(), DeviceError>;
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
    let is_landscape = |size: [f32; 2]| size[0] > size[1];
    let (width, height) = sizes[pages[0]];
    // Some print dialogs ignore the orientation that they were given.
    if is_landscape([width, height]) && !is_landscape(device.sheet().size) {
        device.turn_sheet();
    }
    match device.start_job(job.title) {
        Ok(()) => {}
        Err(DeviceError::Cancelled) => return Ok(Outcome::Cancelled),
        Err(DeviceError::Failed(error)) => return Err(error),
    }
    let result = send_pages(device, job, &pages, &sizes).and_then(|()| device.end_job());
    if result.is_err() {
        device.abort_job();
    }
    match result {
        Ok(()) => Ok(Outcome::Accepted(None)),
        Err(DeviceError::Cancelled) => Ok(Outcome::Cancelled),
        Err(DeviceError::Failed(error)) => Err(error),
    }
}

/// Sends pages to the device, until the job is cancelled. `pages` are from 0, and `sizes` are in points.
fn send_pages(
    device: &mut dyn PictureDevice,
    job: &Job<'_>,
    pages: &[usize],
    sizes: &[(f32, f32)],
) -> Result<(), DeviceError> {
    for (sent, page) in pages.iter().enumerate() {
        (job.on_progress)(Progress { sent, total: pages.len() });
        print_page(device, job, *page, sizes[*page])?;
        if job.cancel.is_cancelled() {
            return Err(DeviceError::Cancelled);
        }
    }
    Ok(())
}

/// Prints a page, or a part of it if the job is cancelled meanwhile. `page` is from 0, and `size` is in points.
fn print_page(
    device: &mut dyn PictureDevice,
    job: &Job<'_>,
    page: usize,
    size: (f32, f32),
) -> Result<(), DeviceError> {
    let placement = place_page([size.0, size.1], &device.sheet());
    device.start_page()?;
    let mut result = Ok(());
    let drawn = job.pictures.draw_page(page, placement.scale, &mut |band| {
        result = device.print_band(&band, band_target(&band, &placement));
        result.is_ok() && !job.cancel.is_cancelled()
    });
    result?;
    drawn.map_err(|reason| DeviceError::Failed(PrinterError::Refused(reason)))?;
    device.end_page()
}

/// Returns the place of a page on a sheet. `size` is in points. A page that is larger than the sheet is made smaller,
/// and every page is centred.
fn place_page(size: [f32; 2], sheet: &Sheet) -> Placement {
    let dots_per_point = sheet.dpi.map(|dpi| dpi / 72.0);
    let dots = [size[0] * dots_per_point[0], size[1] * dots_per_point[1]];
    let fit = (sheet.size[0] / dots[0]).min(sheet.size[1] / dots[1]).min(1.0);
    // Sizes of paper are rounded to whole dots or millimetres. Pages must not be made smaller because of that.
    let fit = if fit > MIN_FULL_SIZE_FIT { 1.0 } else { fit };
    let scale = (dots_per_point[0].max(dots_per_point[1]) * fit).min(MAX_DPI / 72.0);
    let origin = [0, 1].map(|axis| (sheet.size[axis] - dots[axis] * fit) / 2.0 - sheet.offset[axis]);
    Placement { scale, origin, dots_per_pixel: dots_per_point.map(|dots| dots * fit / scale) }
}

/// Returns the rectangle of a band on the device. Neighbouring bands share an edge, so that there is no gap between
/// them.
fn band_target(band: &PageBand, placement: &Placement) -> Target {
    let edge = |axis: usize, pixels: usize| {
        // Not `round`, which treats positions on both sides of 0 in different ways.
        (placement.origin[axis] + pixels as f32 * placement.dots_per_pixel[axis] + 0.5).floor() as i32
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
        gets_landscape_pages: bool,
    }

    impl PictureDevice for Recorder {
        fn sheet(&self) -> Sheet {
            Sheet { size: [4960.0, 7016.0], offset: [100.0, 100.0], dpi: [600.0, 600.0] }
        }
        fn turn_sheet(&mut self) {
            self.steps.push("turn the sheet".to_owned());
        }
        fn start_job(&mut self, title: &str) -> Result<(), DeviceError> {
            self.steps.push(format!("start {title}"));
            if self.is_cancelled_by_dialog { Err(DeviceError::Cancelled) } else { Ok(()) }
        }
        fn start_page(&mut self) -> Result<(), DeviceError> {
            self.steps.push("page".to_owned());
            Ok(())
        }
        fn print_band(&mut self, band: &PageBand, target: Target) -> Result<(), DeviceError> {
            if self.refuses_bands {
                return Err(DeviceError::Failed(PrinterError::Refused("no paper".to_owned())));
            }
            self.steps.push(format!("band of page {}: {target:?}", band.rgba[0]));
            Ok(())
        }
        fn end_page(&mut self) -> Result<(), DeviceError> {
            self.steps.push("end of page".to_owned());
            Ok(())
        }
        fn end_job(&mut self) -> Result<(), DeviceError> {
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
        is_landscape: bool,
        /// The page at which the job is cancelled, and its signal.
        cancelled_at: Option<(usize, CancelSignal)>,
    }

    impl PagePictures for TwoBands {
        fn page_sizes(&self) -> Result<Vec<(f32, f32)>, String> {
            let size = if self.is_landscape { (A4.1, A4.0) } else { A4 };
            Ok(vec![size; usize::from(self.pages)])
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
        let cancelled_at = cancelled_at.map(|page| (page, cancel.clone()));
        let pictures = TwoBands { pages: 3, is_landscape: device.gets_landscape_pages, cancelled_at };
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
    fn the_sheet_is_turned_before_the_job_for_landscape_pages() {
        let mut device = Recorder { gets_landscape_pages: true, ..Recorder::default() };
        assert_eq!(print(&mut device, &[], None), Ok(Outcome::Accepted(None)));
        assert_eq!(device.steps[..2], ["turn the sheet", "start Otterby"]);
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
