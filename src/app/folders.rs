//! Opening folders of reports, and what can be done with their rows. Runs without a window.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    Dialog, Effect, FolderChartsCommand, FolderEffect, FolderReading, FolderRegisterCommand,
    FolderSearchCommand, FolderSideCommand, FolderTab, FolderView, IndexStorage, NextStep, Pending,
    RecentFolder, State, Tab, TabContent, TabId, Ticket, WindowEffect, Work, opening::TabPosition,
};
use crate::{
    library::{Entry, FolderUpdate, matrix::MatrixOptions},
    report::Place,
};

/// A command for a folder in a tab.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderCommand {
    /// Something about the folder is new.
    Update(Box<FolderUpdate>),
    /// Shows a part of the tab.
    ShowView(FolderView),
    /// Changes the register.
    Register(FolderRegisterCommand),
    /// Changes the charts.
    Charts(FolderChartsCommand),
    /// Changes the panel beside the matrix.
    Side(FolderSideCommand),
    /// Changes the search.
    Search(FolderSearchCommand),
    /// Changes the rows and columns of the matrix.
    SetMatrix(Box<MatrixOptions>),
    /// Opens the report in a file, as a path within the folder, at a place if one is given.
    OpenReport(PathBuf, Option<Place>),
    /// Selects a report, or removes it from the selection.
    ToggleSelected(PathBuf),
    /// Selects nothing.
    ClearSelection,
    /// Compares the two selected reports, the earlier on the left.
    CompareSelected,
    /// Shows the timeline of the selected reports.
    ShowTimelineOfSelected,
    /// Compares a report with the inspection of the same council before it.
    CompareWithPrevious(PathBuf),
    /// Reads these files, as paths within the folder, before the others.
    ReadFirst(Vec<PathBuf>),
    /// Stops reading.
    Stop,
    /// Looks for changes, and goes on reading.
    Refresh,
    /// Deletes the index, and closes the tab.
    Forget,
}

