//! Asks for the password of a protected file.

use eframe::egui::{self, Frame, Id, Key, Modal, TextEdit, Ui};

use super::theme::{self, PANEL, PANEL_TITLE};
use crate::app::{Command, Locked, Password};

pub(crate) fn show(ui: &Ui, locked: &[Locked], typed: &mut Password, commands: &mut Vec<Command>) {
    let Some(file) = locked.first() else {
        typed.0.clear();
        return;
    };
    let tokens = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(20);
    let shown = Id::unique("password shown");
    let modal = Modal::new(Id::unique("password")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).min(440.0));
        ui.label(PANEL_TITLE.rich("This report is protected", tokens.text));
        ui.add_space(6.0);
        let name = file.path.file_name().unwrap_or(file.path.as_os_str()).to_string_lossy();
        ui.add(egui::Label::new(PANEL.rich(format!("A password opens “{name}”."), tokens.text)).wrap());
        if file.wrong {
            ui.add_space(4.0);
            let words = "That was not the password. Capital and small letters count.";
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
        if ui.checkbox(&mut is_shown, "Show it").changed() {
            ui.data_mut(|data| data.insert_temp(shown, is_shown));
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            let open = ui.add_enabled(!typed.0.is_empty(), egui::Button::new("Open"));
            if (open.clicked() || entered) && !typed.0.is_empty() {
                commands.push(Command::Unlock(Some(std::mem::take(typed))));
            }
            if ui.button("Cancel").clicked() {
                ui.close();
            }
        });
    });
    if modal.should_close() {
        typed.0.clear();
        commands.push(Command::Unlock(None));
    }
}
