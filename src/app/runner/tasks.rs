//! Carries out tasks, each on a thread of its own.

use std::{collections::BTreeMap, sync::Arc};

use super::Runner;
use crate::{
    analysis::{Findings, SearchText},
    app::{
        Annotations, Command, ComparisonResult, ComputedFindings, FolderCommand, FolderRegisterCommand,
        LoadedReport, OpenError, ReportSource, SearchResult, TabId, Task, Ticket, file,
    },
    library::SimilarRecommendations,
    read,
};

impl Runner {
    pub(super) fn run_task(&self, ticket: Ticket, task: Task) {
        match task {
            Task::Load(from) => {
                self.watch_source(&from);
                self.run_on_thread("read report", ticket, read_report(ticket, from));
            }
            Task::Compare(reports, abbreviations, mode) => {
                self.run_on_thread("compare reports", ticket, move |_| {
                    let result = ComparisonResult::new(reports, &abbreviations, mode);
                    Some(Command::Compared(ticket, Arc::new(result)))
                });
            }
            Task::Search { report, flow, text, query } => self.run_on_thread("search", ticket, move |_| {
                let text = text.unwrap_or_else(|| Arc::new(SearchText::new(&report, &flow)));
                let hits = text.search(&report, &flow, &query);
                Some(Command::Searched(ticket, Box::new(SearchResult { text, hits })))
            }),
            Task::ComputeFindings(report, abbreviations) => {
                let saved = self.saver.as_ref().map(|saver| (saver.annotations(), saver.confirm_saved()));
                let unsaved = self.unsaved_annotations.get(&report.source.sha256).cloned();
                self.run_on_thread("compute findings", ticket, move |_| {
                    let findings = Arc::new(Findings::compute(&report, abbreviations));
                    let annotations = saved.map(|(annotations, is_saved)| {
                        // A report that is opened again gets the words that were typed just before it was closed.
                        let _ = is_saved.recv();
                        annotations.load(&report.source.sha256)
                    });
                    let annotations = annotations.or(unsaved).unwrap_or_default();
                    let computed = ComputedFindings { findings, annotations };
                    Some(Command::FindingsComputed(ticket, Box::new(computed)))
                });
            }
            Task::LoadPlans(tab, reports) => self.load_plans(ticket, tab, reports),
            Task::FindSimilar(tab, reports) => self.run_on_thread("find similar", ticket, move |_| {
                let similar = Arc::new(SimilarRecommendations::new(&reports));
                let command = FolderRegisterCommand::SimilarFound(ticket, similar);
                Some(Command::Folder(tab, FolderCommand::Register(command)))
            }),
            Task::LayOutPages(job) => self.run_on_thread("lay out pages", ticket, move |_| {
                Some(Command::Typeset(ticket, Box::new(job.lay_out_pages())))
            }),
        }
    }

    /// Loads the annotations of reports in the folder of a tab.
    fn load_plans(&self, ticket: Ticket, tab: TabId, reports: Vec<String>) {
        let saved = self.saver.as_ref().map(|saver| (saver.annotations(), saver.confirm_saved()));
        let unsaved: BTreeMap<String, Annotations> = self
            .unsaved_annotations
            .iter()
            .map(|(sha256, annotations)| (sha256.clone(), annotations.clone()))
            .collect();
        self.run_on_thread("load plans", ticket, move |_| {
            let plans = saved.map_or(unsaved, |(annotations, is_saved)| {
                let _ = is_saved.recv();
                annotations.load_existing(&reports)
            });
            let command = FolderRegisterCommand::PlansLoaded(ticket, plans);
            Some(Command::Folder(tab, FolderCommand::Register(command)))
        });
    }

    /// Watches the file of a report, so that it is read again when another program saves it.
    pub(super) fn watch_source(&self, from: &ReportSource) {
        // A protected file is not watched: reading it again could open the password dialog at an unexpected moment.
        if let (Some(watcher), ReportSource::File(path)) = (&self.watcher, from) {
            watcher.watch_file(path);
        }
    }
}

/// Returns the work of reading a report. It answers with [`Command::Loaded`], twice for a long file.
pub(super) fn read_report(
    ticket: Ticket,
    from: ReportSource,
) -> impl FnOnce(&dyn Fn(Command)) -> Option<Command> + Send + 'static {
    move |answer| {
        let first = |pages| answer(Command::Loaded(ticket, Box::new(Ok(pages))));
        let result = match &from {
            ReportSource::File(path) => file::load_report(path, None, first),
            ReportSource::Protected(path, password) => file::load_report(path, Some(password), first),
            ReportSource::Sample(sample) | ReportSource::Guide(sample) => {
                read::read(sample.bytes, sample.file).map(LoadedReport::new).map_err(OpenError::from)
            }
        };
        Some(Command::Loaded(ticket, Box::new(result)))
    }
}
