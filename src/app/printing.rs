//! The print view: what is printed and how, the pages as they will be, and what became of the job.

use std::{path::PathBuf, sync::Arc};

use super::{Command, Compared, Document, DocumentId, Effect, Loaded, State, Ticket, in_time};
use crate::{
    analysis::{self, compare::are_of_one_body},
    output::{
        print::Paper,
        printer::{Outcome, PrinterError, Queue},
        sheets::{self, Before, Choice, Part, Subject},
    },
    read::{Original, Read, unread},
    report::{Report, SectionId, Warning},
};

/// The print view.
#[derive(Debug)]
pub struct Printing {
    /// What is printed of.
    pub of: Printed,
    /// What of it, and how.
    pub choice: Choice,
    /// The section that was being read when the view was opened.
    pub section: Option<SectionId>,
    /// The earlier report that changes are told since.
    pub since: Option<DocumentId>,
    /// The pages that were set last.
    pub preview: Option<Preview>,
    /// What became of the last job.
    pub job: Job,
    /// Printers to choose from, where the system has no dialog that asks.
    pub printers: Vec<String>,
    /// The printer that was chosen, and how it is to print.
    pub queue: Queue,
    /// The reports it was opened on, each with its revision.
    reports: Vec<(DocumentId, u32)>,
    /// The pages that are waited for.
    ticket: Ticket,
    /// The job that is waited for.
    asked: Ticket,
}

/// What is printed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// An open report.
    Report(DocumentId),
    /// The two reports that are compared.
    Comparison,
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

/// What is to be set on pages, with all that takes.
#[derive(Debug, Clone, PartialEq)]
pub struct TypesetJob {
    of: TypesetOf,
    choice: Choice,
}

#[derive(Debug, Clone, PartialEq)]
enum TypesetOf {
    Report(Arc<Report>, Vec<Warning>, Option<Arc<Report>>),
    Comparison([Arc<Report>; 2]),
}

/// Pages that were set.
#[derive(Debug)]
pub struct Typeset {
    pdf: Arc<Vec<u8>>,
    loaded: Loaded,
    pages: usize,
}

impl TypesetJob {
    /// Sets the pages, and opens the file that they make as any other is opened.
    pub(super) fn run(&self) -> Result<Typeset, String> {
        let pages = match &self.of {
            TypesetOf::Report(report, warnings, None) => {
                sheets::pages(Subject::Report(report, warnings, None), &self.choice, sheets::today())
            }
            TypesetOf::Report(report, warnings, Some(earlier)) => {
                let comparison = analysis::compare(earlier, report);
                let before = Before { report: earlier, comparison: &comparison };
                let subject = Subject::Report(report, warnings, Some(before));
                sheets::pages(subject, &self.choice, sheets::today())
            }
            TypesetOf::Comparison([left, right]) => {
                let comparison = analysis::compare(left, right);
                let subject = Subject::Comparison(left, right, &comparison);
                sheets::pages(subject, &self.choice, sheets::today())
            }
        };
        let pdf = Arc::new(pages.to_pdf().map_err(|error| error.to_string())?);
        let original = Original::open(Arc::clone(&pdf), "preview.pdf", None)
            .map_err(|error| error.to_string())?
            .ok_or_else(|| "The pages that were made cannot be shown.".to_owned())?;
        let report = unread(&pdf, "preview.pdf", &original);
        let read = Read { report, warnings: Vec::new() };
        let loaded = Loaded::new(read).with_pages(Some(original));
        Ok(Typeset { pdf, loaded, pages: pages.count() })
    }
}

impl DocumentId {
    /// The pages of the print view; no open report has this name.
    pub const PREVIEW: Self = Self(u64::MAX);
}

impl Printing {
    /// The pages, where they are those that were chosen last, and no job is under way.
    #[must_use]
    pub fn ready(&self) -> Option<&Preview> {
        let current = self.preview.as_ref().filter(|preview| preview.ticket == self.ticket);
        current.filter(|_| self.job != Job::Asking)
    }

    /// What the job and its file are called.
    #[must_use]
    pub fn title(&self, state: &State) -> String {
        let reports = match self.of {
            Printed::Report(id) => state.document(id).map(|document| vec![document.report()]),
            Printed::Comparison => {
                state.compared.as_ref().map(|compared| compared.reports.iter().map(Arc::as_ref).collect())
            }
        };
        let names: Vec<String> = reports.unwrap_or_default().iter().map(|report| report.name()).collect();
        names.join(" and ")
    }
}

