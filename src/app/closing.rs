//! Closing tabs with the work that belongs to them, and opening closed tabs again. Runs without a window.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    AwaitedEvent, ComparedFile, Document, Effect, FolderEffect, IndexStorage, LoadedReport, PagesEffect,
    ReportSource, SAMPLES, SavedPosition, State, Tab, TabContent, TabId, UndoStep, View, opening::source_of,
    strings, timelines::paths_to_read_again,
};

/// The largest number of closed tabs that can be opened again.
const MAX_CLOSED_TABS: usize = 30;
/// The largest number of closed tabs whose reports are kept in memory, because they cannot be read again.
const MAX_KEPT_TABS: usize = 5;

/// The tabs that were closed, the latest last. "Reopen closed tab" and Undo share this list.
#[derive(Debug, Default)]
pub(super) struct ClosedTabs(Vec<ClosedTab>);

/// A tab that was closed and can be opened again.
#[derive(Debug)]
struct ClosedTab {
    /// The id that the tab had.
    id: TabId,
    content: ClosedContent,
    /// The views of its reports.
    views: Vec<ClosedView>,
    /// The index of the tab among all tabs, counted from 0.
    index: usize,
}

/// The content of a tab that was closed. A report is read again from its file, and not kept in memory.
#[derive(Debug)]
enum ClosedContent {
    /// A report or the guide.
    Source(ReportSource),
    /// A report that cannot be read again, for example because its file was deleted.
    Kept { path: Option<PathBuf>, loaded: Arc<LoadedReport> },
    /// Two files side by side, left and right.
    Comparison([PathBuf; 2]),
    /// Two reports side by side, at least one of which cannot be read again.
    KeptComparison([ComparedFile; 2]),
    /// A folder.
    Folder(PathBuf, IndexStorage),
    /// The timeline of these files.
    Timeline(Vec<PathBuf>),
    /// The timeline of reports, at least one of which cannot be read again.
    KeptTimeline(Vec<ComparedFile>),
}

/// The views of a report in a tab that was closed: its scroll position, filters and layout.
#[derive(Debug)]
pub struct ClosedView {
    /// The fingerprint of the report. The views are dropped if its file was changed.
    sha256: String,
    /// The first view.
    view: View,
    /// The second view.
    second: View,
}

impl ClosedTabs {
    /// Returns true if a tab can be opened again.
    pub(super) fn has_tabs(&self) -> bool {
        !self.0.is_empty()
    }

    /// Returns true if the tab that had this id can be opened again.
    pub(super) fn contains(&self, id: TabId) -> bool {
        self.0.iter().any(|tab| tab.id == id)
    }

    /// Removes the tabs with this folder.
    pub(super) fn forget_folder(&mut self, folder: &Path) {
        self.0.retain(|tab| !matches!(&tab.content, ClosedContent::Folder(path, _) if path == folder));
    }

    /// Removes the tab that had this id from the list, and returns it.
    fn take(&mut self, id: TabId) -> Option<ClosedTab> {
        let index = self.0.iter().position(|tab| tab.id == id)?;
        Some(self.0.remove(index))
    }

    /// Adds a tab that was closed, unless it has no content yet. Drops the oldest tabs if there are too many.
    fn push(&mut self, mut tab: Tab, index: usize) {
        let Some(content) = ClosedContent::from_tab(&tab) else { return };
        let views = tab.documents_mut().map(ClosedView::take_from).collect();
        self.0.push(ClosedTab { id: tab.id, content, views, index });
        if self.0.len() > MAX_CLOSED_TABS {
            self.0.remove(0);
        }
        if self.0.iter().filter(|tab| tab.content.is_kept()).count() > MAX_KEPT_TABS
            && let Some(oldest) = self.0.iter().position(|tab| tab.content.is_kept())
        {
            self.0.remove(oldest);
        }
    }
}

impl ClosedContent {
    /// Returns the content of a tab; `None` for a tab that is still opening.
    fn from_tab(tab: &Tab) -> Option<Self> {
        match &tab.content {
            TabContent::Opening(_) => None,
            TabContent::Timeline(shown) => Some(match paths_to_read_again(shown, Path::is_file) {
                Some(paths) => Self::Timeline(paths),
                None => Self::KeptTimeline(shown.files.clone()),
            }),
            TabContent::Folder(folder) => Some(Self::Folder(folder.folder.clone(), folder.storage)),
            TabContent::Guide(_) => Some(Self::Source(ReportSource::Guide(&super::GUIDE))),
            TabContent::Report(report) => Some(match source_to_read_again(report) {
                Some(source) => Self::Source(source),
                None => Self::Kept { path: report.path.clone(), loaded: Arc::clone(&report.loaded) },
            }),
            TabContent::Comparison(comparison) => {
                let paths = comparison.sides.each_ref().map(|side| {
                    let path = source_to_read_again(side)?.path()?.to_owned();
                    Some(path)
                });
                Some(match paths {
                    [Some(left), Some(right)] => Self::Comparison([left, right]),
                    _ => Self::KeptComparison(comparison.sides.each_ref().map(ComparedFile::from_document)),
                })
            }
        }
    }

