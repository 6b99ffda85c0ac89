//! The text: a list of rows of any length, of which only the visible ones are laid out.
//!
//! The view is pinned to a row, not to an offset, so going to any row is one step and lands exactly, whatever the
//! heights of rows that were never seen. Nothing that was laid out is kept but heights.

mod estimate;
mod heard;
mod heights;
mod paint;
mod recipe;

use std::collections::HashMap;

use eframe::egui::{Key, Modifiers, Rect, Role, Sense, Ui, UiBuilder, accesskit, pos2};

use self::{estimate::Widths, heights::Heights, recipe::Recipe};
use super::{
    scroll_bar,
    theme::{self, MEASURE},
};
use crate::{
    analysis::{Eye, Hit, Hits, Marker, Row, RowPart, row_texts},
    app::{ChangeMark, Command, Document, DocumentId, Note, Pin},
    report::{Content, Place, Report},
};

/// Room for paragraph numbers to the left of the text, in points.
const GUTTER: f32 = 52.0;
/// Least space right of the text.
const MARGIN: f32 = 28.0;
/// Space left above a place that is gone to.
const SPACE_ABOVE: f32 = 8.0;
/// Where the eye is taken to be: this far below the top of the view.
pub(crate) const EYE: f32 = 60.0;
/// Space below the last row.
const END: f32 = 64.0;
/// More dashes on the scroll bar than this tell nothing.
const DASHES: usize = 4_000;
/// What a press of an arrow key scrolls.
const STEP: f32 = 60.0;

/// What is kept of a text between frames: heights, for one width.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    key: Option<HeightsKey>,
    heights: Heights,
    widths: Option<Widths>,
}

/// What heights depend on.
#[derive(Debug, PartialEq, Clone, Copy)]
struct HeightsKey {
    document: DocumentId,
    width: f32,
    pixels_per_point: f32,
}

/// The text column of one frame.
struct Column<'a> {
    report: &'a Report,
    document: &'a Document,
    left: f32,
    width: f32,
    marks: Option<&'a Marks<'a>>,
    found: Option<&'a Found<'a>>,
}

/// What is searched for in the text.
pub(crate) struct Found<'a> {
    pub(crate) marker: &'a Marker,
    pub(crate) hits: Option<&'a Hits>,
    /// The hit that was gone to.
    pub(crate) current: Option<Hit>,
}

/// What a row is marked as: a part of its block, or the block.
fn marked_place(row: &Row) -> Place {
    match row.part {
        RowPart::TableRow(part) | RowPart::Bullet(part) => Place::part(row.block, part),
        RowPart::Whole | RowPart::Piece(_) => Place::block(row.block),
    }
}

/// Marks on what differs from another report.
pub(crate) struct Marks<'a> {
    /// By place.
    pub(crate) of: &'a HashMap<Place, ChangeMark>,
    /// Whether the words marked are those that went; else those that came.
    pub(crate) gone: bool,
}

impl<'a> Column<'a> {
    fn recipe(&self, row: usize) -> Recipe<'a> {
        let row = &self.document.loaded.flow.rows()[row];
        let mut recipe = recipe::recipe(self.report, row, self.width);
        if let Some(marks) = self.marks
            && let Some(mark) = marks.of.get(&marked_place(row))
        {
            recipe.mark_change(mark, row, marks.gone);
        }
        recipe
    }
}

impl<'a> Column<'a> {
    /// What is noted at the paragraph that a row begins.
    fn note_at(&self, row: usize) -> Option<&'a Note> {
        let row = &self.document.loaded.flow.rows()[row];
        let begins = matches!(&row.part, RowPart::Whole)
            || matches!(&row.part, RowPart::Piece(range) if range.start == 0);
        self.document.note_at(row.block).filter(|_| begins)
    }
}

