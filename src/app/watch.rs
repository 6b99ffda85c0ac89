//! Looks whether the files that are open were written anew by another program.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, SystemTime},
};

/// Files are looked at this often: a glance at a few of them costs nothing that could be measured.
const EVERY: Duration = Duration::from_secs(2);

/// When a file was written, and how long it is.
type Stamp = (SystemTime, u64);

/// A thread that looks at files until this is dropped.
pub(super) struct Watch {
    files: Sender<PathBuf>,
}

impl Watch {
    /// Calls `changed` with the path of a file that was written anew, once it is no longer being written. `None` where
    /// the system has no thread to spare.
    pub(super) fn start(changed: impl Fn(PathBuf) + Send + 'static) -> Option<Self> {
        let (files, added) = mpsc::channel::<PathBuf>();
        let look = move || {
            let mut known: HashMap<PathBuf, Look> = HashMap::new();
            loop {
                match added.recv_timeout(EVERY) {
                    Ok(path) => {
                        let seen = stamp(&path);
                        known.insert(path, Look { read: seen, last: seen });
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        for (path, look) in &mut known {
                            if look.again(stamp(path)) {
                                changed(path.clone());
                            }
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        thread::Builder::new().name("watch files".to_owned()).spawn(look).ok()?;
        Some(Self { files })
    }

    /// Looks at this file too; what it is now is known.
    pub(super) fn add(&self, path: &Path) {
        // The thread lives as long as this does.
        let _ = self.files.send(path.to_owned());
    }
}

/// A file as it was read, and as it was when it was last looked at.
struct Look {
    read: Option<Stamp>,
    last: Option<Stamp>,
}

impl Look {
    /// Whether it is another than was read, and the same as at the last look: nobody is writing it just now. A file that
    /// is gone is no change: its text is still there to be read.
    fn again(&mut self, now: Option<Stamp>) -> bool {
        let rests = now.is_some() && now == std::mem::replace(&mut self.last, now);
        let changed = rests && now != self.read;
        if changed {
            self.read = now;
        }
        changed
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Look, Stamp};

    fn written(second: u64, length: u64) -> Option<Stamp> {
        Some((SystemTime::UNIX_EPOCH + Duration::from_secs(second), length))
    }

    #[test]
    fn a_file_is_read_again_once_when_it_is_no_longer_being_written() {
        let mut look = Look { read: written(1, 10), last: written(1, 10) };
        assert!(!look.again(written(1, 10)));
        // It grows: not yet.
        assert!(!look.again(written(5, 11)) && !look.again(written(6, 12)));
        assert!(look.again(written(6, 12)) && !look.again(written(6, 12)));
        // Taken away and put back by a program that saves so.
        assert!(!look.again(None) && !look.again(written(9, 12)));
        assert!(look.again(written(9, 12)));
        // Away for good.
        assert!(!look.again(None) && !look.again(None));
    }
}
