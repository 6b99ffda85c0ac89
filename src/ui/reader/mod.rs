//! The text: a list of rows of any length, of which only the visible ones are laid out.
//!
//! The view is anchored to a row, not to an offset, so going to any row is one step and lands exactly, whatever the
//! heights of rows that were never seen. Nothing that was laid out is kept but heights.

mod caret;
mod column;
mod estimate;
mod heard;
mod heights;
mod links;
mod paint;
mod recipe;
mod scrolling;
mod selecting;
mod tables;
mod words;

use std::ops::Range;

use eframe::egui::{self, Rect, Role, Sense, Ui, UiBuilder, accesskit, pos2};

use self::{
    column::{Column, marked_place},
    estimate::Widths,
    heights::Heights,
    recipe::Recipe,
    words::PlacedWords,
};
use super::{
    theme::{self, Reading},
    widgets::{scroll_bar, scroll_keys::Keyboard},
};
use crate::{
    analysis::{Selection, Spot, TextPosition},
    app::{Command, Document, DocumentId, ScrollAnchor, ScrollTarget, Settled, ViewSlot},
};

pub(crate) use self::column::{Found, Marks, Shown};

/// Room for paragraph numbers to the left of the text, in points.
const GUTTER: f32 = 52.0;
/// Least space right of the text.
const MARGIN: f32 = 28.0;
/// Space left above a place that is gone to.
const SPACE_ABOVE: f32 = 8.0;
/// The reader is taken to read this far below the top of the view, in points.
pub(crate) const READING_OFFSET: f32 = 60.0;
/// Space below the last row.
const END: f32 = 64.0;
/// The end of a selection that is moved by keys stays this far from the edge of the view.
const NEAR_EDGE: f32 = 12.0;

/// What is kept of a text between frames: heights, for one width.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    key: Option<HeightsKey>,
    heights: Heights,
    widths: Option<Widths>,
    /// How far to scroll, since words are being selected beyond the edge of the view; in points.
    drags: f32,
    /// Whether an end of the selection was moved by keys: it is to be in view.
    follows_selection: bool,
    /// Whether the text itself has the keyboard.
    has_focus: bool,
    /// The rows that were in view in the last frame.
    seen: Range<usize>,
    /// What the other button of the mouse was pressed on.
    asked: Option<selecting::Asked>,
}

/// What heights depend on.
#[derive(Debug, PartialEq, Clone, Copy)]
struct HeightsKey {
    document: DocumentId,
    width: f32,
    reading: Reading,
    pixels_per_point: f32,
}

/// The effect of showing a text on its position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// True if it was scrolled by hand: other texts and pages follow it.
    pub(crate) scrolled: bool,
}

/// Shows the text of a report in one of its views.
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    slot: ViewSlot,
    cache: &mut Cache,
    shown: &Shown<'_>,
    commands: &mut Vec<Command>,
) -> Outcome {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    ui.painter().rect_filled(area, 0.0, theme::tokens(ui).page);
    let view = Rect::from_min_max(area.min, pos2(area.right() - scroll_bar::WIDTH, area.bottom()));
    let track = Rect::from_min_max(pos2(view.right(), area.top()), area.max);
    if view.width() < 40.0 || view.height() < 20.0 || document.loaded.flow.rows().is_empty() {
        return Outcome::default();
    }

    let reading = theme::reading(ui);
    let width = (view.width() - GUTTER - MARGIN).clamp(20.0, reading.measure());
    let left = (view.center().x - (width - GUTTER * 0.5) / 2.0).max(view.left() + GUTTER).round();
    let looked_at = document.view(slot);
    let column = Column { report: document.report(), document, view: looked_at, left, width, reading, shown };
    let scroll = &looked_at.scroll;
    let target = cache.target(scroll.target(), &column);
    let mut anchor = scroll.anchor();
    let before = cache.prepare(ui, &column, anchor.row);
    let is_place = matches!(target, Some(ScrollTarget::Place(_)));
    if let Some(before) = before.filter(|_| !is_place) {
        // The same words stay at the top, although the rows have other heights now.
        anchor.into *= cache.measure(ui, &column, anchor.row) / before;
    }
    match target {
        Some(ScrollTarget::Place(place)) => {
            let row = column.with_heading(document.loaded.flow.row_of(place));
            anchor = ScrollAnchor { row, into: -SPACE_ABOVE };
            if let Some(hit) = column.hit_gone_to(place) {
                anchor = cache.anchor_to_show(ui, &column, anchor, view.height(), hit);
            }
        }
        Some(ScrollTarget::Position(position)) => {
            let into = cache.measure(ui, &column, position.row) * position.part - READING_OFFSET;
            anchor = ScrollAnchor { row: position.row, into };
        }
        Some(ScrollTarget::End) => {
            anchor = ScrollAnchor { row: document.loaded.flow.rows().len(), into: 0.0 };
        }
        None => anchor = cache.take_input(ui, &column, anchor, view, commands),
    }
    if let Some(dragged) = cache.scroll_bar(ui, &column, anchor, track, view.height()) {
        anchor = dragged;
    }
    // The pages lead until the text itself is scrolled.
    let followed = matches!(target, Some(ScrollTarget::Position(_))) || anchor == scroll.anchor();

    let anchor = cache.settle(ui, &column, anchor, view.height());
    let (reading_row, position) = cache.paint(ui, &column, anchor, view, commands);

    if scroll.reading_row() != reading_row || scroll.anchor() != anchor {
        // The contents and the status bar were painted before this was known.
        ui.request_repaint();
    }
    let pages_lead = looked_at.pages.leads && followed;
    let position = (!pages_lead).then_some(position);
    let generation = scroll.generation();
    let settled = Settled { anchor, reading_row, position, reached: scroll.target(), generation };
    let mut after = *scroll;
    after.settle(settled);
    if after != *scroll || pages_lead != looked_at.pages.leads {
        commands.push(Command::Scrolled { document: document.id, slot, settled, followed });
    }
    Outcome { scrolled: !followed && !is_place }
}

