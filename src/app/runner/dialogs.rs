//! Dialogs of the system to choose and save files, each on a thread of its own.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use super::Runner;
use crate::{
    app::{Command, FileToSave, Ticket, file, strings},
    output::plan::read_plan,
};

/// A function that shows a dialog to choose files. It runs on a separate thread and returns `None` if the user cancels.
pub(crate) type FilesPicker = Box<dyn FnOnce() -> Option<Vec<PathBuf>> + Send>;

/// A function that shows a dialog to choose one file. It runs on a separate thread and returns `None` if the user
/// cancels.
pub(crate) type FilePicker = Box<dyn FnOnce() -> Option<PathBuf> + Send>;

/// The minimum time in which a user can cancel a dialog.
const MIN_DIALOG_TIME: Duration = Duration::from_millis(250);

/// Returns true if a dialog that gave no file after this time was never shown, and false if the user cancelled it.
/// Windows and macOS always have dialogs. Other systems may lack them, and then answer faster than any user.
fn is_missing_dialog(time: Duration) -> bool {
    let always_has_dialogs = cfg!(any(target_os = "windows", target_os = "macos"));
    !always_has_dialogs && time < MIN_DIALOG_TIME
}

impl Runner {
    /// Shows the Open dialog. Answers with [`Command::FilesPicked`], or [`Command::NoFileDialog`] if the system has no
    /// dialog.
    pub(crate) fn pick_files(&self, ticket: Ticket, pick: FilesPicker) {
        self.run_on_thread("file dialog", ticket, move |_| {
            let opened = Instant::now();
            Some(match pick() {
                Some(files) => Command::FilesPicked(ticket, files),
                None if is_missing_dialog(opened.elapsed()) => Command::NoFileDialog(ticket),
                None => Command::FilesPicked(ticket, Vec::new()),
            })
        });
    }

    /// Shows a dialog to choose a folder. Answers with [`Command::FolderPicked`], or [`Command::NoFileDialog`] if the
    /// system has no dialog.
    pub(crate) fn pick_folder(&self, ticket: Ticket, pick: FilePicker) {
        self.run_on_thread("folder dialog", ticket, move |_| {
            let opened = Instant::now();
            Some(match pick() {
                None if is_missing_dialog(opened.elapsed()) => Command::NoFileDialog(ticket),
                folder => Command::FolderPicked(ticket, folder),
            })
        });
    }

    /// Shows a dialog to choose an action plan, and reads it. Answers with [`Command::PlanRead`], or
    /// [`Command::NoFileDialog`] if the system has no dialog.
    pub(crate) fn pick_plan(&self, ticket: Ticket, pick: FilePicker) {
        self.run_on_thread("read plan", ticket, move |_| {
            let opened = Instant::now();
            let Some(path) = pick() else {
                let has_no_dialog = is_missing_dialog(opened.elapsed());
                return Some(match has_no_dialog {
                    true => Command::NoFileDialog(ticket),
                    false => Command::PlanRead(ticket, None),
                });
            };
            let bytes = file::read_file(&path).map_err(|error| error.to_string());
            let plan = bytes.and_then(|bytes| read_plan(&bytes).map_err(|error| error.to_string()));
            Some(Command::PlanRead(ticket, Some((path, plan))))
        });
    }

    /// Shows the Save dialog, and saves the file. Answers with [`Command::Saved`].
    pub(crate) fn save_as(&self, ticket: Ticket, save: Box<FileToSave>, pick: FilePicker) {
        self.run_on_thread("save", ticket, move |_| {
            let opened = Instant::now();
            let saved = match pick() {
                Some(path) => Some(save.write(path)),
                None if is_missing_dialog(opened.elapsed()) => Some(Err(strings::NO_SAVE_DIALOG.to_owned())),
                None => None,
            };
            Some(Command::Saved(ticket, saved))
        });
    }
}
