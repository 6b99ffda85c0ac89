//! The pictures of pages: requests pictures of pages in or near the view, paints them, and drops pictures far from the
//! view.

use std::ops::RangeInclusive;

use eframe::egui::{self, ColorImage, Context, Rect, TextureHandle, TextureOptions, Ui, pos2, vec2};

use crate::{
    app::{Document, DrawnPage},
    read::{PageRequest, band_count, band_span},
    report::PageSize,
    ui::{
        strings::report as strings,
        theme::{self, SMALL},
    },
};

/// Number of pages before and after the pages in view that are drawn ahead, and kept.
const MAX_PAGES_AHEAD: usize = 2;
/// Maximum size of a page that is drawn ahead, as its number of pixels.
const MAX_AHEAD_PIXELS: f32 = 4_000_000.0;
/// Maximum width of a picture in pixels: an A4 page at five times the resolution of a usual screen.
const MAX_WIDTH_PIXELS: f32 = 6_000.0;
/// Pages are drawn at a new size only after the size has stayed the same for this many seconds, because it changes in
/// every frame while the user drags the edge of a panel.
const MIN_STEADY_SECONDS: f64 = 0.15;
/// A page that takes longer than this many seconds to draw shows a message.
const MIN_WAIT_SECONDS: f64 = 0.6;

/// A picture that was drawn.
struct DrawnPicture {
    request: PageRequest,
    /// `None` if the page can't be drawn.
    texture: Option<TextureHandle>,
    /// True if the picture is in or near the view in this frame.
    is_near: bool,
}

/// The pictures of one report.
#[derive(Default)]
pub(super) struct Pictures {
    drawn: Vec<DrawnPicture>,
    /// Requests that were sent and not yet answered.
    requested: Vec<PageRequest>,
    /// Pictures that are needed in this frame, the most urgent first.
    wanted: Vec<PageRequest>,
    /// True if a picture in view is missing in this frame.
    is_incomplete: bool,
    /// The maximum width of a picture, in pixels.
    max_width: f32,
    /// Pixels per point of a page.
    scale: f32,
    /// The time of the last change of `scale` in seconds, or NaN if it changed in this frame.
    scale_changed_at: f64,
    /// The time, in seconds, at which a picture in view was first found missing; `None` if none is missing.
    incomplete_since: Option<f64>,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures")
            .field("drawn", &self.drawn.len())
            .field("requested", &self.requested)
            .finish()
    }
}

impl Pictures {
    /// Returns true if no picture in view is missing and all requests have been answered.
    pub(super) fn is_complete(&self) -> bool {
        !self.is_incomplete && self.requested.is_empty()
    }

    /// Adds a picture that was drawn.
    pub(super) fn add_picture(&mut self, ctx: &Context, page: DrawnPage) {
        let DrawnPage { request, picture, .. } = page;
        self.requested.retain(|requested| *requested != request);
        self.drawn.retain(|drawn| drawn.request != request);
        let texture = picture.map(|picture| {
            let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
            ctx.load_texture(format!("page {}", request.page + 1), image, TextureOptions::LINEAR)
        });
        self.drawn.push(DrawnPicture { request, texture, is_near: true });
    }

    /// Begins a frame. `in_view` are the indices of the pages in view, and `scale` is the number of pixels for each
    /// point of a page.
    pub(super) fn begin_frame(
        &mut self,
        ui: &Ui,
        document: &Document,
        scale: f32,
        in_view: RangeInclusive<usize>,
    ) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "the limit is some thousands of pixels, which f32 holds exactly"
        )]
        let max_texture_side = ui.input(|input| input.max_texture_side) as f32;
        self.max_width = max_texture_side.min(MAX_WIDTH_PIXELS);
        let sizes = &document.report().pages;
        let (first, last) = (*in_view.start(), *in_view.end());
        // Pages near the view are kept if they are drawn as a single picture. Pictures in view are marked as near when
        // they are painted.
        let kept_pages = first.saturating_sub(MAX_PAGES_AHEAD)..=last + MAX_PAGES_AHEAD;
        for drawn in &mut self.drawn {
            let is_whole =
                sizes.get(drawn.request.page).is_some_and(|size| band_count(*size, drawn.request.scale) == 1);
            drawn.is_near = is_whole && kept_pages.contains(&drawn.request.page);
        }
        if (self.scale - scale).abs() > f32::EPSILON {
            self.scale = scale;
            self.scale_changed_at = f64::NAN;
        }
        self.wanted.clear();
        self.is_incomplete = false;
        let pages = document.loaded.page_layout.pages();
        // Pages in view are requested when they are painted, because only their bands in view are needed. The pages
        // before and after them are requested here.
        let ahead =
            (last + 1..=last + MAX_PAGES_AHEAD).chain((first.saturating_sub(MAX_PAGES_AHEAD)..first).rev());
        for page in ahead.filter(|page| *page < pages.len()) {
            let request = self.page_request(document, page, 0);
            let size = sizes[page];
            if size.width * size.height * request.scale * request.scale < MAX_AHEAD_PIXELS {
                self.wanted.push(request);
            }
        }
    }

    /// Returns the request for a band of a page at the current scale. Both are counted from 0.
    fn page_request(&self, document: &Document, page: usize, band: usize) -> PageRequest {
        let factor = document.loaded.page_layout.pages()[page].factor;
        PageRequest {
            page,
            scale: self.limit_scale(document.report().pages[page], self.scale * factor),
            band,
        }
    }

    /// Returns `scale`, or the largest scale that keeps the picture within the maximum width. A picture at a limited
    /// scale is stretched when it is painted. Scales are in pixels for each point of a page.
    fn limit_scale(&self, size: PageSize, scale: f32) -> f32 {
        scale.min(self.max_width / size.width.max(1.0))
    }
}

