//! Work that ends without its answer: cancelled by the user, or failed because of a bug.

use std::sync::Arc;

use super::{Effect, Job, Notice, OpenError, Pending, State, Ticket, WindowEffect, Work};
use crate::analysis::Findings;

/// The message about a bug.
const BUG: &str = "This is a bug in Findings. Please report it. Your other reports are not affected.";

impl State {
    /// Asks for files to open, in the system's dialog.
    pub(super) fn pick_files(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        // Opened from the dialog that asks what to compare with, the file is offered for comparison.
        let compared = self.front_tab().filter(|_| self.dialog == Some(super::Dialog::CompareWith));
        let then = compared.map(super::Then::OfferComparison).into_iter().collect();
        self.pending.push(Pending { ticket, source: Work::PickFiles, then });
        vec![Effect::Window(WindowEffect::PickFiles(ticket))]
    }

    /// Opens the files that the user chose in the dialog; none if they cancelled.
    pub(super) fn open_picked(&mut self, ticket: Ticket, files: Vec<std::path::PathBuf>) -> Vec<Effect> {
        let Some(Pending { then, .. }) = self.pending.finish(ticket) else { return Vec::new() };
        if files.is_empty() {
            return Vec::new();
        }
        match <[std::path::PathBuf; 1]>::try_from(files) {
            Ok([file]) => {
                self.messages.notices.clear();
                self.open(file, super::opening::Bring::ToFront, then).1
            }
            Err(files) => self.open_files(files),
        }
    }

    /// Stops waiting for a piece of work. Its answer will be dropped.
    pub(super) fn cancel(&mut self, ticket: Ticket) -> Vec<Effect> {
        let Some(Pending { source, then, .. }) = self.pending.finish(ticket) else { return Vec::new() };
        match source {
            Work::Load { tab, .. } => {
                let mut effects = self.cancel_load(tab);
                effects.extend(self.give_up(&then));
                effects
            }
            Work::Compare { tab, .. } => {
                let is_new = self.tabs.get(tab).is_some_and(|tab| tab.opening().is_some());
                if is_new { self.close(tab) } else { Vec::new() }
            }
            Work::Search { document, query, .. } => {
                self.end_search(
                    document,
                    &query,
                    "The search was cancelled. Change the words to search again.",
                );
                Vec::new()
            }
            Work::ComputeFindings { sha256 } => {
                self.leave_findings_empty(&sha256);
                Vec::new()
            }
            Work::LayOutPages => self.close_printing(),
            Work::Print | Work::Save => {
                self.end_job(ticket, Job::None, "");
                Vec::new()
            }
            Work::PickFiles | Work::ImportPlan(_) => Vec::new(),
        }
    }

    fn cancel_load(&mut self, id: super::TabId) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id) else { return Vec::new() };
        if tab.opening().is_some() {
            return self.close(id);
        }
        if let Some(document) = tab.document_mut().filter(|document| document.is_text_pending()) {
            document.text_error = Some(crate::report::Warning {
                kind: crate::report::WarningKind::NoText,
                message: "Reading the text was cancelled, so only the pages are shown.".to_owned(),
                places: Vec::new(),
            });
        }
        Vec::new()
    }

    /// Tells the user that a piece of work failed because of a bug, and leaves everything else as it is.
    pub(super) fn report_panic(&mut self, ticket: Ticket) -> Vec<Effect> {
        let Some(Pending { source, then, .. }) = self.pending.finish(ticket) else { return Vec::new() };
        match source {
            Work::Load { tab, from } => {
                let mut effects = self.load_failed(tab, &from, &OpenError::Fault);
                effects.extend(self.give_up(&then));
                return effects;
            }
            Work::Compare { tab, files: [left, right] } => {
                let (left, right) = (left.loaded.report.name(), right.loaded.report.name());
                self.report_bug(format!("{left} and {right} can't be compared"));
                let is_new = self.tabs.get(tab).is_some_and(|tab| tab.opening().is_some());
                return if is_new { self.close(tab) } else { Vec::new() };
            }
            Work::Search { document, query, .. } => {
                self.end_search(document, &query, "Search failed because of a bug in Findings.");
            }
            Work::ComputeFindings { sha256 } => {
                let name = self.leave_findings_empty(&sha256).unwrap_or_default();
                self.report_bug(format!("The points to improve in {name} can't be shown"));
            }
            Work::LayOutPages => {
                if let Some(printing) = &mut self.printing {
                    printing.job = Job::Failed(format!("The preview can't be shown. {BUG}"));
                }
            }
            Work::Print => self.end_job(ticket, Job::Failed(BUG.to_owned()), "The pages were not printed"),
            Work::Save => self.end_job(ticket, Job::Failed(BUG.to_owned()), "The file was not saved"),
            Work::PickFiles => self.report_bug("The Open dialog can't be shown".to_owned()),
            Work::ImportPlan(_) => self.report_bug("The action plan was not imported".to_owned()),
        }
        Vec::new()
    }

    fn report_bug(&mut self, title: String) {
        self.messages.notices.push(Notice::new(title, BUG));
    }

    /// Shows a report without findings; returns its name.
    fn leave_findings_empty(&mut self, sha256: &str) -> Option<String> {
        let mut name = None;
        for document in self.documents_of(sha256) {
            document.findings.get_or_insert_with(|| Arc::new(Findings::none(&document.loaded.report)));
            name = Some(document.title());
        }
        name
    }
}
