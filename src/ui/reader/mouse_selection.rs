//! Handles the mouse in the text: selection, and explanations of abbreviations.
//!
//! The selection is stored in the state ([`crate::app::TextSelection`]). This file only turns mouse input into
//! commands.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, text::CCursor};

use super::{
    column::Column,
    paint,
    words::{PlacedWords, byte_of_character, character_at_byte, nearest_words},
};
use crate::{
    analysis::{Abbreviation, CaretPosition, Selection, word_at},
    app::{Command, DocumentId},
    ui::{
        strings::report as strings,
        theme::{self, PANEL},
    },
};

/// Selects words with the mouse. Returns the distance to scroll in this frame, in points, while the pointer is dragged
/// out of view.
pub(super) fn select_words(
    ui: &Ui,
    response: &Response,
    words: &[PlacedWords],
    document: DocumentId,
    selection: Option<Selection>,
    commands: &mut Vec<Command>,
) -> f32 {
    let Some(point) = ui.input(|input| input.pointer.latest_pos()) else { return 0.0 };
    let Some(nearest) = nearest_words(words, point) else { return 0.0 };
    let position = CaretPosition { row: nearest.row, text: nearest.text, byte: nearest.byte_at(point) };
    if response.hovered() && nearest.rect().contains(point) {
        ui.set_cursor_icon(CursorIcon::Text);
    }
    let mut set_selection = |new: Selection| {
        if selection != Some(new) {
            commands.push(Command::Select(document, new));
            ui.request_repaint();
        }
    };
    let is_pressed =
        ui.input(|input| input.pointer.primary_pressed()) && response.is_pointer_button_down_on();
    let should_extend = ui.input(|input| input.modifiers.shift);
    let extended_to = |head: CaretPosition| selection.map(|selection| Selection { head, ..selection });
    if response.triple_clicked() {
        let whole_text = Selection {
            anchor: CaretPosition { byte: 0, ..position },
            head: CaretPosition { byte: nearest.length, ..position },
        };
        set_selection(whole_text);
    } else if response.double_clicked() && nearest.is_exact {
        let word = word_at(nearest.galley.text(), position.byte);
        let end = |byte| CaretPosition { byte, ..position };
        set_selection(Selection { anchor: end(word.start), head: end(word.end) });
    } else if is_pressed || response.clicked() {
        set_selection(extended_to(position).filter(|_| should_extend).unwrap_or(Selection::caret(position)));
    } else if response.dragged_by(PointerButton::Primary) {
        set_selection(extended_to(position).unwrap_or(Selection::caret(position)));
        return edge_scroll_distance(ui, response.rect, point);
    }
    0.0
}

/// Returns the distance to scroll in this frame, in points, for a pointer near or beyond the edge of the view. The
/// further out the pointer is, the faster the text scrolls.
fn edge_scroll_distance(ui: &Ui, view: Rect, point: Pos2) -> f32 {
    /// Scroll speed in points per second, for each point of the pointer's distance.
    const SCROLL_SPEED: f32 = 12.0;
    /// Width of the zone inside the edge of the view where scrolling starts, in points. Without this zone, a text at
    /// the edge of the screen could not be scrolled, because the pointer can't leave the screen.
    const EDGE_ZONE_POINTS: f32 = 20.0;
    let distance = (point.y - view.bottom() + EDGE_ZONE_POINTS).max(0.0)
        - (view.top() + EDGE_ZONE_POINTS - point.y).max(0.0);
    if distance == 0.0 {
        return 0.0;
    }
    ui.request_repaint();
    distance.clamp(-160.0, 160.0) * SCROLL_SPEED * ui.input(|input| input.stable_dt).min(0.1)
}

/// Returns the upper and lower edge of the line that a position is in, in points from the top of its row. Returns
/// `None` if the text of the position is not painted.
pub(super) fn line_edges(ui: &Ui, column: &Column<'_>, position: CaretPosition) -> Option<(f32, f32)> {
    let words = paint::words_of_row(ui, column, position.row)
        .into_iter()
        .find(|words| (words.row, words.text) == (position.row, position.text))?;
    let cursor = CCursor::new(character_at_byte(words.galley.text(), position.byte));
    let line = words.galley.pos_from_cursor(cursor).translate(words.corner.to_vec2());
    Some((line.top(), line.bottom()))
}

/// Shows the meaning of the abbreviation under the pointer in a tooltip.
pub(super) fn explain_abbreviation(
    ui: &Ui,
    response: &Response,
    words: &[PlacedWords],
    abbreviations: &[Abbreviation],
) {
    let Some(pointer) = response.hover_pos().filter(|_| !abbreviations.is_empty()) else { return };
    let Some(hovered) = words.iter().find(|words| words.rect().contains(pointer)) else { return };
    let text = hovered.galley.text();
    let byte = byte_of_character(text, hovered.galley.cursor_from_pos(pointer - hovered.corner).index);
    let word = &text[word_at(text, byte)];
    let singular = word.strip_suffix('s').unwrap_or(word);
    let known = abbreviations.iter().find(|item| item.short == word || item.short == singular);
    if let Some((known, long)) = known.and_then(|item| Some((item, item.long()?))) {
        let words = strings::abbreviation_meaning(&known.short, long);
        // The tooltip is shown at the pointer, because the response covers the whole text.
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.label(PANEL.rich_text(words, theme::tokens(ui).text));
        });
        ui.set_cursor_icon(CursorIcon::Help);
    }
}
