//! Commands: requests to change the state, from the user, from the window and from finished tasks.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use eframe::egui::KeyboardShortcut;

use super::{
    Action, CompareTab, ComparedPair, ComparedTexts, ComparisonResult, ComputedFindings, CopiedTable,
    CopyFormat, Dialog, DocumentId, ExportKind, FolderCommand, IndexStorage, Layout, LayoutOutcome,
    LoadedReport, NarrowPart, OpenError, PageView, Password, PointDecision, RendererSetting, Sample,
    SaveOutcome, SavedData, SearchResult, SectionFilter, SummaryTab, TabId, TableArrangement, TextSettings,
    Ticket, TimelineView, TypesetPages, ViewSlot, WidthClass,
};
use crate::{
    analysis::{
        Query, Selection, TextPosition,
        compare::{SectionLink, SimilarityDecision, TextChangeKind, TextMode},
    },
    output::{
        plan::EditedPlan,
        printer::{JobOptions, Outcome, PrinterError, Progress},
        printout::PrintOptions,
    },
    read::PageRequest,
    report::{Date, ParagraphAddress, Place, SectionId},
};

/// A request from the user, a measurement of the window, or the answer of a task.
#[derive(Debug)]
pub enum Command {
    /// Performs an action, which the user chose by menu, button or key.
    Do(Action),

