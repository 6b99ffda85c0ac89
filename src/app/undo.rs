//! Undoing the last changes: decisions, notes and closed tabs. Runs without a window.

use super::{AnnotationChange, DocumentId, Effect, State, Tab, TabId, Toast, ToastButton, strings};

/// A change that can be undone.
#[derive(Debug)]
pub enum UndoStep {
    /// A change to the annotations of a report.
    Annotation {
        /// The fingerprint of the report.
        sha256: String,
        /// The change that brings back what was there before.
        inverse: AnnotationChange,
    },
    /// The import of a register: for each report, by its fingerprint, the change that brings back what was there before.
    Register(Vec<(String, AnnotationChange)>),
    /// A tab that was closed, by the id that it had.
    ClosedTab(TabId),
}

/// The changes that can be undone.
#[derive(Debug, Default)]
pub struct UndoHistory(Vec<UndoStep>);

impl UndoHistory {
    /// The maximum number of changes that are kept. The oldest ones are dropped.
    const MAX_STEPS: usize = 100;

    /// Returns true if there is nothing to undo.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Removes the closing of tabs for which `is_kept` returns false, because they cannot be opened again, or were.
    pub(super) fn retain_tabs(&mut self, is_kept: impl Fn(TabId) -> bool) {
        self.0.retain(|step| match step {
            UndoStep::ClosedTab(id) => is_kept(*id),
            UndoStep::Annotation { .. } | UndoStep::Register(_) => true,
        });
    }

    /// Adds a change, and drops the oldest one if there are too many.
    fn push(&mut self, step: UndoStep) {
        self.0.push(step);
        if self.0.len() > Self::MAX_STEPS {
            self.0.remove(0);
        }
    }
}

impl State {
    /// Changes the annotations of a report, and offers to undo that in a toast with these words. Does nothing until the
    /// findings are known.
    pub(super) fn change_annotations_undoably(
        &mut self,
        id: DocumentId,
        change: AnnotationChange,
        words: &str,
    ) -> Vec<Effect> {
        let document = self.document(id).filter(|document| document.findings.is_some());
        let undo = document.and_then(|document| {
            let inverse = document.annotations.inverse_of(&change)?;
            Some(UndoStep::Annotation { sha256: document.sha256().to_owned(), inverse })
        });
        if let Some(step) = undo {
            self.offer_undo(step, self.annotation_toast(words));
        }
        self.change_annotations(id, change)
    }

    /// Adds a change that can be undone, and offers that in a toast with these words.
    pub(super) fn offer_undo(&mut self, step: UndoStep, words: String) {
        self.undo.push(step);
        self.messages.toast = Some(Toast { words, button: Some(ToastButton::Undo) });
    }

    /// Undoes the last change, and shows the report that it was made in.
    pub(super) fn undo_last_change(&mut self) -> Vec<Effect> {
        match self.undo.0.pop() {
            Some(UndoStep::Annotation { sha256, inverse }) => {
                self.messages.toast = Some(self.annotation_toast(strings::UNDONE).into());
                self.show_tab_with_sha256(&sha256);
                self.apply_annotation_change(&sha256, inverse)
            }
            Some(UndoStep::Register(inverses)) => {
                self.messages.toast = Some(self.annotation_toast(strings::UNDONE).into());
                let inverses = inverses.into_iter();
                inverses
                    .flat_map(|(sha256, inverse)| self.apply_annotation_change(&sha256, inverse))
                    .collect()
            }
            Some(UndoStep::ClosedTab(id)) => {
                self.messages.toast = None;
                self.reopen_closed_tab(id)
            }
            None => Vec::new(),
        }
    }

    /// Brings a tab with this report to the front, unless the front tab shows it already.
    fn show_tab_with_sha256(&mut self, sha256: &str) {
        let shows = |tab: &Tab| tab.documents().any(|document| document.sha256() == sha256);
        // A change in the register of a folder is seen there.
        let lists =
            |tab: &Tab| tab.folder().is_some_and(|folder| folder.collection.facts_of(sha256).is_some());
        if !self.tabs.front().is_some_and(|tab| shows(tab) || lists(tab))
            && let Some(id) = self.tabs.iter().find(|tab| shows(tab)).map(|tab| tab.id)
        {
            self.tabs.bring_to_front(id);
        }
    }
}
