//! Printing with CUPS, the printing system of Linux and macOS, through its command-line programs: `lpstat` lists the
//! printers, and `lp` prints a job.

use std::{
    io::{ErrorKind, Write as _},
    process::{Command, Output, Stdio},
};

use super::{Job, JobOptions, Outcome, PrinterError, Sides, selection::parse_page_ranges};
use crate::output::{print::Paper, strings};

/// Returns the names of the printers, the default printer first. See [`super::printers`].
pub(super) fn printers() -> Result<Vec<String>, PrinterError> {
    let list = run_program(Command::new("lpstat").arg("-e"))?;
    let mut printers: Vec<String> =
        String::from_utf8_lossy(&list.stdout).lines().map(str::trim).map(str::to_owned).collect();
    printers.retain(|printer| !printer.is_empty());
    if printers.is_empty() {
        return Err(PrinterError::NoPrinter);
    }
    // The output is, for example, "system default destination: PDF". Without a default, the list keeps its order.
    if let Ok(default) = run_program(Command::new("lpstat").arg("-d")) {
        let output = String::from_utf8_lossy(&default.stdout).into_owned();
        let default = output.rsplit(": ").next().unwrap_or_default().trim();
        if let Some(index) = printers.iter().position(|printer| printer == default) {
            printers.swap(0, index);
        }
    }
    Ok(printers)
}

/// Prints a job with `lp`. See [`super::print_on`].
pub(super) fn print(options: &JobOptions, job: &Job<'_>) -> Result<Outcome, PrinterError> {
    let mut command = Command::new("lp");
    command.args(["-d", &options.printer, "-n", &options.copies.max(1).to_string(), "-t", job.title]);
    let pages: String = options.pages.chars().filter(|c| !c.is_whitespace()).collect();
    if !pages.is_empty() {
        if parse_page_ranges(&pages).is_none() {
            return Err(PrinterError::Refused(strings::invalid_page_range(&options.pages)));
        }
        command.args(["-P", &pages]);
    }
    // Folded paper is printed in landscape, so the sheet is turned over its short edge.
    let (media, both_sides) = match job.paper {
        Paper::A4 => ("media=A4", "sides=two-sided-long-edge"),
        Paper::Letter => ("media=Letter", "sides=two-sided-long-edge"),
        Paper::A3Folded => ("media=A3", "sides=two-sided-short-edge"),
    };
    command.args(["-o", media]);
    match options.sides {
        Sides::PrinterDefault => {}
        Sides::One => {
            command.args(["-o", "sides=one-sided"]);
        }
        Sides::Both => {
            command.args(["-o", both_sides]);
        }
    }
    // Messages of CUPS are shown unchanged, so they must be in English, like all messages of Findings.
    command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cups_error(&error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // Writing fails if `lp` does not accept the job. Its exit code and error output are checked below.
        let _ = stdin.write_all(job.pdf);
    }
    let output = child.wait_with_output().map_err(|error| PrinterError::Refused(error.to_string()))?;
    let trimmed = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if !output.status.success() {
        let reason = trimmed(&output.stderr);
        return Err(PrinterError::Refused(reason.trim_start_matches("lp: ").to_owned()));
    }
    Ok(Outcome::Accepted(Some(trimmed(&output.stdout)).filter(|message| !message.is_empty())))
}

/// Runs a program of CUPS and returns its output.
fn run_program(command: &mut Command) -> Result<Output, PrinterError> {
    command.env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(|error| cups_error(&error))
}

/// Returns the error for a program of CUPS that could not be run. If it is not installed, there is no printer.
fn cups_error(error: &std::io::Error) -> PrinterError {
    match error.kind() {
        ErrorKind::NotFound => PrinterError::NoPrinter,
        _ => PrinterError::Refused(error.to_string()),
    }
}
