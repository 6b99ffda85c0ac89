//! Opening reports, and the tabs they stand in. Runs without a window.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{
    Document, DocumentId, Effect, LoadFrom, Loaded, Loading, Locked, Notice, OpenError, PageView, Password,
    Pin, Remembered, Search, State, Ticket, Trail, View,
};
use crate::{
    analysis::Eye,
    read::ReadError,
    report::{Report, Warning, WarningKind},
};

impl State {
    /// Opens a file. One that is open already is shown at once, and read again: it may have been written since.
    pub(super) fn open(&mut self, path: PathBuf) -> Vec<Effect> {
        let path = std::path::absolute(&path).unwrap_or(path);
        let Some(open) = self.documents.iter().find(|document| document.path.as_deref() == Some(&path))
        else {
            return self.load(LoadFrom::File(path));
        };
        let password = open.loaded.original.as_ref().and_then(|original| original.password());
        let from = match password.map(|password| Password(password.to_owned())) {
            Some(password) => LoadFrom::Protected(path, password),
            None => LoadFrom::File(path),
        };
        self.activate(open.id);
        self.load(from)
    }

    /// Reads the report that is shown again: another program may have written its file. Where it has not, nothing changes.
    pub(super) fn refresh(&mut self) -> Vec<Effect> {
        let path = self.active().and_then(|document| document.path.clone());
        // A file that is gone is still there to be read.
        path.filter(|path| path.is_file()).map(|path| self.open(path)).unwrap_or_default()
    }

    /// Reads a file again that is open, in front or not.
    pub(super) fn read_again(&mut self, path: PathBuf) -> Vec<Effect> {
        let is_open = self.documents.iter().any(|document| document.path.as_ref() == Some(&path));
        let is_coming = self.loading.iter().any(|loading| loading.from.path() == Some(&path));
        if is_open && !is_coming { self.load(LoadFrom::File(path)) } else { Vec::new() }
    }

    /// Opens a file, and goes to the paragraph of that number as soon as it is read.
    pub(super) fn open_at_paragraph(&mut self, path: PathBuf, number: u32) -> Vec<Effect> {
        let path = std::path::absolute(&path).unwrap_or(path);
        self.notices.clear();
        self.to_go_to.retain(|(other, _)| *other != path);
        self.to_go_to.push((path.clone(), number));
        let effects = self.open(path);
        // One that is open already need not be read first.
        self.go_where_asked();
        effects
    }

    /// Goes to the paragraphs that were asked for, in reports that are there by now.
    fn go_where_asked(&mut self) {
        for (path, number) in std::mem::take(&mut self.to_go_to) {
            let document = self.documents.iter().find(|document| document.path.as_ref() == Some(&path));
            let Some(document) = document.filter(|document| document.has_text()) else {
                self.to_go_to.push((path, number));
                continue;
            };
            let (id, place) = (
                document.id,
                super::numbered(document.report(), &number.to_string()).map(|[first, _]| first),
            );
            match place {
                Ok(place) => {
                    self.activate(id);
                    self.go_to(place);
                }
                Err(message) => {
                    let title = format!("Paragraph {number} cannot be shown");
                    self.notices.push(Notice::new(title, message));
                }
            }
        }
    }

    fn open_at(&self, path: &Path) -> Option<DocumentId> {
        let open = self.documents.iter().find(|document| document.path.as_deref() == Some(path));
        open.map(|document| document.id)
    }

    pub(super) fn load(&mut self, from: LoadFrom) -> Vec<Effect> {
        if self.loading.iter().any(|loading| loading.from == from) {
            return Vec::new();
        }
        let ticket = Ticket(self.fresh());
        self.loading.push(Loading { ticket, from: from.clone() });
        vec![Effect::Load(ticket, from)]
    }

    pub(super) fn loaded(&mut self, ticket: Ticket, result: Result<Loaded, OpenError>) -> Vec<Effect> {
        let Some(index) = self.loading.iter().position(|loading| loading.ticket == ticket) else {
            return Vec::new();
        };
        let from = match &result {
            // The text is to come.
            Ok(Loaded { only_pages: true, .. }) => self.loading[index].from.clone(),
            _ => self.loading.remove(index).from,
        };
        let path = from.path().map(Path::to_owned);
        match (result, path) {
            (Ok(loaded), path) => {
                let effects = self.show(DocumentId(ticket.0), path, loaded);
                self.go_where_asked();
                effects
            }
            (Err(OpenError::Read(ReadError::Password { wrong })), Some(path)) => {
                self.ask_for_password(path, wrong);
                Vec::new()
            }
            (Err(error), _) if self.leave_pages(DocumentId(ticket.0), &error) => Vec::new(),
            (Err(error), path) => {
                let title = format!("“{}” could not be opened", from.name());
                self.notices.push(Notice::of_file(title, error.to_string()));
                // What cannot be read is not compared either, nor is there a paragraph to go to.
                self.to_compare = None;
                self.to_go_to.retain(|(other, _)| Some(other) != path.as_ref());
                let gone = path.filter(|_| matches!(error, OpenError::Missing));
                self.set(|settings| settings.recent.retain(|recent| Some(&recent.path) != gone.as_ref()))
            }
        }
    }

