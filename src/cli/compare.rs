//! `findings compare`: shows a comparison of two reports, or the timeline of three or more, in the window, or writes it to
//! a file.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{
    CliError, OpenWindow, ReadOptions, open_report,
    out_file::{OutputCount, OutputFormat, resolve_out},
    print_message, report_error, strings,
    summary::PrintArguments,
    writing::OutputTarget,
};
use crate::{
    analysis::{self, Comparison, Timeline},
    app::{self, InitialView, SettingsFile, StartOptions},
    output::{
        self,
        printout::{self, PrintOptions, Printable},
    },
    report::Report,
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
    /// Add all recommendations and paragraphs, on as many pages as needed; for two drafts, every change with its whole
    /// paragraph (PDF of two reports only)
    #[arg(long)]
    paragraphs: bool,
    /// Apply your decisions on similar recommendations (Confirm and Reject), which Findings keeps with your notes
    #[arg(long)]
    with_notes: bool,
    #[command(flatten)]
    print: PrintArguments,
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

impl OutputFormat for CompareFormat {
    const ALL: &'static [Self] = &[Self::Pdf, Self::Html, Self::Text, Self::Json];

    fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "text",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["json"],
            Self::Text => &["txt"],
            Self::Html => &["html", "htm"],
            Self::Pdf => &["pdf"],
        }
    }
}

/// Writes the comparison or the timeline if a format or an output file is given. Otherwise opens the window.
pub(super) fn run_compare(arguments: CompareArguments, open_window: &OpenWindow<'_>) -> Result<(), CliError> {
    let (format, _) = resolve_out(arguments.target.out.as_deref(), arguments.format, OutputCount::One)?;
    check_options(&arguments, format)?;
    let Some(format) = format else {
        let options = StartOptions { opens_new_window: arguments.new_window, ..StartOptions::default() };
        let view = if arguments.more.is_empty() { InitialView::Compare } else { InitialView::Timeline };
        let files = [arguments.left, arguments.right].into_iter().chain(arguments.more).collect();
        return Ok(open_window(files, view, options)?);
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
    let mut comparison = analysis::compare(&left, &right);
    if arguments.with_notes {
        apply_notes(&left, &right, &mut comparison);
    }
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

/// Checks the options that only some outputs have.
///
/// # Errors
/// Returns [`CliError::ParagraphsOnlyInPdf`] or [`CliError::NotesOnlyInComparison`].
fn check_options(arguments: &CompareArguments, format: Option<CompareFormat>) -> Result<(), CliError> {
    let is_timeline = !arguments.more.is_empty();
    if arguments.paragraphs && (is_timeline || format != Some(CompareFormat::Pdf)) {
        return Err(CliError::ParagraphsOnlyInPdf);
    }
    // The window always applies the decisions.
    if arguments.with_notes && (is_timeline || format.is_none()) {
        return Err(CliError::NotesOnlyInComparison);
    }
    Ok(())
}

/// Applies the user's decisions on similar recommendations, if there are any.
pub(super) fn apply_notes(left: &Report, right: &Report, comparison: &mut Comparison) {
    if let Some(settings) = SettingsFile::current() {
        app::apply_saved_decisions(left, right, comparison, &settings.annotations());
    }
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
