//! The dialog that chooses a format and exports the report or comparison in front.

use eframe::egui::{Button, Label, Ui};

use crate::{
    app::{Command, State},
    ui::{
        strings::window as strings,
        theme::{self, PANEL, SMALL},
    },
};

pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    super::modal(ui, "export", 460.0, 20, commands, |ui, commands| {
        super::title_row(ui, strings::EXPORT_TITLE, strings::EXPORT_CLOSE, |_| ());
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
        ui.add(Label::new(SMALL.rich(strings::EXPORT_AS_PDF, tokens.secondary)).wrap());
    });
}
