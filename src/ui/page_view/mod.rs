//! The original pages, one below the other, with an outline around the paragraph being read.
//!
//! Scrolling the pages also scrolls the text beside them, and scrolling the text scrolls the pages. Pages are drawn on
//! a background thread, and are shown white until they are drawn.

mod pictures;
mod tool_bar;

use eframe::egui::{
    self, Context, CursorIcon, Pos2, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use self::pictures::Pictures;
use super::{
    reader::READING_OFFSET,
    strings::report as strings,
    theme,
    widgets::{
        scroll_bar,
        scroll_keys::{self, KeyboardFocus, Scroll},
    },
};
use crate::{
    analysis::{PageLayout, TextPosition},
    app::{Command, Document, DrawnPage, Layout, PageView, ScrollTarget, TextBesidePages},
    report::{Area, BlockId, Place},
};

/// Space between the pages and the edges of the view, in points.
const PAGE_MARGIN: f32 = 14.0;
/// Space between the top of the view and a place that the user goes to, in points.
const SPACE_ABOVE_TARGET: f32 = 24.0;
/// Minimum and maximum zoom. At 1, the widest page fits the width of the view.
const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.25..=6.0;

/// Data that the pages keep between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pictures: Pictures,
    /// The rectangle of the pages on the screen in the last frame, or `None` if no pages were shown.
    view: Option<Rect>,
}

/// The neighbour of the pages in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BesidePages {
    /// The text is beside the pages, and both scroll together.
    Text,
    /// The pages are shown alone.
    Nothing,
}

impl Cache {
    /// Adds a picture of a page that was drawn on a background thread.
    pub(crate) fn add_picture(&mut self, ctx: &Context, page: DrawnPage) {
        self.pictures.add_picture(ctx, page);
    }

    /// Returns the rectangle of the pages on the screen, or `None` if no pages are shown.
    pub(crate) fn view_rect(&self) -> Option<Rect> {
        self.view
    }

    /// Returns true if all pages in view are drawn, or if no pages are shown.
    pub(crate) fn is_drawn(&self) -> bool {
        self.view.is_none() || self.pictures.is_complete()
    }

    /// Drops the pictures. Called when pages are no longer shown.
    pub(crate) fn drop_pictures(&mut self) {
        if self.view.take().is_some() {
            self.pictures = Pictures::default();
        }
    }
}

/// The transformation from pages to the screen in one frame.
#[derive(Debug, Clone, Copy)]
struct PageTransform {
    /// The rectangle of the pages on the screen.
    view: Rect,
    /// Points on the screen for each point of a page.
    scale: f32,
}

impl PageTransform {
    /// Returns the transformation for a view. `zoom` is 1 if the widest page fits its width.
    fn new(view: Rect, page_layout: &PageLayout, zoom: f32) -> Self {
        let fit_width = (view.width() - 2.0 * PAGE_MARGIN).max(40.0) / page_layout.width();
        Self { view, scale: fit_width * zoom }
    }

    /// Returns the upper left corner of a page on the screen. `top` is the distance of the page from the top of the
    /// first page, and `width` its width, both in points of the pages.
    fn page_corner(&self, pages: &PageView, top: f32, width: f32) -> Pos2 {
        let middle = self.view.center().x - pages.across * self.scale;
        pos2(
            middle - width * self.scale / 2.0,
            self.view.top() + PAGE_MARGIN + (top - pages.top) * self.scale,
        )
    }

    /// Returns the lowest and highest scroll position, in points of the pages.
    fn scroll_range(&self, page_layout: &PageLayout) -> (f32, f32) {
        let visible = (self.view.height() - 2.0 * PAGE_MARGIN) / self.scale;
        (0.0, (page_layout.height() - visible).max(0.0))
    }

    /// Returns the assumed distance of the line being read from the top of the view, in points of the pages. It is
    /// smaller if the view is scrolled less than that.
    fn reading_offset(&self, at: f32) -> f32 {
        (READING_OFFSET / self.scale).min(at)
    }
}

/// Shows the pages of a report, with the tool bar above them.
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    beside: BesidePages,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let zoom = tool_bar::show(ui, document, commands);
    tool_bar::show_no_text_reason(ui, document);
    show_pages(ui, document, beside, zoom, cache, commands);
}

