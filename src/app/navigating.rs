//! Going to places of a report (paragraphs, headings, judgements, recommendations), back and forward through jumps, and
//! from panel to panel. Runs without a window.

use super::{
    Dialog, Document, Focus, Layout, LoadedReport, ScrollAnchor, ScrollPosition, Side, State, Tab, TabId,
    WidthClass, strings,
};
use crate::report::{Area, Content, ParagraphAddress, Place, Report, SectionId};

/// The positions to go back to and forward to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JumpHistory {
    back: Vec<JumpPosition>,
    forward: Vec<JumpPosition>,
}

/// A scroll position, with the place that the user last went to.
#[derive(Debug, Clone, Copy, PartialEq)]
struct JumpPosition {
    anchor: ScrollAnchor,
    place: Option<Place>,
}

impl JumpPosition {
    fn from_scroll(scroll: ScrollPosition) -> Self {
        Self { anchor: scroll.anchor(), place: scroll.landed_place() }
    }
}

impl JumpHistory {
    /// The largest number of positions to go back to. The oldest ones are removed.
    const MAX_HISTORY_POSITIONS: usize = 200;

    /// Adds the position before a jump.
    pub(super) fn record_position(&mut self, scroll: ScrollPosition) {
        let position = JumpPosition::from_scroll(scroll);
        self.forward.clear();
        if self.back.last() != Some(&position) {
            self.back.push(position);
        }
        if self.back.len() > Self::MAX_HISTORY_POSITIONS {
            self.back.remove(0);
        }
    }

    /// Returns the position to go forward to if `is_forward`, or else back to, and adds `from` to the opposite list.
    /// Returns `None` if there is no such position.
    fn move_position(&mut self, is_forward: bool, from: JumpPosition) -> Option<JumpPosition> {
        let (arrive, leave) = if is_forward {
            (&mut self.back, &mut self.forward)
        } else {
            (&mut self.forward, &mut self.back)
        };
        let to = leave.pop()?;
        arrive.push(from);
        Some(to)
    }

    /// Returns true if there is a position to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Returns true if there is a position to go forward to again.
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}

/// Returns the places of the first and last paragraph of "42", "42-48", "2.10" (a number within a chapter) or, for a number that a report prints more than
/// once, "2/14" with its part.
///
/// # Errors
/// Returns a message for the user if `words` is not a number or range, or if the report has no such paragraph.
pub fn paragraph_range(report: &LoadedReport, words: &str) -> Result<[Place; 2], String> {
    let words = words.trim().trim_start_matches(['#', ' ']);
    let mut numbers = words.split(['-', '\u{2013}']).map(str::trim).filter(|number| !number.is_empty());
    let place = |number: &str| {
        if number.contains('.') {
            let found = report.report.paragraph_with_chapter_number(number);
            let place = found.map(|id| report.report.paragraph(id).place);
            return place.ok_or_else(|| strings::no_such_chapter_number_message(number));
        }
        let address: ParagraphAddress = number.parse().map_err(|_| strings::ENTER_PARAGRAPH.to_owned())?;
        report.place_at_address(address).ok_or_else(|| match report.numbers.highest() {
            Some(last) => strings::no_such_paragraph_message(address, last),
            None => strings::NO_PARAGRAPH_NUMBERS.to_owned(),
        })
    };
    let first = place(numbers.next().unwrap_or_default())?;
    let last = numbers.next().map_or(Ok(first), place)?;
    Ok([first.min(last), first.max(last)])
}

/// The start of the text in the command palette that goes to a page.
pub const PAGE_PREFIX: &str = "page ";

impl Document {
    /// Returns the place where the page with this number, from 1, begins in the text: the first block that begins on
    /// the page, or else the block that runs over it. Returns `None` if the page has no text.
    fn place_of_page(&self, page: usize) -> Option<Place> {
        let is_on_page = |area: &Area| usize::try_from(area.page) == Ok(page);
        let blocks = || self.loaded.flow.rows().iter().map(|row| row.block);
        let areas = |block| self.report().block(block).areas.as_slice();
        let beginning = || blocks().find(|block| areas(*block).first().is_some_and(is_on_page));
        let block = beginning().or_else(|| blocks().find(|block| areas(*block).iter().any(is_on_page)));
        block.map(Place::at_block)
    }
}

impl State {
    /// Opens the command palette to go to a paragraph, or to a page if the paragraphs of the report have no numbers.
    pub(super) fn begin_going_to_paragraph_or_page(&mut self) {
        let has_only_pages = self.front_document().is_some_and(|document| {
            document.loaded.numbers.highest().is_none()
                && !document.report().has_chapter_numbers()
                && !document.report().pages.is_empty()
        });
        let typed = if has_only_pages { PAGE_PREFIX } else { "#" };
        self.open_dialog(Dialog::Palette(typed.to_owned()));
    }

