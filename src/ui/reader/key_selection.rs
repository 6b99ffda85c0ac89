//! Extends the selection with the keyboard, by characters, words, lines and rows.

use eframe::egui::{Key, Modifiers, Ui, pos2, text::CCursor};

use super::{
    column::Column,
    paint,
    words::{PlacedWords, byte_of_character, character_at_byte, nearest_words},
};
use crate::{
    analysis::{CaretPosition, Selection, Stride, move_caret},
    app::Command,
    ui::actions::consume_key,
};

/// The distance that a key moves the end of the selection.
#[derive(Clone, Copy)]
enum Step {
    /// To the next character, word or row, or to the end of the report.
    Stride(Stride),
    /// One line up or down.
    OneLine,
    /// To the start or end of the line.
    LineEnd,
}

/// Moves the end of the selection by the pressed keys, and returns true if it moved. Without a selection, the keys
/// select from the start of the paragraph being read.
pub(super) fn extend_selection_by_keys(
    ui: &Ui,
    column: &Column<'_>,
    selection: Option<Selection>,
    commands: &mut Vec<Command>,
) -> bool {
    const SHIFT: Modifiers = Modifiers::SHIFT;
    const COMMAND_SHIFT: Modifiers = Modifiers::SHIFT.plus(Modifiers::COMMAND);
    /// The modifiers and key of each shortcut, its step, and true if the step goes forward.
    const KEYS: [(Modifiers, Key, Step, bool); 12] = [
        (COMMAND_SHIFT, Key::ArrowRight, Step::Stride(Stride::Word), true),
        (COMMAND_SHIFT, Key::ArrowLeft, Step::Stride(Stride::Word), false),
        (COMMAND_SHIFT, Key::ArrowDown, Step::Stride(Stride::Row), true),
        (COMMAND_SHIFT, Key::ArrowUp, Step::Stride(Stride::Row), false),
        (COMMAND_SHIFT, Key::End, Step::Stride(Stride::Report), true),
        (COMMAND_SHIFT, Key::Home, Step::Stride(Stride::Report), false),
        (SHIFT, Key::ArrowRight, Step::Stride(Stride::Character), true),
        (SHIFT, Key::ArrowLeft, Step::Stride(Stride::Character), false),
        (SHIFT, Key::ArrowDown, Step::OneLine, true),
        (SHIFT, Key::ArrowUp, Step::OneLine, false),
        (SHIFT, Key::End, Step::LineEnd, true),
        (SHIFT, Key::Home, Step::LineEnd, false),
    ];
    let mut new_selection: Option<Selection> = None;
    for (modifiers, key, step, is_forward) in KEYS {
        if !consume_key(ui, modifiers, key) {
            continue;
        }
        // The current paragraph is looked up only after a key press, because the lookup visits every paragraph.
        let before = new_selection.or(selection).or_else(|| column.document.selection_start_in(column.view));
        new_selection = before.map(|before| {
            let head = match step {
                Step::Stride(stride) => {
                    move_caret(column.report, &column.document.loaded.flow, before.head, stride, is_forward)
                }
                Step::OneLine => adjacent_line(ui, column, before.head, is_forward),
                Step::LineEnd => line_end(ui, column, before.head, is_forward),
            };
            Selection { head, ..before }
        });
    }
    commands.extend(new_selection.map(|new| Command::Select(column.document.id, new)));
    new_selection.is_some()
}

/// Returns the position one line below a position, or one line above it if `is_down` is false.
fn adjacent_line(ui: &Ui, column: &Column<'_>, position: CaretPosition, is_down: bool) -> CaretPosition {
    let row_words = paint::words_of_row(ui, column, position.row);
    let Some(words) = row_words.iter().find(|words| words.text == position.text) else {
        return row_end(column, position, is_down);
    };
    let cursor = CCursor::new(character_at_byte(words.galley.text(), position.byte));
    let line = words.galley.layout_from_cursor(cursor).row;
    let x = words.galley.pos_from_cursor(cursor).left();
    let has_adjacent_line = if is_down { line + 1 < words.galley.rows.len() } else { line > 0 };
    if words.is_exact && has_adjacent_line {
        let next = if is_down {
            words.galley.cursor_down_one_row(&cursor, Some(x)).0
        } else {
            words.galley.cursor_up_one_row(&cursor, Some(x)).0
        };
        return CaretPosition { byte: byte_of_character(words.galley.text(), next.index), ..position };
    }
    // In another row, the position is moved to the nearest line with words.
    let x = x + words.corner.x;
    let row_count = column.document.loaded.flow.rows().len();
    let mut row = position.row;
    loop {
        let next = if is_down { Some(row + 1).filter(|next| *next < row_count) } else { row.checked_sub(1) };
        let Some(next) = next else { return row_end(column, position, is_down) };
        row = next;
        let row_words = paint::words_of_row(ui, column, row);
        let near_edge =
            |words: &PlacedWords| if is_down { words.rect().top() } else { words.rect().bottom() };
        let edge = row_words.iter().map(near_edge).reduce(if is_down { f32::min } else { f32::max });
        if let Some(edge) = edge {
            let point = pos2(x, if is_down { edge + 1.0 } else { edge - 1.0 });
            if let Some(words) = nearest_words(&row_words, point) {
                return CaretPosition { row, text: words.text, byte: words.byte_at(point) };
            }
        }
    }
}

/// Returns the end of the line that a position is in, or the start of the line if `is_end` is false.
fn line_end(ui: &Ui, column: &Column<'_>, position: CaretPosition, is_end: bool) -> CaretPosition {
    let words =
        paint::words_of_row(ui, column, position.row).into_iter().find(|words| words.text == position.text);
    let Some(words) = words.filter(|words| words.is_exact) else { return row_end(column, position, is_end) };
    let cursor = CCursor::new(character_at_byte(words.galley.text(), position.byte));
    let cursor = if is_end {
        words.galley.cursor_end_of_row(&cursor)
    } else {
        words.galley.cursor_begin_of_row(&cursor)
    };
    CaretPosition { byte: byte_of_character(words.galley.text(), cursor.index), ..position }
}

/// Returns the end of the row that a position is in, or the start of the row if `is_down` is false.
fn row_end(column: &Column<'_>, position: CaretPosition, is_down: bool) -> CaretPosition {
    let flow = &column.document.loaded.flow;
    move_caret(column.report, flow, position, Stride::Row, is_down)
}
