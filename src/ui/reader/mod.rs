//! The text of a report, which can have any number of rows. Only the visible rows are laid out.
//!
//! This file shows one frame and handles its input; `anchoring` measures rows and positions the view. The scroll
//! position is stored as a row and an offset in it, not as a distance from the top of the text. So the view can jump
//! exactly to any row, even if the rows above were never laid out. Between frames only heights are kept.

mod accessible_rows;
mod address_spec;
mod anchoring;
mod column;
mod estimate;
mod heights;
mod key_selection;
mod links;
mod mouse_selection;
mod paint;
mod row_layout;
mod row_spec;
mod scrolling;
mod table_spec;
mod tables;
mod text_menu;
mod words;

use std::ops::Range;

use eframe::egui::{self, Rect, Role, Sense, Ui, UiBuilder, accesskit, pos2};

use self::{
    column::{Column, highlight_place},
    heights::Heights,
    words::PlacedWords,
};
use super::{
    strings::report as strings,
    theme::{self, ReadingStyles},
    widgets::{scroll_bar, scroll_keys::KeyboardFocus},
};
use crate::{
    analysis::{Selection, TextPosition},
    app::{Command, Document, DocumentId, LayoutOutcome, ScrollAnchor, ScrollTarget, ViewSlot},
};

pub(crate) use self::{
    column::{ChangeHighlights, ReaderOptions, SearchHighlights},
    estimate::CharacterWidths,
};

/// Width of the column of paragraph numbers left of the text, in points.
const GUTTER_WIDTH: f32 = 52.0;
/// Minimum space right of the text, in points.
const RIGHT_MARGIN: f32 = 28.0;
/// Space between the top of the view and a place that the user goes to, in points.
const SPACE_ABOVE_TARGET: f32 = 8.0;
/// Assumed distance of the line being read from the top of the view, in points.
pub(crate) const READING_OFFSET: f32 = 60.0;
/// Space below the last row, in points.
const SPACE_BELOW_END: f32 = 64.0;

/// Data that a text keeps between frames: the heights of its rows, and the state of keyboard and mouse input.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The values that the heights were estimated for.
    key: Option<HeightsKey>,
    heights: Heights,
    /// Widths of characters, which are measured when they are first needed.
    widths: Option<CharacterWidths>,
    /// The distance in points to scroll in the next frame, because the user drags a selection beyond the edge of the
    /// view.
    drag_scroll: f32,
    /// True if keys moved the end of the selection. The next frame then scrolls that end into view.
    follows_selection: bool,
    /// True if this text has the keyboard focus.
    has_focus: bool,
    /// The rows that were in view in the last frame.
    visible_rows: Range<usize>,
    /// The paragraph that the context menu was last opened on.
    menu_target: Option<text_menu::MenuTarget>,
    /// True if the keys went to this text in the last frame.
    has_keyboard: bool,
}

/// The values that heights depend on.
#[derive(Debug, PartialEq, Clone, Copy)]
struct HeightsKey {
    document: DocumentId,
    width: f32,
    reading: ReadingStyles,
    pixels_per_point: f32,
}

/// The result of showing a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ReaderOutcome {
    /// True if the user scrolled this text. Other texts and the pages then follow.
    pub(crate) was_scrolled: bool,
}

