//! Reads reports from files. This is the only module that opens the file of a report.

use std::{
    fs::{File, Metadata},
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use super::{LoadedReport, strings};
use crate::{
    analysis,
    library::{IndexedReport, ReadFailure},
    read::{self, Read, ReadError},
};

/// The largest file that is read. The largest report known is 12 MB.
const MAX_FILE_BYTES: u64 = 200 * 1024 * 1024;
/// The number of bytes that are checked for zeros before the rest of the file is read.
const HEAD_BYTES: u64 = 64 * 1024;

/// A reason why a file cannot be opened. The message says what the user can do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file does not exist.
    #[error("File not found. It may have been moved, renamed or deleted.")]
    NotFound,
    /// The path is a folder.
    #[error("This is a folder. Choose a report inside it.")]
    Folder,
    /// The path is a device, a pipe or a socket.
    #[error("This is not a file. Choose a report to open.")]
    NotAFile,
    /// The user does not have permission to read the file.
    #[error("You do not have permission to read this file. Ask its owner for access.")]
    Permission,
    /// The file is larger than any report; its size in bytes.
    #[error("This file is too large to open: {} MB. The limit is {} MB. Split it into smaller files, then open those.", .0 / 1_048_576, MAX_FILE_BYTES / 1_048_576)]
    TooLarge(u64),
    /// Another program wrote to the file while it was being read.
    #[error("The file changed while it was being read. Wait until it has been saved, then open it again.")]
    Changed,
    /// Another program has locked the file.
    #[error("Another program is using this file. Close it there, then open it again.")]
    InUse,
    /// Reading the file failed because of a bug.
    #[error("{}", strings::BUG_MESSAGE)]
    Bug,
    /// Any other error of the system.
    #[error("The file could not be read: {0}.")]
    Io(#[source] io::Error),
    /// The content cannot be read as a report.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ if is_in_use(&error) => Self::InUse,
            _ => Self::Io(error),
        }
    }
}

/// Returns true for the error of Windows about a file, or a part of it, that another program does not share.
fn is_in_use(error: &io::Error) -> bool {
    const ERROR_SHARING_VIOLATION: i32 = 32;
    const ERROR_LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(error.raw_os_error(), Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

/// The password of a protected file. It is never saved, and `Debug` does not show it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

/// Reads the report in a file.
///
/// # Errors
/// Returns the [`OpenError`] of [`read_file`], or [`OpenError::Read`] if the content cannot be read as a report.
pub fn read_report(path: &Path, password: Option<&Password>) -> Result<Read, OpenError> {
    let bytes = Arc::new(read_file(path)?);
    let password = password.map(|password| password.0.as_str());
    Ok(read::open(bytes, &file_name(path), password)?.read()?)
}

/// Reads the report in a file for the index of a folder.
///
/// # Errors
/// Returns the message of the same errors as [`read_report`]. Only the content of a file is a lasting reason.
pub fn read_for_index(path: &Path) -> Result<IndexedReport, ReadFailure> {
    let failure = |error: OpenError| ReadFailure {
        is_lasting: matches!(error, OpenError::Read(_) | OpenError::TooLarge(_) | OpenError::Bug),
        reason: error.to_string(),
    };
    read_report(path, None).map(indexed_report).map_err(failure)
}

/// Returns the facts and the text of a report for the index of a folder.
#[must_use]
pub fn indexed_report(read: Read) -> IndexedReport {
    let Read { report, mut warnings } = read;
    let abbreviations = analysis::abbreviations(&report);
    warnings.extend(analysis::run_checks(&report, &abbreviations));
    IndexedReport::new(&report, &warnings)
}

/// Reads a report from a stream, such as standard input. `name` is its file name, whose ending tells Markdown from plain
/// text.
///
/// # Errors
/// Returns [`OpenError::TooLarge`] above 200 MB, [`OpenError::Io`] if reading fails, and [`OpenError::Read`] if the
/// content cannot be read as a report.
pub fn read_report_from(
    stream: impl io::Read,
    name: &str,
    password: Option<&Password>,
) -> Result<Read, OpenError> {
    let mut bytes = Vec::new();
    stream.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > MAX_FILE_BYTES {
        return Err(OpenError::TooLarge(length));
    }
    let password = password.map(|password| password.0.as_str());
    Ok(read::open(Arc::new(bytes), name, password)?.read()?)
}

/// Reads the report in a file, with its pages and everything that the window shows of it. For a long file,
/// `show_pages` is called with the pages alone before the text is read.
///
/// # Errors
/// Returns the same errors as [`read_report`].
pub fn load_report(
    path: &Path,
    password: Option<&Password>,
    show_pages: impl FnOnce(LoadedReport),
) -> Result<LoadedReport, OpenError> {
    /// The number of pages from which the pages are shown first. Shorter files are read so fast that showing their
    /// pages first gains nothing.
    const MIN_LONG_FILE_PAGES: usize = 61;
    let bytes = Arc::new(read_file(path)?);
    let name = file_name(path);
    let password = password.map(|password| password.0.as_str());
    let opened = read::open(Arc::clone(&bytes), &name, password)?;
    let original = opened.original().cloned();
    if let Some(original) =
        original.as_ref().filter(|original| original.page_sizes().len() >= MIN_LONG_FILE_PAGES)
    {
        let report = read::report_without_text(&bytes, &name, original);
        let pages =
            LoadedReport::new(Read { report, warnings: Vec::new() }).with_pages(Some(original.clone()));
        show_pages(LoadedReport { has_only_pages: true, warnings: Vec::new(), ..pages });
    }
    Ok(LoadedReport::new(opened.read()?).with_pages(original))
}

/// Returns the file name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Returns all bytes of a file. A file that starts with zeros, or is too large, is not read to its end.
///
/// # Errors
/// Returns [`OpenError::NotFound`], [`OpenError::Folder`], [`OpenError::NotAFile`], [`OpenError::Permission`] or
/// [`OpenError::Io`] if the file cannot be read, [`OpenError::TooLarge`] above 200 MB, [`OpenError::Changed`] if
/// another program wrote to it meanwhile, and [`OpenError::Read`] if it starts with 64 kB of zeros.
pub fn read_file(path: &Path) -> Result<Vec<u8>, OpenError> {
    let before = std::fs::metadata(path)?;
    if before.is_dir() {
        return Err(OpenError::Folder);
    }
    // Opening a pipe would block until another program writes to it.
    if !before.is_file() {
        return Err(OpenError::NotAFile);
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes)?;
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        return Err(ReadError::NotText.into());
    }
    if before.len() > MAX_FILE_BYTES {
        return Err(OpenError::TooLarge(before.len()));
    }
    // Without this, the bytes are copied each time that they need more memory. One byte more than the file has shows its
    // end.
    bytes.reserve_exact(usize::try_from((before.len() + 1).saturating_sub(HEAD_BYTES)).unwrap_or_default());
    file.by_ref().take(MAX_FILE_BYTES + 1 - HEAD_BYTES).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > MAX_FILE_BYTES {
        return Err(OpenError::TooLarge(length));
    }
    let after = file.metadata()?;
    if length != after.len() || has_changed(&before, &after) {
        return Err(OpenError::Changed);
    }
    Ok(bytes)
}

/// Returns true if the size or the time of the last change differs.
fn has_changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}
