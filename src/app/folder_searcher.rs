//! The threads that search the folders in tabs. A new search replaces the one before it at once.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use super::{
    Command, FolderCommand, FolderSearchAnswer, FolderSearchCommand, FolderSearchTask, RunnerAnswer, TabId,
    strings,
};
use crate::library::{Index, passages, search, similar_lines};

/// The threads that search the folders in tabs.
#[derive(Debug, Default)]
pub(super) struct FolderSearchers {
    /// The number of the search that is wanted in each tab. A thread with another number ends.
    wanted: HashMap<TabId, Arc<AtomicU64>>,
}

/// The number of no search.
const NO_SEARCH: u64 = 0;

impl FolderSearchers {
    /// Starts a search in place of the one before it. Its answers are passed to `send`, from another thread.
    pub(super) fn start(
        &mut self,
        tab: TabId,
        number: u64,
        task: FolderSearchTask,
        index: Option<Arc<Mutex<Index>>>,
        send: impl Fn(RunnerAnswer) + Clone + Send + 'static,
    ) {
        let wanted = Arc::clone(self.wanted.entry(tab).or_default());
        wanted.store(number, Ordering::Relaxed);
        if task == FolderSearchTask::Nothing {
            return;
        }
        let answer = move |answer: FolderSearchAnswer| {
            let command = FolderSearchCommand::Answer(number, Box::new(answer));
            send(RunnerAnswer::Command(Command::Folder(tab, FolderCommand::Search(command))));
        };
        let failed = answer.clone();
        let run = move || {
            let is_cancelled = || wanted.load(Ordering::Relaxed) != number;
            let Some(index) = index else {
                return answer(FolderSearchAnswer::Failed(strings::NO_INDEX_TO_SEARCH.to_owned()));
            };
            let search = AssertUnwindSafe(|| run_search(&index, &task, &is_cancelled, &answer));
            let result = catch_unwind(search).unwrap_or_else(|_| Err(strings::SEARCH_FAILED.to_owned()));
            if let Err(reason) = result {
                answer(FolderSearchAnswer::Failed(reason));
            }
        };
        if let Err(error) = thread::Builder::new().name("search folder".to_owned()).spawn(run) {
            failed(FolderSearchAnswer::Failed(error.to_string()));
        }
    }

    /// Stops the search in a tab.
    pub(super) fn stop(&mut self, tab: TabId) {
        if let Some(wanted) = self.wanted.remove(&tab) {
            wanted.store(NO_SEARCH, Ordering::Relaxed);
        }
    }
}

/// Carries out a search, and passes its answers to `answer`.
fn run_search(
    index: &Mutex<Index>,
    task: &FolderSearchTask,
    is_cancelled: &(dyn Fn() -> bool + Sync),
    answer: &dyn Fn(FolderSearchAnswer),
) -> Result<(), String> {
    let mut progress = |done, total| answer(FolderSearchAnswer::Progress(done, total));
    match task {
        FolderSearchTask::Nothing => {}
        FolderSearchTask::Words(request) => {
            search::search_reports(index, request, is_cancelled, &mut |part| {
                answer(FolderSearchAnswer::Part(part));
            })?;
        }
        FolderSearchTask::Similar(request) => {
            let found = similar_lines::similar_lines(index, request, is_cancelled, &mut progress)?;
            found.into_iter().for_each(|lines| answer(FolderSearchAnswer::Similar(Arc::new(lines))));
        }
        FolderSearchTask::Passages(reports) => {
            let found = passages::shared_passages(index, reports, is_cancelled, &mut progress)?;
            found.into_iter().for_each(|found| answer(FolderSearchAnswer::Passages(Arc::new(found))));
        }
    }
    Ok(())
}
