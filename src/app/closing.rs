//! Closing tabs with the work that belongs to them, and opening closed tabs again. Runs without a window.

use std::path::{Path, PathBuf};

use super::{
    AwaitedEvent, Document, Effect, PagesEffect, ReportSource, SAMPLES, SavedPosition, State, Tab,
    TabContent, TabId,
};

/// The largest number of closed tabs that can be opened again.
const MAX_CLOSED_TABS: usize = 30;

/// The tabs that were closed, the latest last.
#[derive(Debug, Default)]
pub(super) struct ClosedTabs(Vec<ClosedTab>);

/// A tab that was closed and can be opened again.
#[derive(Debug)]
struct ClosedTab {
    /// The id that the tab had.
    id: TabId,
    content: ClosedContent,
    /// The scroll position of a report.
    position: Option<SavedPosition>,
    /// The index of the tab among all tabs, counted from 0.
    index: usize,
}

/// The content of a tab that was closed.
#[derive(Debug)]
enum ClosedContent {
    File(PathBuf),
    Sample(ReportSource),
    Guide,
    /// Two files side by side, left and right.
    Comparison([PathBuf; 2]),
}

impl ClosedTabs {
    /// Returns true if a tab can be opened again.
    pub(super) fn has_tabs(&self) -> bool {
        !self.0.is_empty()
    }

    /// Removes a tab that was opened again by undoing.
    pub(super) fn forget(&mut self, id: TabId) {
        self.0.retain(|tab| tab.id != id);
    }

    /// Adds a tab that was closed, unless its content cannot be opened again.
    fn push(&mut self, tab: &Tab, index: usize) {
        let Some(content) = ClosedContent::from_tab(tab) else { return };
        if self.0.len() == MAX_CLOSED_TABS {
            self.0.remove(0);
        }
        self.0.push(ClosedTab {
            id: tab.id,
            content,
            position: tab.report().filter(|report| report.has_text()).map(Document::position_to_save),
            index,
        });
    }
}

impl ClosedContent {
    /// Returns the content of a tab; `None` for a tab that is still opening, and for a comparison of samples.
    fn from_tab(tab: &Tab) -> Option<Self> {
        match &tab.content {
            TabContent::Opening(_) => None,
            TabContent::Guide(_) => Some(Self::Guide),
            TabContent::Report(report) => match &report.path {
                Some(path) => Some(Self::File(path.clone())),
                None => {
                    let sample = SAMPLES.iter().find(|sample| sample.file == report.report().source.file);
                    sample.map(|sample| Self::Sample(ReportSource::Sample(sample)))
                }
            },
            TabContent::Comparison(comparison) => {
                match comparison.sides.each_ref().map(|side| side.path.clone()) {
                    [Some(left), Some(right)] => Some(Self::Comparison([left, right])),
                    _ => None,
                }
            }
        }
    }
}

impl State {
    /// Closes a tab, and drops the work that only it waits for. Closing a tab with a report can be undone.
    pub(super) fn close_tab(&mut self, id: TabId) -> Vec<Effect> {
        let Some(tab) = self.tabs.get(id) else { return Vec::new() };
        let opened_from = tab.opening().and_then(|opening| opening.opened_from);
        self.hand_loads_to_comparisons(id);
        let index = self.tabs.iter().position(|tab| tab.id == id).unwrap_or_default();
        let Some(closed) = self.tabs.remove(id, opened_from) else { return Vec::new() };
        self.closed_tabs.push(&closed, index);
        self.messages.offer = self.messages.offer.filter(|offer| !offer.contains(&id));
        self.pending.drop_work_where(|work| work.tab() == Some(id));
        let mut effects: Vec<Effect> =
            closed.documents().map(|document| Effect::Pages(PagesEffect::Stop(document.id))).collect();
        // A comparison that waits for this report can never be computed.
        let is_waiting = |tab: &&Tab| {
            let wait = tab.opening().map(|opening| &opening.awaited);
            matches!(wait, Some(AwaitedEvent::BothRead(sides)) if sides.contains(&id))
        };
        let waiting: Vec<TabId> = self.tabs.iter().filter(is_waiting).map(|tab| tab.id).collect();
        effects.extend(waiting.into_iter().flat_map(|waiting| self.close_tab(waiting)));
        self.keep_closed_tab(closed, index);
        effects
    }

    /// Closes all tabs except this one, and brings it to the front. Does nothing if the tab is not open.
    pub(super) fn close_other_tabs(&mut self, id: TabId) -> Vec<Effect> {
        if self.tabs.get(id).is_none() {
            return Vec::new();
        }
        let mut effects = self.show_tab(id);
        // The rightmost tab is closed first, so that opening closed tabs again restores the order from the left.
        let others: Vec<TabId> =
            self.tabs.iter().rev().map(|tab| tab.id).filter(|other| *other != id).collect();
        effects.extend(others.into_iter().flat_map(|other| self.close_tab(other)));
        effects
    }

    /// Opens the tab that was closed last again, at its old index and scroll position.
    pub(super) fn reopen_closed_tab(&mut self) -> Vec<Effect> {
        let Some(ClosedTab { id, content, position, index }) = self.closed_tabs.0.pop() else {
            return Vec::new();
        };
        self.undo.forget_tab(id);
        if let Some(position) = position {
            self.settings.save_position(position);
        }
        let tab_count = self.tabs.len();
        let effects = match content {
            ClosedContent::File(path) => self.open_files(vec![path]),
            ClosedContent::Sample(sample) => self.open_sample(sample),
            ClosedContent::Guide => self.open_guide(),
            ClosedContent::Comparison(files) => self.compare_files(files),
        };
        // A tab that was open already stays where it is.
        if let Some(front) = self.front_tab().filter(|_| self.tabs.len() > tab_count) {
            self.tabs.move_tab(front, index);
        }
        effects
    }

    /// Lets a comparison wait for the files that the tab being closed is reading again, if it shows them too.
    fn hand_loads_to_comparisons(&mut self, closing: TabId) {
        let tabs = &self.tabs;
        let tab_showing = |path: &Path| {
            let others = tabs.iter().filter(|tab| tab.id != closing && tab.comparison().is_some());
            let mut showing =
                others.filter(|tab| tab.documents().any(|document| document.path.as_deref() == Some(path)));
            showing.next().map(|tab| tab.id)
        };
        self.pending.move_loads(closing, tab_showing);
    }
}
