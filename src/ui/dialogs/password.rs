//! The dialog that asks for the password of a protected file.

use eframe::egui::{self, Id, Key, TextEdit, Ui};

use crate::{
    app::{AwaitedEvent, Command, Password, State, TabId},
    ui::{
        strings::window as strings,
        theme::{self, PANEL, PANEL_TITLE},
    },
};

/// Shows the dialog while the tab waits for a password. `typed` keeps the password between frames.
pub(super) fn show(ui: &Ui, state: &State, tab: TabId, typed: &mut Password, commands: &mut Vec<Command>) {
    let opening = state.tabs.get(tab).and_then(|tab| tab.opening());
    let Some(AwaitedEvent::Password { path, is_wrong, .. }) = opening.map(|opening| &opening.awaited) else {
        return;
    };
    let tokens = theme::tokens(ui);
    let shown_id = Id::unique("password shown");
    // A modal dialog would stop the user from using the other tabs.
    super::show_floating_panel(ui, "password", 440.0, 20, |ui| {
        ui.label(PANEL_TITLE.rich_text(strings::PASSWORD_TITLE, tokens.text));
        ui.add_space(6.0);
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        ui.add(egui::Label::new(PANEL.rich_text(strings::enter_password(&name), tokens.text)).wrap());
        if *is_wrong {
            ui.add_space(4.0);
            ui.add(egui::Label::new(PANEL.rich_text(strings::PASSWORD_WRONG, tokens.warning)).wrap());
        }
        ui.add_space(10.0);
        let mut is_shown = ui.data(|data| data.get_temp::<bool>(shown_id)).unwrap_or(false);
        let label = ui.label(PANEL.rich_text(strings::PASSWORD, tokens.text));
        let field = TextEdit::singleline(&mut typed.0).password(!is_shown).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(egui::Margin::symmetric(8, 6))).labelled_by(label.id);
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if ui.checkbox(&mut is_shown, strings::PASSWORD_SHOW).changed() {
            ui.data_mut(|data| data.insert_temp(shown_id, is_shown));
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            let open = ui.add_enabled(!typed.0.is_empty(), egui::Button::new(strings::PASSWORD_OPEN));
            if (open.clicked() || is_entered) && !typed.0.is_empty() {
                commands.push(Command::Unlock(std::mem::take(typed)));
            }
            if ui.button(strings::CANCEL).clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    });
}
