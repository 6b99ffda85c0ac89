//! Asks for the password of a protected file.

use eframe::egui::{self, Id, Key, TextEdit, Ui};

use crate::{
    app::{Command, Password, State, TabId, Wait},
    ui::theme::{self, PANEL, PANEL_TITLE},
};

pub(super) fn show(ui: &Ui, state: &State, tab: TabId, typed: &mut Password, commands: &mut Vec<Command>) {
    let opening = state.tabs.get(tab).and_then(|tab| tab.opening());
    let Some(Wait::Password { path, wrong, .. }) = opening.map(|opening| &opening.wait) else { return };
    let tokens = theme::tokens(ui);
    let shown = Id::unique("password shown");
    super::modal(ui, "password", 440.0, 20, commands, |ui, commands| {
        ui.label(PANEL_TITLE.rich("This report is protected", tokens.text));
        ui.add_space(6.0);
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let words = format!("Enter the password for “{name}”.");
        ui.add(egui::Label::new(PANEL.rich(words, tokens.text)).wrap());
        if *wrong {
            ui.add_space(4.0);
            let words = "Wrong password. Passwords are case-sensitive.";
            ui.add(egui::Label::new(PANEL.rich(words, tokens.warning)).wrap());
        }
        ui.add_space(10.0);
        let mut is_shown = ui.data(|data| data.get_temp::<bool>(shown)).unwrap_or(false);
        let label = ui.label(PANEL.rich("Password", tokens.text));
        let field = TextEdit::singleline(&mut typed.0).password(!is_shown).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(egui::Margin::symmetric(8, 6))).labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if ui.checkbox(&mut is_shown, "Show password").changed() {
            ui.data_mut(|data| data.insert_temp(shown, is_shown));
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            let open = ui.add_enabled(!typed.0.is_empty(), egui::Button::new("Open"));
            if (open.clicked() || entered) && !typed.0.is_empty() {
                commands.push(Command::Unlock(std::mem::take(typed)));
            }
            if ui.button("Cancel").clicked() {
                ui.close();
            }
        });
    });
}
