//! The version of a report that a part of the summary was computed for.

use std::sync::{Arc, Weak};

use crate::{
    analysis::Findings,
    app::{Document, DocumentId, LoadedReport},
    ui::widgets::{cached::Cached, rows::RowList},
};

/// The version of a report with its findings and annotations. What the summary computes from them stays valid until
/// the version changes.
#[derive(Debug, Clone)]
pub(super) struct ContentVersion {
    document: DocumentId,
    loaded: Weak<LoadedReport>,
    /// True if there is a message why there is no text.
    has_text_error: bool,
    /// Without a target until the findings are computed.
    findings: Weak<Findings>,
    /// Changes with each decision and note, and with the publication date that the user enters.
    annotations_revision: u32,
}

impl ContentVersion {
    /// Returns the version of a document.
    pub(super) fn of_document(document: &Document) -> Self {
        Self {
            document: document.id,
            loaded: Arc::downgrade(&document.loaded),
            has_text_error: document.text_error.is_some(),
            findings: document.findings.as_ref().map(Arc::downgrade).unwrap_or_default(),
            annotations_revision: document.annotations_revision,
        }
    }
}

impl PartialEq for ContentVersion {
    fn eq(&self, other: &Self) -> bool {
        // A weak reference keeps its address, so that no later report can be taken for this one.
        self.document == other.document
            && self.loaded.ptr_eq(&other.loaded)
            && self.has_text_error == other.has_text_error
            && self.findings.ptr_eq(&other.findings)
            && self.annotations_revision == other.annotations_revision
    }
}

/// What a tab with a table keeps between frames: its content, which is computed again only if its key changes, and the
/// heights of its rows.
#[derive(Debug)]
pub(super) struct TableCache<K, V> {
    pub(super) content: Cached<K, V>,
    pub(super) rows: RowList,
}

impl<K, V> Default for TableCache<K, V> {
    fn default() -> Self {
        Self { content: Cached::default(), rows: RowList::default() }
    }
}

#[cfg(test)]
impl<K, V> TableCache<K, V> {
    /// Returns how often the content was computed.
    pub(super) fn computation_count(&self) -> usize {
        self.content.computation_count
    }
}
