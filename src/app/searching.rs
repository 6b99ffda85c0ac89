//! Searching a report, and going to its search results. Runs without a window.

use std::sync::Arc;

use super::{Document, DocumentId, Effect, Focus, Pending, Side, State, Task, Ticket, Work};
use crate::analysis::{Hits, Query, Scope, SearchText};

/// The search of the window: one query for all reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// True if the results are shown in place of the summary.
    pub open: bool,
    /// The query.
    pub query: Query,
    /// The report, with its revision, that a section in the query belongs to.
    pub of: Option<(DocumentId, u32)>,
}

/// The outcome of searching a report.
#[derive(Debug)]
pub struct SearchResult {
    /// The text, prepared to be searched again.
    pub text: Arc<SearchText>,
    /// Every hit, or what is wrong with the query.
    pub hits: Result<Hits, String>,
}

/// The search of one report, and which result was gone to.
#[derive(Debug, Default)]
pub struct Search {
    /// The text prepared for searching, once it was searched.
    pub text: Option<Arc<SearchText>>,
    /// The query that was asked for last.
    pub asked: Option<Query>,
    /// The last results and their query; kept until there are others.
    pub found: Option<(Query, Result<Arc<Hits>, String>)>,
    /// The result that was gone to.
    pub current: Option<usize>,
}

impl Search {
    /// Returns whether the results of the last query are still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.asked.as_ref() != self.found.as_ref().map(|(query, _)| query)
    }

    /// Returns the results that are shown.
    #[must_use]
    pub fn hits(&self) -> Option<&Arc<Hits>> {
        self.found.as_ref().and_then(|(_, hits)| hits.as_ref().ok())
    }
}

impl State {
    /// Shows the search results, or the summary again.
    pub(super) fn show_find(&mut self, open: bool) {
        let was_open = self.find.open;
        self.find.open = open && self.front_document().is_some_and(Document::has_text);
        // A new search is of the whole report.
        if self.find.open && !was_open {
            self.find.query.scope = Scope::Everything;
        }
        self.panels.replaces_text = false;
        if self.find.open {
            self.prefer_panel(Side::Summary);
            self.panels.focus = Some(Focus::Find);
        }
    }

    /// Searches for something else from now on.
    pub(super) fn search_for(&mut self, query: Query) {
        self.find.query = query;
        self.find.of = self.front_document().map(|document| (document.id, document.revision));
    }

    /// Searches the report in front, if it was not searched for this query yet.
    pub(super) fn refresh_search(&mut self) -> Vec<Effect> {
        let shown = self.front_document().map(|document| (document.id, document.revision));
        // A section of one report is none of another.
        if matches!(self.find.query.scope, Scope::Section(_)) && self.find.of != shown {
            self.find.query.scope = Scope::Everything;
        }
        let query = self.find.query.clone();
        let open = self.find.open;
        let Some(document) = self.front_document_mut().filter(|document| open && document.has_text()) else {
            return Vec::new();
        };
        if document.search.asked.as_ref() == Some(&query) {
            return Vec::new();
        }
        document.search.asked = Some(query.clone());
        let (report, flow) = (Arc::clone(&document.loaded.report), Arc::clone(&document.loaded.flow));
        let (id, revision, text) = (document.id, document.revision, document.search.text.clone());
        let ticket = self.next_ticket();
        let source = Work::Search { document: id, revision, query: query.clone() };
        self.pending.push(Pending { ticket, source, then: Vec::new() });
        vec![Effect::Task(ticket, Task::Search { report, flow, text, query })]
    }

    pub(super) fn show_search_result(&mut self, ticket: Ticket, result: SearchResult) {
        let Some(Pending { source: Work::Search { document: id, revision, query }, .. }) =
            self.pending.finish(ticket)
        else {
            return;
        };
        let document = self.document_mut(id).filter(|document| document.revision == revision);
        let Some(document) = document else { return };
        document.search.text = Some(result.text);
        // Results of an earlier query are not wanted any more; the prepared text is.
        if document.search.asked.as_ref() == Some(&query) {
            document.search.found = Some((query, result.hits.map(Arc::new)));
            document.search.current = None;
        }
    }

    /// Ends a search without results.
    pub(super) fn end_search(&mut self, id: DocumentId, query: &Query, message: &str) {
        let document = self.document_mut(id);
        if let Some(document) = document.filter(|document| document.search.asked.as_ref() == Some(query)) {
            document.search.found = Some((query.clone(), Err(message.to_owned())));
        }
    }

    /// Goes to the next search result (1) or the one before (-1); at first to the one next to the place being read.
    pub(super) fn go_to_adjacent_hit(&mut self, step: isize) {
        let Some(document) = self.front_document() else { return };
        // Results of an earlier query may not be in those of this one.
        let hits = document.search.hits().filter(|hits| !document.search.is_busy() && !hits.all.is_empty());
        let Some(hits) = hits else { return };
        let count = hits.all.len();
        let next = match document.search.current {
            Some(current) => (current.cast_signed() + step).rem_euclid(count.cast_signed()).cast_unsigned(),
            None => {
                let behind = hits.all.partition_point(|hit| hit.row < document.view.scroll.reading_row());
                if step > 0 { behind % count } else { (behind + count - 1) % count }
            }
        };
        self.go_to_hit(next);
    }

    pub(super) fn go_to_hit(&mut self, index: usize) {
        let Some(document) = self.front_document() else { return };
        let hit = document.search.hits().and_then(|hits| hits.all.get(index));
        let Some(place) = hit.and_then(|hit| document.loaded.flow.place_of(hit.row)) else { return };
        self.go_to(place);
        if let Some(document) = self.front_document_mut() {
            document.search.current = Some(index);
        }
    }
}
