//! `findings compare`: compares two reports, in the window or as a file.

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
pub(super) struct Compare {
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
    /// Leave out the changed paragraphs (PDF only)
    #[arg(long)]
    without_text: bool,
    #[command(flatten)]
    print: PrintArguments,
}

/// Returns the format that the extension of a file name stands for.
fn format_from_extension(out: &Path) -> Option<CompareFormat> {
    let extension = out.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => Some(CompareFormat::Json),
        "html" | "htm" => Some(CompareFormat::Html),
        "pdf" => Some(CompareFormat::Pdf),
        _ => None,
    }
}

/// The formats that a comparison can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// JSON (schema findings-comparison/1)
    Json,
    /// A web page
    Html,
    /// An accessible PDF for printing
    Pdf,
}

pub(super) fn compare(compare: Compare) -> Result<(), CliError> {
    let Some(format) = compare.format.or_else(|| format_from_extension(compare.target.out.as_deref()?))
    else {
        let options = StartOptions { another_window: compare.new_window, ..StartOptions::default() };
        return Ok(ui::run(vec![compare.left, compare.right], InitialView::Compare, options)?);
    };
    if format == CompareFormat::Pdf && compare.target.out.is_none() && io::stdout().is_terminal() {
        return Err(CliError::PdfToTerminal);
    }
    let left = open_report(&compare.left, &compare.read_options)?.report;
    let right = open_report(&compare.right, &compare.read_options)?.report;
    let comparison = analysis::compare(&left, &right);
    let bytes = match format {
        CompareFormat::Json => {
            output::comparison_to_json(&left, &right, &comparison).map_err(output::WriteError::from)?.into()
        }
        CompareFormat::Html => output::comparison_to_html(&left, &right, &comparison).into(),
        CompareFormat::Pdf => {
            let choice = PrintOptions { text: !compare.without_text, ..compare.print.choice() };
            let subject = Printable::Comparison(&left, &right, &comparison);
            let pages = printout::pages(subject, &choice, printout::today());
            pages.to_pdf().map_err(output::WriteError::from)?
        }
    };
    compare.target.write(&bytes, &[&compare.left, &compare.right])
}
