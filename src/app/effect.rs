//! Effects: the work that a command causes outside the state.

use std::{path::PathBuf, sync::Arc};

use super::{
    AnnotationChange, ClipboardContent, DocumentId, FileToSave, FolderSearchTask, IndexStorage, PrintJob,
    ReportSource, Settings, TabId, Ticket, TypesetJob,
};
use crate::{
    analysis::{Abbreviation, Flow, Query, SearchText, compare::TextMode},
    library::ReportFacts,
    read::{OriginalPages, PageRequest},
    report::Report,
};

/// Work outside the state. The [`Runner`](super::Runner) carries it out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A task for a thread. Its answer carries the ticket.
    Task(Ticket, Task),
    /// An effect that needs the window.
    Window(WindowEffect),
    /// Pictures of pages, drawn on a separate thread for each report.
    Pages(PagesEffect),
    /// Reading a folder of reports in the background.
    Folder(FolderEffect),
    /// Data to write to the user's settings folder. Nothing waits for the result.
    Save(SaveRequest),
    /// Shows this file in its folder, in the file manager of the system. If that fails, it is answered by
    /// [`Command::FolderNotShown`](super::Command::FolderNotShown).
    ShowInFolder(PathBuf),
    /// Looks for these files; answered by [`Command::MissingFilesFound`](super::Command::MissingFilesFound).
    FindMissingFiles(Vec<PathBuf>),
}

/// A task for a thread.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// Reads a report; answered by [`Command::Loaded`](super::Command::Loaded).
    Load(ReportSource),
    /// Compares two reports, left and right, with their abbreviations, and their texts in this way or, without one, as
    /// they seem to be; answered by [`Command::Compared`](super::Command::Compared).
    Compare([Arc<Report>; 2], [Arc<[Abbreviation]>; 2], Option<TextMode>),
    /// Searches a report; answered by [`Command::Searched`](super::Command::Searched).
    Search {
        /// The report.
        report: Arc<Report>,
        /// Its rows.
        flow: Arc<Flow>,
        /// Its text prepared for searching, if it was searched before.
        text: Option<Arc<SearchText>>,
        /// The query.
        query: Query,
    },
    /// Computes the findings of a report from its abbreviations; answered by
    /// [`Command::FindingsComputed`](super::Command::FindingsComputed).
    ComputeFindings(Arc<Report>, Arc<[Abbreviation]>),
    /// Lays out pages; answered by [`Command::Typeset`](super::Command::Typeset).
    LayOutPages(Box<TypesetJob>),
    /// Loads the annotations of reports in the folder of a tab, by their SHA-256; answered by
    /// [`FolderRegisterCommand::PlansLoaded`](super::FolderRegisterCommand::PlansLoaded).
    LoadPlans(TabId, Vec<String>),
    /// Finds the recommendations of reports in the folder of a tab that ask for the same thing; answered by
    /// [`FolderRegisterCommand::SimilarFound`](super::FolderRegisterCommand::SimilarFound).
    FindSimilar(TabId, Vec<Arc<ReportFacts>>),
}

impl Task {
    /// Returns true if the task should start only after the window has painted its next frame.
    ///
    /// Computing findings takes longer than reading a report. If both cores of a small machine are needed to paint the
    /// report for the first time, its text appears 39 ms later (206 instead of 167 ms, without a GPU).
    pub(super) fn should_wait_for_frame(&self) -> bool {
        match self {
            Self::ComputeFindings(..) => true,
            Self::Load(_)
            | Self::Compare(..)
            | Self::Search { .. }
            | Self::LayOutPages(_)
            | Self::LoadPlans(..)
            | Self::FindSimilar(..) => false,
        }
    }
}

/// An effect that needs the window: a system dialog over it, the clipboard, or the window itself.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowEffect {
    /// Shows the Open dialog; answered by [`Command::FilesPicked`](super::Command::FilesPicked).
    PickFiles(Ticket),
    /// Shows a dialog to choose an action plan, and reads it; answered by
    /// [`Command::PlanRead`](super::Command::PlanRead).
    PickPlan(Ticket),
    /// Shows a dialog to choose a folder; answered by [`Command::FolderPicked`](super::Command::FolderPicked).
    PickFolder(Ticket),
    /// Shows the Save dialog, and saves; answered by [`Command::Saved`](super::Command::Saved).
    SaveAs(Ticket, Box<FileToSave>),
    /// Prints pages; answered by [`Command::Printed`](super::Command::Printed) or
    /// [`Command::ChoosePrinter`](super::Command::ChoosePrinter).
    Print(Ticket, PrintJob),
    /// Puts this on the clipboard.
    Copy(ClipboardContent),
    /// Brings the window to the front.
    Raise,
    /// Closes the window.
    Close,
}

/// An effect on the thread that draws the pages of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum PagesEffect {
    /// Draws these pages in this order, in place of those requested before. The pictures carry the document and its
    /// revision, so that a picture of an older version of the file is dropped.
    Draw {
        /// The report or preview.
        document: DocumentId,
        /// Its revision.
        revision: u32,
        /// The file.
        original: Arc<OriginalPages>,
        /// The pages.
        requests: Vec<PageRequest>,
    },
    /// Draws no more pages of this document.
    Stop(DocumentId),
}

/// An effect on the threads that read the folder in a tab. Their updates are
/// [`FolderCommand::Update`](super::FolderCommand::Update) commands.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderEffect {
    /// Starts to read a folder.
    Read {
        /// The tab.
        tab: TabId,
        /// The folder.
        folder: PathBuf,
        /// The place of the index.
        storage: IndexStorage,
    },
    /// Reads these files, as paths within the folder, before the others.
    ReadFirst(TabId, Vec<PathBuf>),
    /// Scans the folder, and goes on reading.
    Refresh(TabId),
    /// Stops reading.
    Stop(TabId),
    /// Carries out the search with this number in place of the one before it; answered by
    /// [`FolderSearchCommand::Answer`](super::FolderSearchCommand::Answer).
    Search(TabId, u64, Box<FolderSearchTask>),
    /// Ends the threads, because the tab was closed.
    Close(TabId),
    /// Deletes the index of this folder.
    Forget(PathBuf),
}

/// Data to write to the user's settings folder.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveRequest {
    /// The settings.
    Settings(Box<Settings>),
    /// A change to the annotations of the report with this fingerprint.
    Annotation(String, Box<AnnotationChange>),
}
