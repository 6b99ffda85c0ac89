//! Writes files without losing the old content if writing fails.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
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
    // A pipe or a terminal cannot be replaced by renaming.
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes);
    }
    // If the path is a link, its target is written and the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = target.as_path();
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = create_file(&temporary, access).and_then(|mut file| {
        file.write_all(bytes)?;
        // The permissions stay as they were, because drafts are confidential.
        if let Ok(before) = fs::metadata(path)
            && access == Access::AsBefore
        {
            file.set_permissions(before.permissions())?;
        }
        // Without this, a crash of the system could leave an empty file.
        file.sync_all()?;
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        // An incomplete file is useless. If it cannot be removed either, the first error still counts.
        let _ = fs::remove_file(&temporary);
    }
    written
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
