//! The state of the program.

use std::{path::PathBuf, sync::Arc};

use super::{
    Circumstances, Compared, Document, DocumentId, Find, Keymap, Layout, LoadFrom, Noting, Printing,
    Selected, Settings, Ticket,
};

/// Everything that a window shows, but for what it caches.
#[derive(Debug, Default)]
pub struct State {
    /// Open reports, in the order of their tabs.
    pub documents: Vec<Document>,
    /// The report that is shown; `None` for the start screen.
    pub active: Option<DocumentId>,
    /// Reports that are being read.
    pub loading: Vec<Loading>,
    /// Two reports side by side, where any were compared.
    pub compared: Option<Compared>,
    /// Whether the comparison is shown, and not a report.
    pub shows_comparison: bool,
    /// Files that are to be shown at a paragraph when they are read.
    pub to_go_to: Vec<(PathBuf, u32)>,
    /// A file that is to be in front when it and others are read.
    pub to_show: Option<PathBuf>,
    /// Files that are to be compared when both are read.
    pub to_compare: Option<[PathBuf; 2]>,
    /// A file that was dropped on a report, until it is read, and the report.
    pub dropped: Option<(PathBuf, DocumentId)>,
    /// Two reports whose comparison is offered: one was dropped on the other.
    pub offer: Option<[DocumentId; 2]>,
    /// Whether it is being asked what to compare with.
    pub asks_what_to_compare: bool,
    /// Protected files that a password is asked for, the first one first.
    pub locked: Vec<Locked>,
    /// What has to be told, until it is dismissed or something else is opened.
    pub notices: Vec<Notice>,
    /// What is remembered.
    pub settings: Settings,
    /// Which keys do what.
    pub keymap: Arc<Keymap>,
    /// What should take the keyboard in the next frame.
    pub focus: Option<Focus>,
    /// What is searched for.
    pub find: Find,
    /// What is selected in the text of a report, in view or out of it.
    pub selected: Option<Selected>,
    /// The note that is being written.
    pub noting: Option<Noting>,
    /// The palette, while it is open, and what is typed in it.
    pub palette: Option<String>,
    /// The print view, while it is open.
    pub printing: Option<Printing>,
    /// Whether it is being asked what to save what is shown as.
    pub exporting: bool,
    /// What was done, to be told in passing.
    pub said: Option<String>,
    /// The panel that was last led to by key.
    pub led_to: Option<Focus>,
    /// Whether it is being chosen how the text is set.
    pub looks_shown: bool,
    /// Whether the sheet of keys is shown.
    pub keys_shown: bool,
    /// What there is room for side by side; the window says so.
    pub room: Room,
    /// The panel that is shown where only one has room: the last one asked for.
    pub front: Side,
    /// Whether that panel is shown in place of the text, where there is no room for both.
    pub over_text: bool,
    pub(super) next: u64,
}

/// A report that is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loading {
    /// Which attempt.
    pub ticket: Ticket,
    /// From where.
    pub from: LoadFrom,
}

/// A protected file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// The file.
    pub path: PathBuf,
    /// Whether a password was given that was not the right one.
    pub wrong: bool,
}

/// Something that has to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, in a few words.
    pub title: String,
    /// Why, and what can be done.
    pub message: String,
    /// Whether another file may be what is wanted.
    pub offers_open: bool,
}

impl Notice {
    /// Something that has to be told, and that no other file would mend.
    #[must_use]
    pub fn new(title: impl Into<String>, message: impl Into<String>) -> Self {
        Self { title: title.into(), message: message.into(), offers_open: false }
    }

    /// The same of a file that could not be opened.
    #[must_use]
    pub fn of_file(title: impl Into<String>, message: impl Into<String>) -> Self {
        Self { offers_open: true, ..Self::new(title, message) }
    }
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

/// The first of these sentences, and how many more there are.
fn told(wrong: &[String]) -> String {
    const MOST: usize = 5;
    let first = wrong[..wrong.len().min(MOST)].join(" ");
    match wrong.len().checked_sub(MOST) {
        Some(more @ 1..) => format!("{first} And {more} more."),
        _ => first,
    }
}

/// What there is room for side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// The text, or a panel in its place: a small window, or everything very large.
    Text,
    /// The text and one panel.
    Panel,
    /// The text and both panels.
    Panels,
    /// The text, its pages, and both panels.
    #[default]
    Pages,
}

