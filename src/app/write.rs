//! Writes files without losing the old content if writing fails.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

/// Writes a file completely or not at all. The content is written to a temporary file, which is then renamed, so that a
/// full disk leaves the old file unchanged.
///
/// # Errors
/// Returns the I/O error if the file cannot be written or renamed.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_file(path, bytes, Access::AsBefore)
}

/// Writes a file that only this user can read, completely or not at all. It is for notes, settings and everything else
/// that is kept about a report, because drafts are confidential. On Windows, the folder of the user profile is private
/// already.
///
/// # Errors
/// Returns the I/O error if the file cannot be written or renamed.
pub(super) fn write_private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_file(path, bytes, Access::OnlyThisUser)
}

/// Creates a folder that only this user can open, with the folders around it. A folder that exists becomes private.
///
/// # Errors
/// Returns the I/O error if the folder cannot be created or its permissions cannot be changed.
#[cfg(unix)]
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    fs::DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER).create(folder)?;
    // The folder may have been made by an earlier version. Permissions are only changed if they are wrong, so that a
    // folder on a file system without permissions can be used.
    if fs::metadata(folder)?.permissions().mode() & PERMISSION_BITS == PRIVATE_FOLDER {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(PRIVATE_FOLDER))
}

/// Creates a folder, with the folders around it.
///
/// # Errors
/// Returns the I/O error if the folder cannot be created.
#[cfg(not(unix))]
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Permissions of a folder that only its owner can open and change.
#[cfg(unix)]
const PRIVATE_FOLDER: u32 = 0o700;
/// Permissions of a file that only its owner can read and write.
#[cfg(unix)]
const PRIVATE_FILE: u32 = 0o600;
/// The bits of a file mode that give the permissions of the owner, the group and others.
#[cfg(unix)]
const PERMISSION_BITS: u32 = 0o777;

/// The users who can read a written file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// The same users as before; the system's default for a new file.
    AsBefore,
    /// Only this user.
    OnlyThisUser,
}

/// Writes a temporary file and renames it.
fn replace_file(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let mut file = NewFile::create_with(path, access)?;
    file.write_all(bytes)?;
    file.finish()
}

/// A file that is written bit by bit, completely or not at all: under a temporary name, which [`NewFile::finish`] changes
/// to its own. If it is dropped before, the temporary file is removed.
#[derive(Debug)]
pub struct NewFile {
    file: BufWriter<File>,
    /// The temporary file and the path it gets; `None` for a pipe or a terminal, which can't be replaced by renaming.
    paths: Option<[PathBuf; 2]>,
    access: Access,
}

impl NewFile {
    /// Creates the temporary file beside the path that it gets.
    ///
    /// # Errors
    /// Returns the I/O error if the file cannot be created.
    pub fn create(path: &Path) -> io::Result<Self> {
        Self::create_with(path, Access::AsBefore)
    }

    fn create_with(path: &Path, access: Access) -> io::Result<Self> {
        if path.exists() && !path.is_file() {
            let file = BufWriter::new(File::options().write(true).open(path)?);
            return Ok(Self { file, paths: None, access });
        }
        // If the path is a link, its target is written and the link stays.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let temporary = target.with_file_name(name);
        let file = BufWriter::new(create_file(&temporary, access)?);
        Ok(Self { file, paths: Some([temporary, target]), access })
    }

    /// Completes the file, and gives it its name.
    ///
    /// # Errors
    /// Returns the I/O error if the file cannot be written or renamed. A file that was there before is then unchanged.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        let Some([temporary, target]) = &self.paths else { return Ok(()) };
        let file = self.file.get_ref();
        // The permissions stay as they were, because drafts are confidential.
        if let Ok(before) = fs::metadata(target)
            && self.access == Access::AsBefore
        {
            file.set_permissions(before.permissions())?;
        }
        // Without this, a crash of the system could leave an empty file.
        file.sync_all()?;
        fs::rename(temporary, target)?;
        self.paths = None;
        Ok(())
    }
}

impl io::Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some([temporary, _]) = &self.paths {
            // An incomplete file is useless. If it cannot be removed either, the first error still counts.
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Creates an empty file with its permissions, so that nobody else can open it before they are set.
#[cfg(unix)]
fn create_file(path: &Path, access: Access) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    if access == Access::OnlyThisUser {
        options.mode(PRIVATE_FILE);
    }
    options.open(path)
}

#[cfg(not(unix))]
fn create_file(path: &Path, _access: Access) -> io::Result<File> {
    File::create(path)
}
