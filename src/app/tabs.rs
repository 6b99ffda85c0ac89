//! The open tabs, and which of them is in front.
//!
//! [`Tabs::bring_to_front`] is the only way to choose the front tab, so that the tab that is shown is always the tab
//! that actions change.

use std::path::{Path, PathBuf};

use super::{
    ClosedView, ComparisonTab, Document, DocumentId, FolderTab, NextStep, ReportSource, TimelineTab,
};

/// The id of a tab, unique while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TabId(pub u64);

/// The open tabs, from left to right. Without a front tab the start screen is shown.
#[derive(Debug, Default)]
pub struct Tabs {
    list: Vec<Tab>,
    front: Option<TabId>,
}

/// An open tab.
#[derive(Debug)]
pub struct Tab {
    /// The id of the tab.
    pub id: TabId,
    /// The content of the tab.
    pub content: TabContent,
}

/// The content of a tab.
#[derive(Debug)]
pub enum TabContent {
    /// No content yet: a report is being read or compared, or needs a password.
    Opening(OpeningTab),
    /// A report.
    Report(Box<Document>),
    /// The user guide.
    Guide(Box<Document>),
    /// Two reports side by side.
    Comparison(Box<ComparisonTab>),
    /// The timeline of an organisation.
    Timeline(Box<TimelineTab>),
    /// A folder of reports.
    Folder(Box<FolderTab>),
}

/// A tab that waits for its content.
#[derive(Debug)]
pub struct OpeningTab {
    /// The event that the tab waits for.
    pub awaited: AwaitedEvent,
    /// The tab that was in front before. It comes to the front again if this tab closes without content.
    pub opened_from: Option<TabId>,
    /// The views to restore, if a tab with this content was closed before.
    pub closed_views: Vec<ClosedView>,
}

/// The event that an opening tab waits for.
#[derive(Debug)]
pub enum AwaitedEvent {
    /// The report or guide from this source has been read.
    Read(ReportSource),
    /// The user has entered the password of a protected file.
    Password {
        /// The file.
        path: PathBuf,
        /// True if the last password was wrong.
        is_wrong: bool,
        /// The steps to take once the file is read.
        next_steps: Vec<NextStep>,
    },
    /// The reports in two other tabs, left and right, have been read, so that they can be compared.
    BothRead([TabId; 2]),
    /// The reports in these tabs have been read, so that their timeline can be shown.
    AllRead(Vec<TabId>),
    /// Two reports have been compared.
    Compared,
}

impl Tab {
    /// Returns the report or guide; `None` for a comparison and for an opening tab.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        match &self.content {
            TabContent::Report(document) | TabContent::Guide(document) => Some(document),
            TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_)
            | TabContent::Opening(_) => None,
        }
    }

    pub(super) fn document_mut(&mut self) -> Option<&mut Document> {
        match &mut self.content {
            TabContent::Report(document) | TabContent::Guide(document) => Some(document),
            TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_)
            | TabContent::Opening(_) => None,
        }
    }

    /// Returns the report; `None` for the guide, a comparison and an opening tab.
    #[must_use]
    pub fn report(&self) -> Option<&Document> {
        match &self.content {
            TabContent::Report(document) => Some(document),
            TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_)
            | TabContent::Opening(_) => None,
        }
    }

    /// Returns the comparison, if the tab shows one.
    #[must_use]
    pub fn comparison(&self) -> Option<&ComparisonTab> {
        match &self.content {
            TabContent::Comparison(comparison) => Some(comparison),
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_)
            | TabContent::Opening(_) => None,
        }
    }

    pub(super) fn comparison_mut(&mut self) -> Option<&mut ComparisonTab> {
        match &mut self.content {
            TabContent::Comparison(comparison) => Some(comparison),
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_)
            | TabContent::Opening(_) => None,
        }
    }

    /// Returns the timeline, if the tab shows one.
    #[must_use]
    pub fn timeline(&self) -> Option<&TimelineTab> {
        match &self.content {
            TabContent::Timeline(timeline) => Some(timeline),
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Folder(_)
            | TabContent::Opening(_) => None,
        }
    }

    /// Returns the folder, if the tab shows one.
    #[must_use]
    pub fn folder(&self) -> Option<&FolderTab> {
        match &self.content {
            TabContent::Folder(folder) => Some(folder),
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Opening(_) => None,
        }
    }

    pub(super) fn folder_mut(&mut self) -> Option<&mut FolderTab> {
        match &mut self.content {
            TabContent::Folder(folder) => Some(folder),
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Opening(_) => None,
        }
    }

    /// Returns the tab as an opening tab; `None` once it has content.
    #[must_use]
    pub fn opening(&self) -> Option<&OpeningTab> {
        match &self.content {
            TabContent::Opening(opening) => Some(opening),
            TabContent::Report(_)
            | TabContent::Guide(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_) => None,
        }
    }

    /// Returns the path of the file that the tab shows or opens; `None` for a comparison, a timeline, a folder, a
    /// sample and the guide.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.content {
            TabContent::Report(document) | TabContent::Guide(document) => document.path.as_deref(),
            TabContent::Opening(OpeningTab { awaited: AwaitedEvent::Read(from), .. }) => from.path(),
            TabContent::Opening(OpeningTab { awaited: AwaitedEvent::Password { path, .. }, .. }) => {
                Some(path)
            }
            TabContent::Opening(_)
            | TabContent::Comparison(_)
            | TabContent::Timeline(_)
            | TabContent::Folder(_) => None,
        }
    }

    /// Returns the documents in the tab: a report or the guide, both reports of a comparison, or none. A timeline has no
    /// views of its reports.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let (one, both) = match &self.content {
            TabContent::Report(document) | TabContent::Guide(document) => (Some(document.as_ref()), None),
            TabContent::Comparison(comparison) => (None, Some(&comparison.sides)),
            TabContent::Opening(_) | TabContent::Timeline(_) | TabContent::Folder(_) => (None, None),
        };
        one.into_iter().chain(both.into_iter().flatten())
    }

    pub(super) fn documents_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        let (one, both) = match &mut self.content {
            TabContent::Report(document) | TabContent::Guide(document) => (Some(document.as_mut()), None),
            TabContent::Comparison(comparison) => (None, Some(&mut comparison.sides)),
            TabContent::Opening(_) | TabContent::Timeline(_) | TabContent::Folder(_) => (None, None),
        };
        one.into_iter().chain(both.into_iter().flatten())
    }
}

