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

/// The greatest width and height of a page, in pixels.
const MAX_SIDE_PIXELS: f32 = 16_000.0;
/// The maximum number of pixels in a picture. A larger page is drawn in bands.
const MAX_PICTURE_PIXELS: f32 = 4_000_000.0;
/// The greatest height of a band, in pixels.
const MAX_BAND_PIXELS: f32 = 4096.0;
/// The number of pictures after which the cache of fonts is emptied, so that it does not grow without limit.
const MAX_PICTURES_PER_CACHE: usize = 64;

/// A file whose pages can be drawn, with its password.
#[derive(Clone)]
pub struct Original {
    bytes: Arc<Vec<u8>>,
    password: Option<String>,
    sizes: Vec<PageSize>,
    /// For each page, false if drawing it never ends. Set once it is known, and shared by all copies of this value.
    finite_pages: Arc<[OnceLock<bool>]>,
}

impl std::fmt::Debug for Original {
    // A log must contain neither the password nor the report.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Original").field("pages", &self.sizes.len()).finish_non_exhaustive()
    }
}

impl PartialEq for Original {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes)
    }
}

/// A request for a picture of a page, or of a band of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRequest {
    /// The page, from 0.
    pub page: usize,
    /// Pixels per point of the page.
    pub scale: f32,
    /// The index of the band, from 0 at the top. [`band_count`] returns how many there are.
    pub band: usize,
}

/// A picture of a page, or of a band of it.
#[derive(Clone, PartialEq)]
pub struct PagePicture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The pixels in rows from the top, four bytes (red, green, blue, alpha) each. All are opaque.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for PagePicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PagePicture({} × {})", self.width, self.height)
    }
}

/// Returns the number of bands that a page is drawn in at this scale (pixels per point). At least 1. Bands limit the
/// size of a picture.
#[must_use]
pub fn band_count(size: PageSize, scale: f32) -> usize {
    let (width, height) = page_pixels(size, scale);
    let count =
        (f32::from(width) * f32::from(height) / MAX_PICTURE_PIXELS).max(f32::from(height) / MAX_BAND_PIXELS);
    count.ceil().clamp(1.0, 256.0) as usize
}

/// Returns the first pixel row of a band, and the first row after it.
fn band_rows(size: PageSize, scale: f32, band: usize) -> (u16, u16) {
    let (count, height) = (band_count(size, scale), usize::from(page_pixels(size, scale).1));
    let row = |band: usize| u16::try_from(height * band.min(count) / count).unwrap_or(u16::MAX);
    (row(band), row(band + 1))
}

/// Returns the upper and the lower edge of a band as fractions of the page height, from 0 to 1.
#[must_use]
pub fn band_span(size: PageSize, scale: f32, band: usize) -> (f32, f32) {
    let (from, to) = band_rows(size, scale, band);
    let height = f32::from(page_pixels(size, scale).1);
    (f32::from(from) / height, f32::from(to) / height)
}

/// Returns the width and height of a page in pixels, at most [`MAX_SIDE_PIXELS`].
fn page_pixels(size: PageSize, scale: f32) -> (u16, u16) {
    let side = |points: f32| (points * scale).round().clamp(1.0, MAX_SIDE_PIXELS) as u16;
    (side(size.width), side(size.height))
}

impl Original {
    /// Opens a file to draw its pages; returns `None` for formats without pages.
    ///
    /// # Errors
    /// Returns the errors of [`read::open`](super::open).
    pub fn open(bytes: Arc<Vec<u8>>, name: &str, password: Option<&str>) -> Result<Option<Self>, ReadError> {
        Ok(super::open(bytes, name, password)?.original().cloned())
    }

    /// Returns the pages of a PDF that was opened from these bytes, with this password if it needs one.
    pub(super) fn from_pdf(pdf: &Pdf, bytes: Arc<Vec<u8>>, password: Option<&str>) -> Self {
        let sizes = pdf::page_sizes(pdf);
        let finite_pages = sizes.iter().map(|_| OnceLock::new()).collect();
        Self { bytes, password: password.map(str::to_owned), sizes, finite_pages }
    }

    /// Records for each page whether drawing it ends, so that [`draw`](Self::draw) does not check it again.
    pub(super) fn set_finite_pages(&self, finite_pages: &[bool]) {
        for (known, is_finite) in self.finite_pages.iter().zip(finite_pages) {
            // The thread that draws pages may have set the value already. It sets the same value.
            let _ = known.set(*is_finite);
        }
    }

    /// Returns the size of each page.
    #[must_use]
    pub fn page_sizes(&self) -> &[PageSize] {
        &self.sizes
    }

    /// Returns the password that opened the file.
    #[must_use]
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// Draws requested pictures one by one until `next` returns `None`. Each picture is passed to `drawn`; it is `None`
    /// if the page or band does not exist or drawing it never ends.
    ///
    /// # Errors
    /// Returns the errors of [`open`](Self::open).
    pub fn draw(
        &self,
        mut next: impl FnMut() -> Option<PageRequest>,
        mut drawn: impl FnMut(PageRequest, Option<PagePicture>),
    ) -> Result<(), ReadError> {
        let pdf = pdf::open_pdf(&self.bytes, self.password())?;
        loop {
            let cache = RenderCache::new();
            let mut page_reader = PageReader::new(&pdf);
            for _ in 0..MAX_PICTURES_PER_CACHE {
                let Some(request) = next() else { return Ok(()) };
                let page = pdf.pages().get(request.page).zip(self.finite_pages.get(request.page));
                let page =
                    page.filter(|(page, is_finite)| *is_finite.get_or_init(|| page_reader.is_finite(page)));
                drawn(request, page.and_then(|(page, _)| draw_picture(page, &cache, request)));
            }
        }
    }
}

/// Draws one picture; `None` if the page has no such band.
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
    // The picture has whole pixels, so the page is scaled to fit them exactly.
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
