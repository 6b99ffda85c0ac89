//! The program: passes its arguments to [`findings::cli`].

// No console opens beside the window, so the output of commands is visible only if it is redirected.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    findings::cli::run(std::env::args_os())
}
