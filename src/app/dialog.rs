//! The open dialog and the Escape key. At most one dialog is open.

use std::path::PathBuf;

use super::{AwaitedEvent, Effect, ExportKind, NoteDraft, State, TabId, WidthClass};
use crate::report::SectionId;

/// A dialog over the window.
///
/// A new dialog needs a variant here, a file in `ui/dialogs`, and a line in `ui/dialogs/mod.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// The command palette, with the text in its field.
    Palette(String),
    /// Choosing a format to export.
    Export,
    /// Choosing a format to export a section of the report in front.
    ExportSection(SectionId),
    /// Choosing a report to compare with.
    CompareWith,
    /// Writing a note.
    Note(NoteDraft),
    /// Entering the password of the file in this tab.
    Password(TabId),
    /// The list of keyboard shortcuts.
    Keyboard,
    /// Choosing font, size, line length and spacing.
    TextSettings,
    /// The version, the licences and where settings are kept.
    About,
    /// Asks before an action plan is saved that will not have everything of the imported plan.
    PlanLosses(ExportKind),
    /// Asks if an index of these folders may be kept, before they are opened for the first time.
    OpenFolders(Vec<PathBuf>),
    /// The settings, on this page.
    Settings(SettingsPage),
}

/// A page of the settings dialog.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SettingsPage {
    /// Colours, zoom, panels, and what happens at the start.
    #[default]
    General,
    /// Font, size, line length and spacing.
    Text,
    /// The keyboard shortcuts of all actions.
    Shortcuts,
    /// The folders where settings and notes are kept.
    Folders,
}

impl Dialog {
    /// Returns true if the dialog belongs to the front tab. If so, it closes when another tab comes to the front.
    #[must_use]
    pub fn is_for_front_tab(&self) -> bool {
        match self {
            Self::Palette(_)
            | Self::Export
            | Self::ExportSection(_)
            | Self::CompareWith
            | Self::PlanLosses(_) => true,
            // Closing a note would lose its words. The password dialog is opened and closed by
            // `refresh_password_dialog`.
            Self::Note(_)
            | Self::Password(_)
            | Self::Keyboard
            | Self::TextSettings
            | Self::About
            | Self::OpenFolders(_)
            | Self::Settings(_) => false,
        }
    }

    /// Returns true if shortcuts do nothing behind the dialog.
    #[must_use]
    pub fn should_block_shortcuts(&self) -> bool {
        match self {
            Self::Palette(_)
            | Self::Export
            | Self::ExportSection(_)
            | Self::CompareWith
            | Self::PlanLosses(_)
            | Self::Note(_)
            | Self::About
            | Self::OpenFolders(_)
            | Self::Settings(_) => true,
            // The shortcut that opened the keyboard list also closes it. Text settings are tried out on the text beside
            // them. While a file waits for its password, other tabs can be used.
            Self::Keyboard | Self::TextSettings | Self::Password(_) => false,
        }
    }
}

impl State {
    /// Opens a dialog in place of the open dialog. A note that is being written stays, because its words would be lost.
    pub(super) fn open_dialog(&mut self, dialog: Dialog) {
        let is_writing_note = matches!(self.dialog, Some(Dialog::Note(_)));
        if !is_writing_note {
            self.dialog = Some(dialog);
        }
    }

    /// Closes this dialog if it is open, or else opens it.
    pub(super) fn toggle_dialog(&mut self, dialog: Dialog) {
        if self.dialog.as_ref() == Some(&dialog) {
            self.dialog = None;
        } else {
            self.open_dialog(dialog);
        }
    }

