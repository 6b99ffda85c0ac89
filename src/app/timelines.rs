//! Showing the timeline of several reports, and opening a report from it. Runs without a window.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    AwaitedEvent, ComparedFile, Effect, LoadedReport, NextStep, Pending, State, Tab, TabContent, TabId,
    TimelineTab, TimelineView, WindowEffect, Work, opening::TabPosition, strings,
};
use crate::{
    analysis::timeline::{Timeline, TimelineError, is_same_organisation, timeline},
    report::{Judgement, Report},
};

/// The number of inspections for which a timeline is shown without asking for more reports.
const MIN_INSPECTIONS: usize = 3;

impl State {
    /// Shows the timeline of the open reports about the organisation of the report in front. If they are fewer than
    /// three inspections, asks for more reports.
    pub(super) fn show_timeline(&mut self) -> Vec<Effect> {
        let tabs = self.tabs_of_front_organisation();
        let files: Vec<ComparedFile> = tabs.iter().filter_map(|id| self.file_in_tab(*id)).collect();
        if timeline_of(&files).is_ok_and(|timeline| timeline.inspections.len() >= MIN_INSPECTIONS) {
            return self.open_timeline(tabs);
        }
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::PickTimelineFiles, next_steps: Vec::new() });
        vec![Effect::Window(WindowEffect::PickFiles(ticket))]
    }

    /// Opens the files that the user chose, and shows their timeline with the open reports about the organisation of the
    /// report in front.
    pub(super) fn show_timeline_with(&mut self, files: Vec<PathBuf>) -> Vec<Effect> {
        let open = self.tabs_of_front_organisation();
        self.open_files_in_timeline(files, open)
    }

    /// Opens files, and shows their timeline once they are read.
    pub(super) fn show_timeline_of_files(&mut self, files: Vec<PathBuf>) -> Vec<Effect> {
        self.open_files_in_timeline(files, Vec::new())
    }

    /// Opens files behind the front tab, and shows their timeline, with the reports in these tabs.
    fn open_files_in_timeline(&mut self, files: Vec<PathBuf>, mut tabs: Vec<TabId>) -> Vec<Effect> {
        self.messages.notices.clear();
        let mut effects = Vec::new();
        for file in files {
            let (tab, more) = self.open_file(file, TabPosition::Behind, Vec::new());
            effects.extend(more);
            if !tabs.contains(&tab) {
                tabs.push(tab);
            }
        }
        effects.extend(self.open_timeline(tabs));
        effects
    }

    /// Returns the tabs with reports about the organisation of the report in front, or of the reports compared in front.
    fn tabs_of_front_organisation(&self) -> Vec<TabId> {
        let front = self.tabs.front().and_then(|tab| tab.documents().next());
        let Some(front) = front.filter(|document| document.has_text()) else { return Vec::new() };
        let is_wanted = |tab: &&Tab| {
            tab.report().is_some_and(|document| {
                document.has_text() && is_same_organisation(front.report(), document.report())
            })
        };
        self.tabs.iter().filter(is_wanted).map(|tab| tab.id).collect()
    }

    /// Returns the report in a tab; `None` if it has no text, or is not read yet.
    fn file_in_tab(&self, id: TabId) -> Option<ComparedFile> {
        let document = self.tabs.get(id)?.report()?;
        document.has_text().then(|| ComparedFile::from_document(document))
    }

    /// Opens the timeline of the reports in these tabs in front, once all of them are read.
    fn open_timeline(&mut self, tabs: Vec<TabId>) -> Vec<Effect> {
        let id = self.add_opening_tab(AwaitedEvent::AllRead(tabs.clone()));
        let mut effects = self.show_tab(id);
        for tab in tabs {
            self.add_step_after_reading(tab, NextStep::TimelineIn(id));
        }
        effects.extend(self.start_timeline(id));
        effects
    }

    /// Shows the timeline that a tab waits for, if all its reports are read. Reports that can't be read are left out.
    pub(super) fn start_timeline(&mut self, id: TabId) -> Vec<Effect> {
        let waiting = self.tabs.get(id).and_then(Tab::opening).map(|opening| &opening.awaited);
        let Some(AwaitedEvent::AllRead(tabs)) = waiting else { return Vec::new() };
        let is_read = |id: &TabId| {
            let document = self.tabs.get(*id).and_then(Tab::report);
            document.is_some_and(|document| !document.is_text_pending())
        };
        if !tabs.iter().all(is_read) {
            return Vec::new();
        }
        let files: Vec<ComparedFile> = tabs.iter().filter_map(|tab| self.file_in_tab(*tab)).collect();
        self.fill_timeline(id, files)
    }

    /// Shows the timeline of reports in a tab that waits for it, or says why there is none and closes the tab.
    pub(super) fn fill_timeline(&mut self, id: TabId, files: Vec<ComparedFile>) -> Vec<Effect> {
        let timeline = match timeline_of(&files) {
            Ok(timeline) => Arc::new(timeline),
            Err(error) => {
                self.messages.notices.push(strings::no_timeline_notice(&error.to_string()));
                return self.close_tab(id);
            }
        };
        // Another tab may already show the same timeline.
        let same = self.tabs.iter().find(|tab| tab.timeline().is_some_and(|tab| tab.timeline == timeline));
        if let Some(open) = same.map(|tab| tab.id) {
            let was_in_front = self.front_tab() == Some(id);
            let mut effects = self.close_tab(id);
            if was_in_front {
                effects.extend(self.show_tab(open));
            }
            return effects;
        }
        if let Some(tab) = self.tabs.get_mut(id) {
            tab.content = TabContent::Timeline(Box::new(TimelineTab::new(files, timeline)));
        }
        Vec::new()
    }

    /// Lets a timeline that waits for the report of a closed tab go on without it.
    pub(super) fn leave_out_of_timelines(&mut self, closed: TabId) -> Vec<Effect> {
        let mut waiting = Vec::new();
        for tab in self.tabs.iter_mut() {
            if let TabContent::Opening(opening) = &mut tab.content
                && let AwaitedEvent::AllRead(tabs) = &mut opening.awaited
                && tabs.contains(&closed)
            {
                tabs.retain(|tab| *tab != closed);
                waiting.push(tab.id);
            }
        }
        waiting.into_iter().flat_map(|id| self.start_timeline(id)).collect()
    }

    /// Makes every timeline again that shows the file at `path`, which was saved.
    pub(super) fn update_timelines(&mut self, path: &Path, loaded: &Arc<LoadedReport>) {
        for tab in self.tabs.iter_mut() {
            let TabContent::Timeline(shown) = &mut tab.content else { continue };
            let is_old = |file: &ComparedFile| {
                file.path.as_deref() == Some(path) && !Arc::ptr_eq(&file.loaded, loaded)
            };
            if loaded.flow.rows().is_empty() || !shown.files.iter().any(is_old) {
                continue;
            }
            let mut files = shown.files.clone();
            files.iter_mut().filter(|file| is_old(file)).for_each(|file| file.loaded = Arc::clone(loaded));
            // A version that no longer fits stays out until it is saved again.
            if let Ok(timeline) = timeline_of(&files) {
                (shown.files, shown.timeline) = (files, Arc::new(timeline));
                shown.revision += 1;
            }
        }
    }

    /// Opens the report of an inspection in the timeline in front, at a judgement if one is given.
    pub(super) fn open_timeline_point(&mut self, inspection: usize, judgement: Option<usize>) -> Vec<Effect> {
        let Some(shown) = self.tabs.front().and_then(Tab::timeline) else { return Vec::new() };
        let Some(report) = shown.timeline.inspections.get(inspection).map(|one| one.report) else {
            return Vec::new();
        };
        let Some(file) = shown.files.get(report).cloned() else { return Vec::new() };
        let judgement = judgement.and_then(|index| file.loaded.report.judgements.get(index));
        let place = judgement.and_then(Judgement::place);
        let (tab, mut effects) = self.open_read_report(file);
        if let Some(place) = place {
            self.go_to_place_in(tab, place);
        }
        effects.extend(self.show_tab(tab));
        effects
    }

    /// Shows the charts or the table of the timeline in front.
    pub(super) fn show_timeline_view(&mut self, view: TimelineView) {
        if let Some(TabContent::Timeline(shown)) = self.tabs.front_mut().map(|tab| &mut tab.content) {
            shown.view = view;
        }
    }

    /// Returns the tab of a report that was already read. If it is in no tab, it gets a new one.
    fn open_read_report(&mut self, file: ComparedFile) -> (TabId, Vec<Effect>) {
        let sha256 = &file.loaded.report.source.sha256;
        let shows_it = |tab: &&Tab| tab.report().is_some_and(|document| document.sha256() == sha256);
        if let Some(tab) = self.tabs.iter().find(shows_it) {
            return (tab.id, Vec::new());
        }
        let id = self.add_opening_tab(AwaitedEvent::Compared);
        let effects = self.fill_tab(id, file.path, TabContent::Report, file.loaded, false);
        (id, effects)
    }
}

/// Returns the timeline of reports.
fn timeline_of(files: &[ComparedFile]) -> Result<Timeline, TimelineError> {
    let reports: Vec<&Report> = files.iter().map(|file| &*file.loaded.report).collect();
    timeline(&reports)
}

/// Returns the files of a timeline; `None` if one of the reports can't be read again.
pub(super) fn paths_to_read_again(
    shown: &TimelineTab,
    can_be_read: impl Fn(&Path) -> bool,
) -> Option<Vec<PathBuf>> {
    let path = |file: &ComparedFile| file.path.clone().filter(|path| can_be_read(path));
    shown.files.iter().map(path).collect()
}
