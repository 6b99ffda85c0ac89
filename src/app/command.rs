//! What can be asked of the state, and what it asks of the world.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Action, Arrange, Clip, CompareTab, Compared, Copied, DocumentId, ExportKind, Found, Layout, Loaded,
    OpenError, Password, PrintJob, Reading, Said, Sample, SaveAs, Saved, Searched, Settings, SummaryTab,
    Typeset, TypesetJob, Verdict,
};
use crate::{
    analysis::{
        Abbreviation, Flow, Query, SearchText, Selection,
        compare::{ByHand, Kind},
    },
    output::{
        plan::Edited,
        printer::{Outcome, PrinterError, Queue},
        sheets::Choice,
    },
    read::{Original, PagePicture, PageRequest},
    report::{Date, Place, Report, SectionId},
};

/// Something a person did, or something that came back from a thread.
#[derive(Debug)]
pub enum Command {
    /// An action of the table, by menu, button or key.
    Do(Action),
    /// Open these files, each in a tab.
    OpenFiles(Vec<PathBuf>),
    /// Open this file at the paragraph of this number.
    OpenAt(PathBuf, u32),
    /// Open these files, which another start of the program hands over, and come to the front.
    HandedOver(Vec<PathBuf>),
    /// Open these files, which were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// Open a report that ships with the program.
    OpenSample(&'static Sample),
    /// A report was read, or could not be.
    Loaded(Ticket, Box<Result<Loaded, OpenError>>),
    /// Open the protected file that was asked about with this password; without one, leave it.
    Unlock(Option<Password>),
    /// Show the text, the pages or both.
    Show(Layout),
    /// Draw these pages of a report, the first one first.
    DrawPages(DocumentId, Vec<PageRequest>),
    /// A page was drawn, or could not be; the number is the revision of the report.
    PageDrawn(DocumentId, u32, PageRequest, Option<PagePicture>),
    /// Hold these two reports against one another.
    Compare([DocumentId; 2]),
    /// Open two files and hold them against one another.
    CompareFiles([PathBuf; 2]),
    /// Two reports were compared.
    Compared(Box<Compared>),
    /// Show the comparison.
    ShowComparison,
    /// Close the comparison; its reports stay open.
    CloseComparison,
    /// Show a part of the comparison's panel.
    ShowCompareTab(CompareTab),
    /// List changes of this kind, or leave them out.
    ToggleKind(Kind),
    /// Begin a note at a place of a report.
    BeginNote(DocumentId, Place),
    /// The note that is being written says this now.
    NoteText(String),
    /// Keep the note that is being written; else take it away.
    EndNote(bool),
    /// Leave the note that is being written as it was.
    LeaveNote,
    /// Select this in a report.
    Select(DocumentId, Selection),
    /// Copy what stands at a place of a report.
    Copy(Copied, DocumentId, Place),
    /// Say by hand which sections of compared reports belong together, or do not.
    PairByHand(ByHand),
    /// Go to a change, on both sides.
    GoToChange(usize),
    /// Go to these places of the compared reports, left and right.
    GoToBoth([Option<Place>; 2]),
    /// Let both texts scroll together, or each for itself.
    ToggleLock,
    /// Show this tab.
    Activate(DocumentId),
    /// Close this tab.
    Close(DocumentId),
    /// Put this tab at that place among the others.
    MoveTab(DocumentId, usize),
    /// Go to a place of the report that is shown, and mark it.
    GoTo(Place),
    /// Fold or unfold a section in the tree.
    Fold(SectionId),
    /// Show a part of the summary.
    ShowTab(SummaryTab),
    /// Set the text in this way.
    SetReading(Reading),
    /// Show how the text is set, to change it, or leave that.
    ShowLooks(bool),
    /// Scale everything; 1 for 100 %.
    SetZoom(f32),
    /// Another program wrote this file anew.
    FileChanged(PathBuf),
    /// The window came to the front: its report may have been written since.
    Refresh,
    /// Note what is open and where it is read; the window is so many points wide and high.
    NoteSession(Option<[f32; 2]>),
    /// Open what was open when the program was left.
    Restore,
    /// Take a report off the recent list.
    Forget(PathBuf),
    /// Print this of what is shown, and tell changes since this report.
    ChoosePrint(Box<Choice>, Option<DocumentId>),
    /// Pages were set, or could not be.
    Typeset(Ticket, Box<Result<Typeset, String>>),
    /// Hand the pages to a printer.
    Print,
    /// Save the pages as a PDF.
    SavePdf,
    /// A job was taken, or was not.
    Printed(Ticket, Result<Outcome, PrinterError>),
    /// The system has no print dialog; these are its printers.
    ChoosePrinter(Ticket, Vec<String>),
    /// Print on this printer, in this way.
    SetQueue(Queue),
    /// Leave the print view.
    ClosePrinting,
    /// Search for this.
    Search(Query),
    /// A report was searched; the number is its revision.
    Searched((DocumentId, u32), Box<Searched>),
    /// Go to this hit.
    GoToHit(usize),
    /// Show the summary in place of the hits again.
    CloseFind,
    /// Something else is typed in the palette; without anything it closes.
    Palette(Option<String>),
    /// What was found in a report.
    Found(DocumentId, Box<Found>),
    /// Show these findings of the report that is shown, in this order.
    Arrange(Arrange),
    /// Keep an improvement point, drop it, or neither.
    JudgePoint(String, Option<Verdict>),
    /// The report that is shown was published on this day; it does not say so itself.
    SetPublished(Option<Date>),
    /// An action plan was read back for a report, or could not be.
    PlanRead(DocumentId, PathBuf, Result<Edited, String>),
    /// Save what is shown in a format.
    Export(ExportKind),
    /// Something was saved, or was not.
    Saved(Ticket, Saved),
    /// The system has no dialog to ask for files with.
    NoFileDialog,
    /// The message was read.
    Dismiss,
    /// What was told in passing was read, or had its time.
    SaidIsRead,
    /// A panel was dragged to this width in points, or closed by dragging.
    Panels(super::Panel, super::Panel),
}

/// Names one attempt to open a report; an answer whose ticket is not waited for is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket(pub u64);

/// Where a report is to be read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFrom {
    /// A file.
    File(PathBuf),
    /// A file that a password protects.
    Protected(PathBuf, Password),
    /// A report of the program's own.
    Sample(&'static Sample),
}

impl LoadFrom {
    /// The file; `None` for a sample.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Protected(path, _) => Some(path),
            Self::Sample(_) => None,
        }
    }

    /// The name of the file, without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Protected(path, _) => path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
            Self::Sample(sample) => sample.file.to_owned(),
        }
    }
}

