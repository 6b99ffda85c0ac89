//! What is on the way to the first picture, and how long it takes: `FINDINGS_TRACE=startup` tells on standard error.

use std::{sync::OnceLock, time::Instant};

/// When the program began, where somebody wants to know.
static BEGUN: OnceLock<Option<Instant>> = OnceLock::new();

/// Begins to measure; called first of all.
pub(crate) fn begin() {
    let wanted = std::env::var_os("FINDINGS_TRACE").is_some_and(|what| what == "startup");
    BEGUN.get_or_init(|| wanted.then(Instant::now));
}

/// Tells that a step is done.
pub(crate) fn step(name: &str) {
    if let Some(Some(begun)) = BEGUN.get() {
        eprintln!("findings: {:7.1} ms  {name}", begun.elapsed().as_secs_f64() * 1000.0);
    }
}
