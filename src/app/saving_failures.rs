//! Tells the user if notes or settings can't be saved, so that nothing is lost without a warning. Runs without a window.

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NotesSaveStatus {
    /// They are saved.
    #[default]
    Saved,
    /// The last ones could not be saved, and saving is tried again.
    Unsaved {
        /// The error.
        reason: String,
        /// True if closing was refused once since the last change, with a warning that notes would be lost.
        has_warned_at_close: bool,
    },
    /// They can't be saved while the program runs. A notice at the start said so.
    Impossible,
}

impl State {
    /// Says that data can't be saved, for this reason.
    pub(super) fn report_saving_failure(&mut self, data: SavedData, reason: String) {
        match data {
            SavedData::Annotations => {
                let folder = self.notes_folder();
                self.messages.saving_notice =
                    Some(strings::notes_not_saved_notice(folder.as_deref(), &reason));
                self.notes_save_status = NotesSaveStatus::Unsaved { reason, has_warned_at_close: false };
                // The toast may say that the note was saved. Undo stays possible.
                self.messages.toast = None;
            }
            SavedData::Settings => {
                self.messages.toast = Some(strings::settings_not_saved_toast(&reason).into());
            }
        }
    }

    /// Says that nothing can be saved while the program runs.
    pub(super) fn report_saving_impossible(&mut self, notice: Notice) {
        self.messages.saving_notice = Some(notice);
        self.notes_save_status = NotesSaveStatus::Impossible;
    }

    /// Says that notes are saved again. Settings are saved without a message.
    pub(super) fn report_saving_success(&mut self, data: SavedData) {
        match data {
            SavedData::Annotations => {
                self.notes_save_status = NotesSaveStatus::Saved;
                self.messages.saving_notice = None;
                self.messages.toast = Some(strings::NOTES_SAVED_AGAIN.to_owned().into());
            }
            SavedData::Settings => {}
        }
    }

    /// Makes closing the window warn again, because of another change that is not saved.
    pub(super) fn renew_closing_warning(&mut self) {
        if let NotesSaveStatus::Unsaved { has_warned_at_close, .. } = &mut self.notes_save_status {
            *has_warned_at_close = false;
        }
    }

    /// Returns the words of a toast about a change to annotations: `words`, or that the change is not saved yet.
    pub(super) fn annotation_toast(&self, words: &str) -> String {
        match self.notes_save_status {
            NotesSaveStatus::Saved => words.to_owned(),
            NotesSaveStatus::Unsaved { .. } => strings::CHANGE_NOT_SAVED_YET.to_owned(),
            NotesSaveStatus::Impossible => strings::CHANGE_NOT_SAVED.to_owned(),
        }
    }

    /// Returns true if closing the window needs no warning.
    #[must_use]
    pub fn can_close(&self) -> bool {
        let needs_warning =
            matches!(self.notes_save_status, NotesSaveStatus::Unsaved { has_warned_at_close: false, .. });
        !self.is_sending_pages() && !needs_warning
    }

    /// Says why the window can't be closed yet. If notes would be lost, the next attempt closes it.
    pub(super) fn refuse_to_close(&mut self) {
        let folder = self.notes_folder();
        if self.is_sending_pages() {
            self.messages.toast = Some(strings::STILL_PRINTING.to_owned().into());
        } else if let NotesSaveStatus::Unsaved { reason, has_warned_at_close } = &mut self.notes_save_status {
            *has_warned_at_close = true;
            self.messages.saving_notice =
                Some(strings::notes_lost_at_closing_notice(folder.as_deref(), reason));
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