impl Tabs {
    /// Returns the tabs from left to right.
    pub fn iter(&self) -> std::slice::Iter<'_, Tab> {
        self.list.iter()
    }

    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Tab> {
        self.list.iter_mut()
    }

    /// Returns the number of tabs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns true if no tab is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the front tab; `None` while the start screen is shown.
    #[must_use]
    pub fn front(&self) -> Option<&Tab> {
        self.get(self.front?)
    }

    pub(super) fn front_mut(&mut self) -> Option<&mut Tab> {
        self.get_mut(self.front?)
    }

    /// Returns the tab with this id, if it is open.
    #[must_use]
    pub fn get(&self, id: TabId) -> Option<&Tab> {
        self.list.iter().find(|tab| tab.id == id)
    }

    pub(super) fn get_mut(&mut self, id: TabId) -> Option<&mut Tab> {
        self.list.iter_mut().find(|tab| tab.id == id)
    }

    /// Returns the tab that shows or opens this file; a comparison does not count.
    #[must_use]
    pub fn with_path(&self, path: &Path) -> Option<&Tab> {
        self.list.iter().find(|tab| tab.path() == Some(path))
    }

    /// Returns the tab that shows this report, in its own tab or in a comparison.
    #[must_use]
    pub fn with_document(&self, id: DocumentId) -> Option<&Tab> {
        self.list.iter().find(|tab| tab.documents().any(|document| document.id == id))
    }

    /// Brings a tab to the front. Does nothing if the tab is not open.
    pub(super) fn bring_to_front(&mut self, id: TabId) {
        if self.get(id).is_some() {
            self.front = Some(id);
        }
    }

    /// Adds a tab at the right end, without bringing it to the front.
    pub(super) fn push(&mut self, tab: Tab) {
        self.list.push(tab);
    }

    /// Removes a tab and returns it; `None` if it is not open. If it was in front, `next_front` comes to the front, or
    /// else the tab to its right or left.
    pub(super) fn remove(&mut self, id: TabId, next_front: Option<TabId>) -> Option<Tab> {
        let index = self.list.iter().position(|tab| tab.id == id)?;
        let removed = self.list.remove(index);
        if self.front == Some(id) {
            let wanted = next_front.filter(|wanted| self.get(*wanted).is_some());
            let neighbour = self.list.get(index).or_else(|| self.list.last()).map(|tab| tab.id);
            self.front = wanted.or(neighbour);
        }
        Some(removed)
    }

    /// Moves a tab to this index among the other tabs, counted from 0. An index past the end means the right end.
    pub(super) fn move_tab(&mut self, id: TabId, new_index: usize) {
        if let Some(index) = self.list.iter().position(|tab| tab.id == id) {
            let tab = self.list.remove(index);
            self.list.insert(new_index.min(self.list.len()), tab);
        }
    }

    /// Moves the front tab one place to the right (1) or left (-1), but not past the ends.
    pub(super) fn move_front_tab_by(&mut self, step: isize) {
        let index = self.list.iter().position(|tab| Some(tab.id) == self.front);
        if let Some((index, id)) = index.zip(self.front)
            && let Some(to) = index.checked_add_signed(step)
        {
            self.move_tab(id, to);
        }
    }

    /// Returns the tab to the right (1) or left (-1) of the front tab, wrapping around at the ends.
    pub(super) fn tab_beside_front(&self, step: isize) -> Option<TabId> {
        let index = self.list.iter().position(|tab| Some(tab.id) == self.front)?;
        let next = (index.cast_signed() + step).rem_euclid(self.list.len().cast_signed());
        Some(self.list[next.cast_unsigned()].id)
    }
}
