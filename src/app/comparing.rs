//! Comparing two reports. Runs without a window.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    AwaitedEvent, ComparisonResult, ComparisonTab, Document, DocumentId, Effect, LoadedReport, NextStep,
    Pending, State, Tab, TabContent, TabId, Task, Ticket, Work, opening::TabPosition, strings,
};
use crate::analysis::compare::{SectionLink, TextMode};

/// Returns true if a report is dated before another; false if a date is unknown.
pub(super) fn is_dated_before(one: &Document, other: &Document) -> bool {
    let dates = one.report().cover.sort_date().zip(other.report().cover.sort_date());
    dates.is_some_and(|(one, other)| one < other)
}

/// Returns the file names of two reports, with their folders if both names are the same.
#[must_use]
pub fn distinct_file_names(documents: [&Document; 2]) -> [String; 2] {
    let files = documents.map(|document| document.report().source.file.clone());
    if files[0] != files[1] {
        return files;
    }
    documents.map(|document| {
        let file = &document.report().source.file;
        let folder = document.path.as_deref().and_then(Path::parent).and_then(Path::file_name);
        folder.map_or_else(|| file.clone(), |folder| strings::file_in_folder(&folder.to_string_lossy(), file))
    })
}

/// Returns the titles of two reports, or their file names if both titles are the same, as those of two drafts are.
#[must_use]
pub fn distinct_report_titles(documents: [&Document; 2]) -> [String; 2] {
    let titles = documents.map(Document::title);
    if titles[0] == titles[1] { distinct_file_names(documents) } else { titles }
}

/// A compared file, in the version that was read.
#[derive(Debug, Clone)]
pub struct ComparedFile {
    /// The file; `None` for a sample.
    pub path: Option<PathBuf>,
    /// The report.
    pub loaded: Arc<LoadedReport>,
}

impl ComparedFile {
    pub(super) fn from_document(document: &Document) -> Self {
        Self { path: document.path.clone(), loaded: Arc::clone(&document.loaded) }
    }

    fn sha256(&self) -> &str {
        &self.loaded.report.source.sha256
    }
}

impl State {
    /// Returns the ids of two open reports in the order of comparing them: the earlier report first. Two drafts of a
    /// report have the same date, so the one that was opened first comes first.
    #[must_use]
    pub fn ids_in_comparison_order(&self, one: &Document, other: &Document) -> [DocumentId; 2] {
        // Tabs can be moved, but their ids are in the order of opening.
        let opened = |document: &Document| {
            let has_report = |tab: &&Tab| tab.report().is_some_and(|report| report.id == document.id);
            self.tabs.iter().find(has_report).map(|tab| tab.id.0)
        };
        let is_other_first =
            is_dated_before(other, one) || !is_dated_before(one, other) && opened(other) < opened(one);
        if is_other_first { [other.id, one.id] } else { [one.id, other.id] }
    }

    /// Compares two open reports in a new tab, or shows their comparison if it is already open.
    pub(super) fn compare_documents(&mut self, documents: [DocumentId; 2]) -> Vec<Effect> {
        if self.dialog == Some(super::Dialog::CompareWith) {
            self.dialog = None;
        }
        self.messages.offer = None;
        let tab_of = |id: DocumentId| {
            self.tabs.iter().find(|tab| tab.report().is_some_and(|report| report.id == id)).map(|tab| tab.id)
        };
        match tab_of(documents[0]).zip(tab_of(documents[1])) {
            Some((left, right)) if left != right => self.open_comparison([left, right]),
            _ => Vec::new(),
        }
    }

    /// Opens two files and compares them once both are read.
    pub(super) fn compare_files(&mut self, files: [PathBuf; 2]) -> Vec<Effect> {
        let [left, right] = files;
        let (left, mut effects) = self.open_file(left, TabPosition::Behind, Vec::new());
        let (right, more) = self.open_file(right, TabPosition::Behind, Vec::new());
        effects.extend(more);
        if left == right {
            effects.extend(self.show_tab(left));
            self.messages.notices.push(strings::same_file_twice_notice());
        } else {
            effects.extend(self.open_comparison([left, right]));
        }
        effects
    }

    /// Opens the comparison of the reports in two tabs in front, and starts it once both are read.
    fn open_comparison(&mut self, sides: [TabId; 2]) -> Vec<Effect> {
        if let Some(open) = self.comparison_tab_of(sides, None) {
            return self.show_tab(open);
        }
        let id = self.add_opening_tab(AwaitedEvent::BothRead(sides));
        let mut effects = self.show_tab(id);
        for side in sides {
            self.add_step_after_reading(side, NextStep::CompareIn(id));
        }
        effects.extend(self.start_comparison(id));
        effects
    }