    /// Returns true if the content keeps reports in memory.
    fn is_kept(&self) -> bool {
        match self {
            Self::Kept { .. } | Self::KeptComparison(_) | Self::KeptTimeline(_) => true,
            Self::Source(_) | Self::Comparison(_) | Self::Timeline(_) | Self::Folder(..) => false,
        }
    }
}

/// Returns the file or sample that a report can be read from again; `None` if there is none, for example because the
/// file was deleted.
fn source_to_read_again(report: &Document) -> Option<ReportSource> {
    match source_of(report) {
        Some(source) => source.path().is_some_and(Path::is_file).then_some(source),
        None => {
            let sample = SAMPLES.iter().find(|sample| report.is_sample(sample));
            sample.map(ReportSource::Sample)
        }
    }
}

impl ClosedView {
    /// Takes the views out of a report whose tab was closed.
    fn take_from(document: &mut Document) -> Self {
        Self {
            sha256: document.sha256().to_owned(),
            view: std::mem::take(&mut document.view),
            second: std::mem::take(&mut document.second),
        }
    }

    /// Returns the position to save, in case only the pages of the report are known at first.
    fn position(&self) -> SavedPosition {
        SavedPosition::new(&self.sha256, self.view.scroll.anchor())
    }
}

impl Document {
    /// Restores the views that this report had when its tab was closed.
    pub(super) fn restore_views(&mut self, views: &mut Vec<ClosedView>) {
        let index = views.iter().position(|view| view.sha256 == self.sha256());
        let Some(ClosedView { view, second, .. }) =
            index.filter(|_| self.has_text()).map(|index| views.remove(index))
        else {
            return;
        };
        for (current, closed) in [(&mut self.view, view), (&mut self.second, second)] {
            *current = closed;
            // The text has to be laid out again before it can be scrolled.
            current.scroll.restore_anchor(current.scroll.anchor());
        }
    }
}

impl State {
    /// Closes a tab, and drops the work that only it waits for. Closing a tab with a report can be undone.
    pub(super) fn close_tab(&mut self, id: TabId) -> Vec<Effect> {
        let mut effects = self.finish_register_edit(id);
        let Some(tab) = self.tabs.get(id) else { return effects };
        let opened_from = tab.opening().and_then(|opening| opening.opened_from);
        self.hand_loads_to_comparisons(id);
        let index = self.tabs.iter().position(|tab| tab.id == id).unwrap_or_default();
        let Some(closed) = self.tabs.remove(id, opened_from) else { return effects };
        self.messages.offer = self.messages.offer.filter(|offer| !offer.contains(&id));
        self.pending.drop_work_where(|work| work.tab() == Some(id));
        effects.extend(closed.documents().map(|document| Effect::Pages(PagesEffect::Stop(document.id))));
        // A comparison that waits for this report can never be computed.
        let is_waiting = |tab: &&Tab| {
            let wait = tab.opening().map(|opening| &opening.awaited);
            matches!(wait, Some(AwaitedEvent::BothRead(sides)) if sides.contains(&id))
        };
        let waiting: Vec<TabId> = self.tabs.iter().filter(is_waiting).map(|tab| tab.id).collect();
        effects.extend(waiting.into_iter().flat_map(|waiting| self.close_tab(waiting)));
        effects.extend(self.leave_out_of_timelines(id));
        if closed.folder().is_some() {
            effects.push(Effect::Folder(FolderEffect::Close(id)));
        }
        self.keep_closed_tab(closed, index);
        effects
    }

    /// Closes all tabs except this one, and brings it to the front. Does nothing if the tab is not open.
    pub(super) fn close_other_tabs(&mut self, id: TabId) -> Vec<Effect> {
        if self.tabs.get(id).is_none() {
            return Vec::new();
        }
        let mut effects = self.show_tab(id);
        // The rightmost tab is closed first, so that opening closed tabs again restores the order from the left.
        let others: Vec<TabId> =
            self.tabs.iter().rev().map(|tab| tab.id).filter(|other| *other != id).collect();
        effects.extend(others.into_iter().flat_map(|other| self.close_tab(other)));
        effects
    }

