//! The print view: the choices, the preview of the pages, and the outcome of the job. Runs without a window.

mod jobs;

use std::sync::Arc;

pub use self::jobs::{JobState, PrintJob, SaveOutcome};
use super::{
    Document, DocumentId, Effect, PagesEffect, Pending, State, TabId, Task, Ticket, TypesetJob, TypesetPages,
    Work,
    comparing::is_dated_before,
    typesetting::{DocumentVersion, EarlierReport, TypesetSubject},
};
use crate::{
    analysis::{Comparison, compare::have_same_subject},
    output::{
        printer::JobOptions,
        printout::{Part, PrintOptions},
    },
    report::SectionId,
};

/// The print view.
#[derive(Debug)]
pub struct Printing {
    /// The report or comparison that is printed.
    pub subject: PrintSubject,
    /// The chosen options of the printout.
    pub options: PrintOptions,
    /// The section that was being read when the view was opened.
    pub section: Option<SectionId>,
    /// The earlier report, for printing the changes since then; `None` to print no changes.
    pub baseline: Option<DocumentId>,
    /// The pages that were laid out last.
    pub preview: Option<Preview>,
    /// The state of the current or last job.
    pub job: JobState,
    /// Printers to choose from; empty if the system has a print dialog.
    pub printers: Vec<String>,
    /// The chosen printer and its settings.
    pub job_options: JobOptions,
    /// The reports that the view was opened for.
    reports: Vec<DocumentVersion>,
    /// The version of the earlier report that the pages were last laid out with.
    laid_out_baseline: Option<DocumentVersion>,
    /// The comparison with the earlier report, computed once for all choices.
    changes: Option<(DocumentVersion, Arc<Comparison>)>,
    /// The ticket of the newest layout of the pages.
    layout_ticket: Ticket,
    /// The ticket of the newest job.
    job_ticket: Ticket,
}

/// The report, comparison or timeline that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintSubject {
    /// An open report.
    Report(DocumentId),
    /// The comparison in this tab.
    Comparison(TabId),
    /// The timeline in this tab.
    Timeline(TabId),
    /// The chart of the folder in this tab.
    Chart(TabId),
}

/// The pages as they will be printed.
#[derive(Debug)]
pub struct Preview {
    /// The PDF that is printed or saved.
    pub pdf: Arc<Vec<u8>>,
    /// The ticket of the layout that made the pages.
    ticket: Ticket,
    /// The same PDF as a document for the page view.
    pub document: Document,
    /// The number of pages. A folded sheet has several pages on each side.
    pub pages: usize,
}

impl DocumentId {
    /// The id of the pages in the print view. No open report has this id.
    pub const PREVIEW: Self = Self(u64::MAX);
}

impl Printing {
    /// Returns the pages, if they match the current choices and no dialog is open.
    #[must_use]
    pub fn current_preview(&self) -> Option<&Preview> {
        let current = self.preview.as_ref().filter(|preview| preview.ticket == self.layout_ticket);
        current.filter(|_| !self.is_job_running())
    }

    /// Returns true while a system dialog is open or pages are being sent to the printer.
    fn is_job_running(&self) -> bool {
        matches!(self.job, JobState::Asking | JobState::Printing(..))
    }

    /// Returns the name of the print job.
    #[must_use]
    pub fn title(&self, state: &State) -> String {
        match self.subject {
            PrintSubject::Report(id) => {
                state.document(id).map(|document| document.report().name()).unwrap_or_default()
            }
            PrintSubject::Comparison(tab) => {
                let comparison = state.tabs.get(tab).and_then(|tab| tab.comparison());
                comparison.map(super::ComparisonTab::title).unwrap_or_default()
            }
            PrintSubject::Timeline(tab) => {
                let timeline = state.tabs.get(tab).and_then(|tab| tab.timeline());
                timeline.map(super::TimelineTab::title).unwrap_or_default()
            }
            PrintSubject::Chart(tab) => {
                let folder = state.tabs.get(tab).and_then(|tab| tab.folder());
                folder.map(|folder| folder.chart().title()).unwrap_or_default()
            }
        }
    }

    /// Shows that a system dialog is open, and waits for its outcome.
    pub(super) fn wait_for_job(&mut self, ticket: Ticket) {
        (self.job, self.job_ticket) = (JobState::Asking, ticket);
    }
}

impl State {
    /// Opens the print view to print a section of the report in front with its subsections.
    pub(super) fn open_printing_for_section(&mut self, section: SectionId) -> Vec<Effect> {
        let sections = self.front_document().map_or(0, |document| document.report().sections.len());
        if section.0 < sections { self.open_printing(Some(section)) } else { Vec::new() }
    }

