//! The pages of a file as they are printed, to be drawn. Knows no text, no thread and no window.

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
    pdf::{self, Pages},
};
use crate::report::PageSize;

/// No picture is wider or higher, in pixels.
const LONGEST_SIDE: f32 = 16_000.0;
/// No picture has more pixels; a page of more is drawn in bands.
const MOST_PIXELS: f32 = 4_000_000.0;
/// No band is higher, in pixels.
const HIGHEST_BAND: f32 = 4096.0;
/// What fonts need is kept from page to page, and let go after so many.
const PAGES_A_CACHE: usize = 64;

/// A file whose pages can be drawn, with what opens it.
#[derive(Clone)]
pub struct Original {
    bytes: Arc<Vec<u8>>,
    password: Option<String>,
    sizes: Vec<PageSize>,
    /// For each page whether it comes to an end, as soon as that is known; copies of this value share it.
    page_ends: Arc<[OnceLock<bool>]>,
}

impl std::fmt::Debug for Original {
    // Neither a password nor a report belongs in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Original").field("pages", &self.sizes.len()).finish_non_exhaustive()
    }
}

impl PartialEq for Original {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes)
    }
}

/// One picture that is wanted of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRequest {
    /// The page, from 0.
    pub page: usize,
    /// Pixels in a point of the page.
    pub scale: f32,
    /// Which of its [`bands`], from 0 at the top.
    pub band: usize,
}

/// A picture of a page, or of a band of it.
#[derive(Clone, PartialEq)]
pub struct PagePicture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Four bytes a pixel, rows from the top, nothing transparent.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for PagePicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PagePicture({} × {})", self.width, self.height)
    }
}

/// How many bands a page is drawn in, so that no picture grows without bound.
#[must_use]
pub fn bands(size: PageSize, scale: f32) -> usize {
    let (width, height) = pixels(size, scale);
    let bands = (f32::from(width) * f32::from(height) / MOST_PIXELS).max(f32::from(height) / HIGHEST_BAND);
    bands.ceil().clamp(1.0, 256.0) as usize
}

/// The first and the last row of pixels of a band, the last not in it.
fn rows(size: PageSize, scale: f32, band: usize) -> (u16, u16) {
    let (bands, height) = (bands(size, scale), usize::from(pixels(size, scale).1));
    let row = |band: usize| u16::try_from(height * band.min(bands) / bands).unwrap_or(u16::MAX);
    (row(band), row(band + 1))
}

/// The part of a page's height that a band is, from its upper to its lower edge.
#[must_use]
pub fn band_span(size: PageSize, scale: f32, band: usize) -> (f32, f32) {
    let (from, to) = rows(size, scale, band);
    let height = f32::from(pixels(size, scale).1);
    (f32::from(from) / height, f32::from(to) / height)
}

fn pixels(size: PageSize, scale: f32) -> (u16, u16) {
    let side = |points: f32| (points * scale).round().clamp(1.0, LONGEST_SIDE) as u16;
    (side(size.width), side(size.height))
}

impl Original {
    /// The pages of a file; `None` for formats without pages.
    ///
    /// # Errors
    /// As [`read::open`](super::open).
    pub fn open(bytes: Arc<Vec<u8>>, name: &str, password: Option<&str>) -> Result<Option<Self>, ReadError> {
        Ok(super::open(bytes, name, password)?.original().cloned())
    }

    /// The pages of a PDF that was opened from these bytes, with this password if it needs one.
    pub(super) fn of_pdf(pdf: &Pdf, bytes: Arc<Vec<u8>>, password: Option<&str>) -> Self {
        let sizes = pdf::sizes(pdf);
        let page_ends = sizes.iter().map(|_| OnceLock::new()).collect();
        Self { bytes, password: password.map(str::to_owned), sizes, page_ends }
    }

    /// Notes for each page whether it comes to an end, so that drawing it need not find out again.
    pub(super) fn set_page_ends(&self, page_ends: &[bool]) {
        for (known, ends) in self.page_ends.iter().zip(page_ends) {
            // The thread that draws pages may have found out first, with the same result.
            let _ = known.set(*ends);
        }
    }

    /// How large each page is.
    #[must_use]
    pub fn sizes(&self) -> &[PageSize] {
        &self.sizes
    }

    /// What opened it.
    #[must_use]
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// Draws what is asked for, one after the other, until `next` has no more to ask; each picture is given to `drawn`,
    /// `None` for a page that is not there.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn draw(
        &self,
        mut next: impl FnMut() -> Option<PageRequest>,
        mut drawn: impl FnMut(PageRequest, Option<PagePicture>),
    ) -> Result<(), ReadError> {
        let pdf = pdf::open(&self.bytes, self.password())?;
        loop {
            let cache = RenderCache::new();
            let mut unread_pages = Pages::new(&pdf);
            for _ in 0..PAGES_A_CACHE {
                let Some(request) = next() else { return Ok(()) };
                let page = pdf.pages().get(request.page).zip(self.page_ends.get(request.page));
                let page = page.filter(|(page, ends)| *ends.get_or_init(|| unread_pages.ends(page)));
                drawn(request, page.and_then(|(page, _)| picture(page, &cache, request)));
            }
        }
    }
}

fn picture<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, request: PageRequest) -> Option<PagePicture> {
    let (width, height) = page.render_dimensions();
    let size = PageSize { width, height };
    let (columns, all_rows) = pixels(size, request.scale);
    let (from, to) = rows(size, request.scale, request.band);
    if to <= from {
        return None;
    }
    let mut context = RenderContext::new(columns, to - from);
    // Sides are whole pixels: the page is fitted to them.
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