impl Column<'_> {
    /// Marks what is searched for in a row that is in view; its height stays.
    fn mark_hits(&self, index: usize, recipe: &mut Recipe<'_>) {
        if let Some(found) = self.found {
            let current = found.current.filter(|hit| hit.row == index).map(|hit| (hit.text, hit.nth));
            recipe.mark_hits(
                found.marker,
                &row_texts(self.report, &self.document.loaded.flow, index),
                current,
            );
        }
    }

    /// Where what differs stands, as parts of the whole text.
    fn dashes(&self, heights: &Heights, total: f64) -> Vec<f32> {
        let places = self.marks.iter().flat_map(|marks| marks.of.keys());
        let rows = places.map(|place| self.document.loaded.flow.row_of(*place));
        let hits = self.found.and_then(|found| found.hits).into_iter().flat_map(|hits| &hits.all);
        // Hits of one row are one dash, and more than there are pixels tell nothing.
        let mut before = None;
        let hits = hits.map(|hit| hit.row).filter(|row| before.replace(*row) != Some(*row)).take(DASHES);
        let rows = rows.chain(hits);
        #[expect(clippy::cast_possible_truncation, reason = "parts of one")]
        let parts = rows.map(|row| (heights.top(row) / total.max(1.0)) as f32).collect();
        parts
    }

    /// The row itself, or the heading or timescale right above it: what is gone to is shown with what it is of.
    fn with_heading(&self, row: usize) -> usize {
        let rows = self.document.loaded.flow.rows();
        let heads = |row: &usize| {
            let content = &self.report.block(rows[*row].block).content;
            matches!(content, Content::Heading(_) | Content::Grade(_) | Content::Timescale(_))
        };
        (0..row).rev().take_while(heads).last().unwrap_or(row)
    }
}

/// Shows the text of a report; answers whether it was scrolled by hand.
pub(crate) fn show(
    ui: &mut Ui,
    document: &mut Document,
    cache: &mut Cache,
    (marks, found): (Option<&Marks<'_>>, Option<&Found<'_>>),
    commands: &mut Vec<Command>,
) -> bool {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    ui.painter().rect_filled(area, 0.0, theme::tokens(ui).page);
    let view = Rect::from_min_max(area.min, pos2(area.right() - scroll_bar::WIDTH, area.bottom()));
    let track = Rect::from_min_max(pos2(view.right(), area.top()), area.max);
    if view.width() < 40.0 || view.height() < 20.0 || document.loaded.flow.rows().is_empty() {
        return false;
    }

    let width = (view.width() - GUTTER - MARGIN).clamp(20.0, MEASURE);
    let left = (view.center().x - (width - GUTTER * 0.5) / 2.0).max(view.left() + GUTTER).round();
    let column = Column { report: document.report(), document, left, width, marks, found };
    cache.prepare(ui, &column);

    let (mut pin, jump) = (document.view.pin, document.view.jump);
    let last = document.loaded.flow.rows().len() - 1;
    let follow = document.view.follow.filter(|eye| eye.row <= last);
    if let Some(place) = jump {
        pin = Pin { row: column.with_heading(document.loaded.flow.row_of(place)), into: -SPACE_ABOVE };
    } else if let Some(eye) = follow {
        pin = Pin { row: eye.row, into: cache.measure(ui, &column, eye.row) * eye.part - EYE };
    } else {
        pin.into -= scrolled(ui, view);
        keys(ui, view, &mut pin, cache.heights.len());
    }
    let total = cache.heights.total() + f64::from(END);
    let page = f64::from(view.height());
    let dashes = column.dashes(&cache.heights, total);
    let at = cache.heights.top(pin.row) + f64::from(pin.into);
    if let Some(part) = scroll_bar::show(
        ui,
        track,
        "Scroll bar of the text",
        (at / (total - page).max(1.0), page / total),
        &dashes,
    ) {
        let (row, into) = cache.heights.find(part * (total - page));
        pin = Pin { row, into };
    }
    // The pages lead until the text is scrolled itself.
    let led = follow.is_some() || pin == document.view.pin;
    let pin = cache.settle(ui, &column, pin, view.height());
    let (reading, eye) = cache.paint(ui, &column, pin, view, commands);

    let view = &mut document.view;
    if view.reading != reading || view.pin != pin {
        // Tree and status bar were painted before this was known.
        ui.request_repaint();
    }
    view.pin = pin;
    view.reading = reading;
    view.jump = None;
    view.follow = None;
    view.pages.leads &= led;
    if !view.pages.leads {
        view.eye = eye;
    }
    if let Some(place) = jump {
        view.landed = Some((place, pin));
    }
    !led && jump.is_none()
}

fn bounds(rect: Rect) -> accesskit::Rect {
    let Rect { min, max } = rect;
    accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() }
}

/// What the wheel or the fingers scrolled over the text since the last frame, in points; down is less than 0.
fn scrolled(ui: &Ui, view: Rect) -> f32 {
    if ui.rect_contains_pointer(view) { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 }
}

/// Keys that scroll, unless something else has the keyboard that needs them.
fn keys(ui: &Ui, view: Rect, pin: &mut Pin, rows: usize) {
    if ui.text_edit_focused() {
        return;
    }
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    let page = view.height() - STEP;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::PageDown) {
        pin.into += page;
    }
    if pressed(Key::PageUp) {
        pin.into -= page;
    }
    if pressed(Key::Home) {
        *pin = Pin::default();
    }
    if pressed(Key::End) {
        *pin = Pin { row: rows, into: 0.0 };
    }
    // With the focus somewhere, arrows and the space bar belong to it.
    if nothing_focused {
        if pressed(Key::ArrowDown) {
            pin.into += STEP;
        }
        if pressed(Key::ArrowUp) {
            pin.into -= STEP;
        }
        if pressed(Key::Space) {
            pin.into += page;
        }
    }
}

