//! The original pages, laid out one below the other, with the paragraph being read outlined.
//!
//! They and the text stay at the same place: whichever was scrolled last leads. Pages are drawn on a thread; until one
//! is there its sheet is white.

mod pictures;
mod tool_bar;

use eframe::egui::{
    self, Context, CursorIcon, Pos2, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use self::pictures::Pictures;
use super::{
    reader::READING_OFFSET,
    theme,
    widgets::{
        scroll_bar,
        scroll_keys::{self, Keyboard, Scroll},
    },
};
use crate::{
    analysis::{Sheets, TextPosition},
    app::{Command, Document, DrawnPage, Layout, PageView, ScrollTarget, TextBesidePages},
    report::{Area, BlockId, Place},
};

/// Space around a page, in points.
const MARGIN: f32 = 14.0;
/// Space left above a place that is gone to, in points.
const SPACE_ABOVE: f32 = 24.0;
/// How far a page can be enlarged, and made smaller.
const ZOOM: std::ops::RangeInclusive<f32> = 0.25..=6.0;

/// What is kept of the pages between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pictures: Pictures,
    /// Where the pages were seen in the last frame that showed them.
    view: Option<Rect>,
}

/// The view beside the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// The text, which follows the pages and leads them in turn.
    Text,
    /// No text.
    Nothing,
}

impl Cache {
    /// Takes a picture that was drawn.
    pub(crate) fn take(&mut self, ctx: &Context, page: DrawnPage) {
        self.pictures.take(ctx, page);
    }

    /// Returns where the pages are on the screen, if they are shown.
    pub(crate) fn view(&self) -> Option<Rect> {
        self.view
    }

    /// Returns whether everything in view is drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.view.is_none() || self.pictures.is_complete()
    }

    /// Lets go of the pictures, because no pages are shown.
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

    /// Returns how far below the top of the view the reader is taken to read, in points of the pages; less at the very
    /// top.
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
    tool_bar::why_no_text(ui, document);
    pages(ui, document, beside, zoom, cache, commands);
}

/// Shows pages as they will be printed. `zoom` replaces the zoom, where it is given.
pub(crate) fn show_preview(
    ui: &mut Ui,
    document: &Document,
    zoom: Option<f32>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let chosen = tool_bar::show(ui, document, commands);
    pages(ui, document, Beside::Nothing, chosen.or(zoom), cache, commands);
}

