//! The dialog for editing a note on a paragraph.

use eframe::egui::{Button, Frame, Id, Key, Label, Modal, Modifiers, TextEdit, Ui};

use crate::{
    app::{Command, NoteDraft},
    ui::{
        strings::window as strings,
        summary::shorten_words,
        theme::{self, PANEL_TITLE, SMALL},
    },
};

/// Maximum number of characters shown of the paragraph that the note is on.
const MAX_PARAGRAPH_CHARACTERS: usize = 160;

/// Shows the dialog.
pub(super) fn show(ui: &Ui, note: &NoteDraft, commands: &mut Vec<Command>) {
    let frame = Frame::popup(ui.style()).inner_margin(20);
    let modal = Modal::new(Id::unique("note")).frame(frame).show(ui.ctx(), |ui| {
        super::show_in_window(ui, 520.0, 20, |ui| show_content(ui, note, commands));
    });
    // A click beside the dialog does not close it, because an accidental click would lose the note.
    if modal.should_close() && !modal.backdrop_response.clicked() {
        commands.push(Command::CloseDialog);
    }
}

/// Shows the content of the dialog.
fn show_content(ui: &mut Ui, note: &NoteDraft, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let title = note.number.map_or_else(|| strings::NOTE.to_owned(), strings::note_on_paragraph);
    ui.label(PANEL_TITLE.rich_text(title, tokens.text));
    ui.add_space(4.0);
    ui.add(
        Label::new(SMALL.rich_text(shorten_words(&note.words, MAX_PARAGRAPH_CHARACTERS), tokens.secondary))
            .wrap(),
    );
    if note.is_from_draft {
        ui.add_space(4.0);
        ui.label(SMALL.rich_text(strings::NOTE_FROM_DRAFT, tokens.text));
    }
    ui.add_space(8.0);
    let mut text = note.text.clone();
    // The key must be taken before the field is shown, because the field would insert a new line.
    let should_save = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let field = TextEdit::multiline(&mut text).desired_rows(6).desired_width(f32::INFINITY);
    let hint = SMALL.rich_text(strings::NOTE_HINT, tokens.secondary);
    let field = ui.add(field.hint_text(hint)).accessible_name(strings::NOTE);
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    if text != note.text {
        commands.push(Command::TypeNote(text));
    }
    if should_save {
        commands.push(Command::SaveNote);
    }
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button(strings::NOTE_SAVE).on_hover_text(strings::NOTE_SAVE_HINT).clicked() {
            commands.push(Command::SaveNote);
        }
        if note.saved_text.is_some() && ui.add(Button::new(strings::NOTE_REMOVE)).clicked() {
            commands.push(Command::RemoveNote);
        }
        let has_words = note.has_unsaved_words();
        let label = if has_words { strings::NOTE_DISCARD } else { strings::CANCEL };
        if ui.button(label).clicked() {
            commands.push(Command::DiscardDraft);
        }
    });
}
