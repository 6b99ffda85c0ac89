//! The state of the register: all recommendations of a folder, with owners and progress. Runs without a window.

use super::{Effect, State, TabId};

/// The state of the register: all recommendations of a folder, with owners and progress.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderRegister {}

/// A command for the register: all recommendations of a folder, with owners and progress.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderRegisterCommand {}

impl State {
    /// Carries out a command for the register: all recommendations of a folder, with owners and progress.
    pub(super) fn update_folder_register(
        &mut self,
        _id: TabId,
        command: FolderRegisterCommand,
    ) -> Vec<Effect> {
        match command {}
    }
}
