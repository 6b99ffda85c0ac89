//! Work that takes long enough to be worth mentioning.

use std::{collections::HashMap, time::Duration};

use eframe::egui::Ui;

use crate::app::{Pending, PendingWork, Ticket};

/// Work is shown once it takes longer than this, in seconds. What is quicker would only flicker.
const MIN_SHOWN_SECONDS: f64 = 0.3;

/// Since when each piece of work was seen, in seconds of the window's time.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    since: HashMap<Ticket, f64>,
    now: f64,
}

impl Cache {
    /// Looks at the work in flight once a frame, and asks for another frame when some of it is to be shown.
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

    /// Returns whether this work takes long enough to be shown.
    pub(crate) fn is_slow(&self, ticket: Ticket) -> bool {
        self.since.get(&ticket).is_some_and(|since| self.now - since >= MIN_SHOWN_SECONDS)
    }

    /// Returns the slow work with what to say of it, oldest first.
    pub(crate) fn slow<'a>(
        &'a self,
        pending: &'a PendingWork,
    ) -> impl Iterator<Item = (&'a Pending, String)> {
        pending
            .iter()
            .filter(|pending| self.is_slow(pending.ticket))
            .filter_map(|pending| Some((pending, pending.label()?)))
    }
}
