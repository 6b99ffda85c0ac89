//! `findings compare`: shows a comparison of two reports in the window, or writes it to a file.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{CliError, ReadOptions, open_report, summary::PrintArguments, writing::OutputTarget};
use crate::{
    analysis,
    app::{InitialView, StartOptions},
    output::{
        self,
        printout::{self, PrintOptions, Printable},
    },
    ui,
};

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// The earlier report, or a draft
    left: PathBuf,
    /// The later report, or the final version
    right: PathBuf,
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
    /// Add all recommendations and paragraphs, on as many pages as needed (PDF only)
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

/// The file formats of comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// JSON (schema findings-comparison/1)
    Json,
    /// Changes in grades and recommendations, as plain text
    Text,
    /// A web page
    Html,
    /// An accessible PDF for printing
    Pdf,
}

/// Writes the comparison if a format or an output file is given. Otherwise opens the window.
pub(super) fn run_compare(arguments: CompareArguments) -> Result<(), CliError> {
    let Some(format) = arguments.format.or_else(|| format_from_extension(arguments.target.out.as_deref()?))
    else {
        let options = StartOptions { opens_new_window: arguments.new_window, ..StartOptions::default() };
        return Ok(ui::run_window(vec![arguments.left, arguments.right], InitialView::Compare, options)?);
    };
    if format == CompareFormat::Pdf && arguments.target.out.is_none() && io::stdout().is_terminal() {
        return Err(CliError::PdfToTerminal);
    }
    let left = open_report(&arguments.left, &arguments.read_options)?.report;
    let right = open_report(&arguments.right, &arguments.read_options)?.report;
    analysis::compare::check_comparable(&left, &right)?;
    let comparison = analysis::compare(&left, &right);
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
