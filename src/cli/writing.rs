//! The output of commands: a file, or standard output.

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
    /// Writes to the output file, or else to standard output. See [`write_file`].
    pub(super) fn write(&self, bytes: &[u8], sources: &[&Path]) -> Result<(), CliError> {
        match &self.out {
            Some(out) => write_file(out, bytes, self.force, sources),
            None => write_stdout(bytes),
        }
    }
}

/// Writes a complete file, or none if writing fails. Replaces an existing file only with `force`, and never one of
/// `sources`, the reports that the bytes were made from.
///
/// # Errors
/// Returns [`CliError::WouldReplaceSource`], [`CliError::IsFolder`] or [`CliError::FileExists`] if the path can't be
/// used, and [`CliError::Write`] if writing fails.
pub(super) fn write_file(path: &Path, bytes: &[u8], force: bool, sources: &[&Path]) -> Result<(), CliError> {
    let is_same_file = |source: &&Path| {
        fs::canonicalize(source).ok().is_some_and(|source| fs::canonicalize(path).ok() == Some(source))
    };
    if sources.iter().any(is_same_file) {
        return Err(CliError::WouldReplaceSource(path.to_owned()));
    }
    if path.is_dir() {
        return Err(CliError::IsFolder(path.to_owned()));
    }
    if !force && path.is_file() {
        return Err(CliError::FileExists(path.to_owned()));
    }
    app::write_file(path, bytes).map_err(|error| CliError::Write(path.to_owned(), error))
}

/// Writes to standard output. It is not an error if the reader stops early, as in `findings … | head`.
pub(super) fn write_stdout(bytes: &[u8]) -> Result<(), CliError> {
    match io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::Write("standard output".into(), error))
        }
        _ => Ok(()),
    }
}
