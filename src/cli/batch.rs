//! Works on several files at the same time, with the results in the order of the files, progress on a terminal, and an
//! orderly end after Ctrl+C. Must not know what is done with the files.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal as _, Write as _},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{
        Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Args;

use super::strings;
use crate::parallel;

/// Options for working on several files.
#[derive(Debug, Args)]
pub(super) struct BatchOptions {
    /// Number of files to work on at the same time; by default the number of processors
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// The number of results per thread that may wait for an earlier file, so that memory stays bounded.
const MAX_WAITING_RESULTS_PER_THREAD: usize = 4;

/// The exit code of a command that Ctrl+C ended, as shells have it: 128 and the number of the signal.
pub(super) const INTERRUPTED_EXIT_CODE: u8 = 130;

/// The end of a batch of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BatchEnd {
    /// All files were worked on.
    Complete,
    /// Ctrl+C was pressed. The results of the first files were used, and those of the others were not.
    Interrupted,
}

/// The destination of the results of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BatchOutput {
    /// Each result is printed to standard output at once.
    Stdout,
    /// The results are written to files, or together at the end.
    Files,
}

/// Calls `work` for each file, on as many threads as `options` say, and `use_result` on this thread for each result, in
/// the order of the files. Shows the progress on a terminal if it takes long, unless the results are printed there.
///
/// # Panics
/// Panics if `work` does.
pub(super) fn for_each_file<R: Send>(
    files: &[PathBuf],
    options: &BatchOptions,
    output: BatchOutput,
    work: impl Fn(&Path) -> R + Sync,
    mut use_result: impl FnMut(R),
) -> BatchEnd {
    let work_on_all_here = |use_result: &mut dyn FnMut(R)| {
        files.iter().for_each(|file| use_result(work(file)));
        BatchEnd::Complete
    };
    if files.len() < 2 {
        // A single file is worked on without preparations, and its pages on several threads.
        return work_on_all_here(&mut use_result);
    }
    let is_interrupted = interruption();
    let available = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = options.jobs.map_or(available, NonZeroUsize::get).min(files.len());
    let batch = Batch::new(files.len(), jobs * MAX_WAITING_RESULTS_PER_THREAD);
    thread::scope(|scope| {
        let run_worker = || batch.run_worker(|index| work(&files[index]));
        let workers: Vec<_> = (0..jobs).map(|_| parallel::spawn(scope, run_worker)).collect();
        if workers.iter().all(Option::is_none) {
            return work_on_all_here(&mut use_result);
        }
        let progress = Progress::new(files.len(), output);
        let end = batch.deliver_results(is_interrupted, progress, &mut use_result);
        workers.into_iter().for_each(|worker| parallel::wait_for(worker).unwrap_or_default());
        end
    })
}

/// The state that the threads of a batch share.
struct Batch<R> {
    state: Mutex<BatchState<R>>,
    /// Notified after each change of the state.
    changed: Condvar,
    file_count: usize,
    /// The number of files that may be worked on or wait at the same time.
    max_waiting: usize,
}

/// The next file of a batch, and the results that wait.
struct BatchState<R> {
    /// The index of the next file to work on.
    next: usize,
    /// The number of results that were used.
    used: usize,
    /// Results that wait for an earlier one, by the index of their file.
    results: BTreeMap<usize, R>,
    /// True if no more files are to be worked on.
    is_over: bool,
}

impl<R> Batch<R> {
    fn new(file_count: usize, max_waiting: usize) -> Self {
        let state = BatchState { next: 0, used: 0, results: BTreeMap::new(), is_over: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), file_count, max_waiting }
    }

    /// Locks the state. A panic in another thread leaves it as it was.
    fn lock(&self) -> MutexGuard<'_, BatchState<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and wakes the threads that wait for that.
    fn change(&self, change: impl FnOnce(&mut BatchState<R>)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Works on one file after another until there are no more. `work` gets the index of a file.
    fn run_worker(&self, work: impl Fn(usize) -> R) {
        // If a panic ends this thread, the others must not wait for its result.
        let _end_on_panic = EndOnPanic(self);
        while let Some(index) = self.take_next() {
            let result = parallel::on_this_thread(|| work(index));
            self.change(|state| drop(state.results.insert(index, result)));
        }
    }

    /// Returns the index of the next file to work on, and counts it as taken; `None` if there are no more. Waits while
    /// too many results wait to be used.
    fn take_next(&self) -> Option<usize> {
        let mut state = self.lock();
        while !state.is_over && state.next >= state.used + self.max_waiting {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let index = state.next;
        if state.is_over || index >= self.file_count {
            return None;
        }
        state.next += 1;
        Some(index)
    }

    /// Calls `use_result` for each result, in the order of the files, until all are used or `is_interrupted` is true.
    fn deliver_results(
        &self,
        is_interrupted: &AtomicBool,
        mut progress: Progress,
        mut use_result: impl FnMut(R),
    ) -> BatchEnd {
        for index in 0..self.file_count {
            let Some(result) = self.wait_for_result(index, is_interrupted) else {
                self.change(|state| state.is_over = true);
                progress.clear();
                return BatchEnd::Interrupted;
            };
            self.change(|state| state.used = index + 1);
            progress.clear();
            use_result(result);
            progress.show(index + 1);
        }
        BatchEnd::Complete
    }

    /// Waits for the result of the file with this index; `None` if the batch is over before.
    fn wait_for_result(&self, index: usize, is_interrupted: &AtomicBool) -> Option<R> {
        /// The time between checks for Ctrl+C, which does not wake this thread.
        const INTERRUPTION_INTERVAL: Duration = Duration::from_millis(100);
        let mut state = self.lock();
        while !is_interrupted.load(Ordering::Relaxed) && !state.is_over {
            if let Some(result) = state.results.remove(&index) {
                return Some(result);
            }
            let wait = self.changed.wait_timeout(state, INTERRUPTION_INTERVAL);
            state = wait.unwrap_or_else(PoisonError::into_inner).0;
        }
        None
    }
}

/// Ends a batch if it is dropped by a panic.
struct EndOnPanic<'a, R>(&'a Batch<R>);

