//! The panel beside the matrix of a folder: the council of a row, and the grades of all reports by year. Runs without a
//! window.

use std::path::PathBuf;

use super::{Effect, State, Tab, TabId};

/// The panel beside the matrix of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderSide {
    /// True if the user closed the panel.
    pub is_closed: bool,
    /// The row whose council is shown, as the path of its file within the folder.
    pub row: Option<PathBuf>,
}

/// A command for the panel beside the matrix of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderSideCommand {
    /// Shows the council of the row with this file.
    ShowRow(PathBuf),
    /// Opens or closes the panel.
    SetOpen(bool),
}

impl State {
    /// Carries out a command for the panel beside the matrix.
    pub(super) fn update_folder_side(&mut self, id: TabId, command: FolderSideCommand) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        match command {
            FolderSideCommand::ShowRow(path) => tab.side.row = Some(path),
            FolderSideCommand::SetOpen(is_open) => tab.side.is_closed = !is_open,
        }
        Vec::new()
    }
}
