//! Opening files in tabs, and showing them when they are read. Runs without a window.
//!
//! A tab is added and brought to the front when the user opens a file, not when the file is read. So a late answer
//! never takes the user away from where they went meanwhile.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    AwaitedEvent, Document, DocumentId, Effect, GUIDE, LoadedReport, NextStep, OpenError, PagesEffect,
    Password, Pending, RecentReport, ReportSource, State, SummaryTab, Tab, TabContent, TabId, Task, Toast,
    ToastButton, Work, reloading::VersionChanges, strings, tabs::OpeningTab,
};
use crate::{
    read::ReadError,
    report::{Warning, WarningKind},
};

/// The position of a newly opened tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TabPosition {
    /// In front, because the user opened it.
    InFront,
    /// Behind the front tab.
    Behind,
}

impl State {
    /// Opens files, each in a tab; the last one is in front.
    pub(super) fn open_files(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        self.messages.notices.clear();
        paths.into_iter().flat_map(|path| self.open_file(path, TabPosition::InFront, Vec::new()).1).collect()
    }

    /// Opens a file and goes to the paragraph with this number once it is read.
    pub(super) fn open_at_paragraph(&mut self, path: PathBuf, number: u32) -> Vec<Effect> {
        self.messages.notices.clear();
        self.open_file(path, TabPosition::InFront, vec![NextStep::GoTo(number)]).1
    }

    /// Opens the user guide, or brings it to the front if it is open.
    pub(super) fn open_guide(&mut self) -> Vec<Effect> {
        if self.dialog == Some(super::Dialog::Keyboard) {
            self.dialog = None;
        }
        let is_guide = |tab: &&Tab| match &tab.content {
            TabContent::Guide(_) => true,
            TabContent::Opening(opening) => {
                matches!(opening.awaited, AwaitedEvent::Read(ReportSource::Guide(_)))
            }
            TabContent::Report(_) | TabContent::Comparison(_) => false,
        };
        // Opening the guide twice would give two identical tabs.
        match self.tabs.iter().find(is_guide).map(|tab| tab.id) {
            Some(id) => self.show_tab(id),
            None => self.open_in_new_tab(ReportSource::Guide(&GUIDE), TabPosition::InFront, Vec::new()).1,
        }
    }

    /// Opens a sample report, or brings its tab to the front if it is being read already.
    pub(super) fn open_sample(&mut self, from: ReportSource) -> Vec<Effect> {
        self.messages.notices.clear();
        if let Some(Work::Load { tab, .. }) = self.pending.load_of_source(&from).map(|pending| &pending.work)
        {
            let tab = *tab;
            return self.show_tab(tab);
        }
        self.open_in_new_tab(from, TabPosition::InFront, Vec::new()).1
    }