/// Shows the text of a report in one of its views. If the scroll position changes, returns it with the command
/// [`Command::Scrolled`].
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    slot: ViewSlot,
    cache: &mut Cache,
    options: &ReaderOptions<'_>,
    commands: &mut Vec<Command>,
) -> ReaderOutcome {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    ui.painter().rect_filled(area, 0.0, theme::tokens(ui).page);
    let view = Rect::from_min_max(area.min, pos2(area.right() - scroll_bar::TRACK_WIDTH, area.bottom()));
    let track = Rect::from_min_max(pos2(view.right(), area.top()), area.max);
    if view.width() < 40.0 || view.height() < 20.0 || document.loaded.flow.rows().is_empty() {
        return ReaderOutcome::default();
    }

    let reading = theme::reading_styles(ui);
    let width = (view.width() - GUTTER_WIDTH - RIGHT_MARGIN).clamp(20.0, reading.line_length());
    let left = (view.center().x - (width - GUTTER_WIDTH * 0.5) / 2.0).max(view.left() + GUTTER_WIDTH).round();
    let report_view = document.view(slot);
    let column =
        Column { report: document.report(), document, view: report_view, left, width, reading, options };
    let scroll = &report_view.scroll;
    let target = cache.valid_target(scroll.target(), &column);
    let mut anchor = scroll.anchor();
    let old_height = cache.update_estimates(ui, &column, anchor.row);
    let is_place = matches!(target, Some(ScrollTarget::Place(_)));
    if let Some(old_height) = old_height.filter(|_| !is_place) {
        // All heights have changed, so the offset is scaled to keep the same words at the top.
        anchor.offset *= cache.measure_row(ui, &column, anchor.row) / old_height;
    }
    match target {
        Some(ScrollTarget::Place(place)) => {
            let row = column.row_or_heading_above(document.loaded.flow.row_of(place));
            anchor = ScrollAnchor { row, offset: -SPACE_ABOVE_TARGET };
            if let Some(hit) = column.current_hit_at(place) {
                anchor = cache.anchor_to_show(ui, &column, anchor, view.height(), hit);
            }
        }
        Some(ScrollTarget::Position(position)) => {
            let offset = cache.measure_row(ui, &column, position.row) * position.part - READING_OFFSET;
            anchor = ScrollAnchor { row: position.row, offset };
        }
        Some(ScrollTarget::End) => {
            anchor = ScrollAnchor { row: document.loaded.flow.rows().len(), offset: 0.0 };
        }
        None => anchor = cache.handle_input(ui, &column, anchor, view, commands),
    }
    if let Some(dragged) = cache.show_scroll_bar(ui, &column, anchor, track, view.height()) {
        anchor = dragged;
    }
    // The text follows the pages until the user scrolls the text.
    let has_followed_pages = matches!(target, Some(ScrollTarget::Position(_))) || anchor == scroll.anchor();

    let anchor = cache.settle_anchor(ui, &column, anchor, view.height());
    let (reading_row, position) = cache.paint_rows(ui, &column, anchor, view, commands);

    if scroll.reading_row() != reading_row || scroll.anchor() != anchor {
        // The contents and the status bar were painted earlier in this frame, with the old position.
        ui.request_repaint();
    }
    let pages_lead = report_view.pages.leads_text && has_followed_pages;
    let position = (!pages_lead).then_some(position);
    let generation = scroll.generation();
    let layout_outcome =
        LayoutOutcome { anchor, reading_row, position, reached: scroll.target(), generation };
    let mut after = *scroll;
    after.apply_layout(layout_outcome);
    if after != *scroll || pages_lead != report_view.pages.leads_text {
        commands.push(Command::Scrolled { document: document.id, slot, layout_outcome, has_followed_pages });
    }
    ReaderOutcome { was_scrolled: !has_followed_pages && !is_place }
}

impl Cache {
    /// Returns the scroll target, or `None` if there is no target or the text has no such row.
    fn valid_target(&self, target: Option<ScrollTarget>, column: &Column<'_>) -> Option<ScrollTarget> {
        let rows = column.document.loaded.flow.rows().len();
        target.filter(|target| match target {
            ScrollTarget::Place(_) | ScrollTarget::End => true,
            ScrollTarget::Position(position) => position.row < rows,
        })
    }

