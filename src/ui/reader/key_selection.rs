//! Selecting with the keyboard, by characters, words, lines and rows.

use eframe::egui::{Key, Modifiers, Ui, pos2, text::CCursor};

use super::{
    column::Column,
    paint,
    words::{PlacedWords, byte_of, character_of, nearest_words},
};
use crate::{
    analysis::{CaretPosition, Selection, Stride, move_caret},
    app::Command,
    ui::actions::consume_key,
};

/// The distance by which a key moves the end of the selection.
#[derive(Clone, Copy)]
enum Step {
    By(Stride),
    OneLine,
    LineEnd,
}

/// Moves the end of `selection` by the pressed keys. Without a selection, starts at the paragraph being read. Returns
/// whether the end moved.
pub(super) fn take_keys(
    ui: &Ui,
    column: &Column<'_>,
    selection: Option<Selection>,
    commands: &mut Vec<Command>,
) -> bool {
    const SHIFT: Modifiers = Modifiers::SHIFT;
    const COMMAND_SHIFT: Modifiers = Modifiers::SHIFT.plus(Modifiers::COMMAND);
    const KEYS: [(Modifiers, Key, Step, bool); 12] = [
        (COMMAND_SHIFT, Key::ArrowRight, Step::By(Stride::Word), true),
        (COMMAND_SHIFT, Key::ArrowLeft, Step::By(Stride::Word), false),
        (COMMAND_SHIFT, Key::ArrowDown, Step::By(Stride::Row), true),
        (COMMAND_SHIFT, Key::ArrowUp, Step::By(Stride::Row), false),
        (COMMAND_SHIFT, Key::End, Step::By(Stride::Report), true),
        (COMMAND_SHIFT, Key::Home, Step::By(Stride::Report), false),
        (SHIFT, Key::ArrowRight, Step::By(Stride::Character), true),
        (SHIFT, Key::ArrowLeft, Step::By(Stride::Character), false),
        (SHIFT, Key::ArrowDown, Step::OneLine, true),
        (SHIFT, Key::ArrowUp, Step::OneLine, false),
        (SHIFT, Key::End, Step::LineEnd, true),
        (SHIFT, Key::Home, Step::LineEnd, false),
    ];
    let mut changed: Option<Selection> = None;
    for (modifiers, key, step, forward) in KEYS {
        if !consume_key(ui, modifiers, key) {
            continue;
        }
        // The current paragraph is looked up only after a key press, because the lookup visits every paragraph.
        let before = changed.or(selection).or_else(|| column.document.selection_start_in(column.view));
        changed = before.map(|before| {
            let head = match step {
                Step::By(stride) => {
                    move_caret(column.report, &column.document.loaded.flow, before.head, stride, forward)
                }
                Step::OneLine => adjacent_line(ui, column, before.head, forward),
                Step::LineEnd => line_end(ui, column, before.head, forward),
            };
            Selection { head, ..before }
        });
    }
    commands.extend(changed.map(|new| Command::Select(column.document.id, new)));
    changed.is_some()
}

/// Returns the position one line further down or up.
fn adjacent_line(ui: &Ui, column: &Column<'_>, position: CaretPosition, down: bool) -> CaretPosition {
    let row_words = paint::words_of_row(ui, column, position.row);
    let Some(words) = row_words.iter().find(|words| words.text == position.text) else {
        return row_end(column, position, down);
    };
    let cursor = CCursor::new(character_of(words.galley.text(), position.byte));
    let line = words.galley.layout_from_cursor(cursor).row;
    let x = words.galley.pos_from_cursor(cursor).left();
    let has_adjacent_line = if down { line + 1 < words.galley.rows.len() } else { line > 0 };
    if words.is_exact && has_adjacent_line {
        let next = if down {
            words.galley.cursor_down_one_row(&cursor, Some(x)).0
        } else {
            words.galley.cursor_up_one_row(&cursor, Some(x)).0
        };
        return CaretPosition { byte: byte_of(words.galley.text(), next.index), ..position };
    }
    // The nearest line of the next row with words.
    let x = x + words.corner.x;
    let rows = column.document.loaded.flow.rows().len();
    let mut row = position.row;
    loop {
        let next = if down { Some(row + 1).filter(|next| *next < rows) } else { row.checked_sub(1) };
        let Some(next) = next else { return row_end(column, position, down) };
        row = next;
        let row_words = paint::words_of_row(ui, column, row);
        let near_edge = |words: &PlacedWords| if down { words.rect().top() } else { words.rect().bottom() };
        let edge = row_words.iter().map(near_edge).reduce(if down { f32::min } else { f32::max });
        if let Some(edge) = edge {
            let point = pos2(x, if down { edge + 1.0 } else { edge - 1.0 });
            if let Some(words) = nearest_words(&row_words, point) {
                return CaretPosition { row, text: words.text, byte: words.byte_at(point) };
            }
        }
    }
}

/// Returns the end of a line or, without `end`, its start.
fn line_end(ui: &Ui, column: &Column<'_>, position: CaretPosition, end: bool) -> CaretPosition {
    let words =
        paint::words_of_row(ui, column, position.row).into_iter().find(|words| words.text == position.text);
    let Some(words) = words.filter(|words| words.is_exact) else { return row_end(column, position, end) };
    let cursor = CCursor::new(character_of(words.galley.text(), position.byte));
    let cursor =
        if end { words.galley.cursor_end_of_row(&cursor) } else { words.galley.cursor_begin_of_row(&cursor) };
    CaretPosition { byte: byte_of(words.galley.text(), cursor.index), ..position }
}

/// Returns the end of a row or, without `down`, its start.
fn row_end(column: &Column<'_>, position: CaretPosition, down: bool) -> CaretPosition {
    let flow = &column.document.loaded.flow;
    move_caret(column.report, flow, position, Stride::Row, down)
}
