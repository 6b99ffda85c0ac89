//! Selecting by keys: where the end of a selection comes to, by letters, words, lines and rows.

use eframe::egui::{Key, Modifiers, Ui, pos2, text::CCursor};

use super::{
    column::Column,
    paint,
    words::{PlacedWords, byte_of, character_of, nearest},
};
use crate::{
    analysis::{Selection, Spot, Stride, moved},
    app::Command,
    ui::actions::pressed,
};

/// How far a key leads.
#[derive(Clone, Copy)]
enum Step {
    By(Stride),
    Line,
    EndOfLine,
}

/// Selects by keys, from `selection` or the paragraph that is read; answers whether an end was moved.
pub(super) fn keys(
    ui: &Ui,
    column: &Column<'_>,
    selection: Option<Selection>,
    commands: &mut Vec<Command>,
) -> bool {
    const SHIFT: Modifiers = Modifiers::SHIFT;
    const BOTH: Modifiers = Modifiers::SHIFT.plus(Modifiers::COMMAND);
    const KEYS: [(Modifiers, Key, Step, bool); 12] = [
        (BOTH, Key::ArrowRight, Step::By(Stride::Word), true),
        (BOTH, Key::ArrowLeft, Step::By(Stride::Word), false),
        (BOTH, Key::ArrowDown, Step::By(Stride::Row), true),
        (BOTH, Key::ArrowUp, Step::By(Stride::Row), false),
        (BOTH, Key::End, Step::By(Stride::Report), true),
        (BOTH, Key::Home, Step::By(Stride::Report), false),
        (SHIFT, Key::ArrowRight, Step::By(Stride::Character), true),
        (SHIFT, Key::ArrowLeft, Step::By(Stride::Character), false),
        (SHIFT, Key::ArrowDown, Step::Line, true),
        (SHIFT, Key::ArrowUp, Step::Line, false),
        (SHIFT, Key::End, Step::EndOfLine, true),
        (SHIFT, Key::Home, Step::EndOfLine, false),
    ];
    let mut changed: Option<Selection> = None;
    for (modifiers, key, step, forward) in KEYS {
        if !pressed(ui, modifiers, key) {
            continue;
        }
        // The current paragraph is looked for only now, because that looks at every paragraph.
        let before = changed.or(selection).or_else(|| column.document.selection_start_in(column.view));
        changed = before.map(|before| {
            let head = match step {
                Step::By(stride) => {
                    moved(column.report, &column.document.loaded.flow, before.head, stride, forward)
                }
                Step::Line => line_beside(ui, column, before.head, forward),
                Step::EndOfLine => end_of_line(ui, column, before.head, forward),
            };
            Selection { head, ..before }
        });
    }
    commands.extend(changed.map(|new| Command::Select(column.document.id, new)));
    changed.is_some()
}

/// Where a place is a line further down or up.
fn line_beside(ui: &Ui, column: &Column<'_>, spot: Spot, down: bool) -> Spot {
    let here = paint::words_of(ui, column, spot.row);
    let Some(words) = here.iter().find(|words| words.text == spot.text) else {
        return end_of_row(column, spot, down);
    };
    let cursor = CCursor::new(character_of(words.galley.text(), spot.byte));
    let line = words.galley.layout_from_cursor(cursor).row;
    let x = words.galley.pos_from_cursor(cursor).left();
    let has_beside = if down { line + 1 < words.galley.rows.len() } else { line > 0 };
    if words.exact && has_beside {
        let next = if down {
            words.galley.cursor_down_one_row(&cursor, Some(x)).0
        } else {
            words.galley.cursor_up_one_row(&cursor, Some(x)).0
        };
        return Spot { byte: byte_of(words.galley.text(), next.index), ..spot };
    }
    // The nearest line of the next row that has words.
    let x = x + words.corner.x;
    let rows = column.document.loaded.flow.rows().len();
    let mut row = spot.row;
    loop {
        let next = if down { Some(row + 1).filter(|next| *next < rows) } else { row.checked_sub(1) };
        let Some(next) = next else { return end_of_row(column, spot, down) };
        row = next;
        let there = paint::words_of(ui, column, row);
        let height = |words: &PlacedWords| if down { words.rect().top() } else { words.rect().bottom() };
        let edge = there.iter().map(height).reduce(if down { f32::min } else { f32::max });
        if let Some(edge) = edge {
            let point = pos2(x, if down { edge + 1.0 } else { edge - 1.0 });
            if let Some(words) = nearest(&there, point) {
                return Spot { row, text: words.text, byte: words.byte_at(point) };
            }
        }
    }
}

/// The end of a line, or its beginning.
fn end_of_line(ui: &Ui, column: &Column<'_>, spot: Spot, end: bool) -> Spot {
    let words = paint::words_of(ui, column, spot.row).into_iter().find(|words| words.text == spot.text);
    let Some(words) = words.filter(|words| words.exact) else { return end_of_row(column, spot, end) };
    let cursor = CCursor::new(character_of(words.galley.text(), spot.byte));
    let cursor =
        if end { words.galley.cursor_end_of_row(&cursor) } else { words.galley.cursor_begin_of_row(&cursor) };
    Spot { byte: byte_of(words.galley.text(), cursor.index), ..spot }
}

fn end_of_row(column: &Column<'_>, spot: Spot, down: bool) -> Spot {
    let flow = &column.document.loaded.flow;
    moved(column.report, flow, spot, Stride::Row, down)
}
