//! What was open when the program was closed: open again next time, also after a crash. Runs without a window.

use std::path::{Path, PathBuf};

use super::{Document, Effect, Left, ScrollAnchor, Session, State, Then, opening::Bring};

impl State {
    /// Notes which reports are open and where they are scrolled to, and keeps it if anything changed.
    pub(super) fn save_session(&mut self, window: Option<[f32; 2]>) -> Vec<Effect> {
        if !self.settings.keeps_session {
            return Vec::new();
        }
        let tabs: Vec<PathBuf> = self.tabs.iter().filter_map(|tab| tab.path().map(Path::to_owned)).collect();
        let front = self.tabs.front();
        let active = front.and_then(|tab| tab.path().map(Path::to_owned));
        let front = front.map(|tab| tab.id);
        // The front one comes last, so that it is at the head of the list and forgotten last.
        let mut places: Vec<(bool, Left)> = self
            .tabs
            .iter()
            .filter_map(|tab| Some((Some(tab.id) == front, tab.document()?)))
            .filter(|(_, document)| document.has_text() && document.path.is_some())
            .map(|(is_front, document)| {
                let sha256 = document.sha256().to_owned();
                let ScrollAnchor { row, into } = document.view.scroll.anchor();
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                let into = into.clamp(0.0, 60_000.0) as u16;
                (is_front, Left { sha256, row, into })
            })
            .collect();
        places.sort_by_key(|(is_front, _)| *is_front);
        self.set(|settings| {
            let window = window.or(settings.session.window);
            settings.session = Session { tabs, active, window };
            places.into_iter().for_each(|(_, place)| settings.remember_place(place));
        })
    }

    /// Opens what was open when the program was closed, with the same tab in front.
    pub(super) fn restore(&mut self) -> Vec<Effect> {
        let Session { tabs, active, .. } = self.settings.session.clone();
        let (mut effects, mut last) = (Vec::new(), None);
        // A file that was moved, or is on a drive that is not connected, is no error; it stays on the recent list.
        for path in tabs.into_iter().filter(|path| path.is_file()) {
            let (id, more) = self.open(path, Bring::Behind, vec![Then::Restore]);
            effects.extend(more);
            last = Some(id);
        }
        let front = active.and_then(|path| self.tabs.of_path(&path)).map(|tab| tab.id).or(last);
        if let Some(front) = front {
            self.tabs.bring_to_front(front);
        }
        effects
    }
}

impl Document {
    /// Scrolls a report that was just read to where it was left.
    pub(super) fn resume(&mut self, left: &Left) {
        if left.row < self.loaded.flow.rows().len() {
            self.view.scroll.restore(ScrollAnchor { row: left.row, into: f32::from(left.into) });
        }
    }
}
