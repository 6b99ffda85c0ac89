//! Shows a file in the file manager of the system. Must not know the state.

use std::{io, path::Path, process::Command};

/// Shows a file in its folder, or a folder, and selects it if the file manager can do that. Waits until the system has
/// accepted the request.
///
/// # Errors
/// Returns the I/O error if there is no file manager, or if it reports a failure.
pub(super) fn show_file(path: &Path) -> io::Result<()> {
    let status = command(path).status()?;
    // The Windows file manager reports failure even if it succeeds.
    if status.success() || cfg!(windows) { Ok(()) } else { Err(io::Error::other("the file manager failed")) }
}

/// Returns the command that shows a file in its folder.
fn command(path: &Path) -> Command {
    if cfg!(windows) {
        let mut command = Command::new("explorer");
        let mut argument = std::ffi::OsString::from("/select,");
        argument.push(path);
        command.arg(argument);
        command
    } else if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg("-R").arg(path);
        command
    } else {
        // Desktops have no common way to select the file, so only its folder is shown.
        let mut command = Command::new("xdg-open");
        command.arg(if path.is_dir() { path } else { path.parent().unwrap_or(path) });
        command
    }
}
