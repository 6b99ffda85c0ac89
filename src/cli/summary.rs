//! `findings summary`: writes summaries of reports, their recommendations or one of their sections as PDF files.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    CliError, OpenReport,
    batch::{BatchOptions, for_each_file},
    compare::apply_notes,
    exit_code_of_batch,
    input::InputFiles,
    open_report,
    out_file::{OutputCount, OutputFormat, resolve_out},
    print_notice, report_error, strings,
    writing::{OutputFiles, OutputTarget},
};
use crate::{
    analysis,
    output::{
        WriteError, print,
        printout::{self, Baseline, Part, PrintOptions, Printable},
    },
    report::Report,
};

#[derive(Debug, Args)]
pub(super) struct SummaryArguments {
    #[command(flatten)]
    input: InputFiles,
    #[command(flatten)]
    target: OutputTarget,
    /// Number of pages
    #[arg(long, value_enum, default_value_t = Length::Two)]
    length: Length,
    /// Earlier report; shows what changed since then
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Apply your decisions on similar recommendations (Confirm and Reject), which Findings keeps with your notes
    #[arg(long, requires = "against")]
    with_notes: bool,
    /// Print only the recommendations
    #[arg(long, conflicts_with_all = ["section", "against", "length"])]
    recommendations: bool,
    /// Print only the section with this title
    #[arg(long, value_name = "TITLE", conflicts_with_all = ["against", "length"])]
    section: Option<String>,
    /// Part to leave out; can be used more than once
    #[arg(long, value_enum, value_name = "PART")]
    without: Vec<OmittedPart>,
    /// Add space for notes
    #[arg(long)]
    lines: bool,
    /// Add the inconsistencies in the report, and the fingerprint of the file
    #[arg(long)]
    checks: bool,
    #[command(flatten)]
    print: PrintArguments,
    #[command(flatten)]
    batch: BatchOptions,
}

/// Options for printing.
#[derive(Debug, Args)]
pub(super) struct PrintArguments {
    /// Paper size (PDF only)
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// Colour of grade symbols (PDF only)
    #[arg(long, value_enum, default_value_t = Ink::Colour)]
    ink: Ink,
    /// Use large print, 16 points (PDF only)
    #[arg(long)]
    large: bool,
}

impl PrintArguments {
    /// Returns print options with this paper, colour and text size; the others are the defaults.
    pub(super) fn print_options(&self) -> PrintOptions {
        let paper = match self.paper {
            Paper::A4 => print::Paper::A4,
            Paper::Letter => print::Paper::Letter,
            Paper::A3 => print::Paper::A3Folded,
        };
        let ink = match self.ink {
            Ink::Colour => print::Ink::Colour,
            Ink::Grey => print::Ink::Grey,
            Ink::Outline => print::Ink::Outline,
        };
        PrintOptions { paper, ink, is_large_print: self.large, ..PrintOptions::default() }
    }
}

/// The paper sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// A4
    A4,
    /// US Letter
    Letter,
    /// A3, to be folded, with two pages on each side
    A3,
}

/// The colours of grade symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ink {
    /// Colour
    Colour,
    /// Shades of grey
    Grey,
    /// Outline (saves ink)
    Outline,
}

/// The maximum length of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Length {
    /// One page; shows only the first recommendations if they do not all fit
    One,
    /// Two pages if possible
    Two,
    /// No limit
    Full,
}

/// The parts of a summary that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OmittedPart {
    /// Meaning of the grades
    Scale,
    /// Recommendations
    Recommendations,
}

/// PDF, the only format of this command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pdf;

impl OutputFormat for Pdf {
    const ALL: &'static [Self] = &[Self];

    fn name(self) -> &'static str {
        "pdf"
    }

    fn extensions(self) -> &'static [&'static str] {
        &["pdf"]
    }
}