impl State {
    /// The open report of that name.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// Opens the print view on what is shown.
    pub(super) fn open_printing(&mut self) -> Vec<Effect> {
        let of = match self.active {
            _ if self.shows_comparison => Printed::Comparison,
            Some(id) => Printed::Report(id),
            None => return Vec::new(),
        };
        let section = self.active().and_then(Document::current_section);
        let since = match of {
            Printed::Report(id) => self.earlier(id),
            Printed::Comparison => None,
        };
        let text = of != Printed::Comparison || self.is_of_one_framework();
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
            reports: self.shown().1,
            ticket: Ticket(0),
            asked: Ticket(0),
        });
        self.typeset()
    }

    /// What is shown, and of which reports, each with its revision.
    fn shown(&self) -> (Option<Printed>, Vec<(DocumentId, u32)>) {
        let of = match self.active {
            _ if self.shows_comparison => Some(Printed::Comparison),
            active => active.map(Printed::Report),
        };
        let ids = match (of, &self.compared) {
            (Some(Printed::Comparison), Some(compared)) => compared.documents.to_vec(),
            (Some(Printed::Report(id)), _) => vec![id],
            _ => Vec::new(),
        };
        let documents = ids.into_iter().filter_map(|id| self.document(id));
        (of, documents.map(|document| (document.id, document.revision)).collect())
    }

    /// The print view lives no longer than what it prints is shown, and is as it was read then.
    pub(super) fn keep_printing(&mut self) -> Vec<Effect> {
        let Some(printing) = &self.printing else { return Vec::new() };
        let since = printing.since;
        if self.shown() != (Some(printing.of), printing.reports.clone()) {
            return self.close_printing();
        }
        if since.is_some_and(|since| self.document(since).is_none())
            && let Some(printing) = &mut self.printing
        {
            printing.since = None;
            return self.typeset();
        }
        Vec::new()
    }

    /// Whether compared reports are of one kind, so that their texts are worth holding against one another on paper.
    fn is_of_one_framework(&self) -> bool {
        self.compared.as_ref().is_some_and(|compared| {
            let [left, right] = compared.reports.each_ref().map(|report| &report.cover.framework);
            left == right
        })
    }

    /// The open report of the same body that came last before this one.
    fn earlier(&self, id: DocumentId) -> Option<DocumentId> {
        let document = self.document(id)?;
        let is_earlier = |other: &&Document| {
            other.id != id
                && other.has_text()
                && are_of_one_body(document.report(), other.report())
                && other.report().cover.day().is_some()
                && in_time(document, other)[1] == id
        };
        let earlier = self.documents.iter().filter(is_earlier);
        earlier.max_by_key(|other| other.report().cover.day()).map(|other| other.id)
    }

    pub(super) fn close_printing(&mut self) -> Vec<Effect> {
        self.printing = None;
        vec![Effect::StopDrawing(DocumentId::PREVIEW)]
    }

    /// Changes what is printed or how, and sets the pages anew.
    pub(super) fn choose_print(&mut self, choice: Choice, since: Option<DocumentId>) -> Vec<Effect> {
        let Some(printing) = &mut self.printing else { return Vec::new() };
        if printing.choice == choice && printing.since == since {
            return Vec::new();
        }
        (printing.choice, printing.since) = (choice, since);
        if printing.job != Job::Asking {
            printing.job = Job::None;
        }
        // What is printed is of one report; what it is printed on is of the person.
        let Choice { paper, ink, large, .. } = choice;
        let kept = Choice { paper, ink, large, ..Choice::default() };
        let mut effects = self.set(|settings| settings.print = kept);
        effects.extend(self.typeset());
        effects
    }

    fn typeset(&mut self) -> Vec<Effect> {
        let ticket = Ticket(self.fresh());
        let Some(job) = self.typeset_job() else { return Vec::new() };
        let Some(printing) = &mut self.printing else { return Vec::new() };
        printing.ticket = ticket;
        vec![Effect::Typeset(ticket, Box::new(job))]
    }

    fn typeset_job(&self) -> Option<TypesetJob> {
        let printing = self.printing.as_ref()?;
        let of = match printing.of {
            Printed::Report(id) => {
                let loaded = &self.document(id)?.loaded;
                let since = printing.since.and_then(|id| self.document(id));
                let since = since.map(|document| Arc::clone(&document.loaded.report));
                TypesetOf::Report(Arc::clone(&loaded.report), loaded.warnings.clone(), since)
            }
            Printed::Comparison => {
                let Compared { reports, .. } = self.compared.as_ref()?;
                TypesetOf::Comparison(reports.clone())
            }
        };
        Some(TypesetJob { of, choice: printing.choice })
    }

    /// Shows pages that were set, at the place where the ones before stood.
    pub(super) fn show_typeset(&mut self, ticket: Ticket, result: Result<Typeset, String>) -> Vec<Effect> {
        let Some(printing) = self.printing.as_mut().filter(|printing| printing.ticket == ticket) else {
            return Vec::new();
        };
        match result {
            Ok(Typeset { pdf, loaded, pages }) => {
                let mut document = Document::new(DocumentId::PREVIEW, None, loaded);
                document.revision = u32::try_from(ticket.0).unwrap_or(u32::MAX);
                document.view.pages.leads = true;
                if let Some(before) = printing.preview.take() {
                    document.view.pages = before.document.view.pages;
                }
                printing.preview = Some(Preview { pdf, ticket, document, pages });
            }
            Err(message) => printing.job = Job::Failed(message),
        }
        vec![Effect::StopDrawing(DocumentId::PREVIEW)]
    }

    /// Hands the pages to the system: through its dialog, or to the printer that was chosen where it has none.
    pub(super) fn print(&mut self) -> Vec<Effect> {
        let ticket = Ticket(self.fresh());
        let Some(printing) = &self.printing else { return Vec::new() };
        let Some(preview) = printing.ready() else { return Vec::new() };
        let pdf = Arc::clone(&preview.pdf);
        let queue = (!printing.printers.is_empty()).then(|| printing.queue.clone());
        let (title, paper) = (printing.title(self), printing.choice.paper);
        self.ask(ticket);
        vec![Effect::Print(ticket, PrintJob { title, pdf, paper, queue })]
    }

    /// A dialog is open; what comes of it has this ticket.
    pub(super) fn ask(&mut self, ticket: Ticket) {
        if let Some(printing) = &mut self.printing {
            (printing.job, printing.asked) = (Job::Asking, ticket);
        }
    }

    fn printed(&mut self, ticket: Ticket, result: Result<Outcome, PrinterError>) {
        let job = match result {
            Ok(Outcome::Cancelled) => Job::None,
            Ok(Outcome::Taken(None)) => Job::Done("The printing system has taken the pages.".to_owned()),
            Ok(Outcome::Taken(Some(words))) => {
                Job::Done(format!("The printing system has taken the pages: {words}."))
            }
            Err(error) => Job::Failed(error.to_string()),
        };
        self.tell_job(ticket, job, "The pages were not printed");
    }

    /// Tells what came of a job: in the print view that asked for it, else over what is shown now.
    fn tell_job(&mut self, ticket: Ticket, job: Job, failed: &str) {
        match &mut self.printing {
            Some(printing) if printing.asked == ticket => printing.job = job,
            _ => match job {
                Job::None | Job::Asking => {}
                Job::Done(words) => self.said = Some(words),
                Job::Failed(message) => {
                    self.notices = vec![super::Notice::new(failed, message)];
                }
            },
        }
    }

    /// The system has no dialog, and these printers.
    fn choose_printer(&mut self, ticket: Ticket, printers: Vec<String>) {
        if let Some(printing) = self.printing.as_mut().filter(|printing| printing.asked == ticket) {
            printing.queue.printer = printers.first().cloned().unwrap_or_default();
            printing.printers = printers;
            printing.job = Job::None;
        }
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

/// Where something was saved, or why it was not; nothing where nobody chose a place.
pub type Saved = Option<Result<PathBuf, String>>;

impl State {
    /// What became of saving.
    fn saved(&mut self, ticket: Ticket, saved: Saved) {
        let job = match saved {
            None => Job::None,
            Some(Ok(path)) => Job::Done(format!("Saved as {}.", path.display())),
            Some(Err(why)) => Job::Failed(why),
        };
        self.tell_job(ticket, job, "The file could not be written");
    }

    /// Commands of the print view and of exporting.
    pub(super) fn hand_on(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::ChoosePrint(choice, since) => return self.choose_print(*choice, since),
            Command::Typeset(ticket, result) => return self.show_typeset(ticket, *result),
            Command::Print => return self.print(),
            Command::SavePdf => return self.save_pdf(),
            Command::Printed(ticket, result) => self.printed(ticket, result),
            Command::ChoosePrinter(ticket, printers) => self.choose_printer(ticket, printers),
            Command::SetQueue(queue) => {
                if let Some(printing) = &mut self.printing {
                    printing.queue = queue;
                }
            }
            Command::ClosePrinting => return self.close_printing(),
            Command::Export(kind) => return self.export(kind),
            Command::Saved(ticket, saved) => self.saved(ticket, saved),
            _ => {}
        }
        Vec::new()
    }
}
