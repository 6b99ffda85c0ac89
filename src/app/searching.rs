//! Searching a report, and going to places: search results, paragraphs by number, the way back. Runs without a window.

use std::sync::Arc;

use super::{
    Document, DocumentId, Effect, Focus, Pending, ScrollAnchor, ScrollPosition, Side, State, Task, Ticket,
    WidthClass, Work,
};
use crate::{
    analysis::{Hits, Query, Scope, SearchText, Selection, selected, selected_text},
    report::{Content, Place, Report},
};

/// The search of the window: one query for all reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// Whether the results are shown in place of the summary.
    pub open: bool,
    /// What to search for.
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

/// The positions that jumps started from, and those that going back left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JumpHistory {
    back: Vec<Stop>,
    forward: Vec<Stop>,
}

/// A position, and the place that the user had gone to there, if any.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stop {
    anchor: ScrollAnchor,
    place: Option<Place>,
}

impl Stop {
    fn of(scroll: ScrollPosition) -> Self {
        Self { anchor: scroll.anchor(), place: scroll.landed_place() }
    }
}

impl JumpHistory {
    /// The oldest positions are forgotten beyond this many.
    const MAX_STOPS: usize = 200;

    /// Notes the position before a jump.
    pub(super) fn leave(&mut self, scroll: ScrollPosition) {
        let stop = Stop::of(scroll);
        self.forward.clear();
        if self.back.last() != Some(&stop) {
            self.back.push(stop);
        }
        if self.back.len() > Self::MAX_STOPS {
            self.back.remove(0);
        }
    }

    fn step(&mut self, forward: bool, from: Stop) -> Option<Stop> {
        let (arrive, leave) =
            if forward { (&mut self.back, &mut self.forward) } else { (&mut self.forward, &mut self.back) };
        let to = leave.pop()?;
        arrive.push(from);
        Some(to)
    }

    /// Returns whether there is a position to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Returns whether there is a position to go forward to again.
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}

/// The paragraphs that "42" or "42-48" mean, first and last; `Err` says which of them the report has not.
///
/// # Errors
/// A sentence, where there is no such paragraph or it is no number.
pub fn numbered(report: &Report, words: &str) -> Result<[Place; 2], String> {
    let words = words.trim().trim_start_matches(['#', ' ']);
    let mut numbers = words.split(['-', '\u{2013}']).map(str::trim).filter(|number| !number.is_empty());
    let place = |number: &str| {
        let number: u32 = number.parse().map_err(|_| "A paragraph is named by its number.".to_owned())?;
        let id = report.paragraph_numbered(number);
        id.map(|id| report.paragraph(id).place).ok_or_else(|| {
            match report.paragraphs.iter().filter_map(|paragraph| paragraph.number).max() {
                Some(last) => format!("This report has no paragraph {number}; its last one is {last}."),
                None => "The paragraphs of this report have no numbers.".to_owned(),
            }
        })
    };
    let first = place(numbers.next().unwrap_or_default())?;
    let last = numbers.next().map_or(Ok(first), place)?;
    Ok([first.min(last), first.max(last)])
}

impl State {
    /// Moves the focus to the next panel that is shown (1), or the one before (-1).
    pub(super) fn focus_adjacent_panel(&mut self, step: isize) {
        let panels = [
            (Focus::Contents, self.is_visible(Side::Contents)),
            (Focus::Text, self.panels.width_class > WidthClass::Text || !self.panels.replaces_text),
            (Focus::Summary, self.is_visible(Side::Summary)),
        ];
        let shown: Vec<Focus> = panels.iter().filter(|(_, shown)| *shown).map(|(panel, _)| *panel).collect();
        let at =
            shown.iter().position(|panel| Some(*panel) == self.panels.focused).map_or(-1, usize::cast_signed);
        let first = if step > 0 { 0 } else { shown.len().cast_signed() - 1 };
        let next = if at < 0 { first } else { at + step };
        let next = usize::try_from(next.rem_euclid(shown.len().max(1).cast_signed()));
        self.panels.focused = next.ok().and_then(|next| shown.get(next)).copied();
        // Search results take the place of the summary.
        let finds = self.find.open && self.panels.focused == Some(Focus::Summary);
        self.panels.focus = if finds { Some(Focus::Find) } else { self.panels.focused };
    }