/// Shows the pages of a print preview, with the tool bar above them. `zoom` replaces the current zoom unless it is
/// `None` or the user has just changed the zoom.
pub(crate) fn show_preview(
    ui: &mut Ui,
    document: &Document,
    zoom: Option<f32>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let chosen = tool_bar::show(ui, document, commands);
    show_pages(ui, document, BesidePages::Nothing, chosen.or(zoom), cache, commands);
}

/// Shows the pages without the tool bar, and handles scrolling, zooming and clicks. `chosen_zoom` is a zoom that the
/// user chose in this frame.
fn show_pages(
    ui: &mut Ui,
    document: &Document,
    beside: BesidePages,
    chosen_zoom: Option<f32>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    ui.painter().rect_filled(area, 0.0, theme::tokens(ui).bar);
    let view = Rect::from_min_max(area.min, pos2(area.right() - scroll_bar::TRACK_WIDTH, area.bottom()));
    let track = Rect::from_min_max(pos2(view.right(), area.top()), area.max);
    let page_layout = &document.loaded.page_layout;
    if view.width() < 60.0 || view.height() < 40.0 || page_layout.pages().is_empty() {
        return;
    }
    cache.view = Some(view);
    let response = ui.interact(view, ui.scope_id().with("pages"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, strings::PAGES));

    let is_alone = beside == BesidePages::Nothing;
    let mut text = if is_alone { text_change_at_target(document) } else { TextBesidePages::Stays };
    let before = document.view.pages;
    let mut pages = before;
    if let Some(zoom) = chosen_zoom {
        set_zoom(&mut pages, zoom);
    }
    zoom_at_pointer(ui, page_layout, view, &mut pages);
    let transform = PageTransform::new(view, page_layout, pages.zoom);
    if !pages.leads_text {
        let position = match text {
            TextBesidePages::StartsAt(position, _) => position,
            TextBesidePages::Stays | TextBesidePages::Follows(_) => document.view.scroll.position(),
        };
        let reading_at = page_layout.y_of(position);
        let above = if is_alone {
            SPACE_ABOVE_TARGET / transform.scale
        } else {
            transform.reading_offset(reading_at)
        };
        pages.top = reading_at - above.min(reading_at);
    }
    let position_at_text = pages.top;
    scroll_by_input(ui, &response, &transform, is_alone, &mut pages);
    let (first, last) = transform.scroll_range(page_layout);
    if let Some(to) = show_scroll_bar(ui, track, &transform, page_layout, pages.top) {
        pages.top = to;
    }
    let max_across =
        (page_layout.width() / 2.0 - (view.width() / 2.0 - PAGE_MARGIN) / transform.scale).max(0.0);
    pages.across = pages.across.clamp(-max_across, max_across);
    if (pages.top - position_at_text).abs() > 1e-3 {
        pages.leads_text = true;
    }
    pages.top = pages.top.clamp(first, last);
    if pages.leads_text && (pages.top - before.top).abs() > 1e-3 && document.has_text() {
        text =
            text_change_to(page_layout.position_at(pages.top + transform.reading_offset(pages.top)), beside);
        ui.request_repaint();
    }
    let mut current = document.view.highlighted;
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
        && let Some(place) = place_at(document, &pages, &transform, pointer)
    {
        current = Some(place);
        pages.leads_text = true;
        text = text_change_to(TextPosition { row: document.loaded.flow.row_of(place), part: 0.0 }, beside);
        commands.push(Command::Highlight(document.id, place));
    }
    if pages != before || text != TextBesidePages::Stays {
        let generation = document.view.scroll.generation();
        commands.push(Command::PagesScrolled { document: document.id, pages, text, generation });
    }
    paint_pages(ui, document, (&pages, current), &transform, cache, commands);
}

/// Returns the change of text position that the scroll target asks for. Needed while pages are shown alone, because
/// then no text is shown that would scroll to the target.
fn text_change_at_target(document: &Document) -> TextBesidePages {
    let at_row = |row| TextPosition { row, part: 0.0 };
    match document.view.scroll.target() {
        Some(ScrollTarget::Place(place)) => {
            TextBesidePages::StartsAt(at_row(document.loaded.flow.row_of(place)), Some(place))
        }
        Some(ScrollTarget::Position(position)) => TextBesidePages::StartsAt(position, None),
        Some(ScrollTarget::End) => TextBesidePages::StartsAt(document.view.scroll.position(), None),
        None => TextBesidePages::Stays,
    }
}

