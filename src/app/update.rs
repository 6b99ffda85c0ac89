//! What follows from a command. Runs without a window.

use std::path::{Path, PathBuf};

use super::{
    Action, Command, Document, DocumentId, Effect, Focus, Layout, LoadFrom, Loaded, Loading, Locked, Notice,
    OpenError, PageView, Password, Pin, Side, State, Theme, Ticket, action::ZOOM,
};
use crate::{
    analysis::Eye,
    read::{PagePicture, PageRequest, ReadError},
    report::{Place, SectionId, Warning, WarningKind},
};

/// How much larger a step of zoom makes everything.
const ZOOM_STEP: f32 = 1.1;

impl State {
    /// Carries out a command; what has to be done outside the state comes back as effects.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Do(action) => return self.act(action),
            Command::OpenFiles(paths) => {
                self.notices.clear();
                return paths.into_iter().flat_map(|path| self.open(path)).collect();
            }
            Command::Dropped(paths) => return self.open_dropped(paths),
            Command::OpenSample(sample) => {
                self.notices.clear();
                return self.load(LoadFrom::Sample(sample));
            }
            Command::Loaded(ticket, result) => return self.loaded(ticket, *result),
            Command::Compare(documents) => return self.compare(documents),
            Command::CompareFiles(files) => return self.compare_files(files),
            Command::Compared(compared) => return self.show_compared(*compared),
            Command::ShowComparison => self.shows_comparison = self.compared.is_some(),
            Command::CloseComparison => self.close_comparison(),
            Command::ShowCompareTab(tab) => {
                if let Some(compared) = &mut self.compared {
                    compared.tab = tab;
                }
            }
            Command::ToggleKind(kind) => {
                if let Some(compared) = &mut self.compared {
                    compared.toggle_kind(kind);
                }
            }
            Command::PairByHand(hand) => return self.pair_by_hand(hand),
            Command::GoToChange(change) => self.go_to_change(change),
            Command::GoToBoth(places) => self.go_to_both(places),
            Command::ToggleLock => self.toggle_lock(),
            Command::Unlock(password) => return self.unlock(password),
            Command::Show(layout) => self.show_layout(layout),
            Command::DrawPages(id, requests) => return self.draw(id, requests),
            Command::PageDrawn(id, revision, request, picture) => {
                self.drawn((id, revision), request, picture);
            }
            Command::Activate(id) => self.activate(id),
            Command::Close(id) => return self.close(id),
            Command::GoTo(place) => self.go_to(place),
            Command::Fold(section) => self.fold(section),
            Command::ShowTab(tab) => {
                if let Some(document) = self.active_mut() {
                    document.view.tab = tab;
                }
            }
            Command::SetZoom(zoom) => return self.set_zoom(zoom),
            Command::Forget(path) => {
                return self.set(|settings| settings.recent.retain(|recent| recent.path != path));
            }
            Command::ChoosePrint(..)
            | Command::Typeset(..)
            | Command::Print
            | Command::SavePdf
            | Command::Printed(_)
            | Command::ChoosePrinter(_)
            | Command::SetQueue(_)
            | Command::ClosePrinting
            | Command::Export(_)
            | Command::Saved(_) => return self.hand_on(command),
            Command::NoFileDialog => self.notices = vec![no_file_dialog()],
            Command::Dismiss => {
                self.notices.clear();
                self.said = None;
            }
            Command::Panels(contents, summary) => {
                return self.set(|settings| (settings.contents, settings.summary) = (contents, summary));
            }
        }
        Vec::new()
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if !(action.info().is_possible)(&self.circumstances()) {
            return Vec::new();
        }
        match action {
            Action::Open => return vec![Effect::PickFiles],
            // Who sees the pages and asks again wants them printed.
            Action::Print if self.printing.is_some() => return self.print(),
            Action::Print => return self.open_printing(),
            Action::Export => self.exporting = true,
            Action::Quit => return vec![Effect::Quit],
            Action::Compare => self.asks_what_to_compare = true,
            Action::ToggleLock => self.toggle_lock(),
            Action::NextChange => self.go_to_change_beside(1),
            Action::PreviousChange => self.go_to_change_beside(-1),
            Action::CloseTab if self.printing.is_some() => return self.close_printing(),
            Action::CloseTab if self.shows_comparison => self.close_comparison(),
            Action::CloseTab => {
                if let Some(id) = self.active {
                    return self.close(id);
                }
            }
            Action::ToggleContents => return self.toggle(Side::Contents),
            Action::ToggleSummary => return self.toggle(Side::Summary),
            Action::TogglePages => self.show_or_not(Layout::Both),
            Action::OnlyPages => self.show_or_not(Layout::Pages),
            Action::ZoomIn => return self.set_zoom(self.settings.zoom * ZOOM_STEP),
            Action::ZoomOut => return self.set_zoom(self.settings.zoom / ZOOM_STEP),
            Action::ZoomReset => return self.set_zoom(1.0),
            Action::ThemeSystem => return self.set(|settings| settings.theme = Theme::System),
            Action::ThemeLight => return self.set(|settings| settings.theme = Theme::Light),
            Action::ThemeDark => return self.set(|settings| settings.theme = Theme::Dark),
            Action::NextSection => self.go_to_section_beside(1),
            Action::PreviousSection => self.go_to_section_beside(-1),
            Action::Top => self.scroll_to(Pin::default()),
            Action::Bottom => self.scroll_to(Pin { row: usize::MAX, into: 0.0 }),
            Action::FilterContents => {
                self.focus = Some(Focus::Filter);
                self.front = Side::Contents;
                return self.set(|settings| settings.contents.open = true);
            }
            Action::NextTab => self.activate_beside(1),
            Action::PreviousTab => self.activate_beside(-1),
            Action::Dismiss => return self.dismiss(),
            Action::ShowKeys => self.keys_shown ^= true,
        }
        Vec::new()
    }

    /// Hides a panel that is shown; else shows it, before the other one where only one has room.
    fn toggle(&mut self, side: Side) -> Vec<Effect> {
        let show = !self.shows(side);
        if show {
            self.front = side;
            let beside = self.active().is_some_and(|document| document.layout() == Layout::Both);
            if side == Side::Summary && beside && !self.pages_fit {
                self.show_layout(Layout::Text);
            }
        }
        self.set(|settings| match side {
            Side::Contents => settings.contents.open = show,
            Side::Summary => settings.summary.open = show,
        })
    }

    /// Changes settings, and keeps them if that changed anything.
    pub(super) fn set(&mut self, change: impl FnOnce(&mut super::Settings)) -> Vec<Effect> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before { Vec::new() } else { vec![Effect::Save(self.settings.clone())] }
    }

    fn set_zoom(&mut self, zoom: f32) -> Vec<Effect> {
        let zoom = if zoom.is_finite() { zoom.clamp(*ZOOM.start(), *ZOOM.end()) } else { 1.0 };
        self.set(|settings| settings.zoom = zoom)
    }

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

    fn open_at(&self, path: &Path) -> Option<DocumentId> {
        let open = self.documents.iter().find(|document| document.path.as_deref() == Some(path));
        open.map(|document| document.id)
    }

    fn load(&mut self, from: LoadFrom) -> Vec<Effect> {
        if self.loading.iter().any(|loading| loading.from == from) {
            return Vec::new();
        }
        let ticket = Ticket(self.fresh());
        self.loading.push(Loading { ticket, from: from.clone() });
        vec![Effect::Load(ticket, from)]
    }

    fn loaded(&mut self, ticket: Ticket, result: Result<Loaded, OpenError>) -> Vec<Effect> {
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
            (Ok(loaded), path) => self.show(DocumentId(ticket.0), path, loaded),
            (Err(OpenError::Read(ReadError::Password { wrong })), Some(path)) => {
                self.ask_for_password(path, wrong);
                Vec::new()
            }
            (Err(error), _) if self.leave_pages(DocumentId(ticket.0), &error) => Vec::new(),
            (Err(error), path) => {
                let title = format!("“{}” could not be opened", from.name());
                self.notices.push(Notice { title, message: error.to_string() });
                // What cannot be read is not compared either.
                self.to_compare = None;
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
    fn unlock(&mut self, password: Option<Password>) -> Vec<Effect> {
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
        let document = Document::new(id, path.clone(), loaded);
        let title = document.title();
        let at = self.documents.partition_point(|other| other.id < id);
        self.documents.insert(at, document);
        self.active = self.active.max(Some(id));
        let mut effects = match path {
            Some(path) => self.set(|settings| settings.remember(&path, title)),
            None => Vec::new(),
        };
        effects.extend(self.compare_when_read());
        self.offer_dropped();
        effects
    }

    /// Puts a report that was read again in place of what was read before, and stays near the place. One whose bytes
    /// are the same is left as it is.
    fn replace(&mut self, id: DocumentId, loaded: Loaded) -> Vec<Effect> {
        let Some(document) = self.documents.iter_mut().find(|document| document.id == id) else {
            return Vec::new();
        };
        let same = document.report().source.sha256 == loaded.report.source.sha256;
        if document.loaded.only_pages && same {
            // What was looked at until the text was there stays where it is.
            document.view.pages.leads = true;
            document.loaded = loaded;
            document.view.follow = Some(document.loaded.sheets.eye(document.view.pages.at));
            let title = document.title();
            let path = document.path.clone();
            let mut effects = match path {
                Some(path) => self.set(|settings| settings.remember(&path, title)),
                None => Vec::new(),
            };
            effects.extend(self.compare_when_read());
            self.offer_dropped();
            return effects;
        }
        if same || loaded.only_pages {
            return Vec::new();
        }
        let view = &mut document.view;
        (view.marked, view.landed, view.jump, view.follow) = (None, None, None, None);
        view.pages = PageView { zoom: view.pages.zoom, ..PageView::default() };
        view.closed.clear();
        view.reading = 0;
        view.pin.row = view.pin.row.min(loaded.flow.rows().len().saturating_sub(1));
        view.eye = Eye { row: view.pin.row, part: 0.0 };
        document.loaded = loaded;
        document.revision += 1;
        if self.compared.as_ref().is_some_and(|compared| compared.documents.contains(&id)) {
            self.compared = None;
            self.shows_comparison = false;
        }
        document.drawn.clear();
        vec![Effect::StopDrawing(id)]
    }

    fn activate(&mut self, id: DocumentId) {
        if self.documents.iter().any(|document| document.id == id) {
            self.active = Some(id);
            self.shows_comparison = false;
        }
    }

    fn activate_beside(&mut self, step: isize) {
        let at = self.documents.iter().position(|document| Some(document.id) == self.active);
        let count = self.documents.len().cast_signed();
        if let Some(at) = at
            && let Ok(next) = usize::try_from((at.cast_signed() + step).rem_euclid(count))
        {
            self.active = Some(self.documents[next].id);
            self.shows_comparison = false;
        }
    }

    fn close(&mut self, id: DocumentId) -> Vec<Effect> {
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
        let mut effects = self.forget_printing(id);
        effects.push(Effect::StopDrawing(id));
        effects
    }

    fn show_layout(&mut self, layout: Layout) {
        let Some(document) = self.active_mut() else { return };
        if document.layout() == layout {
            return;
        }
        // What is shown next follows what was shown last.
        document.view.pages.leads = document.layout() == Layout::Pages;
        document.view.layout = layout;
    }

    /// Shows a layout, or the text where it is shown already.
    fn show_or_not(&mut self, layout: Layout) {
        let shown = self.active().map(Document::layout);
        self.show_layout(if shown == Some(layout) { Layout::Text } else { layout });
    }

    fn draw(&self, id: DocumentId, requests: Vec<PageRequest>) -> Vec<Effect> {
        let preview = self.printing.as_ref().and_then(|printing| printing.preview.as_ref());
        let preview = preview.map(|preview| &preview.document).filter(|preview| preview.id == id);
        let draw = preview.or_else(|| self.document(id)).and_then(|document| {
            let original = document.loaded.original.clone()?;
            Some(Effect::Draw(id, document.revision, original, requests))
        });
        draw.into_iter().collect()
    }

    /// A picture of what was in the file before is of no use.
    fn drawn(&mut self, of: (DocumentId, u32), request: PageRequest, picture: Option<PagePicture>) {
        let of_it = |document: &&mut Document| (document.id, document.revision) == of;
        let preview = self.printing.as_mut().and_then(|printing| printing.preview.as_mut());
        let preview = preview.map(|preview| &mut preview.document);
        if let Some(document) = self.documents.iter_mut().chain(preview).find(of_it) {
            document.drawn.push((request, picture));
        }
    }

    fn go_to(&mut self, place: Place) {
        let Some(document) = self.active_mut() else { return };
        if place.block.0 >= document.report().blocks.len() {
            return;
        }
        document.view.marked = Some(place);
        document.view.jump = Some(place);
        document.view.follow = None;
        document.view.pages.leads = false;
    }

    fn go_to_section_beside(&mut self, step: isize) {
        let Some(document) = self.active() else { return };
        let count = document.report().sections.len();
        let next = match document.current_section() {
            Some(SectionId(at)) => at.checked_add_signed(step),
            None => (step > 0).then_some(0),
        };
        if let Some(next) = next.filter(|next| *next < count) {
            self.go_to(document.report().section(SectionId(next)).place);
        }
    }

    fn scroll_to(&mut self, pin: Pin) {
        if let Some(document) = self.active_mut() {
            let last = document.loaded.flow.rows().len().saturating_sub(1);
            document.view.pin = pin;
            (document.view.jump, document.view.follow) = (None, None);
            document.view.eye = Eye { row: pin.row.min(last), part: if pin.row > last { 1.0 } else { 0.0 } };
            document.view.pages.leads = false;
        }
    }

    fn fold(&mut self, section: SectionId) {
        let Some(document) = self.active_mut() else { return };
        if !document.view.closed.remove(&section) {
            document.view.closed.insert(section);
        }
    }

    /// Takes away the first thing there is to take away: a message, a filter, a mark.
    fn dismiss(&mut self) -> Vec<Effect> {
        if self.exporting {
            self.exporting = false;
        } else if self.printing.is_some() && !self.keys_shown && self.notices.is_empty() {
            return self.close_printing();
        } else if self.asks_what_to_compare {
            self.asks_what_to_compare = false;
        } else if self.offer.take().is_some() {
            // It was offered, and is not wanted.
        } else if self.keys_shown {
            self.keys_shown = false;
        } else if !self.notices.is_empty() || self.said.is_some() {
            self.notices.clear();
            self.said = None;
        } else if let Some(document) = self.active_mut() {
            if document.view.filter.is_empty() {
                document.view.marked = None;
            } else {
                document.view.filter.clear();
            }
        }
        Vec::new()
    }
}

fn no_file_dialog() -> Notice {
    Notice {
        title: "This system has no dialog to choose a file with".to_owned(),
        message: "Drop the report on this window, or start Findings with its name: findings report.txt. \
                  On Debian and Ubuntu the package xdg-desktop-portal-gtk brings a dialog."
            .to_owned(),
    }
}