fn pages(
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
    let sheets = &document.loaded.sheets;
    if view.width() < 60.0 || view.height() < 40.0 || sheets.pages().is_empty() {
        return;
    }
    cache.view = Some(view);
    let response = ui.interact(view, ui.scope_id().with("pages"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Pages of the file"));

    let is_alone = beside == Beside::Nothing;
    let mut text = if is_alone { text_gone_to(document) } else { TextBesidePages::Stays };
    let before = document.view.pages;
    let mut pages = before;
    if let Some(zoom) = chosen_zoom {
        set_zoom(&mut pages, zoom);
    }
    zoom(ui, sheets, view, &mut pages);
    let frame = Frame::new(view, sheets, pages.zoom);
    if !pages.leads {
        let position = match text {
            TextBesidePages::StandsAt(position, _) => position,
            TextBesidePages::Stays | TextBesidePages::Follows(_) => document.view.scroll.position(),
        };
        let reading_at = sheets.at(position);
        let above = if is_alone { SPACE_ABOVE / frame.scale } else { frame.reading_offset(reading_at) };
        pages.at = reading_at - above.min(reading_at);
    }
    let led = pages.at;
    scroll(ui, &response, &frame, is_alone, &mut pages);
    let (first, last) = frame.ends(sheets);
    if let Some(to) = dragged_bar(ui, track, &frame, sheets, pages.at) {
        pages.at = to;
    }
    let wide = (sheets.width() / 2.0 - (view.width() / 2.0 - MARGIN) / frame.scale).max(0.0);
    pages.across = pages.across.clamp(-wide, wide);
    if (pages.at - led).abs() > 1e-3 {
        pages.leads = true;
    }
    pages.at = pages.at.clamp(first, last);
    if pages.leads && (pages.at - before.at).abs() > 1e-3 && document.has_text() {
        text = text_at(sheets.position_at(pages.at + frame.reading_offset(pages.at)), beside);
        ui.request_repaint();
    }
    let mut marked = document.view.marked;
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
        && let Some(place) = place_at(document, &pages, &frame, pointer)
    {
        marked = Some(place);
        pages.leads = true;
        text = text_at(TextPosition { row: document.loaded.flow.row_of(place), part: 0.0 }, beside);
        commands.push(Command::Mark(document.id, place));
    }
    if pages != before || text != TextBesidePages::Stays {
        let generation = document.view.scroll.generation();
        commands.push(Command::PagesScrolled { document: document.id, pages, text, generation });
    }
    paint(ui, document, (&pages, marked), &frame, cache, commands);
}

/// Goes to the place that the user asked for: no text is shown that could.
fn text_gone_to(document: &Document) -> TextBesidePages {
    let at_row = |row| TextPosition { row, part: 0.0 };
    match document.view.scroll.target() {
        Some(ScrollTarget::Place(place)) => {
            TextBesidePages::StandsAt(at_row(document.loaded.flow.row_of(place)), Some(place))
        }
        Some(ScrollTarget::Position(position)) => TextBesidePages::StandsAt(position, None),
        Some(ScrollTarget::End) => TextBesidePages::StandsAt(document.view.scroll.position(), None),
        None => TextBesidePages::Stays,
    }
}

/// Brings the text to where the pages are.
fn text_at(position: TextPosition, beside: Beside) -> TextBesidePages {
    match beside {
        Beside::Text => TextBesidePages::Follows(position),
        Beside::Nothing => TextBesidePages::StandsAt(position, None),
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
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let keyboard = if is_free { Keyboard::Own } else { Keyboard::Elsewhere };
    let mut by = Vec2::ZERO;
    for scroll in scroll_keys::scrolls(ui, keyboard, frame.view.height()) {
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

fn dragged_bar(ui: &mut Ui, track: Rect, frame: &Frame, sheets: &Sheets, at: f32) -> Option<f32> {
    let (_, last) = frame.ends(sheets);
    let seen = frame.view.height() / frame.scale;
    let (part, page) = (at / last.max(1.0), seen / (sheets.height() + 2.0 * MARGIN / frame.scale));
    let name = "Scroll bar of the pages";
    #[expect(clippy::cast_possible_truncation, reason = "a part of one")]
    scroll_bar::show(ui, track, name, (part.into(), page.into()), &[]).map(|part| part as f32 * last)
}

/// Returns the block under the pointer.
fn place_at(document: &Document, pages: &PageView, frame: &Frame, pointer: Pos2) -> Option<Place> {
    let report = document.report();
    let is_under_pointer =
        |area: &Area| area_on_screen(document, pages, frame, area).is_some_and(|rect| rect.contains(pointer));
    let found =
        (0..report.blocks.len()).find(|block| report.blocks[*block].areas.iter().any(is_under_pointer));
    found.map(|block| Place::block(BlockId(block)))
}

/// Returns an area on the screen, also if it is out of view.
fn area_on_screen(document: &Document, pages: &PageView, frame: &Frame, area: &Area) -> Option<Rect> {
    let page = usize::try_from(area.page).ok()?.checked_sub(1)?;
    let sheet = document.loaded.sheets.pages().get(page)?;
    let corner = frame.corner(pages, sheet.top, sheet.width);
    let scale = frame.scale * sheet.factor;
    let (min, max) = (vec2(area.left, area.top) * scale, vec2(area.right, area.bottom) * scale);
    Some(Rect::from_min_max(corner + min, corner + max))
}

fn paint(
    ui: &mut Ui,
    document: &Document,
    (pages, marked): (&PageView, Option<Place>),
    frame: &Frame,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let sheets = &document.loaded.sheets;
    let at = pages.at;
    let first = sheets.page_at(at - MARGIN / frame.scale);
    let last = sheets.page_at(at + frame.view.height() / frame.scale);
    cache.pictures.begin(ui, document, frame.scale * ui.pixels_per_point(), first..=last);
    let builder = UiBuilder::new().max_rect(frame.view);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(frame.view);
        for page in first..=last {
            let sheet = sheets.pages()[page];
            let corner = frame.corner(pages, sheet.top, sheet.width);
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
        outline(ui, document, (pages, marked), frame);
    });
    if let Some(wanted) = cache.pictures.end(ui) {
        commands.push(Command::DrawPages(document.id, wanted));
    }
}

/// Draws a line around the paragraph that was gone to, or else the one being read.
fn outline(ui: &Ui, document: &Document, (pages, marked): (&PageView, Option<Place>), frame: &Frame) {
    let reading = document.loaded.flow.place_of(document.view.scroll.position().row);
    let Some(place) = marked.or(reading) else { return };
    let stroke = egui::Stroke::new(theme::RING, theme::on_paper().accent);
    for area in &document.report().block(place.block).areas {
        if let Some(rect) = area_on_screen(document, pages, frame, area) {
            ui.painter().rect_stroke(rect.expand(3.0), theme::CORNER / 2, stroke, egui::StrokeKind::Outside);
        }
    }
}

/// Returns how a report is shown where this much width, in points, is left for text and pages.
pub(crate) fn layout(document: &Document, room: f32) -> Layout {
    /// Text and pages side by side need this much.
    const MIN_SPLIT_WIDTH: f32 = 520.0;
    match document.layout() {
        Layout::Both if room < MIN_SPLIT_WIDTH => Layout::Pages,
        Layout::Twice if room < MIN_SPLIT_WIDTH => Layout::Text,
        layout => layout,
    }
}
