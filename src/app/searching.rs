//! The search panel, searching a report, and going to search hits. Runs without a window.

use std::sync::Arc;

use super::{
    CompareSide, Document, DocumentId, Effect, Focus, Pending, Side, State, Task, Ticket, Work, strings,
};
use crate::analysis::{Hit, Hits, Query, Scope, SearchText};

/// The search panel of the window. It has one query for all reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchPanel {
    /// True if the panel is shown in place of the summary.
    pub is_open: bool,
    /// The query.
    pub query: Query,
    /// The report, with its revision, that the section in the query belongs to.
    pub section_owner: Option<(DocumentId, u32)>,
    /// The report whose last search is being repeated with the panel closed, and the step to take once its hits are
    /// known: 1 for the next hit, -1 for the previous one.
    pub repeated_in: Option<(DocumentId, isize)>,
}

/// The outcome of searching a report.
#[derive(Debug)]
pub struct SearchResult {
    /// The text prepared for searching, to be used again.
    pub text: Arc<SearchText>,
    /// All hits, or a sentence about the error in the query.
    pub hits: Result<Hits, String>,
}

/// The search of one report, with its hits.
#[derive(Debug, Default)]
pub struct Search {
    /// The text prepared for searching, if the report was searched before.
    pub text: Option<Arc<SearchText>>,
    /// The newest query.
    pub requested_query: Option<Query>,
    /// The outcome of the last search: its query, and its hits or a message about an error in the query. It stays until
    /// the next search is complete.
    pub outcome: Option<(Query, Result<Arc<Hits>, String>)>,
    /// The index of the hit that the user last went to.
    pub current: Option<usize>,
}

impl Search {
    /// Returns true if the outcome of the newest query is not known yet.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.requested_query.as_ref() != self.outcome.as_ref().map(|(query, _)| query)
    }

    /// Returns the hits that are shown; `None` before the first search and if the query has an error.
    #[must_use]
    pub fn hits(&self) -> Option<&Arc<Hits>> {
        self.outcome.as_ref().and_then(|(_, hits)| hits.as_ref().ok())
    }
}

impl State {
    /// Shows or closes the search panel.
    pub(super) fn set_search_panel_open(&mut self, is_open: bool) {
        let was_open = self.search.is_open;
        self.search.is_open = is_open && self.searched_documents().iter().any(|document| document.has_text());
        // A new search covers the whole report.
        if self.search.is_open && !was_open {
            self.search.query.scope = Scope::WholeReport;
        }
        self.panels.covers_text = false;
        if self.search.is_open {
            self.show_narrow_part(super::NarrowPart::Panel);
            self.prefer_panel(Side::Summary);
            self.panels.focus = Some(Focus::Search);
        }
    }

    /// Changes the query.
    pub(super) fn set_query(&mut self, query: Query) {
        self.search.query = query;
        self.search.section_owner = self.front_document().map(|document| (document.id, document.revision));
    }

    /// Shows the hits of a query beside the report that is being opened in front. The keyboard stays in the text.
    pub(super) fn show_hits_of(&mut self, query: Query) {
        self.set_query(query);
        self.search.is_open = true;
    }

    /// Returns the reports that are searched: the report in front, or both reports of the comparison in front.
    #[must_use]
    pub fn searched_documents(&self) -> Vec<&Document> {
        match self.front_comparison() {
            Some(comparison) => comparison.sides.iter().collect(),
            None => self.front_document().into_iter().collect(),
        }
    }

    /// Searches the reports in front, if they were not searched for this query yet.
    pub(super) fn refresh_search(&mut self) -> Vec<Effect> {
        self.reset_section_of_other_report();
        let (is_open, repeated_in) = (self.search.is_open, self.search.repeated_in);
        let is_wanted = |id: DocumentId| is_open || repeated_in.is_some_and(|(repeated, _)| repeated == id);
        let ids: Vec<DocumentId> = self.searched_documents().iter().map(|document| document.id).collect();
        ids.into_iter().filter(|id| is_wanted(*id)).flat_map(|id| self.refresh_search_of(id)).collect()
    }

    /// Searches a report, if it has text and was not searched for the query yet.
    fn refresh_search_of(&mut self, id: DocumentId) -> Vec<Effect> {
        let query = self.search.query.clone();
        let document = self.document_mut(id).filter(|document| document.has_text());
        let Some(document) = document else { return Vec::new() };
        if document.search.requested_query.as_ref() == Some(&query) {
            return Vec::new();
        }
        document.search.requested_query = Some(query.clone());
        let (report, flow) = (Arc::clone(&document.loaded.report), Arc::clone(&document.loaded.flow));
        let (revision, text) = (document.revision, document.search.text.clone());
        let ticket = self.next_ticket();
        let work = Work::Search { document: id, revision, query: query.clone() };
        self.pending.push(Pending { ticket, work, next_steps: Vec::new() });
        vec![Effect::Task(ticket, Task::Search { report, flow, text, query })]
    }

