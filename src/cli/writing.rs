//! Writes the output of commands to a file or to standard output.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;

use super::CliError;
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