    /// Scrolls with the wheel and keys, and extends the selection with keys. Returns the new anchor.
    fn handle_input(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        mut anchor: ScrollAnchor,
        view: Rect,
        commands: &mut Vec<Command>,
    ) -> ScrollAnchor {
        let options = column.options;
        anchor.offset -= scrolling::wheel_delta(ui, view) - std::mem::take(&mut self.drag_scroll);
        // A dialog over the text receives the keys instead.
        let is_covered = ui.memory(|memory| memory.top_modal_layer().is_some())
            || !self.has_focus && another_text_has_focus(ui);
        let is_free = !options.needs_focus_for_keys && ui.memory(|memory| memory.focused().is_none());
        let has_keyboard = !is_covered && (self.has_focus || is_free);
        self.has_keyboard = has_keyboard;
        if std::mem::take(&mut self.follows_selection)
            && let Some(Selection { head, .. }) = options.selection
        {
            anchor = self.anchor_to_show(ui, column, anchor, view.height(), head);
        }
        // If nothing is selected and the insertion point is out of view, the keys select from the paragraph being read.
        let can_extend =
            |selection: &Selection| !selection.is_empty() || self.visible_rows.contains(&selection.head.row);
        let selection = options.selection.filter(can_extend);
        if has_keyboard && key_selection::extend_selection_by_keys(ui, column, selection, commands) {
            self.follows_selection = true;
            ui.request_repaint();
        }
        if has_keyboard || !options.needs_focus_for_keys && !is_covered {
            let keyboard = if has_keyboard { KeyboardFocus::Own } else { KeyboardFocus::Elsewhere };
            scrolling::scroll_by_keys(ui, view, keyboard, &mut anchor, self.heights.len());
        }
        anchor
    }

    /// Shows the scroll bar. Returns the anchor that the bar was dragged to, or `None` if the bar was not used.
    fn show_scroll_bar(
        &mut self,
        ui: &mut Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        track: Rect,
        view_height: f32,
    ) -> Option<ScrollAnchor> {
        let total = self.heights.total_height() + f64::from(SPACE_BELOW_END);
        let page = f64::from(view_height);
        let dashes = column.scroll_bar_dashes(&self.heights, total);
        let at = self.heights.row_top(anchor.row) + f64::from(anchor.offset);
        let position = (at / (total - page).max(1.0), page / total);
        let position = scroll_bar::show(ui, track, strings::TEXT_SCROLL_BAR, position, &dashes)?;
        let (row, offset) = self.heights.row_at(position * (total - page));
        Some(ScrollAnchor { row, offset })
    }
}

