//! Start-up times. With `FINDINGS_TRACE=startup`, prints the time at which each step is done to standard error.

use std::{sync::OnceLock, time::Instant};

/// The time at which the program started; `None` if tracing is off.
static STARTED: OnceLock<Option<Instant>> = OnceLock::new();

/// Starts measuring. Must be called before anything else.
pub(crate) fn start() {
    let is_enabled = std::env::var_os("FINDINGS_TRACE").is_some_and(|value| value == "startup");
    STARTED.get_or_init(|| is_enabled.then(Instant::now));
}

/// Prints that a step is done, with the time since the start in milliseconds.
pub(crate) fn log_step(name: &str) {
    if let Some(Some(started)) = STARTED.get() {
        eprintln!("findings: {:7.1} ms  {name}", started.elapsed().as_secs_f64() * 1000.0);
    }
}