impl<R> Drop for EndOnPanic<'_, R> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.change(|state| state.is_over = true);
        }
    }
}

/// Returns a flag that becomes true when the user presses Ctrl+C. From then on, Ctrl+C no longer ends the program at once.
fn interruption() -> &'static AtomicBool {
    static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);
    static HANDLER: OnceLock<()> = OnceLock::new();
    HANDLER.get_or_init(|| {
        // If no handler can be set, Ctrl+C ends the program at once. Files are still written completely or not at all.
        let _ = ctrlc::set_handler(|| IS_INTERRUPTED.store(true, Ordering::Relaxed));
    });
    &IS_INTERRUPTED
}

/// The progress of a batch, in one line on a terminal that is written again and again.
struct Progress {
    total: usize,
    start: Instant,
    /// True while the line is on the terminal.
    is_shown: bool,
    /// True if standard error is a terminal, and the results are not printed there too.
    is_enabled: bool,
}

impl Progress {
    /// The time before the progress is shown.
    const DELAY: Duration = Duration::from_millis(500);

    fn new(total: usize, output: BatchOutput) -> Self {
        let is_printed_there = output == BatchOutput::Stdout && io::stdout().is_terminal();
        let is_enabled = io::stderr().is_terminal() && !is_printed_there;
        Self { total, start: Instant::now(), is_shown: false, is_enabled }
    }

    /// Shows the number of files that are done, and the time left.
    fn show(&mut self, done: usize) {
        let spent = self.start.elapsed();
        if !self.is_enabled || spent < Self::DELAY || done == self.total {
            return;
        }
        self.is_shown = true;
        let line = strings::progress(done, self.total, time_left(spent, done, self.total));
        // Progress that can't be shown is not worth an error.
        let _ = write!(io::stderr(), "\r{line}\u{1b}[K");
        let _ = io::stderr().flush();
    }

    /// Clears the line, so that a message can be written in its place.
    fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Returns the time that the other files will take, if they take as long as those that are done.
fn time_left(spent: Duration, done: usize, total: usize) -> Duration {
    let left = total.saturating_sub(done);
    let nanoseconds = spent.as_nanos() / u128::try_from(done.max(1)).unwrap_or(1);
    let nanoseconds = nanoseconds.saturating_mul(u128::try_from(left).unwrap_or(u128::MAX));
    Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn files(count: usize) -> Vec<PathBuf> {
        (0..count).map(|number| PathBuf::from(number.to_string())).collect()
    }

    fn jobs(count: usize) -> BatchOptions {
        BatchOptions { jobs: NonZeroUsize::new(count) }
    }

    #[test]
    fn results_are_used_in_the_order_of_the_files() {
        for job_count in [1, 2, 5, 40] {
            let mut used = Vec::new();
            let work = |file: &Path| {
                // Earlier files of each five take longer than later ones.
                let number: u64 = file.to_str().unwrap().parse().unwrap();
                let steps: u64 = (0..(5 - number % 5) * 20_000).map(std::hint::black_box).sum();
                assert!(steps > 0);
                number
            };
            let end = for_each_file(&files(30), &jobs(job_count), BatchOutput::Files, work, |number| {
                used.push(number);
            });
            assert_eq!((end, used), (BatchEnd::Complete, (0..30).collect()));
        }
    }

    #[test]
    fn only_a_few_results_wait_for_a_slow_first_file() {
        let started = AtomicUsize::new(0);
        let work = |file: &Path| {
            let before = started.fetch_add(1, Ordering::SeqCst);
            if file == Path::new("0") {
                // All that may be worked on beside the first file is worked on before it is done.
                while started.load(Ordering::SeqCst) < 2 * MAX_WAITING_RESULTS_PER_THREAD {
                    thread::yield_now();
                }
                return started.load(Ordering::SeqCst);
            }
            before
        };
        let mut first = None;
        for_each_file(&files(100), &jobs(2), BatchOutput::Files, work, |started| {
            first.get_or_insert(started);
        });
        assert_eq!(first, Some(2 * MAX_WAITING_RESULTS_PER_THREAD));
    }

    #[test]
    fn a_panic_while_working_on_a_file_reaches_the_caller() {
        let work = |file: &Path| assert_ne!(file, Path::new("7"), "invented");
        let run = || for_each_file(&files(20), &jobs(3), BatchOutput::Files, work, drop);
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn the_time_left_is_in_proportion_to_the_files_left() {
        assert_eq!(time_left(Duration::from_secs(10), 5, 20), Duration::from_secs(30));
        assert_eq!(time_left(Duration::from_secs(10), 0, 20), Duration::from_secs(200));
    }
}
