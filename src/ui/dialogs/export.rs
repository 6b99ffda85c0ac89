//! Chooses the format to export what is shown in.

use eframe::egui::{Button, Label, Ui};

use crate::{
    app::{Command, State},
    ui::theme::{self, PANEL, SMALL},
};

pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    super::modal(ui, "export", 460.0, 20, commands, |ui, commands| {
        super::title(ui, "Export as", "Do not export", |_| ());
        for kind in state.exports() {
            ui.add_space(8.0);
            let (name, hint) = kind.label_and_hint();
            let button = Button::new(PANEL.rich(format!("{name}…"), tokens.text));
            ui.horizontal(|ui| {
                if ui.add_sized([110.0, 32.0], button).clicked() {
                    commands.push(Command::Export(kind));
                }
                ui.add(Label::new(SMALL.rich(hint, tokens.secondary)).wrap());
            });
        }
        ui.add_space(10.0);
        let words = "To get a PDF to print or send, choose Print summary… in the File menu.";
        ui.add(Label::new(SMALL.rich(words, tokens.secondary)).wrap());
    });
}
