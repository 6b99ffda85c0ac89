//! Work in flight: tasks and dialogs that were started and have not been answered yet.
//!
//! Each piece of work has a ticket. An answer whose ticket is no longer in the list is dropped, so that work that was
//! cancelled or replaced cannot change anything.

use super::{ComparedFile, DocumentId, ReportSource, TabId, strings};
use crate::{
    analysis::{Query, compare::TextMode},
    output::printer::CancelSignal,
    report::{ParagraphAddress, Place},
};

/// The id of a piece of work in flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// A piece of work in flight.
#[derive(Debug)]
pub struct Pending {
    /// The ticket that its answer carries.
    pub ticket: Ticket,
    /// The kind of work.
    pub work: Work,
    /// The steps to take with the result, in this order.
    pub next_steps: Vec<NextStep>,
}

/// A kind of work, with the tab or report that it is done for.
#[derive(Debug)]
pub enum Work {
    /// Reads a report for a tab, for the first time or again.
    Load {
        /// The tab.
        tab: TabId,
        /// The source of the report.
        from: ReportSource,
    },
    /// Compares two reports for a tab, for the first time or again.
    Compare {
        /// The tab.
        tab: TabId,
        /// The files, left and right.
        files: [ComparedFile; 2],
        /// The way to compare the texts; `None` to choose it from them.
        mode: Option<TextMode>,
    },
    /// Searches a report.
    Search {
        /// The report.
        document: DocumentId,
        /// Its revision.
        revision: u32,
        /// The query.
        query: Query,
    },
    /// Computes the findings of the report with this fingerprint.
    ComputeFindings {
        /// The SHA-256 of its file, in hexadecimal digits.
        sha256: String,
    },
    /// Lays out the pages of the print view.
    LayOutPages,
    /// Prints the pages of the print view, until it is done or the signal is given.
    Print(CancelSignal),
    /// Saves a file where the user chooses.
    Save,
    /// Shows the Open dialog.
    PickFiles,
    /// Shows the Open dialog to choose reports for a timeline.
    PickTimelineFiles,
    /// Shows a dialog to choose a folder.
    PickFolder,
    /// Shows a dialog to choose an action plan, and reads it for a report.
    ImportPlan(DocumentId),
    /// Loads the plans of reports in the folder of this tab.
    LoadPlans(TabId),
    /// Finds recommendations in the folder of this tab that ask for the same thing.
    FindSimilar(TabId),
    /// Shows a dialog to choose a register, and reads it for the folder of this tab.
    ImportRegister(TabId),
}

impl Work {
    /// Returns the tab that the work fills; `None` for work that is not done for a tab.
    pub fn tab(&self) -> Option<TabId> {
        match self {
            Self::Load { tab, .. }
            | Self::Compare { tab, .. }
            | Self::LoadPlans(tab)
            | Self::FindSimilar(tab)
            | Self::ImportRegister(tab) => Some(*tab),
            Self::Search { .. }
            | Self::ComputeFindings { .. }
            | Self::LayOutPages
            | Self::Print(_)
            | Self::Save
            | Self::PickFiles
            | Self::PickTimelineFiles
            | Self::PickFolder
            | Self::ImportPlan(_) => None,
        }
    }
}

/// A step to take with the result of a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Goes to the paragraph with this number.
    GoTo(ParagraphAddress),
    /// Goes to this place.
    GoToPlace(Place),
    /// Starts the comparison in this tab, which waits for the report.
    CompareIn(TabId),
    /// Shows the timeline in this tab, which waits for the report.
    TimelineIn(TabId),
    /// Offers to compare the report with the report in this tab.
    OfferComparison(TabId),
    /// Leaves the recent list and the front tab unchanged, because the last session is being restored.
    Restore,
    /// Reads the file once more, because it was saved while it was being read.
    ReadAgain,
}

/// All work in flight, oldest first.
#[derive(Debug, Default)]
pub struct PendingWork(Vec<Pending>);

