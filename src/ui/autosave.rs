//! Decides when the session is saved: when the view has stayed the same for a second, so that it is not saved in every
//! frame while the user scrolls.

use std::time::Duration;

use eframe::egui::{self, Context};

use crate::app::{ScrollAnchor, State, TabId};

/// The session is saved once the view has stayed the same for this many seconds.
const MIN_UNCHANGED_SECONDS: f64 = 1.0;

/// The part of the view that the session stores.
#[derive(Debug, Clone, Copy, PartialEq)]
struct SavedView {
    /// The tab in front.
    tab: Option<TabId>,
    /// The scroll position of the report in front.
    anchor: Option<ScrollAnchor>,
    tab_count: usize,
    /// Width and height in points of the screen, without the zoom.
    window_size: egui::Vec2,
}

/// Tracks when the view last changed, and whether it has been saved since.
#[derive(Debug, Default)]
pub(crate) struct Autosave {
    /// The view in the last frame.
    view: Option<SavedView>,
    /// The time of the last change of the view, in seconds on the clock of the window.
    changed_at: f64,
    /// True if the session has been saved since that change.
    is_saved: bool,
}

impl Autosave {
    /// Returns `Some` when it is time to save the session, and `None` in all other frames. The inner value is the width
    /// and height of the window in points, or `None` if the window is maximised or fills the screen.
    pub(crate) fn take_due_save(&mut self, ctx: &Context, state: &State) -> Option<Option<[f32; 2]>> {
        // Until something has been opened, the session of the last run must not be overwritten.
        if state.tabs.is_empty() && self.view.is_none_or(|before| before.tab_count == 0) {
            return None;
        }
        let now = SavedView {
            tab: state.tabs.front().map(|tab| tab.id),
            anchor: state.front_document().map(|document| document.view.scroll.anchor()),
            tab_count: state.tabs.len(),
            window_size: ctx.content_rect().size() * ctx.zoom_factor(),
        };
        let time = ctx.input(|input| input.time);
        if self.view != Some(now) {
            *self = Self { view: Some(now), changed_at: time, is_saved: false };
        }
        if self.is_saved {
            return None;
        }
        let seconds_left = MIN_UNCHANGED_SECONDS - (time - self.changed_at);
        if seconds_left > 0.0 || state.pending.loads().next().is_some() {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds_left.max(0.1)));
            return None;
        }
        self.is_saved = true;
        let fills_screen = ctx.input(|input| {
            let viewport = input.viewport();
            viewport.maximized.unwrap_or(false) || viewport.fullscreen.unwrap_or(false)
        });
        Some((!fills_screen).then_some(now.window_size.into()))
    }
}
