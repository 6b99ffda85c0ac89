//! The program: passes its arguments to [`findings::cli`].

// No console opens beside the window. What commands print goes only where it is redirected to.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    findings::cli::run(std::env::args_os())
}