/// Writes the summaries as PDF files, and reports errors. Returns the exit code.
pub(super) fn run_summary(arguments: &SummaryArguments) -> ExitCode {
    let files = &arguments.input.files;
    let checked = arguments.input.check_stdin();
    let out = arguments.target.out.as_deref();
    let resolved = checked.and_then(|()| resolve_out(out, Some(Pdf), OutputCount::PerReport(files.len())));
    let destination = match resolved {
        Ok((_, destination)) => destination,
        Err(error) => return report_error(&error),
    };
    match &arguments.target.out {
        // A terminal would show the bytes of a PDF as meaningless characters.
        None if io::stdout().is_terminal() => return report_error(&CliError::PdfToTerminal),
        // Several PDF files, one after the other, are not a PDF file.
        None if files.len() > 1 => return report_error(&CliError::SeveralPdfsToStdout),
        _ => {}
    }
    let earlier = match &arguments.against {
        Some(file) => match open_report(file, &arguments.input.read_options) {
            Ok(opened) => Some(opened.report),
            Err(error) => return report_error(&error),
        },
        None => None,
    };
    let mut code = ExitCode::SUCCESS;
    let mut outputs = OutputFiles::new(&arguments.target, destination, files, "pdf");
    let summarise = |file: &Path| summary_pdf(arguments, file, earlier.as_ref());
    let end = for_each_file(files, &arguments.batch, arguments.target.batch_output(), summarise, |summary| {
        if let Err(error) = summary.and_then(|(name, pdf)| outputs.write(&name, &pdf)) {
            code = report_error(&error);
        }
    });
    exit_code_of_batch(end, code)
}

/// Reads a report and summarises it, with the changes since an earlier report. Returns the name of its file without the
/// folder, and the PDF.
fn summary_pdf(
    arguments: &SummaryArguments,
    file: &Path,
    earlier: Option<&Report>,
) -> Result<(String, Vec<u8>), CliError> {
    let OpenReport { report, warnings, .. } = arguments.input.open(file)?;
    if let Some(earlier) = earlier {
        analysis::compare::check_comparable(earlier, &report)?;
    }
    let comparison = earlier.map(|earlier| {
        let mut comparison = analysis::compare(earlier, &report);
        if arguments.with_notes {
            apply_notes(earlier, &report, &mut comparison);
        }
        if comparison.verdict.is_left_later {
            print_notice(file, strings::BASELINE_IS_LATER);
        }
        comparison
    });
    let baseline = earlier.zip(comparison.as_ref());
    let baseline = baseline.map(|(report, comparison)| Baseline { report, comparison });
    let options = arguments.print_options(file, &report)?;
    let pages = printout::typeset_printout(
        Printable::Report(&report, &warnings, baseline),
        &options,
        printout::today(),
    );
    let pdf = pages.to_pdf().map_err(WriteError::from)?;
    Ok((report.source.file, pdf))
}

impl SummaryArguments {
    /// Returns the print options for the report in a file.
    ///
    /// # Errors
    /// Returns [`CliError::NoSection`] if the report has no section with the title given with `--section`.
    fn print_options(&self, file: &Path, report: &Report) -> Result<PrintOptions, CliError> {
        let is_included = |part| !self.without.contains(&part);
        let part = match &self.section {
            Some(title) => {
                let lower_title = title.to_lowercase();
                let has_title = |id: &_| report.section(*id).title.to_lowercase() == lower_title;
                let missing = || CliError::NoSection(file.to_owned(), title.clone());
                Part::Section(report.section_ids().find(has_title).ok_or_else(missing)?)
            }
            None if self.recommendations => Part::Recommendations,
            None => Part::Summary,
        };
        let length = match self.length {
            Length::One => printout::SummaryLength::OnePage,
            Length::Two => printout::SummaryLength::TwoPages,
            Length::Full => printout::SummaryLength::Full,
        };
        Ok(PrintOptions {
            part,
            length,
            has_grade_meanings: is_included(OmittedPart::Scale),
            has_recommendations: is_included(OmittedPart::Recommendations),
            has_checks: self.checks,
            has_note_lines: self.lines,
            ..self.print.print_options()
        })
    }
}
