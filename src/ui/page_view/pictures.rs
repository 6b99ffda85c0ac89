//! Pictures of pages on the screen: which are there, which are wanted, which are let go.

use std::ops::RangeInclusive;

use eframe::egui::{self, ColorImage, Context, Rect, TextureHandle, TextureOptions, Ui, pos2, vec2};

use crate::{
    app::{Document, DrawnPage},
    read::{PageRequest, band_span, bands},
    report::PageSize,
    ui::theme::{self, SMALL},
};

/// Pages this far beside those in view are kept, and drawn ahead.
const MAX_PAGES_AHEAD: usize = 2;
/// Pages are drawn ahead only where that takes no more pixels than this.
const MAX_AHEAD_PIXELS: f32 = 4_000_000.0;
/// No picture is wider, in pixels: an A4 page at five times a usual screen.
const MAX_WIDTH_PIXELS: f32 = 6_000.0;
/// A size has to last this long before pages are drawn in it, in seconds: dragging an edge passes many.
const MIN_STEADY_SECONDS: f64 = 0.15;
/// A page that takes longer is said to be on its way, in seconds.
const MIN_WAIT_SECONDS: f64 = 0.6;

/// A picture that is there; without a texture, a page that cannot be drawn.
struct Held {
    request: PageRequest,
    texture: Option<TextureHandle>,
    /// Whether it is in view or near it in this frame.
    near: bool,
}

/// The pictures of one report.
#[derive(Default)]
pub(super) struct Pictures {
    held: Vec<Held>,
    /// What was asked for and has not come yet.
    asked: Vec<PageRequest>,
    /// What is to be seen in this frame, the most wanted first, and how much of it was seen missing.
    wanted: Vec<PageRequest>,
    missing: bool,
    /// The widest picture that can be shown, in pixels.
    widest: f32,
    /// Pixels in a point of the page, and since when.
    scale: f32,
    since: f64,
    /// Since when something was missing.
    waiting: Option<f64>,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("held", &self.held.len()).field("asked", &self.asked).finish()
    }
}

impl Pictures {
    /// Whether nothing in view is missing.
    pub(super) fn is_complete(&self) -> bool {
        !self.missing && self.asked.is_empty()
    }

    /// Takes a picture that was drawn.
    pub(super) fn take(&mut self, ctx: &Context, page: DrawnPage) {
        let DrawnPage { request, picture, .. } = page;
        self.asked.retain(|asked| *asked != request);
        self.held.retain(|held| held.request != request);
        let texture = picture.map(|picture| {
            let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
            ctx.load_texture(format!("page {}", request.page + 1), image, TextureOptions::LINEAR)
        });
        self.held.push(Held { request, texture, near: true });
    }

    /// Begins a frame: these pages are in view, and all pages are `scale` pixels a point.
    pub(super) fn begin(&mut self, ui: &Ui, document: &Document, scale: f32, seen: RangeInclusive<usize>) {
        #[expect(clippy::cast_precision_loss, reason = "some thousands of pixels")]
        let side = ui.input(|input| input.max_texture_side) as f32;
        self.widest = side.min(MAX_WIDTH_PIXELS);
        let sizes = &document.report().pages;
        let (first, last) = (*seen.start(), *seen.end());
        // What is drawn ahead is kept where a page is one picture; what is in view says so as it is painted.
        let beside = first.saturating_sub(MAX_PAGES_AHEAD)..=last + MAX_PAGES_AHEAD;
        for held in &mut self.held {
            let whole =
                sizes.get(held.request.page).is_some_and(|size| bands(*size, held.request.scale) == 1);
            held.near = whole && beside.contains(&held.request.page);
        }
        if (self.scale - scale).abs() > f32::EPSILON {
            self.scale = scale;
            self.since = f64::NAN;
        }
        self.wanted.clear();
        self.missing = false;
        let pages = document.loaded.sheets.pages();
        // Those in view are asked for as they are painted, so that bands out of view are not; then what comes next.
        let ahead =
            (last + 1..=last + MAX_PAGES_AHEAD).chain((first.saturating_sub(MAX_PAGES_AHEAD)..first).rev());
        for page in ahead.filter(|page| *page < pages.len()) {
            let request = self.request(document, page, 0);
            let size = sizes[page];
            if size.width * size.height * request.scale * request.scale < MAX_AHEAD_PIXELS {
                self.wanted.push(request);
            }
        }
    }

    fn request(&self, document: &Document, page: usize, band: usize) -> PageRequest {
        let factor = document.loaded.sheets.pages()[page].factor;
        PageRequest { page, scale: self.bounded(document.report().pages[page], self.scale * factor), band }
    }

    /// The scale, or the largest at which a picture of the page can be shown: beyond it, it is stretched.
    fn bounded(&self, size: PageSize, scale: f32) -> f32 {
        scale.min(self.widest / size.width.max(1.0))
    }
}

