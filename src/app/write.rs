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
    let written = File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        // The permissions stay as they were, because drafts are confidential.
        if let Ok(before) = fs::metadata(path) {
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
