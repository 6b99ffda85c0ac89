//! The pages as they are printed, set below one another, with the paragraph that is read outlined.
//!
//! They and the text stay at the same place: whichever was scrolled last leads. Pages are drawn on a thread; until one
//! is there its sheet is white.

mod pictures;
mod tool_bar;

use eframe::egui::{
    self, CursorIcon, Key, Modifiers, Pos2, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use self::pictures::Pictures;
use super::{reader::EYE, scroll_bar, theme};
use crate::{
    analysis::{Eye, Sheets},
    app::{Command, Document, Layout, PageView, Pin},
    report::{Area, BlockId, Place},
};

/// Space around a page, in points.
const MARGIN: f32 = 14.0;
/// Space left above a place that is gone to, in points.
const SPACE_ABOVE: f32 = 24.0;
/// What a press of an arrow key scrolls, in points.
const STEP: f32 = 60.0;
/// How far a page can be enlarged, and made smaller.
const ZOOM: std::ops::RangeInclusive<f32> = 0.25..=6.0;

/// What is kept of the pages between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pictures: Pictures,
    /// Where the pages were seen in the last frame that showed them.
    view: Option<Rect>,
}

impl Cache {
    /// Where pages are seen on the screen, where they are.
    pub(crate) fn view(&self) -> Option<Rect> {
        self.view
    }

    /// Whether all that is in view is drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.view.is_none() || self.pictures.is_complete()
    }

    /// No pages are shown: their pictures are let go.
    pub(crate) fn hide(&mut self) {
        if self.view.take().is_some() {
            self.pictures = Pictures::default();
        }
    }
}

/// How pages come to the screen in one frame.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// Where pages are seen.
    view: Rect,
    /// Points of the screen in a point of a page.
    scale: f32,
}

impl Frame {
    fn new(view: Rect, sheets: &Sheets, zoom: f32) -> Self {
        let fits = (view.width() - 2.0 * MARGIN).max(40.0) / sheets.width();
        Self { view, scale: fits * zoom }
    }

    /// The upper left corner of a page on the screen.
    fn corner(&self, pages: &PageView, top: f32, width: f32) -> Pos2 {
        let middle = self.view.center().x - pages.across * self.scale;
        pos2(middle - width * self.scale / 2.0, self.view.top() + MARGIN + (top - pages.at) * self.scale)
    }

    /// What is the highest and the lowest that can stand at the top of the view.
    fn ends(&self, sheets: &Sheets) -> (f32, f32) {
        let seen = (self.view.height() - 2.0 * MARGIN) / self.scale;
        (0.0, (sheets.height() - seen).max(0.0))
    }

    /// How far the eye is below the top of the view, in points of the pages; less at the very top.
    fn eye(&self, at: f32) -> f32 {
        (EYE / self.scale).min(at)
    }
}

/// Shows the pages of a report. `is_alone`: no text is shown beside them.
pub(crate) fn show(
    ui: &mut Ui,
    document: &mut Document,
    is_alone: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    cache.pictures.take(ui.ctx(), &mut document.drawn);
    tool_bar::show(ui, document, commands);
    tool_bar::why_no_text(ui, document);
    pages(ui, document, is_alone, cache, commands);
}

/// Shows pages that are nothing but pages: as they will be printed.
pub(crate) fn show_preview(
    ui: &mut Ui,
    document: &mut Document,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    cache.pictures.take(ui.ctx(), &mut document.drawn);
    tool_bar::show(ui, document, commands);
    pages(ui, document, true, cache, commands);
}

