//! `findings export`: writes reports in other formats.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _},
};

use super::{
    CliError, OpenReport, ReadOptions,
    batch::{BatchEnd, BatchOptions, for_each_file},
    exit_code_of_batch, open_report, report_error,
    writing::{OutputTarget, write_file, write_stdout},
};
use crate::{
    output::{self, Format},
    report::Report,
};

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
    let mut written_paths = HashSet::new();
    let export = |file: &Path| Ok((export_report(arguments, file)?, file.to_owned()));
    let end = for_each_file(&arguments.files, &arguments.batch, export, |exported| {
        let written = exported
            .and_then(|(exported, file)| write_export(arguments, &file, &exported, &mut written_paths));
        if let Err(error) = written {
            code = report_error(&error);
        }
    });
    exit_code_of_batch(end, code)
}

/// Writes the rows of all reports to one CSV table. Reports that cannot be read are left out and reported as errors.
fn export_table(arguments: &ExportArguments) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let mut reports: Vec<Report> = Vec::new();
    let read = |file: &Path| open_report(file, &arguments.read_options);
    let end = for_each_file(&arguments.files, &arguments.batch, read, |opened| match opened {
        Ok(opened) => reports.push(opened.report),
        Err(error) => code = report_error(&error),
    });
    // A table that lacks some of the reports could be taken for the whole.
    if reports.is_empty() || end == BatchEnd::Interrupted {
        return exit_code_of_batch(end, code);
    }
    let sources: Vec<&Path> = arguments.files.iter().map(PathBuf::as_path).collect();
    let table = output::to_csv(&reports).map_err(|error| CliError::Output(error.into()));
    match table.and_then(|table| arguments.target.write_output(table.as_bytes(), &sources)) {
        Ok(()) => code,
        Err(error) => report_error(&error),
    }
}

/// An exported report.
struct Export {
    /// The name of the report's file, without its folder.
    file_name: String,
    /// The content of the file to write.
    bytes: Vec<u8>,
}

/// Reads a report and converts it.
fn export_report(arguments: &ExportArguments, file: &Path) -> Result<Export, CliError> {
    let OpenReport { report, warnings, abbreviations } = open_report(file, &arguments.read_options)?;
    if arguments.format() == Format::Xlsx && arguments.target.out.is_none() {
        return Err(CliError::WorkbookToStdout);
    }
    let bytes = output::export_bytes(arguments.format(), &report, &warnings, &abbreviations)?;
    Ok(Export { file_name: report.source.file, bytes })
}

/// Writes an exported report. Reports in different folders may have the same name, so a number is added to a name that
/// is already among `written_paths`, the files written by this command.
fn write_export(
    arguments: &ExportArguments,
    file: &Path,
    Export { file_name, bytes }: &Export,
    written_paths: &mut HashSet<PathBuf>,
) -> Result<(), CliError> {
    let Some(out) = &arguments.target.out else { return write_stdout(bytes) };
    if arguments.files.len() == 1 && !out.is_dir() {
        return arguments.target.write_output(bytes, &[file]);
    }
    fs::create_dir_all(out).map_err(|error| CliError::Write(out.clone(), error))?;
    let stem = Path::new(file_name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = arguments.format().extension();
    let names = std::iter::once(format!("{stem}.{extension}"))
        .chain((2..).map(|count| format!("{stem}-{count}.{extension}")));
    let path = names
        .map(|name| out.join(name))
        .find(|path| !written_paths.contains(path))
        .unwrap_or_else(|| out.join(&stem));
    let sources: Vec<&Path> = arguments.files.iter().map(PathBuf::as_path).collect();
    write_file(&path, bytes, arguments.target.force, &sources)?;
    written_paths.insert(path);
    Ok(())
}
