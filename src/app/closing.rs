//! Closing tabs, and dropping the work that only they wait for. Runs without a window.

use std::path::Path;

use super::{AwaitedEvent, Effect, PagesEffect, State, Tab, TabId};

impl State {
    /// Closes a tab, and drops the work that only it waits for. Closing a tab with a report can be undone.
    pub(super) fn close_tab(&mut self, id: TabId) -> Vec<Effect> {
        let Some(tab) = self.tabs.get(id) else { return Vec::new() };
        let opened_from = tab.opening().and_then(|opening| opening.opened_from);
        self.hand_loads_to_comparisons(id);
        let index = self.tabs.iter().position(|tab| tab.id == id).unwrap_or_default();
        let Some(closed) = self.tabs.remove(id, opened_from) else { return Vec::new() };
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