impl Cache {
    /// Returns where to scroll to, unless that is a row that the text does not have.
    fn target(&self, target: Option<ScrollTarget>, column: &Column<'_>) -> Option<ScrollTarget> {
        let rows = column.document.loaded.flow.rows().len();
        target.filter(|target| match target {
            ScrollTarget::Place(_) | ScrollTarget::End => true,
            ScrollTarget::Position(position) => position.row < rows,
        })
    }

    /// Scrolls by wheel, by keys and to the end of a selection that keys move; selects by keys.
    fn take_input(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        mut anchor: ScrollAnchor,
        view: Rect,
        commands: &mut Vec<Command>,
    ) -> ScrollAnchor {
        let shown = column.shown;
        anchor.into -= scrolling::wheel(ui, view) - std::mem::take(&mut self.drags);
        // A dialog over the text has the keyboard.
        let is_covered = ui.memory(|memory| memory.top_modal_layer().is_some())
            || !self.has_focus && another_text_has_keyboard(ui);
        let is_free = !shown.only_with_focus && ui.memory(|memory| memory.focused().is_none());
        let has_keyboard = !is_covered && (self.has_focus || is_free);
        if std::mem::take(&mut self.follows_selection)
            && let Some(Selection { head, .. }) = shown.selection
        {
            anchor = self.anchor_to_show(ui, column, anchor, view.height(), head);
        }
        // If nothing is selected yet and the place is out of sight, a selection begins at the paragraph being read.
        let continues =
            |selection: &Selection| !selection.is_empty() || self.seen.contains(&selection.head.row);
        let selection = shown.selection.filter(continues);
        if has_keyboard && caret::keys(ui, column, selection, commands) {
            self.follows_selection = true;
            ui.request_repaint();
        }
        if has_keyboard || !shown.only_with_focus && !is_covered {
            let keyboard = if has_keyboard { Keyboard::Own } else { Keyboard::Elsewhere };
            scrolling::keys(ui, view, keyboard, &mut anchor, self.heights.len());
        }
        anchor
    }

    /// Shows the scroll bar; returns where it was dragged to.
    fn scroll_bar(
        &mut self,
        ui: &mut Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        track: Rect,
        view: f32,
    ) -> Option<ScrollAnchor> {
        let total = self.heights.total() + f64::from(END);
        let page = f64::from(view);
        let dashes = column.dashes(&self.heights, total);
        let at = self.heights.top(anchor.row) + f64::from(anchor.into);
        let position = (at / (total - page).max(1.0), page / total);
        let part = scroll_bar::show(ui, track, "Scroll bar of the text", position, &dashes)?;
        let (row, into) = self.heights.find(part * (total - page));
        Some(ScrollAnchor { row, into })
    }
}