/// A field that can take the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The filter over the contents tree.
    Filter,
    /// What is searched for.
    Find,
    /// The contents tree, at the section that is read.
    Contents,
    /// The text.
    Text,
    /// The tabs of the summary, or the hits in its place.
    Summary,
}

impl State {
    /// A program that was just started.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let (keymap, wrong) = Keymap::new(&settings.keys);
        let clash = (!wrong.is_empty())
            .then(|| Notice::new("Some keys in the settings file cannot be as it says", told(&wrong)));
        Self { settings, keymap: Arc::new(keymap), notices: clash.into_iter().collect(), ..Self::default() }
    }

    /// Whether a panel is shown: it is open, and has room.
    #[must_use]
    pub fn shows(&self, side: Side) -> bool {
        let beside =
            self.active().is_some_and(|document| matches!(document.layout(), Layout::Both | Layout::Twice));
        // Another text or the pages beside the text take the summary's room where there is no other.
        let gives_way = beside && self.room < Room::Pages;
        let has_findings = !self.active().is_some_and(Document::is_guide);
        // Hits take the summary's place.
        let finds = self.find.open && self.active().is_some();
        if self.room == Room::Text {
            return self.over_text && self.front == side && (side == Side::Contents || finds || has_findings);
        }
        let can = |side: Side| match side {
            Side::Contents => self.settings.contents.open,
            Side::Summary => finds || self.settings.summary.open && !gives_way && has_findings,
        };
        let other = if side == Side::Contents { Side::Summary } else { Side::Contents };
        can(side) && (self.room >= Room::Panels || !can(other) || self.front == side)
    }

    /// The report that is shown.
    #[must_use]
    pub fn active(&self) -> Option<&Document> {
        let active = self.active?;
        self.documents.iter().find(|document| document.id == active)
    }

    /// The report that is shown, to change how it is looked at.
    pub fn active_mut(&mut self) -> Option<&mut Document> {
        let active = self.active?;
        self.documents.iter_mut().find(|document| document.id == active)
    }

    /// The reports that are compared, left and right, to change how they are looked at.
    pub fn compared_mut(&mut self) -> Option<(&mut Compared, [&mut Document; 2])> {
        let compared = self.compared.as_mut()?;
        let [left, right] = compared.documents;
        let mut found = [None, None];
        for document in &mut self.documents {
            if document.id == left {
                found[0] = Some(document);
            } else if document.id == right {
                found[1] = Some(document);
            }
        }
        let [Some(left), Some(right)] = found else { return None };
        Some((compared, [left, right]))
    }

    /// What actions depend on.
    #[must_use]
    pub fn circumstances(&self) -> Circumstances {
        let printing = self.printing.is_some();
        // What is behind the print view cannot be reached.
        let shown = self.active().filter(|_| !printing);
        Circumstances {
            has_document: shown.is_some() && !self.shows_comparison,
            printing,
            selection: !printing && self.has_selection(),
            hits: shown
                .and_then(|document| document.search.hits())
                .filter(|_| self.find.open)
                .map_or(0, |hits| hits.all.len()),
            trail: shown.map_or((false, false), |document| document.view.trail.can_go()),
            has_findings: self.shows_comparison || self.active().is_some_and(Document::has_text),
            changes: self
                .compared
                .as_ref()
                .filter(|_| self.shows_comparison && !printing)
                .map_or(0, |compared| compared.comparison.changes.len()),
            comparing: self.shows_comparison && !printing,
            locked: self.compared.as_ref().is_some_and(|compared| compared.locked),
            tabs: self.documents.len() + usize::from(self.compared.is_some()),
            zoom: self.settings.zoom,
            contents: self.shows(Side::Contents),
            summary: self.shows(Side::Summary),
            theme: self.settings.theme,
            layout: shown.map_or(Layout::Text, Document::layout),
            has_text: shown.is_some_and(Document::has_text),
            has_pages: shown.is_some_and(|document| document.loaded.original.is_some()),
        }
    }

    /// A number that was not given out before.
    pub(super) fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}
