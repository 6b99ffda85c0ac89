//! When to note where one is: once that has stayed so for a while, and not at every step of a scroll.

use std::time::Duration;

use eframe::egui::{self, Context};

use crate::app::{ScrollAnchor, State, TabId};

/// What has stayed so for so many seconds is noted.
const REST: f64 = 1.0;

/// What is shown, where, and in how large a window.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    tab: Option<TabId>,
    anchor: Option<ScrollAnchor>,
    tabs: usize,
    window: egui::Vec2,
}

/// What was last seen, since when, and whether it was noted.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    shown: Option<Shown>,
    since: f64,
    noted: bool,
}

impl Rest {
    /// Whether it is time to note where one is; then the width and height of the window in points, unless it fills the
    /// screen.
    pub(crate) fn rests(&mut self, ctx: &Context, state: &State) -> Option<Option<[f32; 2]>> {
        // Before anything is open there is nothing to note, and what was open last stays.
        if state.tabs.is_empty() && self.shown.is_none_or(|before| before.tabs == 0) {
            return None;
        }
        let now = Shown {
            tab: state.tabs.front().map(|tab| tab.id),
            anchor: state.front_document().map(|document| document.view.scroll.anchor()),
            tabs: state.tabs.len(),
            window: ctx.content_rect().size() * ctx.zoom_factor(),
        };
        let time = ctx.input(|input| input.time);
        if self.shown != Some(now) {
            *self = Self { shown: Some(now), since: time, noted: false };
        }
        if self.noted {
            return None;
        }
        let left = REST - (time - self.since);
        if left > 0.0 || state.pending.loads().next().is_some() {
            ctx.request_repaint_after(Duration::from_secs_f64(left.max(0.1)));
            return None;
        }
        self.noted = true;
        let fills = ctx.input(|input| {
            let viewport = input.viewport();
            viewport.maximized.unwrap_or(false) || viewport.fullscreen.unwrap_or(false)
        });
        Some((!fills).then_some(now.window.into()))
    }
}