impl Cache {
    /// Estimates all heights again if the text, its width or the zoom has changed. If the text is the same, returns the
    /// old height of `row` in points.
    fn prepare(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> Option<f32> {
        let key = HeightsKey {
            document: column.document.id,
            width: column.width,
            reading: column.reading,
            pixels_per_point: ui.pixels_per_point(),
        };
        if self.key == Some(key) {
            return None;
        }
        let same_text = self.key.is_some_and(|before| before.document == key.document);
        let before = if same_text { self.heights.of(row).filter(|height| *height > 0.0) } else { None };
        self.key = Some(key);
        let widths = self.widths.get_or_insert_with(|| Widths::new(ui.ctx()));
        let rows = 0..column.document.loaded.flow.rows().len();
        self.heights = Heights::new(rows.map(|row| estimate(widths, &column.recipe(row))).collect());
        before
    }

    /// The true height of a row, which is noted.
    fn measure(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> f32 {
        let height = paint::lay_out(ui, &column.recipe(row)).height;
        self.heights.set(row, height);
        height
    }

    /// Returns the anchor that brings a line into view: the end of a selection, or a search result. If it is in view
    /// already, the anchor stays.
    fn anchor_to_show(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        view: f32,
        spot: Spot,
    ) -> ScrollAnchor {
        let Some((upper, lower)) = selecting::line_of(ui, column, spot) else { return anchor };
        let at_top = ScrollAnchor { row: spot.row, into: upper - NEAR_EDGE };
        if spot.row < anchor.row {
            return at_top;
        }
        // Down to the lower edge of the view by true heights; what is further down is out of view anyway.
        let mut top = -anchor.into;
        for row in anchor.row..spot.row {
            if top >= view {
                break;
            }
            top += self.measure(ui, column, row);
        }
        if top + upper < NEAR_EDGE {
            at_top
        } else if top + lower + NEAR_EDGE > view {
            ScrollAnchor { row: spot.row, into: lower + NEAR_EDGE - view }
        } else {
            anchor
        }
    }

    /// Returns the anchor with the row that is at the top of the view, within the ends of the text.
    fn settle(&mut self, ui: &Ui, column: &Column<'_>, anchor: ScrollAnchor, view: f32) -> ScrollAnchor {
        let last = self.heights.len() - 1;
        let ScrollAnchor { mut row, mut into } = anchor;
        if row > last {
            // Beyond the end: the last row's lower edge at the bottom of the view.
            row = last;
            into = self.measure(ui, column, last) + END - view;
        }
        (row, into) = self.normalised(ui, column, row, into);
        // No space is left below the end, where there is text to fill it.
        let mut below = -into;
        for next in row..=last {
            if below >= view {
                break;
            }
            below += self.measure(ui, column, next);
        }
        let shows_end = below + END < view;
        if shows_end {
            (row, into) = self.normalised(ui, column, row, into - (view - below - END));
        }
        // Heights are sums of fractions: without rounding a text at rest could go on trembling by a hair, and painting.
        ScrollAnchor { row, into: (into * 64.0).round() / 64.0 }
    }

    fn normalised(&mut self, ui: &Ui, column: &Column<'_>, mut row: usize, mut into: f32) -> (usize, f32) {
        while into < 0.0 && row > 0 {
            row -= 1;
            into += self.measure(ui, column, row);
        }
        while row + 1 < self.heights.len() {
            let height = self.measure(ui, column, row);
            if into < height {
                break;
            }
            into -= height;
            row += 1;
        }
        (row, into.max(0.0))
    }

    /// Paints the rows in view; returns the row being read, and the position a little below the top.
    fn paint(
        &mut self,
        ui: &mut Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        view: Rect,
        commands: &mut Vec<Command>,
    ) -> (usize, TextPosition) {
        let builder = UiBuilder::new()
            .scope_id(ui.scope_id().with(("text", column.document.id)))
            .max_rect(view)
            .sense(Sense::click_and_drag())
            .accessibility_role(Role::Document)
            .accessibility_label("Text of the report");
        let marked = column.view.marked;
        let marked = marked.map(|place| column.document.loaded.flow.row_of(place));
        let inner = ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(view);
            ui.expand_to_include_rect(view);
            let response = ui.response();
            if column.shown.focus {
                response.request_focus();
            }
            // A second text has the keyboard once it is pressed; the first one whenever nothing else has it.
            let is_pressed = ui.input(|input| input.pointer.primary_pressed())
                && (response.is_pointer_button_down_on() || response.clicked());
            if is_pressed {
                if column.shown.only_with_focus {
                    response.request_focus();
                } else if let Some(other) = ui.memory(egui::Memory::focused) {
                    ui.memory_mut(|memory| memory.surrender_focus(other));
                }
            }
            self.has_focus = response.has_focus();
            let mut words = Vec::new();
            let mut tables = tables::Tables::default();
            let is_heard =
                ui.accesskit_node_builder(ui.unique_id(), |node| node.set_bounds(bounds(view))).is_some();
            if is_heard {
                let above =
                    Rect::from_min_max(pos2(view.left(), view.top() - 1.0), pos2(view.right(), view.top()));
                heard::rows(ui, column.document, anchor.row.saturating_sub(heard::MOST)..anchor.row, above);
            }
            let mut top = view.top() - anchor.into;
            let mut next = anchor.row;
            let mut reading = anchor.row;
            let mut position = TextPosition { row: anchor.row, part: 0.0 };
            // At the very top it is the first line.
            let above = self.heights.top(anchor.row) + f64::from(anchor.into);
            #[expect(clippy::cast_possible_truncation, reason = "no more than a few lines")]
            let reading_at = view.top() + f64::from(READING_OFFSET).min(above) as f32;
            for row in anchor.row..self.heights.len() {
                if top >= view.bottom() {
                    break;
                }
                if top <= view.top() + READING_OFFSET {
                    reading = row;
                }
                let mut recipe = column.recipe(row);
                column.mark(row, &mut recipe);
                let set = paint::lay_out(ui, &recipe);
                self.heights.set(row, set.height);
                let at = paint::At {
                    row,
                    place: marked_place(&column.document.loaded.flow.rows()[row]),
                    document: column.document.id,
                    note: column.note_at(row),
                    texts: &column.texts(row),
                    selection: column.shown.selection,
                    origin: pos2(column.left, top.round()),
                    width: column.width,
                    gutter: GUTTER,
                };
                if top <= reading_at {
                    position = TextPosition {
                        row,
                        part: ((reading_at - top) / set.height.max(1.0)).clamp(0.0, 1.0),
                    };
                }
                let mut cells = tables.row_of(ui, column, row, view);
                let ui = cells.as_mut().unwrap_or(ui);
                paint::paint(ui, &recipe, &set, &at, marked == Some(row), &mut words, commands);
                top += set.height;
                next = row + 1;
            }
            self.seen = anchor.row..next;
            if is_heard {
                let below = Rect::from_min_max(
                    pos2(view.left(), view.bottom()),
                    pos2(view.right(), view.bottom() + 1.0),
                );
                let end = self.heights.len().min(next + heard::MOST);
                heard::rows(ui, column.document, next..end, below);
            }
            self.take_pointer(ui, &response, column, &words, commands);
            (reading, position)
        });
        inner.inner
    }
}

