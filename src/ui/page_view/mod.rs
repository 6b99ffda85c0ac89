//! The original pages, one below the other, with an outline around the paragraph being read.
//!
//! The pages and the text stay at the same place: scrolling one scrolls the other. Pages are drawn on a
//! thread; until a page is drawn it is shown white.

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

/// Space around a page, in points.
const MARGIN: f32 = 14.0;
/// Space above a place that the user goes to, in points.
const SPACE_ABOVE: f32 = 24.0;
/// Minimum and maximum zoom. 1 fits the width of the view.
const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.25..=6.0;

/// Data that the pages keep between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pictures: Pictures,
    /// The rectangle on the screen in which the pages were last shown.
    view: Option<Rect>,
}

/// The view beside the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// The text. Pages and text follow each other.
    Text,
    /// No text.
    Nothing,
}

impl Cache {
    /// Adds a picture that was drawn.
    pub(crate) fn add_picture(&mut self, ctx: &Context, page: DrawnPage) {
        self.pictures.add(ctx, page);
    }

    /// Returns the rectangle of the pages on the screen, if they are shown.
    pub(crate) fn view(&self) -> Option<Rect> {
        self.view
    }

    /// Returns true if everything in view is drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.view.is_none() || self.pictures.is_complete()
    }

    /// Drops the pictures, because no pages are shown.
    pub(crate) fn hide(&mut self) {
        if self.view.take().is_some() {
            self.pictures = Pictures::default();
        }
    }
}

/// The mapping from pages to the screen in one frame.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// The rectangle on the screen.
    view: Rect,
    /// Points on the screen for each point of a page.
    scale: f32,
}

impl Frame {
    fn new(view: Rect, page_layout: &PageLayout, zoom: f32) -> Self {
        let fit_width = (view.width() - 2.0 * MARGIN).max(40.0) / page_layout.width();
        Self { view, scale: fit_width * zoom }
    }

    /// Returns the upper left corner of a page on the screen. `top` and `width` are in points of the pages.
    fn corner(&self, pages: &PageView, top: f32, width: f32) -> Pos2 {
        let middle = self.view.center().x - pages.across * self.scale;
        pos2(middle - width * self.scale / 2.0, self.view.top() + MARGIN + (top - pages.at) * self.scale)
    }

    /// Returns the lowest and highest scroll position, in points of the pages.
    fn scroll_range(&self, page_layout: &PageLayout) -> (f32, f32) {
        let visible = (self.view.height() - 2.0 * MARGIN) / self.scale;
        (0.0, (page_layout.height() - visible).max(0.0))
    }

    /// Returns the assumed distance of the line being read from the top of the view, in points of the pages. It is
    /// smaller at the very top.
    fn reading_offset(&self, at: f32) -> f32 {
        (READING_OFFSET / self.scale).min(at)
    }
}

/// Shows the pages of a report.
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    beside: Beside,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let zoom = tool_bar::show(ui, document, commands);
    tool_bar::show_why_no_text(ui, document);
    show_pages(ui, document, beside, zoom, cache, commands);
}

/// Shows the pages of a print preview. `zoom` replaces the current zoom if it is given.
pub(crate) fn show_preview(
    ui: &mut Ui,
    document: &Document,
    zoom: Option<f32>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let chosen = tool_bar::show(ui, document, commands);
    show_pages(ui, document, Beside::Nothing, chosen.or(zoom), cache, commands);
}

