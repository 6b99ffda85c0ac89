//! The program: hands its arguments to [`findings::cli`].

// No console beside the window; what commands print goes where it is redirected to.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    findings::cli::run(std::env::args_os())
}