/// Returns the change of text position that follows from scrolling the pages to a position.
fn text_change_to(position: TextPosition, beside: BesidePages) -> TextBesidePages {
    match beside {
        BesidePages::Text => TextBesidePages::Follows(position),
        BesidePages::Nothing => TextBesidePages::StartsAt(position, None),
    }
}

/// Zooms around the pointer if the user turns the wheel with Ctrl or pinches a touchpad.
fn zoom_at_pointer(ui: &Ui, page_layout: &PageLayout, view: Rect, pages: &mut PageView) {
    let factor = ui.input(egui::InputState::zoom_delta);
    let Some(pointer) = ui.pointer_hover_pos().filter(|pointer| view.contains(*pointer)) else { return };
    if (factor - 1.0).abs() < 1e-3 || !ui.rect_contains_pointer(view) {
        return;
    }
    let before = PageTransform::new(view, page_layout, pages.zoom);
    set_zoom(pages, pages.zoom * factor);
    let after = PageTransform::new(view, page_layout, pages.zoom);
    let offset = pointer - pos2(view.center().x, view.top() + PAGE_MARGIN);
    let moved: Vec2 = offset / before.scale - offset / after.scale;
    pages.top += moved.y;
    pages.across += moved.x;
    pages.leads_text = true;
}

/// Sets the zoom, limited to the permitted range.
fn set_zoom(pages: &mut PageView, zoom: f32) {
    pages.zoom = zoom.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
}

