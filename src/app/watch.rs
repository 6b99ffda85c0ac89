//! Watches the open files for changes by other programs.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, SystemTime},
};

/// The time between checks. Checking a few files takes too little time to measure.
const CHECK_INTERVAL: Duration = Duration::from_secs(2);

/// The time a file was last written, and its size in bytes.
type FileStamp = (SystemTime, u64);

/// The thread that watches files. It ends when this value is dropped.
pub(super) struct FileWatcher {
    files: Sender<PathBuf>,
}

impl FileWatcher {
    /// Starts the thread; returns `None` if the system cannot start one. It calls `on_change` with the path of a file
    /// that changed, once the file is no longer being written.
    pub(super) fn start(on_change: impl Fn(PathBuf) + Send + 'static) -> Option<Self> {
        let (files, added) = mpsc::channel::<PathBuf>();
        let work = move || {
            let mut known: HashMap<PathBuf, WatchedFile> = HashMap::new();
            loop {
                match added.recv_timeout(CHECK_INTERVAL) {
                    Ok(path) => {
                        let now = file_stamp(&path);
                        known.insert(path, WatchedFile { read_stamp: now, last_stamp: now });
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        for (path, file) in &mut known {
                            if file.has_changed(file_stamp(path)) {
                                on_change(path.clone());
                            }
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        thread::Builder::new().name("watch files".to_owned()).spawn(work).ok()?;
        Some(Self { files })
    }

    /// Watches this file for changes from now on.
    pub(super) fn watch_file(&self, path: &Path) {
        // The thread ends when this value is dropped, so it is still running.
        let _ = self.files.send(path.to_owned());
    }
}

/// The stamps of a file when it was last read or reported, and when it was last checked; `None` if it did not exist.
struct WatchedFile {
    read_stamp: Option<FileStamp>,
    last_stamp: Option<FileStamp>,
}

impl WatchedFile {
    /// Returns true if the file changed and is the same as at the last check, so that no program is writing it. A file
    /// that was deleted has not changed, because its text is still shown.
    fn has_changed(&mut self, now: Option<FileStamp>) -> bool {
        let is_stable = now.is_some() && now == std::mem::replace(&mut self.last_stamp, now);
        let has_changed = is_stable && now != self.read_stamp;
        if has_changed {
            self.read_stamp = now;
        }
        has_changed
    }
}

fn file_stamp(path: &Path) -> Option<FileStamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{FileStamp, WatchedFile};

    fn stamp(second: u64, length: u64) -> Option<FileStamp> {
        Some((SystemTime::UNIX_EPOCH + Duration::from_secs(second), length))
    }

    #[test]
    fn changed_file_is_reported_once_when_it_is_no_longer_being_written() {
        let mut file = WatchedFile { read_stamp: stamp(1, 10), last_stamp: stamp(1, 10) };
        assert!(!file.has_changed(stamp(1, 10)));
        // A growing file is still being written.
        assert!(!file.has_changed(stamp(5, 11)) && !file.has_changed(stamp(6, 12)));
        assert!(file.has_changed(stamp(6, 12)) && !file.has_changed(stamp(6, 12)));
        // Some programs save by deleting the file and writing it again.
        assert!(!file.has_changed(None) && !file.has_changed(stamp(9, 12)));
        assert!(file.has_changed(stamp(9, 12)));
        // The file was deleted.
        assert!(!file.has_changed(None) && !file.has_changed(None));
    }
}
