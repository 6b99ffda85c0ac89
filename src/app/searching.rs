//! Finding words, and going to places: hits, paragraphs by number, the way back. Runs without a window.

use std::sync::Arc;

use super::{Document, DocumentId, Effect, Focus, Pin, Room, Side, State, View};
use crate::{
    analysis::{Eye, Hits, Query, Scope, SearchText, Selection, selected, selected_text},
    report::{Content, Place, Report},
};

/// What is being searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// Whether the hits are shown in place of the summary.
    pub open: bool,
    /// What is searched for.
    pub query: Query,
    /// The report, with its revision, whose section is searched, where one is.
    pub of: Option<(DocumentId, u32)>,
}

/// What a thread found in a report.
#[derive(Debug)]
pub struct Searched {
    /// What was searched for.
    pub query: Query,
    /// The text, ready to be searched again, unless searching it failed.
    pub text: Option<Arc<SearchText>>,
    /// Every hit, or what is wrong with the query.
    pub hits: Result<Hits, String>,
}

/// What was found in a report, and which hit was gone to.
#[derive(Debug, Default)]
pub struct Search {
    /// The text, once it was searched.
    pub text: Option<Arc<SearchText>>,
    /// What is being searched for, or was last.
    pub asked: Option<Query>,
    /// What was found last, and for what; kept until something else is found.
    pub found: Option<(Query, Result<Arc<Hits>, String>)>,
    /// The hit that was gone to.
    pub current: Option<usize>,
}

impl Search {
    /// Whether something is being searched for that was not found yet.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.asked.as_ref() != self.found.as_ref().map(|(query, _)| query)
    }

    /// The hits that are shown.
    #[must_use]
    pub fn hits(&self) -> Option<&Arc<Hits>> {
        self.found.as_ref().and_then(|(_, hits)| hits.as_ref().ok())
    }
}

/// Where the text stood before jumps, and where it was left by going back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trail {
    back: Vec<Stop>,
    forward: Vec<Stop>,
}

/// Where the text stood, and the place that it was led to, where it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stop {
    pin: Pin,
    place: Option<Place>,
}

impl Stop {
    pub(super) fn of(view: &View) -> Self {
        let landed = view.landed.filter(|(_, pin)| *pin == view.pin);
        Self { pin: view.pin, place: landed.map(|(place, _)| place) }
    }
}

impl Trail {
    /// More steps than this nobody goes back.
    const MOST: usize = 200;

    /// Notes where the text stands before a jump.
    pub(super) fn leave(&mut self, stop: Stop) {
        self.forward.clear();
        if self.back.last() != Some(&stop) {
            self.back.push(stop);
        }
        if self.back.len() > Self::MOST {
            self.back.remove(0);
        }
    }

    fn step(&mut self, forward: bool, from: Stop) -> Option<Stop> {
        let (come, go) =
            if forward { (&mut self.back, &mut self.forward) } else { (&mut self.forward, &mut self.back) };
        let to = go.pop()?;
        come.push(from);
        Some(to)
    }

