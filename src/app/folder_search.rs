//! The state of the search across all reports of a folder. Runs without a window.

use super::{Effect, State, TabId};

/// The state of the search across all reports of a folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderSearch {}

/// A command for the search across all reports of a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderSearchCommand {}

impl State {
    /// Carries out a command for the search across all reports of a folder.
    pub(super) fn update_folder_search(&mut self, _id: TabId, command: FolderSearchCommand) -> Vec<Effect> {
        match command {}
    }
}
