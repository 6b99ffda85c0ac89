//! What follows from commands about two reports side by side.

use std::{path::PathBuf, sync::Arc};

use super::{CompareTab, Compared, Document, DocumentId, Effect, Loaded, State};
use crate::{analysis::compare::ByHand, report::Place};

/// The earlier report on the left; as they were given where that is not known.
#[must_use]
pub fn in_time(one: &Document, other: &Document) -> [DocumentId; 2] {
    if one.report().cover.day().zip(other.report().cover.day()).is_some_and(|(one, other)| one > other) {
        [other.id, one.id]
    } else {
        [one.id, other.id]
    }
}

impl State {
    /// Compares two open reports, the earlier one on the left.
    pub(super) fn compare(&mut self, documents: [DocumentId; 2]) -> Vec<Effect> {
        self.asks_what_to_compare = false;
        self.offer = None;
        let loaded = |id: DocumentId| -> Option<&Loaded> {
            self.documents.iter().find(|document| document.id == id).map(|document| &document.loaded)
        };
        let [left, right] = documents;
        let Some((one, other)) = loaded(left).zip(loaded(right)).filter(|_| left != right) else {
            return Vec::new();
        };
        vec![Effect::Compare(documents, [one.report.clone(), other.report.clone()])]
    }

    /// Opens files that were dropped. One that was dropped on a report may be meant to be compared with it.
    pub(super) fn open_dropped(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        if let ([path], Some(shown)) = (paths.as_slice(), self.active().filter(|shown| shown.has_text())) {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            self.dropped = Some((path, shown.id));
        }
        self.update(super::Command::OpenFiles(paths))
    }

    /// Offers to compare a report that was dropped on another one, once it is read.
    pub(super) fn offer_dropped(&mut self) {
        let Some((path, onto)) = &self.dropped else { return };
        let dropped = self.documents.iter().find(|document| document.path.as_ref() == Some(path));
        let Some(dropped) = dropped.filter(|document| !document.loaded.only_pages) else { return };
        let onto = self.documents.iter().find(|document| document.id == *onto);
        self.offer = onto
            .filter(|onto| onto.id != dropped.id && dropped.has_text())
            .map(|onto| in_time(onto, dropped));
        self.dropped = None;
    }

    /// Opens two files and compares them when both are read.
    pub(super) fn compare_files(&mut self, files: [PathBuf; 2]) -> Vec<Effect> {
        let files = files.map(|file| std::path::absolute(&file).unwrap_or(file));
        self.to_compare = Some(files.clone());
        let mut effects: Vec<Effect> = files.into_iter().flat_map(|file| self.open(file)).collect();
        effects.extend(self.compare_when_read());
        effects
    }

    /// Compares what was to be compared, once both are there.
    pub(super) fn compare_when_read(&mut self) -> Vec<Effect> {
        let Some(files) = &self.to_compare else { return Vec::new() };
        let id = |file: &PathBuf| {
            let open = self.documents.iter().find(|document| document.path.as_ref() == Some(file));
            open.filter(|document| !document.loaded.only_pages).map(|document| document.id)
        };
        let Some(pair) = id(&files[0]).zip(id(&files[1])) else { return Vec::new() };
        self.to_compare = None;
        self.compare([pair.0, pair.1])
    }

    /// Shows a comparison, both texts from their beginning.
    pub(super) fn show_compared(&mut self, compared: Compared) -> Vec<Effect> {
        let current = |index: usize| {
            let open = self.documents.iter().find(|document| document.id == compared.documents[index]);
            open.map(|document| Arc::ptr_eq(&document.loaded.report, &compared.reports[index]))
        };
        match (current(0), current(1)) {
            (Some(true), Some(true)) => {}
            // One was written anew meanwhile.
            (Some(_), Some(_)) => return self.compare(compared.documents),
            _ => return Vec::new(),
        }
        for document in &mut self.documents {
            if compared.documents.contains(&document.id) {
                document.view.marked = None;
            }
        }
        self.compared = Some(compared);
        self.shows_comparison = true;
        if let Some(reports) = self.compared_reports() {
            let by_hand = self.settings.paired(&reports);
            self.take_over(by_hand);
        }
        Vec::new()
    }

    /// The fingerprints of the compared reports.
    fn compared_reports(&mut self) -> Option<[String; 2]> {
        let (_, documents) = self.compared_mut()?;
        Some(documents.map(|document| document.report().source.sha256.clone()))
    }

    fn take_over(&mut self, by_hand: Vec<ByHand>) {
        if let Some((compared, [left, right])) = self.compared_mut() {
            compared.pair_by_hand(by_hand, left, right);
        }
    }

    /// Pairs two sections or parts them, and remembers it for these two reports.
    pub(super) fn pair_by_hand(&mut self, hand: ByHand) -> Vec<Effect> {
        let Some(reports) = self.compared_reports() else { return Vec::new() };
        let mut by_hand = self.settings.paired(&reports);
        by_hand.retain(|other| other.left != hand.left && other.right != hand.right);
        by_hand.push(hand);
        self.take_over(by_hand.clone());
        self.set(|settings| settings.remember_paired(reports, by_hand))
    }

    pub(super) fn close_comparison(&mut self) {
        self.compared = None;
        self.shows_comparison = false;
    }

    pub(super) fn toggle_lock(&mut self) {
        if let Some((compared, [left, right])) = self.compared_mut() {
            let eyes = (left.view.eye, right.view.eye);
            compared.toggle_lock(eyes.0, eyes.1);
        }
    }

    /// Goes to a place on each side; a side without one goes beside it.
    pub(super) fn go_to_both(&mut self, places: [Option<Place>; 2]) {
        // A side without a place follows the other, as when that is scrolled.
        let Some((_, documents)) = self.compared_mut() else { return };
        for (side, document) in documents.into_iter().enumerate() {
            document.view.marked = places[side];
            document.view.jump = places[side];
            document.view.follow = None;
        }
    }

    pub(super) fn go_to_change(&mut self, change: usize) {
        let Some(compared) = &mut self.compared else { return };
        compared.current = Some(change);
        compared.tab = CompareTab::Text;
        let places = compared.places(change);
        self.go_to_both(places);
    }

    pub(super) fn go_to_change_beside(&mut self, step: isize) {
        let Some(compared) = &self.compared else { return };
        let listed = compared.listed();
        let next = match (compared.current, step > 0) {
            (Some(current), true) => listed.iter().find(|change| **change > current),
            (Some(current), false) => listed.iter().rfind(|change| **change < current),
            (None, true) => listed.first(),
            (None, false) => listed.last(),
        };
        if let Some(next) = next.copied() {
            self.go_to_change(next);
        }
    }
}
