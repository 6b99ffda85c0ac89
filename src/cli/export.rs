//! `findings export`: writes reports in other formats.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _},
};

use super::{
    CliError, OpenReport,
    batch::{BatchEnd, BatchOptions, BatchOutput, for_each_file},
    exit_code_of_batch,
    input::InputFiles,
    out_file::{Destination, OutputCount, OutputFormat, resolve_out},
    report_error, strings,
    writing::{OutputFiles, OutputStream, OutputTarget},
};
use crate::output::{self, Format, WriteError};

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[command(flatten)]
    input: InputFiles,
    /// File format, by default taken from the name of the --out file, or else JSON
    #[arg(long, value_parser = format_parser())]
    format: Option<ExportFormat>,
    #[command(flatten)]
    target: OutputTarget,
    #[command(flatten)]
    batch: BatchOptions,
}

/// A format that reports are exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExportFormat {
    /// A format of one report. CSV can also hold several.
    Report(Format),
    /// JSON of several reports, each on a line.
    JsonLines,
}

impl OutputFormat for ExportFormat {
    const ALL: &'static [Self] = &[
        Self::Report(Format::Xlsx),
        Self::Report(Format::Html),
        Self::Report(Format::Markdown),
        Self::Report(Format::Csv),
        Self::Report(Format::Json),
        Self::JsonLines,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Report(format) => format.extension(),
            Self::JsonLines => "jsonl",
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Report(Format::Xlsx) => &["xlsx"],
            Self::Report(Format::Html) => &["html", "htm"],
            Self::Report(Format::Markdown) => &["md", "markdown"],
            Self::Report(Format::Csv) => &["csv"],
            Self::Report(Format::Json) => &["json"],
            Self::JsonLines => &["jsonl", "ndjson"],
        }
    }

    fn joins_reports(self) -> bool {
        match self {
            Self::Report(Format::Csv) | Self::JsonLines => true,
            Self::Report(Format::Xlsx | Format::Html | Format::Markdown | Format::Json) => false,
        }
    }
}

impl ExportFormat {
    /// Returns a sentence about the format for the help.
    fn hint(self) -> &'static str {
        match self {
            Self::Report(format) => format.hint(),
            Self::JsonLines => strings::JSON_LINES_HINT,
        }
    }
}

/// Returns a parser for the names of formats. The help lists each name with a sentence about the format.
fn format_parser() -> impl clap::builder::TypedValueParser<Value = ExportFormat> {
    let values = ExportFormat::ALL.iter().map(|format| PossibleValue::new(format.name()).help(format.hint()));
    PossibleValuesParser::new(values).map(|name| {
        let format = ExportFormat::ALL.iter().find(|format| format.name() == name);
        // The parser accepts only names in the list, so one is always found.
        format.copied().unwrap_or(ExportFormat::Report(Format::Json))
    })
}

/// Exports all reports and reports errors. Returns the exit code.
pub(super) fn run_export(arguments: &ExportArguments) -> ExitCode {
    let count = OutputCount::PerReport(arguments.input.files.len());
    let checked = arguments.input.check_stdin();
    let resolved =
        checked.and_then(|()| resolve_out(arguments.target.out.as_deref(), arguments.format, count));
    let (format, destination) = match resolved {
        Ok((format, destination)) => (format.unwrap_or(ExportFormat::Report(Format::Json)), destination),
        Err(error) => return report_error(&error),
    };
    match (format, destination) {
        (ExportFormat::Report(Format::Xlsx), Destination::Stdout) => {
            report_error(&CliError::WorkbookToStdout)
        }
        // The rows of several reports are written to one table, unless the output is a folder.
        (ExportFormat::Report(Format::Csv), Destination::Stdout | Destination::File) => {
            export_table(arguments)
        }
        (ExportFormat::JsonLines, Destination::Stdout | Destination::File) => export_lines(arguments),
        _ => export_each(arguments, format, destination),
    }
}