fn pages(
    ui: &mut Ui,
    document: &mut Document,
    is_alone: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    ui.painter().rect_filled(area, 0.0, theme::tokens(ui).bar);
    let view = Rect::from_min_max(area.min, pos2(area.right() - scroll_bar::WIDTH, area.bottom()));
    let track = Rect::from_min_max(pos2(view.right(), area.top()), area.max);
    if view.width() < 60.0 || view.height() < 40.0 || document.loaded.sheets.pages().is_empty() {
        return;
    }
    cache.view = Some(view);
    let response = ui.interact(view, ui.scope_id().with("pages"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Pages of the file"));

    if is_alone {
        go_where_asked(document);
    }
    let before = document.view.pages;
    let mut pages = before;
    zoom(ui, &document.loaded.sheets, view, &mut pages);
    let frame = Frame::new(view, &document.loaded.sheets, pages.zoom);
    if !pages.leads {
        let eye_at = document.loaded.sheets.at(document.view.eye);
        let above = if is_alone { SPACE_ABOVE / frame.scale } else { frame.eye(eye_at) };
        pages.at = eye_at - above.min(eye_at);
    }
    let led = pages.at;
    scroll(ui, &response, &frame, is_alone, &mut pages);
    let (first, last) = frame.ends(&document.loaded.sheets);
    if let Some(to) = dragged_bar(ui, track, &frame, &document.loaded.sheets, pages.at) {
        pages.at = to;
    }
    let wide = (document.loaded.sheets.width() / 2.0 - (view.width() / 2.0 - MARGIN) / frame.scale).max(0.0);
    pages.across = pages.across.clamp(-wide, wide);
    if (pages.at - led).abs() > 1e-3 {
        pages.leads = true;
    }
    pages.at = pages.at.clamp(first, last);
    if pages.leads && (pages.at - before.at).abs() > 1e-3 {
        follow(document, &frame, pages.at, is_alone);
        ui.request_repaint();
    }
    document.view.pages = pages;
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        mark_clicked(document, &frame, pointer, is_alone);
    }
    paint(ui, document, &frame, cache, commands);
}

/// The reader that is not shown cannot go to a place: the pages do.
fn go_where_asked(document: &mut Document) {
    if let Some(place) = document.view.jump.take() {
        let row = document.loaded.flow.row_of(place);
        document.view.eye = Eye { row, part: 0.0 };
        document.view.pin = Pin { row, into: 0.0 };
        document.view.reading = row;
        document.view.landed = Some((place, document.view.pin));
    }
}

/// Brings the text to where the pages are.
fn follow(document: &mut Document, frame: &Frame, at: f32, is_alone: bool) {
    if !document.has_text() {
        return;
    }
    let eye = document.loaded.sheets.eye(at + frame.eye(at));
    document.view.eye = eye;
    if is_alone {
        document.view.pin = Pin { row: eye.row, into: 0.0 };
        document.view.reading = eye.row;
    } else {
        document.view.follow = Some(eye);
    }
}

/// Enlarges by wheel with Ctrl and by pinching, around the pointer.
fn zoom(ui: &Ui, sheets: &Sheets, view: Rect, pages: &mut PageView) {
    let factor = ui.input(egui::InputState::zoom_delta);
    let Some(pointer) = ui.pointer_hover_pos().filter(|pointer| view.contains(*pointer)) else { return };
    if (factor - 1.0).abs() < 1e-3 || !ui.rect_contains_pointer(view) {
        return;
    }
    let before = Frame::new(view, sheets, pages.zoom);
    set_zoom(pages, pages.zoom * factor);
    let after = Frame::new(view, sheets, pages.zoom);
    let from = pointer - pos2(view.center().x, view.top() + MARGIN);
    let moved: Vec2 = from / before.scale - from / after.scale;
    pages.at += moved.y;
    pages.across += moved.x;
    pages.leads = true;
}

fn set_zoom(pages: &mut PageView, zoom: f32) {
    pages.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
}

/// What wheel, drag and keys scroll.
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
        by += keys(ui, frame, pages);
    }
    pages.at += by.y / frame.scale;
    pages.across += by.x / frame.scale;
}

fn keys(ui: &Ui, frame: &Frame, pages: &mut PageView) -> Vec2 {
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    let page = frame.view.height() - STEP;
    let mut by = Vec2::ZERO;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, step, always) in [
        (Key::PageDown, vec2(0.0, page), true),
        (Key::PageUp, vec2(0.0, -page), true),
        (Key::Space, vec2(0.0, page), false),
        (Key::ArrowDown, vec2(0.0, STEP), false),
        (Key::ArrowUp, vec2(0.0, -STEP), false),
        (Key::ArrowRight, vec2(STEP, 0.0), false),
        (Key::ArrowLeft, vec2(-STEP, 0.0), false),
    ] {
        if (always || nothing_focused) && pressed(key) {
            by += step;
        }
    }
    if pressed(Key::Home) {
        pages.at = 0.0;
        pages.leads = true;
    }
    if pressed(Key::End) {
        pages.at = f32::MAX / 2.0;
    }
    by
}

fn dragged_bar(ui: &mut Ui, track: Rect, frame: &Frame, sheets: &Sheets, at: f32) -> Option<f32> {
    let (_, last) = frame.ends(sheets);
    let seen = frame.view.height() / frame.scale;
    let (part, page) = (at / last.max(1.0), seen / (sheets.height() + 2.0 * MARGIN / frame.scale));
    let name = "Scroll bar of the pages";
    #[expect(clippy::cast_possible_truncation, reason = "a part of one")]
    scroll_bar::show(ui, track, name, (part.into(), page.into()), &[]).map(|part| part as f32 * last)
}

