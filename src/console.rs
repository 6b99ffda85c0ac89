//! The companion of the program on Windows, installed as `findings.com`: runs commands in the console and prints their
//! output there. For the window, it starts `findings.exe`, which has no console, and returns at once.
//!
//! A command line finds `findings.com` before `findings.exe`, so that `findings export …` prints, while a double-click on
//! a report opens no console.

use std::{env, process::ExitCode};

use findings::{cli, ui::WindowError};

fn main() -> ExitCode {
    cli::run_with(env::args_os(), &|_, _, _| start_window_program())
}

/// Starts the program with the window, with the arguments of this one.
fn start_window_program() -> Result<(), WindowError> {
    let file = if cfg!(windows) { "findings.exe" } else { "findings" };
    let path = env::current_exe().unwrap_or_default().with_file_name(file);
    match std::process::Command::new(&path).args(env::args_os().skip(1)).spawn() {
        Ok(_) => Ok(()),
        Err(error) => Err(WindowError::NotStarted(path, error.to_string())),
    }
}