    // Files and tabs
    /// Opens these files, each in a tab.
    OpenFiles(Vec<PathBuf>),
    /// Opens this file at the paragraph with this number.
    OpenAt(PathBuf, ParagraphAddress),
    /// Opens these files, which another instance of the program handed over, and brings the window to the front.
    HandedOver(Vec<PathBuf>),
    /// Opens these files, which were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// Opens a report that ships with the program.
    OpenSample(&'static Sample),
    /// Opens the file of the password dialog with this password.
    Unlock(Password),
    /// Brings this tab to the front.
    Activate(TabId),
    /// Closes this tab.
    Close(TabId),
    /// Closes all tabs except this one.
    CloseOthers(TabId),
    /// Shows this file in its folder, in the file manager of the system.
    ShowInFolder(PathBuf),
    /// The file manager could not show this file.
    FolderNotShown(PathBuf),
    /// Of the recent reports, these files are missing.
    MissingFilesFound(Vec<PathBuf>),
    /// Copies this title.
    CopyTitle(String),
    /// Copies the path of this file.
    CopyPath(PathBuf),
    /// Moves this tab to this index among the other tabs, counted from 0.
    MoveTab(TabId, usize),
    /// Opens the tabs that were open when the program was last closed.
    Restore,
    /// Saves which reports are open and their scroll positions; the window is this many points wide and high.
    SaveSession(Option<[f32; 2]>),
    /// The window is about to close: saves what is being entered, and the session.
    PrepareToClose,
    /// Says why the window can't be closed yet: see [`State::can_close`](super::State::can_close).
    RefuseToClose,
    /// This data can't be saved, for this reason.
    SavingFailed(SavedData, String),
    /// The system can't start the thread that saves notes and settings.
    SavingImpossible,
    /// This data is saved again.
    SavingWorksAgain(SavedData),
    /// Removes a report from the recent list.
    RemoveRecent(PathBuf),
    /// Another program saved this file.
    FileChanged(PathBuf),
    /// The window came to the front. The file of its report may have been saved since.
    Refresh,

    // Reading
    /// Shows the text, the pages or both.
    Show(Layout),
    /// Goes to a place of the report in front, and highlights it.
    GoTo(Place),
    /// Goes to the page with this number, from 1, of the report in front.
    GoToPage(usize),
    /// Highlights a place of a report that was clicked on its page.
    Highlight(DocumentId, Place),
    /// A text was laid out; the layout may have scrolled it.
    Scrolled {
        /// The report.
        document: DocumentId,
        /// The view.
        slot: ViewSlot,
        /// The outcome of the layout.
        layout_outcome: LayoutOutcome,
        /// True if the text followed the pages and was not scrolled itself.
        has_followed_pages: bool,
    },
    /// The pages of a report were scrolled or zoomed.
    PagesScrolled {
        /// The report or preview.
        document: DocumentId,
        /// The position of the pages.
        pages: PageView,
        /// The effect on the text.
        text: TextBesidePages,
        /// The generation of the scroll position that was shown.
        generation: u32,
    },
    /// Draws these pages of a report, in this order.
    DrawPages(DocumentId, Vec<PageRequest>),
    /// Folds or unfolds a section in the contents.
    Fold(SectionId),
    /// Filters the contents by these words.
    FilterContents(String),
    /// Shows a part of the summary.
    ShowTab(SummaryTab),
    /// Shows these findings of the report in front, in this order.
    Arrange(TableArrangement),
    /// Selects text in a report.
    Select(DocumentId, Selection),
    /// Copies the paragraph at a place of a report.
    Copy(CopyFormat, DocumentId, Place),
    /// Copies a table of the summary, or a row of it.
    CopyTable(CopiedTable),
    /// Goes to a place of the report in front, and shows it in this part of the summary.
    ShowInSummary(SummaryTab, Place),

    // Searching
    /// Searches for this query.
    Search(Query),
    /// Goes to the search hit with this index in a report in front.
    GoToHit(DocumentId, usize),
    /// Closes the search panel and shows the summary again.
    CloseSearch,

    // Comparing
    /// Compares these two reports, left and right.
    Compare([DocumentId; 2]),
    /// Opens two files and compares them.
    CompareFiles([PathBuf; 2]),
    /// Compares the two versions of the report that the toast is about.
    CompareVersions,
    /// Declines the offer to compare.
    DeclineOffer,
    /// Shows a part of the comparison's panel.
    ShowCompareTab(CompareTab),
    /// Shows or hides changes of this kind in the list.
    ToggleKind(TextChangeKind),
    /// Compares the texts in this way.
    CompareTextsAs(TextMode),
    /// Shows the compared texts in this way.
    ShowComparedTexts(ComparedTexts),
    /// Shows only these sections in the texts by section; `None` shows all again.
    ShowOnlySections(Option<SectionFilter>),
    /// Shows this part of the comparison in front, if there is no room for all.
    ShowNarrowPart(NarrowPart),
    /// Links or unlinks two sections of the compared reports.
    LinkSections(SectionLink),
    /// Confirms or rejects that the recommendations with these indices, left and right, ask for the same thing; `None`
    /// removes the decision.
    DecideSimilarity([usize; 2], Option<SimilarityDecision>),
    /// Goes to this pair of judgements or recommendations, on both sides.
    GoToPair(ComparedPair),
    /// Goes to the change with this index, on both sides.
    GoToChange(usize),
    /// Goes to these places of the compared reports, left and right.
    GoToBoth([Option<Place>; 2]),
    /// One side of a comparison was scrolled: scroll the other side to the matching position.
    AlignOther(DocumentId),

    // Timelines
    /// Opens files and shows their timeline.
    ShowTimelineOf(Vec<PathBuf>),
    /// Shows the charts or the table of the timeline in front, if there is no room for both.
    ShowTimelineView(TimelineView),
    /// Opens the report of this inspection of the timeline in front, at the judgement with this index if one is given.
    OpenTimelinePoint(usize, Option<usize>),

    // Folders
    /// Opens a folder of reports.
    OpenFolder(PathBuf),
    /// Opens the folders of the dialog, and keeps their indexes in this storage.
    OpenFoldersOfDialog(IndexStorage),
    /// Changes the folder in this tab.
    Folder(TabId, FolderCommand),
    /// The index of this folder, in this file, could not be deleted.
    FolderNotForgotten(PathBuf, PathBuf),
    /// Removes a folder from the recent folders, and deletes its index.
    RemoveRecentFolder(PathBuf),

    // Dialogs
    /// Opens a dialog.
    OpenDialog(Dialog),
    /// Cancels the open dialog.
    CloseDialog,
    /// The text in the command palette changed to this.
    TypeInPalette(String),
    /// Begins a note at a place of a report.
    BeginNote(DocumentId, Place),
    /// The text of the note that is being written changed to this.
    TypeNote(String),
    /// Closes the note that is being written, and discards its draft.
    DiscardDraft,
    /// Saves the note that is being written.
    SaveNote,
    /// Removes the note that is open.
    RemoveNote,
    /// Sets the font, size, line length and spacing of the text.
    SetTextSettings(TextSettings),
    /// Gives an action these shortcuts in place of its own, and takes them away from other actions.
    SetShortcuts(Action, Vec<KeyboardShortcut>),
    /// Gives all actions the shortcuts that they come with.
    ResetShortcuts,
    /// Sets whether the reports that were open are opened again when the program starts.
    SetReopening(bool),
    /// Choose what paints the window from the next start.
    SetRenderer(RendererSetting),
    /// Sets the zoom of everything; 1.0 is 100%.
    SetZoom(f32),

    // Annotations
    /// Keeps or dismisses the improvement point with this id; `None` removes the decision.
    JudgePoint(String, Option<PointDecision>),
    /// Sets the publication date of the report in front, if the report does not state a date; `None` removes the date.
    SetPublished(Option<Date>),

    // Printing and exporting
    /// Opens the print view to print this section of the report in front.
    PrintSection(SectionId),
    /// Changes the print options, and the earlier report for printing the changes since then; `None` to print no
    /// changes.
    ChoosePrint(Box<PrintOptions>, Option<DocumentId>),
    /// Hands the pages to a printer.
    Print,
    /// Saves the pages as a PDF.
    SavePdf,
    /// Uses this printer with these settings.
    SetQueue(JobOptions),
    /// Closes the print view.
    ClosePrinting,
    /// Saves the report or comparison in this format.
    Export(ExportKind),

    // The window
    /// The window has room for these panels side by side.
    SetWidthClass(WidthClass),
    /// The requested part has taken the keyboard focus.
    FocusHandled,
    /// The contents or the summary was dragged to another width.
    SetPanels(super::PanelSettings, super::PanelSettings),
    /// Closes the panel over the text.
    UncoverText,
    /// Shows the next callout of the first start, or ends the callouts after the last.
    NextTourStep,
    /// Ends the callouts of the first start.
    EndTour,
    /// Closes the messages.
    Dismiss,
    /// Closes the toast, because it was dismissed or has been shown long enough.
    DismissToast,

    // Answers of tasks
    /// Stops waiting for this work.
    Cancel(Ticket),
    /// This work failed because of a bug in Findings.
    TaskPanicked(Ticket),
    /// The user chose these files to open; none if they cancelled.
    FilesPicked(Ticket, Vec<PathBuf>),
    /// The user chose this folder to open; `None` if they cancelled.
    FolderPicked(Ticket, Option<PathBuf>),
    /// A report was read, or could not be read. A long file is answered twice: first with its pages alone.
    Loaded(Ticket, Box<Result<LoadedReport, OpenError>>),
    /// Two reports were compared.
    Compared(Ticket, Arc<ComparisonResult>),
    /// A report was searched.
    Searched(Ticket, Box<SearchResult>),
    /// The findings of a report were computed.
    FindingsComputed(Ticket, Box<ComputedFindings>),
    /// Pages were laid out, or could not be laid out.
    Typeset(Ticket, Box<Result<TypesetPages, String>>),
    /// Pages of a print job were sent to the printer.
    PrintProgress(Ticket, Progress),
    /// A print job was accepted, cancelled or refused.
    Printed(Ticket, Result<Outcome, PrinterError>),
    /// The system has no print dialog; these are its printers.
    ChoosePrinter(Ticket, Vec<String>),
    /// An action plan was read, or could not be read; `None` if the user cancelled.
    PlanRead(Ticket, Option<(PathBuf, Result<EditedPlan, String>)>),
    /// A file was saved, or could not be saved; or the user cancelled.
    Saved(Ticket, SaveOutcome),
    /// The system has no file dialog.
    NoFileDialog(Ticket),
}

/// The effect of scrolling the pages of a report on its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TextBesidePages {
    /// The text is not scrolled.
    Stays,
    /// The text beside the pages is scrolled to this position.
    Follows(TextPosition),
    /// No text is shown. It will start at this position when it is shown again. The place is the one that the user went
    /// to; `None` if the user scrolled.
    StartsAt(TextPosition, Option<Place>),
}

/// The source of a report: a file, or bytes that ship with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportSource {
    /// A file.
    File(PathBuf),
    /// A file that a password protects.
    Protected(PathBuf, Password),
    /// A report that ships with the program.
    Sample(&'static Sample),
    /// The user guide.
    Guide(&'static Sample),
}

impl ReportSource {
    /// Returns the path of the file; `None` for a sample or the guide.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Protected(path, _) => Some(path),
            Self::Sample(_) | Self::Guide(_) => None,
        }
    }

    /// Returns the name of the file, without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Protected(path, _) => path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
            Self::Sample(sample) => sample.file.to_owned(),
            Self::Guide(guide) => guide.title.to_owned(),
        }
    }
}
