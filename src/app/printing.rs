//! The print view: what is printed and how, the pages as they will be, and the outcome of the job.

use std::{path::PathBuf, sync::Arc};

use super::{
    Document, DocumentId, Effect, PagesEffect, Pending, State, TabId, Task, Ticket, Typeset, TypesetJob,
    WindowEffect, Work, in_date_order,
    typesetting::{Earlier, TypesetOf, Version},
};
use crate::{
    analysis::{Comparison, compare::are_of_one_body},
    output::{
        print::Paper,
        printer::{Outcome, PrinterError, Queue},
        sheets::{Choice, Part},
    },
    report::SectionId,
};

/// The print view.
#[derive(Debug)]
pub struct Printing {
    /// The printed report or comparison.
    pub of: Printed,
    /// The chosen parts and settings.
    pub choice: Choice,
    /// The section that was being read when the view was opened.
    pub section: Option<SectionId>,
    /// The earlier report that changes are shown since.
    pub since: Option<DocumentId>,
    /// The pages that were laid out last.
    pub preview: Option<Preview>,
    /// The outcome of the last job.
    pub job: Job,
    /// Printers to choose from, where the system has no dialog of its own.
    pub printers: Vec<String>,
    /// The printer that was chosen, and how it is to print.
    pub queue: Queue,
    /// The reports it was opened on, each with its revision.
    reports: Vec<Version>,
    /// The version of the earlier report that the pages were last laid out with.
    laid_out_since: Option<Version>,
    /// The comparison with the earlier report, computed once for all choices.
    changes: Option<(Version, Arc<Comparison>)>,
    /// The pages that are waited for.
    layout_ticket: Ticket,
    /// The job that is waited for.
    job_ticket: Ticket,
}

/// The printed report or comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// An open report.
    Report(DocumentId),
    /// The comparison in this tab.
    Comparison(TabId),
}

/// Pages as they will be printed.
#[derive(Debug)]
pub struct Preview {
    /// The file that is printed or saved.
    pub pdf: Arc<Vec<u8>>,
    /// What it was made for.
    ticket: Ticket,
    /// The same as pages to look at.
    pub document: Document,
    /// How many pages there are; a folded sheet has several on a side.
    pub pages: usize,
}

/// What became of a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Job {
    /// There was none.
    #[default]
    None,
    /// It is being asked how to print, or where to save.
    Asking,
    /// Done, with a sentence that says what.
    Done(String),
    /// Not done, with a sentence that says why.
    Failed(String),
}

impl DocumentId {
    /// The pages of the print view; no open report has this name.
    pub const PREVIEW: Self = Self(u64::MAX);
}

impl Printing {
    /// Returns the pages, if they are those that were chosen last and no job is under way.
    #[must_use]
    pub fn ready(&self) -> Option<&Preview> {
        let current = self.preview.as_ref().filter(|preview| preview.ticket == self.layout_ticket);
        current.filter(|_| self.job != Job::Asking)
    }

    /// Returns the name of the job and its file.
    #[must_use]
    pub fn title(&self, state: &State) -> String {
        match self.of {
            Printed::Report(id) => {
                state.document(id).map(|document| document.report().name()).unwrap_or_default()
            }
            Printed::Comparison(tab) => {
                let comparison = state.tabs.get(tab).and_then(|tab| tab.comparison());
                comparison.map(super::ComparisonTab::title).unwrap_or_default()
            }
        }
    }

    /// Shows that a system dialog is open, and waits for the job that comes of it.
    pub(super) fn wait_for(&mut self, ticket: Ticket) {
        (self.job, self.job_ticket) = (Job::Asking, ticket);
    }
}

impl State {
    /// Opens the print view on what is shown.
    pub(super) fn open_printing(&mut self) -> Vec<Effect> {
        let (Some(of), reports) = self.printable() else { return Vec::new() };
        let section = self.front_document().and_then(Document::current_section);
        let since = match of {
            Printed::Report(id) => self.earlier_report(id),
            Printed::Comparison(_) => None,
        };
        let text = self.front_comparison().is_none_or(|comparison| {
            let [left, right] = comparison.result.reports.each_ref().map(|report| report.cover.framework);
            // Texts of different kinds of inspection are not worth showing side by side on paper.
            left == right
        });
        let choice = Choice { part: Part::Summary, text, ..self.settings.print };
        self.printing = Some(Printing {
            of,
            choice,
            section,
            since,
            preview: None,
            job: Job::None,
            printers: Vec::new(),
            queue: Queue { copies: 1, ..Queue::default() },
            reports,
            laid_out_since: None,
            changes: None,
            layout_ticket: Ticket(0),
            job_ticket: Ticket(0),
        });
        self.lay_out_pages()
    }