    /// Returns the tab that compares the reports in these tabs, or waits to compare them; `None` if there is none. The
    /// tab `except` does not count.
    fn comparison_tab_of(&self, sides: [TabId; 2], except: Option<TabId>) -> Option<TabId> {
        let fingerprint = |id: TabId| Some(self.tabs.get(id)?.report()?.sha256());
        let wanted = fingerprint(sides[0]).zip(fingerprint(sides[1]));
        let is_wanted = |tab: &&Tab| {
            if let Some(AwaitedEvent::BothRead(waiting)) = tab.opening().map(|opening| &opening.awaited) {
                return *waiting == sides;
            }
            let files = self.compared_files(tab);
            let shown = files.as_ref().map(|[left, right]| (left.sha256(), right.sha256()));
            shown.is_some() && shown == wanted
        };
        self.tabs.iter().filter(|tab| Some(tab.id) != except).find(is_wanted).map(|tab| tab.id)
    }

    /// Adds a step to take once the report of a tab is read. Does nothing if the report is not being read.
    pub(super) fn add_step_after_reading(&mut self, id: TabId, next: NextStep) {
        if let Some(tab) = self.tabs.get_mut(id)
            && let TabContent::Opening(opening) = &mut tab.content
            && let AwaitedEvent::Password { next_steps, .. } = &mut opening.awaited
        {
            next_steps.push(next);
        } else if let Some(pending) = self.pending.load_for_tab(id) {
            pending.next_steps.push(next);
        }
    }

    /// Starts the comparison that a tab waits for, if both reports are read.
    pub(super) fn start_comparison(&mut self, id: TabId) -> Vec<Effect> {
        let waiting = self.tabs.get(id).and_then(Tab::opening).map(|opening| &opening.awaited);
        let Some(AwaitedEvent::BothRead(sides)) = waiting else { return Vec::new() };
        let read_report =
            |id: TabId| self.tabs.get(id)?.report().filter(|document| !document.is_text_pending());
        let Some((left, right)) = read_report(sides[0]).zip(read_report(sides[1])) else { return Vec::new() };
        if !left.has_text() || !right.has_text() {
            let [left, right] = distinct_report_titles([left, right]);
            self.messages.notices.push(strings::no_text_to_compare_notice(&left, &right));
            return self.close_tab(id);
        }
        let files = [left, right].map(ComparedFile::from_document);
        let sides = *sides;
        // Another tab may already compare these versions. This is known only when both reports are read.
        if let Some(open) = self.comparison_tab_of(sides, Some(id)) {
            let was_in_front = self.tabs.front().is_some_and(|front| front.id == id);
            let mut effects = self.close_tab(id);
            if was_in_front {
                effects.extend(self.show_tab(open));
            }
            return effects;
        }
        if let Some(tab) = self.tabs.get_mut(id)
            && let TabContent::Opening(opening) = &mut tab.content
        {
            opening.awaited = AwaitedEvent::Compared;
        }
        self.start_comparison_task(id, files, None)
    }

    /// Starts a task that compares two reports for a tab, and drops an earlier comparison for the tab. Without a `mode`,
    /// the way to compare the texts is chosen from them.
    pub(super) fn start_comparison_task(
        &mut self,
        tab: TabId,
        files: [ComparedFile; 2],
        mode: Option<TextMode>,
    ) -> Vec<Effect> {
        self.pending
            .drop_work_where(|work| matches!(work, Work::Compare { tab: other, .. } if *other == tab));
        let ticket = self.next_ticket();
        let reports = files.each_ref().map(|file| Arc::clone(&file.loaded.report));
        let abbreviations = files.each_ref().map(|file| Arc::clone(&file.loaded.abbreviations));
        self.pending.push(Pending {
            ticket,
            work: Work::Compare { tab, files, mode },
            next_steps: Vec::new(),
        });
        vec![Effect::Task(ticket, Task::Compare(reports, abbreviations, mode))]
    }

