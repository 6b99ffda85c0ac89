//! `findings export`: what reports say, for other programs and other people.

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
    OpenReport, Opening, Trouble, open, tell,
    writing::{Target, print, write},
};
use crate::{
    output::{self, Format},
    report::Report,
};

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Reports to read
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What to write; without it what the name of the file says, else JSON
    #[arg(long, value_parser = formats())]
    format: Option<Format>,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    opening: Opening,
}

/// The formats by their names, each with what it is for.
fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.ending()).help(format.hint()));
    PossibleValuesParser::new(values).map(|name| {
        let named = Format::ALL.into_iter().find(|format| format.ending() == name);
        named.unwrap_or(Format::Json)
    })
}

impl Export {
    /// What was asked for, else what the ending of the file says.
    fn format(&self) -> Format {
        let ending =
            self.target.out.as_ref().and_then(|out| out.extension()).map(std::ffi::OsStr::to_ascii_lowercase);
        let named =
            ending.and_then(|ending| Format::ALL.into_iter().find(|format| *ending == *format.ending()));
        self.format.or(named).unwrap_or(Format::Json)
    }
}

pub(super) fn export(export: &Export) -> ExitCode {
    let is_folder = export.target.out.as_ref().is_some_and(|out| out.is_dir());
    // Rows of many reports make one table.
    if export.format() == Format::Csv && !is_folder {
        return one_table(export);
    }
    let mut code = ExitCode::SUCCESS;
    let mut written = HashSet::new();
    for file in &export.files {
        if let Err(trouble) = export_one(export, file, &mut written) {
            code = tell(&trouble);
        }
    }
    code
}

fn one_table(export: &Export) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let mut reports: Vec<Report> = Vec::new();
    for file in &export.files {
        match open(file, &export.opening) {
            Ok(opened) => reports.push(opened.report),
            Err(trouble) => code = tell(&trouble),
        }
    }
    if reports.is_empty() {
        return code;
    }
    let sources: Vec<&Path> = export.files.iter().map(PathBuf::as_path).collect();
    let written = output::to_csv(&reports).map_err(|error| Trouble::Output(error.into()));
    match written.and_then(|table| export.target.write(table.as_bytes(), &sources)) {
        Ok(()) => code,
        Err(trouble) => tell(&trouble),
    }
}

/// `written` are the files that this run has written: reports of one name may come from several folders.
fn export_one(export: &Export, file: &Path, written: &mut HashSet<PathBuf>) -> Result<(), Trouble> {
    let OpenReport { report, warnings, abbreviations } = open(file, &export.opening)?;
    if export.format() == Format::Xlsx && export.target.out.is_none() {
        return Err(Trouble::NoFile);
    }
    let bytes = output::write(export.format(), &report, &warnings, &abbreviations)?;
    let Some(out) = &export.target.out else { return print(&bytes) };
    if export.files.len() == 1 && !out.is_dir() {
        return export.target.write(&bytes, &[file]);
    }
    fs::create_dir_all(out).map_err(|error| Trouble::Write(out.clone(), error))?;
    let stem = Path::new(&report.source.file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = export.format().ending();
    let names = std::iter::once(format!("{stem}.{ending}"))
        .chain((2..).map(|count| format!("{stem}-{count}.{ending}")));
    let path = names
        .map(|name| out.join(name))
        .find(|path| !written.contains(path))
        .unwrap_or_else(|| out.join(&stem));
    let sources: Vec<&Path> = export.files.iter().map(PathBuf::as_path).collect();
    write(&path, &bytes, export.target.force, &sources)?;
    written.insert(path);
    Ok(())
}