    /// Returns what can be printed of the front tab, and of which reports, each with its revision.
    fn printable(&self) -> (Option<Printed>, Vec<Version>) {
        let Some(front) = self.tabs.front() else { return (None, Vec::new()) };
        let of = match (front.document(), front.comparison()) {
            (Some(document), _) => Some(Printed::Report(document.id)),
            (None, Some(_)) => Some(Printed::Comparison(front.id)),
            (None, None) => None,
        };
        (of, front.documents().map(|document| (document.id, document.revision)).collect())
    }

    /// Closes the print view when what it prints is no longer in front, or was saved again.
    pub(super) fn refresh_printing(&mut self) -> Vec<Effect> {
        let Some(printing) = &self.printing else { return Vec::new() };
        let (since, laid_out_since) = (printing.since, printing.laid_out_since);
        if self.printable() != (Some(printing.of), printing.reports.clone()) {
            return self.close_printing();
        }
        if since.is_some_and(|since| self.document(since).is_none())
            && let Some(printing) = &mut self.printing
        {
            printing.since = None;
            return self.lay_out_pages();
        }
        // The earlier report was saved again.
        let version = since.and_then(|since| self.document(since)).map(|since| (since.id, since.revision));
        if version != laid_out_since { self.lay_out_pages() } else { Vec::new() }
    }

    /// Returns the open report of the same body that came last before this one.
    fn earlier_report(&self, id: DocumentId) -> Option<DocumentId> {
        let document = self.document(id)?;
        let is_earlier = |other: &&Document| {
            other.id != id
                && other.has_text()
                && are_of_one_body(document.report(), other.report())
                && other.report().cover.day().is_some()
                && in_date_order(document, other)[1] == id
        };
        let earlier = self.documents().into_iter().filter(is_earlier);
        earlier.max_by_key(|other| other.report().cover.day()).map(|other| other.id)
    }

    /// Closes the print view. A job that was handed over goes on, and its outcome is still reported.
    pub(super) fn close_printing(&mut self) -> Vec<Effect> {
        self.printing = None;
        self.pending.drop_where(|work| matches!(work, Work::LayOutPages));
        vec![Effect::Pages(PagesEffect::Stop(DocumentId::PREVIEW))]
    }

    /// Changes what is printed or how, and lays out the pages again.
    pub(super) fn choose_print(&mut self, choice: Choice, since: Option<DocumentId>) -> Vec<Effect> {
        let Some(printing) = &mut self.printing else { return Vec::new() };
        if printing.choice == choice && printing.since == since {
            return Vec::new();
        }
        (printing.choice, printing.since) = (choice, since);
        if printing.job != Job::Asking {
            printing.job = Job::None;
        }
        // Paper, ink and size suit the user and are kept; the other choices suit this report.
        let Choice { paper, ink, large, .. } = choice;
        let kept = Choice { paper, ink, large, ..Choice::default() };
        let mut effects = self.set(|settings| settings.print = kept);
        effects.extend(self.lay_out_pages());
        effects
    }

    fn lay_out_pages(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(job) = self.typeset_job() else { return Vec::new() };
        let since = self.printing.as_ref().and_then(|printing| self.document(printing.since?));
        let since = since.map(|since| (since.id, since.revision));
        let Some(printing) = &mut self.printing else { return Vec::new() };
        printing.layout_ticket = ticket;
        printing.laid_out_since = since;
        self.pending.drop_where(|work| matches!(work, Work::LayOutPages));
        self.pending.push(Pending { ticket, source: Work::LayOutPages, then: Vec::new() });
        vec![Effect::Task(ticket, Task::LayOutPages(Box::new(job)))]
    }

    fn typeset_job(&self) -> Option<TypesetJob> {
        let printing = self.printing.as_ref()?;
        let of = match printing.of {
            Printed::Report(id) => {
                let document = self.document(id)?;
                let since = printing.since.and_then(|id| self.document(id)).map(|earlier| {
                    let version = (earlier.id, earlier.revision);
                    let changes = printing.changes.as_ref().filter(|(of, _)| *of == version);
                    Earlier {
                        version,
                        report: Arc::clone(&earlier.loaded.report),
                        abbreviations: Arc::clone(&earlier.loaded.abbreviations),
                        abbreviations_since: Arc::clone(&document.loaded.abbreviations),
                        changes: changes.map(|(_, changes)| Arc::clone(changes)),
                    }
                });
                let warnings = document.warnings().into_iter().cloned().collect();
                TypesetOf::Report(Arc::clone(&document.loaded.report), warnings, since)
            }
            Printed::Comparison(tab) => {
                TypesetOf::Comparison(Arc::clone(&self.tabs.get(tab)?.comparison()?.result))
            }
        };
        Some(TypesetJob { of, choice: printing.choice })
    }

