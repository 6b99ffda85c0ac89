//! Saving and restoring the session: the reports that were open when the program was closed or crashed. Runs without a
//! window.

use std::path::{Path, PathBuf};

use super::{
    Command, Document, Effect, NextStep, SavedPosition, ScrollAnchor, Session, State, Tab,
    opening::TabPosition, strings,
};

impl State {
    /// Saves which reports are open and their scroll positions, if anything changed.
    pub(super) fn save_session(&mut self, window: Option<[f32; 2]>) -> Vec<Effect> {
        if !self.settings.keeps_session {
            return Vec::new();
        }
        let tabs: Vec<PathBuf> = self.tabs.iter().filter_map(path_to_restore).collect();
        let front = self.tabs.front();
        let active = front.and_then(path_to_restore);
        let front = front.map(|tab| tab.id);
        // The front report is added last, so that it is first in the saved list and removed last.
        let mut positions: Vec<(bool, SavedPosition)> = self
            .tabs
            .iter()
            .filter_map(|tab| Some((Some(tab.id) == front, tab.document()?)))
            .filter(|(_, document)| document.has_text() && document.path.is_some())
            .map(|(is_front, document)| (is_front, document.position_to_save()))
            .collect();
        positions.sort_by_key(|(is_front, _)| *is_front);
        self.change_settings(|settings| {
            let window = window.or(settings.session.window);
            settings.session = Session { tabs, active, window };
            positions.into_iter().for_each(|(_, position)| settings.save_position(position));
        })
    }

    /// Opens the reports of the last session, with the same tab in front, unless the user does not want that.
    pub(super) fn restore_session(&mut self) -> Vec<Effect> {
        if !self.settings.reopens_reports {
            return Vec::new();
        }
        let Session { tabs, active, .. } = self.settings.session.clone();
        let (mut effects, mut last, mut missing) = (Vec::new(), None, Vec::new());
        for path in tabs {
            if path.is_dir() {
                let (id, more) = self.restore_folder(path);
                effects.extend(more);
                last = id.or(last);
                continue;
            }
            // A missing file stays on the recent list. Its drive may not be connected.
            if !path.is_file() {
                missing.push(path);
                continue;
            }
            let (id, more) = self.open_file(path, TabPosition::Behind, vec![NextStep::Restore]);
            effects.extend(more);
            last = Some(id);
        }
        let is_active = |tab: &&Tab| active.is_some() && path_to_restore(tab) == active;
        let front = self.tabs.iter().find(is_active).map(|tab| tab.id).or(last);
        if let Some(front) = front {
            self.tabs.bring_to_front(front);
        }
        if !missing.is_empty() {
            self.messages.notices.push(strings::missing_session_files_notice(&missing));
        }
        effects
    }

    /// Carries out the command that the program is started with. If `restores_session`, the tabs of the last session are
    /// opened before it, behind what it opens: a report that is opened from outside does not replace them.
    pub fn run_start_command(&mut self, command: Command, restores_session: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        if restores_session && !matches!(command, Command::Restore) {
            effects.extend(self.update(Command::Restore));
        }
        // Opening files removes all notices, but those about the settings and the session must stay.
        let notices = std::mem::take(&mut self.messages.notices);
        effects.extend(self.update(command));
        self.messages.notices.splice(0..0, notices);
        effects
    }
}

/// Returns the path of the file or folder that a tab shows; `None` for other tabs.
fn path_to_restore(tab: &Tab) -> Option<PathBuf> {
    let folder = tab.folder().map(|folder| folder.folder.as_path());
    tab.path().or(folder).map(Path::to_owned)
}

impl Document {
    /// Returns the scroll position of the first view, to be saved.
    pub(super) fn position_to_save(&self) -> SavedPosition {
        SavedPosition::new(self.sha256(), self.view.scroll.anchor())
    }

    /// Scrolls a report that was just read to its saved position.
    pub(super) fn restore_position(&mut self, saved: &SavedPosition) {
        if saved.row < self.loaded.flow.rows().len() {
            self.view.scroll.restore_anchor(ScrollAnchor { row: saved.row, offset: f32::from(saved.offset) });
        }
    }
}

impl SavedPosition {
    /// Returns the scroll position of the report with this fingerprint.
    pub(super) fn new(sha256: &str, ScrollAnchor { row, offset }: ScrollAnchor) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value is clamped to the range of u16"
        )]
        let offset = offset.clamp(0.0, 60_000.0) as u16;
        Self { sha256: sha256.to_owned(), row, offset }
    }
}
