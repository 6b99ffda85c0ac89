//! Saves settings and annotations on a separate thread, in order. Everything is saved before the program ends.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
};

use super::{AnnotationChange, AnnotationsFolder, SaveRequest, SettingsFile, strings};

/// A message to the thread that saves.
enum Message {
    /// Saves data.
    Save(SaveRequest),
    /// Sends an answer once everything before is saved.
    Confirm(Sender<()>),
}

/// The thread that saves. It ends when this value is dropped.
pub(super) struct Saver {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    folder: AnnotationsFolder,
}

impl Saver {
    /// Starts the thread; returns `None` if the system cannot start one.
    pub(super) fn start(file: SettingsFile) -> Option<Self> {
        let (sender, requests) = mpsc::channel::<Message>();
        let folder = file.annotations();
        let reports = folder.clone();
        let save_requests = move || {
            let mut before = file.load();
            while let Ok(first) = requests.recv() {
                let (mut settings, mut waiting) = (None, Vec::new());
                let mut changes: BTreeMap<String, Vec<AnnotationChange>> = BTreeMap::new();
                // Zooming with the wheel changes the settings many times a second. Only the last change is saved.
                for request in std::iter::once(first).chain(requests.try_iter()) {
                    match request {
                        Message::Confirm(answer) => waiting.push(answer),
                        Message::Save(SaveRequest::Settings(latest)) => settings = Some(latest),
                        Message::Save(SaveRequest::Annotation(sha256, change)) => {
                            changes.entry(sha256).or_default().push(*change);
                        }
                    }
                }
                for (sha256, changes) in changes {
                    report_save_error(reports.apply_changes(&sha256, &changes));
                }
                if let Some(settings) = settings {
                    report_save_error(file.merge(&settings, &before));
                    before = *settings;
                }
                for answer in waiting {
                    // Sending fails if nobody waits any more.
                    let _ = answer.send(());
                }
            }
        };
        let thread = thread::Builder::new().name("save settings".to_owned()).spawn(save_requests).ok()?;
        Some(Self { sender: Some(sender), thread: Some(thread), folder })
    }

    /// Saves data on the thread.
    pub(super) fn save_data(&self, request: SaveRequest) {
        if let Some(sender) = &self.sender {
            // The thread ends when this value is dropped, so it is still running.
            let _ = sender.send(Message::Save(request));
        }
    }

    /// Returns a channel that gets a value, or is closed, once everything before is saved.
    pub(super) fn confirm_saved(&self) -> Receiver<()> {
        let (answer, confirmation) = mpsc::channel();
        if let Some(sender) = &self.sender {
            // If sending fails, the channel is closed.
            let _ = sender.send(Message::Confirm(answer));
        }
        confirmation
    }

    /// Returns the folder of annotations.
    pub(super) fn annotations_folder(&self) -> AnnotationsFolder {
        self.folder.clone()
    }
}

/// Reports an error on standard error. Saving is tried again at the next change.
fn report_save_error(result: std::io::Result<()>) {
    if let Err(error) = result {
        eprintln!("{}", strings::settings_not_saved_message(&error));
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
