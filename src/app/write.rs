//! Writes files so that nothing that was there is lost.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

/// Writes a file whole or not at all: aside first, then in its place, so that a full disk leaves what was there.
///
/// # Errors
/// What the system says.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What is no file (a pipe, a terminal) has no place beside it.
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes);
    }
    // What a link leads to is written, and the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = target.as_path();
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let aside = path.with_file_name(name);
    let written = File::create(&aside).and_then(|mut file| {
        file.write_all(bytes)?;
        // Who may read it stays as it was: drafts are confidential.
        if let Ok(before) = fs::metadata(path) {
            file.set_permissions(before.permissions())?;
        }
        // Else a crash of the system could leave an empty file under the name.
        file.sync_all()?;
        fs::rename(&aside, path)
    });
    if written.is_err() {
        // What could not be written whole is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&aside);
    }
    written
}
