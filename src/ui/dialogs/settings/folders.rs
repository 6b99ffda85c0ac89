//! The page of the settings that shows where settings and notes are kept.

use std::path::Path;

use eframe::egui::{Label, Role, Ui, WidgetInfo};

use super::{show_explanation, show_heading};
use crate::{
    app::{Command, State},
    ui::{
        strings::{settings as strings, window},
        theme::{self, PANEL},
    },
};

/// Shows the page.
pub(super) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let (Some(settings), Some(notes)) = (&state.settings_path, state.notes_folder()) else {
        ui.label(PANEL.rich_text(strings::NOTHING_SAVED, theme::tokens(ui).text));
        return;
    };
    show_folder(ui, strings::SETTINGS_FILE, strings::SETTINGS_FILE_EXPLANATION, settings, commands);
    show_folder(ui, strings::NOTES_FOLDER, strings::NOTES_FOLDER_EXPLANATION, &notes, commands);
    if let Some(indexes) = state.index_folder().filter(|_| !state.settings.folders.is_empty()) {
        show_folder(ui, strings::INDEXES, strings::INDEXES_EXPLANATION, &indexes, commands);
    }
}

/// Shows what is kept in a file or folder, its path, and a button that shows it in the file manager.
fn show_folder(ui: &mut Ui, what: &str, explanation: &str, path: &Path, commands: &mut Vec<Command>) {
    show_heading(ui, what);
    ui.add(Label::new(PANEL.rich_text(path.display().to_string(), theme::tokens(ui).text)).wrap());
    show_explanation(ui, explanation);
    ui.add_space(4.0);
    let button = ui.button(window::SHOW_IN_FOLDER);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::show_in_folder(what)));
    if button.clicked() {
        commands.push(Command::ShowInFolder(path.to_owned()));
    }
}
