//! Tells the user if notes or settings can't be saved, so that nothing is lost without a word. Runs without a window.

use super::{Notice, State, strings};

/// Data that is saved in the user's settings folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedData {
    /// Notes, decisions and the contents of action plans.
    Annotations,
    /// The settings and the session.
    Settings,
}

/// The outcome of saving notes and decisions so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NotesSaving {
    /// They are saved.
    #[default]
    Works,
    /// The last ones could not be saved.
    Fails {
        /// True if the user tried to close the window and was told that notes would be lost.
        is_told_at_closing: bool,
    },
}

impl State {
    /// Says that data can't be saved, for this reason.
    pub(super) fn report_saving_failure(&mut self, data: SavedData, reason: &str) {
        match data {
            SavedData::Annotations => {
                self.notes_saving = NotesSaving::Fails { is_told_at_closing: false };
                let folder = self.notes_folder();
                self.messages.saving_notice =
                    Some(strings::notes_not_saved_notice(folder.as_deref(), reason));
                // The toast may say that the note was saved. Undo stays possible.
                self.messages.toast = None;
            }
            SavedData::Settings => {
                self.messages.toast = Some(strings::settings_not_saved_toast(reason).into());
            }
        }
    }

    /// Says at the start that nothing can be saved. Closing the window needs no further warning.
    pub(super) fn report_missing_settings_folder(&mut self) {
        self.report_saving_failure(SavedData::Annotations, strings::NO_NOTES_FOLDER_REASON);
        self.notes_saving = NotesSaving::Fails { is_told_at_closing: true };
    }

    /// Says that notes are saved again. Settings are saved without a message.
    pub(super) fn report_saving_success(&mut self, data: SavedData) {
        match data {
            SavedData::Annotations => {
                self.notes_saving = NotesSaving::Works;
                self.messages.saving_notice = None;
                self.messages.toast = Some(strings::NOTES_SAVED_AGAIN.to_owned().into());
            }
            SavedData::Settings => {}
        }
    }

    /// Returns the words for a change of notes or decisions: these words, or that the change is not saved.
    pub(super) fn saved_words(&self, words: &str) -> String {
        match self.notes_saving {
            NotesSaving::Works => words.to_owned(),
            NotesSaving::Fails { .. } => strings::CHANGE_NOT_SAVED.to_owned(),
        }
    }

    /// Returns true if closing the window loses nothing that the user was not told about.
    #[must_use]
    pub fn can_close(&self) -> bool {
        !self.is_sending_pages() && self.notes_saving != NotesSaving::Fails { is_told_at_closing: false }
    }

    /// Says why the window can't be closed yet. If notes would be lost, the next attempt closes it.
    pub(super) fn refuse_to_close(&mut self) {
        if self.is_sending_pages() {
            self.messages.toast = Some(strings::STILL_PRINTING.to_owned().into());
        } else if let NotesSaving::Fails { is_told_at_closing } = &mut self.notes_saving {
            *is_told_at_closing = true;
            self.messages.saving_notice = Some(strings::notes_lost_at_closing_notice());
        }
    }
}

impl super::state::Messages {
    /// Returns all notices, the one about notes that can't be saved first.
    #[must_use]
    pub fn all_notices(&self) -> Vec<&Notice> {
        self.saving_notice.iter().chain(&self.notices).collect()
    }

    /// Removes all notices.
    pub(super) fn dismiss_notices(&mut self) {
        self.notices.clear();
        self.saving_notice = None;
    }
}
