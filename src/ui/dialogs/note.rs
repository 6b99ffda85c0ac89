//! Writes a note on a paragraph.

use eframe::egui::{Button, Frame, Id, Key, Label, Modal, Modifiers, TextEdit, Ui};

use crate::{
    app::{Command, NoteDraft},
    ui::{
        summary::cut,
        theme::{self, PANEL_TITLE, SMALL},
    },
};

/// How much of the paragraph is shown, in characters.
const MAX_SHOWN_CHARACTERS: usize = 160;

pub(super) fn show(ui: &Ui, note: &NoteDraft, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(20);
    let modal = Modal::new(Id::unique("note")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).min(520.0));
        let title =
            note.number.map_or_else(|| "Note".to_owned(), |number| format!("Note on paragraph {number}"));
        ui.label(PANEL_TITLE.rich(title, tokens.text));
        ui.add_space(4.0);
        ui.add(Label::new(SMALL.rich(cut(&note.words, MAX_SHOWN_CHARACTERS), tokens.secondary)).wrap());
        ui.add_space(8.0);
        let mut text = note.text.clone();
        // Before the field takes it for a new line.
        let keeps = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let field = TextEdit::multiline(&mut text).desired_rows(6).desired_width(f32::INFINITY);
        let hint = SMALL.rich("Write a note, or leave blank to bookmark", tokens.secondary);
        let field = ui.add(field.hint_text(hint)).accessible_name("Note");
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if text != note.text {
            commands.push(Command::TypeNote(text));
        }
        if keeps {
            commands.push(Command::SaveNote);
        }
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            if ui.button("Save note").on_hover_text("You can also press Ctrl+Enter").clicked() {
                commands.push(Command::SaveNote);
            }
            if note.is_old && ui.add(Button::new("Remove")).clicked() {
                commands.push(Command::RemoveNote);
            }
            if ui.button("Cancel").clicked() {
                ui.close();
            }
        });
    });
    // A click beside the dialog is often a slip, and would lose the note: only Escape and Cancel close it.
    if modal.should_close() && !modal.backdrop_response.clicked() {
        commands.push(Command::CloseDialog);
    }
}
