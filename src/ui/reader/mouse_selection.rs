//! Selecting with the mouse, the context menu and explanations of abbreviations.
//!
//! The selection itself is in the state ([`crate::app::TextSelection`]). This file only turns mouse input into commands.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, text::CCursor};

use super::{
    column::Column,
    paint,
    words::{PlacedWords, byte_of, character_of, nearest_words},
};
use crate::{
    analysis::{Abbreviation, CaretPosition, Selection, word_at},
    app::{Command, CopyFormat, DocumentId},
    report::Place,
    ui::{
        strings::report as strings,
        theme::{self, PANEL},
    },
};

/// Selects with the mouse. Returns how far to scroll in points while the pointer is dragged out of view.
pub(super) fn select(
    ui: &Ui,
    response: &Response,
    words: &[PlacedWords],
    document: DocumentId,
    selection: Option<Selection>,
    commands: &mut Vec<Command>,
) -> f32 {
    let Some(point) = ui.input(|input| input.pointer.latest_pos()) else { return 0.0 };
    let at = nearest_words(words, point);
    let Some((at, position)) =
        at.map(|at| (at, CaretPosition { row: at.row, text: at.text, byte: at.byte_at(point) }))
    else {
        return 0.0;
    };
    if response.hovered() && at.rect().contains(point) {
        ui.set_cursor_icon(CursorIcon::Text);
    }
    let mut set_selection = |new: Selection| {
        if selection != Some(new) {
            commands.push(Command::Select(document, new));
            ui.request_repaint();
        }
    };
    let pressed = ui.input(|input| input.pointer.primary_pressed()) && response.is_pointer_button_down_on();
    let extends = ui.input(|input| input.modifiers.shift);
    let extended = |head: CaretPosition| selection.map(|selection| Selection { head, ..selection });
    if response.triple_clicked() {
        let whole = Selection {
            anchor: CaretPosition { byte: 0, ..position },
            head: CaretPosition { byte: at.length, ..position },
        };
        set_selection(whole);
    } else if response.double_clicked() && at.is_exact {
        let word = word_at(at.galley.text(), position.byte);
        let end = |byte| CaretPosition { byte, ..position };
        set_selection(Selection { anchor: end(word.start), head: end(word.end) });
    } else if pressed || response.clicked() {
        set_selection(extended(position).filter(|_| extends).unwrap_or(Selection::caret(position)));
    } else if response.dragged_by(PointerButton::Primary) {
        set_selection(extended(position).unwrap_or(Selection::caret(position)));
        return edge_scroll(ui, response.rect, point);
    }
    0.0
}

/// Returns how far to scroll in this frame, in points, for a pointer near or beyond the edge of the view. The further
/// out the pointer is, the faster the text scrolls.
fn edge_scroll(ui: &Ui, view: Rect, point: Pos2) -> f32 {
    /// Points per second for each point of distance.
    const SPEED: f32 = 12.0;
    /// Scrolling starts this many points inside the edge: at the edge of the screen the pointer can't go further out.
    const EDGE: f32 = 20.0;
    let distance = (point.y - view.bottom() + EDGE).max(0.0) - (view.top() + EDGE - point.y).max(0.0);
    if distance == 0.0 {
        return 0.0;
    }
    ui.request_repaint();
    distance.clamp(-160.0, 160.0) * SPEED * ui.input(|input| input.stable_dt).min(0.1)
}

/// Returns the upper and lower edge of the line that a position is in, in points from the top of its row.
pub(super) fn line_edges(ui: &Ui, column: &Column<'_>, position: CaretPosition) -> Option<(f32, f32)> {
    let words = paint::words_of_row(ui, column, position.row)
        .into_iter()
        .find(|words| words.text == position.text)?;
    let cursor = CCursor::new(character_of(words.galley.text(), position.byte));
    let line = words.galley.pos_from_cursor(cursor).translate(words.corner.to_vec2());
    Some((line.top(), line.bottom()))
}

/// The place that the context menu was opened on.
#[derive(Debug, Clone, Copy)]
pub(super) struct MenuTarget {
    place: Place,
    is_in_selection: bool,
}

/// Shows the context menu: ways to copy the selection or the paragraph, and a note.
pub(super) fn show_menu(
    response: &Response,
    words: &[PlacedWords],
    document: DocumentId,
    selection: Option<Selection>,
    place_of: impl Fn(usize) -> Option<Place>,
    target: &mut Option<MenuTarget>,
    commands: &mut Vec<Command>,
) {
    if response.secondary_clicked()
        && let Some(point) = response.interact_pointer_pos()
        && let Some(at) = nearest_words(words, point)
    {
        let position = CaretPosition { row: at.row, text: at.text, byte: at.byte_at(point) };
        let is_in_selection = selection.is_some_and(|selection| {
            let (from, to) = selection.ends();
            from <= position && position < to
        });
        *target = place_of(at.row).map(|place| MenuTarget { place, is_in_selection });
    }
    let Some(MenuTarget { place, is_in_selection }) = *target else { return };
    response.context_menu(|ui| {
        for (format, paragraph_label, selection_label) in CopyFormat::ALL {
            if is_in_selection {
                if ui.button(selection_label).clicked() {
                    commands.push(Command::Do(format.action()));
                }
            } else if ui.button(paragraph_label).clicked() {
                commands.push(Command::Copy(format, document, place));
            }
        }
        if ui.button(strings::NOTE_MENU).clicked() {
            commands.push(Command::BeginNote(document, place));
        }
    });
}

/// Shows the meaning of the abbreviation under the pointer in a tooltip.
pub(super) fn explain_abbreviation(
    ui: &Ui,
    response: &Response,
    words: &[PlacedWords],
    abbreviations: &[Abbreviation],
) {
    let Some(pointer) = response.hover_pos().filter(|_| !abbreviations.is_empty()) else { return };
    let Some(at) = words.iter().find(|words| words.rect().contains(pointer)) else { return };
    let text = at.galley.text();
    let byte = byte_of(text, at.galley.cursor_from_pos(pointer - at.corner).index);
    let word = &text[word_at(text, byte)];
    let singular = word.strip_suffix('s').unwrap_or(word);
    let known = abbreviations.iter().find(|item| item.short == word || item.short == singular);
    if let Some((known, long)) = known.and_then(|item| Some((item, item.long()?))) {
        let words = strings::abbreviation(&known.short, long);
        // At the pointer, because the response is the whole text.
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.label(PANEL.rich(words, theme::tokens(ui).text));
        });
        ui.set_cursor_icon(CursorIcon::Help);
    }
}
