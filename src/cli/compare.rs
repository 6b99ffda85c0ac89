//! `findings compare`: shows a comparison of two reports, or the timeline of three or more, in the window, or writes it to
//! a file.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{
    CliError, ReadOptions, open_report, print_message, report_error, strings, summary::PrintArguments,
    writing::OutputTarget,
};
use crate::{
    analysis::{self, Timeline},
    app::{InitialView, StartOptions},
    output::{
        self,
        printout::{self, PrintOptions, Printable},
    },
    report::Report,
    ui,
};

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// The earlier report, or a draft
    left: PathBuf,
    /// The later report, or the final version
    right: PathBuf,
    /// More reports about the same council, for a timeline of all of them; they can be in any order
    more: Vec<PathBuf>,
    /// Open a new window instead of a tab in the window that is open
    #[arg(long, conflicts_with = "format")]
    new_window: bool,
    /// File format, by default taken from the name of the --out file; without either, the window opens
    #[arg(long, value_enum)]
    format: Option<CompareFormat>,
    #[command(flatten)]
    target: OutputTarget,
    #[command(flatten)]
    read_options: ReadOptions,
    /// Add all recommendations and paragraphs, on as many pages as needed (PDF of two reports only)
    #[arg(long)]
    paragraphs: bool,
    #[command(flatten)]
    print: PrintArguments,
}

/// Returns the format of a file with this name; `None` if no format has its extension.
fn format_from_extension(out: &Path) -> Option<CompareFormat> {
    let extension = out.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => Some(CompareFormat::Json),
        "html" | "htm" => Some(CompareFormat::Html),
        "pdf" => Some(CompareFormat::Pdf),
        "txt" => Some(CompareFormat::Text),
        _ => None,
    }
}

/// The file formats of comparisons and timelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// JSON (schema findings-comparison/1, or findings-timeline/1 for three or more reports)
    Json,
    /// Changes in grades and recommendations, or grades over time, as plain text
    Text,
    /// A web page
    Html,
    /// An accessible PDF for printing
    Pdf,
}

/// Writes the comparison or the timeline if a format or an output file is given. Otherwise opens the window.
pub(super) fn run_compare(arguments: CompareArguments) -> Result<(), CliError> {
    let Some(format) = arguments.format.or_else(|| format_from_extension(arguments.target.out.as_deref()?))
    else {
        let options = StartOptions { opens_new_window: arguments.new_window, ..StartOptions::default() };
        let view = if arguments.more.is_empty() { InitialView::Compare } else { InitialView::Timeline };
        let files = [arguments.left, arguments.right].into_iter().chain(arguments.more).collect();
        return Ok(ui::run_window(files, view, options)?);
    };
    if format == CompareFormat::Pdf && arguments.target.out.is_none() && io::stdout().is_terminal() {
        return Err(CliError::PdfToTerminal);
    }
    if !arguments.more.is_empty() {
        return write_timeline(&arguments, format);
    }
    let left = open_report(&arguments.left, &arguments.read_options)?.report;
    let right = open_report(&arguments.right, &arguments.read_options)?.report;
    analysis::compare::check_comparable(&left, &right)?;
    let comparison = analysis::compare(&left, &right);
    if comparison.verdict.is_left_later {
        // The comparison is right, but "up" means that the earlier grade was better.
        print_message(&strings::left_is_later(&arguments.left, &arguments.right));
    }
    let bytes = match format {
        CompareFormat::Json => {
            output::comparison_to_json(&left, &right, &comparison).map_err(output::WriteError::from)?.into()
        }
        CompareFormat::Text => output::comparison_to_text(&left, &right, &comparison).into(),
        CompareFormat::Html => output::comparison_to_html(&left, &right, &comparison).into(),
        CompareFormat::Pdf => {
            let options =
                PrintOptions { has_paragraphs: arguments.paragraphs, ..arguments.print.print_options() };
            let printable = Printable::Comparison(&left, &right, &comparison);
            let pages = printout::typeset_printout(printable, &options, printout::today());
            pages.to_pdf().map_err(output::WriteError::from)?
        }
    };
    arguments.target.write_output(&bytes, &[&arguments.left, &arguments.right])
}

/// Writes the timeline of three or more reports. A report that can't be read is left out, and reported as an error.
fn write_timeline(arguments: &CompareArguments, format: CompareFormat) -> Result<(), CliError> {
    let files: Vec<&Path> = [&arguments.left, &arguments.right]
        .into_iter()
        .chain(&arguments.more)
        .map(PathBuf::as_path)
        .collect();
    let (mut reports, mut errors) = (Vec::new(), Vec::new());
    for file in &files {
        match open_report(file, &arguments.read_options) {
            Ok(read) => reports.push(read.report),
            Err(error) => errors.push(error),
        }
    }
    let reports: Vec<&Report> = reports.iter().collect();
    // The timeline of the other reports is still written. The last error is returned, those before it are printed.
    let last_error = errors.pop();
    for error in &errors {
        report_error(error);
    }
    let written = analysis::timeline(&reports).map_err(CliError::from).and_then(|timeline| {
        let bytes = timeline_bytes(arguments, &timeline, format)?;
        arguments.target.write_output(&bytes, &files)
    });
    match (last_error, written) {
        (Some(error), Err(second)) => {
            report_error(&error);
            Err(second)
        }
        (Some(error), Ok(())) => Err(error),
        (None, written) => written,
    }
}

/// Returns a timeline as a file in the given format.
fn timeline_bytes(
    arguments: &CompareArguments,
    timeline: &Timeline,
    format: CompareFormat,
) -> Result<Vec<u8>, CliError> {
    Ok(match format {
        CompareFormat::Json => output::timeline_to_json(timeline).map_err(output::WriteError::from)?.into(),
        CompareFormat::Text => output::timeline_to_text(timeline).into(),
        CompareFormat::Html => output::timeline_to_html(timeline).into(),
        CompareFormat::Pdf => {
            let options = arguments.print.print_options();
            let pages =
                printout::typeset_printout(Printable::Timeline(timeline), &options, printout::today());
            pages.to_pdf().map_err(output::WriteError::from)?
        }
    })
}
