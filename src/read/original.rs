//! Draws the pages of a file as pictures. Must not know the text of a report, threads or the window.

use std::sync::{Arc, OnceLock};

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::{InterpreterSettings, util::TransformExt as _},
    hayro_syntax::{Pdf, page::Page},
    kurbo::Affine,
    vello_cpu::{self, Pixmap, RenderContext, Resources, color::palette::css::WHITE},
};

use super::{
    ReadError,
    pdf::{self, PageReader},
};
use crate::report::PageSize;

/// The maximum width and height of a page, in pixels.
const MAX_SIDE_PIXELS: f32 = 16_000.0;
/// The maximum number of pixels in a picture. A larger page is drawn in bands.
const MAX_PICTURE_PIXELS: f32 = 4_000_000.0;
/// The maximum height of a band, in pixels.
const MAX_BAND_PIXELS: f32 = 4096.0;
/// The maximum number of pictures that are drawn with the same cache of fonts, so that the cache does not grow without
/// limit.
const MAX_PICTURES_PER_CACHE: usize = 64;

/// The pages of a PDF file, which can be drawn, with the password of the file.
#[derive(Clone)]
pub struct OriginalPages {
    /// The content of the file.
    bytes: Arc<Vec<u8>>,
    /// The password that the file was opened with; `None` if no password was given.
    password: Option<String>,
    /// The size of each page in points.
    sizes: Vec<PageSize>,
    /// For each page: true if drawing the page ends, false if it never ends; not set if that is not known yet. All
    /// copies of this value share the results.
    finite_pages: Arc<[OnceLock<bool>]>,
}

impl std::fmt::Debug for OriginalPages {
    // A log must contain neither the password nor the report.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OriginalPages").field("pages", &self.sizes.len()).finish_non_exhaustive()
    }
}

impl PartialEq for OriginalPages {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes)
    }
}

/// A request for a picture of a page, or of a band of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRequest {
    /// The page, from 0.
    pub page: usize,
    /// Pixels per point of the page.
    pub scale: f32,
    /// The index of the band, from 0 at the top. [`band_count`] returns the number of bands.
    pub band: usize,
}

/// A picture of a page, or of a band of a page.
#[derive(Clone, PartialEq)]
pub struct PagePicture {
    /// The width in pixels.
    pub width: usize,
    /// The height in pixels.
    pub height: usize,
    /// The pixels in rows from the top, with four bytes (red, green, blue, alpha) for each pixel. All pixels are
    /// opaque.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for PagePicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PagePicture({} × {})", self.width, self.height)
    }
}

/// Returns the number of bands that a page is drawn in at this scale (pixels per point), from 1 to 256. Bands limit the
/// size of each picture.
#[must_use]
pub fn band_count(size: PageSize, scale: f32) -> usize {
    let (width, height) = page_pixels(size, scale);
    let count =
        (f32::from(width) * f32::from(height) / MAX_PICTURE_PIXELS).max(f32::from(height) / MAX_BAND_PIXELS);
    count.ceil().clamp(1.0, 256.0) as usize
}

/// Returns the first pixel row of a band and the first row after the band, from 0 at the top of the page. `scale` is in
/// pixels per point, and `band` is from 0.
fn band_rows(size: PageSize, scale: f32, band: usize) -> (u16, u16) {
    let (count, height) = (band_count(size, scale), usize::from(page_pixels(size, scale).1));
    let row = |band: usize| u16::try_from(height * band.min(count) / count).unwrap_or(u16::MAX);
    (row(band), row(band + 1))
}

/// Returns the upper and the lower edge of a band as fractions of the page height, from 0 to 1. `scale` is in pixels
/// per point, and `band` is from 0.
#[must_use]
pub fn band_span(size: PageSize, scale: f32, band: usize) -> (f32, f32) {
    let (from, to) = band_rows(size, scale, band);
    let height = f32::from(page_pixels(size, scale).1);
    (f32::from(from) / height, f32::from(to) / height)
}

/// Returns the width and height of a page in pixels, each from 1 to [`MAX_SIDE_PIXELS`]. `scale` is in pixels per
/// point.
fn page_pixels(size: PageSize, scale: f32) -> (u16, u16) {
    let side = |points: f32| (points * scale).round().clamp(1.0, MAX_SIDE_PIXELS) as u16;
    (side(size.width), side(size.height))
}

