//! One pass over the files of a folder that are new or changed: they are read on several threads, and the results are
//! taken in batches.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Ended, ReadFailure, ReadReport};
use crate::{
    library::{FileStamp, FoundFile, ReadFile, scan::is_online_only},
    parallel,
};

/// The time in which results are collected before they are taken.
const BATCH_TIME: Duration = Duration::from_millis(100);
/// The maximum number of results in a batch.
const MAX_BATCH_FILES: usize = 64;
/// The maximum number of results that wait to be taken, so that memory stays bounded while the disk is slow.
const MAX_WAITING_RESULTS: usize = 16;

/// One pass over files.
pub(super) struct Pass {
    folder: PathBuf,
    /// The files that are still to be read.
    queue: Mutex<VecDeque<FoundFile>>,
    read: ReadReport,
    is_stopped: Mutex<bool>,
}

/// Takes the results of a pass.
pub(super) trait PassOwner {
    /// Takes files that were read.
    fn take_results(&mut self, read: Vec<ReadFile>) -> Result<(), Ended>;

    /// Carries out requests that arrived, between two batches of results.
    fn follow_requests(&self, pass: &Pass) -> Result<(), Ended>;
}

/// The end of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassEnd {
    /// All files were read.
    Complete,
    /// The pass was stopped before.
    Stopped,
}

impl Pass {
    pub(super) fn new(folder: PathBuf, files: Vec<FoundFile>, read: ReadReport) -> Self {
        Self { folder, queue: Mutex::new(files.into()), read, is_stopped: Mutex::new(false) }
    }

    /// Reads these files before the others.
    pub(super) fn read_first(&self, paths: &[PathBuf]) {
        let mut queue = lock(&self.queue);
        for path in paths.iter().rev() {
            if let Some(index) = queue.iter().position(|file| file.path == *path)
                && let Some(file) = queue.remove(index)
            {
                queue.push_front(file);
            }
        }
    }

    /// Stops the pass, unless no more files are to be read. Files that are being read are still finished.
    pub(super) fn stop(&self) {
        let mut queue = lock(&self.queue);
        *lock(&self.is_stopped) |= !queue.is_empty();
        queue.clear();
    }

    /// Reads all files on this many threads. `owner` gets the results in batches.
    pub(super) fn run(&self, jobs: usize, owner: &mut impl PassOwner) -> Result<PassEnd, Ended> {
        let (sender, results) = mpsc::sync_channel(MAX_WAITING_RESULTS);
        thread::scope(|scope| {
            // Each thread ends when the queue is empty, or when nobody takes results.
            let workers = (0..jobs.max(1)).filter_map(|_| {
                let sender = sender.clone();
                parallel::spawn(scope, move || {
                    while let Some(file) = self.next_file() {
                        let read = parallel::on_this_thread(|| self.read_file(file));
                        if sender.send(read).is_err() {
                            break;
                        }
                    }
                })
            });
            let workers: Vec<_> = workers.collect();
            drop(sender);
            // Without threads, nothing is read until the user tries again.
            if workers.is_empty() {
                self.stop();
            }
            let outcome = self.take_all(&results, owner);
            if outcome.is_err() {
                self.stop();
            }
            // Threads that wait to send a result end now.
            drop(results);
            outcome
        })?;
        Ok(if *lock(&self.is_stopped) { PassEnd::Stopped } else { PassEnd::Complete })
    }

    /// Passes results on in batches, until all threads have ended.
    fn take_all(&self, results: &Receiver<ReadFile>, owner: &mut impl PassOwner) -> Result<(), Ended> {
        let mut batch = Vec::new();
        let mut last_taken = Instant::now();
        loop {
            owner.follow_requests(self)?;
            let is_over = match results.recv_timeout(BATCH_TIME) {
                Ok(read) => {
                    batch.push(read);
                    false
                }
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => true,
            };
            let is_due = is_over || batch.len() >= MAX_BATCH_FILES || last_taken.elapsed() >= BATCH_TIME;
            if is_due && !batch.is_empty() {
                owner.take_results(std::mem::take(&mut batch))?;
                last_taken = Instant::now();
            }
            if is_over {
                return Ok(());
            }
        }
    }

    fn next_file(&self) -> Option<FoundFile> {
        lock(&self.queue).pop_front()
    }

    /// Reads a file. A file that changed meanwhile is marked, so that it is read again after the next scan.
    fn read_file(&self, file: FoundFile) -> ReadFile {
        let path = self.folder.join(&file.path);
        let before = FileStamp::of_file(&path);
        if is_online_only(&path) {
            // A folder can have gigabytes of such files. Opening a single report downloads it.
            let reason = super::super::strings::ONLINE_ONLY.to_owned();
            let stamp = FileStamp::UNKNOWN;
            return ReadFile {
                path: file.path,
                stamp,
                result: Err(ReadFailure { reason, is_lasting: false }),
            };
        }
        // A report that brings out a bug must not end the reading of the others.
        let result = catch_unwind(AssertUnwindSafe(|| (self.read)(&path)));
        let result = result.unwrap_or_else(|_| {
            let reason = super::super::strings::BUG_WHILE_READING.to_owned();
            Err(ReadFailure { reason, is_lasting: true })
        });
        let after = FileStamp::of_file(&path);
        let stamp = before.filter(|_| before == after).unwrap_or(FileStamp::UNKNOWN);
        ReadFile { path: file.path, stamp, result: result.map(Box::new) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
