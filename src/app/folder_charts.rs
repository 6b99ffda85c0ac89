//! The state of the charts of a folder. Runs without a window.

use super::{Effect, State, TabId};

/// The state of the charts of a folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderCharts {}

/// A command for the charts of a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderChartsCommand {}

impl State {
    /// Carries out a command for the charts of a folder.
    pub(super) fn update_folder_charts(&mut self, _id: TabId, command: FolderChartsCommand) -> Vec<Effect> {
        match command {}
    }
}
