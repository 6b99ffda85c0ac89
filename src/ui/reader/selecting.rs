//! Selecting by mouse: what of the text is under the pointer.
//!
//! What is selected is the state's ([`crate::app::Selected`]); here it only becomes commands.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, text::CCursor};

use super::{
    column::Column,
    paint,
    words::{PlacedWords, byte_of, character_of, nearest},
};
use crate::{
    analysis::{Abbreviation, Selection, Spot, word_at},
    app::{Command, Copied, DocumentId},
    report::Place,
    ui::theme::{self, PANEL},
};

/// Selects by mouse; answers how far to scroll, in points, where the pointer is dragged out of view.
pub(super) fn mouse(
    ui: &Ui,
    response: &Response,
    words: &[PlacedWords],
    of: DocumentId,
    selection: Option<Selection>,
    commands: &mut Vec<Command>,
) -> f32 {
    let Some(point) = ui.input(|input| input.pointer.latest_pos()) else { return 0.0 };
    let at = nearest(words, point);
    let Some((at, spot)) = at.map(|at| (at, Spot { row: at.row, text: at.text, byte: at.byte_at(point) }))
    else {
        return 0.0;
    };
    if response.hovered() && at.rect().contains(point) {
        ui.set_cursor_icon(CursorIcon::Text);
    }
    let mut select = |new: Selection| {
        if selection != Some(new) {
            commands.push(Command::Select(of, new));
            ui.request_repaint();
        }
    };
    let pressed = ui.input(|input| input.pointer.primary_pressed()) && response.is_pointer_button_down_on();
    let extends = ui.input(|input| input.modifiers.shift);
    let grown = |head: Spot| selection.map(|selection| Selection { head, ..selection });
    if response.triple_clicked() {
        let whole = Selection { anchor: Spot { byte: 0, ..spot }, head: Spot { byte: at.length, ..spot } };
        select(whole);
    } else if response.double_clicked() && at.exact {
        let word = word_at(at.galley.text(), spot.byte);
        let end = |byte| Spot { byte, ..spot };
        select(Selection { anchor: end(word.start), head: end(word.end) });
    } else if pressed || response.clicked() {
        select(grown(spot).filter(|_| extends).unwrap_or(Selection::at(spot)));
    } else if response.dragged_by(PointerButton::Primary) {
        select(grown(spot).unwrap_or(Selection::at(spot)));
        return beyond(ui, response.rect, point);
    }
    0.0
}

/// How far to scroll in this frame for a pointer above or below the view: the further away, the faster.
fn beyond(ui: &Ui, view: Rect, point: Pos2) -> f32 {
    /// Points a second for every point of distance.
    const SPEED: f32 = 12.0;
    /// From this far within the view on.
    const EDGE: f32 = 20.0;
    // Where the window ends with the screen the pointer cannot leave it.
    let distance = (point.y - view.bottom() + EDGE).max(0.0) - (view.top() + EDGE - point.y).max(0.0);
    if distance == 0.0 {
        return 0.0;
    }
    ui.request_repaint();
    distance.clamp(-160.0, 160.0) * SPEED * ui.input(|input| input.stable_dt).min(0.1)
}

/// Where in its row an end of a selection stands: the upper and the lower edge of its line, in points from the row's top.
pub(super) fn line_of(ui: &Ui, column: &Column<'_>, spot: Spot) -> Option<(f32, f32)> {
    let words = paint::words_of(ui, column, spot.row).into_iter().find(|words| words.text == spot.text)?;
    let cursor = CCursor::new(character_of(words.galley.text(), spot.byte));
    let line = words.galley.pos_from_cursor(cursor).translate(words.corner.to_vec2());
    Some((line.top(), line.bottom()))
}

/// What the other button of the mouse was pressed on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    place: Place,
    in_selection: bool,
}

/// What can be copied, behind the other button of the mouse.
pub(super) fn menu(
    response: &Response,
    words: &[PlacedWords],
    of: DocumentId,
    selection: Option<Selection>,
    place_of: impl Fn(usize) -> Option<Place>,
    asked: &mut Option<Asked>,
    commands: &mut Vec<Command>,
) {
    if response.secondary_clicked()
        && let Some(point) = response.interact_pointer_pos()
        && let Some(at) = nearest(words, point)
    {
        let spot = Spot { row: at.row, text: at.text, byte: at.byte_at(point) };
        let in_selection = selection.is_some_and(|selection| {
            let (from, to) = selection.ends();
            from <= spot && spot < to
        });
        *asked = place_of(at.row).map(|place| Asked { place, in_selection });
    }
    let Some(Asked { place, in_selection }) = *asked else { return };
    response.context_menu(|ui| {
        for (what, of_paragraph, of_selection) in Copied::ALL {
            if in_selection {
                if ui.button(of_selection).clicked() {
                    commands.push(Command::Do(what.action()));
                }
            } else if ui.button(of_paragraph).clicked() {
                commands.push(Command::Copy(what, of, place));
            }
        }
        if ui.button("Note…").clicked() {
            commands.push(Command::BeginNote(of, place));
        }
    });
}

/// Says what the letters under the pointer stand for.
pub(super) fn explain(ui: &Ui, response: &Response, words: &[PlacedWords], abbreviations: &[Abbreviation]) {
    let Some(pointer) = response.hover_pos().filter(|_| !abbreviations.is_empty()) else { return };
    let Some(at) = words.iter().find(|words| words.rect().contains(pointer)) else { return };
    let text = at.galley.text();
    let byte = byte_of(text, at.galley.cursor_from_pos(pointer - at.corner).index);
    let word = &text[word_at(text, byte)];
    let singular = word.strip_suffix('s').unwrap_or(word);
    let named = abbreviations.iter().find(|item| item.short == word || item.short == singular);
    if let Some((named, long)) = named.and_then(|item| Some((item, item.long()?))) {
        let words = format!("{}: {long}", named.short);
        // Beside the pointer: a text is large.
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.label(PANEL.rich(words, theme::tokens(ui).text));
        });
        ui.set_cursor_icon(CursorIcon::Help);
    }
}
