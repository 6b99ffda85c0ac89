//! The dialog that says what a new action plan will not have of the imported one, before it is saved.

use eframe::egui::{Label, Ui};

use crate::{
    app::{Command, Document, ExportKind, State},
    ui::{
        strings::window as strings,
        theme::{self, PANEL},
    },
};

/// Shows the dialog. `kind` is the kind of file to save.
pub(super) fn show(ui: &Ui, state: &State, kind: ExportKind, commands: &mut Vec<Command>) {
    let Some(losses) = state.front_document().and_then(Document::plan_losses) else { return };
    super::show_modal(ui, "plan losses", 460.0, 20, commands, |ui, commands| {
        let tokens = theme::tokens(ui);
        super::show_title_row(ui, strings::PLAN_LOSSES_TITLE, strings::CANCEL, |_| ());
        for words in [losses.as_str(), strings::PLAN_LOSSES_ADVICE] {
            ui.add_space(8.0);
            ui.add(Label::new(PANEL.rich_text(words, tokens.text)).wrap());
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            if ui.button(strings::PLAN_LOSSES_SAVE).clicked() {
                commands.push(Command::Export(kind));
            }
            if ui.button(strings::CANCEL).clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    });
}