    /// One that was not right is asked for again before any other file.
    fn ask_for_password(&mut self, path: PathBuf, wrong: bool) {
        self.locked.retain(|locked| locked.path != path);
        let at = if wrong { 0 } else { self.locked.len() };
        self.locked.insert(at, Locked { path, wrong });
    }

    /// Where the pages are shown already and the text cannot be read, the pages stay, with the reason.
    fn leave_pages(&mut self, id: DocumentId, error: &OpenError) -> bool {
        let Some(document) = self.documents.iter_mut().find(|document| document.id == id) else {
            return false;
        };
        document.loaded.only_pages = false;
        let message = format!("The text of this file could not be read. {error}");
        document.loaded.warnings.push(Warning { kind: WarningKind::NoText, message, places: Vec::new() });
        true
    }

    /// Opens the first protected file with a password, or leaves it.
    pub(super) fn unlock(&mut self, password: Option<Password>) -> Vec<Effect> {
        if self.locked.is_empty() {
            return Vec::new();
        }
        let path = self.locked.remove(0).path;
        match password {
            Some(password) => self.load(LoadFrom::Protected(path, password)),
            None => {
                self.to_compare = None;
                Vec::new()
            }
        }
    }

    /// Shows a report in a tab. Tabs stand in the order in which they were asked for, not in that in which threads
    /// answered; of several, the last one asked for is shown.
    fn show(&mut self, id: DocumentId, path: Option<PathBuf>, loaded: Loaded) -> Vec<Effect> {
        if let Some(open) = path.as_deref().and_then(|path| self.open_at(path)) {
            return self.replace(open, loaded);
        }
        let mut document = Document::new(id, path.clone(), loaded);
        if let Some(left) = self.settings.left(&document.report().source.sha256) {
            document.resume(left);
        }
        let title = document.title();
        // Tabs may have been moved since.
        let at = self.documents.iter().rposition(|other| other.id < id).map_or(0, |before| before + 1);
        self.documents.insert(at, document);
        self.active = self.active.max(Some(id));
        let front =
            self.documents.iter().find(|document| document.path.is_some() && document.path == self.to_show);
        self.active = front.map(|document| document.id).or(self.active);
        if self.loading.is_empty() {
            self.to_show = None;
        }
        let mut effects = match path {
            Some(path) => self.set(|settings| settings.remember(&path, title)),
            None => Vec::new(),
        };
        effects.extend(self.find(id));
        effects.extend(self.compare_when_read());
        self.offer_dropped();
        effects
    }

    /// Puts a report that was read again in place of what was read before, and stays near the place. One whose bytes
    /// are the same is left as it is.
    fn replace(&mut self, id: DocumentId, loaded: Loaded) -> Vec<Effect> {
        let left = self.settings.left(&loaded.report.source.sha256).cloned();
        let Some(document) = self.documents.iter_mut().find(|document| document.id == id) else {
            return Vec::new();
        };
        let same = document.report().source.sha256 == loaded.report.source.sha256;
        if document.loaded.only_pages && same {
            // What was looked at until the text was there stays where it is; else it is where it was left.
            let was_read = document.view.pages.at > 0.0;
            document.loaded = loaded;
            let title = document.title();
            let path = document.path.clone();
            if let Some(left) = left.filter(|_| !was_read) {
                document.resume(&left);
            } else {
                document.view.pages.leads = true;
                document.view.follow = Some(document.loaded.sheets.eye(document.view.pages.at));
            }
            let mut effects = match path {
                Some(path) => self.set(|settings| settings.remember(&path, title)),
                None => Vec::new(),
            };
            effects.extend(self.find(id));
            effects.extend(self.compare_when_read());
            self.offer_dropped();
            return effects;
        }
        if same || loaded.only_pages {
            return Vec::new();
        }
        self.said = Some(what_changed(&document.loaded.report, &loaded.report));
        let number = document.current_number();
        let view = &mut document.view;
        (view.marked, view.landed, view.jump, view.follow) = (None, None, None, None);
        view.pages = PageView { zoom: view.pages.zoom, ..PageView::default() };
        view.closed.clear();
        // At the same paragraph, where there is one of its number.
        let paragraph = number.and_then(|number| loaded.report.paragraph_numbered(number));
        let row = paragraph.map(|id| loaded.flow.row_of(loaded.report.paragraph(id).place));
        view.pin = row.map_or(view.pin, |row| Pin { row, into: 0.0 });
        view.pin.row = view.pin.row.min(loaded.flow.rows().len().saturating_sub(1));
        view.reading = view.pin.row;
        view.eye = Eye { row: view.pin.row, part: 0.0 };
        document.second = View { pin: document.view.pin, ..View::default() };
        document.loaded = loaded;
        (document.findings, document.remembered) = (None, Remembered::default());
        document.search = Search::default();
        document.view.trail = Trail::default();
        document.revision += 1;
        if self.compared.as_ref().is_some_and(|compared| compared.documents.contains(&id)) {
            self.compared = None;
            self.shows_comparison = false;
        }
        document.drawn.clear();
        std::iter::once(Effect::StopDrawing(id)).chain(self.find(id)).collect()
    }

