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
    CliError, OpenReport, ReadOptions, open_report, report_error,
    writing::{OutputTarget, write_file, write_stdout},
};
use crate::{
    output::{self, Format},
    report::Report,
};

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Reports to export
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// File format, by default taken from the name of the --out file, or else JSON
    #[arg(long, value_parser = format_parser())]
    format: Option<Format>,
    #[command(flatten)]
    target: OutputTarget,
    #[command(flatten)]
    read_options: ReadOptions,
}

/// Returns a parser for the names of the formats. Help lists each name with its description.
fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.extension()).help(format.hint()));
    PossibleValuesParser::new(values).map(|name| {
        let named = Format::ALL.into_iter().find(|format| format.extension() == name);
        named.unwrap_or(Format::Json)
    })
}

impl Export {
    /// Returns the format that the user chose, or else the format that the output file name stands for, or else JSON.
    fn format(&self) -> Format {
        let extension =
            self.target.out.as_ref().and_then(|out| out.extension()).map(std::ffi::OsStr::to_ascii_lowercase);
        let named = extension
            .and_then(|extension| Format::ALL.into_iter().find(|format| *extension == *format.extension()));
        self.format.or(named).unwrap_or(Format::Json)
    }
}

pub(super) fn export(export: &Export) -> ExitCode {
    let is_folder = export.target.out.as_ref().is_some_and(|out| out.is_dir());
    // The rows of several reports go into one table.
    if export.format() == Format::Csv && !is_folder {
        return export_table(export);
    }
    let mut code = ExitCode::SUCCESS;
    let mut written = HashSet::new();
    for file in &export.files {
        if let Err(error) = export_report(export, file, &mut written) {
            code = report_error(&error);
        }
    }
    code
}

/// Writes the rows of all reports to one CSV table. Reports that cannot be read are left out and reported as errors.
fn export_table(export: &Export) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let mut reports: Vec<Report> = Vec::new();
    for file in &export.files {
        match open_report(file, &export.read_options) {
            Ok(opened) => reports.push(opened.report),
            Err(error) => code = report_error(&error),
        }
    }
    if reports.is_empty() {
        return code;
    }
    let sources: Vec<&Path> = export.files.iter().map(PathBuf::as_path).collect();
    let written = output::to_csv(&reports).map_err(|error| CliError::Output(error.into()));
    match written.and_then(|table| export.target.write(table.as_bytes(), &sources)) {
        Ok(()) => code,
        Err(error) => report_error(&error),
    }
}

/// Writes one report. `written` contains the files written so far, because reports in different folders may have the
/// same name.
fn export_report(export: &Export, file: &Path, written: &mut HashSet<PathBuf>) -> Result<(), CliError> {
    let OpenReport { report, warnings, abbreviations } = open_report(file, &export.read_options)?;
    if export.format() == Format::Xlsx && export.target.out.is_none() {
        return Err(CliError::WorkbookToStdout);
    }
    let bytes = output::write(export.format(), &report, &warnings, &abbreviations)?;
    let Some(out) = &export.target.out else { return write_stdout(&bytes) };
    if export.files.len() == 1 && !out.is_dir() {
        return export.target.write(&bytes, &[file]);
    }
    fs::create_dir_all(out).map_err(|error| CliError::Write(out.clone(), error))?;
    let stem = Path::new(&report.source.file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = export.format().extension();
    let names = std::iter::once(format!("{stem}.{extension}"))
        .chain((2..).map(|count| format!("{stem}-{count}.{extension}")));
    let path = names
        .map(|name| out.join(name))
        .find(|path| !written.contains(path))
        .unwrap_or_else(|| out.join(&stem));
    let sources: Vec<&Path> = export.files.iter().map(PathBuf::as_path).collect();
    write_file(&path, &bytes, export.target.force, &sources)?;
    written.insert(path);
    Ok(())
}
