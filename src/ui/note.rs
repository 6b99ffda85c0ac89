//! Writes a note at a paragraph.

use eframe::egui::{Button, Frame, Id, Key, Label, Modal, Modifiers, TextEdit, Ui};

use super::theme::{self, PANEL_TITLE, SMALL};
use crate::app::{Command, State};

/// How much of the paragraph is shown, in characters.
const SHOWN: usize = 160;

pub(crate) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(noting) = &state.noting else { return };
    let tokens = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(20);
    let modal = Modal::new(Id::unique("note")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).min(520.0));
        let title =
            noting.number.map_or_else(|| "Note".to_owned(), |number| format!("Note on paragraph {number}"));
        ui.label(PANEL_TITLE.rich(title, tokens.text));
        ui.add_space(4.0);
        ui.add(Label::new(SMALL.rich(super::summary::cut(&noting.words, SHOWN), tokens.secondary)).wrap());
        ui.add_space(8.0);
        let mut text = noting.text.clone();
        // Before the field takes it for a new line.
        let keeps = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let field = TextEdit::multiline(&mut text).desired_rows(6).desired_width(f32::INFINITY);
        let hint = SMALL.rich("What you think of it; without words it is a bookmark", tokens.secondary);
        let field = ui.add(field.hint_text(hint)).accessible_name("Note");
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if text != noting.text {
            commands.push(Command::NoteText(text));
        }
        if keeps {
            commands.push(Command::EndNote(true));
        }
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            if ui.button("Keep").on_hover_text("Ctrl+Enter keeps it too").clicked() {
                commands.push(Command::EndNote(true));
            }
            if noting.is_old && ui.add(Button::new("Remove")).clicked() {
                commands.push(Command::EndNote(false));
            }
            if ui.button("Cancel").clicked() {
                ui.close();
            }
        });
    });
    // A click beside it is a slip more often than a wish: only Escape and Cancel leave it.
    if modal.should_close() && !modal.backdrop_response.clicked() {
        commands.push(Command::LeaveNote);
    }
}