/// Exports each report alone: to a file of its own, or one after the other to standard output.
fn export_each(arguments: &ExportArguments, format: ExportFormat, destination: Destination) -> ExitCode {
    let input = &arguments.input;
    let mut code = ExitCode::SUCCESS;
    let mut outputs = OutputFiles::new(&arguments.target, destination, &input.files, format.name());
    let export = |file: &Path| export_report(input, format, file);
    let output = arguments.target.batch_output();
    let end = for_each_file(&input.files, &arguments.batch, output, export, |exported| {
        if let Err(error) = exported.and_then(|(name, bytes)| outputs.write(&name, &bytes)) {
            code = report_error(&error);
        }
    });
    exit_code_of_batch(end, code)
}

/// Writes a line for each file, in the order of the files. The line of a file that can't be read has its error.
fn export_lines(arguments: &ExportArguments) -> ExitCode {
    let input = &arguments.input;
    let mut code = ExitCode::SUCCESS;
    let sources: Vec<&Path> = input.files.iter().map(PathBuf::as_path).collect();
    let mut stream = match OutputStream::open(&arguments.target, &sources) {
        Ok(stream) => stream,
        Err(error) => return report_error(&error),
    };
    let export = |file: &Path| {
        export_report(input, ExportFormat::JsonLines, file).map(|(_, bytes)| bytes).map_err(|error| {
            let line = output::error_json_line(&input.display_path(file).to_string_lossy(), &error.reason());
            (error, line)
        })
    };
    let output = arguments.target.batch_output();
    let mut written = Ok(());
    let end = for_each_file(&input.files, &arguments.batch, output, export, |exported| {
        let line = exported.or_else(|(error, line)| {
            code = report_error(&error);
            Ok(line.map_err(WriteError::from)?.into_bytes())
        });
        if written.is_ok() {
            written = line.and_then(|line| stream.write(&line));
        }
    });
    // A file that lacks some of the reports could be taken for the whole.
    if end == BatchEnd::Interrupted {
        return exit_code_of_batch(end, code);
    }
    match written.and_then(|()| stream.finish()) {
        Ok(()) => code,
        Err(error) => report_error(&error),
    }
}

/// Writes the rows of all reports to one CSV table. Reports that cannot be read are left out and reported as errors.
fn export_table(arguments: &ExportArguments) -> ExitCode {
    let input = &arguments.input;
    let mut code = ExitCode::SUCCESS;
    let mut rows: Vec<String> = Vec::new();
    let read_rows = |file: &Path| {
        output::csv_rows(&input.open(file)?.report).map_err(|error| WriteError::from(error).into())
    };
    let end =
        for_each_file(&input.files, &arguments.batch, BatchOutput::Files, read_rows, |read| match read {
            Ok(of_report) => rows.push(of_report),
            Err(error) => code = report_error(&error),
        });
    // A table that lacks some of the reports could be taken for the whole.
    if rows.is_empty() || end == BatchEnd::Interrupted {
        return exit_code_of_batch(end, code);
    }
    let sources: Vec<&Path> = input.files.iter().map(PathBuf::as_path).collect();
    let header = output::csv_header().map_err(|error| CliError::Output(error.into()));
    let written = header
        .and_then(|header| arguments.target.write_output((header + &rows.concat()).as_bytes(), &sources));
    match written {
        Ok(()) => code,
        Err(error) => report_error(&error),
    }
}

/// Reads a report and converts it. Returns the name of its file without the folder, and the content of the file to
/// write.
fn export_report(
    input: &InputFiles,
    format: ExportFormat,
    file: &Path,
) -> Result<(String, Vec<u8>), CliError> {
    let OpenReport { report, warnings, abbreviations } = input.open(file)?;
    let bytes = match format {
        ExportFormat::Report(format) => output::export_bytes(format, &report, &warnings, &abbreviations)?,
        ExportFormat::JsonLines => {
            let path = input.display_path(file).to_string_lossy();
            output::json_line(&report, &path, &warnings, &abbreviations)?.into_bytes()
        }
    };
    Ok((report.source.file, bytes))
}
