//! The tab that shows the timeline of an organisation.

use std::{path::Path, sync::Arc};

use super::ComparedFile;
use crate::analysis::Timeline;

/// The part of a timeline that is shown if there is no room for both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TimelineView {
    /// The charts.
    #[default]
    Chart,
    /// The table of grades.
    Table,
}

/// A timeline, with the reports that it was made from.
#[derive(Debug)]
pub struct TimelineTab {
    /// The reports. `Inspection::report` is an index into this list.
    pub files: Vec<ComparedFile>,
    /// The timeline. The window, the print view and the exports share it.
    pub timeline: Arc<Timeline>,
    /// The part that is shown in a narrow window.
    pub view: TimelineView,
    /// The number of times that the timeline was made again because a report was saved.
    pub revision: u32,
}

impl TimelineTab {
    /// Creates a tab that shows the timeline of these reports.
    #[must_use]
    pub fn new(files: Vec<ComparedFile>, timeline: Arc<Timeline>) -> Self {
        Self { files, timeline, view: TimelineView::default(), revision: 0 }
    }

    /// Returns the title of the tab, such as "Timeline: City of York Council, 2012 to 2025".
    #[must_use]
    pub fn title(&self) -> String {
        super::strings::timeline_title(&self.timeline.title())
    }

    /// Returns true if one of the reports was read from this file.
    pub(super) fn has_file(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file.path.as_deref() == Some(path))
    }
}
