//! What was noted, each with the paragraph it is of.

use eframe::egui::{Ui, pos2, vec2};

use super::{SIDE, links::cut, list_row, nothing, paint_words, table_head, wrapped};
use crate::{
    app::{Command, Document},
    ui::{
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 8.0;
/// How much of a paragraph is shown, in characters.
const BEGINNING: usize = 90;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let notes = document.notes();
    if notes.is_empty() {
        return nothing(
            ui,
            "Nothing is noted yet. Ctrl+B, or the other button of the mouse on a paragraph, begins a note.",
        );
    }
    let head = format!("Notes {}", notes.len());
    table_head(ui, &[(head.as_str(), SIDE)], "");
    rows.set_fingerprint(u64::from(document.annotations_revision) + 1_000);
    rows.show(
        ui,
        (document.id.0, "notes"),
        notes.len(),
        |ui, row, width| {
            let note = notes[row].1;
            let words = words(&note.text);
            let text = wrapped(ui, words, PANEL, theme::tokens(ui).text, width - SIDE * 2.0);
            let of = wrapped(
                ui,
                &cut(&note.beginning, BEGINNING),
                SMALL,
                theme::tokens(ui).text,
                width - SIDE * 2.0,
            );
            PADDING * 2.0 + SMALL.line + text.size().y + of.size().y + 4.0
        },
        |ui, row| {
            let (place, note) = notes[row];
            let number = place.and_then(|place| document.report().number_at(place));
            let whence = match (place, number) {
                (_, Some(number)) => format!("Paragraph {number}"),
                (Some(_), None) => "A paragraph without a number".to_owned(),
                (None, None) => "No longer in the report".to_owned(),
            };
            let name = format!("{whence}: {}", words(&note.text));
            let is_marked = place.is_some() && document.view.marked == place;
            let (rect, response) = list_row::show(ui, &name, is_marked);
            let tokens = theme::tokens(ui);
            let width = rect.width() - SIDE * 2.0;
            let mut at = pos2(rect.left() + SIDE, rect.top() + PADDING);
            paint_words(ui, wrapped(ui, &whence, SMALL_BOLD, tokens.link, width), at);
            at += vec2(0.0, SMALL.line);
            let color = if note.text.is_empty() { tokens.secondary } else { tokens.text };
            let text = wrapped(ui, words(&note.text), PANEL, color, width);
            let below = text.size().y + 4.0;
            paint_words(ui, text, at);
            at += vec2(0.0, below);
            paint_words(
                ui,
                wrapped(ui, &cut(&note.beginning, BEGINNING), SMALL, tokens.secondary, width),
                at,
            );
            if let Some(place) = place.filter(|_| response.clicked()) {
                commands.push(Command::GoTo(place));
            }
        },
    );
}

fn words(text: &str) -> &str {
    if text.is_empty() { "Bookmark" } else { text }
}