    /// Explains the abbreviations in the selection or the current paragraph.
    pub(super) fn explain(&mut self) {
        let Some(document) = self.front_document() else { return };
        let Some(findings) = &document.findings else {
            self.messages.toast = Some("Abbreviations are still being looked for.".to_owned());
            return;
        };
        let (report, flow) = (document.report(), &document.loaded.flow);
        let selection = self.selection_in(document.id).filter(|selection| !selection.is_empty());
        let read = || Some(Selection::of_place(report, flow, document.current_place()?));
        let text = selection
            .or_else(read)
            .map(|selection| selected_text(&selected(report, flow, &selection), false));
        let text = text.unwrap_or_default();
        let text = &text[..text.floor_char_boundary(MAX_SELECTION_BYTES.min(text.len()))];
        let used = findings.abbreviations.iter().filter(|item| uses(text, &item.short));
        let mut explained: Vec<String> =
            used.filter_map(|item| Some(format!("{}: {}", item.short, item.long()?))).collect();
        if let Some(more) = explained.len().checked_sub(MAX_EXPLAINED).filter(|more| *more > 0) {
            explained.truncate(MAX_EXPLAINED);
            explained.push(format!("and {more} more, which More, Abbreviations lists"));
        }
        self.messages.toast = Some(match explained[..] {
            [] => "No abbreviation is used here that the report explains.".to_owned(),
            _ => format!("{}.", explained.join("; ")),
        });
    }

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

    pub(super) fn searched(&mut self, ticket: Ticket, result: SearchResult) {
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

    /// Goes back to the position before the last jump, or forward again.
    pub(super) fn go_through_history(&mut self, forward: bool) {
        let Some(document) = self.front_document_mut() else { return };
        let view = &mut document.view;
        let from = Stop::of(view.scroll);
        let Some(Stop { anchor, place }) = view.history.step(forward, from) else { return };
        view.marked = place;
        view.scroll.restore_at(anchor, place);
        view.pages.leads = false;
    }

    /// Goes to the next of these places below the one being read (1), or to the one before (-1).
    pub(super) fn go_to_adjacent(&mut self, places: impl Fn(&Report) -> Vec<Place>, step: isize) {
        let Some(document) = self.front_document() else { return };
        let mut places = places(document.report());
        places.sort_unstable();
        places.dedup();
        let scroll = &document.view.scroll;
        let here = scroll.landed_place().or_else(|| document.loaded.flow.place_of(scroll.reading_row()));
        let Some(here) = here else { return };
        let next = if step > 0 {
            places.iter().find(|place| **place > here)
        } else {
            places.iter().rev().find(|place| **place < here)
        };
        if let Some(place) = next.copied() {
            self.go_to(place);
        }
    }
}

/// A toast explains no more abbreviations than this.
const MAX_EXPLAINED: usize = 8;
/// Abbreviations are looked for in this many bytes of a long selection.
const MAX_SELECTION_BYTES: usize = 100_000;

/// Returns whether a text uses these letters as a word of their own: "CAF", "CAFs".
fn uses(text: &str, short: &str) -> bool {
    text.match_indices(short).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = &text[at + short.len()..];
        let behind = behind.strip_prefix('s').unwrap_or(behind).chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Returns the headings with a grade.
pub(super) fn graded_places(report: &Report) -> Vec<Place> {
    report.sections.iter().filter(|section| section.grade.is_some()).map(|section| section.place).collect()
}

/// Returns the places of the recommendations.
pub(super) fn recommendation_places(report: &Report) -> Vec<Place> {
    let blocks = report.recommendations.iter().map(|item| item.place);
    blocks.filter(|place| matches!(report.block(place.block).content, Content::Recommendation(_))).collect()
}