impl State {
    /// Shows the dialog of the system to choose a folder.
    pub(super) fn show_folder_dialog(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::PickFolder, next_steps: Vec::new() });
        vec![Effect::Window(WindowEffect::PickFolder(ticket))]
    }

    /// Opens the folder that the user chose; `None` if they cancelled.
    pub(super) fn open_picked_folder(&mut self, ticket: Ticket, folder: Option<PathBuf>) -> Vec<Effect> {
        if self.pending.take(ticket).is_none() {
            return Vec::new();
        }
        folder.map(|folder| self.open_folder(folder)).unwrap_or_default()
    }

    /// Opens a folder in a tab in front. If the folder was not opened before, asks first if an index may be kept.
    pub(super) fn open_folder(&mut self, folder: PathBuf) -> Vec<Effect> {
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        // Without a slash at the end, so that one folder has one index.
        let folder: PathBuf = folder.components().collect();
        self.messages.notices.clear();
        if let Some(id) = self.tab_of_folder(&folder) {
            return self.show_tab(id);
        }
        match self.settings.folders.iter().find(|recent| recent.path == folder).map(|recent| recent.storage) {
            Some(storage) => self.open_folder_with(folder, storage),
            // Nothing can be kept, so there is nothing to ask.
            None if self.settings_path.is_none() => self.open_folder_with(folder, IndexStorage::Memory),
            None => {
                self.ask_about_index(folder);
                Vec::new()
            }
        }
    }

    /// Asks if an index of this folder may be kept. Folders that are opened together share one question.
    fn ask_about_index(&mut self, folder: PathBuf) {
        let mut folders = match &mut self.dialog {
            Some(Dialog::OpenFolders(folders)) => std::mem::take(folders),
            _ => Vec::new(),
        };
        if !folders.contains(&folder) {
            folders.push(folder);
        }
        self.open_dialog(Dialog::OpenFolders(folders));
    }

    /// Opens the folders of the dialog, and keeps their indexes as the user chose.
    pub(super) fn open_folders_of_dialog(&mut self, storage: IndexStorage) -> Vec<Effect> {
        let Some(Dialog::OpenFolders(folders)) = self.dialog.take() else { return Vec::new() };
        folders.into_iter().flat_map(|folder| self.open_folder_with(folder, storage)).collect()
    }

    /// Opens a folder in a tab in front.
    pub(super) fn open_folder_with(&mut self, folder: PathBuf, storage: IndexStorage) -> Vec<Effect> {
        let (id, read) = self.add_folder_tab(folder.clone(), storage);
        let mut effects = self.show_tab(id);
        effects.push(read);
        let mut dropped = Vec::new();
        effects.extend(self.change_settings(|settings| {
            dropped = settings.add_folder(RecentFolder { path: folder, storage });
        }));
        // An index of a folder that is in no list could not be found and deleted later.
        effects.extend(dropped.into_iter().map(|folder| Effect::Folder(FolderEffect::Forget(folder.path))));
        effects
    }

    /// Opens a folder of the last session behind the front tab. Does nothing for a folder that was forgotten since.
    pub(super) fn restore_folder(&mut self, folder: PathBuf) -> (Option<TabId>, Vec<Effect>) {
        let known = self.settings.folders.iter().find(|recent| recent.path == folder);
        let Some(storage) = known.map(|recent| recent.storage) else { return (None, Vec::new()) };
        let (id, effect) = self.add_folder_tab(folder, storage);
        (Some(id), vec![effect])
    }

    /// Adds a tab for a folder at the right end. Returns its id, and the effect that reads the folder.
    fn add_folder_tab(&mut self, folder: PathBuf, storage: IndexStorage) -> (TabId, Effect) {
        let id = TabId(self.next_number());
        let content = TabContent::Folder(Box::new(FolderTab::new(folder.clone(), storage)));
        self.tabs.push(Tab { id, content });
        (id, Effect::Folder(FolderEffect::Read { tab: id, folder, storage }))
    }

    /// Returns the tab that shows this folder.
    fn tab_of_folder(&self, folder: &Path) -> Option<TabId> {
        let is_shown_in = |tab: &&Tab| tab.folder().is_some_and(|shown| shown.folder == folder);
        self.tabs.iter().find(is_shown_in).map(|tab| tab.id)
    }

    /// Opens a folder in place of a tab that tried to read it as a report.
    pub(super) fn open_folder_instead(&mut self, tab: TabId, folder: PathBuf) -> Vec<Effect> {
        let mut effects = self.close_tab(tab);
        effects.extend(self.open_folder(folder));
        effects
    }

    /// Carries out a command for the folder in a tab.
    pub(super) fn update_folder(&mut self, id: TabId, command: FolderCommand) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        match command {
            FolderCommand::Update(update) => {
                tab.apply_update(*update);
                let mut effects = self.refresh_folder_register(id);
                effects.extend(self.refresh_folder_search(id));
                return effects;
            }
            FolderCommand::ShowView(view) => {
                tab.view = view;
                let mut effects = self.finish_register_edit(id);
                effects.extend(self.refresh_folder_register(id));
                effects.extend(self.refresh_folder_search(id));
                return effects;
            }
            FolderCommand::SetMatrix(options) => tab.matrix = *options,
            FolderCommand::Register(command) => return self.update_folder_register(id, command),
            FolderCommand::Charts(command) => return self.update_folder_charts(id, command),
            FolderCommand::Side(command) => return self.update_folder_side(id, command),
            FolderCommand::Search(command) => return self.update_folder_search(id, command),
            FolderCommand::ToggleSelected(path) => {
                if !tab.selected.remove(&path) {
                    tab.selected.insert(path);
                }
            }
            FolderCommand::ClearSelection => tab.selected.clear(),
            FolderCommand::ReadFirst(paths) => {
                return vec![Effect::Folder(FolderEffect::ReadFirst(id, paths))];
            }
            FolderCommand::Stop => return vec![Effect::Folder(FolderEffect::Stop(id))],
            FolderCommand::Refresh => {
                tab.folder_error = None;
                return vec![Effect::Folder(FolderEffect::Refresh(id))];
            }
            FolderCommand::OpenReport(path, place) => {
                let path = tab.full_path(&path);
                let query = tab.query_of_hit();
                let effects = self.open_report_of_folder(path, place);
                if let Some(query) = query {
                    self.show_hits_of(query);
                }
                return effects;
            }
            FolderCommand::CompareSelected => return self.compare_selected(id),
            FolderCommand::ShowTimelineOfSelected => {
                let paths = tab.selected.iter().map(|path| tab.full_path(path)).collect();
                return self.show_timeline_of_files(paths);
            }
            FolderCommand::CompareWithPrevious(path) => return self.compare_with_previous(id, &path),
            FolderCommand::Forget => return self.forget_folder(id),
        }
        Vec::new()
    }

    /// Opens a report in front, at a place if one is given.
    fn open_report_of_folder(&mut self, path: PathBuf, place: Option<Place>) -> Vec<Effect> {
        self.messages.notices.clear();
        let next_steps = place.map(NextStep::GoToPlace).into_iter().collect();
        self.open_file(path, TabPosition::InFront, next_steps).1
    }

    /// Compares the two selected reports, the earlier on the left.
    fn compare_selected(&mut self, id: TabId) -> Vec<Effect> {
        let Some(tab) = self.tabs.get(id).and_then(Tab::folder) else { return Vec::new() };
        let mut entries: Vec<_> =
            tab.collection.entries().iter().filter(|entry| tab.selected.contains(entry.path())).collect();
        entries.sort_by_key(|entry| entry.facts().and_then(|facts| facts.sort_date()));
        match entries.as_slice() {
            [earlier, later] => {
                let files = [tab.full_path(earlier.path()), tab.full_path(later.path())];
                self.compare_files(files)
            }
            _ => Vec::new(),
        }
    }

    /// Compares a report with the inspection of the same council before it.
    fn compare_with_previous(&mut self, id: TabId, path: &Path) -> Vec<Effect> {
        let Some(tab) = self.tabs.get(id).and_then(Tab::folder) else { return Vec::new() };
        let previous = tab.collection.previous_inspection(path).map(|entry| tab.full_path(entry.path()));
        let Some(previous) = previous else { return Vec::new() };
        let files = [previous, tab.full_path(path)];
        self.compare_files(files)
    }

    /// Deletes the index of a folder, removes it from the recent folders, and closes its tab.
    fn forget_folder(&mut self, id: TabId) -> Vec<Effect> {
        let Some(folder) = self.tabs.get(id).and_then(Tab::folder).map(|tab| tab.folder.clone()) else {
            return Vec::new();
        };
        let mut effects = self.close_tab(id);
        self.messages.toast = None;
        effects.extend(self.remove_recent_folder(&folder));
        effects
    }

    /// Removes a folder from the recent folders and from the closed tabs, and deletes its index.
    pub(super) fn remove_recent_folder(&mut self, folder: &Path) -> Vec<Effect> {
        self.closed_tabs.forget_folder(folder);
        self.undo.retain_tabs(|id| self.closed_tabs.contains(id));
        let mut effects = vec![Effect::Folder(FolderEffect::Forget(folder.to_owned()))];
        effects.extend(self.change_settings(|settings| {
            settings.folders.retain(|recent| recent.path != folder);
        }));
        effects
    }
}

