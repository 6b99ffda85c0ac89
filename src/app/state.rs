//! The state of the program: its parts, and functions to look at them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    ActionContext, AwaitedEvent, ComparisonTab, Dialog, Document, DocumentId, Keymap, Layout, LoadedReport,
    MissingFiles, NotesSaveStatus, PendingWork, Printing, SearchPanel, Settings, SettingsFile, Tab,
    TabContent, TabId, Tabs, TextSelection, Ticket, TimelineTab, TourStep, UndoHistory, closing::ClosedTabs,
    strings,
};
use crate::report::Place;

/// The state of the program, which the window shows. Panels keep their caches themselves.
#[derive(Debug, Default)]
pub struct State {
    /// The open tabs and the front tab.
    pub tabs: Tabs,
    /// The tabs that were closed and can be opened again.
    pub(super) closed_tabs: ClosedTabs,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Work in flight.
    pub pending: PendingWork,
    /// The print view, while it is shown.
    pub printing: Option<Printing>,
    /// The search panel.
    pub search: SearchPanel,
    /// The selected text, in view or out of view.
    pub selected: Option<TextSelection>,
    /// Messages to the user.
    pub messages: Messages,
    /// The recent reports that are missing.
    pub missing_files: MissingFiles,
    /// The callout of the first start that is shown.
    pub tour: Option<TourStep>,
    /// The changes that can be undone.
    pub undo: UndoHistory,
    /// The panels beside the text, and the keyboard focus.
    pub panels: Panels,
    /// The settings, which are saved.
    pub settings: Settings,
    /// The ticket of the print job whose pages are being sent to the printer; `None` if no job has begun to send pages.
    pub(super) sending_job: Option<super::Ticket>,
    /// The outcome of saving notes and decisions so far.
    pub notes_save_status: NotesSaveStatus,
    /// True if the colours of the system are in high contrast.
    pub is_high_contrast_system: bool,
    /// The file that the settings are saved in; `None` if they are not saved.
    pub settings_path: Option<PathBuf>,
    /// The keyboard shortcuts of the actions.
    pub keymap: Arc<Keymap>,
    /// The number that was last used for a tab, a document or a ticket.
    pub(super) last_number: u64,
}

/// Messages to the user.
#[derive(Debug, Default)]
pub struct Messages {
    /// Notices, which stay until they are dismissed or a file is opened.
    pub notices: Vec<Notice>,
    /// A notice that notes can't be saved, which stays until it is dismissed or they are saved.
    pub saving_notice: Option<Notice>,
    /// A confirmation of the last action, which disappears by itself.
    pub toast: Option<Toast>,
    /// Two tabs whose comparison is offered, because a report was dropped on another report.
    pub offer: Option<[TabId; 2]>,
}

/// A confirmation of the last action, which disappears by itself.
#[derive(Debug, Clone)]
pub struct Toast {
    /// The message.
    pub words: String,
    /// The button beside the message.
    pub button: Option<ToastButton>,
}

/// A button in a toast.
#[derive(Debug, Clone)]
pub enum ToastButton {
    /// Undoes the last change.
    Undo,
    /// Goes to this place of a report, and opens the draft of its note.
    OpenDraft(DocumentId, Place),
    /// Compares the version of a report that was shown before with the version that was read again.
    CompareVersions {
        /// The version before.
        old: Arc<LoadedReport>,
        /// The report, which shows the new version.
        document: DocumentId,
    },
}

impl From<String> for Toast {
    /// Returns a toast without a button.
    fn from(words: String) -> Self {
        Self { words, button: None }
    }
}

/// A message that stays until it is dismissed, usually about something that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A short description of the event.
    pub title: String,
    /// The reason, and what the user can do next.
    pub message: String,
    /// True if the notice has a button to open another file.
    pub has_open_button: bool,
    /// The file that could not be opened. Once it can be opened, the notice disappears.
    pub file: Option<PathBuf>,
}

impl Notice {
    /// Creates a notice without a button.
    #[must_use]
    pub fn new(title: impl Into<String>, message: impl Into<String>) -> Self {
        Self { title: title.into(), message: message.into(), has_open_button: false, file: None }
    }

