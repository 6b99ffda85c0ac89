//! Writes settings and annotations on a thread of its own, in the order they were given. Everything that was given is
//! written before the program ends.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Sender},
    thread::{self, JoinHandle},
};

use super::{AnnotationChange, AnnotationsFolder, Keep, SettingsFile};

/// The thread that writes; it ends with this value.
pub(super) struct Saver {
    sender: Option<Sender<Keep>>,
    thread: Option<JoinHandle<()>>,
    folder: AnnotationsFolder,
}

impl Saver {
    pub(super) fn start(file: SettingsFile) -> Option<Self> {
        let (sender, keeps) = mpsc::channel::<Keep>();
        let folder = file.annotations();
        let reports = folder.clone();
        let keep = move || {
            let mut before = file.load().recent;
            while let Ok(first) = keeps.recv() {
                let (mut settings, mut changes): (_, BTreeMap<String, Vec<AnnotationChange>>) =
                    (None, BTreeMap::new());
                // Turning a wheel changes the settings many times a second; the last ones count.
                for keep in std::iter::once(first).chain(keeps.try_iter()) {
                    match keep {
                        Keep::Settings(latest) => settings = Some(latest),
                        Keep::Annotation(sha256, change) => changes.entry(sha256).or_default().push(*change),
                    }
                }
                for (sha256, changes) in changes {
                    report_error(reports.add(&sha256, &changes));
                }
                if let Some(settings) = settings {
                    report_error(file.merge(&settings, &before));
                    before = settings.recent;
                }
            }
        };
        let thread = thread::Builder::new().name("keep settings".to_owned()).spawn(keep).ok()?;
        Some(Self { sender: Some(sender), thread: Some(thread), folder })
    }

    pub(super) fn save(&self, keep: Keep) {
        if let Some(sender) = &self.sender {
            // The thread ends with this value, so it is still there.
            let _ = sender.send(keep);
        }
    }

    /// Returns the folder that annotations are kept in.
    pub(super) fn folder(&self) -> AnnotationsFolder {
        self.folder.clone()
    }
}

/// Reports an error on standard error. Reading goes on, and the next change tries again.
fn report_error(kept: std::io::Result<()>) {
    if let Err(error) = kept {
        eprintln!("findings: the settings could not be saved: {error}");
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        drop(self.sender.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was reported on standard error already.
            let _ = thread.join();
        }
    }
}