    /// Opens a file and returns its tab. If the file is already open, it is read again, because another program may
    /// have saved it since. `next_steps` are taken once the file is read.
    pub(super) fn open_file(
        &mut self,
        path: PathBuf,
        position: TabPosition,
        next_steps: Vec<NextStep>,
    ) -> (TabId, Vec<Effect>) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let Some(id) = self.tabs.with_path(&path).map(|tab| tab.id) else {
            return self.open_in_new_tab(ReportSource::File(path), position, next_steps);
        };
        let mut effects = if position == TabPosition::InFront { self.show_tab(id) } else { Vec::new() };
        effects.extend(self.reload_tab(id, next_steps));
        (id, effects)
    }

    /// Brings a tab to the front, and closes the print view.
    pub(super) fn show_tab(&mut self, id: TabId) -> Vec<Effect> {
        self.tabs.bring_to_front(id);
        if self.printing.is_some() { self.close_printing() } else { Vec::new() }
    }

    /// Adds a tab, and starts to read a report for it.
    fn open_in_new_tab(
        &mut self,
        from: ReportSource,
        position: TabPosition,
        next_steps: Vec<NextStep>,
    ) -> (TabId, Vec<Effect>) {
        let id = self.add_opening_tab(AwaitedEvent::Read(from.clone()));
        let mut effects = if position == TabPosition::InFront { self.show_tab(id) } else { Vec::new() };
        effects.extend(self.start_load(id, from, next_steps));
        (id, effects)
    }

    /// Shows a report that was already read in a new front tab. Returns the id of its document, and the effects.
    pub fn add_report(
        &mut self,
        path: Option<PathBuf>,
        loaded: LoadedReport,
    ) -> (Option<DocumentId>, Vec<Effect>) {
        let id = self.add_opening_tab(AwaitedEvent::Compared);
        self.tabs.bring_to_front(id);
        let effects = self.fill_tab(id, path, TabContent::Report, Arc::new(loaded), true);
        (self.front_document().map(|document| document.id), effects)
    }

    /// Adds a tab that waits for this event, and returns its id.
    pub(super) fn add_opening_tab(&mut self, event: AwaitedEvent) -> TabId {
        let id = TabId(self.next_number());
        let opened_from = self.tabs.front().map(|tab| tab.id);
        self.tabs.push(Tab { id, content: TabContent::Opening(OpeningTab { awaited: event, opened_from }) });
        id
    }

    /// Reads the report of a tab again, then takes `next_steps`. If its text is already shown, they are taken at once.
    fn reload_tab(&mut self, id: TabId, mut next_steps: Vec<NextStep>) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id) else { return Vec::new() };
        let from = match &mut tab.content {
            TabContent::Opening(OpeningTab {
                awaited: AwaitedEvent::Password { next_steps: waiting, .. },
                ..
            }) => {
                waiting.append(&mut next_steps);
                return Vec::new();
            }
            TabContent::Report(document) => {
                let Some(from) = source_of(document) else { return Vec::new() };
                if document.loaded.has_only_pages {
                    // The error of the last attempt is out of date while the text is read again.
                    document.text_error = None;
                }
                from
            }
            TabContent::Opening(OpeningTab { awaited: AwaitedEvent::Read(from), .. }) => from.clone(),
            TabContent::Opening(_) | TabContent::Guide(_) | TabContent::Comparison(_) => return Vec::new(),
        };
        let can_start = tab.report().is_some_and(Document::has_text);
        let mut effects =
            if can_start { self.take_next_steps(id, std::mem::take(&mut next_steps)) } else { Vec::new() };
        effects.extend(self.start_load(id, from, next_steps));
        effects
    }

    /// Starts to read a report for a tab. If the file is already being read for the tab, only adds `next_steps`.
    fn start_load(&mut self, tab: TabId, from: ReportSource, mut next_steps: Vec<NextStep>) -> Vec<Effect> {
        if let Some(pending) = self.pending.load_of_file_for_tab(tab, &from) {
            pending.next_steps.append(&mut next_steps);
            return Vec::new();
        }
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::Load { tab, from: from.clone() }, next_steps });
        vec![Effect::Task(ticket, Task::Load(from))]
    }

    /// Reads the report in front again, because another program may have saved its file.
    pub(super) fn reload_front_document(&mut self) -> Vec<Effect> {
        // The report of a deleted file stays open.
        let path = self.front_document().and_then(|document| document.path.clone());
        path.filter(|path| path.is_file()).map(|path| self.reload_file(&path)).unwrap_or_default()
    }

    /// Reads a file again wherever it is open. If it is already being read, it is read once more afterwards, because
    /// it may have been saved since reading started.
    pub(super) fn reload_file(&mut self, path: &Path) -> Vec<Effect> {
        let is_of_file = |document: &&Document| document.path.as_deref() == Some(path);
        // A tab that waits for a password reads the file when it gets the password.
        let waits_for_password = |tab: &Tab| {
            tab.opening().is_some_and(|opening| matches!(opening.awaited, AwaitedEvent::Password { .. }))
        };
        let own = self.tabs.with_path(path).filter(|tab| !waits_for_password(tab));
        // If the file is not shown in its own tab, a comparison may show it.
        let shown = own
            .or_else(|| self.tabs.iter().find(|tab| tab.documents().any(|document| is_of_file(&document))));
        let Some(tab) = shown else { return Vec::new() };
        let id = tab.id;
        let from = tab.documents().find(is_of_file).and_then(source_of);
        let from = from.unwrap_or_else(|| ReportSource::File(path.to_owned()));
        if let Some(pending) = self.pending.load_of_file_for_tab(id, &from) {
            if !pending.next_steps.contains(&NextStep::ReadAgain) {
                pending.next_steps.push(NextStep::ReadAgain);
            }
            return Vec::new();
        }
        if self.tabs.get(id).is_some_and(|tab| tab.document().is_some()) {
            self.reload_tab(id, Vec::new())
        } else if self.is_opening(id) {
            Vec::new()
        } else {
            self.start_load(id, from, Vec::new())
        }
    }

    /// Shows a report that a thread has read, or reports why it could not be read.
    pub(super) fn finish_load(
        &mut self,
        ticket: super::Ticket,
        result: Result<LoadedReport, OpenError>,
    ) -> Vec<Effect> {
        let is_final = !matches!(&result, Ok(loaded) if loaded.has_only_pages);
        let Some(pending) = self.pending.get_mut(ticket) else { return Vec::new() };
        let Work::Load { tab, from } = &pending.work else { return Vec::new() };
        let (tab, from) = (*tab, from.clone());
        let mut next_steps = pending.next_steps.clone();
        if is_final {
            self.pending.take(ticket);
        } else {
            // Only the pages are known. Steps that need the text have to wait.
            next_steps.retain(|step| *step == NextStep::Restore);
        }
        match result {
            Ok(loaded) => {
                let path = from.path();
                self.messages
                    .notices
                    .retain(|notice| notice.file.is_none() || notice.file.as_deref() != path);
                let is_restored = next_steps.contains(&NextStep::Restore);
                let is_outdated = next_steps.contains(&NextStep::ReadAgain);
                let mut effects = self.show_loaded(tab, &from, &Arc::new(loaded), is_restored);
                effects.extend(self.take_next_steps(tab, next_steps));
                if let Some(path) = from.path().filter(|_| is_outdated) {
                    effects.extend(self.reload_file(path));
                }
                effects
            }
            Err(OpenError::Read(ReadError::Password { is_wrong })) if self.is_opening(tab) => {
                if let (Some(path), Some(tab)) = (from.path(), self.tabs.get_mut(tab))
                    && let TabContent::Opening(opening) = &mut tab.content
                {
                    opening.awaited = AwaitedEvent::Password { path: path.to_owned(), is_wrong, next_steps };
                }
                Vec::new()
            }
            Err(error) => {
                let mut effects = self.report_load_error(tab, &from, &error);
                effects.extend(self.end_waiting_comparisons(&next_steps));
                effects
            }
        }
    }

    /// Ends the comparisons in `next_steps`, because the text that they waited for cannot be read.
    pub(super) fn end_waiting_comparisons(&mut self, next_steps: &[NextStep]) -> Vec<Effect> {
        let waiting: Vec<TabId> = next_steps
            .iter()
            .filter_map(|step| match step {
                NextStep::CompareIn(comparison) => Some(*comparison),
                NextStep::GoTo(_)
                | NextStep::OfferComparison(_)
                | NextStep::Restore
                | NextStep::ReadAgain => None,
            })
            .collect();
        waiting.into_iter().flat_map(|comparison| self.start_comparison(comparison)).collect()
    }

    /// Returns true if the tab has no content yet.
    fn is_opening(&self, tab: TabId) -> bool {
        self.tabs.get(tab).is_some_and(|tab| tab.opening().is_some())
    }

    /// Reports that a file could not be read. Its tab closes, unless it shows an earlier version or the pages.
    pub(super) fn report_load_error(
        &mut self,
        tab: TabId,
        from: &ReportSource,
        error: &OpenError,
    ) -> Vec<Effect> {
        let shown = self.tabs.get_mut(tab).and_then(Tab::document_mut);
        if let Some(document) = shown.filter(|document| document.is_text_pending()) {
            let message = strings::text_not_read_message(&error.to_string());
            document.text_error = Some(Warning { kind: WarningKind::NoText, message, places: Vec::new() });
            return Vec::new();
        }
        self.messages.notices.push(strings::file_not_opened_notice(
            &from.name(),
            from.path(),
            error.to_string(),
        ));
        let mut effects = if self.is_opening(tab) { self.close_tab(tab) } else { Vec::new() };
        let missing = from.path().filter(|_| matches!(error, OpenError::NotFound));
        effects.extend(self.change_settings(|settings| {
            settings.recent.retain(|recent| Some(recent.path.as_path()) != missing);
        }));
        effects
    }

    /// Opens the file of the password dialog with this password.
    pub(super) fn open_protected_file(&mut self, password: Password) -> Vec<Effect> {
        let Some(super::Dialog::Password(id)) = self.dialog else { return Vec::new() };
        self.dialog = None;
        let Some(tab) = self.tabs.get_mut(id) else { return Vec::new() };
        let TabContent::Opening(opening) = &mut tab.content else { return Vec::new() };
        let AwaitedEvent::Password { path, next_steps, .. } = &mut opening.awaited else { return Vec::new() };
        let (from, next_steps) =
            (ReportSource::Protected(std::mem::take(path), password), std::mem::take(next_steps));
        opening.awaited = AwaitedEvent::Read(from.clone());
        self.start_load(id, from, next_steps)
    }

    /// Shows a report in its tab, or in place of its earlier version. If `is_restored`, the recent list does not
    /// change.
    fn show_loaded(
        &mut self,
        id: TabId,
        from: &ReportSource,
        loaded: &Arc<LoadedReport>,
        is_restored: bool,
    ) -> Vec<Effect> {
        let Some(tab) = self.tabs.get(id) else { return Vec::new() };
        match &tab.content {
            TabContent::Opening(_) => {
                let content = match from {
                    ReportSource::Guide(_) => TabContent::Guide,
                    ReportSource::File(_) | ReportSource::Protected(..) | ReportSource::Sample(_) => {
                        TabContent::Report
                    }
                };
                let path = from.path().map(Path::to_owned);
                let mut effects = self.fill_tab(id, path, content, Arc::clone(loaded), is_restored);
                effects.extend(self.update_comparisons_of(from, loaded));
                effects.extend(self.begin_or_skip_tour(id, from));
                effects
            }
            TabContent::Report(document) if document.loaded.has_only_pages && loaded.has_only_pages => {
                Vec::new()
            }
            TabContent::Report(document) if document.loaded.has_only_pages => {
                let mut effects = self.add_text(id, Arc::clone(loaded), is_restored);
                effects.extend(self.update_comparisons_of(from, loaded));
                effects
            }
            TabContent::Report(_) | TabContent::Guide(_) | TabContent::Comparison(_) => {
                let path = from.path().map(Path::to_owned);
                path.map(|path| self.replace_version(&path, loaded)).unwrap_or_default()
            }
        }
    }

    /// Updates the comparisons that show an earlier version of a file that was opened. The watcher reports a change of
    /// a file only until the file is read again, so this may be the first time that the change is noticed.
    fn update_comparisons_of(&mut self, from: &ReportSource, loaded: &Arc<LoadedReport>) -> Vec<Effect> {
        let path = from.path().filter(|_| !loaded.has_only_pages);
        path.map(|path| self.update_comparisons(path, loaded)).unwrap_or_default()
    }

    /// Shows a report in an opening tab, at its saved scroll position.
    fn fill_tab(
        &mut self,
        id: TabId,
        path: Option<PathBuf>,
        content: fn(Box<Document>) -> TabContent,
        loaded: Arc<LoadedReport>,
        is_restored: bool,
    ) -> Vec<Effect> {
        let document_id = DocumentId(self.next_number());
        let mut document = Document::new(document_id, path, loaded);
        if let Some(saved_position) = self.settings.saved_position(document.sha256()) {
            document.restore_position(saved_position);
        }
        let recent = document.recent_entry();
        if let Some(tab) = self.tabs.get_mut(id) {
            tab.content = content(Box::new(document));
        }
        let mut effects = self.remember_recent(recent, is_restored);
        effects.extend(self.compute_findings(document_id));
        effects
    }

    /// Adds the text to a report whose pages are shown already. The pages in view stay in view.
    fn add_text(&mut self, id: TabId, loaded: Arc<LoadedReport>, is_restored: bool) -> Vec<Effect> {
        let saved_position = self.settings.saved_position(&loaded.report.source.sha256).cloned();
        let Some(document) = self.tabs.get_mut(id).and_then(Tab::document_mut) else { return Vec::new() };
        let was_scrolled = document.view.pages.top > 0.0;
        document.loaded = loaded;
        document.text_error = None;
        if document.view.tab == SummaryTab::Judgements {
            // The pages alone do not show whether the report has judgements.
            document.view.tab = SummaryTab::first_for(document.report());
        }
        if let Some(saved_position) = saved_position.filter(|_| !was_scrolled) {
            document.restore_position(&saved_position);
        } else {
            document.view.pages.leads_text = true;
            let position = document.loaded.page_layout.position_at(document.view.pages.top);
            document.view.scroll.follow_position(position);
        }
        let (document_id, recent) = (document.id, document.recent_entry());
        let mut effects = self.remember_recent(recent, is_restored);
        effects.extend(self.compute_findings(document_id));
        effects
    }

    /// Puts a report at the top of the recent list. If it was not opened by the user, it keeps its place on the list.
    fn remember_recent(&mut self, recent: Option<RecentReport>, keeps_place: bool) -> Vec<Effect> {
        let Some(recent) = recent else { return Vec::new() };
        self.change_settings(|settings| {
            if keeps_place { settings.update_recent(recent) } else { settings.add_recent(recent) }
        })
    }

    /// Shows a file that was saved again in place of its earlier version, wherever it is open. Nothing changes if its
    /// bytes are the same.
    fn replace_version(&mut self, path: &Path, loaded: &Arc<LoadedReport>) -> Vec<Effect> {
        if loaded.has_only_pages {
            return Vec::new();
        }
        let mut effects = self.update_comparisons(path, loaded);
        let is_of_file = |document: &&mut Document| document.path.as_deref() == Some(path);
        let documents = self.tabs.iter_mut().filter_map(Tab::document_mut);
        let Some(document) = documents.into_iter().find(is_of_file) else { return effects };
        if document.sha256() == loaded.report.source.sha256 {
            return effects;
        }
        let old = Arc::clone(&document.loaded);
        let changes = VersionChanges::between(&old.report, &loaded.report);
        document.replace_version(Arc::clone(loaded));
        let (id, recent) = (document.id, document.recent_entry());
        let can_compare = !old.flow.rows().is_empty() && document.has_text();
        let button = can_compare.then_some(ToastButton::CompareVersions { old, document: id });
        let words = strings::reload_toast(&loaded.report.source.file, &changes);
        self.messages.toast = Some(Toast { words, button });
        effects.extend(self.remember_recent(recent, true));
        effects.push(Effect::Pages(PagesEffect::Stop(id)));
        effects.extend(self.compute_findings(id));
        effects
    }

    /// Takes these steps, now that the report of a tab is read.
    fn take_next_steps(&mut self, tab: TabId, next_steps: Vec<NextStep>) -> Vec<Effect> {
        next_steps.into_iter().flat_map(|step| self.take_next_step(tab, step)).collect()
    }

    fn take_next_step(&mut self, tab: TabId, step: NextStep) -> Vec<Effect> {
        match step {
            NextStep::GoTo(number) => {
                self.go_to_paragraph(tab, number);
                Vec::new()
            }
            NextStep::CompareIn(comparison) => self.start_comparison(comparison),
            NextStep::OfferComparison(onto) => {
                self.offer_comparison(onto, tab);
                Vec::new()
            }
            // `finish_load` does this, because it knows the file.
            NextStep::Restore | NextStep::ReadAgain => Vec::new(),
        }
    }

    /// Goes to the paragraph with this number, or shows a notice if the report does not have it.
    fn go_to_paragraph(&mut self, tab: TabId, number: u32) {
        let Some(document) = self.tabs.get(tab).and_then(Tab::document) else { return };
        let place = super::paragraph_range(document.report(), &number.to_string()).map(|[first, _]| first);
        match place {
            Ok(place) => self.go_to_place_in(tab, place),
            Err(reason) => self.messages.notices.push(strings::paragraph_not_shown_notice(number, reason)),
        }
    }
}

/// Returns the file of a report, with the password that opened it; `None` for a sample or the guide.
fn source_of(document: &Document) -> Option<ReportSource> {
    let path = document.path.clone()?;
    let password = document.loaded.original.as_ref().and_then(|original| original.password());
    Some(match password.map(|password| Password(password.to_owned())) {
        Some(password) => ReportSource::Protected(path, password),
        None => ReportSource::File(path),
    })
}