impl Cache {
    /// Paints the rows in view. Returns the row being read, and the position in the text at [`READING_OFFSET`] below
    /// the top of the view.
    fn paint_rows(
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
            .accessibility_label(strings::REPORT_TEXT);
        let current = column.view.highlighted;
        let current_row = current.map(|place| column.document.loaded.flow.row_of(place));
        let inner = ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(view);
            ui.expand_to_include_rect(view);
            let response = ui.response();
            if column.options.takes_focus {
                response.request_focus();
            }
            // A second text reacts to keys after a click on it. The first text reacts to keys whenever no widget has
            // the focus, so a click on it takes the focus away from other widgets.
            let is_pressed = ui.input(|input| input.pointer.primary_pressed())
                && (response.is_pointer_button_down_on() || response.clicked());
            if is_pressed {
                if column.options.needs_focus_for_keys {
                    response.request_focus();
                } else if let Some(other) = ui.memory(egui::Memory::focused) {
                    ui.memory_mut(|memory| memory.surrender_focus(other));
                }
            }
            self.has_focus = response.has_focus();
            let mut words = Vec::new();
            let mut table_node = tables::TableNode::default();
            let has_screen_reader = ui
                .accesskit_node_builder(ui.unique_id(), |node| node.set_bounds(accesskit_rect(view)))
                .is_some();
            if has_screen_reader {
                let above =
                    Rect::from_min_max(pos2(view.left(), view.top() - 1.0), pos2(view.right(), view.top()));
                let first = anchor.row.saturating_sub(accessible_rows::MAX_ROWS_BEYOND_EDGE);
                accessible_rows::add_rows(ui, column.document, first..anchor.row, above);
            }
            let mut top = view.top() - anchor.offset;
            let mut next = anchor.row;
            let mut reading = anchor.row;
            let mut position = TextPosition { row: anchor.row, part: 0.0 };
            // If the text is scrolled by less than the reading offset, the line being read is further up: at the very
            // top it is the first line.
            let above = self.heights.row_top(anchor.row) + f64::from(anchor.offset);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the distance is at most a few lines, so f32 is precise enough"
            )]
            let reading_at = view.top() + f64::from(READING_OFFSET).min(above) as f32;
            for row in anchor.row..self.heights.len() {
                if top >= view.bottom() {
                    break;
                }
                if top <= view.top() + READING_OFFSET {
                    reading = row;
                }
                let mut spec = column.row_spec(row);
                column.add_links_and_hits(row, &mut spec);
                let laid_out = row_layout::lay_out_row(ui, &spec);
                self.heights.set_height(row, laid_out.height);
                let context = paint::RowContext {
                    row,
                    place: highlight_place(&column.document.loaded.flow.rows()[row]),
                    document: column.document.id,
                    report: column.report,
                    note: column.note_at(row),
                    texts: &column.texts_of_rows(row..row + spec.row_count),
                    selection: column.options.selection,
                    is_current: current_row
                        .is_some_and(|current| (row..row + spec.row_count).contains(&current)),
                    origin: pos2(column.left, top.round()),
                    width: column.width,
                    gutter: GUTTER_WIDTH,
                };
                if top <= reading_at {
                    position = TextPosition {
                        row,
                        part: ((reading_at - top) / laid_out.height.max(1.0)).clamp(0.0, 1.0),
                    };
                }
                let mut table_row = table_node.row_ui(ui, column, row, view);
                let ui = table_row.as_mut().unwrap_or(ui);
                paint::paint_row(ui, &spec, &laid_out, &context, &mut words, commands);
                top += laid_out.height;
                next = row + 1;
            }
            self.visible_rows = anchor.row..next;
            if has_screen_reader {
                let below = Rect::from_min_max(
                    pos2(view.left(), view.bottom()),
                    pos2(view.right(), view.bottom() + 1.0),
                );
                let end = self.heights.len().min(next + accessible_rows::MAX_ROWS_BEYOND_EDGE);
                accessible_rows::add_rows(ui, column.document, next..end, below);
            }
            self.handle_pointer(ui, &response, column, &words, commands);
            (reading, position)
        });
        inner.inner
    }
}

impl Cache {
    /// Handles the mouse: selects words, opens the context menu and explains abbreviations. Also shows the focus ring.
    fn handle_pointer(
        &mut self,
        ui: &Ui,
        response: &egui::Response,
        column: &Column<'_>,
        words: &[PlacedWords],
        commands: &mut Vec<Command>,
    ) {
        let (document, selection) = (column.document, column.options.selection);
        if response.has_focus() {
            ui.data_mut(|data| data.insert_temp(focused_text_id(), response.id));
            // Arrow keys scroll the focused text instead of moving the focus. Escape clears highlights but keeps the
            // focus.
            let keys = egui::EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                ..Default::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keys));
            let ring = egui::Stroke::new(theme::FOCUS_RING_WIDTH, theme::tokens(ui).accent);
            ui.painter().rect_stroke(ui.clip_rect(), 0.0, ring, egui::StrokeKind::Inside);
        }
        self.drag_scroll =
            mouse_selection::select_words(ui, response, words, document.id, selection, commands);
        text_menu::show(ui, response, column, words, self.has_keyboard, &mut self.menu_target, commands);
        let findings = document.findings.as_ref();
        mouse_selection::explain_abbreviation(
            ui,
            response,
            words,
            findings.map_or(&[], |findings| &findings.abbreviations),
        );
    }
}

/// Returns true if a text has the focus. This is only called for a text without the focus, so the focused text is the
/// one beside it.
fn another_text_has_focus(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    focused.is_some() && focused == ui.data(|data| data.get_temp::<egui::Id>(focused_text_id()))
}

/// Returns the key in egui's memory for the id of the text that last had the focus.
fn focused_text_id() -> egui::Id {
    egui::Id::unique("text with the focus")
}

/// Returns a rectangle of egui as a rectangle of AccessKit.
fn accesskit_rect(rect: Rect) -> accesskit::Rect {
    let Rect { min, max } = rect;
    accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() }
}