/// Something to be done outside the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for files in the system's dialog; answered by [`Command::OpenFiles`].
    PickFiles,
    /// Read a report; answered by [`Command::Loaded`].
    Load(Ticket, LoadFrom),
    /// Draw pages of a report; answered by [`Command::PageDrawn`].
    Draw(DocumentId, u32, Arc<Original>, Vec<PageRequest>),
    /// Draw no more pages of a report.
    StopDrawing(DocumentId),
    /// Search a report of that revision, whose text may be ready to be searched; answered by [`Command::Searched`].
    Search((DocumentId, u32), Arc<Report>, Arc<Flow>, Option<Arc<SearchText>>, Query),
    /// Look for the findings of a report; answered by [`Command::Found`].
    Find(DocumentId, Arc<Report>, Arc<[Abbreviation]>),
    /// Keep what people said of the report with this fingerprint.
    Remember(String, Box<Said>),
    /// Ask for an action plan and read it; answered by [`Command::PlanRead`].
    PickPlan(DocumentId),
    /// Compare two reports; answered by [`Command::Compared`].
    Compare([DocumentId; 2], [Arc<Report>; 2]),
    /// Set pages; answered by [`Command::Typeset`].
    Typeset(Ticket, Box<TypesetJob>),
    /// Print pages; answered by [`Command::Printed`] or [`Command::ChoosePrinter`].
    Print(Ticket, PrintJob),
    /// Ask where to save something, and save it; answered by [`Command::Saved`].
    SaveAs(Ticket, Box<SaveAs>),
    /// Put this on the clipboard.
    Copy(Clip),
    /// Keep the settings.
    Save(Settings),
    /// Bring the window to the front.
    Raise,
    /// Close the window.
    Quit,
}