/// Marks the paragraph under the pointer, and brings the text to it.
fn mark_clicked(document: &mut Document, frame: &Frame, pointer: Pos2, is_alone: bool) {
    let report = &document.loaded.report;
    let found = (0..report.blocks.len()).find(|block| {
        let mut areas = report.blocks[*block].areas.iter();
        areas.any(|area| area_on_screen(document, frame, area).is_some_and(|rect| rect.contains(pointer)))
    });
    let Some(place) = found.map(|block| Place::block(BlockId(block))) else { return };
    let view = &mut document.view;
    view.marked = Some(place);
    view.pages.leads = true;
    let row = document.loaded.flow.row_of(place);
    if is_alone {
        view.eye = Eye { row, part: 0.0 };
        view.pin = Pin { row, into: 0.0 };
        view.reading = row;
    } else {
        view.follow = Some(Eye { row, part: 0.0 });
    }
}

/// An area on the screen, also where it is out of view.
fn area_on_screen(document: &Document, frame: &Frame, area: &Area) -> Option<Rect> {
    let page = usize::try_from(area.page).ok()?.checked_sub(1)?;
    let sheet = document.loaded.sheets.pages().get(page)?;
    let corner = frame.corner(&document.view.pages, sheet.top, sheet.width);
    let scale = frame.scale * sheet.factor;
    let (min, max) = (vec2(area.left, area.top) * scale, vec2(area.right, area.bottom) * scale);
    Some(Rect::from_min_max(corner + min, corner + max))
}

fn paint(ui: &mut Ui, document: &Document, frame: &Frame, cache: &mut Cache, commands: &mut Vec<Command>) {
    let sheets = &document.loaded.sheets;
    let at = document.view.pages.at;
    let first = sheets.page_at(at - MARGIN / frame.scale);
    let last = sheets.page_at(at + frame.view.height() / frame.scale);
    cache.pictures.begin(ui, document, frame.scale * ui.pixels_per_point(), first..=last);
    let builder = UiBuilder::new().max_rect(frame.view);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(frame.view);
        for page in first..=last {
            let sheet = sheets.pages()[page];
            let corner = frame.corner(&document.view.pages, sheet.top, sheet.width);
            // Pixels of the picture are pixels of the screen.
            let corner = (corner * ui.pixels_per_point()).round() / ui.pixels_per_point();
            let rect = Rect::from_min_size(corner, vec2(sheet.width, sheet.height) * frame.scale);
            let id = ui.scope_id().with(("page", page));
            let name = format!("Page {}", page + 1);
            ui.interact(rect.intersect(frame.view), id, Sense::empty())
                .widget_info(|| WidgetInfo::labeled(Role::Image, true, name.as_str()));
            ui.painter().rect_filled(rect, 0.0, theme::PAPER);
            let size = document.report().pages[page];
            cache.pictures.paint(ui, (page, size), rect, frame.view);
            let line = egui::Stroke::new(1.0, theme::tokens(ui).line);
            ui.painter().rect_stroke(rect, 0.0, line, egui::StrokeKind::Outside);
        }
        outline(ui, document, frame);
    });
    if let Some(wanted) = cache.pictures.end(ui) {
        commands.push(Command::DrawPages(document.id, wanted));
    }
}

/// Draws a line around the paragraph that is marked, else the one that is read.
fn outline(ui: &Ui, document: &Document, frame: &Frame) {
    let read = document.loaded.flow.place_of(document.view.eye.row);
    let Some(place) = document.view.marked.or(read) else { return };
    let stroke = egui::Stroke::new(theme::RING, theme::on_paper().accent);
    for area in &document.report().block(place.block).areas {
        if let Some(rect) = area_on_screen(document, frame, area) {
            ui.painter().rect_stroke(rect.expand(3.0), theme::CORNER / 2, stroke, egui::StrokeKind::Outside);
        }
    }
}

/// Whether pages are shown of this report, and whether alone, where `room` is left for text and pages.
pub(crate) fn layout(document: &Document, room: f32) -> Layout {
    /// A narrower text and page are no use to anybody.
    const LEAST: f32 = 520.0;
    match document.layout() {
        Layout::Both if room < LEAST => Layout::Pages,
        Layout::Twice if room < LEAST => Layout::Text,
        layout => layout,
    }
}