impl Pictures {
    /// Paints a page into its rectangle, as far as it is there.
    pub(super) fn paint(&mut self, ui: &Ui, (page, size): (usize, PageSize), rect: Rect, view: Rect) {
        // The factor is in the rectangle already.
        let scale = self.bounded(size, rect.width() * ui.pixels_per_point() / size.width.max(1.0));
        let in_view = |from: f32, to: f32| {
            let (top, bottom) = (rect.top() + rect.height() * from, rect.top() + rect.height() * to);
            bottom > view.top() && top < view.bottom()
        };
        for held in self.held.iter_mut().filter(|held| held.request.page == page) {
            let (from, to) = band_span(size, held.request.scale, held.request.band);
            held.near |= in_view(from, to);
        }
        let mut missing = Vec::new();
        for band in 0..bands(size, scale) {
            let request = PageRequest { page, scale, band };
            let (from, to) = band_span(size, scale, band);
            if in_view(from, to) && !self.held.iter().any(|held| is_same(&held.request, &request)) {
                missing.push(request);
            }
        }
        let is_current = |held: &Held| (held.request.scale - scale).abs() < 1e-3;
        if missing.is_empty() {
            self.held.retain(|held| held.request.page != page || is_current(held));
        }
        // Pictures of another size are better than none.
        for current in [false, true] {
            let of_page = self.held.iter().filter(|held| held.request.page == page);
            for held in of_page.filter(|held| is_current(held) == current) {
                paint_band(ui, held, size, rect);
            }
        }
        let nothing = !self.held.iter().any(|held| held.request.page == page);
        let failed = self.held.iter().any(|held| held.request.page == page && held.texture.is_none());
        let waits = self.waiting.is_some_and(|since| ui.input(|input| input.time) - since > MIN_WAIT_SECONDS);
        let says = match (failed, nothing && waits) {
            (true, _) => Some("This page can't be shown.".to_owned()),
            (_, true) => Some(format!("Drawing page {}…", page + 1)),
            _ => None,
        };
        if let Some(words) = says {
            let at = rect.intersect(view).center();
            let color = theme::on_paper().secondary;
            let font = SMALL.format(color).font_id;
            ui.painter().text(at, egui::Align2::CENTER_CENTER, words, font, color);
        }
        self.missing |= !missing.is_empty();
        self.wanted.splice(0..0, missing);
    }

    /// Ends a frame: what is to be drawn now, where that is something new. What is far from the view is let go.
    pub(super) fn end(&mut self, ui: &Ui) -> Option<Vec<PageRequest>> {
        self.held.retain(|held| held.near);
        let now = ui.input(|input| input.time);
        if self.since.is_nan() {
            self.since = now;
        }
        if self.missing {
            let since = *self.waiting.get_or_insert(now);
            if now - since <= MIN_WAIT_SECONDS {
                ui.request_repaint_after_secs((MIN_WAIT_SECONDS - (now - since)) as f32 + 0.02);
            }
        } else {
            self.waiting = None;
        }
        let shows_any = !self.held.is_empty();
        if shows_any && now - self.since < MIN_STEADY_SECONDS {
            ui.request_repaint_after_secs(MIN_STEADY_SECONDS as f32);
            return None;
        }
        let held = &self.held;
        self.wanted.retain(|wanted| !held.iter().any(|held| is_same(&held.request, wanted)));
        let is_new = |wanted: &PageRequest| !self.asked.iter().any(|asked| is_same(asked, wanted));
        if !self.wanted.iter().any(is_new) {
            return None;
        }
        self.asked.clone_from(&self.wanted);
        Some(self.wanted.clone())
    }
}

/// Scales are worked out from rectangles, to a hair.
fn is_same(one: &PageRequest, other: &PageRequest) -> bool {
    one.page == other.page && one.band == other.band && (one.scale - other.scale).abs() < 1e-3
}

fn paint_band(ui: &Ui, held: &Held, size: PageSize, page: Rect) {
    let Some(texture) = &held.texture else { return };
    let (from, to) = band_span(size, held.request.scale, held.request.band);
    let rows = page.top() + page.height() * from..=page.top() + page.height() * to;
    let mut rect = Rect::from_x_y_ranges(page.x_range(), rows);
    // A picture of the right size is painted pixel by pixel.
    let own = texture.size_vec2() / ui.pixels_per_point();
    if (own - rect.size()).abs().max_elem() * ui.pixels_per_point() < 1.5 {
        let top = (rect.top() * ui.pixels_per_point()).round() / ui.pixels_per_point();
        rect = Rect::from_min_size(pos2(rect.left(), top), vec2(own.x, own.y));
    }
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, whole, theme::PAPER);
}