fn show_pages(
    ui: &mut Ui,
    document: &Document,
    beside: Beside,
    chosen_zoom: Option<f32>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    ui.painter().rect_filled(area, 0.0, theme::tokens(ui).bar);
    let view = Rect::from_min_max(area.min, pos2(area.right() - scroll_bar::WIDTH, area.bottom()));
    let track = Rect::from_min_max(pos2(view.right(), area.top()), area.max);
    let page_layout = &document.loaded.page_layout;
    if view.width() < 60.0 || view.height() < 40.0 || page_layout.pages().is_empty() {
        return;
    }
    cache.view = Some(view);
    let response = ui.interact(view, ui.scope_id().with("pages"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, strings::PAGES));

    let is_alone = beside == Beside::Nothing;
    let mut text = if is_alone { text_at_target(document) } else { TextBesidePages::Stays };
    let before = document.view.pages;
    let mut pages = before;
    if let Some(zoom) = chosen_zoom {
        set_zoom(&mut pages, zoom);
    }
    zoom_at_pointer(ui, page_layout, view, &mut pages);
    let frame = Frame::new(view, page_layout, pages.zoom);
    if !pages.leads {
        let position = match text {
            TextBesidePages::StartsAt(position, _) => position,
            TextBesidePages::Stays | TextBesidePages::Follows(_) => document.view.scroll.position(),
        };
        let reading_at = page_layout.y_of(position);
        let above = if is_alone { SPACE_ABOVE / frame.scale } else { frame.reading_offset(reading_at) };
        pages.at = reading_at - above.min(reading_at);
    }
    let position_of_text = pages.at;
    scroll(ui, &response, &frame, is_alone, &mut pages);
    let (first, last) = frame.scroll_range(page_layout);
    if let Some(to) = show_scroll_bar(ui, track, &frame, page_layout, pages.at) {
        pages.at = to;
    }
    let max_across = (page_layout.width() / 2.0 - (view.width() / 2.0 - MARGIN) / frame.scale).max(0.0);
    pages.across = pages.across.clamp(-max_across, max_across);
    if (pages.at - position_of_text).abs() > 1e-3 {
        pages.leads = true;
    }
    pages.at = pages.at.clamp(first, last);
    if pages.leads && (pages.at - before.at).abs() > 1e-3 && document.has_text() {
        text = text_at(page_layout.position_at(pages.at + frame.reading_offset(pages.at)), beside);
        ui.request_repaint();
    }
    let mut current = document.view.highlighted;
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
        && let Some(place) = place_at(document, &pages, &frame, pointer)
    {
        current = Some(place);
        pages.leads = true;
        text = text_at(TextPosition { row: document.loaded.flow.row_of(place), part: 0.0 }, beside);
        commands.push(Command::Highlight(document.id, place));
    }
    if pages != before || text != TextBesidePages::Stays {
        let generation = document.view.scroll.generation();
        commands.push(Command::PagesScrolled { document: document.id, pages, text, generation });
    }
    paint(ui, document, (&pages, current), &frame, cache, commands);
}