impl OriginalPages {
    /// Opens a file to draw its pages; returns `None` for formats without pages.
    ///
    /// # Errors
    /// Returns the errors of [`read::open`](super::open).
    pub fn open(bytes: Arc<Vec<u8>>, name: &str, password: Option<&str>) -> Result<Option<Self>, ReadError> {
        Ok(super::open(bytes, name, password)?.original().cloned())
    }

    /// Returns the pages of an open PDF. `bytes` and `password` are those that it was opened with.
    pub(super) fn from_pdf(pdf: &Pdf, bytes: Arc<Vec<u8>>, password: Option<&str>) -> Self {
        let sizes = pdf::page_sizes(pdf);
        let finite_pages = sizes.iter().map(|_| OnceLock::new()).collect();
        Self { bytes, password: password.map(str::to_owned), sizes, finite_pages }
    }

    /// Records for each page whether drawing the page ends, so that [`draw_pictures`](Self::draw_pictures) does not
    /// check the page again.
    pub(super) fn set_finite_pages(&self, finite_pages: &[bool]) {
        for (known, is_finite) in self.finite_pages.iter().zip(finite_pages) {
            // An error means that the thread that draws pages has already set the same value.
            let _ = known.set(*is_finite);
        }
    }

    /// Returns the size of each page in points.
    #[must_use]
    pub fn page_sizes(&self) -> &[PageSize] {
        &self.sizes
    }

    /// Returns the password that the file was opened with; `None` if no password was given.
    #[must_use]
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// Draws the requested pictures one by one until `next_request` returns `None`. Each request is passed to
    /// `on_picture` with its picture; the picture is `None` if the page or band does not exist or drawing the page
    /// never ends.
    ///
    /// # Errors
    /// Returns the errors of [`open`](Self::open).
    pub fn draw_pictures(
        &self,
        mut next_request: impl FnMut() -> Option<PageRequest>,
        mut on_picture: impl FnMut(PageRequest, Option<PagePicture>),
    ) -> Result<(), ReadError> {
        let pdf = pdf::open_pdf(&self.bytes, self.password())?;
        loop {
            let cache = RenderCache::new();
            let mut page_reader = PageReader::new(&pdf);
            for _ in 0..MAX_PICTURES_PER_CACHE {
                let Some(request) = next_request() else { return Ok(()) };
                let page = pdf.pages().get(request.page).zip(self.finite_pages.get(request.page));
                let page =
                    page.filter(|(page, is_finite)| *is_finite.get_or_init(|| page_reader.is_finite(page)));
                on_picture(request, page.and_then(|(page, _)| draw_picture(page, &cache, request)));
            }
        }
    }
}

/// Draws the picture of a band of a page. Returns `None` if the page has no such band.
fn draw_picture<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    request: PageRequest,
) -> Option<PagePicture> {
    let (width, height) = page.render_dimensions();
    let size = PageSize { width, height };
    let (columns, all_rows) = page_pixels(size, request.scale);
    let (from, to) = band_rows(size, request.scale, request.band);
    if to <= from {
        return None;
    }
    let mut context = RenderContext::new(columns, to - from);
    // The width and height in pixels are rounded, so the page is scaled slightly to fit them.
    let fit = Affine::scale_non_uniform(
        f64::from(columns) / f64::from(width.max(1.0)),
        f64::from(all_rows) / f64::from(height.max(1.0)),
    );
    let transform =
        Affine::translate((0.0, -f64::from(from))) * fit * page.initial_transform(true).to_kurbo();
    let (settings, interpreter) = (RenderSettings::default(), InterpreterSettings::default());
    hayro::render_into(page, cache, &interpreter, &settings, &mut context, transform);
    context.flush();
    let mut pixmap = Pixmap::new(context.width(), context.height());
    let raster = vello_cpu::RasterizerSettings {
        target_init: vello_cpu::TargetInit::Clear(WHITE),
        ..vello_cpu::RasterizerSettings::default()
    };
    context.render_with(&mut pixmap, &mut Resources::default(), raster);
    Some(PagePicture {
        width: usize::from(columns),
        height: usize::from(to - from),
        rgba: pixmap.data_as_u8_slice().to_vec(),
    })
}
