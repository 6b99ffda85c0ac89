//! Asks what to save what is shown as.

use eframe::egui::{Align, Button, Frame, Id, Layout, Modal, Ui};

use super::{
    icons::{self, Icon},
    theme::{self, PANEL, PANEL_TITLE, SMALL},
};
use crate::app::{Action, Command, State};

pub(crate) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    if !state.exporting {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(20);
    let modal = Modal::new(Id::unique("export")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).min(460.0));
        ui.horizontal(|ui| {
            ui.label(PANEL_TITLE.rich("Export as", tokens.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icons::button(ui, Icon::Close, "Do not export", false).clicked() {
                    ui.close();
                }
            });
        });
        for kind in state.exports() {
            ui.add_space(8.0);
            let (name, hint) = kind.says();
            let button = Button::new(PANEL.rich(format!("{name}…"), tokens.text));
            ui.horizontal(|ui| {
                if ui.add_sized([110.0, 32.0], button).clicked() {
                    commands.push(Command::Export(kind));
                }
                ui.add(eframe::egui::Label::new(SMALL.rich(hint, tokens.secondary)).wrap());
            });
        }
        ui.add_space(10.0);
        let words = "A PDF to print or send comes from Print summary… in the File menu.";
        ui.add(eframe::egui::Label::new(SMALL.rich(words, tokens.secondary)).wrap());
    });
    if modal.should_close() {
        commands.push(Command::Do(Action::Dismiss));
    }
}
