//! Files to reports: the one place where a report's path is followed.

use std::{
    fs::{File, Metadata},
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use super::Loaded;
use crate::read::{self, Read, ReadError};

/// The largest file that is read, in bytes. The largest report known is 12 MB.
const LARGEST: u64 = 200 * 1024 * 1024;
/// How many bytes are looked at before the rest is read.
const HEAD: u64 = 64 * 1024;

/// Why a file cannot be opened, in a sentence that says what can be done.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No such file.
    #[error("There is no such file. It may have been moved or renamed.")]
    Missing,
    /// A folder.
    #[error("This is a folder. Open a report in it.")]
    Folder,
    /// A device, a pipe or a socket.
    #[error("This is not a file that can be read.")]
    NotAFile,
    /// The system does not let this user read it.
    #[error("You do not have permission to read this file.")]
    Permission,
    /// Too large to be a report.
    #[error("The file is {} MB large; no report is. Findings opens files up to {} MB.", .0 / 1_048_576, LARGEST / 1_048_576)]
    TooLarge(u64),
    /// Somebody wrote to it meanwhile.
    #[error("The file changed while it was being read. Try again when it has been saved.")]
    Changed,
    /// A fault of the program.
    #[error(
        "Findings has a fault that this report brings out. Please report it; the other reports are not affected."
    )]
    Fault,
    /// What the system said.
    #[error("The file could not be read: {0}.")]
    Io(#[source] io::Error),
    /// It is no report.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}

/// What opens a protected file. Never written down, and shown by nothing.
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
/// [`OpenError`], whose message is a sentence for the person who opened it.
pub fn read_report(path: &Path, password: Option<&Password>) -> Result<Read, OpenError> {
    let bytes = Arc::new(read_file(path)?);
    let password = password.map(|password| password.0.as_str());
    Ok(read::open(bytes, &name(path), password)?.read()?)
}

/// Reads the report in a file, with its pages where it has any and all that a window shows of it. `first` is given the
/// pages alone as soon as they are known, where there are so many that reading them takes its time.
///
/// # Errors
/// As [`read_report`].
pub fn load(
    path: &Path,
    password: Option<&Password>,
    first: impl FnOnce(Loaded),
) -> Result<Loaded, OpenError> {
    /// A file of so many pages is read in the blink of an eye.
    const MANY: usize = 60;
    let bytes = Arc::new(read_file(path)?);
    let name = name(path);
    let password = password.map(|password| password.0.as_str());
    let opened = read::open(Arc::clone(&bytes), &name, password)?;
    let original = opened.original().cloned();
    if let Some(original) = original.as_ref().filter(|original| original.sizes().len() > MANY) {
        let report = read::unread(&bytes, &name, original);
        let pages = Loaded::new(Read { report, warnings: Vec::new() }).with_pages(Some(original.clone()));
        first(Loaded { only_pages: true, warnings: Vec::new(), ..pages });
    }
    Ok(Loaded::new(opened.read()?).with_pages(original))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// All bytes of a file that could hold a report. A file that is plainly none is not read to its end.
///
/// # Errors
/// [`OpenError`] as for [`read_report`], except that what the bytes mean is hardly looked at.
pub fn read_file(path: &Path) -> Result<Vec<u8>, OpenError> {
    let before = std::fs::metadata(path)?;
    if before.is_dir() {
        return Err(OpenError::Folder);
    }
    // Opening a pipe would wait for somebody to write to it.
    if !before.is_file() {
        return Err(OpenError::NotAFile);
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes)?;
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        return Err(ReadError::NotText.into());
    }
    if before.len() > LARGEST {
        return Err(OpenError::TooLarge(before.len()));
    }
    file.by_ref().take(LARGEST + 1 - HEAD).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > LARGEST {
        return Err(OpenError::TooLarge(length));
    }
    let after = file.metadata()?;
    if length != after.len() || has_changed(&before, &after) {
        return Err(OpenError::Changed);
    }
    Ok(bytes)
}

fn has_changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}