    /// Opens the print view for the front tab. If a section is given, it is chosen to be printed.
    pub(super) fn open_printing(&mut self, chosen_section: Option<SectionId>) -> Vec<Effect> {
        let (Some(subject), reports) = self.printable_subject() else { return Vec::new() };
        let current_section = || self.front_document().and_then(Document::current_section);
        let section = chosen_section.or_else(current_section);
        let baseline = match subject {
            PrintSubject::Report(id) => self.earlier_report(id),
            PrintSubject::Comparison(_) | PrintSubject::Timeline(_) | PrintSubject::Chart(_) => None,
        };
        let part = chosen_section.map_or(Part::Summary, Part::Section);
        let choice = PrintOptions { part, ..self.settings.print };
        self.printing = Some(Printing {
            subject,
            options: choice,
            section,
            baseline,
            preview: None,
            job: JobState::None,
            printers: Vec::new(),
            job_options: JobOptions { copies: 1, ..JobOptions::default() },
            reports,
            laid_out_baseline: None,
            changes: None,
            layout_ticket: Ticket(0),
            job_ticket: Ticket(0),
        });
        self.start_page_layout()
    }

    /// Returns the subject to print in the front tab, and the versions of its reports.
    fn printable_subject(&self) -> (Option<PrintSubject>, Vec<DocumentVersion>) {
        let Some(front) = self.tabs.front() else { return (None, Vec::new()) };
        if let Some(timeline) = front.timeline() {
            // The id of the tab stands for its reports, which have no documents here.
            let version = (DocumentId(front.id.0), timeline.revision);
            return (Some(PrintSubject::Timeline(front.id)), vec![version]);
        }
        if let Some((id, folder)) = self.front_charts() {
            let version = (DocumentId(id.0), folder.chart_revision());
            return (Some(PrintSubject::Chart(id)), vec![version]);
        }
        let subject = match (front.document(), front.comparison()) {
            (Some(document), _) => Some(PrintSubject::Report(document.id)),
            (None, Some(_)) => Some(PrintSubject::Comparison(front.id)),
            (None, None) => None,
        };
        (subject, front.documents().map(|document| (document.id, document.revision)).collect())
    }

    /// Closes the print view if its report or comparison is no longer in front. Lays out the pages again if one of the
    /// reports was saved again, or if the earlier report was closed.
    pub(super) fn refresh_printing(&mut self) -> Vec<Effect> {
        let Some(printing) = &self.printing else { return Vec::new() };
        let (baseline, laid_out_baseline) = (printing.baseline, printing.laid_out_baseline);
        let (subject, reports) = self.printable_subject();
        let is_in_front = subject == Some(printing.subject);
        let is_new_version = reports != printing.reports;
        if !is_in_front {
            return self.close_printing();
        }
        if is_new_version {
            // Sections of another version can have other indices.
            let section = self.front_document().and_then(Document::current_section);
            if let Some(printing) = &mut self.printing {
                (printing.reports, printing.section, printing.changes) = (reports, section, None);
                if let Part::Section(_) = printing.options.part {
                    printing.options.part = section.map_or(Part::Summary, Part::Section);
                }
            }
            return self.start_page_layout();
        }
        if baseline.is_some_and(|baseline| self.document(baseline).is_none())
            && let Some(printing) = &mut self.printing
        {
            printing.baseline = None;
            return self.start_page_layout();
        }
        // If the earlier report was saved again, the pages show its old version.
        let version = baseline
            .and_then(|baseline| self.document(baseline))
            .map(|baseline| (baseline.id, baseline.revision));
        if version != laid_out_baseline { self.start_page_layout() } else { Vec::new() }
    }

    /// Returns the latest open report about the same organisation that is earlier than this one. For a report with grades,
    /// a report with grades comes before all visits, because the changes since a visit are no changes of grades.
    fn earlier_report(&self, id: DocumentId) -> Option<DocumentId> {
        let document = self.document(id)?;
        let is_earlier = |other: &&Document| {
            other.id != id
                && other.has_text()
                && have_same_subject(document.report(), other.report())
                && is_dated_before(other, document)
        };
        let earlier = self.documents().into_iter().filter(is_earlier);
        let has_grades = |document: &Document| !document.report().judgements.is_empty();
        let is_comparable = |other: &Document| has_grades(other) || !has_grades(document);
        let latest = earlier.max_by_key(|other| (is_comparable(other), other.report().cover.sort_date()));
        latest.map(|other| other.id)
    }

