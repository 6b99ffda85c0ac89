//! What was open when the program was left, and where it was read: there again next time, also after a crash. Runs
//! without a window.

use std::path::{Path, PathBuf};

use super::{Document, Effect, Left, Pin, Session, State};
use crate::analysis::Eye;

impl State {
    /// Notes which reports are open and where they are read, and keeps it where it is another than before.
    pub(super) fn note_session(&mut self, window: Option<[f32; 2]>) -> Vec<Effect> {
        if !self.settings.keeps_session {
            return Vec::new();
        }
        let path_of = |document: &Document| document.path.clone();
        let mut tabs: Vec<PathBuf> = self.documents.iter().filter_map(path_of).collect();
        // What is still being read, or waits for its password, is open too.
        let coming = self.loading.iter().filter_map(|loading| loading.from.path().map(Path::to_owned));
        for path in coming.chain(self.locked.iter().map(|locked| locked.path.clone())) {
            if !tabs.contains(&path) {
                tabs.push(path);
            }
        }
        let active = self.active().and_then(path_of);
        // The one that is shown comes first, so that it is forgotten last.
        let mut left: Vec<(bool, Left)> = self
            .documents
            .iter()
            .filter(|document| document.has_text() && document.path.is_some())
            .map(|document| {
                let sha256 = document.report().source.sha256.clone();
                let Pin { row, into } = document.view.pin;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                let into = into.clamp(0.0, 60_000.0) as u16;
                (Some(document.id) == self.active, Left { sha256, row, into })
            })
            .collect();
        left.sort_by_key(|(shown, _)| *shown);
        self.set(|settings| {
            let window = window.or(settings.session.window);
            settings.session = Session { tabs, active, window };
            left.into_iter().for_each(|(_, left)| settings.leave(left));
        })
    }

    /// Opens what was open when the program was left, and shows what was shown.
    pub(super) fn restore(&mut self) -> Vec<Effect> {
        let Session { mut tabs, active, .. } = self.settings.session.clone();
        // What was moved or is on a drive that is not there is no error now; it stays on the recent list.
        tabs.retain(|path| path.is_file());
        self.to_show = active.filter(|path| tabs.contains(path));
        tabs.into_iter().flat_map(|path| self.open(path)).collect()
    }
}

impl Document {
    /// Brings a report that was just read to where it was left.
    pub(super) fn resume(&mut self, left: &Left) {
        if left.row < self.loaded.flow.rows().len() {
            self.view.pin = Pin { row: left.row, into: f32::from(left.into) };
            self.view.reading = left.row;
            self.view.eye = Eye { row: left.row, part: 0.0 };
        }
    }
}