    /// Creates a notice about a file that could not be opened, with a button to open another.
    #[must_use]
    pub fn about_file(title: impl Into<String>, message: impl Into<String>, file: Option<&Path>) -> Self {
        Self { has_open_button: true, file: file.map(Path::to_owned), ..Self::new(title, message) }
    }
}

/// The panels beside the text, and the keyboard focus.
#[derive(Debug, Default)]
pub struct Panels {
    /// The part that should take the focus in the next frame.
    pub focus: Option<Focus>,
    /// The panel that a key last moved the focus to.
    pub last_focused: Option<Focus>,
    /// The panels that there is room for, as measured by the window.
    pub width_class: WidthClass,
    /// The panel that is shown if there is room for only one panel: the panel that was opened last.
    pub preferred_panel: Side,
    /// True if the preferred panel lies over the text when there is no room for both side by side.
    pub covers_text: bool,
}

/// A panel beside the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// The contents.
    #[default]
    Contents,
    /// The summary.
    Summary,
}

/// The parts that there is room for side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WidthClass {
    /// The text, or a panel over it: in a small window, or at a large zoom.
    Text,
    /// The text and one panel.
    Panel,
    /// The text and both panels.
    Panels,
    /// The text, its pages and both panels.
    #[default]
    Pages,
}

impl WidthClass {
    /// The window width, in points, above which there is room for contents, text, pages and summary.
    const MIN_PAGES_POINTS: f32 = 1750.0;
    /// The window width, in points, above which there is room for both panels.
    const MIN_PANELS_POINTS: f32 = 960.0;
    /// The window width, in points, above which there is room for one panel.
    const MIN_PANEL_POINTS: f32 = 640.0;

    /// Returns the class of a window with this width in points.
    #[must_use]
    pub fn from_width(width: f32) -> Self {
        match width {
            _ if width > Self::MIN_PAGES_POINTS => Self::Pages,
            _ if width > Self::MIN_PANELS_POINTS => Self::Panels,
            _ if width > Self::MIN_PANEL_POINTS => Self::Panel,
            _ => Self::Text,
        }
    }
}

/// A part of the window that can have the keyboard focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The filter of the contents.
    Filter,
    /// The search field.
    Search,
    /// The contents, at the section being read.
    Contents,
    /// The text.
    Text,
    /// The tabs of the summary.
    Summary,
}

