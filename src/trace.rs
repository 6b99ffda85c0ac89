//! Measures start-up times. If the environment variable `FINDINGS_TRACE` is `startup`, prints to standard error how
//! long after the start of the program each step was done.

use std::{sync::OnceLock, time::Instant};

/// The time when the program started; `None` if tracing is off.
static START_TIME: OnceLock<Option<Instant>> = OnceLock::new();

/// Records the start time if tracing is on. Must be called before everything else, or the times are too short.
pub(crate) fn record_start_time() {
    let is_enabled = std::env::var_os("FINDINGS_TRACE").is_some_and(|value| value == "startup");
    START_TIME.get_or_init(|| is_enabled.then(Instant::now));
}

/// Prints that a step is done, with the milliseconds since the start. Does nothing if tracing is off.
pub(crate) fn log_step(name: &str) {
    if let Some(Some(start)) = START_TIME.get() {
        eprintln!("findings: {:7.1} ms  {name}", start.elapsed().as_secs_f64() * 1000.0);
    }
}
