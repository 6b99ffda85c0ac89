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
    CliError, OpenReport, ReadOptions,
    batch::{BatchEnd, BatchOptions, BatchOutput, for_each_file},
    exit_code_of_batch, open_report, report_error,
    writing::{OutputFiles, OutputTarget},
};
use crate::output::{self, Format};

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// Reports to export
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// File format, by default taken from the name of the --out file, or else JSON
    #[arg(long, value_parser = format_parser())]
    format: Option<Format>,
    #[command(flatten)]
    target: OutputTarget,
    #[command(flatten)]
    batch: BatchOptions,
    #[command(flatten)]
    read_options: ReadOptions,
}

/// Returns a parser for the names of formats. The help lists each name with a sentence about the format.
fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.extension()).help(format.hint()));
    PossibleValuesParser::new(values).map(|name| {
        let format = Format::ALL.into_iter().find(|format| format.extension() == name);
        // The parser accepts only names in the list, so one is always found.
        format.unwrap_or(Format::Json)
    })
}

impl ExportArguments {
    /// Returns the format given with `--format`, or else the format of the output file name, or else JSON.
    fn format(&self) -> Format {
        let extension =
            self.target.out.as_ref().and_then(|out| out.extension()).map(std::ffi::OsStr::to_ascii_lowercase);
        let format_of_name = extension
            .and_then(|extension| Format::ALL.into_iter().find(|format| *extension == *format.extension()));
        self.format.or(format_of_name).unwrap_or(Format::Json)
    }
}

/// Exports all reports and reports errors. Returns the exit code.
pub(super) fn run_export(arguments: &ExportArguments) -> ExitCode {
    let is_folder = arguments.target.out.as_ref().is_some_and(|out| out.is_dir());
    // The rows of several reports are written to one table, unless the output is a folder.
    if arguments.format() == Format::Csv && !is_folder {
        return export_table(arguments);
    }
    let mut code = ExitCode::SUCCESS;
    let mut outputs = OutputFiles::new(&arguments.target, &arguments.files, arguments.format().extension());
    let export = |file: &Path| export_report(arguments, file);
    let end = for_each_file(
        &arguments.files,
        &arguments.batch,
        arguments.target.batch_output(),
        export,
        |exported| {
            if let Err(error) = exported.and_then(|(name, bytes)| outputs.write(&name, &bytes)) {
                code = report_error(&error);
            }
        },
    );
    exit_code_of_batch(end, code)
}

/// Writes the rows of all reports to one CSV table. Reports that cannot be read are left out and reported as errors.
fn export_table(arguments: &ExportArguments) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let mut rows: Vec<String> = Vec::new();
    let read_rows = |file: &Path| {
        let opened = open_report(file, &arguments.read_options)?;
        output::csv_rows(&opened.report).map_err(|error| CliError::Output(error.into()))
    };
    let end =
        for_each_file(&arguments.files, &arguments.batch, BatchOutput::Files, read_rows, |read| match read {
            Ok(of_report) => rows.push(of_report),
            Err(error) => code = report_error(&error),
        });
    // A table that lacks some of the reports could be taken for the whole.
    if rows.is_empty() || end == BatchEnd::Interrupted {
        return exit_code_of_batch(end, code);
    }
    let sources: Vec<&Path> = arguments.files.iter().map(PathBuf::as_path).collect();
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
fn export_report(arguments: &ExportArguments, file: &Path) -> Result<(String, Vec<u8>), CliError> {
    let OpenReport { report, warnings, abbreviations } = open_report(file, &arguments.read_options)?;
    if arguments.format() == Format::Xlsx && arguments.target.out.is_none() {
        return Err(CliError::WorkbookToStdout);
    }
    let bytes = output::export_bytes(arguments.format(), &report, &warnings, &abbreviations)?;
    Ok((report.source.file, bytes))
}
