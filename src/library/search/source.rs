//! Connections to an index for several threads that read at the same time.

use std::sync::{Mutex, PoisonError};

use crate::library::{Index, ReportText, StoredText};

/// A connection that one thread reads from.
pub(crate) enum IndexSource<'a> {
    /// A connection of its own.
    Own(Box<Index>),
    /// The connection of an index in memory. There is only one, so the threads take turns.
    Shared(&'a Mutex<Index>),
}

/// Returns at least one and at most `count` connections.
pub(crate) fn sources(index: &Mutex<Index>, count: usize) -> Vec<IndexSource<'_>> {
    let mut sources = Vec::new();
    while sources.len() < count.max(1) {
        let opened = lock(index).open_for_reading();
        match opened {
            Ok(Some(own)) => sources.push(IndexSource::Own(Box::new(own))),
            Ok(None) | Err(_) => break,
        }
    }
    if sources.is_empty() {
        // The thread that lists the hits uses the same connection as the one that searches.
        sources.extend((0..count.clamp(1, 2)).map(|_| IndexSource::Shared(index)));
    }
    sources
}

impl IndexSource<'_> {
    /// Calls `visit` with the searched text of a report; see [`Index::with_searched_text`].
    pub(crate) fn with_searched_text<R>(
        &self,
        sha256: &str,
        visit: impl FnOnce(StoredText<'_>) -> R,
    ) -> Result<Option<R>, String> {
        let result = match self {
            Self::Own(index) => index.with_searched_text(sha256, visit),
            Self::Shared(index) => lock(index).with_searched_text(sha256, visit),
        };
        result.map_err(|error| error.to_string())
    }

    /// Returns the size of all texts in bytes; see [`Index::text_bytes`].
    pub(crate) fn text_bytes(&self) -> Result<u64, String> {
        let result = match self {
            Self::Own(index) => index.text_bytes(),
            Self::Shared(index) => lock(index).text_bytes(),
        };
        result.map_err(|error| error.to_string())
    }

    /// Returns the text of a report; see [`Index::text`].
    pub(crate) fn text(&self, sha256: &str) -> Result<Option<ReportText>, String> {
        let result = match self {
            Self::Own(index) => index.text(sha256),
            Self::Shared(index) => lock(index).text(sha256),
        };
        result.map_err(|error| error.to_string())
    }
}

/// Locks the index. A panic in another thread leaves it as it was, because each change is one transaction.
fn lock(index: &Mutex<Index>) -> std::sync::MutexGuard<'_, Index> {
    index.lock().unwrap_or_else(PoisonError::into_inner)
}