impl PendingWork {
    /// Returns the work in flight, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Pending> {
        self.0.iter()
    }

    /// Returns true if nothing is in flight.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the reports that are being read, with their tickets.
    pub fn loads(&self) -> impl Iterator<Item = (Ticket, TabId, &ReportSource)> {
        self.0.iter().filter_map(|pending| match &pending.work {
            Work::Load { tab, from } => Some((pending.ticket, *tab, from)),
            Work::Compare { .. }
            | Work::Search { .. }
            | Work::ComputeFindings { .. }
            | Work::LayOutPages
            | Work::Print(_)
            | Work::Save
            | Work::PickFiles
            | Work::PickTimelineFiles
            | Work::PickFolder
            | Work::ImportPlan(_)
            | Work::LoadPlans(_)
            | Work::FindSimilar(_)
            | Work::ImportRegister(_) => None,
        })
    }

    pub(super) fn push(&mut self, pending: Pending) {
        self.0.push(pending);
    }

    pub(super) fn get_mut(&mut self, ticket: Ticket) -> Option<&mut Pending> {
        self.0.iter_mut().find(|pending| pending.ticket == ticket)
    }

    /// Removes and returns the work with this ticket; `None` if the work was dropped.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Pending> {
        let index = self.0.iter().position(|pending| pending.ticket == ticket)?;
        Some(self.0.remove(index))
    }

    /// Drops all work that `is_unwanted` returns true for.
    pub(super) fn drop_work_where(&mut self, is_unwanted: impl Fn(&Work) -> bool) {
        self.0.retain(|pending| !is_unwanted(&pending.work));
    }

    /// Returns the work that reads a report from this source; `None` if it is not being read.
    pub(super) fn load_of_source(&mut self, wanted: &ReportSource) -> Option<&mut Pending> {
        self.0.iter_mut().find(|pending| matches!(&pending.work, Work::Load { from, .. } if from == wanted))
    }

    /// Returns the files that are being compared for this tab; `None` if no comparison is in flight.
    pub(super) fn compared_files_for(&self, wanted: TabId) -> Option<&[ComparedFile; 2]> {
        self.0.iter().find_map(|pending| match &pending.work {
            Work::Compare { tab, files, .. } if *tab == wanted => Some(files),
            _ => None,
        })
    }

    /// Returns the work that reads this file for this tab; `None` if it is not being read.
    pub(super) fn load_of_file_for_tab(
        &mut self,
        wanted: TabId,
        file: &ReportSource,
    ) -> Option<&mut Pending> {
        self.0.iter_mut().find(|pending| match &pending.work {
            Work::Load { tab, from } => *tab == wanted && from.path() == file.path(),
            _ => false,
        })
    }

    /// Moves the reading of files from one tab to the tab that `new_tab` returns for each file.
    pub(super) fn move_loads(&mut self, old: TabId, new_tab: impl Fn(&std::path::Path) -> Option<TabId>) {
        for pending in &mut self.0 {
            if let Work::Load { tab, from } = &mut pending.work
                && *tab == old
                && let Some(new) = from.path().and_then(&new_tab)
            {
                *tab = new;
            }
        }
    }

    /// Returns the work that reads a report for this tab; `None` if nothing is being read.
    pub(super) fn load_for_tab(&mut self, wanted: TabId) -> Option<&mut Pending> {
        self.0.iter_mut().find(|pending| matches!(&pending.work, Work::Load { tab, .. } if *tab == wanted))
    }
}

impl Pending {
    /// Returns the text that the status bar shows if the work takes long; `None` while a system dialog is open.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        match &self.work {
            Work::Load { from, .. } => Some(strings::opening_progress(&from.name())),
            Work::Compare { files: [left, right], .. } => {
                let reports = [&left.loaded.report, &right.loaded.report];
                let [left, right] = reports.map(|report| report.name());
                let [left, right] = match left == right {
                    true => reports.map(|report| report.source.file.clone()),
                    false => [left, right],
                };
                Some(strings::comparing_progress(&left, &right))
            }
            Work::Search { query, .. } => Some(strings::searching_progress(&query.words)),
            Work::ComputeFindings { .. } => Some(strings::FINDING_POINTS_PROGRESS.to_owned()),
            Work::LayOutPages => Some(strings::PREPARING_PREVIEW_PROGRESS.to_owned()),
            Work::FindSimilar(_) => Some(strings::FINDING_SIMILAR_PROGRESS.to_owned()),
            Work::Print(_)
            | Work::Save
            | Work::PickFiles
            | Work::PickTimelineFiles
            | Work::PickFolder
            | Work::ImportPlan(_)
            | Work::LoadPlans(_)
            | Work::ImportRegister(_) => None,
        }
    }
}