impl Cache {
    /// Selects, explains and offers to copy what is under the pointer.
    fn take_pointer(
        &mut self,
        ui: &Ui,
        response: &egui::Response,
        column: &Column<'_>,
        words: &[PlacedWords],
        commands: &mut Vec<Command>,
    ) {
        let (document, selection) = (column.document, column.shown.selection);
        if response.has_focus() {
            ui.data_mut(|data| data.insert_temp(text_with_keyboard(), response.id));
            // Arrows scroll what has the keyboard; they do not lead out of it. Escape takes marks away, not the keyboard.
            let keys = egui::EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                ..Default::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keys));
            let ring = egui::Stroke::new(theme::RING, theme::tokens(ui).accent);
            ui.painter().rect_stroke(ui.clip_rect(), 0.0, ring, egui::StrokeKind::Inside);
        }
        self.drags = selecting::mouse(ui, response, words, document.id, selection, commands);
        let place_of = |row: usize| document.loaded.flow.place_of(row);
        selecting::menu(response, words, document.id, selection, place_of, &mut self.asked, commands);
        let findings = document.findings.as_ref();
        selecting::explain(ui, response, words, findings.map_or(&[], |findings| &findings.abbreviations));
    }
}

/// Whether a text other than this one has the keyboard: two of them may stand side by side.
fn another_text_has_keyboard(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    focused.is_some() && focused == ui.data(|data| data.get_temp::<egui::Id>(text_with_keyboard()))
}

/// Where it is remembered which text last had the keyboard.
fn text_with_keyboard() -> egui::Id {
    egui::Id::unique("text with the keyboard")
}

fn bounds(rect: Rect) -> accesskit::Rect {
    let Rect { min, max } = rect;
    accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() }
}

fn estimate(widths: &Widths, recipe: &Recipe<'_>) -> f32 {
    let heights = recipe.pieces.iter().map(|piece| {
        let lines = widths.lines(piece.words.plain(), piece.kind, piece.width);
        #[expect(clippy::cast_precision_loss, reason = "lines of one paragraph")]
        let lines = lines as f32;
        lines * piece.kind.line
    });
    let height = if recipe.beside { heights.fold(0.0, f32::max) } else { heights.sum() };
    recipe.above + height + recipe.below
}