    /// Shows the hits of a search, unless a newer query was made meanwhile.
    pub(super) fn show_search_result(&mut self, ticket: Ticket, result: SearchResult) {
        let Some(Pending { work: Work::Search { document: id, revision, query }, .. }) =
            self.pending.take(ticket)
        else {
            return;
        };
        let document = self.document_mut(id).filter(|document| document.revision == revision);
        let Some(document) = document else { return };
        document.search.text = Some(result.text);
        // Results of an earlier query are dropped, but the prepared text is kept.
        if document.search.requested_query.as_ref() == Some(&query) {
            document.search.outcome = Some((query, result.hits.map(Arc::new)));
            document.search.current = None;
            if let Some((_, step)) = self.search.repeated_in.take_if(|(repeated, _)| *repeated == id) {
                // The user may have gone to another report meanwhile.
                if self.front_document().is_some_and(|document| document.id == id) {
                    self.repeat_search(step);
                }
            }
        }
    }

    /// Goes to the next search hit (1) or the previous one (-1) of the last search, although the search panel is closed.
    /// Searches first if the report in front was not searched for these words yet. A toast says which hit it is.
    pub(super) fn repeat_search(&mut self, step: isize) {
        let query = self.search.query.clone();
        let Some(document) = self.front_document() else { return };
        let id = document.id;
        match &document.search.outcome {
            Some((searched, hits)) if *searched == query => {
                let count = hits.as_ref().map_or(0, |hits| hits.all.len());
                self.go_to_adjacent_hit(step);
                let current = self.front_document().and_then(|document| document.search.current);
                let words = match current.filter(|_| count > 0) {
                    Some(current) => strings::repeated_search_toast(&query.words, current + 1, count),
                    None => strings::no_result_toast(&query.words),
                };
                self.messages.toast = Some(words.into());
            }
            Some(_) | None => self.search.repeated_in = Some((id, step)),
        }
    }

    /// Makes the query cover the whole report if it is for a section of another report, where the section means nothing.
    pub(super) fn reset_section_of_other_report(&mut self) {
        let shown = self.front_document().map(|document| (document.id, document.revision));
        if matches!(self.search.query.scope, Scope::Section(_)) && self.search.section_owner != shown {
            self.search.query.scope = Scope::WholeReport;
        }
    }

    /// Ends a search that failed, and shows a message in place of hits.
    pub(super) fn end_search_with_message(&mut self, id: DocumentId, query: &Query, message: &str) {
        let document = self.document_mut(id);
        if let Some(document) =
            document.filter(|document| document.search.requested_query.as_ref() == Some(query))
        {
            document.search.outcome = Some((query.clone(), Err(message.to_owned())));
        }
    }

    /// Goes to the next search hit (1) or the previous one (-1). The first time, starts from the row being read. In a
    /// comparison, the hits of the left report are followed by those of the right report.
    pub(super) fn go_to_adjacent_hit(&mut self, step: isize) {
        let documents = self.searched_documents();
        // While a search runs, the hits are those of an earlier query.
        let hits_of = |document: &Document| match document.search.hits() {
            Some(hits) if !document.search.is_busy() => hits.all.len(),
            Some(_) | None => 0,
        };
        let all: Vec<(DocumentId, usize)> = documents
            .iter()
            .flat_map(|document| (0..hits_of(document)).map(|index| (document.id, index)))
            .collect();
        if all.is_empty() {
            return;
        }
        let current = documents.iter().find_map(|document| {
            let current = (document.id, document.search.current?);
            all.iter().position(|hit| *hit == current)
        });
        let count = all.len();
        let next = match current {
            Some(current) => (current.cast_signed() + step).rem_euclid(count.cast_signed()).cast_unsigned(),
            None => {
                let first = documents.iter().find(|document| hits_of(document) > 0);
                let following = first.map_or(0, |document| {
                    let before = |hit: &Hit| hit.row < document.view.scroll.reading_row();
                    document.search.hits().map_or(0, |hits| hits.all.partition_point(before))
                });
                if step > 0 { following % count } else { (following + count - 1) % count }
            }
        };
        let (document, index) = all[next];
        self.go_to_hit(document, index);
    }

    /// Goes to the search hit with this index in a report in front.
    pub(super) fn go_to_hit(&mut self, id: DocumentId, index: usize) {
        let Some(document) = self.document(id) else { return };
        let hit = document.search.hits().and_then(|hits| hits.all.get(index));
        let Some(place) = hit.and_then(|hit| document.loaded.flow.place_of(hit.row)) else { return };
        match self.front_comparison().and_then(|comparison| comparison.side_of(id)) {
            Some(CompareSide::Left) => self.go_to_both_places([Some(place), None]),
            Some(CompareSide::Right) => self.go_to_both_places([None, Some(place)]),
            None => self.go_to_place(place),
        }
        let searched: Vec<DocumentId> =
            self.searched_documents().iter().map(|document| document.id).collect();
        for other in searched {
            if let Some(document) = self.document_mut(other) {
                document.search.current = (other == id).then_some(index);
            }
        }
    }
}
