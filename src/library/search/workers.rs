//! Reads many reports of an index on several threads.

use std::{
    num::NonZeroUsize,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use super::source::{IndexSource, sources};
use crate::{library::Index, parallel};

/// The number of reports that a thread reads before it takes others.
const CHUNK_REPORTS: usize = 16;

/// Tells a caller how many reports were read, and is asked if the work is still wanted.
pub(crate) struct Watcher<'a> {
    /// Returns true if the work is no longer wanted.
    pub(crate) is_cancelled: &'a (dyn Fn() -> bool + Sync),
    /// Is called with the number of reports that were read.
    pub(crate) progress: &'a mut dyn FnMut(usize),
}

/// Calls `visit` with each number below `count`, on several threads with a connection each. Returns what `new_state`
/// gave each thread, or `None` if the work is no longer wanted. Which thread gets a number is left to chance.
///
/// # Errors
/// Returns the first error of `visit`.
pub(crate) fn visit_reports<S: Send>(
    index: &Mutex<Index>,
    count: usize,
    watcher: &mut Watcher<'_>,
    new_state: impl Fn() -> S + Sync,
    visit: impl Fn(&mut S, &IndexSource<'_>, usize) -> Result<(), String> + Sync,
) -> Result<Option<Vec<S>>, String> {
    let available = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut sources = sources(index, available.min(count.div_ceil(CHUNK_REPORTS)));
    let Some(own) = sources.pop() else { return Ok(Some(Vec::new())) };
    let (next_chunk, is_cancelled) = (AtomicUsize::new(0), watcher.is_cancelled);
    let run = |source: &IndexSource<'_>, progress: &mut dyn FnMut(usize)| {
        let mut state = new_state();
        loop {
            let start = next_chunk.fetch_add(1, Ordering::Relaxed).saturating_mul(CHUNK_REPORTS);
            if start >= count {
                return Ok(state);
            }
            for number in start..(start + CHUNK_REPORTS).min(count) {
                if is_cancelled() {
                    return Ok(state);
                }
                visit(&mut state, source, number)?;
            }
            progress((start + CHUNK_REPORTS).min(count));
        }
    };
    let run = &run;
    let states: Result<Vec<S>, String> = thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for source in sources {
            let sender = sender.clone();
            // Without the thread, the others do its part.
            parallel::spawn(scope, move || drop(sender.send(run(&source, &mut |_| {}))));
        }
        drop(sender);
        let own = run(&own, watcher.progress);
        std::iter::once(own).chain(results).collect()
    });
    let states = states?;
    Ok((!is_cancelled()).then_some(states))
}