    /// Cancels the open dialog. Cancelling a password dialog closes the tab of its file too. The words of a note are
    /// kept as a draft.
    pub(super) fn close_dialog(&mut self) -> Vec<Effect> {
        match self.dialog.take() {
            Some(Dialog::Password(tab)) => self.close_tab(tab),
            Some(Dialog::Note(draft)) => {
                self.report_kept_draft(&draft);
                Vec::new()
            }
            Some(
                Dialog::Palette(_)
                | Dialog::Export
                | Dialog::ExportSection(_)
                | Dialog::CompareWith
                | Dialog::PlanLosses(_)
                | Dialog::Keyboard
                | Dialog::TextSettings
                | Dialog::About
                | Dialog::OpenFolders(_)
                | Dialog::Settings(_),
            )
            | None => Vec::new(),
        }
    }

    /// Opens the password dialog if the front tab needs a password, and closes it if it is for another tab.
    pub(super) fn refresh_password_dialog(&mut self) {
        let needed = self.tab_needing_password();
        match &self.dialog {
            Some(Dialog::Password(tab)) if needed != Some(*tab) => {
                self.dialog = needed.map(Dialog::Password);
            }
            None => self.dialog = needed.map(Dialog::Password),
            Some(_) => {}
        }
    }

    /// Returns the tab that needs a password: the front tab, or a tab that the front tab waits for; `None` if
    /// neither does.
    fn tab_needing_password(&self) -> Option<TabId> {
        let protected = |id: TabId| {
            let wait = self.tabs.get(id)?.opening().map(|opening| &opening.awaited);
            matches!(wait, Some(AwaitedEvent::Password { .. })).then_some(id)
        };
        let front = self.tabs.front()?;
        match front.opening().map(|opening| &opening.awaited) {
            Some(AwaitedEvent::BothRead(sides)) => sides.iter().find_map(|side| protected(*side)),
            Some(AwaitedEvent::AllRead(tabs)) => tabs.iter().find_map(|tab| protected(*tab)),
            Some(AwaitedEvent::Read(_) | AwaitedEvent::Password { .. } | AwaitedEvent::Compared) | None => {
                protected(front.id)
            }
        }
    }

    /// Handles Escape by the first of these steps that applies:
    ///
    /// 1. closes the open dialog;
    /// 2. while the print view is shown, closes the messages, or else the print view;
    /// 3. ends the callouts of the first start;
    /// 4. declines the offer to compare;
    /// 5. closes the messages;
    /// 6. cancels opening the front tab;
    /// 7. closes the field of the register, and keeps the cell as it was;
    /// 8. clears the selection;
    /// 9. closes the search panel;
    /// 10. closes the panel over the text;
    /// 11. clears the filter of the contents, or else the highlight.
    ///
    /// The toast disappears in every case.
    pub(super) fn handle_escape(&mut self) -> Vec<Effect> {
        self.messages.toast = None;
        self.remove_empty_selection();
        if self.dialog.is_some() {
            return self.close_dialog();
        }
        if self.printing.is_some() {
            if self.messages.all_notices().is_empty() {
                return self.close_printing();
            }
            self.messages.dismiss_notices();
            return Vec::new();
        }
        if self.tour.take().is_some() {
            return Vec::new();
        }
        if self.messages.offer.take().is_some() {
            return Vec::new();
        }
        if !self.messages.all_notices().is_empty() {
            self.messages.dismiss_notices();
            return Vec::new();
        }
        if let Some(id) = self.tabs.front().filter(|tab| tab.opening().is_some()).map(|tab| tab.id) {
            return self.close_tab(id);
        }
        let folder = self.tabs.front_mut().and_then(super::Tab::folder_mut);
        let register = folder.map(|folder| &mut folder.register);
        if register.is_some_and(|register| register.edit.take().is_some()) {
            return Vec::new();
        }
        if self.has_selection() {
            self.selected = None;
        } else if self.search.is_open && !self.searched_documents().is_empty() {
            (self.search.is_open, self.panels.covers_text) = (false, false);
        } else if self.panels.covers_text && self.panels.width_class == WidthClass::Text {
            self.panels.covers_text = false;
        } else if let Some(document) = self.front_document_mut() {
            if document.view.filter.is_empty() {
                document.view.highlighted = None;
            } else {
                document.view.filter.clear();
            }
        }
        Vec::new()
    }
}
