//! Writes the output of commands to a file or to standard output.

use std::{
    collections::{HashMap, HashSet},
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CliError, batch::BatchOutput, out_file::Destination};
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
    sources: SourceFiles,
    destination: Destination,
    /// The extension of the files in the output folder, without a dot.
    extension: &'static str,
    /// The files that were written. Reports in different folders may have the same name.
    written_paths: HashSet<PathBuf>,
    /// The last number that was added to each name. Trying all numbers again would take quadratic time.
    last_numbers: HashMap<String, usize>,
}

impl<'a> OutputFiles<'a> {
    pub(super) fn new(
        target: &'a OutputTarget,
        destination: Destination,
        sources: &[PathBuf],
        extension: &'static str,
    ) -> Self {
        let sources = SourceFiles::new(sources.iter().map(PathBuf::as_path));
        let (written_paths, last_numbers) = (HashSet::new(), HashMap::new());
        Self { target, sources, destination, extension, written_paths, last_numbers }
    }

    /// Writes the output for the report in this file, which is given without its folder. In the output folder, a number
    /// is added to a name that was already used.
    ///
    /// # Errors
    /// Returns [`CliError::Write`] if the folder can't be created, and the errors of [`write_file`] and
    /// [`write_stdout`].
    pub(super) fn write(&mut self, report_file: &str, bytes: &[u8]) -> Result<(), CliError> {
        let out = match (&self.target.out, self.destination) {
            (Some(out), Destination::Folder) => out,
            (Some(out), Destination::Stdout | Destination::File) => {
                return write_checked_file(out, bytes, self.target.force, &self.sources);
            }
            (None, _) => return write_stdout(bytes),
        };
        fs::create_dir_all(out).map_err(|error| CliError::Write(out.clone(), error))?;
        let stem = Path::new(report_file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let path = self.unused_path(out, &stem);
        write_checked_file(&path, bytes, self.target.force, &self.sources)?;
        self.written_paths.insert(path);
        Ok(())
    }

    /// Returns a path in the output folder that was not written yet.
    fn unused_path(&mut self, out: &Path, stem: &str) -> PathBuf {
        let extension = self.extension;
        let mut path = out.join(format!("{stem}.{extension}"));
        let number = self.last_numbers.entry(stem.to_owned()).or_insert(1);
        while self.written_paths.contains(&path) {
            *number += 1;
            path = out.join(format!("{stem}-{number}.{extension}"));
        }
        path
    }
}

/// Standard output, or a file that is written bit by bit and is there only when it is complete.
#[derive(Debug)]
pub(super) enum OutputStream {
    /// Standard output.
    Stdout,
    /// The file with this path.
    File(PathBuf, app::NewFile),
}

impl OutputStream {
    /// Opens the output file, or standard output if none is given. `sources` are the reports that the output is made
    /// from.
    ///
    /// # Errors
    /// Returns the errors of [`check_file`], and [`CliError::Write`] if the file can't be created.
    pub(super) fn open(target: &OutputTarget, sources: &[&Path]) -> Result<Self, CliError> {
        match &target.out {
            Some(out) => Self::open_file(out, target.force, sources),
            None => Ok(Self::Stdout),
        }
    }

    /// Opens a file. See [`OutputStream::open`].
    pub(super) fn open_file(path: &Path, should_replace: bool, sources: &[&Path]) -> Result<Self, CliError> {
        check_file(path, should_replace, &SourceFiles::new(sources.iter().copied()))?;
        let file = app::NewFile::create(path).map_err(|error| CliError::Write(path.to_owned(), error))?;
        Ok(Self::File(path.to_owned(), file))
    }

    /// Writes the next bytes.
    ///
    /// # Errors
    /// Returns [`CliError::Write`] if writing fails.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        match self {
            Self::Stdout => write_stdout(bytes),
            Self::File(path, file) => {
                file.write_all(bytes).map_err(|error| CliError::Write(path.clone(), error))
            }
        }
    }

    /// Finishes the output. Without this, no file is left.
    ///
    /// # Errors
    /// Returns [`CliError::Write`] if writing fails.
    pub(super) fn finish(self) -> Result<(), CliError> {
        match self {
            Self::Stdout => Ok(()),
            Self::File(path, file) => file.finish().map_err(|error| CliError::Write(path, error)),
        }
    }
}

/// Writes a complete file; if writing fails, no file is written or changed. Replaces an existing file only if
/// `should_replace` is true, and never one of `sources`, the reports that the bytes were made from.
///
/// # Errors
/// Returns the errors of [`check_file`], and [`CliError::Write`] if writing fails.
pub(super) fn write_file(
    path: &Path,
    bytes: &[u8],
    should_replace: bool,
    sources: &[&Path],
) -> Result<(), CliError> {
    write_checked_file(path, bytes, should_replace, &SourceFiles::new(sources.iter().copied()))
}

/// Writes a complete file. See [`write_file`].
fn write_checked_file(
    path: &Path,
    bytes: &[u8],
    should_replace: bool,
    sources: &SourceFiles,
) -> Result<(), CliError> {
    check_file(path, should_replace, sources)?;
    app::write_file(path, bytes).map_err(|error| CliError::Write(path.to_owned(), error))
}

/// The reports that outputs are made from. They must not be replaced.
#[derive(Debug)]
struct SourceFiles {
    /// The paths without links, so that a file is recognised under another name.
    canonical_paths: HashSet<PathBuf>,
}

impl SourceFiles {
    fn new<'a>(paths: impl Iterator<Item = &'a Path>) -> Self {
        Self { canonical_paths: paths.filter_map(|path| fs::canonicalize(path).ok()).collect() }
    }

    fn contains(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|path| self.canonical_paths.contains(&path))
    }
}

/// Checks that a file may be written.
///
/// # Errors
/// Returns [`CliError::WouldReplaceSource`] if the path is one of `sources`, [`CliError::IsFolder`] if it is a folder, and
/// [`CliError::FileExists`] if the file exists and `should_replace` is false.
fn check_file(path: &Path, should_replace: bool, sources: &SourceFiles) -> Result<(), CliError> {
    if sources.contains(path) {
        return Err(CliError::WouldReplaceSource(path.to_owned()));
    }
    if path.is_dir() {
        return Err(CliError::IsFolder(path.to_owned()));
    }
    if !should_replace && path.is_file() {
        return Err(CliError::FileExists(path.to_owned()));
    }
    Ok(())
}

/// Returns true if nobody reads the pipe any more that the error is about.
fn is_closed_pipe(error: &io::Error) -> bool {
    const ERROR_PIPE_NOT_CONNECTED: i32 = 233;
    error.kind() == io::ErrorKind::BrokenPipe
        || cfg!(windows) && error.raw_os_error() == Some(ERROR_PIPE_NOT_CONNECTED)
}

/// Writes to standard output. It is not an error if the program that reads the output stops early, as in
/// `findings … | head`.
///
/// # Errors
/// Returns [`CliError::Write`] if writing fails in another way.
pub(super) fn write_stdout(bytes: &[u8]) -> Result<(), CliError> {
    match io::stdout().lock().write_all(bytes) {
        Err(error) if !is_closed_pipe(&error) => Err(CliError::Write("standard output".into(), error)),
        _ => Ok(()),
    }
}
