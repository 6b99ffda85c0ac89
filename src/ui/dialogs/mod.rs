//! The open dialog, one file for each. Opening a dialog saves the keyboard focus; closing it restores the focus.

mod compare_with;
mod export;
mod keyboard;
mod note;
mod palette;
mod password;
mod text_settings;

use eframe::egui::{Frame, Id, InnerResponse, Modal, ModalResponse, Ui};

use super::{
    icons::{self, Icon},
    theme::{self, PANEL_TITLE},
};
use crate::app::{Command, Dialog, Password, State, TabId};

/// Data that the dialogs keep between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The password that is being typed, and for which tab. It never enters the state.
    typed: Password,
    typed_for: Option<TabId>,
    /// The widget that had the keyboard when the dialog was opened; `None` while no dialog is open.
    focus_before: Option<Option<Id>>,
}

/// Shows the open dialog. `moves_focus`: something else takes the keyboard in this frame.
pub(crate) fn show(
    ui: &Ui,
    state: &State,
    moves_focus: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    // The print view covers the window like a dialog.
    cache.keep_focus(ui, state.dialog.is_some() || state.printing.is_some(), moves_focus);
    let password_for = match state.dialog {
        Some(Dialog::Password(tab)) => Some(tab),
        Some(_) | None => None,
    };
    // What was typed for one file must not be sent to another.
    if cache.typed_for != password_for {
        cache.typed_for = password_for;
        cache.typed.0.clear();
    }
    match &state.dialog {
        None => {}
        Some(Dialog::Palette(typed)) => palette::show(ui, state, typed, commands),
        Some(Dialog::Export) => export::show(ui, state, commands),
        Some(Dialog::CompareWith) => compare_with::show(ui, state, commands),
        Some(Dialog::Note(note)) => note::show(ui, note, commands),
        Some(Dialog::Password(tab)) => password::show(ui, state, *tab, &mut cache.typed, commands),
        Some(Dialog::Keyboard) => keyboard::show(ui, commands),
        Some(Dialog::TextSettings) => text_settings::show(ui, state, commands),
    }
}

impl Cache {
    fn keep_focus(&mut self, ui: &Ui, is_open: bool, moves_focus: bool) {
        match (is_open, self.focus_before) {
            (true, None) => {
                self.focus_before = Some(ui.memory(eframe::egui::Memory::focused));
                palette::forget_choice(ui);
            }
            (false, Some(before)) => {
                self.focus_before = None;
                if let Some(before) = before.filter(|_| !moves_focus) {
                    ui.memory_mut(|memory| memory.request_focus(before));
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
}

/// Shows a dialog of at most this width in points over everything else, and closes it when the user leaves it.
fn modal<R>(
    ui: &Ui,
    name: &str,
    width: f32,
    margin: i8,
    commands: &mut Vec<Command>,
    content: impl FnOnce(&mut Ui, &mut Vec<Command>) -> R,
) -> ModalResponse<R> {
    let frame = Frame::popup(ui.style()).inner_margin(margin);
    let modal = Modal::new(Id::unique(name)).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).min(width));
        content(ui, commands)
    });
    if modal.should_close() {
        commands.push(Command::CloseDialog);
    }
    modal
}

/// Shows the title of a dialog with its Close button, and `beside` between them.
fn title(ui: &mut Ui, words: &str, close: &str, beside: impl FnOnce(&mut Ui)) -> InnerResponse<()> {
    ui.horizontal(|ui| {
        ui.label(PANEL_TITLE.rich(words, theme::tokens(ui).text));
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if icons::button(ui, Icon::Close, close, false).clicked() {
                ui.close();
            }
            beside(ui);
        });
    })
}