    pub(super) fn activate(&mut self, id: DocumentId) {
        if self.documents.iter().any(|document| document.id == id) {
            self.active = Some(id);
            self.shows_comparison = false;
        }
    }

    /// Shows the tab beside the one that is shown; the comparison is the last one.
    pub(super) fn activate_beside(&mut self, step: isize) {
        let reports = self.documents.len();
        let count = reports + usize::from(self.compared.is_some());
        let shown = self.documents.iter().position(|document| Some(document.id) == self.active);
        let at = if self.shows_comparison { Some(reports) } else { shown };
        if let Some(at) = at
            && let Ok(next) = usize::try_from((at.cast_signed() + step).rem_euclid(count.cast_signed()))
        {
            self.shows_comparison = next == reports;
            if let Some(document) = self.documents.get(next) {
                self.active = Some(document.id);
            }
        }
    }

    /// Puts a tab among the others at this place, from 0; at the end for one that there is not.
    pub(super) fn move_tab(&mut self, id: DocumentId, to: usize) {
        if let Some(at) = self.documents.iter().position(|document| document.id == id) {
            let document = self.documents.remove(at);
            self.documents.insert(to.min(self.documents.len()), document);
        }
    }

    /// Moves the tab that is shown a place to the right or left.
    pub(super) fn move_tab_beside(&mut self, step: isize) {
        let at = self.documents.iter().position(|document| Some(document.id) == self.active);
        if let Some((at, id)) = at.zip(self.active)
            && let Some(to) = at.checked_add_signed(step)
        {
            self.move_tab(id, to);
        }
    }

    pub(super) fn close(&mut self, id: DocumentId) -> Vec<Effect> {
        let Some(at) = self.documents.iter().position(|document| document.id == id) else {
            return Vec::new();
        };
        self.offer = self.offer.filter(|offer| !offer.contains(&id));
        // Its text may still be on its way, or what was written to its file since.
        let closed = self.documents.remove(at);
        if self.compared.as_ref().is_some_and(|compared| compared.documents.contains(&id)) {
            self.close_comparison();
        }
        self.loading.retain(|loading| {
            loading.ticket.0 != id.0
                && (closed.path.is_none() || loading.from.path() != closed.path.as_deref())
        });
        if self.active == Some(id) {
            let beside = self.documents.get(at).or_else(|| self.documents.last());
            self.active = beside.map(|document| document.id);
        }
        vec![Effect::StopDrawing(id)]
    }
}

/// What is told of a report whose file was written since it was read.
fn what_changed(before: &Report, after: &Report) -> String {
    let words = |report: &Report| -> HashSet<String> {
        report.paragraphs.iter().map(|paragraph| paragraph.text.plain().to_owned()).collect()
    };
    let (old, new) = (words(before), words(after));
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("one paragraph is {what}")),
        count => Some(format!("{count} paragraphs are {what}")),
    };
    let parts = [counted(new.difference(&old).count(), "new"), counted(old.difference(&new).count(), "gone")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let file = &after.source.file;
    if parts.is_empty() {
        format!("“{file}” was written anew and is shown as it is now; its paragraphs are the same.")
    } else {
        format!("“{file}” was written anew and is shown as it is now: {}.", parts.join(", "))
    }
}