    /// Shows the result of a comparison in the tab that waits for it.
    pub(super) fn show_comparison(&mut self, ticket: Ticket, result: Arc<ComparisonResult>) -> Vec<Effect> {
        let Some(Pending { work: Work::Compare { tab: id, files, mode }, .. }) = self.pending.take(ticket)
        else {
            return Vec::new();
        };
        let fingerprints = files.each_ref().map(|file| file.loaded.report.source.sha256.clone());
        let manual_links = self.settings.linked_sections_of(&fingerprints);
        let numbers = [self.next_number(), self.next_number()].map(DocumentId);
        let Some(tab) = self.tabs.get_mut(id) else { return Vec::new() };
        match &mut tab.content {
            TabContent::Comparison(comparison) => {
                let shown = comparison.fingerprints();
                if shown[0] == fingerprints[1] && shown[1] == fingerprints[0] {
                    comparison.sides.swap(0, 1);
                    comparison.current = None;
                }
                for (side, file) in comparison.sides.iter_mut().zip(files) {
                    if side.sha256() != file.loaded.report.source.sha256 {
                        side.replace_version(file.loaded);
                    }
                }
                comparison.replace_result(result, manual_links, mode);
            }
            TabContent::Opening(opening) => {
                let [left, right] = files;
                let mut views = std::mem::take(&mut opening.closed_views);
                let mut side = |id, file: ComparedFile| {
                    let mut document = Document::new(id, file.path, file.loaded);
                    document.restore_views(&mut views);
                    document
                };
                let sides = [side(numbers[0], left), side(numbers[1], right)];
                let comparison = ComparisonTab::new(sides, result, manual_links);
                tab.content = TabContent::Comparison(Box::new(comparison));
            }
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_) => {}
        }
        let sides: Vec<DocumentId> =
            self.tabs.get(id).into_iter().flat_map(Tab::documents).map(|document| document.id).collect();
        sides.into_iter().flat_map(|side| self.compute_findings(side)).collect()
    }

    /// Compares again in every tab that compares the file at `path`, which was saved.
    pub(super) fn update_comparisons(&mut self, path: &Path, loaded: &Arc<LoadedReport>) -> Vec<Effect> {
        let is_old = |file: &ComparedFile| {
            file.path.as_deref() == Some(path)
                && file.loaded.report.source.sha256 != loaded.report.source.sha256
        };
        let has_text = !loaded.flow.rows().is_empty();
        let chosen_mode = |tab: &Tab| tab.comparison().and_then(|comparison| comparison.chosen_mode);
        let outdated: Vec<(TabId, [ComparedFile; 2], Option<TextMode>)> = self
            .tabs
            .iter()
            .filter_map(|tab| Some((tab.id, self.compared_files(tab)?, chosen_mode(tab))))
            .filter(|(_, files, _)| files.iter().any(is_old))
            .collect();
        if !has_text && !outdated.is_empty() {
            self.messages.notices.push(strings::saved_without_text_notice(&loaded.report.source.file));
            return Vec::new();
        }
        let update = |file: ComparedFile| match is_old(&file) {
            true => ComparedFile { loaded: Arc::clone(loaded), ..file },
            false => file,
        };
        outdated
            .into_iter()
            .flat_map(|(id, files, mode)| self.start_comparison_task(id, files.map(update), mode))
            .collect()
    }

    /// Returns the files that are being compared for a tab, or else the files that it shows; `None` if it has no
    /// comparison.
    fn compared_files(&self, tab: &Tab) -> Option<[ComparedFile; 2]> {
        let in_flight = self.pending.compared_files_for(tab.id).cloned();
        in_flight.or_else(|| Some(tab.comparison()?.sides.each_ref().map(ComparedFile::from_document)))
    }

    /// Opens files that were dropped on the window. For a single file dropped on a report, a comparison is offered.
    pub(super) fn open_dropped_files(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        let onto = self.tabs.front().filter(|tab| tab.report().is_some_and(Document::has_text));
        match (<[PathBuf; 1]>::try_from(paths), onto.map(|tab| tab.id)) {
            (Ok([path]), Some(onto)) => {
                self.messages.notices.clear();
                self.open_file(path, TabPosition::InFront, vec![NextStep::OfferComparison(onto)]).1
            }
            (Ok([path]), None) => self.open_files(vec![path]),
            (Err(paths), _) => self.open_files(paths),
        }
    }

    /// Offers to compare the report in the tab `dropped` with the report in the tab `onto`.
    pub(super) fn offer_comparison(&mut self, onto: TabId, dropped: TabId) {
        let report = |id: TabId| self.tabs.get(id)?.report().filter(|document| document.has_text());
        let Some((one, other)) = report(onto).zip(report(dropped)).filter(|_| onto != dropped) else {
            return;
        };
        let is_in_order = self.ids_in_comparison_order(one, other)[0] == one.id;
        self.messages.offer = Some(if is_in_order { [onto, dropped] } else { [dropped, onto] });
    }

    /// Links or unlinks two sections, and saves the choice for these two reports.
    pub(super) fn link_sections(&mut self, link: SectionLink) -> Vec<Effect> {
        let Some(comparison) = self.front_comparison() else { return Vec::new() };
        let reports = comparison.fingerprints();
        let mut manual_links = self.settings.linked_sections_of(&reports);
        manual_links.retain(|other| other.left != link.left && other.right != link.right);
        manual_links.push(link);
        if let Some(comparison) = self.front_comparison_mut() {
            comparison.link_sections(manual_links.clone());
        }
        self.change_settings(|settings| settings.save_linked_sections(reports, manual_links))
    }

    /// Compares the texts of the comparison in front in this way, as drafts or as inspections.
    pub(super) fn compare_texts_as(&mut self, mode: TextMode) -> Vec<Effect> {
        let Some(comparison) = self.front_comparison() else { return Vec::new() };
        let is_shown = comparison.comparison().mode == mode;
        let Some(id) = self.front_tab().filter(|_| !is_shown) else { return Vec::new() };
        let files = self.tabs.get(id).and_then(|tab| self.compared_files(tab));
        files.map(|files| self.start_comparison_task(id, files, Some(mode))).unwrap_or_default()
    }

    /// Swaps the sides of the comparison in front.
    pub(super) fn swap_compared_sides(&mut self) -> Vec<Effect> {
        let Some((id, comparison)) = self.front_tab().zip(self.front_comparison()) else { return Vec::new() };
        let mode = comparison.chosen_mode;
        let Some(mut files) = self.tabs.get(id).and_then(|tab| self.compared_files(tab)) else {
            return Vec::new();
        };
        files.swap(0, 1);
        self.start_comparison_task(id, files, mode)
    }
}
