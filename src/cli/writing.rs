//! Where commands write to: a file, or standard output.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;

use super::Trouble;
use crate::app;

/// Where to write, and over what.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// The file to write, or for an export of several reports the folder; standard output without it
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub(super) force: bool,
}

impl Target {
    /// Writes to the file that was named, else to standard output. What it was made from is never written over.
    pub(super) fn write(&self, bytes: &[u8], from: &[&Path]) -> Result<(), Trouble> {
        match &self.out {
            Some(out) => write(out, bytes, self.force, from),
            None => print(bytes),
        }
    }
}

/// Writes a file whole or not at all; one that is there already only by force, and never one that it was made from.
pub(super) fn write(path: &Path, bytes: &[u8], force: bool, from: &[&Path]) -> Result<(), Trouble> {
    let same = |source: &&Path| {
        fs::canonicalize(source).ok().is_some_and(|source| fs::canonicalize(path).ok() == Some(source))
    };
    if from.iter().any(same) {
        return Err(Trouble::Source(path.to_owned()));
    }
    if path.is_dir() {
        return Err(Trouble::Folder(path.to_owned()));
    }
    if !force && path.is_file() {
        return Err(Trouble::Exists(path.to_owned()));
    }
    app::write_file(path, bytes).map_err(|error| Trouble::Write(path.to_owned(), error))
}

/// Prints; a reader that has heard enough (`findings … | head`) is no error.
pub(super) fn print(bytes: &[u8]) -> Result<(), Trouble> {
    match io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Trouble::Write("standard output".into(), error))
        }
        _ => Ok(()),
    }
}
