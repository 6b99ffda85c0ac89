//! The dialog that says what is kept about a folder and where, before the folder is opened for the first time.

use std::path::PathBuf;

use eframe::egui::{Label, Ui};

use crate::{
    app::{Command, IndexStorage, State},
    ui::{
        strings::folder as strings,
        theme::{self, PANEL},
    },
};

/// Shows the dialog for folders that are opened together.
pub(super) fn show(ui: &Ui, state: &State, folders: &[PathBuf], commands: &mut Vec<Command>) {
    super::show_modal(ui, "open folder", 500.0, 20, commands, |ui, commands| {
        let tokens = theme::tokens(ui);
        let title = match folders {
            [folder] => strings::open_folder_title(&crate::app::folder_name(folder)),
            _ => strings::open_folders_title(folders.len()),
        };
        super::show_title_row(ui, &title, super::strings::CANCEL, |_| ());
        let indexes = state.index_folder().map(|path| path.display().to_string());
        let is_private = state.is_settings_folder_private();
        let sentences = match folders {
            [_] => [
                None,
                Some(strings::INDEX_CONTENT.to_owned()),
                indexes.as_deref().map(|folder| strings::index_place(folder, is_private)),
                Some(strings::INDEX_PRIVACY.to_owned()),
            ],
            _ => [
                Some(path_lines(folders)),
                Some(strings::INDEXES_CONTENT.to_owned()),
                indexes.as_deref().map(|folder| strings::indexes_place(folder, is_private)),
                Some(strings::INDEXES_PRIVACY.to_owned()),
            ],
        };
        let choices = match folders {
            [_] => [strings::KEEP_INDEX, strings::KEEP_NO_INDEX],
            _ => [strings::KEEP_INDEXES, strings::KEEP_NO_INDEXES],
        };
        for words in sentences.into_iter().flatten() {
            ui.add_space(8.0);
            ui.add(Label::new(PANEL.rich_text(words, tokens.text)).wrap());
        }
        ui.add_space(12.0);
        ui.horizontal_wrapped(|ui| {
            for (storage, words) in [IndexStorage::File, IndexStorage::Memory].into_iter().zip(choices) {
                if ui.button(words).clicked() {
                    commands.push(Command::OpenFoldersOfDialog(storage));
                }
            }
            if ui.button(super::strings::CANCEL).clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    });
}

/// Returns the paths of the folders, one on each line, so that folders of the same name differ.
fn path_lines(folders: &[PathBuf]) -> String {
    let paths: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    paths.join("\n")
}