/// Scrolls with the wheel, by dragging and, if the pages are shown alone, with keys.
fn scroll_by_input(
    ui: &Ui,
    response: &egui::Response,
    transform: &PageTransform,
    is_alone: bool,
    pages: &mut PageView,
) {
    let mut distance = Vec2::ZERO;
    if ui.rect_contains_pointer(transform.view) {
        distance -= ui.input(egui::InputState::smooth_scroll_delta);
    }
    if response.dragged() {
        distance -= response.drag_delta();
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if is_alone && !ui.text_edit_focused() {
        distance += scroll_by_keys(ui, transform, pages);
    }
    pages.top += distance.y / transform.scale;
    pages.across += distance.x / transform.scale;
}

/// Moves the pages to the start or end if Home or End is pressed. Returns the distance that other keys scroll, in
/// points on the screen.
fn scroll_by_keys(ui: &Ui, transform: &PageTransform, pages: &mut PageView) -> Vec2 {
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let keyboard = if is_free { KeyboardFocus::Own } else { KeyboardFocus::Elsewhere };
    let mut distance = Vec2::ZERO;
    for scroll in scroll_keys::take_scrolls(ui, keyboard, transform.view.height()) {
        match scroll {
            Scroll::Down(points) => distance.y += points,
            Scroll::Right(points) => distance.x += points,
            Scroll::Start => {
                pages.top = 0.0;
                pages.leads_text = true;
            }
            Scroll::End => pages.top = f32::MAX / 2.0,
        }
    }
    distance
}

/// Shows the scroll bar. Returns the scroll position that the bar was dragged to, in points of the pages, or `None` if
/// it was not used.
fn show_scroll_bar(
    ui: &mut Ui,
    track: Rect,
    transform: &PageTransform,
    page_layout: &PageLayout,
    at: f32,
) -> Option<f32> {
    let (_, last) = transform.scroll_range(page_layout);
    let visible = transform.view.height() / transform.scale;
    let (position, page) =
        (at / last.max(1.0), visible / (page_layout.height() + 2.0 * PAGE_MARGIN / transform.scale));
    #[expect(clippy::cast_possible_truncation, reason = "f32 is precise enough for a fraction from 0 to 1")]
    scroll_bar::show(ui, track, strings::PAGE_SCROLL_BAR, (position.into(), page.into()), &[])
        .map(|position| position as f32 * last)
}

/// Returns the place of the block under the pointer, or `None` if there is no block under it.
fn place_at(
    document: &Document,
    pages: &PageView,
    transform: &PageTransform,
    pointer: Pos2,
) -> Option<Place> {
    let report = document.report();
    let is_under_pointer = |area: &Area| {
        area_on_screen(document, pages, transform, area).is_some_and(|rect| rect.contains(pointer))
    };
    let block =
        (0..report.blocks.len()).find(|block| report.blocks[*block].areas.iter().any(is_under_pointer));
    block.map(|block| Place::at_block(BlockId(block)))
}

/// Returns the rectangle of an area on the screen, even if the rectangle is out of view. Returns `None` if the report
/// has no page with that number.
fn area_on_screen(
    document: &Document,
    pages: &PageView,
    transform: &PageTransform,
    area: &Area,
) -> Option<Rect> {
    let page = usize::try_from(area.page).ok()?.checked_sub(1)?;
    let page = document.loaded.page_layout.pages().get(page)?;
    let corner = transform.page_corner(pages, page.top, page.width);
    let scale = transform.scale * page.factor;
    let (min, max) = (vec2(area.left, area.top) * scale, vec2(area.right, area.bottom) * scale);
    Some(Rect::from_min_max(corner + min, corner + max))
}

/// Paints the pages in view and the outline, and requests missing pictures.
fn paint_pages(
    ui: &mut Ui,
    document: &Document,
    (pages, current): (&PageView, Option<Place>),
    transform: &PageTransform,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let page_layout = &document.loaded.page_layout;
    let at = pages.top;
    let first = page_layout.page_at(at - PAGE_MARGIN / transform.scale);
    let last = page_layout.page_at(at + transform.view.height() / transform.scale);
    cache.pictures.begin_frame(ui, document, transform.scale * ui.pixels_per_point(), first..=last);
    let builder = UiBuilder::new().max_rect(transform.view);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(transform.view);
        for page in first..=last {
            let position = page_layout.pages()[page];
            let corner = transform.page_corner(pages, position.top, position.width);
            // The corner is rounded to a whole pixel, so that the picture is not blurred.
            let corner = (corner * ui.pixels_per_point()).round() / ui.pixels_per_point();
            let rect = Rect::from_min_size(corner, vec2(position.width, position.height) * transform.scale);
            let id = ui.scope_id().with(("page", page));
            let name = strings::page_label(page + 1);
            ui.interact(rect.intersect(transform.view), id, Sense::empty())
                .widget_info(|| WidgetInfo::labeled(Role::Image, true, name.as_str()));
            ui.painter().rect_filled(rect, 0.0, theme::PAPER_COLOR);
            let size = document.report().pages[page];
            cache.pictures.paint_page(ui, (page, size), rect, transform.view);
            let line = egui::Stroke::new(1.0, theme::tokens(ui).line);
            ui.painter().rect_stroke(rect, 0.0, line, egui::StrokeKind::Outside);
        }
        paint_outline(ui, document, (pages, current), transform);
    });
    if let Some(wanted) = cache.pictures.end_frame(ui) {
        commands.push(Command::DrawPages(document.id, wanted));
    }
}

/// Paints an outline around the paragraph that the user went to, or else around the paragraph being read.
fn paint_outline(
    ui: &Ui,
    document: &Document,
    (pages, current): (&PageView, Option<Place>),
    transform: &PageTransform,
) {
    let reading = document.loaded.flow.place_of(document.view.scroll.position().row);
    let Some(place) = current.or(reading) else { return };
    let stroke = egui::Stroke::new(theme::FOCUS_RING_WIDTH, theme::paper_tokens().accent);
    for area in &document.report().block(place.block).areas {
        if let Some(rect) = area_on_screen(document, pages, transform, area) {
            ui.painter().rect_stroke(
                rect.expand(3.0),
                theme::CORNER_RADIUS / 2,
                stroke,
                egui::StrokeKind::Outside,
            );
        }
    }
}

/// Returns the layout of text and pages for a width in points: side by side only if there is enough space.
pub(crate) fn layout_for_width(document: &Document, width: f32) -> Layout {
    /// Minimum width for text and pages side by side, in points.
    const MIN_SPLIT_WIDTH_POINTS: f32 = 520.0;
    match document.layout() {
        Layout::Both if width < MIN_SPLIT_WIDTH_POINTS => Layout::Pages,
        Layout::Twice if width < MIN_SPLIT_WIDTH_POINTS => Layout::Text,
        layout => layout,
    }
}