/// Returns the scroll target of the text, for pages without a text beside them that would scroll to it.
fn text_at_target(document: &Document) -> TextBesidePages {
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

/// Returns the change that brings the text to a position of the pages.
fn text_at(position: TextPosition, beside: Beside) -> TextBesidePages {
    match beside {
        Beside::Text => TextBesidePages::Follows(position),
        Beside::Nothing => TextBesidePages::StartsAt(position, None),
    }
}

/// Zooms with Ctrl and the wheel, and by pinching, around the pointer.
fn zoom_at_pointer(ui: &Ui, page_layout: &PageLayout, view: Rect, pages: &mut PageView) {
    let factor = ui.input(egui::InputState::zoom_delta);
    let Some(pointer) = ui.pointer_hover_pos().filter(|pointer| view.contains(*pointer)) else { return };
    if (factor - 1.0).abs() < 1e-3 || !ui.rect_contains_pointer(view) {
        return;
    }
    let before = Frame::new(view, page_layout, pages.zoom);
    set_zoom(pages, pages.zoom * factor);
    let after = Frame::new(view, page_layout, pages.zoom);
    let from = pointer - pos2(view.center().x, view.top() + MARGIN);
    let moved: Vec2 = from / before.scale - from / after.scale;
    pages.at += moved.y;
    pages.across += moved.x;
    pages.leads = true;
}

fn set_zoom(pages: &mut PageView, zoom: f32) {
    pages.zoom = zoom.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
}

/// Scrolls by wheel, by dragging and by keys.
fn scroll(ui: &Ui, response: &egui::Response, frame: &Frame, is_alone: bool, pages: &mut PageView) {
    let mut by = Vec2::ZERO;
    if ui.rect_contains_pointer(frame.view) {
        by -= ui.input(egui::InputState::smooth_scroll_delta);
    }
    if response.dragged() {
        by -= response.drag_delta();
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if is_alone && !ui.text_edit_focused() {
        by += scroll_by_keys(ui, frame, pages);
    }
    pages.at += by.y / frame.scale;
    pages.across += by.x / frame.scale;
}

/// Scrolls by keys. Returns the distance that is still to be scrolled, in points on the screen.
fn scroll_by_keys(ui: &Ui, frame: &Frame, pages: &mut PageView) -> Vec2 {
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let keyboard = if is_free { KeyboardFocus::Own } else { KeyboardFocus::Elsewhere };
    let mut by = Vec2::ZERO;
    for scroll in scroll_keys::take_scrolls(ui, keyboard, frame.view.height()) {
        match scroll {
            Scroll::Down(points) => by.y += points,
            Scroll::Right(points) => by.x += points,
            Scroll::Start => {
                pages.at = 0.0;
                pages.leads = true;
            }
            Scroll::End => pages.at = f32::MAX / 2.0,
        }
    }
    by
}

/// Shows the scroll bar. Returns the scroll position that it was dragged to.
fn show_scroll_bar(
    ui: &mut Ui,
    track: Rect,
    frame: &Frame,
    page_layout: &PageLayout,
    at: f32,
) -> Option<f32> {
    let (_, last) = frame.scroll_range(page_layout);
    let visible = frame.view.height() / frame.scale;
    let (part, page) = (at / last.max(1.0), visible / (page_layout.height() + 2.0 * MARGIN / frame.scale));
    #[expect(clippy::cast_possible_truncation, reason = "a part from 0 to 1")]
    scroll_bar::show(ui, track, strings::PAGE_SCROLL_BAR, (part.into(), page.into()), &[])
        .map(|part| part as f32 * last)
}

/// Returns the block under the pointer.
fn place_at(document: &Document, pages: &PageView, frame: &Frame, pointer: Pos2) -> Option<Place> {
    let report = document.report();
    let is_under_pointer =
        |area: &Area| area_on_screen(document, pages, frame, area).is_some_and(|rect| rect.contains(pointer));
    let found =
        (0..report.blocks.len()).find(|block| report.blocks[*block].areas.iter().any(is_under_pointer));
    found.map(|block| Place::at_block(BlockId(block)))
}

/// Returns the rectangle of an area on the screen, even if it is out of view.
fn area_on_screen(document: &Document, pages: &PageView, frame: &Frame, area: &Area) -> Option<Rect> {
    let page = usize::try_from(area.page).ok()?.checked_sub(1)?;
    let page = document.loaded.page_layout.pages().get(page)?;
    let corner = frame.corner(pages, page.top, page.width);
    let scale = frame.scale * page.factor;
    let (min, max) = (vec2(area.left, area.top) * scale, vec2(area.right, area.bottom) * scale);
    Some(Rect::from_min_max(corner + min, corner + max))
}

fn paint(
    ui: &mut Ui,
    document: &Document,
    (pages, current): (&PageView, Option<Place>),
    frame: &Frame,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let page_layout = &document.loaded.page_layout;
    let at = pages.at;
    let first = page_layout.page_at(at - MARGIN / frame.scale);
    let last = page_layout.page_at(at + frame.view.height() / frame.scale);
    cache.pictures.begin_frame(ui, document, frame.scale * ui.pixels_per_point(), first..=last);
    let builder = UiBuilder::new().max_rect(frame.view);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(frame.view);
        for page in first..=last {
            let on_map = page_layout.pages()[page];
            let corner = frame.corner(pages, on_map.top, on_map.width);
            // The corner is at a whole pixel, so that pixels of the picture are pixels of the screen.
            let corner = (corner * ui.pixels_per_point()).round() / ui.pixels_per_point();
            let rect = Rect::from_min_size(corner, vec2(on_map.width, on_map.height) * frame.scale);
            let id = ui.scope_id().with(("page", page));
            let name = strings::page(page + 1);
            ui.interact(rect.intersect(frame.view), id, Sense::empty())
                .widget_info(|| WidgetInfo::labeled(Role::Image, true, name.as_str()));
            ui.painter().rect_filled(rect, 0.0, theme::PAPER);
            let size = document.report().pages[page];
            cache.pictures.paint(ui, (page, size), rect, frame.view);
            let line = egui::Stroke::new(1.0, theme::tokens(ui).line);
            ui.painter().rect_stroke(rect, 0.0, line, egui::StrokeKind::Outside);
        }
        paint_outline(ui, document, (pages, current), frame);
    });
    if let Some(wanted) = cache.pictures.end_frame(ui) {
        commands.push(Command::DrawPages(document.id, wanted));
    }
}

/// Paints an outline around the paragraph that the user went to, or else the one being read.
fn paint_outline(ui: &Ui, document: &Document, (pages, current): (&PageView, Option<Place>), frame: &Frame) {
    let reading = document.loaded.flow.place_of(document.view.scroll.position().row);
    let Some(place) = current.or(reading) else { return };
    let stroke = egui::Stroke::new(theme::FOCUS_RING_WIDTH, theme::paper_tokens().accent);
    for area in &document.report().block(place.block).areas {
        if let Some(rect) = area_on_screen(document, pages, frame, area) {
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
pub(crate) fn layout(document: &Document, width: f32) -> Layout {
    /// Minimum width for text and pages side by side, in points.
    const MIN_SPLIT_WIDTH: f32 = 520.0;
    match document.layout() {
        Layout::Both if width < MIN_SPLIT_WIDTH => Layout::Pages,
        Layout::Twice if width < MIN_SPLIT_WIDTH => Layout::Text,
        layout => layout,
    }
}
