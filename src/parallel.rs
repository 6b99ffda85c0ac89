//! Divides work among threads. The only place where the rooms before `app` use threads.
//!
//! Results must not depend on the number of threads or on their order, so that a report is the same on
//! every computer. Must not know what the work is.

use std::{
    cell::Cell,
    panic::resume_unwind,
    thread::{self, Scope, ScopedJoinHandle},
};

/// The stack size of each thread, in bytes. The main thread has as much on most systems, so work that fits there also
/// fits here.
const STACK_BYTES: usize = 8 * 1024 * 1024;

thread_local! {
    /// True while this thread may not start others; see [`on_this_thread`].
    static IS_ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Calls `work` so that the functions of this module start no threads in it. It is used if each thread works on a file
/// of its own, and threads for the pages of each would only be in the way.
pub(crate) fn on_this_thread<R>(work: impl FnOnce() -> R) -> R {
    let was_alone = IS_ALONE.replace(true);
    let result = work();
    IS_ALONE.set(was_alone);
    result
}

/// Calls `here` on this thread and `there` on another at the same time, and returns both results. If no thread can be
/// started, `there` is called on this thread.
///
/// # Panics
/// Panics if one of the functions does.
pub(crate) fn join<A, B: Send>(here: impl FnOnce() -> A, there: impl Fn() -> B + Sync) -> (A, B) {
    let there = &there;
    thread::scope(|scope| {
        let thread = spawn(scope, there);
        let result = here();
        (result, wait_for(thread).unwrap_or_else(there))
    })
}

/// Calls `work` with each number below `count`, each on a thread of its own, and returns the results in the order of
/// the numbers. Number 0 is worked on by this thread, and so is every number for which no thread can be started.
///
/// # Panics
/// Panics if `work` does.
pub(crate) fn map_numbers<R: Send>(count: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = (1..count).map(|number| spawn(scope, move || work(number))).collect();
        let mut results = Vec::with_capacity(count);
        if count > 0 {
            results.push(work(0));
        }
        for (number, thread) in (1..).zip(threads) {
            results.push(wait_for(thread).unwrap_or_else(|| work(number)));
        }
        results
    })
}

/// Calls `work` on a new thread; returns `None` if no thread can be started.
pub(crate) fn spawn<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> R + Send + 'scope,
) -> Option<ScopedJoinHandle<'scope, R>> {
    if IS_ALONE.get() {
        return None;
    }
    let builder = thread::Builder::new().name("divided work".to_owned()).stack_size(STACK_BYTES);
    builder.spawn_scoped(scope, work).ok()
}

/// Returns the result of a thread; `None` if there is no thread. A panic of the thread continues on this thread.
pub(crate) fn wait_for<R>(thread: Option<ScopedJoinHandle<'_, R>>) -> Option<R> {
    thread.map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
}

#[cfg(test)]
mod tests {
    use std::{panic::catch_unwind, sync::Barrier, thread};

    use super::{join, map_numbers, on_this_thread};

    #[test]
    fn results_are_in_the_order_of_the_numbers() {
        // Every number waits for all others, so they are really worked on at the same time.
        let barrier = Barrier::new(4);
        let squares = map_numbers(4, |number| {
            barrier.wait();
            number * number
        });
        assert_eq!(squares, [0, 1, 4, 9]);
        assert_eq!(map_numbers(0, |number| number), [0; 0]);
    }

    #[test]
    fn both_functions_are_called_on_different_threads() {
        let (here, there) = join(|| thread::current().id(), || thread::current().id());
        assert_eq!(here, thread::current().id());
        assert_ne!(here, there);
    }

    #[test]
    fn no_threads_are_started_for_work_on_one_thread() {
        let here = thread::current().id();
        let (ids, joined) = on_this_thread(|| {
            (map_numbers(3, |_| thread::current().id()), join(|| here, || thread::current().id()).1)
        });
        assert_eq!((ids, joined), (vec![here; 3], here));
        assert_ne!(join(|| here, || thread::current().id()).1, here, "only for this work");
    }

    #[test]
    fn a_panic_of_any_thread_reaches_the_caller() {
        for panicking in 0..3 {
            let result = catch_unwind(|| map_numbers(3, |number| assert_ne!(number, panicking)));
            assert!(result.is_err());
        }
        assert!(catch_unwind(|| join(|| 1, || panic!("invented"))).is_err());
    }
}
