//! Writes the output of commands to a file or to standard output.

use std::{
    collections::HashSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CliError, batch::BatchOutput};
use crate::app;

/// Options for the output file.
#[derive(Debug, Args)]
pub(super) struct OutputTarget {
    /// File to write, or the folder for several exported reports; without it, standard output is used
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    /// Replace existing files
    #[arg(long)]
    pub(super) force: bool,
}

impl OutputTarget {
    /// Returns where a batch of reports is written.
    pub(super) fn batch_output(&self) -> BatchOutput {
        if self.out.is_some() { BatchOutput::Files } else { BatchOutput::Stdout }
    }

    /// Writes to the output file, or to standard output if none is given. `sources` are the reports that the bytes were
    /// made from.
    ///
    /// # Errors
    /// Returns the errors of [`write_file`] and [`write_stdout`].
    pub(super) fn write_output(&self, bytes: &[u8], sources: &[&Path]) -> Result<(), CliError> {
        match &self.out {
            Some(out) => write_file(out, bytes, self.force, sources),
            None => write_stdout(bytes),
        }
    }
}

/// Writes the output for one or several reports: to standard output, to the output file, or each to a file of its own in
/// the output folder.
#[derive(Debug)]
pub(super) struct OutputFiles<'a> {
    target: &'a OutputTarget,
    /// The reports that the outputs are made from.
    sources: &'a [PathBuf],
    /// The extension of the files in the output folder, without a dot.
    extension: &'static str,
    /// The files that were written. Reports in different folders may have the same name.
    written_paths: HashSet<PathBuf>,
}

impl<'a> OutputFiles<'a> {
    pub(super) fn new(target: &'a OutputTarget, sources: &'a [PathBuf], extension: &'static str) -> Self {
        Self { target, sources, extension, written_paths: HashSet::new() }
    }

    /// Writes the output for the report in this file, which is given without its folder. In the output folder, a number
    /// is added to a name that was already used.
    ///
    /// # Errors
    /// Returns [`CliError::Write`] if the folder can't be created, and the errors of [`write_file`] and
    /// [`write_stdout`].
    pub(super) fn write(&mut self, report_file: &str, bytes: &[u8]) -> Result<(), CliError> {
        let Some(out) = &self.target.out else { return write_stdout(bytes) };
        let sources: Vec<&Path> = self.sources.iter().map(PathBuf::as_path).collect();
        if self.sources.len() == 1 && !out.is_dir() {
            return self.target.write_output(bytes, &sources);
        }
        fs::create_dir_all(out).map_err(|error| CliError::Write(out.clone(), error))?;
        let stem = Path::new(report_file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let extension = self.extension;
        let names = std::iter::once(format!("{stem}.{extension}"))
            .chain((2..).map(|count| format!("{stem}-{count}.{extension}")));
        let path = names
            .map(|name| out.join(name))
            .find(|path| !self.written_paths.contains(path))
            .unwrap_or_else(|| out.join(&stem));
        write_file(&path, bytes, self.target.force, &sources)?;
        self.written_paths.insert(path);
        Ok(())
    }
}

/// Writes a complete file; if writing fails, no file is written or changed. Replaces an existing file only if
/// `should_replace` is true, and never one of `sources`, the reports that the bytes were made from.
///
/// # Errors
/// Returns [`CliError::WouldReplaceSource`] if the path is one of `sources`, [`CliError::IsFolder`] if it is a folder,
/// [`CliError::FileExists`] if the file exists and `should_replace` is false, and [`CliError::Write`] if writing fails.
pub(super) fn write_file(
    path: &Path,
    bytes: &[u8],
    should_replace: bool,
    sources: &[&Path],
) -> Result<(), CliError> {
    let is_same_file = |source: &&Path| {
        fs::canonicalize(source).ok().is_some_and(|source| fs::canonicalize(path).ok() == Some(source))
    };
    if sources.iter().any(is_same_file) {
        return Err(CliError::WouldReplaceSource(path.to_owned()));
    }
    if path.is_dir() {
        return Err(CliError::IsFolder(path.to_owned()));
    }
    if !should_replace && path.is_file() {
        return Err(CliError::FileExists(path.to_owned()));
    }
    app::write_file(path, bytes).map_err(|error| CliError::Write(path.to_owned(), error))
}

/// Writes to standard output. It is not an error if the program that reads the output stops early, as in
/// `findings … | head`.
///
/// # Errors
/// Returns [`CliError::Write`] if writing fails in another way.
pub(super) fn write_stdout(bytes: &[u8]) -> Result<(), CliError> {
    match io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::Write("standard output".into(), error))
        }
        _ => Ok(()),
    }
}
