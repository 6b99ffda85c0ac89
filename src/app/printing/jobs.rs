//! Printing and saving the pages of the print view: starting a job, its progress and its outcome. Runs without a window.

use std::{path::PathBuf, sync::Arc};

use crate::{
    app::{Effect, Notice, Pending, State, Ticket, WindowEffect, Work, strings},
    output::{
        print::Paper,
        printer::{CancelSignal, JobOptions, Outcome, PrinterError, Progress},
    },
};

/// The state of a print or save job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum JobState {
    /// There is no job.
    #[default]
    None,
    /// A system dialog asks how to print or where to save.
    Asking,
    /// Pages are being sent to the printer. The ticket cancels the job.
    Printing(Ticket, Progress),
    /// The job succeeded; a sentence for the user.
    Done(String),
    /// The job failed; a sentence about the reason.
    Failed(String),
}

/// A job for the printer.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintJob {
    /// The name of the job.
    pub title: String,
    /// The pages, as a PDF.
    pub pdf: Arc<Vec<u8>>,
    /// The paper of the pages.
    pub paper: Paper,
    /// The printer and its settings; `None` to show the print dialog of the system.
    pub job_options: Option<JobOptions>,
    /// Ends the job early.
    pub cancel: CancelSignal,
}

/// The path of a saved file, or a sentence about the reason why it was not saved; `None` if the user cancelled.
pub type SaveOutcome = Option<Result<PathBuf, String>>;

impl State {
    /// Prints the pages: through the dialog of the system, or on the chosen printer if the system has no dialog.
    pub(in crate::app) fn print_pages(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(printing) = &self.printing else { return Vec::new() };
        let Some(preview) = printing.current_preview() else { return Vec::new() };
        let pdf = Arc::clone(&preview.pdf);
        let job_options = (!printing.printers.is_empty()).then(|| printing.job_options.clone());
        let (title, paper) = (printing.title(self), printing.options.paper);
        let cancel = CancelSignal::default();
        let work = Work::Print(cancel.clone());
        self.pending.push(Pending { ticket, work, next_steps: Vec::new() });
        if let Some(printing) = &mut self.printing {
            printing.wait_for_job(ticket);
        }
        vec![Effect::Window(WindowEffect::Print(ticket, PrintJob { title, pdf, paper, job_options, cancel }))]
    }

    /// Shows how many pages of a job were sent to the printer.
    pub(in crate::app) fn show_print_progress(&mut self, ticket: Ticket, progress: Progress) {
        self.sending_job = Some(ticket);
        let is_pending = self.is_sending_pages();
        if let Some(printing) = &mut self.printing
            && printing.job_ticket == ticket
            && is_pending
        {
            printing.job = JobState::Printing(ticket, progress);
        }
    }

    /// Returns true while pages are being sent to the printer. If the program ended now, the job would be lost.
    #[must_use]
    pub fn is_sending_pages(&self) -> bool {
        self.pending.iter().any(|pending| Some(pending.ticket) == self.sending_job)
    }

    /// Reports the outcome of printing.
    pub(in crate::app) fn finish_print(&mut self, ticket: Ticket, result: Result<Outcome, PrinterError>) {
        if self.pending.take(ticket).is_none() {
            return;
        }
        let job = match result {
            Ok(Outcome::Cancelled) => JobState::None,
            Ok(Outcome::Accepted(None)) => JobState::Done(strings::sent_to_printer_message(None)),
            Ok(Outcome::Accepted(Some(words))) => {
                JobState::Done(strings::sent_to_printer_message(Some(&words)))
            }
            Err(error) => JobState::Failed(error.to_string()),
        };
        self.end_job(ticket, job, strings::NOT_PRINTED_TITLE);
    }

    /// Reports the outcome of a job: in its print view if that is still open, or else as a toast or notice.
    pub(in crate::app) fn end_job(&mut self, ticket: Ticket, job: JobState, failure_title: &str) {
        match &mut self.printing {
            Some(printing) if printing.job_ticket == ticket => printing.job = job,
            Some(_) | None => match job {
                JobState::None | JobState::Asking | JobState::Printing(..) => {}
                JobState::Done(words) => self.messages.toast = Some(words.into()),
                JobState::Failed(message) => {
                    self.messages.notices = vec![Notice::new(failure_title, message)];
                }
            },
        }
    }

    /// Offers these printers to choose from, because the system has no print dialog.
    pub(in crate::app) fn offer_printers(&mut self, ticket: Ticket, printers: Vec<String>) {
        if self.pending.take(ticket).is_none() {
            return;
        }
        if let Some(printing) = self.printing.as_mut().filter(|printing| printing.job_ticket == ticket) {
            printing.job_options.printer = printers.first().cloned().unwrap_or_default();
            printing.printers = printers;
            printing.job = JobState::None;
        }
    }

    /// Reports the outcome of saving.
    pub(in crate::app) fn finish_save(&mut self, ticket: Ticket, saved: SaveOutcome) {
        if self.pending.take(ticket).is_none() {
            return;
        }
        let job = match saved {
            None => JobState::None,
            Some(Ok(path)) => JobState::Done(strings::saved_as_message(&path)),
            Some(Err(reason)) => JobState::Failed(reason),
        };
        self.end_job(ticket, job, strings::NOT_SAVED_TITLE);
    }
}