    /// Keeps a tab that was closed in the list, and offers to undo the closing in a toast. A tab without content is not
    /// kept.
    fn keep_closed_tab(&mut self, tab: Tab, index: usize) {
        let title = tab.document().map(Document::title).or_else(|| Some(tab.timeline()?.title()));
        let title = title.or_else(|| Some(tab.folder()?.title()));
        let title = title.or_else(|| {
            let [left, right] = &tab.comparison()?.sides;
            Some(strings::comparison_title(&left.title(), &right.title()))
        });
        let id = tab.id;
        self.closed_tabs.push(tab, index);
        self.undo.retain_tabs(|id| self.closed_tabs.contains(id));
        if let Some(title) = title.filter(|_| self.closed_tabs.contains(id)) {
            self.offer_undo(UndoStep::ClosedTab(id), strings::tab_closed_toast(&title));
        }
    }

    /// Reopens the last tab that was closed, at its old index and scroll position.
    pub(super) fn reopen_last_closed_tab(&mut self) -> Vec<Effect> {
        let last = self.closed_tabs.0.last().map(|tab| tab.id);
        last.map(|id| self.reopen_closed_tab(id)).unwrap_or_default()
    }

    /// Opens the closed tab that had this id again, at its old index and scroll position. Files are read again, because
    /// they may have been saved since.
    pub(super) fn reopen_closed_tab(&mut self, id: TabId) -> Vec<Effect> {
        let Some(ClosedTab { content, views, index, .. }) = self.closed_tabs.take(id) else {
            return Vec::new();
        };
        self.undo.retain_tabs(|other| other != id);
        for view in &views {
            self.settings.save_position(view.position());
        }
        let tab_count = self.tabs.len();
        let effects = match content {
            ClosedContent::Source(ReportSource::Guide(_)) => self.open_guide(),
            ClosedContent::Source(from) => self.open_source(from),
            ClosedContent::Comparison(files) => self.compare_files(files),
            ClosedContent::Timeline(files) => self.show_timeline_of_files(files),
            ClosedContent::Folder(folder, storage) => self.open_folder_with(folder, storage),
            ClosedContent::KeptTimeline(files) => {
                let id = self.add_opening_tab(AwaitedEvent::AllRead(Vec::new()));
                let mut effects = self.show_tab(id);
                effects.extend(self.fill_timeline(id, files));
                effects
            }
            ClosedContent::Kept { path, loaded } => {
                return self.reopen_kept_report(path, loaded, views, index);
            }
            ClosedContent::KeptComparison(files) => {
                let id = self.add_opening_tab(AwaitedEvent::Compared);
                let mut effects = self.show_tab(id);
                effects.extend(self.start_comparison_task(id, files, None));
                effects
            }
        };
        // A tab that was open already stays where it is, with its view.
        if let Some(front) = self.front_tab().filter(|_| self.tabs.len() > tab_count) {
            self.tabs.move_tab(front, index);
            if let Some(TabContent::Opening(opening)) = self.tabs.get_mut(front).map(|tab| &mut tab.content) {
                opening.closed_views = views;
            }
        }
        effects
    }

    /// Opens a closed report again that cannot be read from its file.
    fn reopen_kept_report(
        &mut self,
        path: Option<PathBuf>,
        loaded: Arc<LoadedReport>,
        views: Vec<ClosedView>,
        index: usize,
    ) -> Vec<Effect> {
        let id = self.add_opening_tab(AwaitedEvent::Compared);
        self.tabs.move_tab(id, index);
        if let Some(TabContent::Opening(opening)) = self.tabs.get_mut(id).map(|tab| &mut tab.content) {
            opening.closed_views = views;
        }
        let mut effects = self.show_tab(id);
        effects.extend(self.fill_tab(id, path, TabContent::Report, loaded, true));
        effects
    }

    /// Lets a comparison wait for the files that the tab being closed is reading again, if it shows them too.
    fn hand_loads_to_comparisons(&mut self, closing: TabId) {
        let tabs = &self.tabs;
        let tab_showing = |path: &Path| {
            let others = tabs.iter().filter(|tab| tab.id != closing && tab.comparison().is_some());
            let mut showing =
                others.filter(|tab| tab.documents().any(|document| document.path.as_deref() == Some(path)));
            showing.next().map(|tab| tab.id)
        };
        self.pending.move_loads(closing, tab_showing);
    }
}
