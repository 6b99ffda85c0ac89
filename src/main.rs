//! The program: passes its arguments to [`findings::cli`].

// Without this, Windows opens a console beside the window. `console.rs` is for commands that print.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    findings::cli::run(std::env::args_os())
}