    /// Whether there is somewhere to go back to, and forward to.
    #[must_use]
    pub fn can_go(&self) -> (bool, bool) {
        (!self.back.is_empty(), !self.forward.is_empty())
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
    /// Gives the keyboard to the next panel that is shown, or to the one before.
    pub(super) fn lead_to_panel_beside(&mut self, step: isize) {
        let panels = [
            (Focus::Contents, self.shows(Side::Contents)),
            (Focus::Text, self.room > Room::Text || !self.over_text),
            (Focus::Summary, self.shows(Side::Summary)),
        ];
        let shown: Vec<Focus> = panels.iter().filter(|(_, shown)| *shown).map(|(panel, _)| *panel).collect();
        let at = shown.iter().position(|panel| Some(*panel) == self.led_to).map_or(-1, usize::cast_signed);
        let first = if step > 0 { 0 } else { shown.len().cast_signed() - 1 };
        let next = if at < 0 { first } else { at + step };
        let next = usize::try_from(next.rem_euclid(shown.len().max(1).cast_signed()));
        self.led_to = next.ok().and_then(|next| shown.get(next)).copied();
        // The hits stand where the summary does.
        let finds = self.find.open && self.led_to == Some(Focus::Summary);
        self.focus = if finds { Some(Focus::Find) } else { self.led_to };
    }

    /// Says what the letters stand for that the selection has, else the paragraph that was gone to or is at the top.
    pub(super) fn explain(&mut self) {
        let Some(document) = self.active() else { return };
        let Some(findings) = &document.findings else {
            self.said = Some("Abbreviations are still being looked for.".to_owned());
            return;
        };
        let (report, flow) = (document.report(), &document.loaded.flow);
        let selection = self.selection_in(document.id).filter(|selection| !selection.is_empty());
        let read = || Some(Selection::of_place(report, flow, document.current_place()?));
        let text = selection
            .or_else(read)
            .map(|selection| selected_text(&selected(report, flow, &selection), false));
        let text = text.unwrap_or_default();
        let text = &text[..text.floor_char_boundary(LOOKED_AT.min(text.len()))];
        let used = findings.abbreviations.iter().filter(|item| uses(text, &item.short));
        let mut explained: Vec<String> =
            used.filter_map(|item| Some(format!("{}: {}", item.short, item.long()?))).collect();
        if let Some(more) = explained.len().checked_sub(TOLD).filter(|more| *more > 0) {
            explained.truncate(TOLD);
            explained.push(format!("and {more} more, which More, Abbreviations lists"));
        }
        self.said = Some(match explained[..] {
            [] => "No abbreviation is used here that the report explains.".to_owned(),
            _ => format!("{}.", explained.join("; ")),
        });
    }

    /// Shows the hits, or the summary again.
    pub(super) fn show_find(&mut self, open: bool) {
        let was_open = self.find.open;
        self.find.open = open && self.active().is_some_and(Document::has_text);
        // Who begins to search anew means all of the report.
        if self.find.open && !was_open {
            self.find.query.scope = Scope::Everything;
        }
        self.over_text = false;
        if self.find.open {
            self.bring_up(Side::Summary);
            self.focus = Some(Focus::Find);
        }
    }

    /// Searches for something else from now on.
    pub(super) fn search_for(&mut self, query: Query) {
        self.find.query = query;
        self.find.of = self.active().map(|document| (document.id, document.revision));
    }

    /// Searches the report that is shown, where it was not searched for this yet.
    pub(super) fn keep_searching(&mut self) -> Vec<Effect> {
        let shown = self.active().map(|document| (document.id, document.revision));
        // A section of one report is none of another.
        if matches!(self.find.query.scope, Scope::Section(_)) && self.find.of != shown {
            self.find.query.scope = Scope::Everything;
        }
        let query = self.find.query.clone();
        let open = self.find.open;
        let Some(document) = self.active_mut().filter(|document| open && document.has_text()) else {
            return Vec::new();
        };
        if document.search.asked.as_ref() == Some(&query) {
            return Vec::new();
        }
        document.search.asked = Some(query.clone());
        let (report, flow) = (Arc::clone(&document.loaded.report), Arc::clone(&document.loaded.flow));
        let of = (document.id, document.revision);
        vec![Effect::Search(of, report, flow, document.search.text.clone(), query)]
    }

    pub(super) fn searched(&mut self, (id, revision): (DocumentId, u32), searched: Searched) {
        let of_it = |document: &&mut Document| (document.id, document.revision) == (id, revision);
        let Some(document) = self.documents.iter_mut().find(of_it) else { return };
        document.search.text = searched.text;
        // The answer to what was typed before is of no use.
        if document.search.asked.as_ref() == Some(&searched.query) {
            document.search.found = Some((searched.query, searched.hits.map(Arc::new)));
            document.search.current = None;
        }
    }

    /// The hit behind the one that was gone to, or before it; at first the one behind the place that is read.
    pub(super) fn go_to_hit_beside(&mut self, step: isize) {
        let Some(document) = self.active() else { return };
        // The hits of what was typed before are none of what is typed now.
        let hits = document.search.hits().filter(|hits| !document.search.is_busy() && !hits.all.is_empty());
        let Some(hits) = hits else { return };
        let count = hits.all.len();
        let next = match document.search.current {
            Some(current) => (current.cast_signed() + step).rem_euclid(count.cast_signed()).cast_unsigned(),
            None => {
                let behind = hits.all.partition_point(|hit| hit.row < document.view.reading);
                if step > 0 { behind % count } else { (behind + count - 1) % count }
            }
        };
        self.go_to_hit(next);
    }

    pub(super) fn go_to_hit(&mut self, index: usize) {
        let Some(document) = self.active() else { return };
        let hit = document.search.hits().and_then(|hits| hits.all.get(index));
        let Some(place) = hit.and_then(|hit| document.loaded.flow.place_of(hit.row)) else { return };
        self.go_to(place);
        if let Some(document) = self.active_mut() {
            document.search.current = Some(index);
        }
    }

    /// Goes back to where the text stood before the last jump, or forward again.
    pub(super) fn go_along(&mut self, forward: bool) {
        let Some(document) = self.active_mut() else { return };
        let view = &mut document.view;
        let from = Stop::of(view);
        let Some(Stop { pin, place }) = view.trail.step(forward, from) else { return };
        (view.pin, view.marked, view.jump, view.follow) = (pin, place, None, None);
        view.landed = place.map(|place| (place, pin));
        view.eye = Eye { row: pin.row, part: 0.0 };
        view.pages.leads = false;
    }

    /// Goes to the next of these places behind what is read, or to the one before.
    pub(super) fn go_to_beside(&mut self, places: impl Fn(&Report) -> Vec<Place>, step: isize) {
        let Some(document) = self.active() else { return };
        let mut places = places(document.report());
        places.sort_unstable();
        places.dedup();
        // From where one was led to, as long as one is still there.
        let landed = document.view.landed.filter(|(_, pin)| *pin == document.view.pin);
        let here =
            landed.map(|(place, _)| place).or_else(|| document.loaded.flow.place_of(document.view.reading));
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

/// More abbreviations than this are not told at once.
const TOLD: usize = 8;
/// Of a long selection so many bytes are looked at.
const LOOKED_AT: usize = 100_000;

/// Whether a text uses these letters as a word of their own: "CAF", "CAFs".
fn uses(text: &str, short: &str) -> bool {
    text.match_indices(short).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = &text[at + short.len()..];
        let behind = behind.strip_prefix('s').unwrap_or(behind).chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Where sections are graded.
pub(super) fn judged(report: &Report) -> Vec<Place> {
    report.sections.iter().filter(|section| section.grade.is_some()).map(|section| section.place).collect()
}

/// Where recommendations stand.
pub(super) fn recommended(report: &Report) -> Vec<Place> {
    let blocks = report.recommendations.iter().map(|item| item.place);
    blocks.filter(|place| matches!(report.block(place.block).content, Content::Recommendation(_))).collect()
}