    /// Shows pages that were laid out, scrolled to where the ones before were.
    pub(super) fn show_typeset(&mut self, ticket: Ticket, result: Result<Typeset, String>) -> Vec<Effect> {
        if self.pending.finish(ticket).is_none() {
            return Vec::new();
        }
        let Some(printing) = &mut self.printing else { return Vec::new() };
        match result {
            Ok(Typeset { pdf, loaded, pages, changes }) => {
                let mut document = Document::new(DocumentId::PREVIEW, None, Arc::new(loaded));
                document.revision = u32::try_from(ticket.0).unwrap_or(u32::MAX);
                document.view.pages.leads = true;
                if let Some(before) = printing.preview.take() {
                    document.view.pages = before.document.view.pages;
                }
                printing.preview = Some(Preview { pdf, ticket, document, pages });
                printing.changes = changes.or(printing.changes.take());
            }
            Err(message) => printing.job = Job::Failed(message),
        }
        vec![Effect::Pages(PagesEffect::Stop(DocumentId::PREVIEW))]
    }

    /// Hands the pages to the system: through its dialog, or to the printer that was chosen where it has none.
    pub(super) fn print(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(printing) = &self.printing else { return Vec::new() };
        let Some(preview) = printing.ready() else { return Vec::new() };
        let pdf = Arc::clone(&preview.pdf);
        let queue = (!printing.printers.is_empty()).then(|| printing.queue.clone());
        let (title, paper) = (printing.title(self), printing.choice.paper);
        self.pending.push(Pending { ticket, source: Work::Print, then: Vec::new() });
        if let Some(printing) = &mut self.printing {
            printing.wait_for(ticket);
        }
        vec![Effect::Window(WindowEffect::Print(ticket, PrintJob { title, pdf, paper, queue }))]
    }

    pub(super) fn finish_print(&mut self, ticket: Ticket, result: Result<Outcome, PrinterError>) {
        if self.pending.finish(ticket).is_none() {
            return;
        }
        let job = match result {
            Ok(Outcome::Cancelled) => Job::None,
            Ok(Outcome::Taken(None)) => Job::Done("Sent to the printer.".to_owned()),
            Ok(Outcome::Taken(Some(words))) => Job::Done(format!("Sent to the printer: {words}.")),
            Err(error) => Job::Failed(error.to_string()),
        };
        self.end_job(ticket, job, "The pages were not printed");
    }

    /// Reports the outcome of a job: in the print view that asked for it, or else over what is shown now.
    pub(super) fn end_job(&mut self, ticket: Ticket, job: Job, failed: &str) {
        match &mut self.printing {
            Some(printing) if printing.job_ticket == ticket => printing.job = job,
            Some(_) | None => match job {
                Job::None | Job::Asking => {}
                Job::Done(words) => self.messages.toast = Some(words),
                Job::Failed(message) => {
                    self.messages.notices = vec![super::Notice::new(failed, message)];
                }
            },
        }
    }

    /// Offers these printers, because the system has no dialog of its own.
    pub(super) fn choose_printer(&mut self, ticket: Ticket, printers: Vec<String>) {
        if self.pending.finish(ticket).is_none() {
            return;
        }
        if let Some(printing) = self.printing.as_mut().filter(|printing| printing.job_ticket == ticket) {
            printing.queue.printer = printers.first().cloned().unwrap_or_default();
            printing.printers = printers;
            printing.job = Job::None;
        }
    }

    /// Reports the outcome of saving.
    pub(super) fn finish_save(&mut self, ticket: Ticket, saved: Saved) {
        if self.pending.finish(ticket).is_none() {
            return;
        }
        let job = match saved {
            None => Job::None,
            Some(Ok(path)) => Job::Done(format!("Saved as {}.", path.display())),
            Some(Err(why)) => Job::Failed(why),
        };
        self.end_job(ticket, job, "The file was not saved");
    }
}

/// Pages on their way to a printer.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintJob {
    /// What the job is called.
    pub title: String,
    /// The pages.
    pub pdf: Arc<Vec<u8>>,
    /// What they are printed on.
    pub paper: Paper,
    /// Where to print without asking; the system's dialog asks otherwise.
    pub queue: Option<Queue>,
}

/// Where something was saved, or why it was not; `None` if the user cancelled.
pub type Saved = Option<Result<PathBuf, String>>;
