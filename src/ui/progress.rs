//! Finds the work in flight that takes long enough to be shown.

use std::{collections::HashMap, time::Duration};

use eframe::egui::Ui;

use crate::app::{Pending, PendingWork, Ticket};

/// Work is shown once it takes longer than this, in seconds. Quicker work would only flicker.
const MIN_SHOWN_SECONDS: f64 = 0.3;

/// The time at which each piece of work was first seen, in seconds of the window's time.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    since: HashMap<Ticket, f64>,
    now: f64,
}

impl Cache {
    /// Updates the times once a frame, and requests another frame for the time when more work is to be shown.
    pub(crate) fn update(&mut self, ui: &Ui, pending: &PendingWork) {
        self.now = ui.input(|input| input.time);
        self.since.retain(|ticket, _| pending.iter().any(|pending| pending.ticket == *ticket));
        for pending in pending.iter() {
            self.since.entry(pending.ticket).or_insert(self.now);
        }
        let waits = self.since.values().map(|since| MIN_SHOWN_SECONDS - (self.now - since));
        if let Some(wait) = waits.filter(|wait| *wait > 0.0).reduce(f64::min) {
            ui.request_repaint_after(Duration::from_secs_f64(wait + 0.01));
        }
    }

    /// Returns true if this work takes long enough to be shown.
    pub(crate) fn is_slow(&self, ticket: Ticket) -> bool {
        self.since.get(&ticket).is_some_and(|since| self.now - since >= MIN_SHOWN_SECONDS)
    }

    /// Returns the work that takes long enough to be shown, with its label, oldest first.
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
