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
        let indexes = state.index_folder();
        let place = indexes.as_deref().map(|path| strings::index_place(&path.display().to_string()));
        let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        let names = (folders.len() > 1).then(|| names.join("\n"));
        let content = Some(strings::INDEX_CONTENT.to_owned());
        let sentences = [names, content, place, Some(strings::INDEX_PRIVACY.to_owned())];
        for words in sentences.into_iter().flatten() {
            ui.add_space(8.0);
            ui.add(Label::new(PANEL.rich_text(words, tokens.text)).wrap());
        }
        ui.add_space(12.0);
        ui.horizontal_wrapped(|ui| {
            for (storage, words) in
                [(IndexStorage::File, strings::KEEP_INDEX), (IndexStorage::Memory, strings::KEEP_NO_INDEX)]
            {
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