impl State {
    /// Creates the state of a program that was just started.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let (keymap, problems) = Keymap::new(&settings.keys);
        let notice = (!problems.is_empty()).then(|| strings::invalid_shortcuts_notice(&problems));
        let messages = Messages { notices: notice.into_iter().collect(), ..Messages::default() };
        Self { settings, keymap: Arc::new(keymap), messages, ..Self::default() }
    }

    /// Returns the folder where notes, decisions and action plans are kept; `None` if they are not saved.
    #[must_use]
    pub fn notes_folder(&self) -> Option<PathBuf> {
        let folder = self.settings_path.as_deref()?.parent()?;
        Some(SettingsFile::in_folder(folder).annotations().0)
    }

    /// Returns true if a panel is shown: it is open and there is room for it.
    #[must_use]
    pub fn is_visible(&self, side: Side) -> bool {
        let panels = &self.panels;
        // A scan has nothing to show in its panels.
        if self.front_document().is_some_and(Document::has_only_pages) {
            return false;
        }
        let is_split = self
            .front_document()
            .is_some_and(|document| matches!(document.layout(), Layout::Both | Layout::Twice));
        // A second text or the pages take the place of the summary if there is not enough room.
        let gives_way = is_split && panels.width_class < WidthClass::Pages;
        let has_findings = !matches!(self.tabs.front().map(|tab| &tab.content), Some(TabContent::Guide(_)));
        // The search panel takes the place of the summary.
        let has_search = self.search.is_open && self.front_document().is_some();
        if panels.width_class == WidthClass::Text {
            let has_content = side == Side::Contents || has_search || has_findings;
            return panels.covers_text && panels.preferred_panel == side && has_content;
        }
        let is_open = |side: Side| match side {
            Side::Contents => self.settings.contents.is_open,
            Side::Summary => has_search || self.settings.summary.is_open && !gives_way && has_findings,
        };
        let other = if side == Side::Contents { Side::Summary } else { Side::Contents };
        let has_room =
            panels.width_class >= WidthClass::Panels || !is_open(other) || panels.preferred_panel == side;
        is_open(side) && has_room
    }

    /// Returns the report or guide in front; `None` while a comparison, an opening tab or the start screen is shown.
    #[must_use]
    pub fn front_document(&self) -> Option<&Document> {
        self.tabs.front()?.document()
    }

    pub(super) fn front_document_mut(&mut self) -> Option<&mut Document> {
        self.tabs.front_mut()?.document_mut()
    }

    /// Returns the id of the front tab; `None` while the start screen is shown.
    #[must_use]
    pub fn front_tab(&self) -> Option<TabId> {
        self.tabs.front().map(|tab| tab.id)
    }

    /// Returns the comparison in front.
    #[must_use]
    pub fn front_comparison(&self) -> Option<&ComparisonTab> {
        self.tabs.front()?.comparison()
    }

    /// Returns the timeline in front.
    #[must_use]
    pub fn front_timeline(&self) -> Option<&TimelineTab> {
        self.tabs.front()?.timeline()
    }

    pub(super) fn front_comparison_mut(&mut self) -> Option<&mut ComparisonTab> {
        self.tabs.front_mut()?.comparison_mut()
    }

    /// Returns the open reports and the guide, in the order of their tabs.
    #[must_use]
    pub fn documents(&self) -> Vec<&Document> {
        self.tabs.iter().filter_map(Tab::document).collect()
    }

    /// Returns the open report with this id: in its own tab, in a comparison, or as the print preview.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        let preview = self.printing.as_ref().and_then(|printing| printing.preview.as_ref());
        let preview = preview.map(|preview| &preview.document);
        self.tabs.iter().flat_map(Tab::documents).chain(preview).find(|document| document.id == id)
    }

    pub(super) fn document_mut(&mut self, id: DocumentId) -> Option<&mut Document> {
        let preview = self.printing.as_mut().and_then(|printing| printing.preview.as_mut());
        let preview = preview.map(|preview| &mut preview.document);
        let documents = self.tabs.iter_mut().flat_map(Tab::documents_mut);
        documents.chain(preview).find(|document| document.id == id)
    }

    /// Returns all documents with this file content.
    pub(super) fn documents_with_sha256<'a>(
        &'a mut self,
        sha256: &'a str,
    ) -> impl Iterator<Item = &'a mut Document> {
        let documents = self.tabs.iter_mut().flat_map(Tab::documents_mut);
        documents.filter(move |document| document.sha256() == sha256)
    }

    /// Returns true while work is in flight or a folder is being read.
    #[must_use]
    pub fn is_working(&self) -> bool {
        let is_reading = |tab: &Tab| {
            tab.folder().is_some_and(|folder| folder.folder_error.is_none() && folder.is_reading())
        };
        let is_searching = |tab: &Tab| tab.folder().is_some_and(|folder| folder.search.is_running());
        !self.pending.is_empty() || self.tabs.iter().any(|tab| is_reading(tab) || is_searching(tab))
    }

    /// Returns the folder with the indexes of folders; `None` if nothing is kept.
    #[must_use]
    pub fn index_folder(&self) -> Option<PathBuf> {
        Some(SettingsFile::in_folder(self.settings_path.as_ref()?.parent()?).indexes())
    }

    /// Returns true if only this user can read the folder of the settings: it is the usual folder of the user, and not
    /// one beside a portable program, which may be on a memory stick.
    #[must_use]
    pub fn is_settings_folder_private(&self) -> bool {
        let usual = SettingsFile::for_user();
        usual.as_ref().is_some_and(|file| self.settings_path.as_deref() == Some(file.path()))
    }

    /// Returns the tickets of reading the reports that the front tab shows or waits for.
    pub(super) fn front_loads(&self) -> Vec<Ticket> {
        let shown_tabs = self.tabs_shown_in_front();
        let loads = self.pending.loads().filter(|(_, tab, _)| shown_tabs.contains(tab));
        loads.map(|(ticket, ..)| ticket).collect()
    }

    /// Returns true if this work is for a tab that is not in front, and that the front tab does not wait for.
    pub(super) fn is_for_background_tab(&self, ticket: Ticket) -> bool {
        let work = self.pending.iter().find(|pending| pending.ticket == ticket).map(|pending| &pending.work);
        work.and_then(super::Work::tab).is_some_and(|tab| !self.tabs_shown_in_front().contains(&tab))
    }

    /// Returns the front tab and the tabs whose reports it waits for.
    fn tabs_shown_in_front(&self) -> Vec<TabId> {
        let Some(front) = self.tabs.front() else { return Vec::new() };
        let awaited = match front.opening().map(|opening| &opening.awaited) {
            Some(AwaitedEvent::BothRead(sides)) => sides.as_slice(),
            Some(AwaitedEvent::AllRead(tabs)) => tabs.as_slice(),
            Some(AwaitedEvent::Read(_) | AwaitedEvent::Password { .. } | AwaitedEvent::Compared) | None => {
                &[]
            }
        };
        std::iter::once(front.id).chain(awaited.iter().copied()).collect()
    }

    /// Returns the facts that decide which actions are possible.
    #[must_use]
    pub fn action_context(&self) -> ActionContext {
        let is_printing = self.printing.is_some();
        // A tab behind the print view cannot be reached.
        let shown = self.front_document().filter(|_| !is_printing);
        let comparison = self.front_comparison();
        let reachable = comparison.filter(|_| !is_printing);
        ActionContext {
            has_tab: self.tabs.front().is_some(),
            has_closed_tab: self.closed_tabs.has_tabs(),
            has_document: shown.is_some(),
            is_printing,
            has_selection: !is_printing && self.has_selection(),
            hit_count: if self.search.is_open && !is_printing {
                let searched = self.searched_documents();
                searched.iter().filter_map(|document| document.search.hits()).map(|hits| hits.all.len()).sum()
            } else {
                0
            },
            can_repeat_search: !self.search.is_open
                && !self.search.query.words.trim().is_empty()
                && shown.is_some_and(Document::has_text),
            can_undo: !is_printing && !self.undo.is_empty(),
            can_go_back: shown.is_some_and(|document| document.view.history.can_go_back()),
            can_go_forward: shown.is_some_and(|document| document.view.history.can_go_forward()),
            has_inspection: reachable.is_some()
                || shown.is_some_and(Document::has_text)
                    && self.tabs.front().is_some_and(|tab| tab.report().is_some()),
            has_findings: comparison.is_some()
                || self.front_timeline().is_some()
                || self.front_charts().is_some()
                || self.front_document().is_some_and(Document::has_text),
            has_plan: shown.is_some_and(|document| document.has_text() && document.findings.is_some()),
            change_count: reachable.map_or(0, |tab| tab.comparison().changes.len()),
            is_comparing: reachable.is_some(),
            scrolls_together: comparison.is_some_and(|tab| tab.scrolls_together),
            tab_count: self.tabs.len(),
            zoom: self.settings.zoom,
            is_contents_visible: self.is_visible(Side::Contents),
            is_summary_visible: self.is_visible(Side::Summary),
            theme: self.settings.theme,
            layout: shown.map_or(Layout::Text, Document::layout),
            has_text: shown.is_some_and(Document::has_text),
            has_pages: shown.is_some_and(|document| document.loaded.original.is_some()),
        }
    }

    /// Returns a number that was not used before for a tab, a document or a ticket.
    pub(super) fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// Returns a ticket that was not used before.
    pub(super) fn next_ticket(&mut self) -> Ticket {
        Ticket(self.next_number())
    }
}
