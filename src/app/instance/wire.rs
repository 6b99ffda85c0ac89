//! The form in which a request is sent to the running process.
//!
//! Must not know sockets.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::InstanceRequest;
use crate::{app::Command, report::ParagraphAddress};

/// A request as JSON on the socket. File names are bytes, because they need not be Unicode.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum WireRequest {
    Open(Vec<Vec<u8>>),
    OpenAt(Vec<u8>, ParagraphAddress),
    Compare([Vec<u8>; 2]),
    Timeline(Vec<Vec<u8>>),
}

impl WireRequest {
    /// Returns a request as it is sent; `None` if a file name cannot be written as bytes.
    pub(super) fn from_request(request: &InstanceRequest) -> Option<Self> {
        Some(match request {
            InstanceRequest::Open(files) => {
                Self::Open(files.iter().map(|file| path_to_bytes(file)).collect::<Option<_>>()?)
            }
            InstanceRequest::OpenAt(file, number) => Self::OpenAt(path_to_bytes(file)?, *number),
            InstanceRequest::Timeline(files) => {
                Self::Timeline(files.iter().map(|file| path_to_bytes(file)).collect::<Option<_>>()?)
            }
            InstanceRequest::Compare([left, right]) => {
                Self::Compare([path_to_bytes(left)?, path_to_bytes(right)?])
            }
        })
    }

    /// Returns the commands that carry out the request. A file name that this system can't represent is left out.
    pub(super) fn into_commands(self) -> Vec<Command> {
        match self {
            Self::Open(files) => {
                vec![Command::HandedOver(files.into_iter().filter_map(path_from_bytes).collect())]
            }
            Self::OpenAt(file, number) => {
                let at = path_from_bytes(file).map(|file| Command::OpenAt(file, number));
                std::iter::once(Command::HandedOver(Vec::new())).chain(at).collect()
            }
            Self::Timeline(files) => {
                let files = files.into_iter().filter_map(path_from_bytes).collect();
                vec![Command::HandedOver(Vec::new()), Command::ShowTimelineOf(files)]
            }
            Self::Compare([left, right]) => {
                let files = path_from_bytes(left)
                    .zip(path_from_bytes(right))
                    .map(|(left, right)| Command::CompareFiles([left, right]));
                std::iter::once(Command::HandedOver(Vec::new())).chain(files).collect()
            }
        }
    }
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the version for other systems fails for names that are not Unicode"
)]
fn path_to_bytes(path: &Path) -> Option<Vec<u8>> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_owned())
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the version for other systems fails for bytes that are not a name"
)]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    let name: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    Some(PathBuf::from(name))
}

#[cfg(not(unix))]
fn path_to_bytes(path: &Path) -> Option<Vec<u8>> {
    path.to_str().map(|name| name.as_bytes().to_owned())
}

#[cfg(not(unix))]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}
