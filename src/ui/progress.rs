//! Measures how long background work has been running, so that only slow work is shown.

use std::{collections::HashMap, time::Duration};

use eframe::egui::Ui;

use crate::app::{Pending, PendingWork, Ticket};

/// Work is shown once it has taken this many seconds. A message about quicker work would only flicker.
const MIN_SHOWN_SECONDS: f64 = 0.3;

/// The times when pieces of work were first seen, in seconds on the clock of the window.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    first_seen: HashMap<Ticket, f64>,
    /// The time of the current frame.
    now: f64,
}

impl Cache {
    /// Updates the times; to be called once in each frame. Requests another frame for the time when more work becomes
    /// slow.
    pub(crate) fn update_times(&mut self, ui: &Ui, pending: &PendingWork) {
        self.now = ui.input(|input| input.time);
        self.first_seen.retain(|ticket, _| pending.iter().any(|pending| pending.ticket == *ticket));
        for pending in pending.iter() {
            self.first_seen.entry(pending.ticket).or_insert(self.now);
        }
        let waits = self.first_seen.values().map(|since| MIN_SHOWN_SECONDS - (self.now - since));
        if let Some(wait) = waits.filter(|wait| *wait > 0.0).reduce(f64::min) {
            ui.request_repaint_after(Duration::from_secs_f64(wait + 0.01));
        }
    }

    /// Returns true if a piece of work has taken long enough to be shown.
    pub(crate) fn is_slow(&self, ticket: Ticket) -> bool {
        self.first_seen.get(&ticket).is_some_and(|since| self.now - since >= MIN_SHOWN_SECONDS)
    }

    /// Returns the pieces of work that have taken long enough to be shown, with their labels, oldest first.
    pub(crate) fn slow_work<'a>(
        &'a self,
        pending: &'a PendingWork,
    ) -> impl Iterator<Item = (&'a Pending, String)> {
        pending
            .iter()
            .filter(|pending| self.is_slow(pending.ticket))
            .filter_map(|pending| Some((pending, pending.label()?)))
    }
}