impl FolderTab {
    /// Applies an update about the folder.
    fn apply_update(&mut self, update: FolderUpdate) {
        match &update {
            FolderUpdate::Complete => self.reading = FolderReading::Complete,
            FolderUpdate::Stopped => self.reading = FolderReading::Stopped,
            FolderUpdate::FolderFailed(reason) => {
                self.folder_error = Some(reason.clone());
                if self.is_reading() {
                    self.reading = FolderReading::Complete;
                }
            }
            FolderUpdate::IndexFailed(reason) => self.index_error = Some(reason.clone()),
            FolderUpdate::Files { .. } | FolderUpdate::Read(..) => self.folder_error = None,
        }
        let is_list = matches!(update, FolderUpdate::Files { .. });
        if !self.collection.apply_update(update) {
            return;
        }
        if is_list {
            let done_before = self.collection.done_count();
            self.reading = FolderReading::Reading { start: Instant::now(), done_before };
        }
        self.update_selection();
    }

    /// Removes files from the selection that are gone. An entry with several files is selected by its first.
    fn update_selection(&mut self) {
        let selected = std::mem::take(&mut self.selected);
        if selected.is_empty() {
            return;
        }
        let is_selected = |entry: &&Entry| entry.paths.iter().any(|path| selected.contains(path));
        let entries = self.collection.entries().iter().filter(is_selected);
        self.selected = entries.map(|entry| entry.path().to_owned()).collect();
    }
}
