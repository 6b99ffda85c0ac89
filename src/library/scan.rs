//! Finds the reports in a folder and its subfolders.
//!
//! Must not know how a report is read. Links to folders are not followed, so that no folder is scanned twice.

use std::{
    fs::Metadata,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use walkdir::{DirEntry, WalkDir};

use crate::report::input_extensions;

/// The maximum number of files that are found in a folder. All reports of a national inspectorate are fewer.
pub const MAX_FILES: usize = 200_000;
/// The maximum depth of subfolders.
const MAX_FOLDER_DEPTH: usize = 64;

/// A file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path within the folder.
    pub path: PathBuf,
    /// The size and the time of the last change. A file with another stamp is read again.
    pub stamp: FileStamp,
}

/// The size of a file and the time of its last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    /// The size in bytes.
    pub bytes: u64,
    /// The time of the last change in nanoseconds since 1970; 0 if the system does not tell.
    pub modified_nanoseconds: i64,
}

/// The files of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FolderScan {
    /// The files, sorted by path.
    pub files: Vec<FoundFile>,
    /// The subfolders that could not be opened, within the folder.
    pub closed_folders: Vec<PathBuf>,
    /// True if the folder has more files than [`MAX_FILES`].
    pub is_truncated: bool,
}

/// A folder can't be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The folder does not exist.
    #[error("Folder not found. It may have been moved, renamed or deleted, or its drive is not connected.")]
    NotFound,
    /// The path is not a folder.
    #[error("This is not a folder.")]
    NotAFolder,
    /// The user does not have permission to open the folder.
    #[error("You do not have permission to open this folder. Ask its owner for access.")]
    Permission,
    /// Any other error of the system, in its words.
    #[error("The folder could not be opened: {0}.")]
    Io(String),
}

impl FileStamp {
    /// The stamp of a file that changed while it was read. No file has it, so the file is read again.
    pub const UNKNOWN: Self = Self { bytes: u64::MAX >> 1, modified_nanoseconds: i64::MIN };

    /// Returns the stamp of a file with this metadata.
    #[must_use]
    pub fn new(metadata: &Metadata) -> Self {
        let since_1970 = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok();
        let modified = metadata.modified().ok().and_then(since_1970).unwrap_or_default();
        Self {
            bytes: metadata.len(),
            modified_nanoseconds: i64::try_from(modified.as_nanos()).unwrap_or(i64::MAX),
        }
    }

    /// Returns the stamp of the file at this path; `None` if there is no such file.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        metadata.is_file().then(|| Self::new(&metadata))
    }
}

/// Finds the files in a folder and its subfolders, at most [`MAX_FOLDER_DEPTH`] deep, that have the ending of a format
/// that can be read. Files whose names begin with a dot and the lock files of word processors are left out. Stops early if `is_stopped` returns true.
///
/// # Errors
/// Returns a [`ScanError`] if the folder itself can't be opened. Subfolders that can't be opened are listed.
pub fn scan_folder(folder: &Path, is_stopped: impl Fn() -> bool) -> Result<FolderScan, ScanError> {
    let metadata = std::fs::metadata(folder).map_err(|error| scan_error(&error))?;
    if !metadata.is_dir() {
        return Err(ScanError::NotAFolder);
    }
    let mut scan = FolderScan::default();
    let walk = WalkDir::new(folder).follow_links(false).max_depth(MAX_FOLDER_DEPTH).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        if is_stopped() {
            break;
        }
        match entry {
            Ok(entry) => {
                let Some(file) = found_file(folder, &entry) else { continue };
                if scan.files.len() >= MAX_FILES {
                    scan.is_truncated = true;
                    break;
                }
                scan.files.push(file);
            }
            Err(error) if error.depth() == 0 => return Err(walk_error(&error)),
            Err(error) => {
                let within = error.path().and_then(|path| path.strip_prefix(folder).ok());
                scan.closed_folders.extend(within.map(Path::to_owned));
            }
        }
    }
    Ok(scan)
}

/// Returns true for files and folders whose names begin with a dot, and for files that word processors make while a document is open.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || name.starts_with(b"~$")
}

/// Returns the file of an entry, if it is a file that can be read as a report. A link to a file counts as the file.
fn found_file(folder: &Path, entry: &DirEntry) -> Option<FoundFile> {
    let extension = entry.path().extension()?.to_str()?.to_ascii_lowercase();
    if entry.file_type().is_dir() || !input_extensions().contains(&extension.as_str()) {
        return None;
    }
    let path = entry.path().strip_prefix(folder).ok()?.to_owned();
    Some(FoundFile { path, stamp: FileStamp::of_file(entry.path())? })
}

/// Returns true if only the name of a file is on this computer, and its content is in an online store such as OneDrive.
/// Reading the file would download it.
#[cfg(windows)]
pub(super) fn is_online_only(path: &Path) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    const OFFLINE: u32 = 0x1000;
    const RECALL_ON_DATA_ACCESS: u32 = 0x0040_0000;
    std::fs::metadata(path).is_ok_and(|file| file.file_attributes() & (OFFLINE | RECALL_ON_DATA_ACCESS) != 0)
}

/// Returns false, because on this system such files can't be told from others.
#[cfg(not(windows))]
pub(super) fn is_online_only(_path: &Path) -> bool {
    false
}

fn walk_error(error: &walkdir::Error) -> ScanError {
    error.io_error().map_or_else(|| ScanError::Io(error.to_string()), scan_error)
}

fn scan_error(error: &std::io::Error) -> ScanError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ScanError::NotFound,
        std::io::ErrorKind::PermissionDenied => ScanError::Permission,
        std::io::ErrorKind::NotADirectory => ScanError::NotAFolder,
        _ => ScanError::Io(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;

    fn paths(folder: &Path) -> Vec<String> {
        let scan = scan_folder(folder, || false).unwrap();
        scan.files.iter().map(|file| file.path.to_str().unwrap().replace('\\', "/")).collect()
    }

    #[test]
    fn reports_in_subfolders_are_found_and_other_files_left_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("2022/drafts")).unwrap();
        fs::create_dir_all(folder.path().join(".cache")).unwrap();
        for file in
            ["b.pdf", "a.TXT", "2022/drafts/c.docx", "2022/d.xlsx", ".cache/e.pdf", "~$c.docx", ".f.pdf"]
        {
            fs::write(folder.path().join(file), "x").unwrap();
        }
        assert_eq!(paths(folder.path()), ["2022/drafts/c.docx", "a.TXT", "b.pdf"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_folders_are_not_followed_but_links_to_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("report.txt"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("report.txt"), folder.path().join("link.txt"))
            .unwrap();
        std::os::unix::fs::symlink("nowhere.txt", folder.path().join("broken.txt")).unwrap();
        assert_eq!(paths(folder.path()), ["link.txt"]);
    }

    #[test]
    fn a_missing_folder_and_a_file_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        fs::write(&file, "x").unwrap();
        assert_eq!(scan_folder(&file, || false), Err(ScanError::NotAFolder));
        assert_eq!(scan_folder(&folder.path().join("none"), || false), Err(ScanError::NotFound));
    }
}
