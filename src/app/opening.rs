//! Opening files in tabs, and showing them when they are read. Runs without a window.
//!
//! A tab is added and brought to the front when the user opens a file, not when the file is read. So a late answer
//! never takes the user away from where they went meanwhile.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    AwaitedEvent, Dialog, Document, DocumentId, Effect, GUIDE, LoadedReport, NextStep, OpenError, Password,
    Pending, RecentReport, ReportSource, State, SummaryTab, Tab, TabContent, TabId, Task, Work, strings,
    tabs::OpeningTab,
};
use crate::{
    read::ReadError,
    report::{ParagraphAddress, Warning, WarningKind},
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
    pub(super) fn open_at_paragraph(&mut self, path: PathBuf, number: ParagraphAddress) -> Vec<Effect> {
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
            TabContent::Report(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_) => false,
        };
        // Opening the guide twice would give two identical tabs.
        match self.tabs.iter().find(is_guide).map(|tab| tab.id) {
            Some(id) => self.show_tab(id),
            None => self.open_in_new_tab(ReportSource::Guide(&GUIDE), TabPosition::InFront, Vec::new()).1,
        }
    }

    /// Opens a report from a file, with its password if it is protected, or a sample.
    pub(super) fn open_source(&mut self, from: ReportSource) -> Vec<Effect> {
        match from {
            ReportSource::Protected(path, password) if self.tabs.with_path(&path).is_none() => {
                self.messages.notices.clear();
                let from = ReportSource::Protected(path, password);
                self.open_in_new_tab(from, TabPosition::InFront, Vec::new()).1
            }
            ReportSource::File(path) | ReportSource::Protected(path, _) => self.open_files(vec![path]),
            ReportSource::Sample(_) | ReportSource::Guide(_) => self.open_sample(from),
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
        // A sample that is opened from the Compare with dialog is compared with the report in front.
        let compared = self.front_tab().filter(|_| self.dialog == Some(Dialog::CompareWith));
        let next_steps = compared.map(NextStep::OfferComparison).into_iter().collect();
        self.open_in_new_tab(from, TabPosition::InFront, next_steps).1
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
        let opening = OpeningTab { awaited: event, opened_from, closed_views: Vec::new() };
        self.tabs.push(Tab { id, content: TabContent::Opening(opening) });
        id
    }

    /// Starts to read a report for a tab. If the file is already being read for the tab, only adds `next_steps`.
    pub(super) fn start_load(
        &mut self,
        tab: TabId,
        from: ReportSource,
        mut next_steps: Vec<NextStep>,
    ) -> Vec<Effect> {
        if let Some(pending) = self.pending.load_of_file_for_tab(tab, &from) {
            pending.next_steps.append(&mut next_steps);
            return Vec::new();
        }
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::Load { tab, from: from.clone() }, next_steps });
        vec![Effect::Task(ticket, Task::Load(from))]
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
            // The user chose a folder where reports are expected, for example by dropping it on the window.
            Err(OpenError::Folder) if self.is_opening(tab) => {
                let mut effects = self.end_waiting_comparisons(&next_steps);
                if let Some(folder) = from.path() {
                    effects.extend(self.open_folder_instead(tab, folder.to_owned()));
                }
                effects
            }
            Err(error) => {
                let mut effects = self.report_load_error(tab, &from, &error);
                effects.extend(self.end_waiting_comparisons(&next_steps));
                effects
            }
        }
    }

    /// Ends the comparisons in `next_steps`, because the text that they waited for cannot be read. Timelines are shown
    /// without the report.
    pub(super) fn end_waiting_comparisons(&mut self, next_steps: &[NextStep]) -> Vec<Effect> {
        let end_waiting = |step: &NextStep| match step {
            NextStep::CompareIn(comparison) => self.start_comparison(*comparison),
            NextStep::TimelineIn(timeline) => self.start_timeline(*timeline),
            NextStep::GoTo(_)
            | NextStep::GoToPlace(_)
            | NextStep::OfferComparison(_)
            | NextStep::Restore
            | NextStep::ReadAgain => Vec::new(),
        };
        next_steps.iter().flat_map(end_waiting).collect()
    }

    /// Returns true if the tab has no content yet.
    pub(super) fn is_opening(&self, tab: TabId) -> bool {
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
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_) => {
                let path = from.path().map(Path::to_owned);
                path.map(|path| self.replace_version(&path, loaded)).unwrap_or_default()
            }
        }
    }

    /// Updates the comparisons and timelines that show an earlier version of a file that was opened. The watcher reports a change of
    /// a file only until the file is read again, so this may be the first time that the change is noticed.
    fn update_comparisons_of(&mut self, from: &ReportSource, loaded: &Arc<LoadedReport>) -> Vec<Effect> {
        let path = from.path().filter(|_| !loaded.has_only_pages);
        path.map(|path| {
            self.update_timelines(path, loaded);
            self.update_comparisons(path, loaded)
        })
        .unwrap_or_default()
    }

    /// Shows a report in an opening tab, at its saved scroll position.
    pub(super) fn fill_tab(
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
            if let TabContent::Opening(opening) = &mut tab.content {
                document.restore_views(&mut opening.closed_views);
            }
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
    pub(super) fn remember_recent(&mut self, recent: Option<RecentReport>, keeps_place: bool) -> Vec<Effect> {
        let Some(recent) = recent else { return Vec::new() };
        self.change_settings(|settings| {
            if keeps_place { settings.update_recent(recent) } else { settings.add_recent(recent) }
        })
    }

    /// Takes these steps, now that the report of a tab is read.
    pub(super) fn take_next_steps(&mut self, tab: TabId, next_steps: Vec<NextStep>) -> Vec<Effect> {
        next_steps.into_iter().flat_map(|step| self.take_next_step(tab, step)).collect()
    }

    fn take_next_step(&mut self, tab: TabId, step: NextStep) -> Vec<Effect> {
        match step {
            NextStep::GoTo(number) => {
                self.go_to_paragraph(tab, number);
                Vec::new()
            }
            NextStep::GoToPlace(place) => {
                self.go_to_place_in(tab, place);
                Vec::new()
            }
            NextStep::CompareIn(comparison) => self.start_comparison(comparison),
            NextStep::TimelineIn(timeline) => self.start_timeline(timeline),
            NextStep::OfferComparison(onto) => {
                self.offer_comparison(onto, tab);
                Vec::new()
            }
            // `finish_load` does this, because it knows the file.
            NextStep::Restore | NextStep::ReadAgain => Vec::new(),
        }
    }

    /// Goes to the paragraph at this address, or shows a notice if the report does not have it.
    fn go_to_paragraph(&mut self, tab: TabId, number: ParagraphAddress) {
        let Some(document) = self.tabs.get(tab).and_then(Tab::document) else { return };
        let place = super::paragraph_range(&document.loaded, &number.to_string()).map(|[first, _]| first);
        match place {
            Ok(place) => self.go_to_place_in(tab, place),
            Err(reason) => self.messages.notices.push(strings::paragraph_not_shown_notice(number, reason)),
        }
    }
}

/// Returns the file of a report, with the password that opened it; `None` for a sample or the guide.
pub(super) fn source_of(document: &Document) -> Option<ReportSource> {
    let path = document.path.clone()?;
    let password = document.loaded.original.as_ref().and_then(|original| original.password());
    Some(match password.map(|password| Password(password.to_owned())) {
        Some(password) => ReportSource::Protected(path, password),
        None => ReportSource::File(path),
    })
}
