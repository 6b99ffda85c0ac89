//! CUPS, through the programs it comes with: `lpstat` tells its printers, `lp` takes a job.

use std::{
    io::{ErrorKind, Write as _},
    process::{Command, Output, Stdio},
};

use super::{Job, Outcome, PrinterError, Queue, Sides};
use crate::output::print::Paper;

pub(super) fn printers() -> Result<Vec<String>, PrinterError> {
    let list = run(Command::new("lpstat").arg("-e"))?;
    let mut printers: Vec<String> =
        String::from_utf8_lossy(&list.stdout).lines().map(str::trim).map(str::to_owned).collect();
    printers.retain(|printer| !printer.is_empty());
    if printers.is_empty() {
        return Err(PrinterError::NoPrinter);
    }
    // "system default destination: PDF". One that is not known leaves the list as it is.
    if let Ok(usual) = run(Command::new("lpstat").arg("-d")) {
        let usual = String::from_utf8_lossy(&usual.stdout).into_owned();
        let usual = usual.rsplit(": ").next().unwrap_or_default().trim();
        if let Some(at) = printers.iter().position(|printer| printer == usual) {
            printers.swap(0, at);
        }
    }
    Ok(printers)
}

pub(super) fn print(queue: &Queue, job: &Job<'_>) -> Result<Outcome, PrinterError> {
    let mut command = Command::new("lp");
    command.args(["-d", &queue.printer, "-n", &queue.copies.max(1).to_string(), "-t", job.title]);
    let pages: String = queue.pages.chars().filter(|c| !c.is_whitespace()).collect();
    if !pages.is_empty() {
        if !is_range(&pages) {
            let message = format!("“{}” names no pages. Write them as in 1-2, 5.", queue.pages);
            return Err(PrinterError::Refused(message));
        }
        command.args(["-P", &pages]);
    }
    // A folded sheet lies across: its back is turned over the short edge.
    let (media, both) = match job.paper {
        Paper::A4 => ("media=A4", "sides=two-sided-long-edge"),
        Paper::Letter => ("media=Letter", "sides=two-sided-long-edge"),
        Paper::A3Folded => ("media=A3", "sides=two-sided-short-edge"),
    };
    command.args(["-o", media]);
    match queue.sides {
        Sides::AsSetUp => {}
        Sides::One => {
            command.args(["-o", "sides=one-sided"]);
        }
        Sides::Both => {
            command.args(["-o", both]);
        }
    }
    // The words of CUPS in one language: they are shown as they are.
    command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| no_cups(&error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A printer that refuses does not read to the end, and says why on its way out.
        let _ = stdin.write_all(job.pdf);
    }
    let output = child.wait_with_output().map_err(|error| PrinterError::Refused(error.to_string()))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if !output.status.success() {
        let why = said(&output.stderr);
        return Err(PrinterError::Refused(why.trim_start_matches("lp: ").to_owned()));
    }
    Ok(Outcome::Taken(Some(said(&output.stdout)).filter(|words| !words.is_empty())))
}

/// "1", "1-2", "1-2,5".
fn is_range(pages: &str) -> bool {
    let is_number = |words: &str| words.parse::<u32>().is_ok_and(|number| number > 0);
    pages.split(',').all(|part| match part.split_once('-') {
        Some((from, to)) => is_number(from) && is_number(to),
        None => is_number(part),
    })
}

fn run(command: &mut Command) -> Result<Output, PrinterError> {
    command.env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(|error| no_cups(&error))
}

fn no_cups(error: &std::io::Error) -> PrinterError {
    match error.kind() {
        ErrorKind::NotFound => PrinterError::NoPrinter,
        _ => PrinterError::Refused(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::is_range;

    #[test]
    fn pages_are_numbers_and_ranges() {
        for (pages, is_one) in [
            ("1", true),
            ("1-2,5", true),
            ("", false),
            ("0", false),
            ("a", false),
            ("1-", false),
            ("-o", false),
        ] {
            assert_eq!(is_range(pages), is_one, "{pages}");
        }
    }
}
