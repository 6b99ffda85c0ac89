//! The program: passes its arguments to [`findings::cli`].

// Without this, Windows opens a console beside the window. The price is that the output of commands is visible on
// Windows only if it is redirected.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    findings::cli::run(std::env::args_os())
}
