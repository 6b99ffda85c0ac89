//! The dialog about the program: its version, its licences, and where it keeps settings.

use std::path::Path;

use eframe::egui::{Label, Ui};

use crate::{
    app::{Command, State},
    ui::{
        strings::window as strings,
        theme::{self, PANEL, PANEL_BOLD},
    },
};

/// Shows the dialog.
pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    super::show_modal(ui, "about", 460.0, 16, commands, |ui, commands| {
        super::show_title_row(ui, strings::ABOUT_TITLE, strings::ABOUT_CLOSE, |_| ());
        show_sentence(ui, &strings::version(env!("CARGO_PKG_VERSION")));
        show_sentence(ui, strings::ABOUT_PRIVACY);
        show_heading(ui, strings::ABOUT_LICENCES);
        show_sentence(ui, strings::ABOUT_LICENCE);
        show_sentence(ui, strings::ABOUT_FONTS);
        show_heading(ui, strings::ABOUT_SETTINGS);
        match state.settings_path.as_deref() {
            None => show_sentence(ui, strings::ABOUT_NO_SETTINGS),
            Some(path) => {
                show_sentence(ui, strings::ABOUT_SETTINGS_KEPT);
                show_sentence(ui, &path.parent().unwrap_or(Path::new("")).display().to_string());
                ui.add_space(6.0);
                if ui.button(strings::SHOW_IN_FOLDER).clicked() {
                    commands.push(Command::ShowInFolder(path.to_owned()));
                }
            }
        }
    });
}

/// Shows the heading of a part of the dialog.
fn show_heading(ui: &mut Ui, words: &str) {
    ui.add_space(8.0);
    ui.label(PANEL_BOLD.rich_text(words, theme::tokens(ui).text));
}

/// Shows a sentence, wrapped to the width of the dialog. It can be selected and copied.
fn show_sentence(ui: &mut Ui, words: &str) {
    ui.add(Label::new(PANEL.rich_text(words, theme::tokens(ui).text)).wrap());
}
