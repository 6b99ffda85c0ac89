//! Runs work that nobody waits for on a few threads. If hundreds of reports are opened together, they need neither a thread
//! each nor the memory for reading all of them at once.

use std::{
    collections::VecDeque,
    io,
    num::NonZero,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use crate::app::Ticket;

/// A piece of work. It must not panic.
pub(super) type Job = Box<dyn FnOnce() + Send>;

/// Work that waits for a thread, in the order in which it was added.
#[derive(Default)]
pub(super) struct BackgroundQueue(Arc<Mutex<Jobs>>);

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<(Ticket, Job)>,
    /// The number of threads that do the work.
    threads: usize,
}

impl BackgroundQueue {
    /// Adds a job, and starts a thread for it if there are not enough.
    ///
    /// # Errors
    /// Returns the I/O error if the system can't start a thread and none is running. The job is then dropped.
    pub(super) fn add(&self, ticket: Ticket, job: Job) -> io::Result<()> {
        let mut jobs = lock(&self.0);
        jobs.waiting.push_back((ticket, job));
        if jobs.threads >= max_threads() {
            return Ok(());
        }
        let shared = Arc::clone(&self.0);
        match thread::Builder::new().name("background".to_owned()).spawn(move || run_jobs(&shared)) {
            Ok(_) => jobs.threads += 1,
            Err(error) if jobs.threads == 0 => {
                jobs.waiting.pop_back();
                return Err(error);
            }
            Err(_) => {}
        }
        Ok(())
    }

    /// Removes the job with this ticket and returns it; `None` if it has begun or is unknown.
    pub(super) fn take(&self, ticket: Ticket) -> Option<Job> {
        let mut jobs = lock(&self.0);
        let index = jobs.waiting.iter().position(|(other, _)| *other == ticket)?;
        jobs.waiting.remove(index).map(|(_, job)| job)
    }

    /// Returns true if a job has not begun.
    pub(super) fn has_waiting_jobs(&self) -> bool {
        !lock(&self.0).waiting.is_empty()
    }
}

/// Does the work of the queue until it is empty.
fn run_jobs(shared: &Mutex<Jobs>) {
    loop {
        let next = {
            let mut jobs = lock(shared);
            let next = jobs.waiting.pop_front();
            if next.is_none() {
                jobs.threads -= 1;
            }
            next
        };
        let Some((_, job)) = next else { return };
        job();
    }
}

fn lock(jobs: &Mutex<Jobs>) -> MutexGuard<'_, Jobs> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the maximum number of threads: one for each core, but not so few that a slow drive holds up everything.
fn max_threads() -> usize {
    const MIN_THREADS: usize = 2;
    const MAX_THREADS: usize = 4;
    thread::available_parallelism().map_or(MIN_THREADS, NonZero::get).clamp(MIN_THREADS, MAX_THREADS)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::mpsc;

    use super::*;

    #[test]
    fn jobs_run_on_few_threads_and_waiting_ones_can_be_taken() {
        let queue = BackgroundQueue::default();
        let (sender, done) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let released = Arc::new(Mutex::new(released));
        let count = 40;
        for number in 0..count {
            let (sender, released) = (sender.clone(), Arc::clone(&released));
            let job = move || {
                released.lock().unwrap().recv().unwrap();
                sender.send((number, thread::current().id())).unwrap();
            };
            queue.add(Ticket(number), Box::new(job)).unwrap();
        }
        // No job can end before it is released, so the last one waits.
        assert!(queue.has_waiting_jobs());
        let last = queue.take(Ticket(count - 1)).unwrap();
        assert!(queue.take(Ticket(count - 1)).is_none());
        drop(last);
        (1..count).for_each(|_| release.send(()).unwrap());
        let ended: Vec<(u64, thread::ThreadId)> = done.iter().take(39).collect();
        let mut numbers: Vec<u64> = ended.iter().map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..count - 1).collect::<Vec<_>>());
        let threads: std::collections::HashSet<_> = ended.iter().map(|(_, thread)| *thread).collect();
        assert!(threads.len() <= max_threads(), "{} threads", threads.len());
    }
}
