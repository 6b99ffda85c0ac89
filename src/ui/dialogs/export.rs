//! The dialog for exporting the report or comparison in front, or a section of it, with a button for each format.

use eframe::egui::{Button, Label, Ui};

use crate::{
    app::{Command, ExportKind},
    ui::{
        strings::window as strings,
        theme::{self, PANEL, SMALL},
    },
};

/// Shows the dialog with these kinds of files.
pub(super) fn show(ui: &Ui, title: &str, export_kinds: Vec<ExportKind>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    super::show_modal(ui, "export", 460.0, 20, commands, |ui, commands| {
        super::show_title_row(ui, title, strings::EXPORT_CLOSE, |_| ());
        for export_kind in export_kinds {
            ui.add_space(8.0);
            let (name, hint) = export_kind.label_and_hint();
            let button = Button::new(PANEL.rich_text(format!("{name}…"), tokens.text));
            ui.horizontal(|ui| {
                if ui.add_sized([110.0, 32.0], button).clicked() {
                    commands.push(Command::Export(export_kind));
                }
                ui.add(Label::new(SMALL.rich_text(hint, tokens.secondary)).wrap());
            });
        }
        ui.add_space(10.0);
        ui.add(Label::new(SMALL.rich_text(strings::EXPORT_AS_PDF, tokens.secondary)).wrap());
    });
}
