//! Keeps what is to be remembered on a thread of its own, in the order in which it was given. What was given is kept
//! before the program ends.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Sender},
    thread::{self, JoinHandle},
};

use super::{RememberedFolder, Said, Settings, SettingsFile};

/// Something to be kept.
#[derive(Debug)]
pub(super) enum Keep {
    /// The settings.
    Settings(Box<Settings>),
    /// What was said of the report with this fingerprint.
    Report(String, Box<Said>),
}

/// The thread.
pub(super) struct Saver {
    sender: Option<Sender<Keep>>,
    thread: Option<JoinHandle<()>>,
    folder: RememberedFolder,
}

impl Saver {
    pub(super) fn start(file: SettingsFile) -> Option<Self> {
        let (sender, keeps) = mpsc::channel::<Keep>();
        let folder = file.remembered();
        let reports = folder.clone();
        let keep = move || {
            let mut before = file.load().recent;
            while let Ok(first) = keeps.recv() {
                let (mut settings, mut said): (_, BTreeMap<String, Vec<Said>>) = (None, BTreeMap::new());
                // Turning a wheel asks many times a second; the last of each counts.
                for keep in std::iter::once(first).chain(keeps.try_iter()) {
                    match keep {
                        Keep::Settings(latest) => settings = Some(latest),
                        Keep::Report(sha256, new) => said.entry(sha256).or_insert_with(Vec::new).push(*new),
                    }
                }
                for (sha256, said) in said {
                    told(reports.add(&sha256, &said));
                }
                if let Some(settings) = settings {
                    told(file.merge(&settings, &before));
                    before = settings.recent;
                }
            }
        };
        let thread = thread::Builder::new().name("keep settings".to_owned()).spawn(keep).ok()?;
        Some(Self { sender: Some(sender), thread: Some(thread), folder })
    }

    pub(super) fn save(&self, keep: Keep) {
        if let Some(sender) = &self.sender {
            // The thread ends with this value, so that somebody is there to hear.
            let _ = sender.send(keep);
        }
    }

    /// Where it is kept what was said of reports.
    pub(super) fn folder(&self) -> RememberedFolder {
        self.folder.clone()
    }
}

/// Reading goes on without; the next change tries again.
fn told(kept: std::io::Result<()>) {
    if let Err(error) = kept {
        eprintln!("findings: settings could not be kept: {error}");
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        drop(self.sender.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was told on standard error already.
            let _ = thread.join();
        }
    }
}