impl Pictures {
    /// Paints the available pictures of a page into its rectangle, and requests the missing pictures in view. `page` is
    /// counted from 0.
    pub(super) fn paint_page(&mut self, ui: &Ui, (page, size): (usize, PageSize), rect: Rect, view: Rect) {
        // The rectangle already includes the factor of the page.
        let scale = self.limit_scale(size, rect.width() * ui.pixels_per_point() / size.width.max(1.0));
        let in_view = |from: f32, to: f32| {
            let (top, bottom) = (rect.top() + rect.height() * from, rect.top() + rect.height() * to);
            bottom > view.top() && top < view.bottom()
        };
        for drawn in self.drawn.iter_mut().filter(|drawn| drawn.request.page == page) {
            let (from, to) = band_span(size, drawn.request.scale, drawn.request.band);
            drawn.is_near |= in_view(from, to);
        }
        let mut missing = Vec::new();
        for band in 0..band_count(size, scale) {
            let request = PageRequest { page, scale, band };
            let (from, to) = band_span(size, scale, band);
            if in_view(from, to) && !self.drawn.iter().any(|drawn| is_same_picture(&drawn.request, &request))
            {
                missing.push(request);
            }
        }
        let has_scale = |drawn: &DrawnPicture| (drawn.request.scale - scale).abs() < 1e-3;
        if missing.is_empty() {
            self.drawn.retain(|drawn| drawn.request.page != page || has_scale(drawn));
        }
        // Until all pictures of the right size are drawn, pictures of another size are painted below them.
        for has_right_scale in [false, true] {
            let page_pictures = self.drawn.iter().filter(|drawn| drawn.request.page == page);
            for drawn in page_pictures.filter(|drawn| has_scale(drawn) == has_right_scale) {
                paint_band(ui, drawn, size, rect);
            }
        }
        let is_blank = !self.drawn.iter().any(|drawn| drawn.request.page == page);
        let has_failed = self.drawn.iter().any(|drawn| drawn.request.page == page && drawn.texture.is_none());
        let now = ui.input(|input| input.time);
        let is_late = self.incomplete_since.is_some_and(|since| now - since > MIN_WAIT_SECONDS);
        let message = match (has_failed, is_blank && is_late) {
            (true, _) => Some(strings::PAGE_FAILED.to_owned()),
            (_, true) => Some(strings::loading_page(page + 1)),
            _ => None,
        };
        if let Some(words) = message {
            let at = rect.intersect(view).center();
            let color = theme::paper_tokens().secondary;
            let font = SMALL.text_format(color).font_id;
            ui.painter().text(at, egui::Align2::CENTER_CENTER, words, font, color);
        }
        self.is_incomplete |= !missing.is_empty();
        self.wanted.splice(0..0, missing);
    }

    /// Ends a frame and drops pictures far from the view. Returns the pictures to draw, or `None` if no new picture is
    /// needed.
    pub(super) fn end_frame(&mut self, ui: &Ui) -> Option<Vec<PageRequest>> {
        self.drawn.retain(|drawn| drawn.is_near);
        let now = ui.input(|input| input.time);
        if self.scale_changed_at.is_nan() {
            self.scale_changed_at = now;
        }
        if self.is_incomplete {
            let since = *self.incomplete_since.get_or_insert(now);
            if now - since <= MIN_WAIT_SECONDS {
                ui.request_repaint_after_secs((MIN_WAIT_SECONDS - (now - since)) as f32 + 0.02);
            }
        } else {
            self.incomplete_since = None;
        }
        let has_pictures = !self.drawn.is_empty();
        if has_pictures && now - self.scale_changed_at < MIN_STEADY_SECONDS {
            ui.request_repaint_after_secs(MIN_STEADY_SECONDS as f32);
            return None;
        }
        let drawn = &self.drawn;
        self.wanted.retain(|wanted| !drawn.iter().any(|drawn| is_same_picture(&drawn.request, wanted)));
        let is_new =
            |wanted: &PageRequest| !self.requested.iter().any(|requested| is_same_picture(requested, wanted));
        if !self.wanted.iter().any(is_new) {
            return None;
        }
        self.requested.clone_from(&self.wanted);
        Some(self.wanted.clone())
    }
}

/// Returns true if two requests are for the same picture. Scales are computed from rectangles, so they may differ
/// slightly by rounding.
fn is_same_picture(left: &PageRequest, right: &PageRequest) -> bool {
    left.page == right.page && left.band == right.band && (left.scale - right.scale).abs() < 1e-3
}

/// Paints a picture of a page, which may be only a band of the page, into the rectangle of the page.
fn paint_band(ui: &Ui, drawn: &DrawnPicture, size: PageSize, page: Rect) {
    let Some(texture) = &drawn.texture else { return };
    let (from, to) = band_span(size, drawn.request.scale, drawn.request.band);
    let rows = page.top() + page.height() * from..=page.top() + page.height() * to;
    let mut rect = Rect::from_x_y_ranges(page.x_range(), rows);
    // A picture of the right size is aligned with the pixels of the screen, so that it is not blurred.
    let true_size = texture.size_vec2() / ui.pixels_per_point();
    if (true_size - rect.size()).abs().max_elem() * ui.pixels_per_point() < 1.5 {
        let top = (rect.top() * ui.pixels_per_point()).round() / ui.pixels_per_point();
        rect = Rect::from_min_size(pos2(rect.left(), top), vec2(true_size.x, true_size.y));
    }
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, whole, theme::PAPER_COLOR);
}
