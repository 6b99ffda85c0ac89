//! The reports that a command reads: files, and standard input.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CliError, OpenReport, ReadOptions, check_report, open_error, open_report, strings};
use crate::app;

/// Reports to read, from files or standard input.
#[derive(Debug, Args)]
pub(super) struct InputFiles {
    /// Reports; - reads one from standard input
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// File name of the report on standard input; an ending such as .md tells Markdown from plain text
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    pub(super) read_options: ReadOptions,
}

/// Returns true if a path stands for standard input.
fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == OsStr::new("-")
}

impl InputFiles {
    /// Checks that standard input is read at most once, and that `--name` is given only with it.
    ///
    /// # Errors
    /// Returns [`CliError::StdinTwice`] or [`CliError::NameWithoutStdin`].
    pub(super) fn check_stdin(&self) -> Result<(), CliError> {
        match self.files.iter().filter(|file| is_stdin(file)).count() {
            0 if self.name.is_some() => Err(CliError::NameWithoutStdin),
            0 | 1 => Ok(()),
            _ => Err(CliError::StdinTwice),
        }
    }

    /// Returns the name of a file in messages.
    pub(super) fn display_path<'a>(&'a self, file: &'a Path) -> &'a Path {
        if is_stdin(file) { Path::new(self.stdin_name()) } else { file }
    }

    /// Returns the file name of the report on standard input.
    fn stdin_name(&self) -> &str {
        self.name.as_deref().unwrap_or(strings::STANDARD_INPUT)
    }

    /// Reads one of the reports, and runs the checks on it.
    ///
    /// # Errors
    /// Returns [`CliError::Open`] or [`CliError::PasswordRequired`] if the report can't be read.
    pub(super) fn open(&self, file: &Path) -> Result<OpenReport, CliError> {
        if !is_stdin(file) {
            return open_report(file, &self.read_options);
        }
        let name = self.stdin_name();
        let read = app::read_report_from(io::stdin().lock(), name, self.read_options.password.as_ref());
        Ok(check_report(read.map_err(|error| open_error(Path::new(name), error))?))
    }
}
