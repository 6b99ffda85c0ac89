//! Finds the recent reports that are missing, so that the start screen can say so. The files are looked for on a
//! thread, because a drive that is not connected can take seconds to answer.

use std::path::{Path, PathBuf};

use super::{Effect, State};

/// The recent reports that were looked for, and those that are missing.
#[derive(Debug, Default)]
pub struct MissingFiles {
    /// The files that were looked for since the start screen came into view; `None` while another tab is in front.
    requested: Option<Vec<PathBuf>>,
    missing: Vec<PathBuf>,
}

impl MissingFiles {
    /// Returns true if this file was looked for and not found.
    #[must_use]
    pub fn contains(&self, path: &Path) -> bool {
        self.missing.iter().any(|missing| missing == path)
    }

    /// Looks for the files again when the start screen is next in view.
    pub(super) fn forget_requested(&mut self) {
        self.requested = None;
    }

    /// Remembers which files are missing.
    pub(super) fn set_missing(&mut self, missing: Vec<PathBuf>) {
        self.missing = missing;
    }
}

impl State {
    /// Looks for the recent reports if the start screen has come into view, or if the list has changed since.
    pub(super) fn refresh_missing_files(&mut self) -> Vec<Effect> {
        if self.tabs.front().is_some() {
            self.missing_files.forget_requested();
            return Vec::new();
        }
        let recent = self.settings.recent.iter().map(|recent| &recent.path);
        if self.missing_files.requested.as_ref().is_some_and(|requested| requested.iter().eq(recent.clone()))
        {
            return Vec::new();
        }
        let paths: Vec<PathBuf> = recent.cloned().collect();
        self.missing_files.requested = Some(paths.clone());
        if paths.is_empty() { Vec::new() } else { vec![Effect::FindMissingFiles(paths)] }
    }
}