impl Cache {
    /// Estimates all heights anew where the text, its width or the zoom is another.
    fn prepare(&mut self, ui: &Ui, column: &Column<'_>) {
        let key = HeightsKey {
            document: column.document.id,
            width: column.width,
            pixels_per_point: ui.pixels_per_point(),
        };
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        let widths = self.widths.get_or_insert_with(|| Widths::new(ui.ctx()));
        let rows = 0..column.document.loaded.flow.rows().len();
        self.heights = Heights::new(rows.map(|row| estimate(widths, &column.recipe(row))).collect());
    }

    /// The true height of a row, which is noted.
    fn measure(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> f32 {
        let height = paint::lay_out(ui, &column.recipe(row)).height;
        self.heights.set(row, height);
        height
    }

    /// The pin with the row at the top of the view in it, within the ends of the text.
    fn settle(&mut self, ui: &Ui, column: &Column<'_>, pin: Pin, view: f32) -> Pin {
        let last = self.heights.len() - 1;
        let Pin { mut row, mut into } = pin;
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
        Pin { row, into: (into * 64.0).round() / 64.0 }
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

    /// Paints the rows in view; answers with the one that is being read, and what the eye is on.
    fn paint(
        &mut self,
        ui: &mut Ui,
        column: &Column<'_>,
        pin: Pin,
        view: Rect,
        commands: &mut Vec<Command>,
    ) -> (usize, Eye) {
        let builder = UiBuilder::new()
            .scope_id(ui.scope_id().with(("text", column.document.id)))
            .max_rect(view)
            .sense(Sense::hover())
            .accessibility_role(Role::Document)
            .accessibility_label("Text of the report");
        let marked = column.document.view.marked;
        let marked = marked.map(|place| column.document.loaded.flow.row_of(place));
        let inner = ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(view);
            // egui paints selected words in the colour of the focus ring.
            ui.visuals_mut().selection.stroke.color = theme::tokens(ui).text;
            let is_heard =
                ui.accesskit_node_builder(ui.unique_id(), |node| node.set_bounds(bounds(view))).is_some();
            if is_heard {
                let above =
                    Rect::from_min_max(pos2(view.left(), view.top() - 1.0), pos2(view.right(), view.top()));
                heard::rows(ui, column.document, pin.row.saturating_sub(heard::MOST)..pin.row, above);
            }
            let mut top = view.top() - pin.into;
            let mut next = pin.row;
            let mut reading = pin.row;
            let mut eye = Eye { row: pin.row, part: 0.0 };
            // At the very top the eye is on the first line.
            let above = self.heights.top(pin.row) + f64::from(pin.into);
            #[expect(clippy::cast_possible_truncation, reason = "no more than a few lines")]
            let eye_at = view.top() + f64::from(EYE).min(above) as f32;
            for row in pin.row..self.heights.len() {
                if top >= view.bottom() {
                    break;
                }
                if top <= view.top() + EYE {
                    reading = row;
                }
                let mut recipe = column.recipe(row);
                column.mark_hits(row, &mut recipe);
                let set = paint::lay_out(ui, &recipe);
                self.heights.set(row, set.height);
                let at = paint::At {
                    row,
                    place: marked_place(&column.document.loaded.flow.rows()[row]),
                    document: column.document.id,
                    note: column.note_at(row),
                    abbreviations: column
                        .document
                        .findings
                        .as_ref()
                        .map_or(&[], |findings| &findings.abbreviations),
                    origin: pos2(column.left, top.round()),
                    width: column.width,
                    gutter: GUTTER,
                };
                if top <= eye_at {
                    eye = Eye { row, part: ((eye_at - top) / set.height.max(1.0)).clamp(0.0, 1.0) };
                }
                paint::paint(ui, &recipe, &set, &at, marked == Some(row), commands);
                top += set.height;
                next = row + 1;
            }
            if is_heard {
                let below = Rect::from_min_max(
                    pos2(view.left(), view.bottom()),
                    pos2(view.right(), view.bottom() + 1.0),
                );
                let end = self.heights.len().min(next + heard::MOST);
                heard::rows(ui, column.document, next..end, below);
            }
            (reading, eye)
        });
        inner.inner
    }
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