    /// Closes the print view. A job that has started continues, and its outcome is still reported.
    pub(super) fn close_printing(&mut self) -> Vec<Effect> {
        self.printing = None;
        self.pending.drop_work_where(|work| matches!(work, Work::LayOutPages));
        vec![Effect::Pages(PagesEffect::Stop(DocumentId::PREVIEW))]
    }

    /// Changes the choices of the print view, and lays out the pages again.
    pub(super) fn change_print_choices(
        &mut self,
        choice: PrintOptions,
        baseline: Option<DocumentId>,
    ) -> Vec<Effect> {
        let Some(printing) = &mut self.printing else { return Vec::new() };
        if printing.options == choice && printing.baseline == baseline {
            return Vec::new();
        }
        (printing.options, printing.baseline) = (choice, baseline);
        if !printing.is_job_running() {
            printing.job = JobState::None;
        }
        // Paper, ink and print size depend on the user and are saved; the other choices depend on the report.
        let PrintOptions { paper, ink, is_large_print, .. } = choice;
        let saved = PrintOptions { paper, ink, is_large_print, ..PrintOptions::default() };
        let mut effects = self.change_settings(|settings| settings.print = saved);
        effects.extend(self.start_page_layout());
        effects
    }

    /// Starts to lay out the pages for the current choices.
    fn start_page_layout(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(job) = self.typeset_job() else { return Vec::new() };
        let baseline = self.printing.as_ref().and_then(|printing| self.document(printing.baseline?));
        let baseline = baseline.map(|baseline| (baseline.id, baseline.revision));
        let Some(printing) = &mut self.printing else { return Vec::new() };
        printing.layout_ticket = ticket;
        printing.laid_out_baseline = baseline;
        self.pending.drop_work_where(|work| matches!(work, Work::LayOutPages));
        self.pending.push(Pending { ticket, work: Work::LayOutPages, next_steps: Vec::new() });
        vec![Effect::Task(ticket, Task::LayOutPages(Box::new(job)))]
    }

    /// Returns the job for the current choices; `None` if the print view, report or comparison is not open.
    fn typeset_job(&self) -> Option<TypesetJob> {
        let printing = self.printing.as_ref()?;
        let subject = match printing.subject {
            PrintSubject::Report(id) => {
                let document = self.document(id)?;
                let baseline = printing.baseline.and_then(|id| self.document(id)).map(|earlier| {
                    let version = (earlier.id, earlier.revision);
                    let changes = printing.changes.as_ref().filter(|(compared, _)| *compared == version);
                    EarlierReport {
                        version,
                        report: Arc::clone(&earlier.loaded.report),
                        abbreviations: Arc::clone(&earlier.loaded.abbreviations),
                        later_abbreviations: Arc::clone(&document.loaded.abbreviations),
                        changes: changes.map(|(_, changes)| Arc::clone(changes)),
                    }
                });
                let warnings = document.warnings().into_iter().cloned().collect();
                TypesetSubject::Report(Arc::clone(&document.loaded.report), warnings, baseline)
            }
            PrintSubject::Comparison(tab) => {
                TypesetSubject::Comparison(Arc::clone(&self.tabs.get(tab)?.comparison()?.result))
            }
            PrintSubject::Timeline(tab) => {
                TypesetSubject::Timeline(Arc::clone(&self.tabs.get(tab)?.timeline()?.timeline))
            }
            PrintSubject::Chart(tab) => {
                TypesetSubject::Chart(Arc::new(self.tabs.get(tab)?.folder()?.chart_sheet()))
            }
        };
        Some(TypesetJob { subject, choice: printing.options })
    }

    /// Shows pages that were laid out, at the scroll position of the previous pages.
    pub(super) fn show_typeset_pages(
        &mut self,
        ticket: Ticket,
        result: Result<TypesetPages, String>,
    ) -> Vec<Effect> {
        if self.pending.take(ticket).is_none() {
            return Vec::new();
        }
        let Some(printing) = &mut self.printing else { return Vec::new() };
        match result {
            Ok(TypesetPages { pdf, loaded, page_count, changes }) => {
                let mut document = Document::new(DocumentId::PREVIEW, None, Arc::new(loaded));
                document.revision = u32::try_from(ticket.0).unwrap_or(u32::MAX);
                document.view.pages.leads_text = true;
                if let Some(before) = printing.preview.take() {
                    document.view.pages = before.document.view.pages;
                }
                printing.preview = Some(Preview { pdf, ticket, document, pages: page_count });
                printing.changes = changes.or(printing.changes.take());
            }
            Err(message) => printing.job = JobState::Failed(message),
        }
        vec![Effect::Pages(PagesEffect::Stop(DocumentId::PREVIEW))]
    }
}