    /// Goes to the page with this number, from 1, of the report in front. If only pages are shown, the top of the page
    /// comes into view.
    pub(super) fn go_to_page(&mut self, page: usize) {
        let Some(document) = self.front_document_mut() else { return };
        let top = document.loaded.page_layout.pages().get(page.wrapping_sub(1)).map(|page| page.top);
        let place = document.place_of_page(page);
        match (document.layout(), top) {
            (Layout::Pages, Some(top)) => {
                let position = document.loaded.page_layout.position_at(top);
                let view = &mut document.view;
                view.history.record_position(view.scroll);
                (view.pages.top, view.pages.leads_text) = (top, true);
                view.scroll.start_at_position(position, place);
            }
            (Layout::Text | Layout::Both | Layout::Twice | Layout::Pages, _) => {
                if let Some(place) = place {
                    self.go_to_place(place);
                }
            }
        }
    }

    /// Moves the focus to the next panel that is shown (1), or to the previous one (-1).
    pub(super) fn focus_adjacent_panel(&mut self, step: isize) {
        let panels = [
            (Focus::Contents, self.is_visible(Side::Contents)),
            (Focus::Text, self.panels.width_class > WidthClass::Text || !self.panels.covers_text),
            (Focus::Summary, self.is_visible(Side::Summary)),
        ];
        let shown: Vec<Focus> = panels.iter().filter(|(_, shown)| *shown).map(|(panel, _)| *panel).collect();
        let at = shown
            .iter()
            .position(|panel| Some(*panel) == self.panels.last_focused)
            .map_or(-1, usize::cast_signed);
        let first = if step > 0 { 0 } else { shown.len().cast_signed() - 1 };
        let next = if at < 0 { first } else { at + step };
        let next = usize::try_from(next.rem_euclid(shown.len().max(1).cast_signed()));
        self.panels.last_focused = next.ok().and_then(|next| shown.get(next)).copied();
        // The search panel takes the place of the summary.
        let is_search = self.search.is_open && self.panels.last_focused == Some(Focus::Summary);
        self.panels.focus = if is_search { Some(Focus::Search) } else { self.panels.last_focused };
    }

    /// Goes to a place of the report in front.
    pub(super) fn go_to_place(&mut self, place: Place) {
        if let Some(front) = self.tabs.front().map(|tab| tab.id) {
            self.go_to_place_in(front, place);
        }
    }

    /// Goes to a place of the report in a tab, and highlights it.
    pub(super) fn go_to_place_in(&mut self, tab: TabId, place: Place) {
        self.remove_empty_selection();
        self.panels.covers_text = false;
        let Some(document) = self.tabs.get_mut(tab).and_then(Tab::document_mut) else { return };
        if place.block.0 >= document.report().blocks.len() {
            return;
        }
        let view = &mut document.view;
        view.history.record_position(view.scroll);
        view.highlighted = Some(place);
        view.scroll.go_to_place(place);
        view.pages.leads_text = false;
    }

    /// Goes to the next heading (1) or the previous one (-1).
    pub(super) fn go_to_adjacent_section(&mut self, step: isize) {
        let Some(document) = self.front_document() else { return };
        let count = document.report().sections.len();
        let next = match document.current_section() {
            Some(SectionId(index)) => index.checked_add_signed(step),
            None => (step > 0).then_some(0),
        };
        if let Some(next) = next.filter(|next| *next < count) {
            self.go_to_place(document.report().section(SectionId(next)).place);
        }
    }

    /// Scrolls to the start (-1) or the end (1) of the text.
    pub(super) fn scroll_to_start_or_end(&mut self, direction: isize) {
        if let Some(document) = self.front_document_mut() {
            let rows = document.loaded.flow.rows().len();
            if direction > 0 {
                document.view.scroll.go_to_end(rows);
            } else {
                document.view.scroll = ScrollPosition::default();
            }
            document.view.pages.leads_text = false;
        }
    }

    /// Goes back to the position before the last jump, or forward again.
    pub(super) fn go_through_history(&mut self, is_forward: bool) {
        let Some(document) = self.front_document_mut() else { return };
        let view = &mut document.view;
        let from = JumpPosition::from_scroll(view.scroll);
        let Some(JumpPosition { anchor, place }) = view.history.move_position(is_forward, from) else {
            return;
        };
        view.highlighted = place;
        view.scroll.restore_jump(anchor, place);
        view.pages.leads_text = false;
        self.panels.covers_text = false;
    }

    /// Goes to the next of these places after the one being read (1), or to the previous one (-1).
    pub(super) fn go_to_adjacent_place(&mut self, places: impl Fn(&Report) -> Vec<Place>, step: isize) {
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
            self.go_to_place(place);
        }
    }
}

/// Returns the places of the headings with a grade.
pub(super) fn graded_heading_places(report: &Report) -> Vec<Place> {
    report.sections.iter().filter(|section| section.grade.is_some()).map(|section| section.place).collect()
}

/// Returns the places of the recommendations.
pub(super) fn recommendation_places(report: &Report) -> Vec<Place> {
    let blocks = report.recommendations.iter().map(|item| item.place);
    blocks.filter(|place| matches!(report.block(place.block).content, Content::Recommendation(_))).collect()
}
