//! Undoing the last changes: decisions, notes and closed tabs. Runs without a window.

use super::{AnnotationChange, Document, DocumentId, Effect, State, Tab, TabId, Toast, ToastButton, strings};

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
    /// A tab that was closed.
    ClosedTab {
        /// The tab, with its report and scroll positions.
        tab: Box<Tab>,
        /// The index of the tab among the others, from 0.
        index: usize,
    },
}

/// The changes that can be undone.
#[derive(Debug, Default)]
pub struct UndoHistory(Vec<UndoStep>);

impl UndoHistory {
    /// The maximum number of changes that are kept. The oldest ones are dropped.
    const MAX_STEPS: usize = 100;
    /// The maximum number of closed tabs that are kept, because each keeps its report in memory.
    const MAX_CLOSED_TABS: usize = 5;

    /// Returns true if there is nothing to undo.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the reports in the closed tabs.
    pub(super) fn documents_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        let tabs = self.0.iter_mut().filter_map(|step| match step {
            UndoStep::ClosedTab { tab, .. } => Some(tab),
            UndoStep::Annotation { .. } => None,
        });
        tabs.flat_map(|tab| tab.documents_mut())
    }

    /// Removes the closing of a tab that was opened again in another way.
    pub(super) fn forget_tab(&mut self, id: TabId) {
        self.0.retain(|step| !matches!(step, UndoStep::ClosedTab { tab, .. } if tab.id == id));
    }

    /// Adds a change, and drops the oldest ones if there are too many.
    fn push(&mut self, step: UndoStep) {
        self.0.push(step);
        let is_tab = |step: &UndoStep| matches!(step, UndoStep::ClosedTab { .. });
        if self.0.iter().filter(|step| is_tab(step)).count() > Self::MAX_CLOSED_TABS
            && let Some(oldest) = self.0.iter().position(is_tab)
        {
            self.0.remove(oldest);
        }
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
            self.offer_undo(step, words.to_owned());
        }
        self.change_annotations(id, change)
    }

    /// Keeps a tab that was closed, so that it can be opened again. A tab without content is not kept.
    pub(super) fn keep_closed_tab(&mut self, tab: Tab, index: usize) {
        let title = tab.document().map(Document::title);
        let title = title.or_else(|| {
            let [left, right] = &tab.comparison()?.sides;
            Some(strings::comparison_title(&left.title(), &right.title()))
        });
        if let Some(title) = title {
            let step = UndoStep::ClosedTab { tab: Box::new(tab), index };
            self.offer_undo(step, strings::tab_closed_toast(&title));
        }
    }

    fn offer_undo(&mut self, step: UndoStep, words: String) {
        self.undo.push(step);
        self.messages.toast = Some(Toast { words, button: Some(ToastButton::Undo) });
    }

    /// Undoes the last change, and shows the report that it was made in.
    pub(super) fn undo_last_change(&mut self) -> Vec<Effect> {
        match self.undo.0.pop() {
            Some(UndoStep::Annotation { sha256, inverse }) => {
                self.messages.toast = Some(strings::UNDONE.to_owned().into());
                self.show_tab_with_sha256(&sha256);
                self.apply_annotation_change(&sha256, inverse)
            }
            Some(UndoStep::ClosedTab { tab, index }) => {
                self.messages.toast = None;
                self.closed_tabs.forget(tab.id);
                self.reopen_tab(*tab, index)
            }
            None => Vec::new(),
        }
    }

    /// Brings a tab with this report to the front, unless the front tab shows it already.
    fn show_tab_with_sha256(&mut self, sha256: &str) {
        let shows = |tab: &Tab| tab.documents().any(|document| document.sha256() == sha256);
        if !self.tabs.front().is_some_and(shows)
            && let Some(id) = self.tabs.iter().find(|tab| shows(tab)).map(|tab| tab.id)
        {
            self.tabs.bring_to_front(id);
        }
    }

    /// Opens a closed tab again, and reads its file again, because it may have been saved since. If the file is open in
    /// another tab meanwhile, that tab is shown instead.
    fn reopen_tab(&mut self, tab: Tab, index: usize) -> Vec<Effect> {
        if let Some(open) = tab.path().and_then(|path| self.tabs.with_path(path)).map(|tab| tab.id) {
            return self.show_tab(open);
        }
        let id = tab.id;
        let documents: Vec<DocumentId> = tab.documents().map(|document| document.id).collect();
        self.tabs.push(tab);
        self.tabs.move_tab(id, index);
        let mut effects = self.show_tab(id);
        for document in documents {
            effects.extend(self.compute_findings(document));
        }
        effects.extend(self.reload_documents_of(id));
        effects
    }

    /// Reads the files of a tab again. The report of a deleted file stays open.
    fn reload_documents_of(&mut self, id: TabId) -> Vec<Effect> {
        let documents = self.tabs.get(id).into_iter().flat_map(Tab::documents);
        let paths: Vec<_> = documents.filter_map(|document| document.path.clone()).collect();
        let existing = paths.into_iter().filter(|path| path.is_file());
        existing.flat_map(|path| self.reload_file(&path)).collect()
    }
}
