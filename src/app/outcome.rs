//! The Open dialog, and work that ends without its answer: cancelled by the user, or failed because of a bug.

use std::sync::Arc;

use super::{Effect, JobState, Notice, OpenError, Pending, State, Ticket, WindowEffect, Work, strings};
use crate::analysis::Findings;

impl State {
    /// Shows the Open dialog of the system.
    pub(super) fn show_open_dialog(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        // A file that is opened from the Compare with dialog is offered for comparison.
        let compared = self.front_tab().filter(|_| self.dialog == Some(super::Dialog::CompareWith));
        let next_steps = compared.map(super::NextStep::OfferComparison).into_iter().collect();
        self.pending.push(Pending { ticket, work: Work::PickFiles, next_steps });
        vec![Effect::Window(WindowEffect::PickFiles(ticket))]
    }

    /// Opens the files that the user chose in the Open dialog; none if they cancelled.
    pub(super) fn open_picked_files(
        &mut self,
        ticket: Ticket,
        files: Vec<std::path::PathBuf>,
    ) -> Vec<Effect> {
        let Some(Pending { work, next_steps, .. }) = self.pending.take(ticket) else { return Vec::new() };
        if files.is_empty() {
            return Vec::new();
        }
        if matches!(work, Work::PickTimelineFiles) {
            return self.show_timeline_with(files);
        }
        match <[std::path::PathBuf; 1]>::try_from(files) {
            Ok([file]) => {
                self.messages.notices.clear();
                self.open_file(file, super::opening::TabPosition::InFront, next_steps).1
            }
            Err(files) => self.open_files(files),
        }
    }

    /// Stops waiting for a piece of work. Its answer will be dropped.
    pub(super) fn cancel_work(&mut self, ticket: Ticket) -> Vec<Effect> {
        let Some(Pending { work, next_steps, .. }) = self.pending.take(ticket) else { return Vec::new() };
        match work {
            Work::Load { tab, .. } => {
                let mut effects = self.cancel_load(tab);
                effects.extend(self.end_waiting_comparisons(&next_steps));
                effects
            }
            Work::Compare { tab, .. } => {
                let is_new = self.tabs.get(tab).is_some_and(|tab| tab.opening().is_some());
                if is_new { self.close_tab(tab) } else { Vec::new() }
            }
            Work::Search { document, query, .. } => {
                self.end_search_with_message(document, &query, strings::SEARCH_CANCELLED);
                Vec::new()
            }
            Work::ComputeFindings { sha256 } => {
                self.leave_findings_empty(&sha256);
                Vec::new()
            }
            Work::LayOutPages => self.close_printing(),
            Work::Print(signal) => {
                signal.cancel();
                self.end_job(ticket, JobState::None, "");
                Vec::new()
            }
            Work::Save => {
                self.end_job(ticket, JobState::None, "");
                Vec::new()
            }
            Work::PickFiles
            | Work::PickTimelineFiles
            | Work::PickFolder
            | Work::ImportPlan(_)
            | Work::LoadPlans(_)
            | Work::FindSimilar(_)
            | Work::ImportRegister(_) => Vec::new(),
        }
    }

    /// Closes a tab that has no content yet. A report whose pages are shown stays open without its text.
    fn cancel_load(&mut self, id: super::TabId) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id) else { return Vec::new() };
        if tab.opening().is_some() {
            return self.close_tab(id);
        }
        if let Some(document) = tab.document_mut().filter(|document| document.is_text_pending()) {
            document.text_error = Some(crate::report::Warning {
                kind: crate::report::WarningKind::NoText,
                message: strings::READING_CANCELLED.to_owned(),
                places: Vec::new(),
            });
        }
        Vec::new()
    }

    /// Reports that a piece of work failed because of a bug. Everything else stays as it is.
    pub(super) fn report_panic(&mut self, ticket: Ticket) -> Vec<Effect> {
        let Some(Pending { work, next_steps, .. }) = self.pending.take(ticket) else { return Vec::new() };
        match work {
            Work::Load { tab, from } => {
                let mut effects = self.report_load_error(tab, &from, &OpenError::Bug);
                effects.extend(self.end_waiting_comparisons(&next_steps));
                return effects;
            }
            Work::Compare { tab, files: [left, right], .. } => {
                let (left, right) = (left.loaded.report.name(), right.loaded.report.name());
                self.report_bug(strings::cannot_be_compared_title(&left, &right));
                let is_new = self.tabs.get(tab).is_some_and(|tab| tab.opening().is_some());
                return if is_new { self.close_tab(tab) } else { Vec::new() };
            }
            Work::Search { document, query, .. } => {
                self.end_search_with_message(document, &query, strings::SEARCH_FAILED);
            }
            Work::ComputeFindings { sha256 } => {
                let name = self.leave_findings_empty(&sha256).unwrap_or_default();
                self.report_bug(strings::points_not_shown_title(&name));
            }
            Work::LayOutPages => {
                if let Some(printing) = &mut self.printing {
                    printing.job = JobState::Failed(strings::preview_bug_message());
                }
            }
            Work::Print(_) => {
                self.end_job(
                    ticket,
                    JobState::Failed(strings::BUG_MESSAGE.to_owned()),
                    strings::NOT_PRINTED_TITLE,
                );
            }
            Work::Save => self.end_job(
                ticket,
                JobState::Failed(strings::BUG_MESSAGE.to_owned()),
                strings::NOT_SAVED_TITLE,
            ),
            Work::PickFiles | Work::PickTimelineFiles | Work::PickFolder => {
                self.report_bug(strings::OPEN_DIALOG_FAILED_TITLE.to_owned());
            }
            Work::ImportPlan(_) | Work::ImportRegister(_) => {
                self.report_bug(strings::PLAN_NOT_IMPORTED_TITLE.to_owned());
            }
            Work::LoadPlans(_) => self.report_bug(strings::PLANS_NOT_LOADED_TITLE.to_owned()),
            Work::FindSimilar(_) => self.report_bug(strings::SIMILAR_NOT_FOUND_TITLE.to_owned()),
        }
        Vec::new()
    }

    /// Shows a notice about a bug in Findings.
    fn report_bug(&mut self, title: String) {
        self.messages.notices.push(Notice::new(title, strings::BUG_MESSAGE));
    }

    /// Shows a report without findings, and returns its title.
    fn leave_findings_empty(&mut self, sha256: &str) -> Option<String> {
        let mut name = None;
        for document in self.documents_with_sha256(sha256) {
            document.findings.get_or_insert_with(|| Arc::new(Findings::ids_only(&document.loaded.report)));
            name = Some(document.title());
        }
        name
    }
}
